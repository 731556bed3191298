"""Action and reaction between two states: who answers whom, and for how long.

A vector autoregression of what A does to B, what B does to A and what both meet from outside. The
trap: without a control dyad, two states that react to the same third look as if to each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError

__all__ = ["Granger", "Interaction", "Response", "Unmodelled", "interaction"]

Array = NDArray[np.float64]

LEAST = 50
"""Fewest periods in all."""
PER_COEFFICIENT = 4
"""Fewest periods for each coefficient of an equation at the longest lag tried."""


class Unmodelled(StrEnum):
    """Why there is no model."""

    TOO_SHORT = "too_short"
    """Fewer than 50 periods, or than 4 for each coefficient of an equation."""
    GAPS = "gaps"
    CONSTANT = "constant"
    """A series that never changes."""
    COLLINEAR = "collinear"
    """Series that say the same."""


@dataclass(frozen=True, slots=True)
class Granger:
    """Whether the past of one series helps to foretell another, given the past of all others."""

    causing: str
    caused: str
    statistic: float
    degrees: tuple[int, int]
    p_value: float


@dataclass(frozen=True, slots=True)
class Response:
    """What follows a shock of one standard deviation, period by period from the same one on."""

    of: str
    """The series that responds."""
    to: str
    """The series in which the shock came."""
    path: tuple[float, ...]
    """In the unit of the responding series."""
    low: tuple[float, ...]
    """Lower end of the 90 % band, the 5th centile of the bootstrap, period by period."""
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Interaction:
    """A vector autoregression and what it says of action and reaction."""

    names: tuple[str, ...]
    """In the order of the shocks: an earlier series moves a later one in the same period."""
    periods: int
    lags: int | None
    """Lags fitted: what BIC chose, but at least 1."""
    lags_bic: int | None
    """What BIC chose; 0 means that it found no reaction at all."""
    granger: tuple[Granger, ...]
    """All ordered pairs."""
    responses: tuple[Response, ...]
    largest_root: float | None
    """Modulus of the largest root; 1 and above is not stable, near 1 no test can be trusted."""
    whiteness_p: float | None
    """Portmanteau test, adjusted: small where residuals still hang together in time."""
    normality_p: float | None
    """Jarque-Bera test of all residuals: small where large events make them heavy-tailed."""
    missing: Unmodelled | None


def interaction(
    series: Mapping[str, ArrayLike],
    *,
    most_lags: int = 8,
    horizon: int = 12,
    draws: int = 500,
    seed: int = 1,
) -> Interaction:
    """Reaction between series, by a vector autoregression with a constant.

    Args:
        series: Evenly spaced events or flows, by name, 2 to 6 of them: A to B, B to A, controls
            (put a control first, so that its shocks are taken out of the others). Each shape (n,).
        most_lags: Longest lag that BIC may choose.
        horizon: Periods after the shock.
        draws: Bootstrap samples for the bands.
        seed: Of the bootstrap; the same seed gives the same bands.

    Returns:
        Tests in both directions, responses with bands, and diagnostics; or a typed reason.

    Raises:
        UsageError: Fewer than two series, lengths that differ, infinite numbers, the extra `stats`
            not installed.

    Source:
        Sims, C. A. (1980). Macroeconomics and reality. Econometrica 48: 1-48. Granger, C. W. J.
        (1969). Investigating causal relations by econometric models and cross-spectral methods.
        Econometrica 37: 424-438. Goldstein, J. S. and J. R. Freeman (1991). U.S.-Soviet-Chinese
        relations: routine, reciprocity, or rational expectations? American Political Science
        Review 85: 17-35. Tests and diagnostics as Lütkepohl, H. (2005). New Introduction to
        Multiple Time Series Analysis. Springer. Bands: residual bootstrap, Runkle, D. E. (1987).
        Vector autoregressions and reality. Journal of Business and Economic Statistics 5: 437-442.
    """
    names, table = _table(series)
    if most_lags < 1 or horizon < 1 or draws < 100:
        raise UsageError(
            "interaction", f"{most_lags} lags, {horizon} periods, {draws} draws", "1, 1 and 100 up"
        )
    reason = _unmodelled(table, most_lags)
    if reason:
        return Interaction(names, len(table), None, None, (), (), None, None, None, reason)
    model = _model()(table / table.std(axis=0))
    chosen = int(model.select_order(most_lags).bic)
    fitted = model.fit(max(chosen, 1))
    lags = int(fitted.k_ar)
    roots = float(np.abs(np.linalg.eigvals(_companion(np.asarray(fitted.coefs)))).max())
    return Interaction(
        names,
        len(table),
        lags,
        chosen,
        tuple(_granger(fitted, names, *pair) for pair in permutations(range(len(names)), 2)),
        _responses(table, names, (lags, horizon, draws), np.random.default_rng(seed)),
        roots,
        float(fitted.test_whiteness(max(2 * lags, 10), adjusted=True).pvalue),
        float(fitted.test_normality().pvalue),
        None,
    )


def _model() -> Any:
    try:
        from statsmodels.tsa.api import VAR
    except ImportError:
        raise UsageError(
            "interaction", "no statsmodels", "the extra: pip install 'visavis[stats]'"
        ) from None
    return VAR


def _table(series: Mapping[str, ArrayLike]) -> tuple[tuple[str, ...], Array]:
    if not 2 <= len(series) <= 6:
        raise UsageError("interaction", f"{len(series)} series", "2 to 6 of them")
    columns = []
    for name, values in series.items():
        try:
            column = np.asarray(values, dtype=np.float64)
        except (TypeError, ValueError):
            raise UsageError("interaction", f"{name} with something else", "numbers") from None
        if column.ndim != 1 or np.isinf(column).any():
            raise UsageError(
                "interaction", f"{name} of shape {column.shape} or infinite", "one finite row"
            )
        columns.append(column)
    lengths = {len(column) for column in columns}
    if len(lengths) > 1:
        raise UsageError("interaction", f"series of {sorted(lengths)} periods", "one length")
    return tuple(series), np.stack(columns, axis=1)


def _unmodelled(table: Array, most_lags: int) -> Unmodelled | None:
    periods, kinds = table.shape
    if np.isnan(table).any():
        return Unmodelled.GAPS
    if periods < max(LEAST, most_lags + PER_COEFFICIENT * (kinds * most_lags + 1)):
        return Unmodelled.TOO_SHORT
    if (np.ptp(table, axis=0) == 0).any():
        return Unmodelled.CONSTANT
    standard = (table - table.mean(axis=0)) / table.std(axis=0)
    if np.linalg.matrix_rank(standard, tol=1e-8 * np.sqrt(periods)) < kinds:
        return Unmodelled.COLLINEAR
    return None


def _granger(fitted: Any, names: tuple[str, ...], cause: int, caused: int) -> Granger:
    test = fitted.test_causality(caused, cause, kind="f")
    degrees = (int(test.df[0]), int(test.df[1]))
    return Granger(
        names[cause], names[caused], float(test.test_statistic), degrees, float(test.pvalue)
    )


def _responses(
    table: Array, names: tuple[str, ...], how: tuple[int, int, int], rng: np.random.Generator
) -> tuple[Response, ...]:
    lags, horizon, draws = how
    coefficients, constant, residual = _autoregression(table, lags)
    path = _impulse(coefficients, residual, horizon)
    centred = residual - residual.mean(axis=0)
    drawn = np.empty((draws, *path.shape))
    for draw in range(draws):
        shocks = centred[rng.integers(0, len(centred), len(centred))]
        again = _rerun(table[:lags], coefficients, constant, shocks)
        new, _, left = _autoregression(again, lags)
        drawn[draw] = _impulse(new, left, horizon)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    return tuple(
        Response(
            names[of],
            names[to],
            tuple(path[:, of, to].tolist()),
            tuple(low[:, of, to].tolist()),
            tuple(high[:, of, to].tolist()),
        )
        for to in range(len(names))
        for of in range(len(names))
    )


def _autoregression(table: Array, lags: int) -> tuple[Array, Array, Array]:
    """Coefficients (lags, k, k), constant (k,) and residuals of least squares, all equations."""
    periods, kinds = table.shape
    past = [table[lags - lag : periods - lag] for lag in range(1, lags + 1)]
    regressors = np.hstack([np.ones((periods - lags, 1)), *past])
    solved = np.linalg.lstsq(regressors, table[lags:], rcond=None)[0]
    coefficients = solved[1:].reshape(lags, kinds, kinds).transpose(0, 2, 1)
    return coefficients, solved[0], table[lags:] - regressors @ solved


def _rerun(first: Array, coefficients: Array, constant: Array, shocks: Array) -> Array:
    lags = len(coefficients)
    path = np.vstack([first, np.empty_like(shocks)])
    for at in range(lags, len(path)):
        path[at] = constant + shocks[at - lags]
        for lag in range(lags):
            path[at] += coefficients[lag] @ path[at - lag - 1]
    return path


def _impulse(coefficients: Array, residual: Array, horizon: int) -> Array:
    """Orthogonal responses, shape (horizon + 1, responding, shocked), in the order of columns."""
    lags, kinds, _ = coefficients.shape
    spared = len(residual) - kinds * lags - 1
    root = np.linalg.cholesky(residual.T @ residual / spared)
    power = [np.eye(kinds)]
    for step in range(1, horizon + 1):
        terms = [coefficients[lag] @ power[step - lag - 1] for lag in range(min(lags, step))]
        power.append(np.sum(terms, axis=0))
    responses: Array = np.stack(power) @ root
    return responses


def _companion(coefficients: Array) -> Array:
    lags, kinds, _ = coefficients.shape
    matrix = np.zeros((lags * kinds, lags * kinds))
    matrix[:kinds] = np.hstack(list(coefficients))
    matrix[kinds:, :-kinds] = np.eye((lags - 1) * kinds)
    return matrix
