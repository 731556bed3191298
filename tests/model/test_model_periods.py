"""Periods: notation, spans, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.model.periods import Period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-05-17", date(2016, 5, 17), date(2016, 5, 17)),
        ("2016-01..2016-05", date(2016, 1, 1), date(2016, 5, 31)),
        ("2015..2019", date(2015, 1, 1), date(2019, 12, 31)),
        ("2017Q4", date(2017, 10, 1), date(2017, 12, 31)),
        ("2017H1", date(2017, 1, 1), date(2017, 6, 30)),
        ("FY:IND:2021-22", date(2021, 4, 1), date(2022, 3, 31)),
        ("FY:PAK:1999-00", date(1999, 7, 1), date(2000, 6, 30)),
    ],
)
def test_each_notation_denotes_its_days(text: str, start: date, end: date):
    period = Period.parse(text)

    assert (period.start, period.end, str(period)) == (start, end, text)


@pytest.mark.parametrize(
    "text", ["", "20211", "2020-13", "2021..2020", "FY:IND:2021-23", "2019-02-30", "last year"]
)
def test_what_is_no_period_is_refused_in_one_sentence(text: str):
    with pytest.raises(UsageError) as refused:
        Period.parse(text)

    assert str(refused.value).count(". ") == 0


def test_the_year_before_a_leap_february_ends_on_its_own_last_day():
    assert Period.parse("2020-02").shifted(-1) == Period.parse("2019-02")
    assert Period.parse("2019-02").shifted(1) == Period.parse("2020-02")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_the_shortest_notation_of_a_span_denotes_the_same_span(start: date, days: int):
    end = date.fromordinal(start.toordinal() + days)
    period = Period.of_days(start, end)

    assert Period.parse(str(period)) == period


@given(st.integers(1900, 2100), st.integers(-50, 50))
def test_a_shifted_year_is_the_year_so_many_years_away(year: int, by: int):
    assert Period.of_year(year).shifted(by) == Period.of_year(year + by)


def test_a_span_lists_its_years_and_months():
    period = Period.parse("2019-11..2020-02")

    assert period.years == (2019, 2020)
    assert period.months() == ((2019, 11), (2019, 12), (2020, 1), (2020, 2))
