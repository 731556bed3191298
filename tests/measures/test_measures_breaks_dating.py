"""Several breaks: the published examples, brute force, and other programs' segmentations."""

import itertools
import shutil
import subprocess

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.breaks import Untested, bai_perron, break_interval, design, sup_f


@pytest.fixture(scope="module")
def nile() -> np.ndarray:
    """Yearly flow of the Nile at Aswan, 1871-1970, as statsmodels carries it."""
    datasets = pytest.importorskip("statsmodels.datasets")
    return datasets.nile.load_pandas().data["volume"].to_numpy(dtype=float)


@pytest.fixture(scope="module")
def real_interest() -> np.ndarray:
    """US real interest rate 1961(1)-1986(3), which only an installed R package may supply."""
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    code = "library(strucchange); data(RealInt); cat(format(as.numeric(RealInt), digits = 15))"
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R has no strucchange")
    return np.array(done.stdout.split(), dtype=float)


def noise(seed: int, length: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(length)


def months(length: int) -> np.ndarray:
    return (np.arange(length)[:, None] % 12 == np.arange(1, 12)).astype(float)


def quarter(observations: int) -> str:
    """The last quarter of a regime, counted from 1961(1)."""
    return f"{1961 + (observations - 1) // 4}({(observations - 1) % 4 + 1})"


def test_the_nile_has_the_breaks_and_criteria_of_the_reference_output(nile):
    found = bai_perron(nile)

    # strucchange, summary(breakpoints(Nile ~ 1)).
    assert [one.breaks for one in found.partitions[1:4]] == [(28,), (28, 83), (28, 68, 83)]
    assert [round(one.bic) for one in found.partitions[:5]] == [1318, 1270, 1276, 1285, 1292]
    assert [round(one.rss) for one in found.partitions[:3]] == [2835157, 1597457, 1552924]
    assert (found.number_bic, found.number_lwz, found.number_sequential) == (1, 1, 1)
    assert found.double_maximum.rejected


def test_the_nile_broke_between_1895_and_1902(nile):
    (one,) = break_interval(nile, [28])

    assert (1870 + one.first, 1870 + one.at, 1870 + one.last) == (1895, 1898, 1902)
    assert not one.beyond_series


def test_a_break_that_no_test_confirms_has_an_interval_wider_than_the_series(nile):
    # strucchange, confint(breakpoints(Nile ~ 1), breaks = 2): 25-28-31 and 33-83-130.
    first, second = break_interval(nile, [28, 83])

    assert (first.first, first.last) == (25, 31)
    assert (second.first, second.last, second.beyond_series) == (33, 130, True)


def test_the_real_interest_rate_broke_as_in_bai_and_perron_2003(real_interest):
    found = bai_perron(real_interest, shortest=15, hac="andrews")
    three = found.partitions[3].breaks
    edges = [0, *three, 103]
    means = [real_interest[a:b].mean() for a, b in itertools.pairwise(edges)]

    # Bai and Perron (2003), table 1.
    assert [quarter(one) for one in three] == ["1966(4)", "1972(3)", "1980(3)"]
    assert [round(float(one), 3) for one in means] == [1.824, 0.866, -1.796, 5.643]
    assert found.number_sequential == 3


def test_the_third_break_of_the_real_interest_rate_lies_between_1980_1_and_1981_1(real_interest):
    intervals = break_interval(real_interest, [24, 47, 79])

    # strucchange, confint(breakpoints(RealInt ~ 1, h = 15), breaks = 3): 8-43, 36-49, 77-81.
    assert [(one.first, one.last) for one in intervals] == [(8, 43), (36, 49), (77, 81)]
    assert (quarter(77), quarter(81)) == ("1980(1)", "1981(1)")


@given(st.integers(0, 10_000), st.integers(12, 22), st.integers(1, 3), st.integers(3, 4))
def test_no_other_division_fits_better(seed, length, breaks, shortest):
    series = noise(seed, length)
    if (breaks + 1) * shortest > length:
        return

    def rss(dates: tuple[int, ...]) -> float:
        parts = itertools.pairwise((0, *dates, length))
        return sum(float(np.var(series[a:b])) * (b - a) for a, b in parts)

    allowed = (
        dates
        for dates in itertools.combinations(range(1, length), breaks)
        if min(b - a for a, b in itertools.pairwise((0, *dates, length))) >= shortest
    )
    best = min(rss(dates) for dates in allowed)
    found = bai_perron(series, shortest=shortest, most_breaks=breaks).partitions[breaks]

    assert found.rss == pytest.approx(best, rel=1e-9)
    assert rss(found.breaks) == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_division_is_that_of_ruptures(seed):
    ruptures = pytest.importorskip("ruptures")
    series = noise(seed, 90) + np.repeat([0.0, 1.5, 0.5], 30)
    theirs = ruptures.Dynp(model="l2", min_size=9, jump=1).fit(series)
    found = bai_perron(series, shortest=9, most_breaks=3)

    for breaks in (1, 2, 3):
        assert list(found.partitions[breaks].breaks) == theirs.predict(n_bkps=breaks)[:-1]


def test_a_break_of_the_slope_is_found_where_the_line_bends():
    line = np.column_stack([np.ones(120), np.arange(120.0)])
    bent = 0.1 * np.arange(120) + 0.3 * np.maximum(np.arange(120) - 70, 0)
    found = bai_perron(design(bent + 0.5 * noise(1, 120), line))

    assert found.number_sequential >= 1
    assert abs(found.partitions[1].breaks[0] - 70) <= 12


@pytest.mark.parametrize("hac", [None, "newey_west", "andrews"])
def test_two_breaks_under_a_season_are_both_found(hac):
    season = 10 * np.cos(np.arange(180) * 2 * np.pi / 12)
    series = noise(2, 180) + season + np.repeat([0.0, 2.0, -1.0], 60)
    found = bai_perron(design(series, fixed=months(180)), hac=hac)

    assert found.number_sequential == 2
    assert found.partitions[2].breaks == pytest.approx((60, 120), abs=2)


@settings(max_examples=20)
@given(st.integers(0, 3_000))
def test_with_balanced_fixed_regressors_turns_end_at_the_best_single_break(seed):
    series = noise(seed, 60)
    fixed = months(60)
    found = bai_perron(design(series, fixed=fixed), most_breaks=1).partitions[1]

    def rss(date: int) -> float:
        x = np.column_stack([np.ones(60), np.arange(60) >= date, fixed])
        left = series - x @ np.linalg.lstsq(x, series, rcond=None)[0]
        return float(left @ left)

    # Turns may stop beside the best: then by little, and never with a sum that is not their own.
    assert found.rss == pytest.approx(rss(found.breaks[0]), rel=1e-9)
    assert found.rss <= min(rss(date) for date in range(9, 52)) * 1.05


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(-1e3, 1e3))
def test_units_and_level_do_not_move_a_break(seed, scale, level):
    series = noise(seed, 60)
    once, again = bai_perron(series), bai_perron(series * scale + level)

    assert [one.breaks for one in once.partitions] == [one.breaks for one in again.partitions]
    assert once.against == pytest.approx(again.against, rel=1e-6)


