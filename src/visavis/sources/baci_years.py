"""What BACI's yearly files add up to, and what a release of them covers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import polars as pl

from visavis.model.extents import Extent
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.products import families
from visavis.sources.baci_archive import Archive
from visavis.sources.baci_rows import Reader
from visavis.sources.base import check_unmatched
from visavis.sources.frames import AMOUNT, FACT_SCHEMA, refuse, year_bounds

__all__ = [
    "Year", "columns", "complete", "extents", "label", "members_of", "quantity_extents",
    "released", "stated_quantities", "unmatched",
]  # fmt: skip

WHOLE = (4_000, 150)
"""Products and exporters from which a year's file is taken for a whole one, not a cut of it."""

_EDITION = "92"
_ALONE_SINCE = {
    "BEL": 1999, "LUX": 1999, "BWA": 2000, "LSO": 2000, "NAM": 2000, "SWZ": 2000, "ZAF": 2000,
}  # fmt: skip
"""First year of members of unions that BACI lists as one before it."""

WEIGHED = ("coal", "crude_oil", "lng", "pipeline_gas")
"""Families whose tonnes are kept beside their dollars: energy, to tell prices from quantities.
Of other goods a tonne is no measure of how much was sold."""

_MOST_TONNES = 10**10
_NOT_STATED = ("", "NA")


class Year:
    """What one yearly file adds up to, gathered stretch by stretch."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.rows = 0
        self.value = 0
        self.without_family = 0
        self.codes: set[str] = set()
        self.exporters: set[str] = set()
        self._sums: list[pl.DataFrame] = []
        self._tonnes: list[pl.DataFrame] = []

    @property
    def is_whole(self) -> bool:
        """Whether so many products and exporters are in no cut of a release."""
        return len(self.codes) >= WHOLE[0] and len(self.exporters) >= WHOLE[1]

    def add(self, frame: pl.DataFrame, members: pl.DataFrame, *, with_pairs: bool) -> None:
        """Take in rows: their families (`members`: k, product) and, if asked, their totals."""
        self.codes |= set(frame["k"].unique().cast(pl.String))
        self.exporters |= set(frame["subject"].unique().cast(pl.String))
        inside = frame.filter(pl.col("k").is_in(members["k"].unique().implode()))
        self.without_family += frame.height - inside.height
        by_family = inside.join(members, on="k")
        self._sums.append(summed(by_family))
        self._tonnes.append(self._weighed(by_family))
        if with_pairs:
            every = pl.lit(ALL_PRODUCTS, dtype=members["product"].dtype)
            self._sums.append(summed(frame.with_columns(product=every)))

    def sums(self) -> pl.DataFrame:
        """Families and totals by pair, totals also with the world on the other side."""
        pairs = summed(pl.concat(self._sums))
        world = pl.lit(WORLD, dtype=pairs["subject"].dtype)
        totals = pairs.filter(pl.col("product").cast(pl.String) == ALL_PRODUCTS)
        return pl.concat([
            pairs,
            summed(totals.with_columns(partner=world)),
            summed(totals.with_columns(subject=world)),
        ]).with_columns(year=pl.lit(self.year, dtype=pl.Int32))  # fmt: skip

    def quantities(self) -> pl.DataFrame:
        """Tonnes of energy by pair and family, where every row of the cell states them.

        `value` is null where some row does not: a part of the tonnes beside all of the dollars
        would make a price that nobody paid.
        """
        cells = pl.concat(self._tonnes).group_by("subject", "partner", "product")
        every = pl.when(pl.col("value").is_not_null().all()).then(pl.col("value").sum())
        return cells.agg(every, pl.col("line").min()).with_columns(
            year=pl.lit(self.year, dtype=pl.Int32)
        )

    def _weighed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of energy with `value` in thousandths of a tonne, null where not stated."""
        text = pl.col("q").fill_null("").str.strip_chars()
        found = rows.filter(pl.col("product").cast(pl.String).is_in(WEIGHED)).with_columns(
            tonnes=text.cast(pl.Float64, strict=False), is_stated=~text.is_in(_NOT_STATED)
        )
        right = pl.col("tonnes").is_between(0, _MOST_TONNES).fill_null(False)
        refuse(
            f"the file of {self.year}", found.filter(pl.col("is_stated") & ~right), "q", "tonnes"
        )
        return found.select(
            "subject",
            "partner",
            "product",
            "line",
            value=(pl.col("tonnes") * 1000).round().cast(pl.Int64),
        )


