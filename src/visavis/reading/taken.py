"""Stretches of a sentence that are already understood as something."""

from bisect import bisect_right, insort
from collections.abc import Iterable

from visavis.reading.lexis import Span

__all__ = ["Taken"]


class Taken:
    """Spans in order, none overlapping another; a row of numbers may hold hundreds."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing between `start` and `end` is taken."""
        at = bisect_right(self._spans, (start, end))
        if at < len(self._spans) and self._spans[at][0] < end:
            return False
        return at == 0 or self._spans[at - 1][1] <= start

    def take(self, start: int, end: int) -> bool:
        """Take the span if it is free; whether it was."""
        if not self.is_free(start, end):
            return False
        insort(self._spans, (start, end))
        return True
