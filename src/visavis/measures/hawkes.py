"""Events that call forth events: a Hawkes process with exponential memory, by maximum likelihood.

Each event of kind j raises the rate of kind i by alpha_ij beta exp(-beta t), so that it calls
forth alpha_ij further events of kind i on average. The trap: events dated by the day are tied, and
ties look like instant reaction; they are refused, not spread at random.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError

__all__ = ["Hawkes", "Unfitted", "hawkes", "simulate_hawkes"]

Array = NDArray[np.float64]

LEAST_EVENTS = 20
"""Fewest events of each kind: each column of the branching matrix has that many causes."""
_UNUSED = 1e-6  # a parameter this near zero is on the edge and has no standard error


class Unfitted(StrEnum):
    """Why there is no estimate."""

    TOO_FEW = "too_few"
    """A kind with fewer than 20 events."""
    TIED = "tied"
    """Two events at the same time: their order, on which everything hangs, is unknown."""
    NOT_CONVERGED = "not_converged"


@dataclass(frozen=True, slots=True)
class Hawkes:
    """Rates, reactions and how well they describe the events."""

    baseline: Array | None
    """Events per unit of time that nothing called forth, shape (d,)."""
    branching: Array | None
    """alpha[i, j]: events of kind i that one event of kind j calls forth, shape (d, d)."""
    decay: float | None
    """beta, per unit of time: 1 / beta is the mean wait of a reaction."""
    spectral_radius: float | None
    """Largest absolute eigenvalue of the branching; at 1 and above the process would explode."""
    baseline_error: Array | None
    """Standard errors; NaN for an estimate on the edge, at zero."""
    branching_error: Array | None
    decay_error: float | None
    log_likelihood: float | None
    log_likelihood_poisson: float | None
    """Of independent events at constant rates: the gap is what reaction explains."""
    residual_p: tuple[float, ...] | None
    """p-value for each kind that the waits, on the clock of the fitted rate, are exponential;
    with fitted parameters it is too large rather than too small."""
    events: tuple[int, ...]
    missing: Unfitted | None


def hawkes(times: Sequence[ArrayLike], until: float, *, since: float = 0.0) -> Hawkes:
    """Maximum-likelihood fit of a multivariate Hawkes process with one exponential decay.

    Args:
        times: For each kind of event its times, in any order; at most 10 kinds.
        until: End of observation, after the last event; without it silence at the end is lost.
        since: Begin of observation; what happened before is taken as without effect.

    Returns:
        The estimates, or a typed reason: fewer than 20 events of a kind, ties, no convergence.

    Raises:
        UsageError: Times outside the observed span or not finite, no kind or more than ten.

    Source:
        Hawkes, A. G. (1971). Spectra of some self-exciting and mutually exciting point processes.
        Biometrika 58: 83-90. Ozaki, T. (1979). Maximum likelihood estimation of Hawkes'
        self-exciting point processes. Annals of the Institute of Statistical Mathematics 31:
        145-155 (likelihood, recursion). Ogata, Y. (1988). Statistical models for earthquake
        occurrences and residual analysis for point processes. Journal of the American Statistical
        Association 83: 9-27 (time rescaling). Standard errors from the observed information.
    """
    kinds = _checked(times, since, until)
    counts = tuple(len(one) for one in kinds)
    if min(counts) < LEAST_EVENTS:
        return _none(counts, Unfitted.TOO_FEW)
    when = np.concatenate(kinds)
    kind = np.repeat(np.arange(len(kinds)), counts)
    order = np.argsort(when, kind="stable")
    when, kind = when[order], kind[order]
    if (np.diff(when) == 0).any():
        return _none(counts, Unfitted.TIED)
    # On a clock on which events come once per unit all parameters are of the order of one.
    pace = len(when) / (until - since)
    events = _Events((when - since) * pace, kind, len(kinds), (until - since) * pace)
    best = _maximum(events)
    if best is None:
        return _none(counts, Unfitted.NOT_CONVERGED)
    baseline, branching, decay = _unpacked(best, len(kinds))
    deviation = _errors(events, best)
    poisson = float(sum(n * np.log(n / (until - since)) - n for n in counts))
    return Hawkes(
        baseline * pace,
        branching,
        float(decay * pace),
        float(np.abs(np.linalg.eigvals(branching)).max()),
        _unpacked(deviation, len(kinds))[0] * pace,
        _unpacked(deviation, len(kinds))[1],
        float(deviation[-1] * pace),
        -_cost(best, events)[0] + len(when) * float(np.log(pace)),
        poisson,
        _residual_p(events, baseline, branching, decay),
        counts,
        None,
    )


def simulate_hawkes(
    baseline: ArrayLike, branching: ArrayLike, decay: float, until: float, *, seed: int
) -> tuple[Array, ...]:
    """Times of each kind from 0 to `until`, drawn as families: immigrants and their descendants.

    Raises:
        UsageError: A branching matrix whose spectral radius is 1 or more: families never end.

    Source:
        Hawkes, A. G. and D. Oakes (1974). A cluster process representation of a self-exciting
        process. Journal of Applied Probability 11: 493-503.
    """
    rates, matrix = np.asarray(baseline, float), np.asarray(branching, float)
    radius = float(np.abs(np.linalg.eigvals(matrix)).max())
    if radius >= 1:
        raise UsageError("Hawkes simulation", f"a spectral radius of {radius:g}", "one below 1")
    rng = np.random.default_rng(seed)
    young = [rng.uniform(0, until, rng.poisson(rate * until)) for rate in rates]
    drawn = [[one] for one in young]
    while any(len(one) for one in young):
        born: list[list[Array]] = [[] for _ in rates]
        for parent, when in enumerate(young):
            for child in range(len(rates)):
                each = rng.poisson(matrix[child, parent], len(when))
                later = np.repeat(when, each) + rng.exponential(1 / decay, each.sum())
                born[child].append(later[later < until])
        young = [np.concatenate(one) for one in born]
        for one, more in zip(drawn, young, strict=True):
            one.append(more)
    return tuple(np.sort(np.concatenate(one)) for one in drawn)


@dataclass(frozen=True, slots=True)
class _Events:
    """All events in order of time, on a clock of one event per unit."""

    when: Array
    kind: NDArray[np.int64]
    kinds: int
    until: float

    def memory(self, decay: float) -> tuple[Array, Array]:
        """What is remembered of each kind just before each event, sum of exp(-beta age), and its
        slope in beta, both (n, d)."""
        kept = np.zeros((len(self.when), self.kinds))
        slope = np.zeros_like(kept)
        gaps = np.diff(self.when)
        fades = np.exp(-decay * gaps)
        now, bent = np.zeros(self.kinds), np.zeros(self.kinds)
        for i, (gap, fade) in enumerate(zip(gaps, fades, strict=True)):
            now[self.kind[i]] += 1
            bent = fade * (bent - gap * now)
            now = fade * now
            kept[i + 1], slope[i + 1] = now, bent
        return kept, slope


def _unpacked(parameters: Array, kinds: int) -> tuple[Array, Array, float]:
    return (
        parameters[:kinds],
        parameters[kinds:-1].reshape(kinds, kinds),
        float(parameters[-1]),
    )


def _cost(parameters: Array, events: _Events) -> tuple[float, Array]:
    """Negative log-likelihood and its gradient."""
    d = events.kinds
    baseline, branching, decay = _unpacked(parameters, d)
    kept, slope = events.memory(decay)
    own = branching[events.kind]
    rate = baseline[events.kind] + decay * (own * kept).sum(axis=1)
    rate = np.maximum(rate, 1e-300)
    age = events.until - events.when
    spent = -np.expm1(-decay * age)
    ended = np.bincount(events.kind, spent, d)
    bent = np.bincount(events.kind, age * np.exp(-decay * age), d)
    cost = baseline.sum() * events.until + (branching @ ended).sum() - np.log(rate).sum()
    gradient = np.empty_like(parameters)
    gradient[:d] = events.until - np.bincount(events.kind, 1 / rate, d)
    pull = np.zeros((d, d))
    np.add.at(pull, events.kind, decay * kept / rate[:, None])
    gradient[d:-1] = (ended[None, :] - pull).ravel()
    per_decay = (own * (kept + decay * slope)).sum(axis=1)
    gradient[-1] = (branching @ bent).sum() - (per_decay / rate).sum()
    return float(cost), gradient


def _maximum(events: _Events) -> Array | None:
    """The best of several starts, since the likelihood can have more than one hill in beta."""
    from scipy.optimize import minimize

    d = events.kinds
    shares = np.bincount(events.kind, minlength=d) / events.until
    bounds = [(1e-10, None)] * d + [(0.0, None)] * (d * d) + [(1e-4, 1e4)]
    found: list[tuple[float, Array]] = []
    for decay in (0.1, 1.0, 10.0):
        start = np.concatenate([shares / 2, np.full(d * d, 0.5 / d), [decay]])
        answer = minimize(
            _cost, start, (events,), "L-BFGS-B", jac=True, bounds=bounds,
            options={"maxiter": 2000, "ftol": 1e-13, "gtol": 1e-7},
        )  # fmt: skip
        if np.isfinite(answer.fun) and (answer.success or _flat(answer.x, events)):
            found.append((float(answer.fun), np.asarray(answer.x)))
    return min(found, key=lambda one: one[0])[1] if found else None


def _flat(parameters: Array, events: _Events) -> bool:
    """Whether no allowed step improves: the line search can stop for rounding at the top itself."""
    gradient = _cost(parameters, events)[1]
    inner = (parameters > _UNUSED) | (gradient < 0)
    return bool(np.abs(gradient[inner]).max(initial=0.0) < 1e-3 * len(events.when))


def _errors(events: _Events, best: Array) -> Array:
    """Standard errors from the curvature at the maximum, NaN for what lies on the edge."""
    inner = np.flatnonzero(best > _UNUSED)
    curvature = np.zeros((len(inner), len(inner)))
    for row, index in enumerate(inner):
        step = 1e-5 * max(best[index], 0.01)
        up, down = best.copy(), best.copy()
        up[index] += step
        down[index] -= step
        change = _cost(up, events)[1] - _cost(down, events)[1]
        curvature[row] = change[inner] / (2 * step)
    deviation = np.full(len(best), np.nan)
    covariance = np.linalg.pinv((curvature + curvature.T) / 2)
    variance = np.diagonal(covariance)
    deviation[inner] = np.sqrt(np.where(variance > 0, variance, np.nan))
    return deviation


def _residual_p(
    events: _Events, baseline: Array, branching: Array, decay: float
) -> tuple[float, ...]:
    """Kolmogorov-Smirnov p-values of the waits on the clock of each kind's own fitted rate."""
    from scipy.special import kolmogorov

    kept, _ = events.memory(decay)
    before = np.zeros((len(events.when), events.kinds))
    np.add.at(before, (np.arange(1, len(events.when)), events.kind[:-1]), 1.0)
    spent = np.cumsum(before, axis=0) - kept
    chances = []
    for kind in range(events.kinds):
        clock = baseline[kind] * events.when + spent @ branching[kind]
        waits = np.sort(np.diff(clock[events.kind == kind], prepend=0.0))
        n = len(waits)
        law = -np.expm1(-waits)
        steps = np.arange(1, n + 1) / n
        gap = max(float((steps - law).max()), float((law - steps + 1 / n).max()))
        chances.append(float(kolmogorov(gap * (np.sqrt(n) + 0.12 + 0.11 / np.sqrt(n)))))
    return tuple(chances)


def _checked(times: Sequence[ArrayLike], since: float, until: float) -> list[Array]:
    if not np.isfinite([since, until]).all() or until <= since:
        raise UsageError("Hawkes process", f"a span from {since} to {until}", "an end after begin")
    if not 1 <= len(times) <= 10:
        raise UsageError("Hawkes process", f"{len(times)} kinds of event", "1 to 10 of them")
    kinds = []
    for one in times:
        try:
            when = np.asarray(one, dtype=np.float64)
        except (TypeError, ValueError):
            raise UsageError("Hawkes process", "a time that is none", "numbers") from None
        inside = np.isfinite(when) & (when > since) & (when <= until)
        if when.ndim != 1 or not inside.all():
            raise UsageError(
                "Hawkes process", "a time outside the span", f"times after {since} up to {until}"
            )
        kinds.append(when)
    return kinds


def _none(counts: tuple[int, ...], reason: Unfitted) -> Hawkes:
    none = (None,) * 10
    return Hawkes(*none, counts, reason)
