"""The table of all pairs and the figure of one pair are the same number out of the same rows."""

import polars as pl
import pytest

from visavis.measures.similarity_panel import Asked, vote_similarity
from visavis.store import default_store
from visavis.workbench import figure


@pytest.fixture(scope="module")
def agreements() -> pl.DataFrame:
    """Agreement of all pairs in 1986 and 2014, from the starter's own tables of votes."""
    store = default_store(None)
    held = {e.table: store.frame(e) for e in store.entries() if e.source == "un_votes"}
    days = held["roll_calls"].select("rid", year=pl.col("held_on").dt.year())
    votes = held["votes"].join(days, on="rid").filter(pl.col("year").is_in([1986, 2014]))
    rows = votes.select("year", "state", "position", item="rid")
    return vote_similarity(rows, Asked(measures=("agreement",)), drop_unanimous=True)


@pytest.mark.parametrize(
    ("a", "b", "year"),
    [("USA", "VNM", 2014), ("CHN", "VNM", 2014), ("IND", "RUS", 2014), ("LAO", "USA", 1986)],
)
def test_the_table_has_the_figure_of_each_pair(agreements: pl.DataFrame, a: str, b: str, year: int):
    row = agreements.filter(state_a=a, state_b=b, year=year).row(0, named=True)
    single = figure("vote_agreement", a, b, year=year)

    assert single.value is not None
    assert 100 * row["agreement"] == pytest.approx(float(single.value), abs=1e-10)
    assert row["common"] == single.detail["n"]
