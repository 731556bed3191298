"""Quick looks before slow patterns: they may save time and must never change what is found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.model.names import names, names_in
from visavis.reading import masks
from visavis.reading.calendar_words import MONTH_STEMS, NAMED_MONTH
from visavis.reading.numerals import find_numerals
from visavis.reading.patterns import holds_any, matches_from
from visavis.reading.sentences import shadow

_PIECES = "The South China Sea Morning Post US dollars Bank of New York and in Lake a 5 -"
_WORDS = st.lists(st.sampled_from(_PIECES.split()), max_size=12).map(" ".join)


@given(_WORDS)
def test_names_are_masked_alike_from_capitals_and_from_everywhere(text: str) -> None:
    everywhere = [match.span() for match in masks._MASK.finditer(text)]
    assert masks.masked_spans(text) == everywhere


@given(st.text(alphabet="ab1 ", max_size=30), st.integers(0, 10), st.integers(0, 30))
def test_matches_from_first_letters_are_those_of_finditer(text: str, start: int, end: int) -> None:
    pattern, first = re.compile(r"a+b?|a1"), re.compile("a")
    expected = [match.span() for match in pattern.finditer(text, start, end)]
    assert [m.span() for m in matches_from(first, pattern, text, start, end)] == expected


def test_a_word_is_held_inside_a_longer_one() -> None:
    assert holds_any("twentieth", ("tenth", "went"))
    assert not holds_any("twenty", ("tenth", "wants"))


@pytest.mark.parametrize(
    ("text", "values"),
    [("Twenty-five and seven", [25, 7]), ("half a million", [0.5]), ("a hundred ships", [100]),
     ("money often written", []), ("An hundred, eleven", [100, 11])],
)  # fmt: skip
def test_numbers_in_words_are_found_past_the_quick_look(text: str, values: list[float]) -> None:
    assert [numeral.value for numeral in find_numerals(text, 0, len(text), "en")] == values


@given(st.from_regex(NAMED_MONTH, fullmatch=True))
def test_every_name_of_a_month_holds_a_stem(month: str) -> None:
    assert holds_any(month, MONTH_STEMS)


def test_an_address_is_blanked_although_most_texts_have_none() -> None:
    plain, _ = shadow("Write to desk@example.org in China.")
    assert "example" not in plain
    assert plain.endswith("in China.")


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_the_names_of_a_language_are_those_of_the_table(language: str) -> None:
    spoken = {"en", language}
    assert names_in(language) == tuple(n for n in names() if spoken & set(n.language.split("|")))
