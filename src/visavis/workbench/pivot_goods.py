"""A turn without some goods: what is left of each flow, and of the total, when they are taken off.

The trap is the product without a row. Only where its publisher says that no row means none of it
is it taken as nothing; elsewhere what is left is not known.
"""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.measures.adjusted_flows import less_products
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.products import disjoint, families, narrower
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_flows import TradeRows

if TYPE_CHECKING:
    import polars as pl

    from visavis.workbench.pivot import PivotQuestion

__all__ = ["ENERGY", "goods_of", "less"]

ENERGY = ("coal", "crude_oil", "lng", "pipeline_gas")
"""Families whose tonnes are kept beside their dollars, so that prices can be told apart."""


def goods_of(without: Collection[str]) -> frozenset[str]:
    """The families whose rows a question may need: those left out, gold and energy.

    Raises:
        UsageError: A word is no family or code.
    """
    wanted = {*without, "gold", "energy", *narrower("energy"), *ENERGY}
    known = {each.id for each in families()}
    for word in without:
        if word not in known and not (word.startswith("HS") and word[2:].isdecimal()):
            raise UsageError("--without", repr(word), f"HS27 or one of {', '.join(sorted(known))}")
    return frozenset(wanted)


def less(
    bench: Workbench,
    question: "PivotQuestion",
    rows: TradeRows,
    without: Collection[str],
    wholes: Mapping[int, float | None],
) -> "pl.DataFrame":
    """`exporter`, `importer`, `year`, `value` of what is left; partners and the total (`WLD`).

    The total is less the sum of the products over all partners of the edition, where it has no
    row of its own for them.

    Raises:
        UsageError: The edition has no rows of one of the products.
    """
    import polars as pl

    products = disjoint(without)
    lacking = [each for each in products if each not in rows.products()]
    if lacking:
        raise UsageError(f"rows of {rows.edition.source}", f"none of {', '.join(lacking)}", "some")
    flow, state = question.flow, question.state
    found: list[tuple[str, str, str, int, float]] = []
    for year in question.years:
        partners = rows.partners(flow, year)
        for product in (ALL_PRODUCTS, *products):
            amounts = [(each, rows.amount(flow, each, year, product)) for each in partners]
            total = (
                wholes.get(year) if product == ALL_PRODUCTS else _total(rows, flow, year, product)
            )
            for partner, value in [*amounts, (WORLD, total)]:
                if value is not None:
                    pair = (partner, state) if flow == "imports" else (state, partner)
                    found.append((*pair, product, year, value))
    schema = {
        "exporter": pl.String, "importer": pl.String, "product": pl.String, "year": pl.Int64,
        "value": pl.Float64,
    }  # fmt: skip
    table = pl.DataFrame(found, schema=schema, orient="row")
    none_is_zero = all(_absent_is_zero(bench, rows, each) for each in products)
    kept = _without_contradictions(table)
    return less_products(kept, products, absent_is_zero=none_is_zero).drop_nulls("value")


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


def _total(rows: TradeRows, flow: str, year: int, product: str) -> float | None:
    own = rows.amount(flow, WORLD, year, product)  # type: ignore[arg-type]
    if own is not None:
        return own
    ways = {"exports": (True,), "imports": (False,), "trade": (True, False)}[flow]
    return sum(
        value
        for cell, value in sorted(rows.values.items())
        if cell.year == year and cell.product == product and cell.is_export in ways
    )


def _absent_is_zero(bench: Workbench, rows: TradeRows, product: str) -> bool:
    edition = rows.edition
    return any(
        extent.absent_means == "zero" and product in (extent.products or ())
        for entry, extent in bench.coverage("goods_flow")
        if (entry.source, entry.vintage) == (edition.source, edition.vintage)
    )
