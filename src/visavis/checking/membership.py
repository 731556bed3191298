"""Joining, leaving and holding a status in a group, against the dated table of memberships.

The trap is which date is meant: signature, ratification and entry into force may lie a year apart.
A date is contradicted only where the table has the day and the text is more than a year away.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from visavis.checking.case import Case, Outcome
from visavis.checking.when import dated_period, stated_period
from visavis.model.claims import Claim
from visavis.model.groups import (
    MEMBERSHIP_KINDS,
    Membership,
    all_groups,
    group,
    is_group,
    membership_of,
)
from visavis.model.memberships import other_dates, rows_of_group
from visavis.model.periods import Period
from visavis.model.states import is_state, state
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
    "M7": ("a membership is stated, and the table, which names every member with its days, has "
           "none; or a departure, and the table has the state a member all the time",
           "contradicted"),
    "M8": ("the membership (or departure) holds, but a further word (`largest`, `newest`, "
           "`expelled`) says more than the table", "cannot_be_checked: ambiguous_measure"),
    "M9": ("the text dates a joining from another act (an earlier seat, a signature, a decision, "
           "an invitation) that the table has on that day", "depends_on_definition"),
    "M10": ("the text calls a founder who joined more than three years after the first members",
            "contradicted"),
    "M5": ("signature, ratification and entry into force may be meant, or the day is not known",
           "cannot_be_checked: ambiguous_measure, no_period"),
}  # fmt: skip
"""The rules for dated statuses, which come before the decision table."""

_PLAINLY_OUTSIDE = frozenset(
    {"candidate", "observer", "dialogue_partner", "sectoral_dialogue_partner", "partner",
     "free_trade_partner", "customs_union_partner"}
)  # fmt: skip
"""Statuses that nobody takes for membership; an associate, signatory, invited or disputed state may
be counted as a member by some."""

_SOMETHING_ELSE = re.compile(
    r"customs union|free[- ]trade|partner|candidate|associate|observer|parliament|bank|court|"
    r"council of|programme|program|agenc|mission|coalition|bloc|like|would|could|future|potential|"
    r"market|forum|area|zone|summit|assembly|talks|framework|initiative|scheme|agreement|territor|"
    r"command|peace|troops|hope|aspir|bid|negotiat|appl|accession|track|path|soon|almost|de facto|"
    r"virtual|not yet",
    re.IGNORECASE,
)
"""Words in a quote by which the sentence may speak of something else than membership."""

_ENDS = re.compile(
    r"(?:['\u2019\"\u201d)\]]*)\s*(?:$|[.,;:!?)\u2013\u2014]|(?:and|but|or|nor|since|because|while|which|"
    r"who|today|now|although|though|so|yet|in|on|until|after|before|from|for|with|where|when)\b)"
)
"""What may follow a group's name, so that it does not go on."""


_MORE = re.compile(r"(?:\w+est|only|sole|most \w+|expelled|excluded|ejected|ousted)")
"""Words of a claim's premise without which the sentence would be another one; not "key"."""

_DOUBTS = ("measure:founding", "measure:newest member", "measure:date of joining")
"""What reading leaves open and the table of memberships may settle."""

_LATE = 3 * 366
"""Days after the first members from which nobody counts a state among the founders."""


def membership_outcome(case: Case, today: date, text: str) -> Outcome | None:
    """The verdict on a dated status; None for claims about anything else.

    `today` is the day of which a text without a date speaks: the document's own, else the latest
    that the data reach. `text` is the document's: where a name goes on after the group's ("the EU
    single market"), nothing is contradicted and no denial borne out.
    """
    found = _outcome(case, today)
    if found is not None and found.verdict is Verdict.SUPPORTED:
        found = _with_more(case.claim, found, today)
    if found is None or not (
        found.verdict is Verdict.CONTRADICTED or ("rule", "M6") in found.notes
    ):
        return found
    if _ENDS.match(text, case.claim.end) and not _SOMETHING_ELSE.search(case.claim.quote):
        return found
    return _stated(case.claim, "unclear", found.decisive, "M5")


