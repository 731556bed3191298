"""Russia's months and main goods: what adds up is kept, what belongs to no partner is counted."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from faults import assert_refused_or_read, damaged_archives, zip_bomb
from hypothesis import HealthCheck, given, settings

from visavis.checking import check
from visavis.errors import SourceError
from visavis.model.verdicts import Verdict
from visavis.refresh import add
from visavis.sources import Load
from visavis.sources.russian_totals import load

TODAY = date(2026, 1, 2)
NAMES = ("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь",
         "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь")  # fmt: skip
HEADS = [None, "Оборот", "Экспорт", "Импорт", "Оборот", "Экспорт", "Импорт"]


def months(
    *,
    known: int = 12,
    scope: str = "    В С Е Г О",
    unit: str = "         (миллионов долларов)",
    years: tuple[str, str] = ("2016 год", "   2017 год"),
    changed: dict[tuple[int, int], object] | None = None,
) -> bytes:
    """Months of 2016, each 100 and 50 million, and of 2017, each 200 and 70, as far as known."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["    ВНЕШНЯЯ  ТОРГОВЛЯ  РОССИИ  В  2017  ГОДУ"])
    page.append([None] * 6 + [scope])
    page.append([None] * 5 + [unit])
    page.append([None, years[0], None, None, years[1]])
    page.append(HEADS)
    page.append([])
    for n in range(1, 13):
        so_far = min(n, known)
        name = NAMES[0] if n == 1 else f"Январь-{NAMES[n - 1].lower()}"
        page.append([name, 150 * n, 100 * n, 50 * n, 270 * so_far, 200 * so_far, 70 * so_far])
    page.append([None] * 6 + ["     П О   М Е С Я Ц А М"])
    page.append([None, years[0], None, None, years[1]])
    page.append(HEADS)
    page.append([])
    for n, name in enumerate(NAMES):
        page.append([name, 150, 100, 50, *((270, 200, 70) if n < known else (0, 0, 0))])
    page.append([None] * 6 + ["   П О   К В А Р Т А Л А М"])
    for (row, column), value in (changed or {}).items():
        page.cell(row, column).value = value
    return saved(book)


def main_goods(*, codes: tuple[str, ...] = ("0201-0204", "0402", "10", "2711210000")) -> bytes:
    """Imports of January 2022: 1,000 million in all, 10 million under each code."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["Импорт  России  важнейших  товаров"])
    page.append(["за январь - январь 2022 год"])
    page.append(["Код", "Наименование", "январь - январь 2022", None, "Темп роста"])
    page.append(["ТН ВЭД ЕАЭС", "товара", "тыс.", "млн.", "вес"])
    page.append([None, None, "тонн", "долл.США"])
    page.append([None, "ВСЕГО:", "-", 1000, "-"])
    for code in codes:
        page.append([code, "ТОВАР", 1.5, 10, 99])
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(folder: Path, data: bytes) -> Load:
    (folder / "WEB_UTSA_04.xlsx").write_bytes(data)
    return load(folder, TODAY)


def test_months_of_both_years_are_dollars_and_sums_are_counted_away(tmp_path: Path) -> None:
    found = read(tmp_path, months())
    frame = found.tables["facts"].frame
    sold = frame.filter(pl.col("book") == "exporter").sort("start")

    assert sold["value"].to_list() == [100_000_000] * 12 + [200_000_000] * 12
    assert sold.row(1, named=True)["end"] == date(2016, 2, 29)
    assert found.left_out == {"months added up and quarters, beside each month": 16}


def test_zeros_of_months_to_come_are_no_trade_of_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, months(known=9))

    assert found.tables["facts"].frame["end"].max() == date(2017, 9, 30)
    assert found.left_out["months not yet there"] == 3


def test_a_zero_between_months_of_trade_is_refused(tmp_path: Path) -> None:
    changed = dict.fromkeys([(27, 5), (27, 6), (27, 7)], 0)

    with pytest.raises(SourceError, match="a month of 2017 without trade"):
        read(tmp_path, months(changed=changed))


def test_far_abroad_is_no_partner(tmp_path: Path) -> None:
    (tmp_path / "WEB_UTSA_05.xlsx").write_bytes(months(scope="  СТРАНЫ  ДАЛЬНЕГО  ЗАРУБЕЖЬЯ"))
    found = read(tmp_path, months())

    assert found.rows_kept == 48
    assert found.left_out["months of far and near abroad, which are no partners"] == 12


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit": "(миллиардов долларов)"}, "neither its unit nor whose trade it is"),
        ({"years": ("2016 год", "20211 год")}, "found 2016 год 20211 год; expected two years"),
        ({"years": ("2016 год", "2016 год")}, "two years in turn"),
        ({"changed": {(24, 3): 101}}, "a turnover that is not exports and imports"),
        ({"changed": {(24, 2): 151, (24, 3): 101}}, "months that do not add up"),
        ({"changed": {(24, 3): -100}}, "found -100"),
        ({"changed": {(24, 3): "100,5"}}, "found '100,5'"),
        ({"changed": {(24, 1): "Брюмер"}}, "found 'брюмер'; expected февраль"),
        ({"changed": {(21, 3): "Импорт"}}, "another heading"),
    ],
)
def test_a_changed_table_of_months_is_refused(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path, months(**change))

    assert said in str(refused.value)


def test_chapters_and_headings_are_products_and_ranges_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, main_goods())
    rows = found.tables["facts"].frame.select("product", "value", "start", "end", "valuation")

    assert set(rows.iter_rows()) == {
        (product, value * 1_000_000, date(2022, 1, 1), date(2022, 1, 31), "CIF")
        for product, value in (("TOTAL", 1000), ("HS0402", 10), ("HS10", 10))
    }
    assert list(found.left_out.values()) == [2]


@pytest.mark.parametrize("code", ["402", "МЯСО", ""])
def test_goods_without_a_code_of_two_four_or_six_digits_are_refused(
    tmp_path: Path, code: str
) -> None:
    with pytest.raises(SourceError, match="expected a code of goods"):
        read(tmp_path, main_goods(codes=("10", code)))


@pytest.mark.parametrize("whole", [months(), main_goods()], ids=["months", "goods"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fault=damaged_archives())
def test_a_damaged_workbook_is_refused_or_read(tmp_path: Path, whole: bytes, fault) -> None:
    path = tmp_path / "WEB_UTSA_04.xlsx"
    path.write_bytes(fault(whole))
    assert_refused_or_read(load, path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "WEB_UTSA_04.xlsx"
    path.write_bytes(zip_bomb())
    assert assert_refused_or_read(load, path) is None


def test_a_sentence_on_a_month_is_settled(tmp_path: Path) -> None:
    path = tmp_path / "WEB_UTSA_04.xlsx"
    path.write_bytes(months())
    add("ru_customs_totals", path, tmp_path / "db", TODAY)
    for amount, verdict in (("200", Verdict.SUPPORTED), ("320", Verdict.CONTRADICTED)):
        text = f"In March 2017 Russia exported goods worth ${amount} million."
        assert [each.verdict for each in check(text, db=tmp_path / "db").claims] == [verdict]


def test_the_months_of_a_year_add_up_to_it(tmp_path: Path) -> None:
    path = tmp_path / "WEB_UTSA_04.xlsx"
    path.write_bytes(months())
    add("ru_customs_totals", path, tmp_path / "db", TODAY)
    text = "In 2017 Russia's imports of goods amounted to $840 million."

    assert [each.verdict for each in check(text, db=tmp_path / "db").claims] == [
        Verdict.SUPPORTED_BY_ONE_BOOK
    ]
