"""Who is meant: a state, a group on a day, a sum of both; and whether it existed then."""

from datetime import date
from functools import cache

from visavis.model.facts import WORLD
from visavis.model.groups import all_groups, expand, group, is_group, members
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.states import is_state, state

__all__ = ["existed_together", "fixed_on", "forms_of", "is_one_state", "parties", "ranges_of"]


@cache
def parties(identifier: str, on: date) -> tuple[str, ...]:
    """The states meant on that day, sorted; empty where a group had no member then.

    Raises:
        UsageError: A part of the id is neither a state nor a group.
    """
    found: set[str] = set()
    for part in identifier.split("+"):
        name, _, day = part.partition("@")
        if is_group(name) and not day and not members(name, on):
            continue
        found |= set(expand(part, on))
    return tuple(sorted(found))


def is_one_state(identifier: str) -> bool:
    """Whether the id is that of a single state, or of the world as a whole."""
    return identifier == WORLD or is_state(identifier)


@cache
def forms_of(identifier: str, on: date) -> tuple[tuple[str, ...], ...]:
    """The ways in which rows may hold it: as a row of its own, then member by member.

    A group's own row counts only where it is the same set of states: `EU` in 2022 may be a
    publisher's `EU27`, in 2015 it may not.
    """
    if is_one_state(identifier):
        return ((identifier,),)
    who = parties(identifier, on)
    own = [(name,) for name in _same_set(identifier, who, on)]
    return (*own, who) if who else tuple(own)


def _same_set(identifier: str, who: tuple[str, ...], on: date) -> tuple[str, ...]:
    name = identifier.partition("@")[0]
    if "+" in identifier or not is_group(name):
        return ()
    if group(name).kind != "group":
        return (name,)
    fixed = [
        each.id
        for each in all_groups()
        if each.of == name and each.as_of and tuple(sorted(members(each.id, on))) == who
    ]
    return (*fixed, name) if identifier == name else tuple(fixed)


@cache
def ranges_of(identifier: str, on: date) -> frozenset[str]:
    """Every id under which rows about it may stand: its own, its fixed sets', its members'."""
    return frozenset(name for form in forms_of(identifier, on) for name in form)


def existed_together(identifiers: tuple[str, ...], period: Period) -> bool:
    """Whether there is a day in the period on which all the single states among them existed."""
    start, end = period.start, period.end
    for name in identifiers:
        if not is_state(name):
            continue
        found = state(name)
        start = max(start, found.born or start)
        end = min(end, found.died or end)
    return start <= end


def fixed_on(query: Query, on: date) -> Query:
    """The query with its groups frozen as they were on that day: `EU` becomes `EU@2021-12-31`."""
    partner = query.partner
    return query.but(
        subject=_frozen(query.subject, on),
        partner=_frozen(partner, on) if partner is not None else None,
    )


def _frozen(identifier: str, on: date) -> str:
    parts = identifier.split("+")
    return "+".join(
        f"{part}@{on}"
        if "@" not in part and is_group(part) and group(part).kind == "group" and members(part, on)
        else part
        for part in parts
    )
