"""States: codes by date, existence, and the shape of the table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.model.states import all_states, by_code, code_of, is_state, state

IDS = [each.id for each in all_states()]
DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("251", "FRA"),
        ("380", "ITA"),
        ("842", "USA"),
        ("699", "IND"),
        ("579", "NOR"),
        ("757", "CHE"),
        ("490", "TWN"),
        ("58", "BLX"),
        ("56", "BEL"),
        ("711", "SACU"),
        ("810", "SUN"),
        ("280", "DEU"),
        ("736", "SDN"),
        ("4", "AFG"),
    ],
)
def test_comtrade_numbers_mean_what_comtrade_means_by_them(code: str, expected: str) -> None:
    assert by_code("comtrade", code) == expected


def test_iso_numbers_differ_from_comtrade_numbers_for_france() -> None:
    assert by_code("iso_n", "250") == "FRA"
    assert by_code("comtrade", "250") is None


@pytest.mark.parametrize(
    ("system", "code", "on", "expected"),
    [
        ("cow", 365, date(1980, 1, 1), "SUN"),
        ("cow", 365, date(2000, 1, 1), "RUS"),
        ("cow", 345, date(1980, 1, 1), "YUG"),
        ("cow", 345, date(2000, 1, 1), "SCG"),
        ("cow", 345, date(2010, 1, 1), "SRB"),
        ("cow", 260, date(1980, 1, 1), "DEU"),
        ("gw", 678, date(1980, 1, 1), "YAR"),
        ("gw", 678, date(2000, 1, 1), "YEM"),
        ("iso_a2", "CS", date(1990, 1, 1), "CSK"),
        ("iso_a2", "CS", date(2004, 1, 1), "SCG"),
    ],
)
def test_a_code_that_changed_hands_depends_on_the_day(
    system: str, code: int | str, on: date, expected: str
) -> None:
    assert by_code(system, code, on) == expected


def test_without_a_day_a_shared_code_means_its_present_holder() -> None:
    assert by_code("cow", 365) == "RUS"
    assert by_code("cow", 345) == "SRB"


def test_withdrawn_alphabetic_codes_still_resolve() -> None:
    assert by_code("iso_a3", "ROM") == "ROU"
    assert by_code("iso_a3", "ZAR") == "COD"
    assert by_code("baci", "S19") == "TWN"
    assert by_code("wits", "OAS") == "TWN"


def test_leading_zeros_do_not_matter() -> None:
    assert by_code("iso_n", "4") == by_code("iso_n", "004") == by_code("iso_n", 4) == "AFG"


def test_an_unknown_code_gives_none_and_an_unknown_system_an_error() -> None:
    assert by_code("cow", 9999) is None
    with pytest.raises(UsageError, match="code system"):
        by_code("fips", "RS")


@pytest.mark.parametrize("wrong", ["", "rus", "RU", "Russia", "XXX", "RUSS"])
def test_an_unknown_id_is_an_error_and_nothing_similar_is_tried(wrong: str) -> None:
    assert not is_state(wrong)
    with pytest.raises(UsageError, match="ISO 3166"):
        state(wrong)


@given(st.sampled_from(IDS), DAYS)
def test_existence_is_the_closed_span_between_birth_and_death(state_id: str, on: date) -> None:
    each = state(state_id)
    born, died = each.born or date.min, each.died or date.max

    assert each.exists_on(on) == (born <= on <= died)


def test_the_soviet_union_ended_on_christmas_day_1991() -> None:
    assert state("SUN").exists_on(date(1991, 12, 25))
    assert not state("SUN").exists_on(date(1991, 12, 26))
    assert state("RUS").exists_on(date(1991, 12, 26))


def test_ids_are_unique_sorted_and_of_three_capitals() -> None:
    assert sorted(set(IDS)) == IDS
    assert all(len(each) == 3 and each.isupper() and each.isascii() for each in IDS)


def test_kinds_dates_sources_and_successors_are_in_order() -> None:
    for each in all_states():
        assert each.kind in ("state", "territory", "historical"), each.id
        assert each.source, each.id
        assert each.name == each.name.strip() != "", each.id
        assert each.article in ("", "the"), each.id
        assert (each.died is not None) == (each.kind == "historical"), each.id
        assert bool(each.successors) == (each.kind == "historical"), each.id
        assert each.born is None or each.died is None or each.born <= each.died, each.id
        assert all(is_state(successor) for successor in each.successors), each.id


@pytest.mark.parametrize("system", ["iso_a2", "iso_n", "comtrade", "imf"])
def test_no_code_is_given_to_two_places_that_exist(system: str) -> None:
    living = [getattr(each, system) for each in all_states() if each.died is None]
    codes = [code for code in living if code]

    assert len(codes) == len(set(codes))


@pytest.mark.shared
def test_every_country_code_of_baci_means_the_state_baci_says(shared_data) -> None:
    import csv

    path = shared_data / "trade" / "baci" / "codes" / "country_codes_V202301.csv"
    joint = {"58": "BLX", "711": "SACU"}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream):
            expected = joint.get(row["country_code"], row["iso_3digit_alpha"])
            if expected != "N/A":
                assert by_code("comtrade", row["country_code"]) == expected


@pytest.mark.shared
@pytest.mark.parametrize(
    ("table", "system", "code", "unlisted"),
    [
        ("cow_states", "cow", "ccode", {511}),
        ("gw_states", "gw", "gwcode", {511, 711}),
    ],
)
def test_every_state_of_the_lists_of_political_science_has_an_id(
    shared_data, table: str, system: str, code: str, unlisted: set[int]
) -> None:
    import pandas as pd

    # Zanzibar (511, 1963-64) and Tibet (711, to 1950) are not in our table.
    rows = pd.read_parquet(shared_data / "cow" / f"{table}.parquet")
    last = rows["endyear"] if "endyear" in rows else rows["enddate"].astype(str).str[:4].astype(int)
    recent = {int(each) for each in rows.loc[last >= 1946, code]}

    assert {each for each in recent if by_code(system, each) is None} == unlisted


@pytest.mark.parametrize(
    ("system", "state", "on", "code"),
    [
        ("cow", "DEU", date(1990, 10, 2), "260"), ("cow", "DEU", date(1990, 10, 3), "255"),
        ("cow", "RUS", date(1991, 12, 26), "365"), ("gw", "SRB", date(2010, 1, 1), "340"),
        ("cow", "SRB", date(2010, 1, 1), "345"), ("iso_a3", "VNM", date(2000, 1, 1), "VNM"),
        ("wits", "VNM", date(2000, 1, 1), "VNM"), ("cow", "HKG", date(2000, 1, 1), None),
    ],
)  # fmt: skip
def test_a_state_has_the_code_of_the_day(system: str, state: str, on: date, code: str | None):
    assert code_of(system, state, on) == code


def test_every_code_of_a_state_on_a_day_leads_back_to_it():
    for each in all_states():
        on = min(each.died or date(2020, 1, 1), date(2020, 1, 1))
        for system in ("cow", "gw", "iso_n", "comtrade"):
            code = code_of(system, each.id, on)

            assert code is None or by_code(system, code, on) == each.id, (system, each.id, code)


def test_the_code_in_an_unknown_system_is_refused():
    with pytest.raises(UsageError, match="code system"):
        code_of("un", "VNM", date(2000, 1, 1))
