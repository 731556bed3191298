"""The arithmetic of a turn by hand: shares, bounds, compositions, who made it."""

import math
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import visavis
from visavis.errors import UsageError
from visavis.measures import adjusted_flows as af
from visavis.measures import pivot as pv
from visavis.measures.shift_share import Window, constant_prices
from visavis.model.figures import Missing

WINDOW = Window("RUS", 2013, 2021)
EUROPE = pv.Group("europe", frozenset({"DEU", "POL"}))
ASIA = pv.Group("asia", frozenset({"CHN", "IND"}))
TURN = pv.Turn(WINDOW, EUROPE, ASIA)


def flows(cells):
    """`{"CHN": (first, last)}`; "-" is no row, None a row without an amount."""
    return pl.DataFrame(
        [("RUS", partner, year, value) for partner, ends in cells.items()
         for year, value in zip((2013, 2021), ends, strict=True) if value != "-"],
        schema={"exporter": pl.String, "importer": pl.String, "year": pl.Int64,
                "value": pl.Float64},
        orient="row",
    )  # fmt: skip


# Europe 60 to 40 %, Asia 20 to 45 %: CHN +20, IND +5. Others 20 to 15 %: 5 without a row.
CASE = {"DEU": (40, 50), "POL": (20, 30), "CHN": (15, 70), "IND": (5, 20), "USA": (15, 20),
        "WLD": (100, 200)}  # fmt: skip


def test_a_turn_worked_by_hand():
    found = pv.pivot(flows(CASE), TURN)

    assert found.to == pytest.approx((0.20, 0.45))
    assert found.away == pytest.approx((0.60, 0.40))
    assert (found.value, found.low, found.high) == pytest.approx((0.45, 0.45, 0.45))
    assert found.gain == pytest.approx(0.25)
    # DEU -.15, POL -.05, CHN +.20, IND +.05, USA -.05, without a row .05 to .05
    assert found.turnover == pytest.approx(0.25)
    assert (found.largest, found.largest_share) == ("CHN", pytest.approx(0.8))
    assert [(each.partner, each.membership) for each in found.contributions] == [
        ("CHN", "member"), ("IND", "member")]  # fmt: skip
    assert found.coverage == pytest.approx(0.95)
    assert found.missing is None


def test_without_china_both_groups_and_the_whole_lack_it():
    # Of 85 and 130: Europe 60/85 to 80/130, India 5/85 to 20/130.
    found = pv.pivot(flows(CASE), TURN, without=["CHN"])
    order = [name for name, _ in pv.without_each(flows(CASE), TURN)]

    assert found.value == pytest.approx(20 / 130 - 5 / 85 - (80 / 130 - 60 / 85))
    assert order == ["CHN", "IND"]


@pytest.mark.parametrize("absence", ["-", None])
def test_a_member_without_an_amount_leaves_bounds(absence):
    found = pv.pivot(flows({**CASE, "IND": (5, absence)}), TURN)

    # India's share of 2021 lies between nothing and the 15 % that no row accounts for.
    assert (found.value, found.missing) == (None, Missing.INCOMPLETE)
    assert found.missing_members == ((2021, "IND"),)
    assert (found.low, found.high) == pytest.approx((0.35, 0.50))
    assert found.to == (None, None)
    assert (found.largest, found.turnover) == (None, None)
    assert found.coverage == pytest.approx(0.85)


def test_no_row_is_nothing_only_where_the_caller_says_so():
    said = pv.pivot(flows({**CASE, "IND": (5, "-")}), TURN, absent_is_zero=True)
    null = pv.pivot(flows({**CASE, "IND": (5, None)}), TURN, absent_is_zero=True)

    assert said.value == pytest.approx(0.35)
    assert null.missing is Missing.INCOMPLETE


def test_the_whole_is_the_sum_of_rows_only_where_the_caller_says_so():
    rows = flows({name: ends for name, ends in CASE.items() if name != "WLD"})
    unsaid, said = pv.pivot(rows, TURN), pv.pivot(rows, TURN, sum_of_rows=True)

    assert (unsaid.value, unsaid.missing) == (None, Missing.NOT_REPORTED)
    assert said.wholes == (95, 190)
    assert said.coverage == pytest.approx(1)


def test_partners_that_exceed_the_whole_give_no_share():
    found = pv.pivot(flows({**CASE, "WLD": (90, 200)}), TURN)

    assert (found.value, found.coverage, found.missing) == (None, None, Missing.UNDEFINED)


