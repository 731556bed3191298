"""The arithmetic of a turn from one group of partners to another.

Shares, their changes, who made them, and what is not known; whether it was a turn is decided by
`visavis.measures.pivot_verdict`. The traps: a group whose membership changes inside the window
loses the share of who left without a cargo less (so both compositions are given), and a member
without a row is unknown unless the caller says that no row means nothing.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from visavis.errors import UsageError
from visavis.measures.flow_table import checked_table
from visavis.measures.shift_share import Window
from visavis.model.facts import WORLD
from visavis.model.figures import Missing

__all__ = ["Contribution", "Group", "Pivot", "Turn", "pivot", "share_paths", "without_each"]

_SLACK = 1e-6
"""By how much the partners may exceed the whole: rounding in print, no more."""

Period = int | str


@dataclass(frozen=True, slots=True)
class Group:
    """Partners under one name: always the same, or by period where `dated` says so."""

    name: str
    members: frozenset[str] = frozenset()
    dated: Mapping[Period, frozenset[str]] = field(default_factory=dict)
    """The members of each period that is asked for; empty for a constant composition."""

    def on(self, period: Period) -> frozenset[str]:
        """The members in a period.

        Raises:
            UsageError: The group is dated and has no members for this period.
        """
        if not self.dated:
            return self.members
        if period not in self.dated:
            raise UsageError(f"the group {self.name}", f"no members in {period}", "its members")
        return self.dated[period]

    def frozen(self, period: Period) -> "Group":
        """The same group with the members of one period throughout."""
        return Group(self.name, self.on(period))


@dataclass(frozen=True, slots=True)
class Turn:
    """The question: has the owner of the window turned away from one group and to another?"""

    window: Window
    away: Group
    to: Group

    def __post_init__(self) -> None:
        for period in (self.window.first, self.window.last):
            both = sorted(self.away.on(period) & self.to.on(period))
            if not self.away.on(period) or not self.to.on(period):
                where = f"{self.away.name} and {self.to.name} in {period}"
                raise UsageError(where, "a group without members", "at least one in each")
            if both:
                where = f"{self.away.name} and {self.to.name}"
                raise UsageError(where, f"{', '.join(both)} in both", "two groups apart")

    def frozen(self, period: Period) -> "Turn":
        """The same question with the memberships of one period throughout."""
        return Turn(self.window, self.away.frozen(period), self.to.frozen(period))


@dataclass(frozen=True, slots=True)
class Contribution:
    """One member's part in the change of its group's share; the parts add up to the change."""

    partner: str
    first: float
    """Its share of the whole in the first period; 0 where it was no member then."""
    last: float
    change: float
    membership: str
    """`member` in both periods, `joined` or `left`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pivot:
    """Shares are parts of all of the owner's flows, 0 to 1; 0.01 is a percentage point.

    Where a member is missing, the shares and `value` are None and `low` and `high` are what is
    certain: what is missing lies between nothing and all that no row accounts for.
    """

    turn: Turn
    to: tuple[float | None, float | None]
    """The share of the group turned to, first and last."""
    away: tuple[float | None, float | None]
    value: float | None
    """P = change of the share of `to` - change of the share of `away`."""
    low: float | None
    high: float | None
    turnover: float | None
    """0.5 sum_j |ds_j| over all partners and what no row accounts for: the share that moved."""
    contributions: tuple[Contribution, ...]
    """Of the members of `to`, the largest change first."""
    largest: str | None
    """The member of `to` that gained most; None where nobody gained or a member is missing."""
    largest_share: float | None
    """Its part of all that the members who gained have gained, 0 to 1."""
    coverage: float | None
    """The share of the whole that named partners make up, in the period where it is lower."""
    missing_members: tuple[tuple[Period, str], ...]
    wholes: tuple[float | None, float | None]
    missing: Missing | None
    """`incomplete` where a member is missing; `not_reported` where a whole is, `undefined` where it
    is zero or its partners exceed it."""

    @property
    def gain(self) -> float | None:
        """The change in the share of the group turned to."""
        first, last = self.to
        return None if first is None or last is None else last - first


