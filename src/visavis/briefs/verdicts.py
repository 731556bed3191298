"""Verdicts and reasons in plain words, each with a sign that is readable without colour."""

from typing import NamedTuple

from visavis.model.verdicts import Reason, Verdict

__all__ = ["REASONS", "SIGNS", "Sign", "reason_sentence", "short_reason"]


class Sign(NamedTuple):
    """A verdict's words, its symbol, and the symbol for terminals without Unicode."""

    words: str
    symbol: str
    ascii: str


SIGNS: dict[Verdict, Sign] = {
    Verdict.SUPPORTED: Sign("supported", "✓", "+"),
    Verdict.SUPPORTED_BY_ONE_BOOK: Sign("supported by one book", "◐", "+/"),
    Verdict.ROUNDING: Sign("rounding", "≈", "~="),
    Verdict.CLOSE: Sign("close", "~", "~"),
    Verdict.DEPENDS_ON_DEFINITION: Sign("depends on definition", "±", "+-"),
    Verdict.DEPENDS_ON_WINDOW: Sign("depends on window", "↔", "<>"),
    Verdict.CONTRADICTED: Sign("contradicted", "✗", "x"),
    Verdict.INCONSISTENT: Sign("inconsistent", "≠", "!="),
    Verdict.TARGET_MET: Sign("target met", "◉", "(o)"),
    Verdict.TARGET_MISSED: Sign("target missed", "⊘", "(/)"),
    Verdict.TARGET_OPEN: Sign("target open", "○", "( )"),
    Verdict.CANNOT_BE_CHECKED: Sign("cannot be checked", "?", "?"),
}
"""In the order of the summary line."""

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.NO_SOURCE: ("no source", "No source at hand measures this."),
    Reason.OUT_OF_COVERAGE: (
        "out of coverage",
        "The sources at hand do not reach this period, or these states.",
    ),
    Reason.NO_PERIOD: ("no period", "The text does not say which period is meant."),
    Reason.NO_PARTNER: ("no partner", "The text does not say who the other side is."),
    Reason.NO_SUBJECT: ("no subject", "The text does not say whose figure this is."),
    Reason.AMBIGUOUS_MEASURE: (
        "ambiguous measure",
        "The words admit several measures, and not every one of them can be looked up.",
    ),
    Reason.AMBIGUOUS_ACTOR: ("ambiguous actor", "The name fits more than one state."),
    Reason.NOT_NUMERIC: ("not numeric", "The sentence states nothing that can be counted."),
    Reason.HYPOTHETICAL: ("hypothetical", "The sentence supposes; it does not state."),
    Reason.OPINION: ("opinion", "This is a judgement, not a figure."),
    Reason.FORECAST: ("forecast", "This is a forecast; data cannot settle it yet."),
    Reason.INCOMPLETE: (
        "incomplete data",
        "The data at hand cover only part of what is asked, and the rest could decide.",
    ),
    Reason.ONE_BOOK_ONLY: (
        "one book only",
        "The book at hand disagrees, but the other side's book, which is not at hand, might not.",
    ),
    Reason.OTHER_RELEASE: (
        "other release",
        "The release at hand disagrees, but another release of the same source might not.",
    ),
    Reason.NO_EXCHANGE_RATE: (
        "no exchange rate",
        "The data are in another currency, and no dated exchange rate is at hand.",
    ),
    Reason.OWN_PUBLISHER: (
        "own publisher",
        "The only data at hand come from the publisher whose sentence this is.",
    ),
    Reason.NOT_A_STATE: ("not a state", "One side was not a state in this period."),
}


def short_reason(reason: Reason | None) -> str:
    """Two or three words for the summary line: `no source`."""
    return REASONS[reason][0] if reason is not None else "no reason given"


def reason_sentence(reason: Reason | None) -> str:
    """One sentence for the card."""
    return REASONS[reason][1] if reason is not None else "No reason was recorded."
