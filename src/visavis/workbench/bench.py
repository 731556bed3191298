"""The workbench: many questions, one read, figures.

The trap is the cold cache. Rows that were read are kept, so a workbench is cheap to ask again and
answers from one state of the data as long as it lives; several threads may ask it in turn.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from threading import RLock

from visavis.measures.figures import FactIndex, editions, evaluate, needs, two_books
from visavis.measures.figures.two_books import TwoBooks
from visavis.model.extents import TABLES, Extent, TableEntry
from visavis.model.facts import RollCall
from visavis.model.figures import Figure
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.wanted import VotesWanted, Wanted
from visavis.store import Store

__all__ = ["Workbench"]


class Workbench:
    """Figures out of one store, as known on one day."""

    def __init__(self, store: Store, as_of: date | None = None) -> None:
        """A workbench on `store`; `as_of` leaves out releases of later days."""
        self.store = store
        self.as_of = as_of
        known = [e for e in store.all_entries() if as_of is None or e.released <= as_of]
        self._in_force = store.entries(as_of)
        self._index = FactIndex(known, self._in_force)
        self._read: set[Wanted | VotesWanted] = set()
        self._figures: dict[Query, Figure] = {}
        self._editions: dict[Query, tuple[Query, ...]] = {}
        self._lock = RLock()

    def figures(self, queries: Iterable[Query]) -> dict[Query, Figure]:
        """The answer to each query, after one read of what they need together.

        Raises:
            UsageError: A measure, state or group is unknown.
            StoreError: The store's tables cannot be read.
        """
        asked = tuple(dict.fromkeys(queries))
        with self._lock:
            self._fetch(query for query in asked if query not in self._figures)
            for query in asked:
                if query not in self._figures:
                    self._figures[query] = evaluate(query, self._index)
        return {query: self._figures[query] for query in asked}

    def figure(self, query: Query) -> Figure:
        """The answer to one query."""
        return self.figures((query,))[query]

    def editions(self, query: Query) -> tuple[Query, ...]:
        """The question pinned to each source, book and denominator that answers it in part."""
        with self._lock:
            if query not in self._editions:
                self._fetch((query,))
                self._editions[query] = editions(query, self._index)
        return self._editions[query]

    def two_books(self, queries: Iterable[Query]) -> tuple[TwoBooks, ...]:
        """The books of each flow side by side, with one reconciled value and what may explain gaps.

        Raises:
            UsageError: Another measure than exports or imports, or a side that is no single state.
            StoreError: The store's tables cannot be read.
        """
        asked = tuple(queries)
        books = {
            query: {
                **{book: query.but(book=book) for book in ("exporter", "importer", "reconciled")},
                "gold": query.but(book="reconciled", product="gold", without=()),
            }
            for query in asked
        }
        with self._lock:
            self._fetch(each for named in books.values() for each in named.values())
            self._fetch_blocks({block for query in asked for block in two_books.wanted(query)})
            found = []
            for query, named in books.items():
                figures = {name: self.figure(each) for name, each in named.items()}
                found.append(two_books.two_books(query, figures, self._index))
        return tuple(found)

    def titled_roll_calls(self, spans: Collection[tuple[date, date]]) -> tuple[RollCall, ...]:
        """Roll calls of these days that have a symbol and a title, of all records in force.

        Raises:
            StoreError: The store's tables cannot be read.
        """
        wanted = [VotesWanted(None, frozenset(), *span) for span in sorted(spans)]
        with self._lock:
            found = self.store.roll_calls(wanted, self.as_of)
        calls = (each.roll_call for each in found)
        return tuple(call for call in calls if call.resolution and call.title)

    def prepare(self, queries: Iterable[Query]) -> None:
        """Read what the queries need, all at once, so that asking them costs no further read."""
        with self._lock:
            self._fetch(queries)

    @property
    def rows(self) -> int:
        """How many rows of facts it holds in memory."""
        return self._index.size

    def window(self, query: Query, years: Sequence[int]) -> dict[int, Figure]:
        """The answers for each of the calendar years."""
        asked = {year: query.but(period=Period.of_year(year)) for year in years}
        found = self.figures(asked.values())
        return {year: found[each] for year, each in asked.items()}

    def covers(self, query: Query) -> bool:
        """Whether any edition answers the query at least in part."""
        return bool(self.editions(query))

    def entries(self) -> tuple[TableEntry, ...]:
        """The releases in force."""
        return self._in_force

    def coverage(self, relation: str | None = None) -> tuple[tuple[TableEntry, Extent], ...]:
        """What the releases in force cover, of one stored relation or of all."""
        return tuple(
            (entry, extent)
            for entry in self._in_force
            for extent in entry.extents
            if relation in (None, extent.relation)
        )

    def _fetch(self, queries: Iterable[Query]) -> None:
        self._fetch_blocks({block for query in queries for block in self._blocks(query)})

    def _blocks(self, query: Query) -> Iterator[Wanted | VotesWanted]:
        """What the query needs, also of older releases that answer where the newest ends."""
        blocks = needs(query)
        yield from blocks
        for older in self._index.releases.older(query, blocks):
            for block in blocks:
                if isinstance(block, Wanted) and block.table == "facts":
                    yield replace(block, vintage=older.vintage)

    def _fetch_blocks(self, asked: Iterable[Wanted | VotesWanted]) -> None:
        blocks = set(asked) - self._read
        if not blocks:
            return
        rows = sorted((b for b in blocks if isinstance(b, Wanted)), key=_stable)
        by_table = {name: [b for b in rows if b.table == name] for name in TABLES}
        calls = sorted((b for b in blocks if isinstance(b, VotesWanted)), key=_stable)
        if facts := by_table["facts"]:
            self._index.add(self.store.facts(facts, self.as_of))
        if trips := by_table["trips"]:
            self._index.add_trips(self.store.trips(trips, self.as_of))
        if ties := by_table["ties"]:
            self._index.add_ties(self.store.ties(ties, self.as_of))
        if events := by_table["coded_events"]:
            self._index.add_coded_events(self.store.coded_events(events, self.as_of))
        if calls:
            roll_calls = self.store.roll_calls(calls, self.as_of)
            self._index.add_votes(roll_calls, self.store.votes(calls, self.as_of))
        self._read |= blocks


def _stable(block: Wanted | VotesWanted) -> tuple[str, ...]:
    """A sort key that does not depend on the order inside sets."""
    values = []
    for name in block.__slots__:
        value = getattr(block, name)
        values.append(" ".join(sorted(value)) if isinstance(value, frozenset) else str(value))
    return tuple(values)
