"""Whether two states trade more than their sizes and their goods would let one expect.

Tables are flows of products in one year, `exporter`, `importer`, `product`, `value`, of all pairs,
without rows of the world: the world is what is in the table. The trap is the world without itself:
a state cannot import from itself, so the world's imports here are always those without the
exporter's own. A pair or product without a row traded nothing, as in BACI; a null is unknown and
leaves every index that rests on it without a value.
"""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

import polars as pl

from visavis.errors import UsageError
from visavis.measures.flow_table import checked_table, partners_only, sums, total
from visavis.model.figures import Missing

__all__ = [
    "DrysdaleGarnaut",
    "bias",
    "complementarity",
    "drysdale_garnaut",
    "michaely",
    "rca",
    "similarity",
    "trade_intensity",
]

_KEY = ("exporter", "importer", "product")


@dataclass(frozen=True, slots=True)
class DrysdaleGarnaut:
    """The three indexes of one exporter and importer; I = C x B. All None where one is missing."""

    exporter: str
    importer: str
    intensity: float | None
    """I: the importer's weight in the exporter's exports, over that in the world's imports."""
    complementarity: float | None
    """C: the intensity that the two states' goods alone would give."""
    bias: float | None
    """B: how far trade exceeds that; 1 where it does not."""
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class _Product:
    """What of one product the exporter sells, the importer buys and the world buys."""

    sold: float
    bought: float
    world: float
    """The world's imports without the exporter's own."""
    between: float


def drysdale_garnaut(flows: pl.DataFrame, *, exporter: str, importer: str) -> DrysdaleGarnaut:
    """Trade intensity, complementarity and bias of one flow, i to j.

    I = (X_ij / X_i) / (M_j / (M_w - M_i));
    C = sum_k (x_ik / X_i) ((M_w - M_i) / (m_wk - m_ik)) (m_jk / M_j);
    B = sum_k (c_ijk / C) (x_ijk / x_ik) / (m_jk / (m_wk - m_ik)), c_ijk the terms of C.

    Args:
        flows: As the module says.
        exporter: i.
        importer: j.

    Returns:
        The three; `undefined` where the exporter sells or the importer buys nothing, or where the
        two have no product in common (C = 0, and B has no meaning), `incomplete` where a flow of
        the table is unknown.

    Raises:
        UsageError: The table is not as described, or the two are one.

    Source: Drysdale, P., and Garnaut, R. (1982): Trade Intensities and the Analysis of Bilateral
    Trade Flows in a Many-Country World: A Survey. Hitotsubashi Journal of Economics 22(2), 62-84.
    Published values (China to Australia 2022: C 1.10, B 1.51, I 1.66, BACI HS4) need the whole of
    BACI and are not among our tests, which rest on cases worked by hand and on I = C x B.
    """
    products, unknown = _products(flows, exporter, importer)
    if unknown:
        return DrysdaleGarnaut(exporter, importer, None, None, None, Missing.INCOMPLETE)
    sold = math.fsum(each.sold for each in products)
    bought = math.fsum(each.bought for each in products)
    world = math.fsum(each.world for each in products)
    between = math.fsum(each.between for each in products)
    if sold == 0 or bought == 0:
        return DrysdaleGarnaut(exporter, importer, None, None, None, Missing.UNDEFINED)
    terms = [
        (each, each.sold / sold * (world / each.world) * (each.bought / bought))
        for each in products
        if each.sold > 0 and each.bought > 0
    ]
    fit = math.fsum(term for _, term in terms)
    if fit == 0:
        return DrysdaleGarnaut(exporter, importer, None, None, None, Missing.UNDEFINED)
    beyond = math.fsum(
        term / fit * (each.between / each.sold) / (each.bought / each.world) for each, term in terms
    )
    intensity = (between / sold) / (bought / world)
    return DrysdaleGarnaut(exporter, importer, intensity, fit, beyond, None)


