"""Rows in memory, found by what they are about.

The trap is the period. A year may be one row or twelve, or twelve less one, and a row for the year
may stand beside rows for its months: the longest rows that fit end to end are taken, once.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from visavis.measures.absence import gap_of
from visavis.measures.amounts import EXACT, ZERO, Amount, Gap
from visavis.measures.covers import Cell, Cover, Series, was_whole
from visavis.model.extents import TableEntry
from visavis.model.facts import CodedEvent, Fact, TalliedRollCall, Tie, Trip, VoteCast
from visavis.model.figures import Missing, RowRef
from visavis.model.periods import Period

__all__ = ["FactIndex"]


class FactIndex:
    """The rows that a set of queries needs, by series and cell, with what the series cover."""

    def __init__(self, entries: Iterable[TableEntry], in_force: Iterable[TableEntry]) -> None:
        """An index without rows over `entries`; those of `in_force` are the default releases."""
        self._rows: dict[Series, dict[Cell, dict[date, list[Fact]]]] = {}
        self._covers: dict[Series, list[Cover]] = defaultdict(list)
        self._series: dict[tuple[str, str | None], tuple[Series, ...]] = {}
        self._amounts: dict[tuple[Series, Cell, date, date], Amount] = {}
        self._others: dict[tuple[Series, str, str, str], set[str]] = defaultdict(set)
        self.worked_out: dict[tuple[object, ...], Amount] = {}
        """Amounts already computed from these rows; emptied whenever rows are added."""
        self.size = 0
        """How many rows of facts there are."""
        self.in_force = frozenset((entry.source, entry.vintage) for entry in in_force)
        self.trips: list[tuple[str, str, Trip]] = []
        self.ties: list[Tie] = []
        """Sorted; of all releases that were read."""
        self.coded_events: list[CodedEvent] = []
        self.roll_calls: dict[tuple[str, str], TalliedRollCall] = {}
        self.casts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for entry in entries:
            for extent in entry.extents:
                series = Series(entry.source, entry.vintage, extent.relation, extent.book)
                self._covers[series].append(Cover.of(extent))

    def add(self, facts: Iterable[Fact]) -> None:
        """Take in rows; a row that is there already changes nothing."""
        for fact in facts:
            series = Series(fact.source, fact.vintage, fact.relation, fact.book)
            cells = self._rows.setdefault(series, {})
            cell = Cell(fact.subject, fact.partner, fact.product)
            if cell not in cells:
                self._others[series, "partner", cell.subject, cell.product].add(cell.partner)
                self._others[series, "subject", cell.partner, cell.product].add(cell.subject)
            held = cells.setdefault(cell, {}).setdefault(fact.start, [])
            if all(other.end != fact.end for other in held):
                self.size += 1
                held.append(fact)
                held.sort(key=lambda other: other.end, reverse=True)
        self._amounts.clear()
        self.worked_out.clear()

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
        self.worked_out.clear()

    def add_trips(self, trips: Iterable[tuple[str, str, Trip]]) -> None:
        """Take in journeys; those that are there already change nothing."""
        known = {(source, vintage, trip) for source, vintage, trip in self.trips}
        known |= set(trips)
        self.trips = sorted(
            known, key=lambda t: (t[0], t[1], t[2].start, t[2].end, t[2].name, t[2].origin_row)
        )
        self.worked_out.clear()

    def add_ties(self, ties: Iterable[Tie]) -> None:
        """Take in ties; those that are there already change nothing."""
        self.ties = sorted({*self.ties, *ties}, key=lambda tie: (tie[:7], tie.origin_row))
        self.worked_out.clear()

    def add_coded_events(self, events: Iterable[CodedEvent]) -> None:
        """Take in coded events; those that are there already change nothing."""
        self.coded_events = sorted({*self.coded_events, *events}, key=lambda event: event[:4])
        self.worked_out.clear()

    def series(self, relation: str, vintage: str | None = None) -> tuple[Series, ...]:
        """Every series that carries the relation, sorted; of the newest releases, or of one."""
        key = relation, vintage
        if key in self._series:
            return self._series[key]
        found = [
            series
            for series in self._covers
            if series.relation == relation
            and (
                (series.source, series.vintage) in self.in_force
                if vintage is None
                else series.vintage == vintage
            )
        ]
        self._series[key] = tuple(sorted(found))
        return self._series[key]

    def carries(self, series: Series, cell: Cell) -> bool:
        """Whether the series covers the cell at any time."""
        return any(cover.holds(cell) for cover in self._covers.get(series, ()))

    def touches(
        self, series: Series, subjects: Iterable[str], partners: Iterable[str], product: str
    ) -> bool:
        """Whether the series covers any of the subjects with any of the partners at any time."""
        return bool(self.spans(series, (subjects, partners, product)))

    def spans(
        self, series: Series, block: tuple[Iterable[str], Iterable[str], str]
    ) -> list[tuple[date, date]]:
        """The spans of days for which it covers any of the subjects with any of the partners."""
        subjects, partners, product = block
        return [
            (cover.extent.start, cover.extent.end)
            for cover in self._covers.get(series, ())
            if cover.holds_any(subjects, partners, product)
        ]

    def meaning(self, series: Series, cell: Cell, start: date, end: date) -> str | None:
        """What no row for the cell and days means: `zero`, `unknown`; None outside every extent.

        Where extents disagree, or a side did not exist all the while, it is unknown.
        """
        found = {
            cover.absence(cell)
            for cover in self._covers.get(series, ())
            if cover.spans(start, end) and cover.holds(cell) and cover.is_fine_enough(start, end)
        }
        if not found:
            return None
        existed = all(was_whole(side, start, end) for side in cell[:2])
        return "zero" if found == {"zero"} and existed else "unknown"

    def covers_everybody(self, series: Series, cell: Cell, period: Period, side: str) -> bool:
        """Whether every other side is covered and no row means zero, so that rows add up to all.

        `cell` holds `WLD` on that side.
        """
        return any(
            cover.spans(period.start, period.end) and cover.is_whole(cell, side)
            for cover in self._covers.get(series, ())
        )

    def others(self, series: Series, cell: Cell, side: str) -> tuple[str, ...]:
        """The ids that stand on `side` (`subject` or `partner`) of rows like the cell, sorted."""
        fixed = cell.partner if side == "subject" else cell.subject
        return tuple(sorted(self._others.get((series, side, fixed, cell.product), ())))

    def amount(self, series: Series, cell: Cell, period: Period) -> Amount:
        """What the series says of the cell in the period; shorter rows are added up."""
        key = (series, cell, period.start, period.end)
        found = self._amounts.get(key)
        if found is None:
            found = self._amounts[key] = self._amount(series, cell, period)
        return found

    def _amount(self, series: Series, cell: Cell, period: Period) -> Amount:
        by_start = self._rows.get(series, {}).get(cell)
        if by_start is None:
            return self._absent(series, cell, period)
        rows, gaps = _tiles(by_start, period)
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
        return base.but(missing=Missing.INCOMPLETE, lower=summed, lacking=_months(lacking))

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
        by_start = self._rows.get(series, {}).get(cell, {})
        return gap_of(by_start, cell, period, lambda start, end: self._covered(series, start, end))

    def _covered(self, series: Series, start: date, end: date) -> bool:
        return any(cover.spans(start, end) for cover in self._covers.get(series, ()))

    def _unit(self, series: Series) -> str:
        """The unit of the series' rows: a zero has that of its neighbours."""
        for by_start in self._rows.get(series, {}).values():
            for rows in by_start.values():
                return rows[0].unit
        return ""


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
