"""Levels, turnover and balance: whose book, which months, which members, and what is missing."""

from datetime import date
from decimal import Decimal

import pytest

from visavis.errors import UsageError
from visavis.model.figures import Missing


def test_exports_come_from_the_exporters_own_book_and_say_so(customs):
    figure = customs.ask("exports RUS CHN 2020")

    assert (figure.value, figure.unit, figure.valuation) == (60, "USD", "FOB")
    assert (figure.book, figure.book_reason, figure.source) == (
        "exporter",
        "own_book",
        "ru_customs",
    )
    assert str(figure.query) == "exports RUS CHN 2020 book=exporter source=ru_customs vintage=v1"
    assert figure.formula == "exports of RUS to CHN"
    assert figure.rows[0].source == "ru_customs"


def test_imports_come_from_the_importers_own_book(customs):
    figure = customs.ask("imports RUS CHN 2020")

    assert (figure.value, figure.book, figure.valuation) == (100, "importer", "CIF")


def test_the_partners_book_answers_only_where_the_owners_is_lacking(customs):
    figure = customs.ask("exports CHN RUS 2020")

    assert (figure.value, figure.book, figure.book_reason) == (100, "importer", "partner_book_only")


def test_a_reconciled_figure_answers_last_and_is_listed_beside_the_books(customs):
    customs.covers("baci", "reconciled", ("RUS",), ("CHN", "IND"))
    customs.has("baci", "reconciled", "RUS>CHN", 2020, 63).has(
        "baci", "reconciled", "RUS>IND", 2020, 9
    )

    china, india = customs.ask("exports RUS CHN 2020"), customs.ask("exports RUS IND 2020")

    assert (china.value, india.value, india.book_reason) == (60, 9, "reconciled_only")
    said = china.detail["editions"]
    assert [(e["source"], e["value"]) for e in said] == [("ru_customs", 60), ("baci", 63)]


def test_turnover_in_ones_own_book_is_ones_exports_and_imports(customs):
    figure = customs.ask("trade_turnover RUS CHN 2020")

    assert (figure.value, figure.book, figure.valuation) == (160, "own", "CIF, FOB")
    assert [(p.name, p.value, p.book) for p in figure.parts] == [
        ("exports", 60, "exporter"),
        ("imports", 100, "importer"),
    ]
    assert figure.formula == "exports of RUS to CHN + imports of RUS from CHN"


def test_the_same_turnover_seen_from_the_other_side_is_the_partners_book(customs):
    figure = customs.ask("trade_turnover CHN RUS 2020")

    assert (figure.value, figure.book, figure.book_reason) == (160, "partner", "partner_book_only")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("trade_surplus RUS CHN 2020", -40),
        ("trade_deficit RUS CHN 2020", 40),
        ("trade_surplus CHN RUS 2020", 40),
    ],
)
def test_a_balance_has_the_sign_of_its_owner(customs, query, expected):
    assert customs.ask(query).value == expected


def test_a_turnover_that_lacks_one_flow_is_incomplete_and_a_balance_unknown(shelf):
    shelf.covers("eurostat", "exporter", ("DEU",), ("RUS",)).has(
        "eurostat", "exporter", "DEU>RUS", 2020, 7
    )

    turnover, balance = (
        shelf.ask("trade_turnover DEU RUS 2020"),
        shelf.ask("trade_surplus DEU RUS 2020"),
    )

    assert (turnover.missing, turnover.lower_bound) == (Missing.INCOMPLETE, 7)
    assert (balance.value, balance.lower_bound) == (None, None)


def months(shelf, values):
    shelf.covers("ru_customs", "exporter", ("RUS",), ("CHN",), frequency="month")
    for month, value in enumerate(values, start=1):
        if value is not None:
            shelf.has("ru_customs", "exporter", "RUS>CHN", f"2020-{month:02d}", value)
    return shelf


