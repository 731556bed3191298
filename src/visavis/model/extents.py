"""What a table covers, so that "no row" can be told apart: zero, unknown, or never asked.

A publisher's table is described by one or more extents. Inside an extent, `absent_means` says what
the lack of a row means; outside every extent nothing is known, and a figure is `out_of_coverage`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

__all__ = ["TABLES", "Extent", "Part", "TableEntry", "TableName"]

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
class Part:
    """One of several files of a table, and where in the table its rows lie."""

    file: str
    sha256: str
    rows: int
    start: date | None = None
    """First and last day of its rows' periods; None in a table without periods."""
    end: date | None = None
    first: str = ""
    """Lowest and highest product of its rows; "" in a table without products."""
    last: str = ""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One immutable table of the store, as its manifest names it: a Parquet file or several."""

    source: str
    vintage: str
    released: date
    """When this vintage became known, for `--as-of`: publication, else retrieval date."""
    table: TableName
    file: str
    """Path inside the store's folder; of a table in parts, what their paths have in common."""
    sha256: str
    """Hash of the file; of a table in parts, of their hashes one after another."""
    rows: int
    extents: tuple[Extent, ...]
    parts: tuple[Part, ...] = ()
    """Its files, where they are several."""

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of all its files inside the store's folder."""
        return tuple(part.file for part in self.parts) if self.parts else (self.file,)
