"""One figure laid open: its value, whose book, what it covers, how it was worked out."""

from dataclasses import dataclass

from visavis.briefs.books import (
    book_reason_words,
    book_words,
    coverage_words,
    is_empty,
    valuation_words,
)
from visavis.briefs.names import named
from visavis.briefs.numbers import quantity
from visavis.briefs.topics import query_topic
from visavis.briefs.wording import figure_words
from visavis.model.figures import Figure

__all__ = ["Evidence", "evidence", "working"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure: its value, whose book, and how it was computed."""

    value: str
    facts: tuple[str, ...]
    """What was asked (where it is not what the claim says), book, valuation."""
    coverage: str
    working: str
    """`exports of Russia to China $49.25 billion / exports of Russia ... $337.3 billion`, or
    nothing for a plain level."""


def evidence(figure: Figure, places: int | None, understood: str) -> Evidence:
    """What stands behind one figure; `understood` is the claim's own phrase, not said twice."""
    asked = query_topic(figure.query).phrase()
    book = "" if is_empty(figure) else book_words(figure)
    why = book_reason_words(figure) if figure.book_reason not in ("asked", "published") else ""
    facts = [asked] if asked != understood else []
    facts += [f"{book} ({why})" if book and why else book, valuation_words(figure)]
    return Evidence(
        value=figure_words(figure, places),
        facts=tuple(fact for fact in facts if fact),
        coverage=coverage_words(figure.coverage),
        working=working(figure),
    )


def working(figure: Figure) -> str:
    """The formula with each part's value behind its name: what a reader needs to redo it."""
    known = [part for part in figure.parts if part.value is not None]
    if len(known) < 2:
        return ""
    formula, position, placed = figure.formula, 0, 0
    for part in known:
        found = formula.find(part.label, position)
        if found < 0 or part.value is None:
            continue
        position = found + len(part.label)
        value = f" {quantity(part.value, part.unit)}"
        formula = formula[:position] + value + formula[position:]
        position += len(value)
        placed += 1
    if placed > 1:
        return named(formula)
    parts = [f"{p.label} {quantity(p.value, p.unit)}" for p in known if p.value is not None]
    return named(f"{figure.formula}: {'; '.join(parts)}")
