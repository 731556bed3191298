"""Shares, growth and rank: the right denominator, one book at both ends, no uncertain place."""

from datetime import date
from decimal import Decimal

import pytest

from visavis.model.figures import Missing


def test_a_share_is_of_the_owners_own_total_in_the_same_book(customs):
    figure = customs.ask("exports RUS CHN 2020 form=share")

    assert (figure.value, figure.unit, figure.book) == (30, "pct", "exporter")
    assert [(p.name, p.label, p.value) for p in figure.parts] == [
        ("numerator", "exports of RUS to CHN", 60),
        ("denominator", "exports of RUS to the world", 200),
    ]
    assert figure.formula == "exports of RUS to CHN / exports of RUS to the world"


def test_direction_and_flow_choose_the_denominator(customs):
    assert customs.ask("imports RUS CHN 2020 form=share").value == 25
    assert customs.ask("trade_turnover RUS CHN 2020 form=share").value == Decimal(160) / 6
    assert (
        customs.ask("imports RUS CHN 2020 form=share denominator=trade").value == Decimal(100) / 6
    )


def test_the_partners_share_needs_the_partners_own_total(customs):
    assert customs.ask("exports CHN RUS 2020 form=share").value is None

    customs.covers("world_bank", "exporter", ("CHN",), ("WLD",)).has(
        "world_bank", "exporter", "CHN>WLD", 2020, 1000
    )
    figure = customs.ask("exports CHN RUS 2020 form=share")

    assert (figure.value, figure.book, figure.book_reason) == (10, "importer", "partner_book_only")
    assert [part.source for part in figure.parts] == ["ru_customs", "world_bank"]
    assert figure.vintages == (("ru_customs", "v1"), ("world_bank", "v1"))


def test_a_share_is_pinned_to_its_own_total_and_to_others_only_without_it(customs):
    customs.covers("world_bank", "exporter", ("RUS",), ("WLD",))
    customs.has("world_bank", "exporter", "RUS>WLD", 2020, 240)
    customs.covers("baci", "reconciled", ("RUS",), ("CHN",))
    customs.has("baci", "reconciled", "RUS>CHN", 2020, 48)

    pinned = customs.editions("exports RUS CHN 2020 form=share")

    reconciled = "exports RUS CHN 2020 form=share book=reconciled source=baci"
    assert pinned == [
        "exports RUS CHN 2020 form=share book=exporter source=ru_customs "
        "denominator_source=ru_customs",
        f"{reconciled} denominator_source=ru_customs",
        f"{reconciled} denominator_source=world_bank",
    ]
    assert [customs.ask(each).value for each in pinned] == [30, 24, 20]


def test_a_share_of_gdp_has_gdp_below_and_names_it(customs):
    customs.covers("world_bank", "publisher", ("RUS",), ("",), relation="gdp", products=("",))
    customs.has("world_bank", "publisher", "RUS>", 2020, 1600, relation="gdp", product="")

    figure = customs.ask("trade_turnover RUS CHN 2020 form=share denominator=gdp")

    assert (figure.value, figure.formula) == (
        10,
        "(exports of RUS to CHN + imports of RUS from CHN) / GDP of RUS",
    )


def test_euros_are_not_divided_by_dollars(shelf):
    shelf.covers("eurostat", "exporter", ("DEU",), ("CHN",)).has(
        "eurostat", "exporter", "DEU>CHN", 2020, 5, unit="EUR"
    )
    shelf.covers("world_bank", "exporter", ("DEU",), ("WLD",)).has(
        "world_bank", "exporter", "DEU>WLD", 2020, 100
    )

    assert shelf.ask("exports DEU CHN 2020 form=share").missing is Missing.NO_EXCHANGE_RATE


def test_a_share_of_an_incomplete_group_is_a_bound_from_below(customs):
    figure = customs.ask("exports RUS EU27 2020 form=share")

    assert (figure.value, figure.missing, figure.lower_bound) == (None, Missing.INCOMPLETE, 20)
    assert (len(figure.coverage.present), len(figure.coverage.missing)) == (1, 26)


def test_a_total_is_no_share_of_itself_and_zero_divides_nothing(customs):
    customs.covers("x", "exporter", ("KEN",), ("CHN", "WLD")).has(
        "x", "exporter", "KEN>CHN", 2020, 0
    )
    customs.has("x", "exporter", "KEN>WLD", 2020, 0)

    assert customs.ask("exports RUS WLD 2020 form=share").missing is Missing.UNDEFINED
    assert customs.ask("exports KEN CHN 2020 form=share").missing is Missing.UNDEFINED


