"""One file from a publisher's server: resumed where it was cut, checked, or not kept at all.

The trap is the short file. What came before a cut stays in `<file>.part` with the server's tag
beside it, and is continued only where the server vouches (If-Range) that its file is the same;
a length that was announced and not reached is a cut, however politely the connection ended.
"""

import hashlib
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from visavis.errors import FetchError, StoreError, UsageError, reason_of
from visavis.model.version import __version__
from visavis.refresh.answers import RETRIED, refusal, said, spent, unreachable
from visavis.refresh.looking import refuse_declared, refuse_start, refuse_whole
from visavis.refresh.manners import Manners, Pauses, retry_after
from visavis.sources.getting import Getting, Request
from visavis.store import write_whole

if TYPE_CHECKING:
    import httpx

__all__ = ["Progress", "Received", "Server", "silent"]

Progress = Callable[[str, int, int | None], None]
"""Called with a file's name, the bytes of it so far, and how many there will be, if known."""

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_MOST_CUTS = 100
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")
_HEAD = 1024


def silent(file: str, done: int, total: int | None) -> None:
    """Shows nothing of `done` bytes of `total`."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came whole."""

    sha256: str
    bytes: int
    etag: str


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is known of a file that has not come whole."""

    url: str = ""
    tag: str = ""
    """What the server calls this version of the file, usable in If-Range; "" for nothing."""
    total: int | None = None


_NAMELESS = 2
_EVER = 1_000_000
"""Attempts where a server's name is unknown, and where nothing but manners limits them."""


class _Again(Exception):  # noqa: N818
    """An attempt failed in a way that another one may repair."""

    def __init__(
        self, reason: str, wait: float | None = None, *, afresh: bool = False, most: int = _EVER
    ) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.afresh, self.most = reason, wait, afresh, most


