"""Who reported what: for each state and year, in whose books its flows stand, and with how many.

The trap is the state that fell silent. Its flows may still stand in its partners' books, or in a
reconciled data set, and none of these is its own report.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from visavis.errors import UsageError
from visavis.measures.figures.trade import FLOWS
from visavis.model.facts import WORLD, Fact
from visavis.model.relations import relation
from visavis.model.wanted import Wanted
from visavis.store import Store

__all__ = ["WHO", "Reported", "reported"]

WHO: tuple[str, ...] = ("own", "partner", "reconciled", "publisher")
"""Whose word it is, the state's own first."""

_MONTHS = 12


class Reported(NamedTuple):
    """What one source has of a state's flow in a year, in one book."""

    state: str
    year: int
    flow: str
    """`exports` or `imports` of the state; another relation's name where it is no trade."""
    who: str
    """A word of `WHO`."""
    source: str
    vintage: str
    partners: int
    """Partners with a row, the world not counted."""
    has_total: bool
    """Whether a row for all partners together stands beside them."""
    months: int
    """Months of the year in which some row stands; 12 for a row of the whole year."""


def reported(
    store: Store,
    measure: str,
    states: Sequence[str],
    years: tuple[int, int],
    as_of: date | None = None,
) -> tuple[Reported, ...]:
    """Everything that the releases in force hold of the states' flows, sorted.

    Args:
        store: Where the rows are.
        measure: `trade` for exports and imports, or a measure of relations.csv that stands between
            two states.
        states: Ids of states.
        years: First and last.
        as_of: Releases known on this day, by default the newest.

    Raises:
        UsageError: The measure is no amount between two states.
    """
    names, products = _stored(measure)
    span = date(years[0], 1, 1), date(years[1], 12, 31)
    ids = frozenset(states)
    wanted = [
        Wanted(names, subjects, partners, products, *span)
        for subjects, partners in ((ids, None), (None, ids))
    ]
    flows = _flows(measure)
    partners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    months: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for fact in store.facts(wanted, as_of):
        if fact.value is None or not years[0] <= fact.start.year <= years[1]:
            continue
        for key, other in _sides(fact, ids, flows):
            partners[key].add(other)
            months[key].update(range(fact.start.month, fact.end.month + 1))
    return tuple(sorted(_record(key, others, months[key]) for key, others in partners.items()))


def _stored(measure: str) -> tuple[frozenset[str], frozenset[str] | None]:
    known = relation("trade_turnover" if measure == "trade" else measure)
    stored = frozenset(name for name in known.relations if not name.startswith("published_"))
    is_between_two = known.directed or measure == "trade"
    if not stored or not is_between_two or known.unit in ("vote", "status"):
        raise UsageError("coverage", repr(measure), "trade, exports, imports or another flow")
    return stored, frozenset({known.product}) if known.product else None


def _flows(measure: str) -> tuple[str, ...]:
    """`exports`, `imports` or both; () for what is no trade."""
    return FLOWS.get("trade_turnover" if measure == "trade" else measure, ())


def _sides(
    fact: Fact, ids: frozenset[str], flows: tuple[str, ...]
) -> Iterable[tuple[tuple[str, ...], str]]:
    """The series to which a row belongs, once for each of its sides that was asked for."""
    for state, other, flow in (
        (fact.subject, fact.partner, "exports"),
        (fact.partner, fact.subject, "imports"),
    ):
        if state not in ids or (flows and flow not in flows):
            continue
        own = ("exporter", "investor") if flow == "exports" else ("importer", "host")
        other_book = {"reconciled": "reconciled", "publisher": "publisher"}
        who = "own" if fact.book in own else other_book.get(fact.book, "partner")
        name = flow if flows else f"{fact.relation} {'out' if flow == 'exports' else 'in'}"
        key = (state, str(fact.start.year), name, who, fact.source, fact.vintage)
        yield key, other


def _record(key: tuple[str, ...], others: set[str], months: set[int]) -> Reported:
    state, year, flow, who, source, vintage = key
    return Reported(
        state, int(year), flow, who, source, vintage,
        len(others - {WORLD}), WORLD in others, min(len(months), _MONTHS),
    )  # fmt: skip
