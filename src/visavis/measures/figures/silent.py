"""A state that no longer reports: its flows out of its partners' books, and how much that covers.

The trap is the part taken for the whole. Partners that report are never all; what they took of
the state's trade when it last reported is said beside every figure, and their sum is a bound.
Valuation too: partners' imports are CIF, so that the bound is on what they paid, not on FOB.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from visavis.measures.figures.amounts import EXACT, HUNDRED, ZERO, Amount, total
from visavis.measures.figures.base import Edition, by_preference
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.flows import SIDES, label
from visavis.measures.figures.index import FactIndex
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Missing, Part
from visavis.model.groups import is_group
from visavis.model.periods import Period

__all__ = ["LOOK_BACK", "Former", "former", "mirrored_total"]

LOOK_BACK = 10
"""Years before the period in which the state's own report is looked for."""


class Former(NamedTuple):
    """What some partners were of a state's flow in the last year that it reported by partner."""

    year: int
    share: Decimal
    """Per cent of the state's own total; a partner without a row there counts as nothing."""
    source: str
    vintage: str


def former(
    flow: tuple[str, str], partners: Iterable[str], period: Period, index: FactIndex
) -> Former | None:
    """The partners' share in the flow when the state last reported it, before `period`.

    Args:
        flow: `exports` or `imports`, and the state.
        partners: Ids of the partners whose books are used now.
        period: What is asked about.
        index: The rows.

    None where the state reports in the period itself, or has no such report in ten years.
    """
    name, _ = flow
    book = SIDES["own"][name == "imports"]
    series = [each for each in index.series("goods_flow") if each.book == book]
    chosen = tuple(partners)
    for year in range(period.start.year, period.start.year - LOOK_BACK - 1, -1):
        for each in sorted(series, key=lambda s: by_preference(name, s.source)):
            found = _share(each, flow, chosen, year, index)
            if found is not None:
                return None if year == period.start.year else found
    return None


def _share(
    series: Series, flow: tuple[str, str], partners: tuple[str, ...], year: int, index: FactIndex
) -> Former | None:
    """Nothing where the series has no total of the year, or no partner beside it."""
    name, state = flow
    span = Period.of_year(year)
    whole = index.amount(series, _cell(name, state, WORLD), span)
    others = index.others(series, _cell(name, state, WORLD), _side(name), (span.start, span.end))
    if not whole.value or not any(
        index.amount(series, _cell(name, state, other), span).value
        for other in others
        if other != WORLD
    ):
        return None
    summed = ZERO
    for partner in partners:
        value = index.amount(series, _cell(name, state, partner), span).value
        summed = EXACT.add(summed, value or ZERO)
    share = EXACT.multiply(EXACT.divide(summed, whole.value), HUNDRED)
    return Former(year, share, series.source, series.vintage)


def mirrored_total(
    flow: tuple[str, str], edition: Edition, index: FactIndex, period: Period
) -> Amount:
    """All that partners report of a state's flow, added: a bound from below, never the total.

    `present` names the partners; `detail["former"]` says what they were of the flow before.
    """
    name, state = flow
    book = SIDES["partner"][name == "imports"]
    series = Series(edition.source, edition.vintage, edition.relation, book)
    others = [
        other
        for other in index.others(
            series, _cell(name, state, WORLD), _side(name), (period.start, period.end)
        )
        if other not in (state, WORLD) and not is_group(other)
    ]
    amounts = [(other, index.amount(series, _cell(name, state, other), period)) for other in others]
    held = [(other, amount) for other, amount in amounts if amount.value is not None]
    words = f"{label(name, state, WORLD)}, as its partners report them"
    if not held:
        return Amount(missing=Missing.NO_SOURCE, formula=words)
    summed = total(held)
    if summed.value is None:
        return summed.but(formula=words)
    partners = tuple(other for other, _ in held)
    part = Part(name, words, summed.value, summed.unit, *edition[:2], book)
    then = former(flow, partners, period, index)
    return summed.but(
        value=None,
        missing=Missing.INCOMPLETE,
        lower=summed.value,
        present=partners,
        lacking=(),
        formula=words,
        parts=(part,),
        detail={} if then is None else {"former": then},
    )


def _cell(name: str, state: str, other: str) -> Cell:
    pair = (state, other) if name == "exports" else (other, state)
    return Cell(*pair, ALL_PRODUCTS)


def _side(name: str) -> str:
    return "partner" if name == "exports" else "subject"
