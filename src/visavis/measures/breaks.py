"""Did a relation between series change at one date: the tests of Chow and of Andrews.

The trap: a date that was found by looking at the series must not be tested as if it had been
known; `chow` is for a date that was given from outside, `sup_f` for the largest of all dates.
"""

from dataclasses import dataclass, field
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError
from visavis.measures.breaks_critical import sup_f_critical, sup_f_p_value
from visavis.measures.breaks_design import Design, Untested, design, scan
from visavis.measures.long_run import Hac

__all__ = ["Chow", "SupF", "Untested", "chow", "sup_f"]

Array = NDArray[np.float64]

LEAST = 30
"""Fewest observations for a p-value without HAC: with independent errors the 5 % test then rejects
in 4.9 % of 20,000 simulated series of 30 and in more below; sixteen annual points carry none."""
LEAST_HAC = 100
"""Fewest observations for a p-value with HAC errors: a long-run variance needs many periods."""
LEAST_PER_REGIME = 5
"""Fewest observations on either side of a date, beyond the coefficients estimated there."""


@dataclass(frozen=True, slots=True)
class Chow:
    """A break at one date that was known beforehand."""

    at: int
    """Observations before the break."""
    statistic: float | None
    """F with (q, n - 2q - p) degrees of freedom; with HAC errors the Wald statistic over q."""
    p_value: float | None
    regressors: int
    """Breaking coefficients q."""
    observations: int
    missing: Untested | None
    """Why there is no p-value; the statistic may be there all the same."""


@dataclass(frozen=True, slots=True)
class SupF:
    """The strongest break among all dates that leave enough on either side."""

    statistic: float | None
    """The largest Wald statistic (q times F); infinite where the regimes explain everything."""
    at: int | None
    """Observations before the strongest break."""
    p_value: float | None
    critical: float | None
    """What the statistic must exceed at 5 %, by the limit law, for this q and trimming."""
    dates: tuple[int, ...] = field(repr=False)
    """The dates that were tried, as observations before them."""
    path: tuple[float, ...] = field(repr=False)
    """The statistic at each of them: shown even where no p-value can be given."""
    trimming: float
    """Share left out at each end, after rounding to whole observations."""
    regressors: int
    observations: int
    hac: Hac | None
    missing: Untested | None
    """Why there is no p-value."""


def chow(
    series: ArrayLike,
    at: int,
    breaking: ArrayLike | None = None,
    fixed: ArrayLike | None = None,
    *,
    hac: Hac | None = None,
) -> Chow:
    """Chow's test of a break at a date that was not chosen by looking at the series.

    Args:
        series: Evenly spaced observations, shape (n,); NaN where one is missing.
        at: Observations before the break, 1 to n - 1.
        breaking: Regressors whose coefficients break, shape (n, q); None for the mean.
        fixed: Regressors whose coefficients stay, shape (n, p).
        hac: `newey_west` or `andrews` where errors hang together in time; None where they do not.

    Returns:
        The statistic and its p-value (F distribution; chi-squared over q with HAC errors). Without
        enough observations on a side (q + 1, and 5 more for a p-value), or with gaps, a typed
        reason.

    Raises:
        UsageError: A date outside the series, shapes that do not fit, infinite numbers.

    Source:
        Chow, G. C. (1960). Tests of equality between sets of coefficients in two linear
        regressions. Econometrica 28: 591-605. With HAC errors as Andrews (1993).
    """
    model = design(series, breaking, fixed)
    n, q, p = model.size
    if not isinstance(at, int | np.integer) or not 0 < at < n:
        raise UsageError("Chow test", f"a break after {at} observations", f"1 to {n - 1} of them")
    empty = Chow(int(at), None, None, q, n, model.missing)
    if model.missing:
        return empty
    side = min(int(at), n - int(at))
    if side < q + 1 or n - 2 * q - p < 1:
        return Chow(int(at), None, None, q, n, Untested.TOO_SHORT)
    value = float(scan(model, model.base, np.array([at]), n, hac)[0])
    if np.isnan(value):
        return Chow(int(at), None, None, q, n, Untested.COLLINEAR)
    if value == np.inf:
        return Chow(int(at), None, None, q, n, Untested.PERFECT_FIT)
    if side < q + LEAST_PER_REGIME or (hac is not None and n < LEAST_HAC):
        return Chow(int(at), value / q, None, q, n, Untested.TOO_SHORT)
    from scipy.special import chdtrc, fdtrc

    chance = fdtrc(q, n - 2 * q - p, value / q) if hac is None else chdtrc(q, value)
    return Chow(int(at), value / q, float(chance), q, n, None)


def sup_f(
    series: ArrayLike,
    breaking: ArrayLike | None = None,
    fixed: ArrayLike | None = None,
    *,
    trimming: float = 0.15,
    hac: Hac | None = None,
) -> SupF:
    """The sup-F test of one break at an unknown date.

    Args:
        series: Evenly spaced observations, shape (n,); NaN where one is missing.
        breaking: Regressors whose coefficients may break, shape (n, q), q at most 20; None for
            the mean.
        fixed: Regressors whose coefficients stay (seasonal dummies), shape (n, p).
        trimming: Share of the observations left out at each end, 0.01 to 0.45; at least q + 5
            observations are left on either side whatever the share.
        hac: `newey_west` or `andrews` where errors hang together in time (monthly shares do).

    Returns:
        The largest statistic, its date, p-value, and the path over all dates. No p-value below 30
        observations, or below 100 with HAC errors; the path stands all the same.

    Raises:
        UsageError: Shapes that do not fit, a trimming outside its range, infinite numbers.

    Source:
        Andrews, D. W. K. (1993). Tests for parameter instability and structural change with
        unknown change point. Econometrica 61: 821-856, and its corrigendum (2003), Econometrica
        71: 395-397. p-values by the exact limit law instead of tables, see `breaks_critical`.
    """
    model = design(series, breaking, fixed)
    n, q, p = model.size
    if not 0.01 <= trimming <= 0.45:
        raise UsageError("sup-F test", f"a trimming of {trimming}", "a share from 0.01 to 0.45")
    shortest = max(shortest_regime(n, trimming), q + LEAST_PER_REGIME)
    dates = np.arange(shortest, n - shortest + 1)
    if model.missing or not len(dates) or n - 2 * q - p < 1:
        return _no_test(model, trimming, hac, model.missing or Untested.TOO_SHORT)
    path = scan(model, model.base, dates, n, hac)
    if np.isnan(path).any():
        return _no_test(model, trimming, hac, Untested.COLLINEAR)
    best = int(np.argmax(path))
    reason = None
    if path[best] == np.inf:
        reason = Untested.PERFECT_FIT
    elif n < (LEAST if hac is None else LEAST_HAC):
        reason = Untested.TOO_SHORT
    effective = min(shortest / n, 0.49)
    return SupF(
        statistic=float(path[best]),
        at=int(dates[best]),
        p_value=None if reason else sup_f_p_value(float(path[best]), q, effective),
        critical=None if reason else sup_f_critical(0.05, q, effective),
        dates=tuple(int(date) for date in dates),
        path=tuple(float(value) for value in path),
        trimming=effective,
        regressors=q,
        observations=n,
        hac=hac,
        missing=reason,
    )


def shortest_regime(observations: int, trimming: float) -> int:
    """Observations that a share of the sample comes to, rounded up; 15 % of 100 is 15."""
    return ceil(round(observations * trimming, 9))


def _no_test(model: Design, trimming: float, hac: Hac | None, reason: Untested) -> SupF:
    n, q, _ = model.size
    return SupF(None, None, None, None, (), (), trimming, q, n, hac, reason)
