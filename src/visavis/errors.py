"""Every error that visavis raises on purpose, as one tree.

    VisavisError            the sentence a person reads: where, what was found, what was expected
    ├── UsageError          the question itself is wrong: an unknown state, a period that is none
    ├── InputError          a text or document that cannot be read
    ├── SourceError         a publisher's file that is not what its description says
    ├── FetchError          a publisher's server that did not give what it was asked for
    └── StoreError          the data folder is damaged, locked or full

The command line catches `VisavisError` once, prints its one sentence and exits with status 2.
"""

__all__ = [
    "FetchError",
    "InputError",
    "SourceError",
    "StoreError",
    "UsageError",
    "VisavisError",
    "reason_of",
]


class VisavisError(Exception):
    """A failure that has a plain sentence: where it happened, what was found, what was expected."""

    def __init__(self, where: str, found: str, expected: str) -> None:
        self.where = where
        self.found = found
        self.expected = expected
        super().__init__(_printable(f"{where}: found {found}; expected {expected}."))

    def __reduce__(self) -> tuple[type["VisavisError"], tuple[str, str, str]]:
        return type(self), (self.where, self.found, self.expected)


class UsageError(VisavisError):
    """The caller asked for something that has no meaning: raised before any data are read."""


class InputError(VisavisError):
    """A document is missing, empty, binary, wrongly encoded or too large."""


class SourceError(VisavisError):
    """A publisher's file has other columns, codes or sizes than its description states."""


class FetchError(VisavisError):
    """A publisher's server is out of reach, refuses, or sends something else than it announced."""


class StoreError(VisavisError):
    """The data folder cannot be read or written: damaged manifest, missing table, full disk."""


def _printable(sentence: str) -> str:
    """The sentence with what could steer a terminal, from a hostile file, shown by its code."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in sentence
    )


def reason_of(error: OSError) -> str:
    """`permission denied`: why the system refused, as it stands inside a sentence."""
    return (error.strerror or "an error").lower()
