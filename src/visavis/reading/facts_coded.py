"""What a text says of a list of machine-coded events: how many it has between two states.

The trap is the list: events are meant only where ICEWS, GDELT or POLECAT is named as having them.
"Five events between Russia and Japan" are cultural evenings as often as not, and no claim.
"""

import re
from collections.abc import Iterator

from visavis.model.claims import Claim, Written
from visavis.reading.facts_manner import manner_of
from visavis.reading.facts_scene import Party, Scene
from visavis.reading.facts_times import HEDGE_WORDS, HEDGES
from visavis.reading.facts_wording import digits_or_words
from visavis.reading.patterns import lazy

__all__ = ["coded_claims"]

_LISTS = ("ICEWS", "GDELT", "POLECAT")
_NAME = (
    rf"(?P<list>{'|'.join(_LISTS)})(?:\s+(?:event\s+|events\s+)?(?:data\s?sets?|data|database))?"
)
_HAS = (
    r"(?:has\s+|had\s+|have\s+)?(?:cod(?:ed|es)|record(?:ed|s)|count(?:ed|s)|register(?:ed|s)|"
    r"list(?:ed|s)|contain(?:ed|s)|identif(?:ied|ies)|logg(?:ed|s)|has|had|shows?|showed|reports?|"
    r"reported|found)"
)
_EVENTS = (
    rf"(?:(?P<hedge>{HEDGE_WORDS})\s+)?(?P<number>\d[\d,]*|[a-z]+(?:-[a-z]+)?)\s+"
    r"(?:(?P<kind>cooperative|cooperation|conflictual|conflict)\s+)?(?:coded\s+)?events?\s+"
    r"(?:of\s+(?P<of>cooperation|conflict)\s+)?between\s+(?:the\s+)?"
)
_SAID = lazy(rf"(?i:\b(?:the\s+)?){_NAME}\s+{_HAS}\s+{_EVENTS}")
_ACCORDING = lazy(
    rf"\b(?:According\s+to|In|By)\s+(?:the\s+)?{_NAME}\s*,?\s+there\s+(?:were|are|had\s+been)\s+"
    rf"{_EVENTS}"
)


def coded_claims(scene: Scene) -> Iterator[Claim]:
    """Claims of how many events a list of coded events has between two states."""
    if not any(name in scene.text for name in _LISTS):
        return
    for pattern in (_SAID, _ACCORDING):
        for found in pattern.finditer(scene.text):
            party = scene.party_at(found.end())
            if party is not None and len(party.ids) == 2 and not party.ambiguous:
                claim = _claim(scene, found, party)
                if claim is not None:
                    yield claim


def _claim(scene: Scene, found: re.Match[str], party: Party) -> Claim | None:
    value = _number(found["number"])
    if value is None:
        return None
    words = found["hedge"]
    hedge = " ".join(words.lower().split()) if words else None
    start, end = found.start(), party.end
    when = scene.date_of(start, end, start)
    if when is not None and end <= when.start - scene.base <= end + 12:
        end = when.end - scene.base
    manner = manner_of(scene, start, start, end)
    return Claim(
        quote=scene.document.text[scene.base + start : scene.base + end],
        start=scene.base + start,
        end=scene.base + end,
        measure=_measure(found),
        form="count",
        subject=party.ids[0],
        partner=party.ids[1],
        value=float(value),
        unit="count",
        qualifier=HEDGES[hedge] if hedge else "=",
        written=Written(numeral=found["number"], hedge=hedge),
        period=when.text if when is not None and when.text else "unspecified",
        period_from="sentence" if when is not None and when.text else "none",
        modality=manner.modality,
        polarity=manner.polarity,
        asserted=manner.asserted,
        attribution=manner.attribution,
        source_named=found["list"].lower(),
        sentence=(scene.sentence.start, scene.sentence.end),
    )


def _number(text: str) -> int | float | None:
    if text[0].isdigit():
        return int(text.replace(",", ""))
    return digits_or_words(text)


def _measure(found: re.Match[str]) -> str:
    kind = found["kind"] or found["of"] or ""
    if kind.startswith("cooperat"):
        return "coded_cooperation"
    return "coded_conflict" if kind.startswith("conflict") else "coded_events"
