"""The IMF's trade in goods: two headers, XML, scales, groups, silent states, faults, a verdict."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from faults import BOMB_XML, assert_refused_or_read, damaged
from hypothesis import HealthCheck, given, settings

from visavis.checking import check
from visavis.errors import SourceError, UsageError
from visavis.model.verdicts import Verdict
from visavis.refresh import add
from visavis.sources import Load, source
from visavis.sources.getting import Asked
from visavis.sources.imf_imts import LAYOUTS, load

TODAY = date(2026, 3, 19)
FLOW = "IMF.STA:IMTS(1.0.0)"
YEAR_2023 = date(2023, 1, 1), date(2023, 12, 31)
CHINA = ("CHN", "XG_FOB_USD", "VNM", "A", "2023", "137612000000")


def row(*cells: str, scale: str = "6", first: str = FLOW) -> str:
    return ",".join((first, *cells, scale, "", "", "", "", "USD", "", "", ""))


def csv(*rows: str, layout: int = 0) -> bytes:
    return ("\n".join((",".join(LAYOUTS[layout].header), *rows)) + "\n").encode()


def read(folder: Path, data: bytes, name: str = "imts.csv") -> Load:
    path = folder / name
    path.write_bytes(data)
    return load(path, TODAY)


def cells(found: Load) -> dict[tuple[str, str, str, date, date], tuple[Decimal | None, str, str]]:
    rows = found.tables["facts"].frame.select(
        "subject", "partner", "book", "start", "end", "value", "valuation", "status"
    )
    return {each[:5]: each[5:] for each in rows.iter_rows()}


def test_amounts_are_whole_dollars_whatever_the_scale_says(tmp_path: Path) -> None:
    imports = ("CHN", "MG_CIF_USD", "VNM", "A", "2023", "92181000000.4")
    found = cells(read(tmp_path, csv(row(*CHINA), row(*imports))))

    assert found == {
        ("CHN", "VNM", "exporter", *YEAR_2023): (Decimal(137_612_000_000), "FOB", "reported"),
        ("VNM", "CHN", "importer", *YEAR_2023): (
            Decimal("92181000000.400"), "CIF", "reported",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("layout", [1, 2])
def test_the_newer_header_is_read_too(tmp_path: Path, layout: int) -> None:
    newer = row(*CHINA, first=f"dataflow,{FLOW},R")

    assert len(cells(read(tmp_path, csv(newer, layout=layout)))) == 1


def test_groups_balances_quarters_and_own_trade_are_left_out_by_name(tmp_path: Path) -> None:
    others = [
        row("CHN", "XG_FOB_USD", "G163", "A", "2023", "5"),
        row("G110", "XG_FOB_USD", "CHN", "A", "2023", "5"),
        row("G001", "XG_FOB_USD", "CHN", "A", "2023", "5"),
        row("CHN", "TBG_USD", "VNM", "A", "2023", "-5"),
        row("CHN", "XG_FOB_USD", "VNM", "Q", "2023-Q1", "5"),
        row("CHN", "MG_CIF_USD", "CHN", "A", "2023", "5"),
    ]
    found = read(tmp_path, csv(row(*CHINA), *others))

    assert len(cells(found)) == 1
    assert found.left_out == {
        "an economy's trade with itself": 1,
        "balances, the difference of two flows": 1,
        "groups of economies": 3,
        "quarters, sums of months": 1,
    }


def test_the_world_as_counterpart_is_a_total(tmp_path: Path) -> None:
    found = cells(
        read(tmp_path, csv(row("CHN", "XG_FOB_USD", "G001", "A", "2023", "3380000000000")))
    )

    assert list(found) == [("CHN", "WLD", "exporter", *YEAR_2023)]


def test_a_year_beside_its_months_is_left_out_and_a_month_alone_stays(tmp_path: Path) -> None:
    months = [row(*CHINA[:3], "M", f"2023-M{n:02d}", "11000000000") for n in range(1, 13)]
    lone = row(*CHINA[:3], "M", "2024-M02", "7000000000")
    found = read(tmp_path, csv(row(*CHINA), *months, lone))

    assert found.left_out == {"years whose months are all given": 1}
    assert ("CHN", "VNM", "exporter", date(2024, 2, 1), date(2024, 2, 29)) in cells(found)
    assert len(cells(found)) == 13


def test_imports_fob_stand_where_there_are_none_cif(tmp_path: Path) -> None:
    rows = [
        row("CAN", "MG_FOB_USD", "USA", "A", "2023", "270000000000"),
        row("CAN", "MG_FOB_USD", "MEX", "A", "2023", "30000000000"),
        row("CAN", "MG_CIF_USD", "USA", "A", "2023", "280000000000"),
    ]
    found = read(tmp_path, csv(*rows))

    assert cells(found)["USA", "CAN", "importer", *YEAR_2023][1] == "CIF"
    assert cells(found)["MEX", "CAN", "importer", *YEAR_2023][1] == "FOB"
    assert found.left_out == {"imports FOB, given CIF as well": 1}


def test_what_a_silent_state_is_said_to_trade_is_nobodys_book(tmp_path: Path) -> None:
    rows = [row("RUS", "XG_FOB_USD", "CHN", "A", year, "70000000000") for year in ("2021", "2023")]
    found = cells(read(tmp_path, csv(*rows)))

    assert {key[2]: found[key][2] for key in found} == {
        "exporter": "reported", "publisher": "estimated",
    }  # fmt: skip


def test_an_empty_cell_is_not_reported_and_zero_is_zero(tmp_path: Path) -> None:
    rows = [
        row(*CHINA),
        row("CHN", "XG_FOB_USD", "BTN", "A", "2023", "0"),
        row("CHN", "XG_FOB_USD", "TON", "A", "2023", ""),
        row("CHN", "XG_FOB_USD", "FJI", "A", "2023", "NaN"),
    ]
    found = cells(read(tmp_path, csv(*rows)))

    assert {key[1]: found[key][2] for key in found} == {
        "VNM": "reported", "BTN": "true_zero", "TON": "not_reported", "FJI": "not_reported",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (row("CHN", "XG_FOB_USD", "QQQ", "A", "2023", "5000000000"), "of the value: QQQ"),
        (row("CHN", "XG_FOB_EUR", "VNM", "A", "2023", "5"), "indicator 'XG_FOB_EUR'"),
        (row("CHN", "XG_FOB_USD", "VNM", "A", "20211", "5"), "period '20211'"),
        (row("CHN", "XG_FOB_USD", "VNM", "M", "2023-M13", "5"), "period '2023-M13'"),
        (row("CHN", "XG_FOB_USD", "VNM", "D", "2023", "5"), "frequency 'D'"),
        (row("CHN", "XG_FOB_USD", "IND", "A", "2023", "-5"), "value '-5'"),
        (row("CHN", "XG_FOB_USD", "IND", "A", "2023", "1e999"), "value '1e999'"),
        (row(*CHINA[:5], "137612000001"), "a second value for CHN to VNM"),
        (row("CHN", "XG_FOB_USD", "IND", "A", "2023", "5", scale="9"), "scale '9'"),
        (row("CHN", "XG_FOB_USD", "IND", "A", "2023", "5", first="IMF.STA:DIP(1.0)"), "IMTS"),
    ],
)
def test_what_no_row_of_the_data_flow_says_is_refused(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path, csv(row(*CHINA), line))

    assert said in str(refused.value)


def test_a_file_that_looks_as_if_it_were_in_millions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="which may be millions"):
        read(tmp_path, csv(row("CHN", "XG_FOB_USD", "VNM", "A", "2023", "137612")))


SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<m:StructureSpecificData xmlns:m="{SCHEMAS}/message" xmlns:c="{SCHEMAS}/common"
 xmlns:ss="{SCHEMAS}/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:n="urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=IMF.STA:IMTS(1.0.0):TIME_PERIOD">
<m:Header><m:ID>a</m:ID><m:Test>false</m:Test><m:Prepared>2026-03-19T10:11:12Z</m:Prepared>
<m:Sender id="IMF.STA"/>
<m:Structure structureID="S" namespace="urn:x" dimensionAtObservation="TIME_PERIOD">
<c:StructureUsage><Ref agencyID="IMF.STA" id="IMTS" version="1.0.0" class="Dataflow"/>
</c:StructureUsage></m:Structure></m:Header>
<m:DataSet ss:structureRef="S" xsi:type="n:DataSetType" ss:dataScope="DataStructure">
<Series COUNTRY="CHN" INDICATOR="XG_FOB_USD" COUNTERPART_COUNTRY="VNM" FREQUENCY="A" SCALE="6">
<Obs TIME_PERIOD="2022" OBS_VALUE="146964000000"/>
<Obs TIME_PERIOD="2023" OBS_VALUE="137612000000" STATUS="A"/>
<Obs TIME_PERIOD="2024"/>
</Series></m:DataSet></m:StructureSpecificData>
""".encode()


