"""Placebos: would others, or earlier dates, show as large a change as the one claimed?

A synthetic control is the weighted mean of other exporters that followed the same path before the
event. The trap: with J others the smallest p-value that can come out is 1 / (J + 1), so nine of
them cannot show anything at 5 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from visavis.errors import UsageError

__all__ = [
    "NoPlacebo",
    "PlaceboInTime",
    "PlaceboOverOthers",
    "SyntheticControl",
    "placebo_in_time",
    "placebo_over_others",
    "synthetic_control",
]

Array = NDArray[np.float64]

LEAST_BEFORE = 8
"""Fewest periods before the event that a path can be matched on."""
LEAST_OTHERS = 2


class NoPlacebo(StrEnum):
    """Why there is no comparison."""

    TOO_SHORT = "too_short"
    """Too few periods before the event, or none after."""
    GAPS = "gaps"
    """The series itself lacks a period."""
    TOO_FEW_OTHERS = "too_few_others"
    """Fewer than two others without a gap."""
    PERFECT_FIT = "perfect_fit"
    """Others reproduce the path before the event exactly, so no ratio can be formed."""
    CONSTANT = "constant"
    """Nothing moves, before or after."""


@dataclass(frozen=True, slots=True)
class SyntheticControl:
    """A state beside the mixture of others that it resembled."""

    weights: Mapping[str, float]
    """Share of each of the others, 0 to 1, summing to 1."""
    gap: tuple[float, ...]
    """Series less its synthetic control, every period, in the series' unit."""
    effect: float | None
    """Mean gap from the event on."""
    rmspe_before: float | None
    """Root mean squared gap before the event: how well the mixture fits."""
    rmspe_after: float | None
    ratio: float | None
    """After over before."""
    left_out: tuple[str, ...]
    """Others with a gap in their series, which took no part."""
    missing: NoPlacebo | None


@dataclass(frozen=True, slots=True)
class PlaceboOverOthers:
    """The same comparison made for each of the others, to which nothing happened."""

    control: SyntheticControl
    ratios: Mapping[str, float]
    """Ratio of each of the others, treated as if the event had been theirs."""
    undefined: tuple[str, ...]
    """Others without a ratio: reproduced exactly before the event."""
    rank: int | None
    """Place of the state's own ratio, 1 the largest; ties count against it."""
    p_value: float | None
    """Rank over the number of ratios."""
    smallest_p: float | None
    """What the p-value would be at rank 1."""
    missing: NoPlacebo | None


@dataclass(frozen=True, slots=True)
class PlaceboInTime:
    """A change at a claimed date beside changes at all earlier dates."""

    at: int
    """Observations before the claimed date."""
    change: float | None
    """Mean of the window after the date less that of the window before, in the series' unit."""
    placebo_dates: tuple[int, ...]
    """Earlier dates whose windows end before the claimed one begins to count."""
    placebo_changes: tuple[float, ...]
    rank: int | None
    """Place of the change by absolute size among all, 1 the largest; ties count against it."""
    p_value: float | None
    """Rank over the number of dates: dates overlap, so read it with `separate_windows`."""
    separate_windows: int
    """How many earlier comparisons do not overlap: about as many independent placebos there are."""
    missing: NoPlacebo | None


def synthetic_control(
    series: ArrayLike, others: Mapping[str, ArrayLike], at: int
) -> SyntheticControl:
    """The non-negative weights, summing to 1, that best match the path before the event.

    Args:
        series: Outcome of the state in question (a share, say), shape (n,).
        others: Outcome of each state to which the event did not happen, same periods.
        at: Periods before the event.

    Returns:
        Weights and gaps, or a typed reason: fewer than 8 periods before, fewer than two others.

    Raises:
        UsageError: Lengths that differ, infinite numbers, an event outside the series.

    Source:
        Abadie, A. and J. Gardeazabal (2003). The economic costs of conflict. American Economic
        Review 93: 113-132. Abadie, A., A. Diamond and J. Hainmueller (2010). Synthetic control
        methods for comparative case studies. Journal of the American Statistical Association 105:
        493-505. Departure: matched on every period of the outcome before the event, all alike, and
        on no other predictors.
    """
    outcome, rows = _aligned(series, others, at)
    whole = {name: values for name, values in rows.items() if not np.isnan(values).any()}
    left_out = tuple(sorted(set(rows) - set(whole)))
    reason = None
    if np.isnan(outcome).any():
        reason = NoPlacebo.GAPS
    elif at < LEAST_BEFORE:
        reason = NoPlacebo.TOO_SHORT
    elif len(whole) < LEAST_OTHERS:
        reason = NoPlacebo.TOO_FEW_OTHERS
    if reason:
        return SyntheticControl({}, (), None, None, None, None, left_out, reason)
    names = sorted(whole)
    donors = np.stack([whole[name] for name in names], axis=1)
    weights = _nearest_mixture(outcome[:at], donors[:at])
    gap = outcome - donors @ weights
    before = float(np.sqrt(np.mean(gap[:at] ** 2)))
    after = float(np.sqrt(np.mean(gap[at:] ** 2)))
    exact = before <= 1e-9 * float(np.abs(outcome).max(initial=0.0))
    return SyntheticControl(
        weights={name: float(one) for name, one in zip(names, weights, strict=True)},
        gap=tuple(float(one) for one in gap),
        effect=float(gap[at:].mean()),
        rmspe_before=before,
        rmspe_after=after,
        ratio=None if exact else after / before,
        left_out=left_out,
        missing=NoPlacebo.PERFECT_FIT if exact else None,
    )


