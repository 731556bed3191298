"""That a leader or minister travelled to a state, against the publishers' lists of journeys.

The traps: a journey of another office-holder of the same role bears nothing out, and a person
without any journey in the list that year may have held another office. And lists count differently:
heads alone or ministers too, so that each is held against the words by itself.
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

__all__ = ["LEADERS", "RULES", "journeys_query", "visit_outcome"]

RULES: dict[str, tuple[str, str]] = {
    "J1": ("the text does not say when", "cannot_be_checked: no_period"),
    "J2": ("no list of journeys covers the traveller", "cannot_be_checked: no_source, "
           "out_of_coverage"),
    "J3": ("a list has a journey of the person (or office, or of leaders) named, as often as "
           "stated, and no other list counts otherwise", "supported"),
    "J7": ("one list counts as often as stated, another list otherwise: each has its own choice of "
           "whom to count, and lists are never added up", "supported_by_one_book"),
    "J4": ("the text denies a journey that a list has", "contradicted"),
    "J6": ("the text names the list, and the list counts half as many or twice as many, and three "
           "more or less at least", "contradicted"),
    "J5": ("the list has no such journey (a crossing may stand under the state beside), counts "
           "otherwise, or does not know the person in that office",
           "cannot_be_checked: ambiguous_measure, ambiguous_actor"),
}  # fmt: skip
"""The rules for journeys, which come before the decision table."""

_OFFICES = {
    "head_of_state": ("president", "king", "queen", "emperor", "head of state"),
    "head_of_government": ("prime minister", "premier", "chancellor", "head of government"),
    "prime_minister": ("prime minister", "premier", "chancellor", "head of government"),
    "foreign_minister": ("secretary of state", "foreign minister", "top diplomat"),
}
_HEADS = ("head_of_state", "head_of_government", "prime_minister", "leader", "crown_prince")
"""Roles of those whom "leaders" means, and between which lists and texts differ for one person."""

LEADERS = "leaders"
"""The position of a claim about leaders in general: "Chinese leaders visited Russia twice"."""

_LISTS = ("colt", "china_visits")
"""Lists that are asked beside the default one."""

_FAR, _LEAST = 2, 3
"""How far off a list has to be, by factor and difference, to make a count wrong, by our judgement:
its next release may move a journey or two."""


def journeys_query(plan: Plan) -> tuple[Query, ...]:
    """All journeys of the traveller's state in the period, to see who held which office."""
    if plan.claim.measure != "visits" or plan.by_window:
        return ()
    found = tuple(literal.query.but(partner=WORLD) for literal in plan.literals[:1])
    return (*found, *(query.but(source=name) for query in found for name in _LISTS))


def visit_outcome(case: Case, plan: Plan, figures: Mapping[Query, Figure]) -> Outcome | None:
    """The verdict on journeys of a person, an office or leaders; None for anything else."""
    claim = case.claim
    others = [word for word in claim.ambiguous if not word.startswith("measure:traveller")]
    if claim.measure != "visits" or claim.modality != "actual" or others:
        return None
    if case.by_window or not case.cells:
        return Outcome(Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD, (), (("rule", "J1"),))
    readings = case.readings
    covered = [r for r in readings if r.figure.value is not None or r.figure.lower_bound]
    if not covered:
        return Outcome(Verdict.CANNOT_BE_CHECKED, case.lacking, (), (("rule", "J2"),))
    everywhere = [figures[query] for query in plan.journeys]
    found = [(reading, _found(case, reading, everywhere)) for reading in covered]
    return _settled(claim, found)


def _settled(claim: Claim, found: list[tuple[Reading, str]]) -> Outcome:
    """The verdict of all lists that cover the traveller."""
    holds, fails = ("no", "yes") if claim.polarity == "negated" else ("yes", "no")
    said = {answer: tuple(r for r, given in found if given == answer) for answer in _ANSWERS}
    if said[fails] and claim.polarity == "negated":
        return Outcome(Verdict.CONTRADICTED, None, said[fails], (("rule", "J4"),))
    if said[holds]:
        against = said["unclear"] or said["far"] or said[fails]
        verdict = Verdict.SUPPORTED_BY_ONE_BOOK if against else Verdict.SUPPORTED
        return Outcome(verdict, None, said[holds], (("rule", "J7" if against else "J3"),))
    if said["far"] and claim.polarity != "negated":
        named = tuple(r for r in said["far"] if r.figure.source == claim.source_named)
        if named and claim.qualifier == "=":
            return Outcome(Verdict.CONTRADICTED, None, named, (("rule", "J6"),))
    is_unknown = len(said["who"]) == len(found)
    reason = Reason.AMBIGUOUS_ACTOR if is_unknown else Reason.AMBIGUOUS_MEASURE
    readings = tuple(reading for reading, _ in found)
    return Outcome(Verdict.CANNOT_BE_CHECKED, reason, readings, (("rule", "J5"),))


_ANSWERS = ("yes", "no", "who", "unclear", "far")
"""What a list says: has it, has it not, does not know the person in that office, counts otherwise,
or counts far otherwise."""


def _found(case: Case, reading: Reading, everywhere: list[Figure]) -> str:
    """One of `_ANSWERS`."""
    claim, figure = case.claim, reading.figure
    there = _of_person(claim, figure)
    is_known = claim.position == LEADERS or there > 0
    if claim.value is None:
        if there:
            return "yes"
        abroad = any(
            _of_person(claim, other) for other in everywhere if other.source == figure.source
        )
        return "no" if (abroad or is_known) and figure.value is not None else "who"
    if not is_known or case.words is None or figure.value is None:
        return "who"
    words = case.words
    if fit(type(words.value)(there), words) is Fit.EXACT:
        return "yes"
    stated = words.value
    is_far = abs(stated - there) >= _LEAST and not there / _FAR < stated < there * _FAR
    return "far" if is_far else "unclear"


def _of_person(claim: Claim, figure: Figure) -> int:
    """How many journeys in the figure are by the person, the office or the leaders named."""
    trips = figure.detail.get("trips")
    if not isinstance(trips, tuple):
        return 0
    if claim.position == LEADERS:
        return sum(trip["role"] in _HEADS for trip in trips)
    words = claim.quote.lower()
    named = [
        trip
        for trip in trips
        if _may_be(trip["role"], claim.position) and _names(trip["name"], words)
    ]
    if named:
        return len(named)
    of_role = [trip for trip in trips if trip["role"] == claim.position]
    is_office = any(office in words for office in _OFFICES.get(claim.position or "", ()))
    return len(of_role) if is_office and not _has_name(claim.quote) else 0


def _may_be(role: str, position: str | None) -> bool:
    """Whether a list may have one in that office in that role: heads differ, ministers do not."""
    return position is None or role == position or (role in _HEADS and position in _HEADS)


def _names(name: str, words: str) -> bool:
    """Whether the last name stands in the quote as a word of its own."""
    last = re.sub(r",?\s+(?:Jr|Sr)\.?$", "", name).split()[-1].lower()
    return re.search(rf"\b{re.escape(last)}\b", words) is not None


def _has_name(quote: str) -> bool:
    """Whether, besides offices and places, a proper name of two words stands in the quote."""
    return re.search(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b", quote) is not None
