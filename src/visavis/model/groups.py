"""Groups of states with dated memberships, fixed sets of states, and regions as written lists.

The trap is time: `EU` is a different set of states on different days, and over a year in which
membership changed several sets are admissible. `compositions` gives them all, in a stated order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from visavis.errors import UsageError
from visavis.model.facts import WORLD
from visavis.model.periods import Period
from visavis.model.states import date_or_none, is_state, read_table, state

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

MEMBERSHIP_KINDS: tuple[str, ...] = (
    "member", "candidate", "observer", "dialogue_partner", "sectoral_dialogue_partner", "partner",
    "associate", "invited", "signatory", "suspended", "free_trade_partner", "customs_territory",
    "customs_union_partner",
)  # fmt: skip
"""`suspended` stands beside `member`: a suspended member is still one. `customs_territory`: left
the group but stayed in its customs territory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An organisation or pact (`group`), a frozen composition (`fixed`) or a list (`region`)."""

    id: str
    name: str
    article: str
    """`the` where running English text puts it before the name, else empty."""
    kind: Literal["group", "fixed", "region"]
    of: str | None
    """For a fixed set: the group whose composition it freezes."""
    as_of: date | None
    """For a fixed set: the day on which it is frozen."""
    variants: tuple[str, ...]
    """For a region: other lists that the same word may mean."""
    complete: bool
    """False where the table is known to lack members or departures."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One state's status in one group over one span of days."""

    group: str
    state: str
    kind: str
    start: date | None
    """First day; None where it is not known or, in a region, has no meaning."""
    end: date | None
    """Last day, inclusive; None while it lasts."""
    precision: Literal["day", "month", "year", "list"]
    """How exactly the source dates it. A month or year is taken from its first day (as an end, to
    its last)."""
    source: str

    def holds_on(self, on: date) -> bool:
        """Whether the day lies in it, first and last day included."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


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


@cache
def _groups() -> dict[str, Group]:
    return {
        row["id"]: Group(
            id=row["id"],
            name=row["name"],
            article=row["article"],
            kind=row["kind"],  # type: ignore[arg-type]  # the table's test checks the three words
            of=row["of"] or None,
            as_of=date_or_none(row["as_of"]),
            variants=tuple(row["variants"].split()),
            complete=row["complete"] == "yes",
            note=row["note"],
        )
        for row in read_table("groups.csv")
    }


@cache
def _rows() -> tuple[Membership, ...]:
    return tuple(
        Membership(
            group=row["group"],
            state=row["state"],
            kind=row["kind"],
            start=date_or_none(row["start"]),
            end=date_or_none(row["end"]),
            precision=row["precision"],  # type: ignore[arg-type]  # checked by the table's test
            source=row["source"],
        )
        for row in read_table("memberships.csv")
    )


@cache
def _rows_of_group(group_id: str) -> tuple[Membership, ...]:
    return tuple(row for row in _rows() if row.group == group_id)


def all_groups() -> tuple[Group, ...]:
    """Every group, fixed set and region, sorted by id."""
    return tuple(_groups()[key] for key in sorted(_groups()))


def is_group(group_id: str) -> bool:
    """Whether the id is that of a group, fixed set or region, exactly as written."""
    return group_id in _groups()


def group(group_id: str) -> Group:
    """The group with that id.

    Raises:
        UsageError: No group has this id; nothing similar is tried.
    """
    try:
        return _groups()[group_id]
    except KeyError:
        raise UsageError("group", f"{group_id!r}", "the id of a group such as ASEAN") from None


@cache
def members(group_id: str, on: date, kind: str = "member") -> frozenset[str]:
    """Ids of the states with that status in the group on that day, empty where there are none.

    A fixed set has the same members on every day. A region has those of its list that existed.

    Raises:
        UsageError: The group or the kind is unknown.
    """
    if kind not in MEMBERSHIP_KINDS:
        raise UsageError("kind of membership", f"{kind!r}", f"one of {', '.join(MEMBERSHIP_KINDS)}")
    found = group(group_id)
    if found.of is not None and found.as_of is not None:
        return members(found.of, found.as_of) if kind == "member" else frozenset()
    return frozenset(
        row.state
        for row in _rows_of_group(group_id)
        if row.kind == kind
        and row.holds_on(on)
        and (found.kind == "group" or state(row.state).exists_on(on))
    )


def memberships(state_id: str, on: date | None = None) -> tuple[Membership, ...]:
    """The state's statuses in groups (not regions), of all times or on a day, sorted by group.

    Raises:
        UsageError: The state is unknown.
    """
    wanted = state(state_id).id
    return tuple(
        row
        for row in _rows()
        if row.state == wanted and row.precision != "list" and (on is None or row.holds_on(on))
    )


def membership_of(state_id: str, group_id: str) -> tuple[Membership, ...]:
    """The state's statuses in one group, oldest first; empty where it never had any.

    Raises:
        UsageError: The state or the group is unknown.
    """
    wanted = state(state_id).id
    rows = (row for row in _rows_of_group(group(group_id).id) if row.state == wanted)
    return tuple(sorted(rows, key=lambda row: (row.start or date.min, row.kind)))


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
        rows = _rows_of_group(group_id)
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
        kept[option.members] = Composition(
            id=option.id,
            label=option.label,
            members=option.members,
            on=option.on,
            convention=option.convention,
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
