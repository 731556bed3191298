"""Where a figure of trade that is not at hand could lie, from those that are.

The trap is the pair with an entrepot: goods pass through, the books differ widely, and a missing
book of such a pair is bounded by nothing from below.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from visavis.checking.cells import Beside, Cell, own_side, side_of
from visavis.checking.mirror import (
    CURRENCY_FACTOR,
    HUBS,
    PARTIAL_EXPORTS,
    PARTIAL_IMPORTS,
    Range,
    between_books,
    between_releases,
)
from visavis.checking.stretches import Stretch, number_of, size_of, times
from visavis.model.claims import Claim
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.queries import Query
from visavis.model.verdicts import Reading, Reason

__all__ = [
    "GOODS_ONLY", "ONE_BOOK", "SERVICES", "SERVICES_THERE", "SERVICE_ECONOMIES", "is_by_name",
    "of_amounts", "of_balance", "of_growth",
    "services_factor",
]  # fmt: skip

SERVICES = Decimal("1.6")
"""Goods and services over goods alone, at most, for plain "exports", "imports", "trade"."""

SERVICE_ECONOMIES = frozenset(
    {"BHS", "CHE", "CYP", "DNK", "ESP", "FRA", "GBR", "GRC", "HKG", "HRV", "IND", "IRL", "ISR",
     "LBN", "LUX", "MAC", "MLT", "MUS", "PHL", "PRT", "SGP", "USA"}
)  # fmt: skip
"""States that sell services worth more than some 40 % of the goods they sell, by our judgement."""

SERVICES_THERE = Decimal("3.5")
"""The same factor for a pair with one of `SERVICE_ECONOMIES`, by our judgement."""

ONE_BOOK = frozenset({"baci", "eurostat", "ru_customs", "world_bank"})
"""Sources that give one book of a pair (or of a total), so that a text which names one of them
means that book: no other is missing, only other releases of it. They go by calendar year."""

GOODS_ONLY = frozenset({"baci", "ru_customs"})
"""Those that publish trade in goods and nothing else, so that services cannot be meant."""

_ALONE = Decimal("1.25")
"""By how much the range around a reconciled value widens, which is fitted on few pairs: our
judgement."""


def of_amounts(cell: Cell, beside: Sequence[Beside]) -> list[Stretch]:
    """Levels and shares: releases of what is held, books that are missing, services, fiscal."""
    found = [_released(reading) for reading in cell.known]
    found += _missing_books(cell)
    values = [number_of(reading) for reading in cell.known]
    if cell.claim.form != "share" and _may_hold_services(cell):
        high = max(values) * services_factor(cell.claim)
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
    """Growth and multiples: releases, the other book, currency or prices where not stated."""
    claim = cell.claim
    kind = "turnover" if own_side(claim.measure) == "own" else "flow"
    free = Decimal(1) if claim.basis.currency else CURRENCY_FACTOR
    sides = {side_of(reading.figure) for reading in cell.known}
    lacks_book = not {"own", "partner"} <= sides and claim.partner != WORLD
    lacks_book = lacks_book and not is_by_name(cell)
    found = []
    for reading in cell.known:
        size = size_of(reading.figure)
        spreads = [(between_releases(size), Reason.OTHER_RELEASE)]
        hub = _has_hub(reading.query)
        other = between_books(("growth", kind, kind), size, hub=hub)
        if lacks_book and other is not None:
            spreads.append((other, Reason.ONE_BOOK_ONLY))
        for spread, reason in spreads:
            found.append(_growth_within(reading, spread.widened(free), reason, claim))
    return found


def of_balance(cell: Cell) -> list[Stretch]:
    """A balance is a difference: each of its flows may move by its own range, and services too."""
    found = []
    for reading in cell.known:
        parts = {part.name: part.value for part in reading.figure.parts}
        sold, bought = parts.get("exports"), parts.get("imports")
        is_open = _has_hub(cell.readings[0].query) and not is_by_name(cell)
        if sold is None or bought is None or is_open:
            return [Stretch(Decimal("-Infinity"), None, Reason.ONE_BOOK_ONLY)]
        outward = _moved(cell, sold, ("exporter", "importer"))
        inward = _moved(cell, bought, ("importer", "exporter"))
        services = max(sold, bought) * (SERVICES - 1) if _may_hold_services(cell) else Decimal(0)
        low, high = outward[0] - inward[1] - services, outward[1] - inward[0] + services
        if cell.claim.measure == "trade_deficit":
            low, high = -high, -low
        found.append(Stretch(low, high, Reason.ONE_BOOK_ONLY))
    return found


def _may_hold_services(cell: Cell) -> bool:
    """Whether plain "exports" may include services: not of a product, nor of a source of goods."""
    of_goods = bool(cell.named) and cell.claim.source_named in GOODS_ONLY
    return cell.readings[0].query.product == ALL_PRODUCTS and not of_goods


def is_by_name(cell: Cell) -> bool:
    """Whether the text names the one book that answers it."""
    return bool(cell.named) and cell.claim.source_named in ONE_BOOK


def services_factor(claim: Claim) -> Decimal:
    """Goods and services over goods, at most, for the pair of the claim."""
    sides = {claim.subject, claim.partner}
    return SERVICES_THERE if sides & SERVICE_ECONOMIES else SERVICES


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
    return times(value, between_releases(size_of(figure)))


def _missing_books(cell: Cell) -> list[Stretch]:
    if cell.readings[0].query.partner == WORLD or is_by_name(cell):
        return []
    held = {side_of(reading.figure) for reading in cell.known}
    return [_missing_book(cell, side) for side in ("own", "partner") if side not in held]


def _missing_book(cell: Cell, side: str) -> Stretch:
    """Where the book of `side` may lie by anything that is held; open where nothing bounds it."""
    query = cell.readings[0].query
    bounds = []
    for reading in cell.known:
        spread = _spread(reading, side)
        if spread is not None:
            is_book = side_of(reading.figure) in ("own", "partner")
            bounds.append(_bound(reading, spread if is_book else spread.widened(_ALONE)))
    holder = (query.subject if side == "own" else query.partner) or ""
    if not bounds or _is_partial(holder, query.measure, side):
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


def _has_hub(query: Query) -> bool:
    return bool(HUBS & {query.subject, query.partner})


def _spread(reading: Reading, missing: str) -> Range | None:
    """The range of the missing side's book over what this reading holds."""
    side = side_of(reading.figure)
    if side not in ("own", "partner", "reconciled"):
        return None
    query, size = reading.query, size_of(reading.figure)
    product, hub = query.product != ALL_PRODUCTS, _has_hub(query)
    own = own_side(query.measure)
    if own == "own":
        book = "reconciled" if side == "reconciled" else "own"
        return between_books(("turnover", book, "own"), size, product=product, hub=hub)
    other = "importer" if own == "exporter" else "exporter"
    names = {"own": own, "partner": other, "reconciled": "reconciled"}
    return between_books(("flow", names[side], names[missing]), size, product=product, hub=hub)


def _is_partial(holder: str, measure: str, side: str) -> bool:
    own = own_side(measure)
    if own == "own":
        return holder in PARTIAL_EXPORTS | PARTIAL_IMPORTS
    exports = (own == "exporter") == (side == "own")
    return holder in (PARTIAL_EXPORTS if exports else PARTIAL_IMPORTS)


def _moved(cell: Cell, value: Decimal, books: tuple[str, str]) -> tuple[Decimal, Decimal]:
    """Lowest and highest value of one flow in any release and, if one is missing, any book.

    `books` names the subject's book of the flow, then the partner's.
    """
    spread = between_releases(value)
    held = {side_of(reading.figure) for reading in cell.known}
    if not {"own", "partner"} <= held and not is_by_name(cell):
        book, missing = books if "own" in held else (books[1], books[0])
        across = between_books(("flow", book, missing), value)
        if across is not None:
            spread = Range(min(spread.low, across.low), max(spread.high, across.high))
    return value * spread.low, value * spread.high
