"""Shift-share by hand, and its two identities on any table."""

import math
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import visavis
from visavis.errors import UsageError
from visavis.measures import shift_share as ss
from visavis.model.figures import Missing

WINDOW = ss.Window("RUS", 2013, 2021)


def flows(cells):
    """`{"CHN": (first, last)}`: Russia's exports; None in place of an amount is no row."""
    return pl.DataFrame(
        [("RUS", partner, year, value) for partner, ends in cells.items()
         for year, value in zip((2013, 2021), ends, strict=True) if value is not None],
        schema={"exporter": pl.String, "importer": pl.String, "year": pl.Int64,
                "value": pl.Float64},
        orient="row",
    )  # fmt: skip


def markets(cells):
    return pl.DataFrame(
        [(state, year, value) for state, ends in cells.items()
         for year, value in zip((2013, 2021), ends, strict=True) if value is not None],
        schema={"state": pl.String, "year": pl.Int64, "value": pl.Float64},
        orient="row",
    )  # fmt: skip


# CHN 100 to 180, DEU 100 to 100; their imports grow by .5 and .1, the world's by .2.
# G = .4, m = .3, so g_i - g_w = .1: CHN 20 + 30 + 10 and 20 left, DEU 20 - 10 + 10 and -20 left.
CASE = {"CHN": (100, 180), "DEU": (100, 100)}
MARKETS = {"CHN": (1000, 1500), "DEU": (1000, 1100), "WLD": (10_000, 12_000)}


def test_the_four_parts_worked_by_hand():
    found = ss.shift_share(flows(CASE), markets(MARKETS), WINDOW)
    parts = {
        each.partner: (each.world, each.partner_growth, each.own_growth, each.reorientation)
        for each in found.terms
    }

    assert parts["CHN"] == pytest.approx((20, 30, 10, 20))
    assert parts["DEU"] == pytest.approx((20, -10, 10, -20))
    assert found.world_growth == pytest.approx(0.2)
    assert found.market_growth == pytest.approx(0.3)
    assert found.own_growth == pytest.approx(0.3)
    assert found.world_from == "row"


def test_exports_that_grow_alike_to_markets_that_grow_alike_are_no_turn():
    found = ss.shift_share(
        flows({"CHN": (100, 150), "DEU": (40, 60)}),
        markets({"CHN": (10, 12), "DEU": (20, 24), "WLD": (100, 130)}),
        WINDOW,
    )

    assert [each.reorientation for each in found.terms] == pytest.approx([0, 0], abs=1e-9)


def test_chinas_own_growth_is_not_read_as_russias_turn():
    # Exports to China treble exactly as all that China imports does; those to Germany stand still.
    found = ss.shift_share(
        flows({"CHN": (100, 300), "DEU": (100, 100)}),
        markets({"CHN": (1000, 3000), "DEU": (1000, 1000), "WLD": (9000, 9900)}),
        WINDOW,
    )

    assert [each.reorientation for each in found.terms] == pytest.approx([0, 0], abs=1e-9)
    assert {each.partner: each.partner_growth for each in found.terms}["CHN"] == pytest.approx(190)


def test_a_new_partner_is_wholly_reorientation_and_one_that_left_is_taken_apart():
    found = ss.shift_share(
        flows({**CASE, "IND": (0, 50), "POL": (50, 0)}),
        markets({**MARKETS, "POL": (100, 120)}),
        WINDOW,
    )
    kinds = {each.partner: (each.kind, each.reorientation, each.world) for each in found.terms}

    assert kinds["IND"] == ("entered", 50, 0)
    assert kinds["POL"][0] == "left"
    assert kinds["POL"][2] == pytest.approx(10)
    assert math.fsum(each.reorientation for each in found.terms) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("cells", "sides", "lacks", "missing"),
    [
        ({"IND": (None, 50)}, {}, "flow", Missing.NOT_REPORTED),
        ({"IND": (5, 50)}, {}, "market", Missing.NOT_REPORTED),
        ({"IND": (5, 50)}, {"IND": (0, 9)}, "market", Missing.UNDEFINED),
    ],
)
def test_a_partner_without_both_periods_is_left_out_and_named(cells, sides, lacks, missing):
    found = ss.shift_share(flows({**CASE, **cells}), markets({**MARKETS, **sides}), WINDOW)

    assert [(each.partner, each.lacks, each.missing) for each in found.left_out] == [
        ("IND", lacks, missing)
    ]
    assert {each.partner for each in found.terms} == {"CHN", "DEU"}
    assert found.coverage < 1
    assert math.fsum(each.reorientation for each in found.terms) == pytest.approx(0, abs=1e-9)


def test_no_row_is_zero_only_where_the_caller_says_so():
    found = ss.shift_share(
        flows({**CASE, "IND": (None, 50)}), markets(MARKETS), WINDOW, absent_is_zero=True
    )

    assert {each.partner: each.kind for each in found.terms}["IND"] == "entered"


