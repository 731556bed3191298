"""Which cells of a panel have a value, and the typed reasons of the others.

The trap is the average. A measure with values for half of its cells may have every year of half of
the pairs or half of the years of every pair, so the table is by year and the seams are counted.
"""

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from visavis.workbench.panel import Panel

__all__ = ["VALUE", "coverage_of", "seams_of"]

VALUE = "value"
"""The status of a cell that has one; every other status is a typed reason."""


def coverage_of(panel: "Panel") -> pl.DataFrame:
    """For each column of values and year how many dyads have a value, or lack one and why.

    Returns:
        `column`, `year`, `status` (`value`, or the reason), `dyads`; in the order of the columns,
        then by year and status. The dyads of a column and year add up to the rows of that year.
    """
    parts = []
    for place, (_, column) in enumerate(panel.columns):
        counted = (
            panel.frame.select("year", status=pl.col(f"{column}_missing").fill_null(VALUE))
            .group_by("year", "status")
            .agg(dyads=pl.len().cast(pl.Int64))
        )
        parts.append(counted.with_columns(column=pl.lit(column), place=pl.lit(place)))
    order = ["place", "year", "status"]
    return pl.concat(parts).sort(order).select("column", "year", "status", "dyads")


def seams_of(panel: "Panel") -> pl.DataFrame:
    """How many dyads have a column out of more than one source or book, where that can be.

    Returns:
        `column`, `dyads` (with a value in any year), `sources`, `books` (dyads with several).
    """
    rows = []
    for measure, column in panel.columns:
        held = panel.frame.filter(pl.col(column).is_not_null())
        books = pl.col(f"{column}_book").n_unique() if measure.has_books else pl.lit(1)
        seen = held.group_by("state_a", "state_b").agg(
            sources=pl.col(f"{column}_source").n_unique(), books=books
        )
        rows.append((
            column, seen.height, seen.filter(pl.col("sources") > 1).height,
            seen.filter(pl.col("books") > 1).height,
        ))  # fmt: skip
    schema = {"column": pl.String, "dyads": pl.Int64, "sources": pl.Int64, "books": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
