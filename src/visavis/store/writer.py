"""Writing a release of a source into a folder: files first, then the manifest in one step.

A writer that dies at any moment leaves the old state; what it left half-written is removed by the
next writer, who alone holds the lock. Nothing is removed that a manifest of ours did not name.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from visavis.errors import StoreError
from visavis.model.extents import Extent, TableEntry, TableName
from visavis.store.lock import writing
from visavis.store.manifest import MANIFEST, Manifest, read_manifest, write_manifest, write_whole
from visavis.store.ownership import refuse_foreign
from visavis.store.tables import ordered

if TYPE_CHECKING:
    import polars

__all__ = ["Writer", "opened", "refuse_unwritable", "write_tables"]

ROWS_IN_GROUP = 16_384
"""Rows that a reader can skip at once: small, as a question touches few of a table's rows."""

Tables = Mapping[str, "tuple[polars.DataFrame, tuple[Extent, ...]]"]
Prepared = Sequence[tuple[TableEntry, bytes]]


class Writer:
    """Writes releases into one folder, as long as it alone holds the lock; made by `opened`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(
        self, source: str, vintage: str, released: date, tables: Tables
    ) -> tuple[TableEntry, ...]:
        """As `write_tables`."""
        return self.swap_in(_prepared((source, vintage, released), tables))

    def swap_in(self, prepared: Prepared) -> tuple[TableEntry, ...]:
        """Write the files, remove what the last writers left, then swap the manifest.

        The files are named in the manifest before the first of them is begun, so that the next
        writer knows what is ours where this one dies.
        """
        old = read_manifest(self.folder)
        entries = tuple(entry for entry, _ in prepared)
        release = (entries[0].source, entries[0].vintage)
        same = [entry for entry in old.entries if (entry.source, entry.vintage) == release]
        if set(same) == set(entries) and all(
            _is_there(self.folder / entry.file, content) for entry, content in prepared
        ):
            return entries
        begun = tuple(sorted({*old.retired, *(entry.file for entry in entries)}))
        write_manifest(self.folder, replace(old, retired=begun))
        sizes = dict(old.sizes or {})
        for entry, content in prepared:
            _write(self.folder / entry.file, content)
            sizes[entry.file] = len(content)
        kept = [entry for entry in old.entries if (entry.source, entry.vintage) != release]
        files = {entry.file for entry in (*kept, *entries)}
        stuck = _sweep(self.folder, set(old.retired) - files)
        retired = tuple(sorted({entry.file for entry in same} - files | stuck))
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
        files = {entry.file for entry in kept}
        sizes = {name: size for name, size in (old.sizes or {}).items() if name in files}
        ours = {*old.retired, *(entry.file for entry in gone)} - files
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
        folder.mkdir(parents=True, exist_ok=True)
        refuse_unwritable(folder)
        with writing(folder):
            yield Writer(folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(str(folder), reason.lower(), "a folder with room to write in") from error


def refuse_unwritable(folder: Path) -> None:
    """Nothing where `folder` is new, or may be written to as it stands.

    Raises:
        StoreError: Its manifest is damaged or missing, or it holds files of others.
    """
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
    and vintage are filled in.

    Raises:
        StoreError: The folder holds files of others, cannot be written, the disk is full, another
            writer holds it, or a table has other columns, empty cells or two rows for one cell.
            Nothing is changed then.
    """
    prepared = _prepared((source, vintage, released), tables)
    with opened(folder) as writer:
        return writer.swap_in(prepared)


def _prepared(release: tuple[str, str, date], tables: Tables) -> Prepared:
    """Each table's entry and its bytes, sorted by name."""
    source, vintage, _ = release
    if not tables:
        raise StoreError(f"{source} {vintage}", "no table", "at least one table to write")
    prepared = []
    for name, (frame, extents) in sorted(tables.items()):
        laid_out = ordered(name, frame, source, vintage)
        content = _parquet(laid_out)
        prepared.append((_entry(release, name, (laid_out, extents), content), content))
    return prepared


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
    folder = re.sub(r"[^A-Za-z0-9._+-]", "-", vintage)
    return TableEntry(
        source=source,
        vintage=vintage,
        released=released,
        table=cast("TableName", table),
        file=f"{source}/{folder}/{table}-{digest[:8]}.parquet",
        sha256=digest,
        rows=frame.height,
        extents=extents,
    )


def _write(path: Path, content: bytes) -> None:
    """Write a table under its name, which holds its hash: one that is there whole is left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if _is_there(path, content):
        return
    temporary = path.with_suffix(".tmp")
    write_whole(temporary, content)
    temporary.replace(path)


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


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
