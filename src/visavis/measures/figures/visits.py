"""Journeys of leaders and ministers from one state to another, counted and listed.

A journey counts on the day on which it starts; one of which a list knows the year alone lasts all
of it, and counts in spans of whole years. Who is counted (presidents, foreign ministers) is the
publisher's choice: the formula says it, `detail` counts by role, and lists are never added up.
"""

from collections import Counter
from datetime import date
from decimal import Decimal

from visavis.measures.figures.amounts import Amount
from visavis.measures.figures.base import Edition, Needs, published, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import parties
from visavis.model.facts import WORLD, Trip
from visavis.model.figures import Missing, Part, RowRef
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.wanted import Wanted

__all__ = ["editions", "needs", "visits"]

_COUNTED = {
    "china_visits": "presidents, premiers and party leaders by year, no ministers",
    "colt": "heads of state and of government, no ministers",
    "us_state_visits": "presidents and secretaries of state, of visitors to the US their leaders",
}
"""Whom each list counts, in words."""


def needs(query: Query) -> Needs:
    """All journeys between the two in the period."""
    if query.period is None:
        return ()
    on = query.period.end
    travellers = None if query.subject == WORLD else frozenset(parties(query.subject, on))
    partner = query.partner or WORLD
    hosts = None if partner == WORLD else frozenset(parties(partner, on))
    trips = frozenset({"trips"})
    start, end = query.period.start, query.period.end
    return (Wanted(trips, travellers, hosts, None, start, end, query.vintage, "trips"),)


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The sources of journeys, in the order of relations.csv."""
    return published(query, index, "trips")


def visits(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """How many journeys from the subject to the partner start in the period; `detail["trips"]`.

    Zero only where the publisher covers the pair for the whole period; where it covers a part of
    it, the count is a bound from below.
    """
    period = query.period
    if period is None:
        return undefined("no_period")
    partner = query.partner or WORLD
    travellers, hosts = parties(query.subject, period.end), parties(partner, period.end)
    series = Series(edition.source, edition.vintage, "trips", "publisher")
    cells = [Cell(a, b, "") for a in travellers for b in hosts if a != b or a == WORLD]
    if not any(index.carries(series, cell) for cell in cells):
        return Amount(missing=Missing.NO_SOURCE, unit="count")
    found = [
        trip
        for source, vintage, trip in index.trips
        if (source, vintage) == edition[:2]
        and _is_in(trip, period)
        and (travellers == (WORLD,) or trip.traveller in travellers)
        and (hosts == (WORLD,) or trip.host in hosts)
    ]
    is_covered = all(_is_zero_without_rows(index, series, cell, period) for cell in cells)
    return _counted(query, edition, found, is_covered=is_covered)


def _is_in(trip: Trip, period: Period) -> bool:
    """Whether it starts in the period; one known by its year alone has to lie in it as a whole."""
    is_year = (trip.start, trip.end) == (date(trip.start.year, 1, 1), date(trip.start.year, 12, 31))
    return period.start <= trip.start <= period.end and (not is_year or trip.end <= period.end)


def _is_zero_without_rows(index: FactIndex, series: Series, cell: Cell, period: Period) -> bool:
    if WORLD not in cell:
        return index.meaning(series, cell, period.start, period.end) == "zero"
    side = "subject" if cell.subject == WORLD else "partner"
    return index.covers_everybody(series, cell, period, side)


def _counted(query: Query, edition: Edition, found: list[Trip], *, is_covered: bool) -> Amount:
    source, vintage = edition[:2]
    words = f"visits of {query.subject} to {query.partner or 'the world'}"
    who = _COUNTED.get(source)
    count = Decimal(len(found))
    base = Amount(
        unit="count",
        rows=tuple(RowRef(source, vintage, trip.origin_row) for trip in found),
        vintages=frozenset({(source, vintage)}),
        formula=f"{words}, counting {who}" if who else words,
        parts=(Part("value", words, count, "count", source, vintage, "publisher"),),
        detail={
            "by_role": dict(sorted(Counter(trip.role for trip in found).items())),
            "trips": tuple(_described(trip) for trip in found),
        },
    )
    if is_covered:
        return base.but(value=count)
    if found:
        return base.but(missing=Missing.INCOMPLETE, lower=count)
    return base.but(missing=Missing.OUT_OF_COVERAGE)


def _described(trip: Trip) -> dict[str, str]:
    return {
        "start": trip.start.isoformat(), "end": trip.end.isoformat(), "role": trip.role,
        "name": trip.name, "traveller": trip.traveller, "host": trip.host, "place": trip.place,
    }  # fmt: skip
