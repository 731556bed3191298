"""`visavis align` and `visavis arms`: the same numbers in every format, plain refusals."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from sipri_samples import old_table

from visavis.cli import main
from visavis.refresh import add

YEARLY = ["align", "Russia", "Vietnam", "--years", "2018..2022"]
RESOLUTION = ["align", "RUS", "ASEAN", "--resolution", "68/262"]


@pytest.fixture
def arms(tmp_path: Path) -> list[str]:
    """A year: 60 from Russia and 40 from France to India, 10 from France to Kenya; made up."""
    years, place = range(2000, 2006), tmp_path / "tables"
    place.mkdir()
    india = {"Russia": dict.fromkeys(years, "60"), "France": dict.fromkeys(years, "40")}
    france = {"India": dict.fromkeys(years, "40"), "Kenya": dict.fromkeys(years, "10")}
    (place / "India.csv").write_bytes(old_table("India", india, years, side="to"))
    (place / "France.csv").write_bytes(old_table("France", france, years))
    add("sipri", place, tmp_path / "db", date(2026, 1, 2))
    return ["arms", "--recipient", "IND", "--years", "2001..2005", "--db", str(tmp_path / "db")]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*words]) == 0
    return capsys.readouterr().out


def test_the_first_sentences_give_shares_movement_and_what_is_lacking(capsys) -> None:
    text = " ".join(said(capsys, *YEARLY).split())

    assert re.search(r"In [\d,]+ roll calls .* Russia and Vietnam took the same position", text)
    assert "Yearly agreement fell from 79.8 % (2018, n = 94) to 74.3 % (2022, n = 76)." in text
    assert "The record lacks official votes of 2018-2022." in text
    assert "2022: it lacks ES-11/1, ES-11/2, ES-11/3, ES-11/4 and ES-11/5" in text
    assert "to add: visavis data add atop DIR" in text


def test_a_movement_of_less_than_five_points_is_none(capsys) -> None:
    text = " ".join(said(capsys, "align", "RUS", "VNM", "--years", "2021..2022").split())

    assert "about the same at both ends: 74.4 % (2021, n = 78) and 74.3 % (2022, n = 76)" in text


def test_a_terminal_counts_the_splits_that_json_and_csv_have_whole(capsys) -> None:
    text = said(capsys, *YEARLY)
    record = json.loads(said(capsys, *YEARLY, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(said(capsys, *YEARLY, "--format", "csv"))))
    splits = [row for row in rows if row["record"] == "split"]

    assert len(splits) == len(record["splits"]) > 10
    assert f"The {len(splits)} roll calls on which they split" in text
    assert "(the 10 most recent" in " ".join(text.split())


def test_every_year_carries_question_source_and_release_in_json_and_csv(capsys) -> None:
    record = json.loads(said(capsys, *YEARLY, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(said(capsys, *YEARLY, "--format", "csv"))))
    years = [row for row in rows if row["record"] == "year"]

    for row, told in zip(years, record["years"], strict=True):
        assert float(row["agreement"]) == told["agreement"] == told["record"]["value"]
        assert row["query"] == told["record"]["query"] == told["pairs"][0]["query"]
        assert row["vintage"] in row["query"]
        assert (row["alliance"], row["alliance_missing"]) == ("", "no_source")
    assert {each["source"] for each in record["data"]} == {
        "un_votes", "un_digital_library", "visavis_ideal_points",
    }  # fmt: skip


def test_one_resolution_in_words(capsys) -> None:
    text = " ".join(said(capsys, *RESOLUTION).split())

    assert (
        "Russia voted against and of the 10 states of ASEAN 5 voted in favour, 4 abstained and 1 "
        "was absent (68/262, 27 March 2014)."
    ) in text
    assert "100 in favour, 11 against, 58 abstained, 24 absent" in text
    assert "Brunei, Cambodia, Myanmar, Vietnam" in text


def test_one_resolution_in_every_format_has_the_same_positions(capsys) -> None:
    record = json.loads(said(capsys, *RESOLUTION, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(said(capsys, *RESOLUTION, "--format", "csv"))))
    (call,) = record["roll_calls"]
    positions = {each["state"]: each["position"] for side in call["sides"] for each in
                 side["positions"]}  # fmt: skip

    assert positions == {row["state"]: row["position"] for row in rows}
    assert positions["LAO"] == "absent"
    assert call["sides"][1]["split"] == {"abstain": 4, "absent": 1, "yes": 5}
    assert all(row["query"].startswith(f"vote_position {row['state']}") for row in rows)


@pytest.mark.parametrize("words", [YEARLY, RESOLUTION])
def test_a_page_makes_no_request_and_is_the_same_each_time(capsys, words) -> None:
    first = said(capsys, *words, "--format", "html")

    assert first.startswith("<!doctype html>")
    assert "<script" not in first
    assert "http" not in first
    assert first == said(capsys, *words, "--format", "html")
    assert said(capsys, *words, "--format", "json") == said(capsys, *words, "--format", "json")


def test_before_a_state_began_the_one_before_it_is_named(capsys) -> None:
    text = " ".join(said(capsys, "align", "RUS", "VNM", "--years", "1985..1986").split())

    assert "No year has an agreement: one side was not a state then." in text
    assert "what was before is asked for as the Soviet Union (SUN)" in text


def test_arms_in_words_stand_beside_no_money(capsys, arms) -> None:
    """0.6 squared and 0.4 squared make 0.52, as 1.9 equal ones would."""
    text = " ".join(said(capsys, *arms).split())

    assert "Russia delivered 60 % of the major arms received by India in 2001 to 2005" in text
    assert "as concentrated as 1.9 suppliers of equal size would be (HHI 0.520)" in text
    assert "TIV" in text
    assert "$" not in text


def test_arms_in_every_format_have_the_same_numbers(capsys, arms) -> None:
    record = json.loads(said(capsys, *arms, "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(said(capsys, *arms, "--format", "csv"))))
    page = said(capsys, *arms, "--format", "html")

    assert [float(row["share"]) for row in rows] == [60, 40]
    assert [each["share"] for each in record["table"]["shares"]] == [60, 40]
    assert record["unit"] == "TIV"
    assert record["table"]["shares"][0]["volume"]["query"] == rows[0]["query"]
    assert "60 %" in page


def test_the_supplier_alone_turns_the_table_round(capsys, arms) -> None:
    words = ["arms", "--supplier", "France", *arms[3:]]
    text = " ".join(said(capsys, *words).split())

    assert "Major arms delivered by France, 2001 to 2005" in text
    assert "India received 80 % of the major arms delivered by France in 2001 to 2005" in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["arms", "--recipient", "ASEAN", "--years", "2016..2020"], "data add sipri DIR"),
        (["arms", "--years", "2016..2020"], "neither recipient nor supplier"),
        (["align", "RUS", "VNM", "--resolution", "99/999"], "a number such as 68/262"),
        (["align", "RUS", "Narnia"], "Narnia"),
        (["align", "RUS", "VNM", "--years", "2014", "--resolution", "68/262"], "one of them"),
    ],
)
def test_no_answer_ends_with_status_2_and_one_sentence(capsys, words, sentence) -> None:
    assert main(words) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert sentence in found.err
    assert found.err.count("\n") == 1