def test_a_printed_share_answers_last_as_its_publishers_book(customs):
    customs.covers(
        "factbook", "publisher", ("RUS", "TUR"), None, relation="published_share_exports"
    )
    for owner, share in (("RUS", 31), ("TUR", 9)):
        customs.has(
            "factbook", "publisher", f"{owner}>CHN", 2020, share,
            relation="published_share_exports", unit="pct",
        )  # fmt: skip

    turkey = customs.ask("exports TUR CHN 2020 form=share")

    assert customs.ask("exports RUS CHN 2020 form=share").value == 30
    assert (turkey.value, turkey.unit, turkey.book, turkey.book_reason) == (
        9,
        "pct",
        "publisher",
        "published",
    )
    assert customs.ask("exports TUR IND 2020 form=share").missing is Missing.NOT_REPORTED
    assert customs.ask("exports TUR CHN 2020 form=share denominator=gdp").value is None


def test_shares_of_a_family_are_of_the_family_of_all_exports_or_of_the_pair(shelf):
    products = ("TOTAL", "coal")
    shelf.covers("x", "exporter", ("RUS",), ("CHN", "WLD"), products=products)
    for other, goods, coal in (("CHN", 50, 10), ("WLD", 200, 40)):
        shelf.has("x", "exporter", f"RUS>{other}", 2020, goods).has(
            "x", "exporter", f"RUS>{other}", 2020, coal, product="coal"
        )
    asked = "product_exports RUS {} 2020 form=share product=coal"

    assert shelf.ask(asked.format("CHN")).value == 25
    assert shelf.ask(asked.format("CHN") + " denominator=flow").value == 20
    assert shelf.ask(asked.format("CHN") + " denominator=exports").value == 5
    assert shelf.ask(asked.format("WLD")).value == 20


def test_growth_multiple_and_change_have_one_book_at_both_ends(customs):
    customs.covers("baci", "reconciled", ("RUS",), ("CHN",)).has(
        "baci", "reconciled", "RUS>CHN", 2018, 10
    )
    customs.has("baci", "reconciled", "RUS>CHN", 2020, 63)

    assert customs.ask("exports RUS CHN 2020 form=growth").value == 100
    assert customs.ask("exports RUS CHN 2020 form=multiple baseline=2019").value == 2
    assert customs.ask("exports RUS CHN 2020 form=change_abs baseline=2019").value == 30
    since_2018 = customs.ask("exports RUS CHN 2020 form=growth baseline=2018")
    assert (since_2018.value, since_2018.source) == (530, "baci")
    assert [(p.name, p.value) for p in since_2018.parts] == [("value", 63), ("baseline", 10)]


def test_a_change_of_a_share_is_in_points(customs):
    customs.facts = [
        f._replace(value=Decimal(20)) if (f.partner, f.start.year) == ("CHN", 2019) else f
        for f in customs.facts
    ]

    figure = customs.ask("exports RUS CHN 2020 form=change_pp baseline=2019")

    assert (figure.value, figure.unit) == (10, "pp")


def test_growth_from_zero_or_a_deficit_is_undefined(customs):
    customs.covers("x", "exporter", ("KEN",), ("CHN",)).has("x", "exporter", "KEN>CHN", 2019, 0)
    customs.has("x", "exporter", "KEN>CHN", 2020, 5)

    assert customs.ask("exports KEN CHN 2020 form=growth").missing is Missing.UNDEFINED
    assert customs.ask("trade_surplus RUS CHN 2020 form=growth").missing is Missing.UNDEFINED


def test_growth_of_what_is_incomplete_at_either_end_has_no_value_and_no_bound(customs):
    figure = customs.ask("exports RUS EU27 2020 form=growth baseline=2019")

    assert (figure.missing, figure.lower_bound) == (Missing.INCOMPLETE, None)


def test_growth_of_a_group_keeps_the_set_of_the_last_day_at_both_ends(shelf):
    shelf.covers("x", "exporter", ("CHN",), None, absent="zero")
    for year, gbr, deu in ((2019, 10, 10), (2020, 10, 15)):
        shelf.has("x", "exporter", "CHN>GBR", year, gbr).has("x", "exporter", "CHN>DEU", year, deu)

    assert shelf.ask("exports CHN EU 2020 form=growth").value == 50


