"""Whose folder it is, and which files in it are ours.

The trap is a folder named by mistake. What no manifest of ours names is the user's and is never
touched; a folder that holds other things and no manifest is not written to at all.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from visavis.errors import StoreError
from visavis.model.extents import TABLES
from visavis.store.lock import LOCK

__all__ = [
    "LABEL",
    "MANIFEST",
    "is_table_file",
    "refuse_foreign",
    "remedy",
    "tables_without_manifest",
]

MANIFEST = "manifest.json"
_PACKAGE = Path(__file__).resolve().parents[1]
LABEL = r"[A-Za-z0-9][A-Za-z0-9._+ -]*"
"""What the name of a source or vintage may look like: it becomes that of a folder."""

_TABLE_FILE = re.compile(rf"{LABEL}/{LABEL}/({'|'.join(TABLES)})-[0-9a-f]{{8}}\.parquet")
_SHOWN = 3


def is_table_file(name: str) -> bool:
    """Whether a path inside a folder is one that a table of ours can have."""
    return _TABLE_FILE.fullmatch(name) is not None


def remedy(folder: Path) -> str:
    """What to do where tables in `folder` are damaged, as the end of a sentence."""
    if folder.resolve().is_relative_to(_PACKAGE):
        return "install visavis again"
    return "put it back from a copy, or move the folder away and add your downloads again"


def tables_without_manifest(folder: Path) -> bool:
    """Whether tables of ours lie in a folder; asked only where there is no manifest."""
    return any(
        is_table_file(path.relative_to(folder).as_posix()) for path in folder.glob("*/*/*.parquet")
    )


def refuse_foreign(folder: Path) -> None:
    """Nothing where `folder` is new, empty or one of ours; asked before anything is written.

    Raises:
        StoreError: It holds files or folders, but no manifest.
    """
    names = sorted(_visible(folder))
    # The manifest is written first and never removed: what is listed before it is looked for
    # cannot be that of another writer who has only just begun.
    if names and not (folder / MANIFEST).exists():
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        listed = ", ".join(names[:_SHOWN]) + more
        raise StoreError(
            str(folder),
            f"files of others ({listed})",
            "a new or empty folder, or one made by visavis",
        )


def _visible(folder: Path) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name not in (LOCK, f"{MANIFEST}.tmp") and not path.name.startswith("."):
            yield path.name
