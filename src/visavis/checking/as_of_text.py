"""Judged as of the text's date too, where the releases at hand reach back so far.

The trap is the retrieval date: a data set fetched after the text was written does not show what was
known then. The verdict of record is that of the newest releases; the older one is a note, and only
where every source that it rests on was at hand in a release of that time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from visavis.model.claims import Document
from visavis.model.extents import TableEntry
from visavis.model.figures import Figure
from visavis.model.verdicts import Checked, Report, Verdict

__all__ = ["day_of", "known_then", "with_verdicts_then"]


def day_of(document: Document) -> date | None:
    """The day on which the text was published; None where it does not give a whole date."""
    try:
        return date.fromisoformat((document.date or "")[:10])
    except ValueError:
        return None


def known_then(
    used: Sequence[tuple[str, str]], entries: Sequence[TableEntry], in_force: Sequence[TableEntry],
    day: date,
) -> frozenset[str]:  # fmt: skip
    """The sources used of which an older release, known on the day, is at hand too.

    `entries` are all releases at hand, `in_force` those that were judged by.
    """
    newest = {entry.source: entry.released for entry in in_force}
    older = {entry.source for entry in entries if entry.released <= day}
    return frozenset(s for s, _ in used if s in older and newest.get(s, day) > day)


def with_verdicts_then(now: Report, then: Report, sources: frozenset[str]) -> Report:
    """The report with notes (`as_of_text`, verdict) and the older value where verdicts differ."""
    claims = tuple(
        _noted(one, older, sources) for one, older in zip(now.claims, then.claims, strict=True)
    )
    return replace(now, claims=claims)


def _noted(one: Checked, older: Checked, sources: frozenset[str]) -> Checked:
    settled = older.verdict is not Verdict.CANNOT_BE_CHECKED
    if older.verdict is one.verdict or not settled or not _sources(one) <= sources:
        return one
    notes = [("as_of_text", older.verdict.value)]
    figure = _figure(older)
    if figure is not None and figure.value is not None:
        release = ", ".join(f"{source} {vintage}" for source, vintage in figure.vintages)
        notes.append(("as_of_text_value", f"{figure.value:f} {figure.unit} ({release})"))
    return replace(one, notes=(*one.notes, *notes))


def _sources(one: Checked) -> frozenset[str]:
    """The sources on which the verdict rests."""
    chosen = [one.readings[n].figure for n in one.decisive] or [r.figure for r in one.readings]
    return frozenset(source for figure in chosen for source, _ in figure.vintages)


def _figure(one: Checked) -> Figure | None:
    return one.readings[one.decisive[0]].figure if one.decisive else None
