"""The rows of a turn: a state's trade with every partner, year by year, in each book that has it.

The trap is the mixed book. One series of years is taken from one release and one side, chosen by
what it covers; the total may come from elsewhere, and then says so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from visavis.errors import UsageError
from visavis.measures.figures.base import by_preference
from visavis.model.extents import Extent
from visavis.model.facts import ALL_PRODUCTS, WORLD, Fact
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Books", "Cell", "Edition", "Flow", "Side", "TradeRows", "Whole", "directions", "editions_of",
    "markets", "preference", "refuse_flow", "rows_of", "whole",
]  # fmt: skip

Flow = Literal["exports", "imports", "trade"]
Side = Literal["own", "partner", "reconciled", "publisher"]

_MONTHS = 12
_MEASURES: dict[str, str] = {
    "exports": "exports", "imports": "imports", "trade": "trade_turnover",
}  # fmt: skip


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
        for each in self.complete:
            sides = (each.subjects, each.partners)
            mine, theirs = sides if cell.is_export else sides[::-1]
            if (
                each.start.year <= cell.year <= each.end.year
                and (each.products is None or cell.product in each.products)
                and (mine is None or self.state in mine)
                and (theirs is None or cell.partner in theirs)
                and cell.partner != self.state
            ):
                return True
        return False

    def partners(self, flow: Flow, year: int, product: str = ALL_PRODUCTS) -> tuple[str, ...]:
        """Those with a row of the product in the year, sorted; not the world."""
        wanted = set(directions(flow))
        found = {
            cell.partner
            for cell in self.values
            if cell.year == year and cell.product == product and cell.is_export in wanted
        }
        return tuple(
            sorted(p for p in found - {WORLD} if self.amount(flow, p, year, product) is not None)
        )

    def products(self) -> frozenset[str]:
        """Families and codes that some flow of the edition has."""
        return frozenset(cell.product for cell in self.values) - {ALL_PRODUCTS}

    def sum_of(self, flow: Flow, year: int, product: str) -> float | None:
        """A product over all partners: the row of the world, else their sum where it is whole."""
        own = (
            self.amount(flow, WORLD, year, product)
            if self._has_world(flow, year, product)
            else None
        )
        if own is not None:
            return own
        partners = self.partners(flow, year, product)
        amounts = [self.amount(flow, each, year, product) for each in partners]
        is_whole = any(each.products is None or product in each.products for each in self.complete)
        return sum(each for each in amounts if each is not None) if is_whole else None

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


_SIDES: dict[tuple[str, bool], Side] = {
    ("exporter", True): "own", ("importer", True): "partner",
    ("importer", False): "own", ("exporter", False): "partner",
}  # fmt: skip


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
        Wanted(frozenset({name}), *((one, None) if is_export else (None, one)), goods, *span)
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
        side = _SIDES.get((fact.book, is_export), fact.book)
        found[Edition(fact.source, fact.vintage, side)].append(fact)  # type: ignore[arg-type]
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


def whole(bench: Workbench, rows: TradeRows, flow: Flow, year: int, product: str) -> "Whole":
    """All that the state traded in the year: the edition's own total, else another publisher's.

    Of a product only the edition's own: the world's row, or the sum of partners where it is whole.
    """
    if product != ALL_PRODUCTS:
        return Whole(rows.sum_of(flow, year, product), *rows.edition[:2])
    own = rows.values.get(Cell(directions(flow)[0], WORLD, product, year))
    if own is not None:
        return Whole(rows.amount(flow, WORLD, year), *rows.edition[:2])
    query = Query(
        measure=_MEASURES[flow], subject=rows.state, partner=WORLD, period=Period.of_year(year)
    )
    figure = bench.figure(query)
    if figure.value is None or figure.unit != rows.unit:
        return Whole(None, "", "")
    return Whole(float(figure.value), figure.source, dict(figure.vintages).get(figure.source, ""))


class Whole(NamedTuple):
    """A total, and whose it is; None where no source has one in the same currency."""

    value: float | None
    source: str
    vintage: str


def rows_of(
    rows: TradeRows,
    flow: Flow,
    product: str,
    members: Collection[str],
    wholes: Mapping[int, float | None],
) -> "pl.DataFrame":
    """`exporter`, `importer`, `year`, `value`: partners of each year and the total (`WLD`).

    Trade both ways stands as the state's exports, so that one table serves all three flows. Of
    `members` those without a row are zero where the publisher says that no row means none.
    """
    import polars as pl

    found: list[tuple[str, str, int, float]] = []
    for year, total in wholes.items():
        partners = sorted({*rows.partners(flow, year, product), *members})
        amounts = [(p, rows.amount(flow, p, year, product)) for p in partners]
        for partner, value in [*amounts, (WORLD, total)]:
            if value is None:
                continue
            pair = (partner, rows.state) if flow == "imports" else (rows.state, partner)
            found.append((*pair, year, value))
    schema = {
        "exporter": pl.String, "importer": pl.String, "year": pl.Int64, "value": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(found, schema=schema, orient="row")


def markets(
    bench: Workbench, states: Collection[str], flow: Flow, years: Iterable[int]
) -> tuple["pl.DataFrame", frozenset[tuple[str, str]]]:
    """What each state buys from (of imports: sells to, of trade: both) the world, and whose word.

    `state`, `year`, `value` in dollars; a state without a figure has no row.
    """
    import polars as pl

    other = {"exports": "imports", "imports": "exports", "trade": "trade_turnover"}[flow]
    asked = {
        (state, year): Query(
            measure=other, subject=state, partner=WORLD, period=Period.of_year(year),
            source="world_bank",
        )
        for state in sorted(states)
        for year in years
    }  # fmt: skip
    found = bench.figures(asked.values())
    held = {key: found[query] for key, query in asked.items() if found[query].value is not None}
    rows = [(state, year, float(figure.value or 0)) for (state, year), figure in held.items()]
    schema = {"state": pl.String, "year": pl.Int64, "value": pl.Float64}
    vintages = frozenset(pair for figure in held.values() for pair in figure.vintages)
    return pl.DataFrame(rows, schema=schema, orient="row"), vintages


def preference(edition: Edition, flow: Flow) -> tuple[int, tuple[int, str], str]:
    """Where an edition stands among those that cover as much: the state's own book first."""
    order = ("own", "reconciled", "partner", "publisher")
    return (
        order.index(edition.side),
        by_preference(_MEASURES[flow], edition.source),
        edition.vintage,
    )


def refuse_flow(flow: str) -> Flow:
    """The flow.

    Raises:
        UsageError: It is none of the three.
    """
    if flow not in _MEASURES:
        raise UsageError("flow", repr(flow), "exports, imports or trade")
    return flow  # type: ignore[return-value]
