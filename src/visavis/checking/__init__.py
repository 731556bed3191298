"""Claims held against figures: literal readings, verdicts, diagnoses.

Truth and diagnosis are two things. Everything heavy is imported when a check begins.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visavis.model.verdicts import Checked, Report

if TYPE_CHECKING:
    from visavis.model.claims import Document
    from visavis.workbench import Workbench

__all__ = ["Checked", "Report", "check", "check_document"]


def check(source: str | Path, *, db: str | Path | None = None, as_of: str | None = None) -> Report:
    """The report on a text, or on the document at a path (`Path`).

    `as_of` (an ISO date) judges by the releases known on that day.

    Raises:
        InputError: The document cannot be read.
        StoreError: The data folder is damaged.
        UsageError: `as_of` is no date.
    """
    from visavis.reading.document import read_document  # late: see module
    from visavis.store import default_store
    from visavis.workbench import shared

    known = _day(as_of)
    document = read_document(source)
    return check_document(document, shared(default_store(db), known), as_of)


def check_document(
    document: "Document", workbench: "Workbench", as_of: str | None = None
) -> Report:
    """The report on a document that has been read, against the figures of a workbench."""
    from visavis.checking.inquiry import check_claims
    from visavis.reading.claims import read_claims

    ends = [extent.end.year for entry in workbench.entries() for extent in entry.extents]
    newest = max(ends, default=2100)
    return check_claims(document, read_claims(document), workbench, newest, as_of)


def _day(as_of: str | None) -> date | None:
    from visavis.errors import UsageError

    try:
        return date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise UsageError("as of", f"{as_of!r}", "a day such as 2021-12-31") from None
