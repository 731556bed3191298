"""The neighbourhood of a claim that does not hold: one change at a time, the cheapest first.

The trap is chance: among enough neighbours something always coincides. A hit is only told with the
probability that one of the neighbours tried would have fitted by accident, and never above a fifth.
"""

import math
from collections.abc import Mapping
from decimal import Decimal

from visavis.checking.case import Case
from visavis.checking.neighbours import neighbours
from visavis.checking.readings import Plan
from visavis.checking.tolerance import Tolerance
from visavis.model.figures import Figure
from visavis.model.queries import Query
from visavis.model.verdicts import Diagnosis, Interval

__all__ = ["NEAR", "RAREST_TOLD", "SPREAD", "diagnose", "is_near"]

RAREST_TOLD = 0.2
"""A coincidence is told only where its probability by accident is below this."""

SPREAD = 100.0
"""Neighbours are taken to lie evenly, in logarithms, over this factor: ten times up and down."""

NEAR = Decimal("1.25")
"""An unsettled claim within this factor of a figure at hand is near, and not diagnosed."""

_FACTORS = (10, 100, 1000)


def is_near(case: Case) -> bool:
    """Whether a figure at hand lies within a factor of `NEAR` of what is stated."""
    words = case.words
    if words is None or words.value <= 0:
        return True
    values = [r.figure.value for cell in case.cells for r in cell.known]
    positive = [value for value in values if value is not None and value > 0]
    return any(1 / NEAR <= value / words.value <= NEAR for value in positive)


def diagnose(plan: Plan, figures: Mapping[Query, Figure]) -> Diagnosis | None:
    """The first neighbour whose value the words admit; None where there is none, or by chance."""
    words = plan.words
    if words is None or words.narrow.low is None or words.narrow.high is None:
        return None
    likely = _by_accident(words.narrow)
    tried = 0
    for change, query in neighbours(plan):
        figure = figures.get(query)
        if figure is None or figure.value is None or not _in_unit(plan, figure):
            continue
        tried += 1
        if _admits(words, figure):
            return _told(change, figure, tried, likely)
    literal = figures.get(plan.literals[0].query) if plan.literals else None
    return _by_factor(words, literal, tried, likely) if literal is not None else None


def _told(change: str, figure: Figure, tried: int, likely: float) -> Diagnosis | None:
    chance = 1 - (1 - likely) ** tried
    if chance >= RAREST_TOLD:
        return None
    return Diagnosis(change=change, query=figure.query, figure=figure, chance=round(chance, 4))


def _by_factor(words: Tolerance, figure: Figure, tried: int, likely: float) -> Diagnosis | None:
    """A lost or added power of ten in the literal reading itself."""
    low, high, value = words.narrow.low, words.narrow.high, figure.value
    if low is None or high is None or value is None:
        return None
    for factor in _FACTORS:
        for change, moved in ((f"factor_{factor}", value * factor),
                              (f"factor_1/{factor}", value / factor)):  # fmt: skip
            tried += 1
            if low <= moved <= high:
                return _told(change, figure, tried, likely)
    return None


def _in_unit(plan: Plan, figure: Figure) -> bool:
    """Whether the figure is in the unit of the claim, per cent and points taken as one."""
    stated = plan.claim.unit
    points = ("pct", "pp")
    return figure.unit == stated or (stated in points and figure.unit in points)


def _admits(words: Tolerance, figure: Figure) -> bool:
    low, high, value = words.narrow.low, words.narrow.high, figure.value
    return low is not None and high is not None and value is not None and low <= value <= high


def _by_accident(interval: Interval) -> float:
    """Probability that one neighbour falls into the interval."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return 1.0
    if low <= 0:
        return min(1.0, float(high - low) / 100)
    return min(1.0, math.log(float(high / low)) / math.log(SPREAD))