def _outcome(case: Case, today: date) -> Outcome | None:
    claim = case.claim
    if claim.measure != "membership" or claim.modality != "actual":
        return None
    if set(claim.ambiguous) - set(_DOUBTS):
        return None
    readings, rows = case.readings, _rows(claim)
    if "measure:founding" in claim.ambiguous:
        return _of_founder(claim, rows, readings)
    if "measure:date of joining" in claim.ambiguous:
        return _of_other_act(claim, rows, readings, today)
    return _by_rows(claim, rows, readings, today)


def _by_rows(
    claim: Claim, rows: tuple[Membership, ...], readings: tuple[Reading, ...], today: date
) -> Outcome:
    if not rows and _is_known_outsider(claim):
        return Outcome(Verdict.SUPPORTED, None, readings, (("rule", "M6"),))
    if not rows and _is_false_insider(claim):
        return Outcome(Verdict.CONTRADICTED, None, readings, (("rule", "M7"),))
    if not rows:
        reason = Reason.OUT_OF_COVERAGE
        return Outcome(Verdict.CANNOT_BE_CHECKED, reason, readings, (("rule", "M1"),))
    if claim.position == "left":
        found, rule = _of_departure(claim, rows, today), "M7"
    else:
        dated = claim.period[:1].isdigit()
        found, rule = _of_event(claim, rows) if dated else _of_status(claim, rows, today), "M4"
    return _stated(claim, found, readings, rule)


def _with_more(claim: Claim, found: Outcome, today: date) -> Outcome:
    """The outcome of a membership borne out, withheld where the text says more of it."""
    is_open = claim.polarity == "affirmed" and _MORE.fullmatch(claim.premise or "") is not None
    if "measure:newest member" in claim.ambiguous:
        is_open = is_open or claim.polarity == "negated" or not _is_newest(claim, today)
    if not is_open:
        return found
    reason = Reason.AMBIGUOUS_MEASURE
    return Outcome(Verdict.CANNOT_BE_CHECKED, reason, found.decisive, (("rule", "M8"),))


def _is_newest(claim: Claim, today: date) -> bool:
    """Whether nobody joined after the state, up to the day of which the text speaks."""
    name, own = claim.partner or "", _rows(claim)
    days = [row.start for row in rows_of_group(name) if row.kind == "member" and row.start]
    last = max((day for day in days if day <= today), default=None)
    return last is not None and any(row.start == last for row in own)


def _of_founder(
    claim: Claim, rows: tuple[Membership, ...], readings: tuple[Reading, ...]
) -> Outcome | None:
    """What the dates say of a state that was not among the first members; None: nothing."""
    name, subject = claim.partner or "", claim.subject or ""
    if not is_group(name) or not is_state(subject) or not _is_exact(name):
        return None
    first = min(row.start for row in rows_of_group(name) if row.kind == "member" and row.start)
    days = [row.start for row in rows]
    late = bool(days) and all(day is not None and (day - first).days > _LATE for day in days)
    early = [r for r in other_dates(subject, name) if not r.start or (r.start - first).days < _LATE]
    if claim.polarity == "negated" or not late or early:
        return None
    return Outcome(Verdict.CONTRADICTED, None, readings, (("rule", "M10"),))


def _of_other_act(
    claim: Claim, rows: tuple[Membership, ...], readings: tuple[Reading, ...], today: date
) -> Outcome | None:
    """What the table has of another act in the period stated; None where that says nothing."""
    subject, name = claim.subject or "", claim.partner or ""
    period = dated_period(claim)
    if not rows or claim.polarity == "negated" or period is None:
        return None
    if any(row.start and _same(row.start, row.precision, period) for row in rows):
        return _by_rows(claim, rows, readings, today)
    acts = [row for row in other_dates(subject, name) if row.start]
    meant = [row for row in acts if row.start and _same(row.start, row.precision, period)]
    after = [row.start for row in rows if row.start and meant and row.start != meant[0].start]
    if not meant or not after:
        return None
    note = ("other_act", f"{meant[0].kind} {meant[0].start} {min(after)}")
    rule = ("rule", "M9")
    return Outcome(Verdict.DEPENDS_ON_DEFINITION, None, readings, (rule, note))


