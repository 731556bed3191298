"""Tables too large for memory: written part by part, each a file, into a room aside.

The trap is the row that two parts hold. Parts apart in time, in products or in subjects cannot
share one; only those that are apart in none of these are compared row by row.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from visavis.errors import StoreError
from visavis.model.extents import Extent, Part
from visavis.model.wanted import Wanted
from visavis.store.manifest import write_whole
from visavis.store.tables import KEYS, part_ordered

if TYPE_CHECKING:
    import polars

__all__ = ["ROOM", "Frames", "Staged", "part_holds", "room", "staged", "sweep_room"]

ROOM = ".writing"
"""Folder inside a store's in which parts are written before the manifest can name them."""

ROWS_IN_GROUP = 65_536
"""Rows of a part that a reader can skip at once: as few as keep its list of groups short."""

_PIECE = re.compile(r"\d{4,}\.parquet")
_SPANS = {"facts": ("start", "end"), "coded_events": ("on", "on")}
"""Columns of tables in parts whose first and last days tell parts apart."""

_COMPARING = "500MB"
"""Memory for comparing two parts; what does not fit goes to the disk."""

Frames = tuple["Iterable[polars.DataFrame]", Callable[[], tuple[Extent, ...]]]
"""A table's frames in turn, and what they cover, asked when all have been taken."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A part that is written whole in the room, and the name that it is to have."""

    part: Part
    path: Path
    size: int
    subjects: frozenset[str]


@contextmanager
def room(folder: Path) -> Iterator[Path]:
    """An empty room inside `folder`, gone when it is left."""
    sweep_room(folder)
    found = folder / ROOM
    found.mkdir(exist_ok=True)
    try:
        yield found
    finally:
        sweep_room(folder)


def sweep_room(folder: Path) -> None:
    """Remove the parts that a dead writer left; files of other names are not ours to touch."""
    found = folder / ROOM
    if not found.is_dir():
        return
    for path in found.iterdir():
        if _PIECE.fullmatch(path.name):
            path.unlink(missing_ok=True)
    if not any(found.iterdir()):
        found.rmdir()


def staged(
    place: Path, table: str, frames: "Iterable[polars.DataFrame]", release: tuple[str, str, str]
) -> tuple[Staged, ...]:
    """The parts, written in `place` in the order of the frames; `release` is source, vintage and
    the folder that its files are to lie in.

    Raises:
        StoreError: As for a table in one frame; a row for the same cell in two parts; or no rows.
    """
    source, vintage, folder = release
    found: list[Staged] = []
    before = len(list(place.iterdir()))
    for frame in frames:
        if not frame.height:
            continue
        laid_out = part_ordered(table, frame, source, vintage)
        path = place / f"{before + len(found):04d}.parquet"
        found.append(_written(path, table, laid_out, folder))
    if not found:
        raise StoreError(f"table {table} of {source} {vintage}", "no row", "at least one")
    _refuse_shared(f"table {table} of {source} {vintage}", table, found)
    return tuple(found)


def _written(path: Path, table: str, frame: "polars.DataFrame", folder: str) -> Staged:
    import io

    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", row_group_size=ROWS_IN_GROUP, statistics=True)
    content = buffer.getvalue()
    write_whole(path, content)
    digest = hashlib.sha256(content).hexdigest()
    lowest, highest = _edges(frame, "product")
    first, last = _SPANS.get(table, ("", ""))
    part = Part(
        file=f"{folder}/{table}-{digest[:8]}.parquet",
        sha256=digest,
        rows=frame.height,
        start=_day(frame[first].min()) if first else None,
        end=_day(frame[last].max()) if last else None,
        first=lowest,
        last=highest,
    )
    subjects = frame["subject"].unique() if "subject" in frame.columns else ()
    return Staged(part, path, len(content), frozenset(str(each) for each in subjects))


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _edges(frame: "polars.DataFrame", name: str) -> tuple[str, str]:
    if name not in frame.columns:
        return "", ""
    values = sorted(str(each) for each in frame[name].unique())
    return values[0], values[-1]


def _refuse_shared(where: str, table: str, parts: list[Staged]) -> None:
    if not KEYS[table]:
        return
    for one, other in combinations(parts, 2):
        if _may_share(one, other):
            _compare(where, table, one, other)


def _may_share(one: Staged, other: Staged) -> bool:
    a, b = one.part, other.part
    apart_in_time = (
        a.start is not None
        and b.start is not None
        and a.end is not None
        and b.end is not None
        and (a.end < b.start or b.end < a.start)
    )
    apart_in_products = bool(a.first) and (a.last < b.first or b.last < a.first)
    apart_in_subjects = bool(one.subjects) and one.subjects.isdisjoint(other.subjects)
    return not (apart_in_time or apart_in_products or apart_in_subjects)


def _compare(where: str, table: str, one: Staged, other: Staged) -> None:
    import duckdb

    keys = ", ".join(f'"{name}"' for name in KEYS[table])
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _COMPARING, "temp_directory": str(one.path.parent), "threads": 2,
    }  # fmt: skip
    with duckdb.connect(":memory:", config=config) as connection:
        found = connection.execute(
            f"select {keys} from read_parquet(?) intersect select {keys} from read_parquet(?) "
            "limit 1",
            [str(one.path), str(other.path)],
        ).fetchone()
    if found is not None:
        cell = " ".join(str(value) for value in found)
        raise StoreError(where, f"two rows for {cell}", "one row for each cell")


def part_holds(part: Part, wanted: Iterable[Wanted]) -> bool:
    """Whether rows of any block may lie in the part."""
    return any(
        (part.start is None or part.start <= block.end)
        and (part.end is None or part.end >= block.start)
        and (
            not part.first
            or block.products is None
            or any(part.first <= product <= part.last for product in block.products)
        )
        for block in wanted
    )
