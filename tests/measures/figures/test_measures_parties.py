"""Who existed with whom: states that never met are not asked about together."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from visavis.measures.figures.parties import existed_together
from visavis.model.periods import Period
from visavis.model.states import all_states

IDS = [each.id for each in all_states()]
DAYS = st.dates(date(1816, 1, 1), date(2030, 12, 31))


@given(st.sampled_from(IDS), st.sampled_from(IDS), DAYS, DAYS)
def test_two_states_existed_together_in_either_order(a: str, b: str, one: date, two: date):
    period = Period.of_days(min(one, two), max(one, two))

    assert existed_together((a, b), period) == existed_together((b, a), period)


def test_the_soviet_union_and_russia_touch_but_never_meet():
    assert not existed_together(("SUN", "RUS"), Period.parse("1900..2030"))


def test_south_sudan_and_the_united_states_existed_together_in_2011_but_not_in_2010():
    assert existed_together(("SSD", "USA"), Period.parse("2011"))
    assert not existed_together(("SSD", "USA"), Period.parse("2010"))
