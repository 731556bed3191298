"""The row that is not there: an inferred zero, or a flow that both sides kept to themselves."""

from datetime import date
from decimal import Decimal

import pytest
from shelf import Shelf

from visavis.model.figures import Missing

OIL = "crude_oil"


@pytest.fixture
def oil(shelf) -> Shelf:
    """A reconciled table of crude oil, 2010 to 2024: Turkey buys from Russia until 2021, has a
    steady supplier in Iraq, an occasional one in Norway, and bought a drop from Malta."""
    span = (date(2010, 1, 1), date(2024, 12, 31))
    shelf.covers("baci", "reconciled", None, None, products=(OIL,), span=span, absent="zero")
    for year in range(2010, 2025):
        if year < 2022:
            shelf.has("baci", "reconciled", "RUS>TUR", year, 2_000_000_000, product=OIL)
        shelf.has("baci", "reconciled", "IRQ>TUR", year, 3_000_000_000, product=OIL)
    shelf.has("baci", "reconciled", "NOR>TUR", 2016, 50_000_000, product=OIL)
    shelf.has("baci", "reconciled", "MLT>TUR", 2018, 900_000, product=OIL)
    return shelf


def test_a_flow_of_some_size_in_other_years_is_not_reported_where_it_has_no_row(oil):
    figure = oil.ask("oil_imports TUR RUS 2023")
    assert (figure.value, figure.missing) == (None, Missing.NOT_REPORTED)
    assert "other years" in str(figure.detail["reason"])


@pytest.mark.parametrize(("year", "missing"), [(2021, "not_reported"), (2022, None)])
def test_a_row_speaks_for_five_years_on_either_side_and_no_longer(oil, year, missing):
    figure = oil.ask(f"oil_imports TUR NOR {year}")
    assert figure.missing == missing


def test_a_small_flow_may_have_stopped_but_its_zero_is_marked_as_inferred(oil):
    figure = oil.ask("oil_imports TUR MLT 2019")
    assert (figure.value, figure.detail["inferred_zero"]) == (Decimal(0), True)
    assert figure.detail["taken_as_zero"] == ("MLT>TUR",)
    assert "inferred zero" in figure.formula
    assert "inferred zero" in figure.parts[0].label


def test_no_row_of_a_state_that_reports_to_nobody_is_no_zero(oil):
    assert oil.ask("oil_imports CHE RUS 2023").missing is Missing.NOT_REPORTED
    assert oil.ask("oil_imports CHE RUS 2019").value == 0


@pytest.mark.parametrize("form", ["growth", "multiple", "change_abs"])
@pytest.mark.parametrize("years", ["2019 {} baseline=2018", "2018 {} baseline=2017"])
def test_there_is_no_change_from_or_to_a_zero_that_nobody_published(oil, form, years):
    figure = oil.ask(f"oil_imports TUR MLT {years.format(f'form={form}')}")
    assert (figure.value, figure.missing) == (None, Missing.UNDEFINED)
    assert "inferred zero" in str(figure.detail["reason"])


def test_a_share_of_a_flow_that_was_not_reported_is_not_reported(oil):
    assert oil.ask("oil_imports TUR RUS 2023 form=share").missing is Missing.NOT_REPORTED


def test_a_total_without_a_steady_flow_is_incomplete_and_so_are_shares_of_it(oil):
    total = oil.ask("oil_imports TUR WLD 2023")
    assert (total.missing, total.lower_bound) == (Missing.INCOMPLETE, Decimal(3_000_000_000))
    assert total.coverage.missing == ("RUS",)
    assert "upper_bound" not in total.detail
    assert oil.ask("oil_imports TUR IRQ 2023 form=share").value is None


def test_a_total_takes_cargoes_that_come_and_go_for_zero_and_says_so(oil):
    total = oil.ask("oil_imports TUR WLD 2019")
    assert total.value == Decimal(5_000_000_000)
    assert "NOR>TUR" in total.detail["taken_as_zero"]


def test_a_group_lacks_the_member_that_did_not_report(oil):
    figure = oil.ask("oil_imports TUR RUS+IRQ 2023")
    assert (figure.missing, figure.coverage.missing) == (Missing.INCOMPLETE, ("RUS",))
    assert figure.lower_bound == Decimal(3_000_000_000)


def test_a_partner_without_a_row_that_may_be_larger_leaves_the_place_open(oil):
    assert oil.ask("oil_imports TUR IRQ 2019 form=rank").value == 1
    late = oil.ask("oil_imports TUR IRQ 2023 form=rank")
    assert (late.value, late.missing, late.lower_bound) == (None, Missing.INCOMPLETE, Decimal(1))
    assert all(name != "RUS" for name, _ in late.detail["ranking"])


def test_a_partner_whose_zero_is_inferred_has_no_certain_place(oil):
    assert oil.ask("oil_imports TUR MLT 2019 form=rank").missing is Missing.INCOMPLETE


def test_a_month_without_a_row_beside_months_of_some_size_is_lacking(shelf):
    span = (date(2020, 1, 1), date(2020, 12, 31))
    shelf.covers(
        "comtrade", "importer", None, ("IND",), span=span, frequency="month", absent="zero"
    )
    for month in range(1, 13):
        if month != 6:
            shelf.has("comtrade", "importer", "RUS>IND", f"2020-{month:02d}", 500_000)
    figure = shelf.ask("imports IND RUS 2020")
    assert (figure.missing, figure.coverage.missing) == (Missing.INCOMPLETE, ("2020-06",))


def test_a_state_that_existed_only_part_of_the_time_has_no_zero_in_it(shelf):
    shelf.covers("baci", "reconciled", None, None, absent="zero")
    assert shelf.ask("exports KEN SSD 2011").missing is Missing.NOT_REPORTED
    assert shelf.ask("exports KEN SSD 2013").value == 0


@pytest.mark.parametrize(("partner", "value"), [("XKX", None), ("VUT", Decimal(0))])
def test_an_open_list_of_partners_holds_no_state_without_a_number(shelf, partner, value):
    shelf.covers("comtrade", "exporter", ("RUS",), None, absent="zero")
    assert shelf.ask(f"exports RUS {partner} 2020").value == value


def test_a_member_whose_total_lacks_next_to_nothing_does_not_keep_the_group_from_one(oil):
    for year in range(2010, 2025):
        oil.has("baci", "reconciled", "IRQ>GRC", year, 1_000_000_000, product=OIL)
        if year < 2022:
            oil.has("baci", "reconciled", "NOR>GRC", year, 80_000_000, product=OIL)
    assert oil.ask("oil_imports GRC WLD 2022").missing is Missing.INCOMPLETE
    assert oil.ask("oil_imports GRC+TUR WLD 2021").value == Decimal(6_080_000_000)
    assert oil.ask("oil_imports GRC+TUR WLD 2024").missing is Missing.INCOMPLETE


def test_a_month_is_not_compared_with_a_year(shelf):
    shelf.covers("x", "exporter", ("RUS",), ("CHN",), frequency="month")
    for month in range(1, 13):
        shelf.has("x", "exporter", "RUS>CHN", f"2020-{month:02d}", 5)
    shelf.has("x", "exporter", "RUS>CHN", "2019-06", 5)
    figure = shelf.ask("exports RUS CHN 2020 form=growth baseline=2019-06")
    assert (figure.missing, figure.detail["reason"]) == (
        Missing.UNDEFINED,
        "periods of different length",
    )
    assert shelf.ask("exports RUS CHN 2020-06 form=growth baseline=2019-06").value == 0
