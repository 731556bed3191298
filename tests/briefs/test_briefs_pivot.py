"""The sentence on a turn, its lines, its records and its page, over books made by hand."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from trade_books import TradeBooks

from visavis.briefs import charts
from visavis.briefs.pivot import command_of, pivot_text, title_of
from visavis.briefs.pivot_page import pivot_html
from visavis.briefs.pivot_records import pivot_csv, pivot_json
from visavis.briefs.pivot_rules import CODES, NUMBERS
from visavis.briefs.pivot_sentences import flip_sentence, verdict_sentence
from visavis.measures.breaks_bootstrap import BootstrapSupF
from visavis.measures.pivot_verdict import RULES, Flip
from visavis.workbench import Workbench
from visavis.workbench.pivot_answers import PivotAnswer, PivotQuestion
from visavis.workbench.pivot_inquiry import pivot_of

YEARS = (2013, 2021)
TURN = {"DEU": (60, 80), "CHN": (15, 50), "IND": (5, 40), "USA": (20, 30), "WLD": (100, 200)}
"""Germany 60 to 40 %, China 15 to 25 %, India 5 to 20 %."""


def made(folder: Path, flows: dict[str, tuple[float, float]], **changes: object) -> PivotAnswer:
    books = TradeBooks()
    for partner, ends in flows.items():
        for year, value in zip(YEARS, ends, strict=True):
            books.year("comtrade", f"RUS>{partner}", year, value * 1e9)
    return asked(books, folder, **changes)


def asked(books: TradeBooks, folder: Path, **changes: object) -> PivotAnswer:
    words = {"state": "RUS", "to": "CHN+IND", "away": "DEU", "years": YEARS, **changes}
    return pivot_of(Workbench(books.store(folder)), PivotQuestion(**words))


def flat(found: PivotAnswer) -> str:
    return " ".join(pivot_text(found).split())


def test_the_sentence_of_a_turn_says_how_far_and_who_made_it(tmp_path):
    """45 points: Asia +25, of which India made 15; Germany -20."""
    assert verdict_sentence(made(tmp_path, TURN)) == (
        "Russia's exports turned from Germany to China and India between 2013 and 2021: the two "
        "shares moved 45 percentage points against each other; India alone made 60 % of China and "
        "India's gains."
    )


@pytest.mark.parametrize(
    ("china", "words"),
    [
        # Asia 20 to 18 %, Germany 60 % throughout: two points the other way.
        ((15, 26), "the two shares moved 2 percentage points the other way."),
        ((15, 30), "the two shares did not move."),
    ],
)
def test_what_moved_too_little_is_said_with_its_direction(tmp_path, china, words):
    flows = {"DEU": (60, 120), "CHN": china, "IND": (5, 10), "USA": (20, 40), "WLD": (100, 200)}

    assert verdict_sentence(made(tmp_path, flows)) == (
        "Russia's exports did not turn from Germany to China and India between 2013 and 2021: "
        f"{words}"
    )


def test_of_a_group_of_one_nobody_made_all_its_gains(tmp_path):
    found = made(tmp_path, TURN, to="CHN")

    assert verdict_sentence(found).endswith("moved 30 percentage points against each other.")
    assert not re.search(r"^  gained ", pivot_text(found), re.MULTILINE)
    assert "one partner" not in re.search(r"not tested(.*?)would change", flat(found))[1]


def test_the_goods_asked_for_stand_in_title_sentence_and_command(tmp_path):
    books = TradeBooks()
    for partner, ends in {"IRQ": (50, 20), "RUS": (10, 60), "WLD": (60, 80)}.items():
        for year, value in zip(YEARS, ends, strict=True):
            books.year("comtrade", f"{partner}>IND", year, value, book="importer",
                       product="crude_oil")  # fmt: skip
    found = asked(books, tmp_path, state="IND", to="RUS", away="IRQ", flow="imports",
                  product="crude_oil")  # fmt: skip

    assert title_of(found) == "India's imports of crude oil: from Iraq to Russia, 2013 to 2021"
    assert verdict_sentence(found).startswith("India's imports of crude oil turned from Iraq to")
    assert "of all imports of crude oil changed partners" in flat(found)
    assert "--product crude_oil" in command_of(found)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((0.42, "CHN"), "only 42 % of it is reorientation of Russia's exports"),
        ((-0.0814, "CHN"), "none of it is reorientation of Russia's exports: the partners' own "
                           "growth explains all of it and more"),
    ],
)  # fmt: skip
def test_growth_of_the_partners_is_worded_by_how_much_it_explains(tmp_path, change, words):
    found = made(tmp_path, TURN)
    rule = next(each for each in RULES if each.number == "reoriented")
    verdict = replace(found.verdict, code=rule.code, rule=rule, value=change[0])

    assert words in verdict_sentence(replace(found, verdict=verdict))


def test_a_turn_against_the_partners_growth_is_all_reorientation(tmp_path):
    found = made(tmp_path, TURN)
    verdict = replace(found.verdict, passed=(*found.verdict.passed, ("reoriented", 1.3)))

    assert "all of it reorientation: the partners' own growth worked against it" in (
        verdict_sentence(replace(found, verdict=verdict))
    )


def test_what_is_not_known_of_the_turnover_is_said(tmp_path):
    found = made(tmp_path, TURN)
    lacking = replace(found, found=replace(found.found, turnover=None))

    assert "moved not known: some partners have a row in one of the two years only" in flat(lacking)
    # Germany -20, the United States -5, against China +10 and India +15 points.
    assert "moved 25 % of all exports changed partners" in flat(found)


@pytest.mark.parametrize(
    ("flip", "sentence"),
    [
        (Flip("coverage", 0.95, 0.8, "too_little_covered"),
         "If partners with data made up less than 80 % of the total (they make up 95 %), the "
         "question would be left open."),
        (Flip("pivot", 0.03, 0.05, "turn"),
         "If the two shares had moved 5 percentage points or more against each other (they moved "
         "+3 percentage points), it would be a turn."),
        (Flip("back", -0.02, 0.05, "turn_back"),
         "If the two shares had moved 5 percentage points or more the other way (they moved 2 "
         "percentage points this way), it would be a turn the other way."),
        (Flip("one_partner", 0.53, 2 / 3, "one_partner"),
         "If one partner had made 66.7 % or more of the gains (the largest made 53 %), it would be "
         "a turn to one partner."),
    ],
)  # fmt: skip
def test_what_would_change_the_verdict_is_a_sentence(tmp_path, flip, sentence):
    found = made(tmp_path, TURN)

    assert flip_sentence(replace(found, verdict=replace(found.verdict, nearest=flip))) == sentence


def test_every_rule_and_code_has_words(tmp_path):
    assert {rule.number for rule in RULES} == set(NUMBERS)
    assert {rule.code for rule in RULES} | {"turn"} == set(CODES)
    assert not any(
        rule.number in flat(made(tmp_path, TURN)) for rule in RULES if "_" in rule.number
    )


def test_who_is_in_both_groups_is_named(tmp_path):
    found = made(tmp_path, TURN, to="CHN+IND", away="DEU+IND")

    assert "in both counted in neither: India" in flat(found)
    assert json.loads(pivot_json(found))["groups"]["in_both"] == ["IND"]


def silent(folder: Path) -> PivotAnswer:
    """Russia reports 2013 alone; China, Germany and India, 90 % of it, report at both ends."""
    books = TradeBooks()
    for partner, value in {"CHN": 30, "DEU": 40, "IND": 20, "WLD": 100}.items():
        books.year("comtrade", f"RUS>{partner}", 2013, value)
    for year, values in {2013: (30, 40, 20), 2021: (60, 20, 60)}.items():
        for partner, value in zip(("CHN", "DEU", "IND"), values, strict=True):
            books.year("comtrade", f"RUS>{partner}", year, value, book="importer")
    return asked(books, folder)


def test_partners_books_say_what_they_were_of_the_trade(tmp_path):
    text = flat(silent(tmp_path))

    assert "Shares are of what 3 partners report together." in text
    assert "covered 2013" not in text
    assert (
        "coverage 3 partners (China, Germany and India) report at both ends; by the state's own "
        "book they were 90 % of Russia's exports in 2013. Shares are of their sum"
    ) in text


def test_what_partners_are_of_the_trade_is_not_known_rather_than_nothing(tmp_path):
    books = TradeBooks()
    for year, values in {2013: (30, 40, 20), 2021: (60, 20, 60)}.items():
        for partner, value in zip(("CHN", "DEU", "IND"), values, strict=True):
            books.year("comtrade", f"RUS>{partner}", year, value, book="importer")
    text = flat(asked(books, tmp_path))

    assert "is not settled: too much trade has no row." in text
    assert "decided by the part of the total that partners with data make up, not known" in text
    assert "made up 80 % or more of the total (how much is not known), it would be a turn" in text
    assert "what share of Russia's exports the partners that report are is not known" in text


def monthly(folder: Path, chance: float) -> PivotAnswer:
    """China's share of the trade with both steps up in 2013; the bootstrap's p is `chance`."""
    books = TradeBooks()
    for year in range(2007, 2017):
        for month in range(1, 13):
            china = 30 + (year >= 2013) * 15 + (month * 7 + year) % 5
            for partner, value in {"CHN": china, "DEU": 100 - china, "WLD": 110}.items():
                books.month("ru_customs", f"RUS>{partner}", date(year, month, 1), value)
    found = asked(books, folder, to="CHN", years=(2007, 2016))
    drawn: BootstrapSupF = replace(found.breaks.bootstrap, p_value=chance)
    return replace(found, breaks=replace(found.breaks, bootstrap=drawn))


def test_a_date_is_a_break_only_where_the_bootstrap_finds_one(tmp_path):
    found, doubted = (monthly(tmp_path / str(p), p) for p in (0.001, 0.3))

    assert (
        "when a break, strongest in January 2013: p 0.001 by bootstrap; below 0.001 with HAC"
        in (flat(found))
    )
    assert "break January 2013 (95 %" in flat(found)
    assert "when no break is established, strongest in January 2013: p 0.300" in flat(doubted)
    assert "dates that the sequential test gives, not confirmed by the bootstrap (p 0.300" in (
        flat(doubted)
    )
    assert not re.search(r"^  break ", pivot_text(doubted), re.MULTILINE)
    assert "breaks in January 2013" in pivot_html(found)
    assert "no break is established" in pivot_html(doubted)


def test_every_number_of_the_record_has_unit_and_edition(tmp_path):
    record = json.loads(pivot_json(made(tmp_path, TURN)))
    edition = {"source": "comtrade", "vintage": "1", "side": "own"}

    assert record["units"]["amounts"] == "USD"
    for part in ("turn", "bounds", "path", "without_each"):
        assert record[part]["edition"] == edition
    assert record["turn"]["value"] == 0.45
    assert [each["query"] for each in record["totals"]] == [
        f"exports RUS WLD {year} book=exporter source=comtrade vintage=1" for year in YEARS
    ]
    assert record["groups"]["to"]["queries"]["CHN"][1] == (
        "exports RUS CHN 2021 book=exporter source=comtrade vintage=1"
    )
    assert [rule["code"] for rule in record["verdict"]["rules"]] == [each.code for each in RULES]


def test_records_and_page_are_the_same_each_time(tmp_path):
    one, other = (made(tmp_path / name, TURN) for name in ("a", "b"))

    assert pivot_json(one) == pivot_json(other)
    assert pivot_html(one) == pivot_html(other)
    assert pivot_csv(one) == pivot_csv(other)


def test_the_table_has_a_row_for_each_year_and_group(tmp_path):
    rows = list(csv.DictReader(io.StringIO(pivot_csv(made(tmp_path, TURN)))))

    assert [(row["year"], row["group"], row["share"]) for row in rows] == [
        ("2013", "DEU", "0.6"), ("2013", "CHN+IND", "0.2"),
        ("2021", "DEU", "0.4"), ("2021", "CHN+IND", "0.45"),
    ]  # fmt: skip
    assert {row["source"] for row in rows} == {"comtrade"}


def test_the_page_has_charts_with_words_and_makes_no_request(tmp_path):
    page = pivot_html(made(tmp_path, TURN))

    assert page.count("<svg") == page.count('role="img"') == page.count("<figcaption>") == 1
    assert "China and India 20 % to 45 %, Germany 60 % to 40 %" in page
    assert "UN Comtrade" in page
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_without_the_drawing_library_the_page_says_what_would_draw(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "altair", None)
    page = pivot_html(made(tmp_path, TURN))

    assert "<svg" not in page
    assert charts.LACKING.replace("'", "&#x27;") in page
    assert "<table>" in page
