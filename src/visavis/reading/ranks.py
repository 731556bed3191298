"""Ranks in words: "second-largest trading partner", "No. 2", "ranked third", "top five suppliers".

The trap: "one of the largest" and "among the leading" are no rank; "the largest ever" is no rank
among partners.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from visavis.reading.patterns import holds_any, lazy

__all__ = ["Rank", "find_ranks"]


class Rank(NamedTuple):
    """A place in an order; `is_bound`: among the first so many ("top five")."""

    start: int
    end: int
    value: float
    is_bound: bool
    noun: str | None
    noun_start: int
    noun_end: int


_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "twentieth": 20,
    "premier": 1, "première": 1, "premiers": 1, "deuxième": 2, "seconde": 2,
    "troisième": 3, "quatrième": 4, "cinquième": 5, "sixième": 6, "septième": 7, "dixième": 10,
    "первый": 1, "первое": 1, "первым": 1, "первом": 1, "второй": 2, "второе": 2, "вторым": 2,
    "втором": 2, "третий": 3, "третье": 3, "третьим": 3, "третьем": 3, "четвертое": 4,
    "четвёртое": 4, "пятое": 5, "шестое": 6,
}  # fmt: skip
_CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "trois": 3, "cinq": 5, "dix": 10,
}  # fmt: skip
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r"|\d{1,3}(?:st|nd|rd|th)"
_CARDINAL = "|".join(_CARDINALS) + r"|\d{1,3}"
_SUPERLATIVE = (
    r"largest|biggest|leading|top|main|foremost|principal|number[\s-]one|most[\s-]important|highest|"
    r"greatest|primary|premier|chief|most[\s-]significant|smallest|"
    r"plus\s+grande?|plus\s+gros(?:se)?|plus\s+important[e]?|"
    r"крупнейш\w+|главн\w+|ведущ\w+|основн\w+"
)
_HEADS = (
    r"partners?|suppliers?|provider|markets?|destinations?|sources?|buyers?|customers?|importers?|"
    r"exporters?|investors?|creditors?|lenders?|donors?|trader|economy|economies|seller|producer|"
    r"consumer|purchaser|recipients?|client|clients|origin|exports?|imports?|trading\s+nation|"
    r"contributor|holder|backer|aid\s+giver|employer|spender|power|country|product|"
    r"partenaires?|fournisseurs?|clients?|marchés?|investisseurs?|créanciers?|exportateurs?|"
    r"importateurs?|партн[её]р\w*|поставщик\w*|покупател\w*|инвестор\w*|импорт[её]р\w*|"
    r"экспорт[её]р\w*|рын\w+|кредитор\w*"
)
_HEAD = rf"(?:{_HEADS})(?:[\s-]+(?:{_HEADS}|commercial))?"
_PARTNERS = (
    r"partner|supplier|provider|market|destination|source|buyer|customer|importer|exporter|investor|"
    r"creditor|lender|donor|recipient|partenaire|fournisseur|client|marché|investisseur|créancier|"
    r"партн[её]р\w*|поставщик\w*|покупател\w*|инвестор\w*|рын\w+"
)
_MODIFIER = (
    r"(?:(?!(?:of|in|and|or|is|was|with|ever|that|which|who|it|they|to|for|by|as|at|on|from|after)\b)"
    r"[\w'-]+[\s-]+){0,3}?"
)
_SUPERLATIVE_RANK = lazy(
    rf"\b(?:(?P<ordinal>{_ORDINAL})[\s-]+)?(?P<superlative>{_SUPERLATIVE})\b(?![\s-]+ever\b)"
    rf"(?:[\s-]+(?P<noun>{_MODIFIER}{_HEAD})\b)?",
    re.IGNORECASE,
)
_ORDINAL_RANK = lazy(
    rf"\b(?P<ordinal>{_ORDINAL})[\s-]+(?P<noun>(?:(?:trading|trade|export|import|commercial|economic|"
    rf"arms|foreign|oil|gas|energy|commerciale?|économique|торгов\w+)[\s-]+){{0,2}}(?:{_PARTNERS})(?:\s+commercial)?)\b",
    re.IGNORECASE,
)
_PLACE = lazy(
    rf"\b(?:rank(?:s|ed|ing)?|place[sd]?|came|comes|stood|stands|sits|moved\s+(?:up\s+)?(?:to|into)|"
    rf"rose\s+to|fell\s+to|slipped\s+to|climbed\s+to|dropped\s+to)\s+(?:in\s+|at\s+|as\s+)?(?:the\s+)?"
    rf"(?:number\s+|no\.\s?|\#)?(?P<ordinal>{_ORDINAL}|(?<=no\.\s)\d{{1,2}}|(?<=number\s)\d{{1,2}}"
    rf"|(?<=#)\d{{1,2}})\b"
    rf"|\bin\s+(?P<ordinal2>{_ORDINAL})\s+(?:place|position|spot)\b"
    rf"|\b(?:the\s+)?(?P<ordinal3>{_ORDINAL})\s+(?:place|rank|position)\b"
    rf"|\b(?:занима\w+|занял\w*|вышл?\w*|на)\s+(?:на\s+)?(?P<ordinal4>{_ORDINAL})\s+мест\w+",
    re.IGNORECASE,
)
_NUMBER_RANK = lazy(
    rf"\b(?:no\.\s?|number[\s-]+|№\s?|n°\s?)(?P<number>\d{{1,2}}|one|two|three|four|five)\b"
    rf"(?:[\s-]+(?P<noun>{_MODIFIER}{_HEAD})\b)?",
    re.IGNORECASE,
)
_TOP = lazy(
    rf"\b(?:top|first|largest|biggest|leading)[\s-]+(?P<number>{_CARDINAL})"
    rf"(?:[\s-]+(?P<noun>{_MODIFIER}{_HEAD})\b)?(?!\s*(?:%|per|months?|years?|quarters?|days?|"
    rf"weeks?|million|billion|half|time))"
    rf"|\b(?P<number2>{_CARDINAL})\s+(?:largest|biggest|leading|main)\s+"
    rf"(?P<noun2>{_MODIFIER}{_HEAD})\b",
    re.IGNORECASE,
)
_AMONG = lazy(
    r"\b(?:one\s+of|some\s+of|among|amongst|many\s+of|another|l'un\s+des|l'une\s+des|parmi|один\s+из|"
    r"одним\s+из|одна\s+из)\s+(?:(?:the|its|their|our|his|les|ses|наиболее|самых)\s+)?"
    r"(?:[\w'-]+(?:'s?)?\s+){0,3}$",
    re.IGNORECASE,
)
_WEAK = lazy(
    r"top|main|leading|principal|primary|chief|premier|highest|greatest|smallest", re.IGNORECASE
)
_INDEFINITE = lazy(r"\ban?\s+$", re.IGNORECASE)
_RANKED_IN = lazy(r"\s+(?:in|among|for|after|behind)\b")
_HELD = lazy(r"\b(?:took|takes|holds|held|occup\w+|in|to)\s+(?:the\s+)?$", re.IGNORECASE)
_PLURAL = lazy(r"(?:s|ies)$")
_SUPERLATIVES_TEXT = (
    "largest biggest leading top main foremost principal number important highest greatest primary "
    "premi chief significant smallest plus крупн главн ведущ основн"
)
_SUPERLATIVES = tuple(_SUPERLATIVES_TEXT.split())
_ORDINAL_WORDS_TEXT = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth twentieth 1st 2nd 3rd 0th 1th 2th 4th 5th 6th 7th 8th 9th premi ième "
    "перв втор трет четв пят шест"
)
_ORDINAL_WORDS = tuple(_ORDINAL_WORDS_TEXT.split())
_PLACE_TEXT = "rank place position spot came come st sits to мест"
_PLACE_WORDS = tuple(_PLACE_TEXT.split())
_NUMBER_WORDS = ("no.", "number", "№", "n°")


def find_ranks(plain: str, start: int, end: int) -> Iterator[Rank]:
    """The ranks between `start` and `end`; overlapping finds are the caller's to sort out."""
    lower = plain[start:end].lower()
    has_ordinal = holds_any(lower, _ORDINAL_WORDS)
    has_number = holds_any(lower, _NUMBER_WORDS)
    if holds_any(lower, _SUPERLATIVES) or "first" in lower:
        yield from _tops(plain, start, end)
        yield from _superlatives(plain, start, end)
    if has_ordinal:
        yield from _ordinals(plain, start, end)
    if has_number:
        yield from _numbers(plain, start, end)
    if (has_ordinal or has_number) and holds_any(lower, _PLACE_WORDS):
        yield from _places(plain, start, end)