@dataclass(frozen=True, slots=True)
class _Year:
    """One period: each partner's amount (None: unknown), and the whole."""

    amounts: Mapping[str, float | None]
    whole: float | None
    absent: float | None
    missing: Missing | None

    def share(self, partner: str) -> float | None:
        amount = self.amounts.get(partner, self.absent)
        return None if amount is None or not self.whole else amount / self.whole

    def known(self, members: Iterable[str]) -> float:
        return math.fsum(share for each in members if (share := self.share(each)) is not None)

    def lacking(self, members: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(each for each in members if self.share(each) is None))

    @property
    def coverage(self) -> float:
        return self.known(self.amounts)

    def bounds(self, members: Collection[str]) -> tuple[float, float]:
        known = self.known(members)
        rest = max(0.0, 1 - self.coverage) if self.lacking(members) else 0.0
        return known, known + rest


def pivot(
    flows: pl.DataFrame,
    turn: Turn,
    *,
    without: Collection[str] = (),
    sum_of_rows: bool = False,
    absent_is_zero: bool = False,
) -> Pivot:
    """How far the owner's trade has turned from one group to the other between two periods.

    P = ds(to) - ds(away), -2 to 2. The groups are taken as of each period; for one composition
    throughout give `turn.frozen(period)`.

    Args:
        flows: `exporter`, `importer`, `year` (or month), `value`, in one unit; rows with `WLD` are
            the totals.
        turn: Whose flows, when, away from whom and to whom.
        without: Partners taken out of the groups and of the whole: is it Asia, or China alone?
        sum_of_rows: The rows are all partners and the whole is their sum; else the whole is the row
            with `WLD`.
        absent_is_zero: A partner without a row in a period traded nothing in it; else it is
            unknown. A null always is.

    Returns:
        The shares and their changes, or bounds and the reason.

    Raises:
        UsageError: The table is not as described.

    Source: The difference in shares is elementary; turnover is the dissimilarity index of Duncan,
    O. D., and Duncan, B. (1955): A Methodological Analysis of Segregation Indexes. American
    Sociological Review 20(2), 210-217.
    """
    table = turn.window.of_owner(checked_table(flows, where="the flows"))
    periods = (turn.window.first, turn.window.last)
    years = [
        _year(table, period, without, sum_of_rows=sum_of_rows, absent_is_zero=absent_is_zero)
        for period in periods
    ]
    groups = [
        [frozenset(group.on(period)) - set(without) for period in periods]
        for group in (turn.to, turn.away)
    ]
    return _measured(turn, years, groups)


def _measured(turn: Turn, years: Sequence[_Year], groups: list[list[frozenset[str]]]) -> Pivot:
    before, after = years
    (to_first, to_last), (away_first, away_last) = groups
    broken = before.missing or after.missing
    lacking = tuple(
        (period, member)
        for period, year, members in zip(
            (turn.window.first, turn.window.last), years,
            (to_first | away_first, to_last | away_last), strict=True,
        )
        for member in year.lacking(members)
    )  # fmt: skip
    ends = [
        [year.bounds(members) for year, members in zip(years, group, strict=True)]
        for group in groups
    ]
    (to0, to1), (away0, away1) = ends
    value = to1[0] - to0[0] - (away1[0] - away0[0])
    shares = [
        (group[0][0], group[1][0]) if not (lacking or broken) else (None, None) for group in ends
    ]
    contributions = _contributions(before, after, to_first, to_last)
    largest, part = _largest(contributions) if not (lacking or broken) else (None, None)
    return Pivot(
        turn=turn,
        to=shares[0],
        away=shares[1],
        value=None if lacking or broken else value,
        low=None if broken else to1[0] - to0[1] - (away1[1] - away0[0]),
        high=None if broken else to1[1] - to0[0] - (away1[0] - away0[1]),
        turnover=_turnover(before, after) if not broken else None,
        contributions=contributions,
        largest=largest,
        largest_share=part,
        coverage=None if broken else min(before.coverage, after.coverage),
        missing_members=lacking,
        wholes=(before.whole, after.whole),
        missing=broken or (Missing.INCOMPLETE if lacking else None),
    )


def _year(
    table: pl.DataFrame,
    period: Period,
    without: Collection[str],
    *,
    sum_of_rows: bool,
    absent_is_zero: bool,
) -> _Year:
    rows = dict(table.filter(pl.col("year") == period).select("partner", "value").iter_rows())
    world = rows.pop(WORLD, None)
    absent = 0.0 if absent_is_zero else None
    if sum_of_rows:
        world = None if None in rows.values() or not rows else math.fsum(rows.values())
    for partner in without:
        taken = rows.pop(partner, absent)
        world = None if world is None or taken is None else world - taken
    if world is None:
        return _Year(rows, None, absent, Missing.NOT_REPORTED)
    known = math.fsum(value for value in rows.values() if value is not None)
    broken = world <= 0 or known > world * (1 + _SLACK)
    return _Year(rows, world, absent, Missing.UNDEFINED if broken else None)


