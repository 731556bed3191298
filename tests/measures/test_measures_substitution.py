"""Suppliers by product: small worlds worked by hand, and India's crude oil on real rows."""

import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import visavis
from visavis.errors import UsageError
from visavis.measures import substitution as s


def vulnerable(table, supplier="RUS", cost="world", buyer="IND", *, absent_is_zero=True):
    costs = (
        s.replacement_cost(table, supplier=supplier, bloc={buyer})
        if cost == "world"
        else s.supplier_concentration(table, buyer=buyer)
    )
    found = s.vulnerability(
        table, costs, buyer=buyer, supplier=supplier, absent_is_zero=absent_is_zero
    )
    return found.row(0, named=True)


def flows(*cells):
    return pl.DataFrame(
        [(a, b, k, 2020, value) for a, b, k, value in cells],
        schema=["exporter", "importer", "product", "year", "value"],
        orient="row",
    )


# IND buys oil 60 from RUS and 40 from SAU; SAU sells 100 to CHN. Shoes: 100 from VNM.
WORLD = (
    ("RUS", "IND", "oil", 60.0), ("SAU", "IND", "oil", 40.0), ("SAU", "CHN", "oil", 100.0),
    ("VNM", "IND", "shoes", 100.0), ("RUS", "CHN", "shoes", 50.0),
)  # fmt: skip


def test_the_hhi_of_suppliers_is_by_product():
    found = s.supplier_concentration(flows(*WORLD), buyer="IND").rows(named=True)

    assert [(row["product"], row["hhi"], row["largest"]) for row in found] == [
        ("oil", pytest.approx(0.52), "RUS"), ("shoes", 1, "VNM")]  # fmt: skip


def test_what_neither_comes_from_the_supplier_nor_goes_to_the_bloc_is_what_is_left_to_buy():
    # Of 200 of oil only the 100 that SAU sells to CHN are free: c = 1 - 100/200.
    alone = s.replacement_cost(flows(*WORLD), supplier="RUS", bloc={"IND"})
    beside = s.replacement_cost(flows(*WORLD), supplier="RUS", bloc={"IND", "CHN"})

    assert alone["cost"].to_list() == [0.5, 1.0]
    assert beside["cost"].to_list() == [1.0, 1.0]


def test_vulnerability_weighs_the_cost_by_the_products_place_in_all_imports():
    world, by_hhi = (vulnerable(flows(*WORLD), cost=cost) for cost in ("world", "hhi"))

    assert (world["share"], world["value"]) == (0.3, pytest.approx(0.3 * 0.5))
    assert by_hhi["value"] == pytest.approx(0.3 * 0.52)


def test_a_supplier_from_whom_nothing_is_bought_makes_nobody_vulnerable():
    row = vulnerable(flows(*WORLD), "DEU")
    unsaid = vulnerable(flows(*WORLD), "DEU", absent_is_zero=False)

    assert (row["share"], row["value"], row["missing"]) == (0, 0, None)
    assert (unsaid["share"], unsaid["value"], unsaid["missing"]) == (None, None, "incomplete")


def test_an_unknown_flow_leaves_a_bound_and_no_value():
    table = flows(*WORLD, ("RUS", "IND", "coal", None))
    row = vulnerable(table)
    other = vulnerable(flows(*WORLD, ("QAT", "CHN", "oil", None)))

    assert (row["value"], row["missing"]) == (None, "incomplete")
    assert (other["value"], other["missing"], other["lower_bound"]) == (None, "incomplete", 0)
    assert other["share"] == 0.3


def test_a_supplier_without_a_row_has_sold_nothing_only_where_the_caller_says_so():
    table = pl.concat(
        [flows(*WORLD), flows(("SAU", "IND", "oil", 9.0)).with_columns(year=pl.lit(2021, pl.Int64))]
    )

    def russia(**said):
        found = s.supplier_shares(table, buyer="IND", **said)
        return found.filter((pl.col("supplier") == "RUS") & (pl.col("product") == "oil"))

    assert russia()["share"].to_list() == [0.6, None]
    assert russia()["missing"].to_list() == [None, "not_reported"]
    assert russia(absent_is_zero=True)["share"].to_list() == [0.6, 0.0]


def test_the_three_indicators_of_the_commission_worked_by_hand():
    # Outside: CHN 80, USA 20 (HHI .68); inside 50; total exports of the bloc 50 + 10.
    table = flows(
        ("CHN", "DEU", "magnets", 80.0), ("USA", "FRA", "magnets", 20.0),
        ("DEU", "FRA", "magnets", 50.0), ("FRA", "GBR", "magnets", 10.0),
        ("CHN", "DEU", "cars", 10.0), ("DEU", "CHN", "cars", 90.0),
    )  # fmt: skip
    found = s.eu_triple_test(table, bloc={"DEU", "FRA"}).rows(named=True)

    cars, magnets = found
    assert magnets["hhi"] == pytest.approx(0.68)
    assert magnets["outside_share"] == pytest.approx(100 / 150)
    assert magnets["imports_to_exports"] == pytest.approx(100 / 60)
    assert (cars["dependent"], magnets["dependent"]) == (False, True)
    outward = s.eu_triple_test(table, bloc={"DEU", "FRA"}, exports="extra")
    assert outward["imports_to_exports"].to_list() == pytest.approx([1 / 9, 10])


