"""What every state sold to the world and bought from it, by one publisher, read once.

The trap is the side. Of a state's exports the partners' markets are their imports: `markets` turns
the flow round, `totals` does not.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_flows import Flow, directions

if TYPE_CHECKING:
    import polars as pl

__all__ = ["WorldTotals", "world_totals"]

_SOURCE = "world_bank"
"""One publisher for all states, so that growth rates are of one kind."""
_TURNED: dict[Flow, Flow] = {"exports": "imports", "imports": "exports", "trade": "trade"}


@dataclass(frozen=True, slots=True)
class WorldTotals:
    """States' whole trade in some years, in dollars."""

    amounts: Mapping[tuple[str, int, bool], float]
    """By state, year, and whether the goods leave it."""
    vintages: frozenset[tuple[str, str]]

    def totals(self, flow: Flow, states: Collection[str]) -> dict[tuple[str, int], float]:
        """Each state's whole flow by year; of trade both ways, only where both are known."""
        ways = directions(flow)
        keys = {(state, year) for state, year, _ in self.amounts if state in states}
        return {
            key: math.fsum(self.amounts[(*key, way)] for way in ways)
            for key in sorted(keys)
            if all((*key, way) in self.amounts for way in ways)
        }

    def markets(self, flow: Flow, partners: Collection[str]) -> "pl.DataFrame":
        """What each partner buys from the world (of imports: sells to it, of trade: both).

        `state`, `year`, `value`; a partner without a figure has no row.
        """
        import polars as pl

        found = self.totals(_TURNED[flow], partners)
        rows = [(*key, value) for key, value in found.items()]
        schema = {"state": pl.String, "year": pl.Int64, "value": pl.Float64}
        return pl.DataFrame(rows, schema=schema, orient="row")


def world_totals(bench: Workbench, years: Collection[int]) -> WorldTotals:
    """Exports to the world and imports from it of all states that the publisher has."""
    world = frozenset({WORLD})
    blocks = [
        Wanted(
            frozenset({"goods_flow"}),
            None if out else world,
            world if out else None,
            frozenset({ALL_PRODUCTS}),
            date(year, 1, 1),
            date(year, 12, 31),
        )
        for out in (True, False)
        for year in years
    ]
    amounts: dict[tuple[str, int, bool], float] = {}
    vintages = set()
    for fact in bench.store.facts(blocks, bench.as_of):
        out = fact.partner == WORLD
        is_year = (fact.end - fact.start).days > 363 and fact.start.year in years
        if fact.source == _SOURCE and is_year and fact.value is not None:
            state = fact.subject if out else fact.partner
            amounts[state, fact.start.year, out] = float(fact.value)
            vintages.add((fact.source, fact.vintage))
    return WorldTotals(amounts, frozenset(vintages))
