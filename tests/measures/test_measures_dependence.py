"""Dependence, salience and weak links, by hand; their identities on any table."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures import asymmetry, trade
from visavis.model.figures import Missing

STATES = ("AAA", "BBB", "CCC")


def flows(cells: dict[str, float | None], year: int = 2020) -> pl.DataFrame:
    """`{"AAA>BBB": 3}` as a table."""
    return pl.DataFrame(
        [(*pair.split(">"), year, value) for pair, value in cells.items()],
        schema={
            "exporter": pl.String,
            "importer": pl.String,
            "year": pl.Int64,
            "value": pl.Float64,
        },
        orient="row",
    )


def gdp(**values: float | None) -> pl.DataFrame:
    return pl.DataFrame(
        [(state, 2020, value) for state, value in values.items()],
        schema={"state": pl.String, "year": pl.Int64, "value": pl.Float64},
        orient="row",
    )


# A sells 30 to B and buys 10; with the world it sells 100 and buys 60. B: 10 and 30; 50 and 50.
TABLE = {
    "AAA>BBB": 30.0, "BBB>AAA": 10.0, "AAA>WLD": 100.0, "WLD>AAA": 60.0,
    "BBB>WLD": 50.0, "WLD>BBB": 50.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("denominator", "a_on_b", "b_on_a"),
    [("exports", 0.30, 0.20), ("imports", 10 / 60, 0.60), ("trade", 0.25, 0.40)],
)
def test_each_whole_gives_its_own_share(denominator, a_on_b, b_on_a):
    found = trade.dependence(flows(TABLE), denominator=denominator)

    one = trade.ratio(found, "AAA", "BBB", 2020)
    other = trade.ratio(found, "BBB", "AAA", 2020)
    assert one.value == pytest.approx(a_on_b)
    assert other.value == pytest.approx(b_on_a)
    assert one.denominator == denominator


def test_ratios_of_two_wholes_refuse_to_meet():
    of_exports = trade.dependence(flows(TABLE), denominator="exports")
    of_trade = trade.dependence(flows(TABLE), denominator="trade")
    one, other = (trade.ratio(each, "AAA", "BBB", 2020) for each in (of_exports, of_trade))

    for refused in (
        lambda: one - other,
        lambda: one < other,
        lambda: one >= other,
        lambda: one / other,
    ):
        with pytest.raises(UsageError, match="beside"):
            refused()
    with pytest.raises(UsageError, match="another ratio"):
        one.__lt__(0.3)


def test_ratios_of_one_concept_are_compared_whoever_owns_them():
    found = trade.dependence(flows(TABLE), denominator="trade")
    one, other = (trade.ratio(found, a, b, 2020) for a, b in (("AAA", "BBB"), ("BBB", "AAA")))

    assert one < other
    assert other - one == pytest.approx(0.15)
    assert other / one == pytest.approx(1.6)


def test_a_part_is_never_taken_of_a_whole_that_does_not_hold_it():
    with pytest.raises(UsageError, match="exports as a share of imports"):
        trade.dependence(flows(TABLE), numerator="exports", denominator="imports")
    with pytest.raises(UsageError, match="trade as a share of exports"):
        trade.dependence(flows(TABLE), numerator="trade", denominator="exports")


def test_a_flow_without_a_row_is_zero_only_where_the_caller_says_so():
    table = flows({key: value for key, value in TABLE.items() if key != "BBB>AAA"})
    unsaid = trade.dependence(table, denominator="imports")
    said = trade.dependence(table, denominator="imports", absent_is_zero=True)
    half = trade.dependence(table, denominator="trade")

    assert trade.ratio(unsaid, "AAA", "BBB", 2020).missing is Missing.NOT_REPORTED
    assert trade.ratio(said, "AAA", "BBB", 2020).value == 0
    assert trade.ratio(half, "AAA", "BBB", 2020).missing is Missing.INCOMPLETE


def test_an_unknown_flow_is_never_zero():
    table = flows({**TABLE, "BBB>AAA": None})
    found = trade.dependence(table, denominator="imports", absent_is_zero=True)

    assert trade.ratio(found, "AAA", "BBB", 2020).missing is Missing.NOT_REPORTED


def test_a_pair_of_another_year_is_missing_and_not_left_out():
    later = flows({"AAA>WLD": 90.0, "AAA>CCC": 5.0}, 2021)
    found = trade.dependence(pl.concat([flows(TABLE), later]), denominator="exports")

    assert trade.ratio(found, "AAA", "BBB", 2021).missing is Missing.NOT_REPORTED
    assert trade.ratio(found, "AAA", "CCC", 2021).value == pytest.approx(5 / 90)


def test_a_total_is_the_sum_of_rows_only_where_the_caller_says_that_they_are_all():
    rows = flows({"AAA>BBB": 30.0, "AAA>CCC": 10.0})
    unsaid = trade.dependence(rows, denominator="exports")
    said = trade.dependence(rows, denominator="exports", sum_of_rows=True)
    lacking = trade.dependence(
        flows({"AAA>BBB": 30.0, "AAA>CCC": None}), denominator="exports", sum_of_rows=True
    )

    assert trade.ratio(unsaid, "AAA", "BBB", 2020).missing is Missing.NOT_REPORTED
    assert trade.ratio(said, "AAA", "BBB", 2020).value == 0.75
    assert trade.ratio(lacking, "AAA", "BBB", 2020).missing is Missing.INCOMPLETE


@pytest.mark.parametrize("whole", [0.0, 20.0])
def test_a_whole_of_nothing_or_less_than_its_part_gives_no_share(whole):
    found = trade.dependence(flows({**TABLE, "AAA>WLD": whole}), denominator="exports")

    assert trade.ratio(found, "AAA", "BBB", 2020).missing is Missing.UNDEFINED


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (flows({"AAA>BBB": -1.0}), "-1.0 for AAA, BBB, 2020"),
        (flows({"AAA>BBB": math.nan}), "nan for AAA"),
        (flows({"AAA>AAA": 1.0}), "trade of AAA with itself"),
        (pl.concat([flows({"AAA>BBB": 1.0})] * 2), "a second time"),
        (flows({"AAA>BBB": 1.0}).drop("year"), "no column year"),
        (flows({"AAA>BBB": 1.0}).with_columns(value=pl.lit("1")), "value as String"),
        (flows({"AAA>BBB": 1.0}).with_columns(year=pl.lit(None)), "without one of its names"),
    ],
)
def test_a_table_that_is_none_is_refused_in_one_sentence(table, sentence):
    with pytest.raises(UsageError, match=sentence):
        trade.dependence(table, denominator="exports")


def test_tables_meet_however_their_years_and_names_were_read():
    table = flows(TABLE).with_columns(
        pl.col("year").cast(pl.Int16), pl.col("exporter").cast(pl.Categorical)
    )
    found = trade.trade_to_gdp(table, gdp=gdp(AAA=1000, BBB=200))

    assert trade.ratio(found, "AAA", "BBB", 2020).value == pytest.approx(0.04)


def test_barbieris_three_measures_worked_by_hand():
    shares = trade.dependence(flows(TABLE), denominator="trade")
    row = trade.interdependence(shares).row(0, named=True)

    assert (row["a"], row["b"]) == ("AAA", "BBB")
    assert row["salience"] == pytest.approx(math.sqrt(0.25 * 0.40))
    assert row["symmetry"] == pytest.approx(0.85)
    assert row["interdependence"] == pytest.approx(0.85 * math.sqrt(0.1))


def test_the_weak_link_is_the_side_that_depends_less():
    found = trade.trade_to_gdp(flows(TABLE), gdp=gdp(AAA=1000, BBB=200))
    row = trade.weak_link(found).row(0, named=True)

    assert (row["dep_low"], row["dep_high"], row["low_owner"]) == (0.04, 0.2, "AAA")


def test_barbieris_measures_refuse_shares_of_gdp():
    found = trade.trade_to_gdp(flows(TABLE), gdp=gdp(AAA=1000, BBB=200))

    with pytest.raises(UsageError, match="trade/gdp; expected trade/trade"):
        trade.interdependence(found)


def test_a_pair_of_which_one_side_is_unknown_has_no_weak_link():
    found = trade.trade_to_gdp(flows(TABLE), gdp=gdp(AAA=1000, BBB=None))
    row = trade.weak_link(found).row(0, named=True)

    assert row["dep_low"] is None
    assert row["missing"] == "not_reported"


AMOUNTS = st.floats(0.01, 1e9)
CELLS = [f"{a}>{b}" for a in STATES for b in STATES if a != b]
TABLES = st.lists(AMOUNTS, min_size=6, max_size=6).map(lambda x: dict(zip(CELLS, x, strict=True)))
ECONOMIES = st.lists(st.floats(1.0, 1e12), min_size=3, max_size=3).map(
    lambda x: dict(zip(STATES, x, strict=True))
)


@given(TABLES, ECONOMIES)
def test_a_share_of_trade_times_openness_is_dependence(cells, economies):
    table, size = flows(cells), gdp(**economies)
    share = trade.dependence(table, denominator="trade", sum_of_rows=True)
    direct = trade.trade_to_gdp(table, gdp=size)
    opened = trade.openness(table, gdp=size, sum_of_rows=True)
    chain = asymmetry.chained(
        trade.ratio(share, "AAA", "BBB", 2020), trade.ratio(opened, "AAA", "WLD", 2020)
    )

    assert chain.number() == pytest.approx(trade.ratio(direct, "AAA", "BBB", 2020).number())


@given(TABLES, ECONOMIES)
def test_asymmetry_over_gdp_is_the_ratio_of_the_economies(cells, economies):
    found = trade.trade_to_gdp(flows(cells), gdp=gdp(**economies))
    one, other = (trade.ratio(found, *pair, 2020) for pair in (("AAA", "BBB"), ("BBB", "AAA")))
    split = asymmetry.asymmetry(one, other)

    assert split.log_ratio == pytest.approx(math.log(economies["BBB"] / economies["AAA"]), abs=1e-9)
    assert split.is_size_only
    assert split.books == pytest.approx(0, abs=1e-9)
    assert -1 <= split.normalised <= 1


@given(TABLES, st.floats(0.001, 1000), st.randoms(use_true_random=False))
def test_shares_depend_neither_on_the_unit_nor_on_the_order_of_rows(cells, unit, random):
    table = flows(cells)
    rows = table.rows()
    random.shuffle(rows)
    mixed = pl.DataFrame(rows, schema=table.schema, orient="row")
    scaled = table.with_columns(pl.col("value") * unit)
    first, second, third = (
        trade.dependence(each, denominator="trade", sum_of_rows=True)
        for each in (table, mixed, scaled)
    )

    assert first.equals(second)
    assert third["value"].to_list() == pytest.approx(first["value"].to_list())
    assert first.group_by("owner").agg(pl.col("value").sum())["value"].to_list() == (
        pytest.approx([1.0] * 3)
    )


@given(TABLES)
def test_salience_symmetry_and_their_product_are_symmetric_and_at_most_one(cells):
    shares = trade.dependence(flows(cells), denominator="trade", sum_of_rows=True)
    one, other = (trade.ratio(shares, *pair, 2020) for pair in (("AAA", "BBB"), ("BBB", "AAA")))
    whole = trade.interdependence(shares).row(0, named=True)

    for measure in (asymmetry.salience, asymmetry.symmetry, asymmetry.interdependence):
        assert measure(one, other) == measure(other, one)
        assert 0 <= measure(one, other) <= 1
        assert whole[measure.__name__] == pytest.approx(measure(one, other))


def test_two_books_leave_a_part_of_the_asymmetry_that_is_not_size():
    table = flows(TABLE)
    mine = trade.ratio(trade.dependence(table, denominator="trade"), "AAA", "BBB", 2020)
    other_book = flows({**TABLE, "AAA>BBB": 40.0})
    theirs = trade.ratio(trade.dependence(other_book, denominator="trade"), "BBB", "AAA", 2020)
    split = asymmetry.asymmetry(mine, theirs, vulnerabilities=(0.3, 0.1))

    assert not split.is_size_only
    assert split.books == pytest.approx(math.log(40 / 50))
    assert split.size == pytest.approx(math.log(100 / 160))
    assert split.log_ratio == pytest.approx(split.size + split.books)
    assert split.substitution == pytest.approx(0.2)


def test_no_trade_at_all_has_no_log_ratio():
    found = trade.dependence(flows({**TABLE, "AAA>BBB": 0.0, "BBB>AAA": 0.0}), denominator="trade")
    one, other = (trade.ratio(found, *pair, 2020) for pair in (("AAA", "BBB"), ("BBB", "AAA")))
    split = asymmetry.asymmetry(one, other)

    assert (split.log_ratio, split.normalised, split.missing) == (None, None, Missing.UNDEFINED)
    assert split.difference == 0


def test_two_ratios_that_are_no_pair_have_no_asymmetry():
    found = trade.dependence(flows(TABLE), denominator="trade")
    one = trade.ratio(found, "AAA", "BBB", 2020)

    with pytest.raises(UsageError, match="each on the other"):
        asymmetry.asymmetry(one, one)
    with pytest.raises(UsageError, match="no value"):
        asymmetry.salience(one, trade.ratio(found, "BBB", "AAA", 2020).__class__(
            owner="BBB", partner="AAA", year=2020, numerator="trade", denominator="trade",
            amount=None, whole=None, value=None, missing=Missing.NOT_REPORTED,
        ))  # fmt: skip
