"""Queries: one canonical string that can be asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.model.figures import Figure
from visavis.model.periods import Period
from visavis.model.queries import FORMS, Query

states = st.sampled_from(["RUS", "CHN", "EU27", "RUS+CHN", "WLD"])
queries = st.builds(
    Query,
    measure=st.sampled_from(["exports", "imports", "gdp", "vote_position"]),
    subject=states,
    partner=st.none() | states,
    period=st.none() | st.sampled_from(["2020", "2010..2021", "2016-05"]).map(Period.parse),
    form=st.sampled_from(FORMS),
    baseline=st.none() | st.just(Period.parse("2019")),
    product=st.sampled_from(["TOTAL", "crude_oil"]),
    denominator=st.none() | st.sampled_from(["gdp", "trade"]),
    book=st.none() | st.sampled_from(["exporter", "importer"]),
    without=st.sampled_from([(), ("energy",), ("energy", "gold")]),
    source=st.none() | st.just("comtrade"),
    vintage=st.none() | st.just("2022-07"),
    resolution=st.none() | st.just("A/RES/68/262"),
)


def test_a_query_prints_what_was_asked_and_nothing_else():
    query = Query(
        measure="exports", subject="RUS", partner="CHN", period=Period.parse("2020"), form="share"
    )

    assert str(query) == "exports RUS CHN 2020 form=share"


@given(queries)
def test_the_canonical_string_is_read_back_as_the_same_query(query: Query):
    assert Query.parse(str(query)) == query


@given(queries, queries)
def test_two_queries_with_one_string_are_one_query(one: Query, other: Query):
    assert (str(one) == str(other)) == (one == other)


@pytest.mark.parametrize("text", ["", "exports", "exports RUS CHN 2020 colour=red"])
def test_a_broken_query_is_refused(text: str):
    with pytest.raises(UsageError):
        Query.parse(text)


def test_a_figure_without_value_must_say_why():
    with pytest.raises(ValueError, match="neither a value nor a reason"):
        Figure(query=Query(measure="gdp", subject="RUS"), value=None, missing=None, unit="USD")
