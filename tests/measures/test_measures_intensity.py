"""Intensity, complementarity and advantage in a world of three states, worked by hand."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures import intensity as n
from visavis.model.figures import Missing


def flows(*cells):
    return pl.DataFrame(
        cells, schema=["exporter", "importer", "product", "value"], orient="row"
    )  # fmt: skip


# AAA sells iron 60 to BBB and 20 to CCC, cloth 20 to CCC. CCC sells iron 40 and cloth 40 to BBB,
# and cloth 10 to AAA, whose own imports are left out of the world's.
WORLD = flows(
    ("AAA", "BBB", "iron", 60.0), ("AAA", "CCC", "iron", 20.0), ("AAA", "CCC", "cloth", 20.0),
    ("CCC", "BBB", "iron", 40.0), ("CCC", "BBB", "cloth", 40.0), ("CCC", "AAA", "cloth", 10.0),
)  # fmt: skip


def test_the_three_indexes_worked_by_hand():
    # X_A = 100, X_AB = 60, M_B = 140, world without A's imports 180: iron 120, cloth 60.
    # I = .6 / (140/180). C: iron .8 (180/120)(100/140), cloth .2 (180/60)(40/140).
    found = n.drysdale_garnaut(WORLD, exporter="AAA", importer="BBB")
    iron, cloth = 0.8 * 1.5 * 100 / 140, 0.2 * 3 * 40 / 140

    assert found.intensity == pytest.approx(0.6 * 180 / 140)
    assert found.complementarity == pytest.approx(iron + cloth)
    assert found.bias == pytest.approx(iron / (iron + cloth) * (60 / 80) / (100 / 120))
    assert n.trade_intensity(WORLD, exporter="AAA", importer="BBB") == found.intensity
    assert n.complementarity(WORLD, exporter="AAA", importer="BBB") == found.complementarity
    assert n.bias(WORLD, exporter="AAA", importer="BBB") == found.bias


def test_states_without_a_product_in_common_have_no_bias():
    table = flows(("AAA", "CCC", "iron", 5.0), ("CCC", "BBB", "cloth", 5.0))
    found = n.drysdale_garnaut(table, exporter="AAA", importer="BBB")

    assert (found.bias, found.missing) == (None, Missing.UNDEFINED)


def test_one_unknown_flow_leaves_the_indexes_open():
    table = pl.concat([WORLD, flows(("BBB", "CCC", "iron", None)).cast(WORLD.schema)])
    found = n.drysdale_garnaut(table, exporter="AAA", importer="BBB")

    assert (found.intensity, found.missing) == (None, Missing.INCOMPLETE)
    assert n.bias(table, exporter="AAA", importer="BBB") is Missing.INCOMPLETE
    assert n.similarity(table, one="AAA", other="BBB") is Missing.INCOMPLETE
    assert set(n.rca(table).filter(pl.col("product") == "iron")["missing"]) == {"incomplete"}


def test_michaely_and_similarity_worked_by_hand():
    # A exports iron .8, cloth .2; C exports iron 40/90, cloth 50/90; B imports iron 5/7, cloth 2/7.
    assert n.michaely(WORLD, exporter="AAA", importer="BBB") == pytest.approx(
        100 * (1 - abs(0.8 - 5 / 7))
    )
    assert n.similarity(WORLD, one="AAA", other="CCC") == pytest.approx(40 / 90 + 0.2)
    assert n.similarity(WORLD, one="AAA", other="CCC", markets=["BBB"]) == pytest.approx(0.5)
    assert n.similarity(WORLD, one="AAA", other="BBB") is Missing.UNDEFINED
    assert n.michaely(WORLD, exporter="BBB", importer="AAA") is Missing.UNDEFINED


def test_advantage_worked_by_hand():
    # World 190: iron 120, cloth 70. A: iron .8/(120/190), C: cloth (50/90)/(70/190).
    found = {row[:2]: row[3:] for row in n.rca(WORLD).iter_rows()}

    assert found["AAA", "iron"][0] == pytest.approx(0.8 * 190 / 120)
    assert found["CCC", "cloth"][0] == pytest.approx(50 / 90 * 190 / 70)
    assert found["AAA", "iron"][1] == pytest.approx((0.8 * 190 / 120 - 1) / (0.8 * 190 / 120 + 1))


def test_a_product_that_a_state_does_not_sell_has_an_advantage_of_zero():
    found = n.rca(flows(("AAA", "BBB", "iron", 5.0), ("BBB", "AAA", "cloth", 5.0)))

    assert found["rca"].to_list() == [0, 2, 2, 0]
    assert found["rsca"].to_list()[0] == -1


def test_a_state_beside_itself_is_no_pair():
    with pytest.raises(UsageError, match="AAA twice"):
        n.drysdale_garnaut(WORLD, exporter="AAA", importer="AAA")


STATES = "ABCD"
CELLS = [(a, b, k) for a in STATES for b in STATES for k in "xyz" if a != b]
AMOUNTS = st.lists(
    st.one_of(st.just(0.0), st.floats(0.01, 1e6)), min_size=len(CELLS), max_size=len(CELLS)
)


def table_of(values):
    return flows(*((*cell, value) for cell, value in zip(CELLS, values, strict=True)))


@given(AMOUNTS)
def test_intensity_is_complementarity_times_bias(values):
    found = n.drysdale_garnaut(table_of(values), exporter="A", importer="B")

    if found.missing is None:
        assert found.intensity == pytest.approx(found.complementarity * found.bias)
    else:
        assert found.intensity is found.complementarity is found.bias is None


@given(AMOUNTS, st.floats(0.001, 1000), st.randoms(use_true_random=False))
def test_the_indexes_depend_neither_on_the_unit_nor_on_the_order(values, unit, random):
    table = table_of(values)
    rows = table.with_columns(pl.col("value") * unit).rows()
    random.shuffle(rows)
    other = flows(*rows)

    for measure in (n.trade_intensity, n.complementarity, n.bias, n.michaely):
        one, two = (measure(each, exporter="A", importer="B") for each in (table, other))
        assert isinstance(one, Missing) == isinstance(two, Missing)
        assert isinstance(one, Missing) or two == pytest.approx(one)


@given(AMOUNTS)
def test_similarity_and_michaely_keep_their_bounds_and_similarity_is_symmetric(values):
    table = table_of(values)
    alike = n.similarity(table, one="A", other="B")
    fit = n.michaely(table, exporter="A", importer="B")

    assert isinstance(alike, Missing) or 0 <= alike <= 1 + 1e-12
    assert alike == n.similarity(table, one="B", other="A")
    assert isinstance(fit, Missing) or -1e-9 <= fit <= 100 + 1e-9


@given(AMOUNTS)
def test_advantages_weighted_by_the_worlds_products_average_one(values):
    table = table_of(values)
    world = table["value"].sum()
    weights = dict(
        table.group_by("product").agg(pl.col("value").sum()).select("product", "value").rows()
    )
    for _, rows in n.rca(table).filter(pl.col("missing").is_null()).group_by("exporter"):
        mean = sum(row["rca"] * weights[row["product"]] / world for row in rows.to_dicts())

        assert mean == pytest.approx(1)
