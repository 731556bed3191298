"""One figure laid open: its value, whose book, what it covers, how it was worked out."""

from collections.abc import Iterator
from dataclasses import dataclass

from visavis.briefs.books import (
    book_reason_words,
    book_words,
    coverage_count,
    coverage_words,
    is_empty,
    short_valuation,
    valuation_words,
)
from visavis.briefs.found import figure_words, sense_words
from visavis.briefs.names import name, named
from visavis.briefs.numbers import quantity
from visavis.briefs.official import ideal_words, official_words
from visavis.briefs.periods import period_words
from visavis.briefs.topics import query_topic
from visavis.model.claims import Claim
from visavis.model.facts import WORLD
from visavis.model.figures import Figure
from visavis.model.verdicts import Reading

__all__ = ["Evidence", "brief_line", "evidence", "working"]


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
        coverage=coverage_words(figure.coverage) or official_words(figure) or ideal_words(figure),
        working=working(figure),
    )


def brief_line(reading: Reading, claim: Claim, places: int | None) -> str:
    """One line of a short card: value, its parts, what it counts, book, valuation, coverage."""
    figure = reading.figure
    worked = _short_working(figure)
    value = figure_words(figure, places)
    facts = [
        f"{value} = {worked}" if worked else value,
        *_differences(reading, claim),
        "" if is_empty(figure) else book_words(figure),
        short_valuation(figure),
        coverage_count(figure.coverage),
        official_words(figure),
        ideal_words(figure),
    ]
    return "; ".join(fact for fact in facts if fact)


def _short_working(figure: Figure) -> str:
    """`$49.25 billion of $337.3 billion`, `$7.1 billion against $5.7 billion`, or nothing."""
    parts = {part.name: part for part in figure.parts if part.value is not None}
    for names, joint in _JOINTS.items():
        found = [parts[name] for name in names if name in parts]
        if len(found) == len(names) and all(part.unit != "pct" for part in found):
            return joint.join(quantity(p.value, p.unit) for p in found if p.value is not None)
    return ""


_JOINTS = {
    ("numerator", "denominator"): " of ",
    ("value", "baseline"): " against ",
}


def _differences(reading: Reading, claim: Claim) -> Iterator[str]:
    """What the reading counts otherwise than the words of the claim have it."""
    query = reading.query
    asked = {claim.subject, claim.partner, *(claim.subject or "").split("|"),
             *(claim.partner or "").split("|")}  # fmt: skip
    for actor in (query.subject, query.partner):
        if actor not in asked and actor not in (None, WORLD):
            yield name(actor)
    # A dated tie is looked for among all that the two ever had: that is no other period.
    is_listed = claim.form == "status" and query.form == "count"
    if query.period is not None and str(query.period) != claim.period and not is_listed:
        start = f"{period_words(str(query.baseline))} to " if query.baseline else ""
        yield f"{start}{period_words(str(query.period))}"
    for sense in reading.senses:
        if sense[0] not in ("book", "definition", "window", "release"):
            yield sense_words(*sense)


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