@dataclass(slots=True)
class Server:
    """Fetches the files of one source; made by `opened`."""

    client: "httpx.Client"
    getting: Getting
    manners: Manners
    mirror: str
    progress: Progress
    pauses: Pauses = field(default_factory=Pauses)

    @classmethod
    @contextmanager
    def opened(
        cls, getting: Getting, mirror: str = "", manners: Manners | None = None,
        progress: Progress = silent,
    ) -> "Iterator[Server]":  # fmt: skip
        """A server of a source, or the mirror in its place, until it is closed.

        Raises:
            UsageError: The mirror is no address.
        """
        import httpx

        at = urlsplit(mirror)
        if mirror and (at.scheme not in ("http", "https") or not at.netloc or at.query):
            raise UsageError("--mirror", repr(mirror), "an address, as https://mirror.example")
        manners = manners or Manners()
        # Lengths and ranges are those of the file itself only where it is not packed on the way.
        headers = {"User-Agent": f"visavis/{__version__}", "Accept-Encoding": "identity"}
        with httpx.Client(headers=headers, timeout=manners.timeout) as client:
            yield cls(client, getting, manners, mirror.rstrip("/"), progress)

    def fetch(self, request: Request, path: Path) -> Received:
        """Receive a file at `path`, through `path.part`; nothing is at `path` until it is whole.

        Raises:
            FetchError: The server refuses, is out of reach, or sends something else.
            StoreError: It cannot be written.
        """
        part, note = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.part.json")
        idle = cuts = 0
        while True:
            before = _size(part)
            try:
                begun = self._attempt(request, part, note)
                break
            except _Again as failed:
                if failed.afresh:
                    part.unlink(missing_ok=True)
                moved = _size(part) > before
                idle, cuts = (1 if moved else idle + 1), cuts + 1
                if idle >= min(self.manners.attempts, failed.most) or cuts >= _MOST_CUTS:
                    raise self._given_up(request, failed, idle, part) from failed
                wait = failed.wait
                time.sleep(self.manners.wait(request.url, idle) if wait is None else wait)
        return self._finished(request, part, path, begun)

    def _finished(self, request: Request, part: Path, path: Path, begun: _Begun) -> Received:
        """The checked file under its own name; a file that fails its check is not kept."""
        note = part.with_name(f"{part.name}.json")
        try:
            refuse_whole(request, self._where(request), part)
        except FetchError:
            part.unlink(missing_ok=True)
            note.unlink(missing_ok=True)
            raise
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = _size(part)
        part.replace(path)
        note.unlink(missing_ok=True)
        return Received(digest, size, begun.tag)

    def _attempt(self, request: Request, part: Path, note: Path) -> _Begun:
        """One request; on return `part` is complete as far as the server's word goes."""
        import httpx

        begun = _begun(note, request)
        have = _size(part) if begun.tag else 0
        if have and have == begun.total:
            return begun
        headers = dict(request.headers)
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": begun.tag}
        try:
            with self._answer(request, headers) as answer:
                begun, start = self._continued(request, answer, begun, have)
                self._take(request, answer, part, note, (begun, start))
        except httpx.TimeoutException as error:
            raise _Again("no answer in time") from error
        except httpx.ProxyError as error:
            raise _Again("a proxy that refused") from error
        except httpx.ConnectError as error:
            # A name that nobody knows is no server that is busy: without a network, say so soon.
            most = _NAMELESS if _is_nameless(error) else _EVER
            raise _Again(f"no connection ({_reason(error)})", most=most) from error
        except httpx.RequestError as error:
            raise _Again("a connection that was cut") from error
        except httpx.InvalidURL as error:
            raise FetchError(self._where(request), _reason(error), "an address") from error
        if begun.total is not None and _size(part) != begun.total:
            raise _Again(f"{_size(part):,} of {begun.total:,} bytes")
        return begun

    @contextmanager
    def _answer(self, request: Request, headers: dict[str, str]) -> "Iterator[httpx.Response]":
        """The server's answer behind redirects; the user's key never goes to another host."""
        home, own = urlsplit(request.url).netloc, urlsplit(self.mirror).netloc
        ours = {home, own}
        url = request.url
        for _ in range(_MOST_REDIRECTS):
            host = urlsplit(url).netloc
            pause = self.manners.pause
            if pause is None:
                pause = 0.0 if self.mirror else self.getting.pause
            self.pauses.keep(host, pause)
            private = {name for name, _ in request.headers} if host not in ours else set()
            sent = {name: value for name, value in headers.items() if name not in private}
            with self.client.stream("GET", self._address(url), headers=sent) as answer:
                if answer.status_code not in _REDIRECTS:
                    yield answer
                    return
                target = urljoin(url, answer.headers.get("Location", ""))
            at = urlsplit(target)
            if at.scheme != "https" and at.netloc != own:
                raise FetchError(host, f"a redirect to {target[:100]}", "an address with https")
            url = target
        raise FetchError(home, f"more than {_MOST_REDIRECTS} redirects", "the file itself")

    def _address(self, url: str) -> str:
        """The address with the mirror in place of scheme and host."""
        at, mirror = urlsplit(url), urlsplit(self.mirror)
        if not self.mirror or at.netloc == mirror.netloc:
            return url
        return urlunsplit((mirror.scheme, mirror.netloc, mirror.path + at.path, at.query, ""))

    def _continued(
        self, request: Request, answer: "httpx.Response", begun: _Begun, have: int
    ) -> tuple[_Begun, int]:
        """What is known of the file now, and at which of its bytes the answer starts.

        Raises:
            FetchError, _Again: There is no file in the answer.
        """
        where, status = self._where(request), answer.status_code
        if status == 206 and have:
            first, total = _range(answer.headers.get("Content-Range", ""))
            if first == have and total == begun.total:
                return begun, have
            raise _Again("another part of the file than was asked for", 0.0, afresh=True)
        if status == 416 and have:
            raise _Again("a file that has become shorter", 0.0, afresh=True)
        if status != 200:
            self._refuse(request, answer)
        refuse_declared(request, where, answer.headers.get("Content-Type", ""))
        length = answer.headers.get("Content-Length", "")
        packed = answer.headers.get("Content-Encoding", "identity").lower() != "identity"
        chunked = "chunked" in answer.headers.get("Transfer-Encoding", "").lower()
        if not length and not chunked and request.kind == "csv":
            # Lines that are missing at its end would be missed by nobody.
            found = f"no length announced for {request.file}"
            raise FetchError(where, found, "a length, without which a cut cannot be noticed")
        announced = int(length) if length.isdigit() and not packed else None
        return _Begun(request.url, "" if packed else _tag(answer), announced), 0

    def _refuse(self, request: Request, answer: "httpx.Response") -> None:
        """Raise what a status other than that of a file means."""
        status, where = answer.status_code, self._where(request)
        body = answer.read()[:4000]
        for _, value in request.headers:
            body = body.replace(value.encode(), b"...")
        if status not in RETRIED:
            raise refusal(status, body, request, where, self.getting)
        wait = retry_after(answer.headers.get("Retry-After", ""))
        if wait is not None and wait > self.manners.longest_wait:
            raise spent(status, where, self.getting, said(body), wait)
        reason = "the quota is used up" if status == 429 else "the server is in trouble"
        raise _Again(f"status {status}, {reason},", wait)

    def _take(
        self, request: Request, answer: "httpx.Response", part: Path, note: Path,
        known: tuple[_Begun, int],
    ) -> None:  # fmt: skip
        """Write the answer behind what is there; the first bytes of a file are looked at first."""
        begun, start = known
        try:
            if not start:
                part.unlink(missing_ok=True)
                write_whole(note, json.dumps(asdict(begun)).encode())
            with part.open("ab") as file:
                file.truncate(start)
                done, head = start, b"" if not start else None
                for block in answer.iter_bytes():
                    if head is not None:
                        head += block
                        if len(head) >= _HEAD:
                            refuse_start(request, self._where(request), head)
                            head = None
                    file.write(block)
                    done += len(block)
                    self.progress(request.file, done, begun.total)
        except FetchError:
            part.unlink(missing_ok=True)
            note.unlink(missing_ok=True)
            raise
        except OSError as error:
            raise StoreError(
                str(part), reason_of(error), "a folder with room to write in"
            ) from error

    def _given_up(self, request: Request, failed: _Again, attempts: int, part: Path) -> FetchError:
        where = self._where(request)
        if "quota" in failed.reason:
            return spent(429, where, self.getting, "")
        return unreachable(where, failed.reason, attempts, resumable=bool(_size(part)))

    def _where(self, request: Request) -> str:
        return urlsplit(self.mirror or request.url).netloc


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _begun(note: Path, request: Request) -> _Begun:
    """What a note says of a file begun from the same address; nothing where it is not whole."""
    try:
        found = _Begun(**json.loads(note.read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return _Begun()
    return found if found.url == request.url else _Begun()


def _tag(answer: "httpx.Response") -> str:
    """A strong tag of this version of the file, else its date: what If-Range may carry."""
    tag: str = answer.headers.get("ETag", "")
    if tag and not tag.startswith("W/"):
        return tag
    return str(answer.headers.get("Last-Modified", ""))


def _range(text: str) -> tuple[int, int]:
    """(first byte, length of the whole file) of `bytes 100-199/200`; (-1, -1) for anything else."""
    found = _RANGE.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else (-1, -1)


def _is_nameless(error: BaseException | None) -> bool:
    """Whether the connection failed because the server's name could not be resolved."""
    while error is not None:
        if isinstance(error, socket.gaierror):
            return True
        error = error.__cause__ or error.__context__
    return False


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split()).rstrip(".")
    return words[:120] or type(error).__name__
