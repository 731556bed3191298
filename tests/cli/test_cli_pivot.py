"""`visavis pivot`: the same answer in every format, one sentence for what has none."""

import csv
import io
import json
import subprocess
import sys

import pytest

from visavis.cli import main

RUSSIA = ["pivot", "Russia", "--to", "asia", "--from", "europe", "--years", "2006..2021"]
INDIA = ["pivot", "IND", "--to", "RUS", "--from", "west_asia", "--years", "2021..2024",
         "--flow", "imports", "--product", "crude_oil"]  # fmt: skip


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*words]) == 0
    return capsys.readouterr().out


def test_the_first_sentence_is_the_verdict(capsys):
    text = " ".join(said(capsys, *RUSSIA).split())

    assert "Russia's exports turned from Europe to Asia between 2006 and 2021" in text
    assert "to 18.0 % to 34.5 %" in text
    assert "from 61.4 % to 42.5 %" in text
    assert "That is among the 30 partners of the two that have data." in text


def test_every_format_has_the_same_numbers(capsys, tmp_path):
    record = json.loads(said(capsys, *INDIA, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(said(capsys, *INDIA, "--format", "csv"))))
    page = tmp_path / "page.html"
    said(capsys, *INDIA, "--html", str(page))

    last = [row for row in rows if row["year"] == "2024" and row["group"] == "RUS"]
    assert float(last[0]["share"]) == record["turn"]["to"][1]
    assert round(100 * record["turn"]["to"][1], 1) == 37.2
    assert "37.2" in page.read_text(encoding="utf-8")
    assert record["sentence"].startswith("India's imports of crude oil turned from Western Asia")


def test_the_command_that_is_printed_gives_the_same_answer(capsys):
    record = json.loads(said(capsys, *INDIA, "--format", "json"))
    again = json.loads(said(capsys, *record["again"].split()[1:], "--format", "json"))

    assert again["sentence"] == record["sentence"]
    assert again["turn"] == record["turn"]


def test_a_day_that_was_asked_for_stands_in_the_command(capsys):
    record = json.loads(said(capsys, *INDIA, "--as-of", "2026-11-30", "--format", "json"))

    assert record["as_of"] == "2026-11-30"
    assert record["again"].endswith("--as-of 2026-11-30")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (["--years", "2021"], "two years at least"),
        (["--years", "2006..2023"], "ru_customs, own book: 2006 to 2021"),
        (["--to", "europe"], "two different groups"),
        (["--to", "Narnia"], "Narnia"),
        (["--without", "energy"], "coal, crude_oil, natural_gas of energy"),
        (["--without", "nothing"], "'nothing'"),
        (["--source", "nobody"], "'nobody'"),
        (["--from", "CHN"], "all of CHN in asia as well"),
    ],
)
def test_no_answer_ends_with_status_2_and_one_sentence(capsys, change, sentence):
    assert main([*RUSSIA, *change]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert sentence in found.err
    assert found.err.count("\n") == 1


def test_a_text_answer_loads_no_statistics_package_and_draws_no_chart():
    program = f"import sys\nfrom visavis.cli import main\nmain({RUSSIA!r})\nprint(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()  # fmt: skip

    assert not {"statsmodels", "scipy.stats", "altair", "pyfixest", "pandas"} & set(found)


def test_domains_stand_in_one_table_beside_the_trade(capsys):
    words = ["pivot", "USA", "--to", "GBR+DEU", "--from", "CHN", "--years", "2009..2010",
             "--domains"]  # fmt: skip
    text = said(capsys, *words)
    record = json.loads(said(capsys, *words, "--format", "json"))
    page = said(capsys, *words, "--format", "html")

    assert "year  exports GBR+DEU  exports CHN  visits GBR+DEU  visits CHN  votes" in text
    assert "arms exports no source at hand; visavis data add sipri DIR" in " ".join(text.split())
    assert [each["name"] for each in record["domains"]] == ["visits", "arms exports", "votes"]
    assert record["domains"][1]["missing"] == "no_source"
    assert "Beside the trade" in page
    assert "--domains" in record["again"]
