"""`figure --books`: a row a year, the same numbers in every format, refusal where nothing is."""

import csv
import io
import json

import pytest

from visavis.cli import main

ASKED = ["figure", "exports", "RUS", "CHN", "--books"]


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*ASKED, *words]) == 0
    return capsys.readouterr().out


def test_every_year_has_a_row_and_a_missing_book_is_a_dash(capsys) -> None:
    lines = _said(capsys, "--years", "2019..2020").splitlines()
    assert lines[0] == "Russia's goods exports to China, in every book"
    assert lines[3].split()[:5] == ["2020", "$49.25", "billion", "-", "$49.25"]
    assert any("China has no book here" in line for line in lines)


def test_all_formats_carry_the_same_numbers(capsys) -> None:
    (row,) = csv.DictReader(io.StringIO(_said(capsys, "--year", "2020", "--format", "csv")))
    (flow,) = json.loads(_said(capsys, "--year", "2020", "--format", "json"))["flows"]
    assert float(row["exporter"]) == flow["exporter"]["value"]
    assert float(row["reconciled"]) == flow["reconciled"]["value"]
    assert row["importer"] == ""
    assert row["importer_missing"] == flow["importer"]["missing"] != ""
    assert flow["importer"]["value"] is None


def test_a_group_has_no_book_of_its_own(capsys) -> None:
    assert main(["figure", "exports", "RUS", "EU", "--year", "2020", "--books"]) == 2
    assert "a single state" in capsys.readouterr().err


def test_a_year_that_nothing_reaches_is_refused(capsys) -> None:
    assert main([*ASKED, "--year", "1950"]) == 2
    assert capsys.readouterr().out == ""
