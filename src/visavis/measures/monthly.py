"""Monthly series made ready for a test: even spacing, seasonal dummies, shares on the whole line.

The trap: a month without a row is not a zero and not to be skipped; a series that closes up over
it has its seasons and its lags wrong. Here it stays in place as NaN.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError

__all__ = ["LogitShares", "Monthly", "logit_share", "monthly_series", "seasonal_dummies"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Monthly:
    """One value for every month from the first to the last."""

    months: tuple[date, ...]
    """First day of each month, without a gap."""
    values: Array
    """NaN where the month has no value."""
    absent: tuple[date, ...]
    """The months without a value."""


@dataclass(frozen=True, slots=True)
class LogitShares:
    """Shares as log odds, and what could not be expressed so."""

    values: Array
    """ln(s / (1 - s)); NaN where the share is missing, 0 or 1."""
    at_zero: tuple[int, ...]
    """Positions of shares of exactly 0: no trade, which has no logarithm."""
    at_one: tuple[int, ...]
    """Positions of shares of exactly 1: all trade with one partner."""
    absent: tuple[int, ...]
    """Positions without a share."""


def monthly_series(months: Sequence[date], values: ArrayLike) -> Monthly:
    """The values in the order of their months, with NaN for each month between that has none.

    Args:
        months: Any day of each month, in any order.
        values: One for each; NaN or None where the month is known to lack one.

    Raises:
        UsageError: A month given twice, lengths that differ, no month, infinite numbers.
    """
    given = _numbers(values, "the monthly values")
    if given.shape != (len(months),) or not len(months):
        raise UsageError(
            "monthly series", f"{len(months)} months and values of shape {given.shape}", "one each"
        )
    counted = [month.year * 12 + month.month - 1 for month in months]
    first, last = min(counted), max(counted)
    if len(set(counted)) < len(counted):
        twice = next(one for one in sorted(counted) if counted.count(one) > 1)
        raise UsageError(
            "monthly series", f"{twice // 12}-{twice % 12 + 1:02d} twice", "every month once"
        )
    filled = np.full(last - first + 1, np.nan)
    filled[np.asarray(counted) - first] = given
    every = tuple(date(one // 12, one % 12 + 1, 1) for one in range(first, last + 1))
    absent = tuple(month for month, gap in zip(every, np.isnan(filled), strict=True) if gap)
    return Monthly(every, filled, absent)


def seasonal_dummies(months: Sequence[date]) -> Array:
    """Eleven columns, February to December, each less its mean over the months given.

    Beside a constant they take out the pattern of the year; less their means, the constant stays
    the level of the series. Shape (n, 11).

    Raises:
        UsageError: Not every month of the year occurs: the seasons are then unknown.
    """
    of_year = np.array([month.month for month in months])
    lacking = sorted(set(range(1, 13)) - set(of_year.tolist()))
    if lacking:
        raise UsageError(
            "seasonal dummies", f"no month {lacking[0]} among {len(of_year)}", "all twelve months"
        )
    columns = (of_year[:, None] == np.arange(2, 13)).astype(np.float64)
    centred: Array = columns - columns.mean(axis=0)
    return centred


def logit_share(shares: ArrayLike) -> LogitShares:
    """Log odds of shares: differences in them do not shrink near 0 and 1.

    A share of exactly 0 or 1 has no log odds and becomes NaN, named apart; nothing is added to
    make it finite, since the answer would hang on what was added.

    Args:
        shares: From 0 to 1, shape (n,); NaN or None where missing.

    Raises:
        UsageError: A share below 0 or above 1 (a per cent given as a share, say).

    Source:
        Aitchison, J. (1986). The Statistical Analysis of Compositional Data. Chapman and Hall,
        chapter 6, for two parts.
    """
    given = _numbers(shares, "the shares")
    if given.ndim != 1:
        raise UsageError("log odds", f"shares of shape {given.shape}", "one row of shares")
    outside = (given < 0) | (given > 1)
    if outside.any():
        raise UsageError("log odds", f"a share of {given[outside][0]:g}", "shares from 0 to 1")
    inside = (given > 0) & (given < 1)
    values = np.full(len(given), np.nan)
    values[inside] = np.log(given[inside]) - np.log1p(-given[inside])
    return LogitShares(values, _where(given == 0), _where(given == 1), _where(np.isnan(given)))


def _where(mask: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(index) for index in np.flatnonzero(mask))


def _numbers(given: ArrayLike, what: str) -> Array:
    try:
        values = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise UsageError("monthly series", f"{what} with something else", "numbers") from None
    if np.isinf(values).any():
        raise UsageError("monthly series", f"an infinite number in {what}", "finite numbers")
    return values
