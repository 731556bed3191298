"""Machine-coded events: two different states or counted away, reciprocal acts, days, long files."""

import csv
import gzip
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from events_samples import (
    gdelt_file,
    gdelt_row,
    icews_file,
    icews_row,
    polecat_file,
    polecat_row,
)
from faults import assert_refused_or_read, damaged, damaged_archives, zip_of
from hypothesis import given

from visavis.errors import SourceError, StoreError
from visavis.refresh import add
from visavis.sources import Load, event_files, gdelt, icews, polecat
from visavis.sources.event_rows import NO_STATE, SAME_STATE

TODAY = date(2026, 1, 2)
RUSSIA, KOREA = "Sergey Example, Russian Federation", "Kim Example, North Korea"


def taken(load, path: Path) -> tuple[Load, pl.DataFrame]:
    """The load with all of its stream taken, as the store takes it."""
    found = load(path, TODAY)
    frame = pl.concat(list(found.streams["coded_events"].frames))
    return found.taken(found), frame


def wholly(load):
    """The same as a loader whose stream is taken at once, so that faults inside are met."""

    def read(path: Path, today: date) -> Load:
        found = load(path, today)
        for frame in found.streams["coded_events"].frames:
            assert frame.height
        assert found.streams["coded_events"].extents()
        return found.taken(found)

    return read


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_icews_keeps_acts_between_two_states_and_counts_the_rest_away(tmp_path: Path):
    rows = [
        icews_row(1, RUSSIA, KOREA, "057", Intensity="8"),
        icews_row(2, RUSSIA, "Citizen, Russian Federation", "112"),
        icews_row(3, RUSSIA, "Reporter, NA", "010"),
        icews_row(4, KOREA, RUSSIA, "010", Intensity="0"),
    ]

    load, frame = taken(icews.load, written(tmp_path, "icews.2018.tab", icews_file(rows)))

    assert frame.select("key", "actor", "target", "code", "quad", "intensity").rows() == [
        ("4/2018-06-01", "PRK", "RUS", "010", "", Decimal("0.000")),
        ("1/2018-06-01", "RUS", "PRK", "057", "verbal_cooperation", Decimal("8.000")),
    ]
    assert load.left_out == {SAME_STATE: 1, NO_STATE: 1}
    assert load.rows_read == 4
    assert frame["origin_row"].to_list() == [5, 2]


def test_reciprocal_rows_name_the_row_that_they_repeat(tmp_path: Path):
    rows = [
        icews_row(1, RUSSIA, KOREA, "040"),
        icews_row(2, KOREA, RUSSIA, "040"),
        icews_row(3, RUSSIA, KOREA, "042"),
        icews_row(4, KOREA, RUSSIA, "043"),
        icews_row(5, RUSSIA, KOREA, "112"),
        icews_row(6, KOREA, RUSSIA, "112"),
        icews_row(7, KOREA, RUSSIA, "040", Sentence_Number="2"),
        icews_row(8, RUSSIA, "Another Kim, North Korea", "040"),
    ]

    _, frame = taken(icews.load, written(tmp_path, "icews.tab", icews_file(rows)))

    day = "/2018-06-01"
    keys = set(frame["key"])
    assert {key for key in keys if "=" in key} == {f"2{day}=1{day}", f"4{day}=3{day}"}
    assert len(keys) == 8


def test_a_reciprocal_pair_is_found_across_the_seam_of_two_stretches(tmp_path, monkeypatch):
    rows = []
    for number in range(0, 400, 2):
        rows.append(icews_row(number, RUSSIA, KOREA, "040", Story_ID=str(number)))
        rows.append(icews_row(number + 1, KOREA, RUSSIA, "040", Story_ID=str(number)))
    file = written(tmp_path, "icews.tab", icews_file(rows))
    _, at_once = taken(icews.load, file)

    monkeypatch.setattr(event_files, "STRETCH_BYTES", 1000)
    _, pieces = taken(icews.load, file)

    assert sum("=" in key for key in at_once["key"]) == 200
    assert sorted(pieces.rows()) == sorted(at_once.rows())


