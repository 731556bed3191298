"""Hedging: whether a state keeps ties with two or three powers at once, over several domains.

Experimental: a definition of ours, written out in `DEFINITION` and not in any paper. The traps: a
state that has few ties with anybody is no hedger, nor is one that gets arms from one power and
trades with the other, nor one whose arms and alliances nobody looked at; and three powers are not
three pairs to be averaged.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

from visavis.errors import UsageError
from visavis.model.figures import Missing

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "DEFINITION",
    "HIGH_BALANCE",
    "HIGH_ENGAGEMENT",
    "HIGH_MIX",
    "LEAST_DOMAINS",
    "LEAST_REFERENCE",
    "LIKENESS",
    "LOW_BALANCE",
    "LOW_ENGAGEMENT",
    "SECURITY_DOMAINS",
    "DomainTies",
    "Hedging",
    "hedging",
    "percentile",
]

LEAST_DOMAINS = 2
"""Domains with data for every pole that a judgement needs."""

LEAST_REFERENCE = 10
"""States with data that a percentile needs; among fewer a place says little."""

LOW_ENGAGEMENT = 1 / 3
"""Below it (mean percentile) a state is disengaged."""

HIGH_ENGAGEMENT = 1 / 2
"""From here on it may hedge: at least the middle state's ties."""

HIGH_MIX = 0.4
"""From here on its domains point to different poles: split."""

LOW_BALANCE = 0.5
"""Below it a state leans to one pole more than half the way: aligned."""

HIGH_BALANCE = 0.75
"""From here on it may hedge."""

SECURITY_DOMAINS = frozenset({"agreements", "alliance", "arms"})
"""Domains of which one at least must be complete before a state is called hedging: an ally of one
power that trades with the other would pass for a hedger on trade and votes alone."""

LIKENESS = frozenset({"votes"})
"""Domains that have a position and no place. Agreement with two powers that oppose each other adds
up to much the same for every state: India's place by it went from 0.09 to 0.75 within a year."""

Category = Literal["hedging", "split", "disengaged", "aligned", "unclear"]

DEFINITION = (
    "Experimental. In each domain the state's ties with the poles are put as shares of their sum. "
    "Balance is 1 where the mean of these shares is the same for every pole and 0 where one pole "
    "has all. Mix is how far the domains lie from that mean, from 0 (all alike) to 1. Engagement "
    "is the mean place (percentile) of the sums among all states with data that year, votes left "
    "out, which are likeness and no amount of ties. "
    f"Disengaged: engagement below {LOW_ENGAGEMENT:.2f}. Split: mix of {HIGH_MIX} or more. "
    f"Aligned: balance below {LOW_BALANCE}. Hedging: engagement of {HIGH_ENGAGEMENT} or more, "
    f"balance of {HIGH_BALANCE} or more, none of the above, and arms, alliances or defence "
    "agreements among the domains, without which the word is withheld. Unclear: none of these. "
    "Each domain counts the same, and the thresholds are a choice."
)
"""What the numbers mean and how the words follow from them."""


@dataclass(frozen=True, slots=True)
class DomainTies:
    """A state's ties with the poles in one domain."""

    domain: str
    ties: tuple[float | None, ...]
    """With each pole, in the poles' order and in the domain's own unit; None where not known."""
    missing: tuple[Missing | None, ...]
    """Why, for each pole."""
    shares: tuple[float, ...] | None
    """Each pole's share of their sum; None where a pole is not known, or all are zero."""
    lean: float | None
    """With two poles (A - B)/(A + B): 1 all with the first, -1 all with the second."""
    place: float | None
    """Percentile of the sum among the reference states, from 0 to 1; None in likeness."""
    reference: int
    """How many states it is placed among; below `LEAST_REFERENCE` there is no place."""

    @property
    def is_complete(self) -> bool:
        """Whether the ties with every pole are known, zero included."""
        return None not in self.ties


