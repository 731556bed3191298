"""Figures of the starter against published ones; each expected value stands in its source.

Russian customs, million USD: 2020 exports 337,295 of which China 49,249; imports 232,138 of which
China 54,950. World Bank, billion USD: China 2018, exports 2,486.7, imports 2,135.7, GDP 13,894.9.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.store import Store, default_store, starter_folder
from visavis.workbench import Workbench


@pytest.fixture(scope="module")
def bench() -> Workbench:
    if not (starter_folder() / "manifest.json").is_file():
        pytest.skip("the starter is not built")
    return Workbench(default_store(Path("no-such-folder")))


def ask(bench: Workbench, text: str) -> Figure:
    return bench.figure(Query.parse(text))


def rounded(value: Decimal | None, places: str) -> Decimal:
    assert value is not None
    return value.quantize(Decimal(places))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("exports RUS CHN 2020 form=share", "14.60"),
        ("imports RUS CHN 2020 form=share", "23.67"),
        ("trade_turnover CHN RUS 2018 form=share", "2.34"),
        ("trade_turnover CHN RUS 2018 form=share denominator=gdp", "0.78"),
        ("trade_turnover CHN RUS 2018 form=share source=baci", "2.24"),
        ("oil_imports IND RUS 2024 form=share denominator=product", "37.23"),
    ],
)
def test_published_shares_are_met(bench, query, expected):
    assert rounded(ask(bench, query).value, "0.01") == Decimal(expected)


def test_numerator_and_denominator_are_the_customs_own(bench):
    figure = ask(bench, "exports RUS CHN 2020 form=share")
    millions = [rounded(part.value / 1_000_000, "1") for part in figure.parts if part.value]

    assert millions == [49249, 337295]
    assert (figure.book, figure.book_reason, figure.source) == (
        "exporter",
        "own_book",
        "ru_customs",
    )


def test_twelve_of_the_27_are_in_russian_customs_and_the_rest_is_named(bench):
    figure = ask(bench, "exports RUS EU27 2020 form=share")

    assert (figure.value, figure.missing) == (None, Missing.INCOMPLETE)
    assert (len(figure.coverage.present), len(figure.coverage.missing)) == (12, 15)
    assert rounded(figure.lower_bound, "0.1") == Decimal("26.8")
    assert "BGR" in figure.coverage.missing
    # 40.6 % with the United Kingdom is published: the bound from above must leave room for 33.8.
    assert figure.detail["upper_bound"] > Decimal("33.8")


def test_trade_with_viet_nam_grew_by_a_quarter_and_did_not_double(bench):
    levels = [
        rounded(ask(bench, f"trade_turnover RUS VNM {year}").value / 10**9, "0.01")
        for year in (2015, 2018, 2020, 2021)
    ]
    multiple = ask(bench, "trade_turnover RUS VNM 2021 form=multiple baseline=2020")

    assert levels == [Decimal("3.90"), Decimal("6.08"), Decimal("5.67"), Decimal("7.13")]
    assert rounded(multiple.value, "0.01") == Decimal("1.26")


def test_the_vote_on_resolution_68_262(bench):
    tally = [
        int(ask(bench, f"un_vote_{word} UNGA resolution=A/RES/68/262").value or 0)
        for word in ("for", "against", "abstain", "absent")
    ]
    asean = ask(bench, "vote_position ASEAN resolution=A/RES/68/262").detail["positions"]

    assert tally == [100, 11, 58, 24]
    assert {state for state, position in asean.items() if position == "abstain"} == {
        "VNM", "BRN", "KHM", "MMR",
    }  # fmt: skip
    assert asean["LAO"] == "absent"


def test_agreement_counts_only_roll_calls_in_which_both_voted(bench):
    figure = ask(bench, "vote_agreement VNM CHN 2014")

    assert figure.detail["n"] <= figure.detail["divided"] <= figure.detail["roll_calls"]
    assert figure.value > ask(bench, "vote_agreement VNM USA 2014").value


def test_a_president_and_a_secretary_visited_viet_nam_in_may_2016(bench):
    figure = ask(bench, "visits USA VNM 2016-05")

    assert figure.value == 2
    assert {trip["name"].split()[-1] for trip in figure.detail["trips"]} == {"Obama", "Kerry"}


def test_china_was_russias_first_partner_in_2020_beyond_doubt(bench):
    figure = ask(bench, "trade_partner_rank RUS CHN 2020 form=rank")

    assert (figure.value, figure.detail["worst"]) == (1, 1)


def test_a_pair_that_no_table_covers_has_no_source(bench):
    assert ask(bench, "exports KEN CHN 2022").missing is Missing.NO_SOURCE
    assert ask(bench, "exports RUS CHN 2023").missing is Missing.OUT_OF_COVERAGE


def test_every_table_of_the_starter_is_as_its_manifest_says(bench):
    assert Store([starter_folder()]).verify()


@pytest.mark.parametrize(
    "query", ["exports RUS WLD 2020 without=gold", "imports IND RUS 2020 without=crude_oil,gold"]
)
def test_what_was_asked_before_changes_no_answer(query):
    cold = Workbench(Store([starter_folder()])).figure(Query.parse(query))
    warm = Workbench(Store([starter_folder()]))
    warm.figure(Query.parse("exports RUS CHN 2020 without=gold"))
    assert warm.figure(Query.parse(query)) == cold
