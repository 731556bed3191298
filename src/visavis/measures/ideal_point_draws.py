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

from visavis.errors import UsageError
from visavis.measures.ideal_point_sweep import Sheet, swept
from visavis.measures.vote_likelihood import Floats, Ints, Items

__all__ = ["Draws", "Leaning", "Sampled", "Start", "authors_start", "sampled"]

_EXTREME = 5.0
_F = np.float32
_SHEET = 50_000
"""Votes that are worked on together: few enough to stay in a processor's own memory."""
_THREADS = 2
_BLOCKS = 20
_EARLY = 0.1
"""Share of the votes in those sessions that start as the authors' do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How long the simulation runs. The authors' own ran 24,000 sweeps and discarded 4,000."""

    sweeps: int = 1300
    discarded: int = 100
    """Of these sweeps, the first so many count for nothing."""
    opening: int = 400
    """Sweeps before, from the authors' starting values."""
    early: int = 1500
    """Sweeps between, over the early sessions only, where items move slowly."""
    seed: int = 1
    apart: float = 0.05
    """Converged is what differs by at most so much between the two halves of the sweeps kept, in
    the root mean square of all points and in standard deviations."""

    def __post_init__(self) -> None:
        if self.sweeps < _BLOCKS or not 0 <= self.discarded <= self.sweeps - 2:
            found = f"{self.sweeps} sweeps of which {self.discarded} are discarded"
            raise UsageError("ideal_points", found, f"at least {_BLOCKS}, of which two are kept")
        if min(self.opening, self.early, self.seed) < 0:
            raise UsageError("ideal_points", "a negative number in draws", "none below zero")


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


def with_two_cuts(items: Items, counts: Floats) -> Items:
    """Two cutpoints for items that have one only, the free one just or far beyond it."""
    yes, abstain, no = counts.T > 0
    only = items.cuts[:, 0]
    first = np.where(yes, only, only - 2.0)
    second = np.where(yes & no & abstain, items.cuts[:, 1], only + np.where(no, 0.03, 2.0))
    second = np.where(yes, second, only)
    cuts = np.clip(np.column_stack([first, second]), -6.9, 6.9)
    cuts[:, 1] = np.maximum(cuts[:, 1], cuts[:, 0] + 0.01)
    return Items(items.beta, cuts)


def leaning(chain: Ints, number: Floats, smooth: float) -> Leaning:
    """Each point leans on its state's one before, a state's first on its second.

    Args:
        chain: Number of the state of each point, sorted.
        number: Of votes of each point.
        smooth: The authors' parameter of smoothing.
    """
    is_first = np.diff(chain, prepend=-1) != 0
    has_next = is_first & ~np.append(is_first[1:], True)
    leans = ~is_first | has_next
    on = np.where(leans, np.arange(chain.size) - 1 + 2 * is_first, 0)
    return Leaning(on, np.where(leans, (number + number[on]) / (smooth * number), 0.0))


def late_points(session: Ints, number: Floats) -> NDArray[np.bool_]:
    """All points but those of the first sessions with together at most a tenth of the votes."""
    place = np.unique(session, return_inverse=True)[1]
    upto = np.cumsum(np.bincount(place, number))
    late: NDArray[np.bool_] = (upto > _EARLY * upto[-1])[place]
    return late


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


@dataclass(frozen=True, slots=True)
class _Part:
    """What a sweep works on: all points and items, or those of the early sessions only."""

    sheets: list[Sheet]
    items: Ints
    points: NDArray[np.bool_]

    @classmethod
    def of(cls, answers: tuple[Ints, Ints, Ints], points: NDArray[np.bool_], seed: int) -> "_Part":
        """Items with votes of some of the points, with all their votes, by sheets."""
        item = answers[0]
        chosen = np.bincount(item, points[answers[1]]) > 0
        kept, number = chosen[item], np.cumsum(chosen) - 1
        item, point, position = number[item[kept]], answers[1][kept], answers[2][kept]
        count = int(chosen.sum())
        first = np.searchsorted(item, np.arange(count + 1))
        sheets = max(1, round(item.size / _SHEET))
        edges = np.searchsorted(first, item.size * np.arange(sheets + 1) / sheets)
        edges[-1] = count
        found = []
        for place, child in enumerate(np.random.SeedSequence(seed).spawn(sheets)):
            at, to = int(edges[place]), int(edges[place + 1])
            own = slice(int(first[at]), int(first[to]))
            votes = (item[own], point[own], position[own])
            found.append(Sheet(slice(at, to), votes, np.random.Generator(np.random.SFC64(child))))
        return cls(found, np.flatnonzero(chosen), points)


class _Chain:
    """The simulation's state, and its sweeps."""

    def __init__(self, start: Start, lean: Leaning, seed: int):
        self.means, self.lean = start.means, lean
        self.beta, self.cuts = start.items.beta.copy(), start.items.cuts.copy()
        self.draw = np.random.Generator(np.random.SFC64(seed))
        self.theta = np.zeros(start.means.size)
        self.scaled, self.variance, self.deviation = self.theta, self.theta, self.theta

    def sweep(self, part: _Part, pool: ThreadPoolExecutor, *, held: bool = False) -> None:
        """Items and utilities given the points, then points."""
        theta = self.theta.astype(_F)
        items = Items(self.beta[part.items], self.cuts[part.items])
        parts = list(pool.map(lambda sheet: swept(sheet, theta, items, held=held), part.sheets))
        self.beta[part.items] = np.concatenate([each.beta for each in parts])
        self.cuts[part.items] = np.concatenate([each.cuts for each in parts])
        weight, pull = sum(each.weight for each in parts), sum(each.pull for each in parts)
        means, precision = self.lean.mean_of(self.means, np.asarray(weight), np.asarray(pull))
        self.means = np.where(part.points, means, self.means)
        self.deviation = np.where(part.points, 1 / np.sqrt(precision), self.deviation)
        drawn = self.means + self.deviation * self.draw.standard_normal(means.size)
        drawn = np.clip(drawn, -_EXTREME, _EXTREME)
        middle, scale = drawn.mean(), drawn.std(ddof=1) or 1.0
        self.theta = (drawn - middle) / scale
        self.scaled = (self.means - middle) / scale
        self.variance = (self.deviation / scale) ** 2

    def put(self, start: Start, points: NDArray[np.bool_], items: NDArray[np.bool_]) -> None:
        """Put some points and items where `start` has them."""
        self.theta = np.where(points, start.means, self.theta)
        self.theta = (self.theta - self.theta.mean()) / (self.theta.std(ddof=1) or 1.0)
        self.means = np.where(points, start.means, self.means)
        self.beta = np.where(items, start.items.beta, self.beta)
        self.cuts = np.where(items[:, None], start.items.cuts, self.cuts)


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
    chain = _Chain(starts[0], lean, draws.seed)
    whole = _Part.of(answers, np.ones(late.size, dtype=np.bool_), draws.seed + 1)
    record = _Record(late.size, size, draws)
    with ThreadPoolExecutor(_THREADS) as pool:
        chain.sweep(whole, pool, held=True)
        for _ in range(0 if late.all() else draws.opening):
            chain.sweep(whole, pool)
        chain.put(starts[1], late, late_items)
        if not late.all():
            chain.sweep(whole, pool)
            early = _Part.of(answers, ~late, draws.seed + 2)
            for _ in range(draws.early):
                chain.sweep(early, pool)
        for at in range(draws.sweeps):
            chain.sweep(whole, pool)
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
        self.beta += chain.beta
        self.cuts += chain.cuts

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
