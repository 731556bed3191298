"""CEPII's BACI: bilateral trade in which both sides' reports are reconciled, by product and year.

Values are FOB in thousand current dollars, in the reconciled book. A whole release gives totals
between all pairs as well; a part of one gives the families of products whose codes it has. The
traps: products are six-digit codes with leading zeros that naive readers lose; countries are
numbers of UN Comtrade, not of ISO (France 251, Taiwan 490); the code file changed its header in
2024; and the table of totals at hand says "usd_millions" but holds thousand dollars.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path, PurePosixPath

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.products import families
from visavis.model.states import is_state
from visavis.sources.baci_archive import Archive, opened
from visavis.sources.baci_rows import Reader, sorted_cells
from visavis.sources.base import Load, Stream, Table, check_unmatched
from visavis.sources.frames import AMOUNT, FACT_SCHEMA, facts, year_bounds

__all__ = ["load"]

_TOTALS = "baci_totals_*.parquet"
_VALUE = "trade_value_usd_millions"
_WHOLE = (4_000, 150)
"""Products and exporters from which a year's file is taken for a whole one, not a cut of it."""
_EDITION = "92"
_ROWS_IN_PART = 4_000_000

_ALONE_SINCE = {
    "BEL": 1999, "LUX": 1999, "BWA": 2000, "LSO": 2000, "NAM": 2000, "SWZ": 2000, "ZAF": 2000,
}  # fmt: skip
"""First year of members of unions that BACI lists as one before it."""


class _Year:
    """What one yearly file adds up to, gathered stretch by stretch."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.rows = 0
        self.value = 0
        self.without_family = 0
        self.codes: set[str] = set()
        self.exporters: set[str] = set()
        self._sums: list[pl.DataFrame] = []

    @property
    def is_whole(self) -> bool:
        """Whether so many products and exporters are in no cut of a release."""
        return len(self.codes) >= _WHOLE[0] and len(self.exporters) >= _WHOLE[1]

    def add(self, frame: pl.DataFrame, members: pl.DataFrame, *, with_pairs: bool) -> None:
        """Take in rows: their families (`members`: k, product) and, if asked, their totals."""
        self.codes |= set(frame["k"].unique().cast(pl.String))
        self.exporters |= set(frame["subject"].unique().cast(pl.String))
        inside = frame.filter(pl.col("k").is_in(members["k"].unique().implode()))
        self.without_family += frame.height - inside.height
        self._sums.append(_summed(inside.join(members, on="k")))
        if with_pairs:
            every = pl.lit(ALL_PRODUCTS, dtype=members["product"].dtype)
            self._sums.append(_summed(frame.with_columns(product=every)))

    def sums(self) -> pl.DataFrame:
        """Families and totals by pair, totals also with the world on the other side."""
        pairs = _summed(pl.concat(self._sums))
        world = pl.lit(WORLD, dtype=pairs["subject"].dtype)
        totals = pairs.filter(pl.col("product").cast(pl.String) == ALL_PRODUCTS)
        return pl.concat([
            pairs,
            _summed(totals.with_columns(partner=world)),
            _summed(totals.with_columns(subject=world)),
        ]).with_columns(year=pl.lit(self.year, dtype=pl.Int32))  # fmt: skip


def load(path: Path, retrieved: date) -> Load:
    """Flows by pair: of a whole release all goods, families of products and every product; of a
    part of one the families of `products.csv` alone.

    A whole release is given as a stream: a part of a year of up to four million rows at a time,
    then the sums of all years. It is told from a part by its first year.

    Args:
        path: The official .zip or its unpacked folder; beside it, for a part of a release, a
            table of totals `baci_totals_*.parquet`.
        retrieved: Unused: the yearly files carry their release (V202601).

    Raises:
        SourceError: Other columns or names, a code without leading zeros, or unknown countries.
            Those in the rows of a whole release are raised as it is taken.
    """
    del retrieved
    archive = opened(path)
    if _begins_whole(archive):
        return _Release(archive).load()
    return _part(archive, path)


def _begins_whole(archive: Archive) -> bool:
    """Whether the first year has as many products and exporters as a whole one."""
    first = min(archive.years)
    year, reader = _Year(first), Reader(archive)
    for stretch in archive.stretches(first):
        frame, _ = reader.read(stretch, first)
        year.codes |= set(frame["k"].unique().cast(pl.String))
        year.exporters |= set(frame["subject"].unique().cast(pl.String))
        if year.is_whole:
            return True
    return False


def _label(archive: Archive) -> str:
    """The release's label; that of another edition than 1992 sorts before it."""
    release = f"V{archive.release}"
    return release if archive.edition == _EDITION else f"HS{archive.edition}-{release}"


