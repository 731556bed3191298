"""A table of BACI's totals between large economies, which stands beside a part of a release.

The trap is its unit: the column says "usd_millions" and holds thousand dollars.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.states import is_state
from visavis.sources.baci_years import columns
from visavis.sources.frames import AMOUNT, FACT_SCHEMA, year_bounds

__all__ = ["NAMES", "totals"]

NAMES = "baci_totals_*.parquet"
_VALUE = "trade_value_usd_millions"


def totals(file: Path) -> tuple[pl.DataFrame, tuple[Extent, ...]]:
    """Totals between pairs of large economies; only the pairs in the table are covered."""
    try:
        raw = pl.read_parquet(file, columns=["year", "iso_o", "iso_d", _VALUE])
    except (pl.exceptions.PolarsError, OSError) as error:
        raise SourceError(file.name, "no table with its columns", f"a column {_VALUE}") from error
    strange = sorted({iso for iso in (*raw["iso_o"], *raw["iso_d"]) if not is_state(iso)})
    if strange or raw[_VALUE].null_count():
        found = f"states {', '.join(strange)}" if strange else "rows without a value"
        raise SourceError(file.name, found, "states and amounts")
    table = raw.with_row_index("origin_row", offset=1).with_columns(
        value=(pl.col(_VALUE) * 1000).round(3).cast(AMOUNT),
        subject="iso_o",
        partner="iso_d",
        product=pl.lit(ALL_PRODUCTS),
    )
    start, end = year_bounds("year")
    pairs = raw.group_by("iso_o").agg(pl.col("iso_d").unique().sort()).sort("iso_o")
    extents = tuple(
        Extent(
            relation="goods_flow",
            book="reconciled",
            subjects=(exporter,),
            partners=tuple(importers),
            products=(ALL_PRODUCTS,),
            start=date(min(raw["year"]), 1, 1),
            end=date(max(raw["year"]), 12, 31),
            frequency="year",
            absent_means="unknown",
        )
        for exporter, importers in pairs.iter_rows()
    )
    return table.select(columns(start, end)).cast(FACT_SCHEMA), extents
