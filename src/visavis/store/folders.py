"""Which folders are read: the starter inside the package, then the user's own."""

import os
import sys
from pathlib import Path

from visavis.store.manifest import read_manifest
from visavis.store.ownership import MANIFEST
from visavis.store.reader import Store

__all__ = ["default_folder", "default_store", "holds_data", "starter_folder"]


def starter_folder() -> Path:
    """The folder of tables that the package itself carries."""
    return Path(__file__).resolve().parents[1] / "starter"


def default_folder() -> Path:
    """The user's own folder: `VISAVIS_DB`, else where the platform keeps data of programs."""
    chosen = os.environ.get("VISAVIS_DB")
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

    A folder that does not exist (yet) is as good as an empty one.
    """
    return Store((starter_folder(), Path(db) if db is not None else default_folder()))


def holds_data(folder: Path) -> bool:
    """Whether `folder` was made by visavis.

    Raises:
        StoreError: Its manifest is damaged, or is missing beside tables.
    """
    read_manifest(folder)
    return (folder / MANIFEST).exists()
