"""The same turn asked of every other state with data: is this one larger than theirs?

The trap is to compare unlike groups: each state is measured over the members of both groups with
whom it has rows in both years, itself not among them, and one with too few of them is left out.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from visavis.measures.pivot import Group, Turn, pivot
from visavis.measures.shift_share import Window
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.states import is_state
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_markets import WorldTotals

if TYPE_CHECKING:
    from visavis.workbench.pivot_answers import PivotQuestion

__all__ = ["Other", "Others", "others"]

_LEAST_MEMBERS = 0.5
"""A state is compared where it has at least half as many members of each group as the one asked."""
_LEAST_STATES = 8
"""Fewer states than these tell nothing by a rank."""


class Other(NamedTuple):
    """One state's turn between the same groups."""

    state: str
    value: float
    members: int


@dataclass(frozen=True, slots=True)
class Others:
    """All states' turns in one edition, the largest first, the state asked about among them."""

    source: str
    vintage: str
    book: str
    states: tuple[Other, ...]
    rank: int | None
    """Of the state asked about; None where it is not among them."""
    vintages: frozenset[tuple[str, str]]

    @property
    def p_value(self) -> float | None:
        """Its rank over their number: the share of states with a turn as large."""
        return None if self.rank is None else self.rank / len(self.states)


def others(
    bench: Workbench, question: "PivotQuestion", turn: Turn, world: WorldTotals
) -> Others | None:
    """The placebo over states; None where no edition has enough of them, for trade both ways
    and for some goods alone.

    Args:
        bench: Where the rows are.
        question: What is asked of one state.
        turn: The same with the groups as they are measured for it.
        world: All states' totals in both years.
    """
    if question.flow == "trade" or question.product != ALL_PRODUCTS or question.without:
        return None
    members = [
        frozenset(group.on(turn.window.first) & group.on(turn.window.last))
        for group in (turn.to, turn.away)
    ]
    editions = _rows(bench, question, members[0] | members[1])
    states = {state for by_state in editions.values() for state in by_state}
    if len(states) < _LEAST_STATES:
        return None
    totals = world.totals(question.flow, states)
    best: Others | None = None
    for edition, by_state in editions.items():
        found = _ranked(question, by_state, members, totals)
        if len(found) >= _LEAST_STATES and (best is None or len(found) > len(best.states)):
            names = [each.state for each in found]
            rank = names.index(question.state) + 1 if question.state in names else None
            best = Others(*edition, found, rank, world.vintages | {edition[:2]})
    return best


_ByState = dict[str, dict[tuple[str, int], float]]
_Edition = tuple[str, str, str]
"""Source, release and book."""


def _rows(
    bench: Workbench, question: "PivotQuestion", members: frozenset[str]
) -> dict[_Edition, _ByState]:
    """Reconciled and own flows of every state with the members, in the two years, by edition."""
    is_export = question.flow == "exports"
    blocks = [
        Wanted(
            frozenset({"goods_flow"}),
            None if is_export else members,
            members if is_export else None,
            frozenset({ALL_PRODUCTS}),
            date(year, 1, 1),
            date(year, 12, 31),
        )
        for year in question.years
    ]
    books = ("reconciled", "exporter" if is_export else "importer")
    found: dict[_Edition, _ByState] = defaultdict(lambda: defaultdict(dict))
    for fact in bench.store.facts(blocks, bench.as_of):
        state, partner = (fact.subject, fact.partner) if is_export else (fact.partner, fact.subject)
        whole_year = (fact.end - fact.start).days > 363 and fact.start.year in question.years
        if fact.value is None or fact.book not in books or not whole_year or not is_state(state):
            continue
        if partner in members and partner != state:
            edition = fact.source, fact.vintage, fact.book
            found[edition][state][partner, fact.start.year] = float(fact.value)
    return dict(sorted(found.items()))


def _ranked(
    question: "PivotQuestion",
    by_state: _ByState,
    members: list[frozenset[str]],
    totals: dict[tuple[str, int], float],
) -> tuple[Other, ...]:
    """Every state's turn over those members with whom it has rows, the largest first."""
    first, last = question.years
    present = {partner for values in by_state.values() for partner, _ in values}
    members = [group & present for group in members]
    found = []
    for state, values in by_state.items():
        groups = [
            frozenset(p for p in group if (p, first) in values and (p, last) in values)
            for group in members
        ]
        enough = all(
            len(group) >= max(1, _LEAST_MEMBERS * len(asked - {state}))
            for group, asked in zip(groups, members, strict=True)
        )
        if not enough or (state, first) not in totals or (state, last) not in totals:
            continue
        whole = {year: totals[state, year] for year in (first, last)}
        value = _turn_of(state, values, groups, whole)
        if value is not None:
            found.append(Other(state, value, len(groups[0]) + len(groups[1])))
    return tuple(sorted(found, key=lambda each: (-each.value, each.state)))


def _turn_of(
    state: str,
    values: dict[tuple[str, int], float],
    groups: list[frozenset[str]],
    totals: dict[int, float],
) -> float | None:
    """P of one state; its flows stand as exports whichever way they go."""
    import polars as pl

    rows = [(state, partner, year, value) for (partner, year), value in sorted(values.items())]
    rows += [(state, WORLD, year, total) for year, total in totals.items()]
    table = pl.DataFrame(rows, schema=["exporter", "importer", "year", "value"], orient="row")
    window = Window(state, min(totals), max(totals))
    return pivot(table, Turn(window, Group("away", groups[1]), Group("to", groups[0]))).value
