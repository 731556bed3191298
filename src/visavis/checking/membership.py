"""Joining, leaving and holding a status in a group, against the dated table of memberships.

The trap is which date is meant: signature, ratification and entry into force may lie a year apart.
A date is contradicted only where the table has the day and the text is more than a year away.
"""

from collections.abc import Iterable
from datetime import date

from visavis.checking.case import Case, Outcome
from visavis.errors import UsageError
from visavis.model.claims import Claim
from visavis.model.groups import MEMBERSHIP_KINDS, Membership, group, is_group, membership_of
from visavis.model.periods import Period
from visavis.model.states import is_state
from visavis.model.verdicts import Reading, Reason, Verdict

__all__ = ["RULES", "membership_outcome"]


RULES: dict[str, tuple[str, str]] = {
    "M1": ("the table has no such status of the state in the group",
           "cannot_be_checked: out_of_coverage"),
    "M2": ("the status began (or ended) in the period stated, or holds on the day", "supported"),
    "M3": ("the status held for part of the period", "depends_on_definition"),
    "M4": ("the table has the day, and the text is more than a year away", "contradicted"),
    "M6": ("a membership is denied, and the table, which names every member, has none",
           "supported"),
    "M5": ("signature, ratification and entry into force may be meant, or the day is not known",
           "cannot_be_checked: ambiguous_measure, no_period"),
}  # fmt: skip
"""The rules for dated statuses, which come before the decision table."""


def membership_outcome(case: Case, today: date) -> Outcome | None:
    """The verdict on a dated status; None for claims about anything else.

    `today` is the day of which a text without a date speaks: the document's own, else the latest
    that the data reach.
    """
    claim = case.claim
    if claim.measure != "membership" or claim.modality != "actual" or claim.ambiguous:
        return None
    readings = tuple(r for cell in case.cells for r in cell.readings)
    rows = _rows(claim)
    if not rows and _is_known_outsider(claim):
        return Outcome(Verdict.SUPPORTED, None, readings, (("rule", "M6"),))
    if not rows:
        reason = Reason.OUT_OF_COVERAGE
        return Outcome(Verdict.CANNOT_BE_CHECKED, reason, readings, (("rule", "M1"),))
    found = _of_event(claim, rows) if claim.period[:1].isdigit() else _of_status(claim, rows, today)
    return _stated(claim, found, readings)


def _stated(claim: Claim, found: str, readings: tuple[Reading, ...]) -> Outcome:
    if claim.polarity == "negated":
        found = {"yes": "no", "no": "yes"}.get(found, found)
    if found == "yes":
        return Outcome(Verdict.SUPPORTED, None, readings, (("rule", "M2"),))
    if found == "part":
        return Outcome(Verdict.DEPENDS_ON_DEFINITION, None, readings, (("rule", "M3"),))
    if found == "no":
        return Outcome(Verdict.CONTRADICTED, None, readings, (("rule", "M4"),))
    reason = Reason.NO_PERIOD if found == "when" else Reason.AMBIGUOUS_MEASURE
    return Outcome(Verdict.CANNOT_BE_CHECKED, reason, readings, (("rule", "M5"),))


def _is_known_outsider(claim: Claim) -> bool:
    """Whether a denied membership is borne out by a table that names every member."""
    subject, name = claim.subject or "", claim.partner or ""
    if claim.polarity != "negated" or claim.position != "member" or not is_group(name):
        return False
    return is_state(subject) and group(name).complete


def _rows(claim: Claim) -> tuple[Membership, ...]:
    """The rows of the status stated: for a departure, those of being a member."""
    subject, name = claim.subject or "", claim.partner or ""
    if not is_state(subject) or not is_group(name):
        return ()
    kind = "member" if claim.position == "left" else claim.position
    if kind not in MEMBERSHIP_KINDS:
        return ()
    return tuple(row for row in membership_of(subject, name) if row.kind == kind)


def _of_event(claim: Claim, rows: Iterable[Membership]) -> str:
    """`yes` where the event lies in the period, `no` where it is dated and over a year away."""
    try:
        period = Period.parse(claim.period)
    except UsageError:
        return "unclear"
    leaving = claim.position == "left"
    days = [(row.end if leaving else row.start, row.precision) for row in rows]
    dated = [(day, precision) for day, precision in days if day is not None]
    if any(_same(day, precision, period) for day, precision in dated):
        return "yes"
    away = [min(abs((day - period.start).days), abs((day - period.end).days)) for day, _ in dated]
    sure = bool(dated) and all(precision == "day" for _, precision in dated)
    return "no" if sure and min(away) > 366 else "unclear"


def _same(day: date, precision: str, period: Period) -> bool:
    """Whether the event falls into the period, as exactly as the table dates it."""
    if precision == "year":
        return period.start.year <= day.year <= period.end.year
    if precision == "month":
        return (period.start.year, period.start.month) <= (day.year, day.month) <= (
            period.end.year, period.end.month)  # fmt: skip
    near = (period.end - period.start).days == 0
    slack = 1 if near else 0
    return (period.start - day).days <= slack and (day - period.end).days <= slack


def _of_status(claim: Claim, rows: tuple[Membership, ...], today: date) -> str:
    """Whether the status held on the day, or in the period, of which the text speaks."""
    if not claim.period.startswith("asof:"):
        return "yes" if any(row.holds_on(today) for row in rows) else "when"
    try:
        period = Period.parse(claim.period.removeprefix("asof:"))
    except UsageError:
        return "unclear"
    ends = [any(row.holds_on(day) for row in rows) for day in (period.start, period.end)]
    if all(ends):
        return "yes"
    if any(ends) or any(_overlaps(row, period) for row in rows):
        return "part"
    edges = [edge for row in rows for edge in (row.start, row.end) if edge is not None]
    away = [min(abs((e - period.start).days), abs((e - period.end).days)) for e in edges]
    sure = all(row.precision == "day" for row in rows) and bool(away)
    return "no" if sure and min(away) > 366 else "unclear"


def _overlaps(row: Membership, period: Period) -> bool:
    starts = row.start is None or row.start <= period.end
    return starts and (row.end is None or row.end >= period.start)
