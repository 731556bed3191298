"""Whether a state turned, each verdict worked out by hand over small books."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trade_books import TradeBooks

from visavis.errors import UsageError
from visavis.workbench import Workbench
from visavis.workbench.pivot_answers import PivotAnswer, PivotQuestion
from visavis.workbench.pivot_inquiry import pivot_of

FIRST, LAST = 2013, 2021
# Europe 60 to 40 %, Asia 20 to 45 % (India +15, China +10 points), 5 % of either year in no row.
TURN = {"DEU": (40, 50), "POL": (20, 30), "CHN": (15, 50), "IND": (5, 40), "USA": (15, 20),
        "WLD": (100, 200)}  # fmt: skip


def books(flows: Mapping[str, tuple[float | None, float | None]], scale: float = 1) -> TradeBooks:
    """Russia's exports in its own book; None is no row."""
    made = TradeBooks()
    for partner, ends in flows.items():
        for year, value in zip((FIRST, LAST), ends, strict=True):
            if value is not None:
                made.year("comtrade", f"RUS>{partner}", year, value * scale)
    return made


def question(**changes: object) -> PivotQuestion:
    asked = {"state": "RUS", "to": "CHN+IND", "away": "DEU+POL", "years": (FIRST, LAST)}
    return PivotQuestion(**{**asked, **changes})


def answer(made: TradeBooks, folder: Path, **changes: object) -> PivotAnswer:
    return pivot_of(Workbench(made.store(folder)), question(**changes))


def test_a_turn_is_found_with_its_shares_and_who_made_it(tmp_path):
    found = answer(books(TURN), tmp_path)

    assert found.verdict.code == "turn"
    assert found.found.to == pytest.approx((0.20, 0.45))
    assert found.found.away == pytest.approx((0.60, 0.40))
    assert found.found.value == pytest.approx(0.45)
    assert (found.found.largest, found.found.largest_share) == ("IND", pytest.approx(0.6))
    assert found.edition[:3] == ("comtrade", "1", "own")
    # The third number of the evidence: 5 % of the whole is in no row.
    assert dict(found.verdict.passed)["coverage"] == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("flows", "changes", "code", "value"),
    [
        # China makes 20 of the 25 points that Asia gains.
        ({**TURN, "CHN": (15, 70), "IND": (5, 20)}, {}, "one_partner", 0.8),
        # Named partners are 95 of 200.
        ({**TURN, "WLD": (200, 400)}, {}, "too_little_covered", 0.475),
        (TURN, {"to": "DEU+POL", "away": "CHN+IND"}, "turn_back", 0.45),
        # All double.
        ({p: (x, 2 * x) for p, (x, _) in TURN.items()}, {}, "no_turn", 0.0),
        # Asia 20 to 21 %, Europe 60 to 40 %: what left Europe went to the United States.
        ({**TURN, "CHN": (15, 30), "IND": (5, 12), "USA": (15, 70)}, {}, "away_only", 0.01),
    ],
)  # fmt: skip
def test_each_verdict_by_the_number_that_decides_it(tmp_path, flows, changes, code, value):
    found = answer(books(flows), tmp_path, **changes)

    assert found.verdict.code == code
    assert found.verdict.value == pytest.approx(value)


def test_members_that_join_inside_the_window_are_no_turn(tmp_path):
    """South Africa, a tenth of all exports throughout, is one of the BRICS from 2010 on."""
    made = TradeBooks()
    for year, size in ((2009, 1), (2012, 2)):
        for partner, value in {"CHN": 20, "ZAF": 10, "DEU": 60, "WLD": 100}.items():
            made.year("comtrade", f"RUS>{partner}", year, value * size)
    found = answer(made, tmp_path, to="BRICS", away="DEU", years=(2009, 2012))

    assert found.found.value == pytest.approx(0.10)
    assert (found.verdict.code, found.verdict.value) == ("membership", pytest.approx(0.0))


