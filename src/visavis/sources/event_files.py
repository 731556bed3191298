"""Long files of events, plain or packed, as stretches of whole lines without quotation marks.

The traps: fields are set off by tabs alone, so that a quotation mark is a letter like any other;
some publishers' files have no header; and a packed file may unpack to any size.
"""

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import polars as pl

from visavis.errors import SourceError
from visavis.sources.strict import DAMAGED, Rows, Shape, decoded, read_rows

if TYPE_CHECKING:
    from visavis.sources.event_rows import Layout

__all__ = ["stretches"]

STRETCH_BYTES = 16 << 20
_LONGEST_LINE = 1 << 20

_DENSEST = 200
"""Times that a list of events may shrink when packed; real ones shrink five- to tenfold."""
_ALWAYS_READ = 4 << 20


def stretches(file: Path, name: str, layout: "Layout") -> Iterator[Rows]:
    """The rows of a file (or of the one file in an archive), one stretch in memory at a time.

    Raises:
        SourceError: Another header, a row that is cut or too long, nothing in it, or a damaged
            file; each with its line.
    """
    with closing(_Lines(file, name)) as lines:
        header, pending = lines.take_header(layout)
        shape, delimiter = _shape(name, header, layout.shapes)
        line = 1 if pending else 2
        for block in lines.blocks(pending):
            if delimiter == "\t":
                rows = Rows(name, shape, _cells(name, block, shape, line))
            else:
                rows = read_rows(name, header + block, (shape,), delimiter, line - 2)
            if rows.frame.height:
                yield rows
            line += block.count(b"\n")
        if line <= 2 and not pending:
            raise SourceError(name, "a header without rows", "at least one event")


def _shape(name: str, header: bytes, shapes: tuple[Shape, ...]) -> tuple[Shape, str]:
    """The shape whose header it is, and what sets its fields off: tabs, in copies commas."""
    text = decoded(name, header).strip("\n")
    for delimiter in ("\t", ","):
        found = next((each for each in shapes if text == delimiter.join(each.header)), None)
        if found is not None:
            return found, delimiter
    # Neither: the strict reader says what is wrong with the header.
    read_rows(name, header, shapes, "\t")
    raise SourceError(f"{name}, line 1", "another header", "the publisher's columns")


def _cells(name: str, block: bytes, shape: Shape, first: int) -> pl.DataFrame:
    """The cells of whole lines as text, null where empty, each row with its line.

    Raises:
        SourceError: A line has more or fewer fields, or is binary.
    """
    width = len(shape.header)
    lines = pl.Series("text", decoded(name, block).split("\n"), dtype=pl.String)
    table = lines.to_frame().with_row_index("line", offset=first).filter(pl.col("text") != "")
    odd = table.filter(pl.col("text").str.count_matches("\t", literal=True) != width - 1)
    if odd.height:
        found = odd["text"][0].count("\t") + 1
        raise SourceError(f"{name}, line {odd['line'][0]}", f"{found} fields", f"{width} fields")
    parts = table.select(
        "line", pl.col("text").str.split_exact("\t", width - 1).struct.rename_fields(shape.header)
    ).unnest("text")
    cells = parts.with_columns(pl.col(pl.String).replace("", None))
    cut = cells.filter(pl.col(shape.full).is_null())
    if cut.height:
        raise SourceError(f"{name}, line {cut['line'][0]}", f"no {shape.full}", "a whole event")
    return cells


class _Lines:
    """Whole lines of a text file, plain, packed by gzip, or alone in an archive."""

    def __init__(self, file: Path, name: str) -> None:
        self._name = name
        self._open = ExitStack()
        try:
            self._file = self._opened(file)
        except DAMAGED as error:
            self.close()
            raise self._unreadable(error) from error
        except SourceError:
            self.close()
            raise

    def take_header(self, layout: "Layout") -> tuple[bytes, bytes]:
        """The header line, and the first event of a file that has no header of its own."""
        try:
            line = self._file.readline(_LONGEST_LINE)
        except DAMAGED as error:
            raise self._unreadable(error) from error
        if not line.strip():
            raise SourceError(self._name, "an empty file", "events")
        first = line.split(b"\t", 1)[0].strip()
        if not layout.headless or not first.isdigit():
            return line, b""
        return "\t".join(layout.shapes[0].header).encode() + b"\n", line

    def blocks(self, pending: bytes) -> Iterator[bytes]:
        """Pieces of whole lines, each some megabytes; the first begins with `pending`."""
        rest = pending
        while True:
            try:
                piece = self._file.read(STRETCH_BYTES)
            except DAMAGED as error:
                raise self._unreadable(error) from error
            if not piece:
                break
            whole, newline, rest = (rest + piece).rpartition(b"\n")
            if newline:
                yield whole + newline
            if len(rest) > _LONGEST_LINE:
                found = f"a line of over {_LONGEST_LINE:,} bytes"
                raise SourceError(self._name, found, "one event in a line")
        if rest.strip():
            yield rest

    def close(self) -> None:
        """Let go of the file, and of the archive that it is in."""
        self._open.close()

    def _opened(self, file: Path) -> IO[bytes]:
        if file.suffix.lower() == ".gz":
            return cast("IO[bytes]", self._open.enter_context(gzip.open(file)))
        if file.suffix.lower() != ".zip":
            return self._open.enter_context(file.open("rb"))
        archive = self._open.enter_context(zipfile.ZipFile(file))
        members = [each for each in archive.infolist() if not each.is_dir()]
        if len(members) != 1:
            raise SourceError(self._name, f"{len(members)} files in the archive", "one file")
        size, packed = members[0].file_size, file.stat().st_size
        if size > max(_ALWAYS_READ, _DENSEST * packed):
            found = f"{packed:,} bytes that unpack to {size:,}"
            raise SourceError(self._name, found, "a list of events")
        return self._open.enter_context(archive.open(members[0]))

    def _unreadable(self, error: Exception) -> SourceError:
        text = " ".join(str(error).split())
        return SourceError(self._name, f"unreadable content ({text})", "a whole file")
