"""How often a text names a state, counted in the text that the claim speaks of.

The trap is what counts as a mention: names alone, adjectives, the sentence that says so itself. A
verdict is given only where the fewest and the most that can be counted agree on it.
"""

import re
from collections.abc import Sequence

from visavis.checking.case import Case, Outcome
from visavis.model.claims import Claim, Document
from visavis.model.verdicts import Reason, Verdict

__all__ = ["RULES", "mention_outcome"]

RULES: dict[str, tuple[str, str]] = {
    "N1": ("the text counted is neither this one nor at hand", "cannot_be_checked: no_source"),
    "N2": ("names alone, and names with adjectives and capitals, bear the count out", "supported"),
    "N3": ("neither bears it out", "inconsistent"),
    "N4": ("it depends on what counts as a mention", "depends_on_definition"),
}
"""The rules for counts of mentions, which come before the decision table."""

_THIS = re.compile(
    r"\b(?:this|the present)\s+(?:\w+\s+)?(?:text|article|report|document|paper|essay|study|brief|"
    r"page|analysis|commentary|post)\b",
    re.IGNORECASE,
)


def mention_outcome(case: Case, document: Document, others: Sequence[Document]) -> Outcome | None:
    """The verdict on a count of mentions; None for anything else."""
    claim, words = case.claim, case.words
    if claim.measure != "mentions" or claim.modality != "actual" or claim.ambiguous:
        return None
    named = _named(claim, document, others)
    if named is None or words is None or claim.subject is None:
        return Outcome(Verdict.CANNOT_BE_CHECKED, Reason.NO_SOURCE, (), (("rule", "N1"),))
    fewest, most = _counted(claim, named, is_this=named is document)
    low, high = words.narrow.low, words.narrow.high
    if claim.qualifier == "<" and high is not None:
        high = high.next_minus() if high == words.value else high
    if claim.qualifier == ">" and low is not None:
        low = low.next_plus() if low == words.value else low
    holds = {
        (low is None or n >= low) and (high is None or n <= high) for n in range(fewest, most + 1)
    }
    if claim.polarity == "negated":
        holds = {not each for each in holds}
    counted = ("mentions", f"{fewest}" if fewest == most else f"{fewest} to {most}")
    if holds == {True}:
        return Outcome(Verdict.SUPPORTED, None, (), (("rule", "N2"), counted))
    if holds == {False}:
        return Outcome(Verdict.INCONSISTENT, None, (), (("rule", "N3"), counted))
    return Outcome(Verdict.DEPENDS_ON_DEFINITION, None, (), (("rule", "N4"), counted))


def _named(claim: Claim, document: Document, others: Sequence[Document]) -> Document | None:
    """The text of which the sentence speaks, if it is at hand."""
    words = document.text[slice(*claim.sentence)]
    if _THIS.search(words):
        return document
    lower = words.lower()
    titled = [other for other in others if other.title and len(other.title.split()) > 1]
    return next((other for other in titled if (other.title or "").lower() in lower), None)


def _counted(claim: Claim, document: Document, *, is_this: bool) -> tuple[int, int]:
    """The fewest and the most mentions of the state, by what is counted."""
    from visavis.reading.mentions import find_mentions  # late: builds the table of names

    found = [
        mention
        for mention in find_mentions(document.text, document.language)
        if claim.subject in mention.ids and mention.kind != "pronoun"
    ]
    start, end = claim.sentence if is_this else (0, 0)
    outside = [mention for mention in found if not start <= mention.start < end]
    names = [mention for mention in outside if mention.kind == "state"]
    return len(names), len(found)