def test_at_the_old_price_of_crude_oil_it_was_none(tmp_path):
    """China takes 20 tonnes of crude oil and nothing else both years, at 1 dollar and at 2."""
    made = books({"CHN": (20, 40), "DEU": (60, 60), "USA": (20, 20), "WLD": (100, 120)})
    for year, value in ((FIRST, 20), (LAST, 40)):
        made.year("comtrade", "RUS>CHN", year, value, product="crude_oil")
        made.year("comtrade", "RUS>CHN", year, 20, product="crude_oil",
                  relation="goods_quantity", unit="t")  # fmt: skip
    found = answer(made, tmp_path, to="CHN", away="DEU")

    # From 20 to 33.3 %, from 60 to 50 %; at old prices China has 20 of 100 in both years.
    assert found.found.value == pytest.approx(40 / 120 - 0.2 - (0.5 - 0.6))
    assert (found.verdict.code, found.verdict.value) == ("price", pytest.approx(0.0))
    assert found.prices.added == pytest.approx(20)


def test_a_smaller_turn_of_the_edition_with_tonnes_is_not_taken_for_a_price(tmp_path):
    """Its own book: 30 points. BACI has tonnes: 4 points, of which prices made 1.5."""
    made = books({"CHN": (20, 35), "DEU": (60, 45), "USA": (20, 20), "WLD": (100, 100)})
    baci = {"CHN": (20, 22), "DEU": (60, 58), "WLD": (100, 100)}
    for partner, ends in baci.items():
        for year, value in zip((FIRST, LAST), ends, strict=True):
            made.year("baci", f"RUS>{partner}", year, value, book="reconciled")
    # A tonne costs 1 and then 1.25: of 5 dollars, 1 is the price's. 100 becomes 99, 22 becomes 21.
    for year, (value, tonnes) in {FIRST: (4, 4), LAST: (5, 4)}.items():
        made.year("baci", "RUS>CHN", year, value, product="crude_oil", book="reconciled")
        made.year("baci", "RUS>CHN", year, tonnes, product="crude_oil", book="reconciled",
                  relation="goods_quantity", unit="t")  # fmt: skip
    found = answer(made, tmp_path, to="CHN", away="DEU")

    assert (found.edition.source, found.prices.edition.source) == ("comtrade", "baci")
    assert found.prices.current.value == pytest.approx(0.04)
    constant = 21 / 99 - 0.2 - (58 / 99 - 0.6)
    assert found.prices.constant.value == pytest.approx(constant)
    tested = dict(found.verdict.passed)["constant_prices"]
    assert tested == pytest.approx(0.30 + constant - 0.04)
    assert found.verdict.code == "turn"


def with_markets(flow: str, markets: Mapping[str, tuple[float, float]]) -> TradeBooks:
    """China 20 to 80, Germany 60, the United States 20 throughout: P = 30 + 22.5 points.

    Of exports the markets are what partners buy from the world, of imports what they sell to it.
    """
    made = TradeBooks()
    flows = {"CHN": (20, 80), "DEU": (60, 60), "USA": (20, 20), "WLD": (100, 160)}
    for partner, ends in flows.items():
        for year, value in zip((FIRST, LAST), ends, strict=True):
            if flow == "exports":
                made.year("comtrade", f"RUS>{partner}", year, value)
            else:
                made.year("comtrade", f"{partner}>RUS", year, value, book="importer")
    for state, ends in markets.items():
        for year, value in zip((FIRST, LAST), ends, strict=True):
            if flow == "exports":
                made.year("world_bank", f"WLD>{state}", year, value, book="importer")
            else:
                made.year("world_bank", f"{state}>WLD", year, value)
    return made


@pytest.mark.parametrize(
    ("china", "part", "code"),
    [
        # Markets' mean growth m = 0.2 x 3 = 0.6 = the state's own: nothing is left over.
        (400, 0.0, "partner_growth_only"),
        # m = 0.8, own growth beyond it -0.2: China 60 - 80 + 4 = -16, Germany +12; of 160 x 0.525.
        (500, -28 / 160 / 0.525, "partner_growth_only"),
        # China's market stands still, m = 0, beyond it 0.6: China 60 - 12 = 48, Germany -36.
        (100, 84 / 160 / 0.525, "turn"),
    ],
)
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_growth_of_the_partners_is_taken_out(tmp_path, flow, china, part, code):
    made = with_markets(flow, {"CHN": (100, china), "DEU": (100, 100), "USA": (100, 100)})
    found = answer(made, tmp_path, to="CHN", away="DEU", flow=flow)
    looked = {**dict(found.verdict.passed), "reoriented": found.verdict.value}

    assert found.found.value == pytest.approx(0.525)
    assert found.verdict.code == code
    assert dict(found.verdict.passed).get("reoriented", looked["reoriented"]) == pytest.approx(part)
    assert found.market_vintages == {("world_bank", "1")}


