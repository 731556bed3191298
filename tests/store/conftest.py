"""Small tables in the store's layout, written by hand."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from visavis.model.extents import Extent

YEARS = (date(2006, 1, 1), date(2021, 12, 31))


def _facts(*rows: tuple[str, str, int, str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "relation": ["goods_flow"] * len(rows),
            "book": ["exporter"] * len(rows),
            "subject": [row[0] for row in rows],
            "partner": [row[1] for row in rows],
            "product": ["TOTAL"] * len(rows),
            "start": [date(row[2], 1, 1) for row in rows],
            "end": [date(row[2], 12, 31) for row in rows],
            "value": pl.Series([Decimal(row[3]) for row in rows], dtype=pl.Decimal(38, 3)),
            "unit": ["USD"] * len(rows),
            "valuation": ["FOB"] * len(rows),
            "status": ["reported"] * len(rows),
            "origin_row": list(range(1, len(rows) + 1)),
        }
    )


def _extent(*subjects: str) -> tuple[Extent, ...]:
    return (
        Extent("goods_flow", "exporter", subjects, None, ("TOTAL",), *YEARS, "year", "unknown"),
    )


@pytest.fixture
def facts():
    """A facts table of (exporter, importer, year, value) rows."""
    return _facts


@pytest.fixture
def table():
    """The tables of one release: `table(("RUS", "CHN", 2020, "5.5"))`."""

    def made(*rows: tuple[str, str, int, str]):
        subjects = tuple(sorted({row[0] for row in rows}))
        return {"facts": (_facts(*rows), _extent(*subjects))}

    return made
