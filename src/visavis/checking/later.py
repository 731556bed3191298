"""What is at hand, but was released after the day as of which a text is judged.

The trap is the advice: to add data that are there already. Such a claim says which release would
have settled it, had it been known; its verdict stays as it is. Memberships are dated facts, known
by their own days, and take no part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from visavis.model.extents import TableEntry
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.model.verdicts import Checked, Reason, Report, Verdict

__all__ = ["with_later_releases"]

_UNDATED = ("comtrade", "us_state_visits", "world_bank")
"""Sources whose files state no release: they count from the day on which they were fetched."""

_NOT_THERE = (Reason.NO_SOURCE, Reason.OUT_OF_COVERAGE)


class _Bench(Protocol):
    def figures(self, queries: Iterable[Query]) -> dict[Query, Figure]: ...

    def editions(self, query: Query) -> tuple[Query, ...]: ...


def with_later_releases(
    report: Report, newer: _Bench, entries: Sequence[TableEntry], day: date
) -> Report:
    """The report, each claim for which nothing was known on the day noted (`released_later`, or
    `fetched_later` where the source states no release) with the source and the day that has it.

    `newer` answers by all releases, `entries` are those releases.
    """
    released = {
        (entry.source, entry.vintage): entry.released for entry in entries if entry.released > day
    }
    if not released:
        return report
    claims = tuple(_noted(one, newer, released) for one in report.claims)
    return replace(report, claims=claims)


def _noted(one: Checked, newer: _Bench, released: dict[tuple[str, str], date]) -> Checked:
    if one.verdict is not Verdict.CANNOT_BE_CHECKED or one.reason not in _NOT_THERE:
        return one
    found = {
        pair
        for reading in one.readings
        for figure in _answers(reading.query, newer)
        for pair in figure.vintages
        if pair in released
    }
    if not found:
        return _without_excuse(one, newer)
    source, vintage = min(found, key=lambda pair: (released[pair], pair))
    code = "fetched_later" if source in _UNDATED else "released_later"
    note = (code, f"{source} {released[source, vintage].isoformat()}")
    return replace(one, reason=Reason.OUT_OF_COVERAGE, needs=(), notes=(*one.notes, note))


def _without_excuse(one: Checked, newer: _Bench) -> Checked:
    """The claim that no release settles: the source is there, but was not yet known on the day."""
    if one.reason is not Reason.NO_SOURCE:
        return one
    figures = newer.figures({_plain(reading.query) for reading in one.readings})
    held = any(figure.missing is not Missing.NO_SOURCE for figure in figures.values())
    return replace(one, reason=Reason.OUT_OF_COVERAGE) if held else one


def _plain(query: Query) -> Query:
    return query.but(book=None, source=None, vintage=None, denominator_source=None)


def _answers(query: Query, newer: _Bench) -> list[Figure]:
    plain = _plain(query)
    figures = newer.figures(newer.editions(plain) or (plain,))
    return [f for f in figures.values() if f.value is not None or f.text is not None]
