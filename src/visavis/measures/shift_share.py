"""What of a change in trade was the world's growth, the partner's, one's own, and what a turn.

The trap is to read any growth as a turn. A partner whose imports grow takes more from everybody,
and an exporter that grows sells more to everybody; only what is left over, which sums to zero over
the partners, moved from one partner to another.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import polars as pl

from visavis.errors import UsageError
from visavis.measures.flow_table import checked_table, partners_only, sums, total
from visavis.model.facts import WORLD
from visavis.model.figures import Missing

__all__ = ["LeftOut", "ShiftShare", "Term", "Window", "constant_prices", "shift_share"]


@dataclass(frozen=True, slots=True)
class Window:
    """Whose trade, in which direction, from which period to which."""

    owner: str
    first: int | str
    last: int | str
    side: Literal["exports", "imports"] = "exports"

    def __post_init__(self) -> None:
        if self.side not in ("exports", "imports"):
            raise UsageError("the window", f"side {self.side!r}", "exports or imports")
        if not _is_earlier(self.first, self.last):
            raise UsageError("the window", f"{self.first} to {self.last}", "an earlier and a later")

    def of_owner(self, flows: pl.DataFrame) -> pl.DataFrame:
        """The owner's own flows in this direction, the other side as `partner`."""
        own, other = (
            ("exporter", "importer") if self.side == "exports" else ("importer", "exporter")
        )
        found = flows.filter(pl.col(own) == self.owner)
        return found.rename({other: "partner"}).drop(own)


def _is_earlier(one: int | str, other: int | str) -> bool:
    if isinstance(one, int) and isinstance(other, int):
        return one < other
    return isinstance(one, str) and isinstance(other, str) and one < other


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One partner's change, `last - first`, as the sum of its five parts, in the flows' unit."""

    partner: str
    first: float
    last: float
    kind: Literal["stayed", "entered", "left", "none"]
    """`entered`: from zero, and the whole of it is reorientation (or price), since growth of
    nothing is nothing; `left`: to zero; `none`: zero in both."""
    world: float
    """X_ij g_w."""
    partner_growth: float
    """X_ij (g_j - g_w)."""
    own_growth: float
    """X_ij (g_i - g_w)."""
    price: float
    reorientation: float
    """What is left over; zero in sum over the partners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A partner that could not be taken apart: it is in no sum and no growth here."""

    partner: str
    first: float | None
    last: float | None
    lacks: Literal["flow", "market", "price"]
    missing: Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftShare:
    """The terms of all partners, the largest reorientation first, and the growth rates behind."""

    window: Window
    terms: tuple[Term, ...]
    left_out: tuple[LeftOut, ...]
    world_growth: float | None
    """g_w: growth of the world's imports (for exports), 0.1 for a tenth."""
    world_from: Literal["row", "sum_of_states"]
    own_growth: float | None
    """g_i: the owner's growth, net of that of its markets beyond the world's."""
    market_growth: float | None
    """Mean of g_j, weighted by the owner's first flows: what keeping its partners' pace gave."""
    coverage: float | None
    """The share of the owner's known flows of both periods that is with partners in `terms`."""
    missing: Missing | None
    """`not_reported` without the world's growth, `undefined` where nothing was traded at first."""


def shift_share(
    flows: pl.DataFrame,
    markets: pl.DataFrame,
    window: Window,
    *,
    absent_is_zero: bool = False,
    prices: pl.DataFrame | None = None,
) -> ShiftShare:
    """Each partner's change as world growth, partner's growth, own growth, price and reorientation.

    dX_ij = X_ij g_w + X_ij (g_j - g_w) + X_ij (g_i - g_w) + price + reorientation, exactly, with
    g_j the growth of all that j imports (from anybody), g_w that of the world, and
    g_i = G_i - (m - g_w), where G_i is the growth of the owner's flows with the partners here (at
    the first period's prices, where `prices` are given) and m the mean of g_j weighted by X_ij. So
    g_i - g_w = G_i - m is how far the owner outgrew its own markets, and the reorientations sum to
    zero whatever g_w is. (With g_i = G_i they would not: the owner's markets may grow faster than
    the world.) Of imports, read suppliers for partners and their exports for markets.

    Args:
        flows: `exporter`, `importer`, `year`, `value`; rows with `WLD` are left aside.
        markets: `state`, `year`, `value`: all imports of each partner (its exports, for imports),
            in the flows' currency; the world as `WLD`, else as the sum of the states that have both
            periods. They are at current prices: where prices moved, g_j and g_w hold them.
        window: Whose flows, in which direction, from when to when.
        absent_is_zero: A partner without a row in one period traded nothing in it; else it is
            left out as `not_reported`. A null always is.
        prices: `partner`, `value`: what prices alone added, from `constant_prices`.

    Raises:
        UsageError: A table is not as described.

    Source: Leamer, E. E., and Stern, R. M. (1970): Quantitative International Economics, Allyn and
    Bacon, chapter 7 (constant market shares). The fourth part, by partner, is our own.
    """
    table = window.of_owner(partners_only(checked_table(flows, where="the flows")))
    pairs = _two_periods(table, window, absent_is_zero=absent_is_zero)
    states = checked_table(markets, ("state", "year"), where="the markets")
    growth = _growth(states, window)
    extra = None
    if prices is not None:
        held = _signed(prices)
        extra = dict(held.iter_rows())
    kept: list[tuple[str, float, float, float, float]] = []
    left_out: list[LeftOut] = []
    for partner, first, last in pairs:
        lacks = _lacking(
            partner, first, growth, extra, known=first is not None and last is not None
        )
        if lacks is not None or first is None or last is None:
            what, why = lacks or ("flow", Missing.NOT_REPORTED)
            left_out.append(
                LeftOut(partner=partner, first=first, last=last, lacks=what, missing=why)
            )
            continue
        price = extra[partner] or 0.0 if extra is not None else 0.0
        kept.append((partner, first, last, growth.get(partner) or 0.0, price))
    return _decomposed(window, kept, left_out, _world(states, growth, window))


