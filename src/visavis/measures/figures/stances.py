"""How two states stand to each other in roll calls: alike, opposed, or one of them abstaining.

The trap is the unanimous vote and the empty chair. A roll call on which all that voted agreed says
nothing about two of them, and one that either missed is no disagreement; both are counted apart.

Source: the scores are Lijphart's (1963), American Political Science Review 57: 902-917.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from visavis.measures.figures.amounts import EXACT, HUNDRED
from visavis.model.facts import TalliedRollCall

__all__ = ["Stance", "Stances", "counted", "is_unanimous", "stance"]

Stance = Literal["same", "opposite", "one_abstains", "not_both"]
"""Of two positions: equal; yes against no; an abstention beside a vote; one or both not cast."""


class Stances(NamedTuple):
    """Roll calls, or pairs of states in them, by how the two stood."""

    same: int = 0
    opposite: int = 0
    one_abstains: int = 0
    not_both: int = 0
    """One of the two was absent, had no seat, or is not in the record."""
    unanimous: int = 0
    """Both voted, as all did: left out of `n`."""

    @property
    def n(self) -> int:
        """Divided roll calls in which both cast yes, no or an abstention."""
        return self.same + self.opposite + self.one_abstains

    @property
    def agreement(self) -> Decimal | None:
        """Per cent, 0 to 100: alike counts 1, an abstention beside a vote one half, opposite 0.

        None where the two never voted together.
        """
        if not self.n:
            return None
        halves = Decimal(2 * self.same + self.one_abstains)
        return EXACT.multiply(EXACT.divide(halves, Decimal(2 * self.n)), HUNDRED)

    def plus(self, other: "Stances") -> "Stances":
        """Both together."""
        return Stances(*(a + b for a, b in zip(self, other, strict=True)))


def stance(ours: str | None, theirs: str | None) -> Stance:
    """How two positions (`yes`, `no`, `abstain`, `absent`, None for no row) stand to each other."""
    voted = {"yes", "no", "abstain"}
    if ours not in voted or theirs not in voted:
        return "not_both"
    if ours == theirs:
        return "same"
    return "opposite" if "abstain" not in (ours, theirs) else "one_abstains"


def counted(
    ballots: Iterable[tuple[TalliedRollCall, Mapping[str, str]]], a: str, b: str
) -> Stances:
    """How the states `a` and `b` stood in roll calls, each with its casts by state."""
    tally = dict.fromkeys(Stances._fields, 0)
    for call, casts in ballots:
        found: str = stance(casts.get(a), casts.get(b))
        if found != "not_both" and is_unanimous(call):
            found = "unanimous"
        tally[found] += 1
    return Stances(**tally)


def is_unanimous(call: TalliedRollCall) -> bool:
    """Whether all members that voted took the same position."""
    return sum(count > 0 for count in (call.yes, call.no, call.abstain)) <= 1
