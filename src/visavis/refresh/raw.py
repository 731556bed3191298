"""The publishers' own files, kept as they came: where they lie and what is known of each.

`raw/<source>/<day>/<what was asked>/files/` holds the files, `record.json` beside that folder
what each is: address, hash, size, day and the server's tag. What is not yet whole lies under
`raw/<source>/unfinished/` and is moved in one step when it is.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from visavis.errors import StoreError, reason_of
from visavis.store.lock import LOCK

__all__ = [
    "FILES", "RECORD", "UNFINISHED", "RawFile", "RawFolder", "raw_folder", "raw_folders",
    "read_record", "record_text", "remove_raw",
]  # fmt: skip

FILES = "files"
RECORD = "record.json"
UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file of a publisher as it was received."""

    file: str
    url: str
    """The publisher's address; a mirror, where one was used, stands in `mirror`."""
    sha256: str
    bytes: int
    date: str
    etag: str = ""
    mirror: str = ""


@dataclass(frozen=True, slots=True)
class RawFolder:
    """What one `data get` received."""

    path: Path
    source: str
    retrieved: date
    asked: str
    files: tuple[RawFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(each.bytes for each in self.files)


def raw_folder(folder: Path, source: str) -> Path:
    """Where the user's folder keeps a publisher's files."""
    return folder / "raw" / source


def raw_folders(folder: Path, source: str) -> tuple[RawFolder, ...]:
    """Everything that was received whole from a source, oldest first."""
    found = []
    for record in sorted(raw_folder(folder, source).glob(f"????-??-??/*/{RECORD}")):
        day, asked = record.parent.parent.name, record.parent.name
        files = tuple(read_record(record).values())
        found.append(RawFolder(record.parent, source, date.fromisoformat(day), asked, files))
    return tuple(found)


def read_record(path: Path) -> dict[str, RawFile]:
    """What a record says of each file, by its name; nothing where there is no record.

    Raises:
        StoreError: It is not whole.
    """
    try:
        body = json.loads(path.read_bytes())
        return {each["file"]: RawFile(**each) for each in body["files"]}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            str(path), "a record that is not whole", "one that visavis wrote"
        ) from error


def record_text(source: str, files: dict[str, RawFile]) -> str:
    """The record of a folder as it is written, files sorted by name."""
    body = {"source": source, "files": [asdict(files[name]) for name in sorted(files)]}
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def remove_raw(folder: Path, source: str) -> tuple[int, int]:
    """Remove what was received from a source: how many files these were, and their bytes.

    Raises:
        StoreError: A file cannot be removed.
    """
    where = raw_folder(folder, source)
    found = [path for path in where.rglob("*") if path.is_file() and path.parent.name == FILES]
    size = sum(path.stat().st_size for path in found)
    try:
        for each in sorted(where.iterdir()) if where.is_dir() else ():
            # The lock is held by whoever removes.
            if each.name != LOCK:
                shutil.rmtree(each)
    except OSError as error:
        raise StoreError(str(where), reason_of(error), "a folder that can be removed") from error
    return len(found), size
