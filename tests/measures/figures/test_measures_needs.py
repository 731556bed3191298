"""An answer rests on its own question and the data: on no row beyond what the question needs."""

import random
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from shelf import Shelf

from visavis.errors import UsageError
from visavis.measures.figures import FactIndex, editions, evaluate, needs
from visavis.model.facts import Fact, Trip
from visavis.model.figures import Figure
from visavis.model.queries import Query
from visavis.model.wanted import VotesWanted, Wanted

STATES = ("RUS", "CHN", "KEN", "VNM", "MYS", "DEU")
SIDES = (*STATES, "ASEAN", "EU", "CHN+KEN", "WLD")
RELATIONS = frozenset(
    {"goods_flow", "gdp", "population", "published_share_exports", "published_share_imports",
     "arms_transfer", "fdi_stock"}
)  # fmt: skip
EVERYTHING = (
    Wanted(RELATIONS, None, None, None, date.min, date.max),
    Wanted(frozenset({"trips"}), None, None, None, date.min, date.max, table="trips"),
    VotesWanted(None, None),
)
MEASURES = (
    "exports", "imports", "trade_turnover", "trade_surplus", "oil_imports", "gdp", "population",
    "arms_imports", "fdi_in_stock", "visits",
)  # fmt: skip
FORMS = ("level", "share", "growth", "change_abs", "change_pp", "rank", "count")
MORE = (
    "", "", "", " denominator=gdp", " denominator=trade", " denominator=world", " product=coal",
    " without=coal", " book=importer", " book=exporter", " source=two", " baseline=2012",
)  # fmt: skip


def filled(dice: random.Random) -> tuple[Shelf, list[tuple[str, str, Trip]]]:
    """Rows of two publishers here and there, with both meanings of a row that is not there."""
    shelf = Shelf()
    goods = ("TOTAL", "crude_oil", "coal")
    sides = (*STATES, "WLD")
    shelf.covers("one", "exporter", STATES, None, products=goods, absent="zero")
    shelf.covers("one", "importer", None, STATES, products=goods)
    shelf.covers("two", "reconciled", None, None, products=goods[1:], absent="zero")
    shelf.covers("two", "exporter", sides, sides, products=("TOTAL",), absent="zero")
    for relation in ("gdp", "population"):
        shelf.covers("two", "publisher", STATES, ("",), relation=relation, products=("",))
    for relation, book in (("arms_transfer", "publisher"), ("fdi_stock", "host")):
        shelf.covers("three", book, None, None, relation=relation, products=("",), absent="zero")
    shelf.covers("four", "publisher", STATES, STATES, relation="trips", products=("",))
    flows = (("one", "exporter"), ("one", "importer"), ("two", "reconciled"), ("two", "exporter"))
    for (one, other), year in product(product(sides, repeat=2), range(2000, 2024)):
        if one != other and dice.random() < 0.2:
            source, book = dice.choice(flows)
            goods_there = goods[1:] if book == "reconciled" else goods
            value = dice.choice((0, 5, 900_000, 2_000_000, 80_000_000))
            named = {"product": dice.choice(goods_there), "status": "reported"}
            shelf.has(source, book, f"{one}>{other}", year, value, **named)
        if one != other and dice.random() < 0.05:
            shelf.has("three", "publisher", f"{one}>{other}", year, 7,
                      relation="arms_transfer", product="", unit="TIV")  # fmt: skip
            shelf.has("three", "host", f"{one}>{other}", year, 9, relation="fdi_stock", product="")
    for one, year in product(sides, range(2000, 2024)):
        shelf.has("two", "publisher", f"{one}>", year, 1000, relation="gdp", product="")
    trips = [
        ("four", "v1", Trip(one, other, date(year, 5, 1), date(year, 5, 2), "leader", "A", "B", n))
        for n, (one, other, year) in enumerate(product(STATES, STATES, range(2015, 2018)))
        if dice.random() < 0.3
    ]
    return shelf, trips