def test_no_row_is_no_trade_only_in_the_book_that_says_so(tmp_path):
    """Spain appears in 2021: 10 of 200. Of 100 and 200 all partners are known."""
    flows = {"DEU": (60, 80), "CHN": (40, 110), "ESP": (None, 10), "WLD": (100, 200)}
    unsaid = answer(books(flows), tmp_path / "a", to="CHN", away="DEU")
    said = books(flows)
    said.complete("comtrade", (FIRST, LAST), subjects=("RUS",))
    other = books(flows)
    other.complete("comtrade", (FIRST, LAST), book="importer", partners=("RUS",))

    assert unsaid.found.turnover is None
    # China +15, Germany -20, Spain +5 points.
    known = answer(said, tmp_path / "b", to="CHN", away="DEU")
    assert known.found.turnover == pytest.approx(0.20)
    assert answer(other, tmp_path / "c", to="CHN", away="DEU").found.turnover is None


def test_who_is_in_both_groups_is_counted_in_neither(tmp_path):
    found = answer(books(TURN), tmp_path, to="CHN+IND", away="IND+DEU")

    assert found.in_both == ("IND",)
    # China 15 to 25 %, Germany 40 to 25 %.
    assert found.found.value == pytest.approx(0.10 + 0.15)
    with pytest.raises(UsageError, match=r"all of IND in CHN\+IND as well"):
        answer(books(TURN), tmp_path / "b", to="CHN+IND", away="IND")


def test_a_turn_to_the_complement_is_twice_the_gain(tmp_path):
    flows = {**TURN, "WLD": (95, 190)}
    found = answer(books(flows), tmp_path, away="DEU+POL+USA")

    assert found.found.value == pytest.approx(2 * found.found.gain)


def test_the_same_years_of_a_book_that_covers_more_are_taken_first(tmp_path):
    made = books(TURN)
    for partner, ends in {"CHN": (15, 50), "DEU": (40, 50), "WLD": (100, 200)}.items():
        for year, value in zip((FIRST, LAST), ends, strict=True):
            made.year("wits_panel", f"RUS>{partner}", year, value)
    found = answer(made, tmp_path)

    assert [each.edition.source for each in found.choices] == ["comtrade", "wits_panel"]
    # China 15 to 25 %, Germany 40 to 25 %.
    assert found.choices[1].value == pytest.approx(0.25)
    assert answer(made, tmp_path, source="wits_panel").edition.source == "wits_panel"


def silent_books() -> TradeBooks:
    """Russia reports to 2020; China, Germany and India report what they bought in 2013 and 2022."""
    made = TradeBooks()
    own = {2013: (30, 40, 15, 15, 100), 2020: (60, 80, 40, 20, 200)}
    for year, values in own.items():
        for partner, value in zip(("CHN", "DEU", "IND", "USA", "WLD"), values, strict=True):
            made.year("comtrade", f"RUS>{partner}", year, value)
    for year, values in {2013: (33, 44, 11), 2022: (90, 45, 45)}.items():
        for partner, value in zip(("CHN", "DEU", "IND"), values, strict=True):
            made.year("comtrade", f"RUS>{partner}", year, value, book="importer")
    made.year("comtrade", "RUS>USA", 2022, 5, book="importer")  # reports at one end only
    return made


