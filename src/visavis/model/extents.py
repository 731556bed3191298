"""What a table covers, so that "no row" can be told apart: zero, unknown, or never asked.

A publisher's table is described by one or more extents. Inside an extent, `absent_means` says what
the lack of a row means; outside every extent nothing is known, and a figure is `out_of_coverage`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

__all__ = ["TABLES", "Extent", "TableEntry", "TableName"]

TableName = Literal["coded_events", "facts", "roll_calls", "ties", "trips", "votes"]
TABLES: tuple[TableName, ...] = get_args(TableName)
"""What a store holds: each table has one layout."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A block of subject x partner x product x time that a table covers."""

    relation: str
    book: str
    subjects: tuple[str, ...] | None
    """Ids covered, sorted; None: every state (and total) that the publisher knows."""
    partners: tuple[str, ...] | None
    products: tuple[str, ...]
    start: date
    end: date
    frequency: Literal["year", "month", "day"]
    absent_means: Literal["zero", "unknown"]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One immutable Parquet file of the store, as its manifest names it."""

    source: str
    vintage: str
    released: date
    """When this vintage became known, for `--as-of`: publication, else retrieval date."""
    table: TableName
    file: str
    """Path inside the store's folder."""
    sha256: str
    rows: int
    extents: tuple[Extent, ...]
