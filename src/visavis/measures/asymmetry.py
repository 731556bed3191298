"""Who of two depends more on the other, split into size and the ease of doing without.

The trap is an identity. Both sides trade the same amount with each other, so the log ratio of
their dependences is the log ratio of their economies (or of their total trade), whatever they
trade: a large state always looks the stronger. Only substitution tells a sensitive partner from a
vulnerable one.
"""

import math
from dataclasses import dataclass

from visavis.errors import UsageError
from visavis.measures.ratio import Ratio
from visavis.model.facts import WORLD
from visavis.model.figures import Missing

__all__ = ["Asymmetry", "asymmetry", "chained", "interdependence", "salience", "symmetry"]

_SAME = 1e-9
"""Relative difference up to which two amounts are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asymmetry:
    """Positive numbers: the owner depends more on the partner than the partner on the owner."""

    owner: str
    partner: str
    concept: str
    difference: float
    """a = dep_ij - dep_ji."""
    log_ratio: float | None
    """l = ln(dep_ij / dep_ji); None where either is zero (`missing` is then `undefined`)."""
    normalised: float | None
    """n = (dep_ij - dep_ji) / (dep_ij + dep_ji), -1 to 1; None where both are zero."""
    size: float
    """ln(Y_j / Y_i): how much larger the partner's whole is."""
    books: float | None
    """l - size: nothing but the difference between the two sides' amounts."""
    is_size_only: bool
    """Both sides have one amount, so that l says which of the two is larger and nothing else."""
    substitution: float | None
    """V_ij - V_ji: what the owner could not easily buy elsewhere, less what the partner could not;
    None where it was not given."""
    missing: Missing | None


def asymmetry(
    one: Ratio, other: Ratio, *, vulnerabilities: tuple[float, float] | None = None
) -> Asymmetry:
    """The dependence of `one`'s owner on its partner against the reverse.

    Args:
        one: dep_ij, from `visavis.measures.trade.ratio`.
        other: dep_ji of the same concept and year.
        vulnerabilities: V_ij and V_ji of `visavis.measures.substitution.vulnerability`.

    Raises:
        UsageError: The two are not the two sides of one pair, one concept and one year, or one of
            them has no value.

    Source: Keohane, R. O., and Nye, J. S. (1977): Power and Interdependence, Little, Brown, for
    sensitivity and vulnerability. That l is the ratio of sizes follows from the definitions:
    ln((T/Y_i) / (T/Y_j)) = ln(Y_j/Y_i).
    """
    mine, theirs = _two_sides(one, other)
    if one.whole is None or other.whole is None or one.amount is None or other.amount is None:
        raise UsageError("asymmetry", "a ratio without its amount or whole", "both of them")
    log_ratio = math.log(mine / theirs) if mine > 0 and theirs > 0 else None
    size = math.log(other.whole / one.whole)
    together = mine + theirs
    return Asymmetry(
        owner=one.owner,
        partner=one.partner,
        concept=one.concept,
        difference=mine - theirs,
        log_ratio=log_ratio,
        normalised=(mine - theirs) / together if together > 0 else None,
        size=size,
        books=None if log_ratio is None else math.log(one.amount / other.amount),
        is_size_only=math.isclose(one.amount, other.amount, rel_tol=_SAME),
        substitution=None if vulnerabilities is None else vulnerabilities[0] - vulnerabilities[1],
        missing=Missing.UNDEFINED if log_ratio is None else None,
    )


def salience(one: Ratio, other: Ratio) -> float:
    """sqrt(s_ij s_ji), 0 to 1: how much the pair matters to both of its members.

    Raises:
        UsageError: The two are not the two sides of one pair, concept and year.

    Source: Barbieri, K. (1996): Economic Interdependence: A Path to Peace or a Source of Interstate
    Conflict? Journal of Peace Research 33(1), 29-49.
    """
    mine, theirs = _two_sides(one, other)
    return math.sqrt(mine * theirs)


def symmetry(one: Ratio, other: Ratio) -> float:
    """1 - |s_ij - s_ji|, 0 to 1: 1 where both depend alike.

    Raises:
        UsageError: The two are not the two sides of one pair, concept and year.

    Source: Barbieri (1996), as for `salience`.
    """
    mine, theirs = _two_sides(one, other)
    return 1 - abs(mine - theirs)


def interdependence(one: Ratio, other: Ratio) -> float:
    """Salience times symmetry, 0 to 1.

    Raises:
        UsageError: The two are not the two sides of one pair, concept and year.

    Source: Barbieri (1996), as for `salience`.
    """
    return salience(one, other) * symmetry(one, other)


def chained(share: Ratio, openness: Ratio) -> Ratio:
    """The share of trade times openness: trade with the partner over GDP.

    s_ij (T_i / Y_i) = dep_ij, so a pair may rank high by share and low by GDP, or the reverse, only
    as far as its owner is closed or open.

    Args:
        share: T_ij / T_i.
        openness: T_i / Y_i, with `WLD` as the partner.

    Raises:
        UsageError: They are other ratios, of two owners or years, or of unlike totals of trade.

    Source: Gartzke, E., and Li, Q. (2003): Measure for Measure: Concept Operationalization and the
    Trade Interdependence-Conflict Debate. Journal of Peace Research 40(5), 553-571.
    """
    concepts = (share.concept, openness.concept, openness.partner)
    if concepts != ("trade/trade", "trade/gdp", WORLD):
        expected = "trade/trade and the trade/gdp of the owner with WLD"
        raise UsageError("share times openness", " and ".join(concepts[:2]), expected)
    if (share.owner, share.year) != (openness.owner, openness.year):
        found = f"{share.owner} {share.year} and {openness.owner} {openness.year}"
        raise UsageError("share times openness", found, "one owner and one year")
    value = share.number() * openness.number()
    if not math.isclose(share.whole or 0, openness.amount or 0, rel_tol=_SAME):
        found = f"total trade of {share.whole} and of {openness.amount}"
        raise UsageError("share times openness", found, "the same total trade in both")
    return Ratio(
        owner=share.owner, partner=share.partner, year=share.year, numerator="trade",
        denominator="gdp", amount=share.amount, whole=openness.whole, value=value, missing=None,
    )  # fmt: skip


def _two_sides(one: Ratio, other: Ratio) -> tuple[float, float]:
    if one.concept != other.concept:
        raise UsageError("two sides of a pair", f"{one.concept} and {other.concept}", "one concept")
    sides = (one.owner, one.partner, one.year), (other.partner, other.owner, other.year)
    if sides[0] != sides[1]:
        found = f"{one.owner} on {one.partner} {one.year}, {other.owner} on {other.partner}"
        raise UsageError("two sides of a pair", f"{found} {other.year}", "each on the other")
    return one.number(), other.number()
