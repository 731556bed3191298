"""No fact is called wrong, or borne out, by a part of a clause that says something else."""

import pytest

from visavis.checking import check_document
from visavis.model.verdicts import Checked, Verdict
from visavis.reading.document import read_document
from visavis.store import default_store
from visavis.workbench import Workbench

SETTLED = (Verdict.CONTRADICTED, Verdict.SUPPORTED)


def check(text: str) -> tuple[Checked, ...]:
    return check_document(read_document(text), Workbench(default_store(None))).claims


@pytest.mark.parametrize(
    "text",
    [
        "India voted against an amendment to resolution ES-11/1.",
        "The deputy of India voted against paragraph 3 of resolution ES-11/1.",
        "Russia voted for a motion to adjourn debate on resolution ES-11/1.",
        "Indonesia voted for operative paragraph 2 of resolution ES-11/1 in a separate vote.",
        "In committee, Egypt abstained on the draft of resolution ES-11/1.",
        "A former ambassador of India voted for the resolution ES-11/1.",
        "China opposed the resolution ES-11/1 in its speech.",
        "It is a myth that Kenya voted for resolution ES-11/1.",
        "Only Israel voted against resolution 62/3 on Cuba with the United States and Palau.",
        "All Baltic states but Latvia joined NATO in 2004.",
        "Nobody but Belarus and Syria voted against resolution ES-11/1.",
    ],
)
def test_words_beside_a_fact_that_change_it_withhold_the_verdict(text: str) -> None:
    assert [one.claim.quote for one in check(text) if one.verdict in SETTLED] == []


@pytest.mark.parametrize(
    "text",
    [
        "Serbia abstained on resolution ES-11/1, unlike Hungary.",
        "Along with Iran, Cuba voted against resolution ES-11/1.",
        "Egypt abstained on resolution ES-11/1, which demanded that Moscow withdraw its troops.",
        "Morocco abstained when the General Assembly demanded in resolution ES-11/1 that Russia "
        "end its invasion of Ukraine.",
        "In a recorded vote, Kenya voted against UN General Assembly resolution 68/262 on Crimea.",
        "Kazakhstan joined the WTO in 2001 after years of talks.",
        "Serbia is a NATO member.",
        "Joe Biden never visited Saudi Arabia as president.",
    ],
)
def test_a_plainly_wrong_fact_stays_contradicted(text: str) -> None:
    assert [one.verdict for one in check(text)] == [Verdict.CONTRADICTED]


def test_the_withheld_fact_names_the_words() -> None:
    (one,) = check("India voted against an amendment to resolution ES-11/1.")
    assert dict(one.notes)["rule"] == "W1"
    assert dict(one.notes)["unread"] == "amendment"
