"""The forms in which texts write periods, each with the notation that it denotes.

The traps: "FY2022" ends in 2022 except in Japan, and "2020-21" may be two years or a fiscal year.
Forms are grouped, and a group is compiled and tried only where a word of its own occurs.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from visavis.reading.calendar_words import DAY, MONTHS, YEAR
from visavis.reading.lexis import WhenRole
from visavis.reading.patterns import holds_any, lazy

__all__ = ["Made", "Precision", "find_forms"]

Precision = Literal["day", "month", "quarter", "half", "part", "year", "years", "fiscal"]


class Made(NamedTuple):
    """What a form denotes: notation, precision, the role that the form itself gives, a note."""

    text: str | None
    precision: Precision
    role: WhenRole | None = None
    note: str | None = None
    relative: str | None = None


_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "deux": 2, "trois": 3,
    "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10, "одиннадцать": 11,
}  # fmt: skip
_COUNT = r"(?:\d{1,2}|" + "|".join(_NUMBERS) + ")"
_ORDER = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": 4, "final": 4, "latter": 2, "opening": 1, "premier": 1, "deuxième": 2, "troisième": 3,
    "quatrième": 4, "1er": 1, "первом": 1, "первый": 1, "первого": 1, "первое": 1, "втором": 2,
    "второй": 2, "второго": 2, "второе": 2, "третьем": 3, "третий": 3, "третьего": 3,
    "четвертом": 4, "четвёртом": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
    "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_NTH = "|".join(sorted(map(re.escape, _ORDER), key=len, reverse=True))


def _get(match: re.Match[str], name: str) -> str:
    """The named group, or "" where the form has no such group or it did not take part."""
    return match.groupdict().get(name) or ""


def _month_number(text: str) -> int:
    """1 to 12, or 0 where the word is no month."""
    return MONTHS.get(text.lower().rstrip("."), 0)


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _months(year: int, first: int, last: int) -> str:
    if first == last:
        return f"{year}-{first:02d}"
    return f"{year}-{first:02d}..{year}-{last:02d}"


def _second(first: str, tail: str) -> int:
    """The second year of "2014-18" or "2014-2018"."""
    return int(tail) if len(tail) == 4 else int(first[:2] + tail)


def _day_range(m: re.Match[str]) -> Made | None:
    month = _month_number(m["month"])
    stem = f"{m['year']}-{month:02d}"
    text = f"{stem}-{int(m['d1']):02d}..{stem}-{int(m['d2']):02d}"
    return Made(text, "day") if month else None


def _day(m: re.Match[str]) -> Made | None:
    month = _month_number(m["month"])
    return Made(f"{m['year']}-{month:02d}-{int(m['day']):02d}", "day") if month else None


def _numeric_day(m: re.Match[str]) -> Made:
    return Made(f"{m['year']}-{int(m['mm']):02d}-{int(m['day']):02d}", "day")


def _month_range(m: re.Match[str]) -> Made | None:
    first, last = _month_number(m["m1"]), _month_number(m["m2"])
    last_year = int(m["year"])
    first_year = int(m["y1"]) if m["y1"] else last_year
    if not first or not last or (first_year, first) >= (last_year, last):
        return None
    return Made(f"{first_year}-{first:02d}..{last_year}-{last:02d}", "part", "in")


def _month(m: re.Match[str]) -> Made | None:
    month = _month_number(m["month"])
    return Made(f"{m['year']}-{month:02d}", "month") if month else None


def _quarter(m: re.Match[str]) -> Made:
    number = _ORDER[(_get(m, "nth") or _get(m, "q")).lower()]
    return Made(f"{m['year']}Q{number}", "quarter")


def _half(m: re.Match[str]) -> Made | None:
    word = (_get(m, "nth") or _get(m, "h")).lower()
    number = 2 if word in ("last", "final") else _ORDER[word]
    return Made(f"{m['year']}H{number}", "half") if number <= 2 else None


def _first_months(m: re.Match[str]) -> Made | None:
    count = _count(m["count"])
    if not 1 <= count <= 12:
        return None
    first = 13 - count if _get(m, "which").lower() in ("last", "final") else 1
    return Made(_months(int(m["year"]), first, first + count - 1), "part", "in")


def _first_quarters(m: re.Match[str]) -> Made | None:
    count = _count(m["count"])
    return Made(_months(int(m["year"]), 1, 3 * count), "part", "in") if 2 <= count <= 3 else None


def _fiscal_cross(m: re.Match[str]) -> Made | None:
    first, last = int(m["year"]), _second(m["year"], m["tail"])
    if last != first + 1:
        return None
    return Made(None, "fiscal", "fiscal", f"FY:???:{first}-{last % 100:02d}", "fiscal")


def _fiscal_single(m: re.Match[str]) -> Made:
    text = _get(m, "year") or "20" + _get(m, "short")
    year = int(text)
    return Made(None, "fiscal", "fiscal", f"FY:???:{year - 1}-{year % 100:02d}", "fiscal_single")


def _years(m: re.Match[str]) -> Made | None:
    first, last = int(m["year"]), _second(m["year"], m["tail"])
    if last <= first:
        return None
    is_cross = last == first + 1 and len(m["tail"]) == 2
    note = f"FY:???:{first}-{last % 100:02d}" if is_cross else None
    return Made(f"{first}..{last}", "years", "over", note)


def _between(m: re.Match[str]) -> Made | None:
    first, last = int(m["year"]), int(m["last"])
    return Made(f"{first}..{last}", "years", "between") if first < last else None


def _from_to(m: re.Match[str]) -> Made | None:
    made = _between(m)
    return made._replace(note="from_to") if made else None


def _years_to(m: re.Match[str]) -> Made | None:
    count, last = _count(m["count"]), int(m["year"])
    if count < 2:
        return None
    return Made(f"{last - count + 1}..{last}", "years", "over", f"years:{count}")


def _year_to(m: re.Match[str]) -> Made | None:
    """ "the year to March 2024", "the 12 months to June 2023"."""
    month, year = _month_number(m["month"]), int(m["year"])
    if not month:
        return None
    if month == 12:
        return Made(str(year), "year", "in")
    return Made(f"{year - 1}-{month + 1:02d}..{year}-{month:02d}", "part", "in", "months:12")


def _decade_to(m: re.Match[str]) -> Made:
    last = int(m["year"])
    return Made(f"{last - 9}..{last}", "years", "over", "years:10")


def _decade(m: re.Match[str]) -> Made:
    first = int(m["decade"])
    part = _get(m, "part").lower()
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(part, (0, 9))
    return Made(f"{first + low}..{first + high}", "years", "in", "decade")


def _season(m: re.Match[str]) -> Made:
    return Made(m["year"], "part", None, f"season:{m['season'].lower()}")


_Y = rf"(?P<year>{YEAR})"
_DASH = r"\s?[-—]\s?"
_OF = r"(?:\s+(?:of|in|de|года?)\s+|,?\s+)(?:the\s+year\s+)?"
_WORD = r"[^\W\d_]{3,9}"
_MONTH = rf"(?P<month>{_WORD})\.?"
_TO = rf"(?:{_DASH}|\s+(?:to|until|till|through|and|à|et|по|до)\s+)"
_TAIL = r"(?P<tail>\d{4}|\d\d)"
_FISCAL = r"(?:the\s+)?(?:fiscal(?:\s+years?)?|financial\s+years?|FY)"

_Maker = Callable[[re.Match[str]], Made | None]
_GROUPS: tuple[tuple[str, tuple[tuple[str, _Maker], ...]], ...] = (
    (
        "year months decade",
        ((rf"(?:the\s+)?(?:year|(?:12|twelve)\s+months)\s+(?:to|ending(?:\s+in)?|ended(?:\s+in)?|"
          rf"through)\s+(?:{DAY}\s+)?{_MONTH}(?:\s+\d\d?)?,?\s+{_Y}", _year_to),
         (rf"(?:the\s+)?decade\s+(?:to|ending(?:\s+in)?|through|up\s+to|until)\s+{_Y}", _decade_to),
         (rf"(?:the\s+)?(?P<count>{_COUNT})[\s-]+years?\s+(?:to|ending(?:\s+in)?|through|up\s+to|"
          rf"until)\s+{_Y}", _years_to),),
    ),
    (
        "jan feb fev fév mar apr avr may mai jun jul juin juil aug aout août sep oct nov dec déc "
        "янв фев мар апр май мая мае июн июл авг сен окт ноя дек",
        (
            (rf"(?P<d1>{DAY}){_DASH}(?P<d2>{DAY})\s+{_MONTH},?\s+{_Y}", _day_range),
            (rf"(?P<d1>{DAY})\s+(?:to|and|au)\s+(?P<d2>{DAY})\s+{_MONTH},?\s+{_Y}", _day_range),
            (rf"{_MONTH}\s+(?P<d1>{DAY}){_DASH}(?P<d2>{DAY}),?\s+{_Y}", _day_range),
            (rf"(?P<day>{DAY})(?:st|nd|rd|th|er)?\s+(?:of\s+)?{_MONTH},?\s+{_Y}", _day),
            (rf"{_MONTH}\s+(?P<day>{DAY})(?:st|nd|rd|th)?,?\s+{_Y}", _day),
            (rf"(?P<m1>{_WORD})\.?\s*(?P<y1>{YEAR})?\s*{_TO}(?P<m2>{_WORD})\.?(?:\s+of)?,?\s+{_Y}",
             _month_range),
            (rf"{_MONTH}(?:\s+of|\s+de)?,?\s+{_Y}", _month),
        ),
    ),
    (
        "-0 -1 .0 .1",
        (
            (rf"{_Y}-(?P<mm>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])", _numeric_day),
            (rf"(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<mm>0[1-9]|1[0-2])\.{_Y}", _numeric_day),
        ),
    ),
    (
        "quarter trimestre квартал q1 q2 q3 q4 1q 2q 3q 4q",
        (
            (rf"(?:the\s+)?(?P<nth>{_NTH})[\s-]+(?:quarter|trimestre|квартал\w*){_OF}{_Y}",
             _quarter),
            (rf"(?P<q>[1-4])Q\s?{_Y}", _quarter),
            (rf"Q(?P<q>[1-4])(?:\s+of|\s+in|,)?\s*{_Y}", _quarter),
            (rf"{_Y}\s?-?Q(?P<q>[1-4])", _quarter),
            (rf"(?:the\s+)?first\s+(?P<count>{_COUNT})\s+quarters{_OF}{_Y}", _first_quarters),
        ),
    ),
    (
        "half semestre полугод h1 h2 1h 2h",
        (
            (rf"(?:the\s+)?(?P<nth>{_NTH})[\s-]+(?:half|semestre|полугоди\w+){_OF}{_Y}", _half),
            (rf"H(?P<h>[12])(?:\s+of|\s+in|,)?\s*{_Y}", _half),
            (rf"(?P<h>[12])H\s?{_Y}", _half),
        ),
    ),
    (
        "months mois месяц 3m 6m 9m",
        (
            (rf"(?:the\s+)?(?P<which>first|opening|last|final)\s+(?P<count>{_COUNT})\s+months"
             rf"{_OF}{_Y}", _first_months),
            (rf"(?:les\s+)?(?P<count>{_COUNT})\s+premiers\s+mois{_OF}{_Y}", _first_months),
            (rf"(?:первые\s+)?(?P<count>{_COUNT})\s+месяц\w*\s+{_Y}", _first_months),
            (rf"(?P<count>{_COUNT})\s+months{_OF}{_Y}", _first_months),
            (rf"(?P<count>[369])M\s?{_Y}", _first_months),
        ),
    ),
    (
        "fiscal financial fy /",
        (
            (rf"{_FISCAL}[\s-]*{_Y}\s?[-/—]\s?{_TAIL}", _fiscal_cross),
            (rf"{_Y}\s?[-/—]\s?{_TAIL}\s+(?:fiscal|financial)(?:\s+year)?", _fiscal_cross),
            (rf"{_FISCAL}(?:\s+(?:ending|ended)(?:\s+in)?(?:\s+{_WORD})?(?:\s+\d\d?,?)?)?[\s-]*"
             rf"(?:{_Y}|'?(?P<short>\d\d))", _fiscal_single),
            (rf"{_Y}\s?/\s?{_TAIL}", _fiscal_cross),
        ),
    ),
    (
        "between entre from since à по до",
        (
            (rf"between\s+{_Y}\s+and\s+(?P<last>{YEAR})", _between),
            (rf"entre\s+{_Y}\s+et\s+(?P<last>{YEAR})", _between),
            (rf"(?:from|since)\s+{_Y}\s+(?:to|until|till|through|and)\s+(?P<last>{YEAR})",
             _from_to),
            (rf"de\s+{_Y}\s+à\s+(?P<last>{YEAR})", _from_to),
            (rf"с\s+{_Y}\s+(?:года?\s+)?(?:по|до)\s+(?P<last>{YEAR})", _from_to),
        ),
    ),
    (
        "- — through to à",
        ((rf"(?:the\s+)?(?:period\s+)?{_Y}(?:{_DASH}|\s+(?:through|to|à)\s+){_TAIL}(?!\d|-\d|[.,]\d|\s?%|\s+per\s?cent)",
          _years),),
    ),
    (
        "0s 0's",
        ((r"(?:the\s+)?(?:(?P<part>early|late|mid)[\s-]+)?(?P<decade>(?:1[89]|20)\d0)'?s",
          _decade),),
    ),
    (
        "spring summer autumn fall winter",
        ((rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?,?\s+{_Y}",
          _season),),
    ),
)  # fmt: skip
_ANCHOR = lazy(
    r"(?<!\d)(?:1[89]|2[01])\d\d(?!\d)|FY\s?'?\d\d|fiscal|financial\s+year|\d0s", re.IGNORECASE
)


@cache
def _compiled(number: int) -> tuple[tuple[re.Pattern[str], _Maker], ...]:
    return tuple(
        (re.compile(rf"(?<![\w$€£¥.,/])(?:{form})(?![\w%])", re.IGNORECASE), make)
        for form, make in _GROUPS[number][1]
    )


_GATES = tuple(tuple(words.split()) for words, _ in _GROUPS)


def find_forms(plain: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Made]]:
    """The periods between `start` and `end` that are more than a bare year, earlier forms first;
    where two overlap, the caller keeps the first."""
    if not _ANCHOR.search(plain, start, end):
        return
    lower = plain[start:end].lower()
    for number, words in enumerate(_GATES):
        if not holds_any(lower, words):
            continue
        for pattern, make in _compiled(number):
            for match in pattern.finditer(plain, start, end):
                made = make(match)
                if made is not None:
                    yield match, made