def test_the_same_number_on_another_day_is_another_event(tmp_path: Path):
    rows = [
        icews_row(1, RUSSIA, KOREA, "040"),
        icews_row(1, RUSSIA, KOREA, "040", Event_Date="2018-06-02"),
    ]

    _, frame = taken(icews.load, written(tmp_path, "icews.tab", icews_file(rows)))

    assert frame["key"].to_list() == ["1/2018-06-01", "1/2018-06-02"]


def test_two_rows_of_one_event_are_refused(tmp_path: Path):
    rows = [icews_row(1, RUSSIA, KOREA, "040")] * 2

    with pytest.raises(SourceError, match="two rows of event 1/2018-06-01"):
        taken(icews.load, written(tmp_path, "icews.tab", icews_file(rows)))


def test_days_without_any_row_are_not_covered(tmp_path: Path):
    rows = [
        icews_row(1, RUSSIA, KOREA, "040"),
        icews_row(2, RUSSIA, "Citizen, Russian Federation", "112", Event_Date="2018-06-02"),
        icews_row(3, RUSSIA, KOREA, "040", Event_Date="2018-06-05"),
    ]

    load = icews.load(written(tmp_path, "icews.tab", icews_file(rows)), TODAY)
    list(load.streams["coded_events"].frames)

    spans = [
        (e.start.day, e.end.day, e.absent_means) for e in load.streams["coded_events"].extents()
    ]
    assert spans == [(1, 2, "zero"), (5, 5, "zero")]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"Event_Date": "20211-06-01"}, "no day such as"),
        ({"CAMEO_Code": "99"}, "no CAMEO code"),
        ({"CAMEO_Code": "NA"}, "no CAMEO code"),
        ({"Intensity": "1,9"}, "no intensity"),
        ({"Intensity": "NaN"}, "no intensity"),
        ({"Intensity": "11"}, "no intensity"),
    ],
)
def test_a_row_that_is_no_event_is_refused_by_its_line(tmp_path, more, reason):
    rows = [icews_row(1, RUSSIA, KOREA, "040"), {**icews_row(2, RUSSIA, KOREA, "040", **more)}]

    load, frame = taken(icews.load, written(tmp_path, "icews.tab", icews_file(rows)))

    assert frame.height == 1
    assert [(each.row, each.reason.startswith(reason)) for each in load.refused] == [(3, True)]


def test_countries_without_an_id_stop_the_reading_by_name(tmp_path: Path):
    rows = [icews_row(1, RUSSIA, KOREA, "040"), icews_row(2, RUSSIA, "X, Atlantis", "040")]

    with pytest.raises(SourceError, match="Atlantis"):
        taken(icews.load, written(tmp_path, "icews.tab", icews_file(rows)))


def test_quotation_marks_are_letters_and_no_ends_of_fields(tmp_path: Path):
    rows = [
        icews_row(1, 'Sergey "Example, Russian Federation', KOREA, "040"),
        icews_row(2, RUSSIA, KOREA, "112"),
    ]

    _, frame = taken(icews.load, written(tmp_path, "icews.tab", icews_file(rows)))

    assert frame.height == 2


def test_a_line_with_a_field_more_or_less_is_named(tmp_path: Path):
    data = icews_file([icews_row(1, RUSSIA, KOREA, "040")] * 1) + b"2\t2018-06-01\tX\n"

    with pytest.raises(SourceError, match="line 3: found 3 fields; expected 20 fields"):
        taken(icews.load, written(tmp_path, "icews.tab", data))


@pytest.mark.shared
def test_every_intensity_of_icews_is_that_of_the_cameo_codebook(shared_data: Path):
    # The CAMEO codebook's table of codes (Schrodt 2012) gives each code its Goldstein score.
    load, frame = taken(icews.load, shared_data / "events" / "icews_events.2018.sample.tab")
    with (shared_data / "events" / "cameo-codes.csv").open(encoding="latin-1") as file:
        scores = {row["code"]: row["goldstein"] for row in csv.DictReader(file)}

    assert load.rows_read == 3705
    assert load.unmatched_share == 0
    known = frame.filter(pl.col("code").is_in([c for c, s in scores.items() if s != "NA"]))
    assert known.height > 0.95 * frame.height
    off = Counter(
        row["code"]
        for row in known.iter_rows(named=True)
        if Decimal(scores[row["code"]]) != row["intensity"]
    )
    assert sum(off.values()) <= 0.01 * known.height


