"""A claim on the judge's table: its words, its senses answered by the books, what stands beside."""

from dataclasses import dataclass
from functools import cached_property

from visavis.checking.cells import Beside, Cell
from visavis.checking.product_senses import is_open, is_partial
from visavis.checking.reach import blocker, surely_inside
from visavis.checking.tolerance import Tolerance
from visavis.model.claims import Claim
from visavis.model.figures import Missing
from visavis.model.queries import CHANGES
from visavis.model.verdicts import Reading, Reason, Verdict

__all__ = ["Case", "Outcome"]

_MISSING: dict[Missing, Reason] = {
    Missing.INCOMPLETE: Reason.INCOMPLETE,
    Missing.NO_EXCHANGE_RATE: Reason.NO_EXCHANGE_RATE,
    Missing.NOT_REPORTED: Reason.OUT_OF_COVERAGE,
    Missing.SUPPRESSED: Reason.OUT_OF_COVERAGE,
    Missing.NOT_A_STATE: Reason.NOT_A_STATE,
    Missing.OUT_OF_COVERAGE: Reason.OUT_OF_COVERAGE,
    Missing.UNDEFINED: Reason.AMBIGUOUS_MEASURE,
    Missing.NO_SOURCE: Reason.NO_SOURCE,
}
"""In the order in which one of several is named: the one that says most about what is lacking."""


@dataclass(frozen=True)
class Outcome:
    """A verdict with what it rests on."""

    verdict: Verdict
    reason: Reason | None = None
    decisive: tuple[Reading, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Case:
    """Everything that a rule of the decision table may look at."""

    claim: Claim
    words: Tolerance | None
    cells: tuple[Cell, ...]
    by_window: bool = False
    """The cells are windows, because the text gives no period."""
    beside: tuple[Beside, ...] = ()
    """Neighbouring years, where one of them may be meant."""
    is_own_publisher: bool = False
    """Readings were left out because the document is their publisher's own."""

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """All readings, cell by cell."""
        return tuple(reading for cell in self.cells for reading in cell.readings)

    @cached_property
    def known(self) -> tuple[Cell, ...]:
        """The cells that some figure at hand decides."""
        return tuple(cell for cell in self.cells if cell.known)

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """The outcomes of the cells that are known."""
        return frozenset(cell.outcome for cell in self.known)

    @cached_property
    def default_is_true(self) -> bool:
        """Whether the first admissible sense, the default, is borne out."""
        is_true = bool(self.cells) and self.cells[0].outcome in ("exact", "one_book")
        return is_true and not is_partial(self.claim.product)

    @cached_property
    def best(self) -> tuple[Reading, ...]:
        """The readings to show first: those of the best cell, default first."""
        order = ("exact", "one_book", "rounding", "close", "no", "unknown")
        cells = sorted(self.cells, key=lambda cell: order.index(cell.outcome))
        return tuple(r for cell in cells for r in (cell.best or cell.bounds))

    @cached_property
    def lacking(self) -> Reason:
        """Why no figure decides anything."""
        figures = [reading.figure for reading in self.readings]
        found = {figure.missing for figure in figures if figure.missing is not None}
        # A zero that stands only for rows that are not there says that nobody states the flow.
        if any(figure.detail.get("inferred_zero") for figure in figures):
            found.add(Missing.NOT_REPORTED)
        elif any(figure.value is not None for figure in figures):
            return Reason.NO_EXCHANGE_RATE
        return next((reason for missing, reason in _MISSING.items() if missing in found),
                    Reason.NO_SOURCE)  # fmt: skip

    @cached_property
    def block(self) -> Reason | None:
        """What keeps the claim from being false although nothing at hand fits; None: nothing."""
        if self.words is None or not self.known:
            return self.lacking
        if self._lacks_baseline:
            return Reason.NO_PERIOD
        if is_open(self.claim.product):
            return Reason.AMBIGUOUS_MEASURE
        for cell in self.cells:
            reason = blocker(cell, self.words, self.beside) if cell.known else self._lack_of(cell)
            if reason is not None:
                return reason
        return None

    @cached_property
    def surely_true(self) -> bool:
        """Whether no admissible number, at hand or not, lies outside the words."""
        words = self.words
        if words is None or is_open(self.claim.product):
            return False
        return all(surely_inside(cell, words, self.beside) for cell in self.cells)

    @property
    def _lacks_baseline(self) -> bool:
        """Whether the text does not say, in its own sentence, from when to when something grew."""
        claim = self.claim
        if claim.form not in CHANGES or claim.baseline:
            return False
        return claim.form == "multiple" or claim.period_from != "sentence"

    @staticmethod
    def _lack_of(cell: Cell) -> Reason:
        found = {reading.figure.missing for reading in cell.readings}
        return Reason.INCOMPLETE if Missing.INCOMPLETE in found else Reason.OUT_OF_COVERAGE
