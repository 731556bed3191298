"""Single members in COMEXT: months, unions among the reporters, totals that are none, faults."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from faults import assert_refused_or_read, damaged
from hypothesis import HealthCheck, given, settings

from visavis.checking import check
from visavis.errors import SourceError
from visavis.model.verdicts import Verdict
from visavis.refresh import add
from visavis.sources import Load
from visavis.sources.eurostat_members import load

TODAY = date(2026, 1, 2)
HEAD = "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR\n"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
AREA = "Euro area - 20 countries (AT, BE, CY)"
CHANGING = "European Union (AT-01/1995, BE-01/1958, GB-01/1973->01/2020)"


def row(
    reporter: str, value: object, *, period: str = "May. 2020", partner: str = "Türkiye",
    flow: str = "EXPORT",
) -> str:  # fmt: skip
    return f'"{reporter}","{partner}","Total","{flow}","Total","{period}",{value}\n'


def read(folder: Path, *lines: str) -> Load:
    path = folder / "Relational_View_2024-11-16T07_39_22.386Z.csv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return load(path, TODAY)


def cells(found: Load) -> dict[tuple[str, str, str, date, date], Decimal]:
    rows = found.tables["facts"].frame.select("book", "subject", "partner", "start", "end", "value")
    return {each[:5]: each[5] for each in rows.iter_rows()}


def test_a_month_of_a_member_is_kept_and_unions_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, row("Greece", 5), row(AREA, 90), row(CHANGING, 91))

    assert cells(found) == {
        ("exporter", "GRC", "TUR", date(2020, 5, 1), date(2020, 5, 31)): Decimal(5)
    }
    assert found.left_out["the union and the euro area as reporters"] == 2
    assert found.vintage == "2024-11-16"


def test_imports_stand_in_the_importers_book_with_freight(tmp_path: Path) -> None:
    found = read(tmp_path, row("Greece", 5, flow="1-IMPORT", period="202002-Feb. 2020"))

    assert list(cells(found)) == [("importer", "TUR", "GRC", date(2020, 2, 1), date(2020, 2, 29))]
    assert found.tables["facts"].frame["valuation"].to_list() == ["CIF"]


def test_a_total_over_third_countries_is_no_total_of_a_member(tmp_path: Path) -> None:
    found = read(tmp_path, row("Greece", 5), row("Greece", 9, partner="Extra-EU27 (from 2020)"))

    assert found.left_out["totals over third countries, no totals of a member"] == 1
    assert len(cells(found)) == 1


def test_a_year_beside_its_twelve_months_is_left_out_and_another_is_kept(tmp_path: Path) -> None:
    months = [row("Malta", 1, period=f"{month}. 2020") for month in MONTHS]
    years = [row(name, 13, period="Jan.-Dec. 2020") for name in ("Malta", "Greece")]
    found = read(tmp_path, *months, *years)

    assert found.left_out["years whose months are all given"] == 1
    assert sum(cells(found).values()) == Decimal(25)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (row("Atlantis", 5), "REPORTER 'Atlantis'"),
        (row("Greece", 5, partner="Atlantis"), "100.00% of the value: Atlantis"),
        (row("Greece", -5), "VALUE_IN_EUR '-5'"),
        (row("Greece", 5, period="Jan.-Aug. 2024"), "PERIOD 'Jan.-Aug. 2024'"),
        (row("Greece", 5, period="May. 20211"), "PERIOD 'May. 20211'"),
        (row("Greece", 5, flow="BALANCE"), "FLOW 'BALANCE'"),
        (row("Greece", 5) + row("Greece", 6), "two values"),
    ],
)
def test_what_is_no_member_month_or_amount_is_refused(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path, line)

    assert said in str(refused.value)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_a_damaged_file_is_refused_or_read(tmp_path: Path, fault) -> None:
    path = tmp_path / "a.csv"
    good = HEAD + row("Greece", 5) + row("Malta", 7) + row(AREA, 90)
    path.write_bytes(fault(good.encode()))
    assert_refused_or_read(load, path)


def test_a_sentence_is_settled_and_a_second_download_adds_to_the_first(tmp_path: Path) -> None:
    # Germany's exports to Russia in 2020, 23.18 billion euro by Eurostat, in twelve equal parts.
    part = 23_180_000_000 // 12
    lines = [
        row("Germany (incl. German Democratic Republic 'DD' from 1991)", part,
            period=f"{month}. 2020", partner="Russian Federation (Russia)")
        for month in MONTHS
    ]  # fmt: skip
    for name, half in (("a.csv", lines[:6]), ("b.csv", lines[6:])):
        (tmp_path / name).write_text(HEAD + "".join(half), encoding="utf-8")
        added = add("eurostat_members", tmp_path / name, tmp_path / "db", TODAY)
    assert added.kept_from_before == 6

    for amount, verdict in (("23.2", Verdict.SUPPORTED), ("41.7", Verdict.CONTRADICTED)):
        text = (
            f"According to Eurostat, Germany's goods exports to Russia were {amount} billion "
            "euros in 2020."
        )
        assert [each.verdict for each in check(text, db=tmp_path / "db").claims] == [verdict]


@pytest.mark.shared
def test_members_together_sold_79_billion_euro_to_russia_in_2020(shared_data: Path) -> None:
    folder = shared_data / "trade" / "eurostat" / "russia_export_eurostat"
    found = load(folder, TODAY)
    frame = found.tables["facts"].frame
    year = frame.filter((pl.col("start").dt.year() == 2020) & (pl.col("subject") != "GBR"))

    # Eurostat, published figure of the 27: 79.0 billion euro.
    assert round(Decimal(str(year["value"].sum())) / 10**9, 1) == Decimal("79.0")
    assert (found.rows_read, found.rows_kept, found.unmatched) == (2101, 1829, {})