def test_a_year_is_the_sum_of_its_twelve_months(shelf):
    months(shelf, range(1, 13))

    assert shelf.ask("exports RUS CHN 2020").value == 78
    assert shelf.ask("exports RUS CHN 2020Q1").value == 6
    assert shelf.ask("exports RUS CHN 2020-02").value == 2


def test_a_year_that_lacks_months_has_no_value_but_a_bound_and_names_them(shelf):
    months(shelf, [1, 2, None, 4, 5, 6, 7, 8, 9, 10, None, 12])

    figure = shelf.ask("exports RUS CHN 2020")

    assert (figure.value, figure.missing, figure.lower_bound) == (None, Missing.INCOMPLETE, 64)
    assert figure.coverage.missing == ("2020-03", "2020-11")


def test_a_month_whose_row_says_not_reported_is_missing_too(shelf):
    months(shelf, [1] * 11)
    shelf.has("ru_customs", "exporter", "RUS>CHN", "2020-12", None, status="not_reported")

    assert shelf.ask("exports RUS CHN 2020").coverage.missing == ("2020-12",)


def test_a_month_of_a_yearly_table_is_out_of_coverage_not_a_twelfth(customs):
    assert customs.ask("exports RUS CHN 2020-03").missing is Missing.OUT_OF_COVERAGE


def test_a_year_row_and_month_rows_of_one_year_are_not_added_together(shelf):
    months(shelf, [1] * 12).has("ru_customs", "exporter", "RUS>CHN", 2020, 12)

    assert shelf.ask("exports RUS CHN 2020").value == 12


@pytest.mark.parametrize(("aggregation", "expected"), [("sum", 90), ("mean", 45), ("end", 60)])
def test_several_years_are_added_averaged_or_ended_as_asked(customs, aggregation, expected):
    query = f"exports RUS CHN 2019..2020 aggregation={aggregation}"

    assert customs.ask(query).value == expected


def test_several_years_without_a_word_on_how_are_undefined(customs):
    figure = customs.ask("exports RUS CHN 2019..2020")

    assert (figure.missing, figure.detail["reason"]) == (Missing.UNDEFINED, "several_years")


def test_no_row_means_zero_unknown_or_never_asked(shelf):
    shelf.covers("baci", "reconciled", ("RUS",), ("CHN", "VUT"), absent="zero")
    shelf.covers(
        "baci", "reconciled", ("RUS",), ("DEU",), span=(date(2019, 1, 1), date(2020, 12, 31))
    )
    shelf.has("baci", "reconciled", "RUS>CHN", 2020, 5)

    assert shelf.ask("exports RUS VUT 2020").value == 0
    assert shelf.ask("exports RUS DEU 2020").missing is Missing.NOT_REPORTED
    assert shelf.ask("exports RUS DEU 2021").missing is Missing.OUT_OF_COVERAGE
    assert shelf.ask("exports RUS KEN 2020").missing is Missing.NO_SOURCE


def test_a_total_or_group_without_a_row_is_never_zero(shelf):
    shelf.covers("baci", "reconciled", ("RUS",), None, absent="zero")

    assert shelf.ask("exports RUS WLD 2020").value is None


def test_rows_that_are_all_partners_add_up_to_the_world(shelf):
    shelf.covers("baci", "reconciled", None, None, absent="zero", products=("coal",))
    for other, value in (("CHN", 5), ("IND", 7), ("_NES_SACU", 1)):
        shelf.has("baci", "reconciled", f"RUS>{other}", 2020, value, product="coal")

    figure = shelf.ask("product_exports RUS WLD 2020 product=coal")

    assert figure.value == 13


def test_extents_that_disagree_about_absence_make_it_unknown(shelf):
    shelf.covers("baci", "reconciled", ("RUS",), ("VUT",), absent="zero")
    shelf.covers("baci", "reconciled", ("RUS",), None, absent="unknown")

    assert shelf.ask("exports RUS VUT 2020").missing is Missing.NOT_REPORTED


