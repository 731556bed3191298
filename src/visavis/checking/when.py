"""When a claim speaks of: the period that its text states.

The trap is the state of things: "as of 2021" dates what is told, not what happened.
"""

from visavis.model.claims import Claim
from visavis.model.periods import Period, period_or_none

__all__ = ["dated_period", "stated_period"]


def stated_period(claim: Claim) -> Period | None:
    """The period of the claim, or as of which it speaks; None where the text states none."""
    return period_or_none(claim.period.removeprefix("asof:"))


def dated_period(claim: Claim) -> Period | None:
    """The calendar period in which something happened; None for fiscal years and "as of"."""
    return period_or_none(claim.period) if claim.period[:1].isdigit() else None
