"""Passages too long to be sentences are named, not read, and everything else is."""

import pytest

from visavis.reading.annotate import annotate
from visavis.reading.claims import read_claims
from visavis.reading.document import read_document
from visavis.reading.passages import LONGEST, MOST_NUMBERS, is_too_long

SENTENCE = "China accounted for 14.6% of Russia's exports in 2020."


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "5% ", "1\u2009", "1.2.3.4,5,6.7 ", "A", "Russia-China-", "2020 ", "a half "],
)
def test_a_passage_of_one_thing_over_and_over_is_not_read_and_is_named(piece: str) -> None:
    document = read_document(f"{SENTENCE}\n\n{piece * 20_000}.\n\n{SENTENCE}\n")
    found = annotate(document)

    [(start, end)] = document.unread
    assert end - start >= 20_000 - 1
    assert len(read_claims(document)) == 2
    assert all(not s.tokens and not s.quantities for s in found if s.end - s.start > LONGEST)


def test_claims_joined_without_a_full_stop_are_not_read_past_the_limit() -> None:
    document = read_document(" and ".join([SENTENCE.removesuffix(".")] * 400) + ".")

    assert len(document.unread) == 1
    assert read_claims(document) == ()


def test_a_sentence_of_as_many_numbers_as_allowed_is_read() -> None:
    shares = ", ".join(["5.5%"] * MOST_NUMBERS)

    assert not is_too_long(shares, 0, len(shares))
    assert is_too_long(f"{shares}, 6%", 0, len(shares) + 4)


def test_separated_thousands_count_as_one_number() -> None:
    row = " ".join(["1,234,567.89"] * MOST_NUMBERS)

    assert not is_too_long(row, 0, len(row))


def test_a_long_paragraph_of_sentences_is_read() -> None:
    document = read_document(" ".join([SENTENCE] * 100))

    assert document.unread == ()
    assert len(read_claims(document)) == 100


def test_a_table_is_not_named_as_unread() -> None:
    document = read_document("| a | b |\n" * 400)

    assert document.unread == ()


@pytest.mark.parametrize("digits", [20, 26, 400, 20_000])
def test_a_number_beyond_a_billion_billions_is_no_quantity(digits: int) -> None:
    text = f"Trade between Russia and China was ${'1' * digits} billion in 2020."

    assert read_claims(read_document(text)) == ()


@pytest.mark.parametrize("opening", ["<!--", '<a b="', "<"])
def test_a_page_whose_marks_are_never_closed_shows_them_as_text(opening: str) -> None:
    page = f"<!DOCTYPE html><html><body><p>{SENTENCE}</p><p>{opening} {opening} end"
    document = read_document(page, kind="html")

    assert SENTENCE in document.text
    assert document.text.endswith(f"{opening} {opening} end")
    assert len(read_claims(document)) == 1


def test_a_comment_that_is_closed_is_no_text() -> None:
    document = read_document(f"<html><p><!-- hidden -->{SENTENCE}</p></html>", kind="html")

    assert document.text.strip() == SENTENCE
