"""The one sentence of an error, whatever a hostile file or server put into it."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import SourceError


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_sentence_carries_characters_that_steer_a_terminal(
    where: str, found: str, expected: str
) -> None:
    sentence = str(SourceError(where, found, expected))

    assert sentence.isprintable()


def test_what_cannot_be_printed_is_shown_by_its_code() -> None:
    error = SourceError("a.csv", "unknown columns \x00\x1b[31mred\u202e", "two columns")

    assert str(error) == (
        r"a.csv: found unknown columns \x00\x1b[31mred\u202e; expected two columns."
    )


def test_words_in_any_script_stand_as_they_are() -> None:
    error = SourceError("данные/台灣.csv", "'Китaй'", "a partner, as in “中国”")

    assert str(error) == "данные/台灣.csv: found 'Китaй'; expected a partner, as in “中国”."


def test_an_error_keeps_its_parts_when_it_is_sent_to_another_process() -> None:
    error = SourceError("a.csv", "\x00", "text")

    again = pickle.loads(pickle.dumps(error))

    assert (again.where, again.found, again.expected) == ("a.csv", "\x00", "text")
    assert str(again) == str(error)
