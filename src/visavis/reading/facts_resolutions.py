"""Which resolution of the General Assembly a sentence speaks of: by its number or by its subject.

The trap: the Assembly votes on the same subject again and again. A description names a resolution
only where the subject *and* the date leave a single row of `resolutions.csv`, or where the words
alone are unmistakable (column `undated`). Everything else stays open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from visavis.model.periods import period_or_none
from visavis.model.tables import read_table
from visavis.reading.patterns import lazy

__all__ = ["KnownResolution", "described", "known_resolutions", "named", "was_held_in"]

_SYMBOL = lazy(
    r"\b(?:A/)?(?:RES/|Res\.? ?)(?P<a>(?:ES-)?\d{1,2}/\d{1,3}(?: ?[A-Z]\b)?|"
    r"\d{1,4} ?(?:[A-Z] ?)?\([IVXL-]+\))|"
    r"\b[Rr]esolutions? (?:number |no\.? |A/RES/)?(?P<b>(?:ES[-\u2011\u2013]\d{1,2}/\d{1,3}|"
    r"\d{1,2}/\d{1,3}(?: ?[A-Z]\b)?|\d{2,4} ?(?:[A-Z] ?)?\([IVXL-]+\)))|"
    r"\b(?P<c>ES[-\u2011\u2013]\d{1,2}/\d{1,3})\b|\b(?P<d>\d{2,4} ?(?:[A-Z] ?)?\([IVXL]+\))|"
    r"\b(?:on|of|for|against|and|or|to|in|by|both|backed|supported|opposed|adopted|passed)\s+"
    r"(?P<e>(?:3[1-9]|[4-8]\d)/\d{1,3}(?: ?[A-Z]\b)?)(?![\d/])"
)
_DATED_FAMOUS = lazy(r"\b[Rr]esolution (2758|3379|181)\b")


@dataclass(frozen=True, slots=True)
class KnownResolution:
    """One row of the table: a resolution and words by which texts describe it."""

    symbol: str
    held_on: date
    topics: tuple[tuple[str, ...], ...]
    """Each group needs one of its words in the text."""
    excludes: tuple[str, ...]
    undated: bool
    """Whether the words suffice where the text gives no date."""
    title: str
    source: str


@cache
def known_resolutions() -> tuple[KnownResolution, ...]:
    """The table, in file order."""
    return tuple(_row(row) for row in read_table("resolutions.csv", "reading"))


def _row(row: dict[str, str]) -> KnownResolution:
    return KnownResolution(
        symbol=row["symbol"],
        held_on=date.fromisoformat(row["date"]),
        topics=tuple(tuple(group.split("|")) for group in row["topics"].split(";")),
        excludes=tuple(word for word in row["excludes"].split("|") if word),
        undated=row["undated"] == "yes",
        title=row["title"],
        source=row["source"],
    )


def named(text: str) -> tuple[str, ...]:
    """Symbols of the resolutions that the text names by number, as `A/RES/68/262`, in order."""
    found = [(hit.start(), _symbol(hit)) for hit in _SYMBOL.finditer(text)]
    for hit in _DATED_FAMOUS.finditer(text):
        symbols = (known.symbol for known in known_resolutions())
        famous = next(symbol for symbol in symbols if symbol.startswith(f"A/RES/{hit[1]}("))
        found.append((hit.start(), famous))
    return tuple(dict.fromkeys(symbol for _, symbol in sorted(found)))


def _symbol(found: re.Match[str]) -> str:
    number = next(part for part in found.groupdict().values() if part)
    number = number.replace("\u2011", "-").replace("\u2013", "-")
    return "A/RES/" + re.sub(r" (?=\(|[A-Z]\b)", "", number)


def described(text: str, periods: Sequence[str]) -> tuple[str, ...]:
    """Symbols of the resolutions that the description admits, sorted; one is an answer.

    `periods` are the dates that the text gives; with none of them, only unmistakable words count,
    and with the very day of a vote its general subject is enough.
    """
    lower = text.lower()
    spans = [span for notation in periods if (span := period_or_none(notation)) is not None]
    admitted = set()
    for known in known_resolutions():
        is_day = any(span.start == known.held_on == span.end for span in spans)
        topics = known.topics[:1] if is_day else known.topics
        if not all(_has(lower, group) for group in topics) or _has(lower, known.excludes):
            continue
        if spans:
            fits = any(span.start <= known.held_on <= span.end for span in spans)
        else:
            fits = known.undated
        if fits:
            admitted.add(known.symbol)
    return tuple(sorted(admitted))


def was_held_in(symbol: str, notation: str) -> bool:
    """Whether the resolution was voted on in the period; True where either is not known."""
    span = period_or_none(notation)
    held = [known.held_on for known in known_resolutions() if known.symbol == symbol]
    return span is None or not held or any(span.start <= day <= span.end for day in held)


def _has(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words begins at a word boundary in the text."""
    return any(word in text and re.search(rf"(?<!\w){re.escape(word)}", text) for word in words)
