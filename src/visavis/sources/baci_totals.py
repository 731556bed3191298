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
from visavis.sources.columnar import columnar
from visavis.sources.frames import AMOUNT, FACT_SCHEMA, year_bounds

__all__ = ["NAMES", "totals"]

NAMES = "baci_totals_*.parquet"
_VALUE = "trade_value_usd_millions"
_HIGHEST = 10**11
"""Thousand dollars that no flow between two states reaches."""


def totals(file: Path) -> tuple[pl.DataFrame, tuple[Extent, ...]]:
    """Totals between pairs of large economies; only the pairs in the table are covered."""
    raw = columnar(
        file, {"year": "whole", "iso_o": "text", "iso_d": "text", _VALUE: "number"}, exact=False
    )
    strange = sorted({iso for iso in (*raw["iso_o"], *raw["iso_d"]) if not is_state(iso)})
    if strange:
        raise SourceError(file.name, f"states {', '.join(strange[:5])}", "states")
    wrong = raw.filter(
        ~pl.col(_VALUE).is_between(0, _HIGHEST) | ~pl.col("year").is_between(1990, 2100)
    )
    if wrong.height:
        year, value = wrong.select("year", _VALUE).row(0)
        raise SourceError(file.name, f"{value} in the year {year}", "an amount in a year of ours")
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
