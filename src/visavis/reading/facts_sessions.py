"""Which session of the General Assembly a sentence speaks of: "session 69", "the 69th session",
"the sixty-ninth session", "2014/15".

The trap: 2014/15 with a stroke is one session, while 2014-15 with a dash may be two years; and an
emergency special session has a number of its own.
"""

import re

from visavis.model.assembly import FIRST_DATED, session_period, session_that_opened_in
from visavis.model.periods import Period
from visavis.reading.facts_scene import Scene
from visavis.reading.patterns import lazy

__all__ = ["session_of"]

_TENS = {"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNITS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9,
}  # fmt: skip
_ROUND = {"fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90}
_WORDS = "|".join([*_ROUND, *(f"{tens}[- ](?:{'|'.join(_UNITS)})" for tens in _TENS)])
_SESSION = lazy(
    r"\bsessions? (?P<after>\d{2})\b(?![-.,]?\d)|"
    rf"\b(?:(?P<before>\d{{2}})(?:st|nd|rd|th)|(?P<word>{_WORDS}))\s+(?:regular\s+|annual\s+)?"
    r"(?:UN\s+|UNGA\s+|General Assembly\s+|Assembly\s+)?session\b",
    re.IGNORECASE,
)
_STROKE = lazy(r"(?<![\d/])(?P<first>(?:19|20)\d\d)/(?P<last>\d{2}|\d{4})(?![\d/])")


def session_of(scene: Scene) -> Period | None:
    """The days of the one session that the sentence names; None where it names none or several."""
    found = {_number(match) for match in _SESSION.finditer(scene.quoted)}
    for match in _STROKE.finditer(scene.quoted):
        first, last = int(match["first"]), match["last"]
        if int(last) == (first + 1 if len(last) == 4 else (first + 1) % 100):
            found.add(session_that_opened_in(first))
    if len(found) != 1:
        return None
    number = found.pop()
    return session_period(number) if number >= FIRST_DATED else None


def _number(match: re.Match[str]) -> int:
    digits = match["after"] or match["before"]
    if digits:
        return int(digits)
    word = match["word"].lower()
    if word in _ROUND:
        return _ROUND[word]
    tens, unit = re.split(r"[- ]", word, maxsplit=1)
    return _TENS[tens] + _UNITS[unit]
