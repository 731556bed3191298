"""CEPII's BACI: bilateral trade in which both sides' reports are reconciled, by product and year.

Values are FOB in thousand current dollars, in the reconciled book. A whole release gives totals
between all pairs as well; a part of one gives the families of products whose codes it has. The
traps: products are six-digit codes with leading zeros that naive readers lose; countries are
numbers of UN Comtrade, not of ISO (France 251, Taiwan 490); the code file changed its header in
2024; and the table of totals at hand says "usd_millions" but holds thousand dollars.
"""

from datetime import date
from pathlib import Path, PurePosixPath

import polars as pl

from visavis.sources.baci_archive import Archive, opened
from visavis.sources.baci_release import Release
from visavis.sources.baci_rows import Reader, sorted_cells
from visavis.sources.baci_totals import NAMES, totals
from visavis.sources.baci_years import (
    Year,
    columns,
    complete,
    extents,
    label,
    members_of,
    quantity_extents,
    released,
    stated_quantities,
    unmatched,
)
from visavis.sources.base import Load, Table
from visavis.sources.frames import FACT_SCHEMA, facts, year_bounds

__all__ = ["load"]


def load(path: Path, retrieved: date) -> Load:
    """Flows by pair: of a whole release all goods, families of products and every product; of a
    part of one the families of `products.csv` alone.

    A whole release is given as a stream: a part of a year of up to three million rows at a time,
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
        return Release(archive).load()
    return _part(archive, path)


def _begins_whole(archive: Archive) -> bool:
    """Whether the first year has as many products and exporters as a whole one."""
    first = min(archive.years)
    year, reader = Year(first), Reader(archive)
    for stretch in archive.stretches(first):
        frame, _ = reader.read(stretch, first)
        year.codes |= set(frame["k"].unique().cast(pl.String))
        year.exporters |= set(frame["subject"].unique().cast(pl.String))
        if year.is_whole:
            return True
    return False


def _part(archive: Archive, path: Path) -> Load:
    """A part of a release: families alone, in one frame, with the totals beside it."""
    reader, members = Reader(archive), members_of(archive.codes, with_headings=False)
    years = [_year(archive, number, reader, members) for number in archive.years]
    lost, share = unmatched(archive, reader, years)
    beside = sorted(path.glob(NAMES)) if path.is_dir() else []
    tables = [totals(file) for file in beside]
    sums = pl.concat([year.sums() for year in years]).rename({"line": "origin_row"})
    flows = sums.select(columns(*year_bounds("year"))).cast(FACT_SCHEMA)
    weights = stated_quantities(years).cast(FACT_SCHEMA)
    frame = facts(archive.name, pl.concat([flows, weights, *(table for table, _ in tables)]))
    products = complete(frozenset().union(*(year.codes for year in years)))
    flows_covered = tuple(extents(archive, products, _span(frame, products)))
    covered = [*flows_covered, *quantity_extents(flows_covered)]
    covered += [each for _, pairs in tables for each in pairs]
    spread = sum(year.without_family for year in years)
    in_files = sum(year.rows for year in years) + reader.lost_rows
    return Load(
        vintage=label(archive),
        released=released(archive),
        tables={"facts": Table(frame, tuple(covered))},
        files=tuple(sorted({archive.name, *(file.name for file in beside)})),
        rows_read=in_files + sum(table.height for table, _ in tables),
        left_out={"products of no family": spread} if spread else {},
        unmatched=lost,
        unmatched_share=share,
    )


def _year(archive: Archive, number: int, reader: Reader, members: pl.DataFrame) -> Year:
    year = Year(number)
    frames = []
    for stretch in archive.stretches(number):
        frame, value = reader.read(stretch, number)
        frames.append(frame)
        year.rows += frame.height
        year.value += value
        year.add(frame, members, with_pairs=False)
    sorted_cells(PurePosixPath(archive.years[number]).name, pl.concat(frames))
    return year


def _span(frame: pl.DataFrame, products: tuple[str, ...]) -> tuple[int, int]:
    years = frame.filter(pl.col("product").is_in(products))["start"].dt.year()
    return (min(years), max(years)) if len(years) else (0, 0)
