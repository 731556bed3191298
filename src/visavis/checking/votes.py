"""How states voted: certain facts where the resolution is, shown with how their whole group voted.

The trap is the true but partial list: "A, B and C abstained" is supported, and the reader should
still see that D and E of the same group voted yes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from visavis.checking.case import Case, Outcome
from visavis.checking.readings import parts_of
from visavis.checking.when import dated_period
from visavis.model.claims import Claim
from visavis.model.figures import Figure
from visavis.model.groups import all_groups, members
from visavis.model.queries import Query
from visavis.model.states import is_state
from visavis.model.verdicts import Reason, Verdict

__all__ = ["RULES", "common_group", "group_queries", "group_votes", "vote_outcome"]


RULES: dict[str, tuple[str, str]] = {
    "V1": ("the resolution or the voter is not certain",
           "cannot_be_checked: ambiguous_measure, ambiguous_actor"),
    "V2": ("no roll call on the resolution, or no vote of the state, is at hand",
           "cannot_be_checked: out_of_coverage, no_source"),
    "V3": ("two records of the vote differ", "cannot_be_checked: other_release"),
    "V6": ("the text gives another date than that of the roll call",
           "cannot_be_checked: ambiguous_measure"),
    "V4": ("the record has the position stated", "supported"),
    "V5": ("the record has another position; absence is not abstention", "contradicted"),
}  # fmt: skip
"""The rules for votes, which come before the decision table."""


_LARGEST_GROUP = 60
"""Members up to which a group is shown whole; the Assembly itself says nothing of a pair."""


def vote_outcome(case: Case) -> Outcome | None:
    """The verdict on a position in one roll call; None for claims about anything else."""
    claim = case.claim
    if claim.measure != "vote_position" or claim.modality != "actual":
        return None
    if claim.resolution is None or claim.ambiguous or claim.position is None:
        reason = Reason.AMBIGUOUS_MEASURE
        if any(word.startswith("actor") for word in claim.ambiguous):
            reason = Reason.AMBIGUOUS_ACTOR
        return Outcome(Verdict.CANNOT_BE_CHECKED, reason, (), (("rule", "V1"),))
    readings = [r for r in case.readings if r.figure.text is not None]
    if not readings:
        return Outcome(Verdict.CANNOT_BE_CHECKED, case.lacking, (), (("rule", "V2"),))
    same = {r.figure.text == claim.position for r in readings}
    if len(same) > 1:
        reason = Reason.OTHER_RELEASE
        return Outcome(Verdict.CANNOT_BE_CHECKED, reason, tuple(readings), (("rule", "V3"),))
    if not all(_is_dated_so(claim, r.figure) for r in readings):
        reason = Reason.AMBIGUOUS_MEASURE
        return Outcome(Verdict.CANNOT_BE_CHECKED, reason, tuple(readings), (("rule", "V6"),))
    holds = same == {True}
    if claim.polarity == "negated":
        holds = not holds
    if holds:
        return Outcome(Verdict.SUPPORTED, None, tuple(readings), (("rule", "V4"),))
    return Outcome(Verdict.CONTRADICTED, None, tuple(readings), (("rule", "V5"),))


def _is_dated_so(claim: Claim, figure: Figure) -> bool:
    """Whether the roll call lies in the period of the sentence, or a day beside it; or none is."""
    period, held_on = dated_period(claim), str(figure.detail.get("held_on") or "")
    if period is None or claim.period_from != "sentence" or not held_on:
        return True
    day = date.fromisoformat(held_on)
    return (period.start - day).days <= 1 and (day - period.end).days <= 1


def group_queries(claim: Claim, claims: Sequence[Claim], latest: int) -> tuple[Query, ...]:
    """The votes of all members of the smallest group that all voters of the sentence belong to."""
    if claim.measure != "vote_position" or claim.resolution is None:
        return ()
    voters = {
        part.subject
        for other in claims
        if other.resolution == claim.resolution and other.sentence == claim.sentence
        for part in parts_of(other)
        if part.measure == "vote_position" and part.subject
    }
    on = _day(claim, latest)
    group = common_group(frozenset(voters), on) if len(voters) > 1 else None
    if group is None:
        return ()
    return tuple(
        Query(
            measure="vote_position", subject=member, form="position",
            period=dated_period(claim), resolution=claim.resolution,
        )
        for member in sorted(members(group, on))
    )  # fmt: skip


@cache
def common_group(voters: frozenset[str], on: date) -> str | None:
    """The smallest group (no region, no fixed set, not the Assembly) with all voters as members."""
    if not all(is_state(voter) for voter in voters):
        return None
    fitting = [
        (len(members(each.id, on)), each.id)
        for each in all_groups()
        if each.kind == "group"
        and voters <= members(each.id, on)
        and len(members(each.id, on)) <= _LARGEST_GROUP
    ]
    return min(fitting)[1] if fitting else None


def group_votes(queries: Sequence[Query], figures: Mapping[Query, Figure]) -> tuple[Figure, ...]:
    """The figures of those members that have a recorded vote."""
    found = [figures[query] for query in queries if query in figures]
    return tuple(figure for figure in found if figure.text is not None)


def _day(claim: Claim, latest: int) -> date:
    period = dated_period(claim)
    return period.end if period is not None else date(latest, 12, 31)
