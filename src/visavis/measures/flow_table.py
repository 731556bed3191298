"""Tables of flows as the measures take them, checked once and summed in one order.

The trap is the cell that is not there. A null is a value nobody knows and stays null in every sum;
a pair without a row is zero only where the caller says so. Rows of the world (`WLD`) are totals,
never partners.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import polars as pl

from visavis.errors import UsageError
from visavis.model.facts import WORLD

__all__ = ["FLOW", "checked_table", "partners_only", "sums", "total", "world_exports_and_imports"]

FLOW = ("exporter", "importer", "year")
"""The key of a flow: goods go from the exporter to the importer in the year (or month)."""


def checked_table(
    table: pl.DataFrame, key: Sequence[str] = FLOW, *, where: str, value: str = "value"
) -> pl.DataFrame:
    """The key columns and the value as a float, sorted by the key, so that order changes nothing.

    Args:
        table: One row for each key. Other columns are left aside.
        key: Columns that tell the rows apart; no cell of them may be null.
        where: What the table is to its reader, for the sentence of an error.
        value: The column of amounts: not negative, null where unknown.

    Raises:
        UsageError: A column is missing or no number, a key is null or stands twice, a state trades
            with itself, or an amount is negative or not finite.
    """
    lacking = [column for column in (*key, value) if column not in table.columns]
    if lacking:
        found, expected = f"no column {', '.join(lacking)}", f"{', '.join((*key, value))}"
        raise UsageError(where, found, expected)
    if not (table.schema[value].is_numeric() or table.schema[value] == pl.Null):
        raise UsageError(where, f"{value} as {table.schema[value]}", "numbers")
    taken = table.select(
        *(_as_key(column, table.schema[column]) for column in key), pl.col(value).cast(pl.Float64)
    ).sort(key)
    if any(taken[column].null_count() for column in key):
        raise UsageError(where, "a row without one of its names", f"a value in {', '.join(key)}")
    twice = taken.select(key).is_duplicated()
    if twice.any():
        first = taken.select(key).filter(twice).row(0)
        raise UsageError(where, f"{_names(first)} a second time", "one row for each")
    bad = taken.filter(~pl.col(value).is_finite() | (pl.col(value) < 0))
    if bad.height:
        *who, amount = bad.row(0)
        raise UsageError(where, f"{amount} for {_names(who)}", "an amount of zero or more, or null")
    if {"exporter", "importer"} <= set(key):
        own = taken.filter(pl.col("exporter") == pl.col("importer"))
        if own.height:
            raise UsageError(where, f"trade of {own['exporter'][0]} with itself", "two states")
    return taken


def _as_key(column: str, kind: pl.DataType) -> pl.Expr:
    """The column in one type, so that keys of two tables meet however each was read."""
    if kind.is_integer():
        return pl.col(column).cast(pl.Int64)
    return pl.col(column).cast(pl.String) if kind in (pl.Categorical, pl.Enum) else pl.col(column)


def _names(cells: Sequence[object]) -> str:
    return ", ".join(str(cell) for cell in cells)


def partners_only(flows: pl.DataFrame) -> pl.DataFrame:
    """The flows between named partners: no row of the world's totals."""
    return flows.filter((pl.col("exporter") != WORLD) & (pl.col("importer") != WORLD))


def sums(flows: pl.DataFrame, by: Sequence[str], value: str = "value") -> pl.DataFrame:
    """For each group its `value` (null if any of its rows is null), `known` and `unknown`.

    `known` is the sum of what is there, a bound from below, `unknown` the number of nulls. Sums
    are correctly rounded, so they do not depend on the order of the rows.
    """
    ordered = flows.sort(by)
    names = ordered.select(by).unique(maintain_order=True)
    firsts = ordered.select(pl.struct(by).is_first_distinct()).to_series()
    starts = np.flatnonzero(firsts.to_numpy())
    ends = [*starts.tolist(), ordered.height]
    amounts = ordered[value].to_list()
    known: list[float] = []
    unknown: list[int] = []
    for start, end in pairwise(ends):
        there = [amount for amount in amounts[start:end] if amount is not None]
        known.append(math.fsum(there))
        unknown.append(end - start - len(there))
    found = names.with_columns(
        pl.Series("known", known, pl.Float64), pl.Series("unknown", unknown, pl.Int64)
    )
    whole = pl.when(pl.col("unknown") == 0).then(pl.col("known")).alias(value)
    return found.with_columns(whole).select(*by, value, "known", "unknown")


def total(amounts: Sequence[float | None]) -> float | None:
    """The sum, or None where one of them is unknown."""
    known = [amount for amount in amounts if amount is not None]
    return math.fsum(known) if len(known) == len(amounts) else None


def world_exports_and_imports(
    flows: pl.DataFrame, *, sum_of_rows: bool
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each state's exports to, and imports from, the world: `owner`, `year`, `value`, `incomplete`.

    Args:
        flows: A checked table; a total has `WLD` as importer (exports) or exporter (imports).
        sum_of_rows: Take the sum of the named partners in place of the rows of the world: the
            caller says thereby that they are all partners. A null among them leaves it unknown.
    """
    found = []
    for owner, other in (("exporter", "importer"), ("importer", "exporter")):
        if sum_of_rows:
            whole = sums(partners_only(flows), (owner, "year"))
            whole = whole.with_columns((pl.col("unknown") > 0).alias("incomplete"))
        else:
            whole = flows.filter((pl.col(other) == WORLD) & (pl.col(owner) != WORLD))
            whole = whole.with_columns(pl.lit(value=False).alias("incomplete"))
        found.append(whole.select(pl.col(owner).alias("owner"), "year", "value", "incomplete"))
    return found[0], found[1]
