"""Dated ties as a Polars frame: pairs out of lists of parties, and the checks that all share.

The trap is the pair. Two parties are bound from the later of their two entries to the earlier of
their two exits, and not at all where one had left before the other came.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import Precision, Tie
from visavis.model.states import by_code, is_state, state

__all__ = [
    "TIE_SCHEMA",
    "Party",
    "Row",
    "every_pair",
    "extent",
    "holders",
    "ties",
    "whole_year",
]

TIE_SCHEMA = pl.Schema(
    {
        "relation": pl.String,
        "key": pl.String,
        "title": pl.String,
        "subject": pl.String,
        "partner": pl.String,
        "kind": pl.String,
        "signed": pl.Date,
        "start": pl.Date,
        "end": pl.Date,
        "precision": pl.String,
        "origin_row": pl.Int32,
    }
)
"""The columns of `Tie` without source and vintage, which the manifest carries for a table."""

if tuple(TIE_SCHEMA) != Tie._fields[2:]:
    raise RuntimeError("TIE_SCHEMA and Tie name different columns")

_KEY = ("relation", "key", "subject", "partner", "start")


class Row(NamedTuple):
    """One tie, as the table has it."""

    relation: str
    key: str
    title: str
    subject: str
    partner: str
    kind: str
    signed: date | None
    start: date | None
    end: date | None
    precision: Precision
    origin_row: int


@dataclass(frozen=True, slots=True)
class Party:
    """One state's time in an agreement."""

    state: str
    side: str
    """Parties of one side (the members of a bloc) are not bound to each other by it."""
    signed: date | None
    start: date | None
    """None: the publisher does not say when it came in."""
    end: date | None
    """None: it is still in, as far as the publisher says."""
    kind: str = ""


def whole_year(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def holders(system: str, code: str, start: date, end: date | None) -> tuple[Party, ...]:
    """The states that a code means from `start` to `end`, each with its part of that time.

    Empty where it means none on the first day. COW's 365 from 1948 to 1992 is the Soviet Union,
    and Russia from 26 December 1991.
    """
    found: list[Party] = []
    on: date | None = start
    while on is not None and (end is None or on <= end):
        name = by_code(system, code, on)
        if name is None or not is_state(name):
            break
        died = state(name).died
        if died is not None and died < on:
            break
        goes_on = died is not None and (end is None or died < end)
        found.append(Party(name, name, None, on, died if goes_on else end))
        on = died + timedelta(days=1) if goes_on and died is not None else None
    return tuple(found)


def every_pair(parties: Sequence[Party]) -> Iterator[tuple[Party, Party, date | None, date | None]]:
    """Each two parties of different sides with the first and last day on which both were in."""
    ordered = sorted(parties, key=lambda p: (p.state, p.start or date.min, p.side))
    for one, other in combinations(ordered, 2):
        if one.state == other.state or one.side == other.side:
            continue
        known = one.start is not None and other.start is not None
        start = max(one.start, other.start) if one.start and other.start and known else None
        end = min((day for day in (one.end, other.end) if day is not None), default=None)
        if end is not None and any(p.start is not None and p.start > end for p in (one, other)):
            continue
        yield one, other, start, end


def ties(where: str, rows: Iterable[Row]) -> pl.DataFrame:
    """The rows as a table, sorted; of two that are the same but for where they stand, the first.

    A tie ends with the first of its two states, where the publisher gives no earlier day.

    Raises:
        SourceError: No row, an unknown state, a tie that ends before it starts, or two different
            rows for one pair, treaty and day.
    """
    kept: dict[tuple[object, ...], Row] = {}
    for stated in rows:
        row = _while_both_lived(stated)
        _check(where, row)
        key = tuple(getattr(row, name) for name in _KEY)
        held = kept.setdefault(key, row)
        if held[:-1] != row[:-1]:
            named = " ".join(str(part) for part in key)
            raise SourceError(where, f"two rows for {named}", "one row for each")
    if not kept:
        raise SourceError(where, "no tie of two states", "at least one")
    ordered = sorted(kept.values(), key=lambda row: (row[0], row[3:5], row[1], str(row.start)))
    return pl.DataFrame(ordered, schema=TIE_SCHEMA, orient="row")


def _while_both_lived(row: Row) -> Row:
    """The tie up to the day on which the first of the two ceased to exist."""
    last = [state(name).died for name in (row.subject, row.partner) if is_state(name)]
    ends = [day for day in (*last, row.end) if day is not None]
    end = min(ends, default=None)
    started = row.start or row.signed
    if end == row.end or (started is not None and end is not None and end < started):
        return row
    return row._replace(end=end)


def _check(where: str, row: Row) -> None:
    at = f"{where}, row {row.origin_row}"
    for name in (row.subject, row.partner):
        if not is_state(name):
            raise SourceError(at, f"the party {name!r}", "an id of the table of states")
    if row.start is not None and row.end is not None and row.end < row.start:
        found = f"{row.key}, which ends on {row.end} and starts on {row.start}"
        raise SourceError(at, found, "the start first")


def extent(relation: str, start: date, end: date, *, complete: bool) -> Extent:
    """All pairs of states between two days; `complete` if no row means that there was no tie."""
    means = "zero" if complete else "unknown"
    return Extent(relation, "publisher", None, None, ("",), start, end, "day", means)  # type: ignore[arg-type]
