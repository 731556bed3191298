"""The written rules by which words become intervals; every bound worked by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table import claim, level

from visavis.checking.tolerance import RULES, fit, tolerance
from visavis.model.verdicts import Fit


def bounds(one):
    words = tolerance(one)
    return [
        None if bound is None else float(bound)
        for bound in (words.narrow.low, words.narrow.high, words.wide.low, words.wide.high)
    ]


@pytest.mark.parametrize(
    ("one", "expected", "rule"),
    [
        (claim("14.6"), [14.55, 14.65, 14.55, 14.65], "last_digit"),
        (claim("15"), [14.5, 15.5, 14.5, 15.5], "last_digit"),
        (level("140"), [139.5e9, 140.5e9, 135e9, 145e9], "trailing_zeros"),
        (level("200"), [199.5e9, 200.5e9, 195e9, 205e9], "trailing_zeros"),
        (level("20"), [19.5e9, 20.5e9, 19.5e9, 20.5e9], "last_digit"),
        (level("1,200", 1e6), [1199.5e6, 1200.5e6, 1150e6, 1250e6], "trailing_zeros"),
        (level("200", hedge="about"), [190e9, 210e9, 180e9, 220e9], "about"),
        (level("2.5", hedge="roughly"), [2.375e9, 2.625e9, 2.25e9, 2.75e9], "about"),
        (level("200", hedge="nearly"), [180e9, 200e9, 170e9, 204e9], "nearly"),
        (level("200", hedge="over"), [200e9, None, 199.5e9, None], "over"),
        (level("200", hedge="just over"), [200e9, 220e9, 196e9, 230e9], "beyond"),
        (level("200", hedge="no more than"), [None, 200e9, None, 200.5e9], "up_to"),
        (level("200", hedge="up to"), [None, 200e9, None, 200.5e9], "up_to"),
        (level("200", hedge="at least"), [200e9, None, 199.5e9, None], "over"),
        (claim("0.8", hedge="barely"), [0.75, 0.85, 0.75, 0.85], "barely"),
        (claim("60", hedge="just under"), [54, 60, 51, 61.2], "nearly"),
        (level("2-3", value=2e9, value_high=3e9), [1.5e9, 3.5e9, 1.5e9, 3.5e9], "range"),
        (claim("a fifth", value=20.0), [17.5, 22.5, 17.5, 22.5], "fraction_word"),
        (claim("half", value=50.0), [47.5, 52.5, 45, 55], "fraction_word"),
        (
            claim("doubled", form="multiple", unit="x", value=2.0),
            [1.85, 2.15, 1.75, 2.25],
            "multiple_word",
        ),
        (
            claim("doubled", hedge="almost", form="multiple", unit="x", value=2.0),
            [1.8, 2.0, 1.7, 2.04],
            "nearly",
        ),
        (
            claim("5", form="growth", value=-5.0),
            [-5.5, -4.5, -5.5, -4.5],
            "last_digit",
        ),
        (
            claim("5", hedge="more than", form="growth", value=-5.0),
            [None, -5, None, -4.9],
            "over",
        ),
        (claim("1", form="rank", unit="rank"), [1, 1, 1, 1], "exact"),
        (claim("30", polarity="negated"), [29.5, None, 29.5, None], "over"),
    ],
)
def test_words_admit_exactly_the_values_of_their_rule(one, expected, rule):
    assert bounds(one) == pytest.approx(expected)
    assert tolerance(one).rule == rule
    assert rule in RULES


def test_a_claim_without_a_number_has_no_interval():
    assert tolerance(claim("x", value=None, form="position")) is None


@pytest.mark.parametrize(
    ("one", "value", "expected"),
    [
        (claim("14.6"), "14.58", Fit.EXACT),
        (claim("14.6"), "14.66", Fit.CLOSE),
        (claim("35.5"), "35.28", Fit.CLOSE),
        (claim("35.5"), "33.83", Fit.NO),
        (level("140"), "141.6e9", Fit.ROUNDING),
        (level("140"), "146e9", Fit.NO),
        (level("200", hedge="over"), "400e9", Fit.EXACT),
        (level("200", hedge="over"), "150e9", Fit.NO),
        (claim("1", form="rank", unit="rank"), "2", Fit.NO),
    ],
)
def test_a_value_fits_as_well_as_the_words_let_it(one, value, expected):
    assert fit(Decimal(value), tolerance(one)) is expected


_HEDGES = (None, "about", "nearly", "over", "up to", "barely", "at least")


@given(st.decimals(min_value="0.1", max_value="9999", places=2), st.sampled_from(_HEDGES))
def test_the_wide_interval_holds_the_narrow_one(number, hedge):
    words = tolerance(level(f"{number:f}", 1e6, hedge))

    assert words.wide.low is None or words.wide.low <= words.narrow.low
    assert words.wide.high is None or words.wide.high >= words.narrow.high


@given(
    st.decimals(min_value="0.01", max_value="99999", places=4),
    st.integers(min_value=2, max_value=4),
)
def test_a_number_rounded_to_two_digits_or_more_fits_what_it_was_rounded_from(number, digits):
    written = f"{float(f'{number:.{digits - 1}e}'):f}".rstrip("0").rstrip(".")

    found = fit(number * 10**6, tolerance(level(written, 1e6)))

    assert found is not Fit.NO


@given(st.decimals(min_value="1", max_value="999", places=1), st.sampled_from(_HEDGES))
def test_a_fall_has_the_same_width_as_a_rise(number, hedge):
    rise = tolerance(claim(f"{number:f}", 1.0, hedge, form="growth"))
    fall = tolerance(claim(f"{number:f}", 1.0, hedge, form="growth", value=-float(number)))

    assert (rise.wide.low, rise.wide.high) == tuple(
        None if bound is None else -bound for bound in (fall.wide.high, fall.wide.low)
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (replace(claim("14.6"), written=replace(claim("14.6").written, numeral="14,6")),
         [14.55, 14.65, 14.55, 14.65]),
        (replace(level("5.67"), written=replace(level("5.67").written, numeral="5,67")),
         [5.665e9, 5.675e9, 5.665e9, 5.675e9]),
        (level("5,670", 1e6), [5669.5e6, 5670.5e6, 5665e6, 5675e6]),
    ],
)  # fmt: skip
def test_a_comma_is_decimal_where_the_value_read_says_so(one, expected):
    assert bounds(one) == expected
