"""PPML against known elasticities, another implementation and brute force; planted over-trade."""

import sys

import numpy as np
import polars as pl
import pytest

from visavis.errors import UsageError
from visavis.measures import gravity as g

STATES = [f"S{at:02d}" for at in range(9)]
YEARS = (2019, 2020, 2021)
BETA = (-0.8, 0.5)


def world(noise: float = 0.0, seed: int = 7) -> pl.DataFrame:
    """Flows that gravity made, with elasticities of -0.8 to distance and 0.5 to a border."""
    random = np.random.default_rng(seed)
    place = random.uniform(0, 100, (len(STATES), 2))
    size = random.normal(3, 1, (2, len(STATES), len(YEARS)))
    rows = []
    for i, exporter in enumerate(STATES):
        for j, importer in enumerate(STATES):
            if i == j:
                continue
            distance = float(np.log(np.hypot(*(place[i] - place[j]))))
            border = float((i + j) % 4 == 0)
            for t, year in enumerate(YEARS):
                mean = np.exp(size[0, i, t] + size[1, j, t] + BETA[0] * distance + BETA[1] * border)
                shock = random.gamma(1 / noise, noise) if noise else 1.0
                rows.append((exporter, importer, year, float(mean * shock), distance, border))
    columns = ["exporter", "importer", "year", "value", "ln dist", "border"]
    return pl.DataFrame(rows, schema=columns, orient="row")


COVARIATES = ("ln dist", "border")
APART = [("S01", "S00")]
BORDER = pl.col("border") == 1


def planted(table: pl.DataFrame, factor: float, exporter: str, importer: str) -> pl.DataFrame:
    here = (pl.col("exporter") == exporter) & (pl.col("importer") == importer)
    return table.with_columns(
        pl.when(here).then(pl.col("value") * factor).otherwise("value").alias("value")
    )


def test_a_pair_that_trades_double_what_gravity_makes_of_it_is_found_to_do_so():
    found = g.expected_trade(planted(world(), 2, "S00", "S01"), COVARIATES, apart=APART)
    ratios = dict(found.expected.group_by("exporter").agg(pl.col("ratio").mean()).rows())

    assert ratios["S00"] == pytest.approx(2, rel=1e-6)
    assert ratios["S01"] == pytest.approx(1, rel=1e-6)
    assert found.expected.height == 6
    assert [each.estimate for each in found.coefficients] == pytest.approx(BETA, abs=1e-6)


def test_the_pair_set_apart_does_not_touch_its_own_expectation():
    small, large = (
        g.expected_trade(planted(world(0.2), factor, "S00", "S01"), COVARIATES, apart=APART)
        for factor in (0.01, 100)
    )

    assert small.coefficients == large.coefficients
    assert small.expected["expected"].equals(large.expected["expected"])


def test_elasticities_of_noisy_flows_lie_within_three_errors_of_the_true_ones():
    found = g.expected_trade(world(0.3), COVARIATES, apart=APART)

    for each, true in zip(found.coefficients, BETA, strict=True):
        assert abs(each.estimate - true) < 3 * each.clustered
        assert 0.3 < each.dyadic / each.clustered < 3
    assert found.pairs == 9 * 8 / 2 - 1


def dummies(table: pl.DataFrame) -> np.ndarray:
    effects = []
    for side in ("exporter", "importer"):
        keys = (table[side] + "@" + table["year"].cast(pl.String)).to_numpy()
        names = np.unique(keys)
        # One importer of each year is the base, since the exporters' effects hold the constant.
        names = [name for name in names if side == "exporter" or not name.startswith("S08")]
        effects += [(keys == name).astype(float) for name in names]
    return np.column_stack([table.select(COVARIATES).to_numpy(), *effects])


