"""Fetch a source's files from its publisher, keep them untouched, and add them to the store.

Files are gathered under `raw/<source>/unfinished/` and moved in one step to the day on which the
last of them came; only then are they added. Whoever is killed in between starts again where it
stopped: what is whole is not fetched again, what was cut is continued.
"""

import os
import shutil
from collections import deque
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from visavis.errors import SourceError, UsageError
from visavis.model.states import is_state
from visavis.refresh.adding import Added, add
from visavis.refresh.manners import Manners
from visavis.refresh.raw import (
    FILES,
    RECORD,
    UNFINISHED,
    RawFile,
    raw_folder,
    read_record,
    record_text,
)
from visavis.refresh.transfer import Progress, Server, silent
from visavis.sources import Source, source
from visavis.sources.getting import Asked, Following, Getting, Request
from visavis.store import default_folder, opened, refuse_unwritable, write_whole, writing

__all__ = ["Got", "How", "get"]

_FRESH = timedelta(days=1)
"""How old a file of an interrupted fetch may be to go into the same release."""


@dataclass(frozen=True, slots=True)
class Got:
    """What a fetch brought, and what adding it did."""

    folder: Path
    """Where the publisher's files lie as they came."""
    files: tuple[RawFile, ...]
    fetched: int
    """Files that came over the network now; the others were here already."""
    added: Added


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """By which way to fetch."""

    mirror: str = ""
    """Address in place of scheme and host of the publisher's own."""
    manners: Manners | None = None
    progress: Progress = silent
    today: date | None = None


def get(
    source_id: str, asked: Asked | None = None, *, db: Path | str | None = None,
    how: How | None = None,
) -> Got:  # fmt: skip
    """Fetch what is asked of a source and add it to the folder `db`.

    The user's key is read from the environment variable that the source names. The same question
    on the same day is not asked twice of a publisher.

    Raises:
        UsageError: No such source, it is not fetched, or what is asked makes no sense for it.
        FetchError: The publisher's server refuses, is out of reach, or sends something else.
        SourceError: The files are not what the source's description says; they are kept for a look.
        StoreError: The folder cannot be written.
    """
    wanted, how = source(source_id), how or How()
    asked = _with_key(wanted, asked or Asked())
    requests = wanted.requests(asked)
    getting = wanted.getting or Getting(module="", brings="")
    folder = default_folder() if db is None else Path(db)
    refuse_unwritable(folder)
    with opened(folder) as writer:
        writer.claim()
    place = raw_folder(folder, source_id)
    place.mkdir(parents=True, exist_ok=True)
    today = how.today or date.today()
    with writing(place):
        final = place / today.isoformat() / _name(asked)
        fetched = 0
        if not final.is_dir():
            gathering = _Gathering(wanted, place / UNFINISHED / _name(asked), today)
            with Server.opened(getting, how.mirror, how.manners, how.progress) as server:
                fetched = gathering.fetch_all(server, requests)
            final.parent.mkdir(exist_ok=True)
            gathering.folder.rename(final)
    files = tuple(read_record(final / RECORD).values())
    try:
        added = add(source_id, final / FILES, folder, today)
    except SourceError:
        _set_aside(final)
        raise
    return Got(final, files, fetched, added)


