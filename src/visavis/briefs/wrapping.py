"""Lines of a terminal: a label at the margin and its words wrapped beside it."""

import textwrap
from collections.abc import Sequence

__all__ = ["column_widths", "labelled"]


def labelled(label: str, words: str, width: int) -> list[str]:
    """`words` wrapped to `width` behind a label that is already padded; nothing without words.

    Commands and ids are never broken: they are there to be copied.
    """
    return textwrap.wrap(
        words, width, initial_indent=label, subsequent_indent=" " * len(label),
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def column_widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column, the widest narrowed first, none below its longest word's."""
    columns = list(zip(*rows, strict=True))
    widths = [max(1, *(len(cell) for cell in column)) for column in columns]
    least = [
        min(20, max(len(word) for cell in column for word in (cell.split() or [""])) or 1)
        for column in columns
    ]
    while sum(widths) + 2 * (len(widths) - 1) > room:
        slack = [size - low for size, low in zip(widths, least, strict=True)]
        if max(slack) <= 0:
            break
        widest = max(range(len(widths)), key=lambda n: (slack[n] > 0, widths[n]))
        widths[widest] -= 1
    return widths
