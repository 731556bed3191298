"""CEPII's BACI: bilateral trade in which both sides' reports are reconciled, by product and year.

Values are FOB in thousand current dollars, in the reconciled book. The traps: products are
six-digit codes with leading zeros that naive readers lose; countries are numbers of UN Comtrade,
not of ISO (France 251, Taiwan 490); the code file changed its header in 2024; and the table of
totals at hand calls its column "usd_millions" though it holds thousand dollars.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.products import families
from visavis.model.states import by_code, is_state
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.frames import AMOUNT, amount, facts, refuse, total, year_bounds
from visavis.sources.labels import NOT_SPECIFIED
from visavis.sources.strict import Rows, Shape, files_of, read_rows

__all__ = ["load"]

_FLOWS = Shape("BACI", ("t", "i", "j", "k", "v", "q"), "v")
_COUNTRIES = (
    Shape("BACI's countries", ("country_code", "country_name", "country_iso2", "country_iso3"),
          "country_iso3"),
    Shape("BACI's countries to 2023", ("country_code", "country_name_abbreviation",
          "country_name_full", "iso_2digit_alpha", "iso_3digit_alpha"), "iso_3digit_alpha"),
)  # fmt: skip
_PRODUCTS = Shape("BACI's products", ("code", "description"), "code")
_FILE = re.compile(r"BACI_HS(\d\d)_Y(\d{4})_V(\d{4})(\d\d)([a-z]?)\.csv")
_TOTALS = "baci_totals_*.parquet"
_VALUE = "trade_value_usd_millions"
_NO_STATE = {"697": "EFTA", "711": "SACU", "849": "US_PACIFIC"}
"""Countries of BACI that are several or none; they keep the totals whole."""

_ALONE_SINCE = {
    "BEL": 1999, "LUX": 1999, "BWA": 2000, "LSO": 2000, "NAM": 2000, "SWZ": 2000, "ZAF": 2000,
}  # fmt: skip
"""First year of members of unions that BACI lists as one before it."""


def load(path: Path, retrieved: date) -> Load:
    """Flows of the product families of `products.csv` and totals between large economies.

    Args:
        path: A folder with `BACI_HS*.zip` (yearly files, country and product codes) and, where
            there, a table of totals `baci_totals_*.parquet`.
        retrieved: Unused where the yearly files carry their release (V202601), as they do.

    Raises:
        SourceError: Other columns or names, a code without leading zeros, or unknown countries.
    """
    (archive,) = files_of(path, ("BACI_HS*.zip",))[:1]
    with _opened(archive) as packed:
        ids = _country_ids(packed)
        release, parts = _families(packed, ids)
    totals_files = sorted(path.glob(_TOTALS)) if path.is_dir() else []
    totals = [_totals(file) for file in totals_files]
    read = sum(part[1] for part in parts)
    frame = facts(archive.name, pl.concat([*(part[0] for part in parts), *(t for t, _ in totals)]))
    extents = (*_family_extents(frame, ids), *(extent for _, each in totals for extent in each))
    year, month = int(release[:4]), int(release[4:6])
    released = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    known = sum(part[2] for part in parts)
    return Load(
        vintage=f"V{release}",
        released=date.fromordinal(released) if release else retrieved,
        tables={"facts": Table(frame, extents)},
        files=tuple(sorted({archive.name, *(file.name for file in totals_files)})),
        rows_read=read + sum(t.height for t, _ in totals),
        left_out={"products of no family": known} if known else {},
    )


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceError(archive.name, f"a damaged archive ({error})", "a whole .zip") from error


def _country_ids(packed: zipfile.ZipFile) -> dict[str, str]:
    """BACI's country numbers to ids; the pseudo-countries keep ids of their own."""
    name = _member(packed, "country_codes_")
    rows = read_rows(name, packed.read(name), _COUNTRIES)
    iso3 = rows.shape.header[-1]
    ids = {}
    for code, iso in rows.frame.select("country_code", iso3).iter_rows():
        found = by_code("baci", code) or (iso if is_state(iso) else None)
        if code in _NO_STATE:
            found = f"{NOT_SPECIFIED}_{_NO_STATE[code]}"
        if found is not None:
            ids[code] = found
    return ids


