"""Numbers, names, periods and topics, worded by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.briefs.actors import actor_text
from visavis.briefs.doubts import doubt_sentence
from visavis.briefs.found import figure_words
from visavis.briefs.names import name, named, possessive
from visavis.briefs.needed import needed_words
from visavis.briefs.numbers import as_written, decimals_written, quantity
from visavis.briefs.periods import period_adverb, period_words
from visavis.briefs.remarks import remark_sentence
from visavis.briefs.tables import tallies
from visavis.briefs.topics import Topic, claim_topic, noun_of, query_topic
from visavis.briefs.verdicts import REASONS, SIGNS
from visavis.briefs.wording import finding_sentence, interval_words, understood, verdict_sentence
from visavis.checking.consistency import KINDS
from visavis.model.claims import Claim, Written
from visavis.model.figures import Figure
from visavis.model.groups import all_groups
from visavis.model.queries import Query
from visavis.model.relations import all_relations
from visavis.model.states import all_states
from visavis.model.verdicts import (
    Checked,
    Finding,
    Fit,
    Interval,
    Reading,
    Reason,
    Report,
    Verdict,
)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("49249123456.789", "USD", "$49.25 billion"),
        ("999960000", "USD", "$1 billion"),
        ("-5000000000", "USD", "-$5 billion"),
        ("200000000000", "EUR", "€200 billion"),
        ("1500000", "CNY", "1.5 million CNY"),
        ("935.4", "USD", "$935.4"),
        ("14.6012", "pct", "14.6 %"),
        ("0.7791", "pct", "0.78 %"),
        ("2.3421", "pct", "2.34 %"),
        ("19", "pct", "19 %"),
        ("18.03", "pct", "18.0 %"),
        ("0", "pct", "0 %"),
        ("0.0004", "pct", "0.0004 %"),
        ("-5.2", "pct", "-5.20 %"),
        ("1.257", "pp", "1.26 percentage points"),
        ("1", "rank", "first"),
        ("12", "rank", "12th"),
        ("22", "rank", "22nd"),
        ("2.4", "x", "2.4 times"),
        ("97338579", "persons", "97.34 million people"),
        ("0", "count", "0"),
    ],
)
def test_a_quantity_reads_as_a_person_would_write_it(value: str, unit: str, words: str):
    assert quantity(Decimal(value), unit) == words


@given(st.decimals(min_value=1, max_value=10**15, places=3), st.sampled_from(["USD", "EUR"]))
def test_an_amount_is_never_worded_as_a_thousand_of_its_scale(value: Decimal, unit: str):
    words = quantity(value, unit)

    if words.endswith(("million", "billion")):
        assert 1 <= float(words[1:].split()[0].replace(",", "")) < 1000


def test_a_stated_value_gets_no_digit_that_the_text_lacks():
    assert as_written(0.8, "pct") == "0.8 %"
    assert as_written(14.6, "pct") == "14.6 %"
    assert quantity(0.8, "pct", 1) == "0.8 %"


@pytest.mark.parametrize(
    ("numeral", "places"), [("14.6", 1), ("200", 0), ("a fifth", 0), ("1,234.56", 2), ("no. 5", 0)]
)
def test_decimals_are_counted_in_digits_only(numeral: str, places: int):
    stated = Claim(quote="", start=0, end=0, measure="exports", form="level")

    assert decimals_written(replace(stated, written=Written(numeral))) == places
    assert decimals_written(stated) is None


@pytest.mark.parametrize(
    ("actor", "plain", "owner"),
    [
        ("RUS", "Russia", "Russia's"),
        ("GBR", "the United Kingdom", "the United Kingdom's"),
        ("USA", "the United States", "the United States'"),
        ("NLD", "the Netherlands", "the Netherlands'"),
        ("PHL", "the Philippines", "the Philippines'"),
        ("LAO", "Laos", "Laos's"),
        ("EU", "the EU", "the EU's"),
        ("EU27", "the EU27", "the EU27's"),
        ("EU@2019-12-31", "the EU as of 31 December 2019", "the EU's (as of 31 December 2019)"),
        ("ASEAN", "ASEAN", "ASEAN's"),
        ("WLD", "the world", "the world's"),
        ("CHN+IND", "China and India", "China and India's"),
        ("VNM|BRN|KHM", "Vietnam, Brunei and Cambodia", "Vietnam, Brunei and Cambodia's"),
        (None, "an unnamed state", "an unnamed state's"),
    ],
)
def test_names_take_their_articles_and_apostrophes(actor: str | None, plain: str, owner: str):
    assert name(actor) == plain
    assert possessive(actor) == owner


def test_every_state_and_group_has_a_name_without_underscores():
    for actor in [*(s.id for s in all_states()), *(g.id for g in all_groups())]:
        if actor not in ("SACU", "UEMOA"):
            assert "_" not in name(actor), actor


def test_ids_inside_a_formula_are_named_and_other_words_left_alone():
    assert named("crude_oil exports of RUS to EU27, FOB") == (
        "crude oil exports of Russia to the EU27, FOB"
    )
    assert named("exports of RUS to the EU") == "exports of Russia to the EU"


@pytest.mark.parametrize(
    ("notation", "words", "adverb"),
    [
        ("2020", "2020", "in 2020"),
        ("2016-05", "May 2016", "in May 2016"),
        ("2014-03-27", "27 March 2014", "on 27 March 2014"),
        ("2015..2019", "2015 to 2019", "from 2015 to 2019"),
        ("2016-01..2016-05", "January to May 2016", "from January to May 2016"),
        ("2017Q1", "the first quarter of 2017", "in the first quarter of 2017"),
        ("2017H2", "the second half of 2017", "in the second half of 2017"),
        ("FY:IND:2021-22", "fiscal year 2021-22 of India", "in fiscal year 2021-22 of India"),
        ("asof:2024-06", "as of June 2024", "as of June 2024"),
        ("unspecified", "period not stated", "(period not stated)"),
    ],
)
def test_periods_are_read_out(notation: str, words: str, adverb: str):
    assert period_words(notation) == words
    assert period_adverb(notation) == adverb


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ("exports RUS CHN 2020 form=share", "China's share of Russia's goods exports, 2020"),
        (
            "trade_turnover RUS VNM 2021 form=growth baseline=2020",
            "Russia's goods trade with Vietnam, growth 2020 to 2021",
        ),
        ("exports GBR USA 2020", "The United Kingdom's goods exports to the United States, 2020"),
        ("exports NLD WLD 2019", "The Netherlands' total goods exports, 2019"),
        (
            "trade_turnover CHN RUS 2018 form=share denominator=gdp",
            "China's goods trade with Russia as a share of China's GDP, 2018",
        ),
        (
            "imports EU RUS 2016 product=crude_oil without=gold",
            "The EU's crude oil imports from Russia, without gold, 2016",
        ),
        ("oil_imports IND RUS 2023", "India's oil imports from Russia, 2023"),
        ("exports RUS CHN 2020 form=rank", "China's rank among Russia's export markets, 2020"),
        (
            "vote_position VNM - 2014-03-27 resolution=A/RES/68/262",
            "How Vietnam voted on resolution 68/262 in the UN General Assembly, 27 March 2014",
        ),
        ("visits RUS VNM 2012 form=count", "Visits from Russia to Vietnam, 2012"),
        ("gdp VNM - 2020", "Vietnam's GDP, 2020"),
        ("membership RUS APEC 1998", "Russia's membership of APEC, 1998"),
        (
            "un_vote_abstain ASEAN - form=count resolution=A/RES/68/262",
            "ASEAN's votes of abstention on resolution 68/262 in the UN General Assembly",
        ),
        (
            "un_vote_abstain UNGA - form=count resolution=A/RES/68/262",
            "Votes of abstention on resolution 68/262 in the UN General Assembly",
        ),
    ],
)
def test_a_query_is_said_in_one_phrase(query: str, phrase: str):
    assert query_topic(Query.parse(query)).phrase() == phrase


def test_every_measure_of_the_contract_has_a_noun():
    for each in all_relations():
        query = Query.parse(f"{each.measure} RUS CHN 2020")
        topic = query_topic(query)

        assert topic.phrase(), each.measure
        assert "_" not in noun_of(topic).words


def test_what_was_understood_says_target_denial_and_attribution():
    claim = Claim(
        quote="x", start=0, end=1, measure="exports", form="level", subject="RUS", partner="CHN",
        period="2024", modality="target", polarity="negated", attribution="the ministry",
        period_from="context",
    )  # fmt: skip

    assert understood(claim) == (
        "Russia's goods exports to China, 2024 (a target; the text denies it; "
        "according to the ministry; period taken from an earlier sentence)"
    )


def test_an_unnamed_owner_is_said_to_be_unnamed():
    claim = Claim(quote="x", start=0, end=1, measure="exports", form="level")

    assert claim_topic(claim).phrase() == "An unnamed state's goods exports, period not stated"


def test_every_verdict_and_reason_has_words_of_its_own():
    assert set(SIGNS) == set(Verdict)
    assert set(REASONS) == set(Reason)
    assert len({sign.symbol for sign in SIGNS.values()}) == len(Verdict)
    assert len({sign.ascii for sign in SIGNS.values()}) == len(Verdict)
    assert all(sign.ascii.isascii() for sign in SIGNS.values())


def test_an_interval_keeps_the_half_digit_that_it_is_about():
    claim = Claim(
        quote="x", start=0, end=1, measure="exports", form="level", unit="USD",
        written=Written("395.4", 1e9),
    )  # fmt: skip
    interval = Interval(Decimal(395350000000), Decimal(395450000000), "last_digit")

    assert interval_words(interval, claim) == (
        "$395.35 billion to $395.45 billion, from the last digit written"
    )


def test_an_open_interval_says_or_more():
    claim = Claim(quote="x", start=0, end=1, measure="exports", form="share", unit="pct")

    assert interval_words(Interval(Decimal("14.55"), None, "over"), claim).startswith(
        "14.55 % or more"
    )


def test_a_finding_that_is_no_contradiction_is_only_worth_a_look():
    finding = Finding(
        kind="balance", claims=(0, 1), expected=Decimal(5), found=Decimal(7), unit="USD",
        is_contradiction=False,
    )  # fmt: skip

    assert finding_sentence(finding, ("a", "b")) == (
        "Worth a look: exports, imports and their sum or difference do not agree: "
        '"a" and "b"; the others imply $5, the text says $7.'
    )


def test_verdicts_are_sentences_that_name_the_book(report: Report):
    said = [verdict_sentence(checked) for checked in report.claims]

    assert said[0] == "The data agree: 14.6 % (Russia's own customs)."
    assert said[2] == "The text says 0.8 %; the data say: 2.34 % (China's own customs)."
    assert said[3] == "The data agree: Vietnam abstained (the UN's roll calls)."
    assert said[5] == "No source at hand measures this."


def test_every_kind_of_finding_has_a_sentence_without_its_code():
    details = {
        "chronology": {"span": "2021 to 2018"},
        "quotation": {"quoted": "5", "original": "6"},
    }
    for kind in KINDS:
        finding = Finding(
            kind=kind, claims=(0,), expected=None, found=None, unit=None, is_contradiction=False,
            detail=details.get(kind, {}),
        )  # fmt: skip
        said = finding_sentence(finding, ("a",))

        assert kind not in said or kind in ("quotation", "unit", "balance")
        assert "figures of the text do not agree" not in said
        assert all(value in said for value in details.get(kind, {}).values())


def test_parts_that_exceed_their_whole_are_named_with_both_values():
    finding = Finding(
        kind="part_exceeds", claims=(0, 1), expected=Decimal(30), found=Decimal(20), unit="pct",
        is_contradiction=True,
    )  # fmt: skip

    assert finding_sentence(finding, ("30% to Laos", "20% to ASEAN")) == (
        'A part is larger than the whole that contains it: "30% to Laos" and "20% to ASEAN"; '
        "the part is 30 %, the whole 20 %."
    )


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("as_of_text", "supported_by_one_book",
         "By the releases known when the text was published the verdict would be: supported by "
         "one book."),
        ("as_of_text_value", "14.6 pct (baci 202301)", "Those releases had 14.6 % (baci 202301)."),
        ("mentions", "3", "Counted in the text, it is named 3 times."),
        ("mentions", "0 to 2", "Counted in the text, it is named 0 to 2 times, depending on "
         "whether adjectives and capitals count."),
        ("reached", "2018", "First reached in 2018."),
        ("rule", "R7", ""),
        ("some_new_code", "x", "The check notes of it: some new code (x)."),
    ],
)  # fmt: skip
def test_a_note_is_a_plain_sentence(code: str, value: str, said: str):
    assert remark_sentence(code, value) == said


def test_sources_of_windows_are_named_by_their_titles():
    assert "_" not in remark_sentence("windows_from", "world_bank, ru_customs")


@pytest.mark.parametrize(
    ("fields", "notes", "part"),
    [
        ({"measure": "gdp", "form": "level", "unit": "USD"}, "R20", "purchasing power parity"),
        ({"measure": "gdp", "form": "growth", "unit": "pct"}, "R8", "constant prices"),
        ({"measure": "exports", "form": "level", "unit": "USD"}, "R20", "goods and services"),
        ({"measure": "exports", "form": "level", "unit": "USD"}, "W2", "twice"),
        ({"measure": "exports", "form": "level", "ambiguous": ("measure:per capita",)}, "R8",
         "per head"),
    ],
)  # fmt: skip
def test_a_doubtful_measure_says_what_is_doubtful(fields: dict[str, object], notes: str, part: str):
    claim = Claim(quote="x", start=0, end=1, value=5e9, **fields)  # type: ignore[arg-type]
    checked = Checked(
        id="a", claim=claim, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.AMBIGUOUS_MEASURE,
        notes=(("rule", notes),),
    )  # fmt: skip

    assert part in doubt_sentence(checked)


def test_words_that_were_not_understood_are_quoted():
    claim = Claim(quote="x", start=0, end=1, measure="exports", form="level", value=5e9)
    checked = Checked(
        id="a", claim=claim, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.AMBIGUOUS_MEASURE,
        notes=(("rule", "W1"), ("unread", "excluding, gold")),
    )  # fmt: skip

    assert doubt_sentence(checked) == (
        'Words beside the figure were not understood and may change it: "excluding" and "gold".'
    )


def test_a_name_of_several_states_is_quoted():
    claim = Claim(quote="x", start=0, end=1, measure="exports", form="level",
                  ambiguous=("actor:Korea",))  # fmt: skip
    checked = Checked(
        id="a", claim=claim, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.AMBIGUOUS_ACTOR
    )

    assert doubt_sentence(checked) == 'The name "Korea" fits more than one state or place.'


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("our", 'The words do not say clearly which state "our" means.'),
        ("trade", 'The text does not say clearly whose "trade" it speaks of.'),
        ("partner", "The text does not say clearly who the other side is."),
    ],
)
def test_an_open_side_is_named_by_what_is_open(word: str, said: str):
    claim = Claim(quote="x", start=0, end=1, measure="exports", form="level",
                  ambiguous=(f"actor:{word}",))  # fmt: skip
    checked = Checked(
        id="a", claim=claim, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.AMBIGUOUS_ACTOR
    )

    assert doubt_sentence(checked) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"measure": "imports", "product": "iron_ore", "form": "level"}, "iron ore imports"),
        ({"measure": "imports", "product": "pipeline_gas", "form": "level"}, "pipeline gas imp"),
        ({"measure": "trade_turnover", "product": "non_oil", "form": "level"}, "non-oil trade"),
        ({"measure": "trade_turnover", "sector": "non_oil", "form": "level"}, "non-oil trade"),
    ],
)
def test_a_product_stands_before_its_flow_as_one_says_it(fields: dict[str, str], said: str):
    claim = Claim(quote="x", start=0, end=1, subject="BRA", **fields)  # type: ignore[arg-type]

    assert said in claim_topic(claim).phrase()


def test_military_spending_as_a_share_of_gdp_says_so_once():
    claim = Claim(quote="x", start=0, end=1, measure="military_spending_gdp", form="share",
                  subject="POL", denominator="gdp", period="2024")  # fmt: skip

    assert claim_topic(claim).phrase() == "Poland's military spending as a share of GDP, 2024"


@pytest.mark.parametrize(("host", "said"), [("CHN", "data add colt"), ("USA", "us_state_visits")])
def test_journeys_between_others_are_not_sought_in_the_lists_of_the_united_states(
    host: str, said: str
):
    claim = Claim(quote="x", start=0, end=1, measure="visits", form="count", subject="KAZ",
                  partner=host)  # fmt: skip
    checked = Checked(
        id="a", claim=claim, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.NO_SOURCE,
        needs=("us_state_visits",),
    )  # fmt: skip

    assert said in needed_words(checked)[0]


def test_a_zero_that_stands_in_no_row_says_that_it_is_inferred():
    query = Query.parse("gas_imports TUR RUS 2021")
    written = Figure(query=query, value=Decimal(0), missing=None, unit="USD")
    inferred = replace(written, detail={"inferred_zero": True})

    assert figure_words(written) == "$0"
    assert figure_words(inferred) == "$0, inferred from no row"


def test_of_two_records_of_a_roll_call_the_fuller_one_is_shown():
    query = Query.parse("vote_position CHN - 2017-12-21 resolution=A/RES/ES-10/19")
    base = Figure(query=query, value=None, missing=None, unit="vote", text="yes")
    short = replace(base, detail={"tally": {"yes": 127, "no": 9, "abstain": 35, "absent": 0}})
    whole = replace(base, detail={"tally": {"yes": 128, "no": 9, "abstain": 35, "absent": 21}})
    claim = Claim(quote="", start=0, end=0, measure="vote_position", form="position")
    readings = tuple(Reading(query=query, figure=each, fit=Fit.EXACT) for each in (short, whole))

    shown = tallies(Checked(id="a", claim=claim, verdict=Verdict.SUPPORTED, readings=readings))

    assert shown == ("ES-10/19: 128 in favour, 9 against, 35 abstained, 21 absent",)


@pytest.mark.parametrize("state", [each.id for each in all_states()])
def test_a_status_stands_apart_from_its_dates(state: str):
    text = actor_text(state)

    assert not any(word + each in text for word in ("partner", "member") for each in ("since", "1"))


def test_goods_that_the_measure_names_are_not_named_twice():
    arms = Topic(
        measure="arms_imports", form="level", subject="CHN", partner="RUS", period="2020",
        product="arms",
    )  # fmt: skip

    assert arms.phrase() == "China's arms imports from Russia, 2020"
