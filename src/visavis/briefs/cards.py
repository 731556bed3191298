"""One card per claim: what stands on it and in which order, as plain strings.

Terminal and page draw the same card, so that they cannot say different things.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from visavis.briefs.books import says_something
from visavis.briefs.citations import short_source_lines, source_lines
from visavis.briefs.evidence import Evidence, brief_line, evidence
from visavis.briefs.found import reading_words
from visavis.briefs.leading import leading, telling
from visavis.briefs.needed import needed_words
from visavis.briefs.numbers import decimals_written
from visavis.briefs.remarks import remark_sentence
from visavis.briefs.suggestions import suggestion
from visavis.briefs.tables import Table, context_tables, tallies
from visavis.briefs.topics import claim_topic, query_topic
from visavis.briefs.verdicts import SIGNS, Sign
from visavis.briefs.wording import (
    diagnosis_sentence,
    finding_sentence,
    interval_words,
    understood,
    verdict_sentence,
)
from visavis.model.figures import Figure
from visavis.model.verdicts import Checked, Finding, Fit, Reading, Report, Verdict

__all__ = ["Card", "cards", "line_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that is shown of one claim; empty strings and tuples are not drawn."""

    number: int
    id: str
    line: int
    quote: str
    verdict: Verdict
    sign: Sign
    asserted: bool
    understood: str
    sentence: str
    findings: tuple[str, ...] = ()
    interval: str = ""
    brief: tuple[str, ...] = ()
    """The few figures that matter most, one line each."""
    brief_sources: tuple[str, ...] = ()
    unshown: int = 0
    """How many readings the brief figures leave out."""
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    diagnosis: str = ""
    nearest: str = ""
    suggestion: str = ""
    others: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    rule: str = ""
    """Id of the row of the decision table that decided."""
    tables: tuple[Table, ...] = ()
    tallies: tuple[str, ...] = ()
    """The whole Assembly's vote, a line a roll call."""


def cards(report: Report, *, full: bool = True) -> tuple[Card, ...]:
    """The cards of a report, in the order of its claims.

    A table is shown once and referred to afterwards. Without `full` the working, which only long
    cards show, is left out.
    """
    first: dict[Table, int] = {}
    found: dict[int, list[Finding]] = {}
    for finding in report.consistency:
        for position in dict.fromkeys(finding.claims):
            found.setdefault(position, []).append(finding)
    drawn = []
    for position in range(len(report.claims)):
        card = _card(report, position, found.get(position, ()), full=full)
        old = {table: first[table] for table in card.tables if table in first}
        first.update((table, card.number) for table in card.tables if table not in first)
        new = tuple(table for table in card.tables if table not in old)
        seen = tuple(f"{table.title}: see claim {number}." for table, number in old.items())
        drawn.append(replace(card, tables=new, remarks=(*card.remarks, *seen)))
    return tuple(drawn)


def line_of(report: Report, offset: int) -> int:
    """The line of the original, from 1, in which `offset` stands."""
    lines = report.document.lines or (0,)
    return max(bisect_right(lines, offset), 1)


def _card(report: Report, position: int, findings: Sequence[Finding], *, full: bool) -> Card:
    checked = report.claims[position]
    claim = checked.claim
    places = decimals_written(claim)
    shown, first = telling(checked), leading(checked)
    figures = [reading.figure for reading in shown]
    brief = [r for r in first if not _needs_no_working(checked, r.figure)]
    return Card(
        number=position + 1,
        id=checked.id,
        line=line_of(report, claim.start),
        quote=claim.quote,
        verdict=checked.verdict,
        sign=SIGNS[checked.verdict],
        asserted=claim.asserted,
        understood=understood(claim),
        sentence=verdict_sentence(checked),
        findings=tuple(
            finding_sentence(f, tuple(report.claims[n].claim.quote for n in f.claims))
            for f in findings
        ),
        interval=_admitted(checked) if full and shown else "",
        brief=tuple(brief_line(reading, claim, places) for reading in brief),
        brief_sources=short_source_lines(pair for r in first for pair in r.figure.vintages),
        unshown=_unlike(checked, first),
        evidence=tuple(
            evidence(figure, places, claim_topic(claim).phrase())
            for figure in figures
            if full and not _needs_no_working(checked, figure)
        ),
        sources=source_lines(pair for figure in figures for pair in figure.vintages),
        diagnosis=diagnosis_sentence(checked.diagnosis, places) if checked.diagnosis else "",
        nearest=_nearest(checked, places),
        suggestion=suggestion(checked) or "",
        others=_others(checked, shown, places) if full else (),
        needs=needed_words(checked),
        remarks=tuple(filter(None, (remark_sentence(*note) for note in checked.notes))),
        rule=dict(checked.notes).get("rule", ""),
        tables=context_tables(checked),
        tallies=tallies(checked),
    )


def _unlike(checked: Checked, shown: Sequence[Reading]) -> int:
    """How many figures that say something are not among those shown."""
    tabled = checked.verdict is Verdict.DEPENDS_ON_WINDOW
    said = telling(checked) if tabled else shown
    known = {id(r.figure): r for r in checked.readings if says_something(r.figure)}
    return sum(all(each is not reading.figure for reading in said) for each in
               (reading.figure for reading in known.values()))  # fmt: skip


def _admitted(checked: Checked) -> str:
    """The values that the words admit; nothing where they are taken as they stand."""
    interval = checked.interval
    if interval is None or interval.rule == "exact":
        return ""
    return interval_words(interval, checked.claim)


def _needs_no_working(checked: Checked, figure: Figure) -> bool:
    """Votes and statuses are said in full by the verdict; windows stand in a table."""
    return figure.unit in ("vote", "status") or checked.verdict is Verdict.DEPENDS_ON_WINDOW


def _nearest(checked: Checked, places: int | None) -> str:
    """Of several readings that do not fit, the one whose value lies closest to the text's."""
    if checked.verdict is not Verdict.CONTRADICTED or checked.claim.value is None:
        return ""
    claimed = Decimal(str(checked.claim.value))
    rivals = [
        (abs(reading.figure.value - claimed), position)
        for position, reading in enumerate(checked.readings)
        if reading.figure.value is not None and reading.figure.unit == checked.claim.unit
    ]
    _, position = min(rivals, default=(0, 0))
    if len(rivals) < 2 or position in checked.decisive:
        return ""
    nearest = checked.readings[position]
    return f"{query_topic(nearest.query).phrase()}: {reading_words(nearest, places)}"


def _others(checked: Checked, shown: Sequence[Reading], places: int | None) -> tuple[str, ...]:
    """The readings that were tried beside those shown, with how they fit."""
    fits = {
        Fit.EXACT: "fits", Fit.ROUNDING: "fits but for the last digit",
        Fit.CLOSE: "within 2 %", Fit.NO: "does not fit", Fit.UNKNOWN: "does not decide",
    }  # fmt: skip
    return tuple(
        f"{query_topic(reading.query).phrase()}: {reading_words(reading, places)}; "
        f"{fits[reading.fit]}"
        for reading in checked.readings
        if all(reading is not each for each in shown)
    )
