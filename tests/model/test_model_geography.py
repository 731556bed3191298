"""Distances and borders, against places that can be looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.model.geography import are_neighbours, distance_km
from visavis.model.states import all_states

IDS = st.sampled_from([state.id for state in all_states()])


def test_singapore_and_iceland_are_as_far_apart_as_their_towns() -> None:
    # Singapore 1.29 N 103.85 E, Reykjavik 64.14 N 21.90 W: 11,530 km on the great circle.
    found = distance_km("SGP", "ISL")
    assert found == pytest.approx(11_530, rel=0.02)


def test_russia_is_weighted_by_people_and_lies_nearer_to_germany_than_to_japan() -> None:
    to_germany, to_japan = distance_km("RUS", "DEU"), distance_km("RUS", "JPN")
    assert to_germany is not None
    assert to_japan is not None
    assert 1_700 < to_germany < 2_700
    assert 6_000 < to_japan < 7_500


@given(IDS, IDS)
def test_distance_and_border_do_not_depend_on_the_order(first: str, second: str) -> None:
    there, back = distance_km(first, second), distance_km(second, first)
    assert there == back or there == pytest.approx(back)
    assert are_neighbours(first, second) == are_neighbours(second, first)
    assert there is None or 0 <= there <= 20_016


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [("RUS", "PRK", True), ("VNM", "CHN", True), ("VNM", "THA", False), ("RUS", "JPN", False)],
)
def test_land_borders(first: str, second: str, *, share: bool) -> None:
    assert are_neighbours(first, second) is share
