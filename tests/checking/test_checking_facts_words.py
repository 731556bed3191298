"""Votes and journeys in words of our own: true, wrong, denied, planned, or beside others."""

import pytest

from visavis.checking import check_document
from visavis.model.verdicts import Checked, Verdict
from visavis.reading.document import read_document
from visavis.store import default_store
from visavis.workbench import Workbench

SUPPORTED, CONTRADICTED = Verdict.SUPPORTED, Verdict.CONTRADICTED
UNSETTLED = Verdict.CANNOT_BE_CHECKED


def check(text: str) -> tuple[Checked, ...]:
    return check_document(read_document(text), Workbench(default_store(None))).claims


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("India abstained on 2 March 2022 on resolution ES-11/1.", SUPPORTED),
        ("India abstained on 1 March 2022 on resolution ES-11/1.", SUPPORTED),
        ("India abstained on resolution ES-11/1 in 2019.", UNSETTLED),
        ("Egypt abstained on 23 March 2022 on resolution ES-11/1.", UNSETTLED),
        ("India, which voted for the 1974 resolution, abstained on resolution ES-11/1.", UNSETTLED),
        ("India voted for a resolution on Ukraine in 2014, having abstained on resolution ES-11/1.",
         UNSETTLED),
        ("Alongside China, South Africa abstained on resolution ES-11/1.", SUPPORTED),
        ("South Africa, together with 34 other states, abstained on resolution ES-11/1.",
         SUPPORTED),
        ("Georgia, but not Armenia, voted for resolution ES-11/1.", SUPPORTED),
        ("Armenia, not Georgia, voted for resolution ES-11/1.", CONTRADICTED),
        ("Thailand's neighbour Laos abstained on resolution ES-11/1.", SUPPORTED),
        ("Cuba, Venezuela and others voted against resolution ES-11/1.", CONTRADICTED),
        ("China and Brazil were among the 35 states that abstained on resolution ES-11/1.",
         CONTRADICTED),
        ("Jordan, which depends on Russian wheat, abstained on resolution ES-11/1.", CONTRADICTED),
        ("Jordan did not support resolution ES-11/1.", CONTRADICTED),
        ("Bolivia, urged to vote for resolution ES-11/1, abstained.", SUPPORTED),
        ("Morocco did not take part in the vote on resolution ES-11/1.", SUPPORTED),
        ("Morocco abstained on resolution ES-11/1.", CONTRADICTED),
        ("Neither Senegal nor Mali voted for resolution ES-11/1.", SUPPORTED),
        ("Neither Ghana nor Mali voted for resolution ES-11/1.", CONTRADICTED),
        ("Had Serbia voted for resolution ES-11/1, Moscow would have been surprised.", UNSETTLED),
        ("Cuba threatened to vote against resolution ES-11/1.", UNSETTLED),
        ("It is untrue that India abstained on resolution ES-11/1.", UNSETTLED),
        ("Eight of the ten ASEAN members voted for resolution ES-11/1.", SUPPORTED),
        ("Pretoria voted for resolution ES-11/1, while it was being debated.", CONTRADICTED),
        ("In 1971 Japan voted against resolution 2758.", SUPPORTED),
        ("Resolution 2758 passed although India voted against it.", CONTRADICTED),
        ("The Maldives voted against resolution 73/295 on the Chagos Archipelago.", SUPPORTED),
        ("In March 2014 the General Assembly affirmed Ukraine's territorial integrity, with "
         "Kazakhstan and Uzbekistan abstaining.", SUPPORTED),
        ("When the General Assembly suspended Russia from the Human Rights Council, Indonesia "
         "voted against.", CONTRADICTED),
        ("Spain voted against the UN General Assembly resolution on the embargo against Cuba in "
         "November 2019.", CONTRADICTED),
        ("All but two of the African states voted for resolution ES-11/1.", UNSETTLED),
    ],
)  # fmt: skip
def test_a_vote_is_judged_by_what_the_words_say_of_it(text: str, expected: Verdict) -> None:
    assert [one.verdict for one in check(text)][:1] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Obama visited Kenya and Ethiopia in July 2015.", SUPPORTED),
        ("Obama did not visit Kenya in 2015.", CONTRADICTED),
        ("Narendra Modi did not visit the United States in 2023.", CONTRADICTED),
        ("Kenyan President William Ruto did not visit the United States in 2024.", CONTRADICTED),
        ("George Shultz did not visit the Soviet Union in 1987.", CONTRADICTED),
        ("Barack Obama did not visit Iran.", SUPPORTED),
        ("Joe Biden never visited Saudi Arabia as president.", CONTRADICTED),
        ("Obama never visited Japan until 2016.", UNSETTLED),
        ("Obama did not visit Japan until 2016.", UNSETTLED),
        ("Obama did not visit Japan before 2009.", UNSETTLED),
        ("When Obama visited India in 2015, he met Modi.", SUPPORTED),
        ("Then Obama visited India in 2015.", SUPPORTED),
        ("Obama was to visit Malaysia in 2013 but cancelled.", UNSETTLED),
        ("Trump plans to visit China in 2027.", UNSETTLED),
        ("Barack Obama visited Iran in 2015.", UNSETTLED),
        ("Bill Clinton travelled to Ghana, Uganda and Senegal in 1998.", SUPPORTED),
        ("Trump did not visit Qatar in 2025.", UNSETTLED),
        ("Marco Rubio did not visit Panama in 2025.", CONTRADICTED),
        ("Ronald Reagan visited the Soviet Union in 1988.", SUPPORTED),
    ],
)
def test_a_journey_is_judged_by_what_the_words_say_of_it(text: str, expected: Verdict) -> None:
    assert [one.verdict for one in check(text)][:1] == [expected]


def test_who_lies_between_two_states_is_not_the_two() -> None:
    text = "Nepal, between India and China, both of which abstained, voted for resolution ES-11/1."
    assert not any(one.verdict is CONTRADICTED for one in check(text))


@pytest.mark.parametrize(
    "text",
    [
        "Michelle Obama visited China in 2014.",
        "Hunter Biden visited China in 2013.",
        "Senator Clinton visited Iraq in 2003.",
        "Obama's envoy visited Kenya in 2015.",
        "Obama's daughter visited India in 2015.",
    ],
)
def test_a_namesake_or_an_envoy_is_not_the_leader(text: str) -> None:
    assert check(text) == ()
