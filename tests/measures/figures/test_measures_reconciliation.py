"""Reconciling two books: hand-worked values, bounds that always hold, and BACI beside it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.measures.figures.reconciliation import fitted_margin, reconcile, reliability
from visavis.model.states import all_states

IDS = st.sampled_from([state.id for state in all_states()])
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=0)
MARGINS = st.one_of(st.none(), st.decimals(min_value=0, max_value=20, places=2))


def test_both_books_are_weighted_by_the_other_sides_unreliability() -> None:
    # Russia as exporter and China as importer, with OECD's margin of 2016 (6.35 % of CIF):
    # 32.22 bn CIF are 30.174 bn FOB; the weight of Russia's 28.01 bn is m / (x + m).
    russia, china = reliability("RUS").as_exporter, reliability("CHN").as_importer
    found = reconcile(("RUS", "CHN"), Decimal(28_010), Decimal(32_220), Decimal("6.35"))
    assert found is not None
    assert found.importer_fob == Decimal("30174.03")
    weight = china / (russia + china)
    assert found.weight_of_exporter == pytest.approx(weight)
    expected = float(weight) * 28_010 + (1 - float(weight)) * 30_174.03
    assert float(found.value) == pytest.approx(expected)
    assert found.margin is not None
    assert found.margin.how == "published"


def test_an_importers_book_alone_is_made_fob() -> None:
    found = reconcile(("RUS", "CHN"), None, Decimal(1000), Decimal(5))
    assert found is not None
    assert found.value == Decimal(950)
    assert found.weight_of_exporter == 0
    assert found.rule.startswith("the importer's book less 5.0 % freight")


def test_an_exporters_book_alone_stays_as_it_is() -> None:
    found = reconcile(("RUS", "CHN"), Decimal(1000), None)
    assert found is not None
    assert (found.value, found.rule) == (Decimal(1000), "the exporter's book alone")


def test_two_missing_books_give_nothing() -> None:
    assert reconcile(("RUS", "CHN"), None, None, Decimal(5)) is None


def test_a_margin_grows_with_distance_and_shrinks_at_a_border() -> None:
    near, far = fitted_margin("DEU", "FRA"), fitted_margin("NZL", "FRA")
    assert near is not None
    assert far is not None
    assert 0 < near < 0.04 < far < 0.12


@given(IDS, IDS, AMOUNTS, AMOUNTS, MARGINS)
def test_a_reconciled_value_lies_between_the_books_that_made_it(
    exporter: str, importer: str, sold: Decimal, bought: Decimal, margin: Decimal | None
) -> None:
    found = reconcile((exporter, importer), sold, bought, margin)
    assert found is not None
    sides = [sold] if found.importer_fob is None else [sold, found.importer_fob]
    slack = max(sides) / 10**20
    assert min(sides) - slack <= found.value <= max(sides) + slack
    assert 0 <= found.weight_of_exporter <= 1


@given(IDS, IDS)
def test_a_margin_is_a_share_of_at_most_a_fifth(exporter: str, importer: str) -> None:
    found = fitted_margin(exporter, importer)
    assert found is None or 0 <= found <= 0.2
