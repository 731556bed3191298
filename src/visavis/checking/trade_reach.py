"""Where a figure of trade that is not at hand could lie, from those that are.

The trap is the pair with an entrepot: goods pass through, the books differ widely, and a missing
book of such a pair is bounded by nothing from below, unless its past is known.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from visavis.checking.cells import Beside, Cell, own_side, side_of
from visavis.checking.mirror import (
    Range,
    between_books,
    between_releases,
    currency_factor,
    has_hub,
)
from visavis.checking.missing_books import (
    Leg,
    is_partial_book,
    legs_of,
    range_of_change,
    range_of_leg,
    range_of_missing,
    range_of_releases,
)
from visavis.checking.services import factor_of_sale
from visavis.checking.stretches import Stretch, number_of, size_of, times
from visavis.model.claims import Claim
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.verdicts import Reading, Reason

__all__ = ["GOODS_ONLY", "ONE_BOOK", "is_by_name", "of_amounts", "of_balance", "of_growth",
           "services_factor"]  # fmt: skip

ONE_BOOK = frozenset({"baci", "eurostat", "gacc", "ru_customs", "world_bank"})
"""Sources that give one book of a pair (or of a total), so that a text which names one of them
means that book: no other is missing, only other releases of it. They go by calendar year."""

GOODS_ONLY = frozenset({"baci", "gacc", "ru_customs"})
"""Those that publish trade in goods and nothing else, so that services cannot be meant."""


def of_amounts(cell: Cell, beside: Sequence[Beside]) -> list[Stretch]:
    """Levels and shares: releases of what is held, books that are missing, services, fiscal."""
    found = [_released(reading) for reading in cell.known]
    found += _missing_books(cell)
    values = [number_of(reading) for reading in cell.known]
    if cell.claim.form != "share" and _may_hold_services(cell):
        high = max(number_of(each) * _services_of(each) for each in cell.known)
        found.append(Stretch(min(values), high, Reason.AMBIGUOUS_MEASURE))
    for each in beside:
        is_fiscal = each.reason is Reason.AMBIGUOUS_MEASURE and each.reading.query.period not in {
            reading.query.period for reading in cell.known
        }
        if is_fiscal and is_by_name(cell):
            continue
        figure = each.reading.figure
        if number_of(each.reading) and figure.unit == cell.known[0].figure.unit:
            found.append(replace(_released(each.reading), reason=each.reason))
    return found


def of_growth(cell: Cell) -> list[Stretch]:
    """Growth and multiples: releases, the books not at hand, currency or prices not stated."""
    claim = cell.claim
    free = Decimal(1) if claim.basis.currency else currency_factor(claim, _years(cell))
    found = []
    for reading in cell.known:
        spreads = [(_change_of_release(reading), Reason.OTHER_RELEASE)]
        for side in _lacking(cell):
            other = _change_of(reading, side)
            if other is not None:
                spreads.append((other, Reason.ONE_BOOK_ONLY))
        for spread, reason in spreads:
            found.append(_growth_within(reading, spread.widened(free), reason, claim))
    return found


def of_balance(cell: Cell) -> list[Stretch]:
    """A balance is a difference: each of its flows may move by its own range, and services too."""
    found = []
    for reading in cell.known:
        legs = legs_of(reading)
        if any(leg.amount is None or _is_unbounded(cell, reading, leg) for leg in legs):
            return [Stretch(Decimal("-Infinity"), None, Reason.ONE_BOOK_ONLY)]
        outward, inward = (_moved(cell, reading, leg) for leg in legs)
        low, high = outward[0] - inward[1], outward[1] - inward[0]
        if cell.claim.measure == "trade_deficit":
            low, high = -high, -low
        found.append(Stretch(low, high, Reason.ONE_BOOK_ONLY))
    return found


def _change_of(reading: Reading, side: str) -> Range | None:
    """The factor of growth in a missing book, by the pair's past or that of all pairs."""
    found = range_of_change(reading, side)
    if found is not None:
        return found
    kind = "turnover" if own_side(reading.query.measure) == "own" else "flow"
    hub = has_hub(reading.query.subject, reading.query.partner)
    return between_books(("growth", kind, kind), size_of(reading.figure), hub=hub)


def _change_of_release(reading: Reading) -> Range:
    """The factor of growth in another release of the same book."""
    spread = range_of_releases(reading)
    return Range(spread.low, max(spread.high, between_releases(size_of(reading.figure)).high))


def _years(cell: Cell) -> int:
    """How many years the change spans."""
    query = cell.readings[0].query
    if query.period is None or query.baseline is None:
        return 1
    return query.period.end.year - query.baseline.end.year


def _may_hold_services(cell: Cell) -> bool:
    """Whether plain "exports" may include services: not of a product, nor of a source of goods."""
    of_goods = bool(cell.named) and cell.claim.source_named in GOODS_ONLY
    of_goods = of_goods or cell.goods_only
    return cell.readings[0].query.product == ALL_PRODUCTS and not of_goods