def _member(packed: zipfile.ZipFile, start: str) -> str:
    found = [name for name in sorted(packed.namelist()) if Path(name).name.startswith(start)]
    if not found:
        raise SourceError(str(packed.filename), f"no {start}*.csv in it", "the official archive")
    return found[0]


def _families(
    packed: zipfile.ZipFile, ids: dict[str, str]
) -> tuple[str, list[tuple[pl.DataFrame, int, int]]]:
    """The release, and for each year (facts, rows read, rows of products without a family)."""
    codes = pl.DataFrame(
        [(code, each.id) for each in families() for code in each.hs6],
        schema={"k": pl.String, "product": pl.String},
        orient="row",
    )
    _check_codes(packed)
    releases, parts = set(), []
    for name in sorted(packed.namelist()):
        match = _FILE.fullmatch(Path(name).name)
        if match is None:
            continue
        releases.add(match[3] + match[4] + match[5])
        rows = read_rows(name, packed.read(name), (_FLOWS,))
        parts.append(_year(rows, match[2], ids, codes))
    if len(releases) != 1:
        found = ", ".join(sorted(releases)) or "no BACI_HS.._Y...._V......csv"
        raise SourceError(str(packed.filename), found, "yearly files of one release")
    return releases.pop(), parts


def _check_codes(packed: zipfile.ZipFile) -> None:
    name = _member(packed, "product_codes_")
    short = read_rows(name, packed.read(name), (_PRODUCTS,)).frame.filter(
        pl.col("code").str.len_chars() != 6
    )
    if short.height:
        raise SourceError(
            f"{name}, line {short['line'][0]}", f"code {short['code'][0]!r}", "six digits"
        )


def _year(
    rows: Rows, year: str, ids: dict[str, str], codes: pl.DataFrame
) -> tuple[pl.DataFrame, int, int]:
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
    lost = {
        f"{row[0]}-{row[1]}": row[2]
        for row in frame.filter(strange).group_by("i", "j").agg(pl.col("value").sum()).iter_rows()
    }
    check_unmatched(rows.file, lost, total(frame["value"]))
    kept = frame.filter(~strange).join(codes, on="k")
    flows = kept.group_by("subject", "partner", "product").agg(
        pl.col("value").sum().cast(AMOUNT), origin_row=pl.col("line").min()
    )
    spread = frame.join(codes, on="k", how="anti").height
    start, end = year_bounds("t")
    return (
        flows.with_columns(t=pl.lit(year)).select(_columns(start, end)),
        frame.height,
        spread,
    )


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


def _family_extents(frame: pl.DataFrame, ids: dict[str, str]) -> Iterator[Extent]:
    """All countries of the code file in which they stand alone: there, no row means no trade."""
    products = tuple(each.id for each in families() if each.hs6)
    years = frame.filter(pl.col("product") != "TOTAL")["start"].dt.year()
    first, last = min(years), max(years)
    edges = sorted({first, last + 1, *(y for y in _ALONE_SINCE.values() if first < y <= last)})
    for start, end in pairwise(edges):
        states = tuple(
            sorted(each for each in set(ids.values()) if _ALONE_SINCE.get(each, start) <= start)
        )
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
        product=pl.lit("TOTAL"),
    )
    start, end = year_bounds("year")
    first, last = int(raw["year"].to_numpy().min()), int(raw["year"].to_numpy().max())
    pairs = raw.group_by("iso_o").agg(pl.col("iso_d").unique().sort()).sort("iso_o")
    extents = tuple(
        Extent(
            relation="goods_flow",
            book="reconciled",
            subjects=(origin,),
            partners=tuple(partners),
            products=("TOTAL",),
            start=date(first, 1, 1),
            end=date(last, 12, 31),
            frequency="year",
            absent_means="unknown",
        )
        for origin, partners in pairs.iter_rows()
    )
    return table.select(_columns(start, end)), extents
