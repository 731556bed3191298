"""Dates of membership that are no matter of yes or no: an earlier seat, a signature, an old text.

The trap is the second date: China's seat dates from 1945 and has been Peking's since 1971, and
India was admitted to one organisation in 2015 and entered it in 2017. A text that names the other
year is not wrong, so the claim keeps the doubt.
"""

import re
from collections.abc import Sequence

from visavis.model.groups import is_group, membership_of
from visavis.model.memberships import Membership, other_dates, rows_of_group
from visavis.model.periods import Period, period_or_none
from visavis.model.states import is_state
from visavis.reading.patterns import lazy

__all__ = ["age_doubts", "date_doubts", "decor_doubts", "is_former", "passing_doubts", "premise_of"]

_FORMER = lazy(r"\b(?:former|one-?time|erstwhile)\b", re.IGNORECASE)
_NEWEST = lazy(r"\b(?:newest|youngest|latest|most recent)\b", re.IGNORECASE)
_MORE = lazy(
    r"\b(?:(?!newest|youngest|latest)[a-z-]{3,}est|only|sole|most (?!recent)\w+|expelled|excluded|"
    r"ejected|ousted)\b",
    re.IGNORECASE,
)
_OPINION = lazy(r"\b(?:key|core|loyal|leading|major|committed|active|fellow)\b", re.IGNORECASE)
_FOUNDING_DAYS = 31
_RECENT = 2000
"""A text without a date may be older than a joining from this year on."""


def date_doubts(subject: str | None, group: str | None, period: str) -> tuple[str, ...]:
    """`measure:date of joining` where the period is that of such another date, else nothing.

    Where a membership itself begins in the period, nothing is doubtful.
    """
    if not is_group(group or "") or (not period[:1].isdigit() and not period.startswith("asof:")):
        return ()
    span = period_or_none(period.removeprefix("asof:"))
    if span is None:
        return ()
    states = [each for each in (subject or "").split("|") if is_state(each)]
    doubtful = any(_is_doubtful(each, group or "", span, period) for each in states)
    return ("measure:date of joining",) if doubtful else ()


def _is_doubtful(state: str, group: str, span: Period, period: str) -> bool:
    rows = [row for row in membership_of(state, group) if row.kind == "member"]
    if any(row.start is not None and span.start <= row.start <= span.end for row in rows):
        return False
    if period.startswith("asof:"):
        if any(row.holds_on(span.end) for row in rows):
            return False
        return any(row.kind == "seat" and _meets(row, span) for row in other_dates(state, group))
    return any(_meets(row, span) for row in other_dates(state, group))


def _meets(row: Membership, span: Period) -> bool:
    begins = row.start is None or row.start <= span.end
    return begins and (row.end is None or row.end >= span.start)


def is_former(decor: str) -> bool:
    """Whether the words before "member" say that the membership is over."""
    return _FORMER.search(decor) is not None


def premise_of(decor: str) -> str | None:
    """The word before "member" that no table of memberships can speak to ("largest"), if any."""
    found = _MORE.search(decor) or _OPINION.search(decor)
    return found[0].lower() if found else None


def decor_doubts(decor: str, subject: str | None, group: str | None) -> tuple[str, ...]:
    """`measure:founding` and `measure:newest member`, where the words say so and more is asked."""
    newest = ("measure:newest member",) if _NEWEST.search(decor) else ()
    founding = "found" in decor.lower() or re.search(r"\boriginal\b", decor, re.IGNORECASE)
    return (*newest, *(_founder_doubts(subject, group) if founding else ()))


def _founder_doubts(subject: str | None, group: str | None) -> tuple[str, ...]:
    """`measure:founding` unless every state was in the group within 31 days of its first members.

    A state that joined later is a member and no founder, which the dates alone do not decide.
    """
    if not is_group(group or ""):
        return ()
    rows = [r for r in rows_of_group(group or "") if r.kind == "member" and r.start is not None]
    first = min((r.start for r in rows if r.start is not None), default=None)
    founders = {
        r.state
        for r in rows
        if first is not None and r.start is not None and (r.start - first).days <= _FOUNDING_DAYS
    }
    states = (subject or "").split("|")
    return () if all(each in founders for each in states) else ("measure:founding",)


def age_doubts(subject: str | None, group: str | None) -> tuple[str, ...]:
    """`measure:date of the text` where a state that the text has outside joined since 2000."""
    if not is_group(group or ""):
        return ()
    states = [each for each in (subject or "").split("|") if is_state(each)]
    rows = [row for each in states for row in membership_of(each, group or "")]
    joined = [r for r in rows if r.kind == "member" and r.start is not None]
    recent = any(r.start is not None and r.start.year >= _RECENT for r in joined)
    return ("measure:date of the text",) if recent else ()


def passing_doubts(
    subject: str | None, group: str | None, position: str, periods: Sequence[str]
) -> tuple[str, ...]:
    """`measure:date of the text` where the status did not hold in a period of the sentence.

    "The EU member Croatia hosted the games in 2010" may speak of either time.
    """
    if not is_group(group or ""):
        return ()
    spans = [Period.parse(each) for each in periods if each[:1].isdigit()]
    for each in (subject or "").split("|"):
        rows = membership_of(each, group or "") if is_state(each) else ()
        kind = "member" if position == "left" else position
        held = [row for row in rows if row.kind == kind]
        days = [day for span in spans for day in (span.start, span.end)]
        if held and not all(any(row.holds_on(day) for row in held) for day in days):
            return ("measure:date of the text",)
    return ()
