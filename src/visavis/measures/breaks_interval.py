"""How sure the date of a break is: the confidence interval of Bai.

The trap: the interval assumes that there is a break. For one that no test confirms it can be wider
than the series itself, which is then said and not cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erfc, exp, floor, inf, pi, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError
from visavis.measures.breaks_design import Design, Untested, as_design
from visavis.measures.long_run import Hac, long_run_covariance

__all__ = ["BreakInterval", "break_interval"]

Array = NDArray[np.float64]

LEAST_HAC = 15
"""Fewest observations of a regime whose long-run variance is estimated."""


@dataclass(frozen=True, slots=True)
class BreakInterval:
    """The dates between which one break lies with a stated confidence."""

    at: int
    """The estimated break, as observations before it."""
    first: int | None
    """First date of the interval, in the same count; may lie before the series (below 1)."""
    last: int | None
    """Last date of the interval; may lie after the series (above n - 1)."""
    level: float
    """Confidence, between 0 and 1."""
    beyond_series: bool
    """Whether the interval leaves the series: the date is then not determined by it."""
    missing: Untested | None


def break_interval(
    series: ArrayLike | Design,
    breaks: Sequence[int],
    *,
    level: float = 0.95,
    hac: Hac | None = None,
) -> tuple[BreakInterval, ...]:
    """Confidence intervals of estimated break dates, one for each.

    Regressors and errors may differ in size from regime to regime; intervals can be lopsided.

    Args:
        series: Evenly spaced observations, shape (n,), NaN where one is missing, to test
            their mean; or a `design` with regressors that break or stay.
        breaks: Estimated dates (of `bai_perron` or `sup_f`), observations before each, ascending.
        level: Confidence, between 0.5 and 0.999.
        hac: `newey_west` or `andrews`, estimated within each regime (15 observations at least).

    Raises:
        UsageError: Dates that are not ascending within the series, a level outside its range,
            shapes that do not fit.

    Source:
        Bai, J. (1997). Estimation of a change point in multiple regression models. Review of
        Economics and Statistics 79: 551-563, whose rounding outwards to whole observations is
        kept; the distribution is derived anew from the first passage of a Brownian motion.
    """
    model = as_design(series)
    n, q, _ = model.size
    edges = [0, *breaks, n]
    if not breaks or any(b <= a for a, b in pairwise(edges)):
        raise UsageError("break interval", f"the dates {list(breaks)}", f"rising, 1 to {n - 1}")
    if not 0.5 <= level <= 0.999:
        raise UsageError("break interval", f"the level {level}", "a confidence such as 0.95")
    shortest = min(b - a for a, b in pairwise(edges))
    reason = model.missing
    if reason is None and shortest < (q + 1 if hac is None else max(LEAST_HAC, q + 1)):
        reason = Untested.TOO_SHORT
    regressors = model.with_breaks(breaks)
    if reason is None and np.linalg.matrix_rank(regressors) < regressors.shape[1]:
        reason = Untested.COLLINEAR
    if reason:
        return tuple(BreakInterval(at, None, None, level, False, reason) for at in breaks)
    coefficients = np.linalg.lstsq(regressors, model.series, rcond=None)[0]
    residual = model.series - regressors @ coefficients
    regimes = coefficients[: (len(breaks) + 1) * q].reshape(-1, q)
    return tuple(
        _interval(model, residual, edges[i : i + 3], regimes[i + 1] - regimes[i], (level, hac))
        for i in range(len(breaks))
    )


def _interval(
    model: Design, residual: Array, edges: list[int], shift: Array, how: tuple[float, Hac | None]
) -> BreakInterval:
    start, at, end = edges
    level, hac = how
    before, noise_before = _shape(model, residual, slice(start, at), shift, hac)
    after, noise_after = _shape(model, residual, slice(at, end), shift, hac)
    tiny = 1e-12 * float(np.ptp(model.series)) ** 2
    if min(noise_before, noise_after) <= tiny * min(before, after) or min(before, after) <= 0:
        return BreakInterval(at, None, None, level, False, Untested.PERFECT_FIT)
    # The estimate minus the truth is the argmax of a two-sided Brownian motion with drift, in
    # units of noise / shift^2 on the left, of this times phi^2 / xi on the right.
    unit = noise_before / before**2
    xi = after / before
    phi = (noise_after / after) / (noise_before / before)
    tail = (1 - level) / 2
    early = _quantile(tail, 1 / phi) * unit
    late = _quantile(tail, phi) * unit * phi / xi
    first, last = at - floor(late) - 1, at + floor(early) + 1
    return BreakInterval(at, first, last, level, first < 1 or last > len(model.series) - 1, None)


def _shape(
    model: Design, residual: Array, regime: slice, shift: Array, hac: Hac | None
) -> tuple[float, float]:
    """Size of the shift in one regime, d' Q d, and of the noise along it, d' Omega d."""
    columns = model.breaking[regime]
    moments = columns.T @ columns / len(columns)
    if hac is None:
        noise = moments * float(np.mean(residual[regime] ** 2))
    else:
        noise = long_run_covariance(columns * residual[regime, None], hac)
    return float(shift @ moments @ shift), float(shift @ noise @ shift)


def _beyond(distance: float, rate: float) -> float:
    """Chance that a Brownian motion W(t) - t/2 beats its rival, whose maximum is exponential with
    `rate`, at a time later than `distance`."""
    slope = 0.5 + rate
    if distance == 0:
        return rate / (1 + rate)
    half = sqrt(distance) / 2
    tail = _normal_tail(half)
    factor = 2 * slope / ((slope - 0.5) * (slope + 0.5))
    density = exp(-half * half / 2) / sqrt(2 * pi)
    rival = factor * (2 * slope * tail - exp(-half * half / 2) * _scaled_tail(2 * slope * half))
    return rival + distance / 2 * tail - 2 * half * density - 2 * tail


def _normal_tail(z: float) -> float:
    return erfc(z / sqrt(2)) / 2


def _scaled_tail(z: float) -> float:
    """exp(z^2 / 2) times the normal tail beyond z, without overflow."""
    if z < 8:
        return exp(z * z / 2) * _normal_tail(z)
    inverse = 1 / (z * z)
    series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse * (1 - 7 * inverse)))
    return series / (z * sqrt(2 * pi))


def _quantile(tail: float, rate: float) -> float:
    """The distance that is exceeded on this side with probability `tail`, 0 if none is."""
    if rate == inf or _beyond(0, rate) <= tail:
        return 0.0 if rate != inf else _quantile(tail, 1e12)
    low, high = 0.0, 1.0
    while _beyond(high, rate) > tail:
        high *= 2
    while high - low > 1e-9 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _beyond(middle, rate) > tail else (low, middle)
    return (low + high) / 2