def test_without_trade_at_first_or_a_world_there_is_nothing_to_take_apart():
    nothing = ss.shift_share(flows({"CHN": (0, 5)}), markets(MARKETS), WINDOW)
    no_world = ss.shift_share(
        flows({"CHN": (0, 5), "DEU": (3, 5)}),
        markets({"DEU": (1, 2), "WLD": (None, 3)}), WINDOW,
    )  # fmt: skip

    assert (nothing.terms, nothing.missing) == ((), Missing.UNDEFINED)
    assert (no_world.terms, no_world.missing) == ((), Missing.NOT_REPORTED)


def test_without_a_row_of_the_world_it_is_the_states_that_have_both_periods():
    found = ss.shift_share(
        flows(CASE), markets({"CHN": (1000, 1500), "DEU": (1000, 1100), "USA": (1, None)}), WINDOW
    )

    assert (found.world_growth, found.world_from) == (pytest.approx(0.3), "sum_of_states")


def test_of_imports_the_suppliers_are_the_partners():
    swapped = flows(CASE).rename({"exporter": "importer", "importer": "exporter"})
    window = ss.Window("RUS", 2013, 2021, "imports")
    found = ss.shift_share(swapped, markets(MARKETS), window)

    assert {each.partner: each.reorientation for each in found.terms} == (
        pytest.approx({"CHN": 20, "DEU": -20})
    )


@pytest.mark.parametrize("ends", [(2021, 2013), (2013, 2013), (2013, "2021")])
def test_a_window_runs_forward(ends):
    with pytest.raises(UsageError, match="an earlier and a later"):
        ss.Window("RUS", *ends)


def goods(*cells):
    return pl.DataFrame(
        [("RUS", partner, product, year, value, tonnes)
         for partner, product, year, value, tonnes in cells],
        schema={"exporter": pl.String, "importer": pl.String, "product": pl.String,
                "year": pl.Int64, "value": pl.Float64, "quantity": pl.Float64},
        orient="row",
    )  # fmt: skip


# CHN: 10 t at 5 each, then 20 t at 9: prices add 20 x 4 = 80. IND enters with 10 t at 9, valued at
# the mean of the first period, (50 + 30)/(10 + 10) = 4: prices add 50. DEU leaves.
OIL = goods(
    ("CHN", "oil", 2013, 50, 10), ("CHN", "oil", 2021, 180, 20),
    ("IND", "oil", 2021, 90, 10), ("DEU", "oil", 2013, 30, 10), ("DEU", "iron", 2021, 7, 1),
    ("VNM", "iron", 2013, 5, 1), ("VNM", "iron", 2021, 6, 1),
)  # fmt: skip


def test_what_prices_added_is_worked_by_hand():
    found = ss.constant_prices(OIL, WINDOW, products=["oil"], absent_is_zero=True)

    assert dict(found.select("partner", "value").rows()) == (
        pytest.approx({"CHN": 80, "DEU": 0, "IND": 50, "VNM": 0})
    )


def test_a_value_without_a_quantity_has_no_price():
    table = goods(("CHN", "oil", 2013, 50, None), ("CHN", "oil", 2021, 180, 20))
    row = ss.constant_prices(table, WINDOW, products=["oil"]).row(0, named=True)
    unsaid = ss.constant_prices(OIL, WINDOW, products=["oil"])

    assert (row["value"], row["missing"]) == (None, "incomplete")
    assert unsaid.filter(pl.col("partner") == "IND")["missing"].to_list() == ["incomplete"]


def test_a_rise_of_prices_alone_is_no_turn():
    table = goods(
        ("CHN", "oil", 2013, 50, 10), ("CHN", "oil", 2021, 150, 10),
        ("DEU", "iron", 2013, 50, 10), ("DEU", "iron", 2021, 50, 10),
    )  # fmt: skip
    prices = ss.constant_prices(table, WINDOW, products=["oil"])
    still = markets({"CHN": (9, 9), "DEU": (9, 9), "WLD": (99, 99)})
    with_prices = ss.shift_share(
        flows({"CHN": (50, 150), "DEU": (50, 50)}), still, WINDOW, prices=prices
    )
    without = ss.shift_share(flows({"CHN": (50, 150), "DEU": (50, 50)}), still, WINDOW)

    assert [each.reorientation for each in with_prices.terms] == pytest.approx([0, 0], abs=1e-9)
    assert without.terms[0].reorientation == pytest.approx(50)


def test_a_partner_whose_price_is_unknown_is_left_out():
    prices = pl.DataFrame({"partner": ["CHN", "DEU"], "value": [None, 0.0]})
    found = ss.shift_share(flows(CASE), markets(MARKETS), WINDOW, prices=prices)

    assert [(each.partner, each.lacks) for each in found.left_out] == [("CHN", "price")]


