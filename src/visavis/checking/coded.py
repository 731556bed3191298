"""What a text says of a list of machine-coded events, held against that list and nothing else.

The trap is the fact: a list of events that a machine read in news says what was reported, and what
was reported is no meeting. So only a sentence that names the list is judged, by that list alone.
"""

from decimal import Decimal

from visavis.checking.case import Case, Outcome
from visavis.checking.tolerance import fit
from visavis.model.figures import Figure
from visavis.model.verdicts import Fit, Reading, Reason, Verdict

__all__ = ["MEASURES", "RULES", "coded_outcome"]

MEASURES = ("coded_events", "coded_cooperation", "coded_conflict")

RULES: dict[str, tuple[str, str]] = {
    "E1": ("the text does not say when", "cannot_be_checked: no_period"),
    "E2": ("the list named is not at hand, or not for all of the days",
           "cannot_be_checked: out_of_coverage, incomplete"),
    "E3": ("the list has as many events as stated, reciprocal ones counted once", "supported"),
    "E4": ("it has as many rows as stated, in which reciprocal events stand twice",
           "depends_on_definition"),
    "E5": ("it has neither as many events nor as many rows, by a factor of two and by ten at least",
           "contradicted"),
    "E6": ("it has other numbers near the stated one: lists are coded anew",
           "cannot_be_checked: other_release"),
}  # fmt: skip
"""The rules for machine-coded events, which come before the decision table."""

_FACTOR = 2
_LEAST = 10
"""How far off a number has to be that no other coding of the list would have, by our judgement."""


def coded_outcome(case: Case) -> Outcome | None:
    """The verdict on what a list is said to have; None for claims about anything else."""
    claim = case.claim
    if claim.measure not in MEASURES or claim.modality != "actual":
        return None
    if claim.polarity == "negated":
        reason = Reason.AMBIGUOUS_MEASURE
        return Outcome(Verdict.CANNOT_BE_CHECKED, reason, (), (("rule", "E6"),))
    if case.by_window or not case.cells:
        return Outcome(Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD, (), (("rule", "E1"),))
    readings = case.readings
    named = tuple(r for r in readings if r.figure.source == claim.source_named)
    if not named:
        reason = Reason.OUT_OF_COVERAGE
        return Outcome(Verdict.CANNOT_BE_CHECKED, reason, (), (("rule", "E2"),))
    known = tuple(r for r in named if r.figure.value is not None)
    if not known or case.words is None:
        return Outcome(Verdict.CANNOT_BE_CHECKED, case.lacking, named, (("rule", "E2"),))
    return _settled(case, known[0])


def _settled(case: Case, reading: Reading) -> Outcome:
    words, figure = case.words, reading.figure
    if words is None or figure.value is None:
        return Outcome(Verdict.CANNOT_BE_CHECKED, case.lacking, (reading,), (("rule", "E2"),))
    rows = _rows(figure)
    if fit(figure.value, words) is Fit.EXACT:
        return Outcome(Verdict.SUPPORTED, None, (reading,), (("rule", "E3"),))
    if fit(rows, words) is Fit.EXACT:
        notes = (("rule", "E4"), ("rows_of_events", str(rows)))
        return Outcome(Verdict.DEPENDS_ON_DEFINITION, None, (reading,), notes)
    fewest, most = figure.value, rows
    is_far = words.value > max(most * _FACTOR, most + _LEAST) or words.value < min(
        fewest / _FACTOR, fewest - _LEAST
    )
    if is_far and case.claim.qualifier == "=":
        return Outcome(Verdict.CONTRADICTED, None, (reading,), (("rule", "E5"),))
    return Outcome(Verdict.CANNOT_BE_CHECKED, Reason.OTHER_RELEASE, (reading,), (("rule", "E6"),))


def _rows(figure: Figure) -> Decimal:
    """The rows of the list, in which reciprocal events stand twice."""
    return Decimal(str(figure.detail.get("rows", figure.value)))
