"""The questions next to a claim's: one thing changed at a time, the cheapest change first.

The trap is the order: a hit is told with the number of neighbours in its ring and in the rings
within, so that what writers confuse most often has to come first.
"""

from collections.abc import Iterator

from visavis.checking.readings import Plan
from visavis.errors import UsageError
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.groups import all_groups, group, is_group
from visavis.model.periods import FISCAL_YEAR_STARTS, Period
from visavis.model.queries import Query
from visavis.model.relations import is_measure, relation

__all__ = ["CHANGES", "RINGS", "neighbours", "ring_of"]

CHANGES: dict[str, str] = {
    "direction": "the two sides exchanged",
    "flow": "exports, imports or both",
    "denominator": "the share of exports, imports, trade or GDP",
    "year_before": "the year before or after",
    "other_partner": "another partner that the same sentence names",
    "two_years_before": "two years before or after",
    "fiscal_year": "a fiscal year for a calendar year, or the reverse",
    "factor": "a factor of 10, 100 or 1,000",
    "without_gold": "without gold or energy",
    "with_hong_kong": "China with or without Hong Kong",
    "composition": "the group with other members (the EU with the United Kingdom)",
    "goods_and_services": "goods and services, where a source of them is held",
    "form": "a share for a growth, a change for a level, per cent for percentage points",
}
"""What is changed, ring by ring in the order of trying, as the documentation prints it."""

RINGS: tuple[tuple[str, ...], ...] = (
    ("direction", "flow", "denominator", "year_before", "year_after"),
    ("other_partner", "two_years_before", "two_years_after", "fiscal_year", "factor"),
)
"""What is tried together, the cheapest first; everything that no ring names is the last ring."""

_FLOWS = ("exports", "imports", "trade_turnover")
_OF_SHARES = ("gdp", "trade", "exports", "imports")


def neighbours(plan: Plan) -> tuple[tuple[str, Query], ...]:
    """(change, query) of every neighbour of the default reading, in the order of trying."""
    if not plan.literals or plan.by_window or plan.claim.form in ("rank", "position", "status"):
        return ()
    first = plan.literals[0].query
    literal = {each.query for each in plan.literals}
    found: dict[Query, str] = {}
    for change, query in _changes(first, plan.peers):
        if query not in literal:
            found.setdefault(query, change)
    ordered = sorted(found.items(), key=lambda each: ring_of(each[1]))
    return tuple((change, query) for query, change in ordered)


def ring_of(change: str) -> int:
    """The ring in which a change is tried, from 0."""
    kind = "factor" if change.startswith("factor") else change
    return next((n for n, ring in enumerate(RINGS) if kind in ring), len(RINGS))


def _changes(query: Query, peers: tuple[str, ...]) -> Iterator[tuple[str, Query]]:
    goods = "goods_flow" in relation(query.measure).relations
    if goods:
        yield from _sides(query)
        yield from _flows(query)
        yield from _denominators(query)
        yield from (("other_partner", query.but(partner=peer)) for peer in peers)
    yield from _years(query)
    yield from _fiscal(query)
    if goods:
        yield from _baskets(query)
        yield from _members(query)
        yield from _services(query)
        yield from _forms(query)


def _sides(query: Query) -> Iterator[tuple[str, Query]]:
    if query.partner not in (None, WORLD):
        is_same = relation(query.measure).symmetric and query.form == "level"
        if not is_same:
            yield "direction", query.but(subject=query.partner, partner=query.subject)


def _flows(query: Query) -> Iterator[tuple[str, Query]]:
    if query.measure in _FLOWS and query.product == ALL_PRODUCTS:
        for other in _FLOWS:
            if other != query.measure:
                own = query.denominator in ("exports", "imports", "trade")
                kept = None if own else query.denominator
                yield "flow", query.but(measure=other, denominator=kept)


def _denominators(query: Query) -> Iterator[tuple[str, Query]]:
    if query.form == "share":
        known = relation(query.measure).denominators
        for name in _OF_SHARES:
            if name in known and name != query.denominator:
                yield "denominator", query.but(denominator=name)


def _years(query: Query) -> Iterator[tuple[str, Query]]:
    if query.period is None:
        return
    for change, shift in (("year_before", -1), ("year_after", 1), ("two_years_before", -2),
                          ("two_years_after", 2)):  # fmt: skip
        try:
            moved = query.period.shifted(shift)
        except (UsageError, ValueError, OverflowError):
            continue
        baseline = query.baseline.shifted(shift) if query.baseline else None
        yield change, query.but(period=moved, baseline=baseline)


def _fiscal(query: Query) -> Iterator[tuple[str, Query]]:
    """Fiscal years of either side that touch the year; the years that a fiscal year touches."""
    period = query.period
    if period is None or query.form not in ("level", "share"):
        return
    if str(period).startswith("FY:"):
        for year in period.each_year():
            yield "fiscal_year", query.but(period=year, aggregation="each")
    elif period.is_year:
        for side in (query.subject, query.partner):
            if side is not None and FISCAL_YEAR_STARTS.get(side, 1) > 1:
                for first in (period.start.year, period.start.year - 1):
                    text = f"FY:{side}:{first}-{(first + 1) % 100:02d}"
                    yield "fiscal_year", query.but(period=Period.parse(text), aggregation="sum")


def _baskets(query: Query) -> Iterator[tuple[str, Query]]:
    for family in ("gold", "energy"):
        if query.product == ALL_PRODUCTS and query.form in ("level", "share"):
            yield f"without_{family}", query.but(without=(family,))
    for side in ("subject", "partner"):
        if getattr(query, side) == "CHN":
            yield "with_hong_kong", query.but(**{side: "CHN+HKG"})
        if getattr(query, side) in ("CHN+HKG", "HKG+CHN"):
            yield "without_hong_kong", query.but(**{side: "CHN"})


def _members(query: Query) -> Iterator[tuple[str, Query]]:
    """The fixed compositions of a group, whatever the period."""
    for side in ("subject", "partner"):
        name = str(getattr(query, side) or "").partition("@")[0]
        if is_group(name):
            base = group(name).of or name
            for each in all_groups():
                if each.of == base and each.id != name:
                    yield "composition", query.but(**{side: each.id})


def _services(query: Query) -> Iterator[tuple[str, Query]]:
    wider = f"{query.measure}_gs"
    if is_measure(wider) and relation(wider).sources and query.form != "share":
        yield "goods_and_services", query.but(measure=wider)


def _forms(query: Query) -> Iterator[tuple[str, Query]]:
    """What is told in the same unit: a share for a growth, points for per cent, by for to."""
    if query.period is None:
        return
    before = query.baseline
    if before is None and query.period.is_year:
        before = query.period.shifted(-1)
    if query.form == "growth":
        yield "form", query.but(form="share", baseline=None)
        yield "form", query.but(form="change_pp")
    elif query.form == "change_pp":
        yield "form", query.but(form="growth", denominator=None)
    elif query.form == "change_abs":
        yield "form", query.but(form="level", baseline=None)
    elif before is not None and query.form == "share":
        yield "form", query.but(form="growth", denominator=None, baseline=before)
    elif before is not None and query.form == "level":
        yield "form", query.but(form="change_abs", baseline=before)
