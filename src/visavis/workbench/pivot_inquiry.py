"""Did a state turn from one group of partners to another: when, how far, and was it a turn at all?

Rows come from one edition, the arithmetic from `measures`, the judgement from its written rules.
The traps: partners without data (the groups are those members that have some, and the rest is
bounded beside them), prices that move a share without a cargo, and a partner that grows by itself.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from visavis.errors import UsageError
from visavis.measures.pivot import Group, Pivot, Turn, pivot, without_each
from visavis.measures.pivot_verdict import evidence, judge, reorientation
from visavis.measures.shift_share import ShiftShare, shift_share
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.states import is_state
from visavis.sources import origins
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_answers import PivotAnswer, PivotQuestion, Prices
from visavis.workbench.pivot_case import Case
from visavis.workbench.pivot_domains import domains_of
from visavis.workbench.pivot_flows import Side, TradeRows, editions_of, refuse_flow
from visavis.workbench.pivot_goods import goods_of
from visavis.workbench.pivot_groups import Definition, definitions
from visavis.workbench.pivot_markets import WorldTotals, world_totals
from visavis.workbench.pivot_others import others
from visavis.workbench.pivot_time import Breaks, breaks_in
from visavis.workbench.pivot_variants import prices_of, variants_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PivotAnswer", "PivotQuestion", "pivot_of"]


def pivot_of(bench: Workbench, question: PivotQuestion) -> PivotAnswer:
    """The answer, out of the edition that covers most of the two groups in both years.

    Raises:
        UsageError: The state is none, a group names nobody, the years are not two or in order, or
            no edition has both.
        StoreError: The store's tables cannot be read.
    """
    _refuse(bench, question)
    first, last = question.years
    to, away = (
        definitions(each, question.state, question.years) for each in (question.to, question.away)
    )
    _refuse_groups(question, to[0], away[0])
    goods = goods_of(question.without, question.product)
    books = editions_of(bench, question.state, question.flow, question.years, goods)
    case = Case(bench, question, books, to, away)
    chosen = case.chosen()
    table = case.table(chosen)
    turn = case.turn(table)
    found = pivot(table, turn)
    world = world_totals(bench, question.years)
    parts = _parts(case, table, turn, world)
    prices = prices_of(case)
    one = pivot(table, turn.frozen(last)) if turn.to.dated or turn.away.dated else None
    known = replace(
        evidence(found, one_composition=one),
        coverage=case.coverage(chosen, found) or 0.0,
        constant_prices=None if question.without else _at_first_prices(found, prices),
        reoriented=_reoriented(table, turn, parts) if parts else None,
    )
    everybody = case.turn(table, of_all=True)
    path = case.path(chosen, turn)
    return PivotAnswer(
        question=question,
        as_of=bench.as_of,
        edition=chosen.edition,
        unit=chosen.unit,
        wholes=(case.whole(chosen, first), case.whole(chosen, last)),
        former=case.former(chosen),
        choices=case.choices(),
        to=to,
        away=away,
        unmeasured=_unmeasured(everybody, turn),
        in_both=tuple(sorted(to[0].all_members() & away[0].all_members())),
        found=found,
        everybody=pivot(table, everybody),
        path=path,
        parts=parts,
        market_vintages=world.vintages if parts else frozenset(),
        prices=prices,
        variants=variants_of(case, chosen, turn, one),
        alone=without_each(table, turn),
        breaks=_breaks(chosen, question, turn),
        domains=domains_of(bench, question, turn, _balance(path, turn)) if question.domains else (),
        others=others(bench, question, turn, world),
        verdict=judge(known),
    )


def _refuse(bench: Workbench, question: PivotQuestion) -> None:
    refuse_flow(question.flow)
    first, last = question.years
    if not is_state(question.state):
        raise UsageError("pivot", repr(question.state), "one state, such as RUS")
    if first >= last:
        raise UsageError("years", f"{first}..{last}", "two years at least, as 2006..2021")
    sources = {*origins(), *(entry.source for entry in bench.entries())}
    for where, word, known in (
        ("source", question.source, sorted(sources)),
        ("book", question.book, get_args(Side)),
    ):
        if word is not None and word not in known:
            raise UsageError(where, repr(word), f"one of {', '.join(known)}")
    if question.to == question.away:
        raise UsageError("pivot", f"to and from {question.to}", "two different groups")
    if question.without and question.product != ALL_PRODUCTS:
        raise UsageError("pivot", "goods left out and one family alone", "one of the two")


def _refuse_groups(question: PivotQuestion, to: Definition, away: Definition) -> None:
    """Nothing where either group has members of its own: whoever is in both is in neither.

    Raises:
        UsageError: A group has none, or none in one of the years.
    """
    for word, group in ((question.to, to), (question.away, away)):
        for year in question.years:
            if not group.by_year[year]:
                expected = "a year in which it has members, or states by name as CHN+IND"
                raise UsageError(f"the group {word}", f"no members in {year}", expected)
    both = to.all_members() & away.all_members()
    for word, other, group in (
        (question.to, question.away, to), (question.away, question.to, away),
    ):  # fmt: skip
        if group.all_members() <= both:
            found = f"all of {word} in {other} as well"
            raise UsageError("the two groups", found, "members that are in one of them only")


def _unmeasured(everybody: Turn, turn: Turn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Members without both years, of the group turned to and of the other."""
    to, away = everybody.to.members - turn.to.members, everybody.away.members - turn.away.members
    return tuple(sorted(to)), tuple(sorted(away))