AMOUNT = st.one_of(st.just(0.0), st.floats(0.01, 1e6))
POSITIVE = st.floats(0.01, 1e6)
NAMES = ("BRA", "CHN", "DEU", "IND", "POL")
FLOWS = st.lists(st.tuples(AMOUNT, AMOUNT), min_size=5, max_size=5).map(
    lambda x: dict(zip(NAMES, x, strict=True))
)
SIDES = st.lists(st.tuples(POSITIVE, POSITIVE), min_size=6, max_size=6).map(
    lambda x: dict(zip((*NAMES, "WLD"), x, strict=True))
)
PRICES = st.lists(st.floats(-1e3, 1e3), min_size=5, max_size=5)


@given(FLOWS, SIDES, PRICES)
def test_the_parts_add_up_and_reorientation_sums_to_zero(cells, sides, prices):
    effects = pl.DataFrame({"partner": list(NAMES), "value": prices})
    found = ss.shift_share(flows(cells), markets(sides), WINDOW, prices=effects)
    if found.missing is not None:
        assert not any(first for first, _ in cells.values())
        return
    scale = 1e-9 * sum(
        abs(part) for each in found.terms
        for part in (each.first, each.last, each.world, each.partner_growth, each.own_growth)
    )  # fmt: skip

    for each in found.terms:
        parts = (each.world, each.partner_growth, each.own_growth, each.price, each.reorientation)
        assert math.fsum(parts) == pytest.approx(each.last - each.first, abs=scale)
    assert math.fsum(each.reorientation for each in found.terms) == pytest.approx(0, abs=scale)


@given(FLOWS, SIDES, st.floats(0.01, 100), st.floats(0.01, 100))
def test_reorientation_scales_with_the_flows_and_not_with_the_world(cells, sides, unit, world):
    table = flows(cells)
    one = ss.shift_share(table, markets(sides), WINDOW)
    first, last = sides["WLD"]
    two = ss.shift_share(
        table.with_columns(pl.col("value") * unit),
        markets({**sides, "WLD": (first, last * world)}), WINDOW,
    )  # fmt: skip
    mine = {each.partner: each.reorientation * unit for each in one.terms}
    theirs = {each.partner: each.reorientation for each in two.terms}
    scale = 1e-9 * sum(
        abs(part) for each in two.terms
        for part in (each.last, each.first, each.world, each.partner_growth, each.own_growth)
    )  # fmt: skip

    assert mine == pytest.approx(theirs, abs=scale, rel=1e-9)


@pytest.mark.shared
def test_a_third_of_the_rise_of_indias_crude_from_russia_is_price(shared_data):
    # 0.94 to 52.73 billion dollars and 2.43 to 92.01 million tonnes: at 384 dollars a tonne the
    # later tonnes would have been 35.37 billion, so that prices added 17.36.
    with zipfile.ZipFile(shared_data / "trade" / "baci" / "BACI_HS92_subset74.zip") as archive:
        years = [
            pl.read_csv(archive.read(f"BACI_HS92_Y{year}_V202601.csv"), infer_schema=False)
            for year in (2021, 2024)
        ]
    table = pl.concat(years).filter(pl.col("i") == "643")
    number = {name: pl.col(name).str.strip_chars().replace("NA", None) for name in "vq"}
    rows = table.select(
        pl.col("i").alias("exporter"), pl.col("j").alias("importer"), pl.col("k").alias("product"),
        pl.col("t").cast(pl.Int64).alias("year"),
        (number["v"].cast(pl.Float64) / 1e6).alias("value"),
        number["q"].cast(pl.Float64).alias("quantity"),
    )  # fmt: skip
    window = ss.Window("643", 2021, 2024)
    found = ss.constant_prices(rows, window, products=["270900"], absent_is_zero=True)

    assert found.filter(partner="699")["value"][0] == pytest.approx(17.36, abs=0.005)


def test_the_starters_tonnes_give_the_same_part_of_price():
    starter = Path(visavis.__file__).parent / "starter"
    rows = pl.concat(pl.read_parquet(path) for path in sorted(starter.glob("baci/*/facts*")))
    key = ["exporter", "importer", "product", "year"]
    crude = rows.filter((pl.col("product") == "crude_oil") & (pl.col("subject") == "RUS")).select(
        pl.col("subject").alias("exporter"), pl.col("partner").alias("importer"), "product",
        pl.col("start").dt.year().alias("year"), "relation", pl.col("value").cast(pl.Float64),
    )  # fmt: skip
    dollars, tonnes = (
        crude.filter(relation=name).drop("relation") for name in ("goods_flow", "goods_quantity")
    )
    goods_of = dollars.join(tonnes.rename({"value": "quantity"}), on=key, how="left")
    window = ss.Window("RUS", 2021, 2024)
    found = ss.constant_prices(goods_of, window, products=["crude_oil"], absent_is_zero=True)

    assert found.filter(partner="IND")["value"][0] / 1e9 == pytest.approx(17.36, abs=0.005)
