"""Each rule of the decision table, with a planted case; figures laid on the table by hand."""

from decimal import Decimal

import pytest
from table import DOCUMENT, LEVEL, SHARE, Table, claim, level, report, verdict

from visavis.checking.judge import RULES
from visavis.model.claims import Basis
from visavis.model.figures import Missing
from visavis.model.queries import Query
from visavis.model.verdicts import Fit, Reason, Verdict


def rule_of(checked):
    return dict(checked.notes)["rule"]


def both(query=LEVEL, own=50e9, partner=55e9):
    """The same flow in the exporter's and in the importer's book."""
    return Table().lay(query, own).lay(query, partner, book="importer", source="comtrade")


@pytest.mark.parametrize(
    ("one", "rule", "reason"),
    [
        (claim(ambiguous=("actor:Korea",)), "R1", Reason.AMBIGUOUS_ACTOR),
        (claim(modality="forecast"), "R2", Reason.FORECAST),
        (claim(modality="planned"), "R2", Reason.FORECAST),
        (claim(modality="hypothetical"), "R3", Reason.HYPOTHETICAL),
        (claim(value=None), "R4", Reason.NOT_NUMERIC),
        (claim(measure="loans", denominator=None), "R5", Reason.NO_SOURCE),
        (level("9", sector="defence"), "R5", Reason.NO_SOURCE),
        (level("9", sector="energy"), "R5", Reason.NO_SOURCE),
        (level("9", subject=None), "R6", Reason.NO_SUBJECT),
        (level("9", partner=None), "R7", Reason.NO_PARTNER),
        (level("9", ambiguous=("measure:trade",)), "R8", Reason.AMBIGUOUS_MEASURE),
        (level("9", basis=Basis(prices="constant")), "R8", Reason.AMBIGUOUS_MEASURE),
        (level("9", basis=Basis(volume=True)), "R8", Reason.AMBIGUOUS_MEASURE),
        (level("420", 1.0), "R8", Reason.AMBIGUOUS_MEASURE),
        (
            claim("5", form="growth", measure="gdp", partner=None, denominator=None),
            "R8",
            Reason.AMBIGUOUS_MEASURE,
        ),
        (claim("3", form="ratio", unit="x"), "R10", Reason.AMBIGUOUS_MEASURE),
        (claim(), "R11", Reason.NO_SOURCE),
    ],
)
def test_what_cannot_be_judged_is_said_before_any_figure_is_looked_at(one, rule, reason):
    checked = verdict(Table(), one)

    assert (checked.verdict, checked.reason) == (Verdict.CANNOT_BE_CHECKED, reason)
    assert rule_of(checked) == rule


def test_trade_in_arms_is_never_held_against_trade_in_goods():
    checked = verdict(Table().lay(LEVEL, 9e9), level("9", sector="defence"))

    assert checked.readings == ()
    assert checked.needs == ("sipri",)


def test_a_share_is_supported_by_its_owners_own_book():
    table = Table().lay(SHARE, 14.601, "pct")
    table.lay(SHARE, 15.9, "pct", book="reconciled", source="baci")

    checked = verdict(table, claim("14.6"))

    assert checked.verdict is Verdict.SUPPORTED
    assert checked.readings[checked.decisive[0]].figure.source == "ru_customs"


def test_a_level_that_one_customs_bears_out_and_the_other_does_not_is_supported_by_one_book():
    checked = verdict(both(), level("50"))

    assert checked.verdict is Verdict.SUPPORTED_BY_ONE_BOOK
    assert [checked.readings[n].fit for n in checked.decisive] == [Fit.EXACT, Fit.NO]


def test_a_level_that_both_customs_bear_out_is_supported_whatever_is_reconciled():
    table = both(own=50.1e9, partner=49.8e9)
    table.lay(LEVEL, 53e9, book="reconciled", source="baci")

    assert verdict(table, level("50")).verdict is Verdict.SUPPORTED


def test_a_named_source_chooses_first():
    found = verdict(both(), level("50", source_named="comtrade"))

    assert found.verdict is Verdict.CANNOT_BE_CHECKED
    assert verdict(both(), level("55", source_named="comtrade")).verdict is Verdict.SUPPORTED