def _at_first_prices(found: Pivot, prices: Prices | None) -> float | None:
    """P less what prices made of it in the edition with tonnes, which may be another one.

    The turns of two editions are of other partners: only the difference that prices make there is
    carried over, so that a smaller turn of the other edition is not taken for a price.
    """
    if prices is None or found.value is None:
        return None
    constant, current = prices.constant.value, prices.current.value
    return None if constant is None or current is None else found.value + constant - current


def _parts(case: Case, table: "pl.DataFrame", turn: Turn, world: WorldTotals) -> ShiftShare | None:
    """The shift-share of all partners with a market; None where no market is known, and of one
    family of goods, whose markets are not those of all goods."""
    if case.question.product != ALL_PRODUCTS:
        return None
    found = world.markets(case.question.flow, set(table[case.other]) - {WORLD})
    return shift_share(table, found, turn.window) if found.height else None


def _balance(path: "pl.DataFrame", turn: Turn) -> dict[int, float | None]:
    """The share of the group turned to less that of the other, by year."""
    shares = {(year, group): share for year, group, share in
              path.select("year", "group", "share").iter_rows()}  # fmt: skip
    found: dict[int, float | None] = {}
    for year in path["year"].unique().to_list():
        to, away = shares[year, turn.to.name], shares[year, turn.away.name]
        found[year] = None if to is None or away is None else to - away
    return found


def _breaks(rows: TradeRows, question: PivotQuestion, turn: Turn) -> Breaks | None:
    if question.without or question.product != ALL_PRODUCTS:
        return None  # no publisher at hand states goods by month and partner
    first, last = question.years
    to, away = (sorted(each.on(first) & each.on(last)) for each in (turn.to, turn.away))
    return breaks_in(rows, question.flow, to, away, question.years)


def _reoriented(table: "pl.DataFrame", turn: Turn, parts: ShiftShare) -> float | None:
    """The part of P that is reorientation, of those members that could be taken apart."""
    lacking = frozenset(each.partner for each in parts.left_out)
    ends = turn.window.first, turn.window.last
    groups = [
        Group(each.name, dated={year: each.on(year) - lacking for year in ends})
        for each in (turn.away, turn.to)
    ]
    if not all(group.on(year) for group in groups for year in ends):
        return None
    rest = Turn(turn.window, *groups)
    return reorientation(pivot(table, rest), parts)
