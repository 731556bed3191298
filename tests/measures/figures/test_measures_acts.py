"""Votes, visits and memberships: absence is a choice, a zero is covered, a status has a date."""

from datetime import date

import pytest

from visavis.errors import UsageError
from visavis.measures.figures import FactIndex, evaluate
from visavis.model.extents import Extent, TableEntry
from visavis.model.facts import RollCall, TalliedRollCall, Trip, VoteCast
from visavis.model.figures import Missing
from visavis.model.queries import Query

SPAN = (date(2000, 1, 1), date(2020, 12, 31))


def entry(source: str, *extents: Extent) -> TableEntry:
    return TableEntry(source, "v1", date(2022, 1, 1), "votes", "f", "h", 0, extents)


def assembly(*calls: dict[str, str], resolution: str = "A/RES/68/{}") -> FactIndex:
    """An index of roll calls, one a day from 1 January 2014, each given as state to position."""
    covers = Extent("votes", "publisher", None, None, ("",), *SPAN, "day", "unknown")
    held = entry("un_votes", covers)
    index = FactIndex([held], [held])
    for number, casts in enumerate(calls, start=1):
        rid = str(number)
        call = RollCall(rid, resolution.format(number), date(2014, 1, number), "a title")
        counts = [list(casts.values()).count(p) for p in ("yes", "no", "abstain", "absent")]
        index.add_votes(
            [TalliedRollCall("un_votes", "v1", call, *counts)],
            [("un_votes", "v1", VoteCast(rid, s, p)) for s, p in casts.items()],
        )
    return index


def ask(index: FactIndex, query: str):
    return evaluate(Query.parse(query), index)


ONE = {
    "VNM": "abstain", "LAO": "absent", "KHM": "abstain", "MMR": "abstain", "BRN": "abstain",
    "THA": "yes", "SGP": "yes", "PHL": "yes", "IDN": "yes", "MYS": "yes", "RUS": "no", "USA": "yes",
}  # fmt: skip


def test_a_vote_is_a_position_and_no_number():
    figure = ask(assembly(ONE), "vote_position VNM resolution=A/RES/68/1")

    assert (figure.value, figure.text, figure.unit, figure.missing) == (
        None,
        "abstain",
        "vote",
        None,
    )
    assert figure.detail["tally"] == {"yes": 6, "no": 1, "abstain": 4, "absent": 1}
    assert figure.detail["held_on"] == "2014-01-01"


def test_a_record_short_of_votes_gives_no_tally_but_the_positions_it_has():
    index = assembly({"FRA": "yes", "DEU": "yes", "AUT": "no"})

    assert ask(index, "un_vote_for UNGA resolution=A/RES/68/1").missing is Missing.INCOMPLETE
    assert ask(index, "un_vote_for EU resolution=A/RES/68/1").missing is Missing.INCOMPLETE
    assert ask(index, "vote_position AUT resolution=A/RES/68/1").text == "no"


def test_absence_is_not_abstention():
    index = assembly(ONE)

    assert ask(index, "vote_position LAO resolution=A/RES/68/1").text == "absent"
    assert ask(index, "un_vote_abstain UNGA resolution=A/RES/68/1").value == 4
    assert ask(index, "un_vote_absent UNGA resolution=A/RES/68/1").value == 1


def test_a_group_is_shown_member_by_member_and_split_where_it_is():
    index = assembly(ONE)
    figure = ask(index, "vote_position ASEAN resolution=A/RES/68/1")

    assert (figure.text, len(figure.detail["positions"])) == ("split", 10)
    assert figure.detail["positions"]["LAO"] == "absent"
    assert ask(index, "vote_position THA+SGP resolution=A/RES/68/1").text == "yes"
    assert ask(index, "un_vote_for ASEAN resolution=A/RES/68/1").value == 5


def test_a_state_without_a_row_has_no_position():
    figure = ask(assembly(ONE), "vote_position FRA resolution=A/RES/68/1")

    assert (figure.text, figure.missing) == (None, Missing.NOT_REPORTED)


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("vote_position VNM resolution=A/RES/68/99", Missing.NOT_REPORTED),
        ("vote_position VNM", Missing.UNDEFINED),
        ("un_vote_for UNGA", Missing.UNDEFINED),
    ],
)
def test_a_resolution_that_is_not_there_or_not_named_has_no_answer(query, missing):
    assert ask(assembly(ONE), query).missing is missing


def test_two_roll_calls_on_one_resolution_are_not_chosen_between():
    index = assembly(ONE, {**ONE, "VNM": "yes"}, resolution="A/RES/68/1")

    assert ask(index, "vote_position VNM resolution=A/RES/68/1").missing is Missing.UNDEFINED


def test_agreement_leaves_out_absences_and_unanimous_votes():
    index = assembly(
        {"USA": "yes", "VNM": "yes", "RUS": "no"},      # 1
        {"USA": "yes", "VNM": "abstain", "RUS": "no"},  # 1/2
        {"USA": "no", "VNM": "yes", "RUS": "yes"},      # 0
        {"USA": "abstain", "VNM": "no", "RUS": "no"},   # 1/2
        {"USA": "yes", "VNM": "absent", "RUS": "no"},   # left out: no position
        {"USA": "yes", "VNM": "yes", "RUS": "absent"},  # left out: all that voted said yes
    )  # fmt: skip

    figure = ask(index, "vote_agreement USA VNM 2014")

    assert (figure.value, figure.unit) == (50, "pct")
    assert {k: figure.detail[k] for k in ("n", "divided", "roll_calls")} == {
        "n": 4,
        "divided": 5,
        "roll_calls": 6,
    }
    assert ask(index, "vote_agreement VNM USA 2014").value == figure.value


