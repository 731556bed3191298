"""Passages that are no sentences any more: too long, or rows of numbers; they are not read.

The trap: a rule walks from a number to its noun, so a row of a thousand numbers would take hours.
What is not read is never dropped in silence: the document carries it, every output says so.
"""

import re
from collections.abc import Sequence
from itertools import islice

from visavis.model.claims import Segment
from visavis.reading.lexis import Span
from visavis.reading.sentences import shadow, split_sentences

__all__ = ["LONGEST", "MOST_NUMBERS", "is_too_long", "unread_passages"]

LONGEST = 1500
"""Characters; the longest sentences of reports and treaties have some 1,000."""
MOST_NUMBERS = 40
# No possessive group: before Python 3.11.5 one that can step back matches too little.
_NUMBER = re.compile(r"\d+(?:[.,]\d{3}(?!\d))*(?:[.,]\d+)?")
_UNREAD_ANYHOW = ("heading", "table", "boilerplate")


def is_too_long(plain: str, start: int, end: int) -> bool:
    """Whether what stands between two full stops is too long, or too full of numbers, to read."""
    if end - start > LONGEST:
        return True
    numbers = islice(_NUMBER.finditer(plain, start, end), MOST_NUMBERS + 1)
    return sum(1 for _ in numbers) > MOST_NUMBERS


def unread_passages(text: str, segments: Sequence[Segment]) -> tuple[Span, ...]:
    """The stretches of prose, lists, quotations and notes that are too long to be read."""
    suspect = [
        segment for segment in segments
        if segment.kind not in _UNREAD_ANYHOW and is_too_long(text, segment.start, segment.end)
    ]  # fmt: skip
    if not suspect:
        return ()
    plain, _ = shadow(text, frozenset(segment.note for segment in segments if segment.note))
    return tuple(
        span for segment in suspect for span in split_sentences(plain, segment.start, segment.end)
        if is_too_long(plain, *span)
    )  # fmt: skip
