"""The JSON receipt of a check: the same input and data give the same bytes.

One report is one object; several files are one object a line. No clock, path or host name enters:
a document is named by the last part of its path.
"""

import json
from collections.abc import Sequence
from pathlib import PurePath

from visavis.briefs.cards import line_of
from visavis.briefs.records import (
    claim_record,
    context_record,
    data_record,
    diagnosis_record,
    figure_record,
    finding_record,
    interval_record,
    reading_record,
)
from visavis.briefs.suggestions import suggestion
from visavis.briefs.summary import summary_counts
from visavis.briefs.tables import LISTED
from visavis.errors import VisavisError
from visavis.model.figures import Figure
from visavis.model.verdicts import Checked, Report
from visavis.model.version import __version__

__all__ = ["error_record", "report_record", "to_json", "to_json_lines"]


def to_json(report: Report) -> str:
    """The receipt of one report, indented, ending in a newline."""
    return json.dumps(report_record(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def to_json_lines(outcomes: Sequence[Report | VisavisError]) -> str:
    """One object a line, in the order of the files; an unreadable one as an error object."""
    records = [
        error_record(outcome) if isinstance(outcome, VisavisError) else report_record(outcome)
        for outcome in outcomes
    ]
    return "".join(
        json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n" for record in records
    )


def error_record(error: VisavisError) -> dict[str, object]:
    """Where, what was found and what was expected."""
    return {
        "object": "error", "where": error.where, "found": error.found, "expected": error.expected,
    }  # fmt: skip


def report_record(report: Report) -> dict[str, object]:
    """The receipt as nested records in the contract's order."""
    ids = tuple(checked.id for checked in report.claims)
    return {
        "object": "report",
        "visavis": __version__,
        "document": _document(report),
        "as_of": report.as_of,
        "data": [data_record(source, vintage) for source, vintage in sorted(report.data)],
        "claims": [_claim(report, checked) for checked in report.claims],
        "consistency": [finding_record(finding, ids) for finding in report.consistency],
        "summary": summary_counts(report),
    }


def _document(report: Report) -> dict[str, object]:
    document = report.document
    return {
        "name": PurePath(document.name).name,
        "title": document.title,
        "date": document.date,
        "language": document.language,
        "kind": document.kind,
        "encoding": document.encoding,
        "characters": len(document.text),
        "text_sha256": document.text_sha256,
        "file_sha256": document.file_sha256,
        "lines": list(document.lines),
        "unread": [list(passage) for passage in document.unread],
    }


def _claim(report: Report, checked: Checked) -> dict[str, object]:
    figures = _figures(checked)
    places = {id(figure): position for position, figure in enumerate(figures)}
    claim = checked.claim
    return {
        "object": "claim",
        "id": checked.id,
        "line": line_of(report, claim.start),
        "page": None,
        **claim_record(claim),
        "verdict": checked.verdict.value,
        "reason": checked.reason.value if checked.reason else None,
        "interval": interval_record(checked.interval),
        "figures": [figure_record(figure) for figure in figures],
        "readings": [reading_record(r, places[id(r.figure)]) for r in checked.readings],
        "decisive": list(checked.decisive),
        "diagnosis": diagnosis_record(checked.diagnosis),
        "suggestion": suggestion(checked),
        "context": [context_record(figure) for figure in _beside(checked)],
        "needs": list(checked.needs),
        "notes": [list(note) for note in checked.notes],
    }


def _figures(checked: Checked) -> list[Figure]:
    """The figures of the readings, those that decided first, each object once."""
    decisive = [checked.readings[position].figure for position in checked.decisive]
    every = [*decisive, *(reading.figure for reading in checked.readings)]
    return list({id(figure): figure for figure in every}.values())


def _beside(checked: Checked) -> tuple[Figure, ...]:
    """The figures beside the claim; of a group as large as the Assembly only the voters named.

    The Assembly's tally stands in the `detail` of the voters' own figures.
    """
    votes = sum(figure.unit == "vote" for figure in checked.context)
    if votes <= LISTED:
        return checked.context
    named = {reading.query.subject for reading in checked.readings}
    return tuple(f for f in checked.context if f.unit != "vote" or f.query.subject in named)
