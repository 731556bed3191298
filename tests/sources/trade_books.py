"""Books of trade made by hand: rows of any publisher, written as the store has them."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from visavis.model.extents import Extent
from visavis.store import Store
from visavis.store.writer import write_tables

RELEASED = date(2025, 1, 1)


class TradeBooks:
    """Rows by source; `store` writes them and opens what was written."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple]] = defaultdict(list)
        self.extents: dict[str, list[Extent]] = defaultdict(list)

    def year(
        self,
        source: str,
        flow: str,
        year: int,
        value: float,
        *,
        book: str = "exporter",
        product: str = "TOTAL",
        relation: str = "goods_flow",
        unit: str = "USD",
    ) -> None:
        """A flow of a year; `RUS>CHN` goes from Russia to China."""
        span = date(year, 1, 1), date(year, 12, 31)
        self._row(source, flow, span, (value, book, product, relation, unit))

    def month(self, source: str, flow: str, start: date, value: float) -> None:
        """A flow of a month, in the exporter's book."""
        last = calendar.monthrange(start.year, start.month)[1]
        span = start, start.replace(day=last)
        self._row(source, flow, span, (value, "exporter", "TOTAL", "goods_flow", "USD"))

    def _row(self, source: str, flow: str, span: tuple[date, date], rest: tuple) -> None:
        subject, partner = flow.split(">")
        value, book, product, relation, unit = rest
        self.rows[source].append((relation, book, subject, partner, product, *span, value, unit))

    def complete(
        self,
        source: str,
        years: tuple[int, int],
        *,
        book: str = "exporter",
        products: tuple[str, ...] = ("TOTAL",),
        subjects: tuple[str, ...] | None = None,
        partners: tuple[str, ...] | None = None,
    ) -> None:
        """No row of the book means no trade."""
        span = date(years[0], 1, 1), date(years[1], 12, 31)
        self.extents[source].append(
            Extent("goods_flow", book, subjects, partners, products, *span, "year", "zero")
        )

    def store(self, folder: Path, order: Iterable[int] | None = None) -> Store:
        """The store of these rows alone, without the starter."""
        for source, rows in self.rows.items():
            kept = [rows[at % len(rows)] for at in order] if order else rows
            write_tables(
                folder, source, "1", RELEASED, {"facts": (_frame(kept), self._extents(source))}
            )
        return Store([folder])

    def _extents(self, source: str) -> tuple[Extent, ...]:
        if self.extents[source]:
            return tuple(self.extents[source])
        rows = self.rows[source]
        return (
            Extent(
                "goods_flow", rows[0][1], None, None, tuple(sorted({row[4] for row in rows})),
                min(row[5] for row in rows), max(row[6] for row in rows), "year", "unknown",
            ),
        )  # fmt: skip


def _frame(rows: list[tuple]) -> pl.DataFrame:
    columns = list(zip(*rows, strict=True))
    names = ("relation", "book", "subject", "partner", "product", "start", "end", "value", "unit")
    frame = dict(zip(names, map(list, columns), strict=True))
    frame["value"] = pl.Series(
        [Decimal(str(each)) for each in frame["value"]], dtype=pl.Decimal(38, 3)
    )
    return pl.DataFrame(frame).with_columns(
        valuation=pl.lit("FOB"), status=pl.lit("reported"),
        origin_row=pl.Series(range(1, len(rows) + 1)),
    )  # fmt: skip
