"""What a query needs from the store: blocks of rows, fetched together as one union.

A measure states its blocks without seeing the data; the store may return more than was asked.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["VotesWanted", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A block of rows of one table: every combination of the ids named, in a span of days."""

    relations: frozenset[str]
    subjects: frozenset[str] | None
    """None: every subject."""
    partners: frozenset[str] | None
    products: frozenset[str] | None
    start: date
    end: date
    vintage: str | None = None
    """A release asked for by name; None: the newest known."""
    table: Literal["coded_events", "facts", "ties", "trips"] = "facts"
    """Where the rows stand. In `ties` and `coded_events` the sides are taken in either order."""


@dataclass(frozen=True, slots=True)
class VotesWanted:
    """Roll calls by resolution or by date, with the casts of the states named."""

    resolution: str | None
    """None: every roll call in the span of days."""
    states: frozenset[str] | None
    """None: every member, for a whole roll call."""
    start: date | None = None
    end: date | None = None