def test_a_group_is_the_sum_of_its_members_on_the_last_day(shelf):
    benelux = ("BEL", "NLD", "LUX")
    shelf.covers("x", "exporter", ("RUS",), benelux)
    for member, value in zip(benelux, (1, 2, 4), strict=True):
        shelf.has("x", "exporter", f"RUS>{member}", 2020, value)

    assert shelf.ask("exports RUS BENELUX 2020").value == 7
    assert shelf.ask("exports RUS BEL+LUX 2020").value == 5


def test_a_group_total_names_the_members_it_lacks_and_their_weight_elsewhere(shelf):
    shelf.covers("ru_customs", "exporter", ("RUS",), ("BEL", "NLD", "WLD"))
    shelf.has("ru_customs", "exporter", "RUS>BEL", 2020, 1).has(
        "ru_customs", "exporter", "RUS>NLD", 2020, 2
    )
    shelf.covers("baci", "reconciled", ("RUS",), ("BEL", "NLD", "LUX"))
    shelf.has("baci", "reconciled", "RUS>BEL", 2020, 3).has(
        "baci", "reconciled", "RUS>NLD", 2020, 6
    )
    shelf.has("baci", "reconciled", "RUS>LUX", 2020, 1)

    figure = shelf.ask("exports RUS BENELUX 2020 source=ru_customs")

    assert (figure.missing, figure.lower_bound) == (Missing.INCOMPLETE, 3)
    assert (figure.coverage.present, figure.coverage.missing) == (("BEL", "NLD"), ("LUX",))
    assert (figure.coverage.missing_weight, figure.coverage.missing_weight_source) == (
        Decimal("0.1"),
        "baci",
    )


def test_what_the_observed_leave_of_the_total_bounds_an_incomplete_group_from_above(shelf):
    shelf.covers("ru_customs", "exporter", ("RUS",), ("BEL", "NLD", "CHN", "WLD"))
    for other, value in (("BEL", 10), ("NLD", 20), ("CHN", 50), ("WLD", 100)):
        shelf.has("ru_customs", "exporter", f"RUS>{other}", 2020, value)

    level = shelf.ask("exports RUS BENELUX 2020")
    share = shelf.ask("exports RUS BENELUX 2020 form=share")

    assert (level.lower_bound, level.detail["upper_bound"]) == (30, 50)
    assert (share.lower_bound, share.detail["upper_bound"]) == (30, 50)


def test_a_member_in_its_own_group_does_not_trade_with_itself(shelf):
    shelf.covers("x", "exporter", ("BEL",), ("NLD", "LUX"))
    shelf.has("x", "exporter", "BEL>NLD", 2020, 3).has("x", "exporter", "BEL>LUX", 2020, 4)

    assert shelf.ask("exports BEL BENELUX 2020").value == 7
    assert shelf.ask("exports BEL BEL 2020").missing is Missing.UNDEFINED


def test_trade_inside_a_group_is_no_trade_of_the_group_with_the_world(shelf):
    members = ("BEL", "NLD", "LUX")
    shelf.covers("x", "exporter", members, (*members, "WLD"), absent="zero")
    for member in members:
        shelf.has("x", "exporter", f"{member}>WLD", 2020, 100)
    shelf.has("x", "exporter", "BEL>NLD", 2020, 30).has("x", "exporter", "LUX>BEL", 2020, 5)

    assert shelf.ask("exports BENELUX WLD 2020").value == 265


def test_a_publishers_own_row_for_a_group_comes_before_the_sum_of_members(shelf):
    shelf.covers("eurostat", "exporter", ("EU27",), ("CHN",))
    shelf.has("eurostat", "exporter", "EU27>CHN", 2021, 200, unit="EUR")

    assert (shelf.ask("exports EU27 CHN 2021").value, shelf.ask("exports EU CHN 2021").value) == (
        200,
        200,
    )
    assert shelf.ask("exports EU CHN 2021").unit == "EUR"


def test_the_row_of_one_composition_does_not_answer_for_another(shelf):
    shelf.covers("eurostat", "exporter", ("EU27",), ("CHN",))
    shelf.has("eurostat", "exporter", "EU27>CHN", 2015, 200, unit="EUR")

    assert shelf.ask("exports EU CHN 2015").value is None


