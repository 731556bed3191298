"""How hard a supplier is to replace, product by product: what makes a partner vulnerable.

Tables are flows of products, `exporter`, `importer`, `product`, `year`, `value`, of all pairs and
without rows of the world. The traps: a supplier absent from the table is no zero unless the caller
says that the table lists all that there is, and a share of a product that cannot be had elsewhere
weighs little where the product itself is a trifle (`vulnerability` weighs it, the others do not).
"""

from collections.abc import Collection
from typing import Literal

import polars as pl

from visavis.errors import UsageError
from visavis.measures.concentration import by_owner
from visavis.measures.flow_table import checked_table, partners_only, sums
from visavis.model.figures import Missing

__all__ = [
    "eu_triple_test",
    "replacement_cost",
    "supplier_concentration",
    "supplier_shares",
    "vulnerability",
]

EU_HHI = 0.4
EU_OUTSIDE = 0.5
EU_IMPORTS_TO_EXPORTS = 1.0
"""The European Commission's three thresholds: each has to be exceeded."""

_KEY = ("exporter", "importer", "product", "year")
_CELL = ("year", "product")
_ROUNDING = 1e-9
_INCOMPLETE = pl.lit(Missing.INCOMPLETE.value)


def supplier_shares(
    flows: pl.DataFrame, *, buyer: str | Collection[str], absent_is_zero: bool = False
) -> pl.DataFrame:
    """Each supplier's share of what the buyer imports of a product.

    Args:
        flows: As the module says.
        buyer: A state, or the members of a bloc, whose trade with each other is left out.
        absent_is_zero: A supplier that a product has in another year has sold nothing where it has
            no row; else its share is `not_reported` there.

    Returns:
        `year`, `product`, `supplier`, `value`, `whole`, `share` (0 to 1), `missing`.

    Raises:
        UsageError: The table is not as described.
    """
    rows = _bought(_table(flows), _set(buyer)).rename({"exporter": "supplier"})
    listed = (
        rows.select("product", "supplier")
        .unique()
        .join(rows.select("product", "year").unique(), on="product")
    )
    key = [*_CELL, "supplier"]
    cells = listed.join(
        rows.with_columns(pl.lit(value=True).alias("held")), on=key, how="left"
    ).join(sums(rows, _CELL).rename({"value": "whole"}), on=list(_CELL))
    if absent_is_zero:
        cells = cells.with_columns(
            pl.when(pl.col("held").is_null()).then(0.0).otherwise("value").alias("value")
        )
    reason = (
        pl.when(pl.col("value").is_null())
        .then(pl.lit(Missing.NOT_REPORTED.value))
        .when(pl.col("whole").is_null())
        .then(_INCOMPLETE)
        .when(pl.col("whole") == 0)
        .then(pl.lit(Missing.UNDEFINED.value))
        .alias("missing")
    )
    share = pl.when(reason.is_null()).then(pl.col("value") / pl.col("whole")).alias("share")
    return cells.select(*key, "value", "whole", share, reason).sort(key)


def supplier_concentration(flows: pl.DataFrame, *, buyer: str | Collection[str]) -> pl.DataFrame:
    """The HHI of the buyer's suppliers of each product, and the largest of them.

    Args:
        flows: As the module says.
        buyer: A state, or the members of a bloc, whose trade with each other is left out.

    Returns:
        `year`, `product`, `suppliers`, `hhi`, `largest`, `largest_share`, `missing` as in
        `visavis.measures.concentration.by_owner`.

    Raises:
        UsageError: The table is not as described.
    """
    rows = _bought(_table(flows), _set(buyer))
    found = by_owner(
        rows.select("exporter", pl.col("product").alias("importer"), "year", "value"),
        side="imports",
    )
    return found.select(
        "year", pl.col("owner").alias("product"), pl.col("partners").alias("suppliers"), "hhi",
        "largest", "largest_share", "missing",
    ).sort(_CELL)  # fmt: skip


