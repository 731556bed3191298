"""The UN Digital Library's own file: both headers, its letters, its totals, and damage to it.

All rows are invented in the publisher's shapes; only the headers are the library's.
"""

from datetime import date
from pathlib import Path

import pytest
from faults import assert_refused_or_read, damaged
from hypothesis import HealthCheck, given, settings

from visavis.errors import SourceError
from visavis.sources import un_digital_library
from visavis.sources.un_ga_voting import library_symbol

TODAY = date(2026, 11, 22)
OLD = (
    "undl_id,ms_codes,ms_names,ms_votes,resolutions,title,modality,draft,committee_report,meeting,"
    "agenda_titles,subjects,date,yes,no,abstentions,non-voting,total-voting,undl_link\n"
)
NEW = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,"
    "agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,"
    "total_ms,undl_link\n"
)
NAMES = {"FRA": "FRANCE", "VNM": "VIET NAM", "LAO": "LAO PEOPLE'S DEMOCRATIC REPUBLIC",
         "SUN": "USSR", "SSD": "SOUTH SUDAN", "THA": "THAILAND"}  # fmt: skip
TITLE = '"Things, and others : resolution / adopted"'


def new(
    votes: str, totals: str, key: str = "7", symbol: str = "A/RES/68/262", day: str = "2014-03-27"
) -> str:
    """Rows under the header of 2026 for `FRA=Y VNM=A`, each with the record's totals."""
    return "".join(
        f"{key},{code},{NAMES.get(code, code)},{letter},{day},68,{symbol},A/68/L.39,,A/68/PV.80,"
        f"{TITLE},Peace,CRIMEA,,{totals},193,https://digitallibrary.un.org/record/{key}\n"
        for code, _, letter in (vote.partition("=") for vote in votes.split())
    )


def old(votes: str, totals: str) -> str:
    return "".join(
        f"7,{code},{NAMES[code]},{letter},A/RES/68/262,{TITLE},recorded,A/68/L.39,,A/68/PV.80,"
        f"Peace,CRIMEA,2014-03-27,{totals},193,https://digitallibrary.un.org/record/7\n"
        for code, _, letter in (vote.partition("=") for vote in votes.split())
    )


