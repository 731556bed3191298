"""A newer release that covers less: the newest that reaches the period answers, and says so."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from visavis.briefs.answers import answer_json, answer_text, series_text
from visavis.model.extents import Extent
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.store import Store, write_tables
from visavis.workbench import Workbench

OLD, NEW = ("V202501", date(2025, 1, 31)), ("V202601", date(2026, 1, 31))
Rows = Mapping[tuple[str, str, int], int]


def table(
    rows: Rows, years: tuple[int, int], *, subjects: Sequence[str] | None = None,
    relation: str = "goods_flow",
) -> dict[str, tuple[pl.DataFrame, tuple[Extent, ...]]]:  # fmt: skip
    flows = relation == "goods_flow"
    count = len(rows)
    book, product = ("reconciled", "TOTAL") if flows else ("publisher", "")
    frame = pl.DataFrame(
        {
            "relation": [relation] * count, "book": [book] * count,
            "subject": [key[0] for key in rows], "partner": [key[1] for key in rows],
            "product": [product] * count,
            "start": [date(key[2], 1, 1) for key in rows],
            "end": [date(key[2], 12, 31) for key in rows],
            "value": pl.Series([Decimal(v) for v in rows.values()], dtype=pl.Decimal(38, 3)),
            "unit": ["USD"] * count, "valuation": ["FOB" if flows else ""] * count,
            "status": ["reported"] * count, "origin_row": list(range(1, count + 1)),
        }
    )  # fmt: skip
    span = date(years[0], 1, 1), date(years[1], 12, 31)
    sides = None if subjects is None else tuple(sorted(subjects))
    partners = None if flows else ("",)
    absent = "zero" if flows else "unknown"
    extent = Extent(relation, book, sides, partners, (product,), *span, "year", absent)
    return {"facts": (frame, (extent,))}


def flows(first: int, last: int, factor: int) -> Rows:
    years = range(first, last + 1)
    whole = {("RUS", "WLD", year): 100 * factor * year for year in years}
    return {("RUS", "CHN", year): factor * year for year in years} | whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """BACI from 1995 to 2023, each flow twice its year; then 2018 to 2024, three times its year."""
    write_tables(tmp_path, "baci", *OLD, table(flows(1995, 2023, 2), (1995, 2023)))
    write_tables(tmp_path, "baci", *NEW, table(flows(2018, 2024, 3), (2018, 2024)))
    return tmp_path


def ask(folder: Path, query: str, as_of: date | None = None) -> Figure:
    return Workbench(Store((folder,)), as_of).figure(Query.parse(query))


@pytest.mark.parametrize(
    ("query", "value", "vintage"),
    [
        ("exports RUS CHN 2010", 2 * 2010, "V202501"),
        ("exports RUS CHN 2017", 2 * 2017, "V202501"),
        ("exports RUS CHN 2018", 3 * 2018, "V202601"),
        ("exports RUS CHN 2024", 3 * 2024, "V202601"),
        ("exports RUS CHN 2016..2019 aggregation=sum", 2 * (2016 + 2017 + 2018 + 2019), "V202501"),
        ("exports RUS CHN 2018 baseline=2017 form=change_abs", 2, "V202501"),
        ("exports RUS CHN 2019 form=change_abs", 3, "V202601"),
        ("exports RUS CHN 2010 form=share", 1, "V202501"),
        ("exports RUS CHN 2010 source=baci book=reconciled", 2 * 2010, "V202501"),
    ],
)
def test_the_newest_release_that_reaches_the_whole_question_answers(
    folder: Path, query: str, value: int, vintage: str
):
    found = ask(folder, query)

    assert found.value == value
    assert found.vintages == (("baci", vintage),)
    assert {part.vintage for part in found.parts} == {vintage}


def test_a_figure_says_that_an_older_release_had_to_answer(folder: Path):
    old, new = ask(folder, "exports RUS CHN 2010"), ask(folder, "exports RUS CHN 2020")

    said = "V202501 of baci: the newest at hand, V202601, does not reach all that is asked"
    assert said in " ".join(answer_text([old]).split())
    assert said in " ".join(series_text([old, new]).split())
    record = json.loads(answer_json([old]))["figures"][0]["detail"]["older_releases"]
    assert record == [{"source": "baci", "vintage": "V202501", "newest": "V202601"}]
    assert "older_releases" not in new.detail
    assert "V202501" not in answer_text([new])


def test_where_no_release_reaches_all_of_it_the_newest_answers_for_its_part(folder: Path):
    found = ask(folder, "exports RUS CHN 2015..2024 aggregation=sum")

    assert found.value is None
    assert {vintage for _, vintage in found.vintages} == {"V202601"}


def test_a_release_asked_for_by_name_is_not_replaced(folder: Path):
    assert ask(folder, "exports RUS CHN 2010 vintage=V202601").missing is Missing.OUT_OF_COVERAGE
    found = ask(folder, "exports RUS CHN 2020 vintage=V202501")
    assert found.value == 2 * 2020
    assert "older_releases" not in found.detail


def test_a_release_not_yet_known_neither_answers_nor_is_missed(folder: Path):
    found = ask(folder, "exports RUS CHN 2010", date(2025, 6, 1))

    assert found.value == 2 * 2010
    assert "older_releases" not in found.detail
    assert ask(folder, "exports RUS CHN 2024", date(2025, 6, 1)).value is None


def test_a_pair_that_the_newest_covers_without_a_row_stays_as_it_says(folder: Path):
    write_tables(folder, "baci", *OLD, table({("RUS", "VNM", 2020): 7}, (1995, 2023)))
    found = ask(folder, "exports RUS VNM 2020")

    assert found.value == 0
    assert found.detail["inferred_zero"]
    assert found.vintages == (("baci", "V202601"),)


def test_a_release_of_a_few_states_hides_no_others(folder: Path):
    rows = {("RUS", "CHN", 2025): 1}
    few = table(rows, (2018, 2025), subjects=["RUS"])
    write_tables(folder, "baci", "V202701", date(2027, 1, 31), few)
    write_tables(folder, "baci", *NEW, table({("DEU", "CHN", 2020): 9}, (2018, 2024)))

    assert ask(folder, "exports DEU CHN 2020").value == 9
    assert ask(folder, "exports RUS CHN 2025").value == 1


def test_the_total_of_another_source_names_a_release_of_its_own(folder: Path):
    gdp = {("RUS", "", 2010): 4020}
    write_tables(folder, "world_bank", "a", OLD[1], table(gdp, (2000, 2020), relation="gdp"))
    recent = {("RUS", "", 2021): 5}
    write_tables(folder, "world_bank", "b", NEW[1], table(recent, (2021, 2024), relation="gdp"))
    found = ask(folder, "exports RUS CHN 2010 form=share denominator=gdp")

    assert found.value == 100
    assert found.vintages == (("baci", "V202501"), ("world_bank", "a"))
    assert len(found.detail["older_releases"]) == 2  # type: ignore[arg-type]


def test_files_of_an_older_release_are_opened_only_where_they_answer(folder: Path):
    for path in (folder / "baci" / "V202501").glob("*.parquet"):
        path.unlink()

    assert ask(folder, "exports RUS CHN 2020").value == 3 * 2020


def test_each_year_of_a_window_names_its_own_release(folder: Path):
    bench = Workbench(Store((folder,)))
    found = bench.window(Query.parse("exports RUS CHN"), (2016, 2017, 2018, 2019))

    vintages = [each.vintages[0][1] for each in found.values()]
    assert vintages == ["V202501", "V202501", "V202601", "V202601"]
    again = Workbench(Store((folder,))).figure(Query.parse("exports RUS CHN 2018"))
    assert again == found[2018]


def test_editions_are_those_of_the_release_that_answers(folder: Path):
    bench = Workbench(Store((folder,)))
    asked = bench.editions(Query.parse("exports RUS CHN 2010"))

    assert [str(each) for each in asked] == ["exports RUS CHN 2010 book=reconciled source=baci"]
    assert bench.figure(asked[0]).value == 2 * 2010
