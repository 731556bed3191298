"""Robustness: changes in two variants side by side, against a count by hand and by brute force."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.workbench.panel import panel
from visavis.workbench.panel_books import compared


def variant(rows: dict[str, list[float | None]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (state, "CHN", 2000 + place, value)
            for state, values in rows.items()
            for place, value in enumerate(values)
        ],
        schema={"state_a": pl.String, "state_b": pl.String, "year": pl.Int32, "value": pl.Float64},
        orient="row",
    )


def test_a_change_is_between_the_first_and_last_year_that_both_have():
    one = variant({"VNM": [1.0, 2.0, 9.0], "LAO": [1.0, 1.0, 1.0], "KHM": [None, 3.0, None]})
    other = variant({"VNM": [None, 5.0, 4.0], "LAO": [2.0, 2.0, 5.0], "KHM": [1.0, 1.0, 1.0]})
    found = compared(one, other)

    assert found == {
        "dyads": 2, "turned": 1, "flat": 1, "rank_correlation": None, "not_compared": 1,
        "first": 2000, "last": 2002,
    }  # fmt: skip


values = st.lists(st.one_of(st.none(), st.integers(-3, 3).map(float)), min_size=3, max_size=3)


@given(st.dictionaries(st.sampled_from(["VNM", "LAO", "KHM", "THA", "IDN"]),
                       st.tuples(values, values), min_size=1))  # fmt: skip
def test_sign_changes_agree_with_a_count_one_by_one(cells: dict[str, tuple[list, list]]):
    one = variant({state: pair[0] for state, pair in cells.items()})
    other = variant({state: pair[1] for state, pair in cells.items()})
    found = compared(one, other)

    turned = flat = dyads = 0
    for ours, theirs in cells.values():
        both = [place for place in range(3) if None not in (ours[place], theirs[place])]
        if len(both) < 2:
            continue
        dyads += 1
        product = (ours[both[-1]] - ours[both[0]]) * (theirs[both[-1]] - theirs[both[0]])
        turned += product < 0
        flat += product == 0
    assert (found["dyads"], found["turned"], found["flat"]) == (dyads, turned, flat)
    assert compared(other, one)["turned"] == turned
    assert compared(one, one)["turned"] == 0


def test_ranks_of_changes_are_correlated_as_spearman_has_it():
    """Changes 1, 2, 3, 4 against 1, 3, 2, 4: 1 - 6 x 2 / (4 x 15) = 0.8."""
    one = variant({"VNM": [0.0, 1.0], "LAO": [0.0, 2.0], "KHM": [0.0, 3.0], "THA": [0.0, 4.0]})
    other = variant({"VNM": [0.0, 1.0], "LAO": [0.0, 3.0], "KHM": [0.0, 2.0], "THA": [0.0, 4.0]})

    assert compared(one, other)["rank_correlation"] == pytest.approx(0.8)


def test_a_fall_of_the_distance_counts_as_a_rise_of_likeness(own_folder):
    """Votes of the starter: China and Russia, 1994 to 2019 on all measures."""
    found = panel("CHN", "RUS", years="1994..2019", measures="s").robustness(
        books=(), similarity=("s", "agreement"), vintages=False
    )
    row = found.frame.row(0, named=True)

    assert (row["dyads"], row["first"], row["last"]) == (1, 1994, 2019)
    assert row["turned"] == 0


def test_unknown_books_and_measures_are_refused(own_folder):
    asked = panel("CHN", "RUS", years="2018..2019", measures="s")
    with pytest.raises(UsageError, match="some of own, partner, reconciled"):
        asked.robustness(books=("mirror",))
    with pytest.raises(UsageError, match="some of agreement, s"):
        asked.robustness(similarity=("likeness",))
