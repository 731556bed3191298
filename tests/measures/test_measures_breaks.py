"""Breaks at one date: published figures, other programs, and what must not be tested."""

import os
import shutil
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.breaks import Untested, chow, design, sup_f, sup_f_bootstrap


@pytest.fixture(scope="module")
def nile() -> np.ndarray:
    """Yearly flow of the Nile at Aswan, 1871-1970, as statsmodels carries it."""
    datasets = pytest.importorskip("statsmodels.datasets")
    return datasets.nile.load_pandas().data["volume"].to_numpy(dtype=float)


def noise(seed: int, length: int, persistence: float = 0.0) -> np.ndarray:
    shocks = np.random.default_rng(seed).standard_normal(length + 50)
    for at in range(1, len(shocks)):
        shocks[at] += persistence * shocks[at - 1]
    return shocks[50:]


def months(length: int) -> np.ndarray:
    of_year = np.arange(length) % 12
    return (of_year[:, None] == np.arange(1, 12)).astype(float)


def test_the_nile_broke_in_1898_with_the_statistic_of_the_reference_output(nile):
    found = sup_f(nile)

    # strucchange: sup.F = 75.93 at observation 28, p = 2.22e-16 (its p-value is a fitted curve).
    assert round(found.statistic, 2) == 75.93
    assert 1870 + found.at == 1898
    assert found.p_value < 1e-14
    assert (found.dates[0], found.dates[-1]) == (15, 85)


def test_with_hac_errors_the_statistic_is_the_squared_t_of_statsmodels(nile):
    api = pytest.importorskip("statsmodels.api")
    step = (np.arange(100) >= 28).astype(float)
    theirs = api.OLS(nile, api.add_constant(step)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": True}
    )
    ours = sup_f(nile, hac="newey_west")

    assert ours.path[ours.dates.index(28)] == pytest.approx(theirs.tvalues[1] ** 2, rel=1e-9)


def test_a_chow_test_by_hand():
    series = [0, 2, 0, 2, 0, 2, 3, 5, 3, 5, 3, 5]
    found = chow(series, 6)

    # All 12 about 2.5: sum of squares 12 + 12 * 1.5^2 = 39; split: 12. F = 27 / (12 / 10).
    assert found.statistic == pytest.approx(22.5)
    # F(1, 10) is the square of t(10): |t| > 4.743 with probability 0.000787 (table of t).
    assert found.p_value == pytest.approx(0.000787, abs=2e-6)


def test_a_chow_test_of_a_slope_is_the_textbook_difference_of_sums_of_squares():
    x = np.column_stack([np.ones(40), np.arange(40.0)])
    y = noise(3, 40) + 0.1 * np.arange(40) * (np.arange(40) >= 20)

    def rss(rows: slice) -> float:
        fit = np.linalg.lstsq(x[rows], y[rows], rcond=None)[0]
        return float(np.sum((y[rows] - x[rows] @ fit) ** 2))

    split = rss(slice(0, 20)) + rss(slice(20, 40))
    expected = ((rss(slice(0, 40)) - split) / 2) / (split / 36)

    assert chow(design(y, x), 20).statistic == pytest.approx(expected, rel=1e-9)


def test_seasonal_dummies_take_out_a_season_that_hides_a_break():
    season = 20 * np.sin(np.arange(180) * 2 * np.pi / 12)
    series = noise(5, 180) + season + 2 * (np.arange(180) >= 90)

    assert sup_f(series).p_value > 0.2
    seasonal = sup_f(design(series, fixed=months(180)))
    assert seasonal.p_value < 1e-6
    assert abs(seasonal.at - 90) <= 3


@given(
    st.integers(0, 10_000),
    st.floats(-5, 5).filter(lambda x: abs(x) > 0.01),
    st.floats(-100, 100),
    st.sampled_from([None, "newey_west", "andrews"]),
)
def test_units_and_level_do_not_matter(seed, scale, level, hac):
    series = noise(seed, 40)
    once, again = sup_f(series, hac=hac), sup_f(series * scale + level, hac=hac)

    assert once.path == pytest.approx(again.path, rel=1e-6, abs=1e-8)


@given(st.integers(0, 10_000), st.integers(30, 60))
def test_turning_time_round_turns_the_path_round(seed, length):
    series = noise(seed, length)
    forward, back = sup_f(series), sup_f(series[::-1])

    assert forward.path == pytest.approx(back.path[::-1], rel=1e-9, abs=1e-9)


@given(st.integers(0, 10_000))
def test_every_point_of_the_path_is_a_chow_test(seed):
    model = design(noise(seed, 60), fixed=months(60))
    found = sup_f(model)

    for date, value in list(zip(found.dates, found.path, strict=True))[::9]:
        assert chow(model, date).statistic == pytest.approx(value, rel=1e-9, abs=1e-12)


