"""The rounds in which ideal points and items are brought to agree: Newton steps on both at once.

Items are eliminated from each step exactly (three parameters each), what is left is solved by
GMRES with the states' own chains as preconditioner. The trap is the scale: only the difference of
points counts, so after each step points are standardised and the items moved along; the pull that
this exerts on every point is part of the equation, else whole sessions drift.

Source: Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61 (2): 430-456, whose
sampler's mean these rounds approach. The elimination is the Schur complement (Nocedal and Wright
2006, Numerical Optimization, ch. 16).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.linalg import solve_banded
from scipy.sparse.linalg import LinearOperator, gmres
from scipy.special import ndtri

from visavis.measures.vote_likelihood import (
    Curvature,
    Doubt,
    Floats,
    Ints,
    Items,
    Votes,
    curvature,
)

__all__ = ["Reached", "Until", "Walk", "first_guess", "rounds"]

_LONGEST = 1.5
"""Farthest that one round moves a point, in standard deviations."""
_EXTREME = 5.0
"""The authors' bound on points, in standard deviations."""
_FARTHEST_CUT = 7.0
"""Their bound on cutpoints."""
_GAUGE = 50.0
"""Stiffness with which a step is kept from moving all points alike, which changes nothing."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The prior of the points as a tridiagonal force: -(lower, main, upper) times the points."""

    lower: Floats
    main: Floats
    upper: Floats

    def times(self, theta: Floats) -> Floats:
        """The matrix times `theta`."""
        found = self.main * theta
        found[1:] += self.lower[1:] * theta[:-1]
        found[:-1] += self.upper[:-1] * theta[1:]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """When the rounds end."""

    change: float = 2e-3
    """Root mean square change of all points, in standard deviations: below it they have settled."""
    rounds: int = 60
    """After so many they are given up."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the rounds ended, and how they went."""

    theta: Floats
    deviations: Floats
    items: Items
    doubt: Doubt
    changes: tuple[float, ...]
    """Root mean square change of the points, by round."""
    log_posterior: tuple[float, ...]
    """At the start of each round: log likelihood and log prior without its constant."""
    largest_change: float
    """Of any point in the last round."""


def first_guess(
    votes: Votes, chain: Ints, anchors: Floats, answers: tuple[Ints, Ints, Ints]
) -> tuple[Floats, Items]:
    """Points constant over time from the first principal axis of the votes, and items to match.

    Args:
        votes: The votes.
        chain: Number of the state of each point.
        anchors: Per state, the side on which it is known to stand; 0 where it is not.
        answers: (item, point, position) of every vote.
    """
    item, point, position = answers
    state, states = chain[point], anchors.size
    counts = np.bincount(item * 3 + position - 1, minlength=3 * votes.items).reshape(-1, 3)
    total = counts.sum(axis=1)
    mean = (counts @ np.array([1.0, 2.0, 3.0])) / total
    shape = (votes.items, states)
    table = sparse.csr_array((position - mean[item], (item, state)), shape=shape)
    seen = sparse.csr_array((np.ones(item.size), (item, state)), shape=shape)
    place = anchors + 0.0
    for _ in range(30):
        slope = (table @ place) / (seen @ (place * place) + 1e-3)
        place = (table.T @ slope) / (seen.T @ (slope * slope) + 1e-3)
        place = (place - place.mean()) / (place.std() or 1.0)
    if place @ anchors < 0:
        place, slope = -place, -slope
    theta = _standardised(place[chain])
    beta = np.clip(1.5 * slope, -2.0, 2.0)
    share = np.cumsum(counts, axis=1) / total[:, None]
    first = np.where(counts[:, 0] > 0, share[:, 0], share[:, 1])
    width = np.sqrt(1 + beta * beta)
    cuts = np.column_stack([first, share[:, 1]])
    cuts = ndtri(np.clip(cuts, 0.01, 0.99)) * width[:, None]
    cuts[:, 1] = np.maximum(cuts[:, 1], cuts[:, 0] + 0.05)
    return theta, Items(beta, cuts)


def _standardised(theta: Floats) -> Floats:
    found: Floats = (theta - theta.mean()) / (theta.std() or 1.0)
    return found


