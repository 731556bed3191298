"""Likeness of all pairs and years: published values, other programs' values, what is missing."""

import csv
import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from visavis.errors import UsageError
from visavis.measures.similarity import VOTE_LEVELS, kappa
from visavis.measures.similarity_panel import Asked, alliance_similarity, vote_similarity
from visavis.sources import un_votes

IDS = {
    "Australia": "AUS", "China": "CHN", "Germany": "DEU", "India": "IND", "Indonesia": "IDN",
    "Japan": "JPN", "Malaysia": "MYS", "Philippines": "PHL", "Saudi Arabia": "SAU",
    "Singapore": "SGP", "South Korea": "KOR", "Taiwan": "TWN", "Thailand": "THA",
    "United Arab Emirates": "ARE", "United States of America": "USA", "Vietnam": "VNM",
}  # fmt: skip


def roll_calls(*rows: tuple[int, str, str, object]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["year", "item", "state", "position"], orient="row")


FOUR = roll_calls(
    (2000, "a", "USA", 1), (2000, "a", "CHN", 3), (2000, "a", "LAO", 8),
    (2000, "b", "USA", 1), (2000, "b", "CHN", 2), (2000, "b", "LAO", 8),
    (2000, "c", "USA", 2), (2000, "c", "CHN", 8), (2000, "c", "LAO", 2),
    (2001, "d", "USA", 1), (2001, "d", "CHN", 1),
)  # fmt: skip


def test_each_pair_of_states_that_voted_has_one_row_a_year():
    table = vote_similarity(FOUR)

    assert table.select("state_a", "state_b", "year", "common").rows() == [
        ("CHN", "LAO", 2000, 0), ("CHN", "USA", 2000, 2), ("LAO", "USA", 2000, 1),
        ("CHN", "USA", 2001, 1),
    ]  # fmt: skip
    # USA and China in 2000: yes against no 0, yes beside an abstention one half.
    assert table["agreement"].to_list() == [None, 0.25, 1.0, 1.0]
    assert table["s"].to_list() == [None, -0.5, 1.0, 1.0]


def test_what_has_no_value_says_why():
    table = vote_similarity(FOUR)

    assert table["s_reason"].to_list() == ["no_common_vote", None, None, None]
    assert table["kappa_reason"].to_list() == [
        "no_common_vote", None, "no_variation", "no_variation",
    ]  # fmt: skip


def test_haeges_zero_is_given_where_it_is_asked_for():
    table = vote_similarity(FOUR, Asked(measures=("kappa",), zero_undefined=True))

    assert table["kappa"].to_list()[2:] == [0.0, 0.0]
    assert table["kappa_reason"].to_list() == ["no_common_vote", None, None, None]


def test_directed_rows_are_the_same_pairs_in_both_orders():
    once = vote_similarity(FOUR, Asked(measures=("s", "pi")))
    twice = vote_similarity(FOUR, Asked(measures=("s", "pi"), directed=True))
    turned = once.rename({"state_a": "state_b", "state_b": "state_a"}).select(once.columns)

    both = pl.concat([once, turned]).sort("year", "state_a", "state_b")
    assert_frame_equal(twice, both)


def test_words_for_positions_are_as_good_as_numbers():
    words = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
    named = FOUR.with_columns(pl.col("position").replace_strict(words, return_dtype=pl.String))

    assert_frame_equal(vote_similarity(named), vote_similarity(FOUR))


def test_numbers_with_a_point_and_nan_read_as_codes_and_absence():
    nan = pl.when(pl.col("position") == 8).then(float("nan")).otherwise("position")

    assert_frame_equal(vote_similarity(FOUR.with_columns(position=nan)), vote_similarity(FOUR))


def test_a_vote_without_state_or_roll_call_is_refused():
    with pytest.raises(UsageError, match="without state"):
        vote_similarity(FOUR.with_columns(state=pl.lit(None, dtype=pl.String)))


def test_the_order_of_rows_does_not_matter():
    assert_frame_equal(vote_similarity(FOUR.reverse()), vote_similarity(FOUR))


def test_unanimous_roll_calls_are_left_out_only_where_asked():
    rows = roll_calls(
        (2000, "a", "USA", 1), (2000, "a", "CHN", 1), (2000, "a", "LAO", 8),
        (2000, "b", "USA", 1), (2000, "b", "CHN", 3), (2000, "b", "LAO", 8),
    )  # fmt: skip

    assert vote_similarity(rows)["agreement"].to_list() == [0.5]
    assert vote_similarity(rows, drop_unanimous=True)["agreement"].to_list() == [0.0]


def test_an_unknown_position_is_refused_not_taken_for_an_absence():
    for odd in (7, 2.5, 0):
        with pytest.raises(UsageError, match=f"position {float(odd)}"):
            vote_similarity(roll_calls((2000, "a", "USA", odd)))
    with pytest.raises(UsageError, match="type Boolean"):
        vote_similarity(roll_calls((2000, "a", "USA", True)))
    with pytest.raises(UsageError, match="position 'paired'"):
        vote_similarity(roll_calls((2000, "a", "USA", "paired")))


