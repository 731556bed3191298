"""Eurostat, the World Bank and the Factbook: labels, aggregates, units."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import SourceError
from visavis.model.states import is_state
from visavis.sources import eurostat, factbook, world_bank
from visavis.sources.labels import NOT_SPECIFIED, labels, state_of

TODAY = date(2026, 1, 2)
HEAD = "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR\n"
ENGLISH = '"European Union - 27 countries (AT, BE, BG)"'
FRENCH = '"Union européenne - 27 pays (AT, BE, BG)"'


def union(partner: str, value: object, *, year: int = 2020, french: bool = False) -> str:
    flow = "EXPORTATION" if french else "2-EXPORT"
    period = f"Jan.-Dec. {year}" if french else f"{year}52-Jan.-Dec. {year}"
    reporter = FRENCH if french else ENGLISH
    return f'{reporter},"{partner}","Total","{flow}","T-Total","{period}",{value}\n'


def eurostat_rows(folder: Path, *lines: str) -> dict[tuple[int, str], Decimal]:
    (folder / "a.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    frame = eurostat.load(folder, TODAY).tables["facts"].frame
    return {
        (start.year, partner): value
        for start, partner, value in frame.select("start", "partner", "value").iter_rows()
    }


def test_members_are_left_out_and_the_total_is_the_sum_where_it_is_not_printed(
    tmp_path: Path,
) -> None:
    rows = eurostat_rows(tmp_path, union("China", 30), union("High seas", 1), union("Cyprus", 500))

    assert rows == {
        (2020, "CHN"): Decimal(30),
        (2020, "_NES_HIGH_SEAS"): Decimal(1),
        (2020, "WLD"): Decimal(31),
    }


def test_a_printed_total_must_be_the_sum_of_its_partners(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="partners that sum to 30"):
        eurostat_rows(tmp_path, union("China", 30), union("Extra-EU27 (from 2020)", 31))


def test_guinea_in_the_french_file_is_guinea_bissau(tmp_path: Path) -> None:
    lines = [union("Guinea", 1, french=True), union("Guinée", 2, french=True)]

    assert eurostat_rows(tmp_path, *lines) == {
        (2020, "GNB"): Decimal(1),
        (2020, "GIN"): Decimal(2),
        (2020, "WLD"): Decimal(3),
    }


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (union("Atlantis", 5), "carry 100.00% of the value: Atlantis"),
        (union("China", -5), "line 2: found VALUE_IN_EUR '-5'"),
        (union("China", 5).replace("2-EXPORT", "1-IMPORT"), "found FLOW '1-IMPORT'"),
        (union("China", 5).replace("Jan.-Dec.", "Jan.-Nov."), "expected a whole year"),
        (union("China", 5).replace("27 countries", "28 countries"), "found REPORTER"),
    ],
)
def test_another_file_of_eurostat_is_refused(tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        eurostat_rows(tmp_path, line)

    assert sentence in str(caught.value)


def test_regions_are_left_out_and_millions_become_dollars(tmp_path: Path) -> None:
    (tmp_path / "wb_gdp.csv").write_text(
        "Country Name,Country Code,Year,Value\nWorld,WLD,2020,9\nChina,CHN,2020,14.5\n"
    )
    (tmp_path / "wb_merchandise.csv").write_text(
        "iso3,year,exports_musd,imports_musd\nCHN,2020,2590.1,2055\n"
    )
    result = world_bank.load(tmp_path, TODAY)
    columns = ("relation", "book", "subject", "partner", "value", "unit")

    assert result.tables["facts"].frame.select(columns).rows() == [
        ("gdp", "publisher", "CHN", "", Decimal("14.5"), "USD"),
        ("goods_flow", "exporter", "CHN", "WLD", Decimal(2_590_100_000), "USD"),
        ("goods_flow", "importer", "WLD", "CHN", Decimal(2_055_000_000), "USD"),
    ]
    assert result.left_out == {"regions and income groups": 1}


def test_a_code_that_is_no_state_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gdp.csv").write_text("Country Name,Country Code,Year,Value\nX,XQX,2020,1\n")

    with pytest.raises(SourceError, match="codes XQX"):
        world_bank.load(tmp_path, TODAY)


def test_a_value_below_zero_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "gdp.csv").write_text(
        "Country Name,Country Code,Year,Value\nChina,CHN,2020,1\nChina,CHN,2021,-1\n"
    )

    assert [each.row for each in world_bank.load(tmp_path, TODAY).refused] == [3]


def page(country: str, text: str, **changes: object) -> str:
    entry: dict[str, object] = {
        "country": country, "file": "x/y.json", "text": text, "repo": "", "commit": "",
        "licence": "", "flow": "exports", "shares": [], "year": 2023,
    }  # fmt: skip
    return json.dumps(entry | changes) + "\n"


def shares(folder: Path, *lines: str) -> list[tuple[str, str, str, Decimal]]:
    (folder / "partner_shares.jsonl").write_text("".join(lines))
    frame = factbook.load(folder, TODAY).tables["facts"].frame
    return frame.select("relation", "subject", "partner", "value").rows()


def test_shares_are_read_from_the_printed_line(tmp_path: Path) -> None:
    line = page("Serbia", "Bosnia &amp; Herzegovina 7%, USA 6%, Gambia, The 5.5% (2023)")

    assert shares(tmp_path, line) == [
        ("published_share_exports", "SRB", "BIH", Decimal(7)),
        ("published_share_exports", "SRB", "GMB", Decimal("5.5")),
        ("published_share_exports", "SRB", "USA", Decimal(6)),
    ]


def test_a_share_below_one_has_no_value_and_is_said(tmp_path: Path) -> None:
    (tmp_path / "partner_shares.jsonl").write_text(page("Serbia", "USA 6%, China <1% (2023)"))

    (refused,) = factbook.load(tmp_path, TODAY).refused
    assert refused.reason == "China: below 1 %, without a value"


def test_a_page_without_a_short_name_is_known_by_its_file(tmp_path: Path) -> None:
    (row,) = shares(tmp_path, page("none", "China 11% (2023)", file="middle-east/ae.json"))

    assert row[1:3] == ("ARE", "CHN")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{not json\n", "line 1: found no JSON"),
        (page("Serbia", "USA 6%", flow="both"), "flow 'both'"),
        (page("Serbia", "USA 6%", extra=1), "other keys (extra)"),
    ],
)
def test_a_changed_transcript_is_refused(tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        shares(tmp_path, line)

    assert sentence in str(caught.value)


def test_every_label_means_a_state_or_is_marked() -> None:
    publishers = (
        "eurostat", "eurostat_fr", "factbook", "ru_customs", "un_digital_library", "us_state",
    )  # fmt: skip
    for publisher in publishers:
        ids = set(labels(publisher).values())

        assert ids
        assert {
            each for each in ids if not is_state(each) and not each.startswith(NOT_SPECIFIED)
        } <= {"-", "WLD"}


def test_nothing_similar_is_tried() -> None:
    assert state_of("us_state", "Korea, South") == "KOR"
    assert state_of("us_state", "korea, south") is None
    assert state_of("factbook", "Korea, South") is None


@pytest.mark.shared
def test_the_union_sold_79_billion_euro_to_russia_in_2020(shared_data: Path) -> None:
    folder = shared_data / "trade" / "eurostat" / "eu_year_export"
    frame = eurostat.load(folder, TODAY).tables["facts"].frame
    russia = frame.filter((pl.col("partner") == "RUS") & (pl.col("start") == date(2020, 1, 1)))

    # Eurostat, published figure: 79.0 billion euro.
    assert round(Decimal(str(russia["value"].item())) / 10**9, 1) == Decimal("79.0")
    assert frame.filter(pl.col("partner") == "WLD").height == 14