def queries(dice: random.Random, count: int) -> list[Query]:
    found: list[Query] = []
    while len(found) < count:
        measure, year = dice.choice(MEASURES), dice.randint(2001, 2026)
        partner = "-" if measure in ("gdp", "population") else dice.choice(SIDES)
        span = dice.choice((str(year), str(year), str(year), f"{year}..{year + 2}"))
        form = "count" if measure == "visits" else dice.choice(FORMS)
        text = f"{measure} {dice.choice(SIDES[:-1])} {partner} {span} form={form}"
        try:
            words = f"{text}{dice.choice(MORE)} aggregation=sum".split()
            found.append(Query.parse(" ".join(words)))
        except UsageError:
            continue
    return found


def holding(
    shelf: Shelf, facts: list[Fact], trips: list[tuple[str, str, Trip]], dice: random.Random
) -> FactIndex:
    index = shelf.index(rows=())
    for rows in (facts[::2], facts[1::2]):
        index.add(dice.sample(rows, len(rows)))
    index.add_trips(trips)
    return index


def needed(fact: Fact, blocks: tuple[Wanted | VotesWanted, ...]) -> bool:
    return any(
        isinstance(block, Wanted)
        and block.table == "facts"
        and fact.relation in block.relations
        and (block.subjects is None or fact.subject in block.subjects)
        and (block.partners is None or fact.partner in block.partners)
        and (block.products is None or fact.product in block.products)
        and block.start <= fact.start <= fact.end <= block.end
        for block in blocks
    )


class Wide:
    """An index that shows every row to every question."""

    def __init__(self, index: FactIndex) -> None:
        self.index = index
        self.releases = index.releases

    def within(self, _blocks: object, _older: object = ()) -> FactIndex:
        return self.index.within(EVERYTHING)


def said(figure: Figure) -> Figure:
    """The figure but for the unit of its noughts: what no row states has no unit of its own."""
    detail = {name: value for name, value in figure.detail.items() if name != "editions"}
    unit = figure.unit if figure.value else ""
    parts = tuple(part if part.value else part._replace(unit="") for part in figure.parts)
    return replace(figure, detail=detail, unit=unit, parts=parts)


@settings(max_examples=6, phases=(Phase.generate,))
@given(st.integers(min_value=0))
def test_rows_beyond_what_a_question_needs_change_nothing(seed):
    dice = random.Random(seed)
    shelf, trips = filled(dice)
    everything = holding(shelf, shelf.facts, trips, dice)
    wide = Wide(everything)

    for query in queries(dice, 25):
        blocks = needs(query)
        alone = holding(shelf, [f for f in shelf.facts if needed(f, blocks)], trips, dice)
        figure, pinned = evaluate(query, alone), editions(query, alone)

        assert evaluate(query, everything) == figure, query
        assert editions(query, everything) == pinned, query
        # Nothing is lost either: a view of all the rows there are gives the same answer.
        assert said(evaluate(query, wide)) == said(figure), query
        assert editions(query, wide) == pinned, query


@pytest.mark.parametrize("table", ["trips", "ties", "coded_events", "roll_calls", "casts"])
def test_an_index_of_everything_cannot_be_read_past_a_question(customs, table):
    with pytest.raises(TypeError, match="within"):
        getattr(customs.index(), table)


def test_a_view_of_a_question_cannot_be_widened(customs):
    index = customs.index()
    view = index.within(needs(Query.parse("exports RUS CHN 2020")))

    with pytest.raises(TypeError, match="wider"):
        view.within(EVERYTHING)


def test_a_partner_of_other_years_is_none_of_the_period(shelf):
    shelf.covers("x", "exporter", ("RUS",), None, products=("coal",), absent="zero")
    for partner, year in (("CHN", 2020), ("MYS", 2016), ("IDN", 2012)):
        shelf.has("x", "exporter", f"RUS>{partner}", year, 1000, product="coal")

    places = shelf.ask("exports RUS CHN 2020 form=rank product=coal").detail["ranking"]

    assert [place[0] for place in places] == ["CHN", "MYS"]


def test_of_two_rows_for_the_same_days_the_earlier_line_counts_whatever_the_order(shelf):
    shelf.covers("x", "exporter", ("RUS",), ("CHN",))
    shelf.has("x", "exporter", "RUS>CHN", 2020, 1).has("x", "exporter", "RUS>CHN", 2020, 2)
    query = Query.parse("exports RUS CHN 2020")

    for rows in (shelf.facts, shelf.facts[::-1]):
        assert evaluate(query, shelf.index(rows=rows)).value == 1
