"""Numbers in digits and in words, in English, French and Russian.

The trap: a comma parts thousands in English and decimals in French and Russian; "5,4" is a decimal
everywhere, "5,400" only outside English.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from visavis.reading.patterns import holds_any, lazy, matches_from

__all__ = ["Numeral", "find_numerals", "read_digits", "read_word"]

_DIGITS = lazy(
    r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?"
    r"|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:'\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?"
    r"|\d+(?:[.,]\d+)?"
)
_DIGIT = lazy(r"\d")
_LONGEST_NUMBER = 27
"""A quadrillion with decimals and separators; anything longer is an identifier."""
_COMMA_GROUPS = lazy(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINT_GROUPS = lazy(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")

_UNITS_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN: dict[str, int] = {word: n for n, word in enumerate(_UNITS_EN.split())}
_EN |= {word: 10 * n for n, word in enumerate(_TENS_EN.split(), start=2)}
_UNITS_FR = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_FR: dict[str, int] = {word: n for n, word in enumerate(_UNITS_FR.split())}
_FR |= {"une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_FR |= {"cent": 100, "une dizaine": 10, "une douzaine": 12, "une quinzaine": 15}
_FR |= {"une vingtaine": 20, "une trentaine": 30, "une centaine": 100}
_RU: dict[str, int] = {
    "один": 1, "одна": 1, "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3,
    "четыре": 4, "четырех": 4, "четырёх": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6,
    "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10,
    "десяти": 10, "двадцать": 20, "двадцати": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50,
    "сто": 100, "двести": 200, "полтора": 1, "полторы": 1,
}  # fmt: skip


def _alternation(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_EN_TENS = "|".join(_TENS_EN.split())
_EN_WORD = lazy(
    # The look at two letters spares most words the alternation.
    r"\b(?=ze|on|t[ehw]|f[io]|s[ei]|e[il]|ni|an?\s|ha)"
    rf"(?:(?:{_EN_TENS})[- ](?:one|two|three|four|five|six|seven|eight|nine)|{_alternation(_EN)}"
    r"|an?(?=\s+(?:hundred|dozen|thousand|million|billion|trillion|lakh|crore)\b)"
    r"|half[\s-]+an?(?=[\s-]+(?:dozen|million|billion|trillion)\b))"
    r"(?:\s+(?:and\s+a\s+half\b|hundred\b(?:\s+and\s+(?:" + _alternation(_EN) + r")\b)?|dozen\b))?"
    r"(?!\w)",
    re.IGNORECASE,
)
_EN_GATE = (*_EN, "hundred", "dozen", "thousand", "million", "billion", "trillion", "lakh", "crore")
"""Words without which no English number is written in words; half of all sentences have none."""
_PATTERNS = {
    "en": _EN_WORD,
    "fr": lazy(rf"\b(?:{_alternation(_FR)})\b(?!')", re.IGNORECASE),
    "ru": lazy(rf"\b(?:{_alternation(_RU)})\b", re.IGNORECASE),
}


class Numeral(NamedTuple):
    """A number as it stands; `value` before any scale word."""

    start: int
    end: int
    value: float
    is_word: bool


def find_numerals(plain: str, start: int, end: int, language: str) -> Iterator[Numeral]:
    """All numbers between `start` and `end`, digits and words, in order."""
    found = [
        Numeral(m.start(), m.end(), read_digits(m[0], language), False)
        for m in matches_from(_DIGIT, _DIGITS, plain, start, end)
        if len(m[0]) <= _LONGEST_NUMBER
    ]
    pattern = _PATTERNS.get(language, _EN_WORD)
    if pattern is not _EN_WORD or holds_any(plain[start:end].lower(), _EN_GATE):
        found += [
            Numeral(m.start(), m.end(), read_word(m[0], language), True)
            for m in pattern.finditer(plain, start, end)
        ]
    return iter(sorted(found))


def read_digits(text: str, language: str = "en") -> float:
    """The number that `text` denotes, thousands separators dropped."""
    text = text.replace(" ", "").replace("\u00a0", "").replace("'", "")
    if _POINT_GROUPS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    groups = _COMMA_GROUPS.fullmatch(text)
    if groups and (language == "en" or text.count(",") > 1 or "." in text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def read_word(text: str, language: str = "en") -> float:
    """The number that the words denote; a dozen is 12, "half a" 0.5, "two and a half" 2.5."""
    lower = " ".join(text.lower().split())
    if language == "fr":
        return float(_FR[lower])
    if language == "ru":
        return 1.5 if lower.startswith("полтор") else float(_RU[lower])
    value = 0.0
    for word in lower.replace("-", " ").split():
        if word == "hundred":
            value = max(value, 1) * 100
        elif word == "dozen":
            value = max(value, 0.5) * 12 if value != 0 else 12.0
        elif word == "half":
            value += 0.5
        elif word in ("a", "an"):
            value = value or 1.0 if not lower.startswith("half") else value
        elif word != "and":
            value += _EN[word]
    return value + 0.0 if not lower.endswith("and a half") else _and_a_half(lower)


def _and_a_half(lower: str) -> float:
    return read_word(lower.removesuffix("and a half").strip()) + 0.5
