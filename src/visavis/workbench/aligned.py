"""What an alignment holds: years, pairs of states in them, and the roll calls that split the two.

The trap is the year without agreement. It has a typed reason, or the agreement is withheld because
too many official votes are lacking; neither is a nought.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from visavis.measures.figures.amounts import EXACT
from visavis.measures.figures.parties import is_one_state
from visavis.measures.figures.stances import Stances
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.workbench.ballots import Ballot
from visavis.workbench.likeness import Likeness
from visavis.workbench.vote_rows import pair_rows, split_rows, year_rows

if TYPE_CHECKING:
    import polars

__all__ = ["LACKING_LIMIT", "Alignment", "AlignmentYear", "PairYear", "Split", "lacking_share"]

LACKING_LIMIT = Decimal("0.2")
"""Share of a year's official votes beyond whose lack no agreement is stated. By our judgement: with
a fifth of the votes unknown, agreement in all of them may lie anywhere in twenty points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairYear:
    """Two states in the roll calls of the days of one year on which both were of their side."""

    a: str
    b: str
    query: Query
    """The question whose answer is the pair's agreement: over the year, or the part of it."""
    counts: Stances
    likeness: Likeness
    """S, kappa and pi over the same roll calls as `counts.n`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentYear:
    """One calendar year."""

    year: int
    agreement: Decimal | None
    """In per cent; None with its reason in `missing`, or because it is `withheld`."""
    missing: Missing | None
    withheld: bool
    """Too many official votes are lacking: more than `LACKING_LIMIT`."""
    counts: Stances
    with_others: Stances
    """With the roll calls that only other records have: equal to `counts` where there are none."""
    other_releases: frozenset[tuple[str, str]]
    """(source, vintage) of those other records."""
    pairs: tuple[PairYear, ...]
    record: Figure
    """Agreement of the two, of a group's first pair, with the record and its official votes."""
    ideal: tuple[Figure, ...]
    """Ideal points of both and their distance; () where a side is a group."""
    alliance: Figure | None
    """The most that an alliance of the two promises on the year's last day; None for a group."""

    @property
    def likeness(self) -> Likeness | None:
        """S, kappa and pi of two states; None for groups, and where no agreement is stated."""
        is_pair = bool(self.ideal) and len(self.pairs) == 1
        return self.pairs[0].likeness if is_pair and self.agreement is not None else None

    @property
    def lacking_share(self) -> Decimal:
        """At least what share of the official votes the record lacks, 0 to 1."""
        return lacking_share(self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A roll call in which a state of one side voted yes and one of the other no."""

    ballot: Ballot
    a: Mapping[str, str]
    """Positions of the states of the first side that split with any of the second."""
    b: Mapping[str, str]
    counted: bool
    """Whether the record on which the year's agreement rests has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two sides over a window of calendar years."""

    a: str
    b: str
    years: tuple[AlignmentYear, ...]
    splits: tuple[Split, ...]
    """The most recent first."""

    def to_dicts(self) -> list[dict[str, object]]:
        """One row of plain values a year."""
        return year_rows(self.years, self.a, self.b)

    def to_polars(self) -> "polars.DataFrame":
        """The years as a Polars frame."""
        return _frame(self.to_dicts())

    def pairs_to_polars(self) -> "polars.DataFrame":
        """A Polars frame of one row for each pair of states in each year."""
        return _frame(pair_rows(self.years))

    def splits_to_polars(self) -> "polars.DataFrame":
        """A Polars frame of one row for each pair of states that split in a roll call."""
        return _frame(split_rows(self.splits))

    @property
    def is_of_pairs(self) -> bool:
        """Whether a side is a group, so that there are several pairs."""
        return not (is_one_state(self.a) and is_one_state(self.b))

    @property
    def stated(self) -> tuple[AlignmentYear, ...]:
        """The years that have an agreement."""
        return tuple(year for year in self.years if year.agreement is not None)

    @property
    def counts(self) -> Stances:
        """All years that have an agreement, together."""
        found = Stances()
        for year in self.stated:
            found = found.plus(year.counts)
        return found


def _frame(rows: list[dict[str, object]]) -> "polars.DataFrame":
    import polars

    return polars.DataFrame(rows, infer_schema_length=None)


def lacking_share(record: Figure) -> Decimal:
    """At least what share is lacking; roll calls bound the resolutions held where those are not
    counted."""
    found = record.detail.get("official_votes")
    if not isinstance(found, Mapping):
        return Decimal(0)
    held, official = found.get("held"), found.get("official") or found.get("at_least")
    if held is None:
        held = record.detail.get("roll_calls")
    if not isinstance(held, int) or not isinstance(official, int) or official <= held:
        return Decimal(0)
    return EXACT.divide(Decimal(official - held), Decimal(official))
