"""The expressions of time in a sentence, as period notation, with their role.

The traps: a year must not be taken from an amount ("$2016", "2016 tonnes"); "by 2024" is a deadline
and "by 2016" after a past verb a window, which only the grammar can tell; a fiscal year without a
state has no notation.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from visavis.errors import UsageError
from visavis.model.periods import FISCAL_YEAR_STARTS, Period
from visavis.reading.calendar_words import DAY, MONTH, MONTHS, NAMED_MONTH, PREPOSITION, ROLES, YEAR
from visavis.reading.lexis import Span, When, WhenRole
from visavis.reading.relative_times import find_relative

__all__ = ["find_whens", "resolve"]

Precision = Literal["day", "month", "quarter", "half", "part", "year", "years", "fiscal"]
_Made = tuple[str | None, Precision, WhenRole | None, str | None]
"""Text, precision, a role that the form itself gives, a note."""

_DASH = r"\s?[-—]\s?"
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "deux": 2, "trois": 3,
    "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "первые": 0,
    "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10, "одиннадцать": 11,
}  # fmt: skip
_COUNT = r"(?:\d{1,2}|" + "|".join(_NUMBERS) + ")"
_ORDER = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": 4, "final": 4, "premier": 1, "deuxième": 2, "second semestre": 2, "troisième": 3,
    "quatrième": 4, "первом": 1, "первый": 1, "втором": 2, "второй": 2, "третьем": 3,
    "третий": 3, "четвертом": 4, "четвёртом": 4, "первого": 1, "первое": 1, "i": 1, "ii": 2,
    "iii": 3, "iv": 4, "latter": 2, "opening": 1, "1er": 1, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_NTH = "|".join(sorted(map(re.escape, _ORDER), key=len, reverse=True))
_OF = r"(?:\s+(?:of|in|de|del|года?)\s+|,?\s+)(?:the\s+year\s+)?"


def _get(match: re.Match[str], name: str) -> str:
    """The named group, or "" where the form has no such group or it did not take part."""
    return match.groupdict().get(name) or ""


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _months(year: int, first: int, last: int) -> str:
    if first == last:
        return f"{year}-{first:02d}"
    return f"{year}-{first:02d}..{year}-{last:02d}"


def _second(first: str, tail: str) -> int:
    """The second year of "2014-18" or "2014-2018"."""
    return int(tail) if len(tail) == 4 else int(first[:2] + tail)


def _year_span(first: int, last: int) -> str | None:
    return f"{first}..{last}" if first < last else None


def _day_range(m: re.Match[str]) -> _Made | None:
    month, year = MONTHS[m["month"].lower().rstrip(".")], int(m["year"])
    first, last = f"{year}-{month:02d}-{int(m['d1']):02d}", f"{year}-{month:02d}-{int(m['d2']):02d}"
    return f"{first}..{last}", "day", None, None


def _day(m: re.Match[str]) -> _Made | None:
    month = MONTHS[m["month"].lower().rstrip(".")]
    return f"{int(m['year'])}-{month:02d}-{int(m['day']):02d}", "day", None, None


def _iso_day(m: re.Match[str]) -> _Made | None:
    return f"{m['year']}-{m['mm']}-{m['dd']}", "day", None, None


def _point_day(m: re.Match[str]) -> _Made | None:
    return f"{m['year']}-{int(m['mm']):02d}-{int(m['day']):02d}", "day", None, None


def _month_range(m: re.Match[str]) -> _Made | None:
    first, last = (MONTHS[m[name].lower().rstrip(".")] for name in ("m1", "m2"))
    last_year = int(m["year"])
    first_year = int(m["y1"]) if m["y1"] else last_year
    if (first_year, first) >= (last_year, last):
        return None
    text = f"{first_year}-{first:02d}..{last_year}-{last:02d}"
    return text, "part", "in", None


def _month(m: re.Match[str]) -> _Made | None:
    return f"{int(m['year'])}-{MONTHS[m['month'].lower().rstrip('.')]:02d}", "month", None, None


def _quarter(m: re.Match[str]) -> _Made | None:
    number = _ORDER[(_get(m, "nth") or _get(m, "q")).lower()]
    return f"{int(m['year'])}Q{number}", "quarter", None, None


def _half(m: re.Match[str]) -> _Made | None:
    number = _ORDER[(_get(m, "nth") or _get(m, "h")).lower()]
    return (
        (f"{int(m['year'])}H{min(number, 2)}", "half", None, None) if number in (1, 2, 4) else None
    )


def _first_months(m: re.Match[str]) -> _Made | None:
    count = _count(m["count"])
    if not 1 <= count <= 12:
        return None
    is_last = _get(m, "which").lower() in ("last", "final")
    first = 13 - count if is_last else 1
    return _months(int(m["year"]), first, first + count - 1), "part", "in", None


def _first_quarters(m: re.Match[str]) -> _Made | None:
    count = _count(m["count"])
    return (_months(int(m["year"]), 1, 3 * count), "part", "in", None) if 2 <= count <= 3 else None


def _fiscal_cross(m: re.Match[str]) -> _Made | None:
    first, last = int(m["year"]), _second(m["year"], m["tail"])
    return (None, "fiscal", "fiscal", f"{first}-{last % 100:02d}") if last == first + 1 else None


def _fiscal_single(m: re.Match[str]) -> _Made | None:
    text = _get(m, "year") or _get(m, "short")
    year = int(text) if len(text) == 4 else 2000 + int(text)
    # "FY2022" is the fiscal year that ends in 2022.
    return None, "fiscal", "fiscal", f"{year - 1}-{year % 100:02d}"


def _slash_years(m: re.Match[str]) -> _Made | None:
    """ "2015/16": a fiscal or crop year, its state unknown."""
    return _fiscal_cross(m)


def _years(m: re.Match[str]) -> _Made | None:
    first, last = int(m["year"]), _second(m["year"], m["tail"])
    text = _year_span(first, last)
    return (text, "years", "over", None) if text else None


def _between(m: re.Match[str]) -> _Made | None:
    text = _year_span(int(m["year"]), int(m["last"]))
    return (text, "years", "between", None) if text else None


def _from_to(m: re.Match[str]) -> _Made | None:
    text = _year_span(int(m["year"]), int(m["last"]))
    return (text, "years", "between", "from_to") if text else None


def _years_to(m: re.Match[str]) -> _Made | None:
    count, last = _count(m["count"]), int(m["year"])
    text = _year_span(last - count + 1, last)
    return (text, "years", "over", f"years:{count}") if text else None


def _decade(m: re.Match[str]) -> _Made | None:
    first = int(m["decade"])
    part = _get(m, "part").lower()
    last = first + 9
    if part == "early":
        last = first + 3
    elif part == "late":
        first = first + 6
    elif part == "mid":
        first, last = first + 4, first + 6
    return f"{first}..{last}", "years", "in", "decade"


def _season(m: re.Match[str]) -> _Made | None:
    return f"{int(m['year'])}", "part", None, f"season:{m['season'].lower()}"


def _year(m: re.Match[str]) -> _Made | None:
    return m["year"], "year", None, None


_Y = rf"(?P<year>{YEAR})"
_RANGE_WORD = rf"(?:{_DASH}|\s+(?:to|until|till|through|and|à|et|по|до)\s+)"
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], _Made | None]], ...] = (
    (rf"(?P<d1>{DAY}){_DASH}(?P<d2>{DAY})\s+(?P<month>{MONTH}),?\s+{_Y}", _day_range),
    (rf"(?P<month>{MONTH})\s+(?P<d1>{DAY}){_DASH}(?P<d2>{DAY}),?\s+{_Y}", _day_range),
    (rf"(?P<day>{DAY})(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?P<month>{MONTH}),?\s+{_Y}", _day),
    (rf"(?P<month>{MONTH})\s+(?P<day>{DAY})(?:st|nd|rd|th)?,?\s+{_Y}", _day),
    (rf"{_Y}-(?P<mm>0[1-9]|1[0-2])-(?P<dd>0[1-9]|[12]\d|3[01])", _iso_day),
    (rf"(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<mm>0[1-9]|1[0-2])\.{_Y}", _point_day),
    (rf"(?P<m1>{MONTH})\s*(?P<y1>{YEAR})?\s*{_RANGE_WORD}(?P<m2>{MONTH})(?:\s+of)?,?\s+{_Y}",
     _month_range),
    (rf"(?P<month>{MONTH})(?:\s+of|\s+de)?,?\s+{_Y}", _month),
    (rf"(?:the\s+)?(?P<nth>{_NTH})[\s-]+(?:quarter|trimestre|квартал\w*)(?:{_OF}){_Y}",
     _quarter),
    (rf"(?P<q>[1-4])Q\s?{_Y}", _quarter),
    (rf"Q(?P<q>[1-4])(?:\s+of|\s+in|,)?\s*{_Y}", _quarter),
    (rf"{_Y}\s?Q(?P<q>[1-4])", _quarter),
    (rf"(?:the\s+)?(?P<nth>{_NTH})[\s-]+(?:half|semestre|полугоди\w+)(?:{_OF}){_Y}",
     _half),
    (rf"H(?P<h>[12])(?:\s+of|\s+in|,)?\s*{_Y}", _half),
    (rf"(?P<h>[12])H\s?{_Y}", _half),
    (rf"(?:the\s+)?(?P<which>first|opening|last|final)\s+(?P<count>{_COUNT})\s+months(?:{_OF}){_Y}",
     _first_months),
    (rf"(?:les\s+)?(?P<count>{_COUNT})\s+premiers\s+mois(?:{_OF}){_Y}", _first_months),
    (rf"(?:первые\s+)?(?P<count>{_COUNT})\s+месяц\w*\s+{_Y}", _first_months),
    (rf"(?P<count>{_COUNT})\s+months(?:{_OF}){_Y}", _first_months),
    (rf"(?:the\s+)?first\s+(?P<count>{_COUNT})\s+quarters(?:{_OF}){_Y}", _first_quarters),
    (rf"(?:the\s+)?(?:fiscal(?:\s+year)?s?|financial\s+years?|FY)[\s-]*{_Y}\s?[-/—]\s?"
     r"(?P<tail>\d{4}|\d\d)", _fiscal_cross),
    (rf"{_Y}\s?[-/—]\s?(?P<tail>\d{{4}}|\d\d)\s+(?:fiscal|financial)(?:\s+year)?", _fiscal_cross),
    (rf"(?:the\s+)?(?:fiscal(?:\s+year)?|financial\s+year|FY)[\s-]*(?:{_Y}|'?(?P<short>\d\d))",
     _fiscal_single),
    (rf"(?:the\s+)?(?:fiscal|financial)\s+year\s+(?:ending|ended)\s+(?:in\s+)?(?:{MONTH}\s+)?"
     rf"(?:{_Y})", _fiscal_single),
    (rf"{_Y}\s?/\s?(?P<tail>\d{{4}}|\d\d)", _slash_years),
    (rf"between\s+{_Y}\s+and\s+(?P<last>{YEAR})", _between),
    (rf"entre\s+{_Y}\s+et\s+(?P<last>{YEAR})", _between),
    (rf"(?:from|since)\s+{_Y}\s+(?:to|until|till|through|and)\s+(?P<last>{YEAR})", _from_to),
    (rf"de\s+{_Y}\s+à\s+(?P<last>{YEAR})", _from_to),
    (rf"с\s+{_Y}\s+(?:года?\s+)?(?:по|до)\s+(?P<last>{YEAR})", _from_to),
    (rf"(?:the\s+)?(?P<count>{_COUNT})[\s-]+years?\s+(?:to|ending(?:\s+in)?|through|up\s+to|until)\s+{_Y}",
     _years_to),
    (rf"(?:the\s+)?(?:period\s+)?{_Y}(?:{_DASH}|\s+(?:through|to|à)\s+)(?P<tail>\d{{4}}|\d\d)(?!\d|-\d)",
     _years),
    (r"(?:the\s+)?(?:(?P<part>early|late|mid)[\s-]+)?(?P<decade>(?:1[89]|20)\d0)'?s", _decade),
    (rf"(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?,?\s+{_Y}", _season),
    (_Y, _year),
)  # fmt: skip
_MONTH_ALONE = re.compile(
    rf"(?:(?P<d>{DAY})(?:st|nd|rd|th)?\s+(?P<month>{NAMED_MONTH})|(?P<m2>{NAMED_MONTH})\s+(?P<d2>{DAY})(?:st|nd|rd|th)?)"
    r"(?![\w,]*\s?\d)",
)
_ROLE = re.compile(
    rf"(?:^|(?<=[\s(,\"'—-]))(?:{PREPOSITION})\s+(?:the\s+|about\s+|around\s+)?$", re.IGNORECASE
)
_APPROXIMATE = re.compile(
    r"\b(?:early|late|mid|end|beginning|start|middle|around|about|circa|c\.|by\s+early|fin|début|mi"
    r"|начал\w+|конц\w+|the\s+(?:end|start|beginning|middle)\s+of|end\s+of)[\s-]+$",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(
    r"(?:[$€£¥₹]|\b(?:USD|EUR|Rs\.?|RMB))\s?$|\d[.,]?$|(?<!mid)(?<!pre)(?<!post)(?<!early)(?<!late)(?<!end)[-/+]$|[./:]$|№\s?$"
)
_AMOUNT_AFTER = re.compile(
    r"\s?(?:%|per\s?cent|percent|pp\b|million|billion|trillion|bn\b|mn\b|thousand|crore|lakh|hundred|"
    r"tonn?e?s?\b|tons?\b|barrels?|dollars|euros|yuan|rupees|roubles|rubles|km\b|kilomet|miles|metres|"
    r"meters|MW\b|GWh?\b|TWh\b|hectares|people\b|troops\b|soldiers\b|visitors\b|tourists\b|students\b|"
    r"companies\b|jobs\b|workers\b|vehicles\b|cars\b|kg\b|млн|млрд|тыс|тонн|долл|руб|человек|[.,]\d|"
    r"[/:]\d)|[^\W\d_]",
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(
    r"(?:agenda|vision|horizon|made\s+in\s+china|expo|strategy|plan)\s+$", re.IGNORECASE
)


def find_whens(plain: str, span: Span) -> tuple[When, ...]:
    """The expressions of time in `span`, in order and without overlap; nothing is resolved."""
    start, end = span
    found: list[When] = []
    for pattern, make in _COMPILED:
        for match in pattern.finditer(plain, start, end):
            if any(match.start() < w.core[1] and w.core[0] < match.end() for w in found):
                continue
            if make is _year and not _is_year(plain, match, start):
                continue
            when = _when(plain, match, make(match), start)
            if when is not None:
                found.append(when)
    for when in (*_lone_months(plain, span), *find_relative(plain, span)):
        if not any(when.start < w.end and w.start < when.end for w in found):
            found.append(when)
    return tuple(sorted(found, key=lambda when: when.start))


def _compile(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£¥.,/])(?:{form})(?![\w%])", re.IGNORECASE)


_COMPILED = tuple((_compile(form), make) for form, make in _FORMS)


def _is_year(plain: str, match: re.Match[str], low: int) -> bool:
    """Whether four digits are a year, not an amount or part of a name."""
    if _AMOUNT_BEFORE.search(plain, max(low, match.start() - 6), match.start()):
        return False
    if _AMOUNT_AFTER.match(plain, match.end()):
        return False
    return not _YEAR_NAME.search(plain, max(low, match.start() - 18), match.start())


def _when(plain: str, match: re.Match[str], made: _Made | None, low: int) -> When | None:
    if made is None:
        return None
    text, precision, role, note = made
    if text is not None:
        try:
            Period.parse(text)
        except UsageError:
            return None
    start, core = match.start(), match.span()
    about = _APPROXIMATE.search(plain, max(low, start - 22), start)
    if about is not None:
        start = about.start()
    before = _ROLE.search(plain, max(low, start - 24), start)
    if before is not None:
        words = " ".join(before[0].lower().split()).removesuffix(" the")
        words = words.removesuffix(" about").removesuffix(" around")
        if role in (None, "fiscal", "over", "in"):
            role = ROLES[words] if role is None or ROLES[words] != "in" else role
        start = before.start()
    is_end = about is not None and "end" in about[0].lower()
    return When(
        start=start,
        end=match.end(),
        role=role or "bare",
        text=text,
        precision=precision,
        approximate=about is not None,
        note="end" if is_end and note is None else note,
        core=core,
    )


def _lone_months(plain: str, span: Span) -> Iterator[When]:
    """Days and months without a year: "on 17 May", "in May"."""
    for match in _MONTH_ALONE.finditer(plain, *span):
        month = match["month"] or match["m2"]
        day = int(match["d"] or match["d2"])
        yield _alone(
            plain, match.span(), span[0], f"day:{MONTHS[month.lower().rstrip('.')]:02d}-{day:02d}"
        )
    for match in _IN_MONTH.finditer(plain, *span):
        number = MONTHS[match["month"].lower().rstrip(".")]
        yield _alone(plain, match.span("month"), span[0], f"month:{number:02d}")


_IN_MONTH = re.compile(
    rf"\b(?:in|since|by|until|from|last|this)\s+(?P<month>{NAMED_MONTH})(?!\w)(?!,?\s+\d)"
)


def _alone(plain: str, core: Span, low: int, note: str) -> When:
    before = _ROLE.search(plain, max(low, core[0] - 24), core[0])
    start = before.start() if before else core[0]
    precision: Precision = "day" if note.startswith("day") else "month"
    return When(
        start=start, end=core[1], role="relative", text=None, precision=precision,
        relative=precision, note=note, core=core,
    )  # fmt: skip


def resolve(
    when: When, *, published: Period | None = None, previous: Period | None = None,
    state: str | None = None,
) -> When:  # fmt: skip
    """`when` with its text, where an anchor gives one; else unchanged.

    Args:
        when: As found.
        published: Day on which the document appeared: for "last year", "in May".
        previous: The period last spoken of: for "the previous year", "a year earlier".
        state: Whose fiscal year it is (ISO3).
    """
    if when.text is not None:
        return when
    if when.precision == "fiscal" and when.note and state in FISCAL_YEAR_STARTS:
        return replace(when, text=f"FY:{state}:{when.note}")
    text = _anchored(when, published, previous)
    return replace(when, text=text) if text else when


_SHIFTS: dict[str, tuple[str, int]] = {
    "this_year": ("published", 0), "last_year": ("published", -1), "next_year": ("published", 1),
    "year_ago": ("published", -1), "previous_year": ("previous", -1),
    "year_earlier": ("previous", -1), "same_year": ("previous", 0),
    "following_year": ("previous", 1), "year_before_last": ("published", -2),
}  # fmt: skip


def _anchored(when: When, published: Period | None, previous: Period | None) -> str | None:
    relative = when.relative or ""
    if relative in _SHIFTS:
        name, years = _SHIFTS[relative]
        anchor = published if name == "published" else previous
        if anchor is None:
            return None
        if name == "published":
            return str(anchor.end.year + years)
        return previous.shifted(years).text if previous else None
    if relative in ("month", "day") and published is not None and when.note:
        return _latest(when.note.split(":")[1], published)
    if relative == "decade" and published is not None:
        return f"{published.end.year // 10 * 10}..{published.end.year}"
    if relative.startswith("past_years:") and published is not None:
        count = int(relative.split(":")[1])
        return f"{published.end.year - count}..{published.end.year}"
    return None


def _latest(month_day: str, published: Period) -> str | None:
    """The last such month or day that had begun when the text appeared."""
    text = f"{published.end.year}-{month_day}"
    try:
        if Period.parse(text).start > published.end:
            text = f"{published.end.year - 1}-{month_day}"
        Period.parse(text)
    except UsageError:
        return None
    return text
