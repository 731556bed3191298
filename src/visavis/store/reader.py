"""Reading: which releases are in force, and the rows that a set of questions needs, in one query.

The trap: a store sees the manifests once, when it is made. A release added later is seen by the
next store, so that all figures of one run rest on one state of the data.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visavis.errors import StoreError
from visavis.model.extents import Extent, TableEntry, TableName
from visavis.model.facts import (
    CodedEvent,
    Fact,
    RollCall,
    TalliedRollCall,
    Tie,
    Trip,
    VoteCast,
)
from visavis.model.wanted import VotesWanted, Wanted
from visavis.store import asking
from visavis.store.manifest import read_manifest
from visavis.store.ownership import remedy
from visavis.store.parts import part_holds
from visavis.store.soundness import File, refuse_altered, refuse_damaged

if TYPE_CHECKING:
    import duckdb
    import polars

__all__ = ["Store"]


_Ask = Callable[[Sequence[str], Sequence[Wanted]], asking.Question]
_AskVotes = Callable[[tuple[list[str], list[str]], Sequence[VotesWanted]], asking.Question]


@dataclass(frozen=True, slots=True)
class _Held:
    """An entry, the folder that holds it (by rank: later folders outrank earlier), its files."""

    entry: TableEntry
    folder: Path
    rank: int
    files: tuple[File, ...]
    """Those of its files that are meant: all of them, or those that a question touches."""

    @property
    def age(self) -> tuple[date, int, str]:
        return self.entry.released, self.rank, self.entry.vintage


class Store:
    """One or more folders, read as one; a later folder outranks an earlier one at equal age."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        held: list[_Held] = []
        for rank, folder in enumerate(self.folders):
            manifest = read_manifest(folder)
            sizes = manifest.sizes or {}
            held += [_Held(e, folder, rank, _files(folder, e, sizes)) for e in manifest.entries]
        self._held = tuple(held)

    def entries(self, as_of: date | None = None) -> tuple[TableEntry, ...]:
        """The releases in force: of each source and table the newest known on `as_of`.

        Sorted by source and table. `as_of=None`: the newest at all.
        """
        return tuple(held.entry for held in self._in_force(as_of))

    def all_entries(self) -> tuple[TableEntry, ...]:
        """Every release in every folder, superseded ones too, sorted."""
        held = sorted(self._held, key=lambda h: (h.entry.source, h.entry.table, h.age))
        return tuple(h.entry for h in held)

    def extents(self, as_of: date | None = None) -> tuple[tuple[TableEntry, Extent], ...]:
        """What the releases in force cover, each extent with its entry."""
        return tuple((entry, extent) for entry in self.entries(as_of) for extent in entry.extents)

    def facts(self, wanted: Sequence[Wanted], as_of: date | None = None) -> list[Fact]:
        """The rows of the union of all blocks, in one read, in the order of the files.

        More may be returned than was asked for, never less.

        Raises:
            StoreError: A table is missing, cut short or not what its manifest says.
        """
        return [Fact._make(row) for row in self._rows("facts", asking.facts, wanted, as_of)]

    def trips(
        self, wanted: Sequence[Wanted], as_of: date | None = None
    ) -> list[tuple[str, str, Trip]]:
        """(source, vintage, trip) of the union of all blocks: subjects travel, partners host."""
        rows = self._rows("trips", asking.trips, wanted, as_of)
        return [(row[0], row[1], Trip(*row[2:])) for row in rows]

    def ties(self, wanted: Sequence[Wanted], as_of: date | None = None) -> list[Tie]:
        """The ties of the union of all blocks, in either order of the sides."""
        return [Tie._make(row) for row in self._rows("ties", asking.ties, wanted, as_of)]

    def coded_events(self, wanted: Sequence[Wanted], as_of: date | None = None) -> list[CodedEvent]:
        """The coded events of the union of all blocks, in either direction."""
        rows = self._rows("coded_events", asking.coded_events, wanted, as_of)
        return [CodedEvent._make(row) for row in rows]

    def roll_calls(
        self, wanted: Sequence[VotesWanted], as_of: date | None = None
    ) -> list[TalliedRollCall]:
        """The roll calls asked for, each with the tally of all members."""
        return [
            TalliedRollCall(row[0], row[1], RollCall(*row[2:6]), *row[6:])
            for row in self._rows_of_votes(asking.roll_calls, wanted, as_of)
        ]

    def votes(
        self, wanted: Sequence[VotesWanted], as_of: date | None = None
    ) -> list[tuple[str, str, VoteCast]]:
        """(source, vintage, cast) of the states asked for in the roll calls asked for."""
        rows = self._rows_of_votes(asking.votes, wanted, as_of)
        return [(row[0], row[1], VoteCast(*row[2:])) for row in rows]

    def verify(self) -> tuple[TableEntry, ...]:
        """The entries whose files were read in full and have the hash that the manifest states.

        Raises:
            StoreError: A file is missing, cut short or altered.
        """
        self._look(self._held)
        for held in self._held:
            for file in held.files:
                refuse_altered(file)
        return self.all_entries()

    def frame(self, entry: TableEntry) -> "polars.DataFrame":
        """All rows of one table, which is read whole and compared with its hash before.

        Raises:
            StoreError: No folder has it, or it is missing, cut short or altered.
        """
        return self.scan(entry).collect()

    def scan(self, entry: TableEntry) -> "polars.LazyFrame":
        """The same, to be filtered before it is read: a table in parts may not fit into memory."""
        import polars as pl
        from polars import selectors

        held = next((each for each in self._held if each.entry == entry), None)
        if held is None:
            raise StoreError(entry.file, "no manifest that names it", "a table of this store")
        self._look((held,))
        for file in held.files:
            refuse_altered(file)
        # Each part has enumerations of its own; as text they are one column.
        return pl.concat(
            pl.scan_parquet(file.path, hive_partitioning=False).with_columns(
                selectors.enum().cast(pl.String)
            )
            for file in held.files
        )

    def _in_force(self, as_of: date | None) -> tuple[_Held, ...]:
        newest: dict[tuple[str, str], _Held] = {}
        for held in self._held:
            if as_of is not None and held.entry.released > as_of:
                continue
            key = (held.entry.source, held.entry.table)
            if key not in newest or held.age > newest[key].age:
                newest[key] = held
        found = [newest[key] for key in sorted(newest)]
        return tuple(part for held in found for part in (held, *self._same_release(held)))

    def _same_release(self, newest: _Held) -> list[_Held]:
        """The same release of facts in folders before: a user's part of it does not hide the rest.

        Cells that both hold are the publisher's own twice, and count once where rows are read.
        """
        entry = newest.entry
        if entry.table != "facts":
            return []
        key = (entry.source, entry.vintage, entry.table)
        return [
            held
            for held in self._held
            if held is not newest
            and (held.entry.source, held.entry.vintage, held.entry.table) == key
        ]

    def _chosen(
        self, table: str, vintages: set[str | None], as_of: date | None
    ) -> tuple[_Held, ...]:
        """The tables in force, and those of the vintages asked for by name."""
        chosen = [held for held in self._in_force(as_of) if held.entry.table == table]
        asked = [
            held
            for held in self._held
            if held.entry.table == table and held.entry.vintage in vintages and held not in chosen
        ]
        return (*chosen, *sorted(asked, key=lambda h: (h.entry.source, h.age)))

    def _rows(
        self, table: TableName, ask: _Ask, wanted: Sequence[Wanted], as_of: date | None
    ) -> list[Any]:
        """The rows of one table that lie in any block."""
        held = self._chosen(table, {block.vintage for block in wanted}, as_of)
        chosen = [touched for each in held if (touched := _touched(each, wanted)).files]
        if not chosen or not wanted:
            return []
        return self._fetch(chosen, *ask(_paths(chosen), wanted))

    def _rows_of_votes(
        self, ask: _AskVotes, wanted: Sequence[VotesWanted], as_of: date | None
    ) -> list[Any]:
        """The rows of roll calls joined with casts that any block asks for."""
        calls, casts = (self._chosen(name, {None}, as_of) for name in ("roll_calls", "votes"))
        if not calls or not casts or not wanted:
            return []
        return self._fetch((*calls, *casts), *ask((_paths(calls), _paths(casts)), wanted))

    @cached_property
    def _connection(self) -> "duckdb.DuckDBPyConnection":
        import duckdb

        return duckdb.connect(":memory:", config={"threads": 2})

    def _fetch(self, chosen: Sequence[_Held], sql: str, values: list[Any]) -> list[Any]:
        self._look(chosen)
        import duckdb

        try:
            return self._connection.execute(sql, values).fetchall()
        except duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except duckdb.Error as error:
            files = [file for held in chosen for file in held.files]
            blamed = [file for file in files if str(file.path) in str(error)] or files
            names = ", ".join(sorted({str(file.path) for file in blamed}))
            raise StoreError(
                names,
                str(error).partition("\n")[0],
                f"tables as they were written: {remedy(blamed[-1].folder)}",
            ) from error

    def _look(self, chosen: Sequence[_Held]) -> None:
        """Refuse files that are missing, cut short or altered, before any of them is read."""
        refuse_damaged([file for held in chosen for file in held.files])


def _files(folder: Path, entry: TableEntry, sizes: Mapping[str, int]) -> tuple[File, ...]:
    return tuple(
        File(folder, each.file, sizes[each.file], each.sha256) for each in entry.parts or (entry,)
    )


def _touched(held: _Held, wanted: Sequence[Wanted]) -> _Held:
    """The table without the parts in which no block can have a row."""
    if not held.entry.parts:
        return held
    pairs = zip(held.entry.parts, held.files, strict=True)
    return replace(held, files=tuple(file for part, file in pairs if part_holds(part, wanted)))


def _paths(held: Sequence[_Held]) -> list[str]:
    return [str(file.path) for each in held for file in each.files]
