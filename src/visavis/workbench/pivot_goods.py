"""A turn without some goods: what is left of each flow, and of the total, when they are taken off.

The trap is the product without a row. Only where its publisher says that no row means none of it
is it taken as nothing; elsewhere what is left is not known.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.measures.adjusted_flows import less_products
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.products import disjoint, families, narrower
from visavis.workbench.pivot_flows import TradeRows

if TYPE_CHECKING:
    import polars as pl

    from visavis.workbench.pivot_answers import PivotQuestion

__all__ = ["ENERGY", "goods_of", "less"]

ENERGY = ("coal", "crude_oil", "lng", "pipeline_gas")
"""Families whose tonnes are kept beside their dollars, so that prices can be told apart."""


def goods_of(without: Collection[str], product: str) -> frozenset[str]:
    """The families whose rows a question may need: asked for, left out, gold and energy.

    Raises:
        UsageError: A word is no family or code.
    """
    wanted = {*without, product, "gold", "energy", *narrower("energy"), *ENERGY}
    known = {each.id for each in families()}
    for word in (*without, product):
        if (
            word != ALL_PRODUCTS
            and word not in known
            and not (word.startswith("HS") and word[2:].isdecimal())
        ):
            raise UsageError("the goods", repr(word), f"HS27 or one of {', '.join(sorted(known))}")
    return frozenset(wanted)


def less(question: "PivotQuestion", rows: TradeRows, table: "pl.DataFrame") -> "pl.DataFrame":
    """`exporter`, `importer`, `year`, `value` of what is left; partners and the total (`WLD`).

    Args:
        question: Whose flows, and the products to leave out.
        rows: The edition.
        table: Its flows of all goods.

    Raises:
        UsageError: The edition has no rows of one of the products.
    """
    import polars as pl

    products = disjoint(question.without)
    lacking = [each for each in products if each not in rows.products()]
    if lacking:
        raise UsageError(f"rows of {rows.edition.source}", f"none of {', '.join(lacking)}", "some")
    other = "exporter" if question.flow == "imports" else "importer"
    found: list[tuple[str, str, str, int, float]] = []
    for partner, year in table.select(other, "year").iter_rows():
        for product in products:
            value = (
                rows.sum_of(question.flow, year, product)
                if partner == WORLD
                else rows.amount(question.flow, partner, year, product)
            )
            if value is not None:
                pair = (partner, rows.state) if other == "exporter" else (rows.state, partner)
                found.append((*pair, product, year, value))
    schema = {
        "exporter": pl.String, "importer": pl.String, "product": pl.String, "year": pl.Int64,
        "value": pl.Float64,
    }  # fmt: skip
    parts = pl.DataFrame(found, schema=schema, orient="row")
    whole = table.with_columns(product=pl.lit(ALL_PRODUCTS)).select(parts.columns)
    kept = _without_contradictions(pl.concat([whole, parts]))
    return less_products(kept, products).drop_nulls("value")


def _without_contradictions(table: "pl.DataFrame") -> "pl.DataFrame":
    """Without the pairs and years of which some products are worth more than all goods together.

    Tables of two releases may say so of small flows; what is left of them is not known.
    """
    import polars as pl

    pair = ["exporter", "importer", "year"]
    is_whole = pl.col("product") == ALL_PRODUCTS
    sums = table.group_by(pair).agg(
        pl.col("value").filter(is_whole).sum().alias("whole"),
        pl.col("value").filter(~is_whole).sum().alias("parts"),
    )
    bad = sums.filter(pl.col("parts") > pl.col("whole"))
    return table.join(bad, on=pair, how="anti")
