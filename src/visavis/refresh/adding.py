"""Sources into store: bring in a publisher's files, and say what came and what did not.

The trap is order. Of each source the newest release counts; what is added piece by piece (UN
Comtrade) is therefore put together with what is there, under a label that sorts behind it. A
load that fails leaves the store as it was.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from visavis.model.extents import TableEntry
from visavis.model.origins import Origin
from visavis.sources import SOURCES, Load, Refused, Source, source
from visavis.store import (
    Frames,
    Store,
    Tables,
    WholeTable,
    default_folder,
    default_store,
    opened,
    refuse_unwritable,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Added", "SourceState", "add", "describe_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one addition brought into the user's folder."""

    source: str
    vintage: str
    released: date
    files: tuple[str, ...]
    rows_read: int
    rows: Mapping[str, int]
    """Rows now in the store under this release, by table."""
    refused: tuple[Refused, ...]
    left_out: Mapping[str, int]
    unmatched: Mapping[str, Decimal]
    unmatched_share: Decimal
    unchanged: bool
    """The same files were there already: nothing was written."""
    in_force: bool
    """False where the store holds a newer release of the source, which goes on counting."""
    kept_from_before: int = 0
    """Rows of earlier additions that were put together with these."""
    replaced: int = 0
    """Rows of earlier additions that these have replaced."""
    replaced_newer: bool = False
    """These were obtained before the last addition, and have replaced rows all the same."""
    unusual_size: tuple[int, int] | None = None
    """The expected number of rows, where this addition has fewer or more."""

    def __str__(self) -> str:
        tables = ", ".join(f"{rows:,} rows in {name}" for name, rows in self.rows.items())
        lines = [
            f"{self.source}, release {self.vintage}: {tables}, "
            f"from {self.rows_read:,} rows of {len(self.files)} files."
        ]
        if self.unchanged:
            lines.append("These were there already: nothing has changed.")
        elif self.kept_from_before or self.replaced:
            lines.append(
                f"With them stand {self.kept_from_before:,} rows added before; "
                f"{self.replaced:,} were replaced."
            )
        if self.replaced_newer:
            lines.append("It was obtained before those that it replaced: the last added counts.")
        lines += [f"Left out: {count:,} rows ({why})." for why, count in self.left_out.items()]
        lines += [f"Refused: {each.file}, row {each.row}: {each.reason}." for each in self.refused]
        if self.unmatched:
            names = ", ".join(self.unmatched)
            lines.append(f"Without an id, {self.unmatched_share:.3%} of the value: {names}.")
        if not self.in_force:
            lines.append("A newer release of this source is in the store and goes on counting.")
        if self.unusual_size is not None:
            low, high = self.unusual_size
            lines.append(f"A whole release has {low:,} to {high:,} rows.")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A source, and its releases in a store: `data list` prints one paragraph of each."""

    origin: Origin
    coverage: str
    in_force: tuple[TableEntry, ...]
    """Tables of the release that counts; () where the store has none."""
    superseded: tuple[TableEntry, ...]

    @property
    def rows(self) -> int:
        """Rows of the release in force."""
        return sum(entry.rows for entry in self.in_force)

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day that the release in force covers."""
        extents = [extent for entry in self.in_force for extent in entry.extents]
        if not extents:
            return None
        return min(each.start for each in extents), max(each.end for each in extents)


def add(
    source_id: str, path: Path, db: Path | str | None = None, retrieved: date | None = None
) -> Added:
    """Bring the publisher's files at `path` into the folder `db`, whole or not at all.

    Args:
        source_id: A source of `SOURCES`.
        path: File or folder as downloaded.
        db: The user's folder of tables, by default `default_folder()`.
        retrieved: Day on which the files were obtained, by default today: the release date of
            files that state none.

    Raises:
        UsageError: No source has this id.
        SourceError: The files are not what the source's description says.
        StoreError: The folder holds files of others, is damaged, or cannot be written.
    """
    wanted = source(source_id)
    folder = default_folder() if db is None else Path(db)
    refuse_unwritable(folder)
    # The day is where a release without a date of its own begins to count, nothing else.
    load = wanted.load(path, retrieved or date.today())
    # Nobody else may write between the read of what is there and the write of both together.
    with opened(folder) as writer:
        before = _here(source_id, folder)
        load = _known_since(before, load)
        put = _merged(wanted, load, Store((folder,)))
        if not put.same:
            load = put.load
            writer.write(source_id, load.vintage, load.released, _tables(load))
            if load.taken is not None:
                put = replace(put, load=load.taken(load))
        unchanged = put.same or before == _here(source_id, folder)
    return _added(wanted, put, folder, unchanged=unchanged)


