"""What a series covers, and what no row in it means.

The trap is the row that is not there: zero or unknown inside an extent, as the publisher says;
nothing known outside; and for a total, or a group that is not named, never zero.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from visavis.model.extents import Extent
from visavis.model.facts import WORLD
from visavis.model.states import all_states, is_state, state

__all__ = ["Cell", "Cover", "Series", "was_whole"]


class Series(NamedTuple):
    """Whose numbers: a source, one of its releases, one of its books, one relation."""

    source: str
    vintage: str
    relation: str
    book: str


class Cell(NamedTuple):
    """What a row is about: for flows of goods, the exporter is subject, the importer partner."""

    subject: str
    partner: str
    product: str


@dataclass(frozen=True, slots=True)
class Cover:
    """An extent with sets for quick look-up."""

    extent: Extent
    subjects: frozenset[str] | None
    partners: frozenset[str] | None
    products: frozenset[str]

    @classmethod
    def of(cls, extent: Extent) -> "Cover":
        """The extent, ready for look-up."""
        return cls(
            extent,
            None if extent.subjects is None else frozenset(extent.subjects),
            None if extent.partners is None else frozenset(extent.partners),
            frozenset(extent.products),
        )

    def holds(self, cell: Cell) -> bool:
        """Whether the cell lies in it, at whatever time."""
        return (
            cell.product in self.products
            and _has(self.subjects, cell.subject)
            and _has(self.partners, cell.partner)
        )

    def holds_any(self, subjects: Iterable[str], partners: Iterable[str], product: str) -> bool:
        """Whether any of the subjects with any of the partners lies in it."""
        return (
            product in self.products
            and (self.subjects is None or not self.subjects.isdisjoint(subjects))
            and (self.partners is None or not self.partners.isdisjoint(partners))
        )

    def spans(self, start: date, end: date) -> bool:
        """Whether all the days lie in it."""
        return self.extent.start <= start and end <= self.extent.end

    def is_fine_enough(self, start: date, end: date) -> bool:
        """Whether rows of its frequency can begin and end where the days do."""
        if self.extent.frequency == "day":
            return True
        whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
        if self.extent.frequency == "month":
            return whole_months
        return whole_months and start.month == 1 and end.month == 12

    def absence(self, cell: Cell) -> str:
        """What no row means here; for a total, a group that it does not name, or a state that has
        no number in trade statistics and is in no list of the table's, never zero."""
        named = ((cell.subject, self.subjects), (cell.partner, self.partners))
        certain = all(
            not side or (_has_number(side) if ids is None else side != WORLD) for side, ids in named
        )
        return self.extent.absent_means if certain else "unknown"

    def is_whole(self, cell: Cell, side: str) -> bool:
        """Whether rows like the cell add up to everybody on `side` (where the cell holds `WLD`).

        A list counts as everybody where nine in ten of the states of its time are on it:
        publishers fold a few into their neighbours.
        """
        ids, fixed = self.subjects, _has(self.partners, cell.partner)
        if side == "partner":
            ids, fixed = self.partners, _has(self.subjects, cell.subject)
        extent = self.extent
        return (
            extent.absent_means == "zero"
            and cell.product in self.products
            and fixed
            and (ids is None or _is_everybody(ids, extent.start, extent.end))
        )


@cache
def _has_number(identifier: str) -> bool:
    return is_state(identifier) and bool(state(identifier).comtrade)


@cache
def was_whole(identifier: str, start: date, end: date) -> bool:
    """Whether the id is no single state, or one that existed on all the days."""
    if not is_state(identifier):
        return True
    found = state(identifier)
    born, died = found.born or date.min, found.died or date.max
    return born <= start and end <= died


def _has(ids: frozenset[str] | None, name: str) -> bool:
    return ids is None or name in ids


@cache
def _is_everybody(ids: frozenset[str], start: date, end: date) -> bool:
    states = [s.id for s in all_states() if s.kind == "state" and s.overlaps(start, end)]
    return len(ids.intersection(states)) >= 0.9 * len(states)
