"""Rows in memory, of whatever questions: what an index hands out block by block.

The trap is the order of reading: a row that comes twice, or in another read, must leave the same
rows behind.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from visavis.measures.figures.covers import Cell, Series
from visavis.model.facts import CodedEvent, Fact, TalliedRollCall, Tie, Trip, VoteCast

__all__ = ["Holdings", "Rows"]

Rows = dict[date, list[Fact]]
"""The rows of one cell by their first day; of several that begin on a day the longest first."""


class Holdings:
    """All rows that were read, by what they are about."""

    def __init__(self) -> None:
        self.facts: dict[Series, dict[Cell, Rows]] = {}
        self.others: dict[tuple[Series, str, str, str], set[str]] = defaultdict(set)
        """By series, side, the id on the other side, and product: the ids on that side."""
        self.size = 0
        """How many rows of facts there are."""
        self.trips: list[tuple[str, str, Trip]] = []
        self.ties: list[Tie] = []
        self.coded_events: list[CodedEvent] = []
        self.roll_calls: dict[tuple[str, str], TalliedRollCall] = {}
        self.casts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)

    def add(self, facts: Iterable[Fact]) -> None:
        """Take in rows; of two for the same cell and days that of the earlier line counts."""
        for fact in facts:
            series = Series(fact.source, fact.vintage, fact.relation, fact.book)
            cells = self.facts.setdefault(series, {})
            cell = Cell(fact.subject, fact.partner, fact.product)
            if cell not in cells:
                self.others[series, "partner", cell.subject, cell.product].add(cell.partner)
                self.others[series, "subject", cell.partner, cell.product].add(cell.subject)
            held = cells.setdefault(cell, {}).setdefault(fact.start, [])
            same = next((n for n, other in enumerate(held) if other.end == fact.end), None)
            if same is None:
                self.size += 1
                held.append(fact)
                held.sort(key=lambda other: other.end, reverse=True)
            elif fact.origin_row < held[same].origin_row:
                held[same] = fact

    def add_votes(
        self,
        roll_calls: Iterable[TalliedRollCall],
        casts: Iterable[tuple[str, str, VoteCast]],
    ) -> None:
        """Take in roll calls and casts."""
        for call in roll_calls:
            self.roll_calls[call.source, call.roll_call.rid] = call
        for source, _, cast in casts:
            self.casts[source, cast.rid][cast.state] = cast.position

    def add_trips(self, trips: Iterable[tuple[str, str, Trip]]) -> None:
        """Take in journeys, kept sorted; those that are there already change nothing."""
        known = {*self.trips, *trips}
        self.trips = sorted(
            known, key=lambda t: (t[0], t[1], t[2].start, t[2].end, t[2].name, t[2].origin_row)
        )

    def add_ties(self, ties: Iterable[Tie]) -> None:
        """Take in ties, kept sorted; those that are there already change nothing."""
        self.ties = sorted({*self.ties, *ties}, key=lambda tie: (tie[:7], tie.origin_row))

    def add_coded_events(self, events: Iterable[CodedEvent]) -> None:
        """Take in coded events, kept sorted; those that are there already change nothing."""
        self.coded_events = sorted({*self.coded_events, *events}, key=lambda event: event[:4])
