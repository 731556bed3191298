"""BACI: codes keep their zeros, countries their numbers, thousands become dollars."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from faults import (
    assert_refused_or_read,
    damaged,
    damaged_archives,
    zip_bomb,
    zip_of,
    zip_with,
)
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import SourceError
from visavis.sources import Load
from visavis.sources.baci import load

TODAY = date(2026, 1, 2)
COUNTRIES = (
    "country_code,country_name,country_iso2,country_iso3\n251,France,FR,FRA\n643,Russia,RU,RUS\n"
    '490,"Other Asia, nes",,S19\n711,SACU,,ZA1\n'
)
OLD_COUNTRIES = (
    "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\n"
    "251,France,France,FR,FRA\n643,Russia,Russia,RU,RUS\n490,Asia,Asia,,S19\n711,S,S,,ZA1\n"
)
PRODUCTS = "code,description\n010111,Horses\n270900,Crude\n271111,LNG\n271121,Gas\n"
FLOWS = (
    "t,i,j,k,v,q\n2020,643,251,270900,12.345,1\n2020,643,251,271111,1,\n2020,643,251,271121,2,3\n"
    "2020,643,490,271121,4,5\n2020,711,643,010111,9,1\n"
)


def archive(folder: Path, *, edition: str = "92", **files: str) -> Path:
    contents = {
        f"BACI_HS{edition}_Y2020_V202601.csv": FLOWS,
        "country_codes_V202601.csv": COUNTRIES,
        f"product_codes_HS{edition}_V202601.csv": PRODUCTS,
    }
    contents |= {name.replace("__", "."): text for name, text in files.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in contents.items():
            packed.writestr(name, text)
    path = folder / f"BACI_HS{edition}_V202601.zip"
    path.write_bytes(buffer.getvalue())
    return path


def values(result: Load, relation: str = "goods_flow") -> dict[tuple[str, str, str], Decimal]:
    if result.streams:
        frame = pl.concat(
            part.cast({pl.Enum: pl.String}) for part in result.streams["facts"].frames
        )
    else:
        frame = result.tables["facts"].frame
    frame = frame.filter(pl.col("relation") == relation)
    return {
        row[:3]: row[3] for row in frame.select("subject", "partner", "product", "value").rows()
    }


def test_thousands_become_dollars_and_families_are_summed(tmp_path: Path) -> None:
    result = load(archive(tmp_path), TODAY)

    assert values(result) == {
        ("RUS", "FRA", "crude_oil"): Decimal("12345.000"),
        ("RUS", "FRA", "lng"): Decimal(1000),
        ("RUS", "FRA", "pipeline_gas"): Decimal(2000),
        ("RUS", "FRA", "natural_gas"): Decimal(3000),
        ("RUS", "TWN", "pipeline_gas"): Decimal(4000),
        ("RUS", "TWN", "natural_gas"): Decimal(4000),
    }
    assert result.left_out == {"products of no family": 1}
    assert (result.vintage, result.released) == ("V202601", date(2026, 1, 31))


def test_no_row_means_no_trade_only_in_families_whose_codes_are_there(tmp_path: Path) -> None:
    extent, weighed = load(archive(tmp_path), TODAY).tables["facts"].extents

    assert extent.absent_means == "zero"
    assert extent.products == ("crude_oil", "lng", "natural_gas", "pipeline_gas")
    assert extent.subjects == ("FRA", "RUS", "TWN", "_NES_SACU")
    assert (weighed.relation, weighed.absent_means) == ("goods_quantity", "unknown")
    assert weighed.products == ("crude_oil", "lng", "pipeline_gas")


def test_tonnes_of_energy_stand_beside_its_dollars_where_they_are_stated(tmp_path: Path) -> None:
    result = load(archive(tmp_path), TODAY)

    assert values(result, "goods_quantity") == {
        ("RUS", "FRA", "crude_oil"): Decimal(1),
        ("RUS", "FRA", "pipeline_gas"): Decimal(3),
        ("RUS", "TWN", "pipeline_gas"): Decimal(5),
    }


def test_a_cell_of_which_one_row_states_no_tonnes_has_none_rather_than_a_part(
    tmp_path: Path,
) -> None:
    products = PRODUCTS + "270111,Anthracite\n270112,Bituminous\n270119,Other\n"
    rows = "2020,643,251,270111,2,7.5\n2020,643,251,270112,2,NA\n2020,643,490,270112,2, 0.25\n"
    files = {"BACI_HS92_Y2020_V202601__csv": FLOWS + rows}
    path = archive(tmp_path, product_codes_HS92_V202601__csv=products, **files)

    found = values(load(path, TODAY), "goods_quantity")

    assert ("RUS", "FRA", "coal") not in found
    assert found["RUS", "TWN", "coal"] == Decimal("0.25")
    assert values(load(path, TODAY))["RUS", "FRA", "coal"] == 4000


def test_the_unpacked_folder_and_the_old_list_of_countries_read_alike(tmp_path: Path) -> None:
    packed = load(archive(tmp_path, country_codes_V202601__csv=OLD_COUNTRIES), TODAY)
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(tmp_path / "BACI_HS92_V202601.zip") as archived:
        archived.extractall(folder)

    assert values(load(folder, TODAY)) == values(packed)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace("270900", "27090")}, "found k '27090'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace("12.345", "-1")}, "found v '-1'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace(",2,3", ",2,x")}, "line 4: found q 'x'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace(",2,3", ",2,-3")}, "line 4: found q '-3'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace("2020,711", "2019,711")}, "t '2019'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace(",711,", ",999,")}, "country 999 or 643"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS[:-8]}, "line 6: found 4 fields"),
        ({"BACI_HS92_Y2021_V202501__csv": FLOWS}, "found 202501, 202601"),
        ({"product_codes_HS92_V202601__csv": PRODUCTS + "20110,Beef\n"}, "found code '20110'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS + FLOWS.splitlines()[1] + "\n"}, "a second row"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace("2020,", "20211,")}, "found t '20211'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace("12.345", "12,345")}, "found 7 fields"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace("12.345", "NaN")}, "found v 'NaN'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace(",251,", ",20251,")}, "j '20251'"),
        ({"BACI_HS92_Y2020_V202601__csv": FLOWS.replace("270900", "270910")}, "k '270910'"),
        ({"BACI_HS92_Y2020_V202601_b__csv": FLOWS}, "two files of 2020"),
        ({"BACI_HS17_Y2021_V202601__csv": FLOWS}, "products in HS17 and HS92"),
        ({"country_codes_V202601__csv": "code,name\n1,x\n"}, "unknown columns code, name"),
    ],
)
def test_a_changed_archive_is_refused(tmp_path: Path, files: dict[str, str], sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        load(archive(tmp_path, **files), TODAY)

    assert sentence in str(caught.value)


def test_another_edition_of_the_codes_is_a_release_of_its_own_that_sorts_first(
    tmp_path: Path,
) -> None:
    result = load(archive(tmp_path, edition="17"), TODAY)

    assert result.vintage == "HS17-V202601" < load(archive(tmp_path), TODAY).vintage
    assert values(result)["RUS", "FRA", "lng"] == Decimal(1000)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "BACI_HS92_V202601.zip").write_bytes(b"PK but no more")

    with pytest.raises(SourceError, match="a damaged archive"):
        load(tmp_path, TODAY)


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """A release of one year that counts as whole, all of it in the archive above."""
    monkeypatch.setattr("visavis.sources.baci_years.WHOLE", (4, 2))
    return load(archive(tmp_path), TODAY)


def test_a_whole_release_gives_totals_and_the_world(whole: Load) -> None:
    found = values(whole)

    totals = {key[:2]: value for key, value in found.items() if key[2] == "TOTAL"}
    assert totals == {
        ("RUS", "FRA"): Decimal("15345.000"),
        ("RUS", "TWN"): Decimal(4000),
        ("_NES_SACU", "RUS"): Decimal(9000),
        ("RUS", "WLD"): Decimal("19345.000"),
        ("_NES_SACU", "WLD"): Decimal(9000),
        ("WLD", "FRA"): Decimal("15345.000"),
        ("WLD", "TWN"): Decimal(4000),
        ("WLD", "RUS"): Decimal(9000),
    }
    assert found["RUS", "FRA", "energy"] == Decimal("15345.000")


def test_a_whole_release_gives_every_product_under_its_code(whole: Load) -> None:
    found = values(whole)

    assert {key: value for key, value in found.items() if key[2].startswith("HS")} == {
        ("RUS", "FRA", "HS270900"): Decimal(12345),
        ("RUS", "FRA", "HS271111"): Decimal(1000),
        ("RUS", "FRA", "HS271121"): Decimal(2000),
        ("RUS", "TWN", "HS271121"): Decimal(4000),
        ("_NES_SACU", "RUS", "HS010111"): Decimal(9000),
    }
    extent, weighed = whole.streams["facts"].extents()
    assert set(extent.products) == {
        "HS010111", "HS270900", "HS271111", "HS271121", "TOTAL", "crude_oil", "energy", "lng",
        "natural_gas", "oil_products", "pipeline_gas",
    }  # fmt: skip
    assert "WLD" in extent.subjects
    assert weighed.products == ("crude_oil", "lng", "pipeline_gas")


def test_a_whole_release_states_tonnes_too(whole: Load) -> None:
    found = values(whole, "goods_quantity")

    assert found["RUS", "FRA", "crude_oil"] == Decimal(1)
    assert ("RUS", "FRA", "lng") not in found


def test_the_counts_of_a_whole_release_are_known_once_it_is_taken(whole: Load) -> None:
    assert whole.taken is not None
    values(whole)

    assert whole.taken(whole).rows_read == 5


def test_a_year_that_is_cut_short_among_whole_ones_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visavis.sources.baci_years.WHOLE", (4, 2))
    cut = "t,i,j,k,v,q\n2021,643,251,270900,1,1\n"
    result = load(archive(tmp_path, BACI_HS92_Y2021_V202601__csv=cut), TODAY)

    with pytest.raises(SourceError, match="1 products of 1 exporters in 2021"):
        values(result)


@pytest.mark.parametrize("size", [40, 64, 100])
def test_a_file_read_in_stretches_gives_what_it_gives_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    lines = [f"2020,643,{importer},270900,{value}.5,\n" for importer, value in
             ((251, 7), (490, 123456), (711, 1))]  # fmt: skip
    path = archive(tmp_path, BACI_HS92_Y2020_V202601__csv=FLOWS[:12] + "".join(lines))
    at_once = load(path, TODAY).tables["facts"].frame
    monkeypatch.setattr("visavis.sources.baci_archive.STRETCH_BYTES", size)
    monkeypatch.setattr("visavis.sources.baci_archive.FIRST_BYTES", 45)

    assert load(path, TODAY).tables["facts"].frame.equals(at_once)


def test_the_line_of_a_fault_is_counted_through_all_stretches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visavis.sources.baci_archive.STRETCH_BYTES", 40)
    monkeypatch.setattr("visavis.sources.baci_archive.FIRST_BYTES", 45)
    flows = FLOWS + "2020,643,251,010111,x,1\n"

    with pytest.raises(SourceError, match="line 7: found v 'x'"):
        load(archive(tmp_path, BACI_HS92_Y2020_V202601__csv=flows), TODAY)


@pytest.mark.parametrize(
    "flows",
    [
        FLOWS.replace("\n", "\r\n"),
        "\ufeff" + FLOWS,
        FLOWS.replace("12.345,1", "  12.345,       1.000").replace("1,\n", "1,           NA\n"),
        FLOWS.replace("9,1\n", "9e0,1\n"),
        FLOWS.replace("t,i,j,k,v,q", '"t","i","j","k","v","q"').replace("270900", '"270900"'),
        FLOWS.rstrip("\n"),
        FLOWS + "\n\n",
    ],
)
def test_the_ways_in_which_releases_were_written_read_alike(tmp_path: Path, flows: str) -> None:
    plain = values(load(archive(tmp_path), TODAY))

    assert values(load(archive(tmp_path, BACI_HS92_Y2020_V202601__csv=flows), TODAY)) == plain


def test_codes_without_their_zeros_get_them_back_where_the_whole_list_has_lost_them(
    tmp_path: Path,
) -> None:
    products = "code,description\n10111,Horses\n270900,Crude\n271111,LNG\n271121,Gas\n"
    flows = FLOWS.replace("010111", "10111")
    path = archive(
        tmp_path, product_codes_HS92_V202601__csv=products, BACI_HS92_Y2020_V202601__csv=flows
    )

    assert values(load(path, TODAY)) == values(load(archive(tmp_path), TODAY))


@pytest.mark.parametrize(
    ("folder", "files", "vintage"),
    [
        ("BACI_HS92_V202501", ("BACI_HS92_Y2020.csv", "country_codes_V202401b.csv"), "V202501"),
        ("unpacked", ("BACI_HS92_Y2020_crude.csv", "country_codes_V202401b.csv"), "V202401b"),
        ("V202501", ("BACI_HS92_Y2020_V202601.csv", "country_codes_V202401b.csv"), "V202601"),
    ],
)
def test_the_release_is_that_of_the_files_else_of_the_folder_else_of_the_codes(
    tmp_path: Path, folder: str, files: tuple[str, str], vintage: str
) -> None:
    path = tmp_path / folder
    path.mkdir()
    (path / files[0]).write_text(FLOWS)
    (path / files[1]).write_text(COUNTRIES)
    (path / "product_codes_HS92_V202401b.csv").write_text(PRODUCTS)

    assert load(path, TODAY).vintage == vintage


def test_files_without_any_release_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path)
    with zipfile.ZipFile(path) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    bare = {name.replace("_V202601", ""): content for name, content in contents.items()}
    (tmp_path / "BACI_HS92.zip").write_bytes(zip_of(bare))

    with pytest.raises(SourceError, match="found no release"):
        load(tmp_path / "BACI_HS92.zip", TODAY)


def test_countries_in_latin_1_are_read(tmp_path: Path) -> None:
    path = archive(tmp_path)
    latin = OLD_COUNTRIES.replace("France,France", "C\u00f4te,C\u00f4te").encode("latin-1")
    path.write_bytes(zip_with(path.read_bytes(), "country_codes_V202601.csv", latin))

    assert ("RUS", "FRA", "crude_oil") in values(load(path, TODAY))


def test_a_little_value_without_a_country_is_left_out_and_named(tmp_path: Path) -> None:
    flows = FLOWS + "2020,643,999,270900,0.010,1\n"
    result = load(archive(tmp_path, BACI_HS92_Y2020_V202601__csv=flows), TODAY)

    assert result.unmatched == {"country 643 or 999": Decimal(10)}
    assert 0 < result.unmatched_share < Decimal("0.001")
    assert result.rows_read == 6


def test_two_germanies_are_added_up_and_one_germany_twice_is_refused(tmp_path: Path) -> None:
    countries = COUNTRIES + "276,Germany,DE,DEU\n280,West Germany,DE,DEU\n"
    rows = "2020,276,251,270900,1,1\n2020,280,251,270900,2,1\n"
    files = {"country_codes_V202601__csv": countries}

    both = archive(tmp_path, **files, BACI_HS92_Y2020_V202601__csv=FLOWS + rows)
    assert values(load(both, TODAY))["DEU", "FRA", "crude_oil"] == 3000

    again = FLOWS + rows + rows.splitlines()[1] + "\n"
    with pytest.raises(SourceError, match="line 9: found a second row for a flow"):
        load(archive(tmp_path, **files, BACI_HS92_Y2020_V202601__csv=again), TODAY)


def test_a_bomb_and_a_path_that_climbs_out_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "BACI_HS92_V202601.zip"
    path.write_bytes(zip_bomb("BACI_HS92_Y2020_V202601.csv", size=40_000_000))
    with pytest.raises(SourceError, match="times smaller"):
        load(path, TODAY)

    for name in ("../BACI_HS92_Y2021_V202601.csv", "/etc/x", "C:/x", "a\\..\\..\\x"):
        good = archive(tmp_path)
        good.write_bytes(zip_with(good.read_bytes(), name, FLOWS.encode()))
        with pytest.raises(SourceError, match="paths inside the archive"):
            load(good, TODAY)


@given(damaged())
def test_damaged_flows_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, fault: Callable[[bytes], bytes]
) -> None:
    path = archive(tmp_path_factory.mktemp("baci"))
    name = "BACI_HS92_Y2020_V202601.csv"
    path.write_bytes(zip_with(path.read_bytes(), name, fault(FLOWS.encode())))

    assert_refused_or_read(load, path)


@given(damaged(), st.sampled_from(["country_codes_V202601.csv", "product_codes_HS92_V202601.csv"]))
def test_damaged_lists_of_codes_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, fault: Callable[[bytes], bytes], name: str
) -> None:
    path = archive(tmp_path_factory.mktemp("baci"))
    lists = {"c": COUNTRIES, "p": PRODUCTS}
    path.write_bytes(zip_with(path.read_bytes(), name, fault(lists[name[0]].encode())))

    assert_refused_or_read(load, path)


@given(damaged_archives())
def test_damaged_archives_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, fault: Callable[[bytes], bytes]
) -> None:
    path = archive(tmp_path_factory.mktemp("baci"))
    path.write_bytes(fault(path.read_bytes()))

    assert_refused_or_read(load, path)


@pytest.mark.shared
def test_russia_to_china_and_to_india_as_published(shared_data: Path) -> None:
    frame = load(shared_data / "trade" / "baci", TODAY).tables["facts"].frame

    def value(partner: str, product: str, year: int, relation: str = "goods_flow") -> Decimal:
        rows = frame.filter(
            (pl.col("relation") == relation)
            & (pl.col("subject") == "RUS")
            & (pl.col("partner") == partner)
            & (pl.col("product") == product)
            & (pl.col("start") == date(year, 1, 1))
        )
        return Decimal(str(rows["value"].item()))

    # 72,879,543 thousand in the table of totals; crude 0.94 and 52.7 billion, worked by hand.
    assert round(value("CHN", "TOTAL", 2021) / 1000) == 72_879_543
    assert round(value("IND", "crude_oil", 2021) / 10**9, 2) == Decimal("0.94")
    assert round(value("IND", "crude_oil", 2024) / 10**9, 1) == Decimal("52.7")
