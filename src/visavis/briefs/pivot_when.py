"""When a turn came, in words: the tests, the dates, the placebo.

The trap is a date that looks established. Dates are the sequential test's; only where the bootstrap
finds a break at all are they called breaks.
"""

from collections.abc import Iterator
from datetime import date

from visavis.briefs.numbers import quantity
from visavis.briefs.pivot_sentences import share
from visavis.measures.breaks_design import Untested
from visavis.measures.synthetic import NoPlacebo, PlaceboInTime
from visavis.workbench.pivot_time import CONFIRMED_BELOW, Breaks, DatedBreak

__all__ = ["dates_words", "month_words", "when_lines"]

_UNTESTED = {
    Untested.TOO_SHORT: "too few months", Untested.GAPS: "months are missing or have no trade",
    Untested.CONSTANT: "the share never changes", Untested.PERFECT_FIT: "no error to judge it by",
    Untested.COLLINEAR: "a season does not vary", Untested.NO_TABLE: "no critical values",
}  # fmt: skip
_NO_PLACEBO = {
    NoPlacebo.TOO_SHORT: (
        "none: the strongest break has not a year on either side, or no room for two earlier "
        "comparisons"
    ),
    NoPlacebo.GAPS: "none: months are missing",
    NoPlacebo.CONSTANT: "none: the share never changes",
}


def when_lines(breaks: Breaks | None) -> Iterator[tuple[str, str]]:
    """Label and words of each line on the monthly series."""
    if breaks is None:
        yield "when", "no monthly series with both groups: the path is shown, and no test is made"
        return
    chance, reason = breaks.bootstrap.p_value, breaks.bootstrap.missing
    if chance is None:
        why = _UNTESTED[reason] if reason else "no value"
        yield "when", f"no test of {len(breaks.months)} months: {why}"
        return
    found = "a break" if breaks.is_confirmed else "no break is established"
    hac = breaks.sup_f
    beside = (
        f"; {_p(hac.p_value)} with HAC errors, which see breaks in series that only drift "
        f"(sup-F {hac.statistic:.1f}, 5 % at {hac.critical:.2f})"
        if hac.p_value is not None and hac.statistic is not None and hac.critical is not None
        else ""
    )
    at = f", strongest in {month_words(breaks.strongest)}" if breaks.strongest else ""
    yield "when", f"{found}{at}: p {_p(chance)} by bootstrap{beside}"
    yield from _dates(breaks)
    if breaks.placebo is not None:
        yield "placebo", _placebo(breaks.placebo, breaks)


def _dates(breaks: Breaks) -> Iterator[tuple[str, str]]:
    if not breaks.dated:
        return
    if not breaks.is_confirmed:
        yield (
            "dates",
            "dates that the sequential test gives, not confirmed by the bootstrap "
            f"(p {_p(breaks.bootstrap.p_value)}, not below {CONFIRMED_BELOW:.2f}):",
        )
    elif len(breaks.dated) > 1:
        yield (
            "dates",
            f"that there are {len(breaks.dated)} is the sequential test's; the bootstrap bears "
            "out one at least:",
        )
    for each in breaks.dated:
        yield "break" if breaks.is_confirmed else "", _dated(each)


def _dated(each: DatedBreak) -> str:
    span = (
        f"{month_words(each.first)} to {month_words(each.last)}"
        if each.first and each.last and not each.beyond_series
        else "not determined by the series"
    )
    shares = f"{share(each.before)} to {share(each.after)}"
    return f"{month_words(each.at)} (95 %: {span}): {shares} of the trade with both groups"


def _placebo(placebo: PlaceboInTime, breaks: Breaks) -> str:
    if placebo.missing is not None or placebo.rank is None:
        return "none" if placebo.missing is None else _NO_PLACEBO.get(placebo.missing, "none")
    place = "" if placebo.rank == 1 else f"{quantity(placebo.rank, 'rank')} "
    at = month_words(breaks.strongest) if breaks.strongest else "the strongest break"
    years = breaks.window // 12
    return (
        f"the change from the {years} year{'s' * (years > 1)} before {at} to as many after is the "
        f"{place}largest of {len(placebo.placebo_changes) + 1} up to it; "
        f"{placebo.separate_windows} of the earlier ones do not overlap"
    )


def dates_words(breaks: Breaks) -> str:
    """`October 2008, September 2014`, with a word of doubt where the bootstrap finds none."""
    dates = ", ".join(month_words(each.at) for each in breaks.dated)
    if not dates:
        return "no break found"
    return f"breaks in {dates}" if breaks.is_confirmed else "no break is established"


def _p(value: float | None) -> str:
    if value is None:
        return "not known"
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def month_words(day: date) -> str:
    """`September 2014`."""
    return f"{day:%B %Y}"
