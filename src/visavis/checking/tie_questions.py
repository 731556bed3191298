"""What to ask about a treaty or sanctions that a text states: all ties of the two, of all times.

The trap is the one that is not there: whether a text has the wrong year or another treaty in mind
is seen only beside all the others of the same two.
"""

from visavis.checking.when import stated_period
from visavis.model.claims import Claim
from visavis.model.groups import is_group, members
from visavis.model.periods import Period
from visavis.model.queries import Query

__all__ = ["ASKED", "is_tie", "tie_question"]

ASKED = ("agreements", "sanctions")
"""Measures whose claims are judged against lists of treaties and cases."""

_ALL_TIMES = "1815..2100"


def is_tie(claim: Claim) -> bool:
    """Whether the claim says which kind of treaty was signed or held, or that sanctions were."""
    return claim.measure in ASKED and claim.position is not None and ":" in claim.position


def tie_question(claim: Claim, latest: int) -> Query | None:
    """All ties of the two, groups with the members that they had in the period or, without one, in
    the latest year."""
    if not is_tie(claim) or claim.form != "status" or not claim.subject or not claim.partner:
        return None
    on = stated_period(claim) or Period.of_year(latest)
    return Query(
        measure=claim.measure, subject=_then(claim.subject, on), partner=_then(claim.partner, on),
        period=Period.parse(_ALL_TIMES), form="count",
    )  # fmt: skip


def _then(name: str, period: Period) -> str:
    is_dated = is_group(name) and bool(members(name, period.end))
    return f"{name}@{period.end}" if is_dated else name