@dataclass(frozen=True, slots=True)
class Hedging:
    """Where a state stands between the poles. The numbers rest on the complete domains alone."""

    poles: tuple[str, ...]
    domains: tuple[DomainTies, ...]
    balance: float | None
    """From 0 (all with one pole) to 1 (even). With two poles 1 - |mean lean|."""
    engagement: float | None
    """Mean percentile, from 0 to 1; None where a complete domain, likeness aside, has no place."""
    mix: float | None
    """From 0 (all domains alike) to 1. With two poles the standard deviation of the leans."""
    position: tuple[float, ...] | None
    """Each pole's mean share: a point of the triangle of three poles."""
    lean: float | None
    """With two poles the mean lean; None with three, for which a mean of pairs says nothing."""
    category: Category | None
    aligned_with: str | None
    missing: Missing | None
    """Why there is no category: `incomplete` (too few domains, or hedging but for the lack of a
    security domain) or `undefined` (no place)."""
    lacks_security: bool
    """Whether no domain of security is complete."""
    experimental: bool = True
    definition: str = DEFINITION

    @property
    def missing_domains(self) -> tuple[str, ...]:
        """The domains that lack a pole."""
        return tuple(each.domain for each in self.domains if not each.is_complete)


def hedging(
    ties: "pl.DataFrame",
    poles: Sequence[str],
    reference: "pl.DataFrame",
    *,
    security: Collection[str] = SECURITY_DOMAINS,
    likeness: Collection[str] = LIKENESS,
) -> Hedging:
    """A state's balance, engagement and mix between two or three poles, and what they amount to.

    Args:
        ties: One row a domain and pole: `domain`, `pole`, `value` (not negative; null where not
            known) and `missing` (a word of `Missing` where the value is null, else null). A pole
            without a row in a domain is not known there (`no_source`).
        poles: Two or three ids, in the order in which they are shown.
        reference: One row a domain and state: `domain`, `state`, `value`: the sum of that state's
            ties with all poles, for every state with data, the one in question among them.
        security: The domains that count as security.
        likeness: The domains that are likeness and no amount of ties: they need no reference.

    Raises:
        UsageError: A column is lacking, a pole is named twice or is not among two or three, a
            value is negative, a null has no reason, or a cell stands twice.

    Source: our own; no paper defines these quantities or thresholds, and they are not validated.
    The nearest relative, for two powers, is the Anatomy of Choice Alignment Index (Khong and Liow,
    Lee Kuan Yew School, National University of Singapore), which places a state between China and
    the United States indicator by indicator.
    """
    asked = tuple(poles)
    if len(asked) not in (2, 3) or len(set(asked)) != len(asked):
        raise UsageError("poles", ", ".join(asked) or "none", "two or three different states")
    cells, domains = _cells(ties, asked)
    placed = {name: values for name, values in _sums(reference).items() if name not in likeness}
    rows = tuple(_domain(name, asked, cells, placed.get(name, [])) for name in domains)
    return _judged(asked, rows, security, likeness)


def percentile(value: float, others: Sequence[float]) -> float:
    """The share of `others` below the value, half of those equal to it included; 0 to 1.

    Raises:
        UsageError: There is no other.
    """
    if not others:
        raise UsageError("percentile", "no state to compare with", "at least one")
    below = sum(each < value for each in others)
    return (below + sum(each == value for each in others) / 2) / len(others)


_Cells = dict[tuple[str, str], tuple[float | None, Missing | None]]


def _cells(ties: "pl.DataFrame", poles: tuple[str, ...]) -> tuple[_Cells, tuple[str, ...]]:
    """By domain and pole: the value or why there is none; and the domains in their order."""
    _refuse_lacking("ties", ties, ("domain", "pole", "value", "missing"))
    found: _Cells = {}
    for domain, pole, value, missing in ties.select(
        "domain", "pole", "value", "missing"
    ).iter_rows():
        where = f"ties with {pole} in {domain}"
        if pole not in poles:
            raise UsageError(where, "another pole", f"one of {', '.join(poles)}")
        if (domain, pole) in found:
            raise UsageError(where, "two rows", "one")
        if (value is None) == (missing is None):
            raise UsageError(where, f"{value} and {missing}", "a value, or the reason for none")
        if value is not None and not 0 <= value < float("inf"):
            raise UsageError(where, f"{value}", "a number from zero up")
        reason = None if missing is None else Missing(missing)
        found[domain, pole] = (None if value is None else float(value), reason)
    return found, tuple(dict.fromkeys(domain for domain, _ in found))


