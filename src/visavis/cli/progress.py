"""A line that says what goes on, on a terminal alone; a log or a pipe sees nothing."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["progress_line", "working"]

_EVERY = 0.1
_BAR = 20
_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


@contextmanager
def progress_line() -> Iterator[Callable[[str, int, int | None], None]]:
    """A function that redraws one line of standard error; the line is gone at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _unseen
        return
    last = 0.0

    def draw(file: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY or done == total:
            last = now
            width = shutil.get_terminal_size((80, 24)).columns - 1
            sys.stderr.write(f"\r\x1b[K{line(file, done, total)[:width]}")
            sys.stderr.flush()

    try:
        yield draw
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


@contextmanager
def working(words: str) -> Iterator[None]:
    """The words stand on standard error while work without a measure of its progress goes on."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    sys.stderr.write(words[: shutil.get_terminal_size((80, 24)).columns - 1])
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _unseen(file: str, done: int, total: int | None) -> None:
    """Nothing is drawn."""


def line(file: str, done: int, total: int | None) -> str:
    """`table.zip  [#####     ]  600 MB of 2.4 GB`."""
    if not total:
        return f"{file}  {_size(done)}"
    full = _BAR * done // total
    return f"{file}  [{'#' * full}{' ' * (_BAR - full)}]  {_size(done)} of {_size(total)}"


def _size(number: int) -> str:
    for scale, unit in _UNITS:
        if number >= scale:
            return f"{number / scale:.1f} {unit}"
    return f"{number} bytes"
