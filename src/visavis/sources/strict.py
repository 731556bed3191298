"""Reading delimited files strictly: every column known, every row whole, one encoding.

The trap is help. A reader that fills short rows, skips long ones or guesses an encoding turns a
truncated download into small numbers; here each of these is a sentence with file and line.
"""

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import polars as pl

from visavis.errors import SourceError

__all__ = [
    "DAMAGED",
    "Rows",
    "Shape",
    "decoded",
    "file_bytes",
    "files_of",
    "read_rows",
    "refuse_unread",
]

DAMAGED = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError,
    RuntimeError, OverflowError, IndexError,
)  # fmt: skip
"""What Python's readers of packed files raise on damaged, encrypted or strangely packed ones."""

_DENSEST = 200
"""Times that a table may shrink when packed; real ones shrink five- to twentyfold."""
_ALWAYS_READ = 4 << 20

BLANK = "(blank)"
"""Name given to the unnamed column behind a comma at the end of data rows."""

_COMPANION = "._"
"""How names begin of the files that a Mac lays beside others in archives."""

_UNREAD = {
    ".xlsx": "a spreadsheet", ".xls": "a spreadsheet", ".ods": "a spreadsheet",
    ".zip": "an archive", ".7z": "an archive", ".rar": "an archive", ".gz": "a packed file",
    ".json": "a JSON file", ".tsv": "a table with tabs", ".parquet": "a Parquet table",
}  # fmt: skip

