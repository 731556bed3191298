"""Answers of publishers' interfaces in JSON: exact digits, every field known, no page missing."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from faults import assert_refused_or_read
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.errors import SourceError
from visavis.sources import comtrade, world_bank
from visavis.sources.comtrade_layouts import LAYOUTS

TODAY = date(2026, 1, 2)
WHOLE = {
    "typeCode": "C", "freqCode": "A", "refYear": 2020, "period": "2020", "reporterCode": 404,
    "flowCode": "X", "partner2Code": 0, "classificationCode": "H5", "cmdCode": "TOTAL",
    "customsCode": "C00", "mosCode": "0", "motCode": 0, "isAggregate": True, "isReported": False,
}  # fmt: skip
HEAD = {
    "page": 1, "pages": 1, "per_page": 20000, "total": 1, "sourceid": "2",
    "lastupdated": "2026-10-07",
}  # fmt: skip
CHINA = {
    "indicator": {"id": "NY.GDP.MKTP.CD", "value": "GDP (current US$)"},
    "country": {"id": "CN", "value": "China"}, "countryiso3code": "CHN", "date": "2020",
    "value": 14687744162801.1, "unit": "", "obs_status": "", "decimal": 0,
}  # fmt: skip


def row(partner: int, value: object, **more: object) -> dict:
    return dict.fromkeys(LAYOUTS[0].header) | WHOLE | {"partnerCode": partner} | (
        {"primaryValue": value} | more
    )  # fmt: skip


def answer(*rows: dict, **more: object) -> dict:
    return {"elapsedTime": "0.1 secs", "count": len(rows), "data": list(rows), "error": ""} | more


def flows(folder: Path, body: object) -> dict[tuple[str, str], Decimal]:
    text = body if isinstance(body, str) else json.dumps(body)
    (folder / "a.json").write_text(text, encoding="utf-8")
    frame = comtrade.load(folder, TODAY).tables["facts"].frame
    return {row[:2]: row[2] for row in frame.select("subject", "partner", "value").iter_rows()}


def sizes(folder: Path, *bodies: object):
    for number, body in enumerate(bodies):
        (folder / f"{number}.json").write_text(json.dumps(body), encoding="utf-8")
    return world_bank.load(folder, TODAY)


def wdi(*rows: dict, **head: object) -> list:
    return [HEAD | {"total": len(rows)} | head, list(rows)]


def test_an_answer_of_comtrade_is_read_as_its_web_download(tmp_path: Path) -> None:
    found = flows(tmp_path, answer(row(800, 1.5), row(0, 2), row(834, 5, flowCode="M")))

    assert found == {
        ("KEN", "UGA"): Decimal("1.5"), ("KEN", "WLD"): Decimal(2), ("TZA", "KEN"): Decimal(5)
    }  # fmt: skip


def test_no_digit_is_lost_on_the_way(tmp_path: Path) -> None:
    body = json.dumps(answer(row(800, 0))).replace(
        '"primaryValue": 0', '"primaryValue": 90071992547409.933'
    )
    assert flows(tmp_path, body)["KEN", "UGA"] == Decimal("90071992547409.933")
    body = body.replace("90071992547409.933", "1.2345E7")
    assert flows(tmp_path, body)["KEN", "UGA"] == 12_345_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (answer(row(800, 1) | {"newField": 1}), "row 1: found unknown fields newField"),
        (answer({"period": "2020"}), "no field aggrLevel"),
        (answer(row(800, 1), count=2), "1 rows under a count of 2"),
        (answer(*[row(800, 1)] * 500), "500 rows, at which the preview cuts"),
        (answer(row(800, 1), error="too many"), "too many"),
        (answer(row(800, 1), more=True), "unknown fields more"),
        (answer(row(800, None)), "found no value"),
        (answer(row(800, -5)), "value '-5'"),
        (answer(row(800, "abc")), "value 'abc'"),
        (answer(row(800, {"a": 1})), "primaryValue"),
        (answer(row(800, 1, period="20211")), "period '20211'"),
        (answer(), "answers without rows"),
        ([1, 2], "no rows part"),
        ({"statusCode": 401, "message": "Access denied"}, "no rows part"),
        ('{"data": [', "no whole JSON"),
        ('{"data": [], "data": []}', "the field 'data' twice"),
        ('{"count": NaN, "data": []}', "NaN in place of a number"),
        ("<html>log in</html>", "a web page"),
        ("[" * 100_000, "nested without end"),
        ('{"data": [' + "9" * 5000 + "]}", "5000 digits"),
        ('{"data": [1e999999]}', "number 1e999999"),
    ],
)
def test_an_answer_that_is_not_whole_is_refused_by_name(
    tmp_path: Path, body: object, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        flows(tmp_path, body)

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_answers_of_the_world_bank_are_known_from_the_day_they_came(tmp_path: Path) -> None:
    found = sizes(tmp_path, wdi(CHINA))

    (fact,) = found.tables["facts"].frame.select("relation", "subject", "unit", "value").rows()
    assert fact == ("gdp", "CHN", "USD", Decimal("14687744162801.1"))
    assert found.vintage.startswith("2026-10-07+")
    assert found.released == TODAY


def test_trade_totals_stand_in_the_states_own_book_with_the_world(tmp_path: Path) -> None:
    exports = CHINA | {"indicator": {"id": "TX.VAL.MRCH.CD.WT", "value": "x"}, "value": 7}
    imports = CHINA | {"indicator": {"id": "TM.VAL.MRCH.CD.WT", "value": "x"}, "value": 5}

    frame = sizes(tmp_path, wdi(exports), wdi(imports)).tables["facts"].frame

    assert frame.select("subject", "partner", "book", "valuation", "value").rows() == [
        ("CHN", "WLD", "exporter", "FOB", Decimal(7)),
        ("WLD", "CHN", "importer", "CIF", Decimal(5)),
    ]


def test_aggregates_and_empty_years_are_counted_not_kept(tmp_path: Path) -> None:
    world = CHINA | {"countryiso3code": "WLD"}
    income = CHINA | {"countryiso3code": "", "country": {"id": "XD", "value": "High income"}}
    empty = CHINA | {"date": "1950", "value": None}

    found = sizes(tmp_path, wdi(CHINA, world, income, empty))

    assert found.rows_kept == 1
    assert found.left_out == {"regions and income groups": 2, "years without a value": 1}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([{"message": [{"id": "120", "value": "The indicator was not found"}]}], "was not found"),
        (wdi(CHINA, pages=2), "pages 1 of NY.GDP.MKTP.CD"),
        (wdi(CHINA, total=9), "1 rows of NY.GDP.MKTP.CD; expected 9"),
        (wdi(CHINA, extra=1), "unknown fields extra"),
        (wdi(CHINA | {"more": 1}), "unknown fields more"),
        (wdi(CHINA | {"value": "many"}), "written 'many'"),
        (wdi(CHINA | {"value": -1}), "written '-1'"),
        (wdi(CHINA | {"date": "20211"}), "year '20211'"),
        (wdi(CHINA | {"date": "2020Q1"}), "year '2020Q1'"),
        (wdi(CHINA | {"countryiso3code": "QQQ"}), "codes QQQ"),
        (wdi(CHINA | {"countryiso3code": ""}), "codes CN"),
        (wdi(CHINA, CHINA), "two values"),
        (wdi(CHINA | {"indicator": {"id": "FP.CPI.TOTL", "value": ""}}), "indicator FP.CPI.TOTL"),
        (wdi(CHINA, lastupdated="soon"), "lastupdated 'soon'"),
        (wdi(), "indicator none"),
    ],
)
def test_an_answer_of_the_world_bank_that_is_not_whole_is_refused_by_name(
    tmp_path: Path, body: object, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        sizes(tmp_path, body)

    assert words in str(caught.value)


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.text(max_size=5),
    st.just("20211"), st.just([]), st.just({}),
)  # fmt: skip


@settings(max_examples=60)
@given(field=st.sampled_from(LAYOUTS[0].header), value=ODD, cut=st.none() | st.integers(0, 3000))
def test_any_cell_of_comtrade_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: object, cut: int | None
) -> None:
    path = tmp_path_factory.mktemp("odd") / "a.json"
    text = json.dumps(answer(row(800, 5) | {field: value}, row(834, 6)))
    path.write_text(text if cut is None else text[:cut], encoding="utf-8")

    assert_refused_or_read(comtrade.load, path)


@settings(max_examples=60)
@given(field=st.sampled_from([*CHINA]), value=ODD, cut=st.none() | st.integers(0, 400))
def test_any_cell_of_the_world_bank_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, field: str, value: object, cut: int | None
) -> None:
    path = tmp_path_factory.mktemp("odd") / "a.json"
    text = json.dumps(wdi(CHINA | {field: value}))
    path.write_text(text if cut is None else text[:cut], encoding="utf-8")

    assert_refused_or_read(world_bank.load, path)
