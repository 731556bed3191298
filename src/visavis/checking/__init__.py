"""Claims held against figures: literal readings, verdicts, diagnoses.

Truth and diagnosis are two things. Everything heavy is imported when a check begins.
"""

from collections.abc import Sequence
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
        UsageError: The source is neither text nor path, `as_of` is no date, `db` no data folder.
    """
    from visavis.errors import UsageError  # late: see module
    from visavis.reading.document import read_document
    from visavis.store import default_store
    from visavis.workbench import shared
    from visavis.workbench.words import day, folder

    if not isinstance(source, str | Path):
        raise UsageError("text", repr(source)[:80], "a text, or the path of a document")
    known = day(as_of)
    store = default_store(folder(db))
    document = read_document(source)
    return check_document(document, shared(store, known), known.isoformat() if known else None)


def check_document(
    document: "Document",
    workbench: "Workbench",
    as_of: str | None = None,
    *,
    others: "Sequence[Document]" = (),
) -> Report:
    """The report on a document that has been read, against the figures of a workbench.

    `as_of` is the day of the workbench where it has one; `others` are documents at hand that the
    text may quote. Where the text is dated and older releases are at hand, it is judged by those
    known on its date too (note `as_of_text`).
    """
    from visavis.checking.inquiry import check_claims
    from visavis.checking.later import with_later_releases
    from visavis.reading.claims import read_claims
    from visavis.workbench import shared

    if as_of is None and workbench.as_of is not None:
        as_of = workbench.as_of.isoformat()
    ends = [extent.end.year for entry in workbench.entries() for extent in entry.extents]
    newest = max(ends, default=2100)
    claims = read_claims(document)
    report = check_claims(document, claims, workbench, newest, as_of, others=others)
    if workbench.as_of is not None:
        entries = workbench.store.all_entries()
        newer = shared(workbench.store)
        report = with_later_releases(report, newer, entries, workbench.as_of)
    return _with_verdicts_then(report, workbench, newest)


def _with_verdicts_then(report: Report, workbench: "Workbench", newest: int) -> Report:
    """The report with notes where the releases known on the text's date judge otherwise."""
    from visavis.checking.as_of_text import day_of, known_then, with_verdicts_then
    from visavis.checking.inquiry import check_claims
    from visavis.workbench import Workbench

    day = day_of(report.document)
    if day is None:
        return report
    entries = workbench.store.all_entries()
    sources = known_then(report.data, entries, workbench.entries(), day)
    if not sources:
        return report
    older = Workbench(workbench.store, as_of=day)
    claims = [checked.claim for checked in report.claims]
    then = check_claims(report.document, claims, older, newest, day.isoformat())
    return with_verdicts_then(report, then, sources)
