"""The quick normal distribution against the exact one."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from visavis.measures.normal_quick import below, quantile


def test_probabilities_keep_their_relative_accuracy_far_out():
    at = np.linspace(-12.8, 8, 200_001).astype(np.float32)

    assert np.abs(below(at) / ndtr(at.astype(float)) - 1).max() < 1e-5


def test_quantiles_are_those_of_the_exact_distribution():
    of = np.concatenate([np.geomspace(1e-36, 0.4, 20_000), np.linspace(0.01, 0.999, 20_000)])
    of = of.astype(np.float32)

    assert np.abs(quantile(of) - ndtri(of.astype(float))).max() < 1e-5


def test_impossible_and_certain_draws_stay_finite():
    ends = quantile(np.array([0, 1], dtype=np.float32))

    assert ends == pytest.approx([-12.8, 12.8], abs=0.1)
