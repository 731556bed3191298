"""A whole release of BACI, read once from beginning to end: every product of every pair.

Eleven million rows a year are never in memory together: up to three million at a time are sorted by
product and handed on, while families of products and the totals of pairs are added up beside them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.products import families
from visavis.sources.baci_archive import Archive
from visavis.sources.baci_rows import Reader, sorted_cells
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
from visavis.sources.base import Load, Stream
from visavis.sources.frames import year_bounds

__all__ = ["Release"]

_ROWS_IN_PART = 3_000_000


class Release:
    """A whole release, read once from beginning to end."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._reader = Reader(archive)
        self._members = members_of(archive.codes, with_headings=True)
        self._years: list[Year] = []
        names = [f"HS{code}" for code in archive.codes]
        self._products = pl.Series(names, dtype=pl.Enum(names))

    def load(self) -> Load:
        """The load, whose counts are known once its stream has been taken."""
        return Load(
            vintage=label(self._archive),
            released=released(self._archive),
            tables={},
            streams={"facts": Stream(self._frames(), self._covered)},
            files=(self._archive.name,),
            rows_read=0,
            taken=self._taken,
        )

    def _taken(self, before: Load) -> Load:
        lost, share = unmatched(self._archive, self._reader, self._years)
        rows = sum(year.rows for year in self._years) + self._reader.lost_rows
        return replace(before, rows_read=rows, unmatched=lost, unmatched_share=share, taken=None)

    def _covered(self) -> tuple[Extent, ...]:
        codes = frozenset().union(*(year.codes for year in self._years))
        headings = [each.id for each in families() if each.heading and not each.hs6]
        products = {*complete(codes), *headings, ALL_PRODUCTS, *(f"HS{code}" for code in codes)}
        years = [year.year for year in self._years]
        span = min(years), max(years)
        flows = tuple(extents(self._archive, tuple(sorted(products)), span))
        return (*flows, *quantity_extents(flows))

    def _frames(self) -> Iterator[pl.DataFrame]:
        for number in self._archive.years:
            yield from self._parts_of(number)
        unmatched(self._archive, self._reader, self._years)
        sums = pl.concat([year.sums() for year in self._years]).rename({"line": "origin_row"})
        start, end = year_bounds("year")
        yield sums.select(columns(start, end)).sort(
            "product", "subject", "partner", "start", maintain_order=True
        )
        yield stated_quantities(self._years)

    def _parts_of(self, number: int) -> Iterator[pl.DataFrame]:
        year = Year(number)
        waiting: list[pl.DataFrame] = []
        for stretch in self._archive.stretches(number):
            frame, value = self._reader.read(stretch, number)
            year.rows += frame.height
            year.value += value
            year.add(frame, self._members, with_pairs=True)
            if waiting and sum(each.height for each in waiting) + frame.height > _ROWS_IN_PART:
                yield self._laid_out(waiting, number)
                waiting = []
            waiting.append(frame.drop("q"))
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
            columns(
                pl.lit(date(number, 1, 1)).alias("start"), pl.lit(date(number, 12, 31)).alias("end")
            )
        )
