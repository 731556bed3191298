"""Whether a table is still what its manifest states: its size each time, its hash once a process.

The trap is the altered byte that leaves a table readable: without the hash, its rows would come
back changed without a word.
"""

import hashlib
from pathlib import Path

from visavis.errors import StoreError
from visavis.store.ownership import remedy

__all__ = ["READ_WHOLE", "refuse_altered", "refuse_damaged"]

READ_WHOLE = 32 << 20
"""Bytes up to which a table is hashed before its first use; larger ones by `data verify` alone."""

_State = tuple[str, int, int, str]
_sound: set[_State] = set()
"""Files found to have their hash: path, size, time of change, hash."""


def refuse_damaged(folder: Path, name: str, size: int, sha256: str) -> None:
    """Nothing where the file is there, has its size and, if it is small, its hash.

    Raises:
        StoreError: It is missing, cut short or altered.
    """
    path = folder / name
    try:
        found = path.stat()
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise StoreError(
            str(path), reason, f"a table that the manifest names: {remedy(folder)}"
        ) from None
    if found.st_size != size:
        raise StoreError(
            str(path), f"{found.st_size} bytes", f"{size} bytes as written: {remedy(folder)}"
        )
    if size <= READ_WHOLE:
        state = str(path), size, found.st_mtime_ns, sha256
        if state not in _sound:
            refuse_altered(folder, name, sha256)
            _sound.add(state)


def refuse_altered(folder: Path, name: str, sha256: str) -> None:
    """Nothing where the file, read whole, has the hash that the manifest states.

    Raises:
        StoreError: It has another, or cannot be read.
    """
    path = folder / name
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise StoreError(str(path), reason, "a table that can be read") from error
    if digest != sha256:
        raise StoreError(
            str(path),
            "other content than its manifest states",
            f"it unchanged: {remedy(folder)}",
        )
