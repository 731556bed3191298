"""That a leader or minister travelled to a state, against the publisher's list of journeys.

The trap is the name: a journey of another office-holder of the same role bears nothing out, and a
person without any journey in the list that year may have held another office.
"""

import re
from collections.abc import Mapping

from visavis.checking.case import Case, Outcome
from visavis.checking.readings import Plan
from visavis.checking.tolerance import fit
from visavis.model.claims import Claim
from visavis.model.facts import WORLD
from visavis.model.figures import Figure
from visavis.model.queries import Query
from visavis.model.verdicts import Fit, Reading, Reason, Verdict

__all__ = ["RULES", "journeys_query", "visit_outcome"]

RULES: dict[str, tuple[str, str]] = {
    "J1": ("the text does not say when", "cannot_be_checked: no_period"),
    "J2": ("no list of journeys covers the traveller", "cannot_be_checked: no_source, "
           "out_of_coverage"),
    "J3": ("the list has a journey of the person (or office) named, as often as stated",
           "supported"),
    "J4": ("the text denies a journey that the list has", "contradicted"),
    "J5": ("the list has no such journey (a crossing may stand under the state beside), counts "
           "otherwise, or does not know the person in that office",
           "cannot_be_checked: ambiguous_measure, ambiguous_actor"),
}  # fmt: skip
"""The rules for journeys of named persons, which come before the decision table."""

_OFFICES = {
    "head_of_state": ("president", "king", "queen", "emperor", "head of state"),
    "head_of_government": ("prime minister", "premier", "chancellor", "head of government"),
    "foreign_minister": ("secretary of state", "foreign minister", "top diplomat"),
}


def journeys_query(plan: Plan) -> tuple[Query, ...]:
    """All journeys of the traveller's state in the period, to see who held which office."""
    claim = plan.claim
    if claim.measure != "visits" or claim.position is None or plan.by_window:
        return ()
    return tuple(literal.query.but(partner=WORLD) for literal in plan.literals[:1])


def visit_outcome(case: Case, plan: Plan, figures: Mapping[Query, Figure]) -> Outcome | None:
    """The verdict on a journey of a named person or office; None for anything else."""
    claim = case.claim
    others = [word for word in claim.ambiguous if not word.startswith("measure:traveller")]
    if claim.measure != "visits" or claim.position is None or claim.modality != "actual" or others:
        return None
    if case.by_window or not case.cells:
        return Outcome(Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD, (), (("rule", "J1"),))
    readings = tuple(r for cell in case.cells for r in cell.readings)
    covered = [r for r in readings if r.figure.value is not None or r.figure.lower_bound]
    if not covered:
        return Outcome(Verdict.CANNOT_BE_CHECKED, case.lacking, (), (("rule", "J2"),))
    found = _found(case, covered[0], [figures[query] for query in plan.journeys])
    if claim.polarity == "negated":
        found = {"yes": "no", "no": "yes"}.get(found, found)
    if found == "yes":
        return Outcome(Verdict.SUPPORTED, None, tuple(covered), (("rule", "J3"),))
    if found == "no" and claim.polarity == "negated":
        return Outcome(Verdict.CONTRADICTED, None, tuple(covered), (("rule", "J4"),))
    reason = Reason.AMBIGUOUS_ACTOR if found == "who" else Reason.AMBIGUOUS_MEASURE
    return Outcome(Verdict.CANNOT_BE_CHECKED, reason, tuple(covered), (("rule", "J5"),))


def _found(case: Case, reading: Reading, everywhere: list[Figure]) -> str:
    """`yes`, `no`, `who` (person unknown in that office) or `unclear` (counted otherwise)."""
    claim = case.claim
    there = _of_person(claim, reading.figure)
    if claim.value is None:
        if there:
            return "yes"
        abroad = any(_of_person(claim, figure) for figure in everywhere)
        return "no" if abroad and reading.figure.value is not None else "who"
    if not there or case.words is None or reading.figure.value is None:
        return "who"
    return "yes" if fit(type(case.words.value)(there), case.words) is Fit.EXACT else "unclear"


def _of_person(claim: Claim, figure: Figure) -> int:
    """How many journeys in the figure are by the person, or the office, that the quote names."""
    trips = figure.detail.get("trips")
    if not isinstance(trips, tuple):
        return 0
    words = claim.quote.lower()
    of_role = [trip for trip in trips if trip["role"] == claim.position]
    named = [trip for trip in of_role if _names(trip["name"], words)]
    if named:
        return len(named)
    is_office = any(office in words for office in _OFFICES.get(claim.position or "", ()))
    return len(of_role) if is_office and not _has_name(claim.quote) else 0


def _names(name: str, words: str) -> bool:
    """Whether the last name stands in the quote as a word of its own."""
    last = re.sub(r",?\s+(?:Jr|Sr)\.?$", "", name).split()[-1].lower()
    return re.search(rf"\b{re.escape(last)}\b", words) is not None


def _has_name(quote: str) -> bool:
    """Whether, besides offices and places, a proper name of two words stands in the quote."""
    return re.search(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b", quote) is not None
