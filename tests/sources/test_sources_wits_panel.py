"""WITS' panel: the publisher's shape with rows of our own, its merged codes, faults, real files."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged
from hypothesis import HealthCheck, given, settings

from visavis.errors import SourceError
from visavis.sources import wits_panel

DAY = date(2026, 11, 21)
YEARS = {
    "1990": {"DEU": {"x": 10.5}, "SVU": {"m": 3}},
    "2013": {"VNM": {"x": 1372.5, "m": 2596.25}, "OAS": {"x": 7}, "UNS": {"m": 0.5}},
}


def _file(folder: Path, years: object, name: str = "CHN.json") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(years), encoding="utf-8")
    return path


def _cells(load) -> dict[tuple[str, str, str, int], Decimal]:
    rows = load.tables["facts"].frame.select(
        "subject", "partner", "book", pl.col("start").dt.year(), "value"
    )
    return {row[:4]: row[4] for row in rows.iter_rows()}


def test_a_report_gives_a_row_in_each_book_in_whole_dollars(tmp_path: Path) -> None:
    load = wits_panel.load(_file(tmp_path, YEARS), DAY)
    cells = _cells(load)
    assert cells["CHN", "VNM", "exporter", 2013] == Decimal("1372500.000")
    assert cells["VNM", "CHN", "importer", 2013] == Decimal("2596250.000")
    assert cells["CHN", "TWN", "exporter", 2013] == Decimal(7000)
    assert cells["_NES_UNS", "CHN", "importer", 2013] == Decimal(500)


def test_codes_of_states_that_are_no_more_are_theirs_in_their_years(tmp_path: Path) -> None:
    years = {year: {"RUS": {"x": 1}, "SER": {"x": 2}, "CZE": {"x": 3}} for year in ("1985", "1995")}
    cells = _cells(wits_panel.load(_file(tmp_path, years), DAY))
    partners = {(partner, year) for _, partner, _, year in cells}
    assert partners == {
        ("SUN", 1985), ("YUG", 1985), ("CSK", 1985), ("RUS", 1995), ("SCG", 1995), ("CZE", 1995),
    }  # fmt: skip


def test_two_germanies_under_one_code_are_left_out_and_counted(tmp_path: Path) -> None:
    load = wits_panel.load(_file(tmp_path, YEARS), DAY)
    assert load.left_out["Germany to 1990, of which two states share one code"] == 1
    assert not any("DEU" in cell for cell in _cells(load))


def test_the_union_as_one_reporter_is_left_out_and_counted(tmp_path: Path) -> None:
    folder = tmp_path / "countries"
    _file(folder, YEARS)
    _file(folder, {"2013": {"CHN": {"x": 5}}}, "EUN.json")
    load = wits_panel.load(folder, DAY)
    assert load.left_out["reports of the European Union as one"] == 1


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({"20211": {}}, "'20211'"),
        ({"2013": {"VNM": {"x": -1}}}, "-1"),
        ({"2013": {"VNM": {"x": "1,5"}}}, "'1,5'"),
        ({"2013": {"VNM": {"x": 1, "q": 2}}}, "x and m"),
        ({}, "no report in it"),
        ({"2013": []}, "an object of partners"),
        ({"2013": {"XQQ": {"x": 5}, "VNM": {"x": 9}}}, "XQQ"),
    ],
)
def test_what_is_no_year_amount_or_partner_is_refused(tmp_path: Path, years, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        wits_panel.load(_file(tmp_path, years), DAY)
    assert said in str(refused.value)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_a_damaged_file_is_refused_or_read(tmp_path: Path, fault) -> None:
    path = tmp_path / "CHN.json"
    path.write_bytes(fault(json.dumps(YEARS, indent=1).encode()))
    assert_refused_or_read(wits_panel.load, path)


@pytest.mark.shared
def test_mirror_ratios_of_2013_are_those_cited(shared_data: Path) -> None:
    # M/X in the panel of November 2017: RUS-NLD 0.39, RUS-DEU 1.72, RUS-IND 0.55, CHN-HKG 0.65.
    load = wits_panel.load(shared_data / "trade" / "wits_panel", DAY)
    assert load.rows_read == 958_379
    assert load.unmatched == {}
    cells = _cells(load)
    for exporter, importer, ratio in (
        ("RUS", "NLD", "0.39"), ("RUS", "DEU", "1.72"), ("RUS", "IND", "0.55"),
        ("RUS", "VNM", "0.62"), ("CHN", "HKG", "0.65"),
    ):  # fmt: skip
        sold = cells[exporter, importer, "exporter", 2013]
        bought = cells[exporter, importer, "importer", 2013]
        assert (bought / sold).quantize(Decimal("0.01")) == Decimal(ratio)


def test_years_taken_apart_give_what_all_at_once_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = {
        str(year): {"VNM": {"x": year}, "RUS": {"m": 1}, "CHN": {"x": 2}, "XYZ": {"x": 0.001}}
        for year in range(1988, 2004)
    }
    _file(tmp_path, years)
    apart = wits_panel.load(tmp_path, DAY)
    monkeypatch.setattr(wits_panel, "_YEARS_AT_ONCE", 100)
    whole = wits_panel.load(tmp_path, DAY)

    assert apart.tables["facts"].frame.equals(whole.tables["facts"].frame)
    assert apart.tables["facts"].extents == whole.tables["facts"].extents
    assert apart.left_out == whole.left_out
    assert apart.left_out["a state's trade with itself"] == 16
    assert apart.unmatched == whole.unmatched == {"XYZ": Decimal(16)}


@pytest.mark.shared
@pytest.mark.skipif(
    sys.platform != "linux", reason="the peak of a process alone is Linux's to tell"
)
def test_the_whole_panel_is_read_in_less_than_a_gigabyte(shared_data: Path) -> None:
    program = (
        "import re, sys; from datetime import date; from pathlib import Path\n"
        "from visavis.sources import wits_panel\n"
        "wits_panel.load(Path(sys.argv[1]), date(2026, 11, 21))\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', Path('/proc/self/status').read_text())[1])\n"
    )
    path = shared_data / "trade" / "wits_panel" / "panel_long.parquet"
    printed = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    ).stdout

    assert int(printed) * 1024 < 1e9
