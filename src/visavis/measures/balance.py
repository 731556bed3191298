"""Structural balance: whether friends' friends are friends in a network of signed ties.

The trap is the negative tie. Without one every network is perfectly balanced, which says nothing;
so each tie names its source, and a network without a negative tie is refused.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from visavis.errors import UsageError
from visavis.model.figures import Missing

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Frustration",
    "SignedNetwork",
    "SignedTie",
    "TriadCensus",
    "frustration",
    "signed_network",
    "triad_census",
    "walk_balance",
]

_COLUMNS = ("a", "b", "sign", "source")


@dataclass(frozen=True, slots=True, order=True)
class SignedTie:
    """A tie of two states: `sign` 1 (friends) or -1 (foes), and who says so."""

    a: str
    """The id that sorts first."""
    b: str
    sign: int
    source: str


@dataclass(frozen=True, slots=True)
class SignedNetwork:
    """Ties without direction, at most one for each pair, at least one of them negative."""

    ties: tuple[SignedTie, ...]
    """Sorted; a pair without a tie is neither friend nor foe."""

    @property
    def states(self) -> tuple[str, ...]:
        """The states that have a tie, sorted."""
        return tuple(sorted({state for tie in self.ties for state in (tie.a, tie.b)}))

    def adjacency(self) -> NDArray[np.float64]:
        """Symmetric matrix over `states`: 1, -1, and 0 where there is no tie."""
        place = {state: position for position, state in enumerate(self.states)}
        matrix = np.zeros((len(place), len(place)))
        for tie in self.ties:
            i, j = place[tie.a], place[tie.b]
            matrix[i, j] = matrix[j, i] = tie.sign
        return matrix


@dataclass(frozen=True, slots=True)
class TriadCensus:
    """How many triads, all three pairs tied, have three, two, one and no positive tie."""

    ppp: int
    """`+++`: balanced."""
    ppm: int
    """`++-`: not balanced."""
    pmm: int
    """`+--`: balanced."""
    mmm: int
    """`---`: not balanced (it is in the weaker sense of Davis 1967, which is not used here)."""
    balanced_share: float | None
    """From 0 to 1; None where there is no triad at all."""
    missing: Missing | None

    @property
    def triads(self) -> int:
        """How many there are."""
        return self.ppp + self.ppm + self.pmm + self.mmm


@dataclass(frozen=True, slots=True)
class Frustration:
    """The fewest ties to take away so that two camps are left, friends inside and foes across."""

    index: int | None
    """L; None where the search was ended before it was proven the least."""
    score: float | None
    """F = 1 - 2L/m, from 0 to 1 (balanced)."""
    missing: Missing | None
    lower_bound: int
    """Proven: no partition has fewer frustrated ties."""
    upper_bound: int
    """What the partition given here has."""
    ties: int
    """m."""
    partition: tuple[tuple[str, ...], tuple[str, ...]]
    """The two camps, that of the first state first. Others may be as good where some states
    could stand on either side."""
    frustrated: tuple[SignedTie, ...]
    """The ties at odds with the partition: foes inside a camp, friends across."""


def signed_network(ties: "pl.DataFrame") -> SignedNetwork:
    """The network of a table of signed ties.

    Args:
        ties: One row a tie, with the columns `a`, `b` (ids), `sign` (1 or -1) and `source` (who
            says so). The order of the two does not matter; a pair may stand in several rows of the
            same sign, whose sources are then joined.

    Raises:
        UsageError: A column is lacking, a value is none of these, a source is empty, a state is
            tied to itself, a pair has both signs, or no tie is negative.
    """
    lacking = [name for name in _COLUMNS if name not in ties.columns]
    if lacking:
        raise UsageError("signed ties", f"no column {', '.join(lacking)}", ", ".join(_COLUMNS))
    found: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for line, row in enumerate(ties.select(_COLUMNS).iter_rows(), start=1):
        pair, sign, source = _checked(line, row)
        known = found.setdefault(pair, (sign, []))
        if known[0] != sign:
            where = f"signed ties, {pair[0]} and {pair[1]}"
            raise UsageError(where, "both signs", "one sign for a pair")
        if source not in known[1]:
            known[1].append(source)
    if all(sign > 0 for sign, _ in found.values()):
        expected = "at least one negative tie with its source: sanctions, disputes, opposite votes"
        raise UsageError("signed ties", "no source of negative ties", expected)
    made = (SignedTie(*pair, sign, "; ".join(said)) for pair, (sign, said) in found.items())
    return SignedNetwork(tuple(sorted(made)))


def _checked(line: int, row: tuple[Any, ...]) -> tuple[tuple[str, str], int, str]:
    a, b, sign, source = row
    where = f"signed ties, row {line}"
    if not (isinstance(a, str) and isinstance(b, str) and a and b):
        raise UsageError(where, f"{a!r} and {b!r}", "ids of two states")
    if a == b:
        raise UsageError(where, f"a tie of {a} with itself", "two states")
    if sign not in (1, -1):
        raise UsageError(where, f"the sign {sign!r}", "1 or -1")
    if not isinstance(source, str) or not source.strip():
        raise UsageError(where, f"no source of the tie of {a} and {b}", "who says so")
    return (min(a, b), max(a, b)), int(sign), source.strip()


def triad_census(network: SignedNetwork) -> TriadCensus:
    """Triads by their signs, and the share of them that is balanced.

    A triad is balanced where the product of its signs is positive. Triads of which a pair has no
    tie are not counted, so the share rests on the closed ones alone.

    Source: Cartwright and Harary (1956), "Structural Balance: A Generalization of Heider's
    Theory", Psychological Review 63: 277-293.
    """
    negative = Counter(sum(sign < 0 for sign in signs) for signs in _triads(network))
    triads = negative.total()
    return TriadCensus(
        ppp=negative[0],
        ppm=negative[1],
        pmm=negative[2],
        mmm=negative[3],
        balanced_share=(negative[0] + negative[2]) / triads if triads else None,
        missing=None if triads else Missing.UNDEFINED,
    )


def _triads(network: SignedNetwork) -> Iterator[tuple[int, int, int]]:
    signs = {(tie.a, tie.b): tie.sign for tie in network.ties}
    after: dict[str, list[str]] = {}
    for a, b in signs:
        after.setdefault(a, []).append(b)
    for a, others in after.items():
        for b, c in combinations(sorted(others), 2):
            third = signs.get((b, c))
            if third is not None:
                yield signs[a, b], signs[a, c], third


def walk_balance(network: SignedNetwork) -> float:
    """Closed walks of positive less those of negative sign, over all of them; up to 1 (balanced).

    The trace of the exponential of the signed adjacency matrix over that of the unsigned one: long
    walks weigh little, and pairs without a triad count too.

    Source: Estrada and Benzi (2014), "Walk-based measure of balance in signed networks: Detecting
    lack of balance in social networks", Physical Review E 90: 042802.
    """
    from scipy.linalg import eigvalsh

    signed = network.adjacency()
    plain = eigvalsh(np.abs(signed))
    # Only the ratio counts: with the greatest eigenvalue taken off, no network overflows.
    top = plain.max()
    return float(np.exp(eigvalsh(signed) - top).sum() / np.exp(plain - top).sum())


def frustration(network: SignedNetwork, *, time_limit: float = 60.0) -> Frustration:
    """The frustration index, exactly, with the two camps that have it.

    Every cycle of ties needs an even number of negative ones; L is the number of ties that stand
    in the way. Where the search ends before the least is proven, `index` is None and the bounds
    say what is known.

    Args:
        network: The signed ties; each counts one.
        time_limit: Seconds after which the search ends without an answer.

    Source: Aref, Mason and Wilson (2020), "A modeling and computational study of the frustration
    index in signed networks", Networks 75: 95-110: their XOR model, solved by HiGHS, with the
    variables of the ties left continuous, since they are whole wherever those of the states are.
    F as in Aref and Wilson (2018), "Measuring partial balance in signed networks", Journal of
    Complex Networks 6: 566-595.
    """
    found, bound = _least_frustrated(network, time_limit)
    side = dict(zip(network.states, found, strict=True))
    at_odds = tuple(t for t in network.ties if (side[t.a] == side[t.b]) != (t.sign > 0))
    ties, upper = len(network.ties), len(at_odds)
    is_proven = bound >= upper
    camps = tuple(tuple(s for s in network.states if side[s] == each) for each in (0, 1))
    return Frustration(
        index=upper if is_proven else None,
        score=1 - 2 * upper / ties if is_proven else None,
        missing=None if is_proven else Missing.INCOMPLETE,
        lower_bound=min(bound, upper),
        upper_bound=upper,
        ties=ties,
        partition=(camps[0], camps[1]),
        frustrated=at_odds,
    )


def _least_frustrated(network: SignedNetwork, time_limit: float) -> tuple[list[int], int]:
    """The side (0 or 1) of each state, and a proven bound from below for the index."""
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import csr_array

    states, ties = network.states, network.ties
    place = {state: position for position, state in enumerate(states)}
    rows: list[tuple[int, int, float]] = []
    least: list[float] = []
    for position, tie in enumerate(ties):
        i, j, f = place[tie.a], place[tie.b], len(states) + position
        # f is 1 where friends are apart (x_i != x_j) or foes together (x_i = x_j).
        both = ((1.0, -1.0), (-1.0, 1.0)) if tie.sign > 0 else ((-1.0, -1.0), (1.0, 1.0))
        for left, right in both:
            line = len(least)
            rows += [(line, i, left), (line, j, right), (line, f, 1.0)]
            least.append(0.0 if tie.sign > 0 else (-1.0 if left < 0 else 1.0))
    lines, columns, weights = zip(*rows, strict=True)
    size = len(states) + len(ties)
    matrix = csr_array((weights, (lines, columns)), shape=(len(least), size))
    cost = np.r_[np.zeros(len(states)), np.ones(len(ties))]
    upper = np.ones(size)
    upper[0] = 0  # the first state's camp is camp 0: the mirror image is the same answer
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, np.asarray(least), np.inf),
        bounds=(0, upper),
        integrality=np.r_[np.ones(len(states)), np.zeros(len(ties))],
        options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return [0] * len(states), 0
    bound = found.fun if found.status == 0 else (found.mip_dual_bound or 0.0)
    return [round(value) for value in found.x[: len(states)]], int(np.ceil(bound - 1e-6))
