"""CEPII's BACI: bilateral trade in which both sides' reports are reconciled, by product and year.

Values are FOB in thousand current dollars, in the reconciled book. A whole release gives totals
between all pairs as well; a part of one gives the families of products whose codes it has. The
traps: products are six-digit codes with leading zeros that naive readers lose; countries are
numbers of UN Comtrade, not of ISO (France 251, Taiwan 490); the code file changed its header in
2024; and the table of totals at hand says "usd_millions" but holds thousand dollars.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.products import families
from visavis.model.states import is_state
from visavis.sources.baci_archive import Archive, opened
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.frames import AMOUNT, amount, facts, refuse, total, year_bounds
from visavis.sources.strict import Rows

__all__ = ["load"]

_TOTALS = "baci_totals_*.parquet"
_VALUE = "trade_value_usd_millions"
_WHOLE = (4_000, 150)
"""Products and exporters from which a year's file is taken for a whole one, not a cut of it."""

_ALONE_SINCE = {
    "BEL": 1999, "LUX": 1999, "BWA": 2000, "LSO": 2000, "NAM": 2000, "SWZ": 2000, "ZAF": 2000,
}  # fmt: skip
"""First year of members of unions that BACI lists as one before it."""


@dataclass(frozen=True, slots=True)
class _Year:
    """What one yearly file gives."""

    flows: pl.DataFrame
    rows: int
    without_family: int
    codes: frozenset[str]
    is_whole: bool


def load(path: Path, retrieved: date) -> Load:
    """Flows of the families of `products.csv`, and of all goods where the release is whole.

    Args:
        path: The official .zip or its unpacked folder; beside it, for a part of a release, a
            table of totals `baci_totals_*.parquet`.
        retrieved: Unused: the yearly files carry their release (V202601).

    Raises:
        SourceError: Other columns or names, a code without leading zeros, or unknown countries.
    """
    del retrieved
    archive = opened(path)
    years = [_year(rows, year, archive) for year, rows in archive.years()]
    whole = all(year.is_whole for year in years)
    totals_files = sorted(path.glob(_TOTALS)) if path.is_dir() and not whole else []
    totals = [_totals(file) for file in totals_files]
    frame = facts(
        archive.name, pl.concat([*(each.flows for each in years), *(t for t, _ in totals)])
    )
    products = _products(frozenset().union(*(each.codes for each in years)), is_whole=whole)
    spread = sum(year.without_family for year in years)
    year, month = int(archive.release[:4]), int(archive.release[4:6])
    after = date(year + month // 12, month % 12 + 1, 1)
    return Load(
        vintage=f"V{archive.release}",
        released=date.fromordinal(after.toordinal() - 1),
        tables={
            "facts": Table(
                frame,
                (
                    *_extents(frame, archive, products),
                    *(each for _, list_ in totals for each in list_),
                ),
            )
        },
        files=tuple(sorted({archive.name, *(file.name for file in totals_files)})),
        rows_read=sum(year.rows for year in years) + sum(t.height for t, _ in totals),
        left_out={"products of no family": spread} if spread and not whole else {},
    )


def _products(codes: frozenset[str], *, is_whole: bool) -> tuple[str, ...]:
    """Families all of whose codes occur in the release: for these, no row means no trade."""
    found = [each.id for each in families() if each.hs6 and codes.issuperset(each.hs6)]
    if is_whole:
        found += [each.id for each in families() if each.heading and not each.hs6]
        found.append(ALL_PRODUCTS)
    return tuple(sorted(found))


def _year(rows: Rows, year: str, archive: Archive) -> _Year:
    ids = dict(archive.ids)
    frame = rows.frame.with_columns(
        amount("v", 1000),
        subject=pl.col("i").replace_strict(ids, default=None, return_dtype=pl.String),
        partner=pl.col("j").replace_strict(ids, default=None, return_dtype=pl.String),
    )
    for wrong, column, expected in (
        (pl.col("t") != year, "t", f"the year {year}"),
        (pl.col("k").str.len_chars() != 6, "k", "a code of six digits"),
        (pl.col("value").is_null() | (pl.col("value") < 0), "v", "an amount"),
    ):
        refuse(rows.file, frame.filter(wrong), column, expected)
    strange = pl.col("subject").is_null() | pl.col("partner").is_null()
    lost = frame.filter(strange).group_by("i", "j").agg(pl.col("value").sum())
    names = {f"country {i} or {j}": value for i, j, value in lost.iter_rows()}
    check_unmatched(rows.file, names, total(frame["value"]))
    kept = frame.filter(~strange)
    codes = frozenset(frame["k"].unique())
    is_whole = len(codes) >= _WHOLE[0] and frame["i"].n_unique() >= _WHOLE[1]
    parts = [_summed(kept.join(_family_codes(), on="k"))]
    if is_whole:
        parts += _all_goods(kept)
    start, end = year_bounds("t")
    flows = pl.concat(parts).with_columns(t=pl.lit(year)).select(_columns(start, end))
    without = frame.join(_family_codes(), on="k", how="anti").height
    return _Year(flows, frame.height, without, codes, is_whole)


def _family_codes() -> pl.DataFrame:
    return pl.DataFrame(
        [(code, each.id) for each in families() for code in each.hs6],
        schema={"k": pl.String, "product": pl.String},
        orient="row",
    )


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("subject", "partner", "product").agg(
        pl.col("value").sum().cast(AMOUNT), origin_row=pl.col("line").min()
    )


def _all_goods(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Totals of pairs and of each state with the world, and families that are whole headings."""
    pairs = _summed(rows.with_columns(product=pl.lit(ALL_PRODUCTS)))
    lines = pairs.rename({"origin_row": "line"})
    parts = [
        pairs,
        _summed(lines.with_columns(partner=pl.lit(WORLD))),
        _summed(lines.with_columns(subject=pl.lit(WORLD))),
    ]
    for each in families():
        if each.heading and not each.hs6:
            inside = rows.filter(pl.col("k").str.starts_with(each.heading))
            parts.append(_summed(inside.with_columns(product=pl.lit(each.id))))
    return parts


def _columns(start: pl.Expr, end: pl.Expr) -> Iterator[pl.Expr]:
    yield from (start, end, pl.col("subject"), pl.col("partner"), pl.col("product"))
    yield pl.col("value")
    yield pl.col("origin_row").cast(pl.Int32)
    words = {
        "relation": "goods_flow", "book": "reconciled", "unit": "USD", "valuation": "FOB",
        "status": "reported",
    }  # fmt: skip
    for name, word in words.items():
        yield pl.lit(word).alias(name)


def _extents(frame: pl.DataFrame, archive: Archive, products: tuple[str, ...]) -> Iterator[Extent]:
    """All countries of the code file in the years in which they stand alone in it."""
    if not products:
        return
    years = frame.filter(pl.col("product").is_in(products))["start"].dt.year()
    first, last = min(years), max(years)
    edges = sorted({first, last + 1, *(y for y in _ALONE_SINCE.values() if first < y <= last)})
    known = {*archive.ids.values(), *([WORLD] if ALL_PRODUCTS in products else [])}
    for start, end in pairwise(edges):
        states = tuple(sorted(each for each in known if _ALONE_SINCE.get(each, start) <= start))
        yield Extent(
            relation="goods_flow",
            book="reconciled",
            subjects=states,
            partners=states,
            products=products,
            start=date(start, 1, 1),
            end=date(end - 1, 12, 31),
            frequency="year",
            absent_means="zero",
        )


def _totals(file: Path) -> tuple[pl.DataFrame, tuple[Extent, ...]]:
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
    return table.select(_columns(start, end)), extents
