"""Lists of coded events and leaders in general: read where they are named, else not."""

import pytest

from visavis.model.claims import Claim
from visavis.reading.annotate import annotate
from visavis.reading.document import read_document
from visavis.reading.facts import read_fact_claims


def claims_of(text: str) -> list[Claim]:
    document = read_document(text)
    return read_fact_claims(document, annotate(document))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ICEWS coded 14 events between Kenya and Uganda on 1 October 2018.",
         ("coded_events", "icews", 14.0, "2018-10-01")),
        ("The GDELT database recorded about 1,200 cooperative events between India and Japan in "
         "2019.", ("coded_cooperation", "gdelt", 1200.0, "2019")),
        ("According to POLECAT, there were twelve events of conflict between Peru and Chile in "
         "2022.", ("coded_conflict", "polecat", 12.0, "2022")),
        ("In 2020 ICEWS counted 300 conflict events between Turkey and Greece.",
         ("coded_conflict", "icews", 300.0, "2020")),
    ],
)  # fmt: skip
def test_what_a_list_has_between_two_states_is_one_claim(text, expected):
    found = [each for each in claims_of(text) if each.measure.startswith("coded")]

    assert [(c.measure, c.source_named, c.value, c.period) for c in found] == [expected]
    assert found[0].subject is not None
    assert found[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        "There were 14 events between Kenya and Uganda in 2018.",
        "ICEWS coded 14 events in Kenya in 2018.",
        "ICEWS coded 14 verbal events between Kenya and Uganda in 2018.",
        "ICEWS coded 14 events between Kenya, Uganda and Tanzania in 2018.",
        "ICEWS coded many events between Kenya and Uganda in 2018.",
        "Kenya hosted 14 sporting events between Uganda and Tanzania, which GDELT coded in 2018.",
    ],
)
def test_other_events_are_no_claims_about_a_list(text):
    assert not [each for each in claims_of(text) if each.measure.startswith("coded")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenyan leaders visited China three times in 2019.", ("KEN", "CHN", 3.0, "leaders")),
        ("Turkey's leaders made five visits to Qatar in 2019.", ("TUR", "QAT", 5.0, "leaders")),
        ("Vietnamese heads of state and government visited India twice in 2018.",
         ("VNM", "IND", 2.0, "leaders")),
    ],
)  # fmt: skip
def test_leaders_in_general_travel_for_their_state(text, expected):
    found = [each for each in claims_of(text) if each.measure == "visits"]

    assert [(c.subject, c.partner, c.value, c.position) for c in found] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan business leaders visited China three times in 2019.",
        "Kenyan leaders and ministers visited China three times in 2019.",
        "Kenyan opposition leaders visited China in 2019.",
    ],
)
def test_other_leaders_are_not_those_of_the_state(text):
    assert not [each for each in claims_of(text) if each.measure == "visits"]