_UTF8_IN_LATIN = re.compile(r"[\xc2-\xc3][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Shape:
    """One known header of a publisher, in its order."""

    name: str
    header: tuple[str, ...]
    full: str
    """A column that is never empty in a whole row: an empty cell there means a cut row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Cells of one file as text, with `line`, the line on which each row starts."""

    file: str
    shape: Shape
    frame: pl.DataFrame


def files_of(path: Path, patterns: Sequence[str]) -> tuple[Path, ...]:
    """The files under a folder that match one of the patterns, sorted; or the one file named.

    Raises:
        SourceError: There is no such path, no such file in the folder, or a link leads nowhere.
    """
    if path.is_file():
        return (path,)
    if not path.is_dir():
        raise SourceError(str(path), "nothing there", "a file or a folder")
    named = [
        file
        for file in sorted(path.rglob("*"))
        if any(fnmatchcase(file.name.lower(), pattern) for pattern in patterns)
        and not file.name.startswith(_COMPANION)
    ]
    for file in named:
        if file.is_symlink() and not file.exists():
            where = file.relative_to(path).as_posix()
            raise SourceError(where, "a link to a file that is not there", "the file itself")
    found = {file for file in named if file.is_file()}
    if not found:
        raise SourceError(str(path), "no such file in the folder", " or ".join(patterns))
    return tuple(sorted(found))


def refuse_unread(path: Path, read: Sequence[Path], expected: str) -> None:
    """Nothing where a folder has no other files that look as if they held data.

    Raises:
        SourceError: It has a spreadsheet, an archive or the like, which would be skipped.
    """
    if not path.is_dir():
        return
    for file in sorted(path.rglob("*")):
        kind = _UNREAD.get(file.suffix.lower())
        if kind and file not in read and file.is_file() and not file.name.startswith(_COMPANION):
            where = file.relative_to(path).as_posix()
            raise SourceError(where, f"{kind} beside {len(read)} files that can be read", expected)


def file_bytes(path: Path) -> bytes:
    """The content of a file, unpacked where its name ends in .gz.

    Raises:
        SourceError: The file is empty, unreadable, its packing is damaged, or it unpacks to far
            more than a table does.
    """
    try:
        data = _unpacked(path) if path.suffix.lower() == ".gz" else path.read_bytes()
    except gzip.BadGzipFile as error:
        raise SourceError(path.name, "a file that is not packed", "gzip, as in its name") from error
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(path.name, f"unreadable content ({error})", "a whole file") from error
    if not data.strip():
        raise SourceError(path.name, "an empty file", "a header and rows")
    return data


def _unpacked(path: Path) -> bytes:
    """What a .gz holds, all its members; how far it swells is watched while it is unpacked."""
    most = max(_ALWAYS_READ, _DENSEST * path.stat().st_size)
    with gzip.open(path) as packed:
        data = packed.read(most + 1)
    if len(data) > most:
        raise SourceError(
            path.name,
            f"a file packed over {_DENSEST} times smaller",
            f"a table, which shrinks less than {_DENSEST} times",
        )
    return data


def decoded(where: str, data: bytes) -> str:
    """The text of a file in UTF-8 or Latin-1, without byte-order mark, newlines as `\\n`.

    Raises:
        SourceError: It is binary, or some of its lines are UTF-8 and others Latin-1.
    """
    if data.startswith(b"PK\x03\x04"):
        raise SourceError(where, "a packed file or spreadsheet", "a text file: save it as .csv")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise SourceError(where, "a web page", "the file that the publisher offers for download")
    if b"\x00" in data:
        raise SourceError(where, "zero bytes", "a text file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", errors="replace")
        if _UTF8_IN_LATIN.search(data.decode("latin-1")):
            line = data.count(b"\n", 0, error.start) + 1
            raise SourceError(
                f"{where}, line {line}", "Latin-1 among lines in UTF-8", "one encoding"
            ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_rows(
    where: str, data: bytes, shapes: Sequence[Shape], delimiter: str = ",", skipped: int = 0
) -> Rows:
    """All cells of a delimited file whose header is exactly one of the shapes.

    Data rows may end with one more delimiter than the header, as those of UN Comtrade do. For a
    stretch of a long file, under its header again, `skipped` is the number of lines left out
    between the two, so that lines are counted as in the whole file.

    Raises:
        SourceError: Another header or delimiter, no rows, or a row that is cut or too long.
    """
    text = decoded(where, data)
    first, _, body = text.partition("\n")
    header = _first_row(f"{where}, line 1", first, delimiter)
    shape = next((each for each in shapes if each.header == header), None)
    if shape is None:
        raise SourceError(f"{where}, line 1", *_header_fault(header, first, shapes, delimiter))
    if not body.strip():
        raise SourceError(where, "a header without rows", "at least one row")
    names = list(shape.header)
    start = 2 + skipped
    second = _first_row(f"{where}, line {start}", body, delimiter)
    if len(second) == len(names) + 1 and second[-1] == "":
        names.append(BLANK)
    frame = _cells(where, (body, start), names, delimiter)
    cut = frame.filter(pl.col(shape.full).is_null() | (pl.col(shape.full) == ""))
    if cut.height:
        raise SourceError(
            f"{where}, line {cut['line'][0]}", f"no {shape.full}", f"{len(shape.header)} fields"
        )
    return Rows(where, shape, frame)


def _first_row(where: str, text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader(io.StringIO(text), delimiter=delimiter), ()))
    except csv.Error as error:
        raise SourceError(where, _csv_fault(error), "a whole row") from error


def _csv_fault(error: csv.Error) -> str:
    """What Python's reader found, in words."""
    limit = csv.field_size_limit()
    is_long = "field larger than" in str(error)
    return f"a cell longer than {limit} letters" if is_long else str(error)


def _cells(where: str, rows: tuple[str, int], names: list[str], delimiter: str) -> pl.DataFrame:
    """The cells of the text in `rows`, which begins on the line named beside it."""
    body, start = rows
    if '"' in body and "\n" in "".join(body.split('"')[1::2]):
        return _slow_cells(where, rows, names, delimiter)
    try:
        frame = pl.read_csv(
            body.encode(),
            has_header=False,
            new_columns=names,
            separator=delimiter,
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return _slow_cells(where, rows, names, delimiter)
    if frame.width != len(names) or frame[names[-1]].null_count():
        return _slow_cells(where, rows, names, delimiter)
    frame = frame.with_row_index("line", offset=start)
    return frame.drop(BLANK, strict=False)


def _slow_cells(
    where: str, text: tuple[str, int], names: list[str], delimiter: str
) -> pl.DataFrame:
    """The same through Python's reader, which says on which line a row is cut or too long."""
    body, first = text
    reader = csv.reader(io.StringIO(body), delimiter=delimiter, strict=True)
    rows, lines, start = [], [], first
    try:
        for row in reader:
            if row and len(row) != len(names):
                raise SourceError(
                    f"{where}, line {start}", f"{len(row)} fields", f"{len(names)} fields"
                )
            if row:
                rows.append(row)
                lines.append(start)
            start = reader.line_num + first
    except csv.Error as error:
        raise SourceError(f"{where}, line {start}", _csv_fault(error), "a whole row") from error
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    frame = frame.with_columns(pl.all().replace("", None))
    frame.insert_column(0, pl.Series("line", lines, dtype=pl.UInt32))
    return frame.drop(BLANK, strict=False)


def _header_fault(
    header: tuple[str, ...], first: str, shapes: Sequence[Shape], delimiter: str
) -> tuple[str, str]:
    """(found, expected) for a header that is none of the shapes."""
    for other in ";\t|,":
        if other != delimiter and len(header) == 1 and other in first:
            return f"fields separated by {other!r}", f"fields separated by {delimiter!r}"
    nearest = max(shapes, key=lambda shape: (len(set(shape.header) & set(header)), shape.name))
    unknown = [name for name in header if name not in nearest.header]
    missing = [name for name in nearest.header if name not in header]
    expected = f"the {len(nearest.header)} columns of {nearest.name}"
    if unknown or missing:
        parts = [f"unknown columns {', '.join(unknown[:5])}"] if unknown else []
        parts += [f"no column {', '.join(missing[:5])}"] if missing else []
        return " and ".join(parts), expected
    return "its columns in another order", f"{expected} in the order {', '.join(nearest.header)}"
