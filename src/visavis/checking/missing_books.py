"""Where the book of one side that is not at hand can lie, flow by flow.

A turnover is two flows, each with its own books, so each is bounded by itself. The trap is the pair
with an entrepot and no history of its own: nothing bounds its missing book from below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from visavis.checking.book_reach import of_book
from visavis.checking.cells import own_side, side_of
from visavis.checking.mirror import (
    PARTIAL_EXPORTS,
    PARTIAL_IMPORTS,
    Range,
    between_books,
    between_publications,
    between_releases,
    has_hub,
)
from visavis.checking.stretches import size_of
from visavis.measures.figures.flows import SIDES
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.queries import Query
from visavis.model.verdicts import Reading

__all__ = [
    "Leg",
    "is_partial_book",
    "legs_of",
    "range_of_change",
    "range_of_leg",
    "range_of_missing",
]

_ALONE = Decimal("1.25")
"""By how much the range of all pairs around a reconciled value widens, which is fitted on few: our
judgement."""

_SLIGHT = Decimal("0.1")
"""The part of a turnover that one flow may make up and still be bounded like any pair's."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One flow of goods within a figure."""

    exporter: str
    importer: str
    amount: Decimal | None
    outward: bool
    """Whether the figure's owner sells."""
    year: int
    """The last year of the figure."""

    def books(self, held: str, missing: str) -> tuple[str, str]:
        """Whose books those of `own`, `partner` or `reconciled` are in this flow."""
        flow = 0 if self.outward else 1
        return SIDES[held][flow], SIDES[missing][flow]


def legs_of(reading: Reading) -> tuple[Leg, ...]:
    """The flows of a figure of trade between two sides; one, or two for turnover and balance."""
    query, figure = reading.query, reading.figure
    subject, partner = query.subject or "", query.partner or ""
    year = 9999 if query.period is None else query.period.end.year
    side = own_side(query.measure)
    if side != "own":
        size = size_of(figure)
        ends = (subject, partner) if side == "exporter" else (partner, subject)
        return (Leg(*ends, size, side == "exporter", year),)
    parts: dict[str, Decimal | None] = {}
    for part in figure.parts:
        parts.setdefault(part.name, part.value)
    return (
        Leg(subject, partner, parts.get("exports"), outward=True, year=year),
        Leg(partner, subject, parts.get("imports"), outward=False, year=year),
    )


def range_of_missing(reading: Reading, missing: str) -> Range | None:
    """The missing side's book (`own`, `partner`) over what the reading holds; None: not bounded."""
    held = side_of(reading.figure)
    if held not in ("own", "partner", "reconciled"):
        return None
    query, legs = reading.query, legs_of(reading)
    product = query.product != ALL_PRODUCTS
    if not product:
        found = _by_pair(legs, held, missing)
        if found is not None:
            return found
    kind = ("flow", *legs[0].books(held, missing))
    if len(legs) > 1:
        kind = ("turnover", "reconciled" if held == "reconciled" else "own", "own")
    hub = has_hub(query.subject, query.partner)
    return _of_all_pairs(
        held, between_books(kind, size_of(reading.figure), product=product, hub=hub)
    )


def _of_all_pairs(held: str, spread: Range | None) -> Range | None:
    """The range of all pairs, wider around a reconciled value."""
    return spread.widened(_ALONE) if spread is not None and held == "reconciled" else spread


def range_of_leg(leg: Leg, held: str, missing: str) -> Range | None:
    """The missing side's book of one flow over what is held of it."""
    books = leg.books(held, missing)
    found = of_book(books, (leg.exporter, leg.importer), leg.amount, leg.year)
    if found is not None:
        return found
    hub = has_hub(leg.exporter, leg.importer)
    return _of_all_pairs(held, between_books(("flow", *books), leg.amount, hub=hub))


def range_of_releases(reading: Reading) -> Range:
    """Other releases of the book of a figure; of a turnover's flows, the wider range."""
    size, held = size_of(reading.figure), side_of(reading.figure)
    period = reading.query.period
    spread = between_releases(size)
    if period is None or held not in ("own", "partner"):
        return spread
    ranges = [
        between_publications(leg.exporter, period.start.year, size)
        for leg in legs_of(reading)
        if leg.books(held, held)[0] == "exporter"
    ]
    return Range(min((each.low for each in ranges), default=spread.low), spread.high)


def range_of_change(reading: Reading, missing: str) -> Range | None:
    """The factor of growth in the missing side's book over that in the book of the reading."""
    held = side_of(reading.figure)
    if held not in ("own", "partner", "reconciled") or reading.query.product != ALL_PRODUCTS:
        return None
    amounts = [part.value for part in reading.figure.parts[:2] if part.value is not None]
    size = min((abs(amount) for amount in amounts), default=None)
    found = [
        of_book(leg.books(held, missing), (leg.exporter, leg.importer), size, leg.year, change=True)
        for leg in legs_of(reading)
    ]
    known = [each for each in found if each is not None]
    if len(known) < len(found):
        return None
    return Range(min(each.low for each in known), max(each.high for each in known))


def is_partial_book(query: Query, side: str) -> bool:
    """Whether the book of `side` is known to leave out whole products or partners."""
    holder = (query.subject if side == "own" else query.partner) or ""
    own = own_side(query.measure)
    if own == "own":
        return holder in PARTIAL_EXPORTS | PARTIAL_IMPORTS
    exports = (own == "exporter") == (side == "own")
    return holder in (PARTIAL_EXPORTS if exports else PARTIAL_IMPORTS)


def _by_pair(legs: Sequence[Leg], held: str, missing: str) -> Range | None:
    """The range by the pair's own history, each flow weighted by its amount."""
    if len(legs) == 1:
        leg = legs[0]
        return of_book(leg.books(held, missing), (leg.exporter, leg.importer), leg.amount, leg.year)
    amounts = [leg.amount for leg in legs if leg.amount is not None]
    whole = sum(amounts, Decimal(0))
    if len(amounts) < len(legs) or whole <= 0:
        return None
    low = high = Decimal(0)
    for leg, amount in zip(legs, amounts, strict=True):
        fitted = of_book(leg.books(held, missing), (leg.exporter, leg.importer), amount, leg.year)
        if fitted is None and amount > _SLIGHT * whole:
            return None
        spread = fitted or range_of_leg(leg, held, missing)
        if spread is None:
            return None
        low, high = low + amount * spread.low, high + amount * spread.high
    return Range(low / whole, high / whole)
