"""Votes and visits: who held a seat, what a symbol is, which stay is a trip."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import SourceError
from visavis.sources import un_digital_library, un_votes, us_state_visits
from visavis.sources.un_votes import resolution_symbol

TODAY = date(2026, 1, 2)
CALLS = "rcid,session,importantvote,date,unres,amend,para,short,descr\n"


def votes(folder: Path, rows: list[tuple[str, int, str, str, int]], calls: str = "") -> Path:
    pl.DataFrame(
        [(rid, rcid, datetime.fromisoformat(day), iso, vote) for rid, rcid, day, iso, vote in rows],
        schema={
            "rid": pl.String, "rcid": pl.Int64, "date": pl.Datetime, "iso3": pl.String,
            "vote": pl.Int8,
        },
        orient="row",
    ).write_parquet(folder / "voeten_jun2024_long.parquet")  # fmt: skip
    if calls:
        (folder / "un_roll_calls.csv").write_text(CALLS + calls)
    return folder


def test_absence_is_kept_and_not_being_a_member_is_not(tmp_path: Path) -> None:
    rows = [
        ("5309", 5309, "2014-03-27", "LAO", 8),
        ("5309", 5309, "2014-03-27", "VNM", 2),
        ("5309", 5309, "2014-03-27", "SSD", 9),
    ]

    result = un_votes.load(votes(tmp_path, rows), TODAY)

    assert result.tables["votes"].frame.rows() == [
        ("5309", "LAO", "absent"),
        ("5309", "VNM", "abstain"),
    ]
    assert result.left_out["states that were no members"] == 1
    assert result.released == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("day", "code", "state"),
    [
        ("1985-11-05", "RUS", "SUN"),
        ("1992-10-05", "RUS", "RUS"),
        ("1985-11-05", "SRB", "YUG"),
        ("2003-11-05", "SRB", "SCG"),
        ("2010-11-05", "SRB", "SRB"),
        ("1947-11-05", "TWN", "CHN"),
        ("1960-11-05", "TWN", "TWN"),
        ("1975-11-05", "DEU", "DEU"),
    ],
)
def test_a_vote_belongs_to_the_state_of_its_day(
    tmp_path: Path, day: str, code: str, state: str
) -> None:
    frame = un_votes.load(votes(tmp_path, [("9", 9, day, code, 1)]), TODAY).tables["votes"].frame

    assert frame["state"].to_list() == [state]


def test_the_empty_seat_of_yugoslavia_cast_no_votes(tmp_path: Path) -> None:
    rows = [("1", 1, "1998-11-05", "SRB", 8), ("1", 1, "1998-11-05", "FRA", 1)]

    result = un_votes.load(votes(tmp_path, rows), TODAY)

    assert result.tables["votes"].frame["state"].to_list() == ["FRA"]
    assert result.left_out["the empty seat of Yugoslavia, 1992-2000"] == 1


@pytest.mark.parametrize(
    ("label", "symbol"),
    [
        ("R/68/262", "A/RES/68/262"),
        ("A/RES/75/254[C]", "A/RES/75/254C"),
        ("R/42/70/A", "A/RES/42/70A"),
        ("R/30/3379", "A/RES/3379(XXX)"),
        ("R/28/3184A", "A/RES/3184A(XXVIII)"),
        ("R/1/79", ""),
        ("R/25/420", ""),
        ("ESS/2/80A", ""),
        ("R/6444A", ""),
        ("", ""),
    ],
)
def test_only_resolutions_have_symbols(label: str, symbol: str) -> None:
    assert resolution_symbol(label) == symbol


def test_a_vote_on_a_paragraph_carries_no_symbol(tmp_path: Path) -> None:
    rows = [(rid, int(rid), "2014-03-27", "FRA", 1) for rid in ("1", "2", "3")]
    calls = (
        "1,68,0,2014-03-27,R/68/262,0,1,part,part\n"
        "2,68,0,2014-03-27,R/68/262,0,0,HEAD,Integrity : resolution / adopted by the GA\n"
        "3,68,0,2014-03-27,R/68/300,1,0,amendment,amendment\n"
    )

    frame = un_votes.load(votes(tmp_path, rows, calls), TODAY).tables["roll_calls"].frame

    assert frame.select("rid", "resolution", "title").rows() == [
        ("1", "", "part"),
        ("2", "A/RES/68/262", "Integrity"),
        ("3", "", "amendment"),
    ]


def test_words_of_the_chair_for_a_heading_mean_a_motion_and_no_resolution(tmp_path: Path) -> None:
    rows = [("1", 1, "2006-12-19", "FRA", 1), ("2", 2, "2006-12-19", "FRA", 1)]
    calls = (
        "1,61,0,2006-12-19,R/61/175,,,BELARUS,Human rights in Belarus\n"
        "2,61,0,2006-12-19,R/61/175,,,,The Acting President: I shall now put the motion\n"
    )

    frame = un_votes.load(votes(tmp_path, rows, calls), TODAY).tables["roll_calls"].frame

    assert frame.select("rid", "resolution").rows() == [("1", "A/RES/61/175"), ("2", "")]


def test_absence_is_not_told_where_the_record_is_short_of_announced_votes(tmp_path: Path) -> None:
    day = "2023-10-27"
    rows = [("9423", 9, day, "FRA", 1), ("9423", 9, day, "AUT", 3), ("9423", 9, day, "IRQ", 8)]

    tables = un_votes.load(votes(tmp_path, rows), TODAY).tables

    assert tables["roll_calls"].frame["resolution"].to_list() == ["A/RES/ES-10/21"]
    assert tables["votes"].frame["state"].to_list() == ["AUT", "FRA"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("1", 1, "2014-03-27", "FRA", 4)], "found vote 4"),
        ([("1", 1, "2014-03-27", "XQX", 1)], "found states XQX"),
        ([("1", 1, "2014-03-27", "FRA", 1)] * 2, "a state twice in one roll call"),
    ],
)
def test_other_codes_of_votes_are_refused(
    tmp_path: Path, rows: list[tuple[str, int, str, str, int]], sentence: str
) -> None:
    with pytest.raises(SourceError) as caught:
        un_votes.load(votes(tmp_path, rows), TODAY)

    assert sentence in str(caught.value)


def test_a_record_without_the_announced_tally_is_refused(tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "resolution": [""], "country": ["FRANCE"], "v": ["Y"], "row": [0], "year": [2022],
            "__index_level_0__": [0],
        }
    ).write_parquet(tmp_path / "undl_scraped_1992_2022.parquet")  # fmt: skip

    with pytest.raises(SourceError, match="no roll call of 2013 with 154-3-23-13"):
        un_digital_library.load(tmp_path, TODAY)


def travels(folder: Path, line: str) -> Path:
    head = "role,name,start,end,country,locale,remarks\n"
    (folder / "us_travels.csv").write_text(head + line, encoding="utf-8")
    return folder


def test_a_stay_is_a_trip_from_and_to_a_state(tmp_path: Path) -> None:
    travels(tmp_path, 'president,R. Nixon,1972-02-21,1972-02-28,"China",Beijing,Met many.\n')
    (tmp_path / "us_visits_by_foreign_leaders.csv").write_text(
        "start,end,visitor,from,description\n1959-09-15,1959-09-27,N. Khrushchev,U.S.S.R.,x\n"
        "1960-01-01,1960-01-02,Somebody,Hawaii,x\n1960-01-03,1960-01-02,Somebody,France,x\n"
    )

    result = us_state_visits.load(tmp_path, TODAY)

    names = ("traveller", "host", "start", "role", "place")
    assert result.tables["trips"].frame.select(names).rows() == [
        ("SUN", "USA", date(1959, 9, 15), "leader", ""),
        ("USA", "CHN", date(1972, 2, 21), "head_of_state", "Beijing"),
    ]
    assert result.left_out == {"places that are no state (Hawaii)": 1}
    assert [each.reason for each in result.refused] == ["it ends before it starts"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("president,N,1972-02-21,1972-02-28,Cathay,x,y\n", "line 2: found country 'Cathay'"),
        ("president,N,21 Feb 1972,1972-02-28,China,x,y\n", "found start '21 Feb 1972'"),
        ("vizier,N,1972-02-21,1972-02-28,China,x,y\n", "found role 'vizier'"),
    ],
)
def test_an_unknown_country_day_or_role_is_refused(
    tmp_path: Path, line: str, sentence: str
) -> None:
    with pytest.raises(SourceError) as caught:
        us_state_visits.load(travels(tmp_path, line), TODAY)

    assert sentence in str(caught.value)


def tally(frame: pl.DataFrame, rid: str) -> tuple[int, ...]:
    positions = frame.filter(pl.col("rid") == rid)["position"]
    return tuple(positions.eq(word).sum() for word in ("yes", "no", "abstain", "absent"))


@pytest.mark.shared
def test_resolution_68_262_as_recorded(shared_data: Path) -> None:
    result = un_votes.load(shared_data / "votes", TODAY)
    calls, casts = result.tables["roll_calls"].frame, result.tables["votes"].frame
    (rid,) = calls.filter(pl.col("resolution") == "A/RES/68/262")["rid"]
    cast = dict(casts.filter(pl.col("rid") == rid).select("state", "position").iter_rows())

    assert tally(casts, rid) == (100, 11, 58, 24)
    assert {each: cast[each] for each in ("VNM", "BRN", "KHM", "LAO", "RUS", "THA")} == {
        "VNM": "abstain", "BRN": "abstain", "KHM": "abstain", "LAO": "absent", "RUS": "no",
        "THA": "yes",
    }  # fmt: skip


@pytest.mark.shared
def test_the_votes_on_ukraine_of_2022_as_announced(shared_data: Path) -> None:
    casts = un_digital_library.load(shared_data / "votes", TODAY).tables["votes"].frame

    assert [tally(casts, f"ES-11/{number}") for number in (1, 2, 3)] == [
        (141, 5, 35, 12),
        (140, 5, 38, 10),
        (93, 24, 58, 18),
    ]
