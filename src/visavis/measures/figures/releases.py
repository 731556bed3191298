"""Which release of a source answers: the newest that reaches all that is asked, else the newest.

The trap is the newer release that covers less. Taken for every question it would hide the years
that only an older one has; taken cell by cell, one number would rest on two states of the data. So
one release of a source answers the whole question, and the figure names it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from visavis.measures.figures.parties import ranges_of
from visavis.model.extents import Extent, TableEntry
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.queries import CHANGES, Query
from visavis.model.relations import relation
from visavis.model.wanted import VotesWanted, Wanted

__all__ = ["Older", "Releases"]

_ALONE = ("",)
"""The partners of an extent whose rows are about one state."""


class Older(NamedTuple):
    """A release that answers in place of the newest, which does not reach all that is asked."""

    source: str
    vintage: str
    newest: str


class Releases:
    """The releases of facts of every source that has several, newest first."""

    def __init__(self, entries: Iterable[TableEntry]) -> None:
        """Those of `entries`, which stand oldest first within a source."""
        found: dict[str, dict[str, tuple[Extent, ...]]] = {}
        for entry in entries:
            if entry.table == "facts":
                of_source = found.setdefault(entry.source, {})
                # In a later folder a release that an earlier one holds as well counts once.
                of_source[entry.vintage] = of_source.pop(entry.vintage, ()) + entry.extents
        self._several = {
            source: tuple(reversed(releases.items()))
            for source, releases in sorted(found.items())
            if len(releases) > 1
        }

    def older(self, query: Query, blocks: Iterable[Wanted | VotesWanted]) -> tuple[Older, ...]:
        """The releases that answer the question in place of their sources' newest ones.

        None where the question names a release.
        """
        if not self._several or query.vintage is not None or query.period is None:
            return ()
        facts = [b for b in blocks if isinstance(b, Wanted) and b.table == "facts"]
        relations = sorted({name for block in facts for name in block.relations})
        asked = _Asked(query)
        found = []
        for source, releases in self._several.items():
            reach = {
                vintage: [name for name in relations if asked.is_within(name, extents)]
                for vintage, extents in releases
            }
            all_of_them = {name for names in reach.values() for name in names}
            newest = releases[0][0]
            first = next((v for v, names in reach.items() if set(names) == all_of_them), newest)
            if first != newest:
                found.append(Older(source, first, newest))
        return tuple(found)


class _Asked:
    """The cells and days of a question, to be held against extents."""

    def __init__(self, query: Query) -> None:
        spans = [span for span in (query.period, query.baseline) if span is not None]
        if query.form in CHANGES and query.baseline is None and query.period is not None:
            spans.append(query.period.shifted(-1))
        on = max(span.end for span in spans)
        self._spans = [(span.start, span.end) for span in spans]
        self._sides = ranges_of(query.subject, on), ranges_of(query.partner or WORLD, on)
        named = query.product if query.product != ALL_PRODUCTS else relation(query.measure).product
        self._product = named

    def is_within(self, name: str, extents: Sequence[Extent]) -> bool:
        """Whether extents of that relation reach all the days asked for."""
        held = sorted((e.start, e.end) for e in extents if e.relation == name and self._touches(e))
        return bool(held) and all(_is_covered(span, held) for span in self._spans)

    def _touches(self, extent: Extent) -> bool:
        one, other = self._sides
        if extent.partners == _ALONE:
            return _holds(extent.subjects, one)
        if self._product and extent.products != _ALONE and self._product not in extent.products:
            return False
        return any(
            _holds(extent.subjects, subjects) and _holds(extent.partners, partners)
            for subjects, partners in ((one, other), (other, one))
        )


def _holds(ids: tuple[str, ...] | None, asked: frozenset[str]) -> bool:
    return ids is None or not asked.isdisjoint(ids)


def _is_covered(span: tuple[date, date], held: Sequence[tuple[date, date]]) -> bool:
    """Whether every day lies in one of the spans, which are sorted."""
    day, end = span
    for start, last in held:
        if start > day:
            return False
        if last >= end:
            return True
        if last >= day:
            day = last + timedelta(days=1)
    return False
