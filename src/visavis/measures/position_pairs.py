"""How often two states took each pair of positions: the counts under every measure of similarity.

The trap is absence. An item (roll call, partner state) on which either of two states took no
position is no item of that pair: it counts neither for nor against their likeness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError

__all__ = [
    "ALLIANCE_LEVELS",
    "VOTE_LEVELS",
    "Distance",
    "PairTable",
    "distances",
    "pair_table",
    "two_vectors",
    "upper_pairs",
]

VOTE_LEVELS = (1, 2, 3)
"""Positions of a roll call in their order: yes, abstention, no."""
ALLIANCE_LEVELS = (0, 1, 2, 3)
"""Ranks of a promise: none; no attack; neutrality or consultation; defence or offence."""

Distance = Literal["absolute", "squared", "nominal"]
"""How far two positions lie apart: |i - j|, (i - j) squared, or 0 if the same and 1 if not."""

_EXACT = 2**24
"""Whole numbers up to this one are exact in single precision, so counts may be summed in it."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """For each two states, the square table of their positions on the items that both took."""

    levels: tuple[int, ...]
    """The K positions that could be taken, ascending, taken or not."""
    mass: NDArray[np.float64]
    """K x K x ...: on how many items (or on what weight of items) the first state took position k
    and the second position l; the trailing axes are the pairs, N x N for all, none for one."""
    common: NDArray[np.int64]
    """Number of items on which both took a position, whatever the weights."""


def pair_table(
    positions: ArrayLike, levels: Sequence[int], weights: ArrayLike | None = None
) -> PairTable:
    """The position tables of all pairs of states at once, by one matrix product.

    Args:
        positions: N states x V items of numbers among `levels`; NaN where a state took none.
        levels: All positions that could be taken, ascending, at least two.
        weights: One weight an item, at least 0, in any unit; None counts each item once.

    Returns:
        Tables of shape K x K x N x N; `mass[k, l, i, j]` equals `mass[l, k, j, i]`.

    Raises:
        UsageError: A position is none of the levels, or the weights do not fit the items.
    """
    scale, mass, common = _counted(positions, levels, weights)
    return PairTable(scale, mass.astype(np.float64, order="C"), common)


def upper_pairs(
    positions: ArrayLike, levels: Sequence[int], weights: ArrayLike | None = None
) -> PairTable:
    """The same tables for each pair once, as `np.triu_indices(N, 1)` lists them.

    Args:
        positions: N states x V items, as for `pair_table`.
        levels: All positions that could be taken, ascending.
        weights: One weight an item, or None.

    Returns:
        Tables of shape K x K x P, P the N (N - 1) / 2 pairs, the earlier state's positions first.

    Raises:
        UsageError: As for `pair_table`.
    """
    scale, mass, common = _counted(positions, levels, weights)
    a, b = np.triu_indices(len(common), 1)
    kept = np.empty((len(scale), len(scale), a.size))
    for one, other in np.ndindex(kept.shape[:2]):
        kept[one, other] = mass[one, other][a, b]
    return PairTable(scale, kept, common[a, b])


def _counted(
    positions: ArrayLike, levels: Sequence[int], weights: ArrayLike | None
) -> tuple[tuple[int, ...], NDArray[np.floating], NDArray[np.int64]]:
    """The levels, the mass K x K x N x N, and the common items N x N."""
    scale = _levels(levels)
    given = np.asarray(positions, dtype=np.float64)
    if given.ndim != 2:
        raise UsageError("positions", f"an array of {given.ndim} axes", "states x items")
    taken = _one_hot(given, scale)
    states, items = given.shape
    rows = taken.reshape(-1, items)
    mass: NDArray[np.floating]
    # Positions and states make one axis, so all K x K tables come out of one symmetric product.
    if weights is None:
        mass = rows @ rows.T
    else:
        weighed = (rows * _weights(weights, items)) @ rows.T.astype(np.float64)
        mass = (weighed + weighed.T) / 2  # the order of a sum may differ above the diagonal
    cast = taken.sum(axis=0)
    shape = (len(scale), states, len(scale), states)
    return scale, mass.reshape(shape).transpose(0, 2, 1, 3), (cast @ cast.T).astype(np.int64)


def two_vectors(
    a: ArrayLike, b: ArrayLike, levels: Sequence[int], weights: ArrayLike | None = None
) -> PairTable:
    """The table of one pair of states, given as two vectors over the same items.

    Args:
        a: Positions of the first state, a number of `levels` an item, NaN where it took none.
        b: Positions of the second state on the same items, in the same order.
        levels: All positions that could be taken, ascending.
        weights: One weight an item, at least 0; None counts each once.

    Returns:
        A table of shape K x K, rows the first state's positions.

    Raises:
        UsageError: The vectors differ in length, or a position is none of the levels.
    """
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if first.ndim != 1 or first.shape != second.shape:
        raise UsageError(
            "positions of two states",
            f"shapes {first.shape} and {second.shape}",
            "two vectors over the same items",
        )
    both = pair_table(np.stack([first, second]), levels, weights)
    return PairTable(both.levels, both.mass[:, :, 0, 1], both.common[0, 1])


def distances(levels: Sequence[int], distance: Distance) -> NDArray[np.float64]:
    """K x K distances between positions, in the positions' own units, 0 on the diagonal.

    Raises:
        UsageError: The word for the distance is unknown.
    """
    scale = np.asarray(levels, dtype=np.float64)
    apart = np.abs(scale[:, None] - scale[None, :])
    if distance == "absolute":
        return apart
    if distance == "squared":
        return apart**2
    if distance == "nominal":
        return (apart > 0).astype(np.float64)
    raise UsageError("distance", f"{distance!r}", "absolute, squared or nominal")


def _levels(levels: Sequence[int]) -> tuple[int, ...]:
    scale = tuple(int(level) for level in levels)
    if len(scale) < 2 or list(scale) != sorted(set(scale)):
        raise UsageError("levels", f"{tuple(levels)}", "two or more numbers, ascending")
    return scale


def _one_hot(given: NDArray[np.float64], scale: tuple[int, ...]) -> NDArray[np.float32]:
    """K x N x V of 0 and 1: whether the state took this position on this item."""
    taken = given[None, :, :] == np.asarray(scale, dtype=np.float64)[:, None, None]
    stray = ~np.isnan(given) & ~taken.any(axis=0)
    if stray.any():
        raise UsageError(
            "positions",
            f"{given[stray][0]:g}",
            f"one of {', '.join(map(str, scale))}, or NaN where no position was taken",
        )
    if given.shape[1] > _EXACT:
        raise UsageError("items", f"{given.shape[1]}", f"at most {_EXACT}")
    return np.asarray(taken, dtype=np.float32)


def _weights(weights: ArrayLike, items: int) -> NDArray[np.float64]:
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (items,):
        raise UsageError("weights", f"shape {given.shape}", f"one weight for each of {items} items")
    if not np.isfinite(given).all() or (given < 0).any():
        raise UsageError("weights", "one that is missing or below 0", "numbers of at least 0")
    return given
