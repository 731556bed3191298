"""What stands between no and false: where an admissible number that is not at hand could lie.

Another release of the book held, the other side's book, services beside goods, a fiscal year: a
claim is contradicted only where its words miss all of them. The trap is to forget one of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from visavis.checking.cells import Beside, Cell, side_of
from visavis.checking.listed_reach import LISTED, of_listed
from visavis.checking.mirror import Range, between_releases
from visavis.checking.stretches import Stretch, number_of, times, whole
from visavis.checking.tolerance import Tolerance
from visavis.checking.trade_reach import (
    is_by_name,
    of_amounts,
    of_balance,
    of_growth,
    services_factor,
)
from visavis.measures.figures.ideal_points import OWN_ESTIMATE
from visavis.model.claims import Claim
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.relations import relation
from visavis.model.verdicts import Reading, Reason

__all__ = ["POPULATION", "blocker", "surely_inside"]

_TALLIES = ("un_vote_for", "un_vote_against", "un_vote_abstain", "un_vote_absent")
_TALLY_SLACK = 3
"""Votes by which a record may differ from the tally announced: late corrections, splinter rows."""

POPULATION = ((0, Decimal(4)), (10_000_000, Decimal("1.5")), (50_000_000, Decimal("1.25")))
"""Factors by which censuses and estimates of population differ, from so many people up.

Set by the sentences of Vlachos and Riedel (2015) on population against the World Bank's series of
2026: estimates in print at the time differ by up to 3.6 times for small states (Bhutan, Eritrea,
Equatorial Guinea) and by up to 1.32 times for larger ones (Angola, Chad, Yemen)."""

_GDP = Range(Decimal("0.75"), Decimal(5))
"""GDP at other prices, rebased or at purchasing power parity, by our judgement: three to four times
the nominal value in poor states."""

_FOREMOST = (
    Reason.INCOMPLETE, Reason.ONE_BOOK_ONLY, Reason.OTHER_RELEASE, Reason.AMBIGUOUS_MEASURE,
    Reason.NO_PERIOD,
)  # fmt: skip
"""Of several reasons that keep a claim from being false, the one that is named."""


def blocker(cell: Cell, words: Tolerance, beside: Sequence[Beside] = ()) -> Reason | None:
    """Why the cell cannot be called false although nothing at hand fits; None: it is false.

    `beside` holds readings of neighbouring years, where one of them may be meant.
    """
    if not cell.known:
        return Reason.OUT_OF_COVERAGE
    if all(each.figure.source == OWN_ESTIMATE for each in cell.known):
        # The published points, on a scale of their own, may say what the sentence says.
        return Reason.OTHER_RELEASE
    stretches = _stretches(_by_name(cell), beside)
    if not stretches:
        return Reason.AMBIGUOUS_MEASURE
    if not whole(stretches).meets(words):
        return None
    met = {each.reason for each in stretches if each.meets(words)}
    return next((reason for reason in _FOREMOST if reason in met), stretches[0].reason)


def _by_name(cell: Cell) -> Cell:
    """The cell with the readings of the source that the text names alone, where it has one book."""
    if is_by_name(cell):
        return replace(cell, readings=cell.named)
    return cell


def surely_inside(cell: Cell, words: Tolerance, beside: Sequence[Beside] = ()) -> bool:
    """Whether the words admit every value that is admissible: what a denial must not meet."""
    stretches = _stretches(cell, beside) if cell.known else []
    if not stretches:
        return False
    every, narrow = whole(stretches), words.narrow
    above = narrow.low is None or every.low >= narrow.low
    return above and (narrow.high is None or (every.high is not None and every.high <= narrow.high))


def _stretches(cell: Cell, beside: Sequence[Beside]) -> list[Stretch]:
    """Every admissible stretch; none where nothing bounds what is admissible."""
    measure, form = cell.claim.measure, cell.claim.form
    if measure in LISTED:
        return of_listed(cell)
    if form == "rank":
        return [
            *(_of_rank(each, cell.claim) for each in cell.known),
            *(replace(_of_rank(each.reading, cell.claim), reason=each.reason) for each in beside),
        ]
    if measure in _TALLIES:
        return [_of_tally(each) for each in cell.known]
    if measure == "population" and form == "level":
        return [times(number_of(each), _of_people(number_of(each))) for each in cell.known]
    if measure == "gdp" and form == "level":
        return [times(number_of(each), _GDP, Reason.AMBIGUOUS_MEASURE) for each in cell.known]
    if "goods_flow" not in relation(measure).relations:
        return []
    if form in ("growth", "multiple"):
        return of_growth(cell)
    if form not in ("level", "threshold", "share"):
        return []
    is_balance = measure in ("trade_surplus", "trade_deficit")
    return of_balance(cell) if is_balance else of_amounts(cell, beside)


def _of_people(number: Decimal) -> Range:
    """The range of other counts and estimates of so many people."""
    factor = max((floor, factor) for floor, factor in POPULATION if number >= floor)[1]
    return Range(1 / factor, factor)


def _of_tally(reading: Reading) -> Stretch:
    value = number_of(reading)
    return Stretch(value - _TALLY_SLACK, value + _TALLY_SLACK, Reason.OTHER_RELEASE)


def _of_rank(reading: Reading, claim: Claim) -> Stretch:
    """The places that the partner may have: rivals near it may change sides in another release, or
    once services are counted.

    In a book that is not the owner's, nothing is known of the owner's order of partners.
    """
    detail = reading.figure.detail
    ranking = detail.get("ranking")
    if side_of(reading.figure) != "own" or not isinstance(ranking, tuple):
        return Stretch(Decimal(1), None, Reason.ONE_BOOK_ONLY)
    partner = reading.query.partner
    own = next((value for name, value in ranking if name == partner), Decimal(0))
    rivals = [value for name, value in ranking if name != partner]
    is_product = reading.query.product != ALL_PRODUCTS
    services = Decimal(1) if is_product else services_factor(claim)
    margin = between_releases(own).high ** 2 * services
    best = 1 + sum(value > own * margin for value in rivals)
    worst = 1 + sum(value * margin > own for value in rivals)
    observed = detail.get("worst")
    high = None if observed is None or own == 0 else Decimal(max(worst, int(str(observed))))
    return Stretch(Decimal(best), high, Reason.OTHER_RELEASE)
