"""How far an admissible number that is not at hand could lie: what stands between no and false.

Another release of the book held, the other side's book, services beside goods, a fiscal year: a
claim is contradicted only where its words miss all of them. The trap is to forget one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from visavis.checking.cells import Cell, own_side, side_of
from visavis.checking.mirror import (
    CURRENCY_FACTOR,
    PARTIAL_EXPORTS,
    PARTIAL_IMPORTS,
    Range,
    between_books,
    between_releases,
)
from visavis.checking.tolerance import Tolerance
from visavis.model.claims import Claim
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Figure
from visavis.model.verdicts import Reading, Reason

__all__ = ["SERVICES", "SERVICE_ECONOMIES", "blocker", "surely_inside"]

SERVICES = Decimal("1.6")
"""Goods and services over goods alone, at most, for plain "exports", "imports", "trade"."""

SERVICE_ECONOMIES = frozenset(
    {"BHS", "CHE", "CYP", "DNK", "ESP", "FRA", "GBR", "GRC", "HKG", "HRV", "IND", "IRL", "ISR",
     "LBN", "LUX", "MAC", "MLT", "MUS", "PHL", "PRT", "SGP", "USA"}
)  # fmt: skip
"""States that sell services worth more than some 40 % of the goods they sell, by our judgement."""

_SERVICES_THERE = Decimal("3.5")
_COUNTS = {"un_vote_for", "un_vote_against", "un_vote_abstain", "un_vote_absent"}
_TALLY_SLACK = 3
"""Votes by which a record may differ from the tally announced: late corrections, splinter rows."""


_FOREMOST = (
    Reason.INCOMPLETE, Reason.ONE_BOOK_ONLY, Reason.OTHER_RELEASE, Reason.AMBIGUOUS_MEASURE,
)  # fmt: skip
"""Of several reasons that keep a claim from being false, the one that is named."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """A stretch of values, open above where `high` is None, and why they are admissible."""

    low: Decimal
    high: Decimal | None
    reason: Reason

    def meets(self, words: Tolerance) -> bool:
        """Whether the words admit a value of the stretch."""
        low, high = words.wide.low, words.wide.high
        below = high is not None and high < self.low
        above = low is not None and self.high is not None and low > self.high
        return not (below or above)


def blocker(cell: Cell, words: Tolerance, beside: Sequence[Figure] = ()) -> Reason | None:
    """Why the cell cannot be called false although nothing at hand fits; None: it is false.

    `beside` holds figures of neighbouring years where a fiscal year may be meant.
    """
    if not cell.known:
        return Reason.OUT_OF_COVERAGE
    reaches = _reaches(cell, beside)
    if reaches is None:
        return Reason.AMBIGUOUS_MEASURE
    if not reaches:
        return None
    if not _whole(reaches).meets(words):
        return None
    met = {reach.reason for reach in reaches if reach.meets(words)}
    return next((reason for reason in _FOREMOST if reason in met), reaches[0].reason)


def surely_inside(cell: Cell, words: Tolerance, beside: Sequence[Figure] = ()) -> bool:
    """Whether the words admit every value that is admissible: what a denial must not meet."""
    reaches = _reaches(cell, beside) if cell.known else None
    if not reaches:
        return False
    whole, narrow = _whole(reaches), words.narrow
    above = narrow.low is None or whole.low >= narrow.low
    return above and (narrow.high is None or (whole.high is not None and whole.high <= narrow.high))


def _reaches(cell: Cell, beside: Sequence[Figure]) -> list[_Reach] | None:
    """Every admissible stretch; None where nothing bounds what is admissible."""
    claim = cell.claim
    measure, form = claim.measure, claim.form
    if form == "rank":
        return [place for reading in cell.known for place in _of_rank(reading, claim)]
    if measure in _COUNTS:
        return [_around(_number(r), Decimal(_TALLY_SLACK)) for r in cell.known]
    if measure == "population" and form == "level":
        return [_times(_number(r), Range(Decimal("0.9"), Decimal("1.1"))) for r in cell.known]
    if measure == "gdp" and form == "level":
        return [_times(_number(r), Range(Decimal("0.75"), Decimal(5))) for r in cell.known]
    if not _is_trade(measure):
        return None
    if form in ("level", "threshold") and measure in ("trade_surplus", "trade_deficit"):
        return _of_balance(cell)
    if form in ("level", "threshold", "share"):
        return _of_amounts(cell, beside)
    return _of_growth(cell) if form in ("growth", "multiple") else None


def _of_rank(reading: Reading, claim: Claim) -> list[_Reach]:
    """The places that the partner may have: rivals near it may change sides in another release, or
    once services are counted.

    In a book that is not the owner's, nothing is known of the owner's order of partners.
    """
    detail = reading.figure.detail
    ranking = detail.get("ranking")
    if side_of(reading.figure) != "own" or not isinstance(ranking, tuple):
        return [_Reach(Decimal(1), None, Reason.ONE_BOOK_ONLY)]
    partner = reading.query.partner
    own = next((value for name, value in ranking if name == partner), Decimal(0))
    rivals = [value for name, value in ranking if name != partner]
    services = Decimal(1) if reading.query.product != ALL_PRODUCTS else _services_factor(claim)
    margin = between_releases(own).high ** 2 * services
    best = 1 + sum(value > own * margin for value in rivals)
    worst = 1 + sum(value * margin > own for value in rivals)
    open_end = detail.get("worst") is None or own == 0
    high = None if open_end else Decimal(max(worst, int(str(detail["worst"]))))
    return [_Reach(Decimal(best), high, Reason.OTHER_RELEASE)]


def _is_trade(measure: str) -> bool:
    goods = ("exports", "imports", "trade_turnover", "trade_surplus", "trade_deficit")
    products = ("product_exports", "product_imports", "oil_exports", "oil_imports", "gas_exports",
                "gas_imports")  # fmt: skip
    return measure in goods or measure in products


def _whole(reaches: Iterable[_Reach]) -> _Reach:
    """One stretch from the lowest to the highest."""
    all_of = list(reaches)
    highs = [reach.high for reach in all_of]
    high = None if None in highs else max(h for h in highs if h is not None)
    return _Reach(min(reach.low for reach in all_of), high, all_of[0].reason)


def _number(reading: Reading) -> Decimal:
    figure = reading.figure
    found = figure.value if figure.value is not None else figure.lower_bound
    return found if found is not None else Decimal(0)


def _around(value: Decimal, slack: Decimal) -> _Reach:
    return _Reach(value - slack, value + slack, Reason.OTHER_RELEASE)


def _times(value: Decimal, spread: Range, reason: Reason = Reason.OTHER_RELEASE) -> _Reach:
    ends = sorted((value * spread.low, value * spread.high))
    return _Reach(ends[0], ends[1], reason)


def _size(figure: Figure) -> Decimal | None:
    """The amount traded, in a currency, whatever the figure's own unit."""
    if figure.parts and figure.parts[0].value is not None:
        return abs(figure.parts[0].value)
    if len(figure.unit) == 3 and figure.unit.isupper() and figure.value is not None:
        return abs(figure.value)
    return None


