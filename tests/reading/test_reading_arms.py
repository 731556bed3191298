"""Shares and ranks of arms, in the words in which they are told. The figures are made up."""

import pytest

from visavis.reading.claims import read_claims
from visavis.reading.document import read_document


@pytest.mark.parametrize(
    ("text", "buyer", "seller", "share"),
    [
        ("Kenya received 40% of its arms imports from China in 2015-2019.", "KEN", "CHN", 40),
        ("Peru got 90% of its weapons imports from Israel in 2016-2020.", "PER", "ISR", 90),
        ("China's weapons made up 35% of Ghana's arms imports in 2016-20.", "GHA", "CHN", 35),
        ("Spanish arms make up 12% of Chile's arms imports.", "CHL", "ESP", 12),
        ("12% of Oman's imports of weapons came from Turkey in 2019-2023.", "OMN", "TUR", 12),
    ],
)
def test_a_share_of_arms_imports_belongs_to_the_buyer(
    text: str, buyer: str, seller: str, share: float
) -> None:
    (claim,) = read_claims(read_document(text))

    assert (claim.measure, claim.form, claim.denominator) == (
        "arms_imports", "share", "arms_imports",
    )  # fmt: skip
    assert (claim.subject, claim.partner, claim.value) == (buyer, seller, share)


def test_arms_as_a_part_of_all_imports_are_a_share_of_imports() -> None:
    (claim,) = read_claims(read_document("Arms made up 5% of Chad's imports from France in 2020."))

    assert claim.denominator != "arms_imports"


def test_a_survey_that_is_named_by_its_abbreviation_is_the_imfs() -> None:
    text = "According to the CDIS, Germany's FDI stock in Chile was $3 billion at the end of 2021."
    (claim,) = read_claims(read_document(text))

    assert claim.source_named == "imf_dip"
