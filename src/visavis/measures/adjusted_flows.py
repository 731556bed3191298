"""Flows without some products, and at the prices of an earlier period.

The trap is the row that is not there: what is left of all goods is unknown where a product's part
is, unless the caller says that no row of the product means none of it.
"""

import math
from collections.abc import Collection

import polars as pl

from visavis.errors import UsageError
from visavis.measures.flow_table import checked_table
from visavis.measures.shift_share import Window
from visavis.model.facts import ALL_PRODUCTS, WORLD

__all__ = ["deflated", "less_products"]


def less_products(
    flows: pl.DataFrame, products: Collection[str], *, absent_is_zero: bool = False
) -> pl.DataFrame:
    """All goods without some products: a pivot without energy, say.

    Args:
        flows: `exporter`, `importer`, `product`, `year`, `value`, with `TOTAL` as the product of
            all goods, totals of the world (`WLD`) too.
        products: Products that do not overlap.
        absent_is_zero: A flow has none of a product where it has no row; else the rest is unknown.

    Returns:
        `exporter`, `importer`, `year`, `value`: null where the total or a product is unknown.

    Raises:
        UsageError: The table is not as described, or the products exceed all goods somewhere.
    """
    pair = ["exporter", "importer", "year"]
    table = checked_table(flows, (*pair[:2], "product", "year"), where="the flows of products")
    found = table.filter(pl.col("product") == ALL_PRODUCTS).drop("product")
    for product in sorted(set(products)):
        part = table.filter(pl.col("product") == product).select(
            *pair, pl.col("value").alias("part"), pl.lit(value=True).alias("held")
        )
        found = found.join(part, on=pair, how="left")
        if absent_is_zero:
            part_or_zero = pl.when(pl.col("held").is_null()).then(0.0).otherwise("part")
            found = found.with_columns(part_or_zero.alias("part"))
        rest = pl.col("value") - pl.col("part")
        found = found.select(*pair, rest.alias("value"))
    above = found.filter(pl.col("value") < 0)
    if above.height:
        exporter, importer, year, _ = above.row(0)
        where = f"the goods from {exporter} to {importer} in {year}"
        raise UsageError(where, "products worth more than all goods", "parts of the whole")
    return found.sort(pair)


def deflated(flows: pl.DataFrame, prices: pl.DataFrame, window: Window) -> pl.DataFrame:
    """The flows with the last period at the prices of the first: for a pivot at constant prices.

    Args:
        flows: `exporter`, `importer`, `year`, `value`.
        prices: `partner`, `value`, from `visavis.measures.shift_share.constant_prices`.
        window: Whose flows, in which direction, from when to when.

    Returns:
        The owner's flows in the same columns. Of the last period each partner's is less what
        prices added, and the world's (`WLD`) less the sum of that; null where it is unknown.

    Raises:
        UsageError: A table is not as described, or prices added more than was traded.
    """
    table = checked_table(flows, where="the flows")
    own, other = ("exporter", "importer") if window.side == "exports" else ("importer", "exporter")
    effects = dict(prices.select("partner", "value").iter_rows())
    amounts = list(effects.values())
    effects[WORLD] = None if None in amounts else math.fsum(amounts)
    mine = table.filter(pl.col(own) == window.owner)
    added = pl.col(other).replace_strict(effects, default=None, return_dtype=pl.Float64)
    found = mine.with_columns(
        pl.when(pl.col("year") == window.last).then(pl.col("value") - added).otherwise("value")
        .alias("value")
    ).filter(pl.col("year").is_in([window.first, window.last]))  # fmt: skip
    return checked_table(found, where="the flows at constant prices")
