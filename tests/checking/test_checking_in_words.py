"""What a text says against itself in its own words: steps, sums, dates, quotations, mentions."""

from dataclasses import replace

import pytest
from table import DOCUMENT, Table, claim, level, report

from visavis.checking.consistency import findings
from visavis.model.verdicts import Verdict


def text_of(words, **more):
    return replace(DOCUMENT, text=words, **more)


def said(words, numeral, make=level, scale=1e9, **fields):
    """The claim that `numeral`, which stands once in `words`, states."""
    start = words.index(numeral)
    value = fields.pop("value", None)
    if value is None:
        value = float(numeral) * (scale if make is level else 1.0)
    fields = {"subject": "KEN", "sentence": (0, len(words)), **fields}
    return make(
        numeral, scale if make is level else 1.0, start=start, end=start + len(numeral),
        quote=numeral, value=value, **fields,
    )  # fmt: skip


def kinds(words, *claims, **more):
    found = findings(claims, text_of(words, **more))
    return [(each.kind, each.is_contradiction) for each in found]


def step(words, rise, before, after, **fields):
    grown = said(words, rise, claim, form="growth", denominator=None, period="2020", **fields)
    levels = [said(words, n, period=p) for n, p in ((before, "2015"), (after, "2020"))]
    return kinds(words, grown, *levels)


def test_a_growth_must_lead_from_its_one_value_to_the_other():
    right = "Exports rose 25% from $3.2 billion to $4.0 billion."
    wrong = "Exports rose 80% from $3.2 billion to $4.0 billion."

    assert step(right, "25", "3.2", "4.0") == []
    assert step(wrong, "80", "3.2", "4.0") == [("level_growth", True)]


@pytest.mark.parametrize(
    "words",
    [
        "Exports rose 80%, after climbing from $3.2 billion to $4.0 billion.",
        "Exports rose 80% while imports went from $3.2 billion to $4.0 billion.",
        "Exports rose 80% to $4.0 billion; in March they fell from $3.2 billion.",
    ],
)
def test_a_growth_that_does_not_lead_the_two_values_is_no_finding(words):
    assert step(words, "80", "3.2", "4.0") == []


def test_a_hedged_step_is_worth_a_look_and_no_more():
    words = "Exports rose 80% from about $3.2 billion to $4.0 billion."
    grown = said(words, "80", claim, form="growth", denominator=None)
    before, after = said(words, "3.2", period="2018"), said(words, "4.0")
    hedged = replace(before, written=replace(before.written, hedge="about"), qualifier="~")

    assert all(not certain for _, certain in kinds(words, grown, hedged, after))


def test_per_cent_between_two_shares_is_held_against_both_senses():
    words = "The share rose 5% from 12% to 17%."
    points = "The share rose 5 percentage points from 12% to 17%."

    def ends(text):
        return said(text, "12", claim, period="2019"), said(text, "17", claim)

    assert kinds(words, *ends(words)) == [("unit", False)]
    assert kinds(points, *ends(points)) == []


def test_points_that_are_not_the_difference_are_a_contradiction():
    words = "The share rose by 8 points from 12% to 17%."
    change = said(words, "8", claim, form="change_pp", unit="pp", period="2020")

    before, after = said(words, "12", claim, period="2019"), said(words, "17", claim)

    assert kinds(words, change, before, after) == [("level_growth", True)]


def listed(words, **more):
    return kinds(
        words, said(words, "10", claim, partner="CHN"), said(words, "20", claim, partner="IND"),
        **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("China took 10%, India 20%, together 40%.", [("parts_sum", True)]),
        ("China took 10%, India 20%, together 30%.", []),
        ("China took 10%, India 20%, together with the EU 40%.", []),
        ("China took 10%, Brazil 11%, India 20%, together 41%.", []),
        ("China took 10%, India 20% and the rest of Asia, together 40%.", [("parts_sum", False)]),
        ("China took 10%, India 20%, together 40% of its sales to Asia.", []),
        ("China took 10%, India 20%, together $40 billion.", []),
    ],
)
def test_listed_parts_must_make_the_total_told_with_them(words, expected):
    assert listed(words) == expected


def test_a_total_of_named_partners_must_be_their_sum():
    words = "In 2020 it sold 2.5 to China, 1.5 to India and 6.0 to both."
    parts = [said(words, "2.5", partner="CHN"), said(words, "1.5", partner="IND")]

    wrong = said(words, "6.0", partner="CHN+IND")
    assert kinds(words, *parts, wrong) == [("parts_sum", True)]


def test_a_member_cannot_have_more_than_its_group_but_beside_the_rest_it_can():
    words = "It sold 9.0 to Germany and 6.0 to the EU."
    pair = said(words, "9.0", partner="DEU"), said(words, "6.0", partner="EU")
    assert kinds(words, *pair) == [("part_exceeds", True)]

    rest = "It sold 9.0 to Germany and 6.0 to the rest of the EU."
    pair = said(rest, "9.0", partner="DEU"), said(rest, "6.0", partner="EU")
    assert kinds(rest, *pair) == []
    # The United Kingdom was no member at the end of 2020.
    pair = said(words, "9.0", partner="GBR"), said(words, "6.0", partner="EU")
    assert kinds(words, *pair) == []


