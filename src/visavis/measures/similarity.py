"""How alike two states' positions are: agreement, S, kappa, pi and tau-b, for one pair or all.

The trap is chance. Agreement and S count likeness as it stands, so two states that nearly always
vote yes are alike whatever they think; kappa and pi take off what their own habits would bring
about, and have no value where both always took one and the same position.

Each measure takes two vectors (`kappa(a, b, VOTE_LEVELS)`) or, for all pairs of a year at once, a
`PairTable` (`kappa_of(pair_table(positions, VOTE_LEVELS))`): both go through the same arithmetic.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError
from visavis.measures.position_pairs import (
    ALLIANCE_LEVELS,
    VOTE_LEVELS,
    Distance,
    PairTable,
    distances,
    pair_table,
    two_vectors,
)

__all__ = [
    "ALLIANCE_LEVELS",
    "NO_COMMON",
    "NO_VARIATION",
    "NO_WEIGHT",
    "REASONS",
    "VOTE_LEVELS",
    "Score",
    "Scores",
    "agreement",
    "agreement_of",
    "kappa",
    "kappa_of",
    "pair_table",
    "pi",
    "pi_of",
    "s",
    "s_of",
    "tau_b",
    "tau_b_of",
]

NO_COMMON = "no_common_vote"
"""No item on which both states took a position."""
NO_VARIATION = "no_variation"
"""The denominator is zero: kappa and pi where both always took the same one position, tau-b where
either never changed its own."""
NO_WEIGHT = "no_weight"
"""All items that the two have in common weigh nothing."""
REASONS = ("", NO_COMMON, NO_VARIATION, NO_WEIGHT)
"""What the numbers in `Scores.why` stand for."""


@dataclass(frozen=True, slots=True)
class Score:
    """A measure of one pair: a value or the reason why there is none, and on how many items."""

    value: float | None
    common: int
    """Items on which both took a position."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """A measure of all pairs, N x N."""

    value: NDArray[np.float64]
    """NaN where there is no value; `why` then says which reason."""
    common: NDArray[np.int64]
    why: NDArray[np.uint8]
    """Place in `REASONS` of the reason why there is no value, 0 where there is one."""


def agreement(
    a: ArrayLike, b: ArrayLike, levels: Sequence[int] = VOTE_LEVELS, *,
    weights: ArrayLike | None = None,
) -> Score:  # fmt: skip
    """Agreement of two states, from 0 (always opposed) to 1 (always alike); see `agreement_of`."""
    return _score(agreement_of(two_vectors(a, b, levels, weights)))


def s(
    a: ArrayLike, b: ArrayLike, levels: Sequence[int], *,
    distance: Distance = "absolute", weights: ArrayLike | None = None,
) -> Score:  # fmt: skip
    """Signorino and Ritter's S of two states, from -1 to 1; see `s_of`."""
    return _score(s_of(two_vectors(a, b, levels, weights), distance=distance))


def kappa(
    a: ArrayLike, b: ArrayLike, levels: Sequence[int], *,
    distance: Distance = "squared", zero_undefined: bool = False,
) -> Score:  # fmt: skip
    """Cohen's weighted kappa of two states, from -1 to 1; see `kappa_of`."""
    table = two_vectors(a, b, levels)
    return _score(kappa_of(table, distance=distance, zero_undefined=zero_undefined))


def pi(
    a: ArrayLike, b: ArrayLike, levels: Sequence[int], *,
    distance: Distance = "squared", zero_undefined: bool = False,
) -> Score:  # fmt: skip
    """Scott's pi of two states, from -1 to 1; see `pi_of`."""
    table = two_vectors(a, b, levels)
    return _score(pi_of(table, distance=distance, zero_undefined=zero_undefined))


def tau_b(a: ArrayLike, b: ArrayLike, levels: Sequence[int]) -> Score:
    """Kendall's tau-b of two states, from -1 to 1; see `tau_b_of`."""
    return _score(tau_b_of(two_vectors(a, b, levels)))


def agreement_of(table: PairTable) -> Scores:
    """Mean over common items of 1 - |difference of positions| / range, from 0 to 1.

    The same position counts 1, the two ends of the scale against each other 0, an abstention
    beside a yes or a no one half. Symmetric. Roll calls on which all members took one position are
    for the caller to leave out; Voeten's published scores leave them out.

    Source: Voeten, E. (2013). Data and Analyses of Voting in the UN General Assembly, in Routledge
    Handbook of International Organization; the index is Lijphart, A. (1963). The Analysis of Bloc
    Voting in the General Assembly. American Political Science Review 57: 902-917.
    """
    apart = distances(table.levels, "absolute")
    total = _total(table)
    return _scores(table, 1 - _ratio(_spread(table, apart), total * apart.max()), total)


def s_of(table: PairTable, *, distance: Distance = "absolute") -> Scores:
    """Signorino and Ritter's S: 1 - 2 sum of weight x distance / (largest distance x weight).

    From -1 (all positions at opposite ends of the scale) to 1 (all alike). Symmetric. The largest
    distance is that of the scale, not of the positions taken, so S of two years compare.

    Args:
        table: Position tables, weighted where S is to be (with states' capabilities, as a rule).
        distance: `absolute`, as in the paper, or `squared`, as Häge (2011) prefers.

    Source: Signorino, C. S. & Ritter, J. M. (1999). Tau-b or Not Tau-b: Measuring the Similarity
    of Foreign Policy Positions. International Studies Quarterly 43: 115-144. Häge, F. M. (2011).
    Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance Agreement.
    Political Analysis 19: 287-305.
    """
    apart = distances(table.levels, distance)
    total = _total(table)
    return _scores(table, 1 - 2 * _ratio(_spread(table, apart), total * apart.max()), total)


