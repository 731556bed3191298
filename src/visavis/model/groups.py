"""What a group of states means over a period: fixed sets, regions, and dated memberships.

The trap is time: `EU` is a different set of states on different days, and over a year in which
membership changed several sets are admissible. `compositions` gives them all, in a stated order.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from visavis.errors import UsageError
from visavis.model.facts import WORLD
from visavis.model.memberships import (
    MEMBERSHIP_KINDS,
    Group,
    Membership,
    all_groups,
    group,
    is_group,
    members,
    membership_of,
    memberships,
    rows_of_group,
)
from visavis.model.periods import Period
from visavis.model.states import is_state, state

__all__ = [
    "MEMBERSHIP_KINDS",
    "Composition",
    "Group",
    "Membership",
    "all_groups",
    "compositions",
    "expand",
    "group",
    "is_group",
    "members",
    "membership_of",
    "memberships",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """One admissible meaning of a group over a period."""

    id: str
    """An id that `expand` understands: a fixed set, a region, or `EU@2019-12-31`."""
    label: str
    members: frozenset[str]
    on: date
    """The day of which these are the members."""
    convention: Literal["members", "customs_territory", "variant", "fixed"]
    added: tuple[str, ...] = ()
    """Members that the first composition lacks."""
    removed: tuple[str, ...] = ()
    """Members of the first composition that this one lacks."""


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _fixed_id(group_id: str, who: frozenset[str]) -> str | None:
    """The fixed set with exactly these members, if there is one."""
    for each in all_groups():
        if each.of == group_id and each.as_of is not None and members(group_id, each.as_of) == who:
            return each.id
    return None


def _composition(group_id: str, on: date) -> Composition:
    who = members(group_id, on)
    fixed = _fixed_id(group_id, who)
    return Composition(
        id=fixed or f"{group_id}@{on}",
        label=f"{fixed or group_id}: members on {_day(on)}",
        members=who,
        on=on,
        convention="members",
    )


def _change_days(rows: Iterable[Membership], period: Period) -> tuple[date, ...]:
    """Last days, within the period, of each stretch of unchanged membership; latest first."""
    days = {period.end}
    for row in rows:
        if row.kind != "member":
            continue
        if row.start is not None and period.start < row.start <= period.end:
            days.add(row.start - timedelta(days=1))
        if row.end is not None and period.start <= row.end < period.end:
            days.add(row.end)
    return tuple(sorted(days, reverse=True))


def _stayed_in_customs(rows: tuple[Membership, ...], period: Period) -> dict[str, date]:
    """Leavers that were members or in the customs territory on every day of the period, with
    the last day of it."""
    stayed = {}
    for row in rows:
        if row.kind != "customs_territory" or row.end is None or row.start is None:
            continue
        before = any(
            r.state == row.state
            and r.kind == "member"
            and r.end == row.start - timedelta(days=1)
            and (r.start is None or r.start <= period.start)
            for r in rows
        )
        starts_in_time = row.start <= period.start or before
        if starts_in_time and row.start <= period.end <= row.end:
            stayed[row.state] = row.end
    return stayed


def _with_customs(first: Composition, group_id: str, stayed: dict[str, date]) -> Composition:
    """The members of the last day and the leavers that stayed in the customs territory."""
    who = first.members | frozenset(stayed)
    names = ", ".join(
        f"{state(each).name} (in the customs territory until {_day(stayed[each])})"
        for each in sorted(stayed)
    )
    fixed = _fixed_id(group_id, who)
    return Composition(
        id=fixed or "+".join((first.id, *sorted(stayed))),
        label=f"{fixed or group_id}: members on {_day(first.on)} and {names}",
        members=who,
        on=first.on,
        convention="customs_territory",
    )


def _variants(found: Group, period: Period) -> list[Composition]:
    options = []
    for each in (found.id, *found.variants):
        other = group(each)
        dated = f": members on {_day(period.end)}" if other.kind == "group" else ""
        options.append(
            Composition(
                id=f"{each}@{period.end}" if other.kind == "group" else each,
                label=f"{other.name}{dated}",
                members=members(each, period.end),
                on=period.end,
                convention="variant",
            )
        )
    return options


def compositions(group_id: str, period: Period) -> tuple[Composition, ...]:
    """The admissible meanings of a group over a period, the default first; no two are equal.

    The default is the members on the period's last day. Then come, where a leaver stayed in the
    group's customs territory all the period, those members with the leaver; then the members of
    each earlier stretch of the period, latest first. A region comes with its variants, a fixed
    set alone. Empty where the group had no member in the period.

    Raises:
        UsageError: The group is unknown.
    """
    found = group(group_id)
    if found.kind == "fixed":
        options = [
            Composition(
                id=found.id,
                label=f"{found.id}: {found.name}",
                members=members(found.id, period.end),
                on=found.as_of or period.end,
                convention="fixed",
            )
        ]
    elif found.kind == "region":
        options = _variants(found, period)
    else:
        rows = rows_of_group(group_id)
        options = [_composition(group_id, day) for day in _change_days(rows, period)]
        stayed = _stayed_in_customs(rows, period)
        if stayed:
            options.insert(1, _with_customs(options[0], group_id, stayed))
    return _distinct(options)


def _distinct(options: list[Composition]) -> tuple[Composition, ...]:
    """Without empty and repeated sets, each with its difference from the first."""
    kept: dict[frozenset[str], Composition] = {}
    for option in options:
        if not option.members or option.members in kept:
            continue
        first = next(iter(kept), option.members)
        kept[option.members] = replace(
            option,
            added=tuple(sorted(option.members - first)),
            removed=tuple(sorted(first - option.members)),
        )
    return tuple(kept.values())


def expand(identifier: str, on: date) -> tuple[str, ...]:
    """The states that an id means on a day, sorted: a state, a group, `EU@2019-12-31`, `A+B`.

    `WLD` stands for itself.

    Raises:
        UsageError: A part is neither a state nor a group, or a group that has no member that day.
    """
    found: set[str] = set()
    for part in identifier.split("+"):
        name, _, day = part.partition("@")
        if name == WORLD or is_state(name):
            found.add(name)
            continue
        if not is_group(name):
            raise UsageError("state or group", f"{name!r}", "an id such as VNM or ASEAN")
        try:
            when = date.fromisoformat(day) if day else on
        except ValueError:
            raise UsageError("date of a group", f"{day!r}", "a day such as 2020-12-31") from None
        who = members(name, when)
        if not who:
            raise UsageError(f"group {name}", f"no member on {when}", "a day on which it existed")
        found |= who
    return tuple(sorted(found))
