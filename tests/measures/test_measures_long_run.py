"""Long-run covariances, beside worked cases and known processes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.long_run import long_run_covariance, newey_west_lags


def test_lags_grow_slowly_with_the_sample():
    assert [newey_west_lags(n) for n in (30, 100, 180, 1000)] == [3, 4, 4, 6]


def test_a_bartlett_sum_by_hand():
    # Four observations and 1 lag... 4 (4/100)^(2/9) = 1.96: 1 lag, of weight one half.
    moments = np.array([[1.0], [2.0], [-1.0], [-2.0]])
    # Squares 10, neighbours 2 - 2 + 2 = 2: (10 + 2 * 0.5 * 2) / 4.

    assert long_run_covariance(moments, "newey_west")[0, 0] == pytest.approx(3.0)


def test_a_drifting_process_has_the_long_run_variance_of_its_parameters():
    rng = np.random.default_rng(1)
    series = rng.standard_normal(20_000)
    for at in range(1, len(series)):
        series[at] += 0.5 * series[at - 1]

    # 1 / (1 - 0.5)^2 = 4; the kernel is biased down by a few per cent at this length.
    found = long_run_covariance(series[:, None], "andrews")[0, 0]
    assert found == pytest.approx(4.0, rel=0.1)


@given(st.integers(0, 10_000), st.integers(1, 3), st.sampled_from(["newey_west", "andrews"]))
def test_no_combination_has_a_negative_variance(seed, columns, kind):
    moments = np.random.default_rng(seed).standard_normal((25, columns)).cumsum(axis=0)
    found = long_run_covariance(moments, kind)

    assert found == pytest.approx(found.T)
    assert np.linalg.eigvalsh(found).min() >= -1e-9 * np.abs(found).max()


@given(st.integers(0, 10_000), st.sampled_from(["newey_west", "andrews"]))
def test_many_at_once_are_each_as_if_alone(seed, kind):
    moments = np.random.default_rng(seed).standard_normal((4, 30, 2))
    together = long_run_covariance(moments, kind)

    for one, own in zip(together, moments, strict=True):
        assert one == pytest.approx(long_run_covariance(own, kind), rel=1e-9, abs=1e-12)


def test_another_kind_is_refused():
    with pytest.raises(UsageError, match="newey_west or andrews"):
        long_run_covariance(np.ones((5, 1)), "parzen")
