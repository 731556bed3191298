"""Action and reaction: planted reactions are found, with their direction, and nothing else."""

import sys

import numpy as np
import pytest

from visavis.errors import UsageError
from visavis.measures.interaction import Unmodelled, interaction

pytest.importorskip("statsmodels")

# Control, A to B, B to A: the control moves both; B to A moves A to B, and not the reverse.
REACTS = np.array([[0.3, 0.0, 0.0], [0.2, 0.3, 0.4], [0.2, 0.0, 0.2]])


def simulated(seed: int, periods: int = 300, matrix: np.ndarray = REACTS) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    path = np.zeros((periods, len(matrix)))
    for at in range(1, periods):
        path[at] = matrix @ path[at - 1] + rng.standard_normal(len(matrix))
    return dict(zip(("control", "a to b", "b to a"), path.T, strict=False))


@pytest.fixture(scope="module")
def found():
    return interaction(simulated(0), draws=200)


def p_value(found, causing: str, caused: str) -> float:
    return next(
        one.p_value for one in found.granger if (one.causing, one.caused) == (causing, caused)
    )


def test_the_planted_reaction_is_found_in_its_direction_only(found):
    assert p_value(found, "b to a", "a to b") < 1e-6
    assert p_value(found, "a to b", "b to a") > 0.05


def test_bic_finds_the_one_lag_that_was_simulated(found):
    assert (found.lags_bic, found.lags) == (1, 1)
    # Eigenvalues of the matrix are its diagonal: 0.3 at most, estimated within 0.15.
    assert found.largest_root == pytest.approx(0.3, abs=0.15)


def test_residuals_of_the_true_model_look_like_noise(found):
    assert found.whiteness_p > 0.05
    assert found.normality_p > 0.05


def test_responses_are_those_of_statsmodels_in_the_middle_and_banded(found):
    from statsmodels.tsa.api import VAR

    table = np.column_stack(list(simulated(0).values()))
    theirs = VAR(table).fit(1).irf(12).orth_irfs
    for one in found.responses:
        of, to = found.names.index(one.of), found.names.index(one.to)

        assert one.path == pytest.approx(theirs[:, of, to], abs=1e-9)
        assert all(low <= high for low, high in zip(one.low, one.high, strict=True))


def test_an_earlier_series_is_not_moved_by_a_later_one_in_the_same_period(found):
    response = next(one for one in found.responses if (one.of, one.to) == ("control", "b to a"))

    assert response.path[0] == 0


def test_the_same_seed_gives_the_same_bands():
    series = simulated(1, 120)

    assert interaction(series, draws=100) == interaction(series, draws=100)


def test_units_do_not_change_a_test():
    series = simulated(2, 150)
    scaled = {name: 1e9 * values for name, values in series.items()}
    once, again = interaction(series, draws=100), interaction(scaled, draws=100)

    for one, other in zip(once.granger, again.granger, strict=True):
        assert one.p_value == pytest.approx(other.p_value, rel=1e-6)


def test_without_the_control_two_states_seem_to_react_to_each_other():
    # Both follow the control, one of them a period later.
    matrix = np.array([[0.8, 0.0, 0.0], [0.9, 0.0, 0.0], [0.0, 0.0, 0.0]])
    series = simulated(3, 400, matrix)
    series["b to a"][2:] += series["control"][:-2]
    pair = {name: series[name] for name in ("a to b", "b to a")}

    alone = interaction(pair, draws=100)
    assert p_value(alone, "a to b", "b to a") < 1e-6


def test_independent_series_have_no_lag_by_bic():
    rng = np.random.default_rng(1)
    found = interaction({"a": rng.standard_normal(200), "b": rng.standard_normal(200)}, draws=100)

    assert (found.lags_bic, found.lags) == (0, 1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda x: x[:40], Unmodelled.TOO_SHORT),
        (lambda x: np.r_[x[:50], np.nan, x[51:]], Unmodelled.GAPS),
        (np.zeros_like, Unmodelled.CONSTANT),
    ],
)
def test_what_cannot_be_modelled_says_why(change, reason):
    series = simulated(1, 200)
    if reason is Unmodelled.TOO_SHORT:
        series = {name: change(values) for name, values in series.items()}
    else:
        series["a to b"] = change(series["a to b"])
    found = interaction(series)

    assert found.missing is reason
    assert (found.granger, found.responses, found.lags) == ((), (), None)


def test_the_same_series_twice_is_collinear():
    series = simulated(1, 200)
    series["again"] = 2 * series["a to b"] + 1

    assert interaction(series).missing is Unmodelled.COLLINEAR


def test_without_the_extra_the_error_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.tsa.api", None)

    with pytest.raises(UsageError, match=r"visavis\[stats\]"):
        interaction(simulated(1, 120))


@pytest.mark.parametrize(
    "series",
    [
        {"a": np.ones(60)},
        {"a": np.arange(60.0), "b": np.arange(61.0)},
        {"a": np.arange(60.0), "b": np.r_[np.inf, np.arange(59.0)]},
        {"a": ["x"] * 60, "b": np.arange(60.0)},
    ],
)
def test_series_that_do_not_fit_are_refused(series):
    with pytest.raises(UsageError):
        interaction(series)