def test_xml_gives_the_rows_that_csv_gives(tmp_path: Path) -> None:
    found = cells(read(tmp_path, XML, "imts.xml"))

    assert found["CHN", "VNM", "exporter", *YEAR_2023] == (
        Decimal(137_612_000_000), "FOB", "reported",
    )  # fmt: skip
    assert sorted(key[3].year for key in found) == [2022, 2023, 2024]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB_XML, "definitions of its own"),
        (XML.replace(b"<m:Header>", b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><m:Header>"), "own"),
        (XML.decode().encode("utf-16"), "Latin-1 among|zero bytes|another encoding"),
        (XML.replace(b'encoding="UTF-8"', b'encoding="UTF-7"'), "another encoding"),
        (XML.replace(b"IMTS", b"DIP"), "another data flow"),
        (XML.replace(b"STATUS=", b"STATE="), "XML that cannot be read"),
        (XML.replace(b"</Series>", b""), "XML that cannot be read"),
        (b"<html>IMF.STA:IMTS( denied</html>", "XML that cannot be read"),
    ],
)
def test_other_xml_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(tmp_path, data, "imts.xml")


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_a_damaged_csv_is_refused_or_read(tmp_path: Path, fault) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(fault(csv(row(*CHINA), row("CHN", "MG_CIF_USD", "VNM", "M", "2023-M01", "7"))))
    assert_refused_or_read(load, path)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(damaged('"'))
