"""Who arms whom: each supplier's share of what a recipient received over a window, or the reverse.

The traps: a trend-indicator value (TIV) is no money; a single year is a few ships, so that shares
are of the sum of a window; and a printed nought is a volume below half a million, which has a rank
among no others. SIPRI's registers of orders are never split into single years.

Source: SIPRI Arms Transfers Database, sources and methods; concentration is Hirschman's (1945) and
Herfindahl's (1950) index, its inverse the number equivalent of Adelman (1969), Review of Economics
and Statistics 51: 99-101.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.measures.figures.amounts import EXACT, HUNDRED, ZERO
from visavis.measures.figures.parties import is_one_state, parties
from visavis.model.facts import WORLD
from visavis.model.figures import Figure, Missing, plain_number
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.model.states import is_state
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench

if TYPE_CHECKING:
    import polars

__all__ = ["ArmsShare", "ArmsShares", "ArmsTable", "arms_shares"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsShare:
    """What one state delivered (or received), as a part of the owner's total."""

    partner: str
    figure: Figure
    """The volume over the window, in TIV; of printed noughts `incomplete`, with its upper bound."""
    share: Decimal | None
    """In per cent of the owner's total; None for printed noughts."""
    rank: int | None
    """1 is the largest; equal volumes share a rank. None for printed noughts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsTable:
    """One owner's total and all states on the other side of it."""

    owner: str
    total: Figure
    shares: tuple[ArmsShare, ...]
    """The largest first."""

    @property
    def unnamed(self) -> Decimal:
        """TIV that the total has beyond the states listed: unknown parties and rounding."""
        named = sum((each.figure.value or ZERO for each in self.shares), ZERO)
        return EXACT.subtract(self.total.value or ZERO, named)

    @property
    def hhi(self) -> Decimal | None:
        """Sum of the squared shares, from near 0 (many equal) to 1 (one alone); None of nothing.

        What is unnamed counts as many small ones, so that it is a bound from below: `hhi_most` has
        it as one.
        """
        known = [each.share for each in self.shares if each.share is not None]
        if not known or not any(known):
            return None
        return sum((EXACT.power(EXACT.divide(each, HUNDRED), 2) for each in known), ZERO)

    @property
    def hhi_most(self) -> Decimal | None:
        """The same with what is unnamed as a single state."""
        total, lowest = self.total.value, self.hhi
        if lowest is None or not total or self.unnamed <= 0:
            return lowest
        return EXACT.add(lowest, EXACT.power(EXACT.divide(self.unnamed, total), 2))

    @property
    def effective(self) -> Decimal | None:
        """How many equal states would be as concentrated: the inverse of `hhi`."""
        return EXACT.divide(Decimal(1), self.hhi) if self.hhi else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsShares:
    """A recipient's suppliers, or a supplier's recipients, over a window of years."""

    measure: str
    """`arms_imports` where the owner is the recipient, `arms_exports` where it is the supplier."""
    asked: tuple[int, int]
    """First and last year asked for."""
    period: Period
    """The years of it that the source has, which the numbers are of."""
    missing_years: tuple[tuple[int, Missing], ...]
    table: ArmsTable
    members: tuple[ArmsTable, ...]
    """Of a group: each member's own, those on the window's last day."""
    about: ArmsShare | None
    """The supplier that was asked for by name beside the recipient."""

    def to_dicts(self) -> list[dict[str, object]]:
        """One row of plain values for each owner and each state on the other side."""
        return [row for table in (self.table, *self.members) for row in _rows(table)]

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a Polars frame."""
        import polars

        return polars.DataFrame(self.to_dicts(), infer_schema_length=None)


def arms_shares(
    bench: Workbench, years: Sequence[int], *, recipient: str | None, supplier: str | None
) -> ArmsShares:
    """Shares of the sum of TIV over the years; with the supplier alone, of its recipients.

    Raises:
        UsageError: Neither side is given, a side is unknown, or no source at hand has the total.
        StoreError: The store's tables cannot be read.
    """
    owner = recipient or supplier
    if owner is None:
        raise UsageError("arms", "neither recipient nor supplier", "one of them")
    measure = "arms_imports" if recipient else "arms_exports"
    asked = Query(
        measure=measure, subject=owner, partner=WORLD, aggregation="sum",
        period=Period.parse(f"{years[0]}..{years[-1]}") if len(years) > 1
        else Period.of_year(years[0]),
    )  # fmt: skip
    parties(owner, Period.of_year(years[-1]).end)
    total, missing_years = _whole(bench, asked)
    period = total.query.period or Period.of_year(years[0])
    others = _others(bench, total.query)
    table = _table(bench, total.query, total, others)
    members: list[ArmsTable] = []
    if not is_one_state(owner):
        for member in parties(owner, period.end):
            query = total.query.but(subject=member)
            mine = _others(bench, query)
            members.append(_table(bench, query, bench.figure(query), mine))
    return ArmsShares(
        measure=measure, asked=(years[0], years[-1]), period=period,
        missing_years=missing_years, table=table, members=tuple(members),
        about=_about(bench, table, supplier) if recipient and supplier else None,
    )  # fmt: skip


def _whole(bench: Workbench, asked: Query) -> tuple[Figure, tuple[tuple[int, Missing], ...]]:
    """The owner's total over the years that the source has, and why it has no others."""
    found = bench.figure(asked)
    if found.value is not None:
        return found, ()
    if found.missing in (Missing.NO_SOURCE, Missing.UNDEFINED):
        raise _refusal(found)
    years = asked.period.years if asked.period else ()
    by_year = bench.window(asked, years)
    held = [year for year in years if by_year[year].value is not None]
    if not held or held != list(range(held[0], held[-1] + 1)):
        raise _refusal(found)
    period = Period.of_days(Period.of_year(held[0]).start, Period.of_year(held[-1]).end)
    found = bench.figure(asked.but(period=period))
    if found.value is None:
        raise _refusal(found)
    gaps = [(year, by_year[year].missing) for year in years if year not in held]
    return found, tuple((year, missing) for year, missing in gaps if missing is not None)


