"""The rows of a turn: a state's trade with every partner, year by year, in each book that has it.

The trap is the mixed book. One series of years is taken from one release and one side, chosen by
what it covers. No row means none only within the very book that says so: a state that reports
every partner says nothing of what its partners report.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from visavis.errors import UsageError
from visavis.measures.figures.base import by_preference
from visavis.model.extents import Extent
from visavis.model.facts import ALL_PRODUCTS, WORLD, Fact
from visavis.model.groups import is_group
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench

__all__ = [
    "MEASURES", "Books", "Cell", "Edition", "Flow", "Side", "TradeRows", "directions",
    "editions_of", "preference", "refuse_flow",
]  # fmt: skip

Flow = Literal["exports", "imports", "trade"]
Side = Literal["own", "partner", "reconciled", "publisher"]

_MONTHS = 12
_EVERYBODY = 150
"""A list of as many partners as this is the whole world, as far as its publisher knows it."""
MEASURES: dict[str, str] = {
    "exports": "exports", "imports": "imports", "trade": "trade_turnover",
}  # fmt: skip
"""What a figure of the state's whole flow is called."""


class Edition(NamedTuple):
    """One release of one source, in one side's book, seen from the state."""

    source: str
    vintage: str
    side: Side


class Cell(NamedTuple):
    """One flow of a year: from it or towards it, with whom, of what."""

    is_export: bool
    partner: str
    product: str
    year: int


@dataclass(frozen=True, slots=True)
class TradeRows:
    """What one edition has of a state's trade."""

    edition: Edition
    state: str
    values: Mapping[Cell, float]
    """Amounts of whole years, in dollars or the edition's currency; WLD for its own totals."""
    months: Mapping[tuple[bool, str, date], float]
    """Amounts of single months, of all goods, by direction and partner."""
    tonnes: Mapping[Cell, float]
    unit: str

    complete: tuple[Extent, ...] = ()
    """What its publisher covers so that no row means no trade."""

    def amount(
        self, flow: Flow, partner: str, year: int, product: str = ALL_PRODUCTS
    ) -> float | None:
        """The flow of a year; of trade both directions, None where one of them is not known."""
        parts = [
            self.cell(Cell(is_export, partner, product, year)) for is_export in directions(flow)
        ]
        return None if None in parts else sum(part for part in parts if part is not None)

    def cell(self, cell: Cell) -> float | None:
        """The amount of a row, zero where no row means none, else None."""
        found = self.values.get(cell)
        return 0.0 if found is None and self._is_none(cell) else found

    def _is_none(self, cell: Cell) -> bool:
        return cell.partner not in (self.state, WORLD) and any(
            self._covers(each, cell) and (theirs is None or cell.partner in theirs)
            for each in self.complete
            for theirs in (each.partners if cell.is_export else each.subjects,)
        )

    def _covers(self, each: Extent, cell: Cell) -> bool:
        """Whether an extent speaks of the cell's product and year, in this book, for the state."""
        mine = each.subjects if cell.is_export else each.partners
        return (
            _side(each.book, is_export=cell.is_export) == self.edition.side
            and each.start.year <= cell.year <= each.end.year
            and cell.product in each.products
            and (mine is None or self.state in mine)
        )

    def partners(self, flow: Flow, year: int, product: str = ALL_PRODUCTS) -> tuple[str, ...]:
        """Those with a row of the product in the year, sorted; not the world, and no group."""
        wanted = set(directions(flow))
        found = {
            cell.partner
            for cell in self.values
            if cell.year == year and cell.product == product and cell.is_export in wanted
        }
        return tuple(
            sorted(
                each
                for each in found - {WORLD}
                if not is_group(each) and self.amount(flow, each, year, product) is not None
            )
        )

    def products(self) -> frozenset[str]:
        """Families and codes that some flow with a partner has: totals alone tell no partners."""
        found = frozenset(cell.product for cell in self.values if cell.partner != WORLD)
        return found - {ALL_PRODUCTS}

    def sum_of(self, flow: Flow, year: int, product: str) -> float | None:
        """A product over all partners: the row of the world, else their sum where it is whole."""
        own = (
            self.amount(flow, WORLD, year, product)
            if self._has_world(flow, year, product)
            else None
        )
        if own is not None:
            return own
        if not all(self._is_whole(Cell(way, WORLD, product, year)) for way in directions(flow)):
            return None
        amounts = [
            self.amount(flow, each, year, product) for each in self.partners(flow, year, product)
        ]
        return math.fsum(each for each in amounts if each is not None)

    def _is_whole(self, cell: Cell) -> bool:
        """Whether the rows are all partners: no row means none with anybody."""
        others = [
            each.partners if cell.is_export else each.subjects
            for each in self.complete
            if self._covers(each, cell)
        ]
        return any(each is None or len(each) >= _EVERYBODY for each in others)

    def _has_world(self, flow: Flow, year: int, product: str) -> bool:
        return all(Cell(way, WORLD, product, year) in self.values for way in directions(flow))


