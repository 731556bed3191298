"""What Russia sold and bought in all, and by chapter of goods, by its customs service.

Since January 2022 it publishes no partners. Its workbooks are of five kinds, told by what their
first sheet says: by groups of countries and by groups of goods in billion dollars, by chapter in
million, months of two years (`russian_months`), main goods of a month (`russian_goods`). The
traps: the two units, and "January to September", which is part of a year and no year. Continents
are no partners and groups of chapters no products: both are left out by name. A later table
replaces what an earlier one said of the same period, and of parts of a year the longest alone is
kept; months stand beside the year that they make up.
"""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.model.products import families
from visavis.sources.base import Load, Table
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.pieces import extents
from visavis.sources.russian_goods import goods, is_of_goods
from visavis.sources.russian_months import Total, is_monthly, million, monthly, part_of_year
from visavis.sources.strict import files_of
from visavis.sources.workbooks import Cell, modified_on, sheet, text_of

__all__ = ["load"]

_PATTERNS = ("страны*.xls*", "структура*.xls*", "публикация*.xls*", "web_utsa_*.xls*")
_CONTINENTS = ("европа", "азия", "африка", "америка", "океания", "прочие")
_GROUP = re.compile(r"\d\d-\d\d(?:, \d\d-\d\d)*-\D.*")
_CHAPTER = re.compile(r"(\d\d)-\D.*")
_WORDS_BETWEEN = ("в том числе:",)
_TREND = ("темп роста, %", "темпы роста, %")
_ROUNDING = Decimal("1.00001")
"""How far addends that are given to a tenth may exceed their sum."""


class _Layout(NamedTuple):
    title: str
    unit: str
    million: int
    """How many millions the unit is."""
    total: str


_BY_CONTINENT = _Layout(
    "экспорт и импорт товаров российской федерации по группам стран", "(млрд. долл. сша)",
    1000, "весь мир",
)  # fmt: skip
_BY_GROUP = _Layout(
    "экспорт и импорт товаров российской федерации", "(млрд. долл. сша)", 1000, "всего"
)
_BY_CHAPTER = _Layout(
    "внешняя торговля российской федерации", "(миллионов долларов сша)", 1, "всего"
)

_RESTATED = "amounts that a later table restates"
_SHORTER = "parts of a year of which a longer part is given"
_CONTINENT_ROWS = "continents, which are no partners"
_GROUP_ROWS = "groups of chapters of goods"


class _Table(NamedTuple):
    """What one workbook holds."""

    newest: date
    file: str
    totals: list[Total]
    left_out: dict[str, int]


def load(path: Path, retrieved: date) -> Load:
    """Russia's exports and imports by month, year and part of a year, in US dollars.

    Args:
        path: A workbook or a folder with `страны*`, `структура*`, `Публикация*` and `WEB_UTSA_*`.
        retrieved: Used where no workbook states when it was saved, as .xls do not.

    Raises:
        SourceError: Another title, unit, period or row, or an amount that is none.
    """
    files = files_of(path, _PATTERNS)
    found: dict[tuple[str, str, date, date], Total] = {}
    left_out: Counter[str] = Counter()
    read = 0
    for table in sorted(_table(file) for file in files):
        read += len(table.totals) + sum(table.left_out.values())
        left_out.update(table.left_out)
        left_out[_RESTATED] += sum(each[:4] in found for each in table.totals)
        found |= {each[:4]: each for each in table.totals}
    saved = [file for file in files if file.suffix.lower() == ".xlsx"]
    released = max((modified_on(file, retrieved) for file in saved), default=retrieved)
    kept = _longest(list(found.values()))
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


def _longest(found: list[Total]) -> list[Total]:
    """The months, and of all other parts of each year the longest."""
    ends: dict[tuple[str, str, int], date] = {}
    for each in found:
        key = each.book, each.product, each.start.year
        ends[key] = max(each.end, ends.get(key, each.end))
    return [
        each
        for each in found
        if each.start.month == each.end.month
        or ends[each.book, each.product, each.start.year] == each.end
    ]


def _table(file: Path) -> _Table:
    cells = sheet(file)
    rows = [[text_of(cell).lower() for cell in row] for row in cells]
    if is_monthly(rows):
        totals, left_out = monthly(file.name, rows, cells)
    elif is_of_goods(rows):
        totals, left_out = goods(file.name, rows, cells)
    else:
        totals, left_out = _compared(file.name, rows, cells)
    newest = max((total.end for total in totals), default=date.min)
    return _Table(newest, file.name, totals, left_out)


