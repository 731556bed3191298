"""Deliveries of major arms, in SIPRI's trend-indicator values (TIV), which are no money.

The traps: a printed 0 is a volume below half a million and never nothing; a register states what a
deal delivered over several years and nothing of a single one. So a sum of such noughts is a bound,
and a register answers for five years or more together, SIPRI's own usual span, never for one.

Source: SIPRI Arms Transfers Database, sources and methods.
"""

from decimal import Decimal

from visavis.measures.figures import bilateral, change
from visavis.measures.figures.amounts import EXACT, Amount
from visavis.measures.figures.base import Edition, by_preference, undefined
from visavis.measures.figures.bilateral import Kind
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import parties
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Missing
from visavis.model.queries import CHANGES, Query
from visavis.model.relations import relation

__all__ = ["LEAST_YEARS", "amount", "editions"]

KINDS = {
    "arms_exports": Kind(inward=False, words="arms exports of {} to {}"),
    "arms_imports": Kind(inward=True, words="arms imports of {} from {}"),
    "arms_orders": Kind(inward=True, words="arms orders of {} from {}"),
}
_REGISTER = "arms_deliveries"
_WEAPONS = (ALL_PRODUCTS, "", "arms")
"""Words for the goods that mean all major arms."""

LEAST_YEARS = 5
"""Years that a register's deliveries have to be added up over, by our judgement: over twenty years
equal splitting comes within 2 % of SIPRI's own totals, in a single year within 7 to 24 %."""

_HALF_MILLION = Decimal(500_000)


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The releases of tables, else those of registers; SIPRI's is nobody's own book.

    A register's equal parts say nothing beside a table that answers.
    """
    if query.book not in (None, "publisher"):
        return ()
    found = _held(query, index)
    tables = tuple(each for each in found if each.relation != _REGISTER)
    if len(tables) in (0, len(found)):
        return found
    answered = any(amount(query, each, index).value is not None for each in tables)
    return tables if answered else found


def _held(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    return tuple(
        Edition(series.source, series.vintage, "publisher", series.relation)
        for stored in relation(query.measure).relations
        for series in sorted(
            index.series(stored, query.vintage),
            key=lambda each: (*by_preference(query.measure, each.source), each.vintage),
        )
        if query.source in (None, series.source)
    )


def amount(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The volume in whole TIV (or the count of orders), its share, rank or change.

    A share is of the owner's own total in the same table. A window is the sum of its years.
    """
    if query.product not in _WEAPONS or query.without:
        return Amount(missing=Missing.NO_SOURCE)
    if query.form in CHANGES:
        return change.change(query, edition, index, amount)
    refusal = _refusal(query, edition)
    if refusal is not None:
        return refusal
    kind = KINDS[query.measure]
    if query.form == "rank":
        return _described(bilateral.rank(query, kind, edition, index), edition)
    top = _bounded(query, edition, index, bilateral.level(query, kind, edition, index))
    if query.form == "share":
        if query.denominator not in (None, query.measure):
            return undefined(f"a share of {query.denominator}")
        whole = query.but(partner=WORLD, form="level")
        bottom = bilateral.level(whole, kind, edition, index)
        return _described(bilateral.share(query, top, bottom), edition)
    return _described(top, edition)


def _refusal(query: Query, edition: Edition) -> Amount | None:
    """Why a register does not answer, or None."""
    if edition.relation != _REGISTER or query.period is None:
        return None
    if len(query.period.years) < LEAST_YEARS:
        return undefined("a register gives no yearly figure: ask for five years or more together")
    return None


def _described(found: Amount, edition: Edition) -> Amount:
    """The amount as SIPRI means it: where a table has all, a pair without a row had nothing."""
    found = found.but(inferred=False, assumed=frozenset())
    if edition.relation != _REGISTER:
        return found
    return found.but(valuations=frozenset({"split equally over years of delivery"}))


def _bounded(query: Query, edition: Edition, index: FactIndex, found: Amount) -> Amount:
    """The amount; where it is but printed noughts, a bound: above nothing, below half a million
    for each."""
    period = query.period
    if found.value != 0 or found.inferred or period is None or query.measure == "arms_orders":
        return found
    on, kind = period.end, KINDS[query.measure]
    pair = parties(query.subject, on), parties(query.partner or WORLD, on)
    senders, receivers = pair[::-1] if kind.inward else pair
    series = Series(*edition[:2], edition.relation, edition.side)
    noughts = sum(
        bool(index.amount(series, Cell(one, other, bilateral.PRODUCT), year).detail)
        for one in senders
        for other in receivers
        for year in period.each_year()
    )
    if not noughts:
        return found
    most = EXACT.multiply(_HALF_MILLION, Decimal(noughts))
    return found.but(
        value=None, lower=found.value, missing=Missing.INCOMPLETE,
        detail={**found.detail, "upper_bound": most,
                "reason": "printed as 0: above nothing, below half a million TIV a year"},
    )  # fmt: skip
