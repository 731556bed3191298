"""Files that are written whole or not at all, several together too.

The trap is the second file: all of them are first written beside their places, and only then take
them, so that a full disk leaves what was there before.
"""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from visavis.errors import UsageError, reason_of

__all__ = ["refuse_unwritable_place", "write_whole"]


def refuse_unwritable_place(out: Path, where: str) -> None:
    """Nothing where a file may be made at `out`; `where` is what the asker calls it.

    Raises:
        UsageError: Its folder is not there, is no folder, or cannot be written.
    """
    if not out.parent.is_dir():
        raise UsageError(where, f"no folder {out.parent}", "a file in a folder that exists")
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise UsageError(where, reason_of(error), "a folder that can be written") from error
    os.close(handle)
    Path(name).unlink()


def write_whole(files: Mapping[Path, bytes], where: str) -> None:
    """Write each file through one beside it; `where` is what the asker calls them.

    Raises:
        UsageError: A folder is missing or cannot be written, or the disk is full.
    """
    written: dict[Path, Path] = {}
    try:
        for out, data in files.items():
            written[out] = _beside(out, data, where)
        for out, beside in written.items():
            beside.replace(out)
    except OSError as error:
        raise UsageError(where, reason_of(error), "a file that can be written") from error
    finally:
        for beside in written.values():
            beside.unlink(missing_ok=True)


def _beside(out: Path, data: bytes, where: str) -> Path:
    if not out.parent.is_dir():
        raise UsageError(where, f"no folder {out.parent}", "a file in a folder that exists")
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise UsageError(where, reason_of(error), "a folder that can be written") from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        beside.chmod(0o666 & ~_mask())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _mask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
