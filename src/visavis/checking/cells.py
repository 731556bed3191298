"""Readings that share one sense of the words, differing only in whose book answers.

The trap is the book: for a share of Russia's exports, Russia's own book over its own total is the
figure meant; for a level between two states, both customs are equally entitled to an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from visavis.checking.tolerance import Tolerance, fit
from visavis.model.claims import Claim
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.model.verdicts import Fit, Reading, Reason

__all__ = [
    "OWN_FORMS", "Beside", "Cell", "fit_of", "named_cells", "own_side", "reading", "side_of",
]  # fmt: skip

OWN_FORMS = ("share", "rank", "change_pp")
"""Forms whose total is its owner's: the owner's own book decides."""

_BEST = (Fit.EXACT, Fit.ROUNDING, Fit.CLOSE, Fit.NO, Fit.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Beside:
    """A reading that the words hardly mean, but may: a fiscal year, a year carried wrongly."""

    reading: Reading
    reason: Reason


@dataclass(frozen=True)
class Cell:
    """One sense of the claim (definition, window, denominator), answered by every book at hand."""

    senses: tuple[tuple[str, str], ...]
    readings: tuple[Reading, ...]
    claim: Claim
    goods_only: bool = False
    """The sentence speaks of goods, so that services are not meant."""

    @cached_property
    def known(self) -> tuple[Reading, ...]:
        """The readings whose figure decides something."""
        return tuple(r for r in self.readings if r.fit is not Fit.UNKNOWN)

    @cached_property
    def named(self) -> tuple[Reading, ...]:
        """The readings, among those known, of the source that the text names."""
        return tuple(r for r in self.known if r.figure.source == self.claim.source_named)

    @cached_property
    def decisive(self) -> tuple[Reading, ...]:
        """The readings that speak first: a source the text names, the owner's book, all books.

        A reconciled or printed figure speaks only where fewer than two books of the sides do.
        """
        if self.named:
            return self.named
        own = [r for r in self.known if side_of(r.figure) == "own"]
        if own and self.claim.form in OWN_FORMS:
            whole = [r for r in own if r.query.denominator_source in (None, r.figure.source)]
            return tuple(whole or own)
        sides = [r for r in self.known if side_of(r.figure) in ("own", "partner")]
        both = len({side_of(r.figure) for r in sides}) == 2
        return tuple(sides) if both else self.known

    @cached_property
    def outcome(self) -> str:
        """`exact`, `one_book`, `rounding`, `close`, `no` or `unknown`."""
        if not self.known:
            return "unknown"
        fits = {r.fit for r in self.decisive}
        if Fit.EXACT in fits:
            return "one_book" if Fit.NO in fits else "exact"
        every = {r.fit for r in self.known}
        if Fit.EXACT in every and self.claim.source_named is None:
            return "one_book"
        for found in (Fit.ROUNDING, Fit.CLOSE):
            if found in fits:
                return found.value
        return "no"

    @cached_property
    def bounds(self) -> tuple[Reading, ...]:
        """What to show where nothing decides: the owner's own book, else every reading."""
        own = tuple(r for r in self.readings if side_of(r.figure) == "own")
        return own or self.readings

    @cached_property
    def best(self) -> tuple[Reading, ...]:
        """The readings on which the outcome rests, the best fit first."""
        pool = self.decisive
        if self.outcome == "one_book":
            pool = (*pool, *(r for r in self.known if all(r is not other for other in pool)))
        return tuple(sorted(pool, key=lambda r: _BEST.index(r.fit)))


def named_cells(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The senses in which the source that the text names answers, where it answers the default.

    Eurostat, named for the EU of 2020, publishes the 27 members; nothing else can be meant then.
    """
    if cells and cells[0].named:
        return tuple(cell for cell in cells if cell.named)
    return tuple(cells)


def own_side(measure: str) -> str:
    """The book that belongs to the owner of the figure: `exporter`, `importer` or `own`."""
    if measure.endswith("imports"):
        return "importer"
    return "exporter" if measure.endswith("exports") else "own"


def side_of(figure: Figure) -> str:
    """Whose book the figure is from: `own`, `partner`, `reconciled`, `publisher` or ``."""
    book = figure.book or figure.query.book or ""
    if book in ("reconciled", "publisher", "own", "partner", ""):
        return book
    return "own" if book == own_side(figure.query.measure) else "partner"


def reading(
    query: Query, figure: Figure, senses: tuple[tuple[str, str], ...], claim: Claim,
    words: Tolerance | None,
) -> Reading:  # fmt: skip
    """The reading of `claim` through `query`, with how the figure fits the words."""
    book = side_of(figure)
    full = (*senses, ("book", book)) if book else senses
    return Reading(query=query, figure=figure, fit=fit_of(claim, words, figure), senses=full)


def fit_of(claim: Claim, words: Tolerance | None, figure: Figure) -> Fit:
    """How the figure relates to the words; unknown for other currencies and open bounds, and for a
    zero that nobody published."""
    if figure.text is not None and claim.position is not None:
        return Fit.EXACT if figure.text == claim.position else Fit.NO
    if words is None or _other_unit(claim, figure) or figure.detail.get("inferred_zero"):
        return Fit.UNKNOWN
    if figure.value is not None:
        found = fit(figure.value, words)
        return _ahead(claim, figure) if found is Fit.EXACT and claim.ahead_of else found
    if figure.missing is Missing.INCOMPLETE and figure.lower_bound is not None:
        return _fit_of_bound(figure.lower_bound, words)
    return Fit.UNKNOWN


def _ahead(claim: Claim, figure: Figure) -> Fit:
    """Whether those that the text puts behind are behind; unknown where one is not observed."""
    ranking = figure.detail.get("ranking")
    if not isinstance(ranking, tuple) or figure.value == 1:
        return Fit.EXACT
    places = dict(ranking)
    own = places.get(figure.query.partner)
    if own is None or any(state not in places for state in claim.ahead_of):
        return Fit.UNKNOWN
    return Fit.EXACT if all(places[state] < own for state in claim.ahead_of) else Fit.NO


def _fit_of_bound(bound: Decimal, words: Tolerance) -> Fit:
    """A bound from below settles "over X" where it is above X, and refutes what is below it."""
    narrow, wide = words.narrow, words.wide
    if narrow.high is None and narrow.low is not None and bound >= narrow.low:
        return Fit.EXACT
    if wide.high is not None and bound > wide.high and bound - words.value_high > bound / 50:
        return Fit.NO
    return Fit.UNKNOWN


def _other_unit(claim: Claim, figure: Figure) -> bool:
    """Whether the claim and the figure are in different currencies or different units."""
    stated = claim.unit
    if stated is None or (figure.value is None and figure.lower_bound is None):
        return False
    if stated == figure.unit:
        return False
    alike = {"pct": ("pct",), "pp": ("pp",), "x": ("x",), "rank": ("rank",)}
    counts = ("count", "persons", "votes", "x")
    return not (figure.unit in alike.get(stated, ()) or {stated, figure.unit} <= set(counts))