def test_who_leaves_a_group_takes_its_share_along_without_a_cargo_less():
    # Poland leaves before 2021: Europe loses 5 points of turn by Germany alone, 20 by Poland.
    left = pv.Group("eu", dated={2013: frozenset({"DEU", "POL"}), 2021: frozenset({"DEU"})})
    turn = pv.Turn(WINDOW, left, ASIA)
    dated = pv.pivot(flows(CASE), turn)
    constant = pv.pivot(flows(CASE), turn.frozen(2021))

    assert dated.value == pytest.approx(0.25 - (0.25 - 0.60))
    assert constant.value == pytest.approx(0.25 - (0.25 - 0.40))


def test_a_member_that_joins_brings_its_whole_share():
    joined = pv.Group("brics", dated={2013: frozenset({"CHN"}), 2021: frozenset({"CHN", "IND"})})
    found = pv.pivot(flows(CASE), pv.Turn(WINDOW, EUROPE, joined))

    assert [(each.partner, each.change, each.membership) for each in found.contributions] == [
        ("CHN", pytest.approx(0.2), "member"), ("IND", pytest.approx(0.1), "joined")]  # fmt: skip


def test_the_question_is_refused_where_the_groups_are_none():
    with pytest.raises(UsageError, match="CHN in both"):
        pv.Turn(WINDOW, ASIA, pv.Group("brics", frozenset({"CHN"})))
    with pytest.raises(UsageError, match="without members"):
        pv.Turn(WINDOW, EUROPE, pv.Group("nobody"))
    with pytest.raises(UsageError, match="no members in 2021"):
        pv.Turn(WINDOW, EUROPE, pv.Group("x", dated={2013: frozenset({"CHN"})}))


def test_paths_give_every_period_and_name_who_is_missing():
    middle = flows(CASE).with_columns(
        year=pl.when(pl.col("year") == 2021).then(2016).otherwise("year").cast(pl.Int64)
    )
    table = pl.concat([flows(CASE), middle.filter(year=2016)]).filter(
        ~((pl.col("year") == 2016) & (pl.col("importer") == "IND"))
    )
    found = pv.share_paths(table, TURN)
    asia = found.filter(group="asia")

    assert asia["year"].to_list() == [2013, 2016, 2021]
    assert asia["share"].to_list() == [pytest.approx(0.2), None, pytest.approx(0.45)]
    assert asia["missing_members"].to_list() == [[], ["IND"], []]
    assert (asia["low"][1], asia["high"][1]) == pytest.approx((0.35, 0.50))
    assert found.filter(group="europe")["share"].to_list() == pytest.approx([0.6, 0.4, 0.4])


def products(cells):
    return pl.DataFrame(
        [("RUS", partner, product, 2021, value) for partner, product, value in cells],
        schema=["exporter", "importer", "product", "year", "value"],
        orient="row",
    )


def test_all_goods_without_energy_are_unknown_where_energy_is():
    table = products(
        [("CHN", "TOTAL", 70.0), ("CHN", "energy", 50.0), ("IND", "TOTAL", 20.0),
         ("WLD", "TOTAL", 200.0), ("WLD", "energy", 90.0)]
    )  # fmt: skip

    def rest(**said):
        return dict(
            af.less_products(table, ["energy"], **said).select("importer", "value").rows()
        )  # fmt: skip

    assert rest() == {"CHN": 20, "IND": None, "WLD": 110}
    assert rest(absent_is_zero=True)["IND"] == 20
    with pytest.raises(UsageError, match="worth more than all goods"):
        af.less_products(products([("CHN", "TOTAL", 1.0), ("CHN", "gas", 2.0)]), ["gas"])


def test_a_rise_of_the_price_of_oil_is_no_turn_at_constant_prices():
    # Oil to China trebles in price and not in tonnes; iron to Germany stands still.
    goods = pl.DataFrame(
        [("RUS", "CHN", "oil", 2013, 50.0, 10.0), ("RUS", "CHN", "oil", 2021, 150.0, 10.0),
         ("RUS", "DEU", "iron", 2013, 50.0, 1.0), ("RUS", "DEU", "iron", 2021, 50.0, 1.0)],
        schema=["exporter", "importer", "product", "year", "value", "quantity"],
        orient="row",
    )  # fmt: skip
    table = flows({"CHN": (50, 150), "DEU": (50, 50), "WLD": (100, 200)})
    turn = pv.Turn(WINDOW, pv.Group("europe", frozenset({"DEU"})),
                   pv.Group("asia", frozenset({"CHN"})))  # fmt: skip
    prices = constant_prices(goods, WINDOW, products=["oil"])
    nominal, real = (pv.pivot(each, turn) for each in (table, af.deflated(table, prices, WINDOW)))

    assert nominal.value == pytest.approx(0.5)
    assert real.value == pytest.approx(0)