@dataclass(frozen=True, slots=True)
class Books:
    """Every edition that has the state's trade, and its totals by year."""

    state: str
    flow: Flow
    years: tuple[int, ...]
    editions: tuple[TradeRows, ...]


def directions(flow: Flow) -> tuple[bool, ...]:
    """Whether the goods leave the state: of trade both, of exports yes, of imports no."""
    return {"exports": (True,), "imports": (False,), "trade": (True, False)}[flow]


def editions_of(
    bench: Workbench, state: str, flow: Flow, years: tuple[int, int], products: Collection[str]
) -> Books:
    """What every release in force has of the state's flows with each partner.

    Args:
        bench: Where the rows are.
        state: Id of one state.
        flow: Its exports, its imports, or both added.
        years: First and last.
        products: Families wanted beside all goods; their tonnes are read where they are stated.

    Raises:
        StoreError: The store's tables cannot be read.
    """
    span = date(years[0], 1, 1), date(years[1], 12, 31)
    goods = frozenset({ALL_PRODUCTS, *products})
    one = frozenset({state})
    blocks = [
        Wanted(
            frozenset({name}),
            one if is_export else None,
            None if is_export else one,
            goods,
            *span,
        )
        for is_export in directions(flow)
        for name in ("goods_flow", "goods_quantity")
    ]
    found: dict[Edition, list[Fact]] = defaultdict(list)
    for fact in bench.store.facts(blocks, bench.as_of):
        is_export = fact.subject == state
        if not span[0] <= fact.start or fact.end > span[1] or fact.value is None:
            continue
        if fact.subject == fact.partner or is_export not in directions(flow):
            continue
        edition = Edition(fact.source, fact.vintage, _side(fact.book, is_export=is_export))
        found[edition].append(fact)
    extents = [pair for pair in bench.coverage("goods_flow") if pair[1].absent_means == "zero"]
    rows = tuple(
        replace(
            _rows(edition, state, facts),
            complete=tuple(
                e for entry, e in extents if (entry.source, entry.vintage) == edition[:2]
            ),
        )
        for edition, facts in sorted(found.items())
    )
    return Books(state, flow, tuple(range(years[0], years[1] + 1)), rows)


def _side(book: str, *, is_export: bool) -> Side:
    """Whose book that is, seen from the state."""
    if book in ("exporter", "importer"):
        return "own" if (book == "exporter") is is_export else "partner"
    return "reconciled" if book == "reconciled" else "publisher"


def _rows(edition: Edition, state: str, facts: Iterable[Fact]) -> TradeRows:
    values: dict[Cell, float] = {}
    tonnes: dict[Cell, float] = {}
    months: dict[tuple[bool, str, date], float] = {}
    parts: dict[Cell, dict[date, float]] = defaultdict(dict)
    units = set()
    for fact in facts:
        is_export = fact.subject == state
        partner = fact.partner if is_export else fact.subject
        cell = Cell(is_export, partner, fact.product, fact.start.year)
        amount = float(fact.value or 0)
        if fact.relation == "goods_quantity":
            tonnes[cell] = amount
            continue
        units.add(fact.unit)
        if (fact.end - fact.start).days > 363:
            values[cell] = amount
        elif (fact.end - fact.start).days < 31:
            parts[cell][fact.start] = amount
            if fact.product == ALL_PRODUCTS:
                months[is_export, partner, fact.start] = amount
    for cell, by_month in parts.items():
        if cell not in values and len(by_month) == _MONTHS:
            values[cell] = sum(by_month[start] for start in sorted(by_month))
    return TradeRows(edition, state, values, months, tonnes, "+".join(sorted(units)))


def preference(edition: Edition, flow: Flow) -> tuple[int, tuple[int, str], str]:
    """Where an edition stands among those that cover as much: the state's own book first."""
    order = ("own", "reconciled", "partner", "publisher")
    return (
        order.index(edition.side),
        by_preference(MEASURES[flow], edition.source),
        edition.vintage,
    )


def refuse_flow(flow: str) -> Flow:
    """The flow.

    Raises:
        UsageError: It is none of the three.
    """
    if flow not in MEASURES:
        raise UsageError("flow", repr(flow), "exports, imports or trade")
    return flow  # type: ignore[return-value]
