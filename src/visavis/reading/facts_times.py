"""How often: "four times", "fewer than five times", "on more than 20 occasions", "twice"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from visavis.model.claims import Written
from visavis.reading.facts_scene import Scene
from visavis.reading.facts_wording import digits_or_words, spaced
from visavis.reading.patterns import lazy

__all__ = ["HEDGES", "HEDGE_WORDS", "Times", "find_times"]

HEDGES = {
    "more than": ">", "over": ">", "at least": ">=", "no fewer than": ">=", "no less than": ">=",
    "fewer than": "<", "less than": "<", "under": "<", "at most": "<=", "no more than": "<=",
    "up to": "up_to", "about": "~", "around": "~", "some": "~", "nearly": "~", "almost": "~",
    "roughly": "~", "only": "=", "just": "=", "exactly": "=",
}  # fmt: skip
"""Hedging words before a count and the qualifier they make."""

HEDGE_WORDS = "|".join(sorted(HEDGES, key=len, reverse=True))

_TIMES = spaced(
    rf"(?:on )?(?:\b(?P<hedge>{HEDGE_WORDS}) )?(?:on )?"
    r"(?:\b(?P<number>\d{1,3}|[a-z]+(?:-[a-z]+)?) (?:separate |different )?"
    r"(?:times|occasions|mentions)|\b(?P<adverb>once|twice|thrice))\b"
)
_ANY = lazy(r"times|occasions|mentions|once|twice|thrice", re.IGNORECASE)
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True)
class Times:
    """A number of occasions; offsets in the scene."""

    start: int
    end: int
    value: float
    qualifier: str
    written: Written


def find_times(scene: Scene, start: int, end: int) -> Iterator[Times]:
    """Every "N times" between two positions of the scene, in order."""
    if not _ANY.search(scene.text, start, end):
        return
    for found in _TIMES.finditer(scene.text, start, end):
        numeral = found["number"] or found["adverb"]
        value = _ADVERBS.get(numeral.lower(), digits_or_words(numeral))
        if value is None:
            continue
        hedge = " ".join(found["hedge"].lower().split()) if found["hedge"] else None
        yield Times(
            start=found.start(),
            end=found.end(),
            value=float(value),
            qualifier=HEDGES[hedge] if hedge else "=",
            written=Written(numeral=numeral, hedge=hedge),
        )
