"""Each rule alone decides a case; the order, what was not tested, and what would flip it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.measures import pivot_verdict as vd
from visavis.measures.pivot import Group, Turn, pivot
from visavis.measures.shift_share import Window, shift_share

TURNED = vd.Evidence(
    coverage=0.95, low=0.20, high=0.20, one_composition=0.19, constant_prices=0.15, gain=0.12,
    reoriented=0.8, one_partner=0.5, partner="CHN",
)  # fmt: skip


def test_where_no_rule_holds_it_was_a_turn():
    found = vd.judge(TURNED)

    assert (found.code, found.rule, found.not_tested) == ("turn", None, ())
    assert dict(found.passed)["pivot"] == 0.20


@pytest.mark.parametrize(
    ("change", "code", "number"),
    [
        ({"coverage": 0.79}, "too_little_covered", "coverage"),
        ({"coverage": None, "low": None, "high": None}, "too_little_covered", "coverage"),
        ({"low": 0.04, "high": 0.20}, "too_little_covered", "certainty"),
        ({"low": -0.20, "high": 0.04}, "too_little_covered", "certainty"),
        ({"low": -0.20, "high": -0.05}, "turn_back", "back"),
        ({"low": 0.01, "high": 0.04}, "no_turn", "pivot"),
        ({"one_composition": 0.04}, "membership", "one_composition"),
        ({"constant_prices": 0.04}, "price", "constant_prices"),
        ({"gain": 0.02}, "away_only", "gain"),
        ({"reoriented": 0.4}, "partner_growth_only", "reoriented"),
        ({"one_partner": 0.7}, "one_partner", "one_partner"),
    ],
)
def test_each_rule_alone_decides_its_case(change, code, number):
    found = vd.judge(replace(TURNED, **change))

    assert found.code == code
    assert found.rule.number == number


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"coverage": 0.80}, "turn"), ({"low": 0.05, "high": 0.05}, "turn"),
        ({"gain": 0.025}, "turn"), ({"reoriented": 0.5}, "turn"),
        ({"one_partner": 2 / 3}, "one_partner"), ({"low": -0.05, "high": -0.05}, "turn_back"),
    ],
)  # fmt: skip
def test_a_number_at_its_threshold_is_on_the_side_that_the_rule_says(change, code):
    assert vd.judge(replace(TURNED, **change)).code == code


def test_the_first_rule_that_holds_decides():
    found = vd.judge(replace(TURNED, constant_prices=0.0, reoriented=0.0, one_partner=1.0))

    assert found.code == "price"
    assert found.value == 0


def test_what_was_not_given_is_named_as_not_tested():
    found = vd.judge(replace(TURNED, constant_prices=None, reoriented=None))

    assert found.code == "turn"
    assert found.not_tested == ("constant_prices", "reoriented")


def test_the_nearest_threshold_is_the_one_that_would_flip_the_verdict_first():
    # Distances in their thresholds: coverage .15/.8, gain .095/.025, reoriented .3/.5,
    # one partner .167/.667 = .25: coverage, at 19 %, comes first.
    turn = vd.judge(TURNED).nearest
    slight = vd.judge(replace(TURNED, low=0.04, high=0.04)).nearest
    chinas = vd.judge(replace(TURNED, one_partner=0.7)).nearest

    assert (turn.number, turn.would_be) == ("coverage", "too_little_covered")
    assert (slight.number, slight.would_be) == ("coverage", "too_little_covered")
    assert (chinas.number, chinas.would_be) == ("one_partner", "turn")
    assert chinas.distance == pytest.approx(0.7 - 2 / 3)


def test_without_bounds_nothing_that_is_known_would_change_the_verdict():
    found = vd.judge(vd.Evidence(coverage=None, low=None, high=None))

    assert (found.code, found.nearest) == ("too_little_covered", None)


NUMBER = st.floats(-1, 1)
SOME = st.one_of(st.none(), NUMBER)
EVIDENCE = st.builds(
    lambda low, width, coverage, more, who: vd.Evidence(
        coverage=coverage, low=low, high=low + width, one_composition=more[0],
        constant_prices=more[1], gain=more[2], reoriented=more[3], one_partner=more[4], partner=who,
    ),
    NUMBER, st.sampled_from([0.0, 0.02, 0.3]), st.floats(0, 1), st.tuples(*[SOME] * 5),
    st.just("CHN"),
)  # fmt: skip


@given(EVIDENCE)
def test_the_nearest_flip_does_flip(found):
    verdict = vd.judge(found)
    flip = verdict.nearest
    if flip is None:
        return
    assert flip.would_be != verdict.code
    names = {"pivot": ("low", "high"), "back": ("low", "high")}.get(flip.number, (flip.number,))
    move = flip.threshold - flip.value
    # At the threshold itself a number is above it, whichever side the rule holds on.
    move += 1e-9 if move > 0 else -1e-9
    sign = -1 if flip.number == "back" else 1
    moved = replace(found, **{name: getattr(found, name) + sign * move for name in names})

    assert vd.judge(moved).code == flip.would_be


@given(EVIDENCE)
def test_every_verdict_is_a_code_of_the_table_and_its_number_decided(found):
    verdict = vd.judge(found)

    assert verdict.code in {rule.code for rule in vd.RULES} | {"turn"}
    if verdict.rule is not None:
        assert verdict.rule.holds(verdict.value)


def test_the_evidence_comes_from_the_shares_and_the_shift_share():
    import polars as pl

    window = Window("RUS", 2013, 2021)
    cells = {"CHN": (100.0, 180.0), "DEU": (100.0, 100.0), "WLD": (200.0, 280.0)}
    table = pl.DataFrame(
        [("RUS", partner, year, value) for partner, ends in cells.items()
         for year, value in zip((2013, 2021), ends, strict=True)],
        schema=["exporter", "importer", "year", "value"], orient="row",
    )  # fmt: skip
    sides = {"CHN": (1000.0, 1500.0), "DEU": (1000.0, 1100.0), "WLD": (10_000.0, 12_000.0)}
    markets = pl.DataFrame(
        [(state, year, value) for state, ends in sides.items()
         for year, value in zip((2013, 2021), ends, strict=True)],
        schema=["state", "year", "value"], orient="row",
    )  # fmt: skip
    turn = Turn(window, Group("eu", frozenset({"DEU"})), Group("asia", frozenset({"CHN"})))
    shares = pivot(table, turn)
    found = vd.evidence(shares, parts=shift_share(table, markets, window))

    # P = (180 - 100)/280 = 2/7; reorientation 20 and -20 of 280 is 1/7: half of it.
    assert shares.value == pytest.approx(2 / 7)
    assert found.reoriented == pytest.approx(0.5)
    assert (found.one_partner, found.one_composition) == (None, shares.value)
