"""Regular expressions that are compiled when they are first used, not when they are written down.

Reading has some three hundred of them, and a short text needs a third: compiling all would be half
of the start of every command.
"""

import re
from typing import cast

__all__ = ["lazy"]

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
