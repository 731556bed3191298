"""Words about a level that no figure of the sentence bears out."""

import pytest

from visavis.reading.claims import read_claims
from visavis.reading.document import read_document


@pytest.mark.parametrize(
    ("text", "premise", "quote"),
    [
        ("Kenya's exports to China fell to $3.1 billion in 2021.", "fell", "$3.1 billion"),
        ("Kenya's deficit with China widened in 2021 to $3.8 billion from $5.7 billion.",
         "widened", "$3.8 billion"),
        ("Turkey's exports to Germany hit a record low of $19.3 billion in 2021.",
         "record low", "$19.3 billion"),
        ("India increased its exports to the UAE to $28 billion in 2022.",
         "increased", "its exports to the UAE to $28 billion"),
        ("Turkish exports to Germany dropped 12% to nearly $19.3 billion in 2021.",
         None, None),
        ("Trade between India and Iran rose to $2 billion in 2021 from $1.5 billion in 2020.",
         None, None),
        ("Trade between India and Iran fell to $2 billion in 2021 from $1.5 billion in 2020.",
         "fell", "$2 billion"),
        ("Turkey's exports to Germany reached $19.3 billion in 2021.",
         None, "Turkey's exports to Germany reached $19.3 billion"),
    ],
)  # fmt: skip
def test_a_direction_is_a_premise_unless_a_figure_of_the_sentence_covers_it(
    text: str, premise: str | None, quote: str | None
) -> None:
    claim = next(one for one in read_claims(read_document(text.encode())) if one.form == "level")

    assert claim.premise == premise
    assert quote is None or claim.quote == quote


def test_a_clause_that_a_since_opens_has_the_date_before_it() -> None:
    text = b"India's trade with Brazil has risen 2.1-fold since 2016, when it stood at $6 billion."
    levels = [one for one in read_claims(read_document(text)) if one.form == "level"]

    assert [one.period for one in levels] == ["2016"]


def test_what_a_flow_is_compared_with_does_not_take_its_number() -> None:
    text = b"Indian exports to Oman stayed far behind those to China in 2021, at $1.9 billion."
    claim = read_claims(read_document(text))[0]

    assert (claim.subject, claim.partner, claim.period) == ("IND", "OMN", "2021")
    assert (claim.quote, claim.premise) == ("$1.9 billion", "behind those to China")