def is_by_name(cell: Cell) -> bool:
    """Whether the text names the one book that answers it."""
    return bool(cell.named) and cell.claim.source_named in ONE_BOOK


def services_factor(claim: Claim) -> Decimal:
    """Goods and services over goods, at most, for the pair of the claim."""
    subject, partner = claim.subject or "", claim.partner or ""
    sold, bought = factor_of_sale(subject, partner), factor_of_sale(partner, subject)
    side = own_side(claim.measure)
    return {"exporter": sold, "importer": bought}.get(side, max(sold, bought))


def _services_of(reading: Reading) -> Decimal:
    """The same for one figure: of a turnover, each flow has its own."""
    legs = legs_of(reading)
    factors = [factor_of_sale(leg.exporter, leg.importer) for leg in legs]
    amounts = [leg.amount for leg in legs if leg.amount is not None]
    whole = sum(amounts, Decimal(0))
    if len(amounts) < len(legs) or whole <= 0:
        return max(factors)
    parts = (amount * factor for amount, factor in zip(amounts, factors, strict=True))
    return sum(parts, Decimal(0)) / whole


def _growth_within(reading: Reading, spread: Range, reason: Reason, claim: Claim) -> Stretch:
    if claim.form == "multiple":
        return times(number_of(reading), spread, reason)
    factor = times(1 + number_of(reading) / 100, spread, reason)
    high = None if factor.high is None else 100 * (factor.high - 1)
    return Stretch(100 * (factor.low - 1), high, reason)


def _released(reading: Reading) -> Stretch:
    """The values that other releases of the same book may have."""
    figure, value = reading.figure, number_of(reading)
    if figure.value is None:
        low = value * between_releases(size_of(figure)).low
        return Stretch(low, None, Reason.INCOMPLETE)
    if side_of(figure) == "publisher" and reading.query.partner != WORLD:
        half = Decimal("0.5")
        return Stretch(value * half - half, value * 2 + half, Reason.ONE_BOOK_ONLY)
    return times(value, range_of_releases(reading))


def _lacking(cell: Cell) -> tuple[str, ...]:
    """The sides whose book is not at hand and may be meant."""
    if cell.readings[0].query.partner == WORLD or is_by_name(cell):
        return ()
    held = {side_of(reading.figure) for reading in cell.known}
    return tuple(side for side in ("own", "partner") if side not in held)


def _missing_books(cell: Cell) -> list[Stretch]:
    return [_missing_book(cell, side) for side in _lacking(cell)]


def _missing_book(cell: Cell, side: str) -> Stretch:
    """Where the book of `side` may lie by anything that is held; open where nothing bounds it."""
    bounds = []
    for reading in cell.known:
        spread = range_of_missing(reading, side)
        if spread is not None:
            bounds.append(_bound(reading, spread))
    if not bounds or is_partial_book(cell.readings[0].query, side):
        return Stretch(Decimal(0), None, Reason.ONE_BOOK_ONLY)
    low, high = _within_all(bounds)
    return Stretch(low, high, Reason.ONE_BOOK_ONLY)


def _within_all(bounds: Sequence[tuple[Decimal, Decimal | None]]) -> tuple[Decimal, Decimal | None]:
    """What every range allows; from the lowest to the highest end where they do not meet."""
    highs = [high for _, high in bounds if high is not None]
    low, high = max(low for low, _ in bounds), min(highs, default=None)
    if high is None or low <= high:
        return low, high
    is_open = len(highs) < len(bounds)
    return min(low for low, _ in bounds), None if is_open else max(highs)


def _bound(reading: Reading, spread: Range) -> tuple[Decimal, Decimal | None]:
    """The range around a value; around a bound, which may lack a flow, half as low and open."""
    value = number_of(reading)
    if reading.figure.value is None:
        return spread.low * value / 2, None
    return spread.low * value, spread.high * value


def _is_unbounded(cell: Cell, reading: Reading, leg: Leg) -> bool:
    """Whether some missing book of the flow is bounded by nothing."""
    held = side_of(reading.figure)
    return any(
        is_partial_book(reading.query, side)
        or (spread := range_of_leg(leg, held, side)) is None
        or spread.low == 0
        for side in _lacking(cell)
    )


def _moved(cell: Cell, reading: Reading, leg: Leg) -> tuple[Decimal, Decimal]:
    """Lowest and highest value of one flow in any release, any missing book, or with services."""
    amount, held = leg.amount or Decimal(0), side_of(reading.figure)
    ranges = [between_releases(amount), range_of_releases(reading)]
    ranges += [
        spread for side in _lacking(cell)
        if (spread := range_of_leg(leg, held, side)) is not None
    ]  # fmt: skip
    services = Decimal(1)
    if _may_hold_services(cell):
        services = factor_of_sale(leg.exporter, leg.importer)
    high = max(services, *(each.high for each in ranges))
    return amount * min(each.low for each in ranges), amount * high
