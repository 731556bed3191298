"""How far a figure is asserted: reached, expected, aimed at, possible, denied.

Only the words of the number's own clause count, and what governs it: "pledged", "could", "if".
"""

import re

from visavis.model.claims import Modality
from visavis.reading.grammar.measures import family
from visavis.reading.grammar.scan import Draft, Scan
from visavis.reading.patterns import lazy

__all__ = ["is_denied", "is_negated", "modality_of"]

_TARGET = lazy(
    r"\b(?:goal|goals|target|targets|targeted|targeting|aim|aims|aimed|aiming|ambition|objective"
    r"|want|wants|wanted|wish|wishes|seek|seeks|sought|hope|hopes|hoped|hoping|desire|vowed|vow"
    r"|agreed to|agree to|committed to|pledged to (?:raise|double|lift|increase|boost|bring)"
    r"|(?:was|were|is|are) to (?:reach|hit|rise|grow|double|exceed|be raised|increase|total)"
    r"|supposed to|meant to|should have|ought to have|had to reach|planned for|(?:agreed|decided)"
    r" in \w+(?: \d{4})? to"
    r"|intend|intends|intended to (?:raise|double|lift|increase|boost|bring)|strive|striving"
    r"|set out to|eyeing|eyes|push (?:bilateral |two-way |their )?trade"
    r"|objectif|vise|visent|souhaite|souhaitent|ambition"
    r"|цель|целью|намерен\w*|планиру\w+ (?:увеличить|довести)|довести до)\b"
)
_PLANNED = lazy(
    r"\b(?:plans? to|planned|planning|intends? to|pledged|pledges|promised|announced plans"
    r"|will invest|to be invested|планиру\w+|prévoit|prévoient)\b"
)
_FORECAST = lazy(
    r"\b(?:expected|expects|expect|projected|projects that|forecast|forecasts|forecasted"
    r"|predicted|predicts|likely to|on track to|on course to|set to|poised to|will|is to reach"
    r"|devrait|devraient|ожида\w+|прогноз\w*)\b"
)
_POTENTIAL = lazy(
    r"\b(?:could|may|might|can reach|can be|potential|potentially|possible|would be able"
    r"|pourrait|pourraient|может|могут|мог бы)\b"
)
_HYPOTHETICAL = lazy(r"\b(?:if|unless|would|were to|in the event|should the|si|если|бы)\b")
_SUPPOSED = lazy(
    r"\W*(?:had(?! to)|were(?! it not)|should|suppos(?:e|ing)|imagine|assum(?:e|ing)|if only)\b"
)
_PLANNED_AFTER = lazy(
    r"\s*,?\s*(?:(?:a year|mark|level|figure|goal)\s+)?(?:that was\s+)?"
    r"(?:planned|targeted|envisaged|envisioned|hoped for|promised|foreseen|pledged|target\b|goal\b)"
)
_ESTIMATE = lazy(r"\b(?:estimated|estimates|estimate|estimé|estimée|оценива\w+)\b")
_DENIED = lazy(
    r"\b(?:denied|denies|deny|doubt|doubts|doubted|doubtful|disputed|disputes|dispute|rejected"
    r"|rejects|claim|claims|claimed|alleged|allegedly|supposedly|rumou?red|reportedly|myth|false"
    r"|wrong to|not true|no truth|incorrectly|wrongly|untrue|question whether|questioned"
    r"|sceptical|skeptical)\b"
)
_UNREACHED = lazy(
    r"\b(?:far from|nowhere near|come close to|came close to|instead of|rather than|not as much as)"
    r"(?:\s+(?:the|reaching|an?|hitting|some|about))*\s*$"
)
_SAID = lazy(
    r"\b(?:some say|some said|contrary to|nobody believ\w+|no one believ\w+|few believ\w+|"
    r"(?:is|are|was|were) said to|analysts (?:had )?put|had been put at|it is said)\b"
    r"|\b(?:saw|sees?|seen|regard\w*|consider\w*|view\w*|perceiv\w+)\b[^.;:]*\bas\s+(?:\w+\s+){0,3}$"
)
_CLAIMED = lazy(r"\s*(?:(?:often|widely|previously|once)\s+)?(?:claimed|alleged|rumou?red|cited)\b")
_MAY = lazy(r"(?<=[\s–—-])May\b")
"""The month, not the verb."""
_BOUNDARY = lazy(r"[;:]|, (?:but|while|whereas|although|though|yet)\b|\bbut\b")


