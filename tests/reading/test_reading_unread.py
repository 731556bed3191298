"""The general guard: what a number's clause says beside what was read."""

import pytest

from visavis.model.claims import Claim
from visavis.reading.claims import read_claims
from visavis.reading.document import read_document


def claims_of(text: str) -> tuple[Claim, ...]:
    return read_claims(read_document(text))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Daily trade between Russia and Turkey was $92 million in 2021.", "daily"),
        ("Siberia's exports to China were $10 billion in 2021.", "siberia"),
        ("Excluding oil, Russia's exports to China were $24.4 billion in 2021.", "excluding"),
        ("Russia exported goods worth $20 billion to China by sea in 2021.", "sea"),
        ("Russia's exports to Turkey were far from $300 billion in 2021.", "far"),
        ("The working population of Turkey was 33 million in 2021.", "working"),
        ("Tariffs affected Kenyan exports worth $3 billion to China in 2019.", "affected"),
        ("Contracts foresee exports of goods worth $9 billion from India to Oman in 2021.",
         "foresee"),
        ("Russia's trade with Turkey reached $33.6 billion in 2021 (2020: $21.2 billion), up 58%.",
         "2021"),
    ],
)  # fmt: skip
def test_a_word_that_may_change_the_figure_is_named(text: str, word: str) -> None:
    assert any(word in claim.unread for claim in claims_of(text)) or not claims_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 trade with Russia represented 5.4% of India's total trade.",
        "In 2018, trade with Russia represented barely 0.8% of China's total trade.",
        "China accounted for 30% of Russia's exports in 2020.",
        "However, Kenya's imports from China already amounted to about $4 billion in 2021.",
        "According to Eurostat, Poland's exports to Germany rose sharply in 2019, by 6%.",
        "Bilateral trade between Turkey and Iraq stood at $16 billion in 2019.",
        "Brazil is by far the largest customer: it bought goods worth $9 billion from Peru "
        "in 2019.",
        "Meanwhile, exports of goods from Japan to Vietnam fell from $20 billion in 2018 to $16 "
        "billion in 2019.",
        "In 2021, Egypt exported goods worth $3 billion to Italy, while Italy sold Egypt goods "
        "worth $4 billion.",
        "In 2020, La Turquie a exporté pour 9 milliards de dollars vers la France.",
        "Экспорт России в Турцию составил в 2021 году 90 млрд долларов.",
    ],
)
def test_a_plain_sentence_has_no_unread_words(text: str) -> None:
    assert [claim.unread for claim in claims_of(text) if claim.unread] == []


def test_a_word_in_brackets_counts_only_where_it_alters() -> None:
    harmless = "Peru's exports to China were $16 billion (a lovely sum) in 2019."
    altering = "Peru's exports to China were $16 billion (excluding copper) in 2019."
    assert [claim.unread for claim in claims_of(harmless)] == [()]
    assert [claim.unread for claim in claims_of(altering)] == [("excluding",)]


def test_a_third_state_beside_a_pair_is_unread() -> None:
    text = "Peru's exports to China were $16 billion in 2019, shipped through Chile."
    assert any("chile" in claim.unread for claim in claims_of(text))


def test_a_relative_clause_about_the_subject_is_apart() -> None:
    apart = (
        "In 2021 Iraq, which is no member of the club, supplied a fifth of Indian crude imports."
    )
    inside = "In 2021 exports to Iraq, which do not include oil, were $11 billion for Turkey."
    numbered = "In 2004 the EU, which then had 15 members, bought 60% of Turkey's exports."
    assert {word for claim in claims_of(apart) for word in claim.unread} == set()
    assert all("not" in claim.unread for claim in claims_of(inside))
    assert all("members" in claim.unread for claim in claims_of(numbered))


@pytest.mark.parametrize("words", ["In dollar terms, ", "By value, ", "Measured in euros, "])
def test_money_terms_of_a_share_of_arms_are_a_basis_that_stays_unread(words: str) -> None:
    plain = "Russia supplied 95% of China's arms imports in 2010-14."
    assert [claim.unread for claim in claims_of(plain)] == [()]
    assert all(claim.unread for claim in claims_of(words + plain))


def test_a_cause_at_the_end_is_apart_and_a_list_of_products_accounts_for_each() -> None:
    cause = "In 2022 Russia's share of Turkish imports jumped to 16.2%, pushed up by gas and oil."
    both = "Australia supplies two-fifths of Japan's gas and two-thirds of its coal."
    assert [claim.unread for claim in claims_of(cause)] == [()]
    assert [claim.unread for claim in claims_of(both)] == [(), ()]
