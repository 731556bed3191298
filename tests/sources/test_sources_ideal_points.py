"""Published ideal points: two products kept apart, codes by date, damage. Rows are invented."""

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged
from hypothesis import HealthCheck, given, settings

from visavis.checking import check
from visavis.errors import SourceError
from visavis.refresh import add
from visavis.sources import ideal_points, ideal_points_yearly
from visavis.workbench import figure

TODAY = date(2026, 11, 22)
SESSION = (
    '"Row",ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n'
)
YEAR = (
    "ccode,iso3c,countryname,year,idealpointfp,idealpointall,idealpointlegacy,nvotesfp,qofp,q5fp,"
    "q10fp,q50fp,q90fp,q95fp,q100fp,nvotesall,qoall,q5all,q10all,q50all,q90all,q95all,q100all,"
    "nvotesLegacy\n"
)


def session(code: int, number: int | str, point: str, name: str = "X") -> str:
    return f"1,{code},{number},9,{point},-1,-0.9,-0.8,0,0.8,0.9,1,XXX,{name}\n"


def year(code: int, of: int, points: str = "0.1,0.2,0.3") -> str:
    return f"{code},,,{of},{points},9,-1,-.5,-.4,0,.4,.5,1,9,-1,-.6,-.4,0,.4,.6,1,9\n"