def _refusal(found: Figure) -> UsageError:
    """Why there is no total to take shares of."""
    query, reason = found.query, str(found.detail.get("reason") or found.missing)
    where = f"{relation(query.measure).label} of {query.subject}, {query.period}"
    if found.missing is Missing.NO_SOURCE:
        return UsageError(
            where, "no source at hand", "SIPRI's tables, by visavis data add sipri DIR"
        )
    expected = (
        "years that the tables at hand have in full: those of all suppliers, or of recipients' "
        "totals (visavis data add sipri DIR)"
    )
    return UsageError(where, reason, expected)


def _others(bench: Workbench, query: Query) -> list[str]:
    """The states with a delivery on the other side in the window, sorted."""
    period = query.period
    if period is None:
        return []
    inward = query.measure == "arms_imports"
    owners = frozenset(parties(query.subject, period.end))
    stored = frozenset(relation(query.measure).relations)
    senders, receivers = (None, owners) if inward else (owners, None)
    wanted = Wanted(stored, senders, receivers, None, period.start, period.end, query.vintage)
    rows = bench.store.facts([wanted], bench.as_of)
    found = {
        row.subject if inward else row.partner
        for row in rows
        if (row.source, row.vintage) == (query.source, query.vintage) and row.status != "true_zero"
    }
    return sorted(each for each in found if is_state(each))


def _table(bench: Workbench, query: Query, total: Figure, others: Iterable[str]) -> ArmsTable:
    asked = {each: query.but(partner=each) for each in others}
    found = bench.figures(asked.values())
    volumes = [(other, found[each]) for other, each in asked.items()]
    volumes.sort(key=lambda item: (-(item[1].value or ZERO), item[0]))
    shares = [_share(other, figure, total, volumes) for other, figure in volumes]
    return ArmsTable(owner=query.subject, total=total, shares=tuple(shares))


def _share(
    other: str, figure: Figure, total: Figure, volumes: Sequence[tuple[str, Figure]]
) -> ArmsShare:
    value, whole = figure.value, total.value
    if value is None or not whole:
        return ArmsShare(partner=other, figure=figure, share=None, rank=None)
    larger = sum(each.value is not None and each.value > value for _, each in volumes)
    share = EXACT.multiply(EXACT.divide(value, whole), HUNDRED)
    return ArmsShare(partner=other, figure=figure, share=share, rank=1 + larger)


def _about(bench: Workbench, table: ArmsTable, supplier: str) -> ArmsShare:
    """The supplier's row; of one that delivered nothing, or of a group, made for it."""
    known = next((each for each in table.shares if each.partner == supplier), None)
    if known is not None:
        return known
    figure = bench.figure(table.total.query.but(partner=supplier))
    made = _share(supplier, figure, table.total, ())
    return ArmsShare(partner=supplier, figure=figure, share=made.share, rank=None)


def _rows(table: ArmsTable) -> list[dict[str, object]]:
    return [
        {
            "owner": table.owner, "partner": each.partner, "tiv": plain_number(each.figure.value),
            "missing": each.figure.missing.value if each.figure.missing else None,
            "upper_bound": plain_number(_upper(each.figure)),
            "share": plain_number(each.share), "rank": each.rank,
            "total_tiv": plain_number(table.total.value), "hhi": plain_number(table.hhi),
            "effective": plain_number(table.effective), "source": table.total.query.source,
            "vintage": table.total.query.vintage, "query": str(each.figure.query),
        }
        for each in table.shares
    ]  # fmt: skip


def _upper(figure: Figure) -> Decimal | None:
    bound = figure.detail.get("upper_bound")
    return bound if isinstance(bound, Decimal) else None
