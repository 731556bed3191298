"""The rows of a turn: a state's trade with every partner, year by year, in each book that has it.

The trap is the mixed book. One series of years is taken from one release and one side, chosen by
what it covers; the total may come from elsewhere, and then says so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from visavis.errors import UsageError
from visavis.measures.figures.base import by_preference
from visavis.model.facts import ALL_PRODUCTS, WORLD, Fact
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Books", "Edition", "Flow", "Side", "TradeRows", "editions_of", "markets", "rows_of"]

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


class _Cell(NamedTuple):
    """One flow of a year: from it or towards it, with whom, of what."""

    is_export: bool
    partner: str
    product: str
    year: int


@dataclass(frozen=True, slots=True)
class TradeRows:
    """What one edition has of a state's trade."""

    edition: Edition
    values: Mapping[_Cell, float]
    """Amounts of whole years, in dollars or the edition's currency; WLD for its own totals."""
    months: Mapping[tuple[bool, str, date], float]
    """Amounts of single months, of all goods, by direction and partner."""
    tonnes: Mapping[_Cell, float]
    unit: str

    def amount(
        self, flow: Flow, partner: str, year: int, product: str = ALL_PRODUCTS
    ) -> float | None:
        """The flow of a year; of trade both directions, None where one of them is not there."""
        parts = [
            self.values.get(_Cell(is_export, partner, product, year))
            for is_export in _directions(flow)
        ]
        return None if None in parts else sum(part for part in parts if part is not None)

    def partners(self, flow: Flow, year: int) -> tuple[str, ...]:
        """Those with an amount of all goods in the year, sorted; not the world."""
        wanted = set(_directions(flow))
        found = {
            cell.partner
            for cell in self.values
            if cell.year == year and cell.product == ALL_PRODUCTS and cell.is_export in wanted
        }
        return tuple(sorted(p for p in found - {WORLD} if self.amount(flow, p, year) is not None))

    def products(self) -> frozenset[str]:
        """Families and codes that some flow of the edition has."""
        return frozenset(cell.product for cell in self.values) - {ALL_PRODUCTS}


@dataclass(frozen=True, slots=True)
class Books:
    """Every edition that has the state's trade, and its totals by year."""

    state: str
    flow: Flow
    years: tuple[int, ...]
    editions: tuple[TradeRows, ...]


def _directions(flow: Flow) -> tuple[bool, ...]:
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
    blocks = []
    for is_export in _directions(flow):
        sides = (frozenset({state}), None) if is_export else (None, frozenset({state}))
        for name in ("goods_flow", "goods_quantity"):
            blocks.append(Wanted(frozenset({name}), *sides, goods, *span))
    found: dict[Edition, list[Fact]] = defaultdict(list)
    for fact in bench.store.facts(blocks, bench.as_of):
        is_export = fact.subject == state
        if not span[0] <= fact.start or fact.end > span[1] or fact.value is None:
            continue
        if fact.subject == fact.partner or is_export not in _directions(flow):
            continue
        side = _SIDES.get((fact.book, is_export), fact.book)
        found[Edition(fact.source, fact.vintage, side)].append(fact)  # type: ignore[arg-type]
    rows = tuple(_rows(edition, state, facts) for edition, facts in sorted(found.items()))
    return Books(state, flow, tuple(range(years[0], years[1] + 1)), rows)


def _rows(edition: Edition, state: str, facts: Iterable[Fact]) -> TradeRows:
    values: dict[_Cell, float] = {}
    tonnes: dict[_Cell, float] = {}
    months: dict[tuple[bool, str, date], float] = {}
    parts: dict[_Cell, dict[date, float]] = defaultdict(dict)
    units = set()
    for fact in facts:
        is_export = fact.subject == state
        partner = fact.partner if is_export else fact.subject
        cell = _Cell(is_export, partner, fact.product, fact.start.year)
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
    return TradeRows(edition, values, months, tonnes, "+".join(sorted(units)))


def whole(bench: Workbench, rows: TradeRows, state: str, flow: Flow, year: int) -> "Whole":
    """All that the state traded in the year: the edition's own total, else another publisher's."""
    own = rows.amount(flow, WORLD, year)
    if own is not None:
        return Whole(own, rows.edition.source, rows.edition.vintage)
    query = Query(
        measure=_MEASURES[flow], subject=state, partner=WORLD, period=Period.of_year(year)
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
    state: str,
    flow: Flow,
    years: Iterable[int],
    wholes: Mapping[int, float | None],
) -> "pl.DataFrame":
    """`exporter`, `importer`, `year`, `value`: partners of each year and the total (`WLD`).

    Trade both ways stands as the state's exports, so that one table serves all three flows.
    """
    import polars as pl

    found: list[tuple[str, str, int, float]] = []
    for year in years:
        amounts = [(p, rows.amount(flow, p, year)) for p in rows.partners(flow, year)]
        total = wholes.get(year)
        for partner, value in [*amounts, (WORLD, total)]:
            if value is None:
                continue
            pair = (partner, state) if flow == "imports" else (state, partner)
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