def written(folder: Path, text: str, name: str = "2026_02_06_ga_voting.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def cast(load) -> dict[str, str]:
    return dict(load.tables["votes"].frame.select("state", "position").iter_rows())


@pytest.mark.parametrize(
    "text",
    [
        OLD + old("FRA=Y VNM=A LAO=NV", "1,,1,1"),
        NEW + new("FRA=Y VNM=A LAO=X", "1.0,,1.0,1.0"),
        NEW.replace("vote_note,", "")
        + new("FRA=Y VNM=A LAO=X", "1,0,1,1").replace("IMEA,,", "IMEA,"),
    ],
    ids=["2024", "2026", "2025"],
)  # fmt: skip
def test_each_edition_of_the_file_says_the_same(tmp_path: Path, text: str) -> None:
    load = un_digital_library.load(written(tmp_path, text), TODAY)

    assert load.tables["roll_calls"].frame.rows() == [
        ("7", "A/RES/68/262", date(2014, 3, 27), "Things, and others")
    ]
    assert cast(load) == {"FRA": "yes", "LAO": "absent", "VNM": "abstain"}
    assert load.refused == ()


def test_the_release_is_that_of_the_name_and_else_the_last_vote(tmp_path: Path) -> None:
    text = NEW + new("FRA=Y", "1,,,")
    named = un_digital_library.load(written(tmp_path, text), TODAY)
    unnamed = un_digital_library.load(written(tmp_path, text, "my_ga_voting_copy.csv"), TODAY)

    assert (named.vintage, named.released) == ("file-2026-02-06", date(2026, 2, 6))
    assert (unnamed.vintage, unnamed.released) == ("to-2014-03-27", date(2014, 3, 27))


def test_no_letter_is_an_absence_only_where_the_record_counts_it(tmp_path: Path) -> None:
    counted = NEW + new("FRA=Y VNM=A LAO=", "1,,1,1")
    not_counted = NEW + new("FRA=Y VNM=A SSD=", "1,,1,0")

    assert cast(un_digital_library.load(written(tmp_path, counted), TODAY))["LAO"] == "absent"
    load = un_digital_library.load(written(tmp_path, not_counted), TODAY)
    assert cast(load) == {"FRA": "yes", "VNM": "abstain"}
    assert sum(load.left_out.values()) == 1


def test_a_roll_call_unlike_its_own_totals_is_refused_by_name(tmp_path: Path) -> None:
    text = NEW + new("FRA=Y VNM=A", "1,,1,", "8", "A/RES/68/1") + new("FRA=Y VNM=A", "2,,1,")

    load = un_digital_library.load(written(tmp_path, text), TODAY)

    assert load.tables["roll_calls"].frame["resolution"].to_list() == ["A/RES/68/1"]
    (refused,) = load.refused
    assert refused.row == 4
    assert refused.reason == "A/RES/68/262, 2014-03-27: 1 votes yes in its rows, 2 in its total"


def test_absences_are_not_told_where_their_total_differs(tmp_path: Path) -> None:
    load = un_digital_library.load(
        written(tmp_path, NEW + new("FRA=Y VNM=A LAO=X", "1,,1,9")), TODAY
    )

    assert cast(load) == {"FRA": "yes", "VNM": "abstain"}
    assert load.left_out == {"absences in roll calls whose own total of absentees is another": 1}


def test_a_seat_belongs_to_who_held_it_that_day(tmp_path: Path) -> None:
    rows = new("RUS=N YUG=Y", "1,1,,", "1", "A/RES/35/1", "1980-11-20") + new(
        "RUS=N YUG=Y FRA=Y", "2,1,,", "2", "A/RES/56/1", "2001-11-20"
    )

    frame = un_digital_library.load(written(tmp_path, NEW + rows), TODAY).tables["votes"].frame

    assert frame.rows() == [
        ("1", "SUN", "no"), ("1", "YUG", "yes"),
        ("2", "FRA", "yes"), ("2", "RUS", "no"), ("2", "SCG", "yes"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A/RES/3184(XXVIII)[A]", "A/RES/3184A(XXVIII)"),
        ("A/RES/75/254[C]", "A/RES/75/254C"),
        (" A/RES/68/262 ", "A/RES/68/262"),
        ("A/RES/ES-11/1", "A/RES/ES-11/1"),
    ],
)
def test_symbols_take_one_form(text: str, symbol: str) -> None:
    assert library_symbol(text) == symbol


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (NEW, "a header without rows"),
        (NEW.replace("vote_note", "note") + new("FRA=Y", "1,,,"), "unknown columns note"),
        (NEW.replace(",", ";") + "1;2\n", "unknown columns undl_id;ms_code"),
        (NEW + new("FRA=Q", "1,,,"), "line 2: found vote 'Q'"),
        (NEW + new("FRA=Y", "1,,,") + "7,FRA,FR", "line 3: found 3 fields"),
        (NEW + new("FRA=Y", "1,,,", day="20211-03-02"), "a day that is none"),
        (NEW + new("FRA=Y FRA=N", "1,1,,"), "two votes of FRA"),
        (NEW + new("XQX=Y FRA=Y", "2,,,"), "XQX (XQX)"),
        (NEW + new("FRA=Y", "1,,,") + "\x00", "zero bytes"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        un_digital_library.load(written(tmp_path, text), TODAY)

    assert sentence in str(caught.value)


def test_two_files_in_a_folder_are_not_chosen_between(tmp_path: Path) -> None:
    written(tmp_path, NEW + new("FRA=Y", "1,,,"))
    written(tmp_path, OLD + old("FRA=Y", "1,,,"), "2024_09_25_ga_voting.csv")

    with pytest.raises(SourceError, match="several files"):
        un_digital_library.load(tmp_path, TODAY)


@given(fault=damaged())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, fault) -> None:
    good = NEW + new("FRA=Y VNM=A LAO=X", "1,,1,1") + new("FRA=N THA=Y", "1,1,,", "8", "A/RES/1/2")

    path = tmp_path / "2026_02_06_ga_voting.csv"
    path.write_bytes(fault(good.encode()))
    assert_refused_or_read(un_digital_library.load, path)