def kappa_of(
    table: PairTable, *, distance: Distance = "squared", zero_undefined: bool = False
) -> Scores:
    """Cohen's weighted kappa: 1 - distance observed / distance expected from both states' habits.

    1 where all positions are alike, 0 where they are as alike as two independent states with these
    same shares of each position would be, below 0 where less; never below -1. Symmetric.

    Args:
        table: Position tables of the pairs.
        distance: `squared` (Häge), `absolute` (linear weights) or `nominal` (Cohen 1960).
        zero_undefined: Häge's convention: 0 instead of no value where both states always took
            one and the same position. The default says `no_variation`.

    Source: Cohen, J. (1968). Weighted Kappa: Nominal Scale Agreement with Provision for Scaled
    Disagreement or Partial Credit. Psychological Bulletin 70: 213-220. For squared distances the
    form of Häge (2011), Political Analysis 19: 287-305, 1 - ssd / (ss1 + ss2 - 2 s1 s2 / n), is
    the same number.
    """
    rows, columns = table.mass.sum(axis=1), table.mass.sum(axis=0)
    return _corrected(table, rows, columns, distance, zero_undefined=zero_undefined)


def pi_of(
    table: PairTable, *, distance: Distance = "squared", zero_undefined: bool = False
) -> Scores:
    """Scott's pi: as kappa, with the expected distance from both states' pooled shares.

    It takes the two for draws from one habit, so a difference between their habits counts as
    disagreement; pi is never above kappa. Symmetric, from -1 to 1.

    Args:
        table: Position tables of the pairs.
        distance: `squared` (Häge), `absolute` or `nominal` (Scott 1955).
        zero_undefined: 0 instead of no value where both always took one and the same position.

    Source: Scott, W. A. (1955). Reliability of Content Analysis: The Case of Nominal Scale Coding.
    Public Opinion Quarterly 19: 321-325; distances as in Häge (2011), Political Analysis 19:
    287-305, 1 - ssd / (ss1 + ss2 - (s1 + s2)^2 / 2n).
    """
    pooled = (table.mass.sum(axis=1) + table.mass.sum(axis=0)) / 2
    return _corrected(table, pooled, pooled, distance, zero_undefined=zero_undefined)


def tau_b_of(table: PairTable) -> Scores:
    """Kendall's tau-b: (concordant - discordant) / sqrt(pairs untied for one x for the other).

    From -1 to 1, over pairs of items. Symmetric. It asks whether the two rank items alike, not
    whether they hold alike positions: S and kappa answer the latter. Weights are not for it.

    Source: Kendall, M. G. (1945). The Treatment of Ties in Ranking Problems. Biometrika 33:
    239-251; for alliances Bueno de Mesquita, B. (1975). Measuring Systemic Polarity. Journal of
    Conflict Resolution 19: 187-216.
    """
    if not np.array_equal(_total(table), table.common):
        raise UsageError("tau-b", "weighted items", "items that count once each")
    mass, total = table.mass, _total(table)
    # Mass strictly above in both scales, and above in one but below in the other.
    above = _beyond(_beyond(mass, 0, up=True), 1, up=True)
    across = _beyond(_beyond(mass, 0, up=True), 1, up=False)
    net = (mass * above).sum(axis=(0, 1)) - (mass * across).sum(axis=(0, 1))
    untied = [(total**2 - (mass.sum(axis=axis) ** 2).sum(axis=0)) / 2 for axis in (0, 1)]
    value = _ratio(net, np.sqrt(untied[0] * untied[1]))
    return _scores(table, np.clip(value, -1, 1), total)


def _total(table: PairTable) -> NDArray[np.float64]:
    return np.asarray(table.mass.sum(axis=(0, 1)))


def _spread(table: PairTable, apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum over items of the distance between the two positions."""
    return np.asarray(np.tensordot(apart, table.mass, axes=2))


def _corrected(
    table: PairTable,
    rows: NDArray[np.float64],
    columns: NDArray[np.float64],
    distance: Distance,
    *,
    zero_undefined: bool,
) -> Scores:
    """1 - distance observed / distance expected from the two margins."""
    apart, total = distances(table.levels, distance), _total(table)
    expected = (np.tensordot(apart, columns, axes=1) * rows).sum(axis=0)
    value = 1 - _ratio(_spread(table, apart) * total, expected)
    found = _scores(table, value, total)
    if not zero_undefined:
        return found
    constant = found.why == REASONS.index(NO_VARIATION)
    why = np.where(constant, np.uint8(0), found.why)
    return Scores(np.where(constant, 0.0, found.value), found.common, why)


def _beyond(mass: NDArray[np.float64], axis: int, *, up: bool) -> NDArray[np.float64]:
    """For each position, the mass at all higher (or lower) positions along the axis."""
    run: NDArray[np.float64] = np.flip(mass, axis) if up else mass
    summed: NDArray[np.float64] = np.cumsum(run, axis=axis) - run
    return np.flip(summed, axis) if up else summed


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """The quotient, NaN where the whole is zero."""
    found: NDArray[np.float64] = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=found, where=np.asarray(whole) > 0)
    return found


def _scores(table: PairTable, value: NDArray[np.float64], total: NDArray[np.float64]) -> Scores:
    lacking = np.isnan(value)
    why = np.zeros(value.shape, dtype=np.uint8)
    why[lacking] = REASONS.index(NO_VARIATION)
    why[lacking & (total == 0)] = REASONS.index(NO_WEIGHT)
    why[lacking & (table.common == 0)] = REASONS.index(NO_COMMON)
    return Scores(value, table.common, why)


def _score(found: Scores) -> Score:
    """One pair's part of scores without axes."""
    reason = REASONS[int(found.why)] or None
    return Score(None if reason else float(found.value), int(found.common), reason)
