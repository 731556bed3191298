"""How probable the votes cast are under the ordered probit model, its slopes and its curvature.

A vote of a state with ideal point theta on an item with discrimination beta and cutpoints
yes_cut < no_cut is yes where a standard normal draw around beta * theta falls below yes_cut, no
where it falls above no_cut, abstention between. The trap is the empty answer: an item on which
nobody abstained, or nobody opposed, has one cutpoint only, and a second one would run away.

Source: Johnson and Albert (1999), Ordinal Data Modeling, Springer, ch. 4 and 5.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import ndtr

__all__ = ["Curvature", "Doubt", "Items", "Votes", "curvature", "log_likelihood", "votes_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROOT = 1 / np.sqrt(2 * np.pi)
_TINY = 1e-300
_FEWEST = 1e-12
"""Least probability of an abstention, whose two bounds may meet in rounding."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes in the order of their items: outer ones (one bound) and inner abstentions (two)."""

    points: int
    items: int
    both: NDArray[np.bool_]
    """Per item: all three answers were given, so that there are two cutpoints."""
    outer_item: Ints
    outer_point: Ints
    outer_cut: Ints
    """0 where the vote is bounded by the item's first cutpoint, 1 by its second."""
    outer_sign: Floats
    """1 where the vote lies below its cutpoint, -1 where above."""
    inner_item: Ints
    inner_point: Ints
    cross: sparse.csr_array
    """(3 items, points), the places of the cross curvature; its data are overwritten."""
    order: Ints
    """Which of the stacked cross curvatures stands at each place of `cross`."""


@dataclass(frozen=True, slots=True)
class Items:
    """Parameters of the items: discrimination (items,) and cutpoints (items, 2)."""

    beta: Floats
    cuts: Floats


@dataclass(frozen=True, slots=True)
class Doubt:
    """How uncertain the parameters are: variances (points,) and covariances (items, 3, 3)."""

    points: Floats
    items: Floats


@dataclass(frozen=True, slots=True)
class Curvature:
    """The log likelihood, its slopes, and its negative second derivatives, all expected."""

    value: float
    point_slope: Floats
    item_slope: Floats
    """(items, 3): by beta and the two cutpoints."""
    points: Floats
    """(points,), the diagonal."""
    items: Floats
    """(items, 3, 3), with the prior of beta."""


def votes_of(item: Ints, point: Ints, position: Ints) -> Votes:
    """The votes sorted into outer and inner ones.

    Args:
        item: Number of the item of each vote, from 0.
        point: Number of the state and session of each vote, from 0.
        position: 1 yes, 2 abstain, 3 no; each item has at least two of them.
    """
    order = np.lexsort((point, item))
    item, point, position = item[order], point[order], position[order]
    items, points = int(item.max()) + 1, int(point.max()) + 1
    counts = np.bincount(item * 3 + position - 1, minlength=3 * items).reshape(items, 3)
    both: NDArray[np.bool_] = np.asarray((counts > 0).all(axis=1))
    inner = (position == 2) & both[item]
    outer = ~inner
    is_above = (position == 3) | ((position == 2) & (counts[item, 0] > 0))
    outer_item, outer_point = item[outer], point[outer]
    outer_cut = ((position == 3) & both[item]).astype(np.int64)[outer]
    inner_item, inner_point = item[inner], point[inner]
    rows = (3 * outer_item, 3 * outer_item + 1 + outer_cut,
            3 * inner_item, 3 * inner_item + 1, 3 * inner_item + 2)  # fmt: skip
    columns = (outer_point, outer_point, inner_point, inner_point, inner_point)
    number = np.arange(1.0, 2 * outer_item.size + 3 * inner_item.size + 1)
    cross = sparse.csr_array(
        (number, (np.concatenate(rows), np.concatenate(columns))), shape=(3 * items, points)
    )
    return Votes(
        points, items, both, outer_item, outer_point, outer_cut,
        np.where(is_above, -1.0, 1.0)[outer], inner_item, inner_point,
        cross, cross.data.astype(np.int64) - 1,
    )  # fmt: skip


def log_likelihood(votes: Votes, theta: Floats, items: Items) -> float:
    """The log probability of all votes."""
    below, _, low, high = _bounds(votes, theta, items)
    inner = np.maximum(ndtr(high) - ndtr(low), _FEWEST)
    return float(np.log(np.maximum(ndtr(below), _TINY)).sum() + np.log(inner).sum())


