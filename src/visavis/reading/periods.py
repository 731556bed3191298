"""The expressions of time in a sentence, as period notation, with their role.

The traps: a year must not be taken from an amount ("$2016", "2016 tonnes"); "by 2024" is a deadline
and "by 2016" after a past verb a window, which only the grammar can tell; a fiscal year without a
state has no notation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from visavis.errors import UsageError
from visavis.model.periods import FISCAL_YEAR_STARTS, Period
from visavis.reading.calendar_words import (
    DAY,
    MONTH_STEMS,
    MONTHS,
    NAMED_MONTH,
    PREPOSITION,
    ROLES,
    YEAR,
)
from visavis.reading.lexis import Span, When
from visavis.reading.patterns import holds_any, lazy
from visavis.reading.period_forms import Made, Precision, find_forms
from visavis.reading.relative_times import find_relative
from visavis.reading.taken import Taken

__all__ = ["find_whens", "resolve"]

_YEAR = lazy(rf"(?<![\w$€£¥.,/])(?:the\s+year\s+)?({YEAR})(?![\w%])", re.IGNORECASE)
_MONTH_START = lazy(
    r"\b(?:Jan|F[eé]v?b?|Ma|A[pvuo]|J[uU]|S[eE]|O[cC]|N[oO]|D[eEé]|jan|f[eé]v|ma|avr|ju|ao|se|oct|nov|d[eé]c|"
    r"[Яя]нв|[Фф]ев|[Мм]а|[Аа]пр|[Ии]ю|[Аа]вг|[Сс]ен|[Оо]кт|[Нн]оя|[Дд]ек)"
)
_ANY_DIGIT = lazy(r"\d")
_MONTH_ALONE = lazy(
    rf"(?:(?P<d>{DAY})(?:st|nd|rd|th)?\s+(?P<month>{NAMED_MONTH})|(?P<m2>{NAMED_MONTH})\s+(?P<d2>{DAY})(?:st|nd|rd|th)?)"
    r"(?![\w,]*\s?\d)",
)
_ROLE = lazy(
    rf"(?:^|(?<=[\s(,\"'—-]))(?P<words>{PREPOSITION})\s+(?:the\s+|about\s+|around\s+)?$",
    re.IGNORECASE,
)
_APPROXIMATE = lazy(
    r"\b(?:early|late|mid|end|beginning|start|middle|around|about|circa|c\.|by\s+early|fin|début|mi"
    r"|начал\w+|конц\w+|the\s+(?:end|start|beginning|middle)\s+of|end\s+of)[\s-]+$",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = lazy(
    r"(?:[$€£¥₹]|\b(?:USD|EUR|Rs\.?|RMB))\s?$|\d[.,]?$|(?<!mid)(?<!pre)(?<!post)(?<!early)(?<!late)(?<!end)[-/+]$|[./:]$|№\s?$"
)
_AMOUNT_AFTER = lazy(
    r"\s?(?:%|per\s?cent|percent|pp\b|million|billion|trillion|bn\b|mn\b|thousand|crore|lakh|hundred|"
    r"tonn?e?s?\b|tons?\b|barrels?|dollars|euros|yuan|rupees|roubles|rubles|km\b|kilomet|miles|metres|"
    r"meters|MW\b|GWh?\b|TWh\b|hectares|people\b|troops\b|soldiers\b|visitors\b|tourists\b|students\b|"
    r"companies\b|jobs\b|workers\b|vehicles\b|cars\b|kg\b|млн|млрд|тыс|тонн|долл|руб|человек|[.,]\d|"
    r"agenda\b|olympic|world\s+cup|games\b|[/:]\d)|[^\W\d_]",
    re.IGNORECASE,
)
_YEAR_WORD = lazy(r"\s(?:год(?:ом|у|а|ы|ах)?|гг?\.)(?!\w)")
_YEAR_NAME = lazy(
    r"(?:agenda|vision|horizon|made\s+in\s+china|expo|strategy|plan)\s+$", re.IGNORECASE
)


def find_whens(plain: str, span: Span) -> tuple[When, ...]:
    """The expressions of time in `span`, in order and without overlap; nothing is resolved."""
    start, end = span
    found: list[When] = []
    taken = Taken()

    def add(when: When | None) -> None:
        if when is not None and taken.take(*when.core):
            found.append(when)

    if _ANY_DIGIT.search(plain, start, end):
        for match, made in find_forms(plain, start, end):
            add(_when(plain, match, made, start))
        for match in _YEAR.finditer(plain, start, end):
            if _is_year(plain, match, start):
                add(_when(plain, match, Made(match[1], "year"), start))
    for when in (*_lone_months(plain, span), *find_relative(plain, span)):
        add(when)
    return _apart(plain, sorted(found, key=lambda when: when.core))


_COORDINATED = lazy(r"\s*(?:,|,?\s*(?:and|or|&|et|и)|/)\s*(?:in\s+)?", re.IGNORECASE)


def _beside(plain: str, when: When, previous: When) -> When:
    """`when` after `previous`, with the role of that one if the two are coordinated."""
    if when.start < previous.end:
        when = replace(when, start=max(previous.end, when.core[0]))
    is_listed = when.role == "bare" and previous.precision == when.precision
    if is_listed and _COORDINATED.fullmatch(plain, previous.end, when.start):
        return replace(when, role=previous.role)
    return when


def _apart(plain: str, found: list[When]) -> tuple[When, ...]:
    """The finds without overlap; "in 2016, 2017 and 2018" gives its preposition to all three."""
    result: list[When] = []
    for when in found:
        result.append(_beside(plain, when, result[-1]) if result else when)
    return tuple(result)


def _is_year(plain: str, match: re.Match[str], low: int) -> bool:
    """Whether four digits are a year, not an amount or part of a name."""
    if _AMOUNT_BEFORE.search(plain, max(low, match.start() - 6), match.start()):
        return False
    if _AMOUNT_AFTER.match(plain, match.end()):
        return False
    return not _YEAR_NAME.search(plain, max(low, match.start() - 18), match.start())


def _when(plain: str, match: re.Match[str], made: Made, low: int) -> When | None:
    text, precision, role, note, relative = made
    if text is not None:
        try:
            Period.parse(text)
        except UsageError:
            return None
    start, core = match.start(), match.span()
    tail = _YEAR_WORD.match(plain, match.end())
    about = _APPROXIMATE.search(plain, max(low, start - 22), start)
    if about is not None:
        start = about.start()
    before = _ROLE.search(plain, max(low, start - 48), start)
    if before is not None:
        words = " ".join(before["words"].lower().split())
        said = ROLES[words]
        if said == "in" and words == "on" and precision not in ("day", "part"):
            # "up 45% on 2021" compares.
            said = "year_on_year"
        if role is None or (role in ("fiscal", "over", "in") and said not in ("in", "from", "to")):
            role = said
        start = before.start()
    is_end = about is not None and "end" in about[0].lower()
    return When(
        start=start,
        end=tail.end() if tail else match.end(),
        role=role or "bare",
        text=text,
        precision=precision,
        relative=relative,
        approximate=about is not None,
        note="end" if is_end and note is None else note,
        core=core,
    )


def _lone_months(plain: str, span: Span) -> Iterator[When]:
    """Days and months without a year: "on 17 May", "in May"."""
    if not (holds_any(plain[slice(*span)], MONTH_STEMS) and _MONTH_START.search(plain, *span)):
        return
    for match in _MONTH_ALONE.finditer(plain, *span):
        month = match["month"] or match["m2"]
        day = int(match["d"] or match["d2"])
        yield _alone(
            plain, match.span(), span[0], f"day:{MONTHS[month.lower().rstrip('.')]:02d}-{day:02d}"
        )
    for match in _MONTHS_ALONE.finditer(plain, *span):
        first, last = (MONTHS[match[name].lower().rstrip(".")] for name in ("m1", "m2"))
        if first < last:
            yield _alone(plain, match.span(), span[0], f"months:{first:02d}-{last:02d}")
    for match in _IN_MONTH.finditer(plain, *span):
        number = MONTHS[match["month"].lower().rstrip(".")]
        yield _alone(plain, match.span("month"), span[0], f"month:{number:02d}")


_MONTHS_ALONE = lazy(
    rf"\b(?P<m1>{NAMED_MONTH})(?:\s?-\s?|\s+to\s+)(?P<m2>{NAMED_MONTH})(?!,?\s*\d)"
)
_IN_MONTH = lazy(
    rf"\b(?:in|since|by|until|from|last|this)\s+(?P<month>{NAMED_MONTH})(?!\w)(?!,?\s+\d)"
)


_KINDS: dict[str, Precision] = {"day": "day", "month": "month", "months": "part"}


def _alone(plain: str, core: Span, low: int, note: str) -> When:
    """A day, month or months without a year; a full stop after the name is not part of it."""
    if plain[core[1] - 1] == ".":
        core = (core[0], core[1] - 1)
    before = _ROLE.search(plain, max(low, core[0] - 48), core[0])
    start = before.start() if before else core[0]
    kind = note.partition(":")[0]
    return When(
        start=start, end=core[1], role="relative", text=None, precision=_KINDS[kind],
        relative=kind, note=note, core=core,
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
        return replace(when, text=_fiscal(when, state))
    text = _anchored(when, published, previous)
    return replace(when, text=text) if text else when


def _fiscal(when: When, state: str) -> str:
    """The fiscal year of `state`: "FY2022" ends in 2022, but in Japan begins in it."""
    years = (when.note or "").removeprefix("FY:???:")
    if when.relative == "fiscal_single" and state == "JPN":
        first = int(years[:4]) + 1
        years = f"{first}-{(first + 1) % 100:02d}"
    return f"FY:{state}:{years}"


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
        if name == "previous" and not when.note:
            return anchor.shifted(years).text
        return _part_of(anchor.end.year + years, when.note)
    if relative == "months" and published is not None and when.note:
        first, last = when.note.removeprefix("months:").split("-")
        year = published.end.year - (int(last) > published.end.month)
        return f"{year}-{first}..{year}-{last}"
    if relative in ("month", "day") and published is not None and when.note:
        return _latest(when.note.split(":")[1], published)
    if relative == "decade" and published is not None:
        return f"{published.end.year // 10 * 10}..{published.end.year}"
    if relative.startswith("past_years:") and published is not None:
        count = int(relative.split(":")[1])
        return f"{published.end.year - count}..{published.end.year}"
    return None


def _part_of(year: int, note: str | None) -> str:
    """The year, or the part of it that a note such as `part:01-10` or `part:H1` names."""
    if not note or not note.startswith("part:"):
        return str(year)
    part = note.removeprefix("part:")
    if part[0] in "HQ":
        return f"{year}{part}"
    first, last = part.split("-")
    return f"{year}-{first}..{year}-{last}" if first != last else f"{year}-{first}"


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
