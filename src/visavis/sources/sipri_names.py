"""SIPRI's names of suppliers and recipients: states by one list, all others by its own mark.

The trap is the fighter who is no state. SIPRI marks rebel forces with one asterisk and
organisations with two; their deliveries belong to nobody's state, and without them no total adds
up. Each gets an id of its own that begins as those of all partners that are no state do.
"""

import re

from visavis.sources.labels import NOT_SPECIFIED, labels

__all__ = ["UNKNOWN_SUPPLIERS", "is_known", "party"]

UNKNOWN_SUPPLIERS = f"{NOT_SPECIFIED}_UNKNOWN_SUPPLIERS"
"""Deliveries whose supplier SIPRI does not know."""

_NO_LETTER = re.compile(r"[^A-Z0-9]+")


def is_known(name: str) -> bool:
    """Whether a name is on the list, or marked as no state."""
    plain = _plain(name)
    return plain.endswith("*") or plain in labels("sipri")


def party(name: str) -> str:
    """Id of a supplier or recipient; `Houthi rebels (Yemen)*` is `_NES_HOUTHI_REBELS_YEMEN`.

    A name that is not known gets an id of the latter kind, so that totals add up all the same.
    """
    plain = _plain(name)
    if not plain.endswith("*") and plain in labels("sipri"):
        return labels("sipri")[plain]
    slug = _NO_LETTER.sub("_", plain.upper()).strip("_")
    return f"{NOT_SPECIFIED}_{slug or 'NAMELESS'}"


def _plain(name: str) -> str:
    return " ".join(name.split())
