"""How much two states trade, measured against all that each of them trades or produces.

Frames hold one row for each owner, partner and year; `ratio` makes one row a `Ratio`. The trap is
the denominator: shares of exports, imports, trade and GDP are four concepts, each result names its
own, and they are never compared. The second: with one amount for both sides, asymmetry of
dependence is the ratio of the two economies and says nothing else (`asymmetry`).
"""

from typing import Any, Literal

import polars as pl

from visavis.errors import UsageError
from visavis.measures.flow_table import (
    checked_table,
    partners_only,
    world_exports_and_imports,
)
from visavis.measures.ratio import Ratio
from visavis.model.facts import WORLD
from visavis.model.figures import Missing

__all__ = [
    "Ratio",
    "dependence",
    "interdependence",
    "openness",
    "ratio",
    "trade_to_gdp",
    "weak_link",
]

Flow = Literal["exports", "imports", "trade"]
Whole = Literal["exports", "imports", "trade"]

_WIDER: dict[str, tuple[str, ...]] = {
    "exports": ("exports", "trade"),
    "imports": ("imports", "trade"),
    "trade": ("trade",),
}
"""Wholes of which each flow can be a part."""

_RATIO = ("owner", "partner", "year", "numerator", "denominator", "amount", "whole", "value",
          "missing")  # fmt: skip
_SLACK = 1e-9
"""By how much a part may exceed its whole: rounding of the last digit, no more."""


def dependence(
    flows: pl.DataFrame,
    *,
    denominator: Whole,
    numerator: Flow | None = None,
    sum_of_rows: bool = False,
    absent_is_zero: bool = False,
) -> pl.DataFrame:
    """What each state trades with each partner, as a share of all that it trades.

    With `denominator="trade"` it is Barbieri's s_ij = T_ij / T_i, with `"exports"` X_ij / X_i and
    with `"imports"` M_ij / M_i. Over GDP: `trade_to_gdp`. Every pair that the table has in some
    year is given for every year of its owner.

    Args:
        flows: `exporter`, `importer`, `year`, `value`: each flow once, all in one currency, so that
            T_ij = X_ij + M_ij is the same for both; rows with `WLD` are the totals. For two books,
            make two tables.
        denominator: The whole; it is named in every row of the result.
        numerator: The part, by default the same flow.
        sum_of_rows: The rows are all partners, and a total is their sum; else totals are the rows
            with `WLD`, and a state without such a row has no share.
        absent_is_zero: A flow without a row is zero; else it is `not_reported`. A null is never.

    Returns:
        `owner`, `partner`, `year`, `numerator`, `denominator`, `amount`, `whole`, `value` (0 to 1),
        `missing`: `incomplete` where one of two flows is known or a sum lacks a partner,
        `not_reported`, `undefined` where the whole is zero or less than its part.

    Raises:
        UsageError: The table is not as described, or the part is none of the whole.

    Source: Barbieri, K. (1996): Economic Interdependence: A Path to Peace or a Source of Interstate
    Conflict? Journal of Peace Research 33(1), 29-49.
    """
    part = numerator or denominator
    if denominator not in _WIDER.get(part, ()):
        expected = ", ".join(f"{one} of {' or '.join(_WIDER[one])}" for one in _WIDER)
        raise UsageError("dependence", f"{part} as a share of {denominator}", expected)
    table = checked_table(flows, where="the flows")
    amounts = _amounts(table, part, absent_is_zero=absent_is_zero)
    return _divided(amounts, _totals(table, denominator, sum_of_rows=sum_of_rows), denominator)