def _compared(
    file: str, rows: list[list[str]], cells: list[list[Cell]]
) -> tuple[list[Total], dict[str, int]]:
    """Totals and chapters of a table that compares two years, and what was left out."""
    head = " ".join(" ".join(" ".join(row) for row in rows[:3]).split())
    layouts = (_BY_CONTINENT, _BY_GROUP, _BY_CHAPTER)
    layout = next((each for each in layouts if head == f"{each.title} {each.unit}"), None)
    if layout is None:
        found = head[:80] or "an empty sheet"
        raise SourceError(file, found, "a table of exports and imports in million or billion")
    top = next((n for n, row in enumerate(rows) if row[0] == layout.total), None)
    if top is None or top < 2:
        raise SourceError(file, "no total", f"a row {layout.total}")
    columns = _columns(file, layout, rows[top - 2], rows[top - 1])
    totals = _amounts(f"{file}, row {top + 1}", cells[top], columns, layout, ("TOTAL", top + 1))
    if any(each.value == 0 for each in totals):
        raise SourceError(f"{file}, row {top + 1}", "0", "a total of a state")
    sums = [Decimal(0)] * len(columns)
    left_out: Counter[str] = Counter()
    chapters: list[Total] = []
    for n, row in enumerate(rows[top + 1 :], top + 1):
        if not row[0] or row[0] in _WORDS_BETWEEN or row[0].startswith("*"):
            continue
        where = f"{file}, row {n + 1}"
        product, reason = _kind(where, layout, row[0])
        amounts = _amounts(where, cells[n], columns, layout, (product, n + 1))
        sums = [before + each.value for before, each in zip(sums, amounts, strict=True)]
        if reason:
            left_out[reason] += 1
        else:
            chapters += amounts
    if any(part > each.value * _ROUNDING for part, each in zip(sums, totals, strict=True)):
        raise SourceError(file, "parts that sum to more than the whole", f"{layout.total}")
    if len({each[:4] for each in chapters}) != len(chapters):
        raise SourceError(file, "a chapter twice", "each once")
    return totals + chapters, dict(left_out)


def _kind(where: str, layout: _Layout, name: str) -> tuple[str, str]:
    """The product of a row, or why it is left out; a row of any other kind is refused."""
    if layout is _BY_CONTINENT and name in _CONTINENTS:
        return "", _CONTINENT_ROWS
    chapter = _CHAPTER.fullmatch(name)
    if layout is _BY_CHAPTER and chapter:
        return f"HS{chapter[1]}", ""
    if layout is not _BY_CONTINENT and _GROUP.fullmatch(name):
        return "", _GROUP_ROWS
    expected = "a continent" if layout is _BY_CONTINENT else "a chapter or chapters"
    raise SourceError(where, repr(name[:60]), expected)


_Column = tuple[str, tuple[date, date], int]


def _columns(where: str, layout: _Layout, upper: list[str], lower: list[str]) -> list[_Column]:
    """Book, period and place of each column of amounts; every heading must be known."""
    by_flow = layout is not _BY_CHAPTER
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
        column = f"{where}, column {at + 1}"
        if flow not in books:
            raise SourceError(column, f"{flow} {period}"[:60], "exports or imports")
        days = part_of_year(column, period)
        if books[flow]:
            found.append((books[flow], days, at))
    if len({each[:2] for each in found}) != len(found) or len(found) != len(books) + 1:
        raise SourceError(where, f"{len(found)} columns of amounts", "two flows in two years")
    return found


def _amounts(
    where: str, row: list[Cell], columns: list[_Column], layout: _Layout, named: tuple[str, int]
) -> list[Total]:
    product, n = named
    return [
        Total(
            book, product, *days, million(f"{where}, column {at + 1}", row[at], layout.million), n
        )
        for book, days, at in columns
    ]


def _frame(totals: list[Total]) -> pl.DataFrame:
    exports = pl.col("book") == "exporter"
    frame = pl.DataFrame(
        totals,
        schema={
            "book": pl.String, "product": pl.String, "start": pl.Date, "end": pl.Date,
            "value": AMOUNT, "origin_row": pl.Int32,
        },
        orient="row",
    ).with_columns(
        relation=pl.lit("goods_flow"),
        subject=pl.when(exports).then(pl.lit("RUS")).otherwise(pl.lit(WORLD)),
        partner=pl.when(exports).then(pl.lit(WORLD)).otherwise(pl.lit("RUS")),
        unit=pl.lit("USD"),
        valuation=pl.when(exports).then(pl.lit("FOB")).otherwise(pl.lit("CIF")),
        status=pl.lit("reported"),
    )  # fmt: skip
    exact = {f"HS{each.heading}": each.id for each in families() if each.heading}
    named = frame.filter(pl.col("product").is_in(list(exact)))
    return pl.concat([frame, named.with_columns(pl.col("product").replace_strict(exact))])
