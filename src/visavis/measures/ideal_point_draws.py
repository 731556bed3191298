"""Ideal points by the authors' own simulation: draws of points, items and utilities in turn.

The trap is that this is a procedure and not a posterior: by the cutpoints' step (see
`ideal_point_sweep`) items on which next to nobody abstained drift, and whole early sessions with
them, so slowly that the published run and a repetition differ there by a tenth.

Source: Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61 (2): 430-456, and
their program of 2020, whose steps, priors, bounds and starting values these are.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visavis.measures.ideal_point_sweep import Sheet, swept
from visavis.measures.vote_likelihood import Floats, Ints, Items

__all__ = ["Draws", "Leaning", "Sampled", "Start", "authors_start", "sampled"]

_EXTREME = 5.0
_F = np.float32
_SHEET = 50_000
"""Votes that are worked on together: few enough to stay in a processor's own memory."""
_THREADS = 2
_BLOCKS = 20
_OPENING = 80
"""Sweeps from the authors' start before the points that begin elsewhere are put there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How long the simulation runs. The authors' own ran 24,000 sweeps and discarded 4,000."""

    sweeps: int = 2000
    discarded: int = 800
    """Of the sweeps, the first so many count for nothing."""
    seed: int = 1
    apart: float = 0.05
    """Converged is what differs by at most so much between the two halves of the sweeps kept, in
    the root mean square of all points and in standard deviations."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Which point each point leans on, and with which precision (0 where on none)."""

    on: Ints
    precision: Floats

    def mean_of(self, means: Floats, weight: Floats, pull: Floats) -> tuple[Floats, Floats]:
        """(mean, precision) of each point given its votes' weight and pull and all old means."""
        precision = np.maximum(weight + self.precision, 1e-6)
        return (pull + self.precision * means[self.on]) / precision, precision


@dataclass(frozen=True, slots=True)
class Start:
    """Where the simulation starts: points' means and the items' parameters."""

    means: Floats
    items: Items


def authors_start(sides: Floats, first_two: tuple[Ints, Ints], counts: Floats) -> Start:
    """The authors' start: points of known states at their sides, all others in the middle.

    Args:
        sides: Per point, where its state starts; 0 where nothing is known.
        first_two: Per item, the answers of the first state named on either side, 0 for none.
        counts: (items, 3): how many voted yes, abstained, voted no.
    """
    above, under = first_two
    beta = np.where((above > 0) & (under > 0), np.sign(above - under), 0).astype(np.float64)
    share = np.cumsum(counts, axis=1) / counts.sum(axis=1, keepdims=True)
    return Start(sides, Items(beta, -1 + 2 * share[:, :2]))


@dataclass(frozen=True, slots=True)
class Sampled:
    """What the draws kept amount to."""

    theta: Floats
    deviations: Floats
    items: Items
    changes: tuple[float, ...]
    """Root mean square change of the points' means from each twentieth of all sweeps to the next,
    in standard deviations."""
    halves: float
    """Root mean square difference of the points' means in the two halves of the sweeps kept."""
    largest: float
    """The largest such difference of one point."""


def _sheets(
    answers: tuple[Ints, Ints, Ints], items: int, seed: int
) -> tuple[list[Sheet], np.random.Generator]:
    """The votes by sheets, each with random numbers of its own, and those for the points."""
    item = answers[0]
    first = np.searchsorted(item, np.arange(items + 1))
    number = max(1, round(item.size / _SHEET))
    edges = np.searchsorted(first, item.size * np.arange(number + 1) / number)
    edges[0], edges[-1] = 0, items
    seeds = np.random.SeedSequence(seed).spawn(number + 1)
    draws = [np.random.Generator(np.random.SFC64(each)) for each in seeds]
    sheets = []
    for at, to, draw in zip(edges[:-1], edges[1:], draws, strict=False):
        own = slice(int(first[at]), int(first[to]))
        votes = (item[own], answers[1][own], answers[2][own])
        sheets.append(Sheet(slice(int(at), int(to)), votes, draw))
    return sheets, draws[-1]