def test_the_estimates_are_those_of_a_poisson_regression_with_dummies():
    from statsmodels.api import GLM, families

    table = world(0.3).filter(~(pl.col("exporter").is_in(["S00", "S01"])
                                & pl.col("importer").is_in(["S00", "S01"])))  # fmt: skip
    fit = GLM(table["value"].to_numpy(), dummies(table), family=families.Poisson()).fit(tol=1e-12)
    found = g.expected_trade(world(0.3), COVARIATES, apart=APART)

    assert [each.estimate for each in found.coefficients] == (
        pytest.approx(fit.params[:2].tolist(), abs=1e-6)
    )


def test_the_dyadic_errors_are_the_sum_over_all_rows_that_share_a_member():
    table = world(0.3).filter(~(pl.col("exporter").is_in(["S00", "S01"])
                                & pl.col("importer").is_in(["S00", "S01"])))  # fmt: skip
    from statsmodels.api import GLM, families

    design = dummies(table)
    value = table["value"].to_numpy()
    fit = GLM(value, design, family=families.Poisson()).fit(tol=1e-12)
    scores = design * (value - fit.mu)[:, None]
    bread = np.linalg.inv(design.T @ (design * fit.mu[:, None]))
    sides = [set(pair) for pair in table.select("exporter", "importer").rows()]
    share = np.array([[bool(one & other) for other in sides] for one in sides], dtype=float)
    brute = np.sqrt(np.diag(bread @ scores.T @ share @ scores @ bread)[:2])
    found = g.expected_trade(world(0.3), COVARIATES, apart=APART)

    assert [each.dyadic for each in found.coefficients] == pytest.approx(brute, rel=1e-4)


def test_zeros_stay_in_and_those_that_say_nothing_are_left_out_and_counted():
    silent = (pl.col("exporter") == "S05") & (pl.col("year") == 2020)
    some = (pl.col("exporter") == "S06") & (pl.col("importer") == "S07")
    table = world(0.3).with_columns(
        pl.when(silent | some).then(0.0).otherwise("value").alias("value")
    )
    found = g.expected_trade(table, COVARIATES, apart=APART)

    assert found.separated == 8
    assert found.zeros == 3
    assert found.observations == 9 * 8 * 3 - 6 - 8


def test_zeros_that_the_effects_foretell_together_are_found_too():
    # In 2020 two importers buy from three exporters alone, and these sell to nobody else: the
    # effects of the three can fall without end, as those of the two rise.
    three, two = pl.col("exporter").is_in(STATES[2:5]), pl.col("importer").is_in(STATES[5:7])
    now = pl.col("year") == 2020
    table = (
        world(0.3)
        .filter(~(now & ~three & two))
        .with_columns(pl.when(now & three & ~two).then(0.0).otherwise("value").alias("value"))
    )
    found = g.expected_trade(table, COVARIATES, apart=APART)
    plain = g.expected_trade(table.filter(pl.col("value") > 0), COVARIATES, apart=APART)

    # Each of the three sells to eight others, of which two are the two.
    assert found.separated == 3 * 6
    assert found.zeros == 0
    for one, other in zip(found.coefficients, plain.coefficients, strict=True):
        assert one.estimate == pytest.approx(other.estimate, abs=1e-6)
        assert one.dyadic == pytest.approx(other.dyadic, rel=1e-4)


def test_a_state_of_which_nothing_else_is_seen_has_no_expectation():
    only = (pl.col("exporter") == "S00") & (pl.col("importer") != "S01") & (pl.col("year") == 2020)
    table = world().with_columns(pl.when(only).then(0.0).otherwise("value").alias("value"))
    row = g.expected_trade(table, COVARIATES, apart=APART).expected.filter(
        exporter="S00", year=2020
    )

    assert row.select("expected", "ratio", "missing").rows() == [(None, None, "undefined")]


