"""Expressions of time that need an anchor: "last year", "the previous year", "a year earlier"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from visavis.reading.lexis import Span, When
from visavis.reading.patterns import holds_any, lazy

__all__ = ["find_relative"]

_SMALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
          "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30}  # fmt: skip
_N = r"(?:\d{1,2}|" + "|".join(_SMALL) + ")"
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("year_on_year", "year_on_year",
     r"year[\s-]on[\s-]year|year[\s-]over[\s-]year|y-?o-?y|y/y|on\s+(?:the|a)\s+year|"
     r"from\s+a\s+year\s+(?:earlier|ago|before)|"
     r"compared\s+(?:to|with)\s+a\s+year\s+(?:earlier|ago|before)|"
     r"over\s+the\s+(?:previous|preceding|same\s+period\s+(?:of\s+)?(?:the\s+)?(?:last|"
     r"previous))\s+year|"
     r"(?:compared\s+(?:to|with)|from|over|"
     r"against)\s+(?:the\s+)?(?:same\s+period\s+(?:of\s+|in\s+)?)?(?:the\s+)?(?:previous|"
     r"preceding|prior)\s+year|"
     r"(?:compared\s+(?:to|with)|from|over|than\s+in|"
     r"than)\s+the\s+same\s+period\s+(?:a\s+year\s+(?:earlier|ago|before)|last\s+year|"
     r"of\s+(?:last|the\s+previous)\s+year)|"
     r"sur\s+un\s+an|par\s+rapport\s+à\s+l'année\s+précédente|"
     r"en\s+glissement\s+annuel|в\s+годовом\s+(?:исчислении|выражении)|"
     r"по\s+сравнению\s+с\s+(?:предыдущим|прошлым)\s+годом"),
    ("year_before_last", "relative",
     r"(?:the\s+)?year\s+before\s+last|позапрошлом\s+году"),
    ("previous_year", "relative",
     r"(?:in\s+)?the\s+(?:previous|preceding|prior)\s+year|"
     r"(?:in\s+)?the\s+year\s+before|l'année\s+précédente|(?:в\s+)?предыдущем\s+году"),
    ("year_earlier", "relative",
     r"(?:a|one)\s+year\s+(?:earlier|before)|the\s+year\s+earlier|"
     r"un\s+an\s+plus\s+tôt|годом\s+ранее"),
    ("years_earlier", "relative",
     rf"(?:{_N}|a\s+few|several)\s+years\s+(?:earlier|before|previously)"),
    ("years_ago", "relative",
     rf"(?:{_N}|a\s+few|several)\s+years\s+ago|(?:a|two)\s+decades?\s+ago"),
    ("years_later", "relative",
     rf"(?:{_N}|a\s+few|several|one|a)\s+years?\s+later"),
    ("same_year", "relative",
     r"(?:in\s+|during\s+)?(?:the\s+same|that(?:\s+same)?)\s+year|la\s+même\s+année|"
     r"cette\s+année-là|(?:в\s+)?том\s+же\s+году"),
    ("same_period", "relative",
     r"(?:in\s+|during\s+|over\s+)?(?:the\s+same|that|this)\s+period|"
     r"(?:sur\s+)?la\s+même\s+période|аналогичн\w+\s+период\w*|за\s+тот\s+же\s+период"),
    ("following_year", "relative",
     r"(?:in\s+)?the\s+(?:following|next)\s+year|l'année\s+suivante"),
    ("next_year", "relative",
     r"(?:by\s+|in\s+)?next\s+year|l'année\s+prochaine|в\s+следующем\s+году"),
    ("last_year", "relative",
     r"(?:in\s+|during\s+)?(?:the\s+)?last\s+year(?!s)|"
     r"l'an(?:née)?\s+derni(?:er|ère)|(?:в\s+)?прошлом\s+году|the\s+past\s+year"),
    ("this_year", "relative",
     r"(?:in\s+|so\s+far\s+|by\s+the\s+end\s+of\s+|later\s+|earlier\s+)?this\s+year|"
     r"(?:in\s+)?the\s+current\s+year|cette\s+année|в\s+(?:этом|текущем)\s+году|"
     r"year[\s-]to[\s-]date"),
    ("year_ago", "relative",
     r"(?:a|one)\s+year\s+ago|il\s+y\s+a\s+un\s+an"),
    ("last_fiscal_year", "relative",
     r"(?:in\s+)?(?:the\s+)?(?:last|previous|past)\s+(?:fiscal|financial)(?:\s+year)?"),
    ("this_fiscal_year", "relative",
     r"(?:in\s+)?(?:the\s+)?(?:this|current)\s+(?:fiscal|financial)(?:\s+year)?"),
    ("past_decade", "relative",
     r"(?:in|over|during)?\s*the\s+(?:last|past)\s+decade|"
     r"(?:over|for|in)\s+a\s+decade"),
    ("decade", "relative",
     r"(?:in\s+|during\s+)?this\s+decade"),
    ("last_month", "relative",
     r"(?:in\s+)?(?:last|the\s+previous|this|next)\s+(?:month|quarter|week)|"
     r"earlier\s+this\s+(?:month|week)|the\s+same\s+month"),
    ("recent_years", "relative",
     r"(?:in\s+)?(?:recent|the\s+(?:last|past)\s+few|the\s+(?:last|"
     r"past)\s+several)\s+years|"
     r"ces\s+dernières\s+années|в\s+последние\s+годы"),
    ("coming_years", "relative",
     rf"(?:in|over|within)\s+the\s+(?:next|coming)\s+(?:(?:{_N}|few)\s+)?(?:years?|decades?)|"
     r"in\s+the\s+coming\s+years"),
    ("annual", "each",
     r"each\s+year|every\s+year"),
)  # fmt: skip
_PATTERN = lazy(
    r"(?<!\w)(?:" + "|".join(rf"(?P<{name}>{words})(?!\w)" for name, _, words in _FORMS) + ")",
    re.IGNORECASE,
)
_ROLES = {name: role for name, role, _ in _FORMS}
_PAST_YEARS = lazy(
    rf"\b(?:(?:over|in|during|for|within|across)\s+)?(?P<past>the\s+(?:last|past|previous)\s+)"
    rf"(?P<count>{_N})[\s-]years?\b",
    re.IGNORECASE,
)
_PART_OF_YEAR = lazy(
    r"\b(?:(?:in|during|over|for|through)\s+)?(?:the\s+)?(?P<which>first|opening|second|third|fourth|last|final)"
    rf"\s+(?:(?P<unit>half|quarter)|(?P<count>{_N}|eleven|twelve)\s+months)\s+of\s+"
    r"(?:(?P<year>this|last|that|next|the\s+same|the\s+previous|the)\s+year)\b",
    re.IGNORECASE,
)
_YEARS = {"this": "this_year", "last": "last_year", "next": "next_year", "that": "same_year",
          "the same": "same_year", "the previous": "previous_year", "the": "same_year"}  # fmt: skip
_DURATION = lazy(
    rf"\b(?P<prep>over|in|within|for|during|across)\s+(?:a\s+|the\s+|just\s+|only\s+|about\s+|around\s+|some\s+)*"
    rf"(?P<count>{_N})[\s-](?P<unit>years?|months?|decades?)(?:\s+period)?\b(?!\s*(?:to|ending|of|ago|earlier|"
    r"later|before)\b)(?!-)",
    re.IGNORECASE,
)
_GATE_TEXT = (
    "year decade month period fiscal financial y/y yoy y-o-y quarter week annuel année un·an l'an "
    "год лет период même"
)
_GATE_WORDS = tuple(word.replace("·", " ") for word in _GATE_TEXT.split())
"""Words without which nothing is found; most sentences have none of them."""
_PART_WORDS = ("half", "quarter", "months")
_PAST_WORDS = ("last", "past", "previous")


def find_relative(plain: str, span: Span) -> Iterator[When]:
    """The expressions in `span` that depend on an anchor; their text is None."""
    start, end = span
    lower = plain[start:end].lower()
    if not holds_any(lower, _GATE_WORDS):
        return
    for match in _gated(_PART_OF_YEAR, _PART_WORDS, plain, span):
        part = _part(match)
        if part is not None:
            year = _YEARS[" ".join(match["year"].lower().split())]
            yield replace(_when(match, "in", year, f"part:{part}"), precision="part")
    for match in _gated(_PAST_YEARS, _PAST_WORDS, plain, span):
        count = _number(match["count"])
        yield _when(match, "over", f"past_years:{count}", f"years:{count}")
    for match in _DURATION.finditer(plain, start, end):
        count = _number(match["count"])
        unit = match["unit"].lower().rstrip("s")
        yield _when(match, "over", "duration", f"{unit}s:{count}")
    for match in _PATTERN.finditer(plain, start, end):
        name = match.lastgroup or ""
        yield _when(match, _ROLES[name], name, None)


def _gated(
    pattern: re.Pattern[str], words: Sequence[str], plain: str, span: Span
) -> Iterator[re.Match[str]]:
    """What the pattern finds; it is not tried where none of the words that it needs is there."""
    if holds_any(plain[slice(*span)].lower(), words):
        yield from pattern.finditer(plain, *span)


def _part(match: re.Match[str]) -> str | None:
    """Which part of a year the words name: `H1`, `Q3`, `01-10`; None where they name none."""
    which = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4}.get(
        match["which"].lower()
    )
    unit = (match["unit"] or "").lower()
    if unit == "half":
        return f"H{which or 2}" if (which or 2) <= 2 else None
    if unit == "quarter":
        return f"Q{which or 4}"
    count = {"eleven": 11, "twelve": 12}.get(match["count"].lower()) or _number(match["count"])
    if not 1 <= count <= 12 or which not in (1, None):
        return None
    return f"01-{count:02d}" if which else f"{13 - count:02d}-12"


def _number(text: str) -> int:
    return _SMALL.get(text.lower()) or int(text)


def _when(match: re.Match[str], role: str, relative: str, note: str | None) -> When:
    return When(
        start=match.start(),
        end=match.end(),
        role=role,  # type: ignore[arg-type]
        text=None,
        precision="years" if note else "year",
        relative=relative,
        note=note,
        core=match.span(),
    )
