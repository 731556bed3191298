"""Rhetoric against substance: shares, gaps and lags worked out by hand."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.rhetoric import (
    LEAST_FOR_P,
    LEAST_PARAGRAPHS,
    lead_lag,
    mention_shares,
    rhetoric_gap,
    time_line,
)
from visavis.model.figures import Missing

Rows = list[tuple[str, int, str, float | None]]


def amounts(rows: Rows) -> pl.DataFrame:
    schema = {
        "series": pl.String, "year": pl.Int64, "partner": pl.String, "amount": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


TALK: Rows = [("mentions", 2020, "CHN", 30), ("mentions", 2020, "EU", 10)]
TRADE: Rows = [("trade", 2020, "CHN", 50), ("trade", 2020, "EU", 150)]


def gap_of(rows: Rows) -> dict[tuple[int, str], tuple[float | None, str | None]]:
    found = rhetoric_gap(time_line(amounts(rows)), "mentions", "trade")
    return {(row["year"], row["partner"]): (row["gap"], row["missing"])
            for row in found.iter_rows(named=True)}  # fmt: skip


def test_the_gap_is_share_of_attention_less_share_of_substance() -> None:
    """30 of 40 mentions are 75 %, 50 of 200 of trade 25 %: 50 points more said than done."""
    assert gap_of(TALK + TRADE) == {
        (2020, "CHN"): (pytest.approx(50.0), None), (2020, "EU"): (pytest.approx(-50.0), None),
    }  # fmt: skip


def test_an_amount_that_is_not_known_leaves_no_share_of_anybody_that_year() -> None:
    line = time_line(amounts([("trade", 2020, "CHN", 50), ("trade", 2020, "EU", None)]))

    assert line["share"].to_list() == [None, None]
    assert line["missing"].to_list() == ["incomplete", "not_reported"]


def test_all_zero_is_no_share_and_zero_beside_others_is_one() -> None:
    line = time_line(
        amounts([("m", 1, "A", 0), ("m", 1, "B", 0), ("m", 2, "A", 0), ("m", 2, "B", 4)])
    )

    assert line["share"].to_list() == [None, None, 0.0, 1.0]
    assert line["missing"].to_list() == ["undefined", "undefined", None, None]


def test_a_year_of_one_series_alone_has_no_gap_and_says_so() -> None:
    later: Rows = [("trade", 2021, "CHN", 1), ("trade", 2021, "EU", 1)]

    assert gap_of(TALK + TRADE + later)[2021, "CHN"] == (None, "out_of_coverage")


def test_two_wholes_are_not_compared() -> None:
    with pytest.raises(UsageError, match=r"one series alone: IND"):
        gap_of([*TALK, *TRADE, ("trade", 2020, "IND", 5)])


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_shares_of_a_year_make_one_in_any_order(values, random) -> None:
    rows: Rows = [("trade", 2020, f"P{n}", value) for n, value in enumerate(values)]
    mixed = [*rows]
    random.shuffle(mixed)

    assert time_line(amounts(rows))["share"].sum() == pytest.approx(1.0)
    assert time_line(amounts(mixed)).equals(time_line(amounts(rows)))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([*TALK, TALK[0]], "twice"),
        ([("trade", 2020, "CHN", -1)], "negative"),
        ([("trade", 2020, "CHN", float("nan"))], "no number"),
    ],
)
def test_amounts_that_mean_nothing_are_refused(rows, said) -> None:
    with pytest.raises(UsageError, match=said):
        time_line(amounts(rows))


def test_a_series_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="'arms'; expected one of mentions, trade"):
        rhetoric_gap(time_line(amounts(TALK + TRADE)), "mentions", "arms")


PULSE = [0.0, 1, 0, 0, 3, 0, 0, 2, 0, 0, 5, 0]


def test_attention_that_comes_a_year_before_leads_by_one() -> None:
    after = [0.0, *PULSE[:-1]]
    found = {each.lag: each for each in lead_lag(PULSE, after, 2)}

    assert found[1].r == pytest.approx(1.0)
    assert found[1].pairs == 11
    assert max(found.values(), key=lambda each: each.r).lag == 1
    assert {each.lag: each for each in lead_lag(after, PULSE, 2)}[-1].r == pytest.approx(1.0)


def test_a_short_series_has_no_p_value_and_a_very_short_one_no_correlation() -> None:
    twelve = lead_lag(PULSE, PULSE, 0)[0]
    assert (twelve.r, twelve.p, twelve.pairs) == (pytest.approx(1.0), None, 12)

    three = lead_lag([1.0, 2, 3, None], [1.0, 2, 3, 4], 0)[0]
    assert (three.r, three.pairs, three.missing) == (None, 3, Missing.UNDEFINED)


def test_a_constant_series_has_no_correlation() -> None:
    assert lead_lag([1.0] * 9, PULSE[:9], 0)[0].missing is Missing.UNDEFINED


def test_two_trends_correlate_in_levels_and_not_in_changes() -> None:
    rng = np.random.default_rng(5)
    one, other = (np.arange(40) + rng.normal(0, 1, 40) for _ in range(2))

    assert lead_lag(one, other, 0)[0].r > 0.95
    assert abs(lead_lag(one, other, 0, differences=True)[0].r) < 0.4


def test_p_values_of_unrelated_persistent_series_are_seldom_small() -> None:
    """Drifting series of 60 points: a plain test rejects far too often, this one seldom."""
    rng = np.random.default_rng(11)
    small = 0
    for _ in range(200):
        noise = rng.normal(size=(2, 60))
        series = np.zeros((2, 60))
        for t in range(1, 60):
            series[:, t] = 0.7 * series[:, t - 1] + noise[:, t]
        small += lead_lag(series[0], series[1], 0)[0].p < 0.05

    assert small <= 24


def test_a_gap_in_the_years_leaves_no_p_value() -> None:
    rng = np.random.default_rng(2)
    x, y = list(rng.normal(size=LEAST_FOR_P + 5)), list(rng.normal(size=LEAST_FOR_P + 5))

    assert lead_lag(x, y, 0)[0].p is not None
    assert lead_lag([*x[:9], None, *x[10:]], y, 0)[0].p is None


@pytest.mark.parametrize(("years", "lag"), [(4, 4), (4, -1)])
def test_a_lag_longer_than_the_series_is_refused(years, lag) -> None:
    with pytest.raises(UsageError, match="greatest lag"):
        lead_lag([1.0] * years, [2.0] * years, lag)


def test_series_of_different_years_are_refused() -> None:
    with pytest.raises(UsageError, match="3 and 4 years"):
        lead_lag([1.0] * 3, [1.0] * 4, 0)


def document(paragraphs: int) -> pl.DataFrame:
    return pl.DataFrame({"CHN": [3, 0] * (paragraphs // 2), "USA": [0, 1] * (paragraphs // 2)})


def test_shares_of_mentions_lie_in_intervals_that_narrow_with_more_paragraphs() -> None:
    few, many = (mention_shares(document(n), seed=1)[0] for n in (20, 200))

    assert few.state == "CHN"
    assert few.share == many.share == pytest.approx(0.75)
    assert few.low < few.share < few.high
    assert many.high - many.low < few.high - few.low
    assert mention_shares(document(20), seed=1)[0] == few


def test_an_interval_of_a_share_covers_the_binomial_one_where_each_paragraph_has_one_mention() -> (
    None
):
    """Half of 100 single mentions: 0.5 +- 1.96 * 0.05."""
    one = pl.DataFrame({"CHN": [1, 0] * 50, "USA": [0, 1] * 50})
    found = mention_shares(one, seed=1, draws=4000)[0]

    assert found.low == pytest.approx(0.402, abs=0.015)
    assert found.high == pytest.approx(0.598, abs=0.015)


def test_few_paragraphs_have_a_share_and_no_interval() -> None:
    found = mention_shares(document(LEAST_PARAGRAPHS - 2), seed=1)[0]

    assert (found.share, found.low, found.high) == (0.75, None, None)


def test_a_document_that_names_nobody_has_no_share() -> None:
    found = mention_shares(pl.DataFrame({"CHN": [0] * 20}), seed=1)[0]

    assert (found.mentions, found.share, found.missing) == (0, None, Missing.UNDEFINED)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pl.DataFrame(), "no paragraph or state"),
        (pl.DataFrame({"CHN": [-1]}), "no whole number"),
        (pl.DataFrame({"CHN": [0.5]}), "no whole number"),
        (pl.DataFrame({"CHN": [None, 1]}), "no whole number"),
    ],
)
def test_counts_that_mean_nothing_are_refused(table, said) -> None:
    with pytest.raises(UsageError, match=said):
        mention_shares(table, seed=1)