def _released(archive: Archive) -> date:
    year, month = int(archive.release[:4]), int(archive.release[4:6])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _part(archive: Archive, path: Path) -> Load:
    """A part of a release: families alone, in one frame."""
    reader, members = Reader(archive), _members(archive.codes, with_headings=False)
    years, frames = [], []
    for number in archive.years:
        year = _Year(number)
        for stretch in archive.stretches(number):
            frame, value = reader.read(stretch, number)
            sorted_cells(stretch.file, frame)
            year.rows += frame.height
            year.value += value
            year.add(frame, members, with_pairs=False)
        years.append(year)
        frames.append(year.sums())
    lost, share = _unmatched(archive, reader, years)
    totals_files = sorted(path.glob(_TOTALS)) if path.is_dir() else []
    totals = [_totals(file) for file in totals_files]
    sums = pl.concat(frames).rename({"line": "origin_row"})
    start, end = year_bounds("year")
    flows = sums.select(_columns(start, end)).cast(FACT_SCHEMA)
    frame = facts(archive.name, pl.concat([flows, *(t for t, _ in totals)]))
    products = _complete(frozenset().union(*(year.codes for year in years)))
    spread = sum(year.without_family for year in years)
    return Load(
        vintage=_label(archive),
        released=_released(archive),
        tables={
            "facts": Table(
                frame,
                (
                    *_extents(archive, products, _span(frame, products)),
                    *(each for _, list_ in totals for each in list_),
                ),
            )
        },
        files=tuple(sorted({archive.name, *(file.name for file in totals_files)})),
        rows_read=reader.lost_rows
        + sum(year.rows for year in years)
        + sum(t.height for t, _ in totals),
        left_out={"products of no family": spread} if spread else {},
        unmatched=lost,
        unmatched_share=share,
    )


