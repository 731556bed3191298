"""Russia's totals after 2021: two layouts and units, parts of years, restated tables, faults."""

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from faults import assert_refused_or_read, damaged_archives, zip_bomb, zip_with
from hypothesis import HealthCheck, given, settings

from visavis.checking import check
from visavis.errors import SourceError
from visavis.model.verdicts import Verdict
from visavis.refresh import add
from visavis.sources import Load
from visavis.sources.russian_totals import load

TODAY = date(2026, 1, 2)
WHOLE = ("январь-декабрь 2022", "январь-декабрь 2023")


def groups(
    *,
    periods: tuple[str, str] = WHOLE,
    exports: tuple[object, object] = (592.487, 425.088),
    imports: tuple[object, object] = (255.305, 285.057),
    unit: str = "(млрд. долл. США)",
    place: str = "АЗИЯ",
    title: str = "Экспорт и импорт товаров Российской Федерации по группам стран",
    total: str = "Весь мир",
    saved: datetime = datetime(2024, 2, 9),
) -> bytes:
    """A table by groups of countries."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append([f"{title}\n{unit}"])
    page.append([])
    page.append([])
    page.append([None, "Экспорт", None, None, "Импорт"])
    page.append([None, *periods, "темп роста, %", *periods, "темп роста, %"])
    page.append([total, *exports, 71.7, *imports, 111.6])
    page.append(["в том числе:", 0, 0, None, 0, 0])
    page.append([place, 1, 2, 200, 3, 4, 133])
    page.append([])
    page.append(["* При использовании просьба указывать ссылку"])
    return saved_at(book, saved)


def chapters(saved: datetime = datetime(2023, 3, 9)) -> bytes:
    """A table by chapters of goods."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["Внешняя торговля Российской Федерации "])
    page.append(["(миллионов долларов США)"])
    page.append([])
    page.append([None, "Январь - декабрь 2021 г.", None, None, "Январь - декабрь 2022 г.", None,
                 None, "ТЕМПЫ РОСТА, %"])  # fmt: skip
    page.append([None, *("ОБОРОТ", "ЭКСПОРТ", "ИМПОРТ") * 3])
    page.append(["ВСЕГО", 786.5, 493.0, 293.5, 850.5, 591.5, 259.0, 108, 119, 88])
    page.append(["01-24-Продовольственные товары", 1, 1, 1, 1, 1, 1, 1, 1, 1])
    page.append(["27-ТОПЛИВО", 1, 1, 1, 1, 1, 1, 1, 1, 1])
    return saved_at(book, saved)


def saved_at(book: Any, day: datetime) -> bytes:
    book.properties.modified = day
    out = io.BytesIO()
    book.save(out)
    # openpyxl writes the time of saving itself: the one that is meant goes in its place.
    core = f"<x><dcterms:modified t='W'>{day.date().isoformat()}T08:00:00Z</dcterms:modified></x>"
    return zip_with(out.getvalue(), "docProps/core.xml", core.encode())


def read(folder: Path, **files: bytes) -> Load:
    for name, data in files.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    return load(folder, TODAY)


def billions(found: Load) -> dict[tuple[str, date, date], Decimal]:
    total = found.tables["facts"].frame.filter(pl.col("product") == "TOTAL")
    rows = total.select("book", "start", "end", "value")
    return {each[:3]: each[3] / 10**9 for each in rows.iter_rows()}


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def test_totals_are_dollars_in_the_right_direction_and_continents_are_counted(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, страны122023=groups())
    frame = found.tables["facts"].frame

    assert billions(found)["exporter", *year(2023)] == Decimal("425.088")
    assert billions(found)["importer", *year(2022)] == Decimal("255.305")
    assert set(frame.select("subject", "partner").iter_rows()) == {("RUS", "WLD"), ("WLD", "RUS")}
    assert found.left_out == {"continents, which are no partners": 1}
    assert found.vintage == "2024-02-09"


def test_a_part_of_a_year_ends_where_it_says(tmp_path: Path) -> None:
    part = ("Январь-февраль 2023", "Январь-февраль 2024")
    found = read(tmp_path, страны022024=groups(periods=part))

    assert billions(found)["exporter", date(2024, 1, 1), date(2024, 2, 29)] == Decimal("425.088")


def test_of_each_year_the_longest_part_is_kept(tmp_path: Path) -> None:
    part = ("Январь-апрель 2022", "Январь-апрель 2023")
    found = read(tmp_path, страны122023=groups(), страны042023=groups(periods=part))

    assert {(start, end) for _, start, end in billions(found)} == {year(2022), year(2023)}
    assert found.left_out["parts of a year of which a longer part is given"] == 4


def test_a_later_table_restates_an_earlier_one_in_another_unit(tmp_path: Path) -> None:
    found = read(tmp_path, Публикация_2022=chapters(), страны122023=groups())

    assert billions(found)["exporter", *year(2022)] == Decimal("592.487")
    assert billions(found)["importer", *year(2021)] == Decimal("0.2935")
    assert found.left_out["amounts that a later table restates"] == 2
    assert found.left_out["groups of chapters of goods"] == 1


