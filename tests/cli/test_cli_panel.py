"""`visavis panel`: the command, its files, and what it refuses."""

from pathlib import Path

import polars as pl
import pytest

from visavis.cli import main

ASKED = ["panel", "--states", "Vietnam,LAO", "--with", "USA,Russia", "--years", "1989..1993"]


def test_the_command_writes_the_panel_and_says_what_is_in_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    out = tmp_path / "asean.parquet"
    assert main([*ASKED, "--measures", "s,ideal_distance,visits", "--out", str(out)]) == 0
    said = capsys.readouterr().out

    frame = pl.read_parquet(out)
    # The United States for five years, Russia from its birth on 26 December 1991 for three.
    assert frame.height == 2 * 5 + 2 * 3
    assert "16 directed dyad-years of 4 dyads" in said
    assert "Russia existed from 1991-12-26: its rows begin with that year." in said
    for name in ("asean.codebook.md", "asean.bib", "asean.coverage.csv", "asean.manifest.json"):
        assert f"wrote {tmp_path / name}" in said


def test_groups_say_who_joined(capsys: pytest.CaptureFixture[str]):
    words = ["--states", "ASEAN", "--with", "USA", "--years", "1994..1996", "--measures", "s"]
    assert main(["panel", *words]) == 0
    said = capsys.readouterr().out

    assert "Vietnam joined in 1995: its rows begin with that year." in said
    assert "ASEAN: members at the end of each year." in said


def test_robustness_is_printed_and_a_page_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    page = tmp_path / "map.html"
    words = ["--measures", "s", "--robustness", "--coverage", str(page)]
    assert main([*ASKED, *words]) == 0

    assert "s against kappa" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_measures_are_listed(capsys: pytest.CaptureFixture[str]):
    assert main([*ASKED, "--measures", "list"]) == 0
    said = capsys.readouterr().out

    assert "\ninterdependence " in said
    assert "arms_share" in said


@pytest.mark.parametrize(
    "words",
    [
        ["--measures", "nothing"],
        ["--measures", "s", "--with", "Atlantis"],
        ["--measures", "s", "--years", "1993..1989"],
        ["--measures", "s", "--system", "un"],
        ["--measures", "visits", "--source", "visits"],
        ["--measures", "visits", "--source", "visits=nobody"],
        ["--measures", "s", "--out", "panel.rds"],
        ["--measures", "s", "--out", "nowhere/panel.csv"],
        ["--measures", "s", "--as-of", "yesterday"],
    ],
)
def test_bad_words_end_with_status_2_and_one_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str]
):
    assert main([*ASKED, *words]) == 2
    said = capsys.readouterr()

    assert said.out == ""
    assert said.err.count("\n") == 1
