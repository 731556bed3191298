"""UN Comtrade: three layouts, one meaning. All numbers in the samples are made up."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.errors import SourceError
from visavis.model.groups import members
from visavis.sources import Load
from visavis.sources.comtrade import load
from visavis.sources.comtrade_layouts import LAYOUTS

TODAY = date(2026, 1, 2)
V1, LEGACY, CODED = (shape.header for shape in LAYOUTS)
WHOLE = {
    "typeCode": "C", "freqCode": "A", "partner2Code": "0", "classificationCode": "H6",
    "customsCode": "C00", "mosCode": "0", "motCode": "0", "isAggregate": "true",
}  # fmt: skip
NAMES = {"0": "World", "156": "China", "356": "India", "643": "Russia", "842": "USA"}


def v1(rows: Sequence[dict[str, str]], *, tail: str = ",", encoding: str = "utf-8") -> bytes:
    """A web download with these rows; `tail` is the comma behind each of them."""
    out = io.StringIO()
    out.write(",".join(V1) + "\r\n")
    for row in rows:
        cells = WHOLE | row
        quoted = ",".join(f'"{cells[name]}"' if cells.get(name) else "" for name in V1)
        out.write(quoted + tail + "\r\n")
    return out.getvalue().encode(encoding)


def flow(
    partner: str,
    value: str,
    kind: str = "X",
    *,
    reporter: str = "643",
    product: str = "TOTAL",
    period: str = "2020",
) -> dict[str, str]:
    return {
        "reporterCode": reporter, "reporterDesc": NAMES.get(reporter, reporter),
        "partnerCode": partner, "partnerDesc": NAMES.get(partner, partner), "flowCode": kind,
        "primaryValue": value, "cmdCode": product, "period": period,
    }  # fmt: skip


COMPLETE = [flow("0", "100"), flow("156", "60"), flow("842", "40"), flow("0", "7", "M")]


def loaded(tmp_path: Path, *contents: bytes) -> Load:
    for number, content in enumerate(contents):
        (tmp_path / f"TradeData_{number}.csv").write_bytes(content)
    return load(tmp_path, TODAY)


def cells(result: Load) -> list[tuple[object, ...]]:
    names = ("book", "subject", "partner", "product", "start", "value", "valuation")
    return result.tables["facts"].frame.select(names).rows()


def test_exports_go_from_the_reporter_and_imports_to_it(tmp_path: Path) -> None:
    result = loaded(tmp_path, v1([flow("156", "60.5"), flow("156", "54", "M")]))

    assert cells(result) == [
        ("importer", "CHN", "RUS", "TOTAL", date(2020, 1, 1), Decimal("54.000"), "CIF"),
        ("exporter", "RUS", "CHN", "TOTAL", date(2020, 1, 1), Decimal("60.500"), "FOB"),
    ]


@pytest.mark.parametrize("tail", [",", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_trailing_comma_and_the_encoding_change_nothing(
    tmp_path: Path, tail: str, encoding: str
) -> None:
    row = flow("384", "5") | {"partnerDesc": "Côte d'Ivoire"}

    result = loaded(tmp_path, v1([row], tail=tail, encoding=encoding))

    assert cells(result)[0][1:6] == ("RUS", "CIV", "TOTAL", date(2020, 1, 1), Decimal(5))


def older(header: Sequence[str], rows: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def test_both_older_layouts_mean_the_same(tmp_path: Path) -> None:
    common = {
        "Reporter Code": "643", "Reporter": "Russian Federation", "Partner Code": "156",
        "Partner": "China", "Trade Value (US$)": "49147000000", "Year": "2020",
    }  # fmt: skip
    legacy = common | {
        "Classification": "H5", "Period": "2020", "Trade Flow Code": "2",
        "Commodity Code": "TOTAL", "Flag": "0",
    }  # fmt: skip
    coded = common | {"pfCode": "H5", "period": "2020", "rgCode": "2", "Commodity Code": "27"}

    result = loaded(tmp_path, older(LEGACY, [legacy]), older(CODED, [coded]))

    assert [row[3:6] for row in cells(result)] == [
        ("HS27", date(2020, 1, 1), Decimal(49147000000)),
        ("TOTAL", date(2020, 1, 1), Decimal(49147000000)),
        ("energy", date(2020, 1, 1), Decimal(49147000000)),
    ]


@pytest.mark.parametrize(
    ("edition", "code", "product"),
    [("H5", "1", "HS01"), ("H5", "102", "HS0102"), ("H5", "10121", "HS010121"),
     ("HS", "01", "HS01"), ("H5", "10", "HS10"), ("S4", "1", "S4-1"), ("S4", "011", "S4-011")],
)  # fmt: skip
def test_a_code_of_goods_without_its_zero_gets_it_back(
    tmp_path: Path, edition: str, code: str, product: str
) -> None:
    row = {
        "Reporter Code": "643", "Reporter": "Russian Federation", "Partner Code": "156",
        "Partner": "China", "Trade Value (US$)": "5", "Year": "2017", "Classification": edition,
        "Period": "2017", "Trade Flow Code": "2", "Commodity Code": code, "Flag": "0",
    }  # fmt: skip

    assert [each[3] for each in cells(loaded(tmp_path, older(LEGACY, [row])))] == [product]


def test_parts_of_a_flow_are_left_out_and_counted(tmp_path: Path) -> None:
    split = [
        flow("156", "60"),
        flow("156", "20") | {"motCode": "2100"},
        flow("156", "30") | {"customsCode": "C01"},
        flow("156", "10") | {"partner2Code": "842"},
        flow("156", "5", "RX"),
        flow("97", "99"),
    ]

    result = loaded(tmp_path, v1(split))

    assert [row[5] for row in cells(result)] == [Decimal(60)]
    assert sum(result.left_out.values()) == 5
    assert result.left_out["re-exports, part of exports"] == 1


def test_partners_that_are_no_state_keep_an_id_and_the_world_whole(tmp_path: Path) -> None:
    result = loaded(tmp_path, v1([flow("0", "100"), flow("156", "60"), flow("899", "40")]))

    assert [row[2] for row in cells(result)] == ["CHN", "WLD", "_NES_899"]
    assert result.tables["facts"].extents[0].partners is None


@pytest.mark.parametrize(("area", "means"), [("899", "unknown"), ("837", "zero")])
def test_no_row_is_no_zero_where_a_partner_may_be_hidden_in_areas_not_named(
    tmp_path: Path, area: str, means: str
) -> None:
    result = loaded(tmp_path, v1([flow("0", "100"), flow("156", "60"), flow(area, "40")]))

    (extent,) = result.tables["facts"].extents
    assert (extent.absent_means, extent.partners) == (means, None)


def test_partners_that_do_not_add_up_to_the_world_are_not_all_of_them(tmp_path: Path) -> None:
    result = loaded(tmp_path, v1([flow("0", "100"), flow("156", "60")]))

    (extent,) = result.tables["facts"].extents
    assert (extent.absent_means, extent.partners) == ("unknown", ("CHN", "WLD"))


def test_each_extent_is_a_run_of_years_without_a_gap(tmp_path: Path) -> None:
    years = [
        flow(partner, "5", period=year)
        for year in ("2015", "2016", "2018")
        for partner in ("0", "156")
    ]

    extents = loaded(tmp_path, v1(years)).tables["facts"].extents

    assert [(each.start.year, each.end.year) for each in extents] == [(2015, 2016), (2018, 2018)]


def test_months_are_months(tmp_path: Path) -> None:
    result = loaded(tmp_path, v1([flow("156", "5", period="202402") | {"freqCode": "M"}]))

    row = result.tables["facts"].frame.row(0, named=True)
    assert (row["start"], row["end"]) == (date(2024, 2, 1), date(2024, 2, 29))
    assert result.tables["facts"].extents[0].frequency == "month"


def test_rows_repeated_in_overlapping_files_count_once(tmp_path: Path) -> None:
    result = loaded(tmp_path, v1(COMPLETE), v1(COMPLETE[:2]))

    assert len(cells(result)) == 4
    assert result.left_out == {"rows repeated in overlapping files": 2}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (v1([flow("156", "60"), flow("156", "61")]), "60.000 and 61.000 for RUS X CHN TOTAL"),
        (v1([flow("156", "-3")]), "line 2: found value '-3'"),
        (v1([flow("156", "many")]), "line 2: found value 'many'"),
        (v1([flow("156", "1", "Q")]), "found flow 'Q'"),
        (v1([flow("156", "1", period="2020Q1")]), "line 2: found period '2020Q1'"),
        (v1([flow("777", "1"), flow("156", "9")]), "carry 10.00% of the value: 777"),
        (
            v1([flow("156", "1", period="0000")]),
            "line 2: found period '0000'; expected a year from",
        ),
        (v1([flow("156", "1", period="1500")]), "found period '1500'; expected a year from 1900"),
        (v1([flow("156", "1", period="9999")]), "found period '9999'"),
        (v1([flow("156", "1", period="300001")]), "found period '300001'"),
        (v1([flow("156", "1", period="20211")]), "found period '20211'"),
        (v1([flow("156", "1", period="")]), "line 2: found no period; expected"),
        (
            v1([flow("156", "1") | {"refYear": "2019"}]),
            "line 2: found period '2020' of year '2019'",
        ),
        (v1([flow("156", "1", ""), flow("0", "1")]), "line 2: found no flow"),
        (v1([flow("0", "1"), flow("", "1")]), "line 3: found no partner code"),
        (v1([flow("156", "1", reporter="")]), "line 2: found no reporter code"),
        (v1([flow("156", "")]), "line 2: found no value"),
        (v1([flow("156", "1", product="")]), "line 2: found no commodity code"),
        (
            v1([flow("156", "1", product="27") | {"classificationCode": ""}]),
            "line 2: found no classification",
        ),
        (v1([flow("156", "5", "RX")]), "no whole export or import (1 re-exports, part of exports)"),
        (v1([flow("97", "5")]), "no whole export or import (1 repeats its members)"),
        (v1([flow("156", "5") | {"cmdDesc": "x" * 200_000}])[:-9], "a cell longer than 131072"),
        (b"x" * 200_000, "a cell longer than 131072"),
        (b"<!DOCTYPE html>\n<html><body>Error 503</body></html>\n", "found a web page"),
        (b"PK\x03\x04 and more\n", "found a packed file or spreadsheet"),
        (v1(COMPLETE)[:-40], "line 5"),
        (v1(COMPLETE).replace(b"primaryValue", b"tradeValue"), "unknown columns tradeValue"),
        (v1(COMPLETE).replace(b",", b";"), "fields separated by ';'"),
        (b"", "an empty file"),
    ],
)
def test_a_damaged_download_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(SourceError) as caught:
        loaded(tmp_path, content)

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("column", ["Trade Flow Code", "Reporter Code", "Partner Code"])
def test_a_blank_code_is_no_part_of_another_flow(tmp_path: Path, column: str) -> None:
    whole = {
        "Reporter Code": "643", "Reporter": "Russian Federation", "Partner Code": "156",
        "Partner": "China", "Trade Value (US$)": "5", "Year": "2020", "Classification": "H5",
        "Period": "2020", "Trade Flow Code": "2", "Commodity Code": "TOTAL", "Flag": "0",
    }  # fmt: skip

    with pytest.raises(SourceError, match=r"0.csv, line 3: found no (flow|reporter|part)"):
        loaded(tmp_path, older(LEGACY, [whole, whole | {column: ""}]))


@pytest.mark.parametrize("name", ["2021.xlsx", "deep/2021.zip", "2021.CSV.ZIP", "2021.parquet"])
def test_a_file_that_cannot_be_read_beside_others_is_refused_not_skipped(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"PK\x03\x04")

    with pytest.raises(SourceError, match=rf"{name}: found .* beside .*; expected"):
        loaded(tmp_path, v1(COMPLETE))


def test_files_are_found_in_folders_below_and_by_capitals_too(tmp_path: Path) -> None:
    for number, name in enumerate(("2019/T.csv", "2020/T.CSV", "2020/._T.csv", "notes.txt")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        content = v1([flow("156", "5", period=str(2019 + number))])
        (tmp_path / name).write_bytes(b"\x00" if "._" in name else content)

    result = load(tmp_path, TODAY)

    assert result.files == ("2019/T.csv", "2020/T.CSV")
    assert [row[4] for row in cells(result)] == [date(2019, 1, 1), date(2020, 1, 1)]


def test_a_fault_names_the_file_by_its_folder(tmp_path: Path) -> None:
    for year, value in (("2019", "5"), ("2020", "many")):
        (tmp_path / year).mkdir()
        (tmp_path / year / "T.csv").write_bytes(v1([flow("156", value, period=year)]))

    with pytest.raises(SourceError, match=r"^2020/T.csv, line 2: found value 'many'"):
        load(tmp_path, TODAY)


def test_a_file_named_as_packed_that_is_not_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "T.csv.gz").write_bytes(v1(COMPLETE))

    with pytest.raises(SourceError, match=r"T.csv.gz: found a file that is not packed"):
        load(tmp_path, TODAY)


def test_an_unknown_partner_of_little_weight_is_named_not_hidden(tmp_path: Path) -> None:
    result = loaded(tmp_path, v1([flow("777", "1"), flow("156", "9999")]))

    assert result.unmatched == {"777": Decimal(1)}
    assert result.unmatched_share == Decimal("0.0001")


def test_the_label_is_that_of_the_content(tmp_path: Path) -> None:
    one = loaded(tmp_path, v1(COMPLETE)).vintage
    two = loaded(tmp_path, v1([*COMPLETE[:3], flow("0", "8", "M")])).vintage

    assert one.startswith("to-2020+")
    assert one != two


@settings(deadline=None, max_examples=25)
@given(order=st.permutations(COMPLETE), cut=st.integers(1, 3))
def test_order_of_rows_and_files_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[dict[str, str]], cut: int
) -> None:
    whole = loaded(tmp_path_factory.mktemp("whole"), v1(COMPLETE))
    split = loaded(tmp_path_factory.mktemp("split"), v1(order[:cut]), v1(order[cut:]))

    assert cells(split) == cells(whole)
    assert split.tables["facts"].extents == whole.tables["facts"].extents


@pytest.mark.shared
def test_russia_2020_as_the_united_nations_has_it(shared_data: Path) -> None:
    result = load(shared_data / "trade" / "comtrade_legacy", TODAY)
    year = result.tables["facts"].frame.filter(
        (pl.col("product") == "TOTAL") & (pl.col("start") == date(2020, 1, 1))
    )
    exports = dict(year.filter(pl.col("subject") == "RUS").select("partner", "value").iter_rows())
    imports = dict(year.filter(pl.col("partner") == "RUS").select("subject", "value").iter_rows())
    union = members("EU27", date(2020, 2, 1))

    def shares(states: frozenset[str]) -> tuple[float, float]:
        sold = sum(exports[each] for each in states) / exports["WLD"]
        bought = sum(imports[each] for each in states) / imports["WLD"]
        return round(float(sold) * 100, 2), round(float(bought) * 100, 2)

    # Worked out by hand from the same files: total exports 337.10, imports 231.66 billion.
    assert round(exports["WLD"] / 10**9, 2) == Decimal("337.10")
    assert round(imports["WLD"] / 10**9, 2) == Decimal("231.66")
    assert shares(frozenset({"CHN"})) == (14.58, 23.70)
    assert shares(union) == (33.76, 33.83)
    assert shares(union | {"GBR"}) == (40.63, 35.28)
    assert abs(sum(v for k, v in exports.items() if k != "WLD") - exports["WLD"]) < 1000
    assert result.unmatched == {}


@pytest.mark.shared
def test_the_chapters_of_russias_trade_have_two_digits_in_all_years(shared_data: Path) -> None:
    frame = load(shared_data / "trade" / "comtrade_legacy", TODAY).tables["facts"].frame
    chapters = frame.filter(pl.col("product").str.starts_with("HS"))
    years = chapters.group_by(pl.col("start").dt.year()).agg(pl.col("product").unique())

    assert all(len(code) == len("HS01") for code in set(chapters["product"]))
    assert {year: {"HS01", "HS09"} <= set(found) for year, found in years.iter_rows()} == (
        dict.fromkeys(range(2015, 2021), True)
    )


@pytest.mark.shared
def test_the_web_download_adds_up_to_its_world(shared_data: Path) -> None:
    result = load(shared_data / "trade" / "comtrade_v1", TODAY)

    # Germany's file has 78 billion dollars of imports from "Areas, nes".
    extents = result.tables["facts"].extents
    open_ones = {each for each in extents if each.absent_means == "unknown"}
    assert {each.subjects or each.partners for each in open_ones} == {("DEU",)}
    assert all(None in (each.subjects, each.partners) for each in extents)
    frame = result.tables["facts"].frame
    china = frame.filter((pl.col("subject") == "WLD") & (pl.col("partner") == "CHN"))
    # First row of the file: imports of China from the world in 2022.
    assert china["value"].to_list() == [Decimal(2715997517261)]