def test_sixteen_years_have_a_path_but_no_p_value():
    found = sup_f(noise(1, 16))

    assert found.missing is Untested.TOO_SHORT
    assert found.p_value is None
    assert found.critical is None
    assert len(found.path) == len(found.dates) > 0


def test_hac_errors_need_more_observations_than_plain_ones():
    series = noise(1, 60)

    assert sup_f(series).missing is None
    assert sup_f(series, hac="andrews").missing is Untested.TOO_SHORT


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (np.full(50, 3.0), Untested.CONSTANT),
        (1e9 + 1e-7 * noise(1, 50), Untested.CONSTANT),
        (np.r_[noise(1, 20), np.nan, noise(2, 20)], Untested.GAPS),
        (np.r_[np.zeros(25), np.ones(25)], Untested.PERFECT_FIT),
        ([1.0, 2.0], Untested.TOO_SHORT),
    ],
)
def test_what_cannot_be_tested_says_why(series, reason):
    for found in (sup_f(series), sup_f_bootstrap(series), chow(series, 1)):
        assert found.p_value is None
        assert found.missing in (reason, Untested.TOO_SHORT)
    assert sup_f(series).missing is reason


def test_a_perfect_step_still_shows_its_date():
    found = sup_f(np.r_[np.zeros(25), np.ones(25)])

    assert found.at == 25


def test_a_regressor_that_sleeps_in_one_regime_is_collinear_not_a_number():
    sleeper = np.r_[np.zeros(40), noise(2, 40)]

    assert sup_f(design(noise(1, 80), sleeper)).missing is Untested.COLLINEAR


@pytest.mark.parametrize(
    "ask",
    [
        lambda: sup_f([1.0, np.inf, 2.0]),
        lambda: sup_f([1.0, 1e200, 2.0]),
        lambda: sup_f(["a", "b"]),
        lambda: sup_f([[1.0, 2.0]]),
        lambda: sup_f([]),
        lambda: sup_f(noise(1, 50), trimming=0.5),
        lambda: sup_f(noise(1, 50), hac="white"),
        lambda: design(noise(1, 50), np.ones(49)),
        lambda: design(noise(1, 50), fixed=np.ones(50)),
        lambda: design(noise(1, 50), fixed=np.r_[np.nan, noise(1, 49)]),
        lambda: chow(noise(1, 50), 0),
        lambda: chow(noise(1, 50), 50),
        lambda: sup_f_bootstrap(noise(1, 50), draws=10),
    ],
)
def test_a_question_without_meaning_is_refused_in_one_sentence(ask):
    with pytest.raises(UsageError):
        ask()


def test_where_errors_drift_the_bootstrap_is_wary_and_hac_is_not():
    drifting = [noise(seed, 180, 0.8) for seed in range(40)]

    by_hac = sum(sup_f(one, hac="newey_west").p_value < 0.05 for one in drifting)
    by_draws = sum(sup_f_bootstrap(one, draws=199).p_value <= 0.05 for one in drifting)
    # 47 % and 4 % over many series: of 40, at least a quarter and at most 6 (chance below 1 %).
    assert by_hac >= 10
    assert by_draws <= 6


def test_the_bootstrap_finds_a_large_break_at_its_date_again_and_again():
    series = noise(4, 180, 0.3) + 2.0 * (np.arange(180) >= 100)
    found = sup_f_bootstrap(design(series, fixed=months(180)))

    assert found.p_value < 0.01
    assert abs(found.at - 100) <= 3
    assert found == sup_f_bootstrap(design(series, fixed=months(180)))


def test_the_bootstrap_starts_from_the_plain_statistic(nile):
    assert sup_f_bootstrap(nile).statistic == pytest.approx(75.93, abs=0.005)


def test_the_tests_of_a_monthly_share_load_neither_statsmodels_nor_scipy():
    code = (
        "import sys, numpy as np\n"
        "from visavis.measures import breaks\n"
        "y = np.random.default_rng(1).standard_normal(180)\n"
        "breaks.sup_f(y, hac='andrews'); breaks.bai_perron(y); breaks.sup_f_bootstrap(y)\n"
        "breaks.break_interval(y, [90])\n"
        "sys.exit(any(m.split('.')[0] in ('scipy', 'statsmodels') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ.copy(), check=False)

    assert done.returncode == 0


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_seasonal_regressors_give_the_statistic_of_strucchange():
    code = (
        "suppressMessages(library(strucchange)); s <- log10(UKDriverDeaths);"
        "f <- Fstats(s ~ factor(cycle(s)));"
        "cat(format(as.numeric(s), digits = 15), format(max(f$Fstats), digits = 10))"
    )
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R has no strucchange")
    *series, theirs = (float(one) for one in done.stdout.split())
    every = np.column_stack([np.ones(192), months(192)])

    found = sup_f(design(series, every))
    assert found.statistic == pytest.approx(theirs, rel=1e-6)
