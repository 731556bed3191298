"""Facts as a Polars frame: the schema, the order, and the checks that every source passes."""

from datetime import date
from decimal import Decimal

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import FACT_COLUMNS

__all__ = [
    "AMOUNT",
    "FACT_SCHEMA",
    "SORTED_BY",
    "amount",
    "facts",
    "refuse",
    "total",
    "year_bounds",
]

AMOUNT = pl.Decimal(18, 3)

_KINDS: dict[str, pl.DataType | type[pl.DataType]] = {
    "relation": pl.String,
    "book": pl.String,
    "subject": pl.String,
    "partner": pl.String,
    "product": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "value": AMOUNT,
    "unit": pl.String,
    "valuation": pl.String,
    "status": pl.String,
    "origin_row": pl.Int32,
}
FACT_SCHEMA = pl.Schema(_KINDS)
"""`FACT_COLUMNS` without source and vintage, which the manifest carries for a whole table."""

if tuple(FACT_SCHEMA) != FACT_COLUMNS[2:]:
    raise RuntimeError("FACT_SCHEMA and FACT_COLUMNS name different columns")

SORTED_BY = ("relation", "subject", "partner", "product", "book", "start", "end")


def amount(column: str, multiplier: int = 1) -> pl.Expr:
    """A column of number texts as exact amounts, times `multiplier`; null where it is no number."""
    value = pl.col(column).cast(AMOUNT, strict=False)
    return (value * multiplier).cast(AMOUNT).alias("value")


def year_bounds(column: str) -> tuple[pl.Expr, pl.Expr]:
    """First and last day of the year that stands in a column as a number or as its text."""
    year = pl.col(column).cast(pl.Int32)
    return pl.date(year, 1, 1).alias("start"), pl.date(year, 12, 31).alias("end")


def total(column: pl.Series) -> Decimal:
    """The exact sum of a column of amounts; 0 where it is empty."""
    return Decimal(str(column.sum() or 0))


def refuse(file: str, wrong: pl.DataFrame, column: str, expected: str) -> None:
    """Stop at the first of the wrong rows, if there are any.

    Raises:
        SourceError: `wrong` has rows; the first one's line and cell are named.
    """
    if wrong.height:
        first = wrong.row(0, named=True)
        where = f"{file}, line {first['line']}"
        raise SourceError(where, f"{column} {first[column]!r}", expected)


def facts(where: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in the order and types of `FACT_SCHEMA`, sorted.

    Raises:
        SourceError: Two rows stand for the same value, or a reported row has no value.
    """
    table = frame.select(pl.col(name).cast(kind) for name, kind in FACT_SCHEMA.items())
    table = table.sort(SORTED_BY)
    twice = table.filter(table.select(SORTED_BY).is_duplicated())
    if twice.height:
        raise SourceError(where, f"two values for {_name(twice)}", "one value for each")
    empty = table.filter(
        pl.col("value").is_null() != pl.col("status").is_in(["not_reported", "suppressed"])
    )
    if empty.height:
        raise SourceError(where, f"no value for {_name(empty)}", "a value or its absence, stated")
    return table


def _name(table: pl.DataFrame) -> str:
    row = table.row(0, named=True)
    start: date = row["start"]
    return f"{row['relation']} {row['subject']} {row['partner']} {row['product']} {start}"
