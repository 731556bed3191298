"""The document cut into blocks and runs, so that overlapping claims can be marked.

A run is a stretch covered by the same claims throughout. No character is left out: what lies
between the segments that reading found (front matter) is shown as boilerplate.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from visavis.model.claims import Document

__all__ = ["Block", "Run", "Span", "blocks"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the numbers of the claims that cover it, start and end with it."""

    text: str
    covering: tuple[int, ...]
    starting: tuple[int, ...]
    ending: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table, and the numbers of the claims that start in it."""

    kind: str
    runs: tuple[Run, ...]
    claims: tuple[int, ...]


class _Spans:
    """Numbered spans by place, so that a long document is not searched for every run."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._sorted = sorted(enumerate(spans, 1), key=lambda each: each[1][0])
        self._starts = [span[0] for _, span in self._sorted]
        self._reach = list(accumulate((span[1] for _, span in self._sorted), max))

    def near(self, start: int, end: int) -> list[tuple[int, Span]]:
        """The spans that may touch the stretch, in the order of their numbers."""
        first, last = bisect_left(self._reach, start), bisect_left(self._starts, end)
        return sorted(self._sorted[first:last])


def blocks(document: Document, spans: Sequence[Span]) -> Iterator[Block]:
    """The document's blocks in order; claim numbers count from 1 along `spans`."""
    placed = _Spans(spans)
    for start, end, kind in _stretches(document):
        if document.text[start:end].strip():
            runs = tuple(_runs(document.text, placed, start, end))
            inside = [n for n, span in placed.near(start, end) if start <= span[0] < end]
            yield Block(kind, runs, tuple(inside))


def _stretches(document: Document) -> Iterator[tuple[int, int, str]]:
    """The segments, and the gaps between them, which reading skipped, as boilerplate."""
    position = 0
    for segment in sorted(document.segments, key=lambda each: (each.start, each.end)):
        if segment.end <= position:
            continue
        start = max(segment.start, position)
        if start > position:
            yield position, start, "boilerplate"
        yield start, segment.end, segment.kind
        position = segment.end
    if position < len(document.text):
        yield position, len(document.text), "boilerplate"


def _runs(text: str, placed: _Spans, start: int, end: int) -> Iterator[Run]:
    cuts = {start, end}
    cuts |= {edge for _, span in placed.near(start, end) for edge in span if start < edge < end}
    for left, right in pairwise(sorted(cuts)):
        covering = [
            (n, span) for n, span in placed.near(left, right) if span[0] < right and span[1] > left
        ]
        yield Run(
            text[left:right],
            tuple(n for n, _ in covering),
            tuple(n for n, span in covering if span[0] == left),
            tuple(n for n, span in covering if span[1] == right),
        )
