"""Commands whose words become values as they stand: texts, paths and words out of a list.

The trap is the start. The library builds a validator for every option, given or not, and loads for
it what takes a fifth of the time of one figure; it is asked only where a word is not plainly right.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from typer import Exit
from typer.core import TyperCommand, TyperGroup

from visavis.cli.streams import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PlainCommand", "PlainGroup"]

_ASKED = "get_runtime_param"
"""By this name the library asks a parameter for what turns its words into a value."""


class PlainCommand(TyperCommand):
    """A command of the library that loads its validators only for words that need them."""

    def get_params(self, ctx: Any) -> "list[Any]":
        """All parameters, the library's own `--help` among them."""
        return [_plain(each) for each in super().get_params(ctx)]

    def invoke(self, ctx: Any) -> Any:
        """What the command gives back; interrupted it ends with a status of its own, which the
        library gives only in some of its releases."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Exit(INTERRUPTED) from None


class PlainGroup(TyperGroup):
    """The same for the options before a command's name."""

    def get_params(self, ctx: Any) -> "list[Any]":
        """All parameters, the library's own `--help` among them."""
        return [_plain(each) for each in super().get_params(ctx)]


def _plain(parameter: Any) -> Any:
    validator = getattr(parameter, _ASKED, None)
    # A release of the library that works otherwise is left to itself.
    if validator is not None and not isinstance(validator, _Plain):
        setattr(parameter, _ASKED, _Plain(parameter, validator))
    return parameter


class _Plain:
    """What turns a parameter's words into its value."""

    def __init__(self, parameter: Any, validator: "Callable[[], Any]") -> None:
        self._parameter = parameter
        self._validator = validator

    def __call__(self) -> "_Plain":
        return self

    def coerce(self, value: object, param: object, ctx: object) -> object:
        """The value; where the words are not plainly right, what the library says of them."""
        kind = self._parameter.type_descriptor.annotation
        if value is None:
            return () if self._parameter.nargs != 1 else None
        if kind is str and isinstance(value, str):
            return value
        if kind is Path and isinstance(value, str) and _is_open(value):
            return Path(value)
        if kind == list[str] and isinstance(value, tuple):
            return list(value)
        if get_origin(kind) is Literal and value in get_args(kind):
            return value
        if value == self._parameter.default:
            return value
        return self._validator().coerce(value, param=param, ctx=ctx)


def _is_open(path: str) -> bool:
    """Whether nothing at that path forbids reading; there may be nothing."""
    return not Path(path).exists() or os.access(path, os.R_OK)
