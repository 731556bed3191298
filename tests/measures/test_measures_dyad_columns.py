"""Columns joined to dyad-years: coverage, direction, and the reference answers of peacesciencer."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import UsageError
from visavis.measures.dyad_columns import (
    Coverage,
    with_alliances,
    with_capabilities,
    with_contiguity,
    with_dyad_columns,
    with_major_powers,
    with_shared_igos,
    with_state_columns,
    with_state_trade,
)
from visavis.measures.dyads import cow_system, dyad_years, state_years
from visavis.measures.similarity_panel import Asked, vote_similarity

DYADS = pl.DataFrame(
    {"state_a": [211, 220, 211], "state_b": [220, 211, 220], "year": [1832, 1832, 2020]}
)
PROMISE = pl.DataFrame({"state_a": [220], "state_b": [211], "year": [1832], "defence": [1]})


def test_no_alliance_inside_the_record_is_zero_and_outside_it_is_unknown():
    table = with_alliances(DYADS, PROMISE, Coverage(1815, 2018))

    assert table["defence"].to_list() == [0, 1, None]
    assert table["alliance_reason"].to_list() == [None, None, "out_of_coverage"]


def test_either_direction_counts_only_where_it_is_asked_for():
    table = with_alliances(DYADS, PROMISE, Coverage(1815, 2018), either=True)

    assert table["defence"].to_list() == [1, 1, None]


def test_rows_of_years_outside_the_coverage_are_not_taken():
    late = PROMISE.with_columns(year=pl.lit(2020))

    turned = late.rename({"state_a": "state_b", "state_b": "state_a"}).select(late.columns)
    assert with_alliances(DYADS, turned, Coverage(1815, 2018))["defence"].to_list() == [0, 0, None]


CODES = pl.DataFrame(
    {
        "state_a": [365, 365], "state_b": [310, 310], "contiguity": [0, 1],
        "first_day": [date(1918, 11, 1), date(1944, 8, 1)],
        "last_day": [date(2016, 12, 1), date(1991, 12, 1)],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("zero_wins", "expected"), [(False, [1, 1, 0, None]), (True, [0, 0, 0, None])]
)
def test_a_record_of_zero_beside_a_border_beats_it_only_by_peacesciencers_rule(zero_wins, expected):
    dyads = pl.DataFrame(
        {"state_a": [310, 365, 310, 310], "state_b": [365, 310, 365, 365],
         "year": [1950, 1991, 1992, 2017]}
    )  # fmt: skip
    table = with_contiguity(dyads, CODES, Coverage(1816, 2016), zero_wins=zero_wins)

    assert table["contiguity"].to_list() == expected
    assert table["contiguity_reason"].to_list() == [None, None, None, "out_of_coverage"]


def test_major_powers_are_not_carried_past_the_list_unless_said():
    powers = pl.DataFrame(
        {"state": [220, 220], "first_day": [date(1816, 1, 1), date(1945, 8, 15)],
         "last_day": [date(1940, 6, 22), date(2016, 12, 31)]}
    )  # fmt: skip
    states = pl.DataFrame({"state": [220, 220, 220, 211], "year": [1940, 1942, 2017, 2017]})
    known = with_major_powers(states, powers, Coverage(1816, 2016))
    carried = with_major_powers(states, powers, Coverage(1816, 2016), assume_through=2017)

    assert known["major_power"].to_list() == [1, 0, None, None]
    assert carried["major_power"].to_list() == [1, 0, 1, 0]


@pytest.mark.parametrize("gap", [None, float("nan")])
def test_a_gap_of_the_publisher_a_lacking_row_and_an_uncovered_year_are_told_apart(gap):
    table = pl.DataFrame(
        {"state": [1, 2], "year": [2000, 2000], "milex": [gap, 5.0], "cinc": [0.1, 0.2]}
    )
    states = pl.DataFrame({"state": [1, 2, 3, 1], "year": [2000, 2000, 2000, 2023]})
    found = with_capabilities(states, table, Coverage(1816, 2022))

    assert found["milex"].to_list() == [None, 5.0, None, None]
    assert found["capabilities_reason"].to_list() == [
        "incomplete", None, "not_reported", "out_of_coverage",
    ]  # fmt: skip


def test_columns_of_states_come_for_both_sides_of_a_dyad():
    table = pl.DataFrame({"state": [211], "year": [1832], "imports": [7.0], "exports": [9.0]})
    found = with_state_trade(DYADS, table, Coverage(1816, 2014))

    assert found["imports_a"].to_list() == [7.0, None, None]
    assert found["exports_b"].to_list() == [None, 9.0, None]
    assert found["trade_b_reason"].to_list() == ["not_reported", None, "out_of_coverage"]


def test_pairs_listed_once_are_found_in_either_order():
    igos = pl.DataFrame({"state_a": [211], "state_b": [220], "year": [1832], "shared": [3]})

    assert with_shared_igos(DYADS, igos, Coverage(1816, 2014))["shared"].to_list() == [3, 3, None]


def test_a_table_of_likeness_joins_dyad_years_with_its_own_reasons():
    rows = [(1832, "a", 211, 1), (1832, "a", 220, 1), (1832, "b", 211, 1), (1832, "b", 220, 1)]
    votes = pl.DataFrame(rows, schema=["year", "item", "state", "position"], orient="row")
    likeness = vote_similarity(votes, Asked(measures=("s", "kappa"), directed=True))
    table = with_dyad_columns(DYADS, likeness, Coverage(1946, 2020), name="votes")
    early = with_dyad_columns(DYADS, likeness, Coverage(1800, 2018), name="votes")

    assert table["votes_reason"].to_list() == ["out_of_coverage", "out_of_coverage", "not_reported"]
    assert early["s"].to_list() == [1.0, 1.0, None]
    assert early["kappa_reason"].to_list() == ["no_variation", "no_variation", None]
    assert early["votes_reason"].to_list() == ["incomplete", "incomplete", "out_of_coverage"]


def test_rows_and_their_order_stay():
    table = with_alliances(DYADS.reverse(), PROMISE, Coverage(1815, 2018))

    assert table.select(DYADS.columns).equals(DYADS.reverse())


def test_tables_with_two_rows_of_a_key_are_refused_not_multiplied():
    with pytest.raises(UsageError, match="two rows of one state_a, state_b, year"):
        with_alliances(DYADS, pl.concat([PROMISE, PROMISE]), Coverage(1815, 2018))


def test_a_column_that_is_there_already_and_codes_that_are_none_are_refused():
    once = with_alliances(DYADS, PROMISE, Coverage(1815, 2018))
    with pytest.raises(UsageError, match="defence in it already"):
        with_alliances(once, PROMISE, Coverage(1815, 2018))
    with pytest.raises(UsageError, match="no whole number"):
        with_dyad_columns(
            DYADS, PROMISE.with_columns(state_a=pl.lit(2.5)), Coverage(1815, 2018), name="x"
        )
    with pytest.raises(UsageError, match="0 to 5"):
        with_contiguity(DYADS, CODES.with_columns(contiguity=6), Coverage(1816, 2016))
    with pytest.raises(UsageError, match="no column state, year"):
        with_state_columns(DYADS, PROMISE.select("state_a"), Coverage(1815, 2018), name="x")


PAIR = {"ccode1": "state_a", "ccode2": "state_b"}
ATOP = ["atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul"]
NMC = ["milex", "milper", "irst", "pec", "tpop", "upop", "cinc"]


def reference(path: Path, keys: dict[str, str]) -> pl.DataFrame:
    table = pl.read_csv(path, infer_schema_length=None, null_values=["NA", ""]).rename(keys)
    names = [*keys.values(), "year"]
    return table.with_columns(pl.col(name).cast(pl.Int32) for name in names)


def unequal(table: pl.DataFrame, theirs: str, ours: str) -> int:
    """Rows in which the two columns differ, null for null; the file keeps 15 digits."""
    a, b = pl.col(theirs).cast(pl.Float64), pl.col(ours).cast(pl.Float64)
    near = (a - b).abs() <= 1e-14 * pl.max_horizontal(a.abs(), b.abs())
    return table.filter(~(near | (a.is_null() & b.is_null())).fill_null(value=False)).height


@pytest.mark.shared
def test_every_column_of_the_reference_dyad_years_with_an_input_comes_out(shared_data: Path):
    # Left aside, since their inputs are not at hand: regime scores (euds, aeuds, polity2,
    # v2x_polyarchy), capdist and mindist, disputes (gml, dispnum to init2), rivalries.
    folder = shared_data / "cow"

    def table(name: str) -> pl.DataFrame:
        return pl.read_parquet(folder / f"{name}.parquet")

    eight = [2, 710, 365, 750, 840, 811, 812, 816]
    name = "dyadyears_1990_vnm_usa_chn_rus_ind_phl_khm_lao.csv.gz"
    theirs = reference(folder / name, PAIR)
    ours = dyad_years(cow_system(table("cow_states")), 1990, 2025, only=eight)
    ours = ours.filter(pl.col("state_a").is_in(eight) | (pl.col("state_b") == 816))
    contiguous = table("cow_contdir").rename(
        {**PAIR, "conttype": "contiguity", "stdate": "first_day", "enddate": "last_day"}
    )
    alliances = table("atop_alliance").rename(PAIR)
    ours = with_alliances(
        ours, alliances.select("state_a", "state_b", "year", *ATOP), Coverage(1815, 2018)
    )
    ours = with_contiguity(ours, contiguous, Coverage(1816, 2016), zero_wins=True)
    powers = cow_system(table("cow_majors"))
    ours = with_major_powers(ours, powers, Coverage(1816, 2016), assume_through=2025)
    nmc = table("cow_nmc").rename({"ccode": "state"})
    ours = with_capabilities(ours, nmc, Coverage(1816, 2022))
    ours = with_shared_igos(ours, table("cow_igo_ndy").rename(PAIR), Coverage(1816, 2014))
    ours = ours.with_columns(atop_alliance=pl.max_horizontal(ATOP))
    both = theirs.join(ours, on=["state_a", "state_b", "year"], how="full", suffix="_ours")
    pairs = {name: f"{name}_ours" for name in ("atop_alliance", *ATOP, "dyadigos")}
    pairs |= {"conttype": "contiguity", "cowmaj1": "major_power_a", "cowmaj2": "major_power_b"}
    pairs |= {f"{c}1": f"{c}_a" for c in NMC} | {f"{c}2": f"{c}_b" for c in NMC}

    assert theirs.height == ours.height == both.height == 61_317
    assert {name: unequal(both, name, column) for name, column in pairs.items()} == dict.fromkeys(
        pairs, 0
    )


@pytest.mark.shared
def test_every_column_of_the_reference_state_years_with_an_input_comes_out(shared_data: Path):
    # Left aside: the states' own numbers of IGOs, of which only the shared ones are at hand, and
    # regime scores.
    folder = shared_data / "cow"
    theirs = reference(folder / "stateyears.csv.gz", {"ccode": "state"})
    ours = state_years(cow_system(pl.read_parquet(folder / "cow_states.parquet")), 1870, 2025)
    trade = pl.read_parquet(folder / "cow_trade_sy.parquet").rename({"ccode": "state"})
    nmc = pl.read_parquet(folder / "cow_nmc.parquet").rename({"ccode": "state"})
    ours = with_state_trade(ours, trade, Coverage(1870, 2014))
    ours = with_capabilities(ours, nmc, Coverage(1816, 2022))
    both = theirs.join(ours, on=["state", "year"], how="full", suffix="_ours")
    columns = ["imports", "exports", *NMC]

    assert theirs.height == ours.height == both.height == 15_892
    assert {c: unequal(both, c, f"{c}_ours") for c in columns} == dict.fromkeys(columns, 0)