def _stated(claim: Claim, found: str, readings: tuple[Reading, ...], rule: str) -> Outcome:
    if claim.polarity == "negated":
        found = {"yes": "no", "no": "yes"}.get(found, found)
    if found == "yes":
        return Outcome(Verdict.SUPPORTED, None, readings, (("rule", "M2"),))
    if found == "part":
        return Outcome(Verdict.DEPENDS_ON_DEFINITION, None, readings, (("rule", "M3"),))
    if found == "no":
        return Outcome(Verdict.CONTRADICTED, None, readings, (("rule", rule),))
    reason = Reason.NO_PERIOD if found == "when" else Reason.AMBIGUOUS_MEASURE
    return Outcome(Verdict.CANNOT_BE_CHECKED, reason, readings, (("rule", "M5"),))


def _is_known_outsider(claim: Claim) -> bool:
    """Whether a denied membership is borne out by a table that names every member."""
    subject, name = claim.subject or "", claim.partner or ""
    if claim.polarity != "negated" or claim.position != "member" or not is_group(name):
        return False
    return is_state(subject) and group(name).complete


def _is_false_insider(claim: Claim) -> bool:
    """Whether a membership is stated of a state that the table, which is whole, has outside."""
    subject, name = claim.subject or "", claim.partner or ""
    if claim.polarity == "negated" or claim.position != "member" or not is_group(name):
        return False
    if not is_state(subject) or not _is_exact(name) or claim.period[:1].isdigit():
        return False
    others = {row.kind for row in membership_of(subject, name)}
    return others <= _PLAINLY_OUTSIDE and not _is_dissolved(name)


def _is_dissolved(name: str) -> bool:
    """Whether every membership is over; the table has no associates of such a group."""
    spans = [row for row in rows_of_group(name) if row.kind == "member"]
    return all(row.end is not None for row in spans)


def _is_exact(name: str) -> bool:
    """Whether the table names every member of the group, each with its days."""
    found = group(name)
    spans = [row for row in rows_of_group(name) if row.kind == "member"]
    exact = all(row.precision in ("day", "month") for row in spans)
    return found.kind == "group" and found.complete and bool(spans) and exact


def _of_departure(claim: Claim, rows: tuple[Membership, ...], today: date) -> str:
    """`no` only where the state has been a member since long before and still is."""
    ended = any(row.end is not None for row in rows)
    if claim.period[:1].isdigit() and ended:
        return _of_event(claim, rows)
    if ended:
        held = any(row.holds_on(today) for row in rows)
        gone = any(row.end is not None and row.end < today for row in rows)
        return "yes" if gone and not held and claim.period == "unspecified" else "when"
    by = _last_day(claim, today)
    started = all(row.start is not None and row.precision == "day" for row in rows)
    inside = started and by is not None and all(r.start is not None and r.start < by for r in rows)
    return "no" if inside and _is_settled(claim, by) else "unclear"


def _last_day(claim: Claim, today: date) -> date | None:
    if claim.period == "unspecified":
        return today
    period = stated_period(claim)
    return None if period is None else period.end


def _is_settled(claim: Claim, by: date | None) -> bool:
    """Whether the table reaches past the day, and says nothing more of the state in its notes."""
    subject, name = claim.subject or "", claim.partner or ""
    told = state(subject).name in group(name).note
    known = by is not None and by < _horizon()
    return known and not told and _is_exact(name)


@cache
def _horizon() -> date:
    """The latest day on which the table has somebody join anything: it reaches at least so far."""
    rows = (row for each in all_groups() for row in rows_of_group(each.id))
    return max(row.start for row in rows if row.start is not None)


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
    period = dated_period(claim)
    if period is None:
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
    period = stated_period(claim)
    if period is None:
        return "unclear"
    ends = [any(row.holds_on(day) for row in rows) for day in (period.start, period.end)]
    if all(ends):
        return "yes"
    if any(ends) or any(row.overlaps(period.start, period.end) for row in rows):
        return "part"
    edges = [edge for row in rows for edge in (row.start, row.end) if edge is not None]
    away = [min(abs((e - period.start).days), abs((e - period.end).days)) for e in edges]
    sure = all(row.precision == "day" for row in rows) and bool(away)
    return "no" if sure and min(away) > 366 else "unclear"
