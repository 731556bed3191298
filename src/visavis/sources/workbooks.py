"""Sheets of a workbook, .xlsx or .xls, as plain cells.

The trap is the bomb: a workbook is an archive, and a small one may unpack to more than there is
memory for, so its size is looked at before anything is unpacked. Binary sheets (.xls, .xlsb) cannot
be measured so: a process of its own with bounded memory reads them. Formulas are not computed: a
cell is what was last saved in it, and where nothing was, an .xlsx is refused, since the cell would
read as empty. Entities of XML are not expanded.
"""

import functools
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from visavis.errors import SourceError
from visavis.sources import workbook_apart
from visavis.sources.strict import DAMAGED, file_bytes

__all__ = [
    "Cell", "day_of", "modified_on", "number_of", "saved_on", "sheet", "sheets", "table", "text_of",
]  # fmt: skip

Cell = object
"""Text, a number, a truth, a day or a time; "" where the cell is empty."""

_LARGEST = 350_000_000
"""Bytes that all parts of a workbook may unpack to: ten times the largest that is read here."""

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
"""Where a cell says that it stands, or a row that it is; a cell may also follow the one before."""

_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with a formula and no value, with its attributes; the one of a text may be empty."""
_SAVED_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")

_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b")

_FIRST_YEAR = 1990
"""Programs that write no time of saving into an archive write one in 1980."""


def sheet(path: Path, name: str = "") -> list[list[Cell]]:
    """The cells of one sheet, row by row from the first; trailing empty columns are kept.

    Without a name it is the first sheet: publishers rename those of single tables at will.

    Raises:
        SourceError: It is no workbook, is damaged or too large, or has no such sheet.
    """
    return next(iter(_read(path, name, first=True).values()))


def sheets(path: Path) -> dict[str, list[list[Cell]]]:
    """The cells of every sheet, by its name, in the workbook's order.

    Raises:
        SourceError: As for `sheet`.
    """
    return _read(path, "", first=False)


def _read(path: Path, name: str, *, first: bool) -> dict[str, list[list[Cell]]]:
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise SourceError(
            path.name, "no reader for workbooks", "pip install 'visavis[excel]'"
        ) from error
    if not _is_measured(path):
        return _read_apart(path, name, first=first)
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        names = book.sheet_names
        if name not in names and (name or not names):
            raise SourceError(path.name, *_no_sheet(names, name))
        wanted = [name or names[0]] if first else names
        return {
            each: [list(row) for row in book.get_sheet_by_name(each).to_python()] for each in wanted
        }
    except (calamine.CalamineError, OSError, ValueError) as error:
        found = " ".join(f"a damaged workbook ({error})".split())
        raise SourceError(path.name, found, "a whole workbook") from error


def _is_measured(path: Path) -> bool:
    """Whether all its sheets are known to be small enough for this process.

    Raises:
        SourceError: It is no workbook, is damaged, or would unpack to too much.
    """
    data = file_bytes(path)
    if data[:200].lstrip().startswith(b"<"):
        expected = "the workbook that the publisher offers for download"
        raise SourceError(path.name, "a web page", expected)
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
            if size > _LARGEST:
                found = f"a workbook that unpacks to {size // 1_000_000} million bytes"
                raise SourceError(path.name, found, f"at most {_LARGEST // 1_000_000} million")
            names = archive.namelist()
            is_text = path.suffix.lower() == ".xlsx" and not any(
                name.endswith(".bin") for name in names
            )
            for member in archive.infolist():
                # Any part can be named as a sheet, whatever it is called.
                page = archive.read(member)
                _refuse_unsaved(path.name, page)
                if is_text:
                    _refuse_vast(path.name, page)
    except DAMAGED as error:
        raise SourceError(path.name, f"a damaged workbook ({error})", "a whole workbook") from error
    return is_text


def _refuse_vast(where: str, page: bytes) -> None:
    """A sheet is read as one block of cells: two of them at opposite corners would fill memory."""
    places = _PLACE.findall(page)
    rows = columns = 0
    for letters, digits in set(places):
        rows = max(rows, int(digits))
        columns = max(columns, _column(letters.upper()))
    if len(_CELL.findall(page)) > sum(1 for letters, _ in places if letters):
        columns = max(columns, *(len(_CELL.findall(row)) for row in _ROW.split(page)))
        rows = max(rows, len(_ROW.findall(page)))
    if rows * columns > workbook_apart.MOST_CELLS:
        _raise_vast(where, rows, columns)


def _refuse_unsaved(where: str, page: bytes) -> None:
    """Formulas that no program has worked out: a text may be saved as empty, a number may not."""
    for cell in _FORMULA.finditer(page) if b"<f" in page or b":f" in page else ():
        if not _SAVED_TEXT.search(cell[1]):
            place = _PLACE.search(b" " + cell[1])
            at = f", cell {(place[1] + place[2]).decode()}" if place else ""
            found = "a formula without a saved value"
            raise SourceError(where + at, found, "a workbook saved by a spreadsheet program")


def _raise_vast(where: str, rows: int, columns: int) -> NoReturn:
    found = f"a sheet of {rows} rows and {columns} columns"
    raise SourceError(
        where, found, f"at most {workbook_apart.MOST_CELLS // 1_000_000} million cells"
    )


def _read_apart(path: Path, name: str, *, first: bool) -> dict[str, list[list[Cell]]]:
    """The sheets as a process of its own reads them, which may fail without harm to this one."""
    program = [sys.executable, "-P", workbook_apart.__file__]
    asked = [str(path.absolute()), name, "first" if first else "all"]
    done = subprocess.run([*program, *asked], capture_output=True, check=False)
    if done.returncode:
        found = "a workbook that cannot be read in the memory and time that any whole one needs"
        raise SourceError(path.name, found, "a whole workbook")
    answer = json.loads(done.stdout)
    if "damaged" in answer:
        found = " ".join(f"a damaged workbook ({answer['damaged']})".split())
        raise SourceError(path.name, found, "a whole workbook")
    if "vast" in answer:
        _raise_vast(path.name, *answer["vast"])
    if "names" in answer:
        raise SourceError(path.name, *_no_sheet(answer["names"], name))
    return {each: [[*map(_cell, row)] for row in rows] for each, rows in answer["sheets"].items()}


def _cell(cell: Any) -> Cell:
    """A cell out of the other process: days and times come in a list with their kind."""
    if isinstance(cell, list):
        kind = datetime if cell[0] == "datetime" else date
        return kind.fromisoformat(cell[1])
    return cell


def _no_sheet(names: Sequence[str], name: str) -> tuple[str, str]:
    found = f"sheets {', '.join(names)}" if names else "no sheets"
    return found, f"a sheet {name}".rstrip()


def _column(letters: bytes) -> int:
    """Number of a column: 1 for A, 27 for AA."""
    return functools.reduce(lambda number, letter: 26 * number + letter - 64, letters, 0)


def saved_on(path: Path, retrieved: date) -> date | None:
    """The day on which an .xlsx was written, by its archive; None where it does not say.

    A day after `retrieved` is a wrong clock and says nothing.
    """
    if not zipfile.is_zipfile(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            days = [date(*member.date_time[:3]) for member in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    known = [day for day in days if day.year >= _FIRST_YEAR]
    found = max(known, default=None)
    return found if found is not None and found <= retrieved else None


def modified_on(path: Path, retrieved: date) -> date:
    """The day on which an .xlsx says that it was saved, `retrieved` where it does not say.

    A day after `retrieved` is a wrong clock and counts as `retrieved`.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as part:
            match = _MODIFIED.search(part.read(_PROPERTIES))
        found = date.fromisoformat(match[1].decode()) if match else retrieved
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, ValueError, RuntimeError):
        return retrieved
    return min(found, retrieved)


