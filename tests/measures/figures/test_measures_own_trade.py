"""A state's trade with itself, goods that come back: totals hold it, pairs and groups do not."""

from datetime import date

import pytest

from visavis.model.figures import Missing

SPAN = (date(2020, 1, 1), date(2020, 12, 31))
BENELUX = "BEL+LUX+NLD"


@pytest.fixture
def books(shelf):
    """Of 10,000 that the Netherlands import 30 are Dutch goods; Belgium and Luxembourg buy 5."""
    shelf.covers("comtrade", "importer", None, ["NLD", "BEL", "LUX"], span=SPAN)
    shelf.has("comtrade", "importer", "WLD>NLD", 2020, 10_000)
    shelf.has("comtrade", "importer", "NLD>NLD", 2020, 30)
    shelf.has("comtrade", "importer", "BEL>NLD", 2020, 200)
    shelf.has("comtrade", "importer", "LUX>NLD", 2020, 70)
    shelf.has("comtrade", "importer", "WLD>BEL", 2020, 1_000)
    shelf.has("comtrade", "importer", "NLD>BEL", 2020, 4)
    shelf.has("comtrade", "importer", "LUX>BEL", 2020, 1)
    shelf.has("comtrade", "importer", "WLD>LUX", 2020, 100)
    shelf.has("comtrade", "importer", "NLD>LUX", 2020, 3)
    shelf.has("comtrade", "importer", "BEL>LUX", 2020, 2)
    return shelf


def test_a_states_total_is_the_publishers_with_what_came_back(books):
    assert books.ask("imports NLD WLD 2020").value == 10_000
    assert books.ask("imports NLD BEL 2020 form=share").value == 2


def test_a_state_with_itself_is_no_pair(books):
    assert books.ask("imports NLD NLD 2020").missing is Missing.UNDEFINED


def test_what_came_back_is_no_trade_of_a_group_with_its_member(books):
    assert books.ask(f"imports NLD {BENELUX} 2020").value == 270
    assert books.ask(f"imports {BENELUX} NLD 2020").value == 7


def test_what_came_back_is_no_trade_of_a_group_with_the_rest_of_the_world(books):
    inside = 200 + 70 + 4 + 1 + 3 + 2

    found = books.ask(f"imports {BENELUX} WLD 2020")
    assert found.value == 10_000 + 1_000 + 100 - inside - 30


@pytest.fixture
def goods(shelf):
    """A family of goods without total rows, in a table in which no row means zero."""
    shelf.covers("baci", "reconciled", None, None, products=("coal",), span=SPAN, absent="zero")
    shelf.has("baci", "reconciled", "NLD>BEL", 2020, 200, product="coal")
    shelf.has("baci", "reconciled", "NLD>NLD", 2020, 30, product="coal")
    shelf.has("baci", "reconciled", "DEU>BEL", 2020, 8, product="coal")
    return shelf


def test_a_total_added_up_from_rows_holds_what_came_back_as_a_publishers_does(goods):
    assert goods.ask("product_exports NLD WLD 2020 product=coal").value == 230
    assert goods.ask("product_imports NLD WLD 2020 product=coal").value == 30
    assert goods.ask("product_exports DEU WLD 2020 product=coal").value == 8
