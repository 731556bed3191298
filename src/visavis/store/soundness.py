"""Whether a table is still what its manifest states: its size each time, its hash once a process.

The trap is the altered byte that leaves a table readable: without the hash, its rows would come
back changed without a word.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from visavis.errors import StoreError, reason_of
from visavis.store.ownership import remedy

__all__ = ["READ_WHOLE", "refuse_altered", "refuse_damaged"]

READ_WHOLE = 32 << 20
"""Bytes of all files of one question up to which they are hashed before their first use; where
there are more, the largest are left to `data verify`."""

_State = tuple[str, int, int, str]
_sound: set[_State] = set()
"""Files found to have their hash: path, size, time of change, hash."""


class File(NamedTuple):
    """A file of a table, as its manifest states it."""

    folder: Path
    name: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name


def refuse_damaged(files: Sequence[File]) -> None:
    """Nothing where every file is there, has its size and, if they are small, its hash.

    Raises:
        StoreError: One is missing, cut short or altered.
    """
    changed = {file: _time_of_change(file) for file in files}
    left = READ_WHOLE
    for file in sorted(changed, key=lambda each: (each.size, each.name)):
        left -= file.size
        if left < 0:
            return
        state = str(file.path), file.size, changed[file], file.sha256
        if state not in _sound:
            refuse_altered(file)
            _sound.add(state)


def _time_of_change(file: File) -> int:
    """When the file last changed, which has to be there with its size."""
    try:
        found = file.path.stat()
    except OSError as error:
        raise StoreError(
            str(file.path),
            reason_of(error),
            f"a table that the manifest names: {remedy(file.folder)}",
        ) from None
    if found.st_size != file.size:
        raise StoreError(
            str(file.path),
            f"{found.st_size} bytes",
            f"{file.size} bytes as written: {remedy(file.folder)}",
        )
    return found.st_mtime_ns


def refuse_altered(file: File) -> None:
    """Nothing where the file, read whole, has the hash that the manifest states.

    Raises:
        StoreError: It has another, or cannot be read.
    """
    try:
        with file.path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise StoreError(str(file.path), reason_of(error), "a table that can be read") from error
    if digest != file.sha256:
        raise StoreError(
            str(file.path),
            "other content than its manifest states",
            f"it unchanged: {remedy(file.folder)}",
        )
