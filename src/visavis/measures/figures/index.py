"""The rows that one question needs, found by what they are about.

Traps: the period and the neighbour. A year may be one row or twelve, or twelve less one, and a row
for the year may stand beside rows for its months: the longest rows that fit end to end are taken,
once. And an answer that saw rows of other questions would depend on what was asked before.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date, timedelta
from functools import cached_property, lru_cache, partial

from visavis.measures.figures.absence import gap_of
from visavis.measures.figures.amounts import EXACT, ZERO, Amount, Gap
from visavis.measures.figures.blocks import (
    asks_for,
    holds_event,
    holds_ids,
    holds_tie,
    holds_trip,
    states_of,
)
from visavis.measures.figures.catalog import Catalog
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.holdings import Holdings, Rows
from visavis.measures.figures.releases import Older
from visavis.model.extents import TableEntry
from visavis.model.facts import CodedEvent, Fact, TalliedRollCall, Tie, Trip, VoteCast
from visavis.model.figures import Missing, RowRef
from visavis.model.periods import Period
from visavis.model.wanted import VotesWanted, Wanted

__all__ = ["FactIndex"]

Blocks = tuple[Wanted | VotesWanted, ...]


class FactIndex(Catalog):
    """Rows by series and cell, with what the series cover.

    The index that holds everything reads nothing out: a measure is given `within(needs)`, which
    shows the rows of these blocks alone, so that an answer rests on its own question and the data.
    """

    def __init__(self, entries: Iterable[TableEntry], in_force: Iterable[TableEntry]) -> None:
        """An index without rows over `entries`; those of `in_force` are the default releases."""
        super().__init__(entries, in_force)
        self._holdings = Holdings()
        self._views: dict[tuple[Blocks, tuple[Older, ...]], FactIndex] = {}
        self.older: tuple[Older, ...] = ()
        self._show(None)

    def _show(self, blocks: Blocks | None) -> None:
        """Start anew with the rows of the blocks (None: none can be read), nothing worked out."""
        self._blocks = blocks
        wanted = [b for b in blocks or () if isinstance(b, Wanted)]
        self._by_table: dict[str, list[Wanted]] = defaultdict(list)
        self._by_relation: dict[str, list[Wanted]] = defaultdict(list)
        for block in wanted:
            self._by_table[block.table].append(block)
            if block.table == "facts":
                for relation in sorted(block.relations):
                    self._by_relation[relation].append(block)
        self._asked = [b for b in blocks or () if isinstance(b, VotesWanted)]
        self._shown: dict[tuple[Series, Cell], Rows] = {}
        self._amounts: dict[tuple[Series, Cell, date, date], Amount] = {}
        self._units: dict[Series, str] = {}
        self.worked_out: dict[tuple[object, ...], Amount] = {}
        """Amounts already computed from the rows of these blocks."""

    def within(self, blocks: Blocks, older: tuple[Older, ...] = ()) -> "FactIndex":
        """The rows of the blocks alone, with the releases `older` in place of their sources'
        newest; the same view until rows are added."""
        if self._blocks is not None:
            raise TypeError("a question sees the rows that it needs, and never wider ones")
        found = self._views.get((blocks, older))
        if found is None:
            found = copy(self)
            found.older = older
            found.prefer(older)
            found._show(blocks)
            self._views[blocks, older] = found
        return found

    @property
    def size(self) -> int:
        """How many rows of facts are in memory."""
        return self._holdings.size

    def add(self, facts: Iterable[Fact]) -> None:
        """Take in rows; a row that is there already changes nothing."""
        self._holdings.add(facts)
        self._views.clear()

    def add_votes(
        self,
        roll_calls: Iterable[TalliedRollCall],
        casts: Iterable[tuple[str, str, VoteCast]],
    ) -> None:
        """Take in roll calls and casts."""
        self._holdings.add_votes(roll_calls, casts)
        self._views.clear()

    def add_trips(self, trips: Iterable[tuple[str, str, Trip]]) -> None:
        """Take in journeys; those that are there already change nothing."""
        self._holdings.add_trips(trips)
        self._views.clear()

    def add_ties(self, ties: Iterable[Tie]) -> None:
        """Take in ties; those that are there already change nothing."""
        self._holdings.add_ties(ties)
        self._views.clear()

    def add_coded_events(self, events: Iterable[CodedEvent]) -> None:
        """Take in coded events; those that are there already change nothing."""
        self._holdings.add_coded_events(events)
        self._views.clear()

    @cached_property
    def trips(self) -> list[tuple[str, str, Trip]]:
        """(source, vintage, trip), sorted."""
        blocks = self._blocks_of("trips")
        return [
            (source, vintage, trip)
            for source, vintage, trip in self._holdings.trips
            if any(
                holds_trip(block, trip) and self.is_meant((source, vintage), block.vintage)
                for block in blocks
            )
        ]

    @cached_property
    def ties(self) -> list[Tie]:
        """Sorted; of all releases that the question means."""
        blocks = self._blocks_of("ties")
        return [
            tie
            for tie in self._holdings.ties
            if any(holds_tie(b, tie) and self.is_meant(tie[:2], b.vintage) for b in blocks)
        ]

    @cached_property
    def coded_events(self) -> list[CodedEvent]:
        """Sorted; of all releases that the question means."""
        blocks = self._blocks_of("coded_events")
        return [
            event
            for event in self._holdings.coded_events
            if any(holds_event(b, event) and self.is_meant(event[:2], b.vintage) for b in blocks)
        ]

    @cached_property
    def roll_calls(self) -> dict[tuple[str, str], TalliedRollCall]:
        """By source and key of the roll call, sorted."""
        blocks = self._blocks_of_votes()
        held = sorted(self._holdings.roll_calls.items())
        return {key: call for key, call in held if any(asks_for(block, call) for block in blocks)}

    @cached_property
    def casts(self) -> dict[tuple[str, str], dict[str, str]]:
        """By source and key of the roll call: what each state did."""
        blocks = self._blocks_of_votes()
        found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for key, call in self.roll_calls.items():
            states = states_of(block for block in blocks if asks_for(block, call))
            held = self._holdings.casts.get(key, {})
            asked = held if states is None else states & held.keys()
            found[key] = {state: held[state] for state in sorted(asked)}
        return found

    def others(
        self, series: Series, cell: Cell, side: str, days: tuple[date, date]
    ) -> tuple[str, ...]:
        """The ids that stand on `side` (`subject` or `partner`) of rows like the cell within the
        days, sorted: a partner of other years is none."""
        return tuple(
            other
            for other in self._sides(series, cell, side)
            if any(
                days[0] <= row.start and row.end <= days[1]
                for rows in self._rows(series, cell._replace(**{side: other})).values()
                for row in rows
            )
        )

    def _sides(self, series: Series, cell: Cell, side: str) -> list[str]:
        """The ids on that side of rows like the cell in any block or none, sorted."""
        fixed = cell.partner if side == "subject" else cell.subject
        return sorted(self._holdings.others.get((series, side, fixed, cell.product), ()))

    def _blocks_of(self, table: str) -> list[Wanted]:
        self._refuse_wide()
        return self._by_table[table]

    def _blocks_of_votes(self) -> list[VotesWanted]:
        self._refuse_wide()
        return self._asked

    def _refuse_wide(self) -> None:
        if self._blocks is None:
            raise TypeError("rows are read out within the blocks of a question: within(needs)")

    def _rows(self, series: Series, cell: Cell) -> Rows:
        """The rows of the cell that lie in any block."""
        found = self._shown.get((series, cell))
        if found is None:
            self._refuse_wide()
            found = self._shown[series, cell] = self._rows_within(series, cell)
        return found

    def _rows_within(self, series: Series, cell: Cell) -> Rows:
        held = self._holdings.facts.get(series, {}).get(cell)
        if held is None:
            return {}
        spans = {
            (block.start, block.end)
            for block in self._by_relation[series.relation]
            if holds_ids(block.subjects, cell.subject)
            and holds_ids(block.partners, cell.partner)
            and holds_ids(block.products, cell.product)
            and self.is_meant(series[:2], block.vintage)
        }
        found: Rows = {}
        if not spans:
            return found
        # Rows stand by their first day: most of a long series need not be looked at.
        earliest, latest = min(s for s, _ in spans), max(e for _, e in spans)
        for day in sorted(day for day in held if earliest <= day <= latest):
            rows = held[day]
            inside = [r for r in rows if any(s <= r.start and r.end <= e for s, e in spans)]
            if inside:
                found[day] = inside
        return found

    def amount(self, series: Series, cell: Cell, period: Period) -> Amount:
        """What the series says of the cell in the period; shorter rows are added up."""
        key = (series, cell, period.start, period.end)
        found = self._amounts.get(key)
        if found is None:
            found = self._amounts[key] = self._amount(series, cell, period)
        return found

    def _amount(self, series: Series, cell: Cell, period: Period) -> Amount:
        rows, gaps = _tiles(self._rows(series, cell), period)
        if not rows:
            return self._absent(series, cell, period)
        lacking = self._unknown(series, cell, gaps)
        lacking += [row.start for row in rows if row.value is None]
        summed = ZERO
        for row in rows:
            if row.value is not None:
                summed = EXACT.add(summed, row.value)
        base = _described(rows)
        if gaps and not lacking:
            base = base.but(assumed=frozenset({f"{cell.subject}>{cell.partner}"}))
        if len({row.unit for row in rows}) > 1:
            return base.but(missing=Missing.NO_EXCHANGE_RATE)
        if not lacking:
            return base.but(value=summed)
        if all(row.value is None for row in rows):
            statuses = {row.status for row in rows}
            suppressed = statuses == {"suppressed"}
            return base.but(missing=Missing.SUPPRESSED if suppressed else Missing.NOT_REPORTED)
        held = [row for row in rows if row.value is not None]
        return base.but(
            missing=Missing.INCOMPLETE,
            lower=summed,
            lacking=_months(lacking),
            present=tuple(name for row in held for name in _months_of(row)),
        )

    def _absent(self, series: Series, cell: Cell, period: Period) -> Amount:
        """No row at all: zero, not reported, out of coverage, or no such series."""
        vintages = frozenset({(series.source, series.vintage)})
        means = self.meaning(series, cell, period.start, period.end)
        if means == "zero":
            flow = frozenset({f"{cell.subject}>{cell.partner}"})
            base = Amount(unit=self._unit(series), vintages=vintages, assumed=flow)
            gap = self._gap(series, cell, period)
            if gap is not None:
                return base.but(missing=Missing.NOT_REPORTED, gap=gap)
            return base.but(value=ZERO, inferred=True)
        if means is not None:
            return Amount(missing=Missing.NOT_REPORTED, vintages=vintages)
        if self.carries(series, cell):
            return Amount(missing=Missing.OUT_OF_COVERAGE, vintages=vintages)
        return Amount(missing=Missing.NO_SOURCE)

    def _unknown(self, series: Series, cell: Cell, gaps: Sequence[tuple[date, date]]) -> list[date]:
        """The starts of the gaps that are not zero; none is beside a row of some size."""
        found = []
        for start, end in gaps:
            means = self.meaning(series, cell, start, end)
            span = Period.of_days(start, end)
            if means != "zero" or self._gap(series, cell, span) is not None:
                found.append(start)
        return found

    def _gap(self, series: Series, cell: Cell, period: Period) -> Gap | None:
        if series.relation != "goods_flow":
            # Two customs may both keep a flow of goods to themselves; a third's list is a list.
            return None
        covered = partial(self.covers_days, series)
        return gap_of(self._rows(series, cell), cell, period, covered)

    def _unit(self, series: Series) -> str:
        """The unit of the series' rows: a zero has that of its neighbours."""
        found = self._units.get(series)
        if found is None:
            units = (
                rows[0].unit
                for cell in self._cells(series)
                for rows in self._rows(series, cell).values()
            )
            found = self._units[series] = next(units, "")
        return found

    def _cells(self, series: Series) -> Iterator[Cell]:
        """Cells of the series that may have rows here, in an order that the blocks alone set."""
        held = self._holdings.facts.get(series, {})
        for block in self._by_relation[series.relation]:
            ids = block.subjects if block.subjects is not None else block.partners
            if ids is None or block.products is None:
                yield from sorted(held)
                continue
            side = "partner" if block.subjects is not None else "subject"
            for one in sorted(ids):
                for product in sorted(block.products):
                    cell = Cell(one, one, product)
                    for other in self._sides(series, cell, side):
                        yield cell._replace(**{side: other})


