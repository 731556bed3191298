"""SIPRI's TIV tables as cells: three layouts, each read strictly and added up again.

The trap is the shifted cell. Rows of seventy years differ by commas alone, so every row is held
against its printed total and every year against the total row, as far as rounding allows.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.sources.sipri_names import is_known, party
from visavis.sources.strict import decoded

__all__ = ["JOINED", "OLD_TITLE", "TABLE_TITLE", "Cell", "TivTable", "generated_on", "read_table"]

JOINED = ("supplier", "recipient", "year", "tiv")
"""Header of supplier tables put together into one file."""

TABLE_TITLE = "Volume of transfers of major arms"
"""First line of a table of the site since 2023: totals of suppliers or of recipients."""

OLD_TITLE = re.compile(r"TIV of arms (?:exports|imports) (from|to) (.+), (\d{4})-(\d{4})")
"""First line of a table of the site before 2023: one supplier's recipients, or the reverse."""

_OWNERS = {"Recipient": "recipient", "Exports by": "supplier", "Supplier": "supplier"}
_TAIL = ("Percentage", "Sum total years", "Percentage of total")
_YEAR = re.compile(r"(?:19[5-9]|20\d)\d")
_NUMBER = re.compile(r"\d{1,7}(?:\.\d+)?")
_PERCENTAGE = re.compile(r"\d{1,3}(?:\.\d+)?%?")
_DAY = re.compile(r"\s*(?:Data g|G)enerated: (\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HALF = Decimal("0.5")
_PREAMBLE = 20
_WORLD_YEARLY = 15_000
"""Million TIV a year below which a table is not of the whole world (the least since 1950: 17,000
on average over any ten years)."""


class Cell(NamedTuple):
    """One printed cell, in million TIV; `value` 0 stands for above zero and below a half."""

    supplier: str
    recipient: str
    year: int
    value: Decimal | None
    """None: an empty cell, no deliveries."""
    line: int


@dataclass(frozen=True, slots=True)
class TivTable:
    """The cells of one file, which suppliers it has wholly, and when it was made."""

    file: str
    generated: date | None
    years: tuple[int, int]
    cells: tuple[Cell, ...]
    suppliers: frozenset[str]
    """Suppliers whose every recipient is in it."""
    recipients: frozenset[str]
    """Recipients whose every supplier is in it."""
    rows: int
    unknown: frozenset[str] = frozenset()
    """Names that are neither on the list nor marked as no state."""


def read_table(where: str, data: bytes) -> TivTable:
    """The table of a file in one of three layouts.

    Raises:
        SourceError: It is none of them, a row is cut, a name is unknown, or sums do not agree.
    """
    text = decoded(where, data)
    rows = _rows(where, text)
    first = rows[0][1][0].strip() if rows and rows[0][1] else ""
    if tuple(cell.strip() for cell in rows[0][1]) == JOINED:
        return _joined(where, rows)
    title = OLD_TITLE.fullmatch(first)
    if title:
        return _old(where, rows, title)
    if first == TABLE_TITLE:
        return _new(where, rows)
    if first.startswith("Transfers of major conventional arms"):
        found, expected = "a trade register", "a TIV table; add registers as sipri_register"
        raise SourceError(where, found, expected)
    raise SourceError(f"{where}, line 1", repr(first[:80]), f"a title such as {TABLE_TITLE!r}")


def _rows(where: str, text: str) -> list[tuple[int, list[str]]]:
    """Every line that is not blank, with its number."""
    reader = csv.reader(io.StringIO(text), strict=True)
    found, start = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{where}, line {start}", "a row that ends in quotes", "whole") from error
    if not found:
        raise SourceError(where, "an empty file", "a title, a header and rows")
    if any(";" in cell for cell in found[0][1]):
        expected = "commas alone: a spreadsheet has saved the file again, export it anew"
        raise SourceError(f"{where}, line 1", "fields separated by ';'", expected)
    return found


def generated_on(lines: Sequence[str]) -> date | None:
    """The day that stands behind "Generated:" in the first lines of an export."""
    for line in lines[:_PREAMBLE]:
        found = _DAY.match(line)
        if found and found[2][:3].lower() in _MONTHS:
            try:
                return date(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
            except ValueError:
                return None
    return None


def _made(where: str, rows: list[tuple[int, list[str]]]) -> date:
    found = generated_on([row[0] for _, row in rows])
    if found is None:
        raise SourceError(where, "no day on which it was generated", "a line 'Generated: DAY'")
    return found


def _old(where: str, rows: list[tuple[int, list[str]]], title: re.Match[str]) -> TivTable:
    side = "supplier" if title[1] == "from" else "recipient"
    owner = party(title[2])
    head = _header_at(where, rows, lambda row: not row[0] and row[1].isdigit())
    line, header = rows[head]
    years = _years(f"{where}, line {line}", header[1:-1])
    if header[-1] != "Total" or (years[0], years[-1]) != (int(title[3]), int(title[4])):
        raise SourceError(f"{where}, line {line}", "another header", f"{title[3]} to {title[4]}")
    body, sums = _body(where, rows[head + 1 :], (header, years), "Total")
    cells = [
        _cell((side, owner), other, year, value, number)
        for number, other, values in [*body, (sums[0], WORLD, sums[2])]
        for year, value in zip(years, values, strict=True)
    ]
    owners = frozenset({owner})
    return TivTable(
        file=where, generated=_made(where, rows), years=(years[0], years[-1]), cells=tuple(cells),
        suppliers=owners if side == "supplier" else frozenset(),
        recipients=owners if side == "recipient" else frozenset(), rows=len(body) + 1,
        unknown=_unknown([title[2], *(row[0] for _, row in rows[head + 1 : -1])]),
    )  # fmt: skip


def _new(where: str, rows: list[tuple[int, list[str]]]) -> TivTable:
    head = _header_at(where, rows, lambda row: row[0] in _OWNERS)
    line, header = rows[head]
    span = f"{header[1]}-{header[-5]}" if len(header) > 6 else ""
    if tuple(header[-4:]) != (span, *_TAIL):
        expected = f"years, their span, and {', '.join(_TAIL)}"
        raise SourceError(f"{where}, line {line}", "another header", expected)
    years = _years(f"{where}, line {line}", header[1:-4])
    side = _OWNERS[header[0]]
    total = "Total world"
    body, sums = _body(where, rows[head + 1 :], (header, years), total)
    whole = sum((value or Decimal(0) for value in sums[2]), Decimal(0))
    filled = sum(value is not None for value in sums[2])
    if whole < _WORLD_YEARLY * filled:
        found = f"a total of {whole:,} million TIV in {filled} years"
        raise SourceError(f"{where}, line {sums[0]}", found, "a table of the whole world")
    cells = [
        _cell((side, who), WORLD, year, value, number)
        for number, who, values in [*body, (sums[0], WORLD, sums[2])]
        for year, value in zip(years, values, strict=True)
    ]
    return TivTable(
        file=where, generated=_made(where, rows), years=(years[0], years[-1]), cells=tuple(cells),
        suppliers=frozenset(), recipients=frozenset(), rows=len(body) + 1,
        unknown=_unknown([row[0] for _, row in rows[head + 1 : -1]]),
    )  # fmt: skip


def _joined(where: str, rows: list[tuple[int, list[str]]]) -> TivTable:
    cells, seen = [], set()
    for line, row in rows[1:]:
        here = f"{where}, line {line}"
        if len(row) != len(JOINED):
            raise SourceError(here, f"{len(row)} fields", f"{len(JOINED)} fields")
        supplier, recipient = party(row[0]), party(row[1])
        if not _YEAR.fullmatch(row[2]):
            raise SourceError(here, f"year {row[2]!r}", "a year since 1950")
        key = (row[0], row[1], row[2])
        if key in seen:
            raise SourceError(here, f"{', '.join(key)} a second time", "one row for each")
        seen.add(key)
        cells.append(Cell(supplier, recipient, int(row[2]), _number(here, row[3]), line))
    if not cells:
        raise SourceError(where, "a header without rows", "at least one row")
    years = [cell.year for cell in cells]
    pairs = {(cell.supplier, cell.recipient): cell.line for cell in reversed(cells)}
    met = {cell[:3] for cell in cells}
    cells += [
        Cell(*pair, year, None, line)
        for pair, line in pairs.items()
        for year in range(min(years), max(years) + 1)
        if (*pair, year) not in met
    ]
    return TivTable(
        file=where, generated=None, years=(min(years), max(years)), cells=tuple(cells),
        suppliers=frozenset(cell.supplier for cell in cells), recipients=frozenset(),
        rows=len(rows) - 1, unknown=_unknown([name for _, row in rows[1:] for name in row[:2]]),
    )  # fmt: skip


def _header_at(
    where: str, rows: list[tuple[int, list[str]]], is_header: Callable[[list[str]], bool]
) -> int:
    for at, (_, row) in enumerate(rows[:_PREAMBLE]):
        if len(row) > 2 and is_header(row):
            return at
    raise SourceError(where, "no header with years", "a row that names the years")


def _years(where: str, cells: Sequence[str]) -> list[int]:
    if not cells or not all(_YEAR.fullmatch(cell) for cell in cells):
        bad = next((cell for cell in cells if not _YEAR.fullmatch(cell)), "")
        raise SourceError(where, f"year {bad!r}", "years since 1950, one after the other")
    years = [int(cell) for cell in cells]
    if years != list(range(years[0], years[0] + len(years))):
        raise SourceError(where, "years in another order", "years, one after the other")
    return years


_Line = tuple[int, str, list[Decimal | None]]


def _body(
    where: str,
    rows: list[tuple[int, list[str]]],
    shape: tuple[list[str], list[int]],
    total: str,
) -> tuple[list[_Line], _Line]:
    """The rows by id, and the total row, which must be the last; all sums checked."""
    header, years = shape
    body: list[_Line] = []
    seen: set[str] = set()
    for at, (line, row) in enumerate(rows):
        here = f"{where}, line {line}"
        if len(row) != len(header):
            raise SourceError(here, f"{len(row)} fields", f"{len(header)} fields")
        values = [_number(here, cell) for cell in row[1 : len(years) + 1]]
        _check_row(here, values, row[len(years) + 1 :])
        if row[0].startswith(total):
            if at != len(rows) - 1:
                raise SourceError(here, "a total before the last row", "the total as last row")
            _check_columns(here, years, body, values)
            return body, (line, WORLD, values)
        if row[0] in seen:
            raise SourceError(here, f"{row[0]!r} a second time", "one row for each")
        seen.add(row[0])
        body.append((line, party(row[0]), values))
    raise SourceError(where, "no total row", f"{total!r} as the last row: the file may be cut")


def _check_row(here: str, values: Sequence[Decimal | None], tail: Sequence[str]) -> None:
    """The printed sums of a row lie within what rounding allows of its years."""
    known = [value for value in values if value is not None]
    for cell in tail:
        if "%" in cell or not cell.strip():
            if cell.strip() and not _PERCENTAGE.fullmatch(cell.strip()):
                raise SourceError(here, f"{cell!r}", "a percentage")
            continue
        printed = _number(here, cell) or Decimal(0)
        if abs(printed - sum(known, Decimal(0))) > _HALF * (len(known) + 1):
            raise SourceError(here, f"a total of {printed} over years of {sum(known)}", "their sum")


def _check_columns(
    here: str, years: Sequence[int], body: Sequence[_Line], totals: Sequence[Decimal | None]
) -> None:
    for at, (year, total) in enumerate(zip(years, totals, strict=True)):
        column = [value for _, _, values in body if (value := values[at]) is not None]
        slack = _HALF * (len(column) + 1)
        if abs((total or Decimal(0)) - sum(column, Decimal(0))) > slack:
            found = f"{total or 0} in total for {year} over rows of {sum(column)}"
            raise SourceError(here, found, "their sum")


def _cell(owner: tuple[str, str], other: str, year: int, value: Decimal | None, line: int) -> Cell:
    """The cell of `(side, id)` and another, whichever of the two it is that supplies."""
    pair = (owner[1], other) if owner[0] == "supplier" else (other, owner[1])
    return Cell(*pair, year, value, line)


def _number(here: str, cell: str) -> Decimal | None:
    text = cell.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise SourceError(here, f"{cell!r}", "a number of million TIV, or nothing")
    return Decimal(text)


def _unknown(names: Sequence[str]) -> frozenset[str]:
    return frozenset(name for name in names if not is_known(name))
