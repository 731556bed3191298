"""Rows of cells out of what China's customs publish: a web page, a workbook, or a saved CSV.

The same table comes in all three, and a page may bear the name of a workbook. Full-width letters
and signs become plain ones, so that a table reads alike in both languages.
"""

import csv
import io
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from visavis.errors import SourceError
from visavis.sources.strict import decoded, file_bytes
from visavis.sources.workbooks import sheet

__all__ = ["plain", "rows_of"]

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LONGEST = 50_000_000


def rows_of(file: Path) -> list[list[str]]:
    """The cells of every row as plain text, empty ones kept; what a page says beside its tables
    comes first, as a row of one cell.

    Raises:
        SourceError: The file is damaged, or none of the three.
    """
    data = file_bytes(file)
    if data.startswith(_WORKBOOKS):
        return [[plain(cell) for cell in row] for row in sheet(file)]
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _page(file.name, data)
    try:
        table = csv.reader(io.StringIO(decoded(file.name, data)), strict=True)
        return [[plain(cell) for cell in row] for row in table]
    except csv.Error as error:
        raise SourceError(file.name, f"a damaged table ({error})", "a whole file") from error


def plain(cell: object) -> str:
    """The cell with plain letters and single blanks; whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    text = unicodedata.normalize("NFKC", str(cell)).replace("\u2236", ":")
    return " ".join(text.split())


def _page(where: str, data: bytes) -> list[list[str]]:
    if len(data) > _LONGEST:
        raise SourceError(where, f"a page of {len(data):,} bytes", "one table")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise SourceError(where, "bytes of no known encoding", "a page in UTF-8") from error
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return [[plain(" ".join(reader.beside))], *reader.rows]


class _Tables(HTMLParser):
    """The cells of all rows of a page, and its text outside of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.beside: list[str] = []
        self._cell: list[str] | None = None
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        (self.beside if self._cell is None else self._cell).append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(plain(" ".join(self._cell)))
            self._cell = None