@pytest.mark.shared
def test_lavrovs_visit_to_pyongyang_is_among_the_coded_events(shared_data: Path):
    # Russia's foreign minister met Kim Jong-un in Pyongyang on 31 May 2018 (TASS, Reuters).
    _, frame = taken(icews.load, shared_data / "events" / "icews_events.2018.sample.tab")

    between = frame.filter(pl.concat_list("actor", "target").list.sort() == pl.lit(["PRK", "RUS"]))
    acts = between.filter(~pl.col("key").str.contains("=", literal=True))
    assert (between.height, acts.height) == (80, 46)
    assert acts.filter(pl.col("code").is_in(["042", "043"])).height == 11


def quarters(day: date) -> list[str]:
    """The 96 times at which GDELT publishes a file of a day."""
    return [
        f"{day:%Y%m%d}{minutes // 60:02d}{minutes % 60:02d}00" for minutes in range(0, 1440, 15)
    ]


def test_gdelt_has_61_columns_and_no_header(tmp_path: Path):
    rows = [
        gdelt_row(1, "RUS", "ROM", "112"),
        gdelt_row(2, "RUS", "", "010"),
        gdelt_row(3, "EUR", "RUS", "010"),
        gdelt_row(4, "RUS", "RUS", "190"),
    ]

    load, frame = taken(gdelt.load, written(tmp_path, "20170701.export.CSV", gdelt_file(rows)))

    assert len(gdelt.HEADER) == 61
    assert frame.select("key", "actor", "target", "quad", "origin_row").rows() == [
        ("1", "RUS", "ROU", "verbal_conflict", 1)
    ]
    assert load.left_out == {SAME_STATE: 1, NO_STATE: 2}


def test_a_day_of_gdelt_is_whole_where_all_96_files_are_there(tmp_path: Path):
    first, second = date(2017, 7, 1), date(2017, 7, 2)
    rows = [gdelt_row(n, "RUS", "JPN", "040", DATEADDED=at, SOURCEURL=f"https://example.org/{n}")
            for n, at in enumerate(quarters(first))]  # fmt: skip
    rows += [gdelt_row(1000 + n, "RUS", "JPN", "040", DATEADDED=at, SQLDATE="20170702")
             for n, at in enumerate(quarters(second)[:-1])]  # fmt: skip

    load = gdelt.load(written(tmp_path, "a.export.csv", gdelt_file(rows)), TODAY)
    list(load.streams["coded_events"].frames)

    spans = [(e.start, e.absent_means) for e in load.streams["coded_events"].extents()]
    assert spans == [(first, "zero"), (second, "unknown")]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"SQLDATE": "20211"}, "no day"),
        ({"SQLDATE": "20170702"}, "no day before it was found"),
        ({"QuadClass": "5"}, "no CAMEO code or class"),
        ({"EventCode": "Consult"}, "no CAMEO code or class"),
        ({"GoldsteinScale": "-100"}, "no Goldstein score"),
        ({"DATEADDED": "2017"}, "no time at which"),
    ],
)
def test_a_row_of_gdelt_that_is_no_event_is_refused(tmp_path, more, reason):
    rows = [gdelt_row(1, "RUS", "JPN", "040"), gdelt_row(2, "RUS", "JPN", "040", **more)]

    load, frame = taken(gdelt.load, written(tmp_path, "a.export.csv", gdelt_file(rows)))

    assert frame.height == 1
    assert [(each.row, each.reason.startswith(reason)) for each in load.refused] == [(2, True)]


@pytest.mark.shared
def test_gdelts_classes_are_those_of_the_cameo_roots(shared_data: Path):
    # GDELT's codebook: class 1 are roots 01 to 05, 2 are 06 to 08, 3 are 09 to 13, 4 the rest.
    load, frame = taken(gdelt.load, shared_data / "events" / "gdelt_events2samp.csv")

    classes = ("verbal_cooperation", "material_cooperation", "verbal_conflict")
    for code, quad in frame.select("code", "quad").iter_rows():
        root = int(code[:2])
        expected = next((c for c, last in zip(classes, (5, 8, 13), strict=True) if root <= last),
                        "material_conflict")  # fmt: skip
        assert quad == expected
    assert load.rows_read == 50


