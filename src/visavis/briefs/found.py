"""What figures and readings say, in words, each with whose book it is.

The trap is a bound or a missing value worded as a value: "at least 26.8 %" is neither.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from visavis.briefs.books import book_words, coverage_count
from visavis.briefs.names import joined, name, with_a
from visavis.briefs.numbers import quantity
from visavis.briefs.periods import as_dated, period_adverb, period_words
from visavis.briefs.ties import promise_words, tie_words
from visavis.model.figures import Figure, Missing

if TYPE_CHECKING:
    from visavis.model.verdicts import Reading

__all__ = [
    "POSITIONS", "Held", "dated_statuses", "figure_words", "found_words", "reading_words",
    "sense_words", "status_words",
]  # fmt: skip

_MISSING = {
    Missing.NOT_REPORTED: "not reported",
    Missing.OUT_OF_COVERAGE: "outside what the source covers",
    Missing.SUPPRESSED: "suppressed by the publisher",
    Missing.NOT_A_STATE: "one side was not a state then",
    Missing.NO_SOURCE: "no source at hand",
    Missing.NO_EXCHANGE_RATE: "no exchange rate at hand",
    Missing.INCOMPLETE: "incomplete",
    Missing.UNDEFINED: "not defined",
}
POSITIONS = {
    "yes": "voted in favour",
    "no": "voted against",
    "abstain": "abstained",
    "absent": "was absent",
}
"""What a state did in a roll call, as it follows its name."""


_COUNTED = {
    "visits": ("visit", "visits"),
    "un_vote_for": ("vote in favour", "votes in favour"),
    "un_vote_against": ("vote against", "votes against"),
    "un_vote_abstain": ("abstention", "abstentions"),
    "un_vote_absent": ("absent", "absent"),
}
"""What is counted, where the bare number would say nothing: one and many of it."""


def figure_words(figure: Figure, decimals: int | None = None) -> str:
    """The figure's value or, in plain words, why there is none: `14.6 %`, `at least 26.8 %`."""
    if figure.detail.get("shown"):
        return tie_words(figure)
    if figure.value is not None and figure.query.measure in _COUNTED:
        one, many = _COUNTED[figure.query.measure]
        return f"{quantity(figure.value, figure.unit)} {one if figure.value == 1 else many}"
    if figure.value is not None:
        words = quantity(figure.value, figure.unit, decimals)
        return f"{words}, inferred from no row" if figure.detail.get("inferred_zero") else words
    if figure.text is not None:
        plain = figure.text.replace("_", " ")
        if figure.query.measure == "alliance":
            return promise_words(figure.text)
        if figure.unit == "status":
            return status_words(figure)
        return POSITIONS.get(figure.text, plain) if figure.unit == "vote" else plain
    if figure.lower_bound is not None:
        bound = quantity(figure.lower_bound, figure.unit, decimals)
        if figure.unit == "rank":
            return f"{bound} at best"
        return f"at least {bound}"
    return _MISSING[figure.missing] if figure.missing is not None else "no value"


class Held(NamedTuple):
    """From when until when a status was held: `in July 1996`, `on 28 July 1995`, or nothing."""

    since: str
    until: str
    start: str
    """The same without the preposition: `July 1996`."""
    end: str


def dated_statuses(figure: Figure, kind: str) -> tuple[Held, ...]:
    """The spans of one kind of status that the table has for the pair, the latest last."""
    rows = figure.detail.get("statuses")
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, tuple) else []
    held = [row for row in found if row.get("kind") == kind]
    held.sort(key=lambda row: str(row.get("start") or ""))
    return tuple(_held(row) for row in held)


def _held(row: dict[str, object]) -> Held:
    precision = str(row.get("precision"))
    start, end = (as_dated(str(row.get(key) or ""), precision) for key in ("start", "end"))
    return Held(
        since=period_adverb(start) if start else "", until=period_adverb(end) if end else "",
        start=period_words(start) if start else "", end=period_words(end) if end else "",
    )  # fmt: skip


def status_words(figure: Figure) -> str:
    """`listed as a member from 10 January 2017 on`, with the dates that the table has."""
    if figure.text in (None, "none"):
        return "not listed"
    kind = with_a(figure.text.replace("_", " "))
    rows = [row for row in dated_statuses(figure, figure.text) if row.start]
    if not rows:
        return f"listed as {kind}"
    if not rows[-1].end:
        return f"listed as {kind} from {rows[-1].start} on"
    return f"listed as {kind} from {rows[-1].start} to {rows[-1].end}"


