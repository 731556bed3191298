"""The JSON receipt: the contract's keys, the same bytes, spans that hold."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.briefs.receipt import report_record, to_json, to_json_lines
from visavis.errors import InputError
from visavis.model.figures import plain_number
from visavis.model.verdicts import Report

CONTRACT = {
    "quote", "start", "end", "subject", "partner", "measure", "form", "value", "value_high", "unit",
    "period", "baseline", "denominator", "product", "modality", "qualifier", "polarity", "asserted",
    "basis", "sector", "resolution", "attribution", "verdict", "reason", "figures", "readings",
    "diagnosis", "suggestion",
}  # fmt: skip


def test_every_key_of_the_contract_is_on_every_claim(report: Report):
    record = json.loads(to_json(report))

    assert set(record) >= {"document", "data", "claims", "consistency", "summary"}
    for claim in record["claims"]:
        assert set(claim) >= CONTRACT


def test_every_quote_is_the_text_between_its_offsets(report: Report):
    record = json.loads(to_json(report))

    for claim in record["claims"]:
        assert report.document.text[claim["start"] : claim["end"]] == claim["quote"]
        lines = report.document.text[: claim["start"]].count("\n") + 1
        assert claim["line"] == lines


def test_a_document_is_named_without_its_folder(report: Report):
    assert report_record(report)["document"]["name"] == "neighbours.md"  # type: ignore[index]
    assert "folder/" not in to_json(report)


def test_a_figure_carries_its_rows_formula_and_releases(report: Report):
    figure = json.loads(to_json(report))["claims"][0]["figures"][0]

    assert figure["query"] == "exports RUS CHN 2020 form=share"
    assert figure["value"] == 14.6012
    assert figure["rows"] == [{"source": "ru_customs", "vintage": "2022-03", "rows": [7, 19]}]
    assert figure["parts"][0]["value"] == 49249123456.8
    assert figure["parts"][1]["value"] == 337295000000


def test_readings_point_at_their_figures(report: Report):
    claim = json.loads(to_json(report))["claims"][1]

    assert [reading["figure"] for reading in claim["readings"]] == [0, 1]
    assert [figure["value"] for figure in claim["figures"]] == [33.8, 40.63]
    assert claim["decisive"] == [0, 1]


def test_what_is_missing_is_null_with_its_reason_and_never_zero(report: Report):
    figure = json.loads(to_json(report))["claims"][4]["figures"][0]

    assert figure["value"] is None
    assert figure["missing"] == "incomplete"
    assert figure["lower_bound"] == 96000000000
    assert figure["coverage"]["missing"] == ["2024-02", "2024-03"]


def test_stated_values_are_floats_as_the_contract_shows_them(report: Report):
    assert '"value": 200000000000.0' in to_json(report)


def test_an_unreadable_file_is_an_object_among_the_others(report: Report):
    error = InputError("b.txt", "nothing", "a text")
    lines = to_json_lines([report, error, report]).splitlines()

    assert len(lines) == 3
    assert json.loads(lines[1]) == {
        "object": "error", "where": "b.txt", "found": "nothing", "expected": "a text",
    }  # fmt: skip
    assert lines[0] == lines[2]


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_same_report_gives_the_same_bytes_whatever_the_hash_seed(report: Report, seed: str):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from hand_made import sample_report;"
        "from visavis.briefs.receipt import to_json; from visavis.briefs.page import to_html;"
        "sys.stdout.buffer.write((to_json(sample_report())"
        " + to_html(sample_report())).encode())"
    )
    from visavis.briefs.page import to_html

    found = subprocess.run(
        [sys.executable, "-c", program, str(Path(__file__).parent)],
        env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
    ).stdout  # fmt: skip

    assert found == (to_json(report) + to_html(report)).encode()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_number_keeps_twelve_significant_digits_and_no_more(value: Decimal):
    found = Decimal(repr(plain_number(value)))

    assert abs(found - value) <= abs(value) * Decimal("1e-11")
    assert len(found.normalize().as_tuple().digits) <= 12


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), Decimal("Infinity")])
def test_what_is_no_number_in_json_is_null(value: float | Decimal):
    assert plain_number(value) is None


def test_a_receipt_with_a_value_beyond_all_numbers_is_written(report: Report):
    first = report.claims[0]
    endless = replace(first, claim=replace(first.claim, value=float("inf")))

    assert '"value": null' in to_json(replace(report, claims=(endless, *report.claims[1:])))