def _two_periods(
    table: pl.DataFrame, window: Window, *, absent_is_zero: bool
) -> list[tuple[str, float | None, float | None]]:
    """Each partner of either period with its two amounts, by name."""
    absent = 0.0 if absent_is_zero else None
    ends = [
        dict(table.filter(pl.col("year") == year).select("partner", "value").iter_rows())
        for year in (window.first, window.last)
    ]
    partners = sorted({*ends[0], *ends[1]})
    return [(name, ends[0].get(name, absent), ends[1].get(name, absent)) for name in partners]


def _growth(states: pl.DataFrame, window: Window) -> dict[str, float | None]:
    """g_j of each state with both periods; None where it cannot be reckoned."""
    rows = {(state, year): value for state, year, value in states.iter_rows()}
    found: dict[str, float | None] = {}
    for state in {state for state, _ in rows}:
        first, last = rows.get((state, window.first)), rows.get((state, window.last))
        found[state] = last / first - 1 if first and last is not None else None
    return found


def _world(
    states: pl.DataFrame, growth: dict[str, float | None], window: Window
) -> tuple[float | None, Literal["row", "sum_of_states"]]:
    if WORLD in growth:
        return growth[WORLD], "row"
    whole = sorted(state for state, rate in growth.items() if rate is not None)
    ends = [
        total(
            states.filter(pl.col("state").is_in(whole) & (pl.col("year") == year))[
                "value"
            ].to_list()
        )
        for year in (window.first, window.last)
    ]
    first, last = ends
    return (last / first - 1 if first and last is not None else None), "sum_of_states"


def _lacking(
    partner: str,
    first: float | None,
    growth: dict[str, float | None],
    prices: dict[str, float | None] | None,
    *,
    known: bool,
) -> tuple[Literal["flow", "market", "price"], Missing] | None:
    if not known:
        return "flow", Missing.NOT_REPORTED
    if first and growth.get(partner) is None:
        # A market of zero that nevertheless took something contradicts itself.
        return "market", Missing.UNDEFINED if partner in growth else Missing.NOT_REPORTED
    if prices is not None and prices.get(partner) is None:
        return "price", Missing.INCOMPLETE if partner in prices else Missing.NOT_REPORTED
    return None


def _decomposed(
    window: Window,
    kept: list[tuple[str, float, float, float, float]],
    left_out: list[LeftOut],
    world: tuple[float | None, Literal["row", "sum_of_states"]],
) -> ShiftShare:
    rate, world_from = world
    base = math.fsum(first for _, first, *_ in kept)
    known = math.fsum(first + last for _, first, last, *_ in kept)
    beside = math.fsum((each.first or 0.0) + (each.last or 0.0) for each in left_out)
    missing = Missing.UNDEFINED if base == 0 else Missing.NOT_REPORTED if rate is None else None
    terms: list[Term] = []
    market = own = None
    if missing is None and rate is not None:
        market = math.fsum(first * g / base for _, first, _, g, _ in kept)
        grown = math.fsum(last - price - first for _, first, last, _, price in kept) / base
        own = grown - (market - rate)
        terms = [_term(each, rate, own) for each in kept]
    return ShiftShare(
        window=window,
        terms=tuple(sorted(terms, key=lambda each: (-each.reorientation, each.partner))),
        left_out=tuple(left_out),
        world_growth=rate,
        world_from=world_from,
        own_growth=own,
        market_growth=market,
        coverage=known / (known + beside) if known + beside > 0 else None,
        missing=missing,
    )


def _term(each: tuple[str, float, float, float, float], world: float, own: float) -> Term:
    partner, first, last, growth, price = each
    parts = (first * world, first * (growth - world), first * (own - world), price)
    kind: Literal["stayed", "entered", "left", "none"] = "stayed" if last else "left"
    if not first:
        kind = "entered" if last else "none"
    return Term(
        partner=partner, first=first, last=last, kind=kind, world=parts[0],
        partner_growth=parts[1], own_growth=parts[2], price=price,
        reorientation=math.fsum((last, -first, *(-part for part in parts))),
    )  # fmt: skip