def test_sums_that_miss_by_rounding_only_are_worth_a_look():
    # 56.3 + 105.5 = 161.8
    words = "Exports of 56.3 and imports of 105.5 make trade of 161.6."
    flows = said(words, "56.3"), said(words, "105.5", measure="imports")
    total = said(words, "161.6", measure="trade_turnover")

    assert kinds(words, *flows, total) == [("balance", False)]


def test_a_span_that_runs_backwards_is_worth_a_look():
    def found(words):
        return kinds(words, said(words, "3.2"))

    assert found("Exports from 2021 to 2018 reached 3.2.") == [("chronology", False)]
    assert found("Exports from 2018 to 2021 reached 3.2.") == []
    assert found("It fell from 2021 to 2018 visitors, and 3.2 in all.") == []


def member(position, period, sentence=(0, 60)):
    return claim("x", value=None, measure="membership", form="status", subject="VNM",
                 partner="ASEAN", unit="status", position=position, period=period,
                 denominator=None, sentence=sentence)  # fmt: skip


def test_joining_after_leaving_is_worth_a_look_unless_the_text_says_again():
    pair = member("member", "1995"), member("left", "1993")

    assert kinds("It joined in 1995 and left in 1993.", *pair) == [("chronology", False)]
    assert kinds("It left in 1993 and joined again in 1995.", *pair) == []
    assert kinds("It joined in 1993 and left in 1995.", member("member", "1993"),
                 member("left", "1995")) == []  # fmt: skip


def test_a_target_told_as_ahead_whose_date_is_behind_the_text_is_worth_a_look():
    words = "Exports will reach 3.2 by 2015."
    target = said(words, "3.2", modality="target", period="2015")

    assert kinds(words, target, date="2022-03-01") == [("chronology", False)]
    assert kinds(words, target, date="2014-03-01") == []
    assert kinds(words, target) == []
    past = "Exports would reach 3.2 by 2015."
    assert kinds(past, said(past, "3.2", modality="target", period="2015"),
                 date="2022-03-01") == []  # fmt: skip


def test_a_quotation_with_another_number_than_its_document_has_is_worth_a_look():
    original = "Trade between the two states rose to 49 billion dollars in the year 2020."
    words = f"He wrote: \u201c{original.replace('49', '94')}\u201d"
    one = said(words, "94")
    source = text_of(original, text_sha256="1" * 64)

    def found(others):
        return [(f.kind, f.is_contradiction) for f in findings([one], text_of(words), others)]

    assert found([source]) == [("quotation", False)]
    assert found([]) == []
    faithful = text_of(f"{original} {original.replace('49', '94')}", text_sha256="2" * 64)
    assert found([faithful]) == []


def mentioned(words, numeral, **fields):
    return said(words, numeral, claim, measure="mentions", form="count", unit="count",
                subject="LAO", partner=None, denominator=None, period="unspecified",
                sentence=(0, words.index(".") + 1), **fields)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "numeral", "more", "expected"),
    [
        ("This text names Laos fewer than 5 times. Laos.", "5", {"qualifier": "<"}, "supported"),
        ("This text names Laos fewer than 2 times. Laos, Laos and Laos.", "2",
         {"qualifier": "<"}, "inconsistent"),
        ("This text names Laos 9 times. Laos.", "9", {}, "inconsistent"),
        ("This text names Laos 2 times. The Laotian press. Laos.", "2", {},
         "depends_on_definition"),
        ("The strategy names Laos 9 times. Laos.", "9", {}, "cannot_be_checked"),
    ],
)  # fmt: skip
def test_mentions_are_counted_only_in_the_text_that_is_meant(words, numeral, more, expected):
    one = mentioned(words, numeral, **more)

    found = report(Table(), one, document=text_of(words)).claims[0]

    assert found.verdict is Verdict(expected)


def test_mentions_are_counted_in_another_text_at_hand_that_is_named():
    from visavis.checking.inquiry import check_claims

    words = "The Concept of Foreign Policy names Laos 2 times."
    other = text_of("Laos and Laos.", title="Concept of Foreign Policy", text_sha256="1" * 64)

    found = check_claims(text_of(words), [mentioned(words, "2")], Table(), 2021, others=[other])

    assert found.claims[0].verdict is Verdict.SUPPORTED


def test_a_figure_that_its_own_sentence_gives_twice_is_never_contradicted():
    table = Table().lay("exports RUS CHN 2020", 50e9)
    table.lay("exports RUS CHN 2020", 50e9, book="importer", source="comtrade")

    right, odd = report(table, level("50"), level("2", start=5, end=6)).claims

    assert right.verdict is Verdict.SUPPORTED
    assert odd.verdict is Verdict.CANNOT_BE_CHECKED
    alone = report(table, level("2")).claims[0]
    assert alone.verdict is Verdict.CONTRADICTED