def _of_amounts(cell: Cell, beside: Sequence[Figure]) -> list[_Reach]:
    """Levels and shares: releases of what is held, books that are missing, services, fiscal."""
    found = [_released(reading) for reading in cell.known]
    found += _missing_books(cell)
    values = [_number(reading) for reading in cell.known]
    if cell.claim.form != "share" and not _is_product(cell):
        high = max(values) * _services_factor(cell.claim)
        found.append(_Reach(min(values), high, Reason.AMBIGUOUS_MEASURE))
    for figure in beside:
        if figure.value is not None and figure.unit == cell.known[0].figure.unit:
            spread = between_releases(_size(figure))
            found.append(_times(figure.value, spread, Reason.AMBIGUOUS_MEASURE))
    return found


def _released(reading: Reading) -> _Reach:
    """The values that other releases of the same book may have."""
    figure, value = reading.figure, _number(reading)
    if figure.value is None:
        low = value * between_releases(_size(figure)).low
        return _Reach(low, None, Reason.INCOMPLETE)
    if side_of(figure) == "publisher":
        half = Decimal("0.5")
        return _Reach(value * half - half, value * 2 + half, Reason.ONE_BOOK_ONLY)
    return _times(value, between_releases(_size(figure)))


def _is_product(cell: Cell) -> bool:
    return cell.readings[0].query.product != ALL_PRODUCTS


def _services_factor(claim: Claim) -> Decimal:
    sides = {claim.subject, claim.partner}
    return _SERVICES_THERE if sides & SERVICE_ECONOMIES else SERVICES


def _missing_books(cell: Cell) -> list[_Reach]:
    query = cell.readings[0].query
    if query.partner == WORLD:
        return []
    held = {side_of(reading.figure) for reading in cell.known}
    return [_missing_book(cell, side) for side in ("own", "partner") if side not in held]