def _signed(prices: pl.DataFrame) -> pl.DataFrame:
    """The price effects by partner, which may be below zero."""
    if not {"partner", "value"} <= set(prices.columns):
        raise UsageError("the prices", f"{', '.join(prices.columns)}", "partner, value")
    found = prices.select("partner", pl.col("value").cast(pl.Float64))
    if found["partner"].is_duplicated().any() or not found["value"].is_finite().all():
        raise UsageError("the prices", "a partner twice or no number", "one number for each")
    return found


def constant_prices(
    goods: pl.DataFrame,
    window: Window,
    *,
    products: Collection[str],
    absent_is_zero: bool = False,
    pooled: bool = False,
) -> pl.DataFrame:
    """What prices alone added to each partner's flows of some products: V1 - q1 p0.

    p0 = V0 / q0 is the unit value of the first period with the same partner, or, where the partner
    took none of the product then, the owner's mean over all partners. A unit value is no price: a
    change of quality within the product reads as one, so this is for crude oil, gas or coal.
    Pooled, it is V1 (1 - p0 / p1) with the owner's mean unit values of both periods: one price for
    all partners, which one misreported weight cannot move by much.

    Args:
        goods: `exporter`, `importer`, `product`, `year`, `value`, `quantity` (tonnes), with a row
            at least for every partner of the owner.
        window: Whose flows, in which direction, from when to when.
        products: The products to hold at constant prices; the others add nothing here.
        absent_is_zero: A product without a row in one period was not traded in it.
        pooled: Take the owner's mean prices in place of each partner's. A product that the owner
            did not trade in the first period has no price then, and its effect is unknown.

    Returns:
        `partner`, `value` (above zero where prices rose; null with `missing` = `incomplete`, where
        a quantity is unknown or zero beside a value), `missing`. A partner with none of the
        products has a value of zero.

    Raises:
        UsageError: The table is not as described.

    Source: The terms of a Laspeyres quantity index (constant first prices); our own arithmetic.
    """
    key = ("exporter", "importer", "product", "year")
    values = checked_table(goods, key, where="the goods")
    tonnes = checked_table(goods, key, where="the goods", value="quantity")
    rows = window.of_owner(partners_only(values.join(tonnes, on=list(key))))
    rows = rows.filter(pl.col("year").is_in([window.first, window.last]))
    cells = _cells(rows.filter(pl.col("product").is_in(sorted(products))))
    means = _mean_prices(cells, window.first)
    later = _mean_prices(cells, window.last) if pooled else None
    absent = (0.0, 0.0) if absent_is_zero else (None, None)
    found: list[tuple[str, float | None, str | None]] = []
    for partner in sorted(set(rows["partner"].to_list())):
        effects = [
            _effect(
                cells.get((partner, product, window.first), absent),
                cells.get((partner, product, window.last), absent),
                means.get(product),
                None if later is None else (later.get(product),),
            )
            for product in sorted({product for one, product, _ in cells if one == partner})
        ]
        value = total(effects)
        found.append((partner, value, None if value is not None else Missing.INCOMPLETE.value))
    schema = {"partner": pl.String, "value": pl.Float64, "missing": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row")


_Cell = tuple[float | None, float | None]


def _cells(rows: pl.DataFrame) -> dict[tuple[str, str, int | str], _Cell]:
    """Value and quantity by partner, product and period."""
    columns = ("partner", "product", "year", "value", "quantity")
    return {tuple(key): (value, quantity) for *key, value, quantity in
            rows.select(columns).iter_rows()}  # fmt: skip


def _mean_prices(
    cells: dict[tuple[str, str, int | str], _Cell], first: int | str
) -> dict[str, float]:
    """The owner's mean unit value of each product in the first period, over all partners."""
    frame = pl.DataFrame(
        [
            (product, value, quantity)
            for (_, product, year), (value, quantity) in cells.items()
            if year == first and value and quantity
        ],
        schema={"product": pl.String, "value": pl.Float64, "quantity": pl.Float64},
        orient="row",
    )
    amounts, tonnes = sums(frame, ("product",)), sums(frame, ("product",), "quantity")
    both = amounts.join(tonnes.select("product", "quantity"), on="product")
    return {product: value / quantity for product, value, quantity in
            both.select("product", "value", "quantity").iter_rows()}  # fmt: skip


def _effect(
    before: _Cell, after: _Cell, mean: float | None, pooled: tuple[float | None] | None
) -> float | None:
    """One product's; with the mean price of the last period in `pooled`, of both means alone."""
    if pooled is not None:
        return _pooled_effect(after[0], mean, pooled[0])
    return _price_effect(before, after, mean)


def _pooled_effect(later: float | None, p0: float | None, p1: float | None) -> float | None:
    if later == 0:
        return 0.0
    return None if later is None or not p0 or not p1 else later * (1 - p0 / p1)


def _price_effect(before: _Cell, after: _Cell, mean: float | None) -> float | None:
    (value, quantity), (later, sold) = before, after
    if later == 0 and value is not None:
        return 0.0
    if value is None or later is None or not sold or (value and not quantity):
        return None
    price = value / quantity if value and quantity else mean
    return None if price is None else later - sold * price
