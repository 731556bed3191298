"""Judged as of a day before a release: what is held says so, and asks for nothing to be added."""

import pytest

import visavis as vv
from visavis.model.verdicts import Reason, Verdict

VOTE = "Cambodia abstained on resolution 68/262."


def checked(text: str, as_of: str | None):
    (one,) = vv.check(text, as_of=as_of).claims
    return one


@pytest.mark.parametrize("text", [VOTE, "China took 14.6% of Russia's exports in 2020."])
def test_data_released_later_are_named_and_nothing_is_to_be_added(text: str):
    now, then = checked(text, None), checked(text, "2010-01-01")

    assert now.verdict is Verdict.SUPPORTED
    assert "released_later" not in dict(now.notes)
    assert (then.verdict, then.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.OUT_OF_COVERAGE)
    source, _, day = dict(then.notes)["released_later"].partition(" ")
    assert source == now.readings[now.decisive[0]].figure.source
    assert day > "2010-01-01"
    assert then.needs == ()


def test_what_no_release_has_is_still_to_be_added():
    then = checked("Kenya's imports from Tanzania were $5 billion in 2019.", "2010-01-01")

    assert "released_later" not in dict(then.notes)
    assert then.needs


def test_memberships_are_dated_facts_and_ignore_the_day():
    then = checked("Vietnam joined ASEAN in 1995.", "2010-01-01")

    assert then.verdict is Verdict.SUPPORTED


def test_a_source_without_a_release_date_is_said_to_count_from_its_fetching():
    then = checked("Barack Obama visited Cuba in March 2016.", "2025-06-01")

    assert (then.verdict, then.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.OUT_OF_COVERAGE)
    assert dict(then.notes)["fetched_later"] == "us_state_visits 2026-11-21"


def test_the_factbook_counts_from_the_day_on_which_it_was_withdrawn():
    text = "China accounted for 24% of Algeria's imports in 2023."

    assert checked(text, "2026-02-04").verdict is Verdict.SUPPORTED
    assert dict(checked(text, "2026-02-03").notes)["released_later"] == "factbook 2026-02-04"


def test_a_hidden_source_is_not_called_missing_where_it_lacks_the_year_too():
    then = checked("The GDP of Kenya was $121 billion in 2031.", "2025-06-01")

    assert then.reason is not Reason.NO_SOURCE
