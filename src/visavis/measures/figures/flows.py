"""One flow of goods out of one book: between two sides, each a state, a group or the world.

The trap is the sum that is silently short. A group is its publisher's own row or all its members,
never some of them; a total is a row of its own or the rows of everybody. What a state's books
state of its trade with itself are its own goods that came back: totals hold it, as publishers'
do; no pair and no group does.

Source: UN, International Merchandise Trade Statistics: Concepts and Definitions 2010, ch. 2 (goods
that come back are re-imports, part of general imports).
"""

from datetime import date
from functools import cache

from visavis.measures.figures.absence import days_around
from visavis.measures.figures.amounts import SLIGHT_OF_ALL, Amount, difference, total
from visavis.measures.figures.base import Edition, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import forms_of, ranges_of
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Missing, Part
from visavis.model.groups import is_group
from visavis.model.periods import Period
from visavis.model.states import all_states

__all__ = ["SIDES", "cell_amount", "flow", "label", "reach"]

SIDES: dict[str, tuple[str, str]] = {
    "own": ("exporter", "importer"),
    "partner": ("importer", "exporter"),
    "reconciled": ("reconciled", "reconciled"),
    "publisher": ("publisher", "publisher"),
    "exporter": ("exporter", "exporter"),
    "importer": ("importer", "importer"),
}
"""The stored book of the subject's exports and of its imports, for each side."""


def label(measure: str, subject: str, partner: str, product: str = ALL_PRODUCTS) -> str:
    """The flow in the field's words: `exports of RUS to CHN`, `coal imports of JPN from AUS`."""
    words = {"exports": ("exports", "to"), "imports": ("imports", "from")}
    name, preposition = words.get(measure, ("trade", "with"))
    goods = "" if product == ALL_PRODUCTS else f"{product} "
    other = "the world" if partner == WORLD else partner
    return f"{goods}{name} of {subject} {preposition} {other}"


def flow(
    index: FactIndex, edition: Edition, what: tuple[str, str, str, str], period: Period
) -> Amount:
    """One flow, by `(name, subject, partner, product)`: the publisher's own row for a group where
    there is one, else the sum over its members on the period's last day."""
    key = (edition, what, period)
    found = index.worked_out.get(key)
    if found is None:
        found = index.worked_out[key] = _flow(index, edition, what, period)
    return found


def _flow(
    index: FactIndex, edition: Edition, what: tuple[str, str, str, str], period: Period
) -> Amount:
    name, subject, partner, product = what
    is_import = name == "imports"
    exporter, importer = (partner, subject) if is_import else (subject, partner)
    book = SIDES[edition.side][is_import]
    series = Series(edition.source, edition.vintage, edition.relation, book)
    words = label(name, subject, partner, product)
    sides = [reach(side, period) for side in (exporter, importer)]
    if not index.touches(series, sides[0], sides[1], product):
        return Amount(missing=Missing.NO_SOURCE, formula=words)
    best: Amount | None = None
    for exporters in forms_of(exporter, period.end):
        for importers in forms_of(importer, period.end):
            amount = _between(index, series, (exporters, importers, product), period)
            if best is None or amount.rank < best.rank:
                best = amount
    if best is None:
        best = Amount(missing=Missing.NOT_A_STATE)
    if best.inferred:
        words = f"{words} (no row: an inferred zero)"
    part = Part(name, words, best.floor, best.unit, edition.source, edition.vintage, book)
    return best.but(parts=(part,), formula=words)


def reach(identifier: str, period: Period) -> frozenset[str]:
    """The ids whose rows could answer for it; a total may also be added up from all others."""
    return _reach(identifier, period.end)


@cache
def _reach(identifier: str, on: date) -> frozenset[str]:
    found = ranges_of(identifier, on)
    return found | _all_states() if identifier == WORLD else found


@cache
def _all_states() -> frozenset[str]:
    return frozenset(each.id for each in all_states())


def _between(
    index: FactIndex,
    series: Series,
    sides: tuple[tuple[str, ...], tuple[str, ...], str],
    period: Period,
) -> Amount:
    """The sum over all pairs of exporters and importers but those of a state with itself."""
    exporters, importers, product = sides
    if (WORLD,) in (exporters, importers) and len(exporters) + len(importers) > 2:
        return _with_the_rest(index, series, sides, period)
    outer_is_exporter = len(importers) == 1
    outer, inner = (exporters, importers) if outer_is_exporter else (importers, exporters)
    named = []
    for one in outer:
        cells = [
            Cell(one, other, product) if outer_is_exporter else Cell(other, one, product)
            for other in inner
            if other != one
        ]
        if cells:
            amounts = [("", cell_amount(index, series, cell, period)) for cell in cells]
            named.append((one, amounts[0][1] if len(amounts) == 1 else total(amounts)))
    if not named:
        return undefined("a state with itself")
    if len(outer) == 1:
        return named[0][1]
    return total(named)


def _with_the_rest(
    index: FactIndex,
    series: Series,
    sides: tuple[tuple[str, ...], tuple[str, ...], str],
    period: Period,
) -> Amount:
    """A group's trade with the world: the members' totals less their trade with one another and
    less what came back to each of them."""
    exporters, importers, product = sides
    group = exporters if importers == (WORLD,) else importers
    gross = []
    for member in group:
        pair = (member, WORLD) if group is exporters else (WORLD, member)
        gross.append((member, cell_amount(index, series, Cell(*pair, product), period)))
    summed = total(gross)
    if summed.value is None:
        return summed.but(lower=None)
    inside = _between(index, series, (group, group, product), period)
    back = [_came_back(index, series, Cell(each, each, product), period) for each in group]
    if stated := [("", amount) for amount in back if amount is not None]:
        inside = total([("", inside), *stated])
    return difference(summed, inside).but(present=summed.present)


def _came_back(index: FactIndex, series: Series, cell: Cell, period: Period) -> Amount | None:
    """What rows state of a state's trade with itself; None where there is no such row."""
    amount = index.amount(series, cell, period)
    return None if amount.inferred or amount.value is None else amount


def cell_amount(index: FactIndex, series: Series, cell: Cell, period: Period) -> Amount:
    """One cell; a total without a row of its own is added up where rows are known to be all.

    That is only done for a family of goods: of all goods, the rows at hand may be a few of many.
    """
    amount = index.amount(series, cell, period)
    if amount.floor is not None or WORLD not in cell[:2] or cell.product == ALL_PRODUCTS:
        return amount
    side = "partner" if cell.partner == WORLD else "subject"
    if not index.covers_everybody(series, cell, period, side):
        return amount
    own = cell.subject if side == "partner" else cell.partner
    back = _came_back(index, series, Cell(own, own, cell.product), period)
    left_out = (WORLD,) if back is not None else (own, WORLD)
    others = [
        other
        for other in index.others(series, cell, side, days_around(period))
        if other not in left_out and not is_group(other)
    ]
    pairs = [(own, other) if side == "partner" else (other, own) for other in others]
    amounts = [
        (other, index.amount(series, Cell(*pair, cell.product), period))
        for other, pair in zip(others, pairs, strict=True)
    ]
    if not amounts:
        return amount
    summed = total(amounts, SLIGHT_OF_ALL)
    return summed.but(present=()) if summed.value is None else summed.but(present=(), lacking=())