def _ordinals(plain: str, start: int, end: int) -> Iterator[Rank]:
    for match in _ORDINAL_RANK.finditer(plain, start, end):
        if _INDEFINITE.search(plain, max(start, match.start() - 4), match.start()):
            continue
        if not _PLURAL.search(match["noun"]) and not _AMONG.search(plain[start : match.start()]):
            yield _rank(match, _ordinal(match["ordinal"]))


def _numbers(plain: str, start: int, end: int) -> Iterator[Rank]:
    for match in _NUMBER_RANK.finditer(plain, start, end):
        if match["noun"] or _RANKED_IN.match(plain, match.end(), end):
            yield _rank(match, _cardinal(match["number"]))


def _places(plain: str, start: int, end: int) -> Iterator[Rank]:
    for match in _PLACE.finditer(plain, start, end):
        name = next(n for n in ("ordinal", "ordinal2", "ordinal3", "ordinal4") if match[n])
        if name == "ordinal3" and not _HELD.search(plain[start : match.start(name)]):
            continue
        at = match.start(name)
        yield Rank(at, match.end(), _ordinal(match[name]), False, None, at, at)


def _tops(plain: str, start: int, end: int) -> Iterator[Rank]:
    for match in _TOP.finditer(plain, start, end):
        number = match["number"] or match["number2"]
        value = _cardinal(number)
        is_first = match[0].lower().startswith("first")
        if value < 2 or (is_first and not match["noun"]):
            continue
        name = "noun2" if match["noun2"] else "noun"
        noun = match[name].lower() if match[name] else None
        yield Rank(
            match.start(), match.end(), value, True, noun, match.start(name), match.end(name)
        )


def _superlatives(plain: str, start: int, end: int) -> Iterator[Rank]:
    for match in _SUPERLATIVE_RANK.finditer(plain, start, end):
        noun, ordinal = match["noun"], match["ordinal"]
        if ordinal is None and noun is None and _WEAK.fullmatch(match["superlative"]):
            continue
        if _AMONG.search(plain[start : match.start()]):
            continue
        if noun and _PLURAL.search(noun) and ordinal is None and not noun.lower().endswith("ss"):
            is_flow = noun.lower().endswith(("exports", "imports"))
            if not is_flow:
                continue
        yield _rank(match, _ordinal(ordinal) if ordinal else 1.0)


def _rank(match: re.Match[str], value: float) -> Rank:
    noun = match["noun"]
    at, to = match.span("noun") if noun else (match.end(), match.end())
    return Rank(match.start(), match.end(), value, False, noun.lower() if noun else None, at, to)


def _ordinal(word: str) -> float:
    digits = re.match(r"\d+", word)
    return float(digits[0]) if digits else float(_ORDINALS[word.lower()])


def _cardinal(word: str) -> float:
    return float(word) if word.isdigit() else float(_CARDINALS[word.lower()])
