"""Ways in which a file arrives damaged, and the one question asked of each: refused or read?

Every source is put to the same tests: `damaged` draws one fault and applies it to good bytes,
`assert_refused_or_read` loads the result and allows two outcomes only, a `SourceError` with one
sentence, or a load whose tables pass the checks of every load.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from visavis.errors import SourceError
from visavis.sources import Load

__all__ = [
    "BOMB_XML", "assert_refused_or_read", "damaged", "damaged_archives", "damaged_bytes",
    "lines_of", "with_cell", "zip_bomb", "zip_of", "zip_with",
]  # fmt: skip

BOMB_XML = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><x>&d;</x>'
)
"""Entities that grow eightfold at each step; small enough to do no harm where they are read."""

_ODD_CELLS = (
    "", " ", "0", "-1", "-5.5", "20211", "0000", "1e999", "NaN", "inf", "12,5", "1.234.567,8",
    "=1+1", "=cmd|' /C calc'!A0", "?", "...", "ZZZ", "\u0435\u0441", "T\u00fcrkiye", "\x00",
    "\u2212 7", "2021-13-45", "99999999999999999999999999", "A" * 300, '"', '""', "\n", "\t",
)  # fmt: skip
"""Cells as people and programs leave them: another year, a formula, a decimal comma, a letter."""

Load_ = Callable[[Path, date], Load]
Fault = Callable[[bytes], bytes]


def assert_refused_or_read(load: Load_, path: Path, today: date = date(2026, 1, 2)) -> Load | None:
    """The load where the file could be read, None where it was refused with one sentence.

    Any other exception is let through and fails the test.
    """
    try:
        found = load(path, today)
    except SourceError as error:
        refusal = error
    else:
        _assert_sound(found)
        return found
    assert "\n" not in str(refusal)
    assert str(refusal).endswith(".")
    assert refusal.found
    assert refusal.expected
    return None


def _assert_sound(found: Load) -> None:
    assert found.vintage
    assert found.files
    for table in found.tables.values():
        assert isinstance(table.frame, pl.DataFrame)
        assert table.extents
        assert all(each.start <= each.end for each in table.extents)


def lines_of(data: bytes) -> list[bytes]:
    """The lines of a text file, each with its line end."""
    return data.splitlines(keepends=True) or [b""]


def with_cell(data: bytes, line: int, column: int, value: str, delimiter: bytes = b",") -> bytes:
    """The file with one cell of one line replaced; lines and columns are taken modulo."""
    lines = lines_of(data)
    at = line % len(lines)
    cells = lines[at].rstrip(b"\r\n").split(delimiter)
    cells[column % len(cells)] = value.encode("utf-8", "replace")
    lines[at] = delimiter.join(cells) + b"\n"
    return b"".join(lines)


def damaged(delimiter: str = ",") -> st.SearchStrategy[Fault]:
    """One fault of a text file: cut, doubled, re-ordered, re-encoded, re-saved, or one odd cell."""
    comma = delimiter.encode()
    number = st.integers(0, 10_000)
    return st.one_of(
        number.map(lambda n: lambda data: data[: n % (len(data) + 1)]),
        number.map(lambda n: lambda data: _without_line(data, n)),
        number.map(lambda n: lambda data: _line_twice(data, n)),
        st.tuples(number, number).map(lambda p: lambda data: _swapped_columns(data, *p, comma)),
        number.map(lambda n: lambda data: _column(data, n, comma, twice=True)),
        number.map(lambda n: lambda data: _column(data, n, comma, twice=False)),
        st.tuples(number, st.binary(min_size=1, max_size=4)).map(
            lambda p: lambda data: _inserted(data, p[0], p[1])
        ),
        st.tuples(number, number, st.sampled_from(_ODD_CELLS)).map(
            lambda p: lambda data: with_cell(data, p[0], p[1], p[2], comma)
        ),
        st.sampled_from(_WHOLE_FILE_FAULTS),
    )


def _without_line(data: bytes, number: int) -> bytes:
    lines = lines_of(data)
    del lines[number % len(lines)]
    return b"".join(lines)


def _line_twice(data: bytes, number: int) -> bytes:
    lines = lines_of(data)
    at = number % len(lines)
    return b"".join([*lines[:at], lines[at], *lines[at:]])


def _swapped_columns(data: bytes, one: int, other: int, comma: bytes) -> bytes:
    found = []
    for line in lines_of(data):
        cells = line.rstrip(b"\r\n").split(comma)
        a, b = one % len(cells), other % len(cells)
        cells[a], cells[b] = cells[b], cells[a]
        found.append(comma.join(cells) + b"\n")
    return b"".join(found)


def _column(data: bytes, number: int, comma: bytes, *, twice: bool) -> bytes:
    found = []
    for line in lines_of(data):
        cells = line.rstrip(b"\r\n").split(comma)
        at = number % len(cells)
        cells[at : at + 1] = [cells[at]] * 2 if twice else []
        found.append(comma.join(cells) + b"\n")
    return b"".join(found)


def _inserted(data: bytes, number: int, what: bytes) -> bytes:
    at = number % (len(data) + 1)
    return data[:at] + what + data[at:]


def _recoded(encoding: str) -> Fault:
    return lambda data: data.decode("utf-8", "replace").encode(encoding, "replace")


def _always(other: bytes) -> Fault:
    """Something else altogether under the name of the file."""
    return lambda _: other


_WHOLE_FILE_FAULTS: tuple[Fault, ...] = (
    _always(b""),
    _always(b"\n\n\n"),
    lambda data: b"\xef\xbb\xbf" + data,
    lambda data: b"\xef\xbb\xbf\xef\xbb\xbf" + data,
    lambda data: data.replace(b",", b";"),
    lambda data: data.replace(b",", b"\t"),
    lambda data: data.replace(b"\n", b";;;;\n"),
    lambda data: data.replace(b"\n", b",\n"),
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: data.replace(b"\n", b"\r"),
    lambda data: data.replace(b".", b","),
    lambda data: data + data,
    lambda data: data[::-1],
    _always(BOMB_XML),
    _always(b"<!DOCTYPE html><html><body>Access denied</body></html>"),
    _always(b'{"error": "quota"}'),
    lambda data: b"PK\x03\x04" + data,
    lambda data: zip_of({"a.csv": data}),
    _recoded("latin-1"),
    _recoded("cp1252"),
    _recoded("utf-16"),
    _recoded("utf-16-le"),
)


def zip_of(members: dict[str, bytes]) -> bytes:
    """An archive with these members, under names that may climb out of a folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def zip_with(data: bytes, name: str, content: bytes) -> bytes:
    """The archive (or workbook) with one member replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    return zip_of(members | {name: content})


def zip_bomb(name: str = "xl/worksheets/sheet1.xml", size: int = 400_000_000) -> bytes:
    """An archive of some hundred kilobytes that unpacks to `size` bytes, written piece by piece."""
    out = io.BytesIO()
    piece = b" " * 1_000_000
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(size // len(piece)):
            member.write(piece)
    return out.getvalue()


def damaged_archives() -> st.SearchStrategy[Fault]:
    """One fault of an archive or workbook: cut, bytes turned, members that are none of its own."""
    return damaged_bytes() | st.sampled_from(_WHOLE_ARCHIVE_FAULTS)


def damaged_bytes() -> st.SearchStrategy[Fault]:
    """One fault of any binary file: cut, bytes turned, bytes gone."""
    number = st.integers(0, 1_000_000)
    return st.one_of(
        number.map(lambda n: lambda data: data[: n % (len(data) + 1)]),
        st.tuples(number, st.integers(1, 255)).map(lambda p: lambda data: _turned(data, *p)),
        st.tuples(number, st.integers(1, 64)).map(lambda p: lambda data: _without_bytes(data, *p)),
    )


def _without_bytes(data: bytes, number: int, length: int) -> bytes:
    at = number % (len(data) + 1)
    return data[:at] + data[at + length :]


def _turned(data: bytes, number: int, by: int) -> bytes:
    found: Any = bytearray(data)
    if found:
        found[number % len(found)] ^= by
    return bytes(found)


_WHOLE_ARCHIVE_FAULTS: tuple[Fault, ...] = (
    _always(b""),
    _always(b"PK\x03\x04"),
    _always(b"PK\x05\x06" + bytes(18)),
    _always(BOMB_XML),
    _always(b"<html>not found</html>"),
    lambda data: data + b"trailing",
    _always(zip_of({})),
    _always(zip_of({"../../evil.csv": b"a,b\n1,2\n"})),
    lambda data: zip_with(data, "xl/workbook.xml", BOMB_XML),
    lambda data: zip_with(data, "xl/sharedStrings.xml", BOMB_XML),
    lambda data: zip_with(data, "xl/worksheets/sheet1.xml", BOMB_XML),
    lambda data: zip_with(data, "../evil", b"x"),
)
