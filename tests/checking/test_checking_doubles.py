"""Figures that one sentence gives twice: a misreading is likelier than a slip."""

from dataclasses import replace

import pytest
from table import DOCUMENT, Table, level

from visavis.checking.doubles import given_twice
from visavis.checking.inquiry import check_claims
from visavis.model.verdicts import Verdict

OF_2021 = "exports RUS CHN 2021"


def stated(text: str, words: str, numeral: str, period: str, **fields):
    start = text.index(words)
    one = level(numeral, start=start, end=start + len(words), quote=words, period=period, **fields)
    return replace(one, sentence=(0, len(text)))


def verdicts(text: str, *claims):
    table = Table().lay("exports RUS CHN 2020", 49.2e9).lay(OF_2021, 68.9e9)
    for query, value in (("exports RUS CHN 2020", 49.2e9), (OF_2021, 68.9e9)):
        table.lay(query, value, book="importer", source="comtrade")
    document = replace(DOCUMENT, text=text)
    return [each.verdict for each in check_claims(document, claims, table, 2021).claims]


def test_a_second_value_whose_year_was_carried_is_not_contradicted_by_it():
    # "$5 billion" has no year of its own; that it is 2020's is a guess.
    text = "Exports were $68.9 billion in 2021 and $5 billion there."
    first = stated(text, "Exports were $68.9 billion", "68.9", "2021")
    second = stated(text, "$5 billion", "5", "2020")

    assert given_twice((first, second), text) == {0, 1}
    assert verdicts(text, first, second) == [Verdict.SUPPORTED, Verdict.CANNOT_BE_CHECKED]


def test_two_values_each_with_a_year_of_its_own_are_two_figures():
    text = "Exports were $68.9 billion in 2021 and $5 billion in 2020."
    first = stated(text, "Exports were $68.9 billion", "68.9", "2021")
    second = stated(text, "$5 billion", "5", "2020")

    assert given_twice((first, second), text) == frozenset()
    assert verdicts(text, first, second) == [Verdict.SUPPORTED, Verdict.CONTRADICTED]


@pytest.mark.parametrize("tail", ["a year earlier", "the previous year", "годом ранее"])
def test_a_year_told_by_another_one_is_a_year_of_its_own(tail: str):
    text = f"In 2021 exports were $68.9 billion, up from $49.2 billion {tail}."
    first = stated(text, "exports were $68.9 billion", "68.9", "2021")
    second = stated(text, "$49.2 billion", "49.2", "2020")

    assert given_twice((first, second), text) == frozenset()


@pytest.mark.parametrize(
    "other",
    [{"partner": "DEU"}, {"product": "gold"}, {"measure": "imports"}, {"modality": "target"},
     {"source_named": "comtrade"}, {"polarity": "negated"}, {"unit": "EUR"}],
)  # fmt: skip
def test_another_partner_product_flow_aim_source_denial_or_currency_is_another_figure(other):
    text = "Exports were $68.9 billion in 2021 and $5 billion."
    first = stated(text, "Exports were $68.9 billion", "68.9", "2021")

    assert given_twice((first, stated(text, "$5 billion", "5", "2021")), text) == {0, 1}
    assert given_twice((first, stated(text, "$5 billion", "5", "2021", **other)), text) == set()


def test_values_whose_intervals_touch_and_values_of_two_sentences_are_not_doubted():
    text = "Exports were $68.9 billion in 2021, some $69 billion. It was $5 billion."
    first = stated(text, "Exports were $68.9 billion", "68.9", "2021")
    rounded = stated(text, "$69 billion", "69", "2021")
    apart = replace(stated(text, "$5 billion", "5", "2021"), sentence=(54, len(text)))

    assert given_twice((first, rounded, apart), text) == frozenset()


def test_no_inconsistency_rests_on_a_figure_given_twice():
    # A growth of 90 % from 49.2 to 68.9 would be inconsistent; but the sentence has two bases.
    text = "In 2020 $49.2 billion, $5 billion; in 2021 $68.9 billion, up 90% on 2020."
    first = stated(text, "$49.2 billion", "49.2", "2020", partner="VNM")
    second = stated(text, "$5 billion", "5", "2020", partner="VNM")
    third = stated(text, "$68.9 billion", "68.9", "2021", partner="VNM")
    rise = stated(text, "90%", "90", "2021", form="growth", unit="pct", baseline="2020",
                  partner="VNM")  # fmt: skip
    rise = replace(rise, value=90.0, written=replace(rise.written, scale=1.0))

    assert verdicts(text, first, third, rise) == [Verdict.INCONSISTENT] * 3
    assert Verdict.INCONSISTENT not in verdicts(text, first, second, third, rise)
