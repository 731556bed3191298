"""Hedging between two and three poles, in numbers worked out by hand."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.errors import UsageError
from visavis.measures.hedging import (
    DEFINITION,
    HIGH_BALANCE,
    LEAST_REFERENCE,
    Hedging,
    hedging,
    percentile,
)
from visavis.model.figures import Missing

POLES = ("CHN", "USA")


def ties(
    rows: dict[str, tuple[float | str | None, ...]], poles: tuple[str, ...] = POLES
) -> pl.DataFrame:
    """Ties by domain, in the order of the poles; a word is the reason why there is none."""
    found = [
        (domain, pole, None if isinstance(v, str) else v, v if isinstance(v, str) else None)
        for domain, values in rows.items()
        for pole, v in zip(poles, values, strict=True)
    ]
    schema = {
        "domain": pl.String, "pole": pl.String, "value": pl.Float64, "missing": pl.String,
    }  # fmt: skip
    return pl.DataFrame(found, schema=schema, orient="row")


def reference(values: dict[str, list[float]]) -> pl.DataFrame:
    found = [(d, f"S{n}", v) for d, listed in values.items() for n, v in enumerate(listed)]
    schema = {"domain": pl.String, "state": pl.String, "value": pl.Float64}
    return pl.DataFrame(found, schema=schema, orient="row")


LOW = [0.5] * 12
"""Twelve states below any tie used here."""
HIGH = [1000.0] * 12


def judged(rows: dict[str, tuple[float | str | None, ...]], others: list[float] = LOW) -> Hedging:
    return hedging(ties(rows), POLES, reference(dict.fromkeys(rows, others)))


def test_two_poles_give_the_lean_its_balance_and_its_spread() -> None:
    """Leans (60-40)/100 = 0.2 and (20-80)/100 = -0.6: mean -0.2, deviation 0.4."""
    found = judged({"trade": (60, 40), "votes": (20, 80)})

    assert [row.lean for row in found.domains] == pytest.approx([0.2, -0.6])
    assert found.lean == pytest.approx(-0.2)
    assert found.balance == pytest.approx(0.8)
    assert found.mix == pytest.approx(0.4)
    assert found.position == pytest.approx((0.4, 0.6))


def test_three_poles_give_a_point_of_the_triangle_and_no_mean_of_pairs() -> None:
    """Shares (.5,.5,0) and (.5,0,.5): mean (.5,.25,.25), each 1/8 (squared) from it; the even
    point is 1/24 (squared) away, a corner 2/3: balance 1 - sqrt(1/16), mix sqrt(3/16)."""
    poles = ("CHN", "USA", "RUS")
    rows = {"trade": (5.0, 5.0, 0.0), "votes": (40.0, 0.0, 40.0)}
    found = hedging(ties(rows, poles), poles, reference(dict.fromkeys(rows, LOW)))

    assert found.position == pytest.approx((0.5, 0.25, 0.25))
    assert found.balance == pytest.approx(0.75)
    assert found.mix == pytest.approx((3 / 16) ** 0.5)
    assert found.lean is None
    assert [row.lean for row in found.domains] == [None, None]


@pytest.mark.parametrize(
    ("rows", "others", "category", "aligned"),
    [
        ({"arms": (50, 50), "votes": (55, 45)}, LOW, "hedging", None),
        ({"alliance": (1, 1), "votes": (55, 45)}, LOW, "hedging", None),
        ({"arms": (50, 50), "votes": (55, 45)}, HIGH, "disengaged", None),
        ({"arms": (100, 0), "trade": (0, 100)}, LOW, "split", None),
        ({"arms": (100, 0), "trade": (0, 100)}, HIGH, "disengaged", None),
        ({"trade": (90, 10), "votes": (80, 20)}, LOW, "aligned", "CHN"),
        ({"trade": (10, 90), "votes": (20, 80)}, LOW, "aligned", "USA"),
        ({"trade": (65, 35), "votes": (70, 30)}, LOW, "unclear", None),
    ],
)
def test_the_category_follows_the_written_rules(rows, others, category, aligned) -> None:
    found = judged(rows, others)

    assert (found.category, found.aligned_with, found.missing) == (category, aligned, None)


def test_even_ties_that_the_middle_state_has_too_are_hedging_and_fewer_are_not() -> None:
    """A place of 0.5 among half above and half below; of 0.4 among six above and four below."""
    even = {"arms": (50.0, 50.0), "votes": (50.0, 50.0)}

    assert judged(even, [1.0] * 5 + [999.0] * 5).category == "hedging"
    assert judged(even, [1.0] * 4 + [999.0] * 6).category == "unclear"


def test_nobody_is_called_hedging_on_trade_and_votes_alone() -> None:
    """Else Japan, an ally of one power, would be: it trades and votes with both."""
    found = judged({"trade": (50, 50), "votes": (55, 45)})

    assert (found.category, found.missing) == (None, Missing.INCOMPLETE)
    assert found.lacks_security
    assert found.balance == pytest.approx(0.95)
    assert judged({"trade": (90, 10), "votes": (80, 20)}).category == "aligned"


@pytest.mark.parametrize("reason", ["no_source", "not_reported", "out_of_coverage"])
def test_one_complete_domain_is_not_enough_and_the_other_is_named_with_its_reason(reason) -> None:
    found = judged({"trade": (30, reason), "votes": (20, 80)})

    assert (found.category, found.missing) == (None, Missing.INCOMPLETE)
    assert (found.balance, found.engagement, found.mix, found.position) == (None,) * 4
    assert found.missing_domains == ("trade",)
    assert found.domains[0].missing == (None, Missing(reason))
    assert (found.domains[0].shares, found.domains[0].place) == (None, None)


def test_a_missing_domain_moves_no_number() -> None:
    two = {"trade": (60.0, 40.0), "votes": (20.0, 80.0)}
    with_gap = judged({**two, "arms": (5, "no_source")})
    without = judged(two)

    assert (with_gap.balance, with_gap.mix, with_gap.engagement) == (
        without.balance, without.mix, without.engagement,
    )  # fmt: skip


def test_zero_with_every_pole_is_no_position_but_counts_as_no_engagement() -> None:
    found = judged({"trade": (50, 50), "votes": (50, 50), "arms": (0, 0)}, [0.0] * 12)

    assert found.domains[2].shares is None
    assert found.domains[2].place == pytest.approx(0.5)
    assert found.balance == pytest.approx(1.0)
    assert found.engagement == pytest.approx((1 + 0.5) / 2)


def test_likeness_of_votes_has_a_position_and_no_place() -> None:
    """Agreement with two opposed powers adds up to much the same for everybody."""
    found = judged({"arms": (50, 50), "votes": (0.1, 0.1)}, [1.0] * 12)

    assert found.domains[1].shares == pytest.approx((0.5, 0.5))
    assert found.domains[1].place is None
    assert found.engagement == pytest.approx(1.0)
    only_likeness = hedging(
        ties({"votes": (1, 1), "speeches": (1, 1)}), POLES, reference({}),
        likeness=("votes", "speeches"),
    )  # fmt: skip
    assert (only_likeness.engagement, only_likeness.missing) == (None, Missing.UNDEFINED)


def test_too_few_states_to_be_placed_among_leave_no_category() -> None:
    found = judged({"trade": (50, 50), "votes": (50, 50)}, LOW[: LEAST_REFERENCE - 1])

    assert (found.engagement, found.category, found.missing) == (None, None, Missing.UNDEFINED)
    assert found.balance == pytest.approx(1.0)


def test_the_result_says_that_it_is_experimental_and_what_it_means() -> None:
    found = judged({"trade": (50, 50), "votes": (50, 50)})

    assert found.experimental is True
    assert found.definition == DEFINITION
    assert str(HIGH_BALANCE) in DEFINITION


positive = st.floats(0.01, 1e6)


@given(st.lists(st.tuples(positive, positive), min_size=2, max_size=6), st.floats(0.001, 1000))
def test_ranges_hold_and_neither_units_nor_the_order_of_poles_matter(pairs, factor) -> None:
    rows = {f"d{n}": pair for n, pair in enumerate(pairs)}
    found = judged(rows)
    scaled = judged({**rows, "d0": (pairs[0][0] * factor, pairs[0][1] * factor)})
    turned = hedging(ties(rows), POLES[::-1], reference(dict.fromkeys(rows, LOW)))

    assert 0 <= found.balance <= 1
    assert 0 <= found.mix <= 1
    assert found.balance == pytest.approx(1 - abs(found.lean))
    assert (scaled.balance, scaled.mix) == pytest.approx((found.balance, found.mix))
    assert turned.balance == pytest.approx(found.balance)
    assert turned.lean == pytest.approx(-found.lean)


def test_a_percentile_counts_half_of_the_equal() -> None:
    assert percentile(3, [1, 2, 3, 4]) == pytest.approx(0.625)
    with pytest.raises(UsageError, match="no state to compare"):
        percentile(3, [])


@pytest.mark.parametrize(
    ("table", "poles", "said"),
    [
        (ties({"trade": (1, 2)}), ("CHN",), "two or three"),
        (ties({"trade": (1, 2)}), ("CHN", "CHN"), "two or three"),
        (ties({"trade": (1, 2)}), ("CHN", "RUS"), "another pole"),
        (ties({"trade": (-1, 2)}), POLES, "zero up"),
        (ties({"trade": (float("nan"), 2)}), POLES, "zero up"),
        (ties({"trade": (None, 2)}), POLES, "reason"),
        (pl.concat([ties({"trade": (1, 2)})] * 2), POLES, "two rows"),
        (ties({"trade": (1, 2)}).drop("missing"), POLES, "no column missing"),
    ],
)
def test_ties_that_mean_nothing_are_refused(table, poles, said) -> None:
    with pytest.raises(UsageError, match=said):
        hedging(table, poles, reference({"trade": LOW}))
