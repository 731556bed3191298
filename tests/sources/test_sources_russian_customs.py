"""Russian customs: two workbooks, mixed alphabets, months and years that must not overlap."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from faults import assert_refused_or_read, damaged_archives
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visavis.errors import SourceError
from visavis.sources.russian_customs import load

TODAY = date(2026, 1, 2)
MONTHS = [
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
]  # fmt: skip


def write(
    folder: Path,
    *,
    partner: str = "Китaй",
    january: object = 1.5,
    unit: str = "(млн долларов США)",
    month: str = "  январь",
    stranger: str = "Армения",
) -> Path:
    """Both workbooks: one year of China and Belarus by month, and the year's totals."""
    monthly = openpyxl.Workbook()
    monthly.active.title = "Содержание"
    for sheet in ("Экспорт", "Импорт"):
        page: Any = monthly.create_sheet(sheet)
        for line in ("К содержанию", sheet, "(по данным ФТС России)", unit):
            page.append([line])
        page.append([None, partner, "Беларусь"])
        page.append([2010])
        for number, name in enumerate(MONTHS):
            belarus = "…" if number > 5 else 2
            page.append([month if number == 0 else f"  {name}", january, belarus])
    monthly.save(folder / "96stran.xlsx")
    yearly = openpyxl.Workbook()
    yearly.active.title = "Содержание"
    page = yearly.create_sheet("2010")
    for row in (
        ["К содержанию"], ["Основные показатели"], ["(по данным)", unit], [None, 2010],
        ["Экспорт ", 400], [" со странами дальнего зарубежья", 300], [" со странами СНГ", 100],
        [stranger, 7], ["Беларусь", 90], ["Импорт", 200], ["Беларусь", 80],
    ):  # fmt: skip
        page.append(row)
    yearly.save(folder / "94itog.xlsx")
    return folder


def test_every_day_of_a_flow_stands_in_one_row(tmp_path: Path) -> None:
    result = load(write(tmp_path), TODAY)
    frame = result.tables["facts"].frame
    exports = frame.filter(pl.col("subject") == "RUS").group_by("partner").len().sort("partner")

    # China: twelve months. Belarus: half the months are not published, so the year stands instead.
    assert exports.rows() == [("ARM", 1), ("BLR", 1), ("CHN", 12), ("WLD", 1)]
    assert result.left_out == {"months of years with unpublished months, given whole": 24}


def test_millions_become_dollars_in_the_right_direction(tmp_path: Path) -> None:
    frame = load(write(tmp_path), TODAY).tables["facts"].frame
    columns = ("book", "subject", "partner", "value", "valuation")
    total = frame.filter(pl.any_horizontal(pl.col("subject", "partner") == "WLD"))

    assert total.select(columns).rows() == [
        ("exporter", "RUS", "WLD", Decimal(400_000_000), "FOB"),
        ("importer", "WLD", "RUS", Decimal(200_000_000), "CIF"),
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"partner": "Атлантида"}, "row 5: found partner 'Атлантида'"),
        ({"january": -1}, "row 7: found -1; expected an amount or an ellipsis"),
        ({"january": "n/a"}, "row 7: found 'n/a'"),
        ({"unit": "(тыс. рублей)"}, "found '(тыс. рублей)'; expected million dollars"),
        ({"month": "май"}, "row 7: found 'май'; expected январь"),
        ({"stranger": "Атлантида"}, "sheet 2010, row 8: found partner 'Атлантида'"),
    ],
)
def test_a_changed_workbook_is_refused(
    tmp_path: Path, change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(SourceError) as caught:
        load(write(tmp_path, **change), TODAY)

    assert sentence in str(caught.value)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    content = (tmp_path / "96stran.xlsx").read_bytes()
    (tmp_path / "96stran.xlsx").write_bytes(content[: len(content) // 2])

    with pytest.raises(SourceError, match="a damaged workbook"):
        load(tmp_path, TODAY)


def changed(folder: Path, name: str, place: tuple[int, int], value: object) -> Path:
    """The workbooks with one cell of one sheet replaced."""
    book = openpyxl.load_workbook(folder / name)
    page: Any = book.worksheets[-1]
    page.cell(*place).value = value
    book.save(folder / name)
    return folder


def test_a_column_without_a_partner_moves_no_other(tmp_path: Path) -> None:
    write(tmp_path)
    for place, value in (((5, 2), None), ((5, 4), "Китай"), ((5, 3), "Беларусь")):
        changed(tmp_path, "96stran.xlsx", place, value)

    with pytest.raises(SourceError, match=r"row 7: found 1\.5 under no partner"):
        load(tmp_path, TODAY)


ODD = (
    None, "", " ", -1, -0.5, 20211, 1e300, True, "12,5", "1 234", "=1+1", "ZZZ", "Китай", "…",
    "январь", "Экспорт", date(2020, 1, 1), "x" * 300,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(["96stran.xlsx", "94itog.xlsx"]),
    place=st.tuples(st.integers(1, 19), st.integers(1, 5)),
    value=st.sampled_from(ODD),
)
def test_any_cell_is_read_or_refused(
    tmp_path: Path, name: str, place: tuple[int, int], value: object
) -> None:
    changed(write(tmp_path), name, place, value)
    assert_refused_or_read(load, tmp_path)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(["96stran.xlsx", "94itog.xlsx"]), fault=damaged_archives())
def test_any_damage_is_read_or_refused(tmp_path: Path, name: str, fault) -> None:
    write(tmp_path)
    (tmp_path / name).write_bytes(fault((tmp_path / name).read_bytes()))
    assert_refused_or_read(load, tmp_path)


@pytest.mark.shared
def test_china_in_russias_trade_of_2020(shared_data: Path) -> None:
    frame = load(shared_data / "trade" / "russian_customs", TODAY).tables["facts"].frame
    year = frame.filter(pl.col("start").dt.year() == 2020)

    def million(subject: str, partner: str) -> int:
        rows = year.filter((pl.col("subject") == subject) & (pl.col("partner") == partner))
        return round(Decimal(str(rows["value"].sum())) / 10**6)

    # The publisher's own totals of the year, in million dollars.
    assert (million("RUS", "CHN"), million("RUS", "WLD")) == (49_249, 337_295)
    assert (million("CHN", "RUS"), million("WLD", "RUS")) == (54_950, 232_138)