def label(archive: Archive) -> str:
    """The release's label; that of another edition than 1992 sorts before it."""
    release = f"V{archive.release}"
    return release if archive.edition == _EDITION else f"HS{archive.edition}-{release}"


def released(archive: Archive) -> date:
    """The last day of the month that the release is named after."""
    year, month = int(archive.release[:4]), int(archive.release[4:6])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def unmatched(
    archive: Archive, reader: Reader, years: list[Year]
) -> tuple[dict[str, Decimal], Decimal]:
    """Countries without an id with their value in dollars, and their share (0 to 1) of all value.

    Raises:
        SourceError: It is more than a source may lose.
    """
    lost = reader.lost
    return lost, check_unmatched(archive.name, lost, Decimal(sum(year.value for year in years)))


def complete(codes: frozenset[str]) -> tuple[str, ...]:
    """Families all of whose codes occur in the release: for these, no row means no trade."""
    return tuple(each.id for each in families() if each.hs6 and codes.issuperset(each.hs6))


def members_of(codes: tuple[str, ...], *, with_headings: bool) -> pl.DataFrame:
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


def summed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("subject", "partner", "product").agg(
        pl.col("value").sum(), pl.col("line").min()
    )


def columns(start: pl.Expr, end: pl.Expr) -> Iterator[pl.Expr]:
    """The columns of a fact, in order, out of `subject`, `partner`, `product`, `value` and
    `origin_row`, with a period."""
    yield from _columns("goods_flow", "USD", "FOB", pl.col("value"), (start, end))


def stated_quantities(years: Iterable[Year]) -> pl.DataFrame:
    """Facts of tonnes of all years, sorted; cells in which some row states none have no row."""
    cells = pl.concat([year.quantities() for year in years]).drop_nulls("value")
    exact = (pl.col("value").cast(AMOUNT) / 1000).cast(AMOUNT)
    rows = cells.rename({"line": "origin_row"}).select(
        _columns("goods_quantity", "t", "", exact, year_bounds("year"))
    )
    return rows.sort("product", "subject", "partner", "start", maintain_order=True)


def _columns(
    relation: str, unit: str, valuation: str, value: pl.Expr, days: tuple[pl.Expr, pl.Expr]
) -> Iterator[pl.Expr]:
    words = {
        "relation": relation, "book": "reconciled", "unit": unit, "valuation": valuation,
        "status": "reported",
    }  # fmt: skip
    found = {name: pl.lit(word, dtype=pl.Enum([word])).alias(name) for name, word in words.items()}
    found |= {"start": days[0], "end": days[1], "value": value.cast(AMOUNT)}
    found["origin_row"] = pl.col("origin_row").cast(pl.Int32)
    yield from (found.get(name, pl.col(name)) for name in FACT_SCHEMA)


def quantity_extents(flows: Iterable[Extent]) -> Iterator[Extent]:
    """Where the flows of energy have tonnes beside them: a pair without them traded none, or did
    not state them."""
    for each in flows:
        products = tuple(product for product in WEIGHED if product in each.products)
        if products:
            yield replace(
                each, relation="goods_quantity", products=products, absent_means="unknown"
            )


def extents(archive: Archive, products: tuple[str, ...], span: tuple[int, int]) -> Iterator[Extent]:
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
