"""Goods trade between two sides: exports, imports, turnover, balance; of all goods or a family.

The trap is whose book. A flow is stored once, exporter first; Russia's own book holds its exports
as the exporter's and its imports as the importer's. A turnover in Russia's book takes both.

Source: the field's usage; turnover T_ij = X_ij + M_ij as in Barbieri (2002), The Liberal Illusion.
"""

from functools import cache

from visavis.measures.amounts import Amount, difference, total
from visavis.measures.base import Edition, Needs, by_preference, undefined
from visavis.measures.index import Cell, FactIndex, Series
from visavis.measures.parties import forms_of, is_one_state, ranges_of
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Missing, Part
from visavis.model.groups import is_group
from visavis.model.periods import Period
from visavis.model.products import disjoint
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.model.states import all_states
from visavis.model.wanted import Wanted

__all__ = [
    "FLOWS",
    "SIDES",
    "book_of",
    "cell_amount",
    "editions",
    "flow",
    "label",
    "level",
    "needs",
    "product_of",
]

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

SIDES: dict[str, tuple[str, str]] = {
    "own": ("exporter", "importer"),
    "partner": ("importer", "exporter"),
    "reconciled": ("reconciled", "reconciled"),
    "publisher": ("publisher", "publisher"),
    "exporter": ("exporter", "exporter"),
    "importer": ("importer", "importer"),
}
"""The stored book of the subject's exports and of its imports, for each side."""

_BALANCES = ("trade_surplus", "trade_deficit")
_DEFAULT = ("own", "partner", "reconciled", "publisher")


def product_of(query: Query) -> str:
    """The product family asked about: the query's, else the one that the measure itself means."""
    return query.product if query.product != ALL_PRODUCTS else relation(query.measure).product


def label(measure: str, subject: str, partner: str, product: str = ALL_PRODUCTS) -> str:
    """The flow in the field's words: `exports of RUS to CHN`, `coal imports of JPN from AUS`."""
    words = {"exports": ("exports", "to"), "imports": ("imports", "from")}
    name, preposition = words.get(measure, ("trade", "with"))
    goods = "" if product == ALL_PRODUCTS else f"{product} "
    other = "the world" if partner == WORLD else partner
    return f"{goods}{name} of {subject} {preposition} {other}"


def needs(query: Query) -> Needs:
    """Both directions between all ids under which the two may stand, and their totals.

    For a rank, a group and a single family also all other partners, in the period alone.
    """
    if query.period is None:
        return ()
    on = query.period.end
    partner = query.partner or WORLD
    spans = [query.period] + ([query.baseline] if query.baseline else [])
    if query.form in ("growth", "multiple", "change_abs", "change_pp") and not query.baseline:
        spans.append(query.period.shifted(-1))
    subjects = ranges_of(query.subject, on)
    partners = ranges_of(partner, on) | {WORLD}
    whole = query.form == "rank" or query.measure == "trade_partner_rank"
    product = product_of(query)
    products = frozenset({product, ALL_PRODUCTS, *query.without})
    everybody = whole or product != ALL_PRODUCTS or not is_one_state(partner)
    if partner == WORLD and len(subjects) > 1:
        partners |= subjects
    others = None if everybody else partners
    relations = frozenset({"goods_flow"})
    return tuple(
        Wanted(relations, exporters, importers, products, span.start, span.end, query.vintage)
        for span in spans
        for exporters, importers in ((subjects, others), (others, subjects))
    )


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The releases and sides that carry any of the flows: own book, partner's, reconciled, other;
    within each, sources in the order of relations.csv."""
    sides = _sides_asked(query)
    found = set()
    for series in index.series("goods_flow", query.vintage):
        if query.source is not None and series.source != query.source:
            continue
        for side in sides:
            books = SIDES[side]
            flows = FLOWS[query.measure]
            if any(series.book == books[flow == "imports"] for flow in flows):
                found.add(Edition(series.source, series.vintage, side))
    return tuple(
        sorted(
            found,
            key=lambda e: (sides.index(e.side), by_preference(query.measure, e.source), e.vintage),
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
    period = query.period
    if period is None:
        return undefined("no_period")
    product = product_of(query)
    flows = FLOWS[query.measure]
    amounts = []
    for name in flows:
        amount = flow(
            index, edition, (name, query.subject, query.partner or WORLD, product), period
        )
        for family in disjoint(query.without):
            less = flow(
                index, edition, (name, query.subject, query.partner or WORLD, family), period
            )
            amount = difference(amount, less).but(
                parts=(*amount.parts, *less.parts), formula=f"{amount.formula} - {less.formula}"
            )
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


def flow(
    index: FactIndex, edition: Edition, what: tuple[str, str, str, str], period: Period
) -> Amount:
    """One flow, by `(name, subject, partner, product)`: the publisher's own row for a group where
    there is one, else the sum over its members on the period's last day."""
    key = (edition, what, period)
    found = index.worked_out.get(key)
    if found is None:
        found = index.worked_out[key] = _flow(index, edition, what, period)
    return found