def trade_to_gdp(
    flows: pl.DataFrame,
    *,
    gdp: pl.DataFrame,
    numerator: Flow = "trade",
    absent_is_zero: bool = False,
) -> pl.DataFrame:
    """dep_ij = T_ij / Y_i: what each state trades with each partner, over its GDP.

    Args:
        flows: As for `dependence`.
        gdp: `state`, `year`, `value` in the same currency.
        numerator: Trade, or exports or imports alone.
        absent_is_zero: As for `dependence`.

    Returns:
        The columns of `dependence`, with `gdp` as the denominator; `value` may exceed 1.

    Raises:
        UsageError: A table is not as described, or the numerator is unknown.

    Source: Oneal, J. R., and Russett, B. M. (1997): The Classical Liberals Were Right: Democracy,
    Interdependence, and Conflict, 1950-1985. International Studies Quarterly 41(2), 267-294.
    """
    if numerator not in _WIDER:
        raise UsageError("trade over GDP", f"{numerator!r}", "exports, imports or trade")
    table = checked_table(flows, where="the flows")
    amounts = _amounts(table, numerator, absent_is_zero=absent_is_zero)
    return _divided(amounts, _economies(gdp), "gdp")


def openness(flows: pl.DataFrame, *, gdp: pl.DataFrame, sum_of_rows: bool = False) -> pl.DataFrame:
    """T_i / Y_i: all trade of each state over its GDP, with `WLD` as the partner.

    A share of trade times openness is trade over GDP, s_ij (T_i / Y_i) = dep_ij: `chained`.

    Args:
        flows: As for `dependence`.
        gdp: `state`, `year`, `value` in the same currency.
        sum_of_rows: As for `dependence`.

    Returns:
        The columns of `dependence`.

    Raises:
        UsageError: A table is not as described.

    Source: Gartzke, E., and Li, Q. (2003): Measure for Measure: Concept Operationalization and the
    Trade Interdependence-Conflict Debate. Journal of Peace Research 40(5), 553-571.
    """
    table = checked_table(flows, where="the flows")
    trade = _totals(table, "trade", sum_of_rows=sum_of_rows)
    amounts = trade.select(
        "owner", pl.lit(WORLD).alias("partner"), "year", pl.col("whole").alias("amount"),
        pl.col("whole_missing").alias("amount_missing"), pl.lit("trade").alias("numerator"),
    )  # fmt: skip
    return _divided(amounts, _economies(gdp), "gdp")


def _amounts(table: pl.DataFrame, part: str, *, absent_is_zero: bool) -> pl.DataFrame:
    """T_ij, X_ij or M_ij for every pair and every year of its owner, or the reason."""
    rows = partners_only(table)
    exports = rows.select(
        pl.col("exporter").alias("owner"), pl.col("importer").alias("partner"), "year",
        pl.col("value").alias("exports"), pl.lit(value=True).alias("sells"),
    )  # fmt: skip
    imports = rows.select(
        pl.col("importer").alias("owner"), pl.col("exporter").alias("partner"), "year",
        pl.col("value").alias("imports"), pl.lit(value=True).alias("buys"),
    )  # fmt: skip
    key = ["owner", "partner", "year"]
    pairs = pl.concat([exports.select(key[:2]), imports.select(key[:2])]).unique()
    years = pl.concat([exports.select("owner", "year"), imports.select("owner", "year")]).unique()
    both = pairs.join(years, on="owner").join(exports, on=key, how="left")
    both = both.join(imports, on=key, how="left").sort(key)
    if absent_is_zero:
        both = both.with_columns(
            pl.when(pl.col("sells").is_null()).then(0.0).otherwise("exports").alias("exports"),
            pl.when(pl.col("buys").is_null()).then(0.0).otherwise("imports").alias("imports"),
        )
    amount = pl.col("exports") + pl.col("imports") if part == "trade" else pl.col(part)
    one_known = pl.col("exports").is_not_null() | pl.col("imports").is_not_null()
    missing = (
        pl.when(amount.is_not_null())
        .then(None)
        .when(pl.lit(part == "trade") & one_known)
        .then(pl.lit(Missing.INCOMPLETE.value))
        .otherwise(pl.lit(Missing.NOT_REPORTED.value))
    )
    return both.select(
        *key,
        amount.alias("amount"),
        missing.alias("amount_missing"),
        pl.lit(part).alias("numerator"),
    )


