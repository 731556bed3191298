"""Likeness of positions: published tables, other people's programs, and what must always hold."""

from fractions import Fraction
from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import kendalltau
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from visavis.errors import UsageError
from visavis.measures.position_pairs import pair_table, two_vectors
from visavis.measures.similarity import (
    ALLIANCE_LEVELS,
    NO_COMMON,
    NO_VARIATION,
    NO_WEIGHT,
    REASONS,
    VOTE_LEVELS,
    agreement,
    agreement_of,
    kappa,
    kappa_of,
    pi,
    pi_of,
    s,
    s_of,
    tau_b,
    tau_b_of,
)

NAN = float("nan")

# Signorino and Ritter (1999), Table 6: Germany's and Russia's alliances with the twenty states of
# Europe in 1914 and their shares of capabilities, in the order GMY RUS UKG FRN AUH ITA BEL SPN TUR
# NTH SWD RUM POR SWZ GRC DEN YUG BUL NOR ALB.
GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
RUSSIA = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
SHARES = [
    0.25, 0.21, 0.20, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02, 0.01,
    0.01, 0.01, 0.01, 0.01, 0, 0, 0, 0, 0, 0,
]  # fmt: skip

# The 32 roll calls of the second session, autumn 1947 (Y yes, A abstention, N no), in the order of
# Voeten's record: Table 7(b) of the same paper.
USA = "YYYNNNYYYNYYNNAYYYYYYYYNYNYYYYYY"
FRANCE = "YYYNNNYYYNYYNNNYYYYYYYYYYYNYYYYY"
SOVIET_UNION = "NNNYYYNYYYNNYYNYNNNNNNYYYYNYNNAY"


def votes(letters: str) -> list[int]:
    return ["YAN".index(letter) + 1 for letter in letters]


@pytest.mark.parametrize(
    ("distance", "weights", "printed"),
    [
        ("absolute", None, 0.400),
        ("absolute", SHARES, -0.460),
        ("squared", None, 0.444),
        ("squared", SHARES, -0.349),
    ],
)
def test_s_of_germany_and_russia_in_1914_is_that_of_table_6(distance, weights, printed):
    found = s(GERMANY, RUSSIA, ALLIANCE_LEVELS, distance=distance, weights=weights)

    assert found.value == pytest.approx(printed, abs=5e-4)
    assert found.common == 20


def test_chance_corrected_likeness_of_germany_and_russia_is_what_fpsim_prints():
    # https://svmiller.com/fpsim: cohenk -0.07758621, taub 0.03031695, spi (nominal) -0.04477612;
    # pi with squared distances: table of Häge's measures for this case, -0.087.
    assert kappa(GERMANY, RUSSIA, ALLIANCE_LEVELS).value == pytest.approx(-0.07758621, abs=5e-9)
    assert tau_b(GERMANY, RUSSIA, ALLIANCE_LEVELS).value == pytest.approx(0.03031695, abs=5e-9)
    nominal = pi(GERMANY, RUSSIA, ALLIANCE_LEVELS, distance="nominal")
    assert nominal.value == pytest.approx(-0.04477612, abs=5e-9)
    assert pi(GERMANY, RUSSIA, ALLIANCE_LEVELS).value == pytest.approx(-0.087, abs=5e-4)


@pytest.mark.parametrize(
    ("a", "b", "printed"),
    [
        (USA, SOVIET_UNION, (-0.500, 0.250, -0.494, -0.595)),
        (USA, FRANCE, (0.781, 0.891, 0.729, 0.729)),
        (FRANCE, SOVIET_UNION, (-0.281, 0.359, -0.266, -0.362)),
    ],
)
def test_votes_of_1947_are_as_alike_as_in_table_7(a, b, printed):
    pair = votes(a), votes(b)
    found = (s(*pair, VOTE_LEVELS), agreement(*pair), kappa(*pair, VOTE_LEVELS))
    found = (*found, pi(*pair, VOTE_LEVELS))

    assert [each.value for each in found] == pytest.approx(printed, abs=5.1e-4)
    assert {each.common for each in found} == {32}


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([(0, 3), (1, 2), (2, 1), (3, 0)], Fraction(-1, 3)),
        ([(1, 3), (2, 2), (2, 2), (3, 1)], Fraction(1, 3)),
        ([(2, 3), (2, 3), (3, 2), (3, 2)], Fraction(1, 3)),
        ([(3, 3)] * 4, Fraction(1)),
        ([(0, 0)] * 10 + [(0, 3), (3, 0)], Fraction(2, 3)),
        ([(0, 3)] + [(1, 1)] * 10 + [(3, 0)], Fraction(2, 3)),
    ],
)
def test_made_up_portfolios_have_the_s_of_table_5(rows, printed):
    a, b = zip(*rows, strict=True)

    assert s(a, b, ALLIANCE_LEVELS).value == pytest.approx(float(printed), abs=1e-15)


def test_agreement_gives_an_abstention_beside_a_vote_one_half():
    # yes-yes 1, yes-abstention 1/2, no-yes 0, and one roll call that the second missed.
    found = agreement([1, 1, 3, 2], [1, 2, 1, NAN])

    assert (found.value, found.common, found.reason) == (0.5, 3, None)


