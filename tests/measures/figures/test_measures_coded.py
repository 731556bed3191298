"""Coded events between two, and journeys known by year: acts once, whole days and years only."""

from datetime import date
from decimal import Decimal

import pytest

from visavis.measures.figures import FactIndex, evaluate
from visavis.model.extents import Extent, TableEntry
from visavis.model.facts import CodedEvent, Trip
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query

JUNE = (date(2018, 6, 1), date(2018, 6, 30))


def entry(source: str, *extents: Extent) -> TableEntry:
    return TableEntry(source, "v1", date(2022, 1, 1), "coded_events", "f", "h", 0, extents)


def coded(key: str, actor: str, target: str, quad: str = "verbal_cooperation") -> CodedEvent:
    day = date(2018, 6, int(key.partition("/")[0]) % 28 + 1)
    return CodedEvent("icews", "v1", key, day, actor, target, "040", quad, Decimal(1), 1)


EVENTS = (
    coded("1/a", "RUS", "PRK"),
    coded("2/a=1/a", "PRK", "RUS"),
    coded("3/a", "PRK", "RUS", "material_conflict"),
    coded("4/a", "RUS", "PRK", ""),
    coded("5/a", "RUS", "CHN"),
)


@pytest.fixture
def index() -> FactIndex:
    days = Extent("coded_events", "publisher", None, None, ("",), *JUNE, "day", "zero")
    held = entry("icews", days)
    found = FactIndex([held], [held])
    found.add_coded_events(EVENTS)
    return found


def ask(index: FactIndex, query: str) -> Figure:
    return evaluate(Query.parse(query), index)


def test_an_act_of_two_rows_is_counted_once_and_in_either_direction(index: FactIndex):
    for pair in ("RUS PRK", "PRK RUS"):
        figure = ask(index, f"coded_events {pair} 2018-06 form=count")
        assert figure.value == 3
        assert figure.detail["rows"] == 4
        assert figure.detail["by_class"] == {
            "material_conflict": 1,
            "statement": 1,
            "verbal_cooperation": 1,
        }


def test_statements_are_neither_cooperation_nor_conflict(index: FactIndex):
    assert ask(index, "coded_cooperation RUS PRK 2018-06 form=count").value == 1
    assert ask(index, "coded_conflict RUS PRK 2018-06 form=count").value == 1


def test_a_group_is_its_members_together(index: FactIndex):
    assert ask(index, "coded_events RUS PRK+CHN 2018-06 form=count").value == 4


def test_no_event_is_zero_on_whole_days_and_a_bound_beyond(index: FactIndex):
    assert ask(index, "coded_events RUS JPN 2018-06 form=count").value == 0
    beyond = ask(index, "coded_events RUS PRK 2018-05..2018-06 form=count")
    assert (beyond.value, beyond.missing) == (None, Missing.INCOMPLETE)
    assert beyond.lower_bound == 3
    outside = ask(index, "coded_events RUS PRK 2017 form=count")
    assert outside.missing is Missing.OUT_OF_COVERAGE


def test_events_with_the_whole_world_are_not_counted(index: FactIndex):
    assert ask(index, "coded_events RUS WLD 2018-06 form=count").missing is Missing.UNDEFINED


def by_year(*years: int) -> FactIndex:
    span = (date(1990, 1, 1), date(2020, 12, 31))
    held = entry("china_visits", Extent("trips", "publisher", ("CHN",), None, ("",), *span,
                                        "year", "zero"))  # fmt: skip
    found = FactIndex([held], [held])
    found.add_trips(
        (
            "china_visits",
            "v1",
            Trip("CHN", "KAZ", date(y, 1, 1), date(y, 12, 31), "head_of_state", "N", "", n),
        )
        for n, y in enumerate(years)
    )
    return found


def test_a_journey_known_by_its_year_counts_in_whole_years_alone():
    index = by_year(2013, 2013, 2015)

    assert ask(index, "visits CHN KAZ 2013 form=count").value == 2
    assert ask(index, "visits CHN KAZ 2013..2015 form=count").value == 3
    assert ask(index, "visits CHN KAZ 2014 form=count").value == 0
    for part in ("2013-01", "2013-01..2014-06", "2012-07..2013-06"):
        figure = ask(index, f"visits CHN KAZ {part} form=count")
        assert figure.value is None
        assert figure.missing in (Missing.OUT_OF_COVERAGE, Missing.INCOMPLETE)
    assert ask(index, "visits CHN KAZ 2013-01 form=count").lower_bound is None
