"""How two sides stood in the UN General Assembly, year by year, and where they parted.

The traps: a group is its members on the day of each roll call, not today's; and a year in which the
record lacks official votes looks like any other year. A side that is a group is told pair by pair,
and its yearly number is that of all pairs of states and roll calls together.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict

from visavis.errors import UsageError
from visavis.measures.figures.parties import is_one_state, parties
from visavis.measures.figures.stances import Stances, counted, stance
from visavis.model.facts import WORLD
from visavis.model.figures import Figure, Missing
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.wanted import VotesWanted
from visavis.workbench.aligned import (
    LACKING_LIMIT,
    Alignment,
    AlignmentYear,
    PairYear,
    Split,
    lacking_share,
)
from visavis.workbench.ballots import Ballot, ballots, elsewhere, everybody
from visavis.workbench.bench import Workbench
from visavis.workbench.likeness import likeness

__all__ = ["alignment", "last_years"]

_MOST_PAIRS = 2_000
"""Pairs of states told at once."""

_YEARS = 10
"""Years told where none are asked for."""


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
    counts, added = _summed(pair.counts for pair in pairs), _added(sides, others)
    agreement, missing = _stated(record, counts, is_pair=all(map(is_one_state, sides)))
    withheld = agreement is not None and lacking_share(record) > LACKING_LIMIT
    year = AlignmentYear(
        year=span.start.year,
        agreement=None if withheld else agreement,
        missing=missing,
        withheld=withheld,
        counts=counts,
        with_others=counts.plus(added),
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
            likeness=likeness(found, a, b),
        )
        for (a, b), found in sorted(by_pair.items())
    )


def _added(sides: tuple[str, str], others: Sequence[Ballot]) -> Stances:
    """All pairs in the roll calls that only other records have."""
    return _summed(
        counted([(each.call, each.casts)], a, b)
        for each in others
        for a, b in _paired(sides, each.held_on)
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
