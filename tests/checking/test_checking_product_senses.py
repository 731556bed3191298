"""Words for goods that are wider than the families held: what is held may bear them out."""

import pytest
from table import Table, claim, level, verdict

from visavis.checking.product_senses import senses_of
from visavis.model.products import is_product
from visavis.model.verdicts import Reason, Verdict

OIL = {"measure": "oil_imports", "subject": "IND", "partner": "RUS", "period": "2022"}
CRUDE = "oil_imports IND RUS 2022 product=crude_oil"


def held(value: float, query: str = CRUDE) -> Table:
    table = Table().lay(query, value, book="importer", source="comtrade")
    return table.lay(query, value, book="exporter", source="ru_customs")


def test_oil_is_borne_out_by_crude_oil_and_says_so():
    found = verdict(held(25.53e9), level("25.5", product="oil", **OIL))

    assert found.verdict is Verdict.SUPPORTED
    assert ("product", "crude_oil") in found.notes
    assert found.readings[0].query.product == "crude_oil"


def test_crude_oil_itself_needs_no_such_note():
    found = verdict(held(25.53e9), level("25.5", product="crude_oil", **OIL))

    assert found.verdict is Verdict.SUPPORTED
    assert "product" not in dict(found.notes)


@pytest.mark.parametrize("numeral", ["2", "250"])
def test_oil_is_never_contradicted_by_crude_oil_alone(numeral: str):
    found = verdict(held(25.53e9), level(numeral, product="oil", **OIL))

    assert (found.verdict, found.reason) == (
        Verdict.CANNOT_BE_CHECKED, Reason.AMBIGUOUS_MEASURE,
    )  # fmt: skip
    assert found.decisive
    assert found.readings[found.decisive[0]].figure.value is not None


def test_a_denial_about_oil_is_not_contradicted_by_crude_oil():
    one = level("25.5", product="oil", polarity="negated", **OIL)

    assert verdict(held(500e9), one).verdict is Verdict.CANNOT_BE_CHECKED


def test_shares_and_ranks_of_oil_are_those_of_crude_oil():
    share = "oil_imports IND RUS 2022 form=share product=crude_oil denominator=product"
    rank = "oil_imports IND RUS 2022 form=rank product=crude_oil"
    table = Table().lay(share, 16.4, "pct", book="importer").lay(rank, 1, "rank", book="importer")
    ours = {**OIL, "product": "oil"}

    part = verdict(table, claim("16.4", denominator="product", **ours))
    first = verdict(table, claim("1", form="rank", unit="rank", denominator=None, **ours))
    second = verdict(table, claim("2", form="rank", unit="rank", denominator=None, **ours))

    assert part.verdict is Verdict.SUPPORTED
    assert first.verdict is Verdict.SUPPORTED
    assert second.reason is Reason.AMBIGUOUS_MEASURE


def test_copper_may_be_ore_but_ore_alone_does_not_settle_it():
    query = "product_exports CHL CHN 2021 product=copper_ore"
    one = {"measure": "product_exports", "subject": "CHL", "partner": "CHN", "period": "2021",
           "product": "copper"}  # fmt: skip

    assert verdict(held(20e9, query), level("20", **one)).verdict is Verdict.DEPENDS_ON_DEFINITION
    other = verdict(held(20e9, query), level("35", **one))
    assert (other.verdict, other.reason) == (Verdict.CANNOT_BE_CHECKED, Reason.AMBIGUOUS_MEASURE)


def test_gas_is_not_contradicted_where_liquefied_gas_alone_would_fit():
    ours = {"measure": "gas_imports", "subject": "CHN", "partner": "RUS", "period": "2021",
            "product": "natural_gas"}  # fmt: skip
    table = held(9e9, "gas_imports CHN RUS 2021 product=natural_gas")
    table.lay("gas_imports CHN RUS 2021 product=lng", 1e9, book="importer", source="comtrade")

    assert verdict(table, level("9", **ours)).verdict is Verdict.SUPPORTED
    liquefied = verdict(table, level("1.0", **ours))
    assert (liquefied.verdict, liquefied.reason) == (
        Verdict.CANNOT_BE_CHECKED, Reason.AMBIGUOUS_MEASURE,
    )  # fmt: skip
    assert verdict(table, level("0.2", **ours)).verdict is Verdict.CONTRADICTED


def test_no_word_stands_for_a_family_that_there_is_not():
    for word in ("oil", "copper", "aluminium", "nickel", "uranium", "lithium", "natural_gas"):
        senses = senses_of(word)
        assert senses
        assert all(is_product(sense.family) and sense.reason for sense in senses)
    assert senses_of("wheat") == senses_of(None) == ()
