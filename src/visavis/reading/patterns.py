"""Regular expressions that are compiled when they are first used, not when they are written down.

Reading has some three hundred of them, and a short text needs a third: compiling all would be half
of the start of every command.
"""

import re
from collections.abc import Iterator, Sequence
from typing import cast

__all__ = ["holds_any", "lazy", "matches_from"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn",
            "groups", "groupindex", "flags")  # fmt: skip


class _Lazy:
    """Stands for a compiled expression; after its first use its methods are the expression's."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        made = re.compile(self.pattern, self._flags)
        self.__dict__.update({method: getattr(made, method) for method in _METHODS})
        return self.__dict__[name]


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, compiled at its first use; a wrong one raises `re.error` only then."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


def matches_from(
    first: re.Pattern[str], pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` yields, where every match begins where `first` matches.

    A long alternation is slow to fail at every character; a class of first letters is not.
    """
    at = start
    for place in first.finditer(text, start, end):
        if place.start() < at:
            continue
        match = pattern.match(text, place.start(), end)
        if match is not None:
            yield match
            at = match.end()


def holds_any(text: str, words: Sequence[str]) -> bool:
    """Whether one of `words` occurs in `text`, be it inside a longer word.

    The quick look before a slow pattern; a plain loop, since `any` over a generator takes twice
    the time and this is asked some hundred times a sentence.
    """
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False