def test_a_series_without_a_break_keeps_its_size():
    wrong = sum(bai_perron(noise(seed, 60)).number_sequential > 0 for seed in range(60))

    # 5 % of 60: more than 9 would come by chance once in a thousand.
    assert wrong <= 9


def test_a_short_series_shows_its_divisions_without_tests():
    found = bai_perron(noise(1, 24))

    assert found.missing is Untested.TOO_SHORT
    assert len(found.partitions) > 1
    assert (found.number_bic, found.number_sequential, found.sequential) == (None, None, ())


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (np.full(50, 3.0), Untested.CONSTANT),
        (np.r_[noise(1, 20), np.nan, noise(2, 20)], Untested.GAPS),
        (np.r_[np.zeros(25), np.ones(25)], Untested.PERFECT_FIT),
        ([1.0, 2.0, 4.0], Untested.TOO_SHORT),
    ],
)
def test_what_cannot_be_tested_says_why(series, reason):
    assert bai_perron(series).missing is reason


def test_a_perfect_step_has_no_interval():
    (one,) = break_interval(np.r_[np.zeros(25), np.ones(25)], [25])

    assert (one.first, one.last, one.missing) == (None, None, Untested.PERFECT_FIT)


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_an_interval_covers_the_true_date_about_as_often_as_it_says(level):
    inside = 0
    for seed in range(300):
        series = noise(seed, 120) + 1.0 * (np.arange(120) >= 60)
        (one,) = break_interval(series, [sup_f(series).at], level=level)
        inside += one.first <= 60 <= one.last

    # A shift of one standard deviation; Bai (1997) reports coverage somewhat below the level.
    assert level - 0.06 <= inside / 300 <= 1.0


@given(st.integers(0, 10_000), st.floats(0.01, 100))
def test_a_higher_confidence_is_never_narrower(seed, scale):
    series = scale * (noise(seed, 60) + 2.0 * (np.arange(60) >= 30))
    (narrow,), (wide,) = (break_interval(series, [30], level=one) for one in (0.8, 0.99))

    assert wide.first <= narrow.first < 30 < narrow.last <= wide.last


def test_quantiles_of_the_date_are_those_of_bai_1997():
    from visavis.measures.breaks_interval import _quantile

    # Table 1 of Yao (1987), in Bai (1997): 7.687 at 90 % and 11.033 at 95 %, both sides alike.
    assert _quantile(0.05, 1.0) == pytest.approx(7.687, abs=0.001)
    assert _quantile(0.025, 1.0) == pytest.approx(11.033, abs=0.001)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: bai_perron(noise(1, 50), level=0.07),
        lambda: bai_perron(noise(1, 50), most_breaks=0),
        lambda: bai_perron(noise(1, 50), shortest=26),
        lambda: bai_perron(noise(1, 50), shortest=1),
        lambda: bai_perron(noise(1, 2001)),
        lambda: break_interval(noise(1, 50), []),
        lambda: break_interval(noise(1, 50), [30, 20]),
        lambda: break_interval(noise(1, 50), [50]),
        lambda: break_interval(noise(1, 50), [25], level=1.0),
    ],
)
def test_a_question_without_meaning_is_refused_in_one_sentence(ask):
    with pytest.raises(UsageError):
        ask()
