"""Composites with the user's weights: scores by hand, and places that move with the weights."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.composite import composite, rank_uncertainty
from visavis.model.figures import Missing

HALVES = {"arms": 0.5, "trade": 0.5}


def table(rows: dict[str, dict[str, float | None]]) -> pl.DataFrame:
    found = [(state, name, v) for state, values in rows.items() for name, v in values.items()]
    schema = {"state": pl.String, "component": pl.String, "value": pl.Float64}
    return pl.DataFrame(found, schema=schema, orient="row")


THREE = table(
    {
        "CHN": {"arms": 10.0, "trade": 100.0},
        "IND": {"arms": 30.0, "trade": 50.0},
        "USA": {"arms": 20.0, "trade": 0.0},
    }
)


@pytest.mark.parametrize(
    ("normalisation", "expected"),
    [
        ("minmax", [0.5, 0.75, 0.25]),
        ("rank", [0.5, 0.75, 0.25]),
        ("none", [55.0, 40.0, 10.0]),
        ("zscore", [0.0, 0.6123724, -0.6123724]),
    ],
)
def test_a_score_is_the_weighted_mean_of_normalised_components(normalisation, expected) -> None:
    """Arms 10, 30, 20 are 0, 1, 0.5; trade 100, 50, 0 is 1, 0.5, 0; standard scores +-1.2247."""
    found = composite(THREE, HALVES, normalisation=normalisation)

    assert [score.state for score in found.scores] == ["CHN", "IND", "USA"]
    assert [score.value for score in found.scores] == pytest.approx(expected)


GAP = pl.concat([THREE, table({"VNM": {"trade": 100.0, "arms": None}})])


def test_a_component_that_is_not_known_leaves_no_score() -> None:
    vietnam = composite(GAP, HALVES).scores[-1]

    assert (vietnam.value, vietnam.missing) == (None, Missing.INCOMPLETE)
    assert vietnam.missing_components == ("arms",)


def test_a_partial_score_says_how_much_weight_it_rests_on() -> None:
    vietnam = composite(GAP, {"arms": 0.25, "trade": 0.75}, partial=True).scores[-1]

    assert vietnam.value == pytest.approx(1.0)
    assert vietnam.weight == pytest.approx(0.75)
    assert vietnam.missing_components == ("arms",)


def test_a_component_without_weight_is_not_missed() -> None:
    vietnam = composite(GAP, {"arms": 0.0, "trade": 1.0}).scores[-1]

    assert (vietnam.value, vietnam.missing_components, vietnam.weight) == (1.0, (), 1.0)


def test_a_state_that_leads_everywhere_leads_under_all_weights() -> None:
    rows = table(
        {"A": {"arms": 3, "trade": 3}, "B": {"arms": 2, "trade": 1}, "C": {"arms": 1, "trade": 2}}
    )
    found = rank_uncertainty(composite(rows, HALVES), seed=1)

    assert (found.low[0], found.high[0]) == (1, 1)
    assert found.ahead[0].tolist() == [0, 1, 1]
    assert (found.low[1], found.high[1]) == (2, 3)
    assert 0.4 < found.ahead[1, 2] < 0.6


def test_two_states_alike_are_never_ahead_of_each_other() -> None:
    alike = {"arms": 1 / 3, "trade": 0.1}
    rows = table({"A": alike, "B": alike, "C": {"arms": 5.0, "trade": 7.0}})
    found = rank_uncertainty(composite(rows, HALVES), seed=3)

    assert found.ahead[0, 1] == found.ahead[1, 0] == 0
    assert found.low == (2, 2, 1)


def test_a_state_without_a_component_has_no_place() -> None:
    found = rank_uncertainty(composite(GAP, HALVES, partial=True), seed=1)

    assert found.without_place == ("VNM",)
    assert found.states == ("CHN", "IND", "USA")


def test_the_same_seed_gives_the_same_intervals_and_the_draws_have_the_stated_spread() -> None:
    """At the default concentration of 50, sqrt(0.5 * 0.5 / 51) is 0.07: B, at 0.4 + 0.2 w
    against A at w, is ahead where w < 0.5."""
    rows = table({"A": {"arms": 1.0, "trade": 0.0}, "B": {"arms": 0.0, "trade": 1.0}})
    first, again = (rank_uncertainty(composite(rows, HALVES), seed=7) for _ in range(2))

    assert first.ahead.tolist() == again.ahead.tolist()
    assert first.ahead[0, 1] == pytest.approx(0.5, abs=0.05)
    sure = rank_uncertainty(composite(rows, {"arms": 0.75, "trade": 0.25}), seed=7)
    assert sure.ahead[0, 1] > 0.99


weight = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@given(st.lists(weight, min_size=2, max_size=6, unique=True), weight)
def test_scores_stay_between_their_components_and_units_do_not_matter(values, first) -> None:
    rows = {f"S{n}": {"arms": a, "trade": 1 - a / 2} for n, a in enumerate(values)}
    weights = {"arms": first, "trade": 1 - first}
    scores = [s.value for s in composite(table(rows), weights).scores]
    scaled = table({s: {"arms": v["arms"] * 64, "trade": v["trade"]} for s, v in rows.items()})

    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores)
    assert [s.value for s in composite(scaled, weights).scores] == pytest.approx(scores, abs=1e-6)


@pytest.mark.parametrize(
    ("rows", "weights", "said"),
    [
        (THREE, {"arms": 0.5, "trade": 0.4}, "a sum of 0.9"),
        (THREE, {"arms": 1.5, "trade": -0.5}, "a share from 0 to 1"),
        (THREE, {"arms": float("nan"), "trade": 1.0}, "a share from 0 to 1"),
        (THREE, {}, "a sum of 0"),
        (THREE, {"trade": 1.0}, "arms of CHN: found no weight"),
        (THREE, {**HALVES, "votes": 0.0}, "no value at all"),
        (pl.concat([THREE, THREE]), HALVES, "two rows"),
        (THREE.drop("value"), HALVES, "no column value"),
        (
            table({"A": {"arms": 1, "trade": 1}, "B": {"arms": 1, "trade": 2}}),
            HALVES,
            "one and the",
        ),
        (table({"A": {"arms": float("inf"), "trade": 1}}), HALVES, "finite"),
    ],
)
def test_weights_and_tables_that_mean_nothing_are_refused(rows, weights, said) -> None:
    with pytest.raises(UsageError, match=said):
        composite(rows, weights)


def test_an_unknown_normalisation_and_impossible_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="minmax"):
        composite(THREE, HALVES, normalisation="magic")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="concentration -1"):
        rank_uncertainty(composite(THREE, HALVES), seed=1, concentration=-1)
    with pytest.raises(UsageError, match="at least two"):
        rank_uncertainty(composite(GAP.filter(pl.col("state").is_in(["CHN", "VNM"])),
                                   HALVES, normalisation="none"), seed=1)  # fmt: skip
