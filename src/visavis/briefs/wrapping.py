"""Lines of a terminal: a label at the margin and its words wrapped beside it."""

import textwrap

__all__ = ["labelled"]


def labelled(label: str, words: str, width: int) -> list[str]:
    """`words` wrapped to `width` behind a label that is already padded; nothing without words.

    Commands and ids are never broken: they are there to be copied.
    """
    return textwrap.wrap(
        words, width, initial_indent=label, subsequent_indent=" " * len(label),
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
