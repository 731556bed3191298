"""`visavis hedging` and `visavis triads` from the starter: formats agree, bad words are refused."""

import csv
import io
import json

import pytest

from visavis.cli import main
from visavis.measures.hedging import DEFINITION
from visavis.model.queries import Query
from visavis.store import default_store
from visavis.workbench import Workbench

INDIA = ("hedging", "IND", "--between", "CHN,USA,RUS", "--years", "2021")
TRIADS = ("triads", "--year", "2014", "--states", "RUS,CHN,IND,USA,VNM")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*words]) == 0
    return capsys.readouterr().out


def test_vietnam_has_no_judgement_from_the_starter_and_every_gap_has_its_reason(capsys) -> None:
    text = " ".join(said(capsys, "hedging", "VNM", "--between", "CHN,USA,RUS").split())

    assert "no category: fewer than two domains have data for every pole" in text
    assert "visits not counted; China and Russia: no source at hand" in text
    assert "to add trade: visavis data add comtrade DIR" in text
    assert DEFINITION in text
    assert "balance" not in text.partition("definition")[0]


def test_india_has_numbers_from_trade_and_votes_but_is_not_called_hedging(capsys) -> None:
    record = json.loads(said(capsys, *INDIA, "--format", "json"))
    (year,) = record["years"]

    assert record["experimental"] is True
    assert (year["category"], year["missing"]) == (None, "incomplete")
    assert "neither arms, alliances nor defence agreements" in year["why_missing"]
    assert [d["domain"] for d in year["domains"] if d["counts"]] == ["trade", "votes"]
    assert sum(year["position"]) == pytest.approx(1)
    assert "IND" in year["domains"][0]["reference"]


def test_every_tie_can_be_asked_again_by_its_query(capsys) -> None:
    record = json.loads(said(capsys, *INDIA, "--format", "json"))
    bench = Workbench(default_store(None))
    ties = [tie for d in record["years"][0]["domains"] if d["counts"] for tie in d["ties"]]

    assert len(ties) == 6
    for tie in ties:
        (query,) = tie["queries"]
        # A release names the numerator's; the World Bank's total stands in one of another name.
        asked = Query.parse(query).but(vintage=None)
        assert float(bench.figure(asked).value) == pytest.approx(tie["value"])
        assert record["figures"][tie["figures"][0]]["query"] == query


def test_formats_of_hedging_agree(capsys) -> None:
    rows = list(csv.DictReader(io.StringIO(said(capsys, *INDIA, "--format", "csv"))))
    record = json.loads(said(capsys, *INDIA, "--format", "json"))
    ties = [tie for d in record["years"][0]["domains"] for tie in d["ties"]]

    assert [row["pole"] for row in rows] == [tie["pole"] for tie in ties]
    assert [row["value"] for row in rows] == [
        "" if tie["value"] is None else str(tie["value"]) for tie in ties
    ]
    assert all(row["value"] or row["missing"] for row in rows)


def test_several_years_have_a_line_each(capsys) -> None:
    text = said(capsys, "hedging", "India", "--between", "CHN,USA", "--years", "2020..2021")

    assert "\n  2020  unclear; balance " in text
    assert "\n  2021  no category" in text


def test_formats_of_triads_agree(capsys) -> None:
    rows = list(csv.DictReader(io.StringIO(said(capsys, *TRIADS, "--format", "csv"))))
    record = json.loads(said(capsys, *TRIADS, "--format", "json"))

    assert [(r["a"], r["b"], int(r["sign"])) for r in rows] == [
        (p["a"], p["b"], p["sign"]) for p in record["pairs"]
    ]
    assert record["census"]["balanced_share"] == 1
    assert record["frustration"]["camps"] == [["CHN", "IND", "RUS", "VNM"], ["USA"]]


def test_groups_are_their_members_at_the_end_of_the_year(capsys) -> None:
    record = json.loads(
        said(capsys, "triads", "--year", "2014", "--states", "ASEAN,USA", "--format", "json")
    )

    assert len(record["states"]) == 11


@pytest.mark.parametrize(
    "words",
    [
        ("hedging", "VNM", "--between", "CHN"),
        ("hedging", "VNM", "--between", "CHN,USA,RUS,JPN"),
        ("hedging", "VNM", "--between", "CHN,VNM"),
        ("hedging", "VNM", "--between", "CHN,EU"),
        ("hedging", "ASEAN", "--between", "CHN,USA"),
        ("hedging", "Atlantis", "--between", "CHN,USA"),
        ("hedging", "RUS", "--between", "CHN,USA", "--years", "1985"),
        ("triads", "--year", "2014", "--states", "RUS,CHN,SUN"),
        ("triads", "--year", "20141", "--states", "RUS,CHN,USA"),
        ("triads", "--year", "2014", "--states", "RUS,CHN"),
        ("triads", "--year", "2014", "--states", "CHN,VNM,IND"),
    ],
)
def test_bad_words_end_with_status_2_and_one_sentence(capsys, words) -> None:
    assert main([*words]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert heard.err.count("\n") == 1