def test_a_pair_without_a_common_vote_has_no_value_and_the_reason():
    for measure in (s, kappa, pi, tau_b):
        found = measure([1, NAN], [NAN, 3], VOTE_LEVELS)

        assert (found.value, found.common, found.reason) == (None, 0, NO_COMMON)


def test_two_states_that_always_voted_yes_have_no_kappa_unless_haeges_zero_is_asked_for():
    always = [1, 1, 1]

    assert kappa(always, always, VOTE_LEVELS).reason == NO_VARIATION
    assert pi(always, always, VOTE_LEVELS).reason == NO_VARIATION
    assert kappa(always, always, VOTE_LEVELS, zero_undefined=True).value == 0
    assert pi(always, always, VOTE_LEVELS, zero_undefined=True).value == 0
    assert s(always, always, VOTE_LEVELS).value == 1


def test_haeges_zero_does_not_reach_pairs_without_a_common_vote():
    found = kappa([1, NAN], [NAN, 1], VOTE_LEVELS, zero_undefined=True)

    assert (found.value, found.reason) == (None, NO_COMMON)


def test_one_state_that_never_changed_has_kappa_zero_and_no_tau():
    # Its constant habit explains all: observed and expected distance are the same.
    assert kappa([1, 1, 1], [1, 2, 3], VOTE_LEVELS).value == pytest.approx(0, abs=1e-15)
    assert tau_b([1, 1, 1], [1, 2, 3], VOTE_LEVELS).reason == NO_VARIATION


def test_items_that_weigh_nothing_leave_no_s():
    found = s([1, 2], [2, 2], VOTE_LEVELS, weights=[0, 0])

    assert (found.value, found.common, found.reason) == (None, 2, NO_WEIGHT)


def test_weights_count_by_their_shares_not_their_units():
    shares = s(GERMANY, RUSSIA, ALLIANCE_LEVELS, weights=SHARES)
    thousands = s(GERMANY, RUSSIA, ALLIANCE_LEVELS, weights=[1000 * w for w in SHARES])

    assert thousands.value == pytest.approx(shares.value, abs=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "levels", "expected"),
    [
        ([1, 4], [1, 1], VOTE_LEVELS, "positions: found 4"),
        ([1, 2], [1], VOTE_LEVELS, "over the same items"),
        ([[1]], [[1]], VOTE_LEVELS, "over the same items"),
        ([1], [1], (3, 1), "ascending"),
        ([1], [1], (1,), "ascending"),
    ],
)
def test_positions_without_meaning_are_refused(a, b, levels, expected):
    with pytest.raises(UsageError, match=expected):
        s(a, b, levels)


@pytest.mark.parametrize("weights", [[1], [1, -1], [1, NAN], [1, float("inf")]])
def test_weights_that_fit_no_item_are_refused(weights):
    with pytest.raises(UsageError, match="weights"):
        s([1, 2], [1, 3], VOTE_LEVELS, weights=weights)


def test_an_unknown_distance_is_refused():
    with pytest.raises(UsageError, match="cubed"):
        s([1, 2], [1, 3], VOTE_LEVELS, distance="cubed")


def test_tau_refuses_weights():
    with pytest.raises(UsageError, match="tau-b"):
        tau_b_of(two_vectors([1, 2], [1, 3], VOTE_LEVELS, [0.5, 1]))


POSITION = st.sampled_from([1.0, 2.0, 3.0, NAN])
TABLE = st.integers(1, 12).flatmap(
    lambda items: st.lists(
        st.lists(POSITION, min_size=items, max_size=items), min_size=2, max_size=5
    )
)
MEASURES = (agreement_of, s_of, kappa_of, pi_of, tau_b_of)


def by_hand(a: list[float], b: list[float]) -> dict[str, Fraction | None]:
    """The measures of one pair item by item, in fractions, as their papers write them."""
    rows = [(int(x), int(y)) for x, y in zip(a, b, strict=True) if not isnan(x) and not isnan(y)]
    if not rows:
        return dict.fromkeys(("agreement", "s", "s_squared", "kappa", "pi"))
    n = Fraction(len(rows))
    apart = sum(abs(x - y) for x, y in rows)
    squares = sum((x - y) ** 2 for x, y in rows)
    sums = sum(x for x, _ in rows), sum(y for _, y in rows)
    own = sum(x * x for x, _ in rows) + sum(y * y for _, y in rows)
    kappas, pis = own - 2 * sums[0] * sums[1] / n, own - Fraction(sum(sums)) ** 2 / (2 * n)
    return {
        "agreement": 1 - apart / (2 * n),
        "s": 1 - 2 * apart / (2 * n),
        "s_squared": 1 - 2 * squares / (4 * n),
        "kappa": 1 - squares / kappas if kappas else None,
        "pi": 1 - squares / pis if pis else None,
    }


