"""One workbench for all questions of a process that rest on the same state of the data.

The trap is the data that changed: a folder that was written to since has other entries, and gets a
workbench of its own.
"""

from datetime import date
from pathlib import Path
from threading import Lock

from visavis.model.extents import TableEntry
from visavis.store import Store
from visavis.workbench.bench import Workbench

__all__ = ["shared"]

_KEPT = 4
"""Workbenches kept at once; the one asked for least recently goes first."""

_MOST_ROWS = 500_000
"""A workbench that holds more rows is let go, so that a long process does not grow for ever."""

_Key = tuple[tuple[Path, ...], tuple[TableEntry, ...], date | None]
_benches: dict[_Key, Workbench] = {}
_lock = Lock()


def shared(store: Store, as_of: date | None = None) -> Workbench:
    """The workbench on these folders, as they are now, for that day: a new one, or one in use.

    What it has read and answered already costs nothing to ask again.
    """
    key = store.folders, store.all_entries(), as_of
    with _lock:
        found = _benches.pop(key, None)
        if found is None or found.rows > _MOST_ROWS:
            found = Workbench(store, as_of)
        _benches[key] = found
        for old in list(_benches)[:-_KEPT]:
            del _benches[old]
    return found
