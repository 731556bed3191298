"""When a turn came: breaks in months made by hand, with and without one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from trade_books import TradeBooks

from visavis.measures.breaks_design import Untested
from visavis.workbench import Workbench
from visavis.workbench.pivot_answers import PivotQuestion
from visavis.workbench.pivot_inquiry import pivot_of
from visavis.workbench.pivot_time import Breaks

YEARS = (2007, 2016)
MONTHS = [date(year, month, 1) for year in range(YEARS[0], YEARS[1] + 1) for month in range(1, 13)]


def breaks_of(
    folder: Path,
    odds: Callable[[int], float],
    *,
    years: tuple[int, int] = YEARS,
    without: frozenset[date] = frozenset(),
) -> Breaks | None:
    """Of exports to China and Germany, 100 a month, with China's share at the log odds given."""
    made = TradeBooks()
    for place, month in enumerate(MONTHS):
        if month.year > years[1]:
            continue
        china = round(100 / (1 + np.exp(-odds(place))), 3)
        made.month("ru_customs", "RUS>WLD", month, 110)
        made.month("ru_customs", "RUS>CHN", month, china)
        if month not in without:
            made.month("ru_customs", "RUS>DEU", month, round(100 - china, 3))
    asked = PivotQuestion(state="RUS", to="CHN", away="DEU", years=years)
    return pivot_of(Workbench(made.store(folder)), asked).breaks


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(7).normal(0, 0.05, len(MONTHS))


def test_a_step_is_dated_confirmed_and_larger_than_any_change_before(tmp_path, noise):
    """The log odds rise from -1 to 0 in March 2013, the 75th month: shares of 27 and 50 %."""
    found = breaks_of(tmp_path, lambda place: noise[place] - (place < 74))

    assert found.is_confirmed
    assert found.strongest == date(2013, 3, 1)
    assert [each.at for each in found.dated] == [date(2013, 3, 1)]
    assert found.dated[0].first <= date(2013, 3, 1) <= found.dated[0].last
    assert found.dated[0].before == pytest.approx(1 / (1 + np.e), abs=0.01)
    assert found.dated[0].after == pytest.approx(0.5, abs=0.01)
    # Month 75 of 120 has two years on either side and room for two comparisons before, not three.
    assert (found.window, found.placebo.rank) == (24, 1)
    assert (found.to, found.away) == (("CHN",), ("DEU",))


def test_a_series_that_drifts_has_dates_that_the_bootstrap_does_not_confirm(tmp_path):
    steps = np.random.default_rng(3).normal(0, 0.1, len(MONTHS)).cumsum()
    found = breaks_of(tmp_path, lambda place: steps[place])

    assert found.sup_f.p_value < 0.01
    assert found.dated
    assert found.bootstrap.p_value > 0.05
    assert not found.is_confirmed


def test_no_break_is_found_in_noise(tmp_path, noise):
    found = breaks_of(tmp_path, lambda place: noise[place])

    assert (found.dated, found.is_confirmed) == ((), False)


def test_a_share_that_never_changes_has_no_p_value(tmp_path):
    found = breaks_of(tmp_path, lambda _place: 0.0)

    assert found.sup_f.p_value is None
    assert found.bootstrap.missing in (Untested.CONSTANT, Untested.PERFECT_FIT)
    assert not found.is_confirmed


def test_four_years_of_months_carry_no_test(tmp_path, noise):
    assert breaks_of(tmp_path, lambda place: noise[place], years=(2007, 2010)) is None


def test_a_member_without_a_month_is_left_out_and_not_counted_as_nothing(tmp_path, noise):
    """Germany lacks a month, so that 2012 has no amount of a year; the ends have one."""
    gap = frozenset({date(2012, 5, 1)})

    assert breaks_of(tmp_path, lambda place: noise[place], without=gap) is None