def _bounds(votes: Votes, theta: Floats, items: Items) -> tuple[Floats, Floats, Floats, Floats]:
    """Distance of each outer vote to its cutpoint, the inner votes' middle and two distances."""
    cut = items.cuts.ravel()[2 * votes.outer_item + votes.outer_cut]
    below = votes.outer_sign * (cut - items.beta[votes.outer_item] * theta[votes.outer_point])
    middle = items.beta[votes.inner_item] * theta[votes.inner_point]
    low = items.cuts[votes.inner_item, 0] - middle
    high = items.cuts[votes.inner_item, 1] - middle
    return below, middle, low, high


def _sums(of: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(of, values, size).astype(np.float64, copy=False)


def _density(at: Floats) -> Floats:
    found: Floats = _ROOT * np.exp(-0.5 * at * at)
    return found


def _hazard(at: Floats) -> tuple[Floats, Floats]:
    """(slope of the log of the normal distribution function, that function)."""
    probability = np.maximum(ndtr(at), _TINY)
    slope = _density(at) / probability
    far = at < -30
    if far.any():
        slope[far] = -at[far]
    return slope, probability


def curvature(
    votes: Votes, theta: Floats, items: Items, doubt: Doubt | None, *, of_items: bool = False
) -> Curvature:
    """Slopes and curvature at `theta` and `items`; averaged over `doubt` where it is given.

    With `doubt` the slopes are those of the expected log likelihood, to second order in the
    uncertainty: what a posterior mean makes zero, where the plain slopes vanish at the mode.
    With `of_items` only what concerns items is computed: the value is 0, the points' are not set.
    """
    outer = _outer(votes, theta, items, doubt, of_items=of_items)
    inner = _inner(votes, theta, items, doubt)
    blocks = outer.items + inner.items
    blocks += np.transpose(np.triu(blocks, 1), (0, 2, 1))
    single = ~votes.both
    blocks[:, 0, 0] += 1.0
    blocks[single, 2, 2] = 1.0
    # An item far from every state would have no curvature at all by its cutpoint.
    blocks[:, 1, 1] += 1e-6
    blocks[:, 2, 2] += 1e-6
    slope = outer.item_slope + inner.item_slope
    slope[:, 0] -= items.beta
    if of_items:
        return Curvature(0.0, outer.point_slope, slope, outer.points, blocks)
    stacked = np.concatenate(outer.cross + inner.cross)
    votes.cross.data[:] = stacked[votes.order]
    return Curvature(
        outer.value + inner.value, outer.point_slope + inner.point_slope, slope,
        outer.points + inner.points, blocks,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """The share of one kind of votes in a `Curvature`; only the upper triangle of `items`."""

    value: float
    point_slope: Floats
    item_slope: Floats
    points: Floats
    items: Floats
    cross: tuple[Floats, ...]


def _outer(
    votes: Votes, theta: Floats, items: Items, doubt: Doubt | None, *, of_items: bool
) -> _Part:
    item, point, cut = votes.outer_item, votes.outer_point, votes.outer_cut
    where, beta = theta[point], items.beta[item]
    below, *_ = _bounds(votes, theta, items)
    point_slope = beta_slope = np.zeros(1)
    if doubt is None:
        hazard, _ = _hazard(below)
        weight = hazard * (below + hazard)
        point_weight, slope_weight = weight * beta * beta, weight * where * where
    else:
        slot = 2 * item + cut
        over_beta, over_point = doubt.items[:, 0, 0].copy()[item], doubt.points[point]
        both = doubt.items[:, 0, 1:].ravel()[slot]
        spread = (
            doubt.items[:, [1, 2], [1, 2]].ravel()[slot] - 2 * where * both
            + where * where * over_beta + (beta * beta + over_beta) * over_point
        )  # fmt: skip
        step = np.sqrt(np.maximum(spread, 0.0))
        near, far = below - step, below + step
        on_near, on_far = _hazard(near)[0], _hazard(far)[0]
        hazard = (on_near + on_far) / 2
        weight = (on_near * (near + on_near) + on_far * (far + on_far)) / 2
        point_slope, beta_slope = weight * (where * over_beta - both), weight * beta * over_point
        point_weight = weight * beta * beta + weight * over_beta
        slope_weight = weight * where * where + weight * over_point
    push = votes.outer_sign * hazard
    slot = 2 * item + cut
    slopes, blocks = np.empty((votes.items, 3)), np.zeros((votes.items, 3, 3))
    slopes[:, 0] = _sums(item, -push * where - beta_slope, votes.items)
    slopes[:, 1:] = _sums(slot, push, 2 * votes.items).reshape(-1, 2)
    blocks[:, 0, 0] = _sums(item, slope_weight, votes.items)
    blocks[:, 0, 1:] = _sums(slot, -weight * where, 2 * votes.items).reshape(-1, 2)
    at_cut = _sums(slot, weight, 2 * votes.items).reshape(-1, 2)
    blocks[:, 1, 1], blocks[:, 2, 2] = at_cut[:, 0], at_cut[:, 1]
    if of_items:
        return _Part(0.0, np.zeros(0), slopes, np.zeros(0), blocks, ())
    return _Part(
        float(np.log(np.maximum(ndtr(below), _TINY)).sum()),
        _sums(point, -push * beta - point_slope, votes.points), slopes,
        _sums(point, point_weight, votes.points), blocks,
        (weight * beta * where, -weight * beta),
    )  # fmt: skip


def _inner(votes: Votes, theta: Floats, items: Items, doubt: Doubt | None) -> _Part:
    item, point = votes.inner_item, votes.inner_point
    where, beta = theta[point], items.beta[item]
    _, _, low, high = _bounds(votes, theta, items)
    at_low, at_high, probability = _edges(low, high)
    own_low, own_high, joint = (
        at_low * (at_low - low),
        at_high * (high + at_high),
        -at_low * at_high,
    )
    point_slope = beta_slope = np.zeros(where.size)
    if doubt is not None:
        block, over_point = doubt.items[item], doubt.points[point]
        over_beta = block[:, 0, 0]
        spread = (
            (block[:, 1, 1] + block[:, 2, 2] + 2 * block[:, 1, 2]) / 4
            - where * (block[:, 0, 1] + block[:, 0, 2]) + where * where * over_beta
            + (beta * beta + over_beta) * over_point
        )  # fmt: skip
        step = np.sqrt(np.maximum(spread, 0.0))
        a, b, _ = _edges(low - step, high - step)
        c, d, _ = _edges(low + step, high + step)
        at_low, at_high, joint = (a + c) / 2, (b + d) / 2, -(a * b + c * d) / 2
        own_low = (a * (a - low + step) + c * (c - low - step)) / 2
        own_high = (b * (high - step + b) + d * (high + step + d)) / 2
    on_low, on_high = own_low + joint, own_high + joint
    middle = on_low + on_high
    point_weight, slope_weight = middle * beta * beta, middle * where * where
    if doubt is not None:
        point_slope = (
            middle * where * over_beta - on_low * block[:, 0, 1] - on_high * block[:, 0, 2]
        )
        beta_slope = middle * beta * over_point
        point_weight, slope_weight = (
            point_weight + middle * over_beta,
            slope_weight + middle * over_point,
        )
    pull = at_low - at_high
    slopes, blocks = np.empty((votes.items, 3)), np.zeros((votes.items, 3, 3))

    def by_item(values: Floats) -> Floats:
        return _sums(item, values, votes.items)

    slopes[:, 0] = by_item(pull * where - beta_slope)
    slopes[:, 1], slopes[:, 2] = by_item(-at_low), by_item(at_high)
    blocks[:, 0, 0] = by_item(slope_weight)
    blocks[:, 0, 1], blocks[:, 0, 2] = by_item(-on_low * where), by_item(-on_high * where)
    blocks[:, 1, 1] = by_item(own_low)
    blocks[:, 2, 2] = by_item(own_high)
    blocks[:, 1, 2] = by_item(joint)
    return _Part(
        float(np.log(probability).sum()),
        _sums(point, pull * beta - point_slope, votes.points), slopes,
        _sums(point, point_weight, votes.points), blocks,
        (middle * beta * where, -on_low * beta, -on_high * beta),
    )  # fmt: skip


def _edges(low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """The density at both bounds over the probability between them, and that probability."""
    probability = np.maximum(ndtr(high) - ndtr(low), _FEWEST)
    return _density(low) / probability, _density(high) / probability, probability