def test_damaged_xml_is_refused_or_read(tmp_path: Path, fault) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(fault(XML))
    assert_refused_or_read(load, path)


def test_one_question_for_each_reporter() -> None:
    asked = source("imf_imts").requests(Asked(years=(2019, 2021), reporters=("CHN", "XKX")))

    assert [each.url.partition("/+/")[2] for each in asked] == [
        "CHN.XG_FOB_USD+MG_CIF_USD..A?c%5BTIME_PERIOD%5D=ge:2019+le:2021",
        "KOS.XG_FOB_USD+MG_CIF_USD..A?c%5BTIME_PERIOD%5D=ge:2019+le:2021",
    ]
    headers = {",".join(layout.header) for layout in LAYOUTS}
    assert set(asked[0].first_lines) <= headers
    with pytest.raises(UsageError, match="--reporter"):
        source("imf_imts").requests(Asked())


def test_a_sentence_is_settled(tmp_path: Path) -> None:
    # Korea's exports to China in 2024, 132.9 billion dollars: the IMF's answer as cited by others.
    path = tmp_path / "imts.csv"
    path.write_bytes(csv(row("KOR", "XG_FOB_USD", "CHN", "A", "2024", "132902972288")))
    add("imf_imts", path, tmp_path / "db", TODAY)
    for amount, right in (("132.9", True), ("212.9", False)):
        text = f"South Korea's goods exports to China were ${amount} billion in 2024."
        (claim,) = check(text, db=tmp_path / "db").claims
        supported = (Verdict.SUPPORTED, Verdict.SUPPORTED_BY_ONE_BOOK)
        assert (claim.verdict in supported) is right
