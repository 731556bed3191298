"""The commands as a user runs them: what they print and the status they end with."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from visavis import __version__
from visavis.cli import main

RIGHT = "China took 14.6% of Russia's exports in 2020.\n"
WRONG = "Brazil voted against UN General Assembly resolution 68/262 on 27 March 2014.\n"
OPEN = "Russia supplied 70% of China's arms imports in 2020.\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str | bytes) -> str:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def run(*words: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "visavis", *words], capture_output=True, text=True, check=False,
        input=text, encoding="utf-8", env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip


def test_a_text_that_holds_passes(capsys: pytest.CaptureFixture[str]):
    status = main(["check", write("a.txt", RIGHT)])

    out = capsys.readouterr().out
    assert status == 0
    assert "China's share of Russia's goods exports, 2020" in out
    assert out.splitlines()[-1] == "1 claim: 1 supported"


def test_a_wrong_figure_fails_the_text_and_the_right_one_is_offered(
    capsys: pytest.CaptureFixture[str],
):
    status = main(["check", write("a.txt", WRONG)])

    out = capsys.readouterr().out
    assert status == 1
    assert "✗ CONTRADICTED" in out
    assert "Brazil abstained on resolution 68/262." in out


def test_what_cannot_be_checked_passes_unless_coverage_is_required(
    capsys: pytest.CaptureFixture[str],
):
    name = write("a.txt", OPEN)

    assert main(["check", name]) == 0
    assert main(["check", name, "--require-coverage", "0.8"]) == 1
    assert "found 0% of the claims checked; expected 80%" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 20),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    ],
)
def test_an_unreadable_file_is_one_sentence_and_status_two(
    name: str, content: bytes | None, capsys: pytest.CaptureFixture[str]
):
    if content is not None:
        write(name, content)
    status = main(["check", name])

    error = capsys.readouterr().err
    assert status == 2
    assert error.startswith("visavis: ")
    assert "found" in error
    assert "expected" in error
    assert len(error.splitlines()) == 1


def test_an_unreadable_file_outranks_a_wrong_one_and_the_others_are_checked(
    capsys: pytest.CaptureFixture[str],
):
    names = [write("a.txt", WRONG), "missing.txt", write("b.txt", RIGHT)]
    status = main(["check", *names, "--format", "json"])

    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 2
    assert [each["object"] for each in objects] == ["report", "error", "report"]
    assert objects[2]["claims"][0]["verdict"] == "supported"
    assert main(["check", names[0], names[2]]) == 1


def test_a_text_without_claims_passes_and_says_so(capsys: pytest.CaptureFixture[str]):
    assert main(["check", write("a.txt", "It rained all day.\n")]) == 0
    assert capsys.readouterr().out == "0 claims: no figure about states was found\n"


def test_standard_input_is_a_text():
    found = run("check", "-", text=RIGHT)

    assert found.returncode == 0
    assert found.stdout.splitlines()[-1] == "1 claim: 1 supported"


def test_a_receipt_is_the_same_bytes_twice_and_in_another_folder(tmp_path: Path):
    first = run("check", write("a.txt", RIGHT), "--format", "json").stdout
    (tmp_path / "deep").mkdir()
    second = run("check", write("deep/a.txt", RIGHT), "--format", "json").stdout

    assert first == second
    assert str(tmp_path) not in first


def test_a_page_is_written_whole_and_leaves_nothing_beside_it(tmp_path: Path):
    status = main(["check", write("a.txt", WRONG), "--format", "html", "--out", "a.html"])

    page = Path("a.html").read_text(encoding="utf-8")
    assert status == 1
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "a.txt"]


def test_the_text_itself_is_never_overwritten(capsys: pytest.CaptureFixture[str]):
    assert main(["check", write("a.txt", RIGHT), "--out", "a.txt"]) == 2
    assert Path("a.txt").read_text(encoding="utf-8") == RIGHT
    assert "the text itself" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "a.txt", "--format", "pdf"],
        ["check", "a.txt", "--require-coverage", "2"],
        ["check", "a.txt", "--as-of", "yesterday"],
        ["check", "a.txt", "--db", "nowhere"],
        ["check", "a.txt", "--out", "nowhere/a.html"],
        ["figure", "exprots", "RUS", "CHN"],
        ["figure", "exports", "Ruritania", "CHN"],
        ["figure", "exports", "Korea", "CHN"],
        ["figure", "exports", "RUS", "CHN", "--year", "20x0"],
        ["figure", "exports", "RUS", "CHN", "--year", "2020", "--years", "2010..2012"],
        ["figure", "exports", "RUS", "CHN", "--year", "2020", "--form", "shape"],
        ["figure", "exports", "RUS", "CHN", "--year", "2020", "--share", "--form", "rank"],
        ["figure", "exports", "RUS", "CHN"],
        ["figure", "exports", "RUS", "CHN", "--year", "2020", "--product", "cheese"],
        ["figure", "exports", "RUS", "CHN", "--year", "2020", "--book", "mine"],
        ["figure", "exports", "RUS", "CHN", "--year", "2020", "--source", "nobody"],
        ["figure", "exports", "RUS", "CHN", "--year", "2020", "--of", "money"],
        ["figure", "exports", "RUS", "CHN", "--period", "2015..2019"],
        ["figure", "exports", "RUS", "CHN", "--period", "2015..2019", "--aggregation", "most"],
        ["figure", "gdp", "RUS", "CHN", "--year", "2020"],
        ["figure", "vote_position", "VNM"],
        ["figure", "membership", "VNM"],
        ["states", "Ruritania"],
        ["data", "add", "nobody", "."],
        ["data", "add", "comtrade", "nowhere"],
        ["nonsense"],
    ],
)
def test_a_question_without_meaning_ends_with_status_two(
    words: list[str], capsys: pytest.CaptureFixture[str]
):
    write("a.txt", RIGHT)

    assert main(words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_figure_names_book_source_and_parts(capsys: pytest.CaptureFixture[str]):
    assert main(["figure", "exports", "Russia", "china", "--year", "2020", "--share"]) == 0

    out = capsys.readouterr().out
    assert out.splitlines()[:2] == ["China's share of Russia's goods exports, 2020", "  14.6 %"]
    assert "Russia's own customs (the owner's own book comes first)" in out
    assert "exports of Russia to China: $49.25 billion" in out
    assert "reconciled by CEPII" in out


def test_a_figure_that_is_missing_says_why_and_what_would_bring_it(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["figure", "exports", "RUS", "EU27", "--year", "2020", "--share"]) == 0

    out = capsys.readouterr().out
    assert "at least 26.8 %" in out
    assert "12 of 27 members; missing: " in out
    assert "visavis data add comtrade DIR" in out


def test_a_series_has_one_row_a_year(capsys: pytest.CaptureFixture[str]):
    words = ["figure", "exports", "RUS", "CHN", "--years", "2018..2021"]

    assert main([*words, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["period"] for row in rows] == ["2018", "2019", "2020", "2021"]
    assert {row["unit"] for row in rows} == {"USD"}
    assert main([*words, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["figures"]) == 4
    assert main(words) == 0
    assert "2020  $49.25 billion  Russia's own customs, FOB" in capsys.readouterr().out


def test_states_that_never_existed_together_have_no_figure(capsys: pytest.CaptureFixture[str]):
    assert main(["figure", "exports", "RUS", "SUN", "--year", "2020"]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert "until 25 December 1991, then" in err
    assert "expected a period in which both existed, not 2020" in err
    assert err.count("\n") == 1


def test_a_name_resolves_with_codes_and_dated_groups(capsys: pytest.CaptureFixture[str]):
    assert main(["states", "vietnam"]) == 0

    out = capsys.readouterr().out
    assert "Vietnam (VNM), state" in out
    assert "ISO 3166 VNM VN 704" in out
    assert "since 28 July 1995" in out


def test_groups_are_those_of_the_day_asked_for(capsys: pytest.CaptureFixture[str]):
    main(["states", "GBR", "--on", "2019-06-01"])
    then = capsys.readouterr().out
    main(["states", "GBR", "--on", "2024-06-01"])

    assert "    EU  " in then
    assert "    EU  " not in capsys.readouterr().out


def test_an_ambiguous_name_lists_its_meanings_and_picks_none(capsys: pytest.CaptureFixture[str]):
    assert main(["states", "Korea"]) == 0

    out = capsys.readouterr().out
    assert "KOR" in out
    assert "PRK" in out
    assert "codes" not in out


def test_the_store_lists_licence_release_and_rows_of_every_source(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["data", "list", "--format", "json"]) == 0
    sources = json.loads(capsys.readouterr().out)["sources"]
    held = [each for each in sources if each["tables"]]

    assert {"ru_customs", "baci", "un_votes"} <= {each["source"] for each in held}
    assert all(each["license"] and each["rows"] for each in held)
    assert main(["data", "list"]) == 0
    assert "visavis data add comtrade DIR" in capsys.readouterr().out


def test_the_starter_is_as_its_manifest_states(capsys: pytest.CaptureFixture[str]):
    assert main(["data", "verify"]) == 0
    assert "every file is as its manifest states" in capsys.readouterr().out


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"visavis {__version__}\n"


@pytest.mark.parametrize("command", ["", "check", "figure", "states", "data", "data list",
                                     "data add", "data verify"])  # fmt: skip
def test_every_help_ends_in_an_example_that_is_a_command(
    command: str, capsys: pytest.CaptureFixture[str]
):
    assert main([*command.split(), "--help"]) == 0

    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    example = lines[lines.index("Example:") + 1]
    assert example.startswith(f"visavis {command}".strip())


def test_a_closed_pipe_is_no_error():
    program = f"{sys.executable} -m visavis data list | head -c 1"
    found = subprocess.run(program, shell=True, capture_output=True, text=True, check=True)

    assert found.stderr == ""


@pytest.mark.shared
def test_ones_own_download_settles_what_the_starter_leaves_open(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
):
    words = ["figure", "exports", "RUS", "EU27", "--year", "2020", "--share"]
    folder = shared_data / "trade" / "comtrade_legacy"

    assert main(["data", "add", "comtrade", str(folder)]) == 0
    capsys.readouterr()
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[1] == "  33.8 %"


def test_a_span_of_years_is_added_up_when_asked(capsys: pytest.CaptureFixture[str]):
    words = ["figure", "exports", "RUS", "CHN", "--period", "2020..2021"]

    assert main([*words, "--aggregation", "sum"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "  $118.2 billion"


def test_a_figure_beyond_coverage_says_what_the_source_covers(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["figure", "exports", "RUS", "CHN", "--year", "2031"]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert "found 2031, which no source at hand reaches; expected a period inside" in err
    assert "visavis data add comtrade DIR" in err


def test_a_refused_figure_still_has_its_typed_reason_as_json(capsys: pytest.CaptureFixture[str]):
    words = ["figure", "exports", "RUS", "CHN", "--year", "2031", "--format", "json"]

    assert main(words) == 2
    assert json.loads(capsys.readouterr().out)["figures"][0]["missing"] == "out_of_coverage"


def test_a_table_with_years_beyond_coverage_is_printed(capsys: pytest.CaptureFixture[str]):
    assert main(["figure", "exports", "RUS", "CHN", "--years", "2020..2023"]) == 0

    out = capsys.readouterr().out
    assert "$49.25 billion" in out
    assert "2023  outside what the source covers" in out


def test_what_no_command_reads_is_said_honestly(capsys: pytest.CaptureFixture[str]):
    assert main(["figure", "military_spending", "CHN", "--year", "2020"]) == 0
    assert "no command reads it yet: SIPRI" in capsys.readouterr().out
    text = "China's military spending was $252 billion in 2020.\n"
    assert main(["check", write("a.txt", text)]) == 0
    assert "no command reads it yet: SIPRI" in capsys.readouterr().out


def test_what_the_users_own_files_would_settle_is_named_by_its_command(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["check", write("a.txt", OPEN)]) == 0
    assert "visavis data add sipri DIR" in capsys.readouterr().out


def test_full_cards_show_the_words_margin_and_every_reading(capsys: pytest.CaptureFixture[str]):
    name = write("a.txt", RIGHT)

    assert main(["check", name]) == 0
    assert "words admit" not in capsys.readouterr().out
    assert main(["check", name, "--full"]) == 0
    out = capsys.readouterr().out
    assert "words admit 14.55 % to 14.65 %" in out
    assert "also tried" in out


def test_a_text_that_was_not_read_prints_no_summary(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "missing.txt"]) == 2
    assert capsys.readouterr().out == ""


def test_a_missing_folder_for_the_output_is_named(capsys: pytest.CaptureFixture[str]):
    assert main(["check", write("a.txt", RIGHT), "--out", "nowhere/a.txt"]) == 2
    assert "found no folder nowhere" in capsys.readouterr().err


def test_a_day_before_every_release_is_refused_with_the_first_that_answers(capsys):
    asked = ["figure", "exports", "RUS", "CHN", "--year", "2020", "--as-of", "2015-01-01"]
    assert main(asked) == 2
    said = capsys.readouterr().err
    assert "no release with an answer known by 2015-01-01" in said
    assert "2022-11-01 or later" in said


@pytest.mark.parametrize("measure", ["gdp", "population", "visits"])
def test_nothing_can_be_left_out_of_what_is_no_flow_of_goods(capsys, measure):
    assert main(["figure", measure, "CHN", "--year", "2020", "--without", "gold"]) == 2
    assert "a flow of goods" in capsys.readouterr().err


def test_a_release_is_asked_by_its_label_and_an_unknown_one_is_refused(capsys):
    asked = ["figure", "exports", "RUS", "CHN", "--year", "2020", "--vintage"]
    assert main([*asked, "V202601"]) == 0
    assert "reconciled by CEPII" in capsys.readouterr().out
    assert main([*asked, "V1999"]) == 2
    assert "V202601 (baci)" in capsys.readouterr().err


def test_where_a_whole_family_has_no_rows_its_narrower_families_are_named(
    capsys: pytest.CaptureFixture[str],
):
    assert (
        main(["figure", "exports", "RUS", "EU", "--year", "2021", "--without", "gold,energy"]) == 0
    )
    assert "coal, crude_oil, natural_gas, oil_products" in capsys.readouterr().out
