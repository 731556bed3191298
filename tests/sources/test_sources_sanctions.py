"""Sanctions: GSDB and TIES, by rows of our own and by the real files."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import ties_samples as samples
from faults import assert_refused_or_read, damaged, damaged_archives
from hypothesis import HealthCheck, given, settings

from visavis.errors import SourceError
from visavis.sources import Load, gsdb, ties_sanctions

TODAY = date(2026, 11, 22)
FUZZ = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def cases(load: Load, sender: str, target: str) -> list[tuple[object, ...]]:
    """Key, kind, first and last day of each case of the sender on the target."""
    frame = load.tables["ties"].frame
    found = frame.filter((pl.col("subject") == sender) & (pl.col("partner") == target))
    return found.select("key", "kind", "start", "end").rows()


@pytest.fixture
def found(tmp_path: Path) -> Load:
    path = tmp_path / "GSDB_V4.csv"
    path.write_text(samples.gsdb_csv(), encoding="utf-8")
    return gsdb.load(path, TODAY)


def test_a_case_that_goes_on_has_no_end_although_the_file_prints_one(found: Load) -> None:
    assert cases(found, "USA", "RUS") == [("1", "financial", date(2014, 1, 1), None)]


def test_a_union_stands_for_its_members_of_the_first_year_and_is_named(found: Load) -> None:
    assert cases(found, "POL", "BLR") == [
        ("2", "travel; of EU", date(2006, 1, 1), date(2008, 12, 31))
    ]
    assert cases(found, "HRV", "BLR") == []
    assert cases(found, "NOR", "BLR") == [("2", "travel", date(2006, 1, 1), date(2008, 12, 31))]


def test_a_comma_in_a_name_does_not_part_it(found: Load) -> None:
    assert [key for key, *_ in cases(found, "RUS", "PRK")] == ["3"]
    assert [key for key, *_ in cases(found, "KOR", "SUN")] == ["5"]


def test_a_state_does_not_sanction_itself_through_the_united_nations(found: Load) -> None:
    assert cases(found, "IRN", "IRN") == []
    assert cases(found, "IRN", "PRK") == [("3", "arms; of UN", date(2006, 1, 1), None)]


def test_a_body_without_a_list_of_members_is_refused_by_name(found: Load) -> None:
    assert [each.reason for each in found.refused] == [
        "no list of members for Organization of American States"
    ]
    assert found.vintage == "V4"


def test_names_that_no_list_has_stop_the_file(tmp_path: Path) -> None:
    path = tmp_path / "GSDB_V4.csv"
    path.write_text(samples.gsdb_csv().replace("Russia", "Ruritania"), encoding="utf-8")
    with pytest.raises(SourceError, match="Ruritania"):
        gsdb.load(path, TODAY)


@FUZZ
@given(fault=damaged())
def test_a_damaged_list_of_cases_is_refused_or_read(tmp_path: Path, fault: object) -> None:
    path = tmp_path / "GSDB_V4.csv"
    path.write_bytes(fault(samples.gsdb_csv().encode()))  # type: ignore[operator]
    assert_refused_or_read(gsdb.load, path)


def test_threats_are_no_sanctions_and_a_day_beyond_its_month_is_the_last(tmp_path: Path) -> None:
    loaded = ties_sanctions.load(samples.ties_workbook(tmp_path / "TIESv4.xlsx"), TODAY)

    assert cases(loaded, "USA", "SUN") == [
        ("1980010401", "partial embargo; export restriction", date(1980, 1, 4), date(1981, 4, 30))
    ]
    assert loaded.left_out == {"threats that were not carried out": 1}
    assert [each.reason for each in loaded.refused] == ["no year in which sanctions began"]
    assert loaded.vintage == "v4.1"


def test_the_code_1000_stands_for_the_members_of_the_union(tmp_path: Path) -> None:
    loaded = ties_sanctions.load(samples.ties_workbook(tmp_path / "TIESv4.xlsx"), TODAY)

    assert cases(loaded, "FRA", "SCG") == [
        ("1993012701", "asset freeze; of EU", date(1993, 1, 1), date(2006, 6, 4))
    ]
    assert cases(loaded, "SWE", "SCG") == []


@FUZZ
@given(fault=damaged_archives())
def test_a_damaged_workbook_of_cases_is_refused_or_read(tmp_path: Path, fault: object) -> None:
    path = samples.ties_workbook(tmp_path / "TIESv4.xlsx")
    path.write_bytes(fault(path.read_bytes()))  # type: ignore[operator]
    assert_refused_or_read(ties_sanctions.load, path)


@pytest.mark.shared
def test_the_data_base_has_48_cases_against_russia_and_42_by_it(shared_data: Path) -> None:
    """Counted in release 4 by the names in its two columns."""
    loaded = gsdb.load(shared_data / "sanctions" / "GSDB_V4.csv", TODAY)
    frame = loaded.tables["ties"].frame
    sides = pl.col("title").str.split(" on ")
    against = frame.filter(sides.list.last().str.contains("Russia") & (pl.col("partner") == "RUS"))

    assert against["key"].n_unique() == 48
    imposed = frame.filter(sides.list.first().str.contains("Russia") & (pl.col("subject") == "RUS"))
    assert imposed["key"].n_unique() == 42
    assert loaded.rows_read == 1547
    assert loaded.unmatched == {}


@pytest.mark.shared
def test_the_grain_embargo_of_january_1980_is_in_the_cases_of_ties(shared_data: Path) -> None:
    """Announced by President Carter on 4 January 1980."""
    loaded = ties_sanctions.load(shared_data / "sanctions" / "TIESv4.xls", TODAY)

    assert date(1980, 1, 4) in [start for _, _, start, _ in cases(loaded, "USA", "SUN")]
    assert loaded.rows_read == 1412
    assert loaded.left_out == {"threats that were not carried out": 567}