def replacement_cost(flows: pl.DataFrame, *, supplier: str, bloc: Collection[str]) -> pl.DataFrame:
    """c_ik = 1 - (world exports of k neither from j nor already going to i's bloc) / (all of k).

    0: the world's exports of the product are elsewhere; 1: all of them come from the supplier or
    go to the bloc already. A stand-in for the cost of replacing a supplier, not the cost.

    Args:
        flows: As the module says, of all pairs: what is not in the table is not in the world.
        supplier: j.
        bloc: The buyer i and the states that would buy beside it.

    Returns:
        `year`, `product`, `world` (world exports of k), `cost` (0 to 1), `missing`: `incomplete`
        where a flow of the product is unknown, `undefined` where there is none.

    Raises:
        UsageError: The table is not as described, or the supplier belongs to the bloc.

    Source: Our own proxy for the cost of substitution in Keohane, R. O., and Nye, J. S. (1977):
    Power and Interdependence, Little, Brown.
    """
    members = _set(bloc)
    if supplier in members:
        raise UsageError("replacement cost", f"{supplier} as supplier and as buyer", "two sides")
    rows = _table(flows).with_columns(
        pl.when((pl.col("exporter") == supplier) | pl.col("importer").is_in(sorted(members)))
        .then("value")
        .otherwise(0.0)
        .alias("bound")
    )
    world = sums(rows, _CELL).rename({"value": "world"})
    bound = sums(rows, _CELL, "bound").select(*_CELL, "bound")
    both = world.join(bound, on=list(_CELL))
    return both.select(
        *_CELL, "world",
        pl.when(pl.col("world") > 0).then(pl.col("bound") / pl.col("world")).alias("cost"),
        pl.when(pl.col("world").is_null())
        .then(_INCOMPLETE)
        .when(pl.col("world") == 0)
        .then(pl.lit(Missing.UNDEFINED.value))
        .alias("missing"),
    ).sort(_CELL)  # fmt: skip


def vulnerability(
    flows: pl.DataFrame,
    costs: pl.DataFrame,
    *,
    buyer: str,
    supplier: str,
    absent_is_zero: bool = False,
) -> pl.DataFrame:
    """V_ij = sum_k (M_ijk / M_i) c_ik: the share of its imports that i could not easily replace.

    M_i is the sum of the buyer's rows, M_ij that of its rows from the supplier.

    Args:
        flows: As the module says.
        costs: `year`, `product` and c_ik between 0 and 1 as `cost` (`replacement_cost`) or `hhi`
            (`supplier_concentration`).
        buyer: i.
        supplier: j.
        absent_is_zero: A product that the buyer imports, without a row from the supplier, is none
            of the supplier's; else nobody knows what the supplier sold of it.

    Returns:
        `year`, `share` (M_ij / M_i), `value` (0 to `share`), `lower_bound`, `missing`:
        `incomplete` where one of the buyer's imports or a cost is unknown, and then the bound is
        over what is known where M_i is; `undefined` where the buyer imports nothing.

    Raises:
        UsageError: A table is not as described, or a cost exceeds 1.

    Source: Keohane and Nye (1977), as for `replacement_cost`, for vulnerability as against
    sensitivity; the weights are our own.
    """
    cost = _costs(costs)
    bought = _table(flows).filter(pl.col("importer") == buyer)
    from_supplier = bought.filter(pl.col("exporter") == supplier).select(
        *_CELL, "value", pl.lit(value=True).alias("held")
    )
    parts = bought.select(_CELL).unique().join(from_supplier, on=list(_CELL), how="left")
    parts = parts.join(cost, on=list(_CELL), how="left")
    if absent_is_zero:
        value = pl.when(pl.col("held").is_null()).then(0.0).otherwise("value")
        parts = parts.with_columns(value.alias("value"))
    # What is not bought at all weighs nothing, whatever it would cost to replace.
    hard = pl.when(pl.col("value") == 0).then(0.0).otherwise(pl.col("value") * pl.col("cost"))
    parts = parts.with_columns(hard.alias("hard"))
    whole = sums(bought, ["year"]).select("year", pl.col("value").alias("whole"))
    found = whole.join(sums(parts, ["year"], "hard").drop("unknown"), on="year")
    found = found.join(
        sums(parts, ["year"]).select("year", pl.col("value").alias("part")), on="year"
    )
    over = pl.when(pl.col("whole") > 0).then(pl.col("whole"))
    return found.select(
        "year", (pl.col("part") / over).alias("share"), (pl.col("hard") / over).alias("value"),
        (pl.col("known") / over).alias("lower_bound"),
        pl.when(pl.col("whole") == 0)
        .then(pl.lit(Missing.UNDEFINED.value))
        .when(pl.col("whole").is_null() | pl.col("hard").is_null())
        .then(_INCOMPLETE)
        .alias("missing"),
    ).sort("year")  # fmt: skip


