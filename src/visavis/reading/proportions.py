"""Fractions and multiples in words: "a fifth", "two thirds", "doubled", "threefold", "twice".

The trap: "three times" is a multiple in "three times as much" and a count in "visited three times";
"a third" is a fraction before "of" and an ordinal before a noun.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from visavis.reading.patterns import holds_any, lazy

__all__ = ["Proportion", "find_proportions"]


class Proportion(NamedTuple):
    """A fraction (per cent) or a multiple (times)."""

    start: int
    end: int
    kind: str
    """`fraction` or `multiple`."""
    value: float


_ONES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7,
         "nine": 9, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "its": 1}  # fmt: skip
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12, "twentieth": 20,
    "hundredth": 100, "tiers": 3, "quart": 4, "cinquième": 5, "sixième": 6, "septième": 7,
    "huitième": 8, "dixième": 10,
}  # fmt: skip
_FRACTION_END = (
    r"(?=\s+(?:of|in|to|from|since|over|compared|year|between|on|during|by|between|last|this|de|des|"
    r"du|d'|against|and|or|while|when|as|came|comes|went|goes|was|were|is|are|each|more|less|lower|"
    r"higher|above|below)\b|\s*[.,;:()\"—]|\s*$)"
)
_FRACTION = lazy(
    r"\b(?P<n>an?|one|two|three|four|five|seven|nine|un|deux|trois|quatre)[\s-]+"
    r"(?P<part>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth"
    rf"|hundredth|tiers|quart|cinquième|sixième|septième|huitième|dixième)s?\b(?P<end>{_FRACTION_END})?",
    re.IGNORECASE,
)
_HALF = lazy(
    r"(?<!first )(?<!second )(?<!latter )(?<!other )(?<!last )(?<!-)(?<!and a )"
    r"(?:\b(?:a|one)[\s-]+)?\bhalf\b(?![\s-]+(?:an?\b|year|yearly|day|hour|century|decade|month|time|"
    r"brother|sister|way|dozen|million|billion|hearted|baked|truth|measure|life|marathon|mast|of\s+"
    r"(?:19|20)\d\d|through))(?!-)"
    r"|\b(?:la\s+)?moitié\b",
    re.IGNORECASE,
)
_AND_A = lazy(r"\band\s+$")
_NUMERIC = lazy(r"(?<![\d/.,])([1-9])/([2-9]|1\d)(?:rds?|ths?|th)?(?![\d/])(?=\s+(?:of|the|its))")
_ONE_IN = lazy(
    r"\b(?P<n>one|two|three|four|\d{1,2})\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?P<d>two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,2})\b"
    r"(?!\s*(?:%|per|years?|months?|days?|weeks?|hours?|million|billion|hundred|thousand)|[.,]\d|\d)",
    re.IGNORECASE,
)
_RUSSIAN = {
    "половин": 50.0, "треть": 100 / 3, "трети": 100 / 3, "четверть": 25.0, "четверти": 25.0,
}  # fmt: skip
_RUSSIAN_FRACTION = lazy(
    r"\b(?:(?P<two>две|двух|три)\s+)?(?P<part>половин[аыу]|треть|трети|четверть|четверти)\b",
    re.IGNORECASE,
)
_SMALL = {
    "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0,
    "nine": 9.0, "ten": 10.0, "twelve": 12.0, "twenty": 20.0, "hundred": 100.0, "several": 0.0,
}  # fmt: skip
_VERBS: tuple[tuple[str, float], ...] = (
    (r"doubl(?:ed|es|ing)|redoubled", 2.0), (r"(?:tripl|trebl)(?:ed|es|ing)", 3.0),
    (r"quadrupl(?:ed|es|ing)", 4.0), (r"quintupl(?:ed|es|ing)", 5.0),
    (r"sextupl(?:ed|es|ing)", 6.0), (r"halv(?:ed|es|ing)", 0.5),
    (r"doubl(?:é|ée|és|ées|er|ent|ait)", 2.0), (r"tripl(?:é|ée|és|ées|er|ent)", 3.0),
    (r"quadrupl(?:é|ée|és|ées|er|ent)", 4.0),
    (r"удво\w+|вдвое", 2.0), (r"утро\w+|втрое", 3.0), (r"вчетверо", 4.0),
)  # fmt: skip
_VERB = lazy(r"\b(?:" + "|".join(f"({words})" for words, _ in _VERBS) + r")\b", re.IGNORECASE)
_NOT_MULTIPLE = lazy(r"\s+down\b|\s+efforts\b|\s+its\s+efforts\b", re.IGNORECASE)
_BARE_VERB = lazy(
    r"\b(?:to|will|would|could|can|may|might|should|must|shall|did\s+not|not|nearly|almost|than|"
    r"or|and|roughly|about|just)\s+(?P<double>double)\b(?![\s-]+(?:digit|tax\w*|standard|down|edged))"
    r"|\b(?:to|will|would|could|can|may|might|should|must|shall|nearly|almost|than|or)\s+"
    r"(?:(?P<triple>triple|treble)|(?P<quadruple>quadruple)|(?P<halve>halve))\b"
    r"|\b(?P<double2>double)(?=\s+(?:the|that|those|its|their|what|last)\b)"
    r"|\b(?P<triple2>triple)(?=\s+(?:the|that|those|its|their|what|last)\b)",
    re.IGNORECASE,
)
_BARE_VALUES = {"double": 2.0, "double2": 2.0, "triple": 3.0, "triple2": 3.0, "quadruple": 4.0,
                "halve": 0.5}  # fmt: skip
_FOLD = lazy(
    r"\b(?:(?P<word>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred)-?"
    r"|(?P<digits>\d{1,4}(?:\.\d+)?)[\s-]?)fold\b",
    re.IGNORECASE,
)
_COMPARED = (
    r"(?=\s+(?:as|the|that|those|its|their|higher|more|larger|bigger|greater|what|over|smaller|"
    r"less|lower|last|this|faster|our|his)\b)"
)
_GREW = (
    r"(?:increas\w+|gr[eo]w\w*|ris\w+|rose|jump\w+|surg\w+|multipl\w+|expand\w+|soar\w+|up|rocketed|"
    r"climb\w+|swell\w*|swollen)"
)
_TIMES = lazy(
    r"(?:(?P<grew>\b"
    + _GREW
    + r"(?:\s+(?:by|to|some|about|nearly|almost|over|more|than|roughly|around|"
    r"at|least|as|much))*\s+))?"
    r"(?P<phrase>\btwice\b|(?:\b(?P<word>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|"
    r"one\s+and\s+a\s+half|two\s+and\s+a\s+half|three\s+and\s+a\s+half)"
    r"|(?<![\w.,])(?P<digits>\d{1,4}(?:[.,]\d+)?))(?:\s+times\b|\s?[x×]\b(?!\s*\d)))"
    rf"(?P<compared>{_COMPARED})?",
    re.IGNORECASE,
)
_HALVES = {"one and a half": 1.5, "two and a half": 2.5, "three and a half": 3.5}
_FACTOR = lazy(
    r"\b(?:by\s+)?a\s+factor\s+of\s+(?:(?P<word>two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?P<digits>\d{1,4}(?:\.\d+)?))\b"
    r"|\b(?P<fr>multiplié\w*|divisé\w*)\s+par\s+(?:(?P<frw>deux|trois|quatre|cinq|six|sept|huit|dix)"
    r"|(?P<frd>\d{1,4}(?:,\d+)?))"
    r"|\bв\s+(?:(?P<ruw>два|три|четыре|пять|шесть|семь|восемь|десять|полтора)"
    r"|(?P<rud>\d{1,4}(?:,\d+)?))\s+раза?\b",
    re.IGNORECASE,
)
_FOREIGN = {
    "deux": 2.0, "trois": 3.0, "quatre": 4.0, "cinq": 5.0, "six": 6.0, "sept": 7.0, "huit": 8.0,
    "dix": 10.0, "два": 2.0, "три": 3.0, "четыре": 4.0, "пять": 5.0, "шесть": 6.0, "семь": 7.0,
    "восемь": 8.0, "десять": 10.0, "полтора": 1.5,
}  # fmt: skip
_Finder = Callable[[re.Pattern[str]], Iterator[re.Match[str]]]
_KEYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_FRACTION, "third quarter fourth fifth sixth seventh eighth ninth tenth twelfth twentieth "
     "hundredth tiers quart ième"),
    (_HALF, "half moiti"), (_NUMERIC, "/"),
    (_ONE_IN, "one_in two_in three_in four_in 1_in 2_in 3_in 4_in 7_in 9_in every out_of"),
    (_RUSSIAN_FRACTION, "половин трет четверт"),
    (_VERB, "doubl tripl trebl upl halv удво вдвое утро втрое вчетверо"),
    (_BARE_VERB, "double triple treble quadruple halve"), (_FOLD, "fold"),
    (_TIMES, "times twice 0x 1x 2x 3x 4x 5x 6x 7x 8x 9x _x ×"),
    (_FACTOR, "factor multipli divis раз"),
)  # fmt: skip
_GATES = {pattern: tuple(key.replace("_", " ") for key in keys.split()) for pattern, keys in _KEYS}
"""Words without which a pattern cannot match; most sentences have none of them."""


def find_proportions(plain: str, start: int, end: int) -> Iterator[Proportion]:
    """The fractions and multiples written in words between `start` and `end`."""
    lower = plain[start:end].lower()

    def found(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        if holds_any(lower, _GATES[pattern]):
            yield from pattern.finditer(plain, start, end)

    yield from _fractions(plain, start, found)
    yield from _multiples(plain, end, found)


def _fractions(plain: str, start: int, found: _Finder) -> Iterator[Proportion]:
    for match in found(_FRACTION):
        one, part = match["n"].lower(), match["part"].lower()
        hyphen_or_plural = "-" in match[0] or _ONES[one] > 1 or one == "one"
        if match["end"] is None and not hyphen_or_plural:
            continue
        if _ONES[one] < _PARTS[part]:
            yield Proportion(
                match.start(), match.end(), "fraction", 100 * _ONES[one] / _PARTS[part]
            )
    for match in found(_HALF):
        has_article = match[0][0] in "aA"
        if not (has_article and _AND_A.search(plain, max(start, match.start() - 6), match.start())):
            yield Proportion(match.start(), match.end(), "fraction", 50.0)
    for match in found(_NUMERIC):
        if int(match[1]) < int(match[2]):
            value = 100 * int(match[1]) / int(match[2])
            yield Proportion(match.start(), match.end(), "fraction", value)
    for match in found(_ONE_IN):
        small, large = _small(match["n"]), _small(match["d"])
        if 0 < small < large:
            yield Proportion(match.start(), match.end(), "fraction", 100 * small / large)
    for match in found(_RUSSIAN_FRACTION):
        part = match["part"].lower()
        value = _RUSSIAN.get(part) or _RUSSIAN["половин"]
        times = {"две": 2, "двух": 2, "три": 3}.get((match["two"] or "").lower(), 1)
        yield Proportion(match.start(), match.end(), "fraction", value * times)


def _multiples(plain: str, end: int, found: _Finder) -> Iterator[Proportion]:
    for match in found(_VERB):
        if match.lastindex and not _NOT_MULTIPLE.match(plain, match.end(), end):
            yield Proportion(match.start(), match.end(), "multiple", _VERBS[match.lastindex - 1][1])
    for match in found(_BARE_VERB):
        name = match.lastgroup or ""
        yield Proportion(match.start(name), match.end(name), "multiple", _BARE_VALUES[name])
    for match in found(_FOLD):
        yield Proportion(match.start(), match.end(), "multiple", _number(match))
    for match in found(_TIMES):
        is_compared = (
            match["compared"] is not None or match["grew"] or match[0].rstrip()[-1] in "x×"
        )
        if is_compared and not (match["grew"] and "twice" in match[0] and not match["compared"]):
            value = 2.0 if "twice" in match["phrase"].lower() else _number(match)
            yield Proportion(match.start("phrase"), match.end("phrase"), "multiple", value)
    for match in found(_FACTOR):
        yield _factor(match)


def _factor(match: re.Match[str]) -> Proportion:
    if match["fr"]:
        value = _FOREIGN.get((match["frw"] or "").lower()) or float(match["frd"].replace(",", "."))
        value = 1 / value if match["fr"].lower().startswith("div") else value
    elif match["ruw"] or match["rud"]:
        value = _FOREIGN.get((match["ruw"] or "").lower()) or float(match["rud"].replace(",", "."))
    else:
        value = _number(match)
    return Proportion(match.start(), match.end(), "multiple", value)


def _number(match: re.Match[str]) -> float:
    word = " ".join((match["word"] or "").lower().split())
    if word:
        return _HALVES.get(word) or _SMALL[word]
    return float(match["digits"].replace(",", "."))


def _small(text: str) -> float:
    if text.isdigit():
        return float(text)
    return 1.0 if text.lower() == "one" else _SMALL[text.lower()]
