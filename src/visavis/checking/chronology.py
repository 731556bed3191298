"""Dates that do not follow: a span that runs backwards, joining after leaving, an overdue target.

The trap is the second life: a state may join again, and a text may be printed again. None of these
is a certain contradiction; all are worth a look.
"""

import re
from collections.abc import Iterator, Sequence

from visavis.checking.when import dated_period
from visavis.model.claims import Claim, Document
from visavis.model.periods import Period
from visavis.model.verdicts import Finding

__all__ = ["chronology"]

_BACKWARDS = re.compile(
    r"\b(?:from|between)\s+(?:the\s+year\s+)?((?:19|20)\d\d)\s+(?:to|and|until|through)\s+"
    r"((?:19|20)\d\d)\b(?!\s*(?:%|per\s?cent|percent|billion|million|thousand|[a-z]+s\b))"
)
_AGAIN = re.compile(
    r"\b(?:re-?join\w*|again|back|return\w*|earlier|having|after|since)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|shall|aims?|plans?|intends?|hopes?|expects?|seeks?|is to|are to|set to)\b"
)
_BEHIND = re.compile(
    r"\b(?:would|was|were|had|planned|aimed|intended|hoped|expected|sought|vowed|agreed|missed|"
    r"said|once|then)\b"
)
_OF_THE_FUTURE = ("target", "planned", "forecast")


def chronology(claims: Sequence[Claim], document: Document | None) -> Iterator[Finding]:
    """Findings about dates, in the order of the claims concerned."""
    if document is not None:
        yield from _backwards(claims, document.text)
        yield from _overdue(claims, document)
    yield from _left_before_joining(claims, document.text if document is not None else "")


def _found(claims: tuple[int, ...], **detail: str) -> Finding:
    return Finding(
        kind="chronology", claims=claims, expected=None, found=None, unit=None,
        is_contradiction=False, detail=detail,
    )  # fmt: skip


def _backwards(claims: Sequence[Claim], text: str) -> Iterator[Finding]:
    """ "From 2021 to 2018", in a sentence with claims."""
    sentences: dict[tuple[int, int], list[int]] = {}
    for at, claim in enumerate(claims):
        sentences.setdefault(claim.sentence, []).append(at)
    for (start, end), positions in sorted(sentences.items()):
        for match in _BACKWARDS.finditer(text, start, end):
            first, last = match[1], match[2]
            if first > last:
                yield _found(tuple(positions), span=f"{first} to {last}")


def _left_before_joining(claims: Sequence[Claim], text: str) -> Iterator[Finding]:
    told = [(n, claim) for n, claim in enumerate(claims) if claim.measure == "membership"]
    joining = [(n, claim) for n, claim in told if claim.position == "member"]
    for n, joined in joining:
        for m, left in ((m, claim) for m, claim in told if claim.position == "left"):
            pair = _spells(joined, left)
            if pair is None or pair[0].start <= pair[1].end:
                continue
            if not _AGAIN.search(text, *joined.sentence) and not _AGAIN.search(
                text, *left.sentence
            ):
                yield _found(tuple(sorted((n, m))), joined=joined.period, left=left.period)


def _spells(joined: Claim, left: Claim) -> tuple[Period, Period] | None:
    """When the author has one state join and leave one group; None for anything else."""
    same = (joined.measure == left.measure == "membership" and joined.subject == left.subject
            and joined.partner == left.partner and joined.subject is not None)  # fmt: skip
    plain = all(
        c.asserted and c.modality == "actual" and c.polarity == "affirmed" and not c.ambiguous
        for c in (joined, left)
    )
    if not same or not plain or (joined.position, left.position) != ("member", "left"):
        return None
    found = dated_period(joined), dated_period(left)
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _overdue(claims: Sequence[Claim], document: Document) -> Iterator[Finding]:
    """A target told as lying ahead whose date is behind the text's own."""
    if not document.date:
        return
    for at, claim in enumerate(claims):
        period = dated_period(claim) if claim.modality in _OF_THE_FUTURE else None
        if period is None or claim.period_from != "sentence" or not claim.asserted:
            continue
        words = document.text[slice(*claim.sentence)]
        ahead = _AHEAD.search(words) and not _BEHIND.search(words)
        if ahead and period.end.year < int(document.date[:4]):
            yield _found((at,), deadline=claim.period, written=document.date[:10])
