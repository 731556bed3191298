"""Concentration by hand, its bounds and its parts on any shares."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures import concentration as c

ALIKE = [3.0, 3.0, 3.0, 3.0]
TILTED = [50.0, 30.0, 20.0]  # squares .25 + .09 + .04 = .38


@pytest.mark.parametrize(
    ("measure", "alike", "tilted", "one"),
    [
        (c.hhi, 0.25, 0.38, 1),
        (c.hhi_normalised, 0, (0.38 - 1 / 3) / (2 / 3), 1),
        (c.effective_partners, 4, 1 / 0.38, 1),
        (c.hirschman, 50, 100 * math.sqrt(0.38), 100),
        (c.entropy, math.log(4), 1.0296530140645737, 0),
    ],
)
def test_the_indexes_worked_by_hand(measure, alike, tilted, one):
    assert measure(ALIKE) == pytest.approx(alike)
    assert measure(TILTED) == pytest.approx(tilted)
    assert measure([7.0, 0.0]) == pytest.approx(one)


def test_theil_of_two_blocs_worked_by_hand():
    # Shares .4 .1 | .5 of n = 3: T = .4 ln 1.2 + .1 ln .3 + .5 ln 1.5.
    found = c.theil({"CHN": 40, "IND": 10, "DEU": 50}, {"CHN": "asia", "IND": "asia", "DEU": "eu"})

    assert found.total == pytest.approx(0.4 * math.log(1.2) + 0.1 * math.log(0.3)
                                        + 0.5 * math.log(1.5))  # fmt: skip
    assert found.between == pytest.approx(0.5 * math.log(0.75) + 0.5 * math.log(1.5))
    assert found.within == pytest.approx(0.5 * (0.8 * math.log(1.6) + 0.2 * math.log(0.4)))
    assert [(part.bloc, part.share, part.partners) for part in found.blocs] == [
        ("asia", 0.5, 2), ("eu", 0.5, 1)]  # fmt: skip


def test_the_between_term_cannot_tell_a_turn_from_its_reverse():
    blocs = {"CHN": "asia", "DEU": "eu"}
    east, west = (c.theil({"CHN": a, "DEU": 10 - a}, blocs) for a in (8, 2))

    assert east.between == pytest.approx(west.between)
    assert east.blocs[0].share == pytest.approx(0.8)
    assert west.blocs[0].share == pytest.approx(0.2)


@pytest.mark.parametrize("measure", [c.hhi, c.hhi_normalised, c.entropy, c.hirschman])
@pytest.mark.parametrize("amounts", [[], [0.0, 0.0], [-1.0, 2.0], [math.nan, 1.0], [None, 1.0]])
def test_what_are_no_amounts_has_no_index(measure, amounts):
    with pytest.raises(UsageError, match="concentration"):
        measure(amounts)


def test_one_possible_partner_cannot_be_normalised_and_a_partner_needs_a_bloc():
    with pytest.raises(UsageError, match="one possible partner"):
        c.hhi_normalised([5.0])
    with pytest.raises(UsageError, match="no bloc for DEU"):
        c.theil({"DEU": 1}, {})


AMOUNTS = st.lists(st.one_of(st.just(0.0), st.floats(1e-3, 1e9)), min_size=2, max_size=12).filter(
    lambda x: sum(x) > 0
)


@given(AMOUNTS, st.floats(1e-3, 1e3), st.randoms(use_true_random=False))
def test_indexes_keep_their_bounds_whatever_the_unit_and_the_order(amounts, unit, random):
    mixed = [amount * unit for amount in amounts]
    random.shuffle(mixed)
    n = len(amounts)

    assert 1 / n - 1e-12 <= c.hhi(amounts) <= 1 + 1e-12
    assert -1e-12 <= c.hhi_normalised(amounts) <= 1 + 1e-12
    assert -1e-12 <= c.entropy(amounts) <= math.log(n) + 1e-12
    for measure in (c.hhi, c.hhi_normalised, c.entropy, c.hirschman, c.effective_partners):
        assert measure(mixed) == pytest.approx(measure(amounts), abs=1e-9)


@given(AMOUNTS, st.lists(st.sampled_from("xyz"), min_size=12, max_size=12))
def test_theil_is_between_plus_within_and_is_ln_n_less_entropy(amounts, blocs):
    names = [f"P{at}" for at in range(len(amounts))]
    found = c.theil(dict(zip(names, amounts, strict=True)), dict(zip(names, blocs, strict=False)))

    assert found.total == pytest.approx(found.between + found.within, abs=1e-9)
    assert found.total == pytest.approx(math.log(len(amounts)) - c.entropy(amounts), abs=1e-9)
    assert found.between >= -1e-12
    assert all(part.within >= -1e-12 for part in found.blocs)


def rows(*cells):
    return pl.DataFrame(cells, schema=["exporter", "importer", "year", "value"], orient="row")


def test_each_state_and_year_has_its_own_index_and_an_unknown_partner_leaves_it_open():
    table = rows(
        ("AAA", "BBB", 2020, 50), ("AAA", "CCC", 2020, 30), ("AAA", "DDD", 2020, 20),
        ("AAA", "WLD", 2020, 100), ("AAA", "BBB", 2021, 5), ("AAA", "CCC", 2021, None),
        ("BBB", "AAA", 2020, 0),
    )  # fmt: skip
    found = c.by_owner(table).rows(named=True)

    assert [row["hhi"] for row in found] == [pytest.approx(0.38), None, None]
    assert [row["missing"] for row in found] == [None, "incomplete", "undefined"]
    assert (found[0]["largest"], found[0]["largest_share"], found[0]["partners"]) == ("BBB", 0.5, 3)


def test_of_imports_the_partners_are_the_exporters():
    table = rows(("AAA", "CCC", 2020, 30), ("BBB", "CCC", 2020, 10))
    row = c.by_owner(table, side="imports").row(0, named=True)

    assert (row["owner"], row["largest"], row["hhi"]) == ("CCC", "AAA", pytest.approx(0.625))
    with pytest.raises(UsageError, match="exports or imports"):
        c.by_owner(table, side="both")