def test_a_rank_is_given_where_the_unobserved_could_not_change_it(customs):
    figure = customs.ask("trade_partner_rank RUS CHN 2020 form=rank")

    # Turnover 300 x 2 in all; China 160, Germany 100, Vietnam 12: the rest is 328.
    assert (figure.value, figure.missing, figure.lower_bound) == (None, Missing.INCOMPLETE, 1)
    assert figure.detail["best"] == 1
    assert figure.detail["worst"] == 3

    certain = customs.ask("exports RUS CHN 2019 form=rank")
    # Exports 100: China 30, Germany 20, Vietnam 2: the rest, 48, exceeds China.
    assert certain.value is None
    customs.covers("ru_customs", "exporter", ("RUS",), ("IND",)).has(
        "ru_customs", "exporter", "RUS>IND", 2019, 25
    )
    # Now the rest is 23: nobody unobserved can pass China, but somebody could pass Germany.
    assert customs.ask("exports RUS CHN 2019 form=rank").value == 1
    assert customs.ask("exports RUS DEU 2019 form=rank").value is None


def test_a_rank_is_certain_where_every_partner_is_known(shelf):
    shelf.covers("x", "exporter", ("RUS",), None, absent="zero", products=("coal",))
    for other, value in (("CHN", 5), ("IND", 7), ("JPN", 5), ("KOR", 1)):
        shelf.has("x", "exporter", f"RUS>{other}", 2020, value, product="coal")
    asked = "product_exports RUS {} 2020 form=rank product=coal"

    assert [shelf.ask(asked.format(x)).value for x in ("IND", "CHN", "JPN", "KOR")] == [1, 2, 2, 4]
    assert shelf.ask(asked.format("IND")).detail["ranking"][0] == ("IND", Decimal(7))


def test_a_rank_within_a_group_asks_only_for_its_members(customs):
    customs.covers("ru_customs", "exporter", ("RUS",), ("NLD", "BEL", "LUX"))
    for other, value in (("NLD", 30), ("BEL", 10), ("LUX", 1)):
        customs.has("ru_customs", "exporter", f"RUS>{other}", 2019, value)

    assert customs.ask("exports RUS BEL 2019 form=rank among=BENELUX").value == 2


def test_a_group_does_not_compete_with_its_own_members(customs):
    customs.covers("ru_customs", "exporter", ("RUS",), ("NLD", "BEL", "LUX"))
    for other, value in (("NLD", 30), ("BEL", 10), ("LUX", 1)):
        customs.has("ru_customs", "exporter", f"RUS>{other}", 2019, value)

    figure = customs.ask("exports RUS BENELUX 2019 form=rank")

    # 41 against China's 30 and Germany's 20; what is left of the 100 is 7.
    assert figure.value == 1


def test_population_is_a_stock_and_is_not_added_up_over_years(shelf):
    shelf.covers(
        "world_bank", "publisher", ("VNM", "LAO"), ("",), relation="population", products=("",)
    )
    for year, value in ((2019, 96), (2020, 98)):
        shelf.has(
            "world_bank", "publisher", "VNM>", year, value,
            relation="population", product="", unit="persons",
        )  # fmt: skip

    assert shelf.ask("population VNM - 2020").value == 98
    assert shelf.ask("population VNM - 2019..2020 aggregation=mean").value == 97
    assert shelf.ask("population VNM - 2019..2020 aggregation=sum").missing is Missing.UNDEFINED
    assert shelf.ask("population VNM+LAO - 2020").coverage.missing == ("LAO",)
    assert shelf.ask("population VNM - 2020 form=growth").value == Decimal(100) * 98 / 96 - 100


def test_a_share_out_of_the_years_of_coverage_says_so(shelf):
    span = (date(2006, 1, 1), date(2021, 12, 31))
    shelf.covers("ru_customs", "exporter", ("RUS",), ("CHN", "WLD"), span=span)

    assert shelf.ask("exports RUS CHN 2023 form=share").missing is Missing.OUT_OF_COVERAGE


@pytest.mark.parametrize("form", ["share", "growth", "rank", "level"])
def test_a_question_without_a_period_is_undefined(customs, form):
    assert customs.ask(f"exports RUS CHN form={form}").missing is Missing.UNDEFINED