@given(TABLE)
def test_all_pairs_at_once_equal_each_pair_by_hand(rows):
    table = pair_table(rows, VOTE_LEVELS)
    found = {
        "agreement": agreement_of(table).value,
        "s": s_of(table).value,
        "s_squared": s_of(table, distance="squared").value,
        "kappa": kappa_of(table).value,
        "pi": pi_of(table).value,
    }
    for i, a in enumerate(rows):
        for j, b in enumerate(rows):
            for name, expected in by_hand(a, b).items():
                value = found[name][i, j]

                assert np.isnan(value) == (expected is None), name
                assert expected is None or abs(value - float(expected)) < 1e-12, name


@given(TABLE)
def test_every_measure_is_symmetric_and_within_its_range(rows):
    table = pair_table(rows, VOTE_LEVELS)
    for measure in MEASURES:
        found = measure(table)
        known = found.value[~np.isnan(found.value)]

        assert np.array_equal(found.value, found.value.T, equal_nan=True)
        assert np.array_equal(found.common, found.common.T)
        assert np.all(known <= 1 + 1e-12)
        assert np.all(known >= (0 if measure is agreement_of else -1) - 1e-12)
        assert np.array_equal(np.isnan(found.value), found.why > 0)


@given(TABLE)
def test_a_state_is_fully_like_itself_wherever_that_can_be_said(rows):
    table = pair_table(rows, VOTE_LEVELS)
    for measure in MEASURES:
        found = measure(table)
        own = np.diag(found.value)

        assert np.all(np.isnan(own) | (np.abs(own - 1) < 1e-12))
    varied = [len({x for x in row if not isnan(x)}) > 1 for row in rows]
    cast = [any(not isnan(x) for x in row) for row in rows]
    assert list(~np.isnan(np.diag(kappa_of(table).value))) == varied
    assert list(~np.isnan(np.diag(s_of(table).value))) == cast


@given(TABLE, st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(rows, chance):
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    shuffled = [[row[place] for place in order] for row in rows]
    first, second = pair_table(rows, VOTE_LEVELS), pair_table(shuffled, VOTE_LEVELS)

    assert np.array_equal(first.mass, second.mass)
    assert np.array_equal(first.common, second.common)


@given(TABLE)
def test_items_that_one_missed_do_not_count(rows):
    a, b = rows[0], rows[1]
    both = [(x, y) for x, y in zip(a, b, strict=True) if not isnan(x) and not isnan(y)]
    assume(both)
    whole, common = (
        two_vectors(a, b, VOTE_LEVELS),
        two_vectors(*zip(*both, strict=True), VOTE_LEVELS),
    )

    assert np.array_equal(whole.mass, common.mass)
    assert whole.common == common.common == len(both)


@given(TABLE)
def test_pi_is_never_above_kappa(rows):
    table = pair_table(rows, VOTE_LEVELS)
    for distance in ("absolute", "squared", "nominal"):
        higher, lower = kappa_of(table, distance=distance), pi_of(table, distance=distance)
        known = ~np.isnan(higher.value) & ~np.isnan(lower.value)

        assert np.all(lower.value[known] <= higher.value[known] + 1e-12)


VECTORS = st.integers(2, 40).flatmap(
    lambda n: st.tuples(*[st.lists(st.sampled_from(VOTE_LEVELS), min_size=n, max_size=n)] * 2)
)


@given(pair=VECTORS)
@pytest.mark.parametrize(
    ("distance", "weights"), [("squared", "quadratic"), ("absolute", "linear"), ("nominal", None)]
)
def test_kappa_is_the_one_of_scikit_learn(pair, distance, weights):
    assume(len(set(pair[0]) | set(pair[1])) > 1)
    ours = kappa(*pair, VOTE_LEVELS, distance=distance).value
    theirs = cohen_kappa_score(*pair, labels=VOTE_LEVELS, weights=weights)

    assert ours == pytest.approx(theirs, abs=1e-12)


@given(pair=VECTORS)
def test_nominal_pi_is_fleiss_kappa_of_two_raters_in_statsmodels(pair):
    assume(len(set(pair[0]) | set(pair[1])) > 1)
    counts = [[(a == k) + (b == k) for k in VOTE_LEVELS] for a, b in zip(*pair, strict=True)]
    ours = pi(*pair, VOTE_LEVELS, distance="nominal").value

    assert ours == pytest.approx(fleiss_kappa(np.array(counts)), abs=1e-12)


@given(pair=VECTORS)
def test_tau_is_the_one_of_scipy(pair):
    assume(len(set(pair[0])) > 1 and len(set(pair[1])) > 1)

    assert tau_b(*pair, VOTE_LEVELS).value == pytest.approx(kendalltau(*pair).statistic, abs=1e-12)


def test_reasons_of_a_square_table_say_which_pair_lacks_what():
    rows = [[1, 1, NAN], [1, 1, 2], [NAN, NAN, 3]]
    found = kappa_of(pair_table(rows, VOTE_LEVELS))

    assert REASONS[found.why[0, 1]] == NO_VARIATION
    assert REASONS[found.why[0, 2]] == NO_COMMON
    assert REASONS[found.why[1, 2]] == ""
    assert found.value[1, 2] == pytest.approx(0, abs=1e-15)
