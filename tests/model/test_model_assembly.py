"""Openings of the General Assembly as its own pages state them."""

from datetime import date
from itertools import pairwise

import pytest

from visavis.model.assembly import session_period, session_that_opened_in


@pytest.mark.parametrize(
    ("number", "opened"),
    [
        (60, date(2005, 9, 13)),
        (67, date(2012, 9, 18)),
        (69, date(2014, 9, 16)),
        (72, date(2017, 9, 12)),
        (77, date(2022, 9, 13)),
        (78, date(2023, 9, 5)),
        (79, date(2024, 9, 10)),
        (80, date(2025, 9, 9)),
    ],
)
def test_a_session_opens_on_the_tuesday_of_its_rule(number: int, opened: date) -> None:
    period = session_period(number)

    assert period is not None
    assert period.start == opened
    assert session_that_opened_in(opened.year) == number


def test_sessions_lie_end_to_end() -> None:
    spans = [session_period(number) for number in range(46, 81)]

    assert all(
        one is not None and two is not None and (two.start - one.end).days == 1
        for one, two in pairwise(spans)
    )


def test_sessions_before_the_dated_ones_have_no_span() -> None:
    assert session_period(45) is None