def test_partners_books_answer_where_the_state_fell_silent(tmp_path):
    found = answer(silent_books(), tmp_path, away="DEU", years=(2013, 2022))

    # Of 88 and 180 that the three report: China and India 44 to 135, Germany 44 to 45.
    assert found.edition.side == "partner"
    assert [each.is_sum for each in found.wholes] == [True, True]
    assert [each.value for each in found.wholes] == [88, 180]
    assert found.found.to == pytest.approx((0.50, 0.75))
    assert found.found.away == pytest.approx((0.50, 0.25))
    # By Russia's own book they were 85 of 100 in 2013 and 180 of 200 in 2020: the less counts.
    assert found.former.partners == ("CHN", "DEU", "IND")
    assert (found.former.year, found.former.share) == (2013, pytest.approx(0.85))
    assert [each.coverage for each in found.choices] == [pytest.approx(0.85)]
    assert found.verdict.code == "turn"


def test_partners_that_were_little_of_the_trade_settle_nothing(tmp_path):
    made = silent_books()
    made.rows["comtrade"] = [row for row in made.rows["comtrade"] if row[3] != "IND"]
    found = answer(made, tmp_path, to="CHN", away="DEU", years=(2013, 2022))

    # China and Germany were 30 + 40 of 100.
    assert found.former.share == pytest.approx(0.70)
    assert (found.verdict.code, found.verdict.value) == ("too_little_covered", pytest.approx(0.70))


def test_without_a_former_report_nothing_says_what_the_partners_are(tmp_path):
    made = silent_books()
    made.rows["comtrade"] = [row for row in made.rows["comtrade"] if row[1] == "importer"]
    found = answer(made, tmp_path, away="DEU", years=(2013, 2022))

    assert found.former is None
    assert found.verdict.code == "too_little_covered"
    assert [each.coverage for each in found.choices] == [None]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"years": (2021, 2021)}, "two years at least"),
        ({"to": "DEU+POL"}, "two different groups"),
        ({"to": "Narnia"}, "a region, a group or states"),
        ({"to": "RUS"}, "states other than RUS"),
        ({"state": "EU"}, "one state"),
        ({"flow": "smuggling"}, "exports, imports or trade"),
        ({"source": "nobody"}, "one of"),
        ({"book": "mine"}, "own, partner, reconciled, publisher"),
        ({"without": ("gold",), "product": "coal"}, "one of the two"),
        ({"years": (2013, 2023)}, r"comtrade, own book: 2013, 2021, 5 partners"),
        ({"to": "JPN"}, "comtrade, own book"),
        ({"without": ("gold",)}, "no rows of gold"),
        ({"to": "BRICS", "years": (2008, 2021)}, "BRICS: found no members in 2008"),
        ({"product": "crude_oil"}, "no rows of crude_oil"),
    ],
)
def test_a_question_without_answer_is_one_sentence(tmp_path, changes, message):
    with pytest.raises(UsageError, match=message):
        answer(books(TURN), tmp_path, **changes)


def test_narrower_goods_are_named_where_the_family_has_no_rows(tmp_path):
    made = books(TURN)
    for year in (FIRST, LAST):
        made.year("comtrade", "RUS>CHN", year, 3, product="coal")
        # A total of all energy, which no partner has, does not make it a family at hand.
        made.year("comtrade", "RUS>WLD", year, 9, product="energy")
    with pytest.raises(UsageError, match="narrower families that are at hand: coal of energy"):
        answer(made, tmp_path, without=("energy",))


def test_goods_left_out_are_taken_off_every_flow_and_the_total(tmp_path):
    """Coal: 5 of China's 15 and 30 of its 50, nothing elsewhere: of 95 and 170."""
    made = books({**TURN, "WLD": (95, 190)})
    for year, value in ((FIRST, 5), (LAST, 30)):
        made.year("comtrade", "RUS>CHN", year, value, product="coal")
    made.complete("comtrade", (FIRST, LAST), products=("TOTAL", "coal"), subjects=("RUS",))
    found = answer(made, tmp_path, to="CHN", away="DEU", without=("coal",))

    assert found.found.value == pytest.approx(20 / 160 - 10 / 90 - (50 / 160 - 40 / 90))


