"""What a store holds of one source, release by release, and taking releases out of it."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from visavis.errors import UsageError
from visavis.model.extents import TableEntry
from visavis.refresh.raw import RawFolder, raw_folder, raw_folders, remove_raw
from visavis.sources import Source, source
from visavis.store import Store, default_store, folder_to_read, opened, starter_folder, writing

__all__ = ["Holdings", "Release", "Removed", "holdings", "remove"]


@dataclass(frozen=True, slots=True)
class Release:
    """One release of a source in one folder."""

    vintage: str
    released: date
    tables: tuple[TableEntry, ...]
    is_starter: bool
    in_force: tuple[str, ...]
    """Tables in which it is the release that counts."""

    @property
    def rows(self) -> int:
        """Rows in all its tables together."""
        return sum(entry.rows for entry in self.tables)

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day that it covers."""
        extents = [extent for entry in self.tables for extent in entry.extents]
        if not extents:
            return None
        return min(each.start for each in extents), max(each.end for each in extents)


@dataclass(frozen=True, slots=True)
class Holdings:
    """A source's description and everything that is at hand of it."""

    source: Source
    releases: tuple[Release, ...]
    """Oldest first; those of the starter before the user's own of the same day."""
    raw: tuple[RawFolder, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal took away, and what is left."""

    source: str
    tables: tuple[TableEntry, ...]
    raw_files: int
    raw_bytes: int
    raw_kept: int
    """Files of the publisher that stay in the user's folder."""
    left: tuple[Release, ...]


def holdings(source_id: str, db: Path | str | None = None) -> Holdings:
    """The description of a source, its releases in the starter and in `db`, and its raw files.

    Raises:
        UsageError: No source has this id.
        StoreError: A folder is damaged.
    """
    found = source(source_id)
    folder = folder_to_read() if db is None else Path(db)
    return Holdings(found, releases(source_id, folder), raw_folders(folder, source_id))


def releases(source_id: str, folder: Path) -> tuple[Release, ...]:
    """The releases of a source in the starter and in the user's folder, oldest first."""
    counting = set(default_store(folder).entries())
    found = []
    for place in (starter_folder(), folder):
        entries = [each for each in Store((place,)).all_entries() if each.source == source_id]
        for vintage in sorted({each.vintage for each in entries}):
            tables = tuple(each for each in entries if each.vintage == vintage)
            in_force = tuple(each.table for each in tables if each in counting)
            released = max(each.released for each in tables)
            found.append(Release(vintage, released, tables, place == starter_folder(), in_force))
    return tuple(sorted(found, key=lambda each: (each.released, not each.is_starter, each.vintage)))


def remove(
    source_id: str, vintage: str | None = None, db: Path | str | None = None, *, raw: bool = False
) -> Removed:
    """Take the releases of a source, or the one named, out of the user's folder.

    The starter is part of the package and stays. The publisher's files that `data get` kept stay
    too, unless `raw` is set.

    Raises:
        UsageError: No source has this id, or the folder has no such release.
        StoreError: The folder is damaged or cannot be written.
    """
    source(source_id)
    folder = folder_to_read() if db is None else Path(db)
    own = [each for each in releases(source_id, folder) if not each.is_starter]
    named = [each for each in own if vintage in (None, each.vintage)]
    has_raw = raw and vintage is None and raw_folder(folder, source_id).is_dir()
    if not named and not has_raw:
        raise UsageError(*_nothing(source_id, vintage, own))
    place = raw_folder(folder, source_id)
    # A fetch holds the place of raw files before the folder: asked in the same order here.
    with writing(place) if place.is_dir() else nullcontext(), opened(folder) as writer:
        gone = writer.take_out(source_id, vintage)
        count, size = remove_raw(folder, source_id) if raw and vintage is None else (0, 0)
    kept = sum(len(each.files) for each in raw_folders(folder, source_id))
    return Removed(source_id, gone, count, size, kept, releases(source_id, folder))


def _nothing(source_id: str, vintage: str | None, own: list[Release]) -> tuple[str, str, str]:
    """(where, found, expected) where there is nothing to remove."""
    if own:
        return "--vintage", repr(vintage), f"one of {', '.join(each.vintage for each in own)}"
    what = f"no release of {source_id} in your folder"
    return f"remove {source_id}", what, "one that you added (the starter's is part of the package)"
