"""Additions put together for sources that users download table by table, and what they cover.

The newer download wins, row by row: what it repeats is replaced, everything else stays. Periods
of one flow may lie inside each other (a month in a year so far); whoever adds up takes the
longest that fit and none twice.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import polars as pl

from visavis.model.extents import Extent
from visavis.sources.base import Load, Table
from visavis.sources.frames import FACT_SCHEMA, facts

__all__ = ["extents", "merged"]

_KEY = ["relation", "book", "subject", "partner", "product", "start", "end"]


def merged(older: pl.DataFrame, load: Load) -> tuple[Load, int, int]:
    """The load with older facts added, and how many of these were kept and how many replaced.

    Raises:
        SourceError: Never for facts that passed `facts` before.
    """
    new = load.tables["facts"].frame
    old = older.select(pl.col(name).cast(kind) for name, kind in FACT_SCHEMA.items())
    kept = old.join(new.select(_KEY), on=_KEY, how="anti")
    frame = facts("pieces", pl.concat([new, kept]))
    both = replace(load, tables={"facts": Table(frame, extents(frame))})
    return both, kept.height, old.height - kept.height


def extents(frame: pl.DataFrame) -> tuple[Extent, ...]:
    """Each reporter's flows in each unbroken run of periods; a partner without a row is unknown.

    The reporter is the exporter in its book and in nobody's, the importer in its own.
    """
    found = []
    sides_of = (("exporter", "subject"), ("importer", "partner"), ("publisher", "subject"))
    for book, side in sides_of:
        other = "partner" if side == "subject" else "subject"
        columns = [side, other, "product", "relation", "start", "end"]
        blocks: dict[tuple[str, str, str], dict[tuple[date, date], set[str]]] = {}
        for own, partner, product, relation, start, end in (
            frame.filter(pl.col("book") == book).select(columns).unique().sort(columns).iter_rows()
        ):
            spans = blocks.setdefault((own, product, relation), defaultdict(set))
            spans[start, end].add(partner)
        for (own, product, relation), spans in sorted(blocks.items()):
            for frequency, start, end, others in _runs(spans):
                sides = {side: (own,), other: tuple(sorted(others))}
                found.append(
                    Extent(
                        relation=relation, book=book, subjects=sides["subject"],
                        partners=sides["partner"], products=(product,), start=start, end=end,
                        frequency=frequency, absent_means="unknown",
                    )
                )  # fmt: skip
    return tuple(found)


_Run = tuple[Literal["year", "month"], date, date, set[str]]


def _runs(spans: dict[tuple[date, date], set[str]]) -> list[_Run]:
    """Periods of one frequency that follow each other or overlap, with all their partners."""
    runs: list[_Run] = []
    for wanted in ("year", "month"):
        last: _Run | None = None
        for (start, end), others in sorted(spans.items()):
            if _frequency(start, end) != wanted:
                continue
            if last is not None and start <= last[2] + timedelta(days=1):
                last = (last[0], last[1], max(last[2], end), last[3] | others)
                runs[-1] = last
            else:
                last = (_frequency(start, end), start, end, set(others))
                runs.append(last)
    return runs


def _frequency(start: date, end: date) -> Literal["year", "month"]:
    whole_year = (start.month, start.day, end.month) == (1, 1, 12)
    return "year" if whole_year and end.day == monthrange(end.year, 12)[1] else "month"
