"""How large a break statistic must be: exact law for one break, a simulated table for several.

All statistics here are on the Wald scale (q times an F statistic) and tests against k breaks are
divided by k alone, as in the tables of Andrews and of Bai and Perron. The trap: the printed tables
are maxima over grids of 1,000 to 3,600 points and lie 1 to 4 % below the limit itself.
"""

import csv
from functools import lru_cache
from importlib.resources import files
from math import lgamma

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray

from visavis.errors import UsageError

__all__ = ["double_max_critical", "sup_f_critical", "sup_f_p_value"]

Array = NDArray[np.float64]

_TERMS, _NODES = 20, 100
_TAIL = 1e-8  # below it the difference of two numbers near 1 loses digits: the expansion is better


def sup_f_p_value(statistic: float, regressors: int, trimming: float) -> float:
    """Probability that the sup-F statistic is at least this large where there is no break.

    Exact for the limit law, the supremum of a standardised tied-down Bessel process: on the scale
    log(t / (1 - t)) that process is a stationary Ornstein-Uhlenbeck process, and the chance that
    it stays below a level is a sum over the eigenfunctions of its generator. They are found by
    Galerkin's method in polynomials; the error is below 1e-9.

    Args:
        statistic: The largest Wald statistic (q times F), 0 or more.
        regressors: How many coefficients break, q, from 1 to 20.
        trimming: Share of the sample left out at each end, above 0 and below 0.5.

    Returns:
        From 0 to 1.

    Raises:
        UsageError: An argument outside its range.

    Source:
        Andrews, D. W. K. (1993). Tests for parameter instability and structural change with
        unknown change point. Econometrica 61: 821-856 (the limit). DeLong, D. M. (1981). Crossing
        probabilities for a square root boundary by a Bessel process. Communications in Statistics,
        Theory and Methods 10: 2197-2213 (its distribution). Estrella, A. (2003). Critical values
        and p values of Bessel process distributions. Econometric Theory 19: 1128-1143 (the same
        in use). Tail: Csorgo, M. and L. Horvath (1997). Limit Theorems in Change-Point Analysis.
        Wiley, section 1.3. Departure from Andrews (2003, Econometrica 71: 395-397) and Hansen
        (1997, Journal of Business and Economic Statistics 15: 60-67): no simulation and no fitted
        curve, so the 5 % value for q = 1 at 15 % is 8.86, not 8.68 on their grid of 3,600 points.
    """
    _in_range(regressors, trimming)
    if not statistic >= 0:
        raise UsageError("break test", f"the statistic {statistic}", "a number of 0 or more")
    if statistic < 1e-9:  # no path stays that near to zero
        return 1.0
    if statistic == np.inf:
        return 0.0
    length = 2 * np.log((1 - trimming) / trimming)
    if statistic > 4 * regressors + 60:
        return _tail(statistic, regressors, length)
    exact = 1 - _stays_below(statistic, regressors, length)
    return exact if exact > _TAIL else _tail(statistic, regressors, length)


