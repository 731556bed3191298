"""The table of contents: every measure of the contract, and where its data would come from."""

import pytest

from visavis.errors import UsageError
from visavis.measures.figures import MEASURES
from visavis.model.products import disjoint, is_product
from visavis.model.relations import all_relations, is_measure, relation

CONTRACT = [
    "trade_turnover", "exports", "imports", "trade_surplus", "trade_deficit", "trade_turnover_gs",
    "exports_gs", "imports_gs", "trade_surplus_gs", "trade_deficit_gs", "services_exports",
    "services_imports", "product_exports", "product_imports", "oil_exports", "oil_imports",
    "gas_exports", "gas_imports", "pipeline_capacity", "trade_partner_rank", "tariff",
    "fta_coverage", "arms_exports", "arms_imports", "arms_orders", "arms_deal", "fdi_in_flow",
    "fdi_out_flow", "fdi_in_stock", "fdi_out_stock", "fdi_in_registered", "fdi_projects",
    "fdi_in_ultimate",
    "investment_planned", "loans", "aid", "military_aid", "debt_owed", "debt_service",
    "bond_holdings", "remittances", "troops", "military_spending", "military_spending_gdp",
    "un_vote_for", "un_vote_against", "un_vote_abstain", "un_vote_absent", "visits", "meetings",
    "agreements", "visitors", "refugees", "population", "gdp", "sanctions", "exercises",
    "mentions", "membership", "other", "vote_position", "vote_agreement",
    "ideal_point", "ideal_distance", "alliance",
    "coded_events", "coded_cooperation", "coded_conflict",
]  # fmt: skip


def test_every_measure_of_the_contract_has_one_row_and_no_other_has():
    assert sorted(CONTRACT) == [each.measure for each in all_relations()]


def test_what_is_computed_has_a_source_and_the_rest_names_one_that_would_bring_it():
    computed = {name for measure in MEASURES for name in measure.names}

    assert {each.measure for each in all_relations() if each.sources} == computed
    without = {each.measure for each in all_relations() if not each.would_come_from}
    assert without == {"membership", "mentions", "other"}


def test_the_product_of_a_measure_is_a_known_family():
    for each in all_relations():
        assert each.product == "" or is_product(each.product), each.measure


def test_only_measures_without_direction_are_symmetric():
    assert not [each.measure for each in all_relations() if each.symmetric and each.directed]


def test_an_unknown_measure_is_refused():
    assert not is_measure("export")
    with pytest.raises(UsageError, match="measure"):
        relation("export")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("gold", "coal"), ("coal", "gold")),
        (("energy", "crude_oil", "gold"), ("energy", "gold")),
        (("HS27", "coal", "HS2709"), ("HS27",)),
        (("natural_gas", "lng"), ("natural_gas",)),
        ((), ()),
    ],
)
def test_a_family_inside_another_is_left_out_once(asked, expected):
    assert disjoint(asked) == expected
