"""No figure is called wrong in a clause that was not understood whole."""

import pytest

from visavis.checking import check_document
from visavis.model.verdicts import Checked, Verdict
from visavis.reading.document import read_document
from visavis.store import default_store
from visavis.workbench import Workbench

WRONG = (Verdict.CONTRADICTED, Verdict.INCONSISTENT)


def check(text: str) -> tuple[Checked, ...]:
    return check_document(read_document(text), Workbench(default_store(None))).claims


@pytest.mark.parametrize(
    "text",
    [
        "Daily trade between Russia and Turkey was $92 million in 2021.",
        "Each month of 2021 Russia exported goods worth $2.3 billion to Turkey.",
        "Siberia's exports to China were $10 billion in 2021.",
        "Excluding oil, Russia's exports to China were $24.4 billion in 2021.",
        "Russia exported goods worth $20 billion to China by sea in 2021.",
        "Oil's share of Russia's exports to China was 53% in 2021.",
        "Russia's exports to Turkey, which analysts had put at $300 billion, were small in 2021.",
        "In 2021 Russia exported $27.1 billion to Turkey instead of the $300 billion forecast.",
        "Russia's exports to Turkey were far from $300 billion in 2021.",
        "Turkey's exports to Russia covered 90% of its imports from Russia in 2021.",
        "In 2021 Russia's exports to China were $68.9 billion, against $29.7 billion to Germany.",
        "In 2021 Russia's exports to China were $68.9 billion, up $19.7 billion.",
        "In 2021 Russia's total exports were $493 billion, of which $27.1 billion went to Turkey.",
        "Had Russia's exports to China reached $200 billion in 2021, it would be rich.",
        "The working population of Turkey was 33 million in 2021.",
        "Russia's trade with Turkey was supposed to hit $100 billion in 2020.",
    ],
)
def test_a_sentence_not_understood_whole_is_never_called_wrong(text: str) -> None:
    assert [one.claim.quote for one in check(text) if one.verdict in WRONG] == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 trade with Russia represented 5.4% of India's total trade.",
        "In 2018, trade with Russia represented barely 0.8% of China's total trade.",
        "However, Russia's exports to Turkey already amounted to about $300 billion in 2021.",
        "In 2021 Russia sold China goods worth $300 billion.",
    ],
)
def test_a_plain_wrong_sentence_stays_contradicted(text: str) -> None:
    assert [one.verdict for one in check(text)] == [Verdict.CONTRADICTED]


def test_the_withheld_claim_keeps_its_readings_and_names_the_words() -> None:
    (one,) = check("Siberia's exports to China were $10 billion in 2021.")
    assert one.readings
    assert dict(one.notes)["rule"] == "W1"
    assert dict(one.notes)["unread"] == "siberia"


def test_an_altering_word_withholds_support_too() -> None:
    (plain,) = check("Russia's exports to Turkey were $27.1 billion in 2021.")
    assert plain.verdict is Verdict.SUPPORTED
    text = "Russia's exports to Turkey were $27.1 billion in 2021, not counting whatever is hidden."
    assert all(one.verdict is Verdict.CANNOT_BE_CHECKED for one in check(text))
