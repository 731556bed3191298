"""The roll calls of a stretch of time, with what the states asked for did in each.

The trap is the second record. Publishers overlap, and a roll call that two of them have is one: it
is taken from the record on which a figure rests, and from others only where that one lacks it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from visavis.measures.figures.official import not_among
from visavis.measures.figures.parties import parties
from visavis.model.facts import TalliedRollCall
from visavis.model.groups import members
from visavis.model.states import is_state, state
from visavis.model.wanted import VotesWanted
from visavis.workbench.bench import Workbench

__all__ = ["Ballot", "ballots", "elsewhere", "everybody", "order", "seat"]


class Ballot(NamedTuple):
    """One roll call and what the states asked for did in it, as far as the record has a row."""

    call: TalliedRollCall
    casts: Mapping[str, str]
    """By state: `yes`, `no`, `abstain` or `absent`."""

    @property
    def held_on(self) -> date:
        """The day of the vote."""
        return self.call.roll_call.held_on


def ballots(bench: Workbench, wanted: Iterable[VotesWanted]) -> tuple[Ballot, ...]:
    """Every roll call that was asked for, out of all records in force, oldest first.

    Raises:
        StoreError: The store's tables cannot be read.
    """
    asked = list(wanted)
    casts: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for source, vintage, cast in bench.store.votes(asked, bench.as_of):
        casts[source, vintage, cast.rid][cast.state] = cast.position
    calls = {(c.source, c.vintage, c.roll_call.rid): c for c in
             bench.store.roll_calls(asked, bench.as_of)}  # fmt: skip
    found = [Ballot(call, casts.get(key, {})) for key, call in calls.items()]
    return tuple(sorted(found, key=order))


def order(ballot: Ballot) -> tuple[date, str, str, str, str]:
    """A sort key: by day, then by symbol, source, release and key."""
    call = ballot.call
    return (ballot.held_on, call.roll_call.resolution, call.source, call.vintage,
            call.roll_call.rid)  # fmt: skip


def elsewhere(record: Sequence[Ballot], all_of_them: Sequence[Ballot]) -> tuple[Ballot, ...]:
    """Those of the same days that only other records than that of `record` have, each once."""
    own = {(each.call.source, each.call.vintage) for each in record}
    known = [each.call for each in record]
    by_release: dict[tuple[str, str], list[Ballot]] = defaultdict(list)
    for each in all_of_them:
        by_release[each.call.source, each.call.vintage].append(each)
    found: list[Ballot] = []
    for release in sorted(by_release.keys() - own):
        calls = [each.call for each in by_release[release]]
        lacking = {call.roll_call for call in not_among(calls, known)}
        new = [each for each in by_release[release] if each.call.roll_call in lacking]
        known += [each.call for each in new]
        found += new
    return tuple(sorted(found, key=order))


def everybody(identifier: str, days: Iterable[date]) -> frozenset[str]:
    """The states that the id meant on any of the days.

    Raises:
        UsageError: A part of the id is neither a state nor a group.
    """
    return frozenset(who for day in days for who in parties(identifier, day))


def seat(name: str, ballot: Ballot) -> str:
    """What the state did; where it has no row, why: `not_a_state`, `not_a_member`, `not_recorded`.

    `not_a_member` is of the UN. A member without a row is `not_recorded`: the record lacks it.
    """
    if name in ballot.casts:
        return ballot.casts[name]
    if is_state(name) and not state(name).exists_on(ballot.held_on):
        return "not_a_state"
    if name not in members("UN", ballot.held_on):
        return "not_a_member"
    return "not_recorded"
