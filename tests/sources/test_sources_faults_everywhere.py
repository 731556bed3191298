"""Faults that every source meets alike: texts and Parquet tables of those with no test of it."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged, damaged_bytes
from hypothesis import HealthCheck, given, settings
from test_sources_comtrade import COMPLETE, v1
from test_sources_macro import HEAD, page, union
from test_sources_oecd_itic import HEADER, ROW

from visavis.sources import (
    baci_totals,
    comtrade,
    eurostat,
    factbook,
    oecd_itic,
    un_digital_library,
    un_votes,
    us_state_visits,
    wits_panel,
    world_bank,
)

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
MARGIN = ROW.format(
    importer="CHN", exporter="RUS", unit="PT_IM_CIF", year="2020", value="6.1", status="I"
)
TEXTS: dict[str, tuple[Callable, str, bytes]] = {
    "comtrade": (comtrade.load, "TradeData.csv", v1(COMPLETE)),
    "eurostat": (
        eurostat.load, "a.csv", (HEAD + union("China", 30) + union("Cyprus", 5)).encode(),
    ),
    "oecd_itic": (oecd_itic.load, "itic.csv", f"{HEADER}\n{MARGIN}\n".encode()),
    "us_state_visits": (
        us_state_visits.load, "us_travels.csv",
        b"role,name,start,end,country,locale,remarks\n"
        b'president,R. Nixon,1972-02-21,1972-02-28,"China",Beijing,Met many.\n'
        b"secretary,J. Kerry,2015-05-12,2015-05-12,Russia,Sochi,Met.\n",
    ),
    "world_bank": (
        world_bank.load, "wb_gdp.csv",
        b"Country Name,Country Code,Year,Value\nWorld,WLD,2020,9\nChina,CHN,2020,14.5\n",
    ),
    "world_bank, merchandise": (
        world_bank.load, "wb_merchandise.csv",
        b"iso3,year,exports_musd,imports_musd\nCHN,2020,2590.1,2055\nRUS,2020,337.1,231.7\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("load", "name", "data"), TEXTS.values(), ids=list(TEXTS))
@QUICK
@given(fault=damaged())
def test_a_damaged_text_is_refused_or_read(tmp_path: Path, load, name, data, fault) -> None:
    path = tmp_path / name
    path.write_bytes(fault(data))
    assert_refused_or_read(load, tmp_path)


@QUICK
@given(fault=damaged())
def test_a_damaged_list_of_shares_is_refused_or_read(tmp_path: Path, fault) -> None:
    path = tmp_path / "partner_shares.jsonl"
    path.write_bytes(fault(FACTBOOK))
    assert_refused_or_read(factbook.load, tmp_path)


FACTBOOK = page("Kenya", "Uganda 11%, China 9% (2023)").encode()

TABLES: dict[str, tuple[Callable, str, pl.DataFrame]] = {
    "un_votes": (
        un_votes.load, "voeten_jun2024_long.parquet",
        pl.DataFrame(
            {"rid": ["1", "1"], "rcid": [1, 1], "date": [datetime(2014, 3, 27)] * 2,
             "iso3": ["FRA", "RUS"], "vote": [1, 3]},
            schema_overrides={"vote": pl.Int8},
        ),
    ),
    "voeten": (
        un_votes.load, "fpsim_unvd_1946_2022.parquet",
        pl.DataFrame(
            {"resid": [78069] * 2, "ccode": [2, 20], "date": [datetime(2023, 10, 27)] * 2,
             "year": [2022] * 2, "vote": [1, 1], "session": [78] * 2},
        ),
    ),
    "un_digital_library": (
        un_digital_library.load, "undl_scraped_1992_2022.parquet",
        pl.DataFrame(
            {"resolution": [""], "country": ["FRANCE"], "v": ["Y"], "row": [0], "year": [2022],
             "__index_level_0__": [0]},
        ),
    ),
    "wits_panel": (
        wits_panel.load, "panel_long.parquet",
        pl.DataFrame(
            {"reporter_iso3": ["CHN"], "year": [2013], "partner_iso3": ["VNM"],
             "export_kusd": [1.5], "import_kusd": [2.0]},
        ),
    ),
    "baci": (
        lambda path, _: baci_totals.totals(path / "baci_totals_x.parquet"),
        "baci_totals_x.parquet",
        pl.DataFrame(
            {"year": [2020], "iso_o": ["RUS"], "iso_d": ["CHN"], "trade_value_usd_millions": [1.5]}
        ),
    ),
}  # fmt: skip


def packed(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def refused_or_read(load: Callable, folder: Path) -> None:
    """As for every load; what gives tables alone counts as read."""

    def checked(path: Path, day: date):
        found = load(path, day)
        return found if hasattr(found, "tables") else _READ

    assert_refused_or_read(checked, folder)


class _Read:
    vintage, files, tables = "v", ("f",), {}


_READ = _Read()


@pytest.mark.parametrize(("load", "name", "frame"), TABLES.values(), ids=list(TABLES))
@QUICK
@given(fault=damaged_bytes())
def test_a_damaged_table_is_refused_or_read(tmp_path: Path, load, name, frame, fault) -> None:
    (tmp_path / name).write_bytes(fault(packed(frame)))
    refused_or_read(load, tmp_path)


ODD = {
    "text": pl.lit("ZZZ"), "formula": pl.lit("=1+1"), "nothing": pl.lit(None),
    "a year of five digits": pl.lit(20211), "negative": pl.lit(-5), "truth": pl.lit(True),
    "not a number": pl.lit(float("nan")), "without end": pl.lit(float("inf")),
    "a list": pl.lit([1, 2]), "a day": pl.lit(date(2020, 1, 1)), "bytes": pl.lit(b"\xff"),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize(("load", "name", "frame"), TABLES.values(), ids=list(TABLES))
def test_a_column_of_another_kind_is_refused_or_read(
    tmp_path: Path, load, name: str, frame: pl.DataFrame, odd: pl.Expr
) -> None:
    for column in frame.columns:
        changed = frame.with_columns(odd.alias(column)).select(frame.columns)
        (tmp_path / name).write_bytes(packed(changed))
        refused_or_read(load, tmp_path)


@pytest.mark.parametrize(("load", "name", "frame"), TABLES.values(), ids=list(TABLES))
def test_columns_in_another_order_twice_or_gone_are_refused_or_read(
    tmp_path: Path, load, name: str, frame: pl.DataFrame
) -> None:
    for changed in (frame.select(frame.columns[::-1]), frame.drop(frame.columns[0]), frame.clear()):
        (tmp_path / name).write_bytes(packed(changed))
        refused_or_read(load, tmp_path)
