"""Shares: a flow as a part of the owner's total, of its GDP, of the world's; and printed shares.

The trap is the denominator. It is the *owner's* own total: China's share of Russia's exports is of
Russia's exports. Where the numerator's source has no such total, another source's is taken, and
the figure says so; amounts in different currencies are never divided.

Source: s_ij = X_ij / X_i, after Barbieri (2002); share of GDP after Oneal and Russett (1997).
"""

from dataclasses import replace

from visavis.measures.figures import trade
from visavis.measures.figures.amounts import HUNDRED, Amount, quotient, total
from visavis.measures.figures.base import Edition, Needs, by_preference, published, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.flows import label
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import forms_of, ranges_of
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Missing, Part
from visavis.model.queries import Query
from visavis.model.wanted import Wanted

__all__ = ["denominators", "editions", "needs", "own_total", "share", "sized", "variants"]

_OWN = {"exports": "exports", "imports": "imports", "trade": "trade_turnover"}
_PUBLISHED = {"exports": "published_share_exports", "imports": "published_share_imports"}
_TOTAL_SIDES = ("own", "publisher", "reconciled")
_SIZES = ("gdp", "population")


def needs(query: Query) -> Needs:
    """The rows of numerator and totals, the subject's GDP, and printed shares."""
    if query.period is None:
        return ()
    blocks = list(trade.needs(query))
    subjects = ranges_of(query.subject, query.period.end)
    for start, end in sorted({(block.start, block.end) for block in blocks}):
        if query.denominator == "gdp":
            gdp, nothing = frozenset({"gdp"}), frozenset({""})
            blocks.append(Wanted(gdp, subjects, nothing, nothing, start, end, query.vintage))
        if _is_printed(query):
            printed = frozenset(_PUBLISHED.values())
            goods = frozenset({ALL_PRODUCTS})
            blocks.append(Wanted(printed, subjects, None, goods, start, end, query.vintage))
        if query.denominator == "world":
            flows = frozenset({"goods_flow"})
            world = frozenset({WORLD})
            products = frozenset({trade.product_of(query)})
            blocks.append(Wanted(flows, world, world, products, start, end, query.vintage))
    if query.vintage is not None:
        # A total may be another publisher's, whose releases have other names.
        blocks += [replace(block, vintage=None) for block in blocks]
    return tuple(dict.fromkeys(blocks))


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The editions of the numerator, and last the sources that print the share itself."""
    found = trade.editions(query, index)
    if not _is_printed(query) or query.book not in (None, "publisher"):
        return found
    return (*found, *published(query, index, _PUBLISHED[trade.FLOWS[query.measure][0]]))


def _is_printed(query: Query) -> bool:
    own = trade.FLOWS[query.measure][0]
    return (
        query.measure in _PUBLISHED
        and trade.product_of(query) == ALL_PRODUCTS
        and query.denominator in (None, own)
        and query.denominator_source is None
        and not query.without
    )


def share(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The share in per cent; a bound from below where members are missing from the numerator.

    The denominator is the first of `denominators` that has a value.
    """
    if query.period is None:
        return undefined("no_period")
    if edition.relation != "goods_flow":
        return _printed(query, edition, index)
    if _is_whole(query):
        return undefined("a total as a share of itself")
    top = trade.level(query, edition, index)
    bottoms = [whole for _, whole in denominators(query, edition, index)]
    bottom = next((b for b in bottoms if b.value is not None), None)
    if bottom is None:
        bottom = min(bottoms, key=lambda b: b.rank, default=Amount(missing=Missing.NO_SOURCE))
    amount = quotient(top, bottom, times=HUNDRED, unit="pct")
    return amount.but(
        parts=(*_named(top, "numerator"), *_named(bottom, "denominator")),
        formula=f"{_bracketed(top.formula)} / {_bracketed(bottom.formula)}",
        detail={**top.detail, **amount.detail},
        valuations=top.valuations,
    )


def denominators(
    query: Query, edition: Edition, index: FactIndex
) -> tuple[tuple[Edition, Amount], ...]:
    """What the share may be taken of, each with its edition: the numerator's own source first."""
    kind = query.denominator or _default(query)
    if kind in _SIZES:
        return sized(query, index, kind)
    if kind == "flow":
        whole = query.but(
            measure=_family(query), product=ALL_PRODUCTS, without=(), form="level", denominator=None
        )
        return ((edition, trade.level(whole, edition, index)),)
    if kind == "world":
        return own_total(query.but(subject=WORLD), edition, index, (_family(query), ALL_PRODUCTS))
    if kind == "product":
        return own_total(query, edition, index, (_family(query), trade.product_of(query)))
    if kind in _OWN:
        return own_total(query, edition, index, (_OWN[kind], ALL_PRODUCTS))
    return ()