def test_a_state_that_voted_twice_on_one_roll_call_is_refused():
    rows = roll_calls((2000, "a", "USA", 1), (2000, "a", "USA", 3))

    with pytest.raises(UsageError, match="two votes"):
        vote_similarity(rows)


def test_a_missing_column_and_an_unknown_measure_are_refused():
    with pytest.raises(UsageError, match="no column session"):
        vote_similarity(FOUR, period="session")
    with pytest.raises(UsageError, match="'tau'"):
        vote_similarity(FOUR, Asked(measures=("tau",)))
    with pytest.raises(UsageError, match="measure: found ''"):
        vote_similarity(FOUR, Asked(measures=()))


def test_no_votes_make_an_empty_table_with_the_same_columns():
    assert vote_similarity(FOUR.clear()).schema == vote_similarity(FOUR).schema


SYSTEM = pl.DataFrame({"state": [2, 200, 365] * 2, "year": [1950] * 3 + [2020] * 3})
NATO = pl.DataFrame(
    {"state_a": [2, 200], "state_b": [200, 2], "year": [1950, 1950], "rank": [3, 3]}
)


def test_a_portfolio_holds_the_state_itself_and_no_row_means_no_promise():
    table = alliance_similarity(NATO, SYSTEM, (1815, 2018)).filter(pl.col("year") == 1950)

    # Portfolios: 2: 3 3 0; 200: 3 3 0; 365: 0 0 3.
    assert table.select("state_a", "state_b", "common", "s").rows() == [
        (2, 200, 3, 1.0), (2, 365, 3, -1.0), (200, 365, 3, -1.0),
    ]  # fmt: skip
    # Equal but for the weights: kappa 1; opposed on three: 1 - 27 / (18 + 9 - 2 * 6 * 3 / 3).
    assert table["kappa"].to_list() == pytest.approx([1, 1 - 27 / 15, 1 - 27 / 15], abs=1e-12)


def test_years_outside_the_record_of_alliances_are_not_years_without_alliances():
    table = alliance_similarity(NATO, SYSTEM, (1815, 2018)).filter(pl.col("year") == 2020)

    assert table["s"].to_list() == [None] * 3
    assert set(table["s_reason"]) == set(table["kappa_reason"]) == {"out_of_coverage"}


def test_s_weighted_by_capabilities_counts_the_strong():
    weights = pl.DataFrame(
        {"state": [2, 200, 365], "year": [1950] * 3, "capability": [0.5, 0.25, 0.25]}
    )
    promise = pl.DataFrame({"state_a": [200], "state_b": [2], "year": [1950], "rank": [3]})
    table = alliance_similarity(promise, SYSTEM, (1815, 2018), capabilities=weights)

    # 2: 3 0 0 and 200: 3 3 0 differ by 3 on 200 only, a quarter of the weight.
    assert table.filter(year=1950, state_a=2, state_b=200)["s_weighted"].item() == 0.5
    assert table.filter(year=1950, state_a=2, state_b=200)["s"].item() == pytest.approx(1 / 3)


def test_a_state_without_capability_leaves_the_year_without_weighted_s():
    weights = pl.DataFrame({"state": [2, 200], "year": [1950] * 2, "capability": [0.5, 0.25]})
    table = alliance_similarity(NATO, SYSTEM, (1815, 2018), capabilities=weights)

    assert table["s_weighted"].to_list() == [None] * 6
    assert table["s_weighted_reason"].to_list() == ["no_capability"] * 3 + ["out_of_coverage"] * 3


def test_a_pair_with_two_ranks_in_a_year_is_refused():
    with pytest.raises(UsageError, match="two rows of one state_a, state_b, year"):
        alliance_similarity(pl.concat([NATO, NATO]), SYSTEM, (1815, 2018))


def test_a_state_year_without_a_year_is_refused():
    holed = SYSTEM.with_columns(year=pl.lit(None, dtype=pl.Int64))

    with pytest.raises(UsageError, match="without state or year"):
        alliance_similarity(NATO, holed, (1815, 2018))


def test_a_promise_not_known_is_left_out_of_the_pairs_of_who_may_have_given_it():
    unknown = NATO.with_columns(rank=pl.Series([3, None]))
    table = alliance_similarity(unknown, SYSTEM, (1815, 2018)).filter(year=1950)

    assert table["common"].to_list() == [2, 3, 2]


def test_codes_with_a_point_meet_whole_ones_and_words_do_not():
    floats = NATO.with_columns(pl.col("state_a", "state_b", "year").cast(pl.Float64))
    words = NATO.with_columns(pl.col("state_a", "state_b").cast(pl.String))

    whole = alliance_similarity(NATO, SYSTEM, (1815, 2018))
    assert_frame_equal(alliance_similarity(floats, SYSTEM, (1815, 2018)), whole)
    with pytest.raises(UsageError, match="state_a of type String"):
        alliance_similarity(words, SYSTEM, (1815, 2018))