def test_a_single_chapter_is_a_product_and_the_fuels_are_energy_too(tmp_path: Path) -> None:
    found = read(tmp_path, Публикация_2022=chapters()).tables["facts"].frame
    rows = found.filter(pl.col("start") == date(2022, 1, 1), pl.col("book") == "exporter")

    assert dict(rows.select("product", "value").iter_rows()) == {
        "TOTAL": 591_500_000, "HS27": 1_000_000, "energy": 1_000_000
    }  # fmt: skip


def test_a_chapter_without_a_row_is_not_covered(tmp_path: Path) -> None:
    found = read(tmp_path, Публикация_2022=chapters())

    assert not any("HS88" in each.products for each in found.tables["facts"].extents)


def test_groups_of_goods_give_the_total_alone(tmp_path: Path) -> None:
    title = {"title": "Экспорт и импорт товаров Российской Федерации", "total": "Всего"}
    found = read(tmp_path, структура122023=groups(place="68-70, 84-97-Машины", **title))

    assert billions(found)["exporter", *year(2023)] == Decimal("425.088")
    assert found.left_out == {"groups of chapters of goods": 1}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit": "(тыс. рублей)"}, "expected a table of exports and imports"),
        ({"place": "АТЛАНТИДА"}, "row 8: found 'атлантида'"),
        ({"exports": (-1, 5)}, "column 2: found -1"),
        ({"exports": (592487, 425088)}, "found 592487"),
        ({"exports": ("592,487", 5)}, "found '592,487'"),
        ({"periods": ("январь-декабрь 20211", WHOLE[1])}, "20211"),
        ({"periods": (WHOLE[0], WHOLE[0])}, "two flows in two years"),
    ],
)
def test_a_changed_table_is_refused(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path, страны122023=groups(**change))

    assert said in str(refused.value)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged_archives())
def test_a_damaged_workbook_is_refused_or_read(tmp_path: Path, fault) -> None:
    path = tmp_path / "страны122023.xlsx"
    path.write_bytes(fault(groups()))
    assert_refused_or_read(load, path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "страны122023.xlsx"
    path.write_bytes(zip_bomb())
    assert assert_refused_or_read(load, path) is None


def test_a_sentence_on_2023_is_settled(tmp_path: Path) -> None:
    path = tmp_path / "страны122023.xlsx"
    path.write_bytes(groups())
    add("ru_customs_totals", path, tmp_path / "db", TODAY)
    for amount, verdict in (
        ("285.1", Verdict.SUPPORTED_BY_ONE_BOOK),
        ("185.1", Verdict.CONTRADICTED),
    ):
        text = f"In 2023 Russia's imports of goods amounted to ${amount} billion."
        assert [each.verdict for each in check(text, db=tmp_path / "db").claims] == [verdict]


@pytest.mark.shared
def test_russia_sold_425_and_bought_285_billion_in_2023(shared_data: Path) -> None:
    # Federal Customs Service, published for 2023: exports 425.1, imports 285.1 billion dollars.
    found = load(shared_data / "trade" / "russian_customs", TODAY)
    totals = billions(found)

    assert round(totals["exporter", *year(2023)], 1) == Decimal("425.1")
    assert round(totals["importer", *year(2023)], 1) == Decimal("285.1")
    assert found.vintage == "2024-11-08"
    assert totals["exporter", date(2024, 1, 1), date(2024, 9, 30)] == Decimal("318.1747")
    assert len(found.files) == 20


@pytest.mark.shared
def test_chapters_and_months_are_those_of_the_press_releases(shared_data: Path) -> None:
    # Federal Customs Service: fuels were 383.7 of 591.5 billion dollars of exports in 2022, and
    # fertilisers 19.3; exports of December 2021 were 56.8, imports of January 2022 23.3.
    frame = load(shared_data / "trade" / "russian_customs", TODAY).tables["facts"].frame

    def billion(book: str, product: str, *days: date) -> Decimal:
        wanted = (pl.col("book") == book) & (pl.col("product") == product)
        same = (pl.col("start") == days[0]) & (pl.col("end") == days[1])
        return round(frame.filter(wanted & same)["value"].item() / 10**9, 1)

    assert billion("exporter", "HS27", *year(2022)) == Decimal("383.7")
    assert billion("exporter", "energy", *year(2022)) == Decimal("383.7")
    assert billion("exporter", "HS31", *year(2022)) == Decimal("19.3")
    assert billion("exporter", "TOTAL", date(2021, 12, 1), date(2021, 12, 31)) == Decimal("56.8")
    assert billion("importer", "TOTAL", date(2022, 1, 1), date(2022, 1, 31)) == Decimal("23.3")
    months = frame.filter(pl.col("product") == "TOTAL", pl.col("end").dt.month() == 1)
    assert months.filter(pl.col("book") == "exporter").height == 12