def test_agreement_outside_the_record_or_without_a_shared_vote_is_missing():
    index = assembly({"USA": "yes", "VNM": "absent", "RUS": "no"})

    assert ask(index, "vote_agreement USA VNM 2014").missing is Missing.NOT_REPORTED
    assert ask(index, "vote_agreement USA VNM 2022").missing is Missing.OUT_OF_COVERAGE


def test_agreement_in_a_year_that_the_record_does_not_reach_the_end_of_has_no_value():
    index = assembly({"USA": "yes", "VNM": "no", "RUS": "no"})

    figure = ask(index, "vote_agreement USA VNM 2014..2021")

    assert (figure.value, figure.missing) == (None, Missing.INCOMPLETE)
    assert figure.detail["so_far"] == 0


def test_roll_calls_that_only_another_record_holds_are_counted_beside_agreement():
    index = assembly({"USA": "yes", "VNM": "no", "RUS": "no"})
    call = RollCall("9", "A/RES/ES-11/1", date(2014, 3, 2), "elsewhere")
    index.add_votes([TalliedRollCall("un_digital_library", "v1", call, 1, 1, 0, 0)], [])

    assert ask(index, "vote_agreement USA VNM 2014").detail["elsewhere"] == 1


def test_the_assembly_itself_takes_no_position():
    index = assembly(ONE)

    assert ask(index, "vote_position UNGA resolution=A/RES/68/1").missing is Missing.UNDEFINED


def journeys(*rows: tuple[str, str, str, str]) -> FactIndex:
    outward = Extent("trips", "publisher", ("USA",), None, ("",), *SPAN, "day", "zero")
    inward = Extent("trips", "publisher", None, ("USA",), ("",), *SPAN, "day", "zero")
    held = entry("us_state_visits", outward, inward)
    index = FactIndex([held], [held])
    index.add_trips(
        (
            "us_state_visits",
            "v1",
            Trip(a, b, date.fromisoformat(d), date.fromisoformat(d), r, "N", "P", n),
        )
        for n, (a, b, d, r) in enumerate(rows, start=1)
    )
    return index


VISITS = (
    ("USA", "VNM", "2016-05-22", "foreign_minister"),
    ("USA", "VNM", "2016-05-23", "head_of_state"),
    ("USA", "LAO", "2016-09-05", "head_of_state"),
    ("USA", "VNM", "2017-11-10", "head_of_state"),
    ("VNM", "USA", "2017-05-31", "head_of_government"),
)


def test_visits_are_counted_by_the_day_they_start_and_by_direction():
    index = journeys(*VISITS)

    assert ask(index, "visits USA VNM 2016").value == 2
    assert ask(index, "visits USA VNM 2016..2017").value == 3
    assert ask(index, "visits VNM USA 2017").value == 1
    assert ask(index, "visits USA ASEAN 2016").value == 3
    assert ask(index, "visits USA VNM 2016").detail["by_role"] == {
        "foreign_minister": 1,
        "head_of_state": 1,
    }


def test_no_visit_is_zero_inside_coverage_and_unknown_outside():
    index = journeys(*VISITS)

    assert ask(index, "visits USA KHM 2016").value == 0
    assert ask(index, "visits USA VNM 2021").missing is Missing.OUT_OF_COVERAGE
    assert ask(index, "visits RUS VNM 2016").missing is Missing.NO_SOURCE
    partly = ask(index, "visits USA VNM 2016..2022")
    assert (partly.missing, partly.lower_bound) == (Missing.INCOMPLETE, 3)


EMPTY = FactIndex([], [])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("membership VNM APEC 1998", "member"),
        ("membership VNM APEC 1997", "none"),
        ("membership RUS ASEAN 1996", "dialogue_partner"),
        ("membership GBR EU 2019", "member"),
        ("membership GBR EU 2021", "none"),
        ("membership GBR EU 2020-01", "member"),
    ],
)
def test_a_status_is_that_of_the_periods_last_day(query, expected):
    figure = ask(EMPTY, query)

    assert (figure.text, figure.unit, figure.value) == (expected, "status", None)


def test_a_status_lists_every_dated_status_with_its_source():
    statuses = ask(EMPTY, "membership VNM APEC 2020").detail["statuses"]

    assert [(s["kind"], s["start"]) for s in statuses] == [("member", "1998-11-01")]
    assert statuses[0]["source"]


def test_a_status_of_no_state_or_in_no_group_is_refused():
    with pytest.raises(UsageError):
        ask(EMPTY, "membership VNM XYZ 2020")
    with pytest.raises(UsageError):
        ask(EMPTY, "membership Vietnam APEC 2020")


def test_an_empty_store_says_no_source_and_never_zero():
    for query in ("exports RUS CHN 2020", "visits USA VNM 2016", "gdp VNM - 2020"):
        assert ask(EMPTY, query).missing is Missing.NO_SOURCE
    assert ask(EMPTY, "vote_position VNM resolution=A/RES/68/1").missing is Missing.NO_SOURCE
