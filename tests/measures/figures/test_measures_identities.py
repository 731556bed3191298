"""Identities that hold for any rows: what the definitions alone imply."""

import random
from decimal import Decimal, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import Shelf

from visavis.measures.figures import evaluate
from visavis.model.queries import Query

AMOUNT = st.decimals(min_value=1, max_value=10**13, places=3)
FOUR = st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
STATES = ("BEL", "NLD", "LUX")


def reports(sold: Decimal, bought: Decimal, others: Decimal, more: Decimal) -> Shelf:
    """Both books of trade between two states, equal in both, with the totals of one."""
    shelf = Shelf()
    everybody = ("RUS", "CHN", "WLD")
    for book in ("exporter", "importer"):
        shelf.covers("x", book, everybody, everybody)
        shelf.has("x", book, "RUS>CHN", 2020, str(sold)).has(
            "x", book, "CHN>RUS", 2020, str(bought)
        )
    for one in ("RUS", "CHN"):
        shelf.has("x", "exporter", f"{one}>WLD", 2020, str(sold + bought + others))
        shelf.has("x", "importer", f"WLD>{one}", 2020, str(sold + bought + more))
    return shelf


def close(left: Decimal | None, right: Decimal | None) -> bool:
    """Equal to 25 significant digits: what division at 28 leaves after one more step."""
    if left is None or right is None:
        return False
    with localcontext(prec=40):
        return abs(left - right) <= abs(right) * Decimal("1e-25")


@given(FOUR)
def test_turnover_is_the_same_from_either_side_where_books_agree(amounts):
    shelf = reports(*amounts)

    assert (
        shelf.ask("trade_turnover RUS CHN 2020").value
        == shelf.ask("trade_turnover CHN RUS 2020").value
    )


@given(FOUR)
def test_one_sides_surplus_is_the_others_deficit(amounts):
    shelf = reports(*amounts)
    ours, theirs = shelf.ask("trade_surplus RUS CHN 2020"), shelf.ask("trade_surplus CHN RUS 2020")

    assert ours.value == -theirs.value
    assert shelf.ask("trade_deficit RUS CHN 2020").value == -ours.value


@given(FOUR)
def test_a_share_times_its_total_is_the_level(amounts):
    shelf = reports(*amounts)
    for measure in ("exports", "imports", "trade_turnover"):
        share = shelf.ask(f"{measure} RUS CHN 2020 form=share")
        whole = shelf.ask(f"{measure} RUS WLD 2020").value
        with localcontext(prec=40):
            product = share.value * whole / 100

        assert close(product, shelf.ask(f"{measure} RUS CHN 2020").value)


@given(FOUR, AMOUNT)
def test_share_times_openness_is_dependence(amounts, gdp):
    shelf = reports(*amounts)
    shelf.covers("w", "publisher", ("RUS",), ("",), relation="gdp", products=("",))
    shelf.has("w", "publisher", "RUS>", 2020, str(gdp), relation="gdp", product="")
    share = shelf.ask("trade_turnover RUS CHN 2020 form=share").value
    openness = shelf.ask("trade_turnover RUS WLD 2020 form=share denominator=gdp").value
    dependence = shelf.ask("trade_turnover RUS CHN 2020 form=share denominator=gdp").value
    with localcontext(prec=40):
        product = share * openness / 100

    assert close(product, dependence)


@given(AMOUNT, AMOUNT)
def test_growth_is_the_multiple_less_one(early, late):
    shelf = Shelf().covers("x", "exporter", ("RUS",), ("CHN",))
    shelf.has("x", "exporter", "RUS>CHN", 2019, str(early)).has(
        "x", "exporter", "RUS>CHN", 2020, str(late)
    )
    growth = shelf.ask("exports RUS CHN 2020 form=growth").value
    multiple = shelf.ask("exports RUS CHN 2020 form=multiple").value
    change = shelf.ask("exports RUS CHN 2020 form=change_abs").value
    with localcontext(prec=40):
        factor = growth / 100 + 1

    assert abs(factor - multiple) <= multiple * Decimal("1e-24") + Decimal("1e-26")
    assert change == late - early


@given(st.tuples(AMOUNT, AMOUNT, AMOUNT))
def test_a_groups_total_is_the_sum_of_its_members(amounts):
    shelf = Shelf().covers("x", "exporter", ("RUS",), STATES)
    for state, amount in zip(STATES, amounts, strict=True):
        shelf.has("x", "exporter", f"RUS>{state}", 2020, str(amount))
    members = [shelf.ask(f"exports RUS {state} 2020").value for state in STATES]

    assert shelf.ask("exports RUS BENELUX 2020").value == sum(members)


@given(st.lists(AMOUNT, min_size=12, max_size=12))
def test_a_year_is_the_sum_of_its_quarters(amounts):
    shelf = Shelf().covers("x", "exporter", ("RUS",), ("CHN",), frequency="month")
    for month, amount in enumerate(amounts, start=1):
        shelf.has("x", "exporter", "RUS>CHN", f"2020-{month:02d}", str(amount))
    quarters = [shelf.ask(f"exports RUS CHN 2020Q{n}").value for n in (1, 2, 3, 4)]

    assert shelf.ask("exports RUS CHN 2020").value == sum(quarters)


QUESTIONS = (
    "exports RUS CHN 2020", "trade_turnover RUS BENELUX 2020", "exports RUS CHN 2020 form=share",
    "imports RUS BENELUX 2020 form=share", "exports RUS CHN 2020 form=rank",
    "trade_surplus RUS CHN 2020", "exports RUS NATO 2020",
)  # fmt: skip


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.lists(AMOUNT, min_size=10, max_size=10))
def test_the_order_of_rows_changes_no_figure(shuffle: random.Random, amounts):
    others = ("CHN", *STATES, "WLD")
    shelf = Shelf().covers("x", "exporter", ("RUS",), others)
    shelf.covers("x", "importer", others, ("RUS",))
    for other, sold, bought in zip(others, amounts[:5], amounts[5:], strict=True):
        shelf.has("x", "exporter", f"RUS>{other}", 2020, str(sold))
        shelf.has("x", "importer", f"{other}>RUS", 2020, str(bought))
    rows = list(shelf.facts)
    shuffle.shuffle(rows)
    for question in QUESTIONS:
        query = Query.parse(question)

        assert evaluate(query, shelf.index()) == evaluate(query, shelf.index(rows=rows))


@given(AMOUNT, AMOUNT)
def test_the_callers_own_decimal_context_changes_no_figure(early, late):
    shelf = Shelf().covers("x", "exporter", ("RUS",), ("CHN",))
    shelf.has("x", "exporter", "RUS>CHN", 2019, str(early)).has(
        "x", "exporter", "RUS>CHN", 2020, str(late)
    )
    expected = shelf.ask("exports RUS CHN 2020 form=growth")
    with localcontext(prec=3):
        found = shelf.ask("exports RUS CHN 2020 form=growth")

    assert found == expected
