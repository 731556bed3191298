"""The starter: small, licensed, whole, and with the figures that its publishers print."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from visavis.model.queries import Query
from visavis.model.wanted import VotesWanted, Wanted
from visavis.sources import SOURCES, origins, source
from visavis.store import Store, starter_folder, write_tables
from visavis.workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def starter() -> Store:
    return Store((starter_folder(),))


def value(store: Store, origin: str, subject: str, partner: str, *, year: int) -> Decimal:
    """The sum of one source's rows of all goods in a year."""
    block = Wanted(
        frozenset({"goods_flow"}), frozenset({subject}), frozenset({partner}),
        frozenset({"TOTAL"}), date(year, 1, 1), date(year, 12, 31),
    )  # fmt: skip
    found = [
        fact.value
        for fact in store.facts([block])
        if fact.source == origin
        and fact.value is not None
        and (fact.subject, fact.partner, fact.product) == (subject, partner, "TOTAL")
        and fact.start.year == year
    ]
    assert found
    return sum(found, Decimal(0))


def test_only_data_that_may_be_shipped_are_in_it(starter: Store) -> None:
    for entry in starter.all_entries():
        assert origins()[entry.source].license.may_redistribute


def test_it_stays_below_seven_megabytes() -> None:
    files = [path for path in starter_folder().rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) < 7_000_000


def test_every_file_is_what_the_manifest_states(starter: Store) -> None:
    assert len(starter.verify()) == len(starter.entries())


def test_each_source_has_its_licence_beside_it(starter: Store) -> None:
    text = (starter_folder() / "LICENSES.md").read_text(encoding="utf-8")

    for entry in starter.entries():
        origin = origins()[entry.source]
        assert f"folder: `{origin.id}`, release `{entry.vintage}`" in text
        assert origin.license.title in text
        assert origin.citation in text


def test_rows_are_as_many_as_expected(starter: Store) -> None:
    expected = {each.origin.id: each.expect_rows for each in SOURCES}
    for name in {entry.source for entry in starter.entries()}:
        low, high = expected[name]
        rows = sum(entry.rows for entry in starter.entries() if entry.source == name)
        assert low <= rows <= high


def test_no_days_of_one_flow_stand_in_two_rows_of_a_kind(starter: Store) -> None:
    """Sums over a period would otherwise count them twice.

    Months may stand beside the year that a publisher states for itself, with estimates in it: a
    year is then asked of the year's row, and months are never added to it.
    """
    block = Wanted(
        frozenset({"goods_flow"}), None, None, frozenset({"TOTAL"}),
        date(1990, 1, 1), date(2030, 12, 31),
    )  # fmt: skip
    last: dict[tuple[str, ...], date] = {}
    facts = [fact for fact in starter.facts([block]) if fact.product == "TOTAL"]
    for fact in sorted(facts, key=lambda fact: fact.start):
        is_month = str((fact.end - fact.start).days < 31)
        key = (fact.source, fact.book, fact.subject, fact.partner, is_month)
        assert key not in last or last[key] < fact.start, key
        last[key] = fact.end


def test_a_stated_year_is_not_the_sum_of_its_months(starter: Store) -> None:
    # Customs' headline of 2021 is 493.1 billion dollars; the months, without its estimates, 491.6.
    bench = Workbench(starter)

    def sold(period: str) -> Decimal:
        query = f"exports RUS WLD {period} source=ru_customs_totals"
        return round((bench.figure(Query.parse(query)).value or Decimal(0)) / 10**9, 1)

    assert sold("2021") == Decimal("493.1")
    assert sold("2021-01..2021-06") + sold("2021-07..2021-12") == Decimal("491.6")


def test_china_in_russias_customs_of_2020(starter: Store) -> None:
    # Rosstat's workbooks, million dollars: 49,249 of 337,295 and 54,950 of 232,138.
    sold = value(starter, "ru_customs", "RUS", "CHN", year=2020)
    bought = value(starter, "ru_customs", "CHN", "RUS", year=2020)

    assert round(sold / 10**6) == 49_249
    assert round(bought / 10**6) == 54_950
    assert value(starter, "ru_customs", "RUS", "WLD", year=2020) == 337_295 * 10**6
    assert value(starter, "ru_customs", "WLD", "RUS", year=2020) == 232_138 * 10**6


def test_vietnam_in_russias_customs(starter: Store) -> None:
    # Worked by hand from the months: turnover 5.67 and 7.13 billion dollars.
    turnover = [
        value(starter, "ru_customs", "RUS", "VNM", year=year)
        + value(starter, "ru_customs", "VNM", "RUS", year=year)
        for year in (2020, 2021)
    ]

    assert [round(each / 10**9, 2) for each in turnover] == [Decimal("5.67"), Decimal("7.13")]


def test_chinas_totals_of_2018(starter: Store) -> None:
    # World Bank: exports and imports together 4,620 to 4,630 billion dollars.
    total = value(starter, "world_bank", "CHN", "WLD", year=2018) + value(
        starter, "world_bank", "WLD", "CHN", year=2018
    )

    assert 4_600 * 10**9 < total < 4_650 * 10**9


def test_resolution_68_262_with_its_tally(starter: Store) -> None:
    (call,) = starter.roll_calls([VotesWanted("A/RES/68/262", None)])

    assert (call.yes, call.no, call.abstain, call.absent) == (100, 11, 58, 24)
    assert call.roll_call.held_on == date(2014, 3, 27)


def test_the_page_of_sources_is_that_of_the_code() -> None:
    command = [sys.executable, "scripts/sources_page.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_listing_the_sources_loads_neither_polars_nor_duckdb() -> None:
    code = "import sys, visavis.sources; print({'polars', 'duckdb', 'openpyxl'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


@pytest.mark.shared
def test_the_same_files_give_the_same_bytes(shared_data: Path, tmp_path: Path) -> None:
    load = source("un_votes").load(shared_data / "votes", date(2026, 11, 21))
    tables = {name: (table.frame, table.extents) for name, table in load.tables.items()}
    written = write_tables(tmp_path, "un_votes", load.vintage, load.released, tables)
    shipped = Store((starter_folder(),)).entries()

    assert set(written) == {entry for entry in shipped if entry.source == "un_votes"}


def test_the_price_of_russian_crude_follows_the_market(starter: Store) -> None:
    # Brent cost 42 dollars a barrel in 2020 and 71 in 2021 on average (World Bank); a tonne is some
    # 7.3 barrels: 307 and 518 dollars, the customs' price a month or two behind.
    wanted = [
        Wanted(
            frozenset({name}), frozenset({"RUS"}), frozenset({"CHN"}), frozenset({"crude_oil"}),
            date(2020, 1, 1), date(2021, 12, 31),
        )
        for name in ("goods_flow", "goods_quantity")
    ]  # fmt: skip
    found = {(fact.relation, fact.start.year): fact for fact in starter.facts(wanted)}

    for year, price in ((2020, 307), (2021, 518)):
        tonnes = found["goods_quantity", year]
        assert (tonnes.unit, tonnes.book) == ("t", "reconciled")
        paid = (found["goods_flow", year].value or 0) / (tonnes.value or 1)
        assert abs(paid / price - 1) < Decimal("0.2")