def rounds(
    votes: Votes,
    walk: Walk,
    start: tuple[Floats, Items],
    inertia: Callable[[Items, Doubt], Floats] | None,
    until: Until,
) -> Reached:
    """Rounds until points have settled.

    With `inertia` (the weight with which each point resists standardisation) the expected points
    are sought, without it the joint mode.
    """
    theta, items = start
    doubt: Doubt | None = None
    changes: list[float] = []
    trace: list[float] = []
    for _ in range(until.rounds):
        here = curvature(votes, theta, items, doubt)
        trace.append(here.value - 0.5 * float(items.beta @ items.beta + theta @ walk.times(theta)))
        certain = Doubt(1 / (here.points + walk.main), _inverse(votes, here.items))
        weight = np.ones(theta.size) if inertia is None else inertia(items, certain)
        step = _step(votes, walk, (theta, here, certain), weight)
        moved = theta + min(1.0, _LONGEST / float(np.abs(step).max())) * step
        spread = 0.0 if inertia is None else float(certain.points.mean())
        scale = float(np.sqrt(moved.var() + spread))
        moved = np.clip((moved - moved.mean()) / scale, -_EXTREME, _EXTREME)
        items = _carried(votes, items, theta, moved)
        if inertia is not None:
            doubt = certain
        change = moved - theta
        theta = moved
        changes.append(float(np.sqrt(np.mean(change * change))))
        items = _newton(votes, theta, items, doubt)
        if changes[-1] <= until.change:
            break
    return Reached(
        theta, np.sqrt(certain.points), items, certain, tuple(changes), tuple(trace),
        float(np.abs(change).max()),
    )  # fmt: skip


def _inverse(votes: Votes, blocks: Floats) -> Floats:
    found: Floats = np.linalg.inv(blocks).astype(np.float64)
    found[~votes.both, 2] = 0.0
    found[~votes.both, :, 2] = 0.0
    return found


def _step(votes: Votes, walk: Walk, at: tuple[Floats, Curvature, Doubt], weight: Floats) -> Floats:
    """The Newton step of the points, the items following theirs."""
    theta, here, certain = at
    cross, inverse = votes.cross, certain.items

    def through_items(values: Floats) -> Floats:
        found: Floats = np.einsum("ijk,ik->ij", inverse, values.reshape(-1, 3))
        return found

    slope = here.point_slope - walk.times(theta)
    slope = slope - cross.T @ through_items(here.item_slope.ravel()).ravel()
    # Standardising takes each point towards the middle by a share and by a shift: both are such
    # that along themselves nothing is left to move.
    pulls = np.column_stack([weight * theta, weight])
    share, shift = np.linalg.solve(
        np.array([theta @ pulls, pulls.sum(axis=0)]), [theta @ slope, slope.sum()]
    )
    slope = slope - share * pulls[:, 0] - shift * pulls[:, 1]
    main = here.points + walk.main + max(float(share), 0.0) * weight
    bands = np.zeros((3, theta.size))
    bands[0, 1:], bands[1], bands[2, :-1] = walk.upper[:-1], main, walk.lower[1:]

    def times(values: Floats) -> Floats:
        found = main * values - walk.main * values + walk.times(values)
        found = found - cross.T @ through_items(cross @ values).ravel()
        gauge = values.mean() + theta * ((theta @ values) / theta.size)
        return np.asarray(found + _GAUGE * gauge)

    size = (theta.size, theta.size)
    step, _ = gmres(
        LinearOperator(size, times, dtype=float),
        slope,
        rtol=1e-2,
        restart=80,
        maxiter=1,
        M=LinearOperator(size, lambda r: solve_banded((1, 1), bands, r), dtype=float),
    )
    return np.asarray(step)


def _carried(votes: Votes, items: Items, old: Floats, new: Floats) -> Items:
    """The items moved along with their voters, as nearly as one line does it."""
    item = np.concatenate([votes.outer_item, votes.inner_item])
    point = np.concatenate([votes.outer_point, votes.inner_point])
    count = np.bincount(item, minlength=votes.items)
    before, after = old[point], new[point]

    def mean(values: Floats) -> Floats:
        found: Floats = np.bincount(item, values, votes.items) / count
        return found

    x, y = mean(before), mean(after)
    stretch = (mean(before * after) - x * y) / np.maximum(mean(before * before) - x * x, 1e-9)
    stretch = np.clip(stretch, 1 / 3, 3.0)
    beta = items.beta / stretch
    return Items(beta, items.cuts + (beta * (y - stretch * x))[:, None])


def _newton(votes: Votes, theta: Floats, items: Items, doubt: Doubt | None) -> Items:
    """One Newton step of the items alone, the order of the two cutpoints being kept."""
    here = curvature(votes, theta, items, doubt, of_items=True)
    slope = here.item_slope.copy()
    slope[~votes.both, 2] = 0.0
    step = np.linalg.solve(here.items, slope[:, :, None])[:, :, 0]
    gap, closing = items.cuts[:, 1] - items.cuts[:, 0], step[:, 1] - step[:, 2]
    share = np.where(votes.both & (closing > 0), 0.8 * gap / np.maximum(closing, 1e-12), 1.0)
    share = np.minimum(share, 2.0 / np.maximum(np.abs(step).max(axis=1), 1e-9))
    share = np.minimum(share, 1.0)
    cuts = np.clip(items.cuts + share[:, None] * step[:, 1:], -_FARTHEST_CUT, _FARTHEST_CUT)
    return Items(items.beta + share * step[:, 0], cuts)
