"""What a user's downloads of UN Comtrade cover, worked out from the rows themselves.

Where a file has the row for the world and its named partners add up to it, every partner is there,
and a partner without a row had no trade. Where they add up only with "Areas, nes" and the like, a
partner without a row may be hidden in those. Elsewhere only the partners seen are covered, and the
lack of a row means nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from visavis.model.extents import Extent
from visavis.model.facts import WORLD
from visavis.sources.labels import NOT_SPECIFIED

__all__ = ["extents"]

_COMPLETE = Decimal("0.001")
"""How far partners may be from their world, as a share of it, to be all of them."""

_OPEN = (f"{NOT_SPECIFIED}_837", f"{NOT_SPECIFIED}_838")
"""Bunkers and free zones: no state, but none is hidden in them either."""

_Period = tuple[date, date]


def extents(rows: pl.DataFrame, family_of: Mapping[str, str]) -> tuple[Extent, ...]:
    """Blocks of (book, reporter, partners, products, time) that the rows cover, sorted.

    Args:
        rows: Columns book, reporter, counterpart, product, start, end, value; one row a flow.
        family_of: Codes that also stand under a family's id.
    """
    found: list[Extent] = []
    for (book, reporter), block in sorted(rows.group_by("book", "reporter"), key=lambda b: b[0]):
        side = (str(book), str(reporter))
        whole, named = _complete(block), _complete(block.filter(~_hides_states()))
        hidden = whole.join(named, on=["product", "start", "end"], how="anti")
        for products, periods in _by_periods(named).items():
            blocks = _blocks(side, None, _named(products, family_of), periods)
            found += [replace(each, absent_means="zero") for each in blocks]
        for products, periods in _by_periods(hidden).items():
            found += _blocks(side, None, _named(products, family_of), periods)
        partial = block.join(whole, on=["product", "start", "end"], how="anti")
        for (frequency_is_year,), part in partial.group_by(
            pl.col("end") - pl.col("start") > timedelta(days=31), maintain_order=True
        ):
            del frequency_is_year
            partners = tuple(sorted(set(part["counterpart"])))
            products = tuple(sorted(set(part["product"])))
            periods = tuple(sorted(set(part.select("start", "end").iter_rows())))
            found += _blocks(side, partners, _named(products, family_of), periods)
    return tuple(
        sorted(found, key=lambda e: (e.book, e.subjects or (), e.partners or (), e.start, e.end))
    )


def _complete(block: pl.DataFrame) -> pl.DataFrame:
    """(product, start, end) of which the partners add up to the world's row."""
    key = ["product", "start", "end"]
    world = block.filter(pl.col("counterpart") == WORLD).select(*key, world="value")
    parts = block.filter(pl.col("counterpart") != WORLD).group_by(key).agg(pl.col("value").sum())
    both = world.join(parts, on=key)
    near = (pl.col("world") - pl.col("value")).abs() <= pl.col("world") * _COMPLETE
    return both.filter(near).select(key)


def _hides_states() -> pl.Expr:
    counterpart = pl.col("counterpart")
    return counterpart.str.starts_with(NOT_SPECIFIED) & ~counterpart.is_in(_OPEN)


def _by_periods(whole: pl.DataFrame) -> dict[tuple[str, ...], tuple[_Period, ...]]:
    """Products that are complete in the same periods, together."""
    periods: dict[str, list[_Period]] = {}
    for product, start, end in whole.sort("product", "start").iter_rows():
        periods.setdefault(product, []).append((start, end))
    together: dict[tuple[_Period, ...], list[str]] = {}
    for product, each in periods.items():
        together.setdefault(tuple(each), []).append(product)
    return {tuple(products): each for each, products in together.items()}


def _named(products: tuple[str, ...], family_of: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({*products, *(family_of[p] for p in products if p in family_of)}))


def _blocks(
    side: tuple[str, str],
    partners: tuple[str, ...] | None,
    products: tuple[str, ...],
    periods: tuple[_Period, ...],
) -> Iterator[Extent]:
    """One extent for each run of periods that follow one another without a gap."""
    book, reporter = side
    own = (reporter,)
    for start, end, is_year in _runs(periods):
        yield Extent(
            relation="goods_flow",
            book=book,
            subjects=own if book == "exporter" else partners,
            partners=partners if book == "exporter" else own,
            products=products,
            start=start,
            end=end,
            frequency="year" if is_year else "month",
            absent_means="unknown",
        )


def _runs(periods: tuple[_Period, ...]) -> list[tuple[date, date, bool]]:
    runs: list[tuple[date, date, bool]] = []
    for is_year in (True, False):
        for start, end in periods:
            if ((end - start).days > 31) != is_year:
                continue
            last = runs[-1] if runs else None
            if last is not None and last[2] == is_year and last[1] + timedelta(days=1) == start:
                runs[-1] = (last[0], end, is_year)
            else:
                runs.append((start, end, is_year))
    return runs
