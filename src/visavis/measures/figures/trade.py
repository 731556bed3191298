"""Goods trade between two sides: exports, imports, turnover, balance; of all goods or a family.

The trap is whose book. A flow is stored once, exporter first; Russia's own book holds its exports
as the exporter's and its imports as the importer's. A turnover in Russia's book takes both.

Source: the field's usage; turnover T_ij = X_ij + M_ij as in Barbieri (2002), The Liberal Illusion.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from visavis.measures.figures.absence import NEIGHBOURS
from visavis.measures.figures.amounts import Amount, difference, total
from visavis.measures.figures.base import Edition, by_preference, undefined
from visavis.measures.figures.covers import Series
from visavis.measures.figures.flows import SIDES, flow, reach
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import is_one_state, parties, ranges_of
from visavis.measures.figures.silent import LOOK_BACK, mirrored_total
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Missing
from visavis.model.geography import places
from visavis.model.periods import Period
from visavis.model.products import disjoint
from visavis.model.queries import CHANGES, Query
from visavis.model.relations import relation
from visavis.model.wanted import Wanted

__all__ = ["FLOWS", "book_of", "covered", "editions", "level", "needs", "product_of"]

FLOWS: dict[str, tuple[str, ...]] = {
    "exports": ("exports",), "imports": ("imports",),
    "product_exports": ("exports",), "product_imports": ("imports",),
    "oil_exports": ("exports",), "oil_imports": ("imports",),
    "gas_exports": ("exports",), "gas_imports": ("imports",),
    "trade_turnover": ("exports", "imports"),
    "trade_partner_rank": ("exports", "imports"),
    "trade_surplus": ("exports", "imports"), "trade_deficit": ("imports", "exports"),
}  # fmt: skip
"""The flows of each measure; a surplus is the first less the second."""

_BALANCES = ("trade_surplus", "trade_deficit")
_DEFAULT = ("own", "partner", "reconciled", "publisher")


def product_of(query: Query) -> str:
    """The product family asked about: the query's, else the one that the measure itself means."""
    return query.product if query.product != ALL_PRODUCTS else relation(query.measure).product


def needs(query: Query) -> tuple[Wanted, ...]:
    """Both directions between all ids under which the two may stand, and their totals.

    For a rank, a group and a single family also all other partners, in the period alone; for a
    state what it reported itself in the years before, should it have fallen silent.
    """
    if query.period is None:
        return ()
    on = query.period.end
    partner = query.partner or WORLD
    spans = [query.period] + ([query.baseline] if query.baseline else [])
    if query.form in CHANGES and not query.baseline:
        spans.append(query.period.shifted(-1))
    subjects = ranges_of(query.subject, on)
    partners = ranges_of(partner, on) | {WORLD}
    whole = query.form == "rank" or query.measure == "trade_partner_rank"
    product = product_of(query)
    families = {word for word in query.without if not places(word)}
    products = frozenset({product, ALL_PRODUCTS, *families})
    by_goods = product != ALL_PRODUCTS or bool(query.without)
    mirrored = partner == WORLD and query.book is not None
    everybody = whole or by_goods or mirrored or not is_one_state(partner)
    if partner == WORLD and len(subjects) > 1:
        partners |= subjects
    others = None if everybody else partners
    relations = frozenset({"goods_flow"})
    blocks = [
        Wanted(relations, exporters, importers, products, *around(span), query.vintage)
        for span in spans
        for exporters, importers in ((subjects, others), (others, subjects))
    ]
    flows = FLOWS[query.measure]
    if product == ALL_PRODUCTS and is_one_state(query.subject):
        days = around(query.period, back=LOOK_BACK)
        sides = {"exports": (subjects, others), "imports": (others, subjects)}
        blocks += [Wanted(relations, *sides[flow], frozenset({product}), *days) for flow in flows]
    return tuple(blocks)


