"""What must hold of every verdict, whatever the numbers."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from table import LEVEL, Table, level, report, verdict

from visavis.model.verdicts import Verdict

GOOD = (Verdict.SUPPORTED, Verdict.SUPPORTED_BY_ONE_BOOK, Verdict.ROUNDING, Verdict.CLOSE)
AMOUNTS = st.decimals(min_value="0.05", max_value="900", places=3)
BOOKS = st.lists(
    st.tuples(
        st.sampled_from(
            [("exporter", "ru_customs"), ("importer", "comtrade"), ("reconciled", "baci"),
             ("exporter", "comtrade")]
        ),
        AMOUNTS,
    ),
    max_size=4, unique_by=lambda pair: pair[0],
)  # fmt: skip
SIMPLE = settings(max_examples=150, deadline=None)


def shelf(books):
    table = Table()
    for (book, source), value in books:
        table.lay(LEVEL, value * 10**9, book=book, source=source)
    return table


def written(value, digits):
    return f"{float(f'{value:.{digits - 1}e}'):f}".rstrip("0").rstrip(".")


@SIMPLE
@given(BOOKS, AMOUNTS, st.integers(2, 5))
def test_a_claim_rounded_from_any_figure_at_hand_is_never_contradicted(books, value, digits):
    table = shelf([*books, (("importer", "another"), value)])

    assert verdict(table, level(written(value, digits))).verdict in GOOD


@SIMPLE
@given(BOOKS, st.tuples(st.sampled_from([("importer", "x"), ("exporter", "y")]), AMOUNTS), AMOUNTS)
def test_one_book_more_never_turns_supported_into_contradicted(books, more, value):
    before = verdict(shelf(books), level(written(value, 3)))
    after = verdict(shelf([*books, more]), level(written(value, 3)))

    if before.verdict in GOOD:
        assert after.verdict is not Verdict.CONTRADICTED


@SIMPLE
@given(BOOKS, AMOUNTS, st.sampled_from(["about", "barely", "nearly"]))
def test_wider_words_never_turn_supported_into_contradicted(books, value, hedge):
    plain = verdict(shelf(books), level(written(value, 3)))
    hedged = verdict(shelf(books), level(written(value, 3), hedge=hedge))

    if plain.verdict is Verdict.SUPPORTED:
        assert hedged.verdict is not Verdict.CONTRADICTED


@SIMPLE
@given(BOOKS, AMOUNTS)
def test_a_claim_and_its_denial_are_never_both_false_and_never_both_true(books, value):
    words = {"hedge": "at least"}
    affirmed = verdict(shelf(books), level(written(value, 3), **words)).verdict
    denied = verdict(shelf(books), level(written(value, 3), polarity="negated", **words)).verdict

    assert {affirmed, denied} != {Verdict.CONTRADICTED}
    assert not (affirmed in GOOD and denied in GOOD)
    if affirmed is Verdict.CONTRADICTED:
        assert denied is Verdict.SUPPORTED


@SIMPLE
@given(BOOKS, st.lists(AMOUNTS, min_size=2, max_size=6, unique=True), st.randoms())
def test_the_order_of_claims_does_not_change_their_verdicts(books, values, random):
    claims = [
        level(written(value, 3), start=n, end=n + 1, sentence=(n, n + 1), subject="RUS")
        for n, value in enumerate(values)
    ]
    shuffled = list(claims)
    random.shuffle(shuffled)

    straight = {c.claim.start: (c.id, c.verdict) for c in report(shelf(books), *claims).claims}
    mixed = {c.claim.start: (c.id, c.verdict) for c in report(shelf(books), *shuffled).claims}

    assert straight == mixed


@SIMPLE
@given(BOOKS, AMOUNTS)
def test_contradicted_means_that_no_book_at_hand_is_within_two_per_cent(books, value):
    checked = verdict(shelf(books), level(written(value, 3)))

    if checked.verdict is Verdict.CONTRADICTED:
        claimed = Decimal(written(value, 3)) * 10**9
        assert all(abs(v * 10**9 - claimed) > v * 10**9 / 50 for _, v in books)
