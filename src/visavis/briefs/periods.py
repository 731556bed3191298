"""Periods in words: `2016-05` is May 2016, `2016-01..2016-05` is January to May 2016."""

import re

from visavis.model.states import is_state, state

__all__ = ["as_dated", "period_adverb", "period_words"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NTH = ("first", "second", "third", "fourth")
_OPEN = {
    "unspecified": "period not stated",
    "annual:unspecified": "a year, not stated which",
}


def period_words(text: str) -> str:
    """The notation of formats in plain English; unknown notation is given back as it is."""
    if text in _OPEN:
        return _OPEN[text]
    if text.startswith("asof:"):
        return f"as of {period_words(text.removeprefix('asof:'))}"
    if text.startswith("FY:"):
        _, owner, years = text.split(":", 2)
        whose = f" of {state(owner).name}" if is_state(owner) else ""
        return f"fiscal year {years}{whose}"
    first, dots, last = text.partition("..")
    if dots:
        left, right = period_words(first), period_words(last)
        same_year = len(first) == len(last) == 7 and first[:4] == last[:4]
        return f"{left.rsplit(' ', 1)[0] if same_year else left} to {right}"
    return _single(text)


def period_adverb(text: str) -> str:
    """With its preposition, to end a sentence: `in 2020`, `on 27 March 2014`."""
    words = period_words(text)
    if text in _OPEN:
        return f"({words})"
    if ".." in text:
        return f"from {words}"
    if text.startswith("asof:"):
        return words
    return f"{'on' if len(text) == 10 and text[4] == '-' else 'in'} {words}"


def as_dated(day: str, precision: str) -> str:
    """An ISO day cut to what its source states: a `month`, a `year` or the day itself."""
    return day[: {"year": 4, "month": 7}.get(precision, 10)]


def _single(text: str) -> str:
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return f"{_MONTHS[int(match[2]) - 1]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"
    if match := re.fullmatch(r"(\d{4})([QH])(\d)", text):
        part = "quarter" if match[2] == "Q" else "half"
        return f"the {_NTH[int(match[3]) - 1]} {part} of {match[1]}"
    return text