def _contributions(
    before: _Year, after: _Year, first: frozenset[str], last: frozenset[str]
) -> tuple[Contribution, ...]:
    found = []
    for partner in first | last:
        then = before.share(partner) if partner in first else 0.0
        now = after.share(partner) if partner in last else 0.0
        if then is None or now is None:
            continue
        status = "joined" if partner not in first else "left" if partner not in last else "member"
        found.append(Contribution(partner, then, now, now - then, status))
    return tuple(sorted(found, key=lambda each: (-each.change, each.partner)))


def _largest(contributions: Sequence[Contribution]) -> tuple[str | None, float | None]:
    gained = [each.change for each in contributions if each.change > 0]
    if not gained:
        return None, None
    return contributions[0].partner, contributions[0].change / math.fsum(gained)


def _turnover(before: _Year, after: _Year) -> float | None:
    """Over all partners and the rest that has no row; None where a partner is unknown."""
    moved = [1 - after.coverage - (1 - before.coverage)]
    for partner in sorted({*before.amounts, *after.amounts}):
        then, now = before.share(partner), after.share(partner)
        if then is None or now is None:
            return None
        moved.append(now - then)
    return math.fsum(abs(each) for each in moved) / 2


def share_paths(
    flows: pl.DataFrame,
    turn: Turn,
    *,
    without: Collection[str] = (),
    sum_of_rows: bool = False,
    absent_is_zero: bool = False,
) -> pl.DataFrame:
    """The two groups' shares in every period of the table from the first to the last.

    Args:
        flows: As for `pivot`.
        turn: As for `pivot`; a dated group needs its members for every period of the table.
        without: As for `pivot`.
        sum_of_rows: As for `pivot`.
        absent_is_zero: As for `pivot`.

    Returns:
        `year`, `group`, `share` (null where a member is missing), `low`, `high`, `coverage` (the
        share of the whole that named partners make up), `members`, `missing_members` (names),
        `missing`.

    Raises:
        UsageError: The table is not as described, or a dated group lacks a period.
    """
    table = turn.window.of_owner(checked_table(flows, where="the flows"))
    inside = pl.col("year").is_between(pl.lit(turn.window.first), pl.lit(turn.window.last))
    found = []
    for period in sorted(set(table.filter(inside)["year"].to_list())):
        year = _year(table, period, without, sum_of_rows=sum_of_rows, absent_is_zero=absent_is_zero)
        for group in (turn.away, turn.to):
            members = group.on(period) - set(without)
            low, high = year.bounds(members)
            lacking, broken = year.lacking(members), year.missing
            reason = broken or (Missing.INCOMPLETE if lacking else None)
            found.append({
                "year": period, "group": group.name, "share": None if reason else low,
                "low": None if broken else low, "high": None if broken else high,
                "coverage": None if broken else year.coverage, "members": len(members),
                "missing_members": list(lacking), "missing": reason.value if reason else None,
            })  # fmt: skip
    numbers = dict.fromkeys(("share", "low", "high", "coverage"), pl.Float64)
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "year": table.schema["year"], "group": pl.String, **numbers, "members": pl.Int64,
        "missing_members": pl.List(pl.String), "missing": pl.String,
    }  # fmt: skip
    return pl.DataFrame(found, schema=schema)


def without_each(
    flows: pl.DataFrame, turn: Turn, *, sum_of_rows: bool = False, absent_is_zero: bool = False
) -> tuple[tuple[str, Pivot], ...]:
    """The pivot again without each member of `to` in turn, the one that matters most first.

    Args:
        flows: As for `pivot`.
        turn: As for `pivot`.
        sum_of_rows: As for `pivot`.
        absent_is_zero: As for `pivot`.

    Raises:
        UsageError: The table is not as described.
    """
    members = sorted(turn.to.on(turn.window.first) | turn.to.on(turn.window.last))
    found = [
        (each, pivot(flows, turn, without=(each,), sum_of_rows=sum_of_rows,
                     absent_is_zero=absent_is_zero))
        for each in members
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each[1].value is None, each[1].value or 0.0)))
