"""Groups of states and their dated memberships, a source to each row.

The trap is that a day's set is not a year's: use `visavis.model.groups.compositions` for a period.
The tables are data/groups.csv and data/memberships.csv.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from visavis.errors import UsageError
from visavis.model.states import state
from visavis.model.tables import date_or_none, read_table

__all__ = [
    "MEMBERSHIP_KINDS",
    "Group",
    "Membership",
    "all_groups",
    "group",
    "is_group",
    "members",
    "membership_of",
    "memberships",
    "other_dates",
    "rows_of_group",
]

MEMBERSHIP_KINDS: tuple[str, ...] = (
    "member", "candidate", "observer", "dialogue_partner", "sectoral_dialogue_partner", "partner",
    "associate", "invited", "signatory", "suspended", "free_trade_partner", "customs_territory",
    "customs_union_partner", "union_member", "participant",
    "disputed_member", "seat", "decided",
)  # fmt: skip
"""`suspended` stands beside `member`: a suspended member is still one. `customs_territory`: left
the group but stayed in its customs territory. `union_member`: a union of states that is a member
beside its own members (the EU in the G20 and the WTO); it is not counted among `member`.
`disputed_member`: some publishers count the state as a member, others do not.
`seat`: the seat or the organisation passed on, so that people date the membership from here too
(China 1971, the Union 1993): the day, or the span of a former holder. `decided`: admission was
decided or its treaty signed, and the state was not yet a member. Neither counts as membership."""

_OTHER_DATES = ("seat", "decided", "invited", "signatory")


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
    """Id of a state, or of a group where the kind is `union_member` or `dialogue_partner`."""
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
        return self.overlaps(on, on)

    def overlaps(self, start: date, end: date) -> bool:
        """Whether it lasted on at least one day from `start` to `end`."""
        return (self.start is None or self.start <= end) and (self.end is None or start <= self.end)


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
def rows_of_group(group_id: str) -> tuple[Membership, ...]:
    """Every row of one group, of all kinds and times; none for a fixed set."""
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
        for row in rows_of_group(group_id)
        if row.kind == kind
        and row.holds_on(on)
        and (found.kind == "group" or state(row.state).exists_on(on))
    )


def _holder(identifier: str) -> str:
    """The id of a state, or of a group that holds a status in another (the EU in the G20)."""
    return identifier if is_group(identifier) else state(identifier).id


def memberships(state_id: str, on: date | None = None) -> tuple[Membership, ...]:
    """The state's statuses in groups (not regions), of all times or on a day, sorted by group.

    Raises:
        UsageError: The state is unknown.
    """
    wanted = _holder(state_id)
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
    wanted = _holder(state_id)
    rows = (row for row in rows_of_group(group(group_id).id) if row.state == wanted)
    return tuple(sorted(rows, key=lambda row: (row.start or date.min, row.kind)))


def other_dates(state_id: str, group_id: str) -> tuple[Membership, ...]:
    """Days that are also named as those of joining: an earlier seat, a signature, a decision.

    Oldest first; a claim of joining in one of these years is a matter of definition, not false.

    Raises:
        UsageError: The state or the group is unknown.
    """
    return tuple(row for row in membership_of(state_id, group_id) if row.kind in _OTHER_DATES)
