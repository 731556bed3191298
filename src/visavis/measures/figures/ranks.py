"""The place of a partner among all partners; only where nobody unobserved could change it.

The trap is the partner without a row. What the observed partners leave of the total bounds every
unobserved one: where that residual is smaller than the partner's own amount, the place is certain.
"""

from decimal import Decimal
from typing import NamedTuple

from visavis.measures.figures import trade
from visavis.measures.figures.absence import days_around
from visavis.measures.figures.amounts import EXACT, ZERO, Amount, Gap, are_of_several_units
from visavis.measures.figures.base import Edition, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.flows import SIDES, label
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import is_one_state, parties
from visavis.model.facts import WORLD
from visavis.model.figures import Missing, Part, is_time
from visavis.model.queries import Query

__all__ = ["ceiling", "rank", "residual"]


class _Bounds(NamedTuple):
    """The least and most that a partner's amount can be; None: no bound from above."""

    low: Decimal
    high: Decimal | None


class _Flow(NamedTuple):
    """One flow by partner, and what these leave of its total (None: no total at hand)."""

    by_partner: dict[str, Amount]
    rest: Decimal | None
    gaps: dict[str, Gap]
    """Partners without a row, of tables whose totals are but the sums of their rows."""


def rank(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The partner's place (1 is the largest) among the subject's partners, in one edition.

    Partners are states; where the partner is a group, its members do not compete with it. Without
    a certain place, `lower` is the best that it can be, and `detail` holds `best` and `worst`
    (None: no bound). Equal amounts share the better place. `detail["ranking"]` lists the observed.
    """
    if query.period is None or query.partner in (None, WORLD):
        return undefined("no_partner")
    flows = [_flow(query, edition, index, name) for name in trade.FLOWS[query.measure]]
    mine = set(parties(query.partner or "", query.period.end))
    scope = set(parties(query.among, query.period.end)) if query.among else None
    own = trade.level(_as_level(query), edition, index)
    if own.floor is None:
        return own.but(unit="rank")
    ours = _own_bounds(own, flows)
    rivals = {
        partner: _bounds(flows, partner)
        for partner in sorted(
            {p for f in flows for p in (*f.by_partner, *f.gaps)} - mine - {query.subject}
        )
        if scope is None or partner in scope
    }
    unseen = _unseen(query, flows, (mine, scope), rivals, ours)
    best = 1 + sum(ours.high is not None and b.low > ours.high for b in rivals.values())
    above = sum(b.high is None or b.high > ours.low for b in rivals.values())
    worst = None if unseen is None or own.inferred else 1 + above + unseen
    return _answer(query, edition, (best, worst), own, rivals)


def _answer(
    query: Query,
    edition: Edition,
    places: tuple[int, int | None],
    own: Amount,
    rivals: dict[str, _Bounds],
) -> Amount:
    best, worst = places
    ranking = sorted(
        [
            (query.partner or "", own.floor or ZERO),
            *((p, b.low) for p, b in rivals.items() if b.low or b.high == 0),
        ],
        key=lambda pair: (-pair[1], pair[0]),
    )
    name = label(query.measure, query.subject, query.partner or "", trade.product_of(query))
    amount = own.but(
        unit="rank", value=None, lower=None, missing=None, formula=f"place of {name}",
        parts=(Part("value", name, own.floor, own.unit, *edition[:2], edition.side),),
        detail={"best": best, "worst": worst, "ranking": tuple(ranking)},
    )  # fmt: skip
    if best == worst:
        return amount.but(value=Decimal(best))
    return amount.but(missing=Missing.INCOMPLETE, lower=Decimal(best))


def _as_level(query: Query) -> Query:
    measure = "trade_turnover" if query.measure == "trade_partner_rank" else query.measure
    return query.but(measure=measure, form="level", among=None)


def _flow(query: Query, edition: Edition, index: FactIndex, name: str) -> _Flow:
    is_import = name == "imports"
    book = SIDES[edition.side][is_import]
    series = Series(edition.source, edition.vintage, edition.relation, book)
    product = trade.product_of(query)
    side = "subject" if is_import else "partner"
    subject = query.subject
    cell = Cell(WORLD, subject, product) if is_import else Cell(subject, WORLD, product)
    period = query.period
    if period is None:
        return _Flow({}, None, {})
    found, gaps = {}, {}
    for other in index.others(series, cell, side, days_around(period)):
        if other not in (subject, WORLD) and is_one_state(other):
            pair = (other, subject) if is_import else (subject, other)
            amount = index.amount(series, Cell(*pair, product), period)
            if amount.floor is not None:
                found[other] = amount
            elif amount.gap is not None:
                gaps[other] = amount.gap
    whole = index.amount(series, cell, period)
    if (whole.value is None or book == "reconciled") and index.covers_everybody(
        series, cell, period, side
    ):
        # Such a total is but the sum of these rows and leaves no rest: the past of a partner
        # without a row is all that bounds it.
        return _Flow(found, ZERO, gaps)
    return _Flow(found, residual(found, whole), {})


def ceiling(query: Query, edition: Edition, index: FactIndex) -> Decimal | None:
    """The most that a level can be whose members are partly unobserved: the bound from below and
    what all observed partners leave of the totals; None where a total is not at hand."""
    flows = [_flow(query, edition, index, name) for name in trade.FLOWS[query.measure]]
    amount = trade.level(_as_level(query), edition, index)
    if amount.lower is None or any(map(is_time, amount.lacking)):
        return None
    return _with_rests(amount.lower, [None if each.gaps else each.rest for each in flows])


def _with_rests(low: Decimal, rests: list[Decimal | None]) -> Decimal | None:
    """The most that an amount of at least `low` can be; None where a total is not at hand."""
    most = low
    for rest in rests:
        if rest is None:
            return None
        most = EXACT.add(most, rest)
    return most


def residual(by_partner: dict[str, Amount], whole: Amount) -> Decimal | None:
    """What the observed partners leave of the total; None without a total in the same unit."""
    if whole.value is None or are_of_several_units((whole, *by_partner.values())):
        return None
    rest = whole.value
    for amount in by_partner.values():
        rest = EXACT.subtract(rest, amount.floor or ZERO)
    return max(rest, ZERO)


def _bounds(flows: list[_Flow], partner: str) -> _Bounds:
    low, high = ZERO, ZERO
    unbounded = False
    for flow in flows:
        amount = flow.by_partner.get(partner)
        low = EXACT.add(low, (amount.floor if amount else None) or ZERO)
        gap = flow.gaps.get(partner)
        if amount is not None and amount.value is not None:
            high = EXACT.add(high, amount.value)
        elif gap is not None:
            unbounded = unbounded or gap.most is None
            high = EXACT.add(high, gap.most or ZERO)
        elif flow.rest is None:
            unbounded = True
        else:
            high = EXACT.add(high, EXACT.add((amount.floor if amount else None) or ZERO, flow.rest))
    return _Bounds(low, None if unbounded else high)


def _own_bounds(own: Amount, flows: list[_Flow]) -> _Bounds:
    low = own.floor or ZERO
    if own.value is not None:
        return _Bounds(low, low)
    return _Bounds(low, _with_rests(low, [flow.rest for flow in flows]))


def _unseen(
    query: Query,
    flows: list[_Flow],
    sets: tuple[set[str], set[str] | None],
    rivals: dict[str, _Bounds],
    ours: _Bounds,
) -> int | None:
    """How many partners without any row could be larger; None where that is not bounded."""
    mine, scope = sets
    unlisted = None if scope is None else len(scope - mine - set(rivals) - {query.subject})
    rest = _with_rests(ZERO, [flow.rest for flow in flows])
    if rest is None:
        return 0 if unlisted == 0 else None
    if rest <= ours.low:
        return 0
    if ours.low == 0:
        return None
    most = int(EXACT.divide_int(rest, ours.low))
    return most if unlisted is None else min(most, unlisted)
