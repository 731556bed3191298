"""The neighbourhood of a claim that does not hold: one change at a time, the cheapest ring first.

The trap is chance: among enough neighbours something always coincides. A hit is only told with the
probability that one of all neighbours in its ring and the rings within would have fitted by
accident, and never above a fifth.
"""

import math
from collections.abc import Mapping
from decimal import Decimal

from visavis.checking.case import Case
from visavis.checking.neighbours import neighbours, ring_of
from visavis.checking.readings import Plan
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
    """The first neighbour whose value the words admit; None where there is none, or by chance.

    Its chance counts every neighbour of its ring and of the rings within, whether tried before it
    or after. A number beyond every scale has no diagnosis.
    """
    words = plan.words
    if words is None or words.narrow.low is None or words.narrow.high is None:
        return None
    if not (words.narrow.low.is_finite() and words.narrow.high.is_finite()):
        return None
    tried = _tried(plan, figures)
    rings = [ring_of(change) for change, _, _ in tried]
    for change, figure, value in tried:
        if words.narrow.low <= value <= words.narrow.high:
            count = sum(ring <= ring_of(change) for ring in rings)
            return _told(change, figure, count, _by_accident(words.narrow))
    return None


def _tried(plan: Plan, figures: Mapping[Query, Figure]) -> list[tuple[str, Figure, Decimal]]:
    """(change, figure, value) of each neighbour that has a value in the unit, ring by ring."""
    found = [
        (change, figure, figure.value)
        for change, query in neighbours(plan)
        if (figure := figures.get(query)) is not None
        and figure.value is not None
        and _in_unit(plan, figure)
    ]
    literal = figures.get(plan.literals[0].query) if plan.literals else None
    if literal is not None and literal.value is not None:
        found += _powers_of_ten(literal, literal.value)
    return sorted(found, key=lambda each: ring_of(each[0]))


def _powers_of_ten(figure: Figure, value: Decimal) -> list[tuple[str, Figure, Decimal]]:
    """The literal reading itself, with a lost or added power of ten."""
    return [
        pair
        for factor in _FACTORS
        for pair in ((f"factor_{factor}", figure, value * factor),
                     (f"factor_1/{factor}", figure, value / factor))
    ]  # fmt: skip


def _told(change: str, figure: Figure, tried: int, likely: float) -> Diagnosis | None:
    chance = 1 - (1 - likely) ** tried
    if chance >= RAREST_TOLD:
        return None
    return Diagnosis(change=change, query=figure.query, figure=figure, chance=round(chance, 4))


def _in_unit(plan: Plan, figure: Figure) -> bool:
    """Whether the figure is in the unit of the claim, per cent and points taken as one."""
    stated = plan.claim.unit
    points = ("pct", "pp")
    return figure.unit == stated or (stated in points and figure.unit in points)


def _by_accident(interval: Interval) -> float:
    """Probability that one neighbour falls into the interval."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return 1.0
    if low <= 0:
        return min(1.0, float(high - low) / 100)
    return min(1.0, math.log(float(high / low)) / math.log(SPREAD))