def _totals(table: pl.DataFrame, denominator: str, *, sum_of_rows: bool) -> pl.DataFrame:
    """`owner`, `year`, `whole`, `whole_missing`: all exports, imports or trade of each state."""
    exports, imports = world_exports_and_imports(table, sum_of_rows=sum_of_rows)
    found = {"exports": exports, "imports": imports}.get(denominator)
    if found is None:
        found = exports.join(imports, on=["owner", "year"], how="full", coalesce=True)
        one_known = pl.col("value").is_not_null() | pl.col("value_right").is_not_null()
        found = found.select(
            "owner", "year", pl.col("value") + pl.col("value_right"),
            one_known.alias("incomplete"),
        )  # fmt: skip
    reason = pl.when(pl.col("value").is_null()).then(
        pl.when("incomplete")
        .then(pl.lit(Missing.INCOMPLETE.value))
        .otherwise(pl.lit(Missing.NOT_REPORTED.value))
    )
    return found.select(
        "owner", "year", pl.col("value").alias("whole"), reason.alias("whole_missing")
    ).sort("owner", "year")


def _economies(gdp: pl.DataFrame) -> pl.DataFrame:
    """GDP in the same shape as `_totals`."""
    return checked_table(gdp, ("state", "year"), where="the GDP").select(
        pl.col("state").alias("owner"), "year", pl.col("value").alias("whole"),
        pl.lit(None, pl.String).alias("whole_missing"),
    )  # fmt: skip


def _divided(amounts: pl.DataFrame, wholes: pl.DataFrame, denominator: str) -> pl.DataFrame:
    both = amounts.join(wholes, on=["owner", "year"], how="left").with_columns(
        pl.when(pl.col("whole").is_null() & pl.col("whole_missing").is_null())
        .then(pl.lit(Missing.NOT_REPORTED.value))
        .otherwise("whole_missing")
        .alias("whole_missing")
    )
    too_small = (pl.col("whole") == 0) | (
        pl.lit(denominator != "gdp") & (pl.col("amount") > pl.col("whole") * (1 + _SLACK))
    )
    missing = (
        pl.coalesce("amount_missing", "whole_missing")
        .fill_null(pl.when(too_small).then(pl.lit(Missing.UNDEFINED.value)))
        .alias("missing")
    )
    value = pl.when(missing.is_null()).then(pl.col("amount") / pl.col("whole")).alias("value")
    return both.select(
        "owner", "partner", "year", "numerator", pl.lit(denominator).alias("denominator"),
        "amount", "whole", value, missing,
    ).sort("owner", "partner", "year")  # fmt: skip


def ratio(ratios: pl.DataFrame, owner: str, partner: str, year: object) -> Ratio:
    """One row of `dependence` or `openness` as a `Ratio`; `not_reported` where there is no row.

    Raises:
        UsageError: The frame is another one, or has several denominators.
    """
    numerator, denominator = _concept(ratios)
    found = ratios.filter(
        (pl.col("owner") == owner) & (pl.col("partner") == partner) & (pl.col("year") == year)
    )
    row: dict[str, Any] = {"missing": Missing.NOT_REPORTED.value}
    if found.height:
        row = found.row(0, named=True)
    return Ratio(
        owner=owner, partner=partner, year=year, numerator=numerator, denominator=denominator,
        amount=row.get("amount"), whole=row.get("whole"), value=row.get("value"),
        missing=Missing(row["missing"]) if row["missing"] is not None else None,
    )  # fmt: skip


def _concept(ratios: pl.DataFrame) -> tuple[str, str]:
    lacking = [column for column in _RATIO if column not in ratios.columns]
    if lacking:
        found = f"no column {', '.join(lacking)}"
        raise UsageError("a table of ratios", found, "what `dependence` gives")
    concepts = ratios.select("numerator", "denominator").unique().sort("numerator", "denominator")
    if concepts.height != 1:
        named = ", ".join("/".join(row) for row in concepts.rows()) or "none"
        raise UsageError("a table of ratios", f"the concepts {named}", "one concept")
    numerator, denominator = concepts.row(0)
    return str(numerator), str(denominator)


