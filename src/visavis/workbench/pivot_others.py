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
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_flows import markets

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
    states: tuple[Other, ...]
    rank: int | None
    """Of the state asked about; None where it is not among them."""
    vintages: frozenset[tuple[str, str]]

    @property
    def p_value(self) -> float | None:
        """Its rank over their number: the share of states with a turn as large."""
        return None if self.rank is None else self.rank / len(self.states)


def others(bench: Workbench, question: "PivotQuestion", turn: Turn) -> Others | None:
    """The placebo over states; None where no edition has enough of them, for trade both ways
    and for some goods alone.

    Args:
        bench: Where the rows are.
        question: What is asked of one state.
        turn: The same with the groups as they are measured for it.
    """
    if question.flow == "trade" or question.product != ALL_PRODUCTS or question.without:
        return None
    first, last = question.years
    members = [frozenset(group.on(first) & group.on(last)) for group in (turn.to, turn.away)]
    values = _rows(bench, question, members[0] | members[1])
    best: Others | None = None
    for (source, vintage), by_state in sorted(values.items()):
        found, vintages = _ranked(bench, question, by_state, members)
        if len(found) >= _LEAST_STATES and (best is None or len(found) > len(best.states)):
            names = [each.state for each in found]
            rank = names.index(question.state) + 1 if question.state in names else None
            best = Others(source, vintage, found, rank, vintages | {(source, vintage)})
    return best


_ByState = dict[str, dict[tuple[str, int], float]]


def _rows(
    bench: Workbench, question: "PivotQuestion", members: frozenset[str]
) -> dict[tuple[str, str], _ByState]:
    """Reconciled and own flows of every state with the members, in the two years, by release."""
    is_export = question.flow == "exports"
    sides = (None, members) if is_export else (members, None)
    blocks = [
        Wanted(
            frozenset({"goods_flow"}), *sides, frozenset({ALL_PRODUCTS}),
            date(year, 1, 1), date(year, 12, 31),
        )
        for year in question.years
    ]  # fmt: skip
    books = ("reconciled", "exporter" if is_export else "importer")
    found: dict[tuple[str, str, str], _ByState] = defaultdict(lambda: defaultdict(dict))
    for fact in bench.store.facts(blocks, bench.as_of):
        state, partner = (fact.subject, fact.partner) if is_export else (fact.partner, fact.subject)
        whole_year = (fact.end - fact.start).days > 363 and fact.start.year in question.years
        if fact.value is None or fact.book not in books or not whole_year or state == WORLD:
            continue
        if partner in members and partner != state:
            key = fact.source, fact.vintage, fact.book
            found[key][state][partner, fact.start.year] = float(fact.value)
    return {key[:2]: by_state for key, by_state in sorted(found.items())}


def _ranked(
    bench: Workbench,
    question: "PivotQuestion",
    by_state: _ByState,
    members: list[frozenset[str]],
) -> tuple[tuple[Other, ...], frozenset[tuple[str, str]]]:
    import polars as pl

    first, last = question.years
    present = {partner for values in by_state.values() for partner, _ in values}
    members = [group & present for group in members]
    flow = "imports" if question.flow == "exports" else "exports"  # `markets` asks the other way
    wholes, vintages = markets(bench, by_state, flow, question.years)
    total = {(state, year): value for state, year, value in wholes.iter_rows()}
    found = []
    for state, values in sorted(by_state.items()):
        groups = [
            frozenset(p for p in group if (p, first) in values and (p, last) in values)
            for group in members
        ]
        enough = all(
            len(group) >= max(1, _LEAST_MEMBERS * len(asked - {state}))
            for group, asked in zip(groups, members, strict=True)
        )
        if not enough or (state, first) not in total or (state, last) not in total:
            continue
        rows = [(state, p, y, v) for (p, y), v in sorted(values.items())]
        rows += [(state, WORLD, year, total[state, year]) for year in question.years]
        table = pl.DataFrame(rows, schema=["exporter", "importer", "year", "value"], orient="row")
        turn = Turn(Window(state, first, last), Group("away", groups[1]), Group("to", groups[0]))
        value = pivot(table, turn).value
        if value is not None:
            found.append(Other(state, value, len(groups[0]) + len(groups[1])))
    return tuple(sorted(found, key=lambda each: (-each.value, each.state))), vintages
