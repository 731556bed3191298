"""OECD's margins: the publisher's shape with rows of our own, refusals, and the real files."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import SourceError
from visavis.sources import oecd_itic

DAY = date(2026, 11, 21)
HEADER = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,COUNTERPART_AREA,"
    "Counterpart area,MEASURE,Measure,PRODUCT_TYPE,Product type,COMM_HS2017,Product,FREQ,"
    "Frequency of observation,UNIT_MEASURE,Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,"
    "Observation value,OBS_STATUS,Observation status,METHODOLOGY_TYPE,Methodology type,UNIT_MULT,"
    "Unit multiplier,DECIMALS,Decimals"
)
ROW = (
    "DATAFLOW,OECD.SDD.TPS:DSD_ITIC@DF_ITIC(1.1),Costs,I,{importer},Name,{exporter},Name,C_F,"
    "CIF/FOB margin,C,Commodities,_T,Total,A,Annual,{unit},Percentage,{year},,{value},,{status},"
    "Value,AG,Aggregation,0,Units,2,Two"
)


def _row(**changed: str) -> str:
    cells = {
        "importer": "CHN", "exporter": "RUS", "unit": "PT_IM_CIF", "year": "2020",
        "value": "6.17512", "status": "I",
    }  # fmt: skip
    return ROW.format(**(cells | changed))


def _file(folder: Path, *rows: str) -> Path:
    path = folder / "itic.csv"
    path.write_text("\n".join((HEADER, *rows, "")), encoding="utf-8")
    return path


def test_a_margin_stands_from_exporter_to_importer_in_per_cent(tmp_path: Path) -> None:
    load = oecd_itic.load(_file(tmp_path, _row()), DAY)
    (row,) = load.tables["facts"].frame.to_dicts()
    assert (row["subject"], row["partner"]) == ("RUS", "CHN")
    assert (row["value"], row["unit"], row["status"]) == (Decimal("6.175"), "pct", "estimated")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": "117"}, "OBS_VALUE '117'"),
        ({"value": "6,17"}, "31 fields"),
        ({"year": "20211"}, "TIME_PERIOD '20211'"),
        ({"unit": "PT_IM_FOB"}, "UNIT_MEASURE 'PT_IM_FOB'"),
        ({"status": "Z"}, "OBS_STATUS 'Z'"),
    ],
)
def test_another_unit_status_year_or_size_is_refused_with_its_line(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(SourceError) as refused:
        oecd_itic.load(_file(tmp_path, _row(), _row(**changed)), DAY)
    assert "line 3" in str(refused.value)
    assert said in str(refused.value)


def test_a_partner_that_is_no_state_is_refused_by_row_not_dropped(tmp_path: Path) -> None:
    load = oecd_itic.load(_file(tmp_path, _row(), _row(exporter="W")), DAY)
    assert [(each.row, each.reason) for each in load.refused] == [(3, "no state W>CHN")]
    assert load.rows_kept + len(load.refused) == load.rows_read == 2


@pytest.mark.shared
def test_the_way_from_russia_to_china_costs_about_six_per_cent(shared_data: Path) -> None:
    # OECD ITIC, China from Russia: 6.0 to 6.6 % in 2019-2024.
    load = oecd_itic.load(shared_data / "trade" / "cif_fob", DAY)
    pair = load.tables["facts"].frame.filter(
        (pl.col("subject") == "RUS")
        & (pl.col("partner") == "CHN")
        & (pl.col("start") >= date(2019, 1, 1))
    )
    assert pair.height == 6
    assert all(Decimal("6.0") <= value <= Decimal("6.6") for value in pair["value"])
    assert load.refused == ()
