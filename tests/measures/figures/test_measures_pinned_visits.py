"""Journeys out of a release that is asked for by name."""

from visavis.measures.figures import needs
from visavis.model.queries import Query


def test_journeys_of_a_named_release_are_read_from_it_and_not_counted_as_none():
    (block,) = needs(Query.parse("visits USA CHN 2015 form=count").but(vintage="2016"))

    assert (block.table, block.vintage) == ("trips", "2016")
