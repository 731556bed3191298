"""Stocks of direct investment at the end of a year, by immediate counterpart, in two books.

The trap is the word. Announced, registered, by immediate and by ultimate owner are four amounts,
and flows are a fifth: only positions by immediate owner are read here. The other trap is the sum:
positions of two years are the same capital twice, so they are never added up.

Source: IMF, Direct Investment Positions; definitions of the OECD Benchmark Definition, 4th edition.
"""

from visavis.measures.figures import bilateral, change
from visavis.measures.figures.amounts import Amount
from visavis.measures.figures.base import Edition, Needs, by_preference, undefined
from visavis.measures.figures.bilateral import Kind
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import is_one_state
from visavis.measures.figures.shares import sized
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Missing
from visavis.model.queries import CHANGES, Query
from visavis.model.wanted import Wanted

__all__ = ["amount", "editions", "needs"]

KINDS = {
    "fdi_in_stock": Kind(inward=True, words="direct investment in {} from {}"),
    "fdi_out_stock": Kind(inward=False, words="direct investment of {} in {}"),
}
_RELATION = "fdi_stock"
_SIDES = ("own", "partner")


def needs(query: Query) -> Needs:
    """Positions of the subject, and its GDP for a share of that."""
    blocks = bilateral.needs(query)
    if query.denominator != "gdp" or query.period is None:
        return blocks
    nothing, gdp = frozenset({""}), frozenset({"gdp"})
    subject = frozenset({query.subject})
    start, end = query.period.start, query.period.end
    # GDP is another publisher's, whose releases have other names than the one asked for.
    sizes = [
        Wanted(gdp, subject, nothing, nothing, start, end, vintage)
        for vintage in dict.fromkeys((query.vintage, None))
    ]
    return (*blocks, *sizes)


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The subject's own report, then that of the other side."""
    sides = _SIDES if query.book is None else tuple(s for s in _SIDES if s == query.book)
    inward = KINDS[query.measure].inward
    books = {"own": ("investor", "host")[inward], "partner": ("host", "investor")[inward]}
    return tuple(
        Edition(series.source, series.vintage, side, _RELATION)
        for side in sides
        for series in sorted(
            index.series(_RELATION, query.vintage),
            key=lambda each: (*by_preference(query.measure, each.source), each.vintage),
        )
        if series.book == books[side] and query.source in (None, series.source)
    )


def amount(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The position in US dollars at the end of the year, its share of all, place or change."""
    if query.product not in (ALL_PRODUCTS, "") or query.without:
        return Amount(missing=Missing.NO_SOURCE)
    if query.form in CHANGES:
        return change.change(query, edition, index, amount)
    kind = KINDS[query.measure]
    if query.form == "rank":
        return bilateral.rank(query, kind, edition, index)
    if query.partner in (None, WORLD) and not is_one_state(query.subject):
        return undefined("a group's total: with its members' positions in one another or without")
    top = bilateral.level(query, kind, edition, index)
    if query.form != "share":
        return top
    if query.denominator == "gdp":
        sizes = [size for _, size in sized(query, index, "gdp")]
        bottom = next((size for size in sizes if size.value is not None), None)
        return bilateral.share(query, top, bottom or Amount(missing=Missing.NO_SOURCE))
    if query.denominator not in (None, "fdi") or not is_one_state(query.subject):
        return undefined(f"a share of {query.denominator or 'a total of a group'}")
    whole = query.but(partner=WORLD, form="level")
    bottom = bilateral.level(whole, kind, edition, index)
    return bilateral.share(query.but(denominator=None), top, bottom)