def _tiles(
    by_start: dict[date, list[Fact]], period: Period
) -> tuple[list[Fact], list[tuple[date, date]]]:
    """The longest rows that lie end to end in the period, and the months (in days) between."""
    rows: list[Fact] = []
    gaps: list[tuple[date, date]] = []
    day = period.start
    while day <= period.end:
        row = next((row for row in by_start.get(day, ()) if row.end <= period.end), None)
        if row is not None:
            rows.append(row)
            day = row.end + timedelta(days=1)
            continue
        end = min(_month_end(day), period.end)
        gaps.append((day, end))
        day = end + timedelta(days=1)
    return rows, gaps


@lru_cache(maxsize=4096)
def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months(starts: Sequence[date]) -> tuple[str, ...]:
    """The months of the days as `2020-03`; a year that lacks all twelve as `2020`."""
    by_year: dict[int, set[int]] = defaultdict(set)
    for day in starts:
        by_year[day.year].add(day.month)
    names: list[str] = []
    for year, months in sorted(by_year.items()):
        whole = len(months) == 12
        names += [f"{year}"] if whole else [f"{year}-{month:02d}" for month in sorted(months)]
    return tuple(names)


def _months_of(row: Fact) -> list[str]:
    """The months that a row covers, as `2020-03`."""
    first, last = (day.year * 12 + day.month - 1 for day in (row.start, row.end))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def _described(rows: Sequence[Fact]) -> Amount:
    first = rows[0]
    estimated = any(row.status == "estimated" for row in rows)
    return Amount(
        unit=first.unit,
        valuations=frozenset(row.valuation for row in rows if row.valuation),
        rows=tuple(RowRef(row.source, row.vintage, row.origin_row) for row in rows),
        vintages=frozenset({(first.source, first.vintage)}),
        detail={"estimated": True} if estimated else {},
    )