@lru_cache(maxsize=256)
def sup_f_critical(level: float, regressors: int, trimming: float) -> float:
    """The sup-F statistic that is exceeded with probability `level` where there is no break.

    On the Wald scale (q times F); arguments, errors and source as in `sup_f_p_value`; `level` lies
    above 1e-6 and below 1.
    """
    _in_range(regressors, trimming)
    if not 1e-6 < level < 1:
        raise UsageError("break test", f"the level {level}", "a probability below 1 such as 0.05")
    low, high = 0.0, 4.0 * regressors + 60
    while high - low > 1e-7:
        middle = (low + high) / 2
        if sup_f_p_value(middle, regressors, trimming) > level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def double_max_critical(
    level: float, regressors: int, trimming: float
) -> tuple[tuple[float, ...], float, float] | None:
    """Critical values of the tests against 1, 2, ... breaks, of UDmax and of WDmax.

    For exactly this number of breaking coefficients: the values grow with q, and those of q = 1
    reject far too often for q = 2.

    Args:
        level: 0.10, 0.05 or 0.01.
        regressors: How many coefficients break, q.
        trimming: 0.05, 0.10, 0.15, 0.20 or 0.25.

    Returns:
        The values against each number of breaks (5 of them; 3 at 20 % and 2 at 25 % trimming),
        UDmax, WDmax, on the Wald scale divided by the number of breaks. None where the table has
        no such row (q above 10, another trimming): no value is interpolated.

    Source:
        Bai, J. and P. Perron (1998). Estimating and testing linear models with multiple structural
        changes. Econometrica 66: 47-78. Own simulation, `scripts/simulate_break_tables.py`; within
        4 % of the tables of Bai, J. and P. Perron (2003). Critical values for multiple structural
        change tests. Econometrics Journal 6: 72-78, whose grid has 1,000 points.
    """
    return _table().get((round(trimming, 4), regressors, round(level, 4)))


def _in_range(regressors: int, trimming: float) -> None:
    if not 1 <= regressors <= 20:
        raise UsageError("break test", f"{regressors} breaking coefficients", "1 to 20 of them")
    if not 0 < trimming < 0.5:
        raise UsageError("break test", f"a trimming of {trimming}", "a share between 0 and 0.5")


@lru_cache(maxsize=1)
def _basis() -> tuple[Array, Array, Array, Array]:
    """Nodes and weights on (0, 1), and polynomials that vanish at 1 with their slopes there."""
    nodes, weights = legendre.leggauss(_NODES)
    nodes, weights = (nodes + 1) / 2, weights / 2
    even = 2 * nodes**2 - 1
    values = legendre.legvander(even, _TERMS - 1)
    slopes = np.stack(
        [legendre.legval(even, legendre.legder(row)) for row in np.eye(_TERMS)], axis=1
    )
    inside, radius = (1 - nodes**2)[:, None], nodes[:, None]
    return nodes, weights, inside * values, inside * slopes * 4 * radius - 2 * radius * values


@lru_cache(maxsize=512)
def _stays_below(level: float, regressors: int, length: float) -> float:
    """Chance that the squared radius of the process stays below `level` for `length`."""
    nodes, weights, values, slopes = _basis()
    log_density = (regressors - 1) * np.log(nodes) - level * nodes**2 / 2
    greatest = log_density.max()
    root = np.sqrt(weights * np.exp(log_density - greatest))
    orthonormal, triangle = np.linalg.qr(root[:, None] * values)
    energy = np.linalg.solve(triangle.T, (root[:, None] * slopes).T).T
    _, singular, modes = np.linalg.svd(energy, full_matrices=False)
    overlap = modes @ (orthonormal.T @ root)
    fades = np.exp(-(singular**2) / (2 * level) * length)
    half = regressors / 2
    scale = half * np.log(level) - (half - 1) * np.log(2) - lgamma(half) + greatest
    return float(np.exp(scale) * np.sum(overlap**2 * fades))


def _tail(statistic: float, regressors: int, length: float) -> float:
    """The expansion for statistics far out, good to a few parts in a thousand there."""
    half = regressors / 2
    density = np.exp(half * np.log(statistic / 2) - statistic / 2 - lgamma(half))
    return float(density * (length * (1 - regressors / statistic) + 4 / statistic))


@lru_cache(maxsize=1)
def _table() -> dict[tuple[float, int, float], tuple[tuple[float, ...], float, float]]:
    text = (files("visavis.measures") / "data" / "break_critical.csv").read_text("utf-8")
    table = {}
    for row in csv.DictReader(text.splitlines()):
        key = (float(row["trimming"]), int(row["regressors"]), float(row["level"]))
        each = tuple(float(row[f"breaks_{k}"]) for k in range(1, 6) if row[f"breaks_{k}"])
        table[key] = (each, float(row["ud_max"]), float(row["wd_max"]))
    return table
