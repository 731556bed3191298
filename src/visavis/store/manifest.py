"""The manifest: the one file that says which tables a folder holds, and their hashes.

A reader trusts nothing that the manifest does not name. Its own hash is inside it, so that a file
cut short or edited by hand is noticed before a number is read.
"""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from visavis.errors import StoreError, reason_of
from visavis.model.extents import TABLES, Extent, Part, TableEntry
from visavis.store.ownership import MANIFEST, is_table_file, remedy, tables_without_manifest

__all__ = ["FORMAT", "MANIFEST", "Manifest", "read_manifest", "write_manifest", "write_whole"]

FORMAT = 2
"""Number of the folder's layout; a reader refuses a higher one."""

_WITHOUT_PARTS = 1
"""What a folder states in which every table is one file: readers of old can use it."""

_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """The tables of one folder, sorted by source, vintage and table."""

    entries: tuple[TableEntry, ...] = ()
    sizes: Mapping[str, int] | None = None
    """Bytes of each file, by its path inside the folder: the cheap check before a read."""
    retired: tuple[str, ...] = ()
    """Files that no entry names: replaced by the last write and kept for readers still at work, or
    begun by a writer that died. The next write removes them."""


def read_manifest(folder: Path) -> Manifest:
    """The manifest of `folder`; an empty one where the folder or the manifest does not exist.

    Raises:
        StoreError: It cannot be read, was cut short or edited, is of a later format, or is missing
            beside tables that it should name.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if tables_without_manifest(folder):
            if path.exists():
                # The first writer ever has put it there since, before its tables.
                return read_manifest(folder)
            raise StoreError(
                str(path),
                "no such file beside tables that visavis wrote",
                f"the one that names them: {remedy(folder)}",
            ) from None
        return Manifest()
    except OSError as error:
        raise StoreError(str(path), reason_of(error), "a readable manifest") from error
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        expected = f"a manifest: {remedy(folder)}"
        raise StoreError(str(path), "a file that is not whole JSON", expected) from error
    if not isinstance(body, dict) or not isinstance(body.get("format"), int):
        raise StoreError(str(path), "no format number", f"format {FORMAT}: {remedy(folder)}")
    if body["format"] > FORMAT:
        raise StoreError(
            str(path), f"format {body['format']}", f"format {FORMAT} (a newer visavis wrote it)"
        )
    if body.pop("hash", None) != _hash(body):
        found = "content that its own hash does not match"
        raise StoreError(str(path), found, f"it unchanged: {remedy(folder)}")
    try:
        return _manifest(body)
    except (KeyError, TypeError, ValueError) as error:
        expected = f"whole entries: {remedy(folder)}"
        raise StoreError(str(path), f"a broken entry ({error})", expected) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Swap the folder's manifest for `manifest` in one step: a reader sees the old or the new."""
    body = _body(manifest)
    body["hash"] = _hash(body)
    temporary = folder / f"{MANIFEST}.tmp"
    write_whole(temporary, json.dumps(body, indent=1, ensure_ascii=False).encode() + b"\n")
    _swap_in(temporary, folder / MANIFEST)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file through to the disk; what a full disk left of it would take the last room."""
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _swap_in(temporary: Path, path: Path) -> None:
    """Replace `path` in one step; where a reader's open file forbids it, a moment later."""
    for _ in range(_ATTEMPTS):
        with suppress(PermissionError):
            temporary.replace(path)
            return
        time.sleep(0.05)
    temporary.replace(path)


def _hash(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _body(manifest: Manifest) -> dict[str, Any]:
    sizes = manifest.sizes or {}
    in_parts = any(entry.parts for entry in manifest.entries)
    return {
        "format": FORMAT if in_parts else _WITHOUT_PARTS,
        "tables": [_table_body(entry, sizes) for entry in sorted(manifest.entries, key=_order)],
        "retired": sorted(manifest.retired),
    }


def _table_body(entry: TableEntry, sizes: Mapping[str, int]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "source": entry.source,
        "vintage": entry.vintage,
        "released": entry.released.isoformat(),
        "table": entry.table,
        "file": entry.file,
        "sha256": entry.sha256,
        "bytes": sum(sizes[name] for name in entry.files),
        "rows": entry.rows,
        "extents": [_extent_body(extent) for extent in entry.extents],
    }
    if entry.parts:
        body["parts"] = [_part_body(part, sizes[part.file]) for part in entry.parts]
    return body


def _part_body(part: Part, size: int) -> dict[str, Any]:
    return {
        "file": part.file,
        "sha256": part.sha256,
        "bytes": size,
        "rows": part.rows,
        "start": part.start and part.start.isoformat(),
        "end": part.end and part.end.isoformat(),
        "first": part.first,
        "last": part.last,
    }


def _order(entry: TableEntry) -> tuple[str, str, str]:
    return entry.source, entry.vintage, entry.table


def _extent_body(extent: Extent) -> dict[str, Any]:
    return {
        "relation": extent.relation,
        "book": extent.book,
        "subjects": None if extent.subjects is None else list(extent.subjects),
        "partners": None if extent.partners is None else list(extent.partners),
        "products": list(extent.products),
        "start": extent.start.isoformat(),
        "end": extent.end.isoformat(),
        "frequency": extent.frequency,
        "absent_means": extent.absent_means,
    }


def _manifest(body: Mapping[str, Any]) -> Manifest:
    tables = body["tables"]
    return Manifest(
        entries=tuple(_entry(table) for table in tables),
        sizes={
            each["file"]: int(each["bytes"])
            for table in tables
            for each in table.get("parts") or (table,)
        },
        retired=tuple(_table_file(name) for name in body["retired"]),
    )


def _table_file(name: str) -> str:
    """The path, which has to lie inside the folder where tables lie."""
    if not is_table_file(name):
        raise ValueError(f"file {name!r}")
    return name


def _entry(table: Mapping[str, Any]) -> TableEntry:
    if table["table"] not in TABLES:
        raise ValueError(f"table {table['table']!r}")
    for name in ("source", "vintage", "sha256", "file"):
        if not isinstance(table[name], str):
            raise TypeError(f"{name} {table[name]!r}")
    parts = tuple(_part(part) for part in table.get("parts", ()))
    return TableEntry(
        source=table["source"],
        vintage=table["vintage"],
        released=date.fromisoformat(table["released"]),
        table=table["table"],
        file=table["file"] if parts else _table_file(table["file"]),
        sha256=table["sha256"],
        rows=int(table["rows"]),
        extents=tuple(_extent(extent) for extent in table["extents"]),
        parts=parts,
    )


def _part(part: Mapping[str, Any]) -> Part:
    for name in ("sha256", "first", "last"):
        if not isinstance(part[name], str):
            raise TypeError(f"{name} {part[name]!r}")
    start, end = part["start"], part["end"]
    return Part(
        file=_table_file(part["file"]),
        sha256=part["sha256"],
        rows=int(part["rows"]),
        start=None if start is None else date.fromisoformat(start),
        end=None if end is None else date.fromisoformat(end),
        first=part["first"],
        last=part["last"],
    )


def _extent(extent: Mapping[str, Any]) -> Extent:
    subjects, partners = extent["subjects"], extent["partners"]
    return Extent(
        relation=extent["relation"],
        book=extent["book"],
        subjects=None if subjects is None else tuple(subjects),
        partners=None if partners is None else tuple(partners),
        products=tuple(extent["products"]),
        start=date.fromisoformat(extent["start"]),
        end=date.fromisoformat(extent["end"]),
        frequency=extent["frequency"],
        absent_means=extent["absent_means"],
    )
