"""Resolutions that a sentence names by their title alone.

The trap: titles come back year after year, and a vote that no record at hand has may bear the same
one (the Assembly voted on the territorial integrity of Ukraine in 2014 and in 2022). So the whole
title has to stand in the sentence beside a date of a year or less, and a single resolution voted on
in that time may bear it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from visavis.checking.when import dated_period
from visavis.model.claims import Claim, Document
from visavis.model.facts import RollCall
from visavis.model.periods import Period

__all__ = ["Titled", "named_by_title", "titled_spans"]

Titled = Sequence[RollCall]
"""Roll calls of some days that have both a symbol and a title."""

_OPEN = "measure:resolution "
_LEAST_WORDS = 3
_LONGEST_DAYS = 366


def titled_spans(claims: Iterable[Claim]) -> frozenset[tuple[date, date]]:
    """The days for which titles are needed: of claims on a resolution that no number names."""
    spans = (_span(claim) for claim in claims if _is_open(claim))
    return frozenset((span.start, span.end) for span in spans if span is not None)


def named_by_title(claim: Claim, document: Document, calls: Titled) -> Claim:
    """The claim with the resolution whose title stands in its sentence; else as it is."""
    span = _span(claim)
    if not _is_open(claim) or span is None:
        return claim
    sentence = _plain(document.text[slice(*claim.sentence)])
    fitting = [
        (_plain(call.title), call.resolution)
        for call in calls
        if span.start <= call.held_on <= span.end and _stands_in(_plain(call.title), sentence)
    ]
    # Of "Nuclear disarmament" and "General and complete disarmament: nuclear disarmament" the
    # longer one is meant where both stand in the sentence.
    longest = max((title for title, _ in fitting), key=len, default="")
    symbols = {symbol for title, symbol in fitting if title not in longest or title == longest}
    options = _options(claim)
    if len(symbols) != 1 or (options and not symbols <= options):
        return claim
    open_words = tuple(word for word in claim.ambiguous if not word.startswith(_OPEN))
    # Words of the title are read with it; others of the clause stay unread.
    unread = tuple(word for word in claim.unread if _plain(word) not in longest)
    return replace(claim, resolution=symbols.pop(), ambiguous=open_words, unread=unread)


def _is_open(claim: Claim) -> bool:
    votes = claim.measure == "vote_position" or claim.measure.startswith("un_vote_")
    is_open = any(word.startswith(_OPEN) for word in claim.ambiguous)
    return votes and claim.resolution is None and is_open


def _options(claim: Claim) -> set[str]:
    """The resolutions that the description left open; empty where it named none."""
    words = [word for word in claim.ambiguous if word.startswith(_OPEN)]
    found = {each for word in words for each in word.removeprefix(_OPEN).split("|")}
    return found - {"not named"}


def _span(claim: Claim) -> Period | None:
    """The days that the sentence itself gives, a year or less."""
    span = dated_period(claim) if claim.period_from == "sentence" else None
    return None if span is None or span.days > _LONGEST_DAYS else span


def _plain(text: str) -> str:
    """Lower case, one space between words, one kind of apostrophe."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


def _stands_in(title: str, sentence: str) -> bool:
    if len(title.split()) < _LEAST_WORDS or title not in sentence:
        return False
    at = sentence.index(title)
    before, after = sentence[:at][-1:], sentence[at + len(title) :][:1]
    return not before.isalnum() and not after.isalnum()