def trade_intensity(flows: pl.DataFrame, *, exporter: str, importer: str) -> float | Missing:
    """I of `drysdale_garnaut`: 1 where the importer weighs with the exporter as in the world.

    Returns:
        The index, or the reason why there is none.

    Raises:
        UsageError: As for `drysdale_garnaut`.

    Source: Drysdale and Garnaut (1982), as for `drysdale_garnaut`.
    """
    found = drysdale_garnaut(flows, exporter=exporter, importer=importer)
    return _value(found.intensity, found.missing)


def complementarity(flows: pl.DataFrame, *, exporter: str, importer: str) -> float | Missing:
    """C of `drysdale_garnaut`: above 1 where the importer buys what the exporter sells.

    Returns:
        The index, or the reason why there is none.

    Raises:
        UsageError: As for `drysdale_garnaut`.

    Source: Drysdale and Garnaut (1982), as for `drysdale_garnaut`.
    """
    found = drysdale_garnaut(flows, exporter=exporter, importer=importer)
    return _value(found.complementarity, found.missing)


def bias(flows: pl.DataFrame, *, exporter: str, importer: str) -> float | Missing:
    """B of `drysdale_garnaut`: above 1 where something beyond their goods binds the two.

    Returns:
        The index, or the reason why there is none.

    Raises:
        UsageError: As for `drysdale_garnaut`.

    Source: Drysdale and Garnaut (1982), as for `drysdale_garnaut`.
    """
    found = drysdale_garnaut(flows, exporter=exporter, importer=importer)
    return _value(found.bias, found.missing)


def michaely(flows: pl.DataFrame, *, exporter: str, importer: str) -> float | Missing:
    """100 (1 - sum_k |m_ik - x_jk| / 2), 0 to 100: how far j sells what i buys.

    100 where the importer's shares of products in its imports are those of the exporter's exports.

    Args:
        flows: As the module says.
        exporter: j.
        importer: i.

    Returns:
        The index; `undefined` where one of the two has no such trade, `incomplete` where a flow of
        it is unknown.

    Raises:
        UsageError: The table is not as described, or the two are one.

    Source: Michaely, M. (1996): Trade Preferential Agreements in Latin America: An Ex-Ante
    Assessment. World Bank Policy Research Working Paper 1583.
    """
    rows = _table(flows, exporter, importer)
    sold = _product_shares(rows.filter(pl.col("exporter") == exporter))
    bought = _product_shares(rows.filter(pl.col("importer") == importer))
    if isinstance(sold, Missing):
        return sold
    if isinstance(bought, Missing):
        return bought
    apart = math.fsum(abs(sold.get(k, 0.0) - bought.get(k, 0.0)) for k in {*sold, *bought})
    return 100 * (1 - apart / 2)


def similarity(
    flows: pl.DataFrame, *, one: str, other: str, markets: Collection[str] | None = None
) -> float | Missing:
    """sum_k min(s_ik, s_jk), 0 to 1: how alike the products are that two states export.

    Args:
        flows: As the module says.
        one: i.
        other: j.
        markets: The importers that count, as in the paper, where the two meet in third markets;
            else all of them.

    Returns:
        The index; `undefined` where one of the two exports nothing, `incomplete` where a flow of
        it is unknown.

    Raises:
        UsageError: The table is not as described, or the two are one.

    Source: Finger, J. M., and Kreinin, M. E. (1979): A Measure of "Export Similarity" and Its
    Possible Uses. The Economic Journal 89(356), 905-912, who give it times 100.
    """
    rows = _table(flows, one, other)
    if markets is not None:
        rows = rows.filter(pl.col("importer").is_in(sorted(markets)))
    mine = _product_shares(rows.filter(pl.col("exporter") == one))
    theirs = _product_shares(rows.filter(pl.col("exporter") == other))
    if isinstance(mine, Missing):
        return mine
    if isinstance(theirs, Missing):
        return theirs
    return math.fsum(min(mine[k], theirs[k]) for k in {*mine} & {*theirs})