def test_an_unknown_flow_or_covariate_is_left_out_and_never_zero():
    here = (pl.col("exporter") == "S00") & (pl.col("importer") == "S01") & (pl.col("year") == 2019)
    other = (pl.col("exporter") == "S03") & (pl.col("year") == 2019)
    table = world().with_columns(
        pl.when(here | other).then(None).otherwise("value").alias("value"),
        pl.when(pl.col("importer") == "S04").then(None).otherwise("border").alias("border"),
    )
    found = g.expected_trade(table, COVARIATES, apart=[*APART, ("S04", "S02")])
    missing = dict(
        found.expected.filter(year=2019).select(
            pl.col("exporter") + pl.col("importer"), "missing"
        ).rows()
    )  # fmt: skip

    assert found.unknown == 8 + 7 * 3 - 1
    assert missing["S00S01"] == "not_reported"
    assert missing["S02S04"] == "not_reported"
    assert missing["S01S00"] is None


def test_neither_the_unit_nor_the_order_of_rows_matters():
    table = world(0.3)
    one = g.expected_trade(table, COVARIATES, apart=APART)
    two = g.expected_trade(
        table.with_columns(pl.col("value") * 1e6).sample(fraction=1, shuffle=True, seed=3),
        COVARIATES, apart=[("S00", "S01")],
    )  # fmt: skip

    assert two.expected["ratio"].to_list() == pytest.approx(one.expected["ratio"].to_list())
    for first, second in zip(one.coefficients, two.coefficients, strict=True):
        assert second.estimate == pytest.approx(first.estimate)
        assert second.dyadic == pytest.approx(first.dyadic)


@pytest.mark.parametrize(
    ("change", "covariates", "apart", "sentence"),
    [
        ({}, COVARIATES, [("S00", "ZZZ")], "no flow of S00-ZZZ"),
        ({}, COVARIATES, [], "no pair set apart"),
        ({}, (), APART, "the covariates none"),
        ({}, ("ln dist", "ln dist"), APART, "each once"),
        ({}, ("ln gdp",), APART, "no column ln gdp"),
        ({"ln gdp": pl.col("exporter").rank()}, ("ln dist", "ln gdp"), APART, "ln gdp, which"),
        ({"value": pl.when(BORDER).then(0.0).otherwise("value")}, COVARIATES, APART, "border, wh"),
        ({"border": pl.lit(float("inf"))}, COVARIATES, APART, "no finite number in border"),
        ({"value": pl.lit(0.0)}, COVARIATES, APART, "0 pairs with trade"),
    ],
)
def test_what_cannot_be_estimated_is_refused_in_one_sentence(change, covariates, apart, sentence):
    with pytest.raises(UsageError, match=sentence):
        g.expected_trade(world(0.3).with_columns(**change), covariates, apart=apart)


def test_without_the_extra_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyfixest", None)

    with pytest.raises(UsageError, match=r"pip install 'visavis\[stats\]'"):
        g.expected_trade(world(), COVARIATES, apart=APART)


@pytest.mark.shared
def test_russia_sold_china_less_than_gravity_expects_and_from_2016_more(shared_data):
    file = shared_data / "trade" / "baci" / "baci_totals_21_countries_2005_2021.parquet"
    table = pl.read_parquet(file).rename(
        {"iso_o": "exporter", "iso_d": "importer", "trade_value_usd_millions": "value"}
    )
    names = ("ln_dist", "contig", "comlang_off", "comcol", "rta_coverage")
    found = g.expected_trade(table, names, apart=[("RUS", "CHN")])
    ratios = dict(found.expected.filter(exporter="RUS").select("year", "ratio").rows())

    assert all(ratio < 0.9 for year, ratio in ratios.items() if year < 2016)
    assert all(ratio > 1 for year, ratio in ratios.items() if year >= 2016)
    assert found.coefficients[0].estimate == pytest.approx(-0.585, abs=0.001)
    # 17 states on both sides, two exporters and two importers besides: 208 pairs, less one.
    assert (found.observations, found.pairs) == (17 * 342, 207)
