"""Treaties: the WTO's list, DESTA, ATOP and DCAD, by rows of our own and by the real files."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
import ties_samples as samples
from faults import assert_refused_or_read, damaged, damaged_archives, zip_bomb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visavis.errors import SourceError
from visavis.model.groups import is_group, members
from visavis.sources import Load, atop, dcad, desta, wto_rta
from visavis.sources.labels import labels
from visavis.sources.workbooks import table
from visavis.sources.wto_parties import id_of

LAIA = "Latin American Integration Association (LAIA)"
TODAY = date(2026, 11, 22)
FUZZ = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Fault = object


def pair(load: Load, one: str, other: str, *columns: str) -> list[tuple[object, ...]]:
    """The ties of the two in the table, in its order."""
    frame = load.tables["ties"].frame
    found = frame.filter((pl.col("subject") == one) & (pl.col("partner") == other))
    return found.select(columns or ("key", "start", "end")).rows()


@pytest.fixture(scope="module")
def wto(tmp_path_factory: pytest.TempPathFactory) -> Load:
    path = samples.wto_workbook(tmp_path_factory.mktemp("wto") / "AllRTAs.xlsx")
    return wto_rta.load(path, TODAY)


def test_members_of_a_bloc_are_bound_by_its_agreement_from_its_day_on(wto: Load) -> None:
    assert pair(wto, "RUS", "VNM") == [("973", date(2016, 10, 5), None)]
    assert pair(wto, "KGZ", "VNM") == [("973", date(2016, 10, 5), None)]


def test_members_of_a_bloc_are_not_bound_to_each_other_by_its_agreements(wto: Load) -> None:
    assert pair(wto, "KAZ", "RUS") == []
    assert pair(wto, "DEU", "FRA") == []


def test_a_later_member_of_a_bloc_is_bound_only_where_the_blocs_own_agreement_has_it(
    tmp_path: Path,
) -> None:
    area = "ASEAN Free Trade Area (AFTA)"
    common = {"Type": "FTA", "Status": "In Force"}
    rows = (
        common | {
            "RTA ID": 1, "RTA Name": area, "Date of Entry into Force (G)": datetime(2010, 5, 17),
            "Current signatories": "Viet Nam; Thailand",
            "Original signatories": "Viet Nam; Thailand",
        },
        common | {
            "RTA ID": 42, "RTA Name": "ASEAN - China",
            "Date of Signature (G)": datetime(2004, 11, 29),
            "Date of Entry into Force (G)": datetime(2005, 1, 1),
            "Current signatories": f"China; {area}", "Original signatories": f"China; {area}",
        },
    )  # fmt: skip
    found = wto_rta.load(samples.wto_workbook(tmp_path / "AllRTAs.xlsx", rows), TODAY)

    assert pair(found, "CHN", "VNM") == [("42", date(2005, 1, 1), None)]
    assert pair(found, "CHN", "TLS") == []


def test_who_had_left_a_bloc_before_it_signed_is_no_party(tmp_path: Path) -> None:
    row = {
        "RTA ID": 9, "RTA Name": "EFTA - Thailand", "Type": "FTA",
        "Status": "Early announcement-Signed", "Date of Signature (G)": datetime(2025, 1, 23),
        "Current signatories": "Thailand; European Free Trade Association (EFTA)",
        "Original signatories": "Thailand; European Free Trade Association (EFTA)",
    }  # fmt: skip
    found = wto_rta.load(samples.wto_workbook(tmp_path / "AllRTAs.xlsx", [row]), TODAY)

    assert pair(found, "NOR", "THA") == [("9", None, None)]
    assert pair(found, "SWE", "THA") == []


def test_goods_and_services_are_two_ties_where_they_began_on_two_days(wto: Load) -> None:
    assert pair(wto, "CHL", "CHN", "kind", "start") == [
        ("FTA & EIA; goods", date(2006, 10, 1)),
        ("FTA & EIA; services", date(2010, 8, 1)),
    ]


def test_entries_and_exits_in_free_text_come_before_the_general_date(wto: Load) -> None:
    assert pair(wto, "AUS", "VNM") == [("640", date(2019, 1, 14), None)]
    assert pair(wto, "AUS", "JPN") == [("640", date(2018, 12, 30), date(2024, 6, 30))]


def test_a_party_in_the_year_9999_is_not_bound_and_has_no_first_day(wto: Load) -> None:
    assert pair(wto, "AUS", "CAN", "kind", "signed", "start") == [
        ("FTA; not in force", date(2018, 3, 8), None)
    ]


def test_an_accession_binds_from_its_own_date_and_with_each_party_from_theirs(wto: Load) -> None:
    assert pair(wto, "GBR", "VNM", "key", "signed", "start") == [
        ("640", date(2023, 7, 16), date(2024, 12, 15))
    ]
    assert pair(wto, "AUS", "GBR") == [("640", date(2024, 12, 24), None)]
    assert pair(wto, "GBR", "JPN") == []


def test_an_inactive_agreement_ends_on_the_day_before_and_lists_the_communities(wto: Load) -> None:
    assert pair(wto, "CYP", "DEU") == [("247", date(1963, 11, 1), date(1980, 12, 31))]
    assert pair(wto, "CYP", "GBR") == [("247", date(1973, 1, 1), date(1980, 12, 31))]


def test_negotiations_bind_nobody_and_are_counted(wto: Load) -> None:
    assert pair(wto, "AUS", "SAU") == []
    assert wto.left_out["agreements under negotiation"] == 1
    assert wto.left_out["accessions, joined to the agreement acceded to"] == 1


def test_no_row_of_the_wto_means_unknown_since_not_all_agreements_are_notified(wto: Load) -> None:
    assert {each.absent_means for each in wto.tables["ties"].extents} == {"unknown"}


def test_the_day_on_which_the_workbook_was_written_is_the_vintage(tmp_path: Path) -> None:
    path = samples.wto_workbook(tmp_path / "AllRTAs.xlsx")
    found = wto_rta.load(path, date(2999, 1, 1))

    assert found.vintage == found.released.isoformat() == datetime.now().date().isoformat()


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("Status", "Perhaps", "the status 'Perhaps'"),
        ("Current signatories", "Chile; Ruritania", "Ruritania"),
        ("Specific Entry/Exit dates", "Chile(31-Feb-2011 - )", "31-Feb-2011"),
        ("Specific Entry/Exit dates", "Chile from 2011", "Chile from 2011"),
        ("Date of Signature (G)", "soon", "expected a day"),
        ("Date of Signature (G)", datetime(2201, 1, 1), "2201-01-01"),
    ],
)
def test_a_cell_that_is_not_understood_stops_the_list(
    tmp_path: Path, column: str, cell: object, words: str
) -> None:
    rows = [dict(samples.AGREEMENTS[1]) | {column: cell}]
    with pytest.raises(SourceError, match=r".") as error:
        wto_rta.load(samples.wto_workbook(tmp_path / "AllRTAs.xlsx", rows), TODAY)

    assert words in str(error.value)


def test_a_small_workbook_that_unpacks_to_gigabytes_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "AllRTAs.xlsx"
    path.write_bytes(zip_bomb())
    with pytest.raises(SourceError, match="unpacks to 400 million bytes"):
        wto_rta.load(path, TODAY)


@FUZZ
@given(fault=damaged_archives())
def test_a_damaged_export_of_the_wto_is_refused_or_read(tmp_path: Path, fault: Fault) -> None:
    path = samples.wto_workbook(tmp_path / "AllRTAs.xlsx")
    path.write_bytes(fault(path.read_bytes()))  # type: ignore[operator]
    assert_refused_or_read(wto_rta.load, path)


def test_a_year_of_desta_is_its_first_day_and_a_role_that_lacks_is_that_of_most(
    tmp_path: Path,
) -> None:
    path = tmp_path / "DESTA_list_of_treaties.csv"
    path.write_text(samples.desta_csv(), encoding="latin-1")
    found = desta.load(path, TODAY)

    assert pair(found, "RUS", "VNM", "key", "signed", "start", "precision") == [
        ("915", date(2015, 1, 1), date(2016, 1, 1), "year")
    ]
    assert pair(found, "ARM", "VNM") == [("915", date(2016, 1, 1), None)]
    assert pair(found, "ARM", "RUS") == []


def test_accessions_and_withdrawals_of_desta_bind_and_free_those_that_they_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "DESTA_list_of_treaties.csv"
    path.write_text(samples.desta_csv(), encoding="latin-1")
    found = desta.load(path, TODAY)

    assert pair(found, "PER", "VEN", "key", "signed", "end") == [
        ("26", date(1973, 1, 1), date(2006, 12, 31))
    ]
    assert pair(found, "BOL", "PER") == [("26", date(1970, 1, 1), None)]
    assert found.left_out["negotiations"] == 1


def test_the_number_of_russia_means_the_soviet_union_before_its_end(tmp_path: Path) -> None:
    path = tmp_path / "DESTA_list_of_treaties.csv"
    path.write_text(samples.desta_csv(), encoding="latin-1")
    found = desta.load(path, TODAY)

    assert pair(found, "FIN", "SUN") == [("451", None, date(1991, 12, 25))]


@FUZZ
@given(fault=damaged(";"))
def test_a_damaged_list_of_desta_is_refused_or_read(tmp_path: Path, fault: Fault) -> None:
    path = tmp_path / "DESTA_list_of_treaties.csv"
    path.write_bytes(fault(samples.desta_csv().encode("latin-1")))  # type: ignore[operator]
    assert_refused_or_read(desta.load, path)


def test_two_members_of_an_alliance_are_bound_while_both_are_in_the_same_phase(
    tmp_path: Path,
) -> None:
    found = atop.load(samples.atop_folder(tmp_path / "atop"), TODAY)

    assert pair(found, "CHN", "RUS", "key", "kind", "signed", "end") == [
        ("4980", "nonaggression; consultation", date(2001, 7, 16), None)
    ]
    assert pair(found, "RUS", "UZB") == [
        ("4220", date(1992, 5, 15), date(1999, 4, 20)),
        ("4220", date(2006, 8, 17), date(2012, 6, 28)),
    ]


def test_an_alliance_passes_from_the_soviet_union_to_russia_on_the_day_of_its_end(
    tmp_path: Path,
) -> None:
    found = atop.load(samples.atop_folder(tmp_path / "atop"), TODAY)

    assert pair(found, "FIN", "SUN") == [("3140", date(1948, 4, 6), date(1991, 12, 25))]
    assert pair(found, "FIN", "RUS") == [("3140", date(1991, 12, 26), date(1992, 1, 20))]


def test_alliances_end_in_2018_and_states_of_an_older_age_are_counted(tmp_path: Path) -> None:
    found = atop.load(samples.atop_folder(tmp_path / "atop"), TODAY)

    assert [each.end for each in found.tables["ties"].extents] == [date(2018, 12, 31)]
    assert found.left_out == {"members that were states of an earlier age": 1}
    assert found.vintage == "v5.1"


@FUZZ
@given(fault=damaged(), which=st.sampled_from("am"))
def test_a_damaged_list_of_atop_is_refused_or_read(
    tmp_path: Path, fault: Fault, which: str
) -> None:
    folder = samples.atop_folder(tmp_path / "atop")
    path = folder / f"atop5_1{which}.csv"
    path.write_bytes(fault(path.read_bytes()))  # type: ignore[operator]
    assert_refused_or_read(atop.load, folder)


def test_a_defence_agreement_is_dated_as_finely_as_it_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "DCAD-v1.0-main.csv"
    path.write_text(samples.dcad_csv(), encoding="latin-1")
    found = dcad.load(path, TODAY)

    assert pair(found, "CHN", "RUS", "key", "signed", "start", "end", "precision") == [
        ("DCADv1.0-0001", date(1996, 5, 6), None, None, "day"),
        ("DCADv1.0-0002", date(1995, 1, 1), None, date(2001, 12, 31), "year"),
    ]
    assert pair(found, "IND", "SUN", "start", "end") == [(date(1989, 1, 1), date(1991, 12, 25))]
    assert [each.reason for each in found.refused] == ["both sides are BOL"]
    assert found.vintage == "v1.0"


@FUZZ
@given(fault=damaged())
def test_a_damaged_list_of_defence_agreements_is_refused_or_read(
    tmp_path: Path, fault: Fault
) -> None:
    path = tmp_path / "DCAD-v1.0-main.csv"
    path.write_bytes(fault(samples.dcad_csv().encode("latin-1")))  # type: ignore[operator]
    assert_refused_or_read(dcad.load, path)


@pytest.mark.shared
def test_russia_is_in_the_unions_agreements_with_vietnam_serbia_and_iran(
    shared_data: Path,
) -> None:
    """In force 5 October 2016, 10 July 2021, 15 May 2025 (Eurasian Economic Commission)."""
    found = wto_rta.load(shared_data / "treaties" / "WTO_AllRTAs.xlsx", TODAY)

    assert pair(found, "RUS", "VNM", "start", "end") == [(date(2016, 10, 5), None)]
    assert (date(2021, 7, 10), None) in pair(found, "RUS", "SRB", "start", "end")
    assert pair(found, "IRN", "RUS", "start", "end") == [
        (date(2019, 10, 27), date(2025, 5, 14)),
        (date(2025, 5, 15), None),
    ]
    assert found.unmatched == {}
    assert found.vintage == "2026-02-25"


@pytest.mark.shared
def test_the_customs_union_of_the_communities_binds_its_six_founders_once(
    shared_data: Path,
) -> None:
    """Treaty of Rome, in force 1 January 1958; Britain left its market at the end of 2020."""
    found = wto_rta.load(shared_data / "treaties" / "WTO_AllRTAs.xlsx", TODAY)

    assert pair(found, "DEU", "FRA", "key", "start") == [("120", date(1958, 1, 1))]
    assert ("120", date(2020, 12, 31)) in pair(found, "DEU", "GBR", "key", "end")


MEMBERS = {
    # Key, day, members: EFTA's and the governments' own pages, and the association's of ALADI.
    ("135", date(1990, 1, 1)): "ARG BOL BRA CHL COL ECU MEX PER PRY URY VEN",
    ("135", date(1999, 8, 26)): "ARG BOL BRA CHL COL CUB ECU MEX PER PRY URY VEN",
    ("56", date(2003, 10, 17)): "CHN MAC",
    ("57", date(2003, 6, 28)): "",
    ("57", date(2003, 6, 29)): "CHN HKG",
    ("129", date(1994, 12, 31)): "AUT CHE FIN ISL LIE NOR SWE TUR",
    ("129", date(1995, 1, 1)): "CHE ISL LIE NOR TUR",
    ("129", date(2021, 10, 1)): "",
    ("125", date(1994, 6, 1)): "AUT CHE FIN ISL ISR LIE NOR SWE",
    ("125", date(2020, 1, 1)): "CHE ISL ISR LIE NOR",
    ("603", date(2010, 12, 31)): "CHE LIE SRB",
    ("603", date(2011, 12, 31)): "CHE ISL LIE NOR SRB",
    ("953", date(2018, 1, 1)): "GEO ISL NOR",
    ("953", date(2018, 6, 1)): "CHE GEO ISL LIE NOR",
    ("1173", date(2022, 1, 1)): "GBR NOR",
    ("1173", date(2022, 9, 1)): "GBR ISL LIE NOR",
    ("42", date(2026, 1, 1)): "BRN CHN IDN KHM LAO MMR MYS PHL SGP THA VNM",
    ("38", date(2005, 4, 1)): "JPN MEX",
}


@pytest.fixture(scope="module")
def whole(shared_data: Path) -> Load:
    return wto_rta.load(shared_data / "treaties" / "WTO_AllRTAs.xlsx", TODAY)


@pytest.mark.shared
@pytest.mark.parametrize(("key", "day"), MEMBERS)
def test_agreements_with_changes_have_the_members_of_each_day(
    whole: Load, key: str, day: date
) -> None:
    frame = whole.tables["ties"].frame
    bound = frame.filter(
        (pl.col("key") == key)
        & (pl.col("start") <= day)
        & (pl.col("end").is_null() | (pl.col("end") >= day))
    )

    assert " ".join(sorted({*bound["subject"], *bound["partner"]})) == MEMBERS[key, day]


@pytest.mark.shared
def test_no_change_of_an_agreement_names_a_party_that_is_not_bound_by_it(
    shared_data: Path, whole: Load
) -> None:
    file = shared_data / "treaties" / "WTO_AllRTAs.xlsx"
    names = {name: id_of(name) for name in labels("wto")}
    frame = whole.tables["ties"].frame
    strangers = set()
    for number, row in table(file, "RTA Changes", wto_rta.CHANGES):
        left, ids = str(row["Parties concerned"]), set()
        for name in sorted(names, key=len, reverse=True):
            if name in left:
                left = left.replace(name, "")
                ids.add(names[name])
        bound = frame.filter(pl.col("key") == str(int(str(row["RTA ID"]).partition(".")[0])))
        states = {*bound["subject"], *bound["partner"]}
        new = [x for x in ids if not (members(x, TODAY) if is_group(x) else {x}) & states]
        if (new or left.strip(" ,")) and row["RTA Name"] != LAIA:
            strangers.add((number, *new, left))

    assert strangers == set()
    assert whole.left_out[
        "changes of tariffs and rules between parties that are bound already"
    ] == (123)


@pytest.mark.shared
def test_desta_has_the_agreement_of_the_union_with_vietnam_in_2015_and_2016(
    shared_data: Path,
) -> None:
    found = desta.load(shared_data / "treaties" / "DESTA_list_of_treaties.csv", TODAY)

    assert pair(found, "RUS", "VNM", "signed", "start") == [(date(2015, 1, 1), date(2016, 1, 1))]
    assert found.rows_read == 1217


@pytest.mark.shared
@pytest.mark.parametrize(
    ("sides", "listed"),
    [
        (("CHN", "RUS"), ("4980", date(2001, 7, 16))),
        (("RUS", "VNM"), ("4605", date(1994, 6, 16))),
        (("PRK", "RUS"), ("4940", date(2000, 2, 9))),
        (("IND", "RUS"), ("4415", date(1993, 1, 28))),
        (("ARM", "RUS"), ("4220", date(1992, 5, 15))),
    ],
)
def test_russias_treaties_of_friendship_have_the_days_on_which_they_were_signed(
    shared_data: Path, tmp_path: Path, sides: tuple[str, str], listed: tuple[str, date]
) -> None:
    for name in ("atop5_1a.csv", "atop5_1m.csv"):
        (tmp_path / name).write_bytes((shared_data / "treaties" / name).read_bytes())
    found = atop.load(tmp_path, TODAY)

    assert listed in pair(found, *sides, "key", "start")


@pytest.mark.shared
def test_russia_has_171_defence_agreements_of_which_ten_are_with_china(shared_data: Path) -> None:
    """Kinne's own count of the code 365, which is the Soviet Union's before 1992."""
    found = dcad.load(shared_data / "defence" / "DCAD-v1.0-main.csv", TODAY)
    frame = found.tables["ties"].frame
    sides = pl.concat([frame["subject"], frame["partner"]])

    assert sides.is_in(["RUS", "SUN"]).sum() == 171
    with_others = {"CHN": 10, "IND": 5, "KAZ": 5, "IDN": 3, "KOR": 3, "MYS": 2, "VNM": 1}
    for other, count in with_others.items():
        russian = frame.filter(
            pl.any_horizontal(pl.col("subject", "partner").is_in(["RUS", "SUN"]))
            & pl.any_horizontal(pl.col("subject", "partner") == other)
        )
        assert russian.height == count
    assert found.rows_read == 1871