def _tables(load: Load) -> Tables:
    """Its tables as the store takes them: whole, or frame by frame."""
    found: dict[str, WholeTable | Frames] = {
        name: (table.frame, table.extents) for name, table in load.tables.items()
    }
    found |= {name: (stream.frames, stream.extents) for name, stream in load.streams.items()}
    return found


@dataclass(frozen=True, slots=True)
class _Put:
    """A load put together with earlier additions."""

    load: Load
    kept: int = 0
    replaced: int = 0
    same: bool = False
    """Nothing changes by it."""
    newer: bool = False
    """It replaces rows that were obtained after it."""


def _here(source_id: str, folder: Path) -> set[TableEntry]:
    return {entry for entry in Store((folder,)).all_entries() if entry.source == source_id}


def _known_since(before: set[TableEntry], load: Load) -> Load:
    """The load from the first day on which the same content was known.

    A label with a hash behind `+` stands for content: fetched again unchanged, it is no news, and
    what was known on a day in between must not change.
    """
    if "+" not in load.vintage:
        return load
    days = [each.released for each in before if each.vintage == load.vintage]
    return replace(load, released=min([load.released, *days]))


def _added(wanted: Source, put: _Put, folder: Path, *, unchanged: bool) -> Added:
    load, source_id = put.load, wanted.origin.id
    entries = default_store(folder).entries()
    here = {e.table: e.rows for e in _here(source_id, folder) if e.vintage == load.vintage}
    low, high = wanted.expect_rows
    return Added(
        source=source_id,
        vintage=load.vintage,
        released=load.released,
        files=load.files,
        rows_read=load.rows_read,
        rows=dict(sorted(here.items())),
        refused=load.refused,
        left_out=load.left_out,
        unmatched=load.unmatched,
        unmatched_share=load.unmatched_share,
        unchanged=unchanged,
        in_force=load.vintage in {each.vintage for each in entries if each.source == source_id},
        kept_from_before=put.kept,
        replaced=put.replaced,
        replaced_newer=put.newer,
        unusual_size=None if low <= sum(here.values()) <= high else wanted.expect_rows,
    )


def _merged(wanted: Source, load: Load, store: Store) -> _Put:
    """The load with earlier additions in it; as it is for sources whose releases stand alone.

    Both together are known from the later of their days on, so that they count at once and no
    earlier state of the data is rewritten.
    """
    if not wanted.pieces:
        return _Put(load)
    number = len({e.vintage for e in store.all_entries() if e.source == wanted.origin.id}) + 1
    newest = [entry for entry in store.entries() if entry.source == wanted.origin.id]
    if not newest:
        return _Put(_numbered(load, number))
    last = newest[0]
    older = store.frame(last)
    together, kept, replaced = wanted.merged(older, load)
    frame = together.tables["facts"].frame
    if _content(frame) == _content(older.select(frame.columns)):
        same = replace(together, vintage=last.vintage, released=last.released)
        return _Put(same, older.height - replaced, 0, same=True)
    newer = bool(replaced) and load.released < last.released
    together = replace(together, released=max(load.released, last.released))
    return _Put(_numbered(together, number), kept, replaced, newer=newer)


def _numbered(load: Load, number: int) -> Load:
    """The load under a label that sorts behind earlier additions and depends on content alone."""
    frame = load.tables["facts"].frame
    last = max(frame["end"])
    label = f"{number:04d}.to-{last:%Y}+{_content(frame)[:8]}"
    return replace(load, vintage=label)


def _content(frame: "pl.DataFrame") -> str:
    """A hash of facts that does not depend on the order of their rows or where they stood."""
    import polars as pl

    plain = frame.drop("origin_row").select(pl.all().cast(pl.String).fill_null(""))
    lines = plain.select(pl.concat_str(pl.all(), separator="\t")).to_series().sort()
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def describe_sources(store: Store) -> tuple[SourceState, ...]:
    """Every source with its releases in the store, sorted by id."""
    in_force = store.entries()
    every = store.all_entries()
    return tuple(
        SourceState(
            origin=each.origin,
            coverage=each.coverage,
            in_force=tuple(e for e in in_force if e.source == each.origin.id),
            superseded=tuple(e for e in every if e.source == each.origin.id and e not in in_force),
        )
        for each in SOURCES
    )
