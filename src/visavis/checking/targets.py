"""Targets: met or missed only with data through the deadline; else open, with the path so far.

The trap is the early verdict: what is not yet reached before the deadline is open, not missed, and
a target that one side's book reaches and the other's does not is not settled.
"""

from collections.abc import Mapping

from visavis.checking.case import Case, Outcome
from visavis.checking.readings import Plan, lacks_base
from visavis.model.figures import Figure
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.verdicts import Reason, Verdict

__all__ = ["RULES", "path_queries", "path_so_far", "target_outcome"]

RULES: dict[str, tuple[str, str]] = {
    "T1": ("no data through the deadline, but a path towards it", "target_open"),
    "T2": ("every book at hand reaches the value at the deadline", "target_met"),
    "T3": ("no book at hand reaches it, and none that is not at hand can", "target_missed"),
    "T4": ("one book reaches it, or one not at hand might", "cannot_be_checked: one_book_only, "
           "other_release, ambiguous_measure"),
    "T5": ("the target has no deadline", "cannot_be_checked: no_period"),
    "T6": ("no figure at hand, but the deadline lies after all that any source reaches",
           "target_open"),
    "T7": ("the target is a multiple or a growth, the text does not say from when, and data reach "
           "the deadline", "cannot_be_checked: no_period"),
}  # fmt: skip
"""The rules for targets, which come before the decision table."""

_STEPS = {
    "level": "level", "share": "share", "growth": "level", "multiple": "level",
    "change_abs": "level", "change_pp": "share",
}  # fmt: skip
"""The form in which the path towards a target of each form is shown."""

_PATH = 8
"""Years up to the deadline that are shown."""


def path_queries(plan: Plan) -> tuple[Query, ...]:
    """The level or share in each year up to the deadline, in the default book."""
    claim = plan.claim
    if claim.modality != "target" or not plan.literals:
        return ()
    first = plan.literals[0].query
    if first.period is None or first.form not in _STEPS or plan.by_window:
        return ()
    step = first.but(form=_STEPS[first.form], baseline=None, aggregation="each")
    last = first.period.end.year
    return tuple(step.but(period=Period.of_year(year)) for year in range(last - _PATH, last))


def path_so_far(plan: Plan, figures: Mapping[Query, Figure]) -> tuple[Figure, ...]:
    """The years of the path that have a value, oldest first."""
    found = [figures[query] for query in plan.path if query in figures]
    return tuple(figure for figure in found if figure.value is not None)


def target_outcome(case: Case, path: tuple[Figure, ...], newest: int) -> Outcome | None:
    """The verdict on a target; None where the claim is none or speaks of no figure at hand."""
    if case.claim.modality != "target" or case.words is None or not case.cells:
        return None
    if case.by_window:
        return Outcome(Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD, (), (("rule", "T5"),))
    reached = _reached(case, path)
    notes = (("rule", "T1"), *((("reached", reached),) if reached else ()))
    known = [r for cell in case.cells for r in cell.known]
    if lacks_base(case.claim) and any(_is_known(r.figure) for r in case.readings):
        rule = (("rule", "T7"),)
        return Outcome(Verdict.CANNOT_BE_CHECKED, Reason.NO_PERIOD, case.readings, rule)
    if not known and not path:
        return _awaited(case, newest)
    if not known:
        return Outcome(Verdict.TARGET_OPEN, None, (), notes)
    met = [_is_met(case, r.figure) for r in known]
    if all(met):
        return Outcome(Verdict.TARGET_MET, None, tuple(known), (("rule", "T2"), *notes[1:]))
    if not any(met) and case.block is None:
        return Outcome(Verdict.TARGET_MISSED, None, tuple(known), (("rule", "T3"), *notes[1:]))
    reason = Reason.ONE_BOOK_ONLY if any(met) else case.block
    rule = (("rule", "T4"), *notes[1:])
    return Outcome(Verdict.CANNOT_BE_CHECKED, reason, tuple(known), rule)


def _awaited(case: Case, newest: int) -> Outcome | None:
    """Open, where nobody could have figures for the deadline yet; else nothing is known of it."""
    deadline = case.cells[0].readings[0].query.period if case.cells[0].readings else None
    if deadline is None or deadline.end.year <= newest:
        return None
    return Outcome(Verdict.TARGET_OPEN, None, (), (("rule", "T6"),))


def _is_known(figure: Figure) -> bool:
    return figure.value is not None or figure.lower_bound is not None


def _is_met(case: Case, figure: Figure) -> bool:
    """Whether the value stated is reached: from below, or from above where it is a ceiling."""
    words = case.words
    value = figure.value if figure.value is not None else figure.lower_bound
    if words is None or value is None:
        return False
    if words.narrow.low is None:
        return words.wide.high is not None and value <= words.wide.high
    return value >= words.narrow.low


def _reached(case: Case, path: tuple[Figure, ...]) -> str:
    """The first year of the path in which the value was reached, if any; none for a change."""
    if case.claim.form not in ("level", "threshold", "share"):
        return ""
    return next((str(f.query.period) for f in path if _is_met(case, f)), "")
