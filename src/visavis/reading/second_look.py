"""A second look at each figure: words beside it that make it another figure than was read.

The grammar says what a figure is about; this module only says where it may be wrong. "$2,066 per
capita", "$45 billion a month", "$60 billion lower", "three times as large as India's": read as a
level of the whole, each of these would be contradicted by data that have nothing to do with it.
What is found is noted in `ambiguous`, and checking then refrains from a verdict.
"""

import re
from dataclasses import replace

from visavis.model.claims import Claim, Document
from visavis.reading.patterns import lazy

__all__ = ["second_look"]

_LEVELS = ("level", "share", "threshold")
_PER_HEAD = lazy(
    r"\bper[\s-](?:capita|head|person|inhabitant|citizen|worker|adult)\b|\bpar habitant\b|"
    r"\bна душу\b",
    re.IGNORECASE,
)
_AMOUNT_END = lazy(
    r"\s?(?:trillion|billion|million|thousand|bn|tn|mn|m|k|%|per\s?cent|percentage points)?\b"
    r"(?:\s*(?:US |U\.S\. |American )?(?:dollars?|euros?|yuan|roubles|rubles|pounds|yen|rupees|"
    r"USD|EUR))?(?:\s+worth)?",
    re.IGNORECASE,
)
_RATE_AFTER = lazy(
    r"\s*(?:(?:a|per|each|every)\s+(?:month|day|week|quarter|hour)|monthly|daily|weekly)\b",
    re.IGNORECASE,
)
_RATE_BEFORE = lazy(
    r"\b(?:(?:average|mean|typical)\s+(?:monthly|daily|weekly|quarterly|annual|yearly)|"
    r"(?:monthly|daily|weekly|quarterly|annual|yearly)\s+(?:average|mean)|averag(?:ed|es|ing)|"
    r"on average|an average of)\b",
    re.IGNORECASE,
)
_EVERY_SO_OFTEN = lazy(
    r"\b(?:daily|monthly|weekly|quarterly)\s+(?:trade|exports?|imports?|turnover|sales|shipments|"
    r"purchases|deliveries|commerce)\b|\b(?:each|every)\s+(?:month|day|week|quarter)\b",
    re.IGNORECASE,
)
_PARTLY = lazy(
    r"\b(?:excluding|without|except(?:ing)?|apart from|other than|leaving out|net of|not counting|"
    r"outside)\s+\w|\bby (?:sea|rail|road|air|pipeline|land|ship|truck|train)\b",
    re.IGNORECASE,
)
_COMPARED = lazy(
    r"\s+(?:(?:lower|higher|fewer|smaller|larger|bigger|greater|below|above|short of|shy of)\b|"
    r"(?:more|less)\b(?!\s+or\s+less)(?=[\w\s,]{0,60}\bthan\b))",
    re.IGNORECASE,
)
_TIMES_ANOTHER = lazy(
    r"\s*(?:times\s+)?(?:as\s+\w+\s+as|(?:larger|higher|more|bigger|greater|smaller|lower)\s+than|"
    r"that\s+of|those\s+of|the\s+(?:size|level|volume|value|amount)\s+of)\s+"
    r"(?!in\b|it\b|they\b|before\b|at\b|(?:a|the)\s+(?:year|decade|previous|same|level|figure)|"
    r"\w+\s+(?:years?|decades?|months?)\s+(?:ago|earlier|before)|(?:its|their)\s+(?:\d{4}|level)|"
    r"(?:during|during\s+the|previous|last)\b|\d{4})",
    re.IGNORECASE,
)
_BALANCE = lazy(
    r"\b(?:surplus|deficit|shortfall|imbalance|trade gap)\b"
    r"(?:\s+(?:of|at|was|is|stood|reached|totalled|totaled|worth|to|about|some|around|roughly|"
    r"nearly|almost|over|more|than|close|up))*\s*(?:US)?[$\u20ac\u00a3\u00a5]?\s*$",
    re.IGNORECASE,
)
_PAIRED_AFTER = lazy(r"\s*(?:,|and|&|,\s*and)\s+(?:about\s+|some\s+)?(?:US)?[$\u20ac\u00a3]?\d")
_PAIRED_BEFORE = lazy(
    r"\d(?:\.\d+)?(?:\s?(?:trillion|billion|million|bn|m|%|per\s?cent))?\s*(?:,|and|&|,\s*and)\s+"
    r"(?:about\s+|some\s+)?(?:US)?[$\u20ac\u00a3]?\s*$"
)


def second_look(claim: Claim, document: Document) -> Claim:
    """The claim, with a doubt in `ambiguous` for every word beside it that makes it another."""
    place = _number(claim, document.text)
    if place is None:
        return claim
    low, high = (
        claim.sentence if claim.sentence[1] > claim.sentence[0] else (claim.start, claim.end)
    )
    text = document.text
    before, after = text[low : place[0]], text[place[1] : high]
    doubts = tuple(doubt for doubt in _doubts(claim, before, after) if doubt)
    fresh = tuple(doubt for doubt in doubts if doubt not in claim.ambiguous)
    return replace(claim, ambiguous=(*claim.ambiguous, *fresh)) if fresh else claim


def _number(claim: Claim, text: str) -> tuple[int, int] | None:
    """Where the amount of the claim begins and ends in the text; None where it is in words."""
    numeral = claim.written.numeral if claim.written else ""
    at = text.find(numeral, claim.start, claim.end) if numeral else -1
    if at < 0:
        return None
    end = at + len(numeral)
    beyond = _AMOUNT_END.match(text, end)
    return at, beyond.end() if beyond else end


def _doubts(claim: Claim, before: str, after: str) -> tuple[str, ...]:
    near = f"{before[-70:]} {after[:40]}"
    found = [
        "measure:per capita" if _PER_HEAD.search(near) else "",
        "measure:another figure"
        if claim.form == "multiple" and _TIMES_ANOTHER.match(after)
        else "",
        "measure:balance" if claim.measure == "trade_turnover" and _BALANCE.search(before) else "",
        "measure:several figures" if _is_paired(claim, before, after) else "",
        "measure:a part" if _is_part(before, after) else "",
    ]
    if claim.form in _LEVELS:
        found.append("measure:difference" if _COMPARED.match(after) else "")
        is_rate = _RATE_AFTER.match(after) or _RATE_BEFORE.search(before[-60:])
        is_rate = is_rate or _EVERY_SO_OFTEN.search(before)
        found.append("measure:average" if is_rate and claim.unit != "bbl/d" else "")
    return tuple(found)


def _is_part(before: str, after: str) -> bool:
    """Whether the clause leaves something out or counts one way of transport only."""
    return bool(_PARTLY.search(re.split("[;:]", before)[-1]) or _PARTLY.search(after[:40]))


def _is_paired(claim: Claim, before: str, after: str) -> bool:
    """Whether the figure is one of a list that runs beside a list of partners or subjects."""
    sides = f"{claim.subject or ''} {claim.partner or ''}"
    if "+" not in sides and "|" not in sides:
        return False
    is_listed = _PAIRED_AFTER.match(after) or _PAIRED_BEFORE.search(before)
    return is_listed is not None or "respectively" in after
