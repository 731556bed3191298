"""Which editions answer the senses of a claim: every one, but across windows one and the same.

The trap is the seam: where one year comes from a customs office and the next from a reconciled
table, a rank or share seems to change although only the source did.
"""

from collections.abc import Mapping, Sequence

from visavis.checking.readings import Literal, Plan
from visavis.checking.windows import DECIDING
from visavis.model.figures import Figure
from visavis.model.queries import Query

__all__ = ["mixed_windows", "one_across_windows"]

_Pin = tuple[str | None, str | None, str | None]


def one_across_windows(
    plan: Plan, asked: Mapping[Query, tuple[Query, ...]], figures: Mapping[Query, Figure]
) -> dict[Query, tuple[Query, ...]]:
    """For each window's query the one edition that answers it, of the first that covers the latest.

    A claim of several definitions has one edition for each. Where no edition covers the latest
    windows that any covers, each window keeps its default.
    """
    found: dict[Query, tuple[Query, ...]] = {}
    for literals in _by_sense(plan):
        answers = {each.query: _valued(asked.get(each.query, ()), figures) for each in literals}
        latest = [query for query, pins in answers.items() if pins][:DECIDING]
        chosen = _first_covering(latest, answers)
        for each in literals:
            pins = answers[each.query]
            if chosen is not None:
                found[each.query] = (pins[chosen],) if chosen in pins else ()
            else:
                found[each.query] = tuple(pins.values())[:1] or asked[each.query][:1]
    return found


def mixed_windows(pinned: Mapping[Query, tuple[Query, ...]]) -> tuple[str, ...]:
    """The sources, sorted, where the windows of a claim come from more than one of them."""
    sources = {query.source for queries in pinned.values() for query in queries}
    named = sorted(source for source in sources if source is not None)
    return tuple(named) if len(named) > 1 else ()


def _by_sense(plan: Plan) -> Sequence[tuple[Literal, ...]]:
    """The windows of each definition or denominator, in the order of the plan: latest first."""
    groups: dict[tuple[object, ...], list[Literal]] = {}
    for each in plan.literals:
        key = tuple(pair for pair in each.senses if pair[0] != "window")
        groups.setdefault(key, []).append(each)
    return [tuple(group) for group in groups.values()]


def _valued(queries: Sequence[Query], figures: Mapping[Query, Figure]) -> dict[_Pin, Query]:
    """The editions with a value or a text, by source and book, the default first."""
    found: dict[_Pin, Query] = {}
    for query in queries:
        if figures[query].value is not None or figures[query].text is not None:
            found.setdefault((query.source, query.book, query.denominator_source), query)
    return found


def _first_covering(
    latest: Sequence[Query], answers: Mapping[Query, Mapping[_Pin, Query]]
) -> _Pin | None:
    """The first edition, in the order of the latest window, that covers all of them."""
    if not latest:
        return None
    order = answers[latest[0]]
    return next((pin for pin in order if all(pin in answers[q] for q in latest)), None)
