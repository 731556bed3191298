"""State-years and dyad-years: the days decide, and reference counts come out."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.dyads import (
    cow_system,
    dyad_years,
    gw_system,
    state_years,
    states_of_the_house,
)


def spells(*rows: tuple[object, date | None, date | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["state", "first_day", "last_day"], orient="row")


# South Vietnam, Suriname, the United States as the Correlates of War has them, to 2016.
THREE = spells(
    (2, date(1816, 1, 1), date(2016, 12, 31)),
    (115, date(1975, 11, 25), date(2016, 12, 31)),
    (817, date(1954, 6, 4), date(1975, 4, 30)),
)


def test_one_day_in_a_year_is_enough_for_a_state_year():
    rows = spells((1, date(2000, 12, 31), date(2001, 1, 1)), (2, date(1990, 1, 1), None))

    assert state_years(rows, 1999, 2002).filter(state=1)["year"].to_list() == [2000, 2001]


def test_two_states_that_never_met_within_a_year_are_no_dyad_of_it():
    pairs = dyad_years(THREE, 1975, 1975, directed=False)

    assert pairs.select("state_a", "state_b").rows() == [(2, 115), (2, 817)]


def test_two_states_that_met_on_one_day_are_a_dyad_of_that_year():
    rows = spells((1, date(2000, 1, 1), date(2000, 6, 1)), (2, date(2000, 6, 1), date(2001, 1, 1)))

    assert dyad_years(rows, 2000, 2000, directed=False).height == 1


def test_years_after_the_list_are_marked_as_assumed():
    years = state_years(THREE, 2015, 2018).filter(state=2)

    assert years.select("year", "is_assumed").rows() == [
        (2015, False), (2016, False), (2017, True), (2018, True),
    ]  # fmt: skip
    assert dyad_years(THREE, 2017, 2017)["is_assumed"].to_list() == [True, True]
    assert state_years(THREE, 2017, 2018).filter(state=817).height == 0


def test_a_list_with_open_spells_assumes_nothing():
    rows = spells((1, date(1990, 1, 1), None), (2, date(1990, 1, 1), date(2010, 12, 31)))
    years = state_years(rows, 2009, 2012)

    assert years.filter(state=1)["is_assumed"].to_list() == [False] * 4
    assert years.filter(state=2)["year"].to_list() == [2009, 2010]


def test_two_spells_in_one_year_are_one_state_year_and_one_dyad():
    rows = spells(
        (1, date(2000, 1, 1), date(2000, 3, 1)), (1, date(2000, 9, 1), date(2001, 1, 1)),
        (2, date(1999, 1, 1), None),
    )  # fmt: skip

    assert state_years(rows, 2000, 2000).height == 2
    assert dyad_years(rows, 2000, 2000, directed=False).height == 1


def test_chosen_states_keep_pairs_on_either_side():
    pairs = dyad_years(THREE, 1970, 1970, only=[817])

    assert pairs.select("state_a", "state_b").rows() == [(2, 817), (817, 2)]


def test_the_states_of_the_house_exist_by_their_own_days():
    states = states_of_the_house()
    years = state_years(states, 1989, 1993)

    assert years.filter(state="SUN")["year"].to_list() == [1989, 1990, 1991]
    assert years.filter(state="UKR")["year"].to_list() == [1991, 1992, 1993]
    assert not years["is_assumed"].any()
    assert years.filter(state="GRL").height == 0


def test_spells_and_years_that_run_backwards_are_refused():
    turned = spells((1, date(2001, 1, 1), date(2000, 1, 1)))
    with pytest.raises(UsageError, match="an end after it"):
        state_years(turned, 1990, 2000)
    with pytest.raises(UsageError, match="2000 to 1990"):
        state_years(THREE, 2000, 1990)
    with pytest.raises(UsageError, match="no column last_day"):
        dyad_years(THREE.drop("last_day"), 1990, 2000)
    with pytest.raises(UsageError, match="without a state"):
        state_years(spells((None, date(2001, 1, 1), None)), 2000, 2002)


DAY = st.integers(0, 3 * 365).map(lambda n: date(2000, 1, 1) + timedelta(days=n))
SPELL = st.tuples(st.integers(1, 4), DAY, DAY).map(lambda r: (r[0], min(r[1:]), max(r[1:])))


@given(st.lists(SPELL, min_size=1, max_size=6))
def test_dyad_years_are_the_pairs_that_shared_a_day_of_the_year(rows):
    table = spells(*rows, (9, date(1999, 1, 1), None))
    listed = {*rows, (9, date(1999, 1, 1), date(2003, 1, 1))}
    expected = set()
    for year in (2000, 2001, 2002):
        opens, closes = date(year, 1, 1), date(year, 12, 31)
        for one, a, b in listed:
            for two, c, d in listed:
                if one != two and max(a, c, opens) <= min(b, d, closes):
                    expected.add((one, two, year))
    found = dyad_years(table, 2000, 2002).select("state_a", "state_b", "year").rows()

    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.shared
def test_the_correlates_of_war_list_gives_the_counts_of_peacesciencer(shared_data: Path):
    system = cow_system(pl.read_parquet(shared_data / "cow" / "cow_states.parquet"))
    directed = dyad_years(system, 1816, 2025)

    assert state_years(system, 1816, 2025).height == 17_706
    assert directed.height == 2_252_760
    assert dyad_years(system, 1816, 2025, directed=False).height == 1_126_380
    # Its own list of pairs that never met is exactly what the days leave out.
    false = pl.read_parquet(shared_data / "cow" / "false_cow_dyads.parquet").select(
        pl.col("ccode1").cast(pl.Int32).alias("state_a"),
        pl.col("ccode2").cast(pl.Int32).alias("state_b"),
        pl.col("year").cast(pl.Int32),
    )
    assert directed.join(false, on=false.columns, how="semi").height == 0
    years = state_years(system, 1816, 2025).select("state", "year")
    same_year = years.join(years, on="year").filter(pl.col("state") != pl.col("state_right"))
    assert same_year.height - directed.height == false.height == 60


@pytest.mark.shared
def test_the_list_of_gleditsch_and_ward_is_read_by_its_own_columns(shared_data: Path):
    # The microstates, which peacesciencer 1.2.9 counts (20,849 state-years), are not in the file.
    system = gw_system(pl.read_parquet(shared_data / "cow" / "gw_states.parquet"))
    years = state_years(system, 1816, 2025)

    assert years.filter(state=347)["year"].min() == 2008
    assert years.filter(state=265)["year"].max() == 1990
    assert years.filter(pl.col("state").is_in([54, 221, 223])).height == 0
