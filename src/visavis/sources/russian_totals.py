"""What Russia sold and bought in all since it stopped publishing partners, by its customs service.

One workbook a table, each restating the same part of the year before: `по группам стран` in
billion dollars by continent, `Внешняя торговля` in million dollars by chapter of goods. The traps:
the two units, and "January to September", which is part of a year and no year. Continents are no
partners and are left out by name; chapters are left out too. A later table replaces what an
earlier one said of the same period, and of each year the longest part alone is kept, so that no
day stands in two rows.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.sources.base import Load, Table
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.pieces import extents
from visavis.sources.strict import files_of
from visavis.sources.workbooks import Cell, modified_on, sheet, text_of

__all__ = ["load"]

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_PERIOD = re.compile(rf"январь(?: ?- ?({'|'.join(_MONTHS[1:])}))? ((?:19|20)\d\d)(?: г\.)?")
_CONTINENTS = ("европа", "азия", "африка", "америка", "океания", "прочие")
_CHAPTER = re.compile(r"\d\d(-\d\d)?-\D.*")
_WORDS_BETWEEN = ("в том числе:",)
_TREND = ("темп роста, %", "темпы роста, %")
_LIMIT = Decimal(10_000)
"""Billion dollars that no total reaches."""


class _Layout(NamedTuple):
    title: str
    unit: str
    million: int
    """How many millions the unit is."""
    total: str
    rows: str
    """Why the other rows are left out."""


_BY_CONTINENT = _Layout(
    "экспорт и импорт товаров российской федерации по группам стран", "(млрд. долл. сша)",
    1000, "весь мир", "continents, which are no partners",
)  # fmt: skip
_BY_CHAPTER = _Layout(
    "внешняя торговля российской федерации", "(миллионов долларов сша)",
    1, "всего", "chapters of goods",
)  # fmt: skip


class _Total(NamedTuple):
    book: str
    start: date
    end: date
    value: Decimal
    origin_row: int


def load(path: Path, retrieved: date) -> Load:
    """Russia's exports and imports in all by year and part of a year, in US dollars.

    Args:
        path: A workbook or a folder with `страны*.xlsx` and `Публикация*.xlsx`.
        retrieved: Used where a workbook does not state when it was saved.

    Raises:
        SourceError: Another title, unit, period or row, or an amount that is none.
    """
    files = files_of(path, ("страны*.xls*", "публикация*.xls*"))
    found: dict[tuple[str, date, date], _Total] = {}
    left_out: dict[str, int] = {}
    read = 0
    tables = sorted((_table(file) for file in files), key=lambda table: table[0])
    for _, totals, others, reason in tables:
        read += len(totals) + others
        left_out[reason] = left_out.get(reason, 0) + others
        again = sum(total[:3] in found for total in totals)
        left_out[_RESTATED] = left_out.get(_RESTATED, 0) + again
        found |= {total[:3]: total for total in totals}
    released = max(modified_on(file, retrieved) for file in files)
    longest: dict[tuple[str, int], date] = {}
    for book, start, end in found:
        longest[book, start.year] = max(end, longest.get((book, start.year), end))
    kept = [each for each in found.values() if longest[each.book, each.start.year] == each.end]
    left_out[_SHORTER] = len(found) - len(kept)
    frame = facts(path.name, _frame(kept))
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"facts": Table(frame, extents(frame))},
        files=tuple(sorted(file.name for file in files)),
        rows_read=read,
        left_out={reason: count for reason, count in sorted(left_out.items()) if count},
    )


_RESTATED = "totals that a later table restates"
_SHORTER = "parts of a year of which a longer part is given"


def _table(file: Path) -> tuple[tuple[date, str], list[_Total], int, str]:
    """(its newest day and name), its totals, how many other rows, and why they are left out."""
    cells = sheet(file)
    rows = [[text_of(cell).lower() for cell in row] for row in cells]
    head = " ".join(" ".join(row) for row in rows[:3]).split()
    layout = next(
        (each for each in (_BY_CONTINENT, _BY_CHAPTER)
         if " ".join(head).strip() == f"{each.title} {each.unit}"),
        None,
    )  # fmt: skip
    if layout is None:
        found = " ".join(head)[:80] or "an empty sheet"
        raise SourceError(file.name, found, "a table of exports and imports in million or billion")
    top = next((n for n, row in enumerate(rows) if row[0] == layout.total), None)
    if top is None or top < 2:
        raise SourceError(file.name, "no total", f"a row {layout.total}")
    columns = _columns(file.name, layout, rows[top - 2], rows[top - 1])
    totals = [
        _Total(book, *days, _amount(f"{file.name}, row {top + 1}", cells[top], at, layout), top + 1)
        for book, days, at in columns
    ]
    others = _others(file.name, rows, top + 1)
    newest = max(total.end for total in totals)
    return (newest, file.name), totals, others, layout.rows


_Column = tuple[str, tuple[date, date], int]


def _columns(where: str, layout: _Layout, upper: list[str], lower: list[str]) -> list[_Column]:
    """Book, period and place of each column of amounts; every heading must be known."""
    by_flow = layout is _BY_CONTINENT
    flows, periods = (upper, lower) if by_flow else (lower, upper)
    books = {"экспорт": "exporter", "импорт": "importer", "оборот": ""}
    found: list[_Column] = []
    flow = period = ""
    for at in range(1, len(flows)):
        if by_flow:
            flow, period = flows[at] or flow, periods[at]
        else:
            flow, period = flows[at], periods[at] or period
        if period in _TREND or not (flow or period):
            continue
        days = _days(period)
        if flow not in books or days is None:
            raise SourceError(f"{where}, column {at + 1}", f"{flow} {period}"[:60], "a known one")
        if books[flow]:
            found.append((books[flow], days, at))
    if len({each[:2] for each in found}) != len(found) or len(found) != len(books) + 1:
        raise SourceError(where, f"{len(found)} columns of amounts", "two flows in two years")
    return found


def _days(period: str) -> tuple[date, date] | None:
    match = _PERIOD.fullmatch(period)
    if match is None:
        return None
    month, year = _MONTHS.index(match[1] or _MONTHS[0]) + 1, int(match[2])
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, 1, 1), end


def _amount(where: str, row: list[Cell], at: int, layout: _Layout) -> Decimal:
    cell = row[at]
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise SourceError(f"{where}, column {at + 1}", repr(cell)[:60], "an amount")
    value = Decimal(repr(cell))
    if not value.is_finite() or not 0 < value * layout.million < _LIMIT * 1000:
        raise SourceError(f"{where}, column {at + 1}", repr(cell)[:60], "a total of a state")
    return (value * layout.million * 1_000_000).quantize(Decimal("0.001"))


def _others(where: str, rows: list[list[str]], first: int) -> int:
    """How many rows of continents or chapters follow; a row of any other kind is refused."""
    count = 0
    for number, row in enumerate(rows[first:], first + 1):
        head = row[0]
        if head in _CONTINENTS or _CHAPTER.fullmatch(head):
            count += 1
        elif head and head not in _WORDS_BETWEEN and not head.startswith("*"):
            raise SourceError(f"{where}, row {number}", repr(head[:60]), "a continent or a chapter")
    return count


def _frame(totals: list[_Total]) -> pl.DataFrame:
    exports = pl.col("book") == "exporter"
    return pl.DataFrame(
        totals,
        schema={
            "book": pl.String, "start": pl.Date, "end": pl.Date, "value": AMOUNT,
            "origin_row": pl.Int32,
        },
        orient="row",
    ).with_columns(
        relation=pl.lit("goods_flow"),
        subject=pl.when(exports).then(pl.lit("RUS")).otherwise(pl.lit(WORLD)),
        partner=pl.when(exports).then(pl.lit(WORLD)).otherwise(pl.lit("RUS")),
        product=pl.lit("TOTAL"),
        unit=pl.lit("USD"),
        valuation=pl.when(exports).then(pl.lit("FOB")).otherwise(pl.lit("CIF")),
        status=pl.lit("reported"),
    )  # fmt: skip