def test_a_figure_inside_the_widest_interval_is_rounding():
    checked = verdict(both(own=141.6e9, partner=141.2e9), level("140"))

    assert checked.verdict is Verdict.ROUNDING


def test_close_is_within_two_per_cent_of_one_named_value():
    table = Table().lay(SHARE, 14.85, "pct")

    assert verdict(table, claim("14.6")).verdict is Verdict.CLOSE
    assert verdict(Table().lay(SHARE, 15.0, "pct"), claim("14.6")).verdict is not Verdict.CLOSE


def test_the_definition_that_decides_is_named():
    table = Table()
    for definition, value in (("EU27", 33.76), ("EU28", 40.63)):
        query = f"exports RUS {definition} 2020 form=share denominator=exports"
        table.lay(query, value, "pct")

    checked = verdict(table, claim("40.6", partner="EU"))

    assert checked.verdict is Verdict.DEPENDS_ON_DEFINITION
    assert ("definition", "EU28") in checked.notes
    assert len(checked.readings) == 2


def test_a_definition_that_is_only_close_is_close():
    table = Table()
    for definition, value in (("EU27", 33.83), ("EU28", 35.28)):
        table.lay(f"exports RUS {definition} 2020 form=share denominator=exports", value, "pct")

    checked = verdict(table, claim("35.5", partner="EU"))

    assert checked.verdict is Verdict.CLOSE
    assert ("definition", "EU28") in checked.notes


def test_part_of_a_group_neither_supports_nor_contradicts_a_larger_share():
    table = Table()
    for definition, lower in (("EU27", 26.8), ("EU28", 33.7)):
        table.lay(
            f"exports RUS {definition} 2020 form=share denominator=exports", None, "pct",
            lower=lower, missing=Missing.INCOMPLETE,
        )  # fmt: skip

    checked = verdict(table, claim("40.6", partner="EU"))

    assert (checked.verdict, checked.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.INCOMPLETE)
    assert checked.needs == ("visavis data add comtrade DIR",)
    assert checked.readings[0].figure.lower_bound is not None


def test_part_of_a_group_contradicts_a_share_far_below_it():
    table = Table()
    for definition, lower in (("EU27", 26.8), ("EU28", 33.7)):
        query = f"exports RUS {definition} 2020 form=share denominator=exports"
        for book, source in (("exporter", "ru_customs"), ("importer", "comtrade")):
            table.lay(query, None, "pct", lower=lower, missing=Missing.INCOMPLETE, book=book,
                      source=source)  # fmt: skip

    assert verdict(table, claim("5", partner="EU")).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("values", "expected", "rule"),
    [
        ([1, 1, 1, 1, 1], Verdict.SUPPORTED, "R12"),
        ([1, 1, 2, 1, 1], Verdict.DEPENDS_ON_WINDOW, "R13"),
        ([2, 2, 2, 2, 2], Verdict.CANNOT_BE_CHECKED, "R14"),
    ],
)
def test_without_a_period_the_latest_five_windows_decide(values, expected, rule):
    table = Table()
    for year, place in zip(range(2020, 2015, -1), values, strict=True):
        table.lay(f"trade_partner_rank RUS CHN {year} form=rank", place, "rank", book="own")
    table.lay("trade_partner_rank RUS CHN 2015 form=rank", 7, "rank", book="own")
    one = claim("1", measure="trade_partner_rank", form="rank", unit="rank", denominator=None,
                period="unspecified", period_from="none")  # fmt: skip

    checked = verdict(table, one)

    assert (checked.verdict, rule_of(checked)) == (expected, rule)
    assert len(checked.readings) == 5


def test_one_book_alone_contradicts_only_outside_the_mirror_range():
    table = Table().lay(LEVEL, 50e9)
    # The importer's book lies between 0.43 and 2.4 times a flow of this size (mirror.py).

    inside, outside = verdict(table, level("100")), verdict(table, level("180"))

    assert (inside.verdict, inside.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.ONE_BOOK_ONLY)
    assert outside.verdict is Verdict.CONTRADICTED
    assert verdict(table, level("15")).verdict is Verdict.CONTRADICTED


