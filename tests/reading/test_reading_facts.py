"""Votes, memberships, visits and counted acts, on sentences of our own about many states."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.model.claims import Claim
from visavis.reading.annotate import annotate
from visavis.reading.document import read_document
from visavis.reading.facts import read_fact_claims
from visavis.reading.facts_leaders import known_leaders
from visavis.reading.facts_resolutions import described, known_resolutions, named

CORPUS = Path(__file__).with_name("corpus_facts.jsonl")
CASES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def claims_of(text: str) -> tuple[str, list[Claim]]:
    document = read_document(text)
    return document.text, read_fact_claims(document, annotate(document))


def fits(claim: Claim, expected: dict[str, Any]) -> bool:
    return all(
        getattr(claim, key) == (tuple(value) if isinstance(value, list) else value)
        for key, value in expected.items()
    )


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_each_sentence_states_these_facts_and_no_others(
    case: dict[str, Any],
) -> None:
    text, found = claims_of(f"{case.get('before', '')} {case['text']}".strip())

    assert all(text[claim.start : claim.end] == claim.quote for claim in found)
    for expected in case["claims"]:
        matching = [claim for claim in found if fits(claim, expected)]
        assert matching, (expected, found)
        found.remove(matching[0])
    assert found == []


def test_every_third_case_was_held_back_while_the_rules_were_written() -> None:
    parts = [case["part"] for case in CASES if case["part"] != "repaired"]

    assert parts.count("held") == pytest.approx(len(parts) / 3, abs=1)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("resolution 68/262", "A/RES/68/262"),
        ("A/RES/ES-10/19", "A/RES/ES-10/19"),
        ("UNGA Resolution ES\u201111/1", "A/RES/ES-11/1"),
        ("Resolution 3379 (XXX)", "A/RES/3379(XXX)"),
        ("Resolution 2758", "A/RES/2758(XXVI)"),
        ("Resolution 2328 B (XXII)", "A/RES/2328B(XXII)"),
        ("resolution 67/234 B", "A/RES/67/234B"),
        ("Security Council resolution 2202", None),
        ("24/7 coverage", None),
    ],
)
def test_a_resolution_is_named_by_its_number(text: str, symbol: str | None) -> None:
    assert next(iter(named(text)), None) == symbol


def test_the_same_subject_in_another_year_is_another_resolution() -> None:
    words = "condemning the human rights situation in Crimea"

    assert described(words, ["2016"]) == ("A/RES/71/205",)
    assert described(words, ["2017"]) == ("A/RES/72/190",)


def test_a_description_without_a_date_stays_open_where_several_votes_fit() -> None:
    assert described("condemning the invasion of Ukraine", []) == ()
    assert described("the embargo against Cuba", []) == ()


def test_the_table_of_resolutions_has_one_date_a_symbol_and_a_source_a_row() -> None:
    dates: dict[str, set[str]] = {}
    for known in known_resolutions():
        dates.setdefault(known.symbol, set()).add(known.held_on.isoformat())

    assert all(len(days) == 1 for days in dates.values())
    assert all(known.source.startswith("https://undocs.org/") for known in known_resolutions())
    assert all(known.title for known in known_resolutions())


def test_terms_of_one_office_do_not_overlap() -> None:
    offices = {(t.state, t.role) for t in known_leaders()}
    for office in sorted(offices):
        held = [t for t in known_leaders() if (t.state, t.role) == office]
        terms = sorted((t.start, t.end) for t in held if t.end)
        for (_, end), (start, _) in itertools.pairwise(terms):
            assert end is not None
            assert end <= start


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=200))
def test_no_text_breaks_the_reader_and_every_quote_is_exact(text: str) -> None:
    whole, found = claims_of(f"India abstained at the UN. {text} Peru joined APEC in 1998.")

    assert all(whole[claim.start : claim.end] == claim.quote for claim in found)


def test_who_never_said_it_is_no_source_of_it() -> None:
    _, claims = claims_of(
        "Egypt joined BRICS on 1 January 2024, though Cairo has never confirmed it."
    )

    assert [(claim.attribution, claim.asserted) for claim in claims] == [(None, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Had Finland joined NATO in 2008, the war might have been different.",
        "Had China voted for resolution ES-11/1, it would have broken with Moscow.",
        "Had Britain not left the EU in 2020, trade would have grown.",
        "The war might have been different had Finland joined NATO in 2008.",
        "Biden was to visit Australia in May 2023 but cancelled the trip.",
    ],
)
def test_what_only_might_have_been_is_not_asserted(text: str) -> None:
    _, claims = claims_of(text)

    assert claims
    assert not any(claim.asserted for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv urged Kazakhstan to vote for resolution ES-11/1.",
        "Washington called on Brazil to vote against resolution ES-11/1.",
        "Washington pressed South Africa to support resolution ES-11/1.",
        "Moscow failed to persuade Serbia to vote against resolution ES-11/1.",
        "Moscow expected Kazakhstan to vote against resolution ES-11/1, but it abstained.",
    ],
)
def test_a_vote_that_was_asked_for_is_no_vote(text: str) -> None:
    assert claims_of(text)[1] == []


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("No US president has visited Iran since Jimmy Carter in 1977.", "measure:window since"),
        (
            "No American president had visited Cuba since Calvin Coolidge until Obama did in "
            "March 2016.",
            "measure:window since",
        ),
        ("Finland became the 32nd member of NATO in April 2023.", "measure:ordinal of joining"),
        ("Estonia is a founding member of NATO.", "measure:founding"),
        ("Kyrgyzstan was a founding member of the Eurasian Economic Union.", "measure:founding"),
    ],
)
def test_what_the_table_does_not_settle_is_kept_as_a_doubt(text: str, doubt: str) -> None:
    _, claims = claims_of(text)

    assert [doubt in claim.ambiguous for claim in claims] == [True]


def test_a_founder_by_the_dates_is_a_plain_member() -> None:
    _, claims = claims_of("Canada is a founding member of NATO.")

    assert [claim.ambiguous for claim in claims] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "Hungary voted for resolution ES-11/1 but voted against EU aid in December 2023.",
        "Hungary voted for resolution ES-11/1, and voted against EU aid to Ukraine.",
        "Turkey voted for resolution ES-11/1. It voted against Sweden's accession to NATO.",
        "Norway voted for resolution ES-11/1. Norway twice voted against joining the EU.",
    ],
)
def test_a_vote_on_something_else_does_not_take_over_the_resolution(text: str) -> None:
    _, claims = claims_of(text)

    assert "A/RES/ES-11/1" not in [c.resolution for c in claims if c.position == "no"]
    assert [c.resolution for c in claims if c.position == "yes"] == ["A/RES/ES-11/1"]


def test_a_vote_on_it_or_on_nothing_named_takes_over_the_resolution() -> None:
    _, claims = claims_of(
        "Hungary voted for resolution ES-11/1. Serbia voted for it and Belarus voted against. "
        "China abstained."
    )

    assert {claim.resolution for claim in claims} == {"A/RES/ES-11/1"}
    assert len(claims) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Turkey voted for resolution ES-11/1 of 2 March 2022, which was backed by 141 states.",
        "Kenya voted for resolution ES-11/1, unlike several African states.",
        "The resolution was backed by 141 states, and Kenya voted for resolution ES-11/1.",
    ],
)
def test_states_that_vote_are_not_taken_for_a_speaker_who_states(text: str) -> None:
    _, found = claims_of(text)
    votes = [claim for claim in found if claim.measure == "vote_position"]

    assert [(claim.attribution, claim.asserted) for claim in votes] == [(None, True)]


def test_it_means_the_same_state_twice_in_one_sentence() -> None:
    _, found = claims_of(
        "Turkey is a member of NATO. It applied to join the BRICS, and it joined the OECD in 1961."
    )

    assert [(claim.subject, claim.partner) for claim in found] == [
        ("TUR", "NATO"),
        ("TUR", "BRICS"),
        ("TUR", "OECD"),
    ]


def test_a_list_of_memberships_gives_each_its_own_year() -> None:
    _, found = claims_of(
        "Kenya is a member of the East African Community, joined COMESA in 1994 and became a "
        "member of the WTO in 1995."
    )

    assert [(c.subject, c.partner, c.period) for c in found] == [
        ("KEN", "EAC", "unspecified"),
        ("KEN", "COMESA", "1994"),
        ("KEN", "WTO", "1995"),
    ]
