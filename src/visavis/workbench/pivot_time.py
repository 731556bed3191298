"""When a turn came: breaks in the monthly balance between two groups of partners.

The series is the log odds of the group's share in the trade with both, ln(to / away): it needs no
total, and no share of 0 or 1 squeezes it. The traps: the short series, which carries no test, and
the drifting one, in which the tests with HAC errors find breaks that a bootstrap does not bear out.
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
    from visavis.measures.breaks_design import Design
    from visavis.measures.breaks_interval import BreakInterval
    from visavis.measures.monthly import Monthly
    from visavis.measures.synthetic import PlaceboInTime

__all__ = ["CONFIRMED_BELOW", "LEAST_MONTHS", "WINDOWS", "Breaks", "DatedBreak", "breaks_in"]

CONFIRMED_BELOW = 0.05
"""The bootstrap's p-value below which there is a break at all."""
LEAST_MONTHS = 60
"""Five years: fewer months have no room for two regimes of whole years."""
WINDOWS = (36, 24, 12)
"""Months compared on either side of a date, the first that has room: whole years, so that seasons
cancel."""


@dataclass(frozen=True, slots=True)
class DatedBreak:
    """One break, by the first month of the new regime."""

    at: date
    first: date | None
    """Interval of the date at 95 %; None where it cannot be given."""
    last: date | None
    beyond_series: bool
    before: float | None
    """Mean share of the group turned to in the trade with both, 0 to 1, in the regime before."""
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """The breaks that the sequential test gives, with their intervals: established only where
    `is_confirmed`."""
    placebo: "PlaceboInTime | None"
    """The change at the strongest break beside those at earlier dates; None without a date."""
    window: int
    """Months on either side that the placebo compares."""

    @property
    def is_confirmed(self) -> bool:
        """Whether the bootstrap, which does not over-reject drifting series, finds a break."""
        chance = self.bootstrap.p_value
        return chance is not None and chance < CONFIRMED_BELOW

    @property
    def strongest(self) -> date | None:
        """First month of the regime after the strongest break."""
        return None if self.sup_f.at is None else self.months[self.sup_f.at]


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
    months = _months(rows, years)
    if len(months) < LEAST_MONTHS:
        return None
    turned, left = (_throughout(rows, flow, group, months) for group in (to, away))
    if not turned or not left:
        return None
    import numpy as np

    from visavis.measures.breaks import sup_f
    from visavis.measures.breaks_bootstrap import sup_f_bootstrap
    from visavis.measures.breaks_dating import bai_perron
    from visavis.measures.breaks_design import design
    from visavis.measures.monthly import logit_share, monthly_series, seasonal_dummies

    sums = [np.array(_sums(rows, flow, group, months)) for group in (turned, left)]
    both = sums[0] + sums[1]
    shares = np.divide(sums[0], both, out=np.full(len(both), np.nan), where=both > 0)
    series = monthly_series(months, shares)
    model = design(logit_share(series.values).values, fixed=seasonal_dummies(series.months))
    strongest = sup_f(model, hac="andrews")
    found = bai_perron(model, hac="andrews")
    placebo, window = _placebo(series, strongest.at)
    return Breaks(
        months=series.months,
        shares=tuple(None if np.isnan(each) else float(each) for each in series.values),
        to=turned,
        away=left,
        absent=series.absent,
        sup_f=strongest,
        bootstrap=sup_f_bootstrap(model),
        bai_perron=found,
        dated=_dated(series, model, found),
        placebo=placebo,
        window=window,
    )


def _months(rows: TradeRows, years: tuple[int, int]) -> tuple[date, ...]:
    """Those in which any partner has a row."""
    held = {start for _, _, start in rows.months if years[0] <= start.year <= years[1]}
    return tuple(sorted(held))


def _throughout(
    rows: TradeRows, flow: Flow, group: Collection[str], months: Collection[date]
) -> tuple[str, ...]:
    """The members with every month: one that lacks some is left out, and not counted as nothing."""
    return tuple(
        partner
        for partner in sorted(group)
        if all((way, partner, start) in rows.months for way in directions(flow) for start in months)
    )


def _sums(
    rows: TradeRows, flow: Flow, group: Collection[str], months: Collection[date]
) -> list[float]:
    return [
        sum(rows.months[way, partner, start] for way in directions(flow) for partner in group)
        for start in months
    ]


def _dated(series: "Monthly", model: "Design", found: "BaiPerron") -> tuple[DatedBreak, ...]:
    from visavis.measures.breaks_interval import break_interval

    number = found.number_sequential or 0
    if not number or number >= len(found.partitions):
        return ()
    dates = found.partitions[number].breaks
    intervals: tuple[BreakInterval, ...] = break_interval(model, dates, hac=found.hac)
    edges = [0, *dates, len(model.series)]
    return tuple(
        DatedBreak(
            at=series.months[at],
            first=_month(series.months, interval.first),
            last=_month(series.months, interval.last),
            beyond_series=interval.beyond_series,
            before=_mean(series, edges[place], at),
            after=_mean(series, at, edges[place + 2]),
        )
        for place, (at, interval) in enumerate(zip(dates, intervals, strict=True))
    )


def _mean(series: "Monthly", first: int, end: int) -> float | None:
    import numpy as np

    part = series.values[first:end]
    known = part[~np.isnan(part)]
    return float(known.mean()) if len(known) else None


def _month(months: tuple[date, ...], position: int | None) -> date | None:
    if position is None:
        return None
    return months[min(max(position, 0), len(months) - 1)]


def _placebo(series: "Monthly", at: int | None) -> tuple["PlaceboInTime | None", int]:
    from visavis.measures.synthetic import NoPlacebo, placebo_in_time

    if at is None:
        return None, WINDOWS[-1]
    for window in WINDOWS:
        found = placebo_in_time(series.values, at, window=window)
        if found.missing is not NoPlacebo.TOO_SHORT:
            break
    return found, window