def test_with_both_books_a_release_still_stands_between_no_and_false():
    near, far = verdict(both(), level("62")), verdict(both(), level("30"))

    assert (near.verdict, near.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.OTHER_RELEASE)
    assert far.verdict is Verdict.CONTRADICTED


def test_services_beside_goods_make_a_higher_level_ambiguous_not_false():
    checked = verdict(both(), level("80"))

    assert checked.reason is Reason.AMBIGUOUS_MEASURE
    assert verdict(both(), level("120")).verdict is Verdict.CONTRADICTED


def test_a_missing_book_of_a_pair_with_an_entrepot_is_bounded_from_above_only():
    table = Table().lay("exports RUS MAC 2020", 50e9)  # without a history of its own

    assert verdict(table, level("2", partner="MAC")).reason is Reason.ONE_BOOK_ONLY
    assert verdict(table, level("150", partner="MAC")).reason is Reason.ONE_BOOK_ONLY
    # 2.1 times 1.5 is the most that the other book may be of 50.
    assert verdict(table, level("50", 1e12, partner="MAC")).verdict is Verdict.CONTRADICTED


def test_a_missing_book_must_be_allowed_by_every_range_of_what_is_held():
    # Of 5 bn the partner's may be 0.44 at least, of the reconciled 6 bn 0.63 (book_reach.csv).
    table = Table().lay(LEVEL, 5e9)
    own_only = verdict(table, level("2.7"))
    table.lay(LEVEL, 6e9, book="reconciled", source="baci")

    assert own_only.reason is Reason.ONE_BOOK_ONLY
    assert verdict(table, level("2.7")).verdict is Verdict.CONTRADICTED
    assert verdict(table, level("4.4")).verdict is Verdict.CANNOT_BE_CHECKED


def test_a_share_twice_that_of_every_book_held_and_likely_is_contradicted():
    # China's share in Russia's exports of 2020: 14.6 % by Russia's book, 15 % reconciled.
    table = Table().lay(SHARE, 14.6, "pct", size=Decimal("49e9"))
    table.lay(SHARE, 15.0, "pct", book="reconciled", source="baci", size=Decimal("50e9"))

    assert verdict(table, claim("30")).verdict is Verdict.CONTRADICTED
    assert verdict(table, claim("22")).reason is Reason.ONE_BOOK_ONLY


def test_a_book_that_once_left_out_gas_does_not_refute_one_that_leaves_it_out():
    # Comtrade has 158 million USD of Russia's exports to Austria in 2010, its customs 1,022.
    table = Table().lay("exports RUS AUT 2010", 1.022e9)

    checked = verdict(table, level("158", 1e6, partner="AUT", period="2010"))

    assert checked.verdict is Verdict.CANNOT_BE_CHECKED


@pytest.mark.parametrize(
    ("held", "stated", "expected"),
    [
        # Estimates in print in their day, against the World Bank's series of today.
        (610_794, "2,049,000", Verdict.CANNOT_BE_CHECKED),  # Bhutan 2001
        (12_312_575, "9,657,000", Verdict.CANNOT_BE_CHECKED),  # Chad 2010
        (30_226_309, "24,000,000", Verdict.CANNOT_BE_CHECKED),  # Yemen 2014
        (27_464_494, "181", Verdict.CANNOT_BE_CHECKED),  # a density
        (5_183_688, "5.18", Verdict.CANNOT_BE_CHECKED),  # without its "million"
        (610_794, "20,490,000", Verdict.CONTRADICTED),
        (1_400_000_000, "2,000,000,000", Verdict.CONTRADICTED),
    ],
)
def test_counts_of_people_differ_more_the_fewer_they_are(held, stated, expected):
    table = Table().lay("population RUS - 2020", held, "persons", source="world_bank")
    one = claim(stated, form="level", measure="population", partner=None, unit="count",
                denominator=None)  # fmt: skip

    assert verdict(table, one).verdict is expected


def test_another_currency_is_no_contradiction():
    checked = verdict(Table().lay(LEVEL, 50e9, "EUR"), level("90"))

    assert checked.reason is Reason.NO_EXCHANGE_RATE