def _both_ways(ratios: pl.DataFrame, concept: tuple[str, str]) -> pl.DataFrame:
    """Each pair once (`a` before `b`), with both of its ratios and the worse of their reasons."""
    found = _concept(ratios)
    if found != concept:
        raise UsageError("a table of ratios", "/".join(found), "/".join(concept))
    mine = ratios.filter(pl.col("owner") < pl.col("partner"))
    theirs = ratios.select(
        pl.col("partner").alias("owner"), pl.col("owner").alias("partner"), "year",
        pl.col("value").alias("of_b"), pl.col("missing").alias("missing_b"),
        pl.lit(value=True).alias("held"),
    ).filter(pl.col("owner") < pl.col("partner"))  # fmt: skip
    both = mine.join(theirs, on=["owner", "partner", "year"], how="full", coalesce=True)
    one_sided = pl.when(pl.col("held").is_null() | pl.col("numerator").is_null())
    return both.select(
        pl.col("owner").alias("a"), pl.col("partner").alias("b"), "year",
        pl.col("value").alias("of_a"), "of_b",
        pl.coalesce(
            "missing", "missing_b", one_sided.then(pl.lit(Missing.NOT_REPORTED.value))
        ).alias("missing"),
    ).sort("a", "b", "year")  # fmt: skip


def interdependence(shares: pl.DataFrame) -> pl.DataFrame:
    """Barbieri's salience, symmetry and interdependence of each pair, each between 0 and 1.

    salience = sqrt(s_ij s_ji), symmetry = 1 - |s_ij - s_ji|, interdependence their product.

    Args:
        shares: `dependence(flows, denominator="trade")`.

    Returns:
        `a`, `b` (a before b), `year`, `share_of_a` (of a's trade, with b), `share_of_b`,
        `salience`, `symmetry`, `interdependence`, `missing`: that of either share.

    Raises:
        UsageError: The shares are of another whole.

    Source: Barbieri, K. (1996): Economic Interdependence: A Path to Peace or a Source of Interstate
    Conflict? Journal of Peace Research 33(1), 29-49; Barbieri, K. (2002): The Liberal Illusion:
    Does Trade Promote Peace? University of Michigan Press.
    """
    both = _both_ways(shares, ("trade", "trade"))
    salience = (pl.col("of_a") * pl.col("of_b")).sqrt()
    symmetry = 1 - (pl.col("of_a") - pl.col("of_b")).abs()
    return both.select(
        "a", "b", "year", pl.col("of_a").alias("share_of_a"), pl.col("of_b").alias("share_of_b"),
        salience.alias("salience"), symmetry.alias("symmetry"),
        (salience * symmetry).alias("interdependence"), "missing",
    )  # fmt: skip


def weak_link(dependences: pl.DataFrame) -> pl.DataFrame:
    """The lower and the higher of the two dependences of each pair, and whose the lower is.

    The less dependent side is the weak link: it has less to lose.

    Args:
        dependences: `trade_to_gdp(flows, gdp=gdp)`.

    Returns:
        `a`, `b`, `year`, `dep_low`, `dep_high`, `low_owner` (null where the two are equal),
        `missing`.

    Raises:
        UsageError: The ratios are of another whole than GDP.

    Source: Oneal, J. R., and Russett, B. M. (1997): The Classical Liberals Were Right: Democracy,
    Interdependence, and Conflict, 1950-1985. International Studies Quarterly 41(2), 267-294.
    """
    both = _both_ways(dependences, ("trade", "gdp"))
    known = pl.col("missing").is_null()
    low = pl.when(pl.col("of_a") < pl.col("of_b")).then("a")
    return both.select(
        "a", "b", "year",
        pl.when(known).then(pl.min_horizontal("of_a", "of_b")).alias("dep_low"),
        pl.when(known).then(pl.max_horizontal("of_a", "of_b")).alias("dep_high"),
        pl.when(known)
        .then(low.otherwise(pl.when(pl.col("of_a") > pl.col("of_b")).then("b")))
        .alias("low_owner"),
        "missing",
    )  # fmt: skip