class _Chain:
    """The simulation's state, and its sweeps."""

    def __init__(self, start: Start, sheets: list[Sheet], draw: np.random.Generator):
        self.means, self.items = start.means, start.items
        self.sheets, self.draw = sheets, draw
        self.theta = np.zeros(start.means.size)
        self.scaled, self.variance = self.theta, self.theta

    def sweep(self, lean: Leaning, pool: ThreadPoolExecutor, *, held: bool = False) -> None:
        """Items and utilities given the points, then points."""
        theta, items = self.theta.astype(_F), self.items
        parts = list(pool.map(lambda sheet: swept(sheet, theta, items, held=held), self.sheets))
        self.items = Items(
            np.concatenate([each.beta for each in parts]),
            np.concatenate([each.cuts for each in parts]),
        )
        weight, pull = sum(each.weight for each in parts), sum(each.pull for each in parts)
        self.means, precision = lean.mean_of(self.means, np.asarray(weight), np.asarray(pull))
        deviation = 1 / np.sqrt(precision)
        drawn = self.means + deviation * self.draw.standard_normal(self.means.size)
        drawn = np.clip(drawn, -_EXTREME, _EXTREME)
        middle, scale = drawn.mean(), drawn.std(ddof=1) or 1.0
        self.theta = (drawn - middle) / scale
        self.scaled, self.variance = (self.means - middle) / scale, (deviation / scale) ** 2

    def put(self, start: Start, points: NDArray[np.bool_], items: NDArray[np.bool_]) -> None:
        """Put some points and items where `start` has them."""
        self.theta = np.where(points, start.means, self.theta)
        self.theta = (self.theta - self.theta.mean()) / (self.theta.std(ddof=1) or 1.0)
        self.means = np.where(points, start.means, self.means)
        self.items = Items(
            np.where(items, start.items.beta, self.items.beta),
            np.where(items[:, None], start.items.cuts, self.items.cuts),
        )


def sampled(
    answers: tuple[Ints, Ints, Ints],
    lean: Leaning,
    starts: tuple[Start, Start],
    late: NDArray[np.bool_],
    draws: Draws,
) -> Sampled:
    """The simulation's means.

    Args:
        answers: (item, point, position) of every vote, sorted by item.
        lean: What each point leans on.
        starts: The authors' start, and another one for `late` points, which is near the end.
        late: Per point, whether it begins at the second start; items do whose votes all do.
        draws: How many.
    """
    item, point, _ = answers
    size = starts[0].items.beta.size
    late_items = np.bincount(item, ~late[point], size) == 0
    sheets, draw = _sheets(answers, size, draws.seed)
    chain = _Chain(starts[0], sheets, draw)
    with ThreadPoolExecutor(_THREADS) as pool:
        if not late.all():
            chain.sweep(lean, pool, held=True)
            for _ in range(_OPENING):
                chain.sweep(lean, pool)
        chain.put(starts[1], late, late_items)
        record = _Record(late.size, size, draws)
        for at in range(draws.sweeps):
            chain.sweep(lean, pool)
            record.add(at, chain)
    return record.summed()


class _Record:
    """Sums of what is kept: conditional means rather than draws, which vary more."""

    def __init__(self, points: int, items: int, draws: Draws):
        self.draws = draws
        self.blocks = np.zeros((_BLOCKS, points))
        self.halves = np.zeros((2, points))
        self.squares, self.variances = np.zeros(points), np.zeros(points)
        self.beta, self.cuts = np.zeros(items), np.zeros((items, 2))

    def add(self, at: int, chain: _Chain) -> None:
        self.blocks[at * _BLOCKS // self.draws.sweeps] += chain.scaled
        kept = self.draws.sweeps - self.draws.discarded
        since = at - self.draws.discarded
        if since < 0:
            return
        self.halves[2 * since // kept] += chain.scaled
        self.squares += chain.scaled**2
        self.variances += chain.variance
        self.beta += chain.items.beta
        self.cuts += chain.items.cuts

    def summed(self) -> Sampled:
        kept = self.draws.sweeps - self.draws.discarded
        mean = self.halves.sum(axis=0) / kept
        spread = np.maximum(self.squares / kept - mean * mean, 0.0) + self.variances / kept
        number = np.bincount(np.arange(self.draws.sweeps) * _BLOCKS // self.draws.sweeps)
        changes = np.diff(self.blocks / number[:, None], axis=0)
        first = np.arange(kept) * 2 // kept == 0
        apart = self.halves[1] / (~first).sum() - self.halves[0] / first.sum()
        return Sampled(
            mean, np.sqrt(spread), Items(self.beta / kept, self.cuts / kept),
            tuple(np.sqrt(np.mean(changes * changes, axis=1)).tolist()),
            float(np.sqrt(np.mean(apart * apart))), float(np.abs(apart).max()),
        )  # fmt: skip