def test_a_fiscal_year_may_be_meant_where_statistics_go_by_it():
    table = both("exports IND CHN 2020", 20e9, 20e9)
    table.lay("exports IND CHN 2021", 90e9)
    one = level("95", subject="IND")

    assert verdict(table, one).reason is Reason.AMBIGUOUS_MEASURE
    assert verdict(both("exports RUS CHN 2020", 20e9, 20e9), level("95")).verdict is (
        Verdict.CONTRADICTED
    )


def test_a_year_carried_from_another_sentence_is_not_held_against_the_text():
    table = both(own=20e9, partner=20e9).lay("exports RUS CHN 2021", 100e9)
    one = level("98", period_from="context")

    checked = verdict(table, one)

    assert checked.reason is Reason.NO_PERIOD


def test_a_doubling_without_a_base_is_never_false():
    table = Table()
    for book in ("own", "partner"):
        table.lay("trade_turnover RUS VNM 2021 form=multiple baseline=2020", 1.0, "x", book=book,
                  size=10**10)  # fmt: skip
    one = claim("doubled", form="multiple", unit="x", value=2.0, measure="trade_turnover",
                partner="VNM", period="2021", denominator=None)  # fmt: skip

    assert verdict(table, one).reason is Reason.NO_PERIOD
    dated = claim("doubled", form="multiple", unit="x", value=2.0, measure="trade_turnover",
                  partner="VNM", period="2021", denominator=None, baseline="2020")  # fmt: skip
    assert verdict(table, dated).verdict is Verdict.CONTRADICTED


def test_a_claim_about_two_partners_has_the_verdict_of_the_worse():
    table = both().lay("exports RUS IND 2020", 50e9)
    table.lay("exports RUS IND 2020", 50.2e9, book="importer", source="comtrade")

    checked = verdict(table, level("50", partner="IND|CHN"))

    assert checked.verdict is Verdict.SUPPORTED_BY_ONE_BOOK
    assert len(checked.readings) == 4


def test_a_figure_far_above_a_stated_lower_bound_is_supported_and_remarked():
    checked = verdict(both(own=400e9, partner=410e9), level("200", hedge="over"))

    assert checked.verdict is Verdict.SUPPORTED
    assert "far_above" in dict(checked.notes)


def test_a_text_of_the_publisher_itself_is_not_checked_against_it():
    table = Table().lay(SHARE, 14.6, "pct", book="publisher", source="factbook")
    own = type(DOCUMENT)(**{f: getattr(DOCUMENT, f) for f in DOCUMENT.__slots__}
                         | {"title": "The World Factbook: Russia"})  # fmt: skip

    assert verdict(table, claim("14.6")).verdict is Verdict.SUPPORTED
    checked = verdict(table, claim("14.6"), document=own)
    assert checked.reason is Reason.OWN_PUBLISHER


def test_a_claim_that_others_make_is_judged_but_never_fails_the_document():
    table = both(own=20e9, partner=20e9)
    one = level("200", asserted=False, attribution="the ministry")

    found = report(table, one)

    assert found.claims[0].verdict is Verdict.CONTRADICTED
    assert not found.fails
    assert report(table, level("200")).fails


def test_a_denial_of_what_both_books_show_is_contradicted_and_of_what_they_refute_supported():
    table = Table()
    for book, source in (("exporter", "ru_customs"), ("importer", "comtrade")):
        table.lay(SHARE, 60, "pct", book=book, source=source)

    assert verdict(table, claim("30", polarity="negated")).verdict is Verdict.CONTRADICTED
    assert verdict(table, claim("90", polarity="negated")).verdict is Verdict.SUPPORTED
    assert verdict(table, claim("59", polarity="negated")).verdict is Verdict.CANNOT_BE_CHECKED


def test_the_wrong_denominator_is_told_with_its_chance():
    query = "trade_turnover CHN RUS 2018 form=share denominator="
    table = Table().lay(f"{query}trade", 2.34, "pct", book="partner")
    table.lay(f"{query}trade", 2.24, "pct", book="reconciled", source="baci")
    table.lay(f"{query}gdp", 0.779, "pct", book="partner")
    one = claim("0.8", hedge="barely", measure="trade_turnover", subject="CHN", partner="RUS",
                period="2018", denominator="trade")  # fmt: skip

    checked = verdict(table, one)

    assert checked.verdict is Verdict.CONTRADICTED
    assert checked.diagnosis is not None
    assert checked.diagnosis.change == "denominator"
    # One neighbour with a figure: ln(0.85 / 0.75) / ln(100) = 0.0272.
    assert checked.diagnosis.chance == pytest.approx(0.0272, abs=1e-4)


