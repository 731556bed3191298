"""What a break test is run on: a checked series, regressors that break, regressors that do not.

A break is counted by the observations before it: `28` means that `series[:28]` is the old regime
and `series[28]` the first observation of the new one. The trap: a calendar dummy for every month
beside a constant says the same thing twice; leave one month out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError
from visavis.measures.long_run import Hac, long_run_covariance

__all__ = [
    "LEAST",
    "LEAST_HAC",
    "LEAST_PER_REGIME",
    "Design",
    "Untested",
    "as_design",
    "design",
    "scan",
    "shortest_regime",
    "trimmed_dates",
    "wald",
]

Array = NDArray[np.float64]
Dates = NDArray[np.int64]

LEAST = 30
"""Fewest observations for a p-value without HAC: with independent errors the 5 % test then rejects
in 4.9 % of 20,000 simulated series of 30; sixteen annual points carry no test."""
LEAST_HAC = 100
"""Fewest observations for a p-value with HAC errors: of 400 simulated series of independent errors
with eleven seasonal dummies the 5 % test rejects 12 to 18 % at 60, 9 to 13 % at 100."""
LEAST_PER_REGIME = 5
"""Fewest observations on either side of a date, beyond the coefficients estimated there."""

_LARGEST = 1e100  # its square can still be held
_AT_ONCE = 2_000_000  # numbers held at a time while dates are scanned
_NOTHING_LEFT = 1e-12  # share of the variation below which what is left is rounding


class Untested(StrEnum):
    """Why a test has no value. They are different answers and are never merged."""

    TOO_SHORT = "too_short"
    """Too few observations in all, or in the shortest regime that would be allowed."""
    GAPS = "gaps"
    """An observation is missing: the dates of the series are then not evenly spaced."""
    CONSTANT = "constant"
    """The series never changes, so neither a break nor its absence shows."""
    PERFECT_FIT = "perfect_fit"
    """The regimes explain everything: no error is left to judge the break by."""
    COLLINEAR = "collinear"
    """A regressor does not vary on its own within some regime that would be allowed."""
    NO_TABLE = "no_table"
    """No critical values for this number of regressors and this trimming."""


@dataclass(frozen=True, slots=True)
class Design:
    """A series and its regressors, checked and aligned."""

    series: Array
    """Shape (n,)."""
    breaking: Array
    """Shape (n, q): regressors whose coefficients may change; a constant unless given."""
    fixed: Array
    """Shape (n, p): regressors whose coefficients stay, p may be 0."""
    missing: Untested | None
    """Why nothing can be computed from it at all; None where it can."""

    @property
    def size(self) -> tuple[int, int, int]:
        """Observations n, breaking regressors q, fixed regressors p."""
        return len(self.series), self.breaking.shape[1], self.fixed.shape[1]

    @property
    def base(self) -> Array:
        """All regressors without a break, shape (n, q + p)."""
        return np.hstack([self.breaking, self.fixed])

    def with_breaks(self, breaks: Sequence[int]) -> Array:
        """Regressors of the model with these breaks: one set of columns a regime, then fixed."""
        edges = [0, *breaks, len(self.series)]
        columns = []
        for start, end in pairwise(edges):
            block = np.zeros_like(self.breaking)
            block[start:end] = self.breaking[start:end]
            columns.append(block)
        return np.hstack([*columns, self.fixed])


def design(
    series: ArrayLike, breaking: ArrayLike | None = None, fixed: ArrayLike | None = None
) -> Design:
    """A checked design.

    Args:
        series: Evenly spaced observations, shape (n,); NaN or None where one is missing.
        breaking: Regressors whose coefficients may break, shape (n,) or (n, q); None for a
            constant alone (a shift of the mean). A constant is not added to what is given.
        fixed: Regressors whose coefficients do not break (seasonal dummies), shape (n,) or (n, p).

    Raises:
        UsageError: Shapes that do not fit, infinite numbers, gaps in a regressor, regressors that
            repeat each other.
    """
    values = _numbers(series, "the series")
    if values.ndim != 1 or not len(values):
        raise UsageError("break test", f"a series of shape {values.shape}", "one row of numbers")
    z = np.ones((len(values), 1)) if breaking is None else _columns(breaking, len(values))
    x = np.zeros((len(values), 0)) if fixed is None else _columns(fixed, len(values))
    missing = None
    if np.isnan(values).any():
        missing = Untested.GAPS
    elif np.ptp(values) <= 1e-13 * np.abs(values).max():  # what varies is rounding
        missing = Untested.CONSTANT
    elif len(values) <= z.shape[1] + x.shape[1] + 1:
        missing = Untested.TOO_SHORT
    elif np.linalg.matrix_rank(np.hstack([z, x])) < z.shape[1] + x.shape[1]:
        raise UsageError(
            "break test",
            "regressors that repeat each other",
            "columns of which none is a sum of others (leave one month out beside a constant)",
        )
    return Design(values, z, x, missing)


def as_design(series: ArrayLike | Design) -> Design:
    """The design itself, or that of a mean which may shift."""
    return series if isinstance(series, Design) else design(series)


def trimmed_dates(model: Design, trimming: float) -> tuple[int, Dates]:
    """Fewest observations of a regime, and the breaks that leave them on either side.

    Raises:
        UsageError: A trimming outside 0.01 to 0.45.
    """
    if not 0.01 <= trimming <= 0.45:
        raise UsageError("sup-F test", f"a trimming of {trimming}", "a share from 0.01 to 0.45")
    n, q, _ = model.size
    shortest = max(shortest_regime(n, trimming), q + LEAST_PER_REGIME)
    return shortest, np.arange(shortest, n - shortest + 1)


def shortest_regime(observations: int, trimming: float) -> int:
    """Observations that a share of the sample comes to, rounded up; 15 % of 100 is 15."""
    return ceil(round(observations * trimming, 9))


def _numbers(given: ArrayLike, what: str) -> Array:
    try:
        values = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise UsageError("break test", f"{what} with something else", "numbers") from None
    if (np.abs(values) > _LARGEST).any():
        raise UsageError("break test", f"an infinite or huge number in {what}", "less than 1e100")
    return values


def _columns(given: ArrayLike, observations: int) -> Array:
    values = _numbers(given, "the regressors")
    columns = values[:, None] if values.ndim == 1 else values
    if columns.ndim != 2 or len(columns) != observations or not columns.shape[1]:
        raise UsageError(
            "break test",
            f"regressors of shape {values.shape}",
            f"one row for each of the {observations} observations",
        )
    if np.isnan(columns).any():
        raise UsageError("break test", "a gap in a regressor", "a number in every row")
    return columns


def scan(model: Design, base: Array, dates: Dates, end: int, hac: Hac | None) -> Array:
    """Wald statistic of one more break at each date, for the observations before `end`.

    The model `base` gets one further set of breaking columns that are non-zero from the date to
    `end`. By the theorem of Frisch, Waugh and Lovell the statistic needs only those columns freed
    of `base`: with scores g and their covariance S it is g' S^-1 g.

    Args:
        model: The series and its breaking regressors.
        base: Regressors of the model without the further break, shape (n, k), of full rank.
        dates: Breaks to try, as observations before them, shape (T,).
        end: Where the regime that is cut ends, as observations before its end.
        hac: Which long-run covariance; None for errors that are alike and independent.

    Returns:
        Shape (T,), on the Wald scale; NaN where the columns are not of full rank, infinite where
        no error is left.
    """
    step = max(1, _AT_ONCE // (len(model.series) * model.breaking.shape[1] ** 2))
    orthonormal = np.linalg.qr(base)[0]
    parts = []
    for first in range(0, len(dates), step):
        chosen = dates[first : first + step]
        index = np.arange(len(model.series))
        on = (index >= chosen[:, None]) & (index < end)
        parts.append(_freed(model, orthonormal, on[:, :, None] * model.breaking, hac))
    return np.concatenate(parts) if parts else np.zeros(0)


def wald(model: Design, breaks: Sequence[int], hac: Hac | None) -> float:
    """Wald statistic of all these breaks together against none, infinite where no error is left."""
    index = np.arange(len(model.series))
    steps = [(index >= date)[:, None] * model.breaking for date in breaks]
    orthonormal = np.linalg.qr(model.base)[0]
    return float(_freed(model, orthonormal, np.hstack(steps)[None], hac)[0])


def _freed(model: Design, orthonormal: Array, added: Array, hac: Hac | None) -> Array:
    """Wald statistics of added columns of shape (T, n, d) beside an orthonormal base (n, k)."""
    observations, parameters = len(model.series), orthonormal.shape[1] + added.shape[2]
    error = model.series - orthonormal @ (orthonormal.T @ model.series)
    columns = added - orthonormal @ (orthonormal.T @ added)
    square = np.swapaxes(columns, 1, 2) @ columns
    own = np.swapaxes(added, 1, 2) @ added
    usable = _of_full_rank(square, own)
    score = np.swapaxes(columns, 1, 2) @ error
    result = np.full(len(added), np.nan)
    if not usable.any():
        return result
    square, score, columns = square[usable], score[usable], columns[usable]
    shift = np.linalg.solve(square, score[..., None])[..., 0]
    residual = error - (columns @ shift[..., None])[..., 0]
    left = (residual**2).sum(axis=1)
    spared = observations - parameters
    exact = left <= _NOTHING_LEFT * np.sum((model.series - model.series.mean()) ** 2)
    if hac is None:
        with np.errstate(divide="ignore"):
            found = spared * (score * shift).sum(axis=1) / np.where(exact, 0.0, left)
    else:
        middle = observations * long_run_covariance(columns * residual[..., None], hac)
        middle[exact] = np.eye(middle.shape[-1])
        solved = np.linalg.solve(middle, score[..., None])[..., 0]
        found = np.where(exact, np.inf, spared / observations * (score * solved).sum(axis=1))
    result[usable] = found
    return result


def _of_full_rank(square: Array, own: Array) -> NDArray[np.bool_]:
    """Whether the freed columns keep something of their own, each by its own scale."""
    scale = np.sqrt(np.diagonal(own, axis1=1, axis2=2))
    safe = np.where(scale > 0, scale, 1)
    smallest = np.linalg.eigvalsh(square / (safe[:, :, None] * safe[:, None, :]))[:, 0]
    full: NDArray[np.bool_] = (scale > 0).all(axis=1) & (smallest > 1e-10)
    return full
