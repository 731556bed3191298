"""What Russia sold and bought in all, month by month, in workbooks of its customs service.

A workbook compares two years: first the months added up (`Январь-март`), then each month alone
(`П О   М Е С Я Ц А М`), then quarters, in million dollars. The traps: a heading above may name
other months than the tables have, months to come hold zeros, and the headline of the year adds
estimates that the months lack (fish sold at sea, bunker fuel, trade not recorded between members
of the Eurasian union). The months alone are kept; they must add up to the rows above them.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from visavis.errors import SourceError
from visavis.sources.workbooks import Cell

__all__ = ["MONTHS", "Total", "is_monthly", "million", "monthly", "part_of_year"]

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_TITLE = re.compile(r"внешняя торговля россии в (?:19|20)\d\d году")
_YEAR = re.compile(r"((?:19|20)\d\d) год")
_ALL, _FAR_ABROAD = "в с е г о", "страны дальнего зарубежья"
_UNIT, _BY_MONTH = "(миллионов долларов)", "п о м е с я ц а м"
_FLOWS = ("оборот", "экспорт", "импорт")
_WIDTH = 7
"""A month's name, then turnover, exports and imports of two years."""

_ROUNDING = Decimal("0.2")
"""Million dollars that a sum may differ by: addends are given to a tenth of a thousand."""

_HIGHEST = Decimal(10_000_000)
"""Million dollars that no total reaches."""


class Total(NamedTuple):
    """What Russia sold (book "exporter") or bought ("importer") in all, in US dollars."""

    book: str
    product: str
    start: date
    end: date
    value: Decimal
    origin_row: int


def is_monthly(rows: list[list[str]]) -> bool:
    """Whether the cells, lower-cased, are of such a workbook."""
    return any(_TITLE.fullmatch(cell) for row in rows for cell in row)


def monthly(
    file: str, rows: list[list[str]], cells: list[list[Cell]]
) -> tuple[list[Total], dict[str, int]]:
    """The months of both years, and how many rows were left out for which reason.

    Args:
        file: Its name, for what is said of it.
        rows: The cells as text with single blanks, lower-cased.
        cells: The cells themselves.

    Raises:
        SourceError: Another unit, heading or month, or months that do not add up.
    """
    words = {cell for row in rows for cell in row}
    if _UNIT not in words or not words & {_ALL, _FAR_ABROAD}:
        raise SourceError(file, "neither its unit nor whose trade it is", f"{_ALL}, {_UNIT}")
    first, last = (_named(file, rows, name) for name in (MONTHS[0], f"{MONTHS[0]}-{MONTHS[11]}"))
    section = next((n for n, row in enumerate(rows) if _BY_MONTH in row), len(rows))
    start = _named(file, rows[section:], MONTHS[0]) + section
    if not first < last < section:
        raise SourceError(file, "its tables in another order", "months added up, months alone")
    if _FAR_ABROAD in words:
        return [], {"months of far and near abroad, which are no partners": 12}
    years = _years(file, rows, start)
    found: list[Total] = []
    to_come = 0
    for side, year in enumerate(years):
        months = [_month(file, rows, cells, start + n, (n, 1 + 3 * side)) for n in range(12)]
        filled = [each for each in months if each is not None]
        if any(each is None for each in months[: len(filled)]):
            raise SourceError(f"{file}, row {start + 1}", f"a month of {year} without trade", "all")
        to_come += 12 - len(filled)
        _check_sum(f"{file}, row {last + 1}", cells[last], 1 + 3 * side, filled)
        for n, (sold, bought) in enumerate(filled):
            days = _days(year, n)
            found.append(Total("exporter", "TOTAL", *days, sold, start + n + 1))
            found.append(Total("importer", "TOTAL", *days, bought, start + n + 1))
    return found, {
        "months added up and quarters, beside each month": 16,
        "months not yet there": to_come,
    }


def part_of_year(file: str, words: str) -> tuple[date, date]:
    """First and last day of `январь - сентябрь 2024 г.` and the like.

    Raises:
        SourceError: The words are none of a part of a year from January on.
    """
    match = _PERIOD.fullmatch(words)
    if match is None:
        raise SourceError(file, repr(words[:60]), "January to a month, and the year")
    month = MONTHS.index(match[1] or MONTHS[0])
    return date(int(match[2]), 1, 1), _days(int(match[2]), month)[1]


_PERIOD = re.compile(rf"январь(?: ?- ?({'|'.join(MONTHS)}))? ((?:19|20)\d\d)(?: г(?:\.|од))?")


def _days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month, 0 for January."""
    after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, 1), after - timedelta(days=1)


def _named(file: str, rows: list[list[str]], name: str) -> int:
    """Place of the first row of that name."""
    found = next((n for n, row in enumerate(rows) if row and row[0] == name), None)
    if found is None:
        raise SourceError(file, f"no row {name}", "months added up, then each month alone")
    return found


def _years(file: str, rows: list[list[str]], start: int) -> tuple[int, int]:
    """The two years of the table whose January stands in row `start`."""
    heads = [row for row in rows[max(0, start - 5) : start] if any(row)]
    where = f"{file}, row {start}"
    if len(heads) < 2 or tuple(heads[-1][1:_WIDTH]) != _FLOWS * 2:
        raise SourceError(where, "another heading", "turnover, exports, imports of two years")
    named = [_YEAR.fullmatch(heads[-2][at]) for at in (1, 4)]
    years = [int(each[1]) for each in named if each]
    if len(years) != 2 or years[1] != years[0] + 1:
        raise SourceError(where, " ".join(filter(None, heads[-2]))[:60], "two years in turn")
    return years[0], years[1]


def _month(
    file: str, rows: list[list[str]], cells: list[list[Cell]], at: int, place: tuple[int, int]
) -> tuple[Decimal, Decimal] | None:
    """Exports and imports in dollars; None for a month of zeros, which is to come."""
    month, column = place
    where = f"{file}, row {at + 1}"
    if at >= len(rows) or rows[at][0] != MONTHS[month]:
        found = rows[at][0] if at < len(rows) else "the end"
        raise SourceError(where, repr(found[:60]), MONTHS[month])
    turnover, sold, bought = (million(where, cells[at][column + n]) for n in range(3))
    if abs(turnover - sold - bought) > _ROUNDING * 1_000_000:
        raise SourceError(where, "a turnover that is not exports and imports", "their sum")
    return (sold, bought) if sold and bought else None


def _check_sum(
    where: str, row: list[Cell], column: int, months: list[tuple[Decimal, Decimal]]
) -> None:
    for n in range(2):
        told = million(where, row[column + 1 + n])
        if abs(told - sum(month[n] for month in months)) > _ROUNDING * 1_000_000:
            raise SourceError(where, "months that do not add up", f"{told:,.0f} dollars")


def million(where: str, cell: Cell, times: int = 1) -> Decimal:
    """Dollars of a cell in million, or in `times` as much.

    Raises:
        SourceError: It holds no amount, or one that no state's trade reaches.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise SourceError(where, repr(cell)[:60], "an amount")
    value = Decimal(repr(cell)) * times
    if not value.is_finite() or not 0 <= value < _HIGHEST:
        raise SourceError(where, repr(cell)[:60], "an amount of a state's trade")
    return (value * 1_000_000).quantize(Decimal("0.001"))
