"""One writer at a time: a lock that the operating system lets go of when its holder dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from visavis.errors import StoreError

__all__ = ["LOCK", "writing"]

LOCK = "write.lock"
PATIENCE_SECONDS = 60.0

if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def writing(folder: Path, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the folder for writing; readers are not concerned.

    Raises:
        StoreError: Another writer did not finish within `patience` seconds.
    """
    deadline = time.monotonic() + patience
    with (folder / LOCK).open("ab") as file:
        while True:
            try:
                _try(file)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise StoreError(
                        str(folder), "another program still writing", "one writer at a time"
                    ) from None
                time.sleep(0.02)
        yield
