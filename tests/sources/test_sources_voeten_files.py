"""Voeten's other shapes: UNVotes as CSV, fpsim's table; keys, strays, codes, damage."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged
from hypothesis import HealthCheck, given, settings

from visavis.errors import SourceError
from visavis.sources import un_votes

TODAY = date(2026, 11, 22)
HEAD = "rcid,ccode,member,vote,Country,year,session,date,unres,amend,para,short,descr\n"


def row(rcid: int, ccode: int, vote: int | str, day: str = "2014-03-27", unres: str = "") -> str:
    return f"{rcid},{ccode},1,{vote},X,2013,68,{day},{unres},0,0,HEAD,Peace : resolution\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "UNVotes2021.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_csv_of_the_authors_is_read_with_symbols_and_titles(tmp_path: Path) -> None:
    text = HEAD + row(5309, 220, 1, unres="R/68/262") + row(5309, 816, 2) + row(5309, 812, 8)

    load = un_votes.load(written(tmp_path, text + row(5309, 626, 9)), TODAY)

    assert load.tables["roll_calls"].frame.rows() == [
        ("5309", "A/RES/68/262", date(2014, 3, 27), "Peace")
    ]
    assert load.tables["votes"].frame.rows() == [
        ("5309", "FRA", "yes"), ("5309", "LAO", "absent"), ("5309", "VNM", "abstain"),
    ]  # fmt: skip
    assert (load.vintage, load.left_out) == (
        "to-2014-03-27", {"states that were no members": 1},
    )  # fmt: skip


def test_a_number_given_twice_is_two_roll_calls(tmp_path: Path) -> None:
    many = (2, 20, 40, 41, 42, 51)
    text = HEAD + "".join(
        row(411, code, 1, day) for day in ("1947-11-05", "2023-11-21") for code in many
    )

    calls = un_votes.load(written(tmp_path, text), TODAY).tables["roll_calls"].frame

    assert calls["rid"].to_list() == ["411@1947-11-05", "411@2023-11-21"]


def test_a_code_is_the_state_of_its_day(tmp_path: Path) -> None:
    text = HEAD + row(1, 365, 1, "1980-11-05") + row(2, 365, 1, "2010-11-05")

    votes = un_votes.load(written(tmp_path, text), TODAY).tables["votes"].frame

    assert votes["state"].to_list() == ["SUN", "RUS"]


def test_strays_of_a_roll_call_are_refused_as_one(tmp_path: Path) -> None:
    """As in fpsim's 78069: two votes on a day of their own under the number of 173 others."""
    codes = (2, 20, 40, 41, 42, 51, 52, 70)
    rows = [(78069, code, datetime(2023, 10, 27), 2022, 1, 78) for code in codes]
    rows.append((78069, 816, datetime(2023, 10, 26), 2022, 3, 78))
    pl.DataFrame(
        rows, schema=["resid", "ccode", "date", "year", "vote", "session"], orient="row"
    ).write_parquet(tmp_path / "fpsim_unvd_1946_2022.parquet")

    load = un_votes.load(tmp_path, TODAY)

    assert load.tables["votes"].frame.height == 8
    assert [each.reason for each in load.refused] == [
        "1 votes of 78069 under another day, 2023-10-26"
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD, "a header without rows"),
        (HEAD.replace("member", "mumber") + row(1, 2, 1), "unknown columns mumber"),
        (HEAD.replace("ccode,", "") + row(1, 2, 1), "no column ccode"),
        (HEAD + row(1, 2, 4), "found vote 4"),
        (HEAD + row(1, 2, "yes"), "vote 'yes'"),
        (HEAD + row(1, 2, 1, "20211-03-02"), "date '20211-03-02'"),
        (HEAD + row(1, 2, 1, "1921-03-02"), "a day since 1946"),
        (HEAD + row(1, 2, 1) * 2, "a state twice"),
        (HEAD + row(1, 9999, 1), "code 9999"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        un_votes.load(written(tmp_path, text), TODAY)

    assert sentence in str(caught.value)


def test_two_releases_in_a_folder_are_not_chosen_between(tmp_path: Path) -> None:
    for name in ("UNVotes2021.csv", "UNVotes2022.csv"):
        (tmp_path / name).write_text(HEAD + row(5309, 220, 1))

    with pytest.raises(SourceError, match="several files"):
        un_votes.load(tmp_path, TODAY)


@given(fault=damaged())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, fault) -> None:
    good = HEAD + row(5309, 220, 1, unres="R/68/262") + row(5309, 816, 2) + row(5310, 816, 3)
    assert_refused_or_read(un_votes.load, written(tmp_path, fault(good.encode())))


@pytest.mark.shared
def test_fpsims_table_has_each_roll_call_once(shared_data: Path) -> None:
    """78 sessions with 6,132 numbers; 23 of them have strays of one to three states."""
    load = un_votes.load(shared_data / "votes" / "fpsim_unvd_1946_2022.parquet", TODAY)

    assert load.tables["roll_calls"].frame.height == 6132
    assert len(load.refused) == 23
