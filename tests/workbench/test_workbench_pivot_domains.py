"""Visits, arms and votes beside a turn: the numbers that figures give one by one."""

from datetime import date

import pytest
from sipri_samples import old_table

import visavis as vv
from visavis.model.figures import Missing
from visavis.refresh import add
from visavis.workbench.pivot_answers import PivotAnswer
from visavis.workbench.pivot_domains import Domain

pytestmark = pytest.mark.usefixtures("own_folder")
YEARS = range(2005, 2011)


@pytest.fixture(scope="module")
def india(tmp_path_factory: pytest.TempPathFactory) -> PivotAnswer:
    """India's arms, made up: from Russia 60, 50, 40 ... of a hundred a year, the rest French."""
    place = tmp_path_factory.mktemp("tables")
    russia = {year: str(60 - 10 * n) for n, year in enumerate(YEARS)}
    france = {year: str(40 + 10 * n) for n, year in enumerate(YEARS)}
    russia[2008] = france[2008] = "50"
    given = {"Russia": russia, "France": france}
    (place / "India.csv").write_bytes(old_table("India", given, YEARS, side="to"))
    folder = tmp_path_factory.mktemp("db") / "db"
    add("sipri", place, folder, date(2026, 1, 2))
    return vv.pivot("IND", to="RUS", away="FRA", years="2005..2010", flow="imports", domains=True,
                    db=folder)  # fmt: skip


def domain(found: PivotAnswer, name: str) -> Domain:
    return next(each for each in found.domains if each.name == name)


def test_nothing_is_put_beside_the_trade_unless_it_is_asked_for():
    assert vv.pivot("IND", to="RUS", away="FRA", years="2005..2010").domains == ()


def test_shares_of_arms_are_of_all_that_the_state_received(india):
    arms = domain(india, "arms imports")

    assert [each.to for each in arms.years] == pytest.approx([0.6, 0.5, 0.4, 0.5, 0.2, 0.1])
    assert [each.away for each in arms.years] == pytest.approx([0.4, 0.5, 0.6, 0.5, 0.8, 0.9])
    assert {source for source, _ in arms.vintages} == {"sipri"}


def test_six_years_compare_changes_at_one_lag_only_and_have_no_p_value(india):
    """Five changes each; four pairs are the least that a correlation is given for."""
    lags = domain(india, "arms imports").lags

    assert [each.lag for each in lags] == [-1, 0, 1]
    assert [each.pairs for each in lags] == [4, 5, 4]
    assert {each.p for each in lags} == {None}


def test_visits_without_a_source_are_typed_as_such_and_not_zero(india):
    visits = domain(india, "visits")

    assert visits.missing is Missing.NO_SOURCE
    assert {(each.to, each.away) for each in visits.years} == {(None, None)}
    assert (visits.lags, visits.nearest) == ((), None)


def test_votes_are_the_mean_agreement_over_the_same_members_each_year():
    found = vv.pivot("RUS", to="CHN+IND", away="DEU", years="2010..2012", domains=True)
    votes = domain(found, "votes")
    with_china, with_india = (
        float(vv.figure("vote_agreement", "RUS", each, year=2011).value) for each in ("CHN", "IND")
    )

    assert votes.years[1].to == pytest.approx((with_china + with_india) / 200)
    assert votes.lacking == ()


def test_who_has_no_seat_is_named_and_in_no_mean():
    found = vv.pivot("RUS", to="CHN+TWN", away="DEU", years="2010..2012", domains=True)
    votes = domain(found, "votes")
    china = float(vv.figure("vote_agreement", "RUS", "CHN", year=2010).value)

    assert votes.lacking == ("TWN",)
    assert votes.years[0].to == pytest.approx(china / 100)


def test_visits_count_both_ways():
    found = vv.pivot("USA", to="GBR+DEU", away="CHN", years="2009..2010", domains=True)
    year = domain(found, "visits").years[1]
    pairs = [("USA", "{}"), ("{}", "USA")]
    counts = {
        partner: sum(
            vv.figure("visits", a.format(partner), b.format(partner), year=2010).value
            for a, b in pairs
        )
        for partner in ("GBR+DEU", "CHN", "WLD")
    }

    assert counts["WLD"] > counts["GBR+DEU"] > 0
    assert year.to == pytest.approx(float(counts["GBR+DEU"] / counts["WLD"]))
    assert year.away == pytest.approx(float(counts["CHN"] / counts["WLD"]))