def test_a_threshold_has_to_be_exceeded_and_an_unknown_flow_decides_nothing():
    at_half = flows(("CHN", "DEU", "x", 50.0), ("FRA", "DEU", "x", 50.0))
    unknown = flows(("CHN", "DEU", "x", 50.0), ("FRA", "DEU", "x", None))
    no_exports = flows(("CHN", "DEU", "x", 50.0))

    assert s.eu_triple_test(at_half, bloc={"DEU", "FRA"})["dependent"].to_list() == [False]
    row = s.eu_triple_test(unknown, bloc={"DEU", "FRA"}).row(0, named=True)
    assert (row["dependent"], row["missing"]) == (None, "incomplete")
    assert s.eu_triple_test(no_exports, bloc={"DEU", "FRA"})["dependent"].to_list() == [True]


# Of two outside suppliers with 55 and 45 the HHI is .505; with 50, 30 and 20 it is .38.
@pytest.mark.parametrize(
    ("outside", "inside", "abroad", "dependent"),
    [
        ((55.0, 45.0), 99.0, 0.0, True),
        ((65.0, 20.0, 15.0), 84.0, 15.0, True),  # HHI .485, imports just above exports of 99
        ((50.0, 30.0, 20.0), 0.0, 0.0, False),  # HHI too low
        ((55.0, 45.0), 50.0, 50.0, False),  # imports equal to exports do not exceed them
    ],
)
def test_each_of_the_three_has_to_be_exceeded(outside, inside, abroad, dependent):
    cells = [(name, "DEU", "x", value) for name, value in zip("PQR", outside, strict=False)]
    table = flows(*cells, ("FRA", "DEU", "x", inside), ("DEU", "GBR", "x", abroad))

    assert s.eu_triple_test(table, bloc={"DEU", "FRA"})["dependent"].to_list() == [dependent]


def test_half_from_outside_is_not_enough_where_exports_to_the_outside_alone_count():
    cells = (("P", "DEU", "x", 55.0), ("Q", "DEU", "x", 45.0))
    at_half, above = (flows(*cells, ("FRA", "DEU", "x", inside)) for inside in (100.0, 99.0))

    for table, dependent in ((at_half, False), (above, True)):
        found = s.eu_triple_test(table, bloc={"DEU", "FRA"}, exports="extra")
        assert found["dependent"].to_list() == [dependent]


def test_wrong_questions_are_refused():
    with pytest.raises(UsageError, match="as supplier and as buyer"):
        s.replacement_cost(flows(*WORLD), supplier="IND", bloc={"IND"})
    dear = pl.DataFrame({"year": [2020], "product": ["oil"], "cost": [52.0]})
    with pytest.raises(UsageError, match="a cost of 52"):
        s.vulnerability(flows(*WORLD), dear, buyer="IND", supplier="RUS")
    with pytest.raises(UsageError, match="no state"):
        s.eu_triple_test(flows(*WORLD), bloc=())


CELLS = [(a, b, k) for a in "ABC" for b in "ABC" for k in "xy" if a != b]


@given(st.lists(st.floats(0.01, 1e6), min_size=12, max_size=12), st.floats(0.001, 1000))
def test_vulnerability_lies_between_zero_and_the_share_whatever_the_unit(values, unit):
    one = flows(*((*cell, value) for cell, value in zip(CELLS, values, strict=True)))
    two = one.with_columns(pl.col("value") * unit)
    for cost in ("world", "hhi"):
        row, same = (vulnerable(each, "B", cost, "A") for each in (one, two))

        assert 0 <= row["value"] <= row["share"] * (1 + 1e-12)
        assert same["value"] == pytest.approx(row["value"])


def crude_shares(table: pl.DataFrame) -> dict[int, float]:
    found = s.supplier_shares(table, buyer="IND", absent_is_zero=True)
    russia = found.filter(pl.col("supplier") == "RUS")
    return dict(russia.select("year", pl.col("share") * 100).iter_rows())


def test_indias_crude_from_russia_rose_from_a_hundredth_to_above_a_third_in_the_starter():
    starter = Path(visavis.__file__).parent / "starter"
    rows = pl.concat(pl.read_parquet(path) for path in sorted(starter.glob("baci/*/facts*")))
    crude = (pl.col("product") == "crude_oil") & (pl.col("relation") == "goods_flow")
    table = rows.filter(crude).select(
        pl.col("subject").alias("exporter"), pl.col("partner").alias("importer"), "product",
        pl.col("start").dt.year().alias("year"), "value",
    )  # fmt: skip
    shares = crude_shares(table)

    assert round(shares[2021], 1) == 0.9
    assert round(shares[2024], 1) == 37.2


@pytest.mark.shared
def test_indias_crude_from_russia_is_the_same_in_the_publishers_file(shared_data):
    with zipfile.ZipFile(shared_data / "trade" / "baci" / "BACI_HS92_subset74.zip") as archive:
        years = [
            pl.read_csv(archive.read(f"BACI_HS92_Y{year}_V202601.csv"), infer_schema=False)
            for year in (2021, 2024)
        ]
    table = pl.concat(years).filter((pl.col("k") == "270900") & (pl.col("j") == "699"))
    shares = crude_shares(
        table.select(
            pl.col("i").replace({"643": "RUS"}).alias("exporter"),
            pl.lit("IND").alias("importer"),
            pl.col("k").alias("product"),
            pl.col("t").cast(pl.Int64).alias("year"),
            pl.col("v").str.strip_chars().cast(pl.Float64).alias("value"),
        )
    )

    assert round(shares[2021], 1) == 0.9
    assert round(shares[2024], 1) == 37.2
