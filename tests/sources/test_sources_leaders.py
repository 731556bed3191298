"""Lists of leaders' journeys: what a year without a day means, who is counted, what is refused."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged_archives, zip_bomb
from hypothesis import given
from hypothesis import strategies as st
from leaders_samples import CEIAS_HEADER, COLT_HEADER, ceias, colt, trip, workbook

from visavis.errors import SourceError
from visavis.sources import china_visits
from visavis.sources import colt as colt_source

TODAY = date(2026, 1, 2)
OFFICIAL = "Diplometrics_COLT_Travel_Dataset_Primary-HOGS-1990-2024_20250317.xlsx"
CEIAS_FILE = "WHO-WHERE-WHEN-dataset-v.1.1.xlsx"


def test_a_visit_known_by_its_year_lasts_the_year_and_answers_for_years_alone(tmp_path: Path):
    file = ceias(tmp_path / CEIAS_FILE, [(2013, "Xi Jinping", "President", "Korea, South")])

    load = china_visits.load(file, TODAY)

    row = load.tables["trips"].frame.row(0, named=True)
    assert (row["traveller"], row["host"], row["role"]) == ("CHN", "KOR", "head_of_state")
    assert (row["start"], row["end"]) == (date(2013, 1, 1), date(2013, 12, 31))
    assert [each.frequency for each in load.tables["trips"].extents] == ["year"]
    assert load.vintage.startswith("1.1+")
    assert load.rows_read == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((20211, "Xi Jinping", "President", "Russia"), "year '20211'"),
        (("", "Xi Jinping", "President", "Russia"), "year ''"),
        ((2013, "", "President", "Russia"), "no name"),
        ((2013, "Xi Jinping", "Minister", "Russia"), "level 'Minister'"),
        ((2013, "Xi Jinping", "President", "Rusia"), "country 'Rusia'"),
    ],
)
def test_a_row_of_ceias_that_says_something_else_stops_the_reading(tmp_path, row, said):
    good = (2012, "Hu Jintao", "President", "Russia")
    file = ceias(tmp_path / CEIAS_FILE, [good, row])

    with pytest.raises(SourceError, match="row 3") as refusal:
        china_visits.load(file, TODAY)
    assert said in str(refusal.value)


def test_a_visit_of_a_year_to_come_is_refused(tmp_path: Path):
    rows = [(2012, "Hu Jintao", "President", "Russia"), (2031, "X", "Premier", "Russia")]

    load = china_visits.load(ceias(tmp_path / CEIAS_FILE, rows), TODAY)

    assert [(each.row, each.reason) for each in load.refused] == [(3, "2031 is yet to come")]
    assert load.tables["trips"].frame.height == 1


@pytest.mark.parametrize(
    "header",
    [
        (*CEIAS_HEADER, "Purpose"),
        CEIAS_HEADER[:3],
        ("Name", "Year", *CEIAS_HEADER[2:]),
    ],
)
def test_another_header_of_ceias_is_refused(tmp_path: Path, header):
    row = (2013, "Xi Jinping", "President", "Russia", "Asia", 0, 0, 1)
    file = workbook(tmp_path / CEIAS_FILE, "Dataset", [header, row])

    with pytest.raises(SourceError, match="row 1"):
        china_visits.load(file, TODAY)


@pytest.mark.shared
def test_china_visited_russia_most_since_2000_as_ceias_writes(shared_data: Path):
    # CEIAS's own report of the data set: Russia 24, US 13, Germany 12, India 9, Kazakhstan 9.
    load = china_visits.load(shared_data / "visits" / CEIAS_FILE, TODAY)

    since = load.tables["trips"].frame.filter(pl.col("start") >= date(2000, 1, 1))
    counts = dict(since.group_by("host").len().iter_rows())
    assert load.rows_read == 595
    assert [counts[host] for host in ("RUS", "USA", "DEU", "IND", "KAZ")] == [24, 13, 12, 9, 9]
    assert max(counts.values()) == 24


def test_the_header_of_the_sample_has_colts_76_columns():
    assert len(COLT_HEADER) == 76
    assert len(set(COLT_HEADER)) == 76
    assert set(COLT_HEADER) == {*colt_source.TAKEN, "CityVisited", *colt_source.IGNORED}


def test_journeys_of_heads_are_kept_by_day_with_their_office(tmp_path: Path):
    rows = [
        trip(1, "KEN CHN", "2019-04-24 2019-04-27"),
        trip(2, "IND JPN", "2019-06-27 2019-06-29", LeaderRole="G"),
        trip(3, "KEN KEN", "2019-08-01 2019-08-02"),
        trip(4, "KEN XXX", "2018-08-01 2018-08-02"),
        trip(5, "IND USA", "2019-09-01 2019-09-02", LeaderRole="F"),
        trip(6, "EUU USA", "2019-09-01 2019-09-02"),
    ]
    rows[1][COLT_HEADER.index("TripStartDate")] = datetime(2019, 6, 27)

    load = colt_source.load(colt(tmp_path / OFFICIAL, rows), TODAY)

    kept = load.tables["trips"].frame.select("traveller", "host", "start", "role").rows()
    assert kept == [
        ("IND", "JPN", date(2019, 6, 27), "prime_minister"),
        ("KEN", "CHN", date(2019, 4, 24), "head_of_state"),
    ]
    assert load.left_out == {
        "leader of EUU, no state": 1,
        "places of the traveller's own state": 1,
        "role F, no head of state or government": 1,
        "visits to XXX, no state": 1,
    }
    assert load.vintage.startswith("2025-03-17+")
    assert load.released == date(2025, 3, 17)


@pytest.mark.parametrize(
    ("days", "year", "reason"),
    [
        ("2019-04-27 2019-04-24", "2019", "it ends before it starts"),
        ("2019-04-24 2019-04-27", "2018", "year 2018, but it starts on 2019-04-24"),
        ("20211-04-24 2021-04-27", "20211", "no day of departure"),
        ("2019-02-30 2019-03-01", "2019", "no day of departure"),
        ("2019-04-24 TBD", "2019", "no day of return"),
        ("2030-04-24 2030-04-27", "2030", "outside 1900 to 2025-03-17"),
    ],
)
def test_impossible_days_are_refused_and_leave_the_year_open(tmp_path, days, year, reason):
    rows = [
        trip(1, "KEN CHN", "2019-01-24 2019-01-27"),
        trip(2, "KEN CHN", "2020-01-24 2020-01-27"),
        trip(3, "KEN USA", days, TripYear=year),
    ]

    load = colt_source.load(colt(tmp_path / OFFICIAL, rows), TODAY)

    assert len(load.refused) == 1
    assert load.refused[0].row == 4
    assert reason in load.refused[0].reason
    whole = {
        each.start.year for each in load.tables["trips"].extents if each.absent_means == "zero"
    }
    assert (2019 in whole) is (year in ("20211", "2030"))


def test_a_state_is_covered_in_the_years_that_have_rows_of_it_alone(tmp_path: Path):
    rows = [
        trip(1, "KEN CHN", "1985-04-24 1985-04-27"),
        trip(2, "KEN CHN", "2001-04-24 2001-04-27"),
        trip(3, "KEN CHN", "2002-04-24 2002-04-27"),
        trip(4, "KEN CHN", "2005-04-24 2005-04-27"),
        trip(5, "IND CHN", "2005-04-24 2005-04-27"),
    ]

    load = colt_source.load(colt(tmp_path / OFFICIAL, rows), TODAY)

    found = [
        (each.subjects, each.start.year, each.end.year, each.absent_means)
        for each in load.tables["trips"].extents
    ]
    assert found == [
        (("IND",), 2005, 2005, "zero"),
        (("KEN",), 2001, 2002, "zero"),
        (("KEN",), 2005, 2005, "zero"),
        (("KEN",), 1985, 1985, "unknown"),
    ]


def test_the_last_year_of_a_file_without_a_span_is_not_taken_to_be_whole(tmp_path: Path):
    rows = [
        trip(1, "KEN CHN", "2024-04-24 2024-04-27"),
        trip(2, "KEN CHN", "2025-04-24 2025-04-27"),
    ]

    load = colt_source.load(colt(tmp_path / "colt.xlsx", rows), TODAY)

    found = [(each.start.year, each.absent_means) for each in load.tables["trips"].extents]
    assert found == [(2024, "zero"), (2025, "unknown")]
    assert load.vintage.startswith("to-2025+")


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ([trip(1, "KEN CHN", "2019-04-24 2019-04-27", LeaderRole="Q")], COLT_HEADER, "role 'Q'"),
        ([trip(1, "KEN CHN", "2019-04-24 2019-04-27")] * 2, COLT_HEADER, "a second row of trip"),
        ([trip(1, "KEN CHN", "2019-04-24 2019-04-27")], (*COLT_HEADER, "Mood"), "unknown columns"),
        ([trip(1, "KEN CHN", "2019-04-24 2019-04-27")], (*COLT_HEADER, "Notes"), "columns twice"),
        ([trip(1, "KEN CHN", "2019-04-24 2019-04-27")], COLT_HEADER[1:], "no column TripID"),
        ([], COLT_HEADER, "no trip between two states"),
    ],
)
def test_what_is_not_colts_is_refused_in_one_sentence(tmp_path, rows, header, said):
    file = colt(tmp_path / OFFICIAL, rows, header)

    with pytest.raises(SourceError) as refusal:
        colt_source.load(file, TODAY)
    assert said in str(refusal.value)


def test_columns_in_another_order_are_taken_by_their_names(tmp_path: Path):
    row = trip(1, "KEN CHN", "2019-04-24 2019-04-27")
    straight = colt_source.load(colt(tmp_path / OFFICIAL, [row]), TODAY)

    turned = colt(tmp_path / "turned" / OFFICIAL, [row[::-1]], COLT_HEADER[::-1])

    found = colt_source.load(turned, TODAY).tables["trips"].frame
    assert found.equals(straight.tables["trips"].frame)


@pytest.mark.shared
def test_lulas_journeys_come_within_one_of_what_the_press_counted(shared_data: Path):
    # Folha de S. Paulo, December 2010, on 2003-2010: "18 times in Argentina, in the US and in
    # Venezuela 13 each". COLT, which counts on to the last day, has one more of each.
    file = shared_data / "visits" / "Base_COLT_Sudamerica.xlsx"
    load = colt_source.load(file, date(2026, 11, 22))

    frame = load.tables["trips"].frame.filter(
        (pl.col("traveller") == "BRA") & pl.col("start").dt.year().is_between(2003, 2010)
    )
    counts = dict(frame.group_by("host").len().iter_rows())
    assert load.rows_read == 5273
    for host, counted in (("ARG", 18), ("USA", 13), ("VEN", 13)):
        assert counted <= counts[host] <= counted + 1
    assert len(load.refused) == 4


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A good file of each list."""
    place = tmp_path_factory.mktemp("leaders")
    visits = [(2013, "Xi Jinping", "President", "Russia"), (2014, "Li Keqiang", "Premier", "Italy")]
    trips = [trip(1, "KEN CHN", "2019-04-24 2019-04-27"), trip(2, "IND CHN", "2019-05-1 2019-5-2")]
    return {
        CEIAS_FILE: ceias(place / CEIAS_FILE, visits).read_bytes(),
        OFFICIAL: colt(place / OFFICIAL, trips).read_bytes(),
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


@pytest.mark.parametrize(
    ("load", "name"), [(china_visits.load, CEIAS_FILE), (colt_source.load, OFFICIAL)]
)
@given(fault=damaged_archives())
def test_damaged_workbooks_are_refused_or_read(whole, place, load, name, fault):
    (place / name).write_bytes(fault(whole[name]))

    assert_refused_or_read(load, place / name)


_CELLS = st.sampled_from(
    ["", "0", "-1", "20211", "2021-13-45", "=1+1", "TBD", "NA", "XXX", "\u0435", "1e999", 3.7, True,
     -5, datetime(1850, 1, 1), datetime(2400, 1, 1), "A" * 300]
)  # fmt: skip


@given(column=st.integers(0, 75), cell=_CELLS)
def test_one_odd_cell_is_refused_or_read(place, column, cell):
    row = list(trip(1, "KEN CHN", "2019-04-24 2019-04-27"))
    row[column] = cell
    file = colt(place / OFFICIAL, [row, trip(2, "IND CHN", "2019-05-01 2019-05-02")])

    assert_refused_or_read(colt_source.load, file)


@pytest.mark.parametrize(
    ("load", "name"), [(china_visits.load, CEIAS_FILE), (colt_source.load, OFFICIAL)]
)
def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path, load, name):
    (tmp_path / name).write_bytes(zip_bomb())

    with pytest.raises(SourceError, match="unpacks"):
        load(tmp_path / name, TODAY)
