"""Standard streams that are closed, full or gone: one sentence each, never a traceback.

The trap is the end of the program: Python flushes standard output once more when it closes, and
complains again, with a status of its own.
"""

import os
import sys
from pathlib import Path
from typing import BinaryIO

from visavis.errors import InputError, UsageError, VisavisError, reason_of

__all__ = [
    "INTERRUPTED", "complain", "full_output", "open_errors", "open_output", "silence_output",
    "standard_input",
]  # fmt: skip

INTERRUPTED = 130
"""The status that shells give a program which SIGINT ended: 128 and the signal's number."""


def complain(sentence: str) -> None:
    """One line to standard error, where there is one."""
    sys.stderr.write(f"visavis: {sentence}\n")


def open_errors() -> None:
    """Give standard error a place to go where it is closed: the status must not change by it."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for good


def standard_input() -> BinaryIO:
    """Standard input.

    Raises:
        InputError: It is closed.
    """
    if sys.stdin is None:
        raise InputError("standard input", "nothing open", "a text")
    return sys.stdin.buffer


def open_output() -> None:
    """Nothing where standard output is open.

    Raises:
        UsageError: It is closed.
    """
    if sys.stdout is None:
        raise UsageError("standard output", "nothing open", "a place to print to, or --out")


def full_output(error: OSError) -> VisavisError:
    """The sentence for an output that could not be written."""
    return UsageError("standard output", reason_of(error), "a place with room")


def silence_output() -> None:
    """Send what is still to be printed nowhere, so that closing the program is quiet."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
