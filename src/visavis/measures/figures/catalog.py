"""Which series there are and what they cover, whatever rows of them are at hand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from visavis.measures.figures.covers import Cell, Cover, Series, was_whole
from visavis.measures.figures.releases import Older, Releases
from visavis.model.extents import TableEntry
from visavis.model.periods import Period

__all__ = ["Catalog"]


class Catalog:
    """The extents of all releases known, by series."""

    def __init__(self, entries: Iterable[TableEntry], in_force: Iterable[TableEntry]) -> None:
        """A catalogue of `entries`; those of `in_force` are the default releases."""
        known = tuple(entries)
        self._covers: dict[Series, list[Cover]] = defaultdict(list)
        self._series: dict[tuple[str, str | None], tuple[Series, ...]] = {}
        self._touched: dict[tuple[Series, frozenset[str], frozenset[str], str], bool] = {}
        self.in_force = frozenset((entry.source, entry.vintage) for entry in in_force)
        self.releases = Releases(known)
        for entry in known:
            for extent in entry.extents:
                series = Series(entry.source, entry.vintage, extent.relation, extent.book)
                self._covers[series].append(Cover.of(extent))

    def prefer(self, older: Iterable[Older]) -> None:
        """Let these releases be the default ones of their sources, in place of the newest."""
        for source, vintage, newest in older:
            self.in_force = self.in_force - {(source, newest)} | {(source, vintage)}
        self._series = {}

    def series(self, relation: str, vintage: str | None = None) -> tuple[Series, ...]:
        """Every series that carries the relation, sorted; of the newest releases, or of one."""
        key = relation, vintage
        if key in self._series:
            return self._series[key]
        found = [
            series
            for series in self._covers
            if series.relation == relation and self.is_meant(series[:2], vintage)
        ]
        self._series[key] = tuple(sorted(found))
        return self._series[key]

    def beside(self, relation: str, vintage: str | None) -> tuple[Series, ...]:
        """The series for a total that stands beside a number of one release, by name.

        Of sources that have a release of that name it is that release; other publishers name
        theirs otherwise, and it is the one in force.
        """
        if vintage is None:
            return self.series(relation)
        named = self.series(relation, vintage)
        known = {series.source for series in self._covers if series.vintage == vintage}
        others = [each for each in self.series(relation) if each.source not in known]
        return tuple(sorted((*named, *others)))

    def is_meant(self, release: tuple[str, str], vintage: str | None) -> bool:
        """Whether (source, vintage) is the one asked for by name, or without a name in force."""
        return release in self.in_force if vintage is None else release[1] == vintage

    def carries(self, series: Series, cell: Cell) -> bool:
        """Whether the series covers the cell at any time."""
        return any(cover.holds(cell) for cover in self._covers.get(series, ()))

    def touches(
        self, series: Series, subjects: frozenset[str], partners: frozenset[str], product: str
    ) -> bool:
        """Whether the series covers any of the subjects with any of the partners at any time."""
        key = series, subjects, partners, product
        found = self._touched.get(key)
        if found is None:
            found = self._touched[key] = any(
                cover.holds_any(subjects, partners, product)
                for cover in self._covers.get(series, ())
            )
        return found

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

    def covers_days(self, series: Series, start: date, end: date) -> bool:
        """Whether the series covers anything on all the days."""
        return any(cover.spans(start, end) for cover in self._covers.get(series, ()))
