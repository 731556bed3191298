"""Did a relation between series change, and when: breaks at known and unknown dates.

    model = breaks.design(shares, fixed=monthly.seasonal_dummies(months))
    breaks.sup_f_bootstrap(model).p_value

The tests of Chow and of Andrews stand here; those of Bai and Perron (`bai_perron`), confidence
intervals of dates (`break_interval`) and the bootstrap for series that drift (`sup_f_bootstrap`)
in the modules beside it, and can be called from here.

The trap: a date that was found by looking at the series must not be tested as if it had been
known; `chow` is for a date that was given from outside, `sup_f` for the largest of all dates.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError
from visavis.measures.breaks_bootstrap import BootstrapSupF, sup_f_bootstrap
from visavis.measures.breaks_critical import sup_f_critical, sup_f_p_value
from visavis.measures.breaks_dating import BaiPerron, bai_perron
from visavis.measures.breaks_design import (
    LEAST,
    LEAST_HAC,
    LEAST_PER_REGIME,
    Design,
    Untested,
    as_design,
    design,
    scan,
    trimmed_dates,
)
from visavis.measures.breaks_interval import BreakInterval, break_interval
from visavis.measures.long_run import Hac

__all__ = [
    "BaiPerron",
    "BootstrapSupF",
    "BreakInterval",
    "Chow",
    "Design",
    "SupF",
    "Untested",
    "bai_perron",
    "break_interval",
    "chow",
    "design",
    "sup_f",
    "sup_f_bootstrap",
]

Array = NDArray[np.float64]


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
    series: ArrayLike | Design,
    at: int,
    *,
    hac: Hac | None = None,
) -> Chow:
    """Chow's test of a break at a date that was not chosen by looking at the series.

    Args:
        series: Evenly spaced observations, shape (n,), NaN where one is missing, to test their
            mean; or a `design` with regressors that break or stay.
        at: Observations before the break, 1 to n - 1.
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
    model = as_design(series)
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
    series: ArrayLike | Design,
    *,
    trimming: float = 0.15,
    hac: Hac | None = None,
) -> SupF:
    """The sup-F test of one break at an unknown date.

    Args:
        series: Evenly spaced observations, shape (n,), NaN where one is missing, to test their
            mean; or a `design` with regressors that break or stay.
        trimming: Share of the observations left out at each end, 0.01 to 0.45; at least q + 5
            observations are left on either side whatever the share.
        hac: `newey_west` or `andrews` where errors hang together in time. They do not catch all
            of it: of 400 simulated series of 180 months without a break, errors of autocorrelation
            0.5 are rejected in 19 % at the 5 % level, of 0.8 in 47 % (`andrews` 37 %). Where months
            hang together so, take the p-value of `breaks_bootstrap.sup_f_bootstrap`.

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
    model = as_design(series)
    n, q, p = model.size
    shortest, dates = trimmed_dates(model, trimming)
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


def _no_test(model: Design, trimming: float, hac: Hac | None, reason: Untested) -> SupF:
    n, q, _ = model.size
    return SupF(None, None, None, None, (), (), trimming, q, n, hac, reason)
