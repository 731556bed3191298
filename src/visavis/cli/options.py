"""Options that several commands share, and how their words become values."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from visavis.errors import UsageError

__all__ = ["AsOf", "Folder", "Output", "day", "existing"]

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Use only what was released by this day."),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--db", metavar="DIR", help="Your data folder. [default: VISAVIS_DB, else per user]"
    ),
]
Output = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write to a file instead.")
]


def day(text: str | None, option: str = "--as-of") -> date | None:
    """The day that `text` denotes.

    Raises:
        UsageError: It is no day of the form 2024-06-30.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(option, repr(text), "a day such as 2024-06-30") from None


def existing(folder: Path | None) -> Path | None:
    """The folder, which has to be there and to hold data when it is named.

    Raises:
        UsageError: There is no such folder, or no data in it.
        StoreError: It has tables, but not their manifest.
    """
    if folder is None:
        return None
    from visavis.workbench import words

    return words.folder(folder, "--db")
