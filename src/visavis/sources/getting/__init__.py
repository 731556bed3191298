"""What to ask a publisher's server for: plain data and pure functions; nothing here connects.

One module a source beside this file. Each has `requests(asked) -> tuple[Request, ...]`, and may
have `following(request, content) -> Following` for answers that come in pages or are capped.
"""

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Asked", "Following", "Getting", "Kind", "Request"]

Kind = Literal["csv", "json", "xml", "zip", "xlsx"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the user wants of a source; empty fields leave it to the source."""

    years: tuple[int, int] | None = None
    reporters: tuple[str, ...] = ()
    """Ids of states, sorted."""
    key: str = field(default="", repr=False)
    """The user's own key, from the environment; never written anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One file of a publisher, its address and how it is known to be what was asked for."""

    url: str
    file: str
    """Name under which it is kept, in the form that the source's reader expects."""
    kind: Kind
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Sent to the publisher's own host alone; the key goes here, never into the address."""
    first_lines: tuple[str, ...] = ()
    """For kind "csv": headers of which the file must have one; () where any will do."""
    empty: str = ""
    """Where the publisher may have nothing: what 404 means then, as a sentence's end."""


@dataclass(frozen=True, slots=True)
class Following:
    """What an answer leads to: whether it is kept, and what has to be asked besides."""

    keep: bool = True
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Getting:
    """How `data get` obtains a source."""

    module: str
    """The module of `visavis.sources.getting` with its requests."""
    brings: str
    """What comes without options, as part of a sentence."""
    takes: tuple[Literal["years", "reporters"], ...] = ()
    """Options that narrow what is asked for."""
    key_variable: str = ""
    """Environment variable of the user's key; "" where no key exists."""
    key_required: bool = False
    key_page: str = ""
    """Where a person obtains the key."""
    pause: float = 1.0
    """Seconds between two requests to its host."""
    size: str = ""
    """About how much comes, in words."""
