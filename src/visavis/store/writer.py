"""Writing a release of a source into a folder: files first, then the manifest in one step.

A writer that dies at any moment leaves the old state; what it left half-written is swept away by
the next writer, who alone holds the lock.
"""

import hashlib
import io
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from visavis.errors import StoreError
from visavis.model.extents import Extent, TableEntry
from visavis.store.lock import writing
from visavis.store.manifest import Manifest, read_manifest, write_manifest
from visavis.store.tables import ordered

if TYPE_CHECKING:
    import polars

__all__ = ["write_tables"]

ROWS_IN_GROUP = 16_384
"""Rows that a reader can skip at once: small, as a question touches few of a table's rows."""

Tables = Mapping[str, "tuple[polars.DataFrame, tuple[Extent, ...]]"]


def write_tables(
    folder: Path, source: str, vintage: str, released: date, tables: Tables
) -> tuple[TableEntry, ...]:
    """The entries now in the manifest of `folder` for this release of `source`.

    All tables of the same source and vintage are replaced together. Writing what is there already
    changes nothing, not even the manifest. Columns are those of `FACT_COLUMNS` for `facts`, and the
    fields of `RollCall`, `VoteCast` and `Trip` for `roll_calls`, `votes` and `trips`; source and
    vintage are filled in.

    Raises:
        StoreError: The folder cannot be written, the disk is full, another writer holds it, or a
            table has other columns, empty cells or two rows for one cell. Nothing is changed then.
    """
    frames = {
        name: (ordered(name, frame, source, vintage), extents)
        for name, (frame, extents) in sorted(tables.items())
    }
    if not frames:
        raise StoreError(f"{source} {vintage}", "no table", "at least one table to write")
    contents = {name: _parquet(frame) for name, (frame, _) in frames.items()}
    entries = tuple(
        _entry((source, vintage, released), name, frames[name], contents[name]) for name in frames
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder):
            _swap(folder, entries, [contents[name] for name in frames])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(str(folder), reason.lower(), "a folder with room to write in") from error
    return entries


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
        table=cast("Literal['facts', 'roll_calls', 'votes', 'trips']", table),
        file=f"{source}/{folder}/{table}-{digest[:8]}.parquet",
        sha256=digest,
        rows=frame.height,
        extents=extents,
    )


def _swap(folder: Path, entries: tuple[TableEntry, ...], contents: list[bytes]) -> None:
    """Write the files, then the manifest, then sweep; call only while holding the lock."""
    old = read_manifest(folder)
    release = (entries[0].source, entries[0].vintage)
    same = [entry for entry in old.entries if (entry.source, entry.vintage) == release]
    if set(same) == set(entries) and all((folder / entry.file).is_file() for entry in same):
        return
    sizes = dict(old.sizes or {})
    for entry, content in zip(entries, contents, strict=True):
        _write(folder / entry.file, content)
        sizes[entry.file] = len(content)
    kept = [entry for entry in old.entries if (entry.source, entry.vintage) != release]
    files = {entry.file for entry in (*kept, *entries)}
    retired = tuple(sorted({entry.file for entry in same} - files))
    write_manifest(folder, Manifest((*kept, *entries), sizes, retired))
    _sweep(folder, files | set(retired))


def _write(path: Path, content: bytes) -> None:
    """Write a table under its name, which holds its hash: one that is there whole is left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == content:
        return
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _sweep(folder: Path, named: set[str]) -> None:
    """Remove tables that no manifest names any more, and what a dead writer left."""
    for path in (*folder.glob("*/*/*.parquet"), *folder.glob("*/*/*.tmp")):
        inside = path.relative_to(folder).as_posix()
        if inside not in named:
            # Some systems refuse while a reader has the file open; the next writer will sweep it.
            with suppress(PermissionError):
                path.unlink(missing_ok=True)
    for vintage in folder.glob("*/*"):
        if vintage.is_dir() and not any(vintage.iterdir()):
            vintage.rmdir()