def test_dollars_and_euros_are_never_added(shelf):
    shelf.covers("x", "exporter", ("RUS",), ("BEL", "NLD", "LUX"))
    shelf.has("x", "exporter", "RUS>BEL", 2020, 1).has("x", "exporter", "RUS>LUX", 2020, 1)
    shelf.has("x", "exporter", "RUS>NLD", 2020, 1, unit="EUR")

    assert shelf.ask("exports RUS BENELUX 2020").missing is Missing.NO_EXCHANGE_RATE


def test_families_left_out_are_taken_off_once(shelf):
    products = ("TOTAL", "energy", "crude_oil", "gold")
    shelf.covers("x", "exporter", ("RUS",), ("CHN",), products=products)
    for product, value in zip(products, (100, 60, 40, 5), strict=True):
        shelf.has("x", "exporter", "RUS>CHN", 2020, value, product=product)

    assert shelf.ask("exports RUS CHN 2020 without=gold").value == 95
    assert shelf.ask("exports RUS CHN 2020 without=crude_oil,energy").value == 40
    assert shelf.ask("exports RUS CHN 2020 without=coal").value is None


def test_oil_means_crude_oil_unless_the_query_says_otherwise(shelf):
    shelf.covers("x", "exporter", ("RUS",), ("CHN",), products=("TOTAL", "crude_oil"))
    shelf.has("x", "exporter", "RUS>CHN", 2020, 40, product="crude_oil")

    figure = shelf.ask("oil_exports RUS CHN 2020")

    assert (figure.value, figure.formula) == (40, "crude_oil exports of RUS to CHN")


@pytest.mark.parametrize(
    "query", ["exports RUS SUN 2020", "exports SSD CHN 2005", "exports EAEU CHN 1999"]
)
def test_sides_that_did_not_exist_together_have_no_figure(customs, query):
    assert customs.ask(query).missing is Missing.NOT_A_STATE


@pytest.mark.parametrize(
    "query", ["exports RUS XXX 2020", "exports Russia CHN 2020", "expotrs RUS CHN 2020"]
)
def test_an_unknown_id_or_measure_is_refused_not_guessed(customs, query):
    with pytest.raises(UsageError):
        customs.ask(query)


def test_a_part_of_a_state_and_a_measure_without_data_have_no_source(customs):
    assert customs.ask("exports USA-TX CHN 2020").missing is Missing.NO_SOURCE
    assert customs.ask("arms_imports IND RUS 2020").missing is Missing.NO_SOURCE
    assert customs.ask("exports RUS CHN 2020 form=position").missing is Missing.UNDEFINED


def test_editions_pin_every_book_that_answers_and_none_that_does_not(customs):
    customs.covers("baci", "reconciled", ("RUS",), ("CHN",)).has(
        "baci", "reconciled", "RUS>CHN", 2020, 63
    )

    assert customs.editions("exports RUS CHN 2020") == [
        "exports RUS CHN 2020 book=exporter source=ru_customs",
        "exports RUS CHN 2020 book=reconciled source=baci",
    ]
    assert customs.editions("exports RUS KEN 2020") == []


def test_a_book_or_source_asked_for_is_the_only_one_that_answers(customs):
    customs.covers("baci", "reconciled", ("RUS",), ("CHN",)).has(
        "baci", "reconciled", "RUS>CHN", 2020, 63
    )

    assert customs.ask("exports RUS CHN 2020 source=baci").value == 63
    assert customs.ask("exports RUS CHN 2020 book=reconciled").book_reason == "asked"
    assert customs.ask("exports RUS CHN 2020 book=importer").missing is Missing.NO_SOURCE
    assert customs.ask("trade_turnover RUS CHN 2020 book=own").value == 160
    assert customs.ask("exports RUS CHN 2020 vintage=v0").missing is Missing.NO_SOURCE


