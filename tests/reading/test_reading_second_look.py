"""A word beside a figure that makes it another figure keeps it from being judged as this one."""

import pytest

from visavis.reading.claims import read_claims
from visavis.reading.document import read_document


def doubts(text: str) -> list[str]:
    claims = read_claims(read_document(text))
    return [word for claim in claims for word in claim.ambiguous]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Nigeria's GDP per capita was $2,066 in 2021.", "measure:per capita"),
        ("China's average monthly exports to Peru were $1 billion in 2021.", "measure:average"),
        ("China's exports to Peru averaged $1 billion a month in 2021.", "measure:average"),
        (
            "China's exports to Peru were $6 billion lower in 2019 than in 2018.",
            "measure:difference",
        ),
        (
            "China's exports to Peru were three times as large as India's in 2019.",
            "measure:another figure",
        ),
        (
            "In 2020, China's exports to Peru and Chile were $9 billion and $15 billion.",
            "measure:several figures",
        ),
    ],
)
def test_a_word_beside_the_figure_leaves_it_open(text: str, doubt: str) -> None:
    found = read_claims(read_document(text))

    assert all(doubt in claim.ambiguous for claim in found if claim.value is not None)


@pytest.mark.parametrize(
    "text",
    [
        "China's exports to Peru were $9 billion in 2020.",
        "China's exports to Peru were more than $9 billion in 2020.",
        "China's exports to Peru were 12% higher in 2020 than in 2019.",
        "China's exports to Peru were twice as large as in 2010.",
        "China took $9 billion more or less in exports from Peru in 2020.",
        "Peru ran a deficit of $2 billion with China in 2020.",
    ],
)
def test_plain_figures_get_no_doubt(text: str) -> None:
    assert [d for d in doubts(text) if not d.startswith(("actor", "measure:trade"))] == []