def _aligned(
    series: ArrayLike, others: Mapping[str, ArrayLike], at: int
) -> tuple[Array, dict[str, Array]]:
    outcome = _row(series, "the series")
    if not 0 < at < len(outcome):
        raise UsageError(
            "synthetic control", f"an event after {at} periods", f"1 to {len(outcome) - 1}"
        )
    rows = {name: _row(values, name) for name, values in others.items()}
    for name, values in rows.items():
        if len(values) != len(outcome):
            raise UsageError(
                "synthetic control", f"{len(values)} periods of {name}", f"{len(outcome)}"
            )
    return outcome, rows


def placebo_over_others(
    series: ArrayLike, others: Mapping[str, ArrayLike], at: int
) -> PlaceboOverOthers:
    """Where a state's ratio of gaps after and before stands among those of all others.

    Each of the others is matched by the rest of them, without the state itself. Arguments, errors
    and source as in `synthetic_control`; the ratio makes up for others that are matched badly.
    """
    control = synthetic_control(series, others, at)
    if control.missing:
        return PlaceboOverOthers(control, {}, (), None, None, None, control.missing)
    whole = {name: others[name] for name in control.weights}
    ratios, undefined = {}, []
    for name, its_own in whole.items():
        rest = {other: values for other, values in whole.items() if other != name}
        answer = synthetic_control(its_own, rest, at)
        if answer.missing is NoPlacebo.TOO_FEW_OTHERS:
            return PlaceboOverOthers(control, {}, (), None, None, None, answer.missing)
        if answer.ratio is None:
            undefined.append(name)
        else:
            ratios[name] = answer.ratio
    own = control.ratio or 0.0
    rank = 1 + sum(ratio >= own for ratio in ratios.values())
    among = len(ratios) + 1
    return PlaceboOverOthers(control, ratios, tuple(undefined), rank, rank / among, 1 / among, None)


def placebo_in_time(series: ArrayLike, at: int, *, window: int = 12) -> PlaceboInTime:
    """Whether the change at a claimed date is larger than those at earlier dates.

    With monthly data a window of 12 (or 24, 36) compares whole years, so that seasons cancel.

    Args:
        series: Evenly spaced observations, shape (n,); NaN where one is missing.
        at: Observations before the claimed date.
        window: Observations averaged on either side.

    Returns:
        The change, the earlier ones and its rank; a typed reason where the windows do not fit, no
        two separate earlier comparisons have room, or an observation that is needed is missing.

    Raises:
        UsageError: A date outside the series, a window below 1, infinite numbers.

    Source:
        Abadie, A., A. Diamond and J. Hainmueller (2015). Comparative politics and the synthetic
        control method. American Journal of Political Science 59: 495-510 (in-time placebos), with
        the difference of means in place of a synthetic control.
    """
    values = _row(series, "the series")
    n = len(values)
    if not 0 < at < n or window < 1:
        raise UsageError(
            "placebo in time", f"a date after {at} and a window of {window}", f"1 to {n - 1}, >= 1"
        )
    separate = max((at - window) // window, 0)
    last_needed = at + window
    if last_needed > n or separate < 2:
        return _no_time(at, separate, NoPlacebo.TOO_SHORT)
    needed = values[:last_needed]
    if np.isnan(needed).any():
        return _no_time(at, separate, NoPlacebo.GAPS)
    if np.ptp(needed) == 0:
        return _no_time(at, separate, NoPlacebo.CONSTANT)
    sums = np.concatenate([[0.0], np.cumsum(needed - needed.mean())])
    dates = np.append(np.arange(window, at - window + 1), at)
    changes = (sums[dates + window] - 2 * sums[dates] + sums[dates - window]) / window
    own, earlier = changes[-1], changes[:-1]
    slack = 1e-12 * float(np.ptp(needed))
    rank = 1 + int(np.sum(np.abs(earlier) >= abs(own) - slack))
    return PlaceboInTime(
        at=at,
        change=float(own),
        placebo_dates=tuple(int(date) for date in dates[:-1]),
        placebo_changes=tuple(float(one) for one in earlier),
        rank=rank,
        p_value=rank / len(dates),
        separate_windows=separate,
        missing=None,
    )


def _no_time(at: int, separate: int, reason: NoPlacebo) -> PlaceboInTime:
    return PlaceboInTime(at, None, (), (), None, None, separate, reason)


def _nearest_mixture(target: Array, donors: Array) -> Array:
    """Weights on the simplex with the least squared distance, exactly.

    The mixture nearest to the target is the point of the hull of (donor - target) nearest to the
    origin; least squares with one further row that asks for a sum of 1 find its direction, and
    dividing by the sum its length (Lawson and Hanson 1974, chapter 23).
    """
    from scipy.optimize import nnls

    distance = donors - target[:, None]
    scale = float(np.abs(distance).max())
    if scale == 0:
        return np.full(donors.shape[1], 1 / donors.shape[1])
    rows = np.vstack([distance / scale, np.ones(donors.shape[1])])
    wanted = np.zeros(len(rows))
    wanted[-1] = 1.0
    direction, _ = nnls(rows, wanted)
    weights: Array = direction / direction.sum()
    return weights


def _row(given: ArrayLike, what: str) -> Array:
    try:
        values = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise UsageError("placebo", f"{what} with something else", "numbers") from None
    if values.ndim != 1 or np.isinf(values).any():
        raise UsageError(
            "placebo", f"{what} of shape {values.shape} or infinite", "one row of finite numbers"
        )
    return values