def test_one_family_alone_has_its_own_total(tmp_path):
    """Crude oil: of 10 and 20, China 2 and 12."""
    made = books(TURN)
    for year, (china, germany) in {FIRST: (2, 8), LAST: (12, 8)}.items():
        made.year("comtrade", "RUS>CHN", year, china, product="crude_oil")
        made.year("comtrade", "RUS>DEU", year, germany, product="crude_oil")
    made.complete("comtrade", (FIRST, LAST), products=("crude_oil",), subjects=("RUS",))
    found = answer(made, tmp_path, to="CHN", away="DEU", product="crude_oil")

    assert found.found.to == pytest.approx((0.2, 0.6))
    assert found.wholes[1].value == 20
    assert (found.parts, found.others, found.breaks) == (None, None, None)


def test_imports_are_read_from_the_other_side_of_the_flow(tmp_path):
    made = TradeBooks()
    for partner, ends in TURN.items():
        for year, value in zip((FIRST, LAST), ends, strict=True):
            made.year("comtrade", f"{partner}>RUS", year, value, book="importer")
    found = answer(made, tmp_path, flow="imports")

    assert found.found.value == pytest.approx(0.45)
    assert found.edition.side == "own"


def test_trade_both_ways_needs_both(tmp_path):
    made = books(TURN)
    for partner, ends in TURN.items():
        for year, value in zip((FIRST, LAST), ends, strict=True):
            if partner != "IND":
                made.year("comtrade", f"{partner}>RUS", year, value, book="importer")
    found = answer(made, tmp_path, flow="trade")

    # India has no imports: it is not measured. China 30 to 100 of 200 and 400.
    assert found.unmeasured == (("IND",), ())
    assert found.found.to == pytest.approx((0.15, 0.25))


def test_other_states_are_ranked_over_the_members_that_they_have(tmp_path):
    """Nine states turn by 1, 2, ... 9 points from Germany to China, of 100 in both years."""
    made = books({**TURN, "WLD": (100, 200)})
    states = ("AUT", "BEL", "CZE", "DNK", "ESP", "FIN", "FRA", "GBR", "HUN")
    for points, state in enumerate(states, 1):
        for year, moved in ((FIRST, 0), (LAST, points)):
            made.year("baci", f"{state}>CHN", year, 20 + moved, book="reconciled")
            made.year("baci", f"{state}>DEU", year, 20, book="reconciled")
            made.year("world_bank", f"{state}>WLD", year, 100)
    found = answer(made, tmp_path, to="CHN", away="DEU")

    assert [each.state for each in found.others.states] == list(reversed(states))
    assert [each.value for each in found.others.states] == pytest.approx(
        [points / 100 for points in range(9, 0, -1)]
    )
    assert (found.others.rank, found.others.p_value) == (None, None)


amounts = st.floats(1, 1000).map(lambda value: round(value, 3))


@settings(max_examples=12)
@given(
    st.lists(st.tuples(amounts, amounts), min_size=5, max_size=5),
    st.permutations(range(12)),
    st.sampled_from([0.001, 1000, 1_000_000]),
)
def test_order_of_rows_and_scale_of_money_change_nothing(tmp_path_factory, cells, order, scale):
    flows = dict(zip(("DEU", "POL", "CHN", "IND", "USA"), cells, strict=True))
    flows["WLD"] = tuple(sum(each[end] for each in cells) + 1 for end in (0, 1))
    plain_store = books(flows).store(tmp_path_factory.mktemp("a"))
    plain = pivot_of(Workbench(plain_store), question())
    shuffled = books({p: tuple(round(v * 1000) for v in ends) for p, ends in flows.items()}, scale)
    again = pivot_of(Workbench(shuffled.store(tmp_path_factory.mktemp("b"), order)), question())

    assert again.verdict.code == plain.verdict.code
    assert again.found.value == pytest.approx(plain.found.value, abs=1e-9)
    assert again.found.turnover == pytest.approx(plain.found.turnover, abs=1e-9)
    assert again.alone[0][0] == plain.alone[0][0]
    assert -2 <= plain.found.value <= 2
    turned = pivot_of(Workbench(plain_store), question(to="DEU+POL", away="CHN+IND"))
    assert turned.found.value == pytest.approx(-plain.found.value, abs=1e-12)
