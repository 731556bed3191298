"""Events between two states that machines coded out of news, counted by list and by class.

The traps: these are reports and no facts, so that nothing but a statement about the list itself is
held against them; a reciprocal act stands in two rows of a list and is counted once here; and a
count is of one list alone, for no two read the same news.
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from visavis.measures.figures.amounts import Amount
from visavis.measures.figures.base import Edition, Needs, published, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import parties
from visavis.model.facts import WORLD, CodedEvent
from visavis.model.figures import Missing, Part, RowRef
from visavis.model.queries import Query
from visavis.model.wanted import Wanted

__all__ = ["CODED", "coded_events", "editions", "needs"]

CODED: dict[str, tuple[str, ...]] = {
    "coded_events": (),
    "coded_cooperation": ("verbal_cooperation", "material_cooperation"),
    "coded_conflict": ("verbal_conflict", "material_conflict"),
}
"""Measures, and the classes of events that each counts; () for all, statements included."""

_RELATION = "coded_events"
_MIRROR = "="
"""Stands in the key of a row that repeats another from the other side's point of view."""


def needs(query: Query) -> Needs:
    """All coded events between the two in the period."""
    if query.period is None or query.partner in (None, WORLD) or query.subject == WORLD:
        return ()
    start, end = query.period.start, query.period.end
    sides = frozenset(parties(query.subject, end)), frozenset(parties(query.partner or "", end))
    relations = frozenset({_RELATION})
    return (Wanted(relations, *sides, None, start, end, query.vintage, "coded_events"),)


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The lists of coded events, in the order of relations.csv."""
    return published(query, index, _RELATION)


def coded_events(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """How many acts between the two, in either direction, the list has in the period.

    `detail` has `rows`, which count reciprocal acts twice, and acts by class and by code. Zero only
    where the list has every day of the period; where it has some, the count is a bound from below.
    """
    period = query.period
    if period is None:
        return undefined("no_period")
    if query.partner in (None, WORLD) or query.subject == WORLD:
        return undefined("no_partner")
    ours, theirs = parties(query.subject, period.end), parties(query.partner or "", period.end)
    series = Series(edition.source, edition.vintage, _RELATION, "publisher")
    cells = [Cell(a, b, "") for a in ours for b in theirs if a != b]
    if not any(index.carries(series, cell) for cell in cells):
        return Amount(missing=Missing.NO_SOURCE, unit="count")
    pairs = {frozenset((cell.subject, cell.partner)) for cell in cells}
    classes = CODED[query.measure]
    found = [
        event
        for event in index.coded_events
        if (event.source, event.vintage) == edition[:2]
        and period.start <= event.on <= period.end
        and frozenset((event.actor, event.target)) in pairs
        and (not classes or event.quad in classes)
    ]
    is_covered = all(
        index.meaning(series, cell, period.start, period.end) == "zero" for cell in cells
    )
    return _counted(query, edition, found, is_covered=is_covered)


def _counted(
    query: Query, edition: Edition, found: Sequence[CodedEvent], *, is_covered: bool
) -> Amount:
    source, vintage = edition[:2]
    acts = [event for event in found if _MIRROR not in event.key]
    count = Decimal(len(acts))
    words = f"{query.measure.replace('_', ' ')} between {query.subject} and {query.partner}"
    base = Amount(
        unit="count",
        rows=tuple(RowRef(source, vintage, event.origin_row) for event in found),
        vintages=frozenset({(source, vintage)}),
        formula=f"{words}, by machine from news, reciprocal acts once",
        parts=(Part("value", words, count, "count", source, vintage, "publisher"),),
        detail={
            "rows": len(found),
            "by_class": dict(sorted(Counter(event.quad or "statement" for event in acts).items())),
            "by_code": dict(sorted(Counter(event.code for event in acts).items())),
        },
    )
    if is_covered:
        return base.but(value=count)
    if found:
        return base.but(missing=Missing.INCOMPLETE, lower=count)
    return base.but(missing=Missing.OUT_OF_COVERAGE)
