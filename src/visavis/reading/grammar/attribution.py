"""Who says so: "according to Minister Sabry" is not the author's assertion; "Eurostat data" is.

A publisher of statistics named as origin is recorded and the claim stays asserted; a person,
party or government that merely says so makes it attributed.
"""

import re
from dataclasses import dataclass

from visavis.model.claims import Document
from visavis.reading.grammar.scan import Draft, Scan
from visavis.reading.lexis import Sentence
from visavis.reading.patterns import lazy

__all__ = ["Voice", "publisher_in", "voice_of"]

_PUBLISHERS: tuple[tuple[str, str], ...] = (
    (r"(?:russian|russia's|russian federal|federal) customs(?: service)?(?! union)"
     r"|federal customs service|\bфтс\b|федеральн\w+ таможенн\w+ служб\w+", "ru_customs"),
    (r"(?:chinese|china's|china) customs\b(?! (?:union|territory))|\bgacc\b"
     r"|general administration of customs|таможн\w+ (?:кнр|китая)|douanes chinoises", "gacc"),
    (r"\b(?:un )?comtrade\b", "comtrade"),
    (r"\beurostat\b|\bевростат\w*\b", "eurostat"),
    (r"\bworld bank\b|\bbanque mondiale\b|\bвсемирн\w+ банк\w*\b|\bwdi\b|\bwits\b", "world_bank"),
    (r"\bsipri\b|stockholm international peace research institute", "sipri"),
    (r"\bcdis\b|coordinated direct investment survey|direct investment positions", "imf_dip"),
    (r"\bimf\b|international monetary fund|\bfmi\b|\bмвф\b", "imf"),
    (r"\bcepii\b|\bbaci\b", "baci"),
    (r"world factbook|\bfactbook\b", "factbook"),
)  # fmt: skip
_STATISTICS = lazy(
    r"customs|european commission|united nations|reserve bank|\bagency\b|institute|statistic\w*"
    r"|bureau|census|ministry of (?:trade|commerce|economy|finance)"
    r"|chamber of commerce|central bank|data(?:base)?|figures|unctad|oecd|\bwto\b|\biea\b|opec"
    r"|trésor|ministère du commerce|статистик\w*|таможн\w*|росстат|insee|destatis"
    r"|statistical|federal reserve|national bank|ons\b|trade map|\bitc\b|department of commerce",
    re.IGNORECASE,
)
_ACCORDING = lazy(
    r"\b(?:according to|as per|citing|based on|selon|d'après|по данным|согласно|по словам)\s+"
    r"(?P<who>[^,;:.()]{2,80})",
    re.IGNORECASE,
)
_SHOW = lazy(
    r"(?P<who>[A-Z][\w'’.\- ]{1,60}?(?:data|figures|statistics|estimates|numbers|customs|records)|"
    r"\b(?:official|government|trade|customs) (?:data|figures|statistics))\s+"
    r"(?:show|shows|showed|suggest|suggests|indicate|indicates|reveal|put|say|said)\b",
)
_SAID = lazy(
    r"(?P<who>[^,;:()\"]{2,80}?)\s+(?:said|says|told|claimed|claims|stated|argued|argues|noted"
    r"|added|boasted|insisted|believes|maintains|asserted|reported|announced|a déclaré"
    r"|сообщил\w*|заявил\w*|сказал\w*)\b(?:\s+(?:on \w+|in [^,]{2,30}|reporters))?"
    r"\s*(?:that|,|:|что|que)",
)
_SAID_AFTER = lazy(
    r",[\"”']?\s+(?P<who>[^,;:()]{2,80}?)\s+(?:said|says|told \w+|claimed|noted|added|stated)\b"
    r"|,[\"”']?\s+(?:said|says|noted|added|claimed)\s+(?P<who2>[^,;:.()]{2,80})",
)
_LEAD = lazy(
    r"^(?:in (?:19|20)\d\d|on [^,]{3,30}|the|however|but|and|meanwhile)[,\s]+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says so, whose figures they are, and whether the author asserts them."""

    attribution: str | None = None
    source: str | None = None
    asserted: bool = True


def publisher_in(text: str) -> str | None:
    """The id of the first known publisher that `text` names."""
    lower = text.lower()
    found = [
        (match.start(), name)
        for pattern, name in _PUBLISHERS
        if (match := re.search(pattern, lower)) is not None
    ]
    return min(found)[1] if found else None


def voice_of(document: Document, scan: Scan, draft: Draft) -> Voice:
    """Who says what the draft states, from its sentence, else from its footnote."""
    who = _speaker(scan.sentence, draft)
    if who is None:
        noted = _noted(document, scan.sentence)
        return Voice(source=noted)
    source = publisher_in(who)
    if source is not None:
        return Voice(who, source, True)
    if _STATISTICS.search(who):
        return Voice(who, who, True)
    return Voice(who, None, False)


def _speaker(sentence: Sentence, draft: Draft) -> str | None:
    text = sentence.text
    at = draft.start - sentence.start
    for match in _ACCORDING.finditer(text):
        gap = text[min(match.end(), at) : max(match.start(), at)]
        if ";" not in gap:
            return _clean(match["who"])
    for match in _SHOW.finditer(text[:at]):
        return _clean(match["who"])
    for match in _SAID.finditer(text[:at]):
        return _clean(match["who"])
    for match in _SAID_AFTER.finditer(text, max(0, at)):
        return _clean(match["who"] or match["who2"])
    return None


def _clean(who: str) -> str:
    previous, who = None, " ".join(who.split())
    while previous != who:
        previous, who = who, _LEAD.sub("", who.strip())
    return who.strip(" \"“”'")


def _noted(document: Document, sentence: Sentence) -> str | None:
    """The publisher that the sentence's footnote names: known by id, else as the note begins."""
    for mark in sentence.notes:
        for segment in document.segments:
            if segment.kind == "footnote" and segment.note == mark:
                text = document.text[segment.start : segment.end]
                known = publisher_in(text)
                if known is not None:
                    return known
                if _STATISTICS.search(text):
                    return _first_author(text)
    return None


def _first_author(text: str) -> str | None:
    plain = re.sub(r"^\s*[\[(]?\^?\w{1,4}[\])]?[.:]?\s*", "", text)
    match = re.match(r"[^,«“\"]{2,80}", plain)
    return match[0].strip() if match else None
