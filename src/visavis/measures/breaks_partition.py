"""The best division of a series into regimes, exactly, by dynamic programming.

The trap: with regressors that do not break the problem is no longer one of dynamic programming
alone; it is then solved in turns and could, rarely, end beside the best division.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visavis.measures.breaks_design import Design

__all__ = ["Partition", "best_partitions", "segment_rss"]

Array = NDArray[np.float64]

_TURNS = 50


@dataclass(frozen=True, slots=True)
class Partition:
    """The division into m + 1 regimes with the smallest residual sum of squares."""

    breaks: tuple[int, ...]
    """Observations before each break, ascending."""
    rss: float
    """Residual sum of squares, in the square of the series' unit."""
    bic: float
    """-2 log-likelihood + ln(n) times (m + 1) q + p + m + 1 parameters; minus infinity where the
    division explains everything."""
    lwz: float
    """The criterion of Liu, Wu and Zidek (1997), with a heavier penalty."""

    @property
    def number(self) -> int:
        """How many breaks, m."""
        return len(self.breaks)


def best_partitions(model: Design, shortest: int, most: int) -> tuple[Partition, ...]:
    """The best divisions with 0, 1, ..., `most` breaks, no regime shorter than `shortest`.

    Fewer are returned where a regressor does not vary on its own within the regimes. With fixed
    regressors, dates and their coefficients are estimated in turns from several starts, as Bai and
    Perron (2003), section 3.2, do.

    Source:
        Bai, J. and P. Perron (2003). Computation and analysis of multiple structural change
        models. Journal of Applied Econometrics 18: 1-22, section 3.
    """
    inverse = _inverses(model.breaking, shortest)
    start, rss = _fit(model, ())
    found = [_partition(model, (), rss)]
    starts = [start]
    for breaks in range(1, most + 1):
        tries = [_in_turns(model, inverse, breaks, fixed) for fixed in starts]
        usable = [one for one in tries if one is not None]
        if not usable:
            break
        dates, coefficients, rss = min(usable, key=lambda one: one[2])
        found.append(_partition(model, dates, rss))
        starts = [start, coefficients] if model.fixed.shape[1] else [start]
    return tuple(found)


def segment_rss(breaking: Array, series: Array, inverse: Array) -> Array:
    """Residual sum of squares of every segment [i, j), shape (n + 1, n + 1), infinite where barred.

    `inverse` holds the inverted moment matrices of the segments, NaN for those that are not
    allowed.
    """
    # Freed of the whole sample's fit first: the sums stay small and the differences exact.
    orthonormal = np.linalg.qr(breaking)[0]
    left = series - orthonormal @ (orthonormal.T @ series)
    squares = np.concatenate([[0.0], np.cumsum(left**2)])
    products = np.vstack([np.zeros(breaking.shape[1]), np.cumsum(breaking * left[:, None], axis=0)])
    moment = products[None, :, :] - products[:, None, :]
    explained = np.einsum("ija,ijab,ijb->ij", moment, inverse, moment)
    rss = squares[None, :] - squares[:, None] - explained
    barred: Array = np.where(np.isnan(rss), np.inf, np.maximum(rss, 0.0))
    return barred


def _inverses(breaking: Array, shortest: int) -> Array:
    """Inverted moments of every allowed segment, shape (n + 1, n + 1, q, q), else NaN."""
    n, q = breaking.shape
    sums = np.zeros((n + 1, q, q))
    np.cumsum(breaking[:, :, None] * breaking[:, None, :], axis=0, out=sums[1:])
    inverse = np.full((n + 1, n + 1, q, q), np.nan)
    for start in range(n + 1 - shortest):
        moments = sums[start + shortest :] - sums[start]
        scale = np.sqrt(np.maximum(np.diagonal(moments, axis1=1, axis2=2), 0))
        both = scale[:, :, None] * scale[:, None, :]
        full = both.reshape(len(both), -1).min(axis=1) > 0
        if q > 1 and full.any():
            full[full] = np.linalg.eigvalsh(moments[full] / both[full])[:, 0] > 1e-10
        inverse[start, start + shortest :][full] = np.linalg.inv(moments[full])
    return inverse


def _in_turns(
    model: Design, inverse: Array, breaks: int, fixed: Array
) -> tuple[tuple[int, ...], Array, float] | None:
    """Dates, coefficients of the fixed regressors and residual sum, until the dates stay."""
    best: tuple[tuple[int, ...], Array, float] | None = None
    for _ in range(_TURNS):
        series = model.series - model.fixed @ fixed
        dates = _cut(segment_rss(model.breaking, series, inverse), breaks)
        if dates is None or (best is not None and dates == best[0]):
            break
        fixed, rss = _fit(model, dates)
        if best is not None and rss >= best[2]:
            break
        best = dates, fixed, rss
        if not model.fixed.shape[1]:
            break
    return best


def _cut(rss: Array, breaks: int) -> tuple[int, ...] | None:
    """The cheapest way from 0 to n in breaks + 1 steps; of equal ways the earliest dates."""
    cost, came = rss[0], []
    for _ in range(breaks):
        ways = cost[:, None] + rss
        from_where = ways.argmin(axis=0)
        came.append(from_where)
        cost = np.take_along_axis(ways, from_where[None], axis=0)[0]
    if not np.isfinite(cost[-1]):
        return None
    dates, at = [], len(cost) - 1
    for from_where in reversed(came):
        at = int(from_where[at])
        dates.append(at)
    return tuple(reversed(dates))


def _fit(model: Design, breaks: tuple[int, ...]) -> tuple[Array, float]:
    """Coefficients of the fixed regressors and residual sum with these breaks."""
    regressors = model.with_breaks(breaks)
    coefficients = np.linalg.lstsq(regressors, model.series, rcond=None)[0]
    residual = model.series - regressors @ coefficients
    first = (len(breaks) + 1) * model.breaking.shape[1]
    return np.asarray(coefficients[first:], dtype=np.float64), float(residual @ residual)


def _partition(model: Design, breaks: tuple[int, ...], rss: float) -> Partition:
    n, q, p = model.size
    m = len(breaks)
    estimated = (m + 1) * q + m + p
    with np.errstate(divide="ignore"):
        log_mean = float(np.log(rss / n))
        log_spared = float(np.log(rss / (n - estimated))) if n > estimated else np.inf
    bic = n * (log_mean + 1 + np.log(2 * np.pi)) + np.log(n) * (estimated + 1)
    lwz = log_spared + estimated / n * 0.299 * np.log(n) ** 2.1
    return Partition(breaks, rss, float(bic), float(lwz))
