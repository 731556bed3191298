"""`visavis coverage`: a sign for every state and year, the same in all formats."""

import csv
import io
import json

import pytest

from visavis.cli import main

ASKED = ["coverage", "trade", "--states", "RUS,ASEAN", "--years", "2019..2023"]


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*ASKED, *words]) == 0
    return capsys.readouterr().out


def test_russia_reports_by_partner_until_2021_and_then_only_a_total_is_left(capsys) -> None:
    lines = _said(capsys).splitlines()
    assert lines[2].split() == ["19", "20", "21", "22", "23"]
    assert lines[3].split() == ["Russia", "##", "##", "##", "T", "T"]


def test_every_member_of_a_group_has_a_row(capsys) -> None:
    exports = _said(capsys).partition("imports, ")[0]
    for state in ("Brunei", "Cambodia", "Laos", "Vietnam"):
        assert f"\n  {state} " in exports


def test_formats_agree(capsys) -> None:
    rows = list(csv.DictReader(io.StringIO(_said(capsys, "--format", "csv"))))
    records = json.loads(_said(capsys, "--format", "json"))["reported"]
    assert [row["source"] for row in rows] == [record["source"] for record in records]
    page = _said(capsys, "--format", "html")
    assert page.startswith("<!doctype html>")
    assert "http" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "words",
    [
        ["coverage", "trade", "--states", "Atlantis", "--years", "2019..2023"],
        ["coverage", "trade", "--states", "RUS", "--years", "20211"],
        ["coverage", "gdp", "--states", "RUS", "--years", "2019..2023"],
    ],
)
def test_bad_words_end_with_status_2_and_one_sentence(capsys, words) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
