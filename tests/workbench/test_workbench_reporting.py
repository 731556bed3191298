"""Who reported what: own book, partners' books, nothing, out of rows written by hand."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import UsageError
from visavis.model.extents import Extent
from visavis.store import Store, write_tables
from visavis.workbench.reporting import Reported, reported

ROWS = (
    ("exporter", "RUS", "CHN", 2021, 12), ("exporter", "RUS", "WLD", 2021, 12),
    ("importer", "RUS", "CHN", 2022, 12), ("importer", "RUS", "IND", 2022, 12),
    ("exporter", "RUS", "CHN", 2023, 5),
)  # fmt: skip
"""Book, exporter, importer, year, months of it."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Russia's exports: its own report until 2021, its partners' in 2022, five months of 2023."""
    rows = [
        {
            "relation": "goods_flow", "book": book, "subject": exporter, "partner": importer,
            "product": "TOTAL", "start": date(year, 1, 1), "end": date(year, months, 28),
            "value": 1, "unit": "USD", "valuation": "FOB", "status": "reported", "origin_row": line,
        }
        for line, (book, exporter, importer, year, months) in enumerate(ROWS, start=2)
    ]  # fmt: skip
    extent = Extent(
        "goods_flow", "exporter", None, None, ("TOTAL",), date(2021, 1, 1), date(2023, 12, 31),
        "month", "unknown",
    )  # fmt: skip
    write_tables(
        tmp_path, "comtrade", "v1", date(2024, 1, 1), {"facts": (pl.DataFrame(rows), (extent,))}
    )
    return Store((tmp_path,))


def test_each_year_says_in_whose_book_and_by_how_many_partners(store: Store) -> None:
    found = reported(store, "exports", ("RUS",), (2021, 2024))
    assert found == (
        Reported("RUS", 2021, "exports", "own", "comtrade", "v1", 1, True, 12),
        Reported("RUS", 2022, "exports", "partner", "comtrade", "v1", 2, False, 12),
        Reported("RUS", 2023, "exports", "own", "comtrade", "v1", 1, False, 5),
    )


def test_the_same_rows_are_the_partners_imports(store: Store) -> None:
    (row,) = reported(store, "imports", ("IND",), (2021, 2024))
    assert (row.year, row.who, row.partners) == (2022, "own", 1)


def test_trade_is_both_flows(store: Store) -> None:
    flows = {each.flow for each in reported(store, "trade", ("RUS", "CHN"), (2021, 2023))}
    assert flows == {"exports", "imports"}


def test_years_outside_are_not_counted(store: Store) -> None:
    assert reported(store, "exports", ("RUS",), (2024, 2030)) == ()


@pytest.mark.parametrize("measure", ["gdp", "membership", "vote_agreement"])
def test_what_is_no_flow_between_two_is_refused(store: Store, measure: str) -> None:
    with pytest.raises(UsageError, match="coverage"):
        reported(store, measure, ("RUS",), (2021, 2022))


def test_a_stock_of_investment_is_the_investors_own_report_out_and_the_hosts_in(tmp_path) -> None:
    rows = [
        {
            "relation": "fdi_stock", "book": "investor", "subject": "CHN", "partner": "RUS",
            "product": "", "start": date(2021, 12, 31), "end": date(2021, 12, 31), "value": 1,
            "unit": "USD", "valuation": "", "status": "reported", "origin_row": 2,
        }
    ]  # fmt: skip
    extent = Extent(
        "fdi_stock", "investor", None, None, ("",), date(2014, 1, 1), date(2024, 12, 31), "year",
        "unknown",
    )  # fmt: skip
    write_tables(
        tmp_path, "imf_dip", "v1", date(2024, 1, 1), {"facts": (pl.DataFrame(rows), (extent,))}
    )
    found = reported(Store((tmp_path,)), "fdi_out_stock", ("CHN", "RUS"), (2021, 2021))
    assert {(each.state, each.flow, each.who) for each in found} == {
        ("CHN", "fdi_stock out", "own"), ("RUS", "fdi_stock in", "partner"),
    }  # fmt: skip
