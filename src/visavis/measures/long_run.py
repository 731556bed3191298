"""Long-run covariance of a series: what errors that hang together in time do to a variance.

The trap: with strongly persistent errors every such estimate is too small, so tests that use it
find too many breaks; `breaks.sup_f` states by how much.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from visavis.errors import UsageError

__all__ = ["Hac", "long_run_covariance", "newey_west_lags"]

Array = NDArray[np.float64]

Hac = Literal["newey_west", "andrews"]

_MOST_PERSISTENT = 0.97  # as Andrews and Monahan (1992): beyond it the bandwidth runs away


def newey_west_lags(observations: int) -> int:
    """Lags of the Bartlett kernel, 4 (n / 100)^(2/9) rounded down: 4 for 180 months.

    Source: Newey, W. K. and K. D. West (1994). Automatic lag selection in covariance matrix
    estimation. Review of Economic Studies 61: 631-653, their starting rule.
    """
    return int(4 * (observations / 100) ** (2 / 9))


def long_run_covariance(moments: Array, kind: Hac) -> Array:
    """The long-run covariance matrix of moment conditions that vary over time.

    Args:
        moments: Regressors times residuals, of shape (..., n, q); their mean is taken as zero.
        kind: `newey_west`: Bartlett kernel with `newey_west_lags`; `andrews`: quadratic spectral
            kernel with the automatic bandwidth of first-order autoregressions, not prewhitened.

    Returns:
        Shape (..., q, q), per observation (divide by n for the covariance of a mean). Both kernels
        give a matrix without negative eigenvalues.

    Raises:
        UsageError: Another kind.

    Source:
        Newey, W. K. and K. D. West (1987). A simple, positive semi-definite, heteroskedasticity
        and autocorrelation consistent covariance matrix. Econometrica 55: 703-708. Andrews,
        D. W. K. (1991). Heteroskedasticity and autocorrelation consistent covariance matrix
        estimation. Econometrica 59: 817-858, equations 6.2 and 6.4 with equal weights.
    """
    observations = moments.shape[-2]
    lags = np.arange(observations)
    if kind == "newey_west":
        weights = np.clip(1 - lags / (newey_west_lags(observations) + 1), 0, None)
    elif kind == "andrews":
        weights = _quadratic_spectral(lags / _andrews_bandwidth(moments)[..., None])
    else:
        raise UsageError("long-run covariance", f"the kind {kind!r}", "newey_west or andrews")
    size = 1 << (2 * observations - 1).bit_length()
    waves = np.fft.rfft(moments, size, axis=-2)
    cross = np.conj(waves)[..., :, None] * waves[..., None, :]
    lagged = np.fft.irfft(cross, size, axis=-3)[..., :observations, :, :] / observations
    weighted = lagged * weights[..., None, None]
    later = weighted[..., 1:, :, :].sum(axis=-3)
    total: Array = weighted[..., 0, :, :] + later + np.swapaxes(later, -1, -2)
    return total


def _andrews_bandwidth(moments: Array) -> Array:
    before, after = moments[..., :-1, :], moments[..., 1:, :]
    spread = np.maximum((before**2).sum(axis=-2), np.finfo(float).tiny)
    persistence = np.clip(
        (before * after).sum(axis=-2) / spread, -_MOST_PERSISTENT, _MOST_PERSISTENT
    )
    variance = ((after - persistence[..., None, :] * before) ** 2).mean(axis=-2)
    # Scaled by the greatest, so that squares of tiny variances do not vanish.
    greatest = np.maximum(variance.max(axis=-1, keepdims=True), np.finfo(float).tiny)
    weight = (variance / greatest) ** 2
    over = (4 * persistence**2 * weight / (1 - persistence) ** 8).sum(axis=-1)
    under = np.maximum((weight / (1 - persistence) ** 4).sum(axis=-1), np.finfo(float).tiny)
    bandwidth = 1.3221 * (over / under * moments.shape[-2]) ** 0.2
    at_least: Array = np.maximum(bandwidth, 1e-3)
    return at_least


def _quadratic_spectral(distance: Array) -> Array:
    angle = 6 * np.pi * np.where(distance == 0, 1, distance) / 5
    kernel = 3 / angle**2 * (np.sin(angle) / angle - np.cos(angle))
    return np.where(distance == 0, 1.0, kernel)