def test_months_serve_as_periods_too():
    months = {2013: "2013-01", 2021: "2021-12"}
    table = flows(CASE).with_columns(pl.col("year").replace_strict(months, return_dtype=pl.String))
    turn = pv.Turn(Window("RUS", "2013-01", "2021-12"), EUROPE, ASIA)

    assert pv.pivot(table, turn).value == pytest.approx(0.45)
    assert pv.share_paths(table, turn)["year"].to_list() == ["2013-01"] * 2 + ["2021-12"] * 2


def test_one_unknown_price_leaves_the_whole_at_constant_prices_unknown():
    prices = pl.DataFrame({"partner": ["CHN", "DEU"], "value": [None, 5.0]})
    table = flows({"CHN": (50, 150), "DEU": (50, 50), "WLD": (100, 200)})
    found = af.deflated(table, prices, WINDOW).filter(year=2021)

    assert dict(found.select("importer", "value").rows()) == {"CHN": None, "DEU": 45, "WLD": None}


AMOUNTS = st.one_of(st.just(0.0), st.floats(0.01, 1e6))
NAMES = ("CHN", "DEU", "IND", "POL", "USA")
TABLES = st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=5, max_size=5).map(
    lambda x: dict(zip(NAMES, x, strict=True))
)


@given(TABLES, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_a_pivot_keeps_its_bounds_whatever_the_unit_and_the_order(cells, unit, random):
    table = flows(cells)
    rows = table.with_columns(pl.col("value") * unit).rows()
    random.shuffle(rows)
    found = pv.pivot(table, TURN, sum_of_rows=True)
    other = pv.pivot(pl.DataFrame(rows, schema=table.schema, orient="row"), TURN, sum_of_rows=True)
    if found.missing is not None:
        assert not all(sum(end) for end in zip(*cells.values(), strict=True))
        return

    assert -2 <= found.value <= 2
    assert 0 <= found.turnover <= 1 + 1e-12
    assert abs(found.value) <= 2 * found.turnover + 1e-12
    assert other.value == pytest.approx(found.value, abs=1e-12)
    assert math.fsum(each.change for each in found.contributions) == (
        pytest.approx(found.gain, abs=1e-12)
    )


@given(TABLES, AMOUNTS)
def test_the_bounds_hold_whatever_the_missing_member_was(cells, unseen):
    wholes = [math.fsum(end) for end in zip(*cells.values(), strict=True)]
    if not all(wholes):
        return
    full = {**cells, "WLD": (wholes[0], wholes[1] + unseen), "IND": (cells["IND"][0], "-")}
    open_pivot = pv.pivot(flows(full), TURN)
    truth = pv.pivot(flows({**full, "IND": cells["IND"]}), TURN)

    assert open_pivot.low - 1e-9 <= truth.value <= open_pivot.high + 1e-9


def test_russias_customs_give_china_the_share_of_2020_that_is_published():
    starter = Path(visavis.__file__).parent / "starter"
    rows = pl.concat(pl.read_parquet(path) for path in sorted(starter.glob("ru_customs/*/facts*")))
    table = (
        rows.filter((pl.col("subject") == "RUS") & (pl.col("relation") == "goods_flow"))
        .with_columns(pl.col("start").dt.year().alias("year").cast(pl.Int64))
        .filter(pl.col("year").is_in([2013, 2020]))
        .group_by(pl.col("subject").alias("exporter"), pl.col("partner").alias("importer"), "year")
        .agg(pl.col("value").sum())
    )
    turn = pv.Turn(
        Window("RUS", 2013, 2020),
        pv.Group("europe", frozenset({"DEU", "NLD", "ITA", "POL"})),
        pv.Group("asia", frozenset({"CHN", "JPN", "KOR", "IND"})),
    )
    found = pv.pivot(table, turn)

    assert {each.partner: round(100 * each.last, 1) for each in found.contributions}["CHN"] == 14.6
    assert found.largest == "CHN"
