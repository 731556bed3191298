"""Products: a customs code is taken with or without its letters."""

import pytest

from visavis.model.products import narrower, product_id


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("270900", "HS270900"),
        ("2709", "HS2709"),
        ("27", "HS27"),
        ("HS270900", "HS270900"),
        ("crude_oil", "crude_oil"),
        ("TOTAL", "TOTAL"),
        ("27090", "27090"),
        ("", ""),
    ],
)
def test_a_bare_code_is_the_code_of_the_harmonized_system(written: str, meant: str) -> None:
    assert product_id(written) == meant


def test_mineral_fuels_hold_coal_oil_gas_and_oil_products_each_once():
    assert narrower("energy") == ("coal", "crude_oil", "natural_gas", "oil_products")
    assert narrower("gold") == ()
