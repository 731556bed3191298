"""Placebos over other exporters and in time, beside brute force and cases worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.synthetic import (
    NoPlacebo,
    placebo_in_time,
    placebo_over_others,
    synthetic_control,
)


def others(seed: int, count: int, periods: int = 40) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {f"S{k:02d}": rng.standard_normal(periods).cumsum() for k in range(count)}


def test_a_mixture_is_found_with_its_weights_and_the_jump_after_it():
    donors = others(1, 6)
    series = 0.7 * donors["S01"] + 0.3 * donors["S04"] + 0.01 * np.sin(np.arange(40.0))
    series[30:] += 2
    found = synthetic_control(series, donors, 30)

    assert found.weights["S01"] == pytest.approx(0.7, abs=0.02)
    assert found.weights["S04"] == pytest.approx(0.3, abs=0.02)
    assert found.effect == pytest.approx(2.0, abs=0.05)
    assert found.ratio > 50


@given(st.integers(0, 10_000))
def test_no_mixture_of_two_on_a_fine_grid_is_nearer(seed):
    donors = others(seed, 2, 15)
    series = np.random.default_rng(seed + 1).standard_normal(15)
    found = synthetic_control(series, donors, 10)
    share = np.linspace(0, 1, 2001)[:, None]
    mixed = share * donors["S00"][:10] + (1 - share) * donors["S01"][:10]
    nearest = np.sqrt(((series[:10] - mixed) ** 2).mean(axis=1)).min()

    assert found.rmspe_before <= nearest + 1e-9
    assert found.rmspe_before == pytest.approx(nearest, abs=1e-3)


@given(st.integers(0, 10_000), st.integers(2, 8))
def test_weights_are_a_mixture_and_no_swap_improves_it(seed, count):
    donors = others(seed, count, 20)
    series = np.random.default_rng(seed + 1).standard_normal(20).cumsum()
    found = synthetic_control(series, donors, 12)
    weights = np.array([found.weights[name] for name in sorted(donors)])
    table = np.column_stack([donors[name][:12] for name in sorted(donors)])

    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    # At the best point no donor lies nearer to the target along the gap than the mixture does.
    gap = series[:12] - table @ weights
    assert (table.T @ gap - weights @ table.T @ gap).max() <= 1e-6 * np.abs(table).max() ** 2


def test_ratios_do_not_depend_on_the_unit_or_the_order_of_others():
    donors, series = others(2, 5), np.random.default_rng(3).standard_normal(40).cumsum()
    once = placebo_over_others(series, donors, 25)
    turned = {name: 1000 * donors[name] for name in reversed(donors)}
    again = placebo_over_others(1000 * series, turned, 25)

    assert once.rank == again.rank
    assert once.ratios == pytest.approx(dict(again.ratios), rel=1e-6)


def test_a_real_jump_is_first_among_all_and_the_smallest_p_value_is_said():
    donors = others(4, 9)
    series = sum(donors[f"S0{k}"] for k in range(3)) / 3 + 0.1 * np.cos(np.arange(40.0))
    series[30:] += 5
    found = placebo_over_others(series, donors, 30)

    assert (found.rank, found.p_value, found.smallest_p) == (1, 0.1, 0.1)


def test_others_with_a_gap_take_no_part_and_are_named():
    donors = others(5, 4)
    donors["S02"][7] = np.nan
    found = synthetic_control(np.arange(40.0), donors, 20)

    assert found.left_out == ("S02",)
    assert sorted(found.weights) == ["S00", "S01", "S03"]


@pytest.mark.parametrize(
    ("series", "count", "at", "reason"),
    [
        (np.r_[np.nan, np.arange(39.0)], 4, 20, NoPlacebo.GAPS),
        (np.arange(40.0), 4, 7, NoPlacebo.TOO_SHORT),
        (np.arange(40.0), 1, 20, NoPlacebo.TOO_FEW_OTHERS),
    ],
)
def test_what_cannot_be_compared_says_why(series, count, at, reason):
    found = placebo_over_others(series, others(1, count), at)

    assert found.missing is reason
    assert (found.rank, found.p_value) == (None, None)


def test_a_copy_of_another_has_no_ratio():
    donors = others(1, 4)

    assert synthetic_control(donors["S01"], donors, 20).missing is NoPlacebo.PERFECT_FIT


def test_a_step_in_time_is_larger_than_all_earlier_ones():
    series = np.r_[np.tile([0.0, 1.0], 24), np.tile([3.0, 4.0], 12)]
    found = placebo_in_time(series, 48, window=12)

    # Whole years of 0 and 1 before, of 3 and 4 after: 3 by hand; earlier dates all 0.
    assert found.change == pytest.approx(3.0)
    assert found.placebo_changes == pytest.approx([0.0] * 25)
    assert (found.rank, found.separate_windows) == (1, 3)
    assert found.p_value == pytest.approx(1 / 26)


def test_a_steady_trend_ranks_last_since_every_date_shows_the_same():
    found = placebo_in_time(np.arange(80.0), 60)

    assert found.change == pytest.approx(12.0)
    assert found.p_value == 1.0


def test_no_earlier_window_reaches_into_the_claimed_change():
    found = placebo_in_time(np.arange(80.0), 60)

    assert max(found.placebo_dates) + 12 == 60
    assert min(found.placebo_dates) == 12


@pytest.mark.parametrize(
    ("series", "at", "reason"),
    [
        (np.arange(40.0), 30, NoPlacebo.TOO_SHORT),
        (np.arange(80.0), 30, NoPlacebo.TOO_SHORT),
        (np.r_[np.arange(10.0), np.nan, np.arange(70.0)], 60, NoPlacebo.GAPS),
        (np.ones(80), 60, NoPlacebo.CONSTANT),
    ],
)
def test_what_has_no_earlier_comparison_says_why(series, at, reason):
    found = placebo_in_time(series, at)

    assert (found.missing, found.p_value, found.change) == (reason, None, None)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: synthetic_control(np.arange(40.0), others(1, 3), 40),
        lambda: synthetic_control(np.arange(39.0), others(1, 3), 20),
        lambda: synthetic_control(np.r_[np.inf, np.arange(39.0)], others(1, 3), 20),
        lambda: placebo_in_time(np.arange(80.0), 0),
        lambda: placebo_in_time(np.arange(80.0), 60, window=0),
        lambda: placebo_in_time(["a"] * 80, 60),
    ],
)
def test_a_question_without_meaning_is_refused(ask):
    with pytest.raises(UsageError):
        ask()
