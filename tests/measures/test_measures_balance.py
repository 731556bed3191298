"""Structural balance, against published values, hand-made triangles and brute force."""

from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.balance import frustration, signed_network, triad_census, walk_balance
from visavis.model.figures import Missing

# Alliances and enmities of sixteen tribes of the New Guinea highlands: Read (1954), "Cultures of
# the Central Highlands, New Guinea", Southwestern Journal of Anthropology 10: 1-43, as numbered by
# UCINET and the Network Repository.
FRIENDS = (
    "1-2 3-4 3-6 3-7 5-7 6-7 3-8 4-8 6-8 7-8 5-9 9-10 6-11 7-11 8-11 6-12 7-12 8-12 11-12 "
    "7-13 9-13 10-13 5-14 13-14 1-15 2-15 1-16 2-16 15-16"
)
FOES = (
    "1-3 2-3 1-4 1-5 2-5 1-6 2-6 2-9 6-9 2-10 9-11 10-11 1-12 6-13 11-13 8-14 12-14 5-15 9-15 "
    "10-15 11-15 12-15 13-15 5-16 6-16 11-16 12-16 13-16 14-16"
)

Ties = list[tuple[str, str, int]]


def table(ties: Ties, source: str = "by hand") -> pl.DataFrame:
    rows = [(a, b, sign, source) for a, b, sign in ties]
    schema = {"a": pl.String, "b": pl.String, "sign": pl.Int64, "source": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def tribes() -> pl.DataFrame:
    signed = [(pair, 1) for pair in FRIENDS.split()] + [(pair, -1) for pair in FOES.split()]
    return table([(*pair.split("-"), sign) for pair, sign in signed])  # type: ignore[misc]


def least_by_brute_force(ties: Ties) -> int:
    states = sorted({state for a, b, _ in ties for state in (a, b)})
    found = len(ties)
    for sides in product((0, 1), repeat=len(states)):
        side = dict(zip(states, sides, strict=True))
        found = min(found, sum((side[a] == side[b]) != (sign > 0) for a, b, sign in ties))
    return found


@st.composite
def signed_ties(draw: st.DrawFn) -> Ties:
    states = [f"S{n}" for n in range(draw(st.integers(3, 7)))]
    pairs = [(a, b) for i, a in enumerate(states) for b in states[i + 1 :]]
    signs = draw(st.lists(st.sampled_from((-1, 0, 1)), min_size=len(pairs), max_size=len(pairs)))
    ties = [(*pair, sign) for pair, sign in zip(pairs, signs, strict=True) if sign]
    return ties if any(sign < 0 for *_, sign in ties) else [*ties[1:], (*pairs[0], -1)]


def test_the_highland_tribes_have_the_published_balance() -> None:
    """The vignette "Structural Balance" of the R package signnet prints these three scores."""
    network = signed_network(tribes())
    census, found = triad_census(network), frustration(network)

    assert census.balanced_share == pytest.approx(0.8676471, abs=5e-8)
    assert walk_balance(network) == pytest.approx(0.3575761, abs=5e-8)
    assert (found.index, found.ties) == (7, 58)
    assert found.score == pytest.approx(0.7586207, abs=5e-8)


@pytest.mark.parametrize(
    ("signs", "expected", "share", "index"),
    [
        ((1, 1, -1), (0, 1, 0, 0), 0.0, 1),
        ((1, -1, -1), (0, 0, 1, 0), 1.0, 0),
        ((-1, -1, -1), (0, 0, 0, 1), 0.0, 1),
    ],
)
def test_one_triangle_is_balanced_where_the_product_of_its_signs_is_positive(
    signs, expected, share, index
) -> None:
    pairs = (("A", "B"), ("A", "C"), ("B", "C"))
    network = signed_network(table([(*p, s) for p, s in zip(pairs, signs, strict=True)]))
    census = triad_census(network)

    assert (census.ppp, census.ppm, census.pmm, census.mmm) == expected
    assert census.balanced_share == share
    assert frustration(network).index == index


def test_a_network_without_a_closed_triad_has_no_share_of_balanced_ones() -> None:
    census = triad_census(signed_network(table([("A", "B", -1), ("B", "C", 1)])))

    assert census.triads == 0
    assert census.balanced_share is None
    assert census.missing is Missing.UNDEFINED


def test_two_camps_are_found_where_there_are_two() -> None:
    camps = (("A", "C", "E"), ("B", "D"))
    states = sorted(camps[0] + camps[1])
    ties = [
        (a, b, 1 if (a in camps[0]) == (b in camps[0]) else -1)
        for i, a in enumerate(states)
        for b in states[i + 1 :]
    ]
    network = signed_network(table(ties))
    found = frustration(network)

    assert found.partition == camps
    assert (found.index, found.score, found.frustrated) == (0, 1.0, ())
    assert triad_census(network).balanced_share == 1.0
    assert walk_balance(network) == pytest.approx(1.0)


@given(signed_ties())
def test_the_frustration_index_is_that_of_brute_force(ties: Ties) -> None:
    found = frustration(signed_network(table(ties)))

    assert found.index == least_by_brute_force(ties)
    assert len(found.frustrated) == found.index
    assert 0 <= found.score <= 1


@given(signed_ties(), st.randoms(use_true_random=False))
def test_neither_the_order_of_ties_nor_of_the_two_sides_matters(ties: Ties, random) -> None:
    mixed = [(b, a, sign) if random.random() < 0.5 else (a, b, sign) for a, b, sign in ties]
    random.shuffle(mixed)

    assert signed_network(table(mixed)) == signed_network(table(ties))


@given(signed_ties())
def test_walk_balance_is_one_exactly_where_nothing_is_frustrated(ties: Ties) -> None:
    network = signed_network(table(ties))
    value = walk_balance(network)

    assert value <= 1 + 1e-12
    assert (value > 1 - 1e-9) == (frustration(network).index == 0)


def test_a_search_without_time_gives_bounds_and_no_index() -> None:
    found = frustration(signed_network(tribes()), time_limit=0.0)

    assert found.missing is Missing.INCOMPLETE
    assert (found.index, found.score) == (None, None)
    assert found.lower_bound <= 7 <= found.upper_bound


def test_a_pair_of_two_sources_names_both() -> None:
    rows = pl.concat([table([("A", "B", -1)], "votes"), table([("B", "A", -1)], "sanctions")])

    assert [tie.source for tie in signed_network(rows).ties] == ["votes; sanctions"]


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        (table([("A", "B", 1), ("B", "C", 1)]), "no source of negative ties"),
        (table([]), "no source of negative ties"),
        (table([("A", "B", -1)], source=" "), "no source of the tie of A and B"),
        (table([("A", "B", -1), ("B", "A", 1)]), "both signs"),
        (table([("A", "A", -1)]), "with itself"),
        (table([("A", "B", 2)]), "the sign 2"),
        (table([("A", "B", -1)]).drop("source"), "no column source"),
        (table([("", "B", -1)]), "'' and 'B'"),
    ],
)
def test_ties_that_cannot_be_counted_are_refused_in_one_sentence(ties, said) -> None:
    with pytest.raises(UsageError, match=said):
        signed_network(ties)