def test_polecat_keeps_one_state_on_each_side(tmp_path: Path):
    rows = [
        polecat_row(1, "KEN", "UGA", "CONSULT"),
        polecat_row(2, "KEN; TZA", "UGA", "AGREE"),
        polecat_row(3, "None", "UGA", "PROTEST"),
        polecat_row(4, "UGA", "KEN", "SANCTION", Event_Intensity="-6.5"),
    ]

    load, frame = taken(
        polecat.load, written(tmp_path, "ngecEvents.DV.2023.txt", polecat_file(rows))
    )

    assert frame.select("actor", "target", "code", "quad", "intensity").rows() == [
        ("KEN", "UGA", "CONSULT", "verbal_cooperation", Decimal("1.000")),
        ("UGA", "KEN", "SANCTION", "material_conflict", Decimal("-6.500")),
    ]
    assert load.left_out == {"several states on one side": 1, NO_STATE: 1}


def test_the_first_releases_of_polecat_call_the_intensity_otherwise(tmp_path: Path):
    header = ["Intensity" if name == "Event Intensity" else name for name in polecat.HEADER]
    row = {**polecat_row(1, "KEN", "UGA", "CONSULT"), "Intensity": "2.5"}

    _, frame = taken(
        polecat.load, written(tmp_path, "ngecEvents.DV.2020.txt", polecat_file([row], header))
    )

    assert frame["intensity"].to_list() == [Decimal("2.500")]


LISTS = [
    (icews.load, "icews.tab", icews_file([icews_row(n, RUSSIA, KOREA, "040") for n in (1, 2)])),
    (gdelt.load, "a.export.csv", gdelt_file([gdelt_row(n, "RUS", "JPN", "040") for n in (1, 2)])),
    (polecat.load, "ngecEvents.DV.2023.txt",
     polecat_file([polecat_row(n, "KEN", "UGA", "AID") for n in (1, 2)])),
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged")


@pytest.mark.parametrize(("load", "name", "data"), LISTS)
@given(fault=damaged("\t"))
def test_damaged_lists_are_refused_or_read(place, load, name, data, fault):
    assert_refused_or_read(wholly(load), written(place, name, fault(data)))


@pytest.mark.parametrize(("load", "name", "data"), LISTS)
@given(fault=damaged_archives())
def test_damaged_archives_of_lists_are_refused_or_read(place, load, name, data, fault):
    packed = zip_of({name: data})

    assert_refused_or_read(wholly(load), written(place, f"{name}.zip", fault(packed)))


@pytest.mark.parametrize(("load", "name", "data"), LISTS)
def test_packed_lists_are_those_unpacked(tmp_path, load, name, data):
    plain = taken(load, written(tmp_path, name, data))[1]

    assert taken(load, written(tmp_path, f"{name}.zip", zip_of({name: data})))[1].equals(plain)
    assert taken(load, written(tmp_path, f"{name}.gz", gzip.compress(data)))[1].equals(plain)


@pytest.mark.parametrize(("load", "name", "data"), LISTS)
def test_an_archive_that_unpacks_without_end_is_refused(tmp_path, load, name, data):
    bomb = zip_of({name: data + b" " * 40_000_000})

    with pytest.raises(SourceError, match="unpack"):
        taken(load, written(tmp_path, f"{name}.zip", bomb))


def test_a_list_in_several_files_is_stored_and_an_event_in_two_of_them_refused(tmp_path: Path):
    files = tmp_path / "files"
    files.mkdir()
    for number in range(3):
        day = date(2018, 6, 1) + timedelta(days=number)
        rows = [icews_row(number * 10 + n, RUSSIA, KOREA, "040", Event_Date=day.isoformat())
                for n in range(5)]  # fmt: skip
        written(files, f"icews.{number}.tab", icews_file(rows))

    added = add("icews", files, tmp_path / "db", TODAY)
    assert added.rows == {"coded_events": 15}
    assert added.rows_read == 15

    written(files, "icews.9.tab", icews_file([icews_row(1, RUSSIA, KOREA, "040")]))
    with pytest.raises(StoreError, match="two rows for 1/2018-06-01"):
        add("icews", files, tmp_path / "db", TODAY)
