"""Rows of a panel: dated groups, states that came and went, codes, and what is refused."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.dyads import dyad_years, states_of_the_house
from visavis.workbench.panel_rows import chosen, panel_rows, with_codes


def rows_of(states: str, partners: str, span: tuple[int, int], **options: object) -> pl.DataFrame:
    composition = options.pop("composition", "each_year")
    sides = [chosen(each, span, composition) for each in (states, partners)]
    return panel_rows(*sides, span, **options)


def test_a_dyad_of_a_group_begins_with_the_year_at_whose_end_its_state_was_a_member():
    """Vietnam joined ASEAN on 28 July 1995, Cambodia on 30 April 1999."""
    rows = rows_of("ASEAN", "CHN", (1990, 2000))
    first = dict(rows.group_by("state_a").agg(pl.col("year").min()).iter_rows())

    assert (first["VNM"], first["KHM"], first["THA"]) == (1995, 1999, 1990)


def test_one_composition_throughout_gives_a_later_member_all_years():
    rows = rows_of("ASEAN", "CHN", (1990, 2000), composition="last")

    assert rows.filter(state_a="VNM")["year"].min() == 1990
    assert rows.height == 10 * 11


def test_years_in_which_the_two_existed_on_no_common_day_have_no_row():
    """East Germany ended on 3 October 1990, Ukraine began on 24 August 1991."""
    rows = rows_of("DDR,POL", "UKR", (1989, 1993))

    assert set(rows["state_a"]) == {"POL"}
    assert rows["year"].to_list() == [1991, 1992, 1993]


def test_the_rows_of_the_whole_world_are_those_of_the_dyad_years():
    rows = rows_of("all", "all", (1989, 1992))
    expected = dyad_years(states_of_the_house(), 1989, 1992)

    assert rows.equals(expected.select("state_a", "state_b", "year"))


def test_undirected_each_pair_stands_once_the_lesser_code_first():
    directed = rows_of("RUS,CHN", "RUS,CHN,VNM", (2000, 2001))
    once = rows_of("RUS,CHN", "RUS,CHN,VNM", (2000, 2001), directed=False)

    assert directed.height == 2 * 4
    assert once.filter(year=2000).rows() == [
        ("CHN", "RUS", 2000), ("CHN", "VNM", 2000), ("RUS", "VNM", 2000),
    ]  # fmt: skip


@settings(max_examples=6)
@given(st.permutations(["VNM", "LAO", "RUS", "ASEAN"]))
def test_the_order_in_which_states_are_named_changes_nothing(named: list[str]):
    rows = rows_of(",".join(named), "USA", (1994, 1998))

    assert rows.equals(rows_of("ASEAN,LAO,RUS,VNM", "USA", (1994, 1998)))


def test_codes_are_those_of_the_year():
    """The Correlates of War gives Germany 260 until its unity and 255 from it."""
    rows = with_codes(rows_of("DEU", "POL", (1989, 1991)), ("cow", "gw"))

    assert rows["cow_a"].unique().sort().to_list() == [255, 260]
    assert rows.filter(year=1989)["cow_a"].item() == 260
    assert rows["gw_a"].unique().to_list() == [260]
    assert with_codes(rows_of("PSE", "POL", (2000, 2000)), ("cow",))["cow_a"].to_list() == [None]


@pytest.mark.parametrize(
    ("states", "partners", "span", "said"),
    [
        ("VNM", "CHN", (2000, 1990), "a first year not after the last"),
        ("DDR", "XKX", (1989, 2010), "no pair of states that existed together"),
        ("HKG", "CHN", (2000, 2001), "a territory"),
        ("Atlantis", "CHN", (2000, 2001), "ids of states and groups"),
        ("VNM,SUN", "CHN", (2000, 2001), "SUN, which did not exist then"),
        ("RCEP", "USA", (1990, 1995), "without a member"),
        (" , ", "CHN", (2000, 2001), "states and groups"),
        ("VNM", "VNM", (2000, 2001), "no pair of states"),
    ],
)
def test_rows_that_mean_nothing_are_refused_in_one_sentence(
    states: str, partners: str, span: tuple[int, int], said: str
):
    with pytest.raises(UsageError, match=said):
        rows_of(states, partners, span)


def test_an_unknown_system_is_refused():
    with pytest.raises(UsageError, match="one of iso, cow, gw"):
        with_codes(rows_of("VNM", "CHN", (2000, 2000)), ("un",))
