"""Writing a release of a source into a folder: files first, then the manifest in one step.

A writer that dies at any moment leaves the old state; what it left half-written is removed by the
next writer, who alone holds the lock. Nothing is removed that a manifest of ours did not name.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard, cast

from visavis.errors import StoreError, reason_of
from visavis.model.extents import Extent, TableEntry, TableName
from visavis.store.lock import writing
from visavis.store.manifest import MANIFEST, Manifest, read_manifest, write_manifest, write_whole
from visavis.store.ownership import refuse_foreign
from visavis.store.parts import Frames, Staged, room, staged, sweep_room
from visavis.store.tables import ordered

if TYPE_CHECKING:
    import polars

__all__ = ["Tables", "WholeTable", "Writer", "opened", "refuse_unwritable", "write_tables"]

ROWS_IN_GROUP = 16_384
"""Rows that a reader can skip at once: small, as a question touches few of a table's rows."""

WholeTable = tuple["polars.DataFrame", tuple[Extent, ...]]
"""A table's one frame, and what it covers."""

Tables = Mapping[str, WholeTable | Frames]
Prepared = Sequence[tuple[TableEntry, "bytes | tuple[Staged, ...]"]]


class Writer:
    """Writes releases into one folder, as long as it alone holds the lock; made by `opened`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(
        self, source: str, vintage: str, released: date, tables: Tables
    ) -> tuple[TableEntry, ...]:
        """As `write_tables`."""
        release = source, vintage, released
        if not any(_is_stream(held) for held in tables.values()):
            return self.swap_in(_prepared(release, tables, None))
        with room(self.folder) as place:
            return self.swap_in(_prepared(release, tables, place))

    def swap_in(self, prepared: Prepared) -> tuple[TableEntry, ...]:
        """Write the files, remove what the last writers left, then swap the manifest.

        The files are named in the manifest before the first of them is begun, so that the next
        writer knows what is ours where this one dies.
        """
        old = read_manifest(self.folder)
        entries = tuple(entry for entry, _ in prepared)
        release = (entries[0].source, entries[0].vintage)
        same = [entry for entry in old.entries if (entry.source, entry.vintage) == release]
        new = _files(entries)
        if set(same) == set(entries) and all(
            _is_there(self.folder / name, digest) for name, digest in new.items()
        ):
            return entries
        begun = tuple(sorted({*old.retired, *new}))
        write_manifest(self.folder, replace(old, retired=begun))
        sizes = dict(old.sizes or {})
        for entry, content in prepared:
            sizes |= _put(self.folder, entry, content)
        kept = [entry for entry in old.entries if (entry.source, entry.vintage) != release]
        files = {*_files(kept), *new}
        stuck = _sweep(self.folder, set(old.retired) - files)
        retired = tuple(sorted({*_files(same)} - files | stuck))
        write_manifest(self.folder, Manifest((*kept, *entries), sizes, retired))
        return entries

    def take_out(self, source: str, vintage: str | None = None) -> tuple[TableEntry, ...]:
        """Remove the releases of `source` (or the one named) and their files; gives what stood.

        The manifest goes first: whoever dies in between leaves files that the next writer removes.
        """
        old = read_manifest(self.folder)
        gone = tuple(
            entry
            for entry in old.entries
            if entry.source == source and vintage in (None, entry.vintage)
        )
        if not gone:
            return ()
        kept = tuple(entry for entry in old.entries if entry not in gone)
        files = _files(kept)
        sizes = {name: size for name, size in (old.sizes or {}).items() if name in files}
        ours = {*old.retired, *_files(gone)} - set(files)
        write_manifest(self.folder, Manifest(kept, sizes, tuple(sorted(ours))))
        stuck = _sweep(self.folder, ours)
        write_manifest(self.folder, Manifest(kept, sizes, tuple(sorted(stuck))))
        return gone

    def claim(self) -> None:
        """Make the folder known as one of visavis before anything else is put into it."""
        if not (self.folder / MANIFEST).exists():
            write_manifest(self.folder, Manifest((), {}))


@contextmanager
def opened(folder: Path) -> Iterator[Writer]:
    """A writer that alone may change `folder` until it is closed; the folder is made if need be.

    Raises:
        StoreError: The folder holds files of others, cannot be written, the disk is full, or
            another writer holds it.
    """
    try:
        refuse_unwritable(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder):
            sweep_room(folder)
            yield Writer(folder)
    except OSError as error:
        raise StoreError(str(folder), reason_of(error), "a folder with room to write in") from error


def refuse_unwritable(folder: Path) -> None:
    """Nothing where `folder` is new, or may be written to as it stands.

    Raises:
        StoreError: It is a file, its manifest is damaged or missing, or it holds files of others.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError(str(folder), "a file", "a new or empty folder, or one made by visavis")
    if folder.is_dir():
        read_manifest(folder)
        refuse_foreign(folder)


