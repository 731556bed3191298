"""Ranks of promises and portfolios, on cases small enough to see."""

import polars as pl
import pytest

from visavis.errors import UsageError
from visavis.measures.portfolios import OBLIGATIONS, alliance_ranks, outside_system, portfolio


def treaty(*promises: str) -> pl.DataFrame:
    return pl.DataFrame({name: [int(name in promises)] for name in OBLIGATIONS})


@pytest.mark.parametrize(
    ("promises", "rank"),
    [
        (("defence", "nonaggression"), 3),
        (("offence",), 3),
        (("neutrality", "nonaggression"), 2),
        (("consultation",), 2),
        (("nonaggression",), 1),
        ((), 0),
    ],
)
def test_the_strongest_promise_gives_the_rank(promises, rank):
    assert alliance_ranks(treaty(*promises))["rank"].item() == rank


def test_a_missing_or_odd_obligation_is_refused_not_taken_for_none():
    with pytest.raises(UsageError, match="no column defence"):
        alliance_ranks(treaty("offence").drop("defence"))
    with pytest.raises(UsageError, match="neither 0 nor 1"):
        alliance_ranks(treaty("offence").with_columns(neutrality=pl.lit(None, dtype=pl.Int64)))
    with pytest.raises(UsageError, match="neither 0 nor 1"):
        alliance_ranks(treaty("offence").with_columns(neutrality=2))


def test_a_portfolio_is_directed_and_maximal_towards_oneself():
    rows = pl.DataFrame({"state_a": [220], "state_b": [211], "rank": [3]})
    system = pl.Series([211, 220, 255])

    assert portfolio(rows, system).tolist() == [[3, 0, 0], [3, 3, 0], [0, 0, 3]]
    assert portfolio(None, system).tolist() == [[3, 0, 0], [0, 3, 0], [0, 0, 3]]


def test_promises_of_those_outside_the_system_are_left_out_and_listed():
    rows = pl.DataFrame(
        {"state_a": [220, 999], "state_b": [211, 220], "year": [1832, 1832], "rank": [3, 3]}
    )
    states = pl.DataFrame({"state": [211, 220], "year": [1832, 1832]})

    assert portfolio(rows, pl.Series([211, 220])).tolist() == [[3, 0], [3, 3]]
    assert outside_system(rows, states)["state_a"].to_list() == [999]