def modality_of(scan: Scan, draft: Draft) -> Modality:
    """The modality of the number's clause."""
    before = _before(scan, draft).replace("would be wrong", "")
    if draft.measure.startswith("arms_") and _TARGET.search(before):
        return "planned"
    if draft.modality == "planned":
        return "planned"
    if _SUPPOSED.match(_whole(scan)) or _asks(scan, draft):
        return "hypothetical"
    if _HYPOTHETICAL.search(before) and re.search(r"\b(?:if|unless|si|если)\b", _whole(scan)):
        return "hypothetical"
    if _TARGET.search(before):
        return "target"
    if _PLANNED_AFTER.match(_whole(scan)[draft.quantity.end - scan.sentence.start :]):
        return "target"
    if _POTENTIAL.search(before):
        return "potential"
    if _FORECAST.search(before):
        return "forecast"
    if _PLANNED.search(before) and _infinitive(before):
        return "target" if family(draft.measure) == "trade" else "planned"
    if re.search(r"\bwould\b", before):
        return "hypothetical"
    return "estimate" if _ESTIMATE.search(_tail(before)) else "actual"


def _asks(scan: Scan, draft: Draft) -> bool:
    """Whether the sentence is a question: it states nothing."""
    after = scan.sentence.text[draft.quantity.end - scan.sentence.start :]
    return after.rstrip("\"'”’) ").endswith("?")


def _infinitive(before: str) -> bool:
    return re.search(r"\bto(?: \w+|\s*$)", before) is not None


def is_negated(scan: Scan, draft: Draft) -> bool:
    """Whether the verb that governs the number is denied: "did not exceed", "never reached"."""
    at, named = draft.at - 1, 0
    while (item := scan.at(at)) is not None:
        if item.kind == "actor" and not named and not item.possessive:
            at, named = at - 1, 1
            continue
        if item.has("neg") or item.lower.endswith("n't") or item.lower in _FAILED:
            after = scan.at(at + 1)
            return after is None or after.lower not in ("only", "just", "least")
        passable = any(tag.startswith(("v_", "p_")) for tag in item.tags)
        passable = (
            passable
            or item.has("det", "other", "n_value", "cmp_up", "cmp_down")
            or item.lower.endswith("ly")
        )
        if not passable and item.lower not in _PASSED:
            return False
        at -= 1
    return False


_FAILED = frozenset(("failed", "fails", "without", "fail"))
_PASSED = frozenset(
    ["to", "going", "be", "been", "even", "yet", "ever", "about", "than", "more", "have", "n't"]
)


def is_denied(scan: Scan, draft: Draft) -> bool:
    """Whether the sentence doubts or denies what its that-clause says."""
    before = scan.sentence.text[: draft.start - scan.sentence.start].lower()
    upto = scan.sentence.text[: scan.items[draft.at].start - scan.sentence.start].lower()
    after = scan.sentence.text[draft.quantity.end - scan.sentence.start :]
    if _CLAIMED.match(after):
        return True
    if _asks(scan, draft) or _UNREACHED.search(upto) or _SAID.search(before):
        return True
    matches = list(_DENIED.finditer(before))
    match = matches[-1] if matches else None
    return (
        match is not None and ";" not in before[match.end() :] and ":" not in before[match.end() :]
    )


def _whole(scan: Scan) -> str:
    return scan.sentence.text.lower()


def _before(scan: Scan, draft: Draft) -> str:
    """The text of the number's clause before it, lower case; dates and names are left in."""
    at = scan.items[draft.at].start - scan.sentence.start
    text = _MAY.sub(" ", scan.sentence.text[:at]).lower()
    last = 0
    for match in _BOUNDARY.finditer(text):
        last = match.end()
    opened = text.rfind("(", last)
    return text[opened if opened > text.rfind(")") else last :]


def _tail(text: str, size: int = 40) -> str:
    return text[-size:]
