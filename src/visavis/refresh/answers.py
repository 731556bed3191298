"""What a server's status means, in words: the cause, and what to do next."""

import json
from collections.abc import Mapping

from visavis.errors import FetchError
from visavis.sources.getting import Getting, Request

__all__ = ["RETRIED", "refusal", "said", "spent", "unreachable"]

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed a little later."""

_SHOWN = 120


def refusal(status: int, body: bytes, request: Request, where: str, getting: Getting) -> FetchError:
    """The sentence for a status that no further attempt will change."""
    words = said(body)
    if status in (401, 403) and "quota" in words.lower():
        return spent(status, where, getting, words)
    if status in (401, 403):
        return FetchError(where, f"status {status}{_quoted(words)}", _key_advice(getting))
    if status in (404, 410):
        gone = request.empty or (
            f"an answer at {request.url}: the publisher has moved or closed it, so look for a "
            "newer visavis, or download the file yourself and use `visavis data add`"
        )
        return FetchError(where, f"status {status} for {request.file}", gone)
    what = "an answer with the file; the question may be too large or its form may have changed"
    return FetchError(where, f"status {status}{_quoted(words)} for {request.file}", what)


def spent(
    status: int, where: str, getting: Getting, words: str, wait: float | None = None
) -> FetchError:
    """The sentence for a server that has had enough of us for now."""
    when = "later" if wait is None else f"in {_span(wait)}"
    key = ""
    if getting.key_variable:
        key = f", or set {getting.key_variable} to a key with a larger quota ({getting.key_page})"
    found = f"status {status}, the quota is used up{_quoted(words)}"
    return FetchError(where, found, f"an answer: try again {when}{key}")


def unreachable(where: str, reason: str, attempts: int, resumable: bool) -> FetchError:
    """The sentence for a connection that failed again and again."""
    kept = "; what has come so far is kept, and the same command goes on from there"
    expected = "a connection (see the network, HTTPS_PROXY, or name a mirror with --mirror"
    return FetchError(
        where, f"{reason} in {attempts} attempts", f"{expected}){kept if resumable else ''}"
    )


def _key_advice(getting: Getting) -> str:
    if not getting.key_variable:
        return "an open address; the publisher may now ask for a sign-in: see its page"
    return f"a valid key in {getting.key_variable}, from {getting.key_page}"


def said(body: bytes) -> str:
    """What a server says of its refusal, if that is short and plain."""
    text = body[:2000].decode("utf-8", "replace").strip()
    if text.startswith("<"):
        return ""
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    if isinstance(found, Mapping):
        words = (found.get(name) for name in ("message", "error", "detail", "title"))
        found = next((word for word in words if isinstance(word, str) and word), "")
    plain = " ".join(word for word in str(found).split() if word.isprintable())
    return plain if len(plain) <= _SHOWN else ""


def _quoted(words: str) -> str:
    return f" ({words.rstrip('.')})" if words else ""


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{round(seconds)} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 7200 else f"{round(seconds / 3600)} hours"