def write_tables(
    folder: Path, source: str, vintage: str, released: date, tables: Tables
) -> tuple[TableEntry, ...]:
    """The entries now in the manifest of `folder` for this release of `source`.

    All tables of the same source and vintage are replaced together. Writing what is there already
    changes nothing, not even the manifest. Columns are those of `FACT_COLUMNS` for `facts`, and the
    fields of `RollCall`, `VoteCast`, `Trip`, `Tie` and `CodedEvent` for the other tables; source
    and vintage are filled in. A table too large for memory is given as an iterator of frames, each
    of which becomes a file, and what says the extents when all have been taken.

    Raises:
        StoreError: The folder holds files of others, cannot be written, the disk is full, another
            writer holds it, or a table has other columns, empty cells or two rows for one cell.
            Nothing is changed then.
    """
    release = source, vintage, released
    if any(_is_stream(held) for held in tables.values()):
        with opened(folder) as writer:
            return writer.write(*release, tables)
    prepared = _prepared(release, tables, None)
    with opened(folder) as writer:
        return writer.swap_in(prepared)


def _is_stream(held: object) -> TypeGuard[Frames]:
    """Whether a table is given frame by frame, so that its extents are asked for at the end."""
    return isinstance(held, tuple) and callable(held[1])


def _prepared(release: tuple[str, str, date], tables: Tables, place: Path | None) -> Prepared:
    """Each table's entry with its bytes or, staged in `place`, its parts; sorted by name."""
    source, vintage, _ = release
    if not tables:
        raise StoreError(f"{source} {vintage}", "no table", "at least one table to write")
    prepared: list[tuple[TableEntry, bytes | tuple[Staged, ...]]] = []
    for name, held in sorted(tables.items()):
        if _is_stream(held):
            if place is None:
                raise StoreError(str(source), "frames without a room", "a room to write them in")
            parts = staged(place, name, held[0], (source, vintage, _folder(source, vintage)))
            prepared.append((_entry_in_parts(release, name, parts, held[1]()), parts))
        else:
            frame, extents = cast("WholeTable", held)
            laid_out = ordered(name, frame, source, vintage)
            content = _parquet(laid_out)
            prepared.append((_entry(release, name, (laid_out, extents), content), content))
    return prepared


def _folder(source: str, vintage: str) -> str:
    return f"{source}/{re.sub(r'[^A-Za-z0-9._+-]', '-', vintage)}"


def _entry_in_parts(
    release: tuple[str, str, date],
    table: str,
    parts: tuple[Staged, ...],
    extents: tuple[Extent, ...],
) -> TableEntry:
    source, vintage, released = release
    digest = hashlib.sha256("".join(each.part.sha256 for each in parts).encode()).hexdigest()
    return TableEntry(
        source=source,
        vintage=vintage,
        released=released,
        table=cast("TableName", table),
        file=f"{_folder(source, vintage)}/{table}",
        sha256=digest,
        rows=sum(each.part.rows for each in parts),
        extents=extents,
        parts=tuple(each.part for each in parts),
    )


def _parquet(frame: "polars.DataFrame") -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", row_group_size=ROWS_IN_GROUP, statistics=True)
    return buffer.getvalue()


def _entry(
    release: tuple[str, str, date],
    table: str,
    held: "tuple[polars.DataFrame, tuple[Extent, ...]]",
    content: bytes,
) -> TableEntry:
    source, vintage, released = release
    frame, extents = held
    digest = hashlib.sha256(content).hexdigest()
    return TableEntry(
        source=source,
        vintage=vintage,
        released=released,
        table=cast("TableName", table),
        file=f"{_folder(source, vintage)}/{table}-{digest[:8]}.parquet",
        sha256=digest,
        rows=frame.height,
        extents=extents,
    )


def _files(entries: Iterable[TableEntry]) -> dict[str, str]:
    """The hashes of all files of the tables, by their paths."""
    found = {}
    for entry in entries:
        for each in entry.parts or (entry,):
            found[each.file] = each.sha256
    return found


def _put(folder: Path, entry: TableEntry, content: bytes | tuple[Staged, ...]) -> dict[str, int]:
    """Put a table's files under their names, which hold their hashes: one that is there whole is
    left alone. Gives their sizes."""
    if isinstance(content, bytes):
        _write(folder / entry.file, content)
        return {entry.file: len(content)}
    for each in content:
        path = folder / each.part.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if not _is_there(path, each.part.sha256):
            each.path.replace(path)
    return {each.part.file: each.size for each in content}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if _is_there(path, hashlib.sha256(content).hexdigest()):
        return
    temporary = path.with_suffix(".tmp")
    write_whole(temporary, content)
    temporary.replace(path)


def _is_there(path: Path, digest: str) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _sweep(folder: Path, files: set[str]) -> set[str]:
    """Remove tables of ours that nothing names any more, and folders that this leaves empty.

    Gives those that some systems keep while a reader has them open: the next writer's to remove.
    """
    stuck = set()
    for name in sorted(files):
        path = folder / name
        try:
            path.unlink(missing_ok=True)
            path.with_suffix(".tmp").unlink(missing_ok=True)
        except PermissionError:
            stuck.add(name)
        for parent in (path.parent, path.parent.parent):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
    return stuck
