"""Whether anything measures what a claim states, and which command would bring what is missing."""

import re

from visavis.checking.tie_questions import ASKED, is_tie
from visavis.model.claims import Claim
from visavis.model.relations import is_measure, relation
from visavis.model.verdicts import Reason

__all__ = ["COMMANDS", "is_measurable", "needs"]

COMMANDS: dict[str, str] = {"comtrade": "visavis data add comtrade DIR"}
"""Commands that bring a source; a source without one is named as it is (`sipri`)."""

_SECTORS = ("trade", "goods", "economy", "economic", "economics", "commerce")
_DEFENCE = ("defence", "defense", "arms", "military")
_COUNTED_OTHERWISE = ("arms_orders",)
"""Measures of which texts count something else: pieces, where a register counts orders."""

_MINOR_ARMS = re.compile(
    r"\b(?:small arms|light weapons|ammunition|munitions"
    r"|(?:nuclear|chemical|biological) weapons)\b",
    re.IGNORECASE,
)

_LISTS = {
    "alliance": ("atop",), "defence_agreement": ("dcad",), "sanction": ("gsdb", "ties_sanctions"),
    "trade_agreement": ("wto_rta", "desta"),
}  # fmt: skip
"""Sources of each kind of treaty; no list has treaties of every kind."""

_HELPED = (
    Reason.NO_SOURCE, Reason.OUT_OF_COVERAGE, Reason.INCOMPLETE, Reason.ONE_BOOK_ONLY,
    Reason.OTHER_RELEASE, Reason.OWN_PUBLISHER, Reason.NO_EXCHANGE_RATE,
)  # fmt: skip


def is_measurable(claim: Claim) -> bool:
    """Whether a source in the table of contents carries the measure in the claim's sector."""
    if not is_measure(claim.measure) or (claim.measure in ASKED and not is_tie(claim)):
        return False
    found = relation(claim.measure)
    if not found.sources or claim.measure in _COUNTED_OTHERWISE or _is_outside_tiv(claim):
        return False
    return "goods_flow" not in found.relations or not _is_elsewhere(claim)


def needs(claim: Claim, reason: Reason | None) -> tuple[str, ...]:
    """The commands, or the names of sources without one, that would bring what is missing."""
    if reason not in _HELPED:
        return ()
    if not is_measure(claim.measure):
        return ()
    if is_tie(claim):
        kind = (claim.position or "").partition(":")[0].partition("+")[0]
        return _LISTS.get(kind, ())
    found = relation(claim.measure)
    if "goods_flow" in found.relations and _is_elsewhere(claim):
        return _of_sector((claim.sector or "").lower())
    if claim.source_named in found.sources and "coded_events" in found.relations:
        return (claim.source_named,)
    if _is_outside_tiv(claim):
        found = relation("arms_deal")
    return tuple(COMMANDS.get(source, source) for source in found.would_come_from)


def _is_outside_tiv(claim: Claim) -> bool:
    """Whether arms are stated in money, into which no rate turns a trend-indicator value; or arms
    of a kind that is not among the major ones."""
    if claim.measure not in ("arms_exports", "arms_imports"):
        return False
    is_amount = claim.form in ("level", "threshold", "change_abs") and claim.unit != "TIV"
    return is_amount or claim.basis.currency is not None or bool(_MINOR_ARMS.search(claim.quote))


def _of_sector(sector: str) -> tuple[str, ...]:
    """What would bring trade in one sector: arms, services, else goods by product."""
    if sector in _DEFENCE:
        return ("sipri",)
    if sector.startswith("service"):
        return relation("services_exports").would_come_from
    return (COMMANDS["comtrade"],)


def _is_elsewhere(claim: Claim) -> bool:
    """Whether the governing clause limits trade to a sector that no product family stands for."""
    return (
        claim.sector is not None
        and claim.product is None
        and (claim.sector.lower() not in _SECTORS)
    )
