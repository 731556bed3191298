"""The document cut into blocks and runs, so that overlapping claims can be marked.

A run is a stretch covered by the same claims throughout. No character is left out: what lies
between the segments that reading found (front matter) is shown as boilerplate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def blocks(document: Document, spans: Sequence[Span]) -> Iterator[Block]:
    """The document's blocks in order; claim numbers count from 1 along `spans`."""
    for start, end, kind in _stretches(document):
        if document.text[start:end].strip():
            runs = tuple(_runs(document.text, spans, start, end))
            inside = [n for n, span in enumerate(spans, 1) if start <= span[0] < end]
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


def _runs(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Run]:
    touching = [(n, span) for n, span in enumerate(spans, 1) if span[0] < end and span[1] > start]
    cuts = {start, end}
    cuts |= {edge for _, span in touching for edge in span if start < edge < end}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        covering = [(n, span) for n, span in touching if span[0] < right and span[1] > left]
        yield Run(
            text[left:right],
            tuple(n for n, _ in covering),
            tuple(n for n, span in covering if span[0] == left),
            tuple(n for n, span in covering if span[1] == right),
        )
