"""Streams that are closed or full, days that are passed on, and questions about several years."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from visavis.cli import main

RIGHT = "China took 14.6% of Russia's exports in 2020.\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(RIGHT)


def shell(words: str) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m visavis {words}"
    return subprocess.run(program, shell=True, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="redirections of POSIX")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("check - <&-", "visavis: standard input: found nothing open; expected a text."),
        ("check a.txt >&-", "visavis: standard output: found nothing open; expected "),
        ("data list >&-", "visavis: standard output: found nothing open; expected "),
    ],
)
def test_a_closed_stream_is_one_sentence_and_status_two(words: str, sentence: str):
    found = shell(words)

    assert found.returncode == 2
    assert found.stderr.startswith(sentence)
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("words", ["check a.txt", "check a.txt --format json", "data list",
                                   "states vietnam", "--help", "--version"])  # fmt: skip
def test_a_full_output_is_one_sentence_and_status_two(words: str):
    program = f"ulimit -f 0; {sys.executable} -m visavis {words} > full.txt"
    found = subprocess.run(program, shell=True, capture_output=True, text=True, check=False)

    assert found.returncode == 2
    assert found.stderr == (
        "visavis: standard output: found file too large; expected a place with room.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_an_output_that_is_no_file_is_written_to_not_replaced(tmp_path: Path):
    os.mkfifo("pipe")
    # Held open at both ends, so that neither side ever waits for the other.
    held = os.open("pipe", os.O_RDWR | os.O_NONBLOCK)
    shell("check a.txt --out pipe")
    written = os.read(held, 65536).decode()
    os.close(held)

    assert "1 claim: 1 supported" in written
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(sys.platform == "win32", reason="redirections of POSIX")
def test_a_closed_error_stream_does_not_change_the_status():
    assert shell("check missing.txt 2>&-").returncode == 2
    assert shell("figure exprots RUS CHN 2>&-").returncode == 2


def test_the_day_asked_for_stands_on_the_receipt(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "a.txt", "--as-of", "2024-01-01", "--format", "json"]) == 0

    assert json.loads(capsys.readouterr().out)["as_of"] == "2024-01-01"


@pytest.mark.parametrize("how", ["sum", "mean", "end"])
def test_years_are_one_figure_where_an_aggregation_is_asked_for(
    how: str, capsys: pytest.CaptureFixture[str]
):
    words = ["figure", "exports", "RUS", "CHN", "--aggregation", how, "--format", "json"]

    assert main([*words, "--years", "2018..2021"]) == 0
    years = json.loads(capsys.readouterr().out)
    assert main([*words, "--period", "2018..2021"]) == 0
    assert years == json.loads(capsys.readouterr().out)
    assert years["figures"][0]["value"] is not None


def test_each_year_stays_apart_where_each_is_asked_for(capsys: pytest.CaptureFixture[str]):
    words = ["figure", "exports", "RUS", "CHN", "--years", "2018..2021", "--aggregation", "each"]

    assert main([*words, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["figures"]) == 4


def test_files_of_one_run_may_quote_each_other(capsys: pytest.CaptureFixture[str]):
    quoted = RIGHT.replace("14.6", "24.6").strip()
    Path("quoting.txt").write_text(f"The other report said: \u201c{quoted}\u201d\n")

    main(["check", "quoting.txt", "a.txt", "--format", "json"])
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["kind"] for each in reports[0]["consistency"]] == ["quotation"]
    assert reports[1]["consistency"] == []


@pytest.mark.parametrize("folder", ["empty", "photos"])
def test_a_folder_without_data_is_not_read_as_one_with_data(
    folder: str, capsys: pytest.CaptureFixture[str]
):
    Path("empty").mkdir()
    Path("photos/2020").mkdir(parents=True)

    assert main(["check", "a.txt", "--db", folder]) == 2
    assert "expected a folder made by `visavis data add`" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2999-01-01", "tomorrow"])
def test_a_download_is_not_of_the_future(day: str, capsys: pytest.CaptureFixture[str]):
    assert main(["data", "add", "comtrade", "a.txt", "--retrieved", day]) == 2
    assert "--retrieved" in capsys.readouterr().err


def test_a_file_dated_in_the_future_is_taken_as_of_today(capsys: pytest.CaptureFixture[str]):
    Path("gdp.csv").write_text("Country Name,Country Code,Year,Value\nChina,CHN,2020,1\n")
    os.utime("gdp.csv", (32_503_680_000, 32_503_680_000))

    assert main(["data", "add", "world_bank", "gdp.csv"]) == 0
    capsys.readouterr()
    assert main(["data", "list", "--format", "json"]) == 0
    assert "3000-" not in capsys.readouterr().out
