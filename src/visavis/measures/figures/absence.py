"""The row that is not there although it would mean zero: a zero that nobody published.

The trap is the flow that both sides keep to themselves. Turkey's crude oil from Russia has a row
in 2021 and none in 2022: neither side published it, and it was anything but zero.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from visavis.measures.figures.amounts import EXACT, ZERO, Gap
from visavis.measures.figures.covers import Cell
from visavis.model.facts import Fact
from visavis.model.periods import Period
from visavis.model.tables import read_table

__all__ = ["FLOOR", "NEIGHBOURS", "days_around", "gap_of", "is_silent"]

FLOOR = Decimal(1_000_000)
"""An amount a year, in units of its currency: a flow that was this large does not fade unseen."""

NEIGHBOURS = 5
"""Years before and after in which a row speaks for a flow."""

_YEAR_DAYS = Decimal(365)

Rows = Mapping[date, Sequence[Fact]]


def gap_of(
    by_start: Rows, cell: Cell, period: Period, covered: Callable[[date, date], bool]
) -> Gap | None:
    """What the flow may have been in the period; None where nothing speaks against zero.

    A row of at least `FLOOR` a year within `NEIGHBOURS` years speaks against it, and so does a side
    that reported to nobody in the period. `covered` says whether the table covers a span of days.
    """
    silent = is_silent(cell.subject, period) or is_silent(cell.partner, period)
    first, last = days_around(period)
    near = [
        row for rows in by_start.values() for row in rows if first <= row.start and row.end <= last
    ]
    if not any(_yearly(row) >= FLOOR for row in near):
        return Gap(ZERO, ZERO) if silent else None
    from statistics import median

    values = [_within(near, *span) for span in _around(period) if covered(*span)]
    most = max([*values, *(row.value for row in near if row.value is not None)])
    return Gap(median(values) if values else most, None if silent else most)


@cache
def days_around(period: Period) -> tuple[date, date]:
    """The first and the last day on which a row speaks for a flow in the period."""
    return period.shifted(-NEIGHBOURS).start, period.shifted(NEIGHBOURS).end


@cache
def _around(period: Period) -> tuple[tuple[date, date], ...]:
    """The same days of the years around, the period's own left out."""
    spans = [period.shifted(n) for n in range(-NEIGHBOURS, NEIGHBOURS + 1) if n]
    return tuple((span.start, span.end) for span in spans)


def _yearly(row: Fact) -> Decimal:
    """The row's amount at the pace of a year."""
    days = Decimal((row.end - row.start).days + 1)
    return EXACT.divide(EXACT.multiply(row.value or ZERO, _YEAR_DAYS), days)


def _within(rows: Sequence[Fact], start: date, end: date) -> Decimal:
    summed = ZERO
    for row in rows:
        if start <= row.start and row.end <= end and row.value is not None:
            summed = EXACT.add(summed, row.value)
    return summed


@cache
def _silences() -> dict[str, tuple[tuple[date, date], ...]]:
    found: dict[str, tuple[tuple[date, date], ...]] = {}
    for row in read_table("non_reporters.csv"):
        span = date.fromisoformat(row["start"]), date.fromisoformat(row["end"] or "9999-12-31")
        found[row["state"]] = (*found.get(row["state"], ()), span)
    return found


def is_silent(identifier: str, period: Period) -> bool:
    """Whether the state published no trade by partner for all or part of the period."""
    return any(
        start <= period.end and period.start <= end
        for start, end in _silences().get(identifier, ())
    )