def _costs(costs: pl.DataFrame) -> pl.DataFrame:
    name = "cost" if "cost" in costs.columns else "hhi"
    found = checked_table(costs, _CELL, where="the costs", value=name).rename({name: "cost"})
    above = found.filter(pl.col("cost") > 1 + _ROUNDING)
    if above.height:
        raise UsageError("the costs", f"a cost of {above.row(0)[-1]}", "numbers from 0 to 1")
    return found


def eu_triple_test(
    flows: pl.DataFrame, *, bloc: Collection[str], exports: Literal["total", "extra"] = "total"
) -> pl.DataFrame:
    """The European Commission's test of strategic dependence, by product: three indicators.

    A product is one on which the bloc depends where the HHI of suppliers outside it exceeds 0.4,
    more than half of its imports come from outside, and imports from outside exceed its exports.
    In one table of flows, trade between members is both inside imports and exports, so that with
    `exports="total"` the third indicator implies the second.

    Args:
        flows: As the module says.
        bloc: The members.
        exports: The bloc's exports in the third indicator: all of them, those between members too
            (the Commission's stand-in for what the bloc can make), or to the outside alone.

    Returns:
        `year`, `product`, `hhi`, `outside_share`, `imports_to_exports` (null where there are no
        exports; the test then holds if there are imports), `dependent`, `missing`: `incomplete`
        where a flow of the product that counts is unknown, `undefined` without imports.

    Raises:
        UsageError: The table is not as described, or the bloc has no members.

    Source: European Commission (2021): Strategic Dependencies and Capacities, SWD(2021) 352;
    Arjona, R., Connell, W., and Herghelegiu, C. (2023): An Enhanced Methodology to Monitor the EU's
    Strategic Dependencies and Vulnerabilities, Single Market Economy Paper 14. Ours take one year;
    the Commission averages several and screens for ecosystems besides.
    """
    members = sorted(_set(bloc))
    rows = _table(flows)
    within, selling = pl.col("importer").is_in(members), pl.col("exporter").is_in(members)
    sold = rows.filter(selling & (~within if exports == "extra" else True))
    sides = {"outside": rows.filter(within & ~selling), "inside": rows.filter(within & selling),
             "sold": sold}  # fmt: skip
    found = rows.filter(within).select(_CELL).unique().sort(_CELL)
    for name, part in sides.items():
        whole = sums(part, _CELL).select(
            *_CELL, pl.col("value").alias(name), (pl.col("unknown") > 0).alias(f"{name}_open")
        )
        found = found.join(whole, on=list(_CELL), how="left").with_columns(
            pl.when(pl.col(f"{name}_open").is_null()).then(0.0).otherwise(name).alias(name)
        )
    hhis = supplier_concentration(rows, buyer=members).select(*_CELL, "hhi")
    return _judged(found.join(hhis, on=list(_CELL), how="left"))


def _judged(found: pl.DataFrame) -> pl.DataFrame:
    imports = pl.col("outside") + pl.col("inside")
    share = pl.when(imports > 0).then(pl.col("outside") / imports)
    times = pl.when(pl.col("sold") > 0).then(pl.col("outside") / pl.col("sold"))
    missing = (
        pl.when(imports.is_null() | pl.col("sold").is_null())
        .then(_INCOMPLETE)
        .when(imports == 0)
        .then(pl.lit(Missing.UNDEFINED.value))
    )
    dependent = (
        (pl.col("hhi").fill_null(0.0) > EU_HHI)
        & (share > EU_OUTSIDE)
        & (pl.col("outside") > EU_IMPORTS_TO_EXPORTS * pl.col("sold"))
    )
    return found.select(
        *_CELL, "hhi", share.alias("outside_share"), times.alias("imports_to_exports"),
        pl.when(missing.is_null()).then(dependent).alias("dependent"), missing.alias("missing"),
    ).sort(_CELL)  # fmt: skip


def _table(flows: pl.DataFrame) -> pl.DataFrame:
    return partners_only(checked_table(flows, _KEY, where="the flows of products"))


def _set(states: str | Collection[str]) -> frozenset[str]:
    found = frozenset({states} if isinstance(states, str) else states)
    if not found:
        raise UsageError("the buyers", "no state", "at least one")
    return found


def _bought(rows: pl.DataFrame, buyers: frozenset[str]) -> pl.DataFrame:
    """What the buyers together import from outside, by supplier, product and year."""
    members = sorted(buyers)
    outside = rows.filter(pl.col("importer").is_in(members) & ~pl.col("exporter").is_in(members))
    return sums(outside, ("exporter", "product", "year")).select(
        "exporter", "product", "year", "value"
    )