def _flow(
    index: FactIndex, edition: Edition, what: tuple[str, str, str, str], period: Period
) -> Amount:
    name, subject, partner, product = what
    is_import = name == "imports"
    exporter, importer = (partner, subject) if is_import else (subject, partner)
    book = SIDES[edition.side][is_import]
    series = Series(edition.source, edition.vintage, edition.relation, book)
    words = label(name, subject, partner, product)
    sides = [_reach(side, period) for side in (exporter, importer)]
    if not index.touches(series, sides[0], sides[1], product):
        return Amount(missing=Missing.NO_SOURCE, formula=words)
    best: Amount | None = None
    for exporters in forms_of(exporter, period.end):
        for importers in forms_of(importer, period.end):
            amount = _between(index, series, (exporters, importers, product), period)
            if best is None or amount.rank < best.rank:
                best = amount
    if best is None:
        best = Amount(missing=Missing.NOT_A_STATE)
    part = Part(name, words, best.floor, best.unit, edition.source, edition.vintage, book)
    return best.but(parts=(part,), formula=words)


def _reach(identifier: str, period: Period) -> frozenset[str]:
    """The ids whose rows could answer for it; a total may also be added up from all others."""
    found = ranges_of(identifier, period.end)
    return found | _all_states() if identifier == WORLD else found


@cache
def _all_states() -> frozenset[str]:
    return frozenset(each.id for each in all_states())


def _between(
    index: FactIndex,
    series: Series,
    sides: tuple[tuple[str, ...], tuple[str, ...], str],
    period: Period,
) -> Amount:
    """The sum over all pairs of exporters and importers but those of a state with itself."""
    exporters, importers, product = sides
    if (WORLD,) in (exporters, importers) and len(exporters) + len(importers) > 2:
        return _with_the_rest(index, series, sides, period)
    outer_is_exporter = len(importers) == 1
    outer, inner = (exporters, importers) if outer_is_exporter else (importers, exporters)
    named = []
    for one in outer:
        cells = [
            Cell(one, other, product) if outer_is_exporter else Cell(other, one, product)
            for other in inner
            if other != one
        ]
        if cells:
            amounts = [("", cell_amount(index, series, cell, period)) for cell in cells]
            named.append((one, amounts[0][1] if len(amounts) == 1 else total(amounts)))
    if not named:
        return undefined("a state with itself")
    if len(outer) == 1:
        return named[0][1]
    return total(named)


def _with_the_rest(
    index: FactIndex,
    series: Series,
    sides: tuple[tuple[str, ...], tuple[str, ...], str],
    period: Period,
) -> Amount:
    """A group's trade with the world: the members' totals less their trade with one another."""
    exporters, importers, product = sides
    group = exporters if importers == (WORLD,) else importers
    gross = []
    for member in group:
        pair = (member, WORLD) if group is exporters else (WORLD, member)
        gross.append((member, cell_amount(index, series, Cell(*pair, product), period)))
    summed = total(gross)
    if summed.value is None:
        return summed.but(lower=None)
    inside = _between(index, series, (group, group, product), period)
    return difference(summed, inside).but(present=summed.present)


def cell_amount(index: FactIndex, series: Series, cell: Cell, period: Period) -> Amount:
    """One cell; a total without a row of its own is added up where rows are known to be all."""
    amount = index.amount(series, cell, period)
    if amount.floor is not None or WORLD not in cell[:2]:
        return amount
    side = "partner" if cell.partner == WORLD else "subject"
    if not index.covers_everybody(series, cell, period, side):
        return amount
    own = cell.subject if side == "partner" else cell.partner
    others = [
        other
        for other in index.others(series, cell, side)
        if other not in (own, WORLD) and not is_group(other)
    ]
    pairs = [(own, other) if side == "partner" else (other, own) for other in others]
    amounts = [("", index.amount(series, Cell(*pair, cell.product), period)) for pair in pairs]
    return total(amounts) if amounts else amount