@pytest.mark.parametrize("form", ["ratio", "difference"])
def test_two_amounts_cannot_be_compared_where_only_one_is_named(customs, form):
    figure = customs.ask(f"exports RUS CHN 2020 form={form}")
    assert figure.missing is Missing.UNDEFINED
    assert "second amount" in str(figure.detail["reason"])


def _through_ports(shelf):
    """Exports of RUS: 100 in all; NLD 30 (energy 20), DEU 40 (energy 25), HKG 10 (energy 0)."""
    shelf.covers(
        "comtrade", "exporter", ("RUS",), None, products=("TOTAL", "energy"), absent="zero"
    )
    for other, whole, energy in (
        ("WLD", 100, 60),
        ("NLD", 30, 20),
        ("DEU", 40, 25),
        ("HKG", 10, 1),
    ):
        shelf.has("comtrade", "exporter", f"RUS>{other}", 2020, whole)
        shelf.has("comtrade", "exporter", f"RUS>{other}", 2020, energy, product="energy")
    return shelf


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("exports RUS WLD 2020 without=HKG", 90),
        ("exports RUS WLD 2020 without=entrepots", 60),  # less NLD 30 and HKG 10
        ("exports RUS WLD 2020 without=energy", 40),
        # Less the ports (40) and the energy of all others (60 - 20 - 1): none of it twice.
        ("exports RUS WLD 2020 without=energy,entrepots", 21),
        ("exports RUS DEU+NLD 2020 without=entrepots", 40),
        ("exports RUS DEU+NLD 2020 without=energy,entrepots", 15),
        ("exports RUS DEU 2020 without=entrepots", 40),
    ],
)
def test_places_and_families_are_left_out_once(shelf, query, expected):
    assert _through_ports(shelf).ask(query).value == Decimal(expected)


def test_a_book_without_the_family_gives_no_value_and_says_why(shelf):
    shelf.covers("ru_customs", "exporter", ("RUS",), ("DEU",))
    shelf.has("ru_customs", "exporter", "RUS>DEU", 2020, 40)
    figure = shelf.ask("exports RUS DEU 2020 without=energy")
    assert (figure.value, figure.missing) == (None, Missing.NO_SOURCE)


def _eight_months(shelf, *members):
    """Exports of the members to RUS, 10 a month from January to August 2024."""
    for member in members:
        shelf.covers("eurostat_members", "exporter", (member,), ("RUS",), frequency="month")
        for month in range(1, 9):
            shelf.has("eurostat_members", "exporter", f"{member}>RUS", f"2024-{month:02d}", 10)
    return shelf


def test_months_that_are_there_are_counted_beside_those_that_lack(shelf):
    figure = _eight_months(shelf, "DEU").ask("exports DEU RUS 2024")
    assert (figure.value, figure.lower_bound) == (None, Decimal(80))
    assert len(figure.coverage.present) == 8
    assert figure.coverage.missing == ("2024-09", "2024-10", "2024-11", "2024-12")


def test_a_group_whose_members_lack_the_same_months_lacks_months_and_no_member(shelf):
    figure = _eight_months(shelf, "DEU", "FRA").ask("exports DEU+FRA RUS 2024")
    assert figure.lower_bound == Decimal(160)
    assert {"DEU", "FRA"} <= set(figure.coverage.present)
    assert figure.coverage.missing == ("2024-09", "2024-10", "2024-11", "2024-12")


def test_a_member_that_lacks_more_months_than_all_is_named_and_hides_none_of_theirs(shelf):
    _eight_months(shelf, "DEU", "FRA")
    shelf.covers("eurostat_members", "exporter", ("MLT",), ("RUS",), frequency="month")
    shelf.has("eurostat_members", "exporter", "MLT>RUS", "2024-02", 1)
    figure = shelf.ask("exports DEU+FRA+MLT RUS 2024")
    assert figure.lower_bound == Decimal(161)
    assert figure.coverage.missing == ("2024-09", "2024-10", "2024-11", "2024-12", "MLT")
    assert {"DEU", "FRA"} <= set(figure.coverage.present)
