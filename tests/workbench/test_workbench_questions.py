"""The workbench: one read for many questions, the same answers warm or cold, tables."""

import re
import sys
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from visavis.errors import UsageError, VisavisError
from visavis.model.extents import Extent
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.store import Store, write_tables
from visavis.workbench import FigureTable, Workbench, figure, shared

OTHERS = ("CHN", "VNM", "WLD")
SPAN = (date(2018, 1, 1), date(2021, 12, 31))


def release(value: int) -> dict[str, tuple[pl.DataFrame, tuple[Extent, ...]]]:
    rows = [
        (book, *(("RUS", other) if book == "exporter" else (other, "RUS")), year, value * factor)
        for book in ("exporter", "importer")
        for other, factor in zip(OTHERS, (3, 1, 10), strict=True)
        for year in range(2018, 2022)
    ]
    frame = pl.DataFrame(
        {
            "relation": ["goods_flow"] * len(rows), "book": [r[0] for r in rows],
            "subject": [r[1] for r in rows], "partner": [r[2] for r in rows],
            "product": ["TOTAL"] * len(rows),
            "start": [date(r[3], 1, 1) for r in rows], "end": [date(r[3], 12, 31) for r in rows],
            "value": pl.Series([Decimal(r[4]) for r in rows], dtype=pl.Decimal(38, 3)),
            "unit": ["USD"] * len(rows), "valuation": ["FOB"] * len(rows),
            "status": ["reported"] * len(rows), "origin_row": list(range(1, len(rows) + 1)),
        }
    )  # fmt: skip
    extents = tuple(
        Extent(
            "goods_flow", book, *(sides if book == "exporter" else sides[::-1]),
            ("TOTAL",), *SPAN, "year", "unknown",
        )
        for book in ("exporter", "importer")
        for sides in [(("RUS",), OTHERS)]
    )  # fmt: skip
    return {"facts": (frame, extents)}


@pytest.fixture
def folder(tmp_path):
    """Two releases of one source, a year apart; the newer has twice the values."""
    write_tables(tmp_path, "x", "old", date(2021, 1, 1), release(1))
    write_tables(tmp_path, "x", "new", date(2022, 1, 1), release(2))
    return tmp_path


@pytest.fixture
def bench(folder) -> Workbench:
    return Workbench(Store([folder]))


def test_many_questions_cost_one_read(bench, monkeypatch):
    reads = []
    read = bench.store.facts
    monkeypatch.setattr(bench.store, "facts", lambda *a: reads.append(a) or read(*a))
    queries = [
        Query.parse(f"{measure} RUS {partner} 2020 form={form}")
        for measure in ("exports", "imports", "trade_turnover")
        for partner in ("CHN", "VNM")
        for form in ("level", "share")
    ]

    found = bench.figures(queries)
    bench.figures(queries)
    bench.editions(queries[0])

    assert len(reads) == 1
    assert found[queries[1]].value == 30


def test_a_question_asked_later_gets_the_answer_it_would_have_got_alone(folder):
    texts = [
        "exports RUS CHN 2020", "exports RUS CHN 2020 form=rank", "exports RUS WLD 2020",
        "trade_turnover RUS ASEAN 2020 form=share", "exports RUS CHN 2021 form=growth",
    ]  # fmt: skip
    warm = Workbench(Store([folder]))
    one_by_one = [warm.figure(Query.parse(text)) for text in texts]
    together = Workbench(Store([folder])).figures([Query.parse(text) for text in texts])
    cold = [Workbench(Store([folder])).figure(Query.parse(text)) for text in texts]

    assert one_by_one == cold == list(together.values())


def test_as_of_answers_from_what_was_known_on_that_day(folder):
    query = Query.parse("exports RUS CHN 2020")
    store = Store([folder])

    assert Workbench(store).figure(query).value == 6
    assert Workbench(store, date(2021, 6, 1)).figure(query).value == 3
    assert Workbench(store, date(2020, 6, 1)).figure(query).missing is Missing.NO_SOURCE


def test_a_release_asked_for_by_name_answers_beside_the_newest(bench):
    assert bench.figure(Query.parse("exports RUS CHN 2020 vintage=old")).value == 3
    assert bench.figure(Query.parse("exports RUS CHN 2020")).value == 6


def test_a_release_later_than_as_of_is_not_read_even_by_name(folder):
    bench = Workbench(Store([folder]), date(2021, 6, 1))

    assert (
        bench.figure(Query.parse("exports RUS CHN 2020 vintage=new")).missing is Missing.NO_SOURCE
    )


def test_a_window_gives_each_year_and_coverage_says_what_is_there(bench):
    found = bench.window(Query.parse("exports RUS CHN"), range(2020, 2024))

    assert [found[year].value for year in (2020, 2021)] == [6, 6]
    assert [found[year].missing for year in (2022, 2023)] == [Missing.OUT_OF_COVERAGE] * 2
    assert bench.covers(Query.parse("exports RUS CHN 2020"))
    assert not bench.covers(Query.parse("exports RUS KEN 2020"))
    assert {extent.book for _, extent in bench.coverage("goods_flow")} == {"exporter", "importer"}
    assert bench.coverage("gdp") == ()


