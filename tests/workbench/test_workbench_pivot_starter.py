"""The turn of Russia's exports and of India's crude oil, on the data in the package."""

from datetime import date
from pathlib import Path

import pytest

import visavis as vv
from visavis.errors import UsageError
from visavis.store import opened
from visavis.workbench.pivot_answers import PivotAnswer

pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder without a table: the starter answers alone."""
    folder = tmp_path_factory.mktemp("data") / "own"
    with opened(folder) as writer:
        writer.claim()
    return folder


@pytest.fixture(scope="module")
def russia(empty: Path) -> PivotAnswer:
    return vv.pivot("RUS", to="asia", away="europe", years="2006..2021", db=empty)


@pytest.fixture(scope="module")
def india(empty: Path) -> PivotAnswer:
    goods = {"flow": "imports", "product": "crude_oil"}
    return vv.pivot("IND", to="RUS", away="west_asia", years="2021..2024", **goods, db=empty)


def test_russia_turned_from_europe_to_asia(russia):
    assert russia.verdict.code == "turn"
    assert [round(100 * each, 1) for each in russia.found.to] == [18.0, 34.5]
    assert [round(100 * each, 1) for each in russia.found.away] == [61.4, 42.5]
    assert russia.edition == ("ru_customs", "2022-11-01", "own")
    assert russia.found.largest == "CHN"


@pytest.mark.parametrize("year", [2006, 2021])
def test_its_shares_are_the_sums_of_figures_that_can_be_asked_one_by_one(russia, year):
    """Every member's exports from `vv.figure`, added, over the total."""
    end = russia.question.years.index(year)
    whole = vv.figure("exports", "RUS", "WLD", year=year, source="ru_customs").value
    for group, share in ((russia.found.turn.to, russia.found.to[end]),
                         (russia.found.turn.away, russia.found.away[end])):  # fmt: skip
        parts = [
            vv.figure("exports", "RUS", each, year=year, source="ru_customs").value
            for each in group.on(year)
        ]

        assert float(sum(parts) / whole) == pytest.approx(share, rel=1e-9)


def test_the_verdict_says_what_is_and_is_not_known_of_it(russia):
    """14 of 51 and 16 of 44 members have data; whatever the rest did could undo the turn."""
    assert (len(russia.found.turn.to.members), len(russia.unmeasured[0])) == (14, 37)
    assert (len(russia.found.turn.away.members), len(russia.unmeasured[1])) == (16, 28)
    assert russia.everybody.low < 0.05 < russia.everybody.high
    assert 0.5 < dict(russia.verdict.passed)["reoriented"] < 0.7
    assert {each.kind for each in russia.variants} >= {"definition", "partners", "goods"}


def test_the_strongest_break_came_in_2014(russia):
    assert russia.breaks.strongest == date(2014, 9, 1)
    assert russia.breaks.is_confirmed
    assert russia.breaks.bootstrap.p_value > russia.breaks.sup_f.p_value


def test_india_turned_from_western_asia_to_russia_for_crude_oil(india):
    assert india.verdict.code == "turn"
    assert [round(100 * each, 2) for each in india.found.to] == [0.88, 37.23]
    # No row means none in this edition, so that what changed partners is known.
    assert 0.35 < india.found.turnover < 0.45
    asked = {"product": "crude_oil", "source": "baci"}
    bought = [vv.figure("product_imports", "IND", "RUS", year=y, **asked).value
              for y in (2021, 2024)]  # fmt: skip
    assert [
        float(each) / whole.value for each, whole in zip(bought, india.wholes, strict=True)
    ] == (pytest.approx(list(india.found.to), rel=1e-9))


def test_a_state_that_stopped_reporting_is_answered_by_what_each_book_has():
    with pytest.raises(UsageError) as refused:
        vv.pivot("RUS", to="asia", away="europe", years="2006..2023")

    assert "ru_customs, own book: 2006 to 2021" in refused.value.found
    assert "visavis data add comtrade DIR" in refused.value.expected


def test_years_may_be_given_as_numbers_and_goods_as_words():
    found = vv.pivot("RUS", to="CHN", away="DEU", years=[2010, 2015], without=["gold"])

    assert found.question.years == (2010, 2015)
    assert found.edition.source == "baci"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"years": "2021"}, "two years at least"),
        ({"years": "2020-03..2021-02"}, "whole years"),
        ({"without": "gold"}, "families such as"),
        ({"flow": 3}, "expected text"),
        ({"db": "/nowhere/at/all"}, "nowhere"),
    ],
)
def test_words_that_mean_nothing_are_refused(changes, message):
    asked = {"to": "asia", "away": "europe", "years": "2006..2021", **changes}
    with pytest.raises(UsageError, match=message):
        vv.pivot("RUS", **asked)
