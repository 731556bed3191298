"""Amounts in sentences: every expected value is read off the sentence by hand."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.reading.lexis import Quantity
from visavis.reading.periods import find_whens
from visavis.reading.quantities import find_quantities
from visavis.reading.sentences import shadow


def read(text: str, language: str = "en") -> tuple[Quantity, ...]:
    plain, _ = shadow(text)
    span = (0, len(plain))
    taken = [(when.start, when.end) for when in find_whens(plain, span)]
    return find_quantities(plain, span, taken, language)


def one(text: str, language: str = "en") -> Quantity:
    found = read(text, language)

    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$69.5 billion", 69_500_000_000.0, "USD"),
        ("US$200bn", 200_000_000_000.0, "USD"),
        ("US$ 89.4 bn", 89_400_000_000.0, "USD"),
        ("USD 5.4 bn", 5_400_000_000.0, "USD"),
        ("5.4 billion USD", 5_400_000_000.0, "USD"),
        ("200 billion dollars", 200_000_000_000.0, "USD"),
        ("22.4 bln US dollars", 22_400_000_000.0, "USD"),
        ("a $1 billon project", 1_000_000_000.0, "USD"),
        ("a $5-billion deal", 5_000_000_000.0, "USD"),
        ("half a billion dollars", 500_000_000.0, "USD"),
        ("one billion dollars", 1_000_000_000.0, "USD"),
        ("two hundred million dollars", 200_000_000.0, "USD"),
        ("$ 2,973,035,000", 2_973_035_000.0, "USD"),
        ("$49 249 million", 49_249_000_000.0, "USD"),
        ("$5m", 5_000_000.0, "USD"),
        ("A$4.5 billion", 4_500_000_000.0, "AUD"),
        ("S$3bn", 3_000_000_000.0, "SGD"),
        ("HK$7 million", 7_000_000.0, "HKD"),
        ("C$1.2bn", 1_200_000_000.0, "CAD"),
        ("4.17 Australian dollars", 4.17, "AUD"),
        ("€1.2 trillion", 1_200_000_000_000.0, "EUR"),
        ("200bn euros", 200_000_000_000.0, "EUR"),
        ("£690m", 690_000_000.0, "GBP"),
        ("5 billion pounds sterling", 5_000_000_000.0, "GBP"),
        ("¥5.2 trillion", 5_200_000_000_000.0, "JPY|CNY"),
        ("¥5.2 billion yuan", 5_200_000_000.0, "CNY"),
        ("300 billion yuan", 300_000_000_000.0, "CNY"),
        ("RMB 40bn", 40_000_000_000.0, "CNY"),
        ("104.16 yen", 104.16, "JPY"),
        ("Rs 1.2 lakh crore", 1_200_000_000_000.0, "INR"),
        ("₹5,000 crore", 50_000_000_000.0, "INR"),
        ("500 million rupees", 500_000_000.0, "INR"),
        ("500 million Pakistani rupees", 500_000_000.0, "PKR"),
        ("Pakistan's debt of Rs 7 billion", 7_000_000_000.0, "PKR"),
        ("India lent Pakistan Rs 7 billion", 7_000_000_000.0, "INR|PKR"),
        ("2 trillion roubles", 2_000_000_000_000.0, "RUB"),
        ("2 trillion rubles", 2_000_000_000_000.0, "RUB"),
        ("3.5 trillion won", 3_500_000_000_000.0, "KRW"),
        ("90 billion liras", 90_000_000_000.0, "TRY"),
        ("KSh 458.9 billion", 458_900_000_000.0, "KES"),
        ("Ksh. 21.6 billion", 21_600_000_000.0, "KES"),
        ("40 billion shillings", 40_000_000_000.0, "KES"),
        ("40 billion Tanzanian shillings", 40_000_000_000.0, "TZS"),
        ("R5 billion", 5_000_000_000.0, "ZAR"),
        ("1.2 billion rand", 1_200_000_000.0, "ZAR"),
        ("100 billion naira", 100_000_000_000.0, "NGN"),
        ("7 million dirhams", 7_000_000.0, "AED"),
        ("7 million Moroccan dirhams", 7_000_000.0, "MAD"),
        ("5 billion riyals", 5_000_000_000.0, "SAR"),
    ],
)
def test_money_is_scaled_to_units_of_its_currency(text: str, value: float, unit: str) -> None:
    quantity = one(f"It came to {text} that day.")

    assert (quantity.kind, quantity.value, quantity.unit) == ("money", value, unit)
    assert quantity.value_high is None


@pytest.mark.parametrize(
    ("text", "low", "high", "numeral"),
    [
        ("$2-3 billion", 2e9, 3e9, "2-3"),
        ("$2–3 billion", 2e9, 3e9, "2–3"),
        ("between $9 and $10 billion", 9e9, 10e9, "9 and $10"),
        ("worth $9bn to $10bn", 9e9, 10e9, "9bn to $10"),
        ("$900 million to $1 billion", 900e6, 1e9, "900 million to $1"),
        ("€1.5 or €2 billion", 1.5e9, 2e9, "1.5 or €2"),
    ],
)
def test_a_range_has_two_ends_and_one_span(
    text: str, low: float, high: float, numeral: str
) -> None:
    sentence = f"The deal is {text} in all."
    quantity = one(sentence)

    assert (quantity.value, quantity.value_high, quantity.qualifier) == (low, high, "range")
    assert quantity.written.numeral == shadow(numeral)[0]


def test_from_one_amount_to_another_is_a_change_and_no_range() -> None:
    first, second = read("Trade rose from $9bn to $10bn.")

    assert (first.value, first.value_high) == (9e9, None)
    assert (second.value, second.value_high) == (10e9, None)


def test_the_first_amount_of_a_change_takes_the_unit_that_stands_after_the_second() -> None:
    first, second = read("The tariff was cut from 10 to 5 percent.")

    assert (first.value, first.unit, first.kind) == (10.0, "pct", "percent")
    assert (second.value, second.unit) == (5.0, "pct")


@pytest.mark.parametrize(
    ("text", "value", "high", "unit"),
    [
        ("14.6%", 14.6, None, "pct"),
        ("14.6 per cent", 14.6, None, "pct"),
        ("14.6 percent", 14.6, None, "pct"),
        ("3.5pc", 3.5, None, "pct"),
        ("a 3.5-percent rise", 3.5, None, "pct"),
        ("10-15%", 10.0, 15.0, "pct"),
        ("2 to 3 percent", 2.0, 3.0, "pct"),
        ("-4.5%", -4.5, None, "pct"),
        ("0.5 percentage points", 0.5, None, "pp"),
        ("3 pp", 3.0, None, "pp"),
        ("25 basis points", 0.25, None, "pp"),
    ],
)
def test_per_cent_and_percentage_points_are_told_apart(
    text: str, value: float, high: float | None, unit: str
) -> None:
    quantity = one(f"It was {text} then.")

    assert (quantity.value, quantity.value_high, quantity.unit) == (value, high, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a fifth of exports", 20.0),
        ("one-third of the total", 100 / 3),
        ("two-thirds of the oil", 200 / 3),
        ("half its imports", 50.0),
        ("a quarter of the trade", 25.0),
        ("three quarters of sales", 75.0),
        ("one in five barrels", 20.0),
        ("fell by a third (33%)".removesuffix(" (33%)"), 100 / 3),
    ],
)
def test_a_fraction_in_words_is_a_percentage(text: str, value: float) -> None:
    quantity = one(f"This was {text}.")

    assert (quantity.kind, quantity.unit) == ("fraction", "pct")
    assert quantity.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "a third country",
        "the first half of the match",
        "half an hour",
        "the second quarter",
        "a third party",
    ],
)
def test_ordinals_and_times_are_no_fractions(text: str) -> None:
    assert read(f"It was {text} then.") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("doubled", 2.0),
        ("tripled", 3.0),
        ("trebled", 3.0),
        ("quadrupled", 4.0),
        ("halved", 0.5),
        ("rose twofold", 2.0),
        ("saw a threefold increase", 3.0),
        ("rose 2.5-fold", 2.5),
        ("was three times the level", 3.0),
        ("was 2.3 times their level", 2.3),
        ("grew four times", 4.0),
        ("is twice as large", 2.0),
        ("rose by a factor of five", 5.0),
        ("is to double", 2.0),
    ],
)
def test_a_multiple_is_a_number_of_times(text: str, value: float) -> None:
    quantity = one(f"Trade {text}.")

    assert (quantity.kind, quantity.unit, quantity.value) == ("multiple", "x", value)


@pytest.mark.parametrize("text", ["double taxation", "double standards", "double-digit growth"])
def test_double_as_an_adjective_is_no_multiple(text: str) -> None:
    assert read(f"They discussed {text}.") == ()


def test_times_without_a_comparison_count_occasions() -> None:
    quantity = one("He visited Moscow seven times.")

    assert (quantity.kind, quantity.value, quantity.noun) == ("count", 7.0, "times")


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("seven visits", 7.0, "visits"),
        ("some twenty agreements", 20.0, "agreements"),
        ("12 bilateral agreements", 12.0, "bilateral agreements"),
        ("36 Su-35 fighter jets", 36.0, "su-35 fighter jets"),
        ("a dozen ships", 12.0, "ships"),
        ("5 million people", 5_000_000.0, "people"),
        ("28,000 troops", 28_000.0, "troops"),
        ("141 votes", 141.0, "votes"),
        ("200+ companies", 200.0, "companies"),
        ("only one visit", 1.0, "visit"),
    ],
)
def test_a_count_carries_its_noun(text: str, value: float, noun: str) -> None:
    sentence = f"There were {text}, it is said."
    quantity = one(sentence)

    assert (quantity.kind, quantity.value, quantity.noun) == ("count", value, noun)
    assert quantity.noun_span is not None
    assert sentence[slice(*quantity.noun_span)].lower() == noun


@pytest.mark.parametrize("text", ["the two countries", "these three states", "one country", "both"])
def test_words_for_the_actors_are_no_counts(text: str) -> None:
    assert read(f"Relations between {text} are good.") == ()


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "noun"),
    [
        ("second-largest trading partner", 2.0, "=", "trading partner"),
        ("largest supplier", 1.0, "=", "supplier"),
        ("leading arms supplier", 1.0, "=", "arms supplier"),
        ("top exporter", 1.0, "=", "exporter"),
        ("No. 2 customer", 2.0, "=", "customer"),
        ("third largest export market", 3.0, "=", "export market"),
        ("21st largest trading partner", 21.0, "=", "trading partner"),
        ("top five partners", 5.0, "<=", "partners"),
        ("second supplier", 2.0, "=", "supplier"),
    ],
)
def test_a_rank_names_what_is_ranked(text: str, value: float, qualifier: str, noun: str) -> None:
    quantity = one(f"It is India's {text} now.")

    assert (quantity.kind, quantity.value, quantity.qualifier) == ("rank", value, qualifier)
    assert quantity.noun == noun


@pytest.mark.parametrize(
    "text", ["one of the largest markets", "among its leading suppliers", "for the first time"]
)
def test_one_of_several_is_no_rank(text: str) -> None:
    assert read(f"China is {text}.") == ()


@pytest.mark.parametrize(
    ("text", "value", "unit", "rate"),
    [
        ("38 bcm a year", 38.0, "bcm", "year"),
        ("38 billion cubic metres", 38.0, "bcm", None),
        ("500 million cubic meters per year", 0.5, "bcm", "year"),
        ("2 million b/d", 2_000_000.0, "bbl/d", None),
        ("1,500 barrels per day", 1_500.0, "bbl/d", None),
        ("1.1 million bpd", 1_100_000.0, "bbl/d", None),
        ("5 Mt of coal", 5_000_000.0, "t", None),
        ("10 million tonnes annually", 10_000_000.0, "t", "year"),
        ("700 GWh", 700.0, "GWh", None),
    ],
)
def test_volumes_carry_their_unit_and_rate(
    text: str, value: float, unit: str, rate: str | None
) -> None:
    quantity = one(f"It buys {text}.")

    assert (quantity.kind, quantity.value, quantity.unit, quantity.rate) == (
        "volume", value, unit, rate,
    )  # fmt: skip


def test_a_year_earlier_is_no_rate() -> None:
    quantity = one("It was $96bn a year earlier.")

    assert quantity.rate is None


@pytest.mark.parametrize(
    ("text", "qualifier", "hedge"),
    [
        ("about $5bn", "~", "about"),
        ("around $5bn", "~", "around"),
        ("some $5bn", "~", "some"),
        ("roughly $5bn", "~", "roughly"),
        ("nearly $5bn", "~", "nearly"),
        ("almost $5bn", "~", "almost"),
        ("close to $5bn", "~", "close to"),
        ("barely $5bn", "~", "barely"),
        ("over $5bn", ">", "over"),
        ("more than $5bn", ">", "more than"),
        ("just over $5bn", ">", "just over"),
        ("a little over $5bn", ">", "a little over"),
        ("above $5bn", ">", "above"),
        ("at least $5bn", ">=", "at least"),
        ("less than $5bn", "<", "less than"),
        ("just under $5bn", "<", "just under"),
        ("no more than $5bn", "<=", "no more than"),
        ("up to $5bn", "up_to", "up to"),
        ("as much as $5bn", "up_to", "as much as"),
        ("only $5bn", "=", "only"),
        ("just $5bn", "=", "just"),
        ("$5bn or more", ">=", "or more"),
        ("$5bn", "=", None),
    ],
)
def test_hedges_are_outside_the_span_and_give_the_qualifier(
    text: str, qualifier: str, hedge: str | None
) -> None:
    sentence = f"It was {text}."
    quantity = one(sentence)

    assert (quantity.qualifier, quantity.written.hedge) == (qualifier, hedge)
    assert sentence[quantity.start : quantity.end] == "$5bn"


def test_talks_over_a_number_do_not_hedge_it() -> None:
    quantity = one("They held talks over 5 islands.")

    assert (quantity.qualifier, quantity.written.hedge) == ("=", None)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 68/262", "Article 5", "paragraph 7", "Order No. 400", "AK-203", "the G20",
        "COVID-19", "a 2+2 meeting", "5G", "the F-35", "10:30 a.m.", "page 12", "a Boeing 737",
        "the 75th anniversary", "a 20-year deal", "24/7", "the 27-nation bloc", "Section 232",
        "+84 24 3825 1234", "aged 45", "the 2030 Agenda", "World War 2", "a 3-1 win", "Su-35s",
        "12 years", "in May 2016", "$-signs",
    ],
)  # fmt: skip
def test_names_references_and_times_are_no_quantities(text: str) -> None:
    assert read(f"They spoke of {text} there.") == ()


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("5,4 Mrd €", 5.4e9, "EUR", "="),
        ("5,4 milliards de dollars", 5.4e9, "USD", "="),
        ("près de 12,5 milliards d'euros", 12.5e9, "EUR", "~"),
        ("plus de 14,6 %", 14.6, "pct", ">"),
        ("moins de 3 pour cent", 3.0, "pct", "<"),
        ("3 points de pourcentage", 3.0, "pp", "="),
        ("1 250 000 tonnes", 1_250_000.0, "t", "="),
        ("quelque 2 billions de dollars", 2e12, "USD", "~"),
    ],
)
def test_french_amounts_have_decimal_commas_and_milliards(
    text: str, value: float, unit: str, qualifier: str
) -> None:
    quantity = one(f"Le commerce a atteint {text}.", "fr")

    assert (quantity.value, quantity.unit, quantity.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("5,4 млрд долларов", 5.4e9, "USD", "="),
        ("около 200 млрд долл.", 200e9, "USD", "~"),
        ("более 14,6 процента", 14.6, "pct", ">"),
        ("свыше 3 млн тонн", 3e6, "t", ">"),
        ("1 250 рублей", 1250.0, "RUB", "="),
        ("3 п.п.", 3.0, "pp", "="),
    ],
)
def test_russian_amounts_have_decimal_commas_and_their_scale_words(
    text: str, value: float, unit: str, qualifier: str
) -> None:
    quantity = one(f"Товарооборот составил {text}", "ru")

    assert (quantity.value, quantity.unit, quantity.qualifier) == (value, unit, qualifier)


def test_markdown_marks_do_not_hide_an_amount() -> None:
    text = "Trade was worth **14.6%** and [**$3 billion**](http://example.com/12)."
    found = read(text)

    assert [text[q.start : q.end] for q in found] == ["14.6%", "$3 billion"]


def test_a_year_is_no_amount_and_an_amount_no_year() -> None:
    found = read("In 2016 300 companies paid $2016 for 2016 tonnes.")

    assert [(q.value, q.unit) for q in found] == [(300.0, "count"), (2016.0, "USD"), (2016.0, "t")]


SCALES = {"": 1, " thousand": 10**3, " million": 10**6, "m": 10**6, "bn": 10**9, " billion": 10**9,
          " trillion": 10**12}  # fmt: skip


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@given(
    hundredths=st.integers(1, 99_999_999),
    scale=st.sampled_from(sorted(SCALES)),
    sign=st.sampled_from(["$", "US$", "€", "£", "₹", "USD ", "EUR "]),
    separator=st.sampled_from([",", "", "\u202f", "\u00a0"]),
)
@settings(max_examples=300, deadline=None)
def test_an_amount_written_in_any_notation_is_read_back(
    hundredths: int, scale: str, sign: str, separator: str
) -> None:
    whole, rest = divmod(hundredths, 100)
    numeral = grouped(whole, separator) + (f".{rest:02d}" if rest else "")
    text = f"Exports came to {sign}{numeral}{scale} that day."

    quantity = one(text)

    assert quantity.value == pytest.approx(hundredths * SCALES[scale] / 100, rel=1e-11)
    assert text[quantity.start : quantity.end] == f"{sign}{numeral}{scale}"


@given(
    hundredths=st.integers(1, 99_999_999),
    language=st.sampled_from(["fr", "ru"]),
    separator=st.sampled_from([" ", "\u202f", "\u00a0", ""]),
)
@settings(max_examples=200, deadline=None)
def test_an_amount_with_a_decimal_comma_is_read_back(
    hundredths: int, language: str, separator: str
) -> None:
    whole, rest = divmod(hundredths, 100)
    numeral = grouped(whole, separator) + (f",{rest:02d}" if rest else "")
    unit = {"fr": "milliards de dollars", "ru": "млрд долларов"}[language]

    quantity = one(f"{numeral} {unit}", language)

    assert quantity.value == pytest.approx(hundredths * 10**7, rel=1e-11)
    assert quantity.unit == "USD"


PIECES = st.sampled_from([
    "$5", "2016", "14.6%", "billion", "between", "and", "-", "to", "a third", "of", "May", "17",
    ",", "F-35", "FY22", "about", "per cent", "two", "years", "last year", "first half of", "(4)",
    "68/262", "No. 2", "largest partner", "bn", "€", "–", "%", "million", "tonnes", "doubled", "x",
    "+", "/", ".", "5,4", "1 000", "млрд", "mois", "половина", "'s", "¥",
    "half", "in", "from", "2010", "2014-18",
])  # fmt: skip


@given(
    st.lists(PIECES, max_size=14), st.sampled_from(["en", "fr", "ru"]), st.sampled_from([" ", ""])
)
@settings(max_examples=400, deadline=None)
def test_spans_never_overlap_and_stay_inside_whatever_the_words(
    pieces: list[str], language: str, glue: str
) -> None:
    text = glue.join(pieces)
    plain, _ = shadow(text)
    span = (0, len(plain))
    whens = find_whens(plain, span)
    found = find_quantities(plain, span, [(w.start, w.end) for w in whens], language)
    spans = sorted([(q.start, q.end) for q in found] + [(w.start, w.end) for w in whens])

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_the_reader_of_amounts_fail(text: str) -> None:
    assert all(0 <= q.start < q.end <= len(text) for q in read(text))