def test_the_figure_of_one_year_and_the_table_of_several(folder):
    one = figure("exports", "RUS", "CHN", year=2020, share=True, db=folder, source="x")
    several = figure("exports", "RUS", "CHN", years="2019..2021", db=folder, source="x")

    assert isinstance(one, Figure)
    assert one.value == 30
    assert isinstance(several, FigureTable)
    assert [each.value for each in several] == [6, 6, 6]
    assert str(several[0].query.period) == "2019"
    assert len(several[1:]) == 2


def test_words_of_python_become_the_query(folder):
    grown = figure("exports", "RUS", "CHN", year=2020, baseline=2019, db=folder, source="x")
    added = figure(
        "exports", "RUS", "CHN", years="2019..2020", aggregation="sum", db=folder, source="x"
    )

    assert (grown.query.form, grown.value) == ("growth", 0)
    assert added.value == 12
    assert figure("membership", "VNM", "APEC", year=2020, db=folder).text == "member"


def test_two_periods_at_once_or_an_unknown_measure_are_refused(folder):
    with pytest.raises(UsageError, match="one of them"):
        figure("exports", "RUS", "CHN", year=2020, period="2020", db=folder)
    with pytest.raises(UsageError, match="measure"):
        figure("expots", "RUS", "CHN", year=2020, db=folder)
    with pytest.raises(UsageError, match="period"):
        figure("exports", "RUS", "CHN", period="last year", db=folder)


def test_a_table_goes_to_polars_pandas_and_arrow_with_the_same_rows(folder):
    table = figure("exports", "RUS", "CHN", years="2020..2022", db=folder, source="x")
    dicts = table.to_dicts()

    assert [row["value"] for row in dicts] == [6.0, 6.0, None]
    assert dicts[2]["missing"] == "out_of_coverage"
    assert table.to_polars().to_dicts() == dicts
    assert table.to_arrow().to_pylist() == dicts
    assert table[0].to_dict() == dicts[0]
    assert table.to_pandas()["value"].tolist()[:2] == [6.0, 6.0]


def test_a_single_figure_goes_there_as_one_row(folder):
    one = figure("exports", "RUS", "CHN", year=2020, db=folder, source="x")

    assert one.to_polars().to_dicts() == [one.to_dict()]
    assert one.to_arrow().to_pylist() == [one.to_dict()]
    assert one.to_pandas()["value"].tolist() == [6.0]


def test_a_table_keeps_its_columns_where_nothing_has_a_value(folder):
    table = figure("exports", "RUS", "KEN", years="2020..2021", db=folder, source="x")

    assert table.to_polars().schema["value"] == pl.Float64
    assert str(table.to_arrow().schema.field("value").type) == "double"


def test_one_state_of_the_data_has_one_workbench_and_another_has_another(folder):
    first = shared(Store([folder]))

    assert shared(Store([folder])) is first
    assert shared(Store([folder]), date(2021, 6, 1)) is not first
    write_tables(folder, "ru_customs", "v9", date(2030, 1, 1), release(9))
    assert shared(Store([folder])) is not first


@pytest.mark.parametrize("library", ["pandas", "pyarrow"])
def test_a_frame_library_that_is_not_installed_is_named_with_the_way_to_get_it(
    folder, monkeypatch, library
):
    table = figure("exports", "RUS", "CHN", years="2019..2020", db=folder)
    monkeypatch.setitem(sys.modules, library, None)
    method = {"pandas": "to_pandas", "pyarrow": "to_arrow"}[library]

    with pytest.raises(VisavisError, match=rf"{method}: found no {library}; expected .*frames"):
        getattr(table, method)()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"year": "abc"}, "year: found 'abc'; expected a year such as 2020"),
        ({"year": 2020.5}, "year: found 2020.5"),
        ({"year": True}, "year: found True"),
        ({"year": -1}, "year: found -1"),
        ({"year": 0}, "year: found 0"),
        ({"year": 99999}, "year: found 99999"),
        ({"years": [2019, "x"]}, "year: found 'x'"),
        ({"years": 2019}, "years: found 2019; expected"),
        ({"year": 2020, "as_of": "x"}, "as_of: found 'x'; expected a day such as"),
        ({"year": 2020, "as_of": 5}, "as_of: found 5"),
        ({"year": 2020, "form": "x"}, "form: found 'x'; expected one of level"),
        ({"year": 2020, "product": "zz"}, "zz"),
        ({"year": 2020, "book": "mine"}, "book: found 'mine'; expected one of exporter"),
        ({"year": 2020, "source": "nobody"}, "source: found 'nobody'"),
        ({"year": 2020, "aggregation": "most"}, "aggregation: found 'most'"),
        ({"year": 2020, "db": "/nowhere/at/all"}, "no such folder"),
    ],
)
def test_words_that_mean_nothing_are_refused_in_python_too(folder, words, message):
    with pytest.raises(VisavisError, match=re.escape(message)):
        figure("exports", "RUS", "CHN", **{"db": folder, **words})


@pytest.mark.parametrize("names", [("exports", None), (None, "RUS"), ("exports", 5)])
def test_names_are_text(folder, names):
    with pytest.raises(VisavisError, match="expected text"):
        figure(*names, "CHN", year=2020, db=folder)