_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)T")
_PROPERTIES = 1 << 16


def table(path: Path, name: str, header: Sequence[str]) -> list[tuple[int, dict[str, Cell]]]:
    """The rows of a sheet whose first row is exactly `header`, each with its number from 1.

    Rows without any cell are left out.

    Raises:
        SourceError: As for `sheet`, or another header, or no row below it.
    """
    rows = sheet(path, name)
    where = f"{path.name}, sheet {name}"
    found = [str(cell).strip() for cell in rows[0]] if rows else []
    while found and not found[-1]:
        found.pop()
    if found != list(header):
        raise SourceError(f"{where}, row 1", *_fault(found, header))
    width = len(header)
    kept = []
    for number, row in enumerate(rows[1:], 2):
        if any(cell != "" for cell in row[width:]):
            raise SourceError(f"{where}, row {number}", "cells beyond the header", f"{width} cells")
        if any(cell != "" for cell in row):
            cells = [*row, *[""] * (width - len(row))][:width]
            kept.append((number, dict(zip(header, cells, strict=True))))
    if not kept:
        raise SourceError(where, "a header without rows", "at least one row")
    return kept


def _fault(found: Sequence[str], header: Sequence[str]) -> tuple[str, str]:
    unknown = [name for name in found if name not in header]
    missing = [name for name in header if name not in found]
    parts = [f"unknown columns {', '.join(unknown[:5])}"] if unknown else []
    parts += [f"no column {', '.join(missing[:5])}"] if missing else []
    expected = f"its {len(header)} columns"
    return " and ".join(parts) or "its columns twice or in another order", expected


def text_of(cell: Cell) -> str:
    """The text of a cell with single blanks; a whole number without its `.0`."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def number_of(where: str, cell: Cell) -> int | None:
    """The whole number in a cell, None where it is empty.

    Raises:
        SourceError: It holds something else.
    """
    text = text_of(cell)
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise SourceError(where, repr(text[:60]), "a whole number")
    return int(text)


def day_of(where: str, cell: Cell) -> date | None:
    """The day in a cell, None where it is empty.

    Raises:
        SourceError: It holds something else.
    """
    if cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    raise SourceError(where, repr(text_of(cell)[:60]), "a day")