def test_the_other_direction_is_found_and_does_not_change_the_verdict():
    table = both(own=20e9, partner=20e9).lay("exports CHN RUS 2020", 200.1e9)

    checked = verdict(table, level("200"))

    assert checked.verdict is Verdict.CONTRADICTED
    assert checked.diagnosis.change == "direction"


def test_a_factor_of_a_thousand_is_found_in_the_reading_itself():
    checked = verdict(both(own=50.1e9, partner=50.2e9), level("50.1", 1e6))

    assert checked.verdict is Verdict.CONTRADICTED
    assert checked.diagnosis.change == "factor_1/1000"


def test_a_coincidence_that_chance_would_bring_is_not_told():
    table = both(own=10e9, partner=10e9).lay("exports CHN RUS 2020", 210e9)

    checked = verdict(table, level("200", value_high=600e9))

    assert checked.diagnosis is None


def test_supported_claims_have_no_diagnosis():
    table = both(own=50e9, partner=50.1e9).lay("exports CHN RUS 2020", 50e9)

    assert verdict(table, level("50")).diagnosis is None


def test_all_questions_of_a_document_cost_two_reads():
    table = both()
    report(table, *(level(str(n)) for n in range(10, 40)))

    assert table.reads == 2


def test_every_verdict_of_the_table_names_its_rule_once():
    assert [rule.id for rule in RULES] == [f"R{n}" for n in range(1, len(RULES) + 1)]


def test_ids_repeat_and_differ():
    found = report(both(), level("50"), level("50"), level("51", start=4, end=9))

    ids = [checked.id for checked in found.claims]
    assert len(set(ids)) == 3
    assert ids == [c.id for c in report(both(), *(c.claim for c in found.claims)).claims]


def test_the_receipt_names_every_release_used():
    found = report(both(), level("50"))

    assert found.data == (("comtrade", "v1"), ("ru_customs", "v1"))
    assert Query.parse(str(found.claims[0].readings[0].query)) is not None


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (("IND",), Verdict.SUPPORTED),
        (("DEU",), Verdict.CANNOT_BE_CHECKED),
        (("FRA",), Verdict.CANNOT_BE_CHECKED),
    ],
)
def test_second_ahead_of_somebody_needs_both_places(ahead, expected):
    ranking = (("DEU", 60), ("CHN", 50), ("IND", 20))
    table = Table().lay("exports RUS CHN 2020 form=rank", 2, "rank", book="exporter",
                        detail={"ranking": ranking, "best": 2, "worst": 2})  # fmt: skip
    one = claim("2", form="rank", unit="rank", denominator=None, ahead_of=ahead)

    assert verdict(table, one).verdict is expected


def test_a_place_is_false_only_where_no_release_could_change_the_order():
    ranking = tuple(
        (name, value * 10**9)
        for name, value in (("DEU", 500), ("USA", 480), ("CHN", 50), ("IND", 49), ("VNM", 1))
    )
    table = Table().lay("exports RUS CHN 2020 form=rank", 3, "rank", book="exporter",
                        detail={"ranking": ranking, "best": 3, "worst": 3})  # fmt: skip

    def place(numeral):
        return verdict(table, claim(numeral, form="rank", unit="rank", denominator=None)).verdict

    assert place("3") is Verdict.SUPPORTED
    assert place("1") is Verdict.CONTRADICTED
    assert place("4") is Verdict.CANNOT_BE_CHECKED
    assert place("5") is Verdict.CONTRADICTED


def test_an_unsettled_claim_near_a_figure_at_hand_is_not_explained_by_a_neighbour():
    table = Table().lay(LEVEL, 21e9).lay("exports RUS CHN 2021", 25e9)

    checked = verdict(table, level("25"))

    assert (checked.reason, checked.diagnosis) == (Reason.ONE_BOOK_ONLY, None)
