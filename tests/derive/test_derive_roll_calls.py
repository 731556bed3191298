"""Which roll calls are which: sessions by day, repeats by number and day, two records."""

from datetime import date

import pytest
from roll_call_samples import ballots, record

from visavis.derive.roll_calls import roll_calls, session_of

CAST = {"USA": "no", "RUS": "yes", "IND": "abstain", "CHN": "yes"}


@pytest.mark.parametrize(
    ("day", "session"),
    [
        # Sessions as the authors' list of roll calls gives them for votes of these days.
        (date(1952, 2, 7), 6), (date(1976, 12, 7), 31), (date(1992, 8, 3), 46),
        (date(2014, 9, 9), 68), (date(2015, 9, 11), 69), (date(2017, 9, 11), 71),
        (date(2020, 1, 14), 74), (date(2022, 3, 2), 76),
    ],
)  # fmt: skip
def test_a_day_tells_its_session(day: date, session: int) -> None:
    assert session_of(day) == session


def test_a_repeat_is_known_by_number_and_day(tmp_path) -> None:
    """Roll calls 299 of 2 January and 331 of 7 December 1952 are on one text; 331 of 2023 is not
    one of them."""
    calls = [("299", date(1952, 1, 2), "", CAST), ("331", date(1952, 12, 7), "", CAST)]
    again = [calls[0], ("331", date(2023, 12, 7), "", CAST)]

    linked = roll_calls(record(tmp_path / "a", calls))
    unlinked = roll_calls(record(tmp_path / "b", again))

    assert linked.repeats.rows() == [(1, 2)]
    assert unlinked.repeats.rows() == []


def test_a_repeat_is_known_by_its_number_in_the_authors_other_files_too(tmp_path) -> None:
    """The two are the eighth of session 6 and the fifteenth of session 7 there."""
    calls = [("6008", date(1952, 1, 2), "", CAST), ("7015", date(1952, 12, 7), "", CAST)]

    assert roll_calls(record(tmp_path, calls)).repeats.rows() == [(1, 2)]


def test_a_vote_on_a_part_is_known_by_number_and_day(tmp_path) -> None:
    """5704 of 22 November 2002 is one; the number alone, with another day, says nothing."""
    listed = [("5704", date(2002, 11, 22), "", CAST)]
    other = [("5704", date(2003, 11, 22), "", CAST)]

    assert roll_calls(record(tmp_path / "a", listed)).calls["is_part"].to_list() == [True]
    assert roll_calls(record(tmp_path / "b", other)).calls["is_part"].to_list() == [None]


def test_a_session_that_its_day_does_not_tell_is_that_of_the_authors_list(tmp_path) -> None:
    """Roll call 9006 of May 1947, in the first special session, counts for the second session."""
    calls = [("9006", date(1947, 5, 2), "", CAST), ("1", date(1947, 5, 2), "", CAST)]

    found = roll_calls(record(tmp_path, calls)).calls

    assert dict(found.select("rid", "session").rows()) == {"9006": 2, "1": 1}


def test_a_roll_call_of_two_records_counts_once(tmp_path) -> None:
    main = [
        ("5588", date(2017, 12, 21), "A/RES/ES-10/19", CAST),
        ("9001", date(2018, 6, 13), "", CAST),
    ]
    more = [
        ("ES-10/19", date(2017, 12, 21), "A/RES/ES-10/19", CAST),
        ("same votes", date(2018, 6, 14), "A/RES/72/1", CAST),
        ("other votes", date(2018, 6, 14), "A/RES/72/2", {**CAST, "IND": "yes"}),
        ("ES-11/1", date(2022, 3, 2), "A/RES/ES-11/1", CAST),
        ("before days are exact", date(1975, 6, 13), "A/RES/1(XXX)", CAST),
    ]
    record(tmp_path, main)

    found = roll_calls(record(tmp_path, more, "un_digital_library"))

    assert found.calls["rid"].to_list() == ["5588", "9001", "other votes", "ES-11/1"]
    assert found.twice == 3


def test_the_second_record_alone_is_taken_whole(tmp_path) -> None:
    found = roll_calls(record(tmp_path, ballots(1975), "un_digital_library"))

    assert found.calls.height == 10


def test_chinas_seat_was_one_state_until_1971(tmp_path) -> None:
    calls = [
        (str(n), day, "", {"USA": "no", name: "yes"})
        for n, (name, day) in enumerate((("CHN", date(1948, 11, 1)), ("TWN", date(1955, 11, 1)),
                                         ("CHN", date(1972, 11, 1))))
    ]  # fmt: skip

    votes = roll_calls(record(tmp_path, calls)).votes.filter(position=1)

    assert votes.sort("roll_call")["state"].to_list() == ["TWN", "TWN", "CHN"]
    assert votes.sort("roll_call")["holder"].to_list() == ["CHN", "TWN", "CHN"]