def _sums(reference: "pl.DataFrame") -> dict[str, list[float]]:
    _refuse_lacking("reference", reference, ("domain", "state", "value"))
    found: dict[str, list[float]] = {}
    for domain, _, value in reference.select("domain", "state", "value").iter_rows():
        if value is not None:
            found.setdefault(domain, []).append(float(value))
    return found


def _refuse_lacking(where: str, table: "pl.DataFrame", columns: tuple[str, ...]) -> None:
    lacking = [name for name in columns if name not in table.columns]
    if lacking:
        raise UsageError(where, f"no column {', '.join(lacking)}", ", ".join(columns))


def _domain(
    name: str, poles: tuple[str, ...], cells: _Cells, others: Sequence[float]
) -> DomainTies:
    asked = [cells.get((name, pole), (None, Missing.NO_SOURCE)) for pole in poles]
    known = [value for value, _ in asked if value is not None]
    total = sum(known) if len(known) == len(poles) else None
    shares = tuple(value / total for value in known) if total else None
    place = None
    if total is not None and len(others) >= LEAST_REFERENCE:
        place = percentile(total, others)
    return DomainTies(
        domain=name,
        ties=tuple(value for value, _ in asked),
        missing=tuple(reason for _, reason in asked),
        shares=shares,
        lean=shares[0] - shares[1] if shares and len(poles) == 2 else None,
        place=place,
        reference=len(others),
    )


def _judged(
    poles: tuple[str, ...],
    rows: tuple[DomainTies, ...],
    security: Collection[str],
    likeness: Collection[str],
) -> Hedging:
    whole = [row for row in rows if row.is_complete]
    points = [row.shares for row in whole if row.shares is not None]
    amounts = [row for row in whole if row.domain not in likeness]
    places = [row.place for row in amounts if row.place is not None]
    enough = len(whole) >= LEAST_DOMAINS
    is_placed = bool(places) and len(places) == len(amounts)
    engagement = sum(places) / len(places) if enough and is_placed else None
    position = balance = mix = None
    if enough and len(points) >= LEAST_DOMAINS:
        position = tuple(sum(shares) / len(points) for shares in zip(*points, strict=True))
        centre = tuple(1 / len(poles) for _ in poles)
        # From the even point to a corner: with two poles these are |mean lean| and sd of leans.
        radius = sqrt(1 - 1 / len(poles))
        balance = max(0.0, 1 - sqrt(_squared(position, centre)) / radius)
        mix = sqrt(sum(_squared(each, position) for each in points) / len(points)) / radius
    category, missing = _category(balance, engagement, mix, enough=enough)
    lacks_security = not any(row.domain in security for row in whole)
    if category == "hedging" and lacks_security:
        category, missing = None, Missing.INCOMPLETE
    leader = poles[position.index(max(position))] if position is not None else None
    return Hedging(
        poles=poles,
        domains=rows,
        balance=balance,
        engagement=engagement,
        mix=mix,
        position=position,
        lean=position[0] - position[1] if position is not None and len(poles) == 2 else None,
        category=category,
        aligned_with=leader if category == "aligned" else None,
        missing=missing,
        lacks_security=lacks_security,
    )


def _squared(a: Sequence[float], b: Sequence[float]) -> float:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))


def _category(
    balance: float | None, engagement: float | None, mix: float | None, *, enough: bool
) -> tuple[Category | None, Missing | None]:
    """The word by the rules of `DEFINITION`, or why there is none."""
    if not enough:
        return None, Missing.INCOMPLETE
    if engagement is None:
        return None, Missing.UNDEFINED
    if engagement < LOW_ENGAGEMENT:
        return "disengaged", None
    if balance is None or mix is None:
        return None, Missing.UNDEFINED
    if mix >= HIGH_MIX:
        return "split", None
    if balance < LOW_BALANCE:
        return "aligned", None
    if balance >= HIGH_BALANCE and engagement >= HIGH_ENGAGEMENT:
        return "hedging", None
    return "unclear", None
