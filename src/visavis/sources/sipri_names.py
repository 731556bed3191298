"""SIPRI's names of suppliers and recipients: states by one list, all others by its own mark.

The trap is the fighter who is no state. SIPRI marks rebel forces with one asterisk and organisations
with two; their deliveries belong to nobody's state, and without them no total adds up. Each gets an
id of its own that begins as those of all partners that are no state do.
"""

import re

from visavis.sources.labels import NOT_SPECIFIED, labels

__all__ = ["UNKNOWN_SUPPLIERS", "party"]

UNKNOWN_SUPPLIERS = f"{NOT_SPECIFIED}_UNKNOWN_SUPPLIERS"
"""Deliveries whose supplier SIPRI does not know."""

_NO_LETTER = re.compile(r"[^A-Z0-9]+")


def party(name: str) -> str | None:
    """Id of a supplier or recipient; None where it is neither on the list nor marked as no state.

    `Houthi rebels (Yemen)*` is `_NES_HOUTHI_REBELS_YEMEN`.
    """
    plain = " ".join(name.split())
    if plain.endswith("*"):
        slug = _NO_LETTER.sub("_", plain.upper()).strip("_")
        return f"{NOT_SPECIFIED}_{slug}" if slug else None
    return labels("sipri").get(plain)
