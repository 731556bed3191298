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
from visavis.model.names import display_name
from visavis.model.periods import Period
from visavis.model.states import is_state

__all__ = [
    "MEMBERSHIP_KINDS",
    "Composition",
    "Convention",
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


Convention = Literal[
    "members",
    "customs_territory",
    "disputed_member",
    "union_member",
    "without_suspended",
    "variant",
    "fixed",
]
"""Why a composition is admissible: the members of a day; with leavers that stayed in the customs
territory; with states that some publishers count; with the members of a union that is itself a
member; without suspended members; a variant of a region; a fixed set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """One admissible meaning of a group over a period."""

    id: str
    """An id that `expand` understands: a fixed set, a region, or `EU@2019-12-31`."""
    label: str
    members: frozenset[str]
    on: date
    """The day of which these are the members."""
    convention: Convention
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


def _with(
    first: Composition, group_id: str, convention: Convention, who: dict[str, str]
) -> Composition:
    """The first composition with some more states (or unions), each with the reason."""
    parts = (first.id, *sorted(who))
    joined = first.members.union(*(expand(each, first.on) for each in who))
    fixed = _fixed_id(group_id, joined)
    reasons = ", ".join(f"{_name(each)} ({who[each]})" for each in sorted(who))
    return Composition(
        id=fixed or "+".join(parts),
        label=f"{fixed or group_id}: members on {_day(first.on)} and {reasons}",
        members=joined,
        on=first.on,
        convention=convention,
    )


def _name(identifier: str) -> str:
    return display_name(identifier.partition("@")[0], with_article=True)


def _without_suspended(first: Composition, group_id: str, suspended: frozenset[str]) -> Composition:
    """The members of the last day whose membership was not suspended that day."""
    rest = first.members - suspended
    names = ", ".join(_name(each) for each in sorted(first.members & suspended))
    return Composition(
        id=_fixed_id(group_id, rest) or "+".join(sorted(rest)),
        label=f"{group_id}: members on {_day(first.on)} without {names} (suspended)",
        members=rest,
        on=first.on,
        convention="without_suspended",
    )


def _conventions(first: Composition, group_id: str, period: Period) -> list[Composition]:
    """Other ways to count the members of the last day, as the rows of the group allow."""
    found = []
    stayed = _stayed_in_customs(rows_of_group(group_id), period)
    if stayed:
        reasons = {each: f"in the customs territory until {_day(stayed[each])}" for each in stayed}
        found.append(_with(first, group_id, "customs_territory", reasons))
    disputed = sorted(members(group_id, first.on, "disputed_member"))
    for who in [[each] for each in disputed] + [disputed] * bool(disputed):
        reasons = dict.fromkeys(who, "counted as a member by some")
        found.append(_with(first, group_id, "disputed_member", reasons))
    for union in sorted(members(group_id, first.on, "union_member")):
        reasons = {f"{union}@{first.on}": "a member as a union"}
        found.append(_with(first, group_id, "union_member", reasons))
    suspended = members(group_id, first.on, "suspended") & first.members
    if suspended:
        found.append(_without_suspended(first, group_id, suspended))
    return found


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

    The default is the members on the period's last day. Then come the other ways to count them
    (see `Convention`; a leaver must have stayed in the customs territory all the period), then the
    members of each earlier stretch of the period, latest first. A region comes with its variants,
    a fixed set alone. Empty where the group had no member in the period.

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
        days = _change_days(rows_of_group(group_id), period)
        options = [_composition(group_id, day) for day in days]
        options[1:1] = _conventions(options[0], group_id, period)
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
