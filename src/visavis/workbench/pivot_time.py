"""When a turn came: breaks in the monthly balance between two groups of partners.

The series is the log odds of the group's share in the trade with both, ln(to / away): it needs no
total, and no share of 0 or 1 squeezes it. The trap is the short series: sixteen years carry no
test, so where there are no months the path stands alone and no p-value is given.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visavis.workbench.pivot_flows import Flow, TradeRows, directions

if TYPE_CHECKING:
    from visavis.measures.breaks import SupF
    from visavis.measures.breaks_bootstrap import BootstrapSupF
    from visavis.measures.breaks_dating import BaiPerron
    from visavis.measures.breaks_interval import BreakInterval
    from visavis.measures.synthetic import PlaceboInTime

__all__ = ["Breaks", "DatedBreak", "breaks_in"]

_LEAST_MONTHS = 60
"""Five years: fewer months have no room for two regimes of whole years."""
_WINDOW = 36
"""Months compared on either side of a date, in whole years so that seasons cancel."""


@dataclass(frozen=True, slots=True)
class DatedBreak:
    """One break, by the first month of the new regime."""

    at: date
    first: date | None
    """Interval of the date at 95 %; None where it cannot be given."""
    last: date | None
    beyond_series: bool
    before: float
    """Mean share of the group turned to in the trade with both, 0 to 1, in the regime before."""
    after: float


@dataclass(frozen=True, slots=True)
class Breaks:
    """The tests of the series, the dates, and the placebo in time."""

    months: tuple[date, ...]
    shares: tuple[float | None, ...]
    """The group's share in the trade with both groups, month by month."""
    to: tuple[str, ...]
    away: tuple[str, ...]
    absent: tuple[date, ...]
    sup_f: "SupF"
    bootstrap: "BootstrapSupF"
    bai_perron: "BaiPerron"
    dated: tuple[DatedBreak, ...]
    """The breaks that the sequential test accepts, with their intervals."""
    placebo: "PlaceboInTime | None"
    """The change at the first dated break beside those at earlier dates; None without a break."""


def breaks_in(
    rows: TradeRows, flow: Flow, to: Collection[str], away: Collection[str], years: tuple[int, int]
) -> Breaks | None:
    """The breaks of the monthly series; None where the edition has no months or too few.

    Args:
        rows: One edition of the state's trade.
        flow: Exports, imports or both.
        to: Members of the group turned to.
        away: Members of the group turned from. Of both, those with every month are taken.
        years: First and last.
    """
    import numpy as np

    from visavis.measures.breaks import sup_f
    from visavis.measures.breaks_bootstrap import sup_f_bootstrap
    from visavis.measures.breaks_dating import bai_perron
    from visavis.measures.breaks_design import design
    from visavis.measures.monthly import logit_share, monthly_series, seasonal_dummies

    months, sums, kept = _sums(rows, flow, (to, away), years)
    if len(months) < _LEAST_MONTHS or not all(kept):
        return None
    turned, left = (np.array(each) for each in sums)
    both = turned + left
    shares = np.divide(turned, both, out=np.full(len(both), np.nan), where=both > 0)
    series = monthly_series(months, shares)
    odds = logit_share(series.values).values
    seasons = seasonal_dummies(series.months)
    hac = "andrews"
    model: Design = design(odds, fixed=seasons)
    strongest = sup_f(model, hac=hac)
    drawn = sup_f_bootstrap(model)
    found = bai_perron(model, hac=hac)
    dated = _dated(series, model, found)
    return Breaks(
        series.months,
        tuple(None if np.isnan(each) else float(each) for each in series.values),
        *kept,
        series.absent,
        strongest,
        drawn,
        found,
        dated,
        _placebo(series.values, series.months, dated),
    )


def _sums(
    rows: TradeRows,
    flow: Flow,
    groups: tuple[Collection[str], Collection[str]],
    years: tuple[int, int],
) -> tuple[list[date], list[list[float]], list[tuple[str, ...]]]:
    """The months, both groups' sums, and the members that have them all.

    Months are those in which any partner has a row: one that lacks some of them is left out, and
    is not counted as nothing.
    """
    ways = directions(flow)
    held = [start for _, _, start in rows.months if years[0] <= start.year <= years[1]]
    months = sorted(set(held))
    kept: list[tuple[str, ...]] = []
    sums: list[list[float]] = []
    for group in groups:
        whole = tuple(
            partner
            for partner in sorted(group)
            if months
            and all((way, partner, start) in rows.months for way in ways for start in months)
        )
        kept.append(whole)
        sums.append(
            [
                sum(rows.months[way, partner, start] for way in ways for partner in whole)
                for start in months
            ]
        )
    return months, sums, kept


def _dated(series, model, found) -> tuple[DatedBreak, ...]:  # type: ignore[no-untyped-def]
    import numpy as np

    from visavis.measures.breaks_interval import break_interval

    number = found.number_sequential or 0
    if not number or number >= len(found.partitions):
        return ()
    dates = found.partitions[number].breaks
    intervals: tuple[BreakInterval, ...] = break_interval(model, dates, hac=found.hac)
    edges = [0, *dates, len(model.series)]
    answers = []
    for place, (at, interval) in enumerate(zip(dates, intervals, strict=True)):
        before = series.values[edges[place] : at]
        after = series.values[at : edges[place + 2]]
        answers.append(
            DatedBreak(
                series.months[at],
                _month(series.months, interval.first),
                _month(series.months, interval.last),
                interval.beyond_series,
                float(np.nanmean(before)),
                float(np.nanmean(after)),
            )
        )
    return tuple(answers)


def _month(months: tuple[date, ...], position: int | None) -> date | None:
    if position is None:
        return None
    return months[min(max(position, 0), len(months) - 1)]


def _placebo(values, months, dated) -> "PlaceboInTime | None":  # type: ignore[no-untyped-def]
    from visavis.measures.synthetic import placebo_in_time

    if not dated:
        return None
    return placebo_in_time(values, months.index(dated[0].at), window=_WINDOW)