@pytest.mark.shared
def test_all_published_agreement_scores_come_out_of_one_table(shared_data: Path):
    # Voeten, AgreementScores (June 2024). South Yemen, which alone divides two roll calls, is not
    # in the file, and of two nearly equal rows of 1 September 2023 one belongs to session 78.
    folder = shared_data / "votes"
    tables = un_votes.load(folder, date(2026, 1, 2)).tables
    with gzip.open(folder / "un_roll_calls.csv.gz", "rt", encoding="utf-8") as lines:
        listed = {row["rcid"]: int(float(row["session"])) for row in csv.DictReader(lines)}
    sessions = {}
    for rid, _, day, _ in tables["roll_calls"].frame.iter_rows():
        opened = day.year if (day.month, day.day) >= (9, 5) else day.year - 1
        sessions[rid] = 78 if rid == "9430" else listed.get(rid, opened - 1945)
    alone = pl.DataFrame({"rid": ["1178", "1228"], "state": "YMD", "position": "no"})
    votes = pl.concat([tables["votes"].frame.select("rid", "state", "position"), alone])
    days = tables["roll_calls"].frame.select("rid", "held_on")
    votes = votes.join(days, on="rid").select(
        "position",
        item="rid",
        session=pl.col("rid").replace_strict(sessions, return_dtype=pl.Int32),
        # The publisher has the Republic of China under Taiwan from the first session on.
        state=pl.when((pl.col("state") == "CHN") & (pl.col("held_on") < date(1971, 9, 1)))
        .then(pl.lit("TWN"))
        .otherwise("state"),
    )
    table = vote_similarity(
        votes, Asked(measures=("agreement",), directed=True), period="session", drop_unanimous=True
    )
    published = pl.read_csv(folder / "agreement_scores_jun2024_sample.csv")
    keyed = published.select(
        pl.nth(0).cast(pl.Int32).alias("session"),
        pl.nth(2).replace_strict(IDS).alias("state_a"),
        pl.nth(3).replace_strict(IDS).alias("state_b"),
        pl.nth(4).alias("published"),
    )
    both = keyed.join(table, on=["session", "state_a", "state_b"], how="left")

    assert both.height == 5880
    assert both["agreement"].null_count() == 0
    assert (both["agreement"] - both["published"]).abs().max() < 1e-12


@pytest.mark.shared
def test_the_raw_roll_calls_of_1947_give_table_7_of_signorino_and_ritter(shared_data: Path):
    record = pl.read_parquet(shared_data / "votes" / "voeten_jun2024_long.parquet")
    votes = record.filter(pl.col("rcid").is_between(46, 77), pl.col("date").dt.year() == 1947)
    table = vote_similarity(
        votes.select(
            "rcid",
            item="rid",
            state="iso3",
            position=pl.col("vote"),
            year=pl.col("date").dt.year(),
        )
    )
    row = table.filter(state_a="RUS", state_b="USA").row(0, named=True)

    assert row["common"] == 32
    assert [round(row[c], 2) for c in ("s", "agreement")] == [-0.5, 0.25]
    assert row["kappa"] == pytest.approx(-0.494, abs=1e-3)
    assert row["pi"] == pytest.approx(-0.595, abs=1e-3)


@pytest.mark.shared
def test_the_united_states_and_mexico_in_1946_are_as_fpsim_prints(shared_data: Path):
    # https://svmiller.com/fpsim, usamex46: cohenk -0.01222707, taub 0.01431261, 38 votes.
    votes = pl.read_parquet(shared_data / "votes" / "fpsim_unvd_1946_2022.parquet")
    table = vote_similarity(
        votes.filter(pl.col("year") == 1946).select(
            "year", item="resid", state=pl.col("ccode").cast(pl.Int32), position="vote"
        ),
        Asked(measures=("kappa", "tau_b")),
    )
    row = table.filter(state_a=2, state_b=70).row(0, named=True)

    assert row["common"] == 38
    assert row["kappa"] == pytest.approx(-0.01222707, abs=5e-9)
    assert row["tau_b"] == pytest.approx(0.01431261, abs=5e-9)


def test_a_table_says_what_the_measure_of_the_pair_says():
    rows = roll_calls(
        *((2000, str(n), "USA", p) for n, p in enumerate([1, 2, 3, 1, 1])),
        *((2000, str(n), "CHN", p) for n, p in enumerate([1, 1, 3, 2, 3])),
    )
    one = kappa([1, 2, 3, 1, 1], [1, 1, 3, 2, 3], VOTE_LEVELS).value

    assert vote_similarity(rows)["kappa"].item() == one