def rca(flows: pl.DataFrame) -> pl.DataFrame:
    """Revealed comparative advantage of every exporter in every product, and its symmetric form.

    RCA = (x_ik / X_i) / (x_wk / X_w), from 0; above 1 the product weighs more in the state's
    exports than in the world's. RSCA = (RCA - 1) / (RCA + 1), -1 to 1.

    Args:
        flows: As the module says.

    Returns:
        `exporter`, `product`, `value` (x_ik), `rca`, `rsca`, `missing`: every exporter with every
        product; `incomplete` where one of the four amounts lacks a flow, `undefined` where the
        world or the exporter sells none.

    Raises:
        UsageError: The table is not as described.

    Source: Balassa, B. (1965): Trade Liberalisation and "Revealed" Comparative Advantage. The
    Manchester School 33(2), 99-123. Laursen, K. (2015): Revealed Comparative Advantage and the
    Alternatives as Measures of International Specialization. Eurasian Business Review 5, 99-115.
    """
    rows = partners_only(checked_table(flows, _KEY, where="the flows of products"))
    of_pair = sums(rows, ("exporter", "product"))
    whole = sums(rows, ("exporter",)).select("exporter", pl.col("value").alias("whole"))
    world = sums(rows, ("product",)).select("product", pl.col("value").alias("world"))
    everything = total(rows["value"].to_list())
    grid = whole.join(world, how="cross").join(
        of_pair.select("exporter", "product", "value", "unknown"), on=["exporter", "product"],
        how="left",
    )  # fmt: skip
    grid = grid.with_columns(
        pl.when(pl.col("unknown").is_null()).then(0.0).otherwise("value").alias("value"),
        pl.lit(everything, pl.Float64).alias("all"),
    )
    lacks = pl.any_horizontal(pl.col("value", "whole", "world", "all").is_null())
    missing = (
        pl.when(lacks)
        .then(pl.lit(Missing.INCOMPLETE.value))
        .when((pl.col("whole") == 0) | (pl.col("world") == 0))
        .then(pl.lit(Missing.UNDEFINED.value))
        .alias("missing")
    )
    index = (pl.col("value") / pl.col("whole")) / (pl.col("world") / pl.col("all"))
    found = pl.when(missing.is_null()).then(index)
    return grid.select(
        "exporter", "product", "value", found.alias("rca"),
        ((found - 1) / (found + 1)).alias("rsca"), missing,
    ).sort("exporter", "product")  # fmt: skip


def _table(flows: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    if one == other:
        raise UsageError("trade of two states", f"{one} twice", "two states")
    return partners_only(checked_table(flows, _KEY, where="the flows of products"))


def _products(
    flows: pl.DataFrame, exporter: str, importer: str
) -> tuple[tuple[_Product, ...], bool]:
    """What the indexes rest on, and whether any of it is unknown."""
    rows = _table(flows, exporter, importer)
    sells, buys = pl.col("exporter") == exporter, pl.col("importer") == importer
    by = ("product",)

    def amounts(of: pl.Expr) -> Callable[[str], float]:
        found = dict(sums(rows.filter(of), by).select("product", "known").iter_rows())
        return lambda product: float(found.get(product, 0.0))

    sold, bought, between = amounts(sells), amounts(buys), amounts(sells & buys)
    world = amounts(pl.col("importer") != exporter)
    products = sorted(set(rows["product"].to_list()))
    return tuple(_Product(sold(k), bought(k), world(k), between(k)) for k in products), rows[
        "value"
    ].null_count() > 0


def _value(value: float | None, missing: Missing | None) -> float | Missing:
    return value if value is not None else missing or Missing.UNDEFINED


def _product_shares(rows: pl.DataFrame) -> dict[str, float] | Missing:
    """Each product's share of the rows' sum, or why there is none."""
    whole = total(rows["value"].to_list())
    if whole is None:
        return Missing.INCOMPLETE
    if whole == 0:
        return Missing.UNDEFINED
    found = sums(rows, ("product",))
    return {product: value / whole for product, value in found.select("product", "value").rows()}
