"""What a text says against itself, without any data."""

import pytest
from table import Table, claim, level, report

from visavis.checking.consistency import KINDS, findings
from visavis.model.verdicts import Verdict

TURNOVER = {"measure": "trade_turnover", "partner": "VNM"}


def kinds(*claims):
    return [(found.kind, found.is_contradiction) for found in findings(claims)]


def test_two_levels_that_agree_with_their_growth_are_no_finding():
    # 4.6 / 3.65 = 1.26
    before = level("3.65", period="2015", **TURNOVER)
    after = level("4.6", period="2016", **TURNOVER)
    rise = claim("26", form="growth", period="2016", baseline="2015", denominator=None, **TURNOVER)

    assert kinds(before, after, rise) == []
    assert kinds(rise, after, before) == []


def test_two_levels_that_contradict_their_growth_make_the_sentence_inconsistent():
    before = level("3.65", period="2015", **TURNOVER)
    after = level("4.6", period="2016", **TURNOVER)
    rise = claim("46", form="growth", period="2016", baseline="2015", denominator=None, **TURNOVER)

    assert kinds(before, after, rise) == [("level_growth", True)]
    found = report(Table(), before, after, rise)
    assert {checked.verdict for checked in found.claims} == {Verdict.INCONSISTENT}
    assert found.fails


def test_doubled_agrees_with_two_levels_within_its_interval():
    before, after = level("5", period="2015", **TURNOVER), level("9.9", period="2016", **TURNOVER)
    doubled = claim("doubled", value=2.0, form="multiple", unit="x", period="2016",
                    baseline="2015", denominator=None, **TURNOVER)  # fmt: skip

    assert kinds(before, after, doubled) == []
    assert kinds(before, level("15", period="2016", **TURNOVER), doubled) == [
        ("level_growth", True)
    ]


def test_a_finding_across_sentences_is_worth_a_look_and_no_more():
    before = level("3.65", period="2015", **TURNOVER, sentence=(0, 9))
    after = level("4.6", period="2016", **TURNOVER, sentence=(10, 19))
    rise = claim("46", form="growth", period="2016", baseline="2015", denominator=None, **TURNOVER)

    assert kinds(before, after, rise) == [("level_growth", False)]


def test_the_same_figure_twice_with_different_values_is_found():
    assert kinds(level("50"), level("60", sentence=(10, 20))) == [("same_figure", True)]
    assert kinds(level("50"), level("50.2")) == []


@pytest.mark.parametrize(
    "other",
    [
        {"source_named": "comtrade"},
        {"attribution": "the ministry"},
        {"asserted": False},
        {"modality": "forecast"},
        {"polarity": "negated"},
        {"period": "2021"},
        {"partner": "IND"},
        {"ambiguous": ("actor:Korea",)},
    ],
)
def test_honest_differences_are_no_finding(other):
    assert kinds(level("50"), level("60", **other)) == []


def test_a_hedged_difference_is_never_a_contradiction():
    assert kinds(level("50"), level("60", hedge="about")) == [("same_figure", False)]


def test_turnover_told_from_the_other_side_may_come_from_the_other_book():
    one = level("50", measure="trade_turnover", subject="RUS", partner="CHN")
    other = level("60", measure="trade_turnover", subject="CHN", partner="RUS")

    assert kinds(one, other) == [("same_figure", False)]


def test_shares_of_one_total_beyond_the_whole_are_found_and_overlaps_are_not_added():
    parts = [claim("60", partner="CHN"), claim("55", partner="IND")]

    assert kinds(*parts) == [("parts_total", True)]
    assert kinds(claim("60", partner="DEU"), claim("70", partner="EU27")) == []


def test_a_balance_that_is_not_the_difference_of_its_flows_is_found():
    sold, bought = level("50"), level("20", measure="imports")

    assert kinds(sold, bought, level("30", measure="trade_surplus")) == []
    assert kinds(sold, bought, level("20", measure="trade_surplus")) == [("balance", True)]
    assert kinds(sold, bought, level("90", measure="trade_turnover")) == [("balance", True)]


def test_a_part_the_whole_and_the_share_must_agree():
    part, whole = level("50"), level("337", partner="WLD")

    assert kinds(part, whole, claim("14.8")) == []
    assert kinds(part, whole, claim("24.8")) == [("part_whole", True)]


def test_points_called_per_cent_are_worth_a_look():
    before, after = claim("10", period="2019"), claim("15", period="2020")
    rise = claim("5", form="growth", baseline="2019", denominator=None)

    assert kinds(before, after, rise) == [("unit", False)]


def test_data_outrank_the_text():
    table = Table().lay("exports RUS CHN 2020", 50e9)
    table.lay("exports RUS CHN 2020", 50.1e9, book="importer", source="comtrade")

    right, wrong = report(table, level("50"), level("56", sentence=(10, 20))).claims

    assert right.verdict is Verdict.SUPPORTED
    assert wrong.verdict is Verdict.INCONSISTENT


def test_every_kind_of_finding_is_documented():
    assert set(KINDS) == {
        "same_figure", "level_growth", "parts_total", "balance", "part_whole", "unit",
        "parts_sum", "part_exceeds", "chronology", "quotation",
    }  # fmt: skip


def test_growth_beside_just_two_levels_is_theirs_even_without_a_base():
    said = {"source_named": "ru_customs", "attribution": "Russian customs", **TURNOVER}
    before, after = level("9.3", period="2020", **said), level("13.6", period="2021", **said)
    rise = claim("26", form="growth", period="2021", denominator=None, **said)

    assert kinds(before, after, rise) == [("level_growth", True)]
    third = level("7.1", period="2019", **said)
    assert kinds(before, after, third, rise) == []


def test_each_of_many_values_of_one_figure_is_still_found_to_be_refuted():
    claims = [level(str(100 + n), sentence=(20 * n, 20 * n + 10)) for n in range(400)]
    found = [each for each in findings(claims) if each.kind == "same_figure"]

    assert {n for each in found if each.is_contradiction for n in each.claims} == set(range(400))
    assert len(found) < 8 * len(claims)


def test_of_many_equal_values_one_that_differs_refutes_all_of_them():
    values = ["50"] * 30 + ["60"] + ["50"] * 30
    claims = [level(value, sentence=(20 * n, 20 * n + 10)) for n, value in enumerate(values)]
    pairs = {each.claims for each in findings(claims) if each.kind == "same_figure"}

    assert pairs == {tuple(sorted((n, 30))) for n in range(61) if n != 30}
