"""Where another figure of arms or direct investment could lie, from those at hand.

The trap is the revision: SIPRI moves deliveries between years and revises their worth each spring,
and the IMF's stocks know the immediate owner alone. Both leave more room than customs do.
"""

from decimal import Decimal

from visavis.checking.cells import Cell
from visavis.checking.mirror import Range
from visavis.checking.stretches import Stretch, number_of, times
from visavis.model.verdicts import Reading, Reason

__all__ = ["ARMS_LEVELS", "ARMS_SHARES", "LISTED", "STOCKS", "of_listed"]

LISTED = ("arms_exports", "arms_imports", "fdi_in_stock", "fdi_out_stock")
"""Measures of which one list is the only one, or each side has one, and no customs."""

ARMS_SHARES = ((1, Decimal(25)), (5, Decimal(15)), (10, Decimal(10)))
"""Percentage points by which another release may move a share of arms, from so many years up.

Of 4,000 shares over five years by the tables of July 2022 and the register of March 2025, 99 in 100
of those above 10 % differ by less than 13 (of ten years 14, of twenty-one 8); a single year by our
judgement."""

ARMS_LEVELS = ((0, Decimal(5)), (100_000_000, Decimal(2)), (1_000_000_000, Decimal("1.5")))
"""Factors by which another release may move a volume, from so many TIV up: what 2,000 recipients'
totals over one to ten years did from July 2022 to October 2024, in all but 1 of 200."""

STOCKS = Decimal("1.5")
"""The factor by which another release may move a position, by our judgement."""

_NAMES = ("imf", "imf_dip")
"""What a text says that means the positions held. Another text may mean the ultimate owner's stock,
registered or announced investment, which are many times larger where the owner invests through
Hong Kong or Luxembourg: nothing bounds these, and no such stock is ever called wrong."""


def of_listed(cell: Cell) -> list[Stretch]:
    """The stretches of the cell's figures; none where nothing bounds what may be meant."""
    claim = cell.claim
    is_level = claim.form in ("level", "threshold")
    if not claim.measure.startswith("arms_"):
        is_bounded = is_level and claim.source_named in _NAMES
        spread = Range(1 / STOCKS, STOCKS)
        return [times(number_of(each), spread) for each in cell.known if is_bounded]
    if _may_be_of_others(cell):
        return []
    if claim.form == "rank":
        return [_of_rank(each) for each in cell.known]
    if claim.form == "share":
        return [_of_share(each) for each in cell.known]
    if is_level:
        return [times(number_of(each), _volume_range(number_of(each))) for each in cell.known]
    return []


def _may_be_of_others(cell: Cell) -> bool:
    """Whether nothing bounds what an unnamed source may say: "60 % of its weapons" may be those in
    service, and of a single year others count contracts in money."""
    claim = cell.claim
    if claim.form not in ("rank", "share") or claim.source_named == "sipri":
        return False
    shortest = min(_years(each) for each in cell.known)
    return claim.product is not None or shortest < ARMS_SHARES[1][0]


def _years(reading: Reading) -> int:
    period = reading.query.period
    return len(period.years) if period is not None else 1


def _of_share(reading: Reading) -> Stretch:
    room = [points for floor, points in ARMS_SHARES if _years(reading) >= floor][-1]
    value = number_of(reading)
    low, high = max(value - room, Decimal(0)), min(value + room, Decimal(100))
    is_bound = reading.figure.value is None
    return Stretch(low, None if is_bound else high, Reason.OTHER_RELEASE)


def _volume_range(value: Decimal) -> Range:
    factor = [factor for floor, factor in ARMS_LEVELS if value >= floor or not floor][-1]
    return Range(1 / factor, factor)


def _of_rank(reading: Reading) -> Stretch:
    """Places that rivals near the partner may take from it, or it from them."""
    ranking = reading.figure.detail.get("ranking")
    worst = reading.figure.detail.get("worst")
    if not isinstance(ranking, tuple):
        return Stretch(Decimal(1), None, Reason.OTHER_RELEASE)
    partner = reading.query.partner
    own = next((value for name, value in ranking if name == partner), Decimal(0))
    margin = _volume_range(own).high
    rivals = [value for name, value in ranking if name != partner]
    best = 1 + sum(value > own * margin for value in rivals)
    after = 1 + sum(value * margin > own for value in rivals)
    high = None if worst is None or own <= 0 else Decimal(max(after, int(str(worst))))
    return Stretch(Decimal(best), high, Reason.OTHER_RELEASE)
