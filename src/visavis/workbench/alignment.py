"""How two sides stood in the UN General Assembly, year by year, and where they parted.

The traps: a group is its members on the day of each roll call, not today's; and a year in which the
record lacks official votes looks like any other year. A side that is a group is told pair by pair,
and its yearly number is that of all pairs of states and roll calls together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from visavis.errors import UsageError
from visavis.measures.figures.parties import is_one_state, parties
from visavis.measures.figures.stances import Stances, counted, stance
from visavis.model.facts import WORLD
from visavis.model.figures import Figure, Missing
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.wanted import VotesWanted
from visavis.workbench.ballots import Ballot, ballots, elsewhere, everybody
from visavis.workbench.bench import Workbench
from visavis.workbench.vote_rows import pair_rows, split_rows, year_rows

if TYPE_CHECKING:
    import polars

__all__ = [
    "LACKING_LIMIT", "Alignment", "AlignmentYear", "PairYear", "Split", "alignment", "last_years",
]  # fmt: skip

LACKING_LIMIT = Decimal("0.2")
"""Share of a year's official votes beyond whose lack no agreement is stated. By our judgement: with
a fifth of the votes unknown, agreement in all of them may lie anywhere in twenty points."""

_MOST_PAIRS = 2_000
"""Pairs of states told at once."""

_YEARS = 10
"""Years told where none are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairYear:
    """Two states in the roll calls of the days of one year on which both were of their side."""

    a: str
    b: str
    query: Query
    """The question whose answer is the pair's agreement: over the year, or the part of it."""
    counts: Stances


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
    def lacking_share(self) -> Decimal:
        """At least what share of the official votes the record lacks, 0 to 1."""
        return _lacking_share(self.record)


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


def alignment(bench: Workbench, a: str, b: str, years: Sequence[int]) -> Alignment:
    """How `a` and `b` stood in each of the calendar years, and the roll calls in which they split.

    Groups are their members on the day of each roll call; a state is never paired with itself.

    Raises:
        UsageError: A side is unknown or both are the same, or they make too many pairs.
        StoreError: The store's tables cannot be read.
    """
    spans = [Period.of_year(year) for year in years]
    states = _sides(a, b, spans)
    wanted = VotesWanted(None, states[0] | states[1], spans[0].start, spans[-1].end)
    held = [each for each in ballots(bench, [wanted]) if each.held_on.year in set(years)]
    records = _records(bench, (a, b), spans)
    found, splits = [], []
    for span, record in zip(spans, records, strict=True):
        of_year = [each for each in held if each.held_on.year == span.start.year]
        made, parted = _year(bench, (a, b), (span, record), of_year)
        found.append(made)
        splits += parted
    newest_first = sorted(splits, key=lambda split: split.ballot.held_on, reverse=True)
    return Alignment(a=a, b=b, years=tuple(found), splits=tuple(newest_first))


def last_years(bench: Workbench) -> tuple[int, ...]:
    """The last ten calendar years that a record of roll calls has whole.

    Raises:
        UsageError: No record of roll calls is at hand.
    """
    ends = [extent.end for _, extent in bench.coverage("votes") if extent.end is not None]
    if not ends:
        raise UsageError(
            "votes", "no record of roll calls at hand", "visavis data add un_votes DIR"
        )
    last = max(ends)
    year = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    return tuple(range(year - _YEARS + 1, year + 1))


def _sides(a: str, b: str, spans: Sequence[Period]) -> tuple[frozenset[str], frozenset[str]]:
    if a == b:
        raise UsageError("the sides", f"{a} twice", "two different sides")
    for side in (a, b):
        if side == WORLD:
            raise UsageError("a side", WORLD, "a state or a group such as ASEAN")
    days = [day for span in spans for day in (span.start, span.end)]
    sides = everybody(a, days), everybody(b, days)
    pairs = len(sides[0]) * len(sides[1])
    if pairs > _MOST_PAIRS:
        raise UsageError("the sides", f"{pairs:,} pairs of states", f"at most {_MOST_PAIRS:,}")
    return sides


def _records(bench: Workbench, sides: tuple[str, str], spans: Sequence[Period]) -> list[Figure]:
    """The agreement of each year: of the two, of groups that of the first pair on its last day."""
    queries = []
    for span in spans:
        one, other = (parties(side, span.end) or (side,) for side in sides)
        pairs = [(x, y) for x in one for y in other if x != y] or [sides]
        queries.append(_query("vote_agreement", *pairs[0], span))
    found = bench.figures(queries)
    return [found[query] for query in queries]


def _query(measure: str, a: str, b: str | None, span: Period) -> Query:
    form = "status" if measure == "alliance" else "level"
    return Query(measure=measure, subject=a, partner=b, period=span, form=form)


