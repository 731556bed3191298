"""A dated text is judged by the newest releases, and by those known on its date as a note."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from visavis.checking import check_document
from visavis.model.extents import Extent
from visavis.model.verdicts import Verdict
from visavis.reading.document import read_document
from visavis.store import Store, write_tables
from visavis.workbench import Workbench

SPAN = (date(2018, 1, 1), date(2021, 12, 31))


def tables(value: int):
    """Russia's exports to China and China's imports from Russia of 2020, in billions of USD."""
    books = ("exporter", "importer")
    count = len(books)
    frame = pl.DataFrame(
        {
            "relation": ["goods_flow"] * count,
            "book": list(books),
            "subject": ["RUS"] * count,
            "partner": ["CHN"] * count,
            "product": ["TOTAL"] * count,
            "start": [date(2020, 1, 1)] * count,
            "end": [date(2020, 12, 31)] * count,
            "value": pl.Series([Decimal(value) * 10**9] * count, dtype=pl.Decimal(38, 3)),
            "unit": ["USD"] * count,
            "valuation": ["FOB"] * count,
            "status": ["reported"] * count,
            "origin_row": list(range(1, count + 1)),
        }
    )
    extents = tuple(
        Extent("goods_flow", book, ("RUS",), ("CHN",), ("TOTAL",), *SPAN, "year", "unknown")
        for book in books
    )
    return {"facts": (frame, extents)}


@pytest.fixture
def bench(tmp_path):
    write_tables(tmp_path, "comtrade", "first", date(2021, 6, 1), tables(40))
    write_tables(tmp_path, "comtrade", "revised", date(2023, 6, 1), tables(50))
    return Workbench(Store((tmp_path,)))


def judged(bench, day, billions):
    words = f"Russia's exports to China were worth ${billions} billion in 2020."
    return check_document(replace(read_document(words), date=day), bench).claims[0]


def test_a_text_true_when_it_was_written_is_judged_by_the_newest_release_with_a_note(bench):
    found = judged(bench, "2022-03-01", "40.0")

    assert found.verdict is not Verdict.SUPPORTED
    assert ("as_of_text", "supported") in found.notes
    value = dict(found.notes)["as_of_text_value"]
    assert value.startswith("40000000000")
    assert "comtrade first" in value


def test_where_both_releases_judge_alike_nothing_is_noted(bench):
    found = judged(bench, "2022-03-01", "45.0")

    assert "as_of_text" not in dict(found.notes)


@pytest.mark.parametrize("day", [None, "2020-03-01", "2024-03-01"])
def test_without_a_date_or_an_older_release_of_that_time_nothing_is_noted(bench, day):
    found = judged(bench, day, "50.0")

    assert found.verdict is Verdict.SUPPORTED
    assert "as_of_text" not in dict(found.notes)


def test_a_release_fetched_after_the_text_still_answers_it(tmp_path):
    write_tables(tmp_path, "comtrade", "only", date(2023, 6, 1), tables(50))

    found = judged(Workbench(Store((tmp_path,))), "2022-03-01", "50.0")

    assert found.verdict is Verdict.SUPPORTED


def test_releases_after_the_day_asked_for_are_hidden(tmp_path, bench):
    then = Workbench(Store((tmp_path,)), as_of=date(2022, 1, 1))

    found = judged(then, None, "40.0")

    assert found.verdict is Verdict.SUPPORTED
    assert found.readings[found.decisive[0]].figure.vintages == (("comtrade", "first"),)