def around(span: Period, back: int = NEIGHBOURS) -> tuple[date, date]:
    """The span with the years whose rows tell whether no row can be zero, in steps of five years,
    so that questions about neighbouring years need the same rows."""
    first = (span.start.year - back) // NEIGHBOURS * NEIGHBOURS
    last = -((span.end.year + NEIGHBOURS + 1) // -NEIGHBOURS) * NEIGHBOURS - 1
    return date(max(first, 1), 1, 1), date(min(last, date.max.year), 12, 31)


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The releases and sides that carry any of the flows: own book, partner's, reconciled, other;
    within each, sources in the order of relations.csv."""
    series = index.series("goods_flow", query.vintage)
    return _editions(series, query.measure, query.source, _sides_asked(query))


@lru_cache(maxsize=1024)
def _editions(
    held: tuple[Series, ...], measure: str, source: str | None, sides: tuple[str, ...]
) -> tuple[Edition, ...]:
    found = set()
    for series in held:
        if source is not None and series.source != source:
            continue
        for side in sides:
            books = SIDES[side]
            if any(series.book == books[flow == "imports"] for flow in FLOWS[measure]):
                found.add(Edition(series.source, series.vintage, side))
    return tuple(
        sorted(
            found,
            key=lambda e: (sides.index(e.side), by_preference(measure, e.source), e.vintage),
        )
    )


def _sides_asked(query: Query) -> tuple[str, ...]:
    if query.book is None:
        return _DEFAULT
    flows = FLOWS[query.measure]
    if len(flows) == 1 and query.book in ("exporter", "importer"):
        own = "exporter" if flows == ("exports",) else "importer"
        return ("own",) if query.book == own else ("partner",)
    return (query.book,) if query.book in SIDES else ()


def book_of(query: Query, side: str) -> str:
    """The side as a figure states it: `exporter` or `importer` where there is one flow."""
    flows = FLOWS.get(query.measure, ())
    if len(flows) != 1 or side not in ("own", "partner"):
        return side
    return SIDES[side][flows == ("imports",)]


def level(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The amount of the flow, turnover or balance in one edition, in the unit of its rows.

    A turnover that lacks one of its flows is incomplete, a balance that lacks one is not known.
    Families in `without` are taken off; each of them must be in the same edition.
    """
    if query.period is None:
        return undefined("no_period")
    if _is_mirrored(query, edition):
        flow_of = FLOWS[query.measure][0], query.subject
        return mirrored_total(flow_of, edition, index, query.period)
    asked = query.measure, query.subject, query.partner, query.product, query.without
    key = ("level", asked, query.period, edition)
    found = index.worked_out.get(key)
    if found is None:
        found = index.worked_out[key] = _level(query, edition, index, query.period)
    return found


def _is_mirrored(query: Query, edition: Edition) -> bool:
    """Whether a state's total is asked out of its partners' books, by name: never by default."""
    return (
        query.book is not None
        and edition.side == "partner"
        and query.partner in (None, WORLD)
        and product_of(query) == ALL_PRODUCTS
        and len(FLOWS[query.measure]) == 1
        and is_one_state(query.subject)
        and not query.without
    )


def _level(query: Query, edition: Edition, index: FactIndex, period: Period) -> Amount:
    product = product_of(query)
    flows = FLOWS[query.measure]
    amounts = []
    for name in flows:
        pair = name, query.subject, query.partner or WORLD
        amount = flow(index, edition, (*pair, product), period)
        if query.without:
            sold = partial(_part, index, edition, (name, query.subject), period)
            amount = _without(query, amount, sold)
        amounts.append(amount)
    if len(flows) == 1:
        return amounts[0]
    parts = tuple(part for amount in amounts for part in amount.parts)
    if query.measure in _BALANCES:
        right = f"({amounts[1].formula})" if query.without else amounts[1].formula
        formula = f"{amounts[0].formula} - {right}"
        return difference(amounts[0], amounts[1]).but(parts=parts, formula=formula)
    formula = " + ".join(amount.formula for amount in amounts)
    return total([("", amount) for amount in amounts]).but(parts=parts, formula=formula)


def _part(
    index: FactIndex, edition: Edition, whose: tuple[str, str], period: Period, *what: str
) -> Amount:
    """The flow `whose` (name and subject) towards a partner in one kind of goods: `what`."""
    partner, goods = what
    return flow(index, edition, (*whose, partner, goods), period)


def _without(query: Query, amount: Amount, sold: Callable[[str, str], Amount]) -> Amount:
    """The flow less the families and places left out; `sold(partner, product)` gives a part of it.

    A place is taken off with all its goods, a family with all partners but those places, so that
    nothing goes twice.
    """
    partner, goods = query.partner or WORLD, product_of(query)
    named = {place for word in query.without for place in places(word)} - {query.subject}
    if partner != WORLD and query.period is not None:
        named &= set(parties(partner, query.period.end))
    for place in sorted(named):
        amount = _less(amount, sold(place, goods), goods)
    for family in disjoint(word for word in query.without if not places(word)):
        less = sold(partner, family)
        for place in sorted(named):
            less = _less(less, sold(place, family), family)
        amount = _less(amount, less, family)
    return amount


def _less(amount: Amount, less: Amount, goods: str) -> Amount:
    """The amount without a part of it; no value where the edition does not know the part."""
    found = difference(amount, less).but(
        parts=(*amount.parts, *less.parts), formula=f"{amount.formula} - {less.formula}"
    )
    if less.missing is not Missing.NO_SOURCE:
        return found
    reason = f"no {goods} rows beside it" if goods != ALL_PRODUCTS else "no row of a place left out"
    return found.but(missing=Missing.NO_SOURCE, detail={"reason": reason})


def covered(query: Query, edition: Edition, index: FactIndex) -> str | None:
    """From when to when the edition covers the pair, as a period (`2006..2021`); None: never."""
    if query.period is None:
        return None
    first, other = (
        sorted(reach(side, query.period)) for side in (query.subject, query.partner or WORLD)
    )
    days = []
    for name in FLOWS[query.measure]:
        is_import = name == "imports"
        series = Series(*edition[:2], edition.relation, SIDES[edition.side][is_import])
        sides = (other, first) if is_import else (first, other)
        days += index.spans(series, (sides[0], sides[1], product_of(query)))
    if not days:
        return None
    return str(Period.of_days(min(start for start, _ in days), max(end for _, end in days)))
