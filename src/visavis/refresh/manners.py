"""How a publisher's server is treated: pauses, patience, and how long to wait before asking again.

The waiting is spread so that many clients do not return at the same moment, but by a hash of the
address and not by chance: the same failure waits the same time on every run.
"""

import hashlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["Manners", "Pauses", "retry_after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Seconds to wait, and how often to ask again."""

    pause: float | None = None
    """Between two requests to one host; None: what the source's description says."""
    first_wait: float = 1.0
    """Before the second attempt, on average; doubled for each further one."""
    longest_wait: float = 120.0
    """A server that asks for more patience than this is left alone."""
    attempts: int = 5
    """How often in a row one request may fail without a byte received."""
    timeout: float = 60.0
    """For a connection, and for the next bytes of an answer."""

    def wait(self, address: str, attempt: int) -> float:
        """Seconds before the attempt after `attempt`, from 1: 0.5 to 1.5 times the doubled wait."""
        digest = hashlib.sha256(f"{address} {attempt}".encode()).digest()
        spread = 0.5 + int.from_bytes(digest[:4]) / 2**32
        return min(self.first_wait * 2.0 ** (attempt - 1) * spread, self.longest_wait)


@dataclass(slots=True)
class Pauses:
    """Keeps requests to one host apart."""

    _last: dict[str, float] = field(default_factory=dict)

    def keep(self, host: str, seconds: float) -> None:
        """Wait until `seconds` have passed since the last request to the host."""
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < seconds:
            time.sleep(seconds - since)
        self._last[host] = time.monotonic()


def retry_after(text: str) -> float | None:
    """Seconds that a server asks to wait: a number or a date; None where it says nothing usable."""
    text = text.strip()
    if text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
