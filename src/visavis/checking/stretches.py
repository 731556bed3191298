"""Stretches of values that an admissible number may have, and why each of them is admissible."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from visavis.checking.mirror import Range
from visavis.checking.tolerance import Tolerance
from visavis.model.figures import Figure
from visavis.model.verdicts import Reading, Reason

__all__ = ["Stretch", "number_of", "size_of", "times", "whole"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values from `low` to `high`, open above where `high` is None."""

    low: Decimal
    high: Decimal | None
    reason: Reason

    def meets(self, words: Tolerance) -> bool:
        """Whether the words, at their widest, admit a value of the stretch."""
        low, high = words.wide.low, words.wide.high
        below = high is not None and high < self.low
        above = low is not None and self.high is not None and low > self.high
        return not (below or above)


def whole(stretches: Iterable[Stretch]) -> Stretch:
    """One stretch from the lowest to the highest value of all."""
    every = list(stretches)
    highs = [each.high for each in every]
    high = None if None in highs else max(h for h in highs if h is not None)
    return Stretch(min(each.low for each in every), high, every[0].reason)


def times(value: Decimal, spread: Range, reason: Reason = Reason.OTHER_RELEASE) -> Stretch:
    """The values within `spread` of `value`, which may be negative."""
    ends = sorted((value * spread.low, value * spread.high))
    return Stretch(ends[0], ends[1], reason)


def number_of(reading: Reading) -> Decimal:
    """The value of a reading that is known, or its bound from below."""
    figure = reading.figure
    found = figure.value if figure.value is not None else figure.lower_bound
    return found if found is not None else Decimal(0)


def size_of(figure: Figure) -> Decimal | None:
    """The amount traded, in a currency, whatever the figure's own unit; None if not known."""
    if figure.parts and figure.parts[0].value is not None:
        return abs(figure.parts[0].value)
    if len(figure.unit) == 3 and figure.unit.isupper() and figure.value is not None:
        return abs(figure.value)
    return None