def own_total(
    query: Query, edition: Edition, index: FactIndex, what: tuple[str, str]
) -> tuple[tuple[Edition, Amount], ...]:
    """The subject's total of `(measure, product)` in every source that has one."""
    measure, product = what
    whole = query.but(
        measure=measure, product=product, partner=WORLD, form="level", denominator=None,
        without=(), book=None, source=query.denominator_source, denominator_source=None,
    )  # fmt: skip
    named = {series[:2] for series in index.beside("goods_flow", query.vintage)}
    editions = (*trade.editions(whole, index), *trade.editions(whole.but(vintage=None), index))
    found = [e for e in dict.fromkeys(editions) if e.side in _TOTAL_SIDES and e[:2] in named]
    found.sort(key=lambda e: (e.source != edition.source, _TOTAL_SIDES.index(e.side)))
    return tuple((each, trade.level(whole, each, index)) for each in found)


def sized(query: Query, index: FactIndex, relation: str) -> tuple[tuple[Edition, Amount], ...]:
    """The subject's GDP or population in every source that has it; for a group the sum."""
    period = query.period
    if period is None:
        return ()
    found = []
    for series in index.beside(relation, query.vintage):
        if query.denominator_source not in (None, series.source):
            continue
        best: Amount | None = None
        for form in forms_of(query.subject, period.end):
            amounts = [(one, index.amount(series, Cell(one, "", ""), period)) for one in form]
            amount = amounts[0][1] if len(form) == 1 else total(amounts)
            if best is None or amount.rank < best.rank:
                best = amount
        if best is not None:
            words = f"{relation.upper() if relation == 'gdp' else relation} of {query.subject}"
            edition = Edition(series.source, series.vintage, "publisher", relation)
            part = Part("value", words, best.floor, best.unit, *edition[:2], "publisher")
            found.append((edition, best.but(parts=(part,), formula=words)))
    found.sort(key=lambda pair: by_preference(relation, pair[0].source))
    return tuple(found)


def _default(query: Query) -> str:
    """The total of the measure itself; of the same family of goods where one is asked about."""
    if trade.product_of(query) != ALL_PRODUCTS and query.partner not in (None, WORLD):
        return "product"
    family = _family(query)
    return "trade" if family in ("trade_turnover", "trade_surplus", "trade_deficit") else family


def _family(query: Query) -> str:
    flows = trade.FLOWS[query.measure]
    return flows[0] if len(flows) == 1 else "trade_turnover"


def _is_whole(query: Query) -> bool:
    """Whether numerator and denominator are the same total."""
    return (
        query.partner in (None, WORLD)
        and trade.product_of(query) == ALL_PRODUCTS
        and not query.without
        and query.measure in ("exports", "imports", "trade_turnover")
        and (query.denominator or _default(query)) == _default(query)
    )


def _printed(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The share as its publisher prints it; a group's is the sum of its members'."""
    if query.period is None or query.partner is None:
        return undefined("no_partner")
    series = Series(edition.source, edition.vintage, edition.relation, edition.side)
    words = f"{label(query.measure, query.subject, query.partner)}, share as printed"
    amounts = []
    for partner in forms_of(query.partner, query.period.end)[-1]:
        cell = Cell(query.subject, partner, ALL_PRODUCTS)
        if partner != query.subject:
            amounts.append((partner, index.amount(series, cell, query.period)))
    if not amounts:
        return undefined("a state with itself")
    amount = amounts[0][1] if len(amounts) == 1 else total(amounts)
    part = Part("value", words, amount.floor, amount.unit, *edition[:2], "publisher")
    return amount.but(parts=(part,), formula=words, unit=amount.unit or "pct")


def _named(amount: Amount, name: str) -> tuple[Part, ...]:
    """The parts as one named part; its own parts follow where there is more than one."""
    if not amount.parts:
        return ()
    first = amount.parts[0]
    books = {part.book for part in amount.parts}
    book = first.book if len(books) == 1 else "own"
    whole = Part(name, amount.formula, amount.floor, amount.unit, first.source, first.vintage, book)
    return (whole,) if len(amount.parts) == 1 else (whole, *amount.parts)


def _bracketed(formula: str) -> str:
    return f"({formula})" if " + " in formula or " - " in formula else formula


def variants(query: Query, edition: Edition, index: FactIndex) -> tuple[Query, ...]:
    """A share pinned to each source of its denominator; else the query alone.

    Where the numerator's own source has the total, no other is mixed with it.
    """
    if query.form != "share" or edition.relation != "goods_flow" or query.denominator_source:
        return (query,)
    sources = [e.source for e, amount in denominators(query, edition, index) if amount.value]
    if edition.source in sources:
        sources = [edition.source]
    return tuple(query.but(denominator_source=s) for s in dict.fromkeys(sources)) or (query,)
