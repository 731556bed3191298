"""A ratio that knows what it is a ratio of.

The trap is the percentage without a denominator: 15 % of exports, 8 % of trade and 2 % of GDP are
the same cargoes. Ratios of one concept can be compared whoever owns them; others refuse.
"""

from dataclasses import dataclass

from visavis.errors import UsageError
from visavis.model.figures import Missing

__all__ = ["Ratio"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`numerator` of `owner` with `partner` over the owner's `denominator`, as a number from 0.

    The order and the arithmetic are those of the values and are refused between concepts; `==` is
    that of the whole record.
    """

    owner: str
    partner: str
    year: object
    numerator: str
    """`exports`, `imports` or `trade` of the owner with the partner."""
    denominator: str
    """`exports`, `imports` or `trade` of the owner with the world, or its `gdp`."""
    amount: float | None
    whole: float | None
    value: float | None
    missing: Missing | None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.missing is None):
            where = f"the {self.concept} of {self.owner} with {self.partner}"
            found = f"value {self.value} and reason {self.missing}"
            raise UsageError(where, found, "a value or the reason why there is none")

    @property
    def concept(self) -> str:
        """`trade/gdp`: what is divided by what."""
        return f"{self.numerator}/{self.denominator}"

    def __sub__(self, other: "Ratio") -> float:
        """The difference in the unit of the concept (0.01 is one percentage point)."""
        mine, theirs = self._beside(other)
        return mine - theirs

    def __truediv__(self, other: "Ratio") -> float:
        """How many times the other."""
        mine, theirs = self._beside(other)
        if theirs == 0:
            raise UsageError(f"{self.concept}", "a ratio of zero below the line", "one above zero")
        return mine / theirs

    def __lt__(self, other: "Ratio") -> bool:
        mine, theirs = self._beside(other)
        return mine < theirs

    def __le__(self, other: "Ratio") -> bool:
        mine, theirs = self._beside(other)
        return mine <= theirs

    def __gt__(self, other: "Ratio") -> bool:
        return other < self

    def __ge__(self, other: "Ratio") -> bool:
        return other <= self

    def number(self) -> float:
        """The value.

        Raises:
            UsageError: There is none.
        """
        if self.value is None:
            where = f"the {self.concept} of {self.owner} with {self.partner}, {self.year}"
            raise UsageError(where, f"no value ({self.missing})", "a value to reckon with")
        return self.value

    def _beside(self, other: object) -> tuple[float, float]:
        if not isinstance(other, Ratio):
            raise UsageError(self.concept, type(other).__name__, "another ratio of the same kind")
        if other.concept != self.concept:
            found = f"{self.concept} beside {other.concept}"
            raise UsageError("two ratios", found, "the same numerator and the same denominator")
        return self.number(), other.number()
