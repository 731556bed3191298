"""Which folders are read: the starter inside the package, then the user's own.

The trap is the folder named by mistake. Read as an empty one, it would leave the starter to answer
alone, and nobody would see that the user's own data are not in it.
"""

import os
import sys
from pathlib import Path

from visavis.errors import UsageError
from visavis.store.manifest import read_manifest
from visavis.store.ownership import MANIFEST
from visavis.store.reader import Store

__all__ = [
    "default_folder", "default_store", "folder_to_read", "refuse_without_data", "starter_folder",
]  # fmt: skip

_NAMED = "VISAVIS_DB"


def starter_folder() -> Path:
    """The folder of tables that the package itself carries."""
    return Path(__file__).resolve().parents[1] / "starter"


def default_folder() -> Path:
    """The user's own folder: `VISAVIS_DB`, else where the platform keeps data of programs."""
    chosen = os.environ.get(_NAMED)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "visavis"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "visavis"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "visavis"


def default_store(db: Path | str | None = None) -> Store:
    """The starter together with the user's folder `db`, by default `default_folder()`.

    A folder `db` that does not exist (yet) is as good as an empty one.

    Raises:
        UsageError: `VISAVIS_DB` names a folder that is not there or holds no data.
        StoreError: A folder is damaged.
    """
    return Store((starter_folder(), Path(db) if db is not None else folder_to_read()))


def folder_to_read() -> Path:
    """The default folder; where `VISAVIS_DB` names it, it has to be there and to hold data.

    Raises:
        UsageError: It is named and is not there or holds no data, or it is a file.
        StoreError: It has tables, but not their manifest.
    """
    folder = default_folder()
    if os.environ.get(_NAMED):
        refuse_without_data(folder, f"{_NAMED} {folder}")
    elif folder.exists() and not folder.is_dir():
        raise UsageError(str(folder), "a file", "your data folder")
    return folder


def refuse_without_data(folder: Path, where: str) -> None:
    """Nothing where `folder` was made by visavis; `where` says who named it.

    Raises:
        UsageError: There is no such folder, or no data in it.
        StoreError: Its manifest is damaged, or is missing beside tables.
    """
    expected = "a folder made by `visavis data add`"
    if not folder.exists():
        raise UsageError(where, "no such folder", expected)
    if not folder.is_dir():
        raise UsageError(where, "a file", expected)
    read_manifest(folder)
    if not (folder / MANIFEST).exists():
        raise UsageError(where, "a folder without data of visavis", expected)
