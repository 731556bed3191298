"""Critical values of break tests, beside the printed tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.breaks_critical import double_max_critical, sup_f_critical, sup_f_p_value

# Andrews (2003), table 1, trimming 15 %, q = 1, 2, 3, 5, 10, as printed as F (over q) in Stock and
# Watson, Introduction to Econometrics, table 14.6: 10, 5 and 1 %.
ANDREWS = {
    1: (7.12, 8.68, 12.16),
    2: (10.00, 11.72, 15.56),
    3: (12.27, 14.13, 18.06),
    5: (16.30, 18.30, 22.65),
    10: (24.80, 27.10, 32.30),
}
# Bai and Perron (2003, Econometrics Journal), 5 %, trimming 15 %: against 1 to 5 breaks.
AGAINST = {1: (8.58, 7.22, 5.96, 4.99, 3.91)}
# The same: UDmax and WDmax at 5 % by q.
DOUBLE = {1: (8.88, 9.91), 2: (11.70, 12.81), 3: (14.23, 15.59), 5: (18.42, 19.96)}
# The same: sup-F(l+1|l) at 5 %, q = 1 and 2, l = 0 to 4.
SEQUENTIAL = {1: (8.58, 10.13, 11.14, 11.83, 12.25), 2: (11.47, 12.95, 14.03, 14.85, 15.29)}


@pytest.mark.parametrize("regressors", ANDREWS)
def test_one_break_has_the_values_of_andrews_table_within_its_grid(regressors):
    # His maximum runs over a grid of 3,600 points and so lies 0.5 to 3 % below the limit.
    for level, printed in zip((0.10, 0.05, 0.01), ANDREWS[regressors], strict=True):
        exact = sup_f_critical(level, regressors, 0.15)

        assert 1.0 <= exact / printed < 1.03


def test_on_a_grid_of_3600_points_the_limit_is_the_printed_value():
    # Broadie, Glasserman and Kou (1997): watching a diffusion at steps of d raises the level by
    # 0.5826 sqrt(d); on the clock log(t / (1 - t)) a step of 1/3600 is 1 / (3600 t (1 - t)) long.
    share = np.linspace(0.15, 0.85, 1000)
    shift = 0.5826 * np.mean(np.sqrt(1 / (3600 * share * (1 - share))))

    for level, printed in zip((0.10, 0.05, 0.01), ANDREWS[1], strict=True):
        on_grid = (np.sqrt(sup_f_critical(level, 1, 0.15)) - shift) ** 2
        assert on_grid == pytest.approx(printed, rel=0.01)


def test_watching_one_date_only_is_the_chi_squared_test():
    # Trimmed to next to nothing but the middle: 3.84 is the 5 % value of chi-squared with 1.
    assert sup_f_p_value(3.841, 1, 0.4999) == pytest.approx(0.05, abs=0.003)


def test_a_simulation_of_the_limit_agrees_once_its_coarseness_is_allowed_for():
    rng = np.random.default_rng(1)
    steps, share = 1000, np.arange(1, 1000) / 1000
    path = rng.standard_normal((4000, steps)).cumsum(axis=1) / np.sqrt(steps)
    bridge = path[:, :-1] - share * path[:, -1:]
    inside = (share >= 0.15) & (share <= 0.85)
    largest = (bridge**2 / (share * (1 - share)))[:, inside].max(axis=1)

    # The grid of 1,000 costs 0.24 (see above) and 4,000 paths have an error of 0.2 at 5 %.
    assert np.quantile(largest, 0.95) == pytest.approx(
        sup_f_critical(0.05, 1, 0.15) - 0.24, abs=0.5
    )


@pytest.mark.parametrize("regressors", SEQUENTIAL)
def test_a_further_break_has_the_values_of_bai_and_perron_within_their_grid(regressors):
    # The law of sup-F(l+1|l) is that of sup-F to the power l + 1; their grid of 1,000 points costs
    # 3 % and their 10,000 draws have an error of 1 to 2 % at these quantiles.
    for breaks, printed in enumerate(SEQUENTIAL[regressors]):
        level = 1 - 0.95 ** (1 / (breaks + 1))

        assert sup_f_critical(level, regressors, 0.15) == pytest.approx(printed, rel=0.045)


@pytest.mark.parametrize("regressors", DOUBLE)
def test_double_maxima_have_the_values_of_bai_and_perron_within_their_grid(regressors):
    _, ud_max, wd_max = double_max_critical(0.05, regressors, 0.15)

    assert ud_max == pytest.approx(DOUBLE[regressors][0], rel=0.04)
    assert wd_max == pytest.approx(DOUBLE[regressors][1], rel=0.04)


@pytest.mark.parametrize("regressors", AGAINST)
def test_several_breaks_have_the_values_of_bai_and_perron_within_their_grid(regressors):
    each, _, _ = double_max_critical(0.05, regressors, 0.15)

    assert each == pytest.approx(AGAINST[regressors], rel=0.035)


def test_critical_values_of_one_regressor_are_not_used_for_two():
    one, two = (double_max_critical(0.05, q, 0.15)[1] for q in (1, 2))

    assert two > one + 2


@given(st.integers(1, 20), st.sampled_from([0.05, 0.15, 0.25]), st.floats(0, 120))
def test_a_larger_statistic_is_never_likelier(regressors, trimming, value):
    here = sup_f_p_value(value, regressors, trimming)
    there = sup_f_p_value(value + 0.5, regressors, trimming)

    assert 0 <= there <= here + 1e-9 <= 1 + 1e-9


@settings(max_examples=25)
@given(st.integers(1, 20), st.floats(0.001, 0.5), st.floats(0.02, 0.4))
def test_the_critical_value_has_the_probability_it_is_for(regressors, level, trimming):
    value = sup_f_critical(level, regressors, trimming)

    assert sup_f_p_value(value, regressors, trimming) == pytest.approx(level, rel=1e-4)


@pytest.mark.parametrize("regressors", [1, 3, 10])
def test_the_tail_joins_the_exact_law_without_a_step(regressors):
    # Just above and below the switch at a probability of 1e-8.
    grid = np.linspace(30, 90, 400)
    chance = np.log([sup_f_p_value(value, regressors, 0.15) for value in grid])

    assert np.ptp(np.diff(chance)) < 0.03


def test_what_the_table_does_not_hold_is_none():
    assert double_max_critical(0.05, 11, 0.15) is None
    assert double_max_critical(0.05, 1, 0.12) is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda: sup_f_p_value(-1.0, 1, 0.15),
        lambda: sup_f_p_value(float("nan"), 1, 0.15),
        lambda: sup_f_p_value(5.0, 0, 0.15),
        lambda: sup_f_p_value(5.0, 21, 0.15),
        lambda: sup_f_p_value(5.0, 1, 0.5),
        lambda: sup_f_critical(0.0, 1, 0.15),
    ],
)
def test_arguments_outside_their_range_are_refused(ask):
    with pytest.raises(UsageError):
        ask()
