"""China's customs: two languages, currencies and forms, years so far, groups, faults, a verdict."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged, damaged_archives, zip_bomb
from gacc_samples import ENGLISH, page, rows_of_table, saved_csv, workbook
from hypothesis import HealthCheck, given, settings

from visavis.checking import check
from visavis.errors import SourceError
from visavis.model.states import is_state
from visavis.model.verdicts import Verdict
from visavis.refresh import add
from visavis.sources import Load, source
from visavis.sources.gacc import load
from visavis.sources.labels import NOT_SPECIFIED, labels

TODAY = date(2026, 1, 2)
YEAR = date(2023, 1, 1), date(2023, 12, 31)
DECEMBER = date(2023, 12, 1), date(2023, 12, 31)
CHINESE = {
    "阿富汗": (10, 100, 0, 0),
    "俄罗斯": (10_000_000, 110_972_000, 11_000_000, 129_139_000),
    "越南": (12_000_000, 137_612_000, 8_000_000, 92_181_000),
}


def read(folder: Path, data: bytes, name: str = "a.html") -> Load:
    (folder / name).write_bytes(data)
    return load(folder / name, TODAY)


def cells(found: Load) -> dict[tuple[str, str, date, date], tuple[Decimal, str]]:
    rows = found.tables["facts"].frame.select("subject", "partner", "start", "end", "value", "unit")
    return {each[:4]: each[4:] for each in rows.iter_rows()}


def test_the_month_and_the_year_so_far_are_two_amounts_in_dollars(tmp_path: Path) -> None:
    found = cells(read(tmp_path, page(rows_of_table())))

    assert found["CHN", "RUS", *DECEMBER] == (Decimal(10_000_000_000), "USD")
    assert found["CHN", "RUS", *YEAR] == (Decimal(110_972_000_000), "USD")
    assert found["RUS", "CHN", *YEAR] == (Decimal(129_139_000_000), "USD")
    assert found["WLD", "CHN", *YEAR][0] == Decimal(321_320_050_000)


def test_exports_are_fob_and_imports_cif_and_a_dash_is_zero(tmp_path: Path) -> None:
    frame = read(tmp_path, page(rows_of_table())).tables["facts"].frame
    rows = frame.filter(pl.any_horizontal(pl.col("subject", "partner") == "AFG"))

    assert set(rows.select("book", "valuation", "status").iter_rows()) == {
        ("exporter", "FOB", "reported"), ("importer", "CIF", "true_zero"),
    }  # fmt: skip


def test_groups_and_goods_that_come_back_are_left_out_and_the_rest_is_somebody(
    tmp_path: Path,
) -> None:
    groups = ("Asia:", "ASEAN", "European Union", "RCEP")
    found = read(tmp_path, page(rows_of_table(groups=groups)))

    assert found.left_out == {
        "China with itself, goods that come back": 2,
        "continents and unions, sums of countries": 8,
    }
    assert ("_NES_OC", "CHN", *YEAR) in cells(found)
    assert found.vintage == "2023-12"


@pytest.mark.parametrize("form", [page, workbook, saved_csv])
@pytest.mark.parametrize("chinese", [False, True])
def test_every_form_gives_the_same(tmp_path: Path, form, chinese: bool) -> None:
    partners = CHINESE if chinese else {name: ENGLISH[name] for name in list(ENGLISH)[:3]}
    groups = ("亚洲",) if chinese else ("Asia:",)
    names = {page: "a.html", workbook: "a.xlsx", saved_csv: "a.csv"}
    rows = rows_of_table(partners, chinese=chinese, groups=groups)
    found = cells(read(tmp_path, form(rows), names[form]))

    assert found["CHN", "RUS", *YEAR] == (Decimal(110_972_000_000), "USD")
    assert len(found) == 16


def test_a_page_under_a_workbooks_name_is_a_page(tmp_path: Path) -> None:
    assert cells(read(tmp_path, page(rows_of_table()), "a.xls"))


def test_januarys_table_has_the_month_alone(tmp_path: Path) -> None:
    for so_far in (True, False):
        rows = rows_of_table(month=1, so_far=so_far, partners={"Russia": (5, 5, 2, 2)})
        found = cells(read(tmp_path, page(rows)))
        january = date(2023, 1, 1), date(2023, 1, 31)

        assert found["CHN", "RUS", *january] == (Decimal(5000), "USD")
        assert len(found) == 4


def test_yuan_are_yuan_and_give_way_to_dollars(tmp_path: Path) -> None:
    yuan = {"Russia": (7, 70, 3, 30)}
    (tmp_path / "cny.html").write_bytes(page(rows_of_table(yuan, unit="Unit: RMB 10,000")))
    alone = cells(load(tmp_path, TODAY))
    assert alone["CHN", "RUS", *YEAR] == (Decimal(700_000), "CNY")

    (tmp_path / "usd.html").write_bytes(page(rows_of_table()))
    both = load(tmp_path, TODAY)
    assert cells(both)["CHN", "RUS", *YEAR] == (Decimal(110_972_000_000), "USD")
    assert both.left_out["amounts in yuan, given in dollars as well"] == 8


def test_yuan_added_later_replace_no_dollars(tmp_path: Path) -> None:
    usd, cny = tmp_path / "usd.html", tmp_path / "cny.html"
    usd.write_bytes(page(rows_of_table()))
    cny.write_bytes(page(rows_of_table({"Cuba": (7, 70, 3, 30)}, unit="Unit: RMB 10,000")))
    held = load(usd, TODAY).tables["facts"].frame
    both, kept, replaced = source("gacc").merged(held, load(cny, TODAY))

    assert (kept, replaced) == (held.height, 0)
    assert cells(both)["CHN", "CUB", *YEAR] == (Decimal(700_000), "CNY")
    assert cells(both)["CHN", "WLD", *YEAR][1] == "USD"


def changed(old: str, new: str, **fields) -> bytes:
    data = page(rows_of_table(**fields)).decode()
    assert old in data
    return data.replace(old, new).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (changed("Unit: US$1,000", "Unit: US$1 million"), "no unit"),
        (changed("Unit: US$1,000", ""), "no unit"),
        (changed("Unit: US$1,000", "Unit: US$1,000 RMB, Unit: RMB 10,000"), "two currencies"),
        (changed("千美元", "万元人民币", chinese=True, partners=CHINESE), "two currencies|no unit"),
        (changed("12.2023", "12.20231"), "expected imports and exports by country"),
        (changed("12.2023", "13.2023"), "month 13"),
        (changed("1to12", "1to11"), "12 and 1 to 12"),
        (changed("<span>Exports</span>", "<span>Imports</span>"), "known headings"),
        (changed("国别", "主要国别", chinese=True, partners=CHINESE), "expected imports and"),
        (changed("Viet Nam", "Atlantis"), "of the value: Atlantis"),
        (changed("137,612,000", "137,612,900"), "added up"),
        (changed("137,612,000", "-137,612,000"), "'-137,612,000'"),
        (changed("137,612,000", "137.612.000"), "'137.612.000'"),
        (changed("TOTAL", "Oceania"), "0 rows of totals"),
        (b"<html>412 Precondition Failed</html>", "expected imports and exports by country"),
    ],
)
def test_another_table_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read(tmp_path, data)


def test_a_cut_table_is_refused(tmp_path: Path) -> None:
    rows = [row for row in rows_of_table() if row[0] != "Viet Nam"]
    with pytest.raises(SourceError, match="partners that sum to"):
        read(tmp_path, page(rows))


def test_two_tables_of_one_month_that_differ_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page(rows_of_table()))
    (tmp_path / "b.html").write_bytes(page(rows_of_table({"Russia": (1, 2, 3, 4)})))
    with pytest.raises(SourceError, match="one table for each month"):
        load(tmp_path, TODAY)


def test_every_label_means_a_state_a_group_or_is_marked() -> None:
    ids = set(labels("gacc").values())

    assert {each for each in ids if not is_state(each) and not each.startswith(NOT_SPECIFIED)} == {
        "-", "WLD",
    }  # fmt: skip
    assert labels("gacc")["刚果(金)"] == "COD"
    assert labels("gacc")["Democratic People's Republic of Korea"] == "PRK"


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_a_damaged_table_is_refused_or_read(tmp_path: Path, fault) -> None:
    for name, good in (("a.html", page(rows_of_table())), ("a.csv", saved_csv(rows_of_table()))):
        (tmp_path / name).write_bytes(fault(good))
        assert_refused_or_read(load, tmp_path / name)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(damaged_archives())
def test_a_damaged_workbook_is_refused_or_read(tmp_path: Path, fault) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(fault(workbook(rows_of_table())))
    assert_refused_or_read(load, path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(zip_bomb())
    assert assert_refused_or_read(load, tmp_path / "a.xlsx") is None


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """December's table of 2023, and October's after it, by itself."""
    place, folder = tmp_path_factory.mktemp("gacc"), tmp_path_factory.mktemp("db") / "db"
    # GACC's figures as cited: 240.1 billion in 2023, 196.48 billion in its first ten months.
    october = {"Russia": (8_700_000, 90_080_000, 11_000_000, 106_400_000)}
    tables = {"december.html": rows_of_table(), "october.html": rows_of_table(october, month=10)}
    for name, rows in tables.items():
        (place / name).write_bytes(page(rows))
        add("gacc", place / name, folder, TODAY)
    return folder


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("China's trade with Russia reached $240.1 billion in 2023.", Verdict.SUPPORTED),
        ("China's trade with Russia reached $640.1 billion in 2023.", Verdict.CONTRADICTED),
        ("According to Chinese customs, trade between Russia and China came to $196.48 billion in "
         "the first ten months of 2023.", Verdict.SUPPORTED),
        ("According to Chinese customs, China's trade with Russia reached $340.1 billion in 2023.",
         Verdict.CONTRADICTED),
        ("China's trade with Russia reached $340.1 billion in 2023.", Verdict.CANNOT_BE_CHECKED),
        ("In December 2023 China's goods exports to Russia were $10 billion.", Verdict.SUPPORTED),
        ("In December 2023 China's goods exports to Russia were $121 billion.",
         Verdict.CONTRADICTED),
    ],
)  # fmt: skip
def test_sentences_are_settled_and_nothing_is_counted_twice(
    db: Path, text: str, verdict: Verdict
) -> None:
    (claim,) = check(text, db=db).claims

    assert claim.verdict is verdict