def file(folder: Path, text: str | bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_session_runs_from_one_autumn_to_the_next_and_a_year_does_not(tmp_path: Path) -> None:
    by_session = file(tmp_path, SESSION + session(816, 68, "-1.5"), "IdealpointsAll_Apr2020.csv")
    by_year = file(tmp_path, YEAR + year(816, 2013), "idealpoints_july2025.csv")

    one = ideal_points.load(by_session, TODAY)
    two = ideal_points_yearly.load(by_year, TODAY)

    (row,) = one.tables["facts"].frame.filter(pl.col("relation") == "ideal_point").rows(named=True)
    assert (row["subject"], row["start"], row["end"]) == (
        "VNM", date(2013, 9, 1), date(2014, 8, 31),
    )  # fmt: skip
    assert (one.vintage, two.vintage) == ("2020-04-01", "2025-07-01")
    years = two.tables["facts"].frame.filter(pl.col("relation") == "ideal_point")
    assert dict(years.select("product", "value").iter_rows()) == {
        "": Decimal("0.2"), "final_passage": Decimal("0.1"), "legacy": Decimal("0.3"),
    }  # fmt: skip


def test_a_code_means_the_state_of_its_day(tmp_path: Path) -> None:
    text = SESSION + session(365, 40, "-2") + session(365, 60, "1") + session(345, 65, "1")
    frame = ideal_points.load(file(tmp_path, text, "ideal.csv"), TODAY).tables["facts"].frame

    assert sorted(set(frame["subject"])) == ["RUS", "SRB", "SUN"]


def test_the_authors_file_in_windows_letters_is_read(tmp_path: Path) -> None:
    text = (SESSION + session(437, 60, "-1", "C\u00f4te d'Ivoire")).encode("cp1252")

    frame = ideal_points.load(file(tmp_path, text, "ideal.csv"), TODAY).tables["facts"].frame

    assert set(frame["subject"]) == {"CIV"}


def test_in_a_folder_of_both_each_source_takes_its_own(tmp_path: Path) -> None:
    packed = gzip.compress((SESSION + session(2, 68, "2.5")).encode())
    file(tmp_path, packed, "idealpoints_apr2020.csv.gz")
    file(tmp_path, YEAR + year(2, 2013), "idealpoints_july2025.csv")

    assert ideal_points.load(tmp_path, TODAY).files == ("idealpoints_apr2020.csv.gz",)
    assert ideal_points_yearly.load(tmp_path, TODAY).files == ("idealpoints_july2025.csv",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SESSION, "a header without rows"),
        (SESSION.replace("Q5%", "Q6%") + session(2, 68, "1"), "unknown columns Q6%"),
        (SESSION + session(2, 68, "high"), "IdealPoint 'high'"),
        (SESSION + session(2, 68, "99"), "IdealPoint '99'"),
        (SESSION + session(2, 20211, "1"), "session '20211'"),
        (SESSION + session(9999, 60, "1"), "codes 9999"),
        (SESSION + session(2, 68, "1") * 2, "two values"),
        (YEAR + year(2, 2013), "the estimates by session"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        ideal_points.load(file(tmp_path, text, "ideal.csv"), TODAY)

    assert sentence in str(caught.value)


@given(fault=damaged())
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, fault) -> None:
    good = SESSION + session(2, 68, "2.5") + session(816, 68, "-1.5")
    assert_refused_or_read(ideal_points.load, file(tmp_path, fault(good.encode()), "ideal.csv"))


@given(fault=damaged())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_of_years_is_read_or_refused(tmp_path: Path, fault) -> None:
    good = YEAR + year(2, 2013) + year(816, 2013, ",0.2,")
    path = file(tmp_path, fault(good.encode()), "ideal.csv")
    assert_refused_or_read(ideal_points_yearly.load, path)


def test_a_year_is_answered_by_years_and_a_session_by_sessions(tmp_path: Path) -> None:
    by_session = SESSION + session(816, 68, "-1.5") + session(2, 68, "2.5")
    db = tmp_path / "db"
    add("ideal_points", file(tmp_path, by_session, "a_Apr2020.csv"), db)
    add("ideal_points_yearly", file(tmp_path, YEAR + year(816, 2013), "b_july2025.csv"), db)

    in_year = figure("ideal_point", "VNM", year=2013, db=db)
    in_session = figure("ideal_point", "VNM", period="2013-09..2014-08", db=db)
    apart = figure("ideal_distance", "VNM", "USA", period="2013-09..2014-08", db=db)

    assert (in_year.value, in_year.source) == (Decimal("0.2"), "ideal_points_yearly")
    assert in_year.detail["interval"] == (Decimal("-0.6"), Decimal("0.6"))
    assert in_year.detail["other_estimates"] == {
        "votes on final passage alone": Decimal("0.1"), "the earlier method": Decimal("0.3"),
    }  # fmt: skip
    assert (in_session.value, in_session.detail["session"]) == (Decimal("-1.5"), 68)
    assert apart.value == Decimal(4)
    assert figure("ideal_point", "ASEAN", year=2013, db=db).value is None


@pytest.mark.parametrize(("point", "verdict"), [("0.2", "supported"), ("1.9", "cannot_be_checked")])
def test_a_sentence_on_a_year_is_settled(tmp_path: Path, point: str, verdict: str) -> None:
    path = file(tmp_path, YEAR + year(816, 2013), "b_july2025.csv")
    add("ideal_points_yearly", path, tmp_path / "db")
    text = f"Vietnam's ideal point in the UN General Assembly was {point} in 2013."

    assert [str(each.verdict) for each in check(text, db=tmp_path / "db").claims] == [verdict]


@pytest.mark.shared
def test_session_68_as_published(shared_data: Path) -> None:
    """IdealpointestimatesAll_Apr2020, session 68 (2013/14)."""
    frame = ideal_points.load(shared_data / "votes", TODAY).tables["facts"].frame
    of_it = frame.filter(
        (pl.col("relation") == "ideal_point") & (pl.col("start") == date(2013, 9, 1))
    )
    found = dict(of_it.select("subject", "value").iter_rows())

    assert {state: str(found[state]) for state in ("USA", "CHN", "RUS", "VNM", "IND", "PHL")} == {
        "USA": "2.677", "CHN": "-0.518", "RUS": "-0.015", "VNM": "-1.118", "IND": "-0.602",
        "PHL": "-0.514",
    }  # fmt: skip
