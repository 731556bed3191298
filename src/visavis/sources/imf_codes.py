"""The IMF's codes of economies: mostly ISO's, some of its own, and many for groups of them."""

import re

from visavis.model.facts import WORLD
from visavis.model.states import is_state
from visavis.sources.labels import NOT_SPECIFIED

__all__ = ["WORLD_CODE", "counterpart", "economy", "is_aggregate"]

WORLD_CODE = "G001"

_OWN_CODES = {"KOS": "XKX", "WBG": "PSE", "TX585": "IOT", "TX871": "BVT", "TX872": "HMD"}
"""The IMF's codes of economies that have another id here."""

_REST = {"TX983": f"{NOT_SPECIFIED}_TX983", "TX374": f"{NOT_SPECIFIED}_TX374"}
"""Not specified or confidential; US Pacific islands: no states, kept so that totals add up."""

_AGGREGATE = re.compile(r"(?:G|GX|U|TX)\d{3}")


def economy(code: str) -> str | None:
    """The id of an economy, None where the code is unknown or means several."""
    found = _OWN_CODES.get(code, code)
    return found if is_state(found) else None


def counterpart(code: str) -> str | None:
    """The same for a counterpart, which may also be the world or unspecified."""
    return WORLD if code == WORLD_CODE else _REST.get(code) or economy(code)


def is_aggregate(code: str) -> bool:
    """Whether the code means a group of economies; the world is none."""
    known = code in _OWN_CODES or code in _REST or code == WORLD_CODE
    return bool(_AGGREGATE.fullmatch(code)) and not known
