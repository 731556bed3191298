"""Panels on publishers' own files: cells against published values and other ways to them."""

import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import visavis as vv
from visavis.measures.dyads import dyad_years, states_of_the_house
from visavis.model.names import resolve
from visavis.refresh import add

TODAY = date(2026, 1, 2)


@pytest.fixture(scope="module")
def published(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter with SIPRI's tables, ATOP's alliances and the ideal points of April 2020."""
    place, folder = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("db") / "db"
    packed = (shared_data / "votes" / "idealpoints_apr2020.csv.gz").read_bytes()
    (place / "IdealpointestimatesAll_Apr2020.csv").write_bytes(gzip.decompress(packed))
    (place / "atop").mkdir()
    for file in (shared_data / "treaties").glob("atop5_1*.csv"):
        (place / "atop" / file.name).write_bytes(file.read_bytes())
    add("sipri", shared_data / "arms" / "tiv_export_tables_2022", folder, TODAY)
    add("atop", place / "atop", folder, TODAY)
    add("ideal_points", place / "IdealpointestimatesAll_Apr2020.csv", folder, TODAY)
    return folder


def test_session_69_has_the_published_agreement_of_vietnam_and_the_united_states(own_folder):
    """Voeten's AgreementScores of June 2024: 0.23377, over 77 divided roll calls."""
    frame = vv.panel("VNM", "USA", years="2014..2014", measures="agreement", votes_by="session")
    row = frame.frame.row(0, named=True)

    assert round(row["agreement"], 4) == 0.2338
    assert row["agreement_n"] == 77


def test_all_votes_of_the_world_stand_on_all_dyad_years(own_folder):
    frame = vv.panel(years="1990..1993", measures="s,kappa,pi").frame

    assert frame.height == dyad_years(states_of_the_house(), 1990, 1993).height
    swapped = frame.select(state_a="state_b", state_b="state_a", year="year", s_other="s")
    both = frame.join(swapped, on=["state_a", "state_b", "year"])
    assert both.height == frame.height
    assert both["s"].equals(both["s_other"])


@pytest.mark.shared
def test_sessions_agree_with_the_published_scores_wherever_their_days_are_certain(
    own_folder, shared_data: Path
):
    """In 25 of the sessions from 1991 to 2022 every score is the published one. The others opened
    some days from where the Assembly's rule puts it, so that a vote or two fall elsewhere."""
    scores = pl.read_csv(shared_data / "votes" / "agreement_scores_jun2024_sample.csv")
    names = {each: resolve(each).ids[0] for each in {*scores["state_a"], *scores["state_b"]}}
    scores = scores.select(
        pl.col("state_a", "state_b").replace_strict(names), "agree",
        year=(pl.col("session") + 1945).cast(pl.Int32),
    ).filter(pl.col("year").is_between(1991, 2022))  # fmt: skip
    ids = sorted({*scores["state_a"], *scores["state_b"]})
    frame = vv.panel(
        ids, ids, years="1991..2022", measures="agreement", votes_by="session"
    ).frame  # fmt: skip
    both = scores.join(frame, on=["state_a", "state_b", "year"], how="left")
    apart = both.group_by("year").agg((pl.col("agree") - pl.col("agreement")).abs().max())

    assert both["agreement"].null_count() == 0
    assert both.height == 3360
    assert (apart["agree"] < 1e-12).sum() == 25
    assert apart["agree"].max() < 0.011


@pytest.mark.shared
def test_russia_and_china_came_as_close_as_published(published: Path):
    """Estimates of April 2020: 2.76 apart in session 49 (1994), 0.48 in session 74 (2019)."""
    frame = vv.panel(
        "RUS", "CHN", years="1994..2020", measures="ideal_distance", db=published,
        sources={"ideal_distance": "ideal_points"},
    ).frame  # fmt: skip
    found = dict(frame.select("year", "ideal_distance").iter_rows())

    assert (round(found[1994], 2), round(found[2019], 2)) == (2.76, 0.48)
    assert frame.filter(year=2020)["ideal_distance_missing"].to_list() == ["out_of_coverage"]


@pytest.mark.shared
@pytest.mark.parametrize("recipient", ["VNM", "IND", "THA"])
def test_a_supplier_s_share_is_that_of_the_five_years_up_to_the_row_s(
    published: Path, recipient: str
):
    frame = vv.panel(
        recipient, "RUS,USA,CHN", years="2018..2020", measures="arms_share", db=published
    ).frame
    table = vv.arms(recipient=recipient, years="2016..2020", db=published).table
    shares = {each.partner: float(each.share) / 100 for each in table.shares}

    for row in frame.filter(year=2020).iter_rows(named=True):
        assert row["arms_share"] == pytest.approx(shares.get(row["state_b"], 0), abs=1e-12)


@pytest.mark.shared
def test_shares_of_windows_side_by_side_add_up_to_russia_s_part_of_vietnam_s_arms(
    published: Path,
):
    """Russia's 82.5 % of 7,849 in 2000 to 2020: the year 2000 and four windows of five years,
    each weighted by what Viet Nam took in it."""
    frame = vv.panel("VNM", "RUS", years="2000..2020", measures="arms_share", db=published).frame
    share = dict(frame.select("year", "arms_share").iter_rows())
    taken = {
        (first, last): float(
            vv.figure(
                "arms_imports", "VNM", "WLD", period=f"{first}-01-01..{last}-12-31",
                aggregation="sum", db=published,
            ).value
        )
        for first, last in ((2001, 2005), (2006, 2010), (2011, 2015), (2016, 2020), (2000, 2020))
    }  # fmt: skip
    alone = float(vv.figure("arms_imports", "VNM", "RUS", year=2000, db=published).value)
    summed = alone + sum(share[last] * taken[first, last] for first, last in list(taken)[:4])

    assert round(taken[2000, 2020] / 1e6) == 7849
    assert round(100 * summed / taken[2000, 2020], 1) == 82.5


@pytest.mark.shared
def test_alliances_end_with_their_list(published: Path):
    """Russia and Vietnam: nonaggression (treaty of 1994); ATOP goes to 2018."""
    frame = vv.panel(
        "VNM", "RUS", years="2017..2019", measures="alliance,alliance_s", db=published
    ).frame

    assert frame["alliance"].to_list() == ["nonaggression", "nonaggression", None]
    assert frame["alliance_missing"].to_list() == [None, None, "out_of_coverage"]
    assert frame["alliance_s_missing"].to_list() == [None, None, "out_of_coverage"]
    assert frame["alliance_s"].head(2).is_between(-1, 1).all()


@pytest.mark.shared
def test_a_panel_of_a_group_has_a_value_or_a_reason_in_every_cell(published: Path):
    found = vv.panel(
        "ASEAN", "RUS,CHN,USA", years="1994..2000", db=published,
        measures="dependence_imports,agreement,kappa,arms_share,alliance,visits,agreements",
    )  # fmt: skip

    # Members at the end of each year: six, then seven from 1995, nine from 1997, ten from 1999.
    assert found.frame.height == 3 * (6 + 7 + 7 + 9 + 9 + 10 + 10)
    for _, column in found.columns:
        known = found.frame[column].is_not_null()
        assert (known == found.frame[f"{column}_missing"].is_null()).all(), column
    assert {source for source, _ in found.vintages} >= {"atop", "sipri", "un_votes"}