def reading_words(reading: "Reading", decimals: int | None = None) -> str:
    """One reading's answer with whose book it is: `14.6 % (Russia's own customs)`."""
    noted = "; ".join(_remarks(reading))
    words = _answer(reading, decimals)
    return f"{words} ({noted})" if noted else words


def found_words(readings: "Sequence[Reading]", decimals: int | None = None) -> str:
    """What several readings say; equal answers are given once, a shared book is named once."""
    books = list(dict.fromkeys(book_words(reading.figure) for reading in readings))
    is_shared = len(books) == 1 and len(readings) > 1
    by_answer: dict[str, dict[str, list[str]]] = {}
    for reading in readings:
        noted = "; ".join(_remarks(reading)[1 if is_shared and books[0] else 0 :])
        who = by_answer.setdefault(_stated(reading, decimals), {})
        who.setdefault(noted, []).append(_who(reading))
    words = []
    for answer, noted_by in by_answer.items():
        actors = dict.fromkeys(actor for who in noted_by.values() for actor in who)
        said = _said([actor for actor in actors if actor], answer)
        words.append(_with_books(said, [noted for noted in noted_by if noted]))
    if not is_shared or not books[0]:
        return joined(words)
    if len(words) == 1 and not words[0].endswith(")"):
        return _with_books(words[0], books)
    origin = books[0] if books[0].startswith("reconciled") else f"from {books[0]}"
    count = {1: "", 2: "both "}.get(len(words), "all ")
    return f"{joined(words)}, {count}{origin}"


def _said(actors: list[str], answer: str) -> str:
    """`Kenya is listed as a member`, `Iran and Laos are listed as members`, `Laos abstained`."""
    who = joined(actors)
    if not who or not answer.startswith(("listed", "not listed")):
        return f"{who} {answer}".strip()
    if " and " not in who:
        return f"{who} is {answer}"
    several = _A_STATUS.sub(r"listed as \1s", answer)
    return f"{who} are {several}"


_A_STATUS = re.compile(r"listed as an? ([\w ]+?)(?= from\b| \(|$)")


def _with_books(said: str, books: Sequence[str]) -> str:
    """`14.6 % (Russia's own customs; and Russia's own customs, through UN Comtrade)`."""
    if not books:
        return said
    shown = [*books[:2], *([f"{len(books) - 2} more"] if len(books) > 2 else [])]
    return f"{said} ({'; and '.join(shown)})"


def _remarks(reading: "Reading") -> list[str]:
    """Whose book, how much of a group it covers, and the senses that the answer itself omits."""
    senses = [
        sense_words(kind, value)
        for kind, value in reading.senses
        if kind not in ("book", *_SAID_INLINE)
    ]
    part = coverage_count(reading.figure.coverage)
    return [remark for remark in (book_words(reading.figure), part, *senses) if remark]


_SAID_INLINE = ("definition", "window")
"""Senses without which an answer would not be understood: they stand beside it."""


def _who(reading: "Reading") -> str:
    """Whose vote or status it is; a number speaks for the claim's own subject."""
    return name(reading.query.subject) if reading.figure.unit in ("vote", "status") else ""


def _answer(reading: "Reading", decimals: int | None) -> str:
    return _said([who] if (who := _who(reading)) else [], _stated(reading, decimals))


def _stated(reading: "Reading", decimals: int | None) -> str:
    """The answer as it follows a name: `abstained`, `14.6 % counting the EU27 in 2020`."""
    words = figure_words(reading.figure, decimals)
    inline = [sense_words(*sense) for sense in reading.senses if sense[0] in _SAID_INLINE]
    return " ".join([words, *inline])


def sense_words(kind: str, value: str) -> str:
    """What a reading chose where the words leave it open: `counting the EU27`, `in 2023`."""
    if kind == "definition":
        return f"counting {name(value)}"
    if kind == "window":
        return f"over {value.replace('..', ' to ')}" if ".." in value else period_adverb(value)
    known = _SENSES.get((kind, value))
    return known or f"{kind.replace('_', ' ')} {value.replace('_', ' ')}"


_SENSES = {
    ("aggregation", "sum"): "the years added up",
    ("aggregation", "mean"): "a year on average",
    ("aggregation", "end"): "at the end of the period",
    ("denominator", "product"): "of the product alone",
    ("denominator", "flow"): "of all goods between the two",
    ("denominator", "exports"): "of all exports",
    ("denominator", "imports"): "of all imports",
    ("denominator", "trade"): "of all trade",
    ("denominator", "gdp"): "of GDP",
}
