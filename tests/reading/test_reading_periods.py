"""Expressions of time: notation, role and span, read off each sentence by hand."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.model.periods import Period
from visavis.reading.lexis import When
from visavis.reading.periods import find_whens, resolve
from visavis.reading.sentences import shadow


def read(text: str) -> tuple[When, ...]:
    plain, _ = shadow(text)
    return find_whens(plain, (0, len(plain)))


def one(text: str) -> When:
    found = read(text)

    assert len(found) == 1, [text[w.start : w.end] for w in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "notation", "precision"),
    [
        ("in 2016", "2016", "year"),
        ("in the year 2016", "2016", "year"),
        ("in May 2016", "2016-05", "month"),
        ("in Dec. 2019", "2019-12", "month"),
        ("on 17 May 2016", "2016-05-17", "day"),
        ("on May 17, 2016", "2016-05-17", "day"),
        ("on the 17th of May 2016", "2016-05-17", "day"),
        ("on 2016-05-17", "2016-05-17", "day"),
        ("on 17.05.2016", "2016-05-17", "day"),
        ("on 12-15 June 2018", "2018-06-12..2018-06-15", "day"),
        ("in the first half of 2017", "2017H1", "half"),
        ("in H1 2017", "2017H1", "half"),
        ("in 2H 2017", "2017H2", "half"),
        ("in the first quarter of 2017", "2017Q1", "quarter"),
        ("in Q3 2017", "2017Q3", "quarter"),
        ("in the last quarter of 2017", "2017Q4", "quarter"),
        ("in the first eight months of 2023", "2023-01..2023-08", "part"),
        ("in the first nine months of 2023", "2023-01..2023-09", "part"),
        ("in 9M 2023", "2023-01..2023-09", "part"),
        ("in January–May 2016", "2016-01..2016-05", "part"),
        ("in Jan-Aug 2023", "2023-01..2023-08", "part"),
        ("in the year to March 2024", "2023-04..2024-03", "part"),
        ("in the 1990s", "1990..1999", "years"),
        ("in the late 1990s", "1996..1999", "years"),
    ],
)
def test_a_period_in_which_something_holds(text: str, notation: str, precision: str) -> None:
    sentence = f"It was so {text}, they say."
    when = one(sentence)

    assert (when.role, when.text, when.precision) == ("in", notation, precision)
    assert sentence[when.start : when.end] == text


@pytest.mark.parametrize(
    ("text", "notation", "role"),
    [
        ("2014-18", "2014..2018", "over"),
        ("2014–2018", "2014..2018", "over"),
        ("between 2010 and 2021", "2010..2021", "between"),
        ("from 2010 to 2021", "2010..2021", "between"),
        ("from 2010 until 2021", "2010..2021", "between"),
        ("the five years to 2019", "2015..2019", "over"),
        ("over the decade to 2022", "2013..2022", "over"),
        ("since 2014", "2014", "since"),
        ("by 2024", "2024", "by"),
        ("by the end of 2025", "2025", "by"),
        ("until 2020", "2020", "until"),
        ("before 2014", "2014", "before"),
        ("after 2014", "2014", "after"),
        ("as of June 2024", "2024-06", "as_of"),
        ("compared with 2015", "2015", "year_on_year"),
        ("up 45% on 2021", "2021", "year_on_year"),
        ("entre 2010 et 2021", "2010..2021", "between"),
        ("de 2010 à 2021", "2010..2021", "between"),
        ("с 2010 по 2021 год", "2010..2021", "between"),
    ],
)
def test_the_preposition_gives_the_role(text: str, notation: str, role: str) -> None:
    when = one(f"Trade grew {text}.")

    assert (when.text, when.role) == (notation, role)


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("en mai 2016", "2016-05"),
        ("le 17 mai 2016", "2016-05-17"),
        ("au premier semestre 2017", "2017H1"),
        ("les huit premiers mois de 2023", "2023-01..2023-08"),
        ("в мае 2016 года", "2016-05"),
        ("17 мая 2016 г.", "2016-05-17"),
        ("в 2016 году", "2016"),
        ("за первые восемь месяцев 2023 года", "2023-01..2023-08"),
        ("в январе-мае 2016 года", "2016-01..2016-05"),
        ("в первом полугодии 2017 года", "2017H1"),
    ],
)
def test_french_and_russian_months_and_parts_of_years(text: str, notation: str) -> None:
    assert one(f"X, {text}").text == notation


@pytest.mark.parametrize(
    "text",
    ["fiscal 2021-22", "FY2021-22", "the fiscal year 2021/22", "the 2021-22 fiscal year", "FY22"],
)
def test_a_fiscal_year_has_no_notation_until_its_state_is_known(text: str) -> None:
    when = one(f"It was so in {text}.")

    assert (when.text, when.precision, when.note) == (None, "fiscal", "FY:???:2021-22")
    assert resolve(when, state="IND").text == "FY:IND:2021-22"


def test_a_single_fiscal_year_ends_in_it_except_in_japan_where_it_begins() -> None:
    when = one("It was so in FY2022.")

    assert resolve(when, state="IND").text == "FY:IND:2021-22"
    assert resolve(when, state="JPN").text == "FY:JPN:2022-23"
    assert resolve(when, state="CHN").text is None


def test_two_digits_after_a_dash_may_be_a_fiscal_year_and_it_is_said_so() -> None:
    when = one("It was so in 2020-21.")

    assert (when.text, when.note) == ("2020..2021", "FY:???:2020-21")


@pytest.mark.parametrize(
    ("text", "approximate"),
    [("early December 2019", True), ("around 2015", True), ("mid-2016", True), ("in 2016", False)],
)
def test_approximate_dates_say_so(text: str, approximate: bool) -> None:
    assert one(f"It began {text}.").approximate is approximate


def test_a_list_of_years_shares_its_preposition() -> None:
    found = read("It was so in 2016, 2017 and 2018.")

    assert [(w.text, w.role) for w in found] == [("2016", "in"), ("2017", "in"), ("2018", "in")]


@pytest.mark.parametrize(
    "text",
    [
        "$2016", "2016 tonnes", "2016 people", "2016 million", "2016%", "1,2016", "Agenda 2030",
        "the 2030 Agenda", "12016", "A-2016", "68/2016", "may 5", "march on",
    ],
)  # fmt: skip
def test_amounts_and_names_are_no_years(text: str) -> None:
    assert read(f"They had {text} there.") == ()


def test_a_date_that_does_not_exist_is_not_made() -> None:
    assert [w.text for w in read("It was on 30 February 2019.")] == ["2019-02"]


PUBLISHED = Period.parse("2022-03-15")
PREVIOUS = Period.parse("2019")


@pytest.mark.parametrize(
    ("text", "relative", "resolved"),
    [
        ("last year", "last_year", "2021"),
        ("this year", "this_year", "2022"),
        ("next year", "next_year", "2023"),
        ("the previous year", "previous_year", "2018"),
        ("a year earlier", "year_earlier", "2018"),
        ("the same year", "same_year", "2019"),
        ("that year", "same_year", "2019"),
        ("the following year", "following_year", "2020"),
        ("this decade", "decade", "2020..2022"),
        ("in the past ten years", "past_years:10", "2012..2022"),
        ("the first 10 months of last year", "last_year", "2021-01..2021-10"),
        ("in the first half of this year", "this_year", "2022H1"),
        ("on 12 October", "day", "2021-10-12"),
        ("in February", "month", "2022-02"),
        ("in the January-September period", "months", "2021-01..2021-09"),
        ("l'année dernière", "last_year", "2021"),
        ("в прошлом году", "last_year", "2021"),
    ],
)
def test_a_relative_date_stays_open_until_an_anchor_is_given(
    text: str, relative: str, resolved: str
) -> None:
    when = one(f"It was so {text}.")

    assert (when.relative, when.text) == (relative, None)
    assert resolve(when).text is None
    assert resolve(when, published=PUBLISHED, previous=PREVIOUS).text == resolved


def test_year_on_year_is_a_comparison_without_a_date() -> None:
    when = one("Exports fell 12% year-on-year.")

    assert (when.role, when.text) == ("year_on_year", None)


@pytest.mark.parametrize(
    "text",
    [
        "compared with the same period of 2015",
        "par rapport à la même période de 2015",
        "по сравнению с аналогичным периодом 2015 года",
    ],
)
def test_the_same_period_stands_apart_from_its_year(text: str) -> None:
    found = read(f"X rose 5% {text}.")

    assert [(w.relative, w.text) for w in found] == [("same_period", None), (None, "2015")]


def test_a_length_of_time_is_noted_and_not_dated() -> None:
    when = one("Trade doubled over five years.")

    assert (when.role, when.text, when.note) == ("over", None, "years:5")


@given(st.integers(1800, 2149), st.integers(1, 12), st.integers(1, 28))
@settings(max_examples=200, deadline=None)
def test_a_day_written_in_english_is_read_back(year: int, month: int, day: int) -> None:
    date = Period.parse(f"{year}-{month:02d}-{day:02d}").start
    for text in (f"{date:%d %B %Y}", f"{date:%B} {day}, {year}", f"{day} {date:%b} {year}"):
        when = one(f"It came into force on {text}.")

        assert when.text == date.isoformat()


WORDS = st.sampled_from([
    "in", "2016", "2014-18", "May", "17", "first", "half", "of", "FY22", "last year", "to", "from",
    "and", ",", "-", "–", "months", "the", "1990s", "Q1", "quarter", "fiscal", "2021/22", "years",
    "five", "between", "mai", "мая", "году", "early", "by", "end", "decade", "30", "February", "/",
])  # fmt: skip


@given(st.lists(WORDS, max_size=14), st.sampled_from([" ", ""]))
@settings(max_examples=300, deadline=None)
def test_dates_never_overlap_and_every_notation_can_be_parsed(words: list[str], glue: str) -> None:
    text = glue.join(words)
    found = read(text)

    assert all(0 <= w.start <= w.core[0] < w.core[1] <= w.end <= len(text) for w in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    for when in found:
        if when.text is not None:
            Period.parse(when.text)