class _Gathering:
    """The files of one question, as far as they have come."""

    def __init__(self, wanted: Source, folder: Path, today: date) -> None:
        self.wanted, self.folder, self.today = wanted, folder, today
        self.files = folder / FILES
        self.files.mkdir(parents=True, exist_ok=True)
        self.known = self._still_good()

    def _still_good(self) -> dict[str, RawFile]:
        """Recorded files that are here whole and not too old; all others are removed."""
        oldest = (self.today - _FRESH).isoformat()
        known = {
            name: each
            for name, each in read_record(self.folder / RECORD).items()
            if each.date >= oldest and (self.files / name).is_file()
        }
        for path in self.files.iterdir():
            begun = path.name.endswith((".part", ".part.json"))
            if path.name not in known and not begun:
                path.unlink()
        return known

    def fetch_all(self, server: Server, requests: tuple[Request, ...]) -> int:
        """How many files came, until every request and what follows from it is answered.

        Raises:
            FetchError, SourceError: As `get`; what has come stays for the next attempt.
        """
        waiting, fetched = deque(requests), 0
        wanted: set[str] = set()
        while waiting:
            request = waiting.popleft()
            wanted.add(request.file)
            path = self.files / request.file
            here = self.known.get(request.file)
            if here is None or here.url != request.url:
                self._receive(server, request, path)
                fetched += 1
            after = self._after(request, path)
            if not after.keep:
                self._drop(request, path)
            waiting.extend(after.requests)
        for name in set(self.known) - wanted:
            self._drop_name(name)
        self._write_record()
        for path in self.files.glob("*.part*"):
            path.unlink()
        return fetched

    def _receive(self, server: Server, request: Request, path: Path) -> None:
        received = server.fetch(request, path)
        self.known[request.file] = RawFile(
            file=request.file,
            url=request.url,
            sha256=received.sha256,
            bytes=received.bytes,
            date=self.today.isoformat(),
            etag=received.etag,
            mirror=server.mirror,
        )
        self._write_record()

    def _after(self, request: Request, path: Path) -> Following:
        """What the answer leads to; a file that is not understood is not kept for next time."""
        if request.kind != "json":
            return Following()
        try:
            return self.wanted.following(request, path.read_bytes())
        except SourceError:
            self._drop(request, path)
            raise

    def _drop(self, request: Request, path: Path) -> None:
        self._drop_name(request.file)
        self._write_record()
        path.unlink(missing_ok=True)

    def _drop_name(self, name: str) -> None:
        self.known.pop(name, None)
        (self.files / name).unlink(missing_ok=True)

    def _write_record(self) -> None:
        temporary = self.folder / f"{RECORD}.tmp"
        write_whole(temporary, record_text(self.wanted.origin.id, self.known).encode())
        temporary.replace(self.folder / RECORD)


def _with_key(wanted: Source, asked: Asked) -> Asked:
    """The question with the user's key.

    Raises:
        UsageError: A key is needed and not set, or an option is given that the source lacks.
    """
    getting = wanted.getting
    if getting is None:
        return asked
    given = (("years", "--years", asked.years), ("reporters", "--reporter", asked.reporters))
    for name, option, value in given:
        if value and name not in getting.takes:
            expected = f"no {option}: {wanted.origin.id} comes whole"
            raise UsageError(f"get {wanted.origin.id}", option, expected)
    for each in asked.reporters:
        if not is_state(each):
            raise UsageError("--reporter", repr(each), "states, as RUS,CHN")
    key = os.environ.get(getting.key_variable, "").strip() if getting.key_variable else ""
    if getting.key_required and not key:
        found = f"no key in {getting.key_variable}"
        raise UsageError(f"get {wanted.origin.id}", found, f"your own, from {getting.key_page}")
    return replace(asked, key=key)


def _name(asked: Asked) -> str:
    """A folder's name for a question: `whole`, `RUS_CHN_2020-2022`."""
    words = list(asked.reporters) if len(asked.reporters) <= 8 else [_many(asked.reporters)]
    if asked.years is not None:
        first, last = asked.years
        words.append(f"{first}" if first == last else f"{first}-{last}")
    return "_".join([*words, *(["key"] if asked.key else [])]) or "whole"


def _many(reporters: tuple[str, ...]) -> str:
    import hashlib

    digest = hashlib.sha256(",".join(reporters).encode()).hexdigest()
    return f"{len(reporters)}-states-{digest[:8]}"


def _set_aside(final: Path) -> None:
    """Keep files that could not be read under another name, so that they are fetched again."""
    aside = final.with_name(f"{final.name}.refused")
    if aside.is_dir():
        shutil.rmtree(aside)
    final.rename(aside)