def _year(
    bench: Workbench,
    sides: tuple[str, str],
    asked: tuple[Period, Figure],
    of_year: Sequence[Ballot],
) -> tuple[AlignmentYear, list[Split]]:
    span, record = asked
    release = record.query.source, record.query.vintage
    own = [each for each in of_year if (each.call.source, each.call.vintage) == release]
    others = elsewhere(own, of_year)
    pairs = _pairs(sides, own, record)
    counts, added = _summed(pair.counts for pair in pairs), _pairs(sides, others, record)
    agreement, missing = _stated(record, counts, is_pair=all(map(is_one_state, sides)))
    withheld = agreement is not None and _lacking_share(record) > LACKING_LIMIT
    year = AlignmentYear(
        year=span.start.year,
        agreement=None if withheld else agreement,
        missing=missing,
        withheld=withheld,
        counts=counts,
        with_others=counts.plus(_summed(pair.counts for pair in added)),
        other_releases=frozenset((each.call.source, each.call.vintage) for each in others),
        pairs=pairs,
        record=record,
        **_beside(bench, sides, span),
    )
    splits = _splits(sides, own, is_counted=True) + _splits(sides, others, is_counted=False)
    return year, splits


def _stated(
    record: Figure, counts: Stances, *, is_pair: bool
) -> tuple[Decimal | None, Missing | None]:
    """The year's agreement, or why there is none: of two states it is the figure itself."""
    if is_pair:
        return record.value, record.missing
    if record.missing is not None and record.missing is not Missing.NOT_REPORTED:
        return None, record.missing
    return (counts.agreement, None) if counts.n else (None, Missing.NOT_REPORTED)


class _Beside(TypedDict):
    ideal: tuple[Figure, ...]
    alliance: Figure | None


def _beside(bench: Workbench, sides: tuple[str, str], span: Period) -> _Beside:
    """Ideal points and alliance of two states."""
    if not all(map(is_one_state, sides)):
        return {"ideal": (), "alliance": None}
    a, b = sides
    ideal = [
        _query("ideal_point", a, None, span),
        _query("ideal_point", b, None, span),
        _query("ideal_distance", a, b, span),
    ]
    alliance = _query("alliance", a, b, span)
    found = bench.figures([*ideal, alliance])
    return {"ideal": tuple(found[query] for query in ideal), "alliance": found[alliance]}


def _pairs(sides: tuple[str, str], held: Sequence[Ballot], record: Figure) -> tuple[PairYear, ...]:
    """Every pair of states of the two sides with the ballots of the days on which it was one."""
    by_pair: dict[tuple[str, str], list[Ballot]] = {}
    for each in held:
        for pair in _paired(sides, each.held_on):
            by_pair.setdefault(pair, []).append(each)
    return tuple(
        PairYear(
            a=a,
            b=b,
            query=record.query.but(
                subject=a,
                partner=b,
                period=record.query.period
                if len(found) == len(held)
                else Period.of_days(found[0].held_on, found[-1].held_on),
            ),
            counts=counted(((each.call, each.casts) for each in found), a, b),
        )
        for (a, b), found in sorted(by_pair.items())
    )


def _paired(sides: tuple[str, str], day: date) -> list[tuple[str, str]]:
    """Pairs of that day; of two groups that share members each pair stands once."""
    ones, others = (parties(side, day) for side in sides)
    found: dict[frozenset[str], tuple[str, str]] = {}
    for one in ones:
        for other in others:
            if one != other:
                found.setdefault(frozenset((one, other)), (one, other))
    return list(found.values())


def _summed(counts: Iterable[Stances]) -> Stances:
    found = Stances()
    for each in counts:
        found = found.plus(each)
    return found


def _splits(sides: tuple[str, str], held: Sequence[Ballot], *, is_counted: bool) -> list[Split]:
    found = []
    for each in held:
        parted = [
            (one, other)
            for one, other in _paired(sides, each.held_on)
            if stance(each.casts.get(one), each.casts.get(other)) == "opposite"
        ]
        if parted:
            ours, theirs = sorted({one for one, _ in parted}), sorted({two for _, two in parted})
            found.append(
                Split(
                    ballot=each,
                    a={name: each.casts[name] for name in ours},
                    b={name: each.casts[name] for name in theirs},
                    counted=is_counted,
                )
            )
    return found


def _lacking_share(record: Figure) -> Decimal:
    found = record.detail.get("official_votes")
    if not isinstance(found, Mapping):
        return Decimal(0)
    held, official = found.get("held"), found.get("official") or found.get("at_least")
    if not isinstance(held, int) or not isinstance(official, int) or official <= held:
        return Decimal(0)
    return Decimal(official - held) / Decimal(official)