def _missing_book(cell: Cell, side: str) -> _Reach:
    """Where the book of `side` may lie, by all that is held; unbounded for books known to be
    partial."""
    query = cell.readings[0].query
    bounds = []
    for reading in cell.known:
        spread = _spread(reading, side)
        if spread is not None:
            high = spread.high * _number(reading) if reading.figure.value is not None else None
            bounds.append((spread.low * _number(reading), high))
    holder = query.subject if side == "own" else query.partner
    if not bounds or _is_partial(holder or "", query.measure, side):
        return _Reach(Decimal(0), None, Reason.ONE_BOOK_ONLY)
    low, highs = max(b[0] for b in bounds), [b[1] for b in bounds if b[1] is not None]
    high = min(highs) if highs else None
    if high is not None and high < low:
        low, high = min(b[0] for b in bounds), max(highs)
    return _Reach(low, high, Reason.ONE_BOOK_ONLY)


def _spread(reading: Reading, missing: str) -> Range | None:
    """The range of the missing side's book over what this reading holds."""
    side = side_of(reading.figure)
    if side not in ("own", "partner", "reconciled"):
        return None
    query, size = reading.query, _size(reading.figure)
    product = query.product != ALL_PRODUCTS
    own = own_side(query.measure)
    if own == "own":
        book = "reconciled" if side == "reconciled" else "own"
        return between_books("turnover", book, "own", size, product=product)
    other = "importer" if own == "exporter" else "exporter"
    names = {"own": own, "partner": other, "reconciled": "reconciled"}
    return between_books("flow", names[side], names[missing], size, product=product)


def _is_partial(holder: str, measure: str, side: str) -> bool:
    own = own_side(measure)
    if own == "own":
        return holder in PARTIAL_EXPORTS | PARTIAL_IMPORTS
    exports = (own == "exporter") == (side == "own")
    return holder in (PARTIAL_EXPORTS if exports else PARTIAL_IMPORTS)


def _of_growth(cell: Cell) -> list[_Reach]:
    """Growth factors: releases, the other book, and currency or prices where not stated."""
    claim = cell.claim
    kind = "turnover" if own_side(claim.measure) == "own" else "flow"
    free = Decimal(1) if claim.basis.currency else CURRENCY_FACTOR
    held = {side_of(reading.figure) for reading in cell.known}
    found = []
    for reading in cell.known:
        factor = _number(reading)
        if claim.form == "growth":
            factor = 1 + factor / 100
        size = _size(reading.figure)
        spreads = [(between_releases(size), Reason.OTHER_RELEASE)]
        other = between_books("growth", kind, kind, size)
        if not {"own", "partner"} <= held and other is not None:
            spreads.append((other, Reason.ONE_BOOK_ONLY))
        for spread, reason in spreads:
            reach = _times(factor, spread.widened(free), reason)
            found.append(_as_growth(reach) if claim.form == "growth" else reach)
    return found


def _as_growth(reach: _Reach) -> _Reach:
    high = None if reach.high is None else 100 * (reach.high - 1)
    return _Reach(100 * (reach.low - 1), high, reach.reason)


def _of_balance(cell: Cell) -> list[_Reach] | None:
    """A balance is a difference: each of its flows may move by its own range, and services too."""
    found = []
    for reading in cell.known:
        parts = {part.name: part.value for part in reading.figure.parts}
        sold, bought = parts.get("exports"), parts.get("imports")
        if sold is None or bought is None:
            return None
        outward, inward = (sold, "exporter", "importer"), (bought, "importer", "exporter")
        lows, highs = zip(*(_moved(cell, *flow) for flow in (outward, inward)), strict=True)
        if None in highs:
            return None
        services = (max(sold, bought)) * (SERVICES - 1)
        low, high = lows[0] - highs[1] - services, highs[0] - lows[1] + services
        if cell.claim.measure == "trade_deficit":
            low, high = -high, -low
        found.append(_Reach(low, high, Reason.ONE_BOOK_ONLY))
    return found


def _moved(cell: Cell, value: Decimal, own: str, other: str) -> tuple[Decimal, Decimal]:
    """Lowest and highest value of one flow in any release and, if one is missing, any book."""
    spread = between_releases(value)
    held = {side_of(reading.figure) for reading in cell.known}
    if not {"own", "partner"} <= held:
        book = own if "own" in held else other
        across = between_books("flow", book, own if book == other else other, value)
        if across is not None:
            spread = Range(min(spread.low, across.low), max(spread.high, across.high))
    return value * spread.low, value * spread.high
