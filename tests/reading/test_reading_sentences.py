"""Where sentences end, footnote marks, tokens and clauses."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.reading.sentences import shadow, split_clauses, split_sentences, tokenize


def split(text: str) -> list[str]:
    plain, _ = shadow(text)
    return [text[start:end] for start, end in split_sentences(plain, 0, len(plain))]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Congress met Gen. Smith and Mr. Brown of St. Petersburg.",
        "Exports of the U.K. rose 3.5 percent to approx. $5.4 bn. in 2016, i.e. half.",
        "V. Putin and N. Modi met in Delhi.",
        "It was resolution No. 262 of Jan. 5, 2014, cf. para. 7.",
        "He said: \"It grew.\" and left".replace("grew.\"", "grew\""),
        "It cost Rs. 500 or Ksh. 700, e.g. Brazil vs. Peru.",
        "Она выросла на 5 млрд. долл. в 2016 г. и т.д. и т.п.",
        "Selon M. Dupont, p. ex. au 1er janv. 2016.",
        "The share... well, it fell.",
    ],
)  # fmt: skip
def test_abbreviations_initials_and_decimals_do_not_end_a_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Trade grew.", "It fell later."),
        ("It imports oil.(4)", "Then it stopped."),
        ("It imports oil.⁴", "Then it stopped."),
        ("It imports oil.[4]", "Then it stopped."),
        ('He said "it grew."', "Then he left."),
        ("« C'est fini. »", "Il partit."),
        ("Did it grow?", "Yes."),
        ("They came from the U.S.", "The talks failed."),
        ("It reached $5 billion.", "$3 billion was oil."),
        ("It rose in 2016.", "5 million tons came later."),
        ("Экспорт вырос.", "Импорт упал."),
        ("It grew in 2016...", "Then it fell."),
    ],
)
def test_a_sentence_ends_with_its_quotes_and_marks(first: str, second: str) -> None:
    found = split(f"{first} {second}")

    assert [s.rstrip("()[]⁴4 ") for s in found] == [first.rstrip("()[]⁴4 "), second]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("its imports.(4) Then", ["4"]),
        ("its imports[12], and", ["12"]),
        ("its imports⁴ and", ["4"]),
        ("see here[^note].", ["note"]),
        ("an area of 5 km² and 7 m³", []),
        ("the year (2020) and (70%)", []),
    ],
)
def test_footnote_marks_are_noted_and_blanked(text: str, marks: list[str]) -> None:
    plain, notes = shadow(text)

    assert [mark for _, mark in notes] == marks
    assert len(plain) == len(text)


def test_a_number_in_brackets_after_a_space_is_a_mark_only_if_there_is_such_a_note() -> None:
    text = "Russia sells arms (4). It is large."

    assert shadow(text)[1] == []
    assert [mark for _, mark in shadow(text, frozenset(("4",)))[1]] == ["4"]


def test_addresses_and_markdown_marks_leave_only_blanks() -> None:
    text = "See [the **data**](https://example.com/2016) or a@b.org"
    plain, _ = shadow(text)

    assert plain.split() == ["See", "the", "data", "or"]


def test_tokens_are_lower_case_with_their_places() -> None:
    plain, _ = shadow("China’s share, 14.6%")

    assert [t.lower for t in tokenize(plain, 0, len(plain))] == [
        "china's",
        "share",
        ",",
        "14.6",
        "%",
    ]


def test_clauses_part_at_semicolons_dashes_and_conjunctions() -> None:
    plain, _ = shadow("Trade rose; oil fell, while gas, coal and gold grew — a little.")
    clauses = [plain[start:end] for start, end in split_clauses(plain, 0, len(plain))]

    assert clauses == ["Trade rose", "oil fell", "while gas, coal and gold grew", "a little."]


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_the_shadow_is_as_long_as_the_text_and_sentences_keep_every_word(text: str) -> None:
    plain, _ = shadow(text)
    spans = list(split_sentences(plain, 0, len(plain)))

    assert len(plain) == len(text)
    assert "".join("".join(plain[s:e] for s, e in spans).split()) == "".join(plain.split())
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
