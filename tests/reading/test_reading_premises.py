"""Words about a level that no figure of the sentence bears out."""

import pytest

from visavis.reading import read_claims, read_document


@pytest.mark.parametrize(
    ("text", "premise", "quote"),
    [
        ("Kenya's exports to China fell to $3.1 billion in 2021.", "fell", "$3.1 billion"),
        ("Kenya's deficit with China widened in 2021 to $3.8 billion from $5.7 billion.",
         "widened", "$3.8 billion"),
        ("Turkey's exports to Germany hit a record low of $19.3 billion in 2021.",
         "record low", "$19.3 billion"),
        ("India increased its exports to the UAE to $28 billion in 2022.",
         "increased", "$28 billion"),
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
