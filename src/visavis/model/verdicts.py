"""What checking adds to a claim: readings, a verdict, a typed reason, a diagnosis.

Truth and diagnosis are two things: a diagnosis never changes a verdict.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from visavis.model.claims import Claim, Document
from visavis.model.figures import Figure
from visavis.model.queries import Query

__all__ = [
    "BORNE_OUT",
    "WRONG",
    "Checked",
    "Diagnosis",
    "Finding",
    "Fit",
    "Interval",
    "Reading",
    "Reason",
    "Report",
    "Verdict",
]


class Verdict(StrEnum):
    """The verdict words of the contract."""

    SUPPORTED = "supported"
    SUPPORTED_BY_ONE_BOOK = "supported_by_one_book"
    ROUNDING = "rounding"
    CLOSE = "close"
    DEPENDS_ON_DEFINITION = "depends_on_definition"
    DEPENDS_ON_WINDOW = "depends_on_window"
    CONTRADICTED = "contradicted"
    INCONSISTENT = "inconsistent"
    TARGET_MET = "target_met"
    TARGET_MISSED = "target_missed"
    TARGET_OPEN = "target_open"
    CANNOT_BE_CHECKED = "cannot_be_checked"


BORNE_OUT = (Verdict.SUPPORTED, Verdict.SUPPORTED_BY_ONE_BOOK, Verdict.ROUNDING, Verdict.CLOSE)
"""Verdicts that the figures at hand agree with the words, or nearly."""

WRONG = (Verdict.CONTRADICTED, Verdict.INCONSISTENT)
"""Verdicts that the words are false: by the data, or by the rest of the text."""


class Reason(StrEnum):
    """Why a claim cannot be checked."""

    NO_SOURCE = "no_source"
    OUT_OF_COVERAGE = "out_of_coverage"
    NO_PERIOD = "no_period"
    NO_PARTNER = "no_partner"
    NO_SUBJECT = "no_subject"
    AMBIGUOUS_MEASURE = "ambiguous_measure"
    AMBIGUOUS_ACTOR = "ambiguous_actor"
    NOT_NUMERIC = "not_numeric"
    HYPOTHETICAL = "hypothetical"
    OPINION = "opinion"
    FORECAST = "forecast"
    INCOMPLETE = "incomplete"
    """The data at hand cover only part of a group, and the missing part could decide."""
    ONE_BOOK_ONLY = "one_book_only"
    """The book at hand disagrees, but the other side's book, which is missing, might not."""
    OTHER_RELEASE = "other_release"
    """No figure at hand fits, but another release of the same book might: releases differ so."""
    NO_EXCHANGE_RATE = "no_exchange_rate"
    OWN_PUBLISHER = "own_publisher"
    """The only data at hand come from the publisher whose sentence this is."""
    NOT_A_STATE = "not_a_state"


class Fit(StrEnum):
    """How a published value relates to the words."""

    EXACT = "exact"
    """Rounds to exactly what is written."""
    ROUNDING = "rounding"
    """Inside the interval of the words, but a different last digit than correct rounding gives."""
    CLOSE = "close"
    """Within 2 % of the claimed value."""
    NO = "no"
    UNKNOWN = "unknown"
    """There is no figure, or only a bound that does not decide."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that the words admit, lowest to highest; None is unbounded."""

    low: Decimal | None
    high: Decimal | None
    rule: str
    """Name of the written rule that gave it: `last_digit`, `about`, `over`, `fraction_word` ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to turn the claim into a question, with what the data answer."""

    query: Query
    figure: Figure
    fit: Fit
    senses: tuple[tuple[str, str], ...] = ()
    """What was chosen where the words leave it open: (`book`, `exporter`), (`definition`, `EU28`),
    (`window`, `2015..2020`), (`release`, `...`), (`denominator`, `...`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A neighbouring question whose answer coincides with the claimed value."""

    change: str
    """Which one thing was changed: `direction`, `flow`, `denominator`, `year_before`, ..."""
    query: Query
    figure: Figure
    chance: float
    """Probability that at least one of the neighbours tried would coincide by accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the text itself says twice, differently (or that does not add up)."""

    kind: str
    """`level_growth`, `parts_total`, `balance`, `unit`, `chronology`, `same_figure`, ..."""
    claims: tuple[int, ...]
    """Positions of the claims concerned in the report."""
    expected: Decimal | None
    found: Decimal | None
    unit: str | None
    is_contradiction: bool
    """Whether the claims concerned are `inconsistent`, or only worth a look."""
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A claim with its verdict."""

    id: str
    claim: Claim
    verdict: Verdict
    reason: Reason | None = None
    interval: Interval | None = None
    readings: tuple[Reading, ...] = ()
    decisive: tuple[int, ...] = ()
    """Positions of the readings on which the verdict rests (the figures shown first)."""
    diagnosis: Diagnosis | None = None
    context: tuple[Figure, ...] = ()
    """Figures shown beside it: the whole group's votes, the path towards a target, the windows."""
    needs: tuple[str, ...] = ()
    """Commands that would bring what is missing (`visavis data add comtrade DIR`)."""
    notes: tuple[tuple[str, str], ...] = ()
    """Coded remarks with one value each: (`premise_unchecked`, "condemning"), (`rule`, "R7")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of checking one document."""

    document: Document
    data: tuple[tuple[str, str], ...]
    """(source, vintage) of everything that was used, sorted."""
    claims: tuple[Checked, ...]
    consistency: tuple[Finding, ...]
    as_of: str | None = None

    @property
    def fails(self) -> bool:
        """Whether an asserted claim is contradicted or inconsistent."""
        return any(c.claim.asserted and c.verdict in WRONG for c in self.claims)

    @property
    def checked_share(self) -> float:
        """Share of the claims that could be checked (1.0 for a document without claims)."""
        if not self.claims:
            return 1.0
        settled = sum(c.verdict is not Verdict.CANNOT_BE_CHECKED for c in self.claims)
        return settled / len(self.claims)
