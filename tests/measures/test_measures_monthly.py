"""Monthly series: gaps stay gaps, seasons leave the level alone, log odds of 0 are not made up."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.monthly import logit_share, monthly_series, seasonal_dummies


def test_a_month_without_a_row_stays_in_place_as_missing():
    found = monthly_series([date(2020, 3, 31), date(2019, 12, 1), date(2020, 1, 5)], [3, 1, 2])

    assert found.months == tuple(
        date(y, m, 1) for y, m in [(2019, 12), (2020, 1), (2020, 2), (2020, 3)]
    )
    assert np.array_equal(found.values, [1, 2, np.nan, 3], equal_nan=True)
    assert found.absent == (date(2020, 2, 1),)


def test_a_month_given_twice_is_refused():
    with pytest.raises(UsageError, match="2020-01 twice"):
        monthly_series([date(2020, 1, 1), date(2020, 1, 31)], [1, 2])


def test_seasonal_dummies_leave_the_constant_the_level_of_the_series():
    months = [date(2020 + k // 12, k % 12 + 1, 1) for k in range(30)]
    columns = seasonal_dummies(months)

    assert columns.shape == (30, 11)
    assert columns.sum(axis=0) == pytest.approx(np.zeros(11), abs=1e-12)
    # 2020, 2021 and half of 2022: February occurs three times in thirty months.
    assert columns[1, 0] == pytest.approx(1 - 3 / 30)


def test_seasons_of_months_that_never_occur_are_refused():
    with pytest.raises(UsageError, match="no month 12"):
        seasonal_dummies([date(2020, month, 1) for month in range(1, 12)])


def test_shares_of_nothing_and_of_everything_are_named_not_made_finite():
    found = logit_share([0.5, 0.0, None, 1.0, 0.2])

    assert found.values[[0, 4]] == pytest.approx([0.0, np.log(0.25)])
    assert np.isnan(found.values[1:4]).all()
    assert (found.at_zero, found.absent, found.at_one) == ((1,), (2,), (3,))


@given(st.lists(st.floats(1e-9, 1 - 1e-9), min_size=1, max_size=20))
def test_the_share_of_the_others_has_the_opposite_log_odds(shares):
    own = logit_share(shares).values
    rest = logit_share([1 - one for one in shares]).values

    assert own == pytest.approx(-rest, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("shares", [[0.5, -0.1], [45.0], ["much"], [[0.1, 0.2]], [np.inf]])
def test_what_is_no_share_is_refused(shares):
    with pytest.raises(UsageError):
        logit_share(shares)


@pytest.mark.parametrize("values", [[1.0], [1.0, np.inf], ["a", "b"]])
def test_values_that_do_not_fit_their_months_are_refused(values):
    with pytest.raises(UsageError):
        monthly_series([date(2020, 1, 1), date(2020, 2, 1)], values)