class _Release:
    """A whole release, read once from beginning to end."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._reader = Reader(archive)
        self._members = _members(archive.codes, with_headings=True)
        self._years: list[_Year] = []
        names = [f"HS{code}" for code in archive.codes]
        self._products = pl.Series(names, dtype=pl.Enum(names))

    def load(self) -> Load:
        """The load, whose counts are known once its stream has been taken."""
        return Load(
            vintage=_label(self._archive),
            released=_released(self._archive),
            tables={},
            streams={"facts": Stream(self._frames(), self._covered)},
            files=(self._archive.name,),
            rows_read=0,
            taken=self._taken,
        )

    def _taken(self, before: Load) -> Load:
        lost, share = _unmatched(self._archive, self._reader, self._years)
        rows = sum(year.rows for year in self._years) + self._reader.lost_rows
        return replace(before, rows_read=rows, unmatched=lost, unmatched_share=share, taken=None)

    def _covered(self) -> tuple[Extent, ...]:
        codes = frozenset().union(*(year.codes for year in self._years))
        headings = [each.id for each in families() if each.heading and not each.hs6]
        products = {*_complete(codes), *headings, ALL_PRODUCTS, *(f"HS{code}" for code in codes)}
        years = [year.year for year in self._years]
        span = min(years), max(years)
        return tuple(_extents(self._archive, tuple(sorted(products)), span))

    def _frames(self) -> Iterator[pl.DataFrame]:
        for number in self._archive.years:
            yield from self._parts_of(number)
        _unmatched(self._archive, self._reader, self._years)
        sums = pl.concat([year.sums() for year in self._years]).rename({"line": "origin_row"})
        start, end = year_bounds("year")
        yield sums.select(_columns(start, end)).sort(
            "product", "subject", "partner", "start", maintain_order=True
        )

    def _parts_of(self, number: int) -> Iterator[pl.DataFrame]:
        year = _Year(number)
        waiting: list[pl.DataFrame] = []
        for stretch in self._archive.stretches(number):
            frame, value = self._reader.read(stretch, number)
            year.rows += frame.height
            year.value += value
            year.add(frame, self._members, with_pairs=True)
            if waiting and sum(each.height for each in waiting) + frame.height > _ROWS_IN_PART:
                yield self._laid_out(waiting, number)
                waiting = []
            waiting.append(frame)
        yield self._laid_out(waiting, number)
        if not year.is_whole:
            found = f"{len(year.codes):,} products of {len(year.exporters)} exporters in {number}"
            raise SourceError(self._archive.name, found, "as many as in its first year")
        self._years.append(year)

    def _laid_out(self, waiting: list[pl.DataFrame], number: int) -> pl.DataFrame:
        cells = sorted_cells(PurePosixPath(self._archive.years[number]).name, pl.concat(waiting))
        waiting.clear()
        product = pl.lit(self._products).gather(pl.col("k").to_physical())
        rows = cells.select("subject", "partner", "value", product=product, origin_row="line")
        return rows.select(
            _columns(
                pl.lit(date(number, 1, 1)).alias("start"), pl.lit(date(number, 12, 31)).alias("end")
            )
        )


def _unmatched(
    archive: Archive, reader: Reader, years: list[_Year]
) -> tuple[dict[str, Decimal], Decimal]:
    lost = reader.lost
    return lost, check_unmatched(archive.name, lost, Decimal(sum(year.value for year in years)))


def _complete(codes: frozenset[str]) -> tuple[str, ...]:
    """Families all of whose codes occur in the release: for these, no row means no trade."""
    return tuple(each.id for each in families() if each.hs6 and codes.issuperset(each.hs6))


def _members(codes: tuple[str, ...], *, with_headings: bool) -> pl.DataFrame:
    """`k` and `product`: the codes of each family; where asked, of whole headings too."""
    known = set(codes)
    rows = [
        (code, each.id)
        for each in families()
        for code in (each.hs6 or (_under(codes, each.heading) if with_headings else ()))
        if code in known
    ]
    products = pl.Enum(sorted({ALL_PRODUCTS, *(each.id for each in families())}))
    return pl.DataFrame(rows, schema={"k": pl.Enum(codes), "product": products}, orient="row")


def _under(codes: tuple[str, ...], heading: str) -> tuple[str, ...]:
    return tuple(code for code in codes if code.startswith(heading))


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("subject", "partner", "product").agg(
        pl.col("value").sum(), pl.col("line").min()
    )


def _columns(start: pl.Expr, end: pl.Expr) -> Iterator[pl.Expr]:
    words = {
        "relation": "goods_flow", "book": "reconciled", "unit": "USD", "valuation": "FOB",
        "status": "reported",
    }  # fmt: skip
    found = {name: pl.lit(word, dtype=pl.Enum([word])).alias(name) for name, word in words.items()}
    found |= {"start": start, "end": end, "value": pl.col("value").cast(AMOUNT)}
    found["origin_row"] = pl.col("origin_row").cast(pl.Int32)
    yield from (found.get(name, pl.col(name)) for name in FACT_SCHEMA)


def _span(frame: pl.DataFrame, products: tuple[str, ...]) -> tuple[int, int]:
    years = frame.filter(pl.col("product").is_in(products))["start"].dt.year()
    return (min(years), max(years)) if len(years) else (0, 0)


def _extents(
    archive: Archive, products: tuple[str, ...], span: tuple[int, int]
) -> Iterator[Extent]:
    """All countries of the code file in the years in which they stand alone in it."""
    if not products:
        return
    first, last = span
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
    return table.select(_columns(start, end)).cast(FACT_SCHEMA), extents
