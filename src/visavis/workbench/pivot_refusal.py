"""Why no book answers a question about a turn: what each one has, and what would bring more.

The trap is the bare "no data": a state that stopped publishing, a family of goods that only its
narrower ones exist of, and a year nobody has yet need three different things.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.products import disjoint, narrower
from visavis.model.relations import relation
from visavis.sources import origins
from visavis.workbench.pivot_flows import MEASURES, Books, TradeRows

if TYPE_CHECKING:
    from visavis.workbench.pivot_answers import PivotQuestion

__all__ = ["no_book", "spans"]

_SIDES = {
    "own": "own book", "partner": "partners' books", "reconciled": "reconciled",
    "publisher": "as published",
}  # fmt: skip


def no_book(question: "PivotQuestion", books: Books) -> UsageError:
    """One sentence: the years of each book, the narrower goods at hand, the command for more."""
    first, last = question.years
    goods = ""
    if question.without:
        goods = f" without {', '.join(question.without)}"
    elif question.product != ALL_PRODUCTS:
        goods = f" of {question.product}"
    where = (
        f"{question.flow} of {question.state}{goods} to {question.to} and {question.away}, "
        f"{first} and {last}"
    )
    lacking = _lacking_goods(question, books)
    if lacking:
        return UsageError(where, *lacking)
    held = [words for rows in books.editions if (words := _reach(question, rows))]
    found = f"no book with both ({'; '.join(held) or 'no rows at all'})"
    return UsageError(where, found, f"years that one book has, from end to end{_more(question)}")


def _reach(question: "PivotQuestion", rows: TradeRows) -> str:
    """`comtrade, partners' books: 2015 (1 partner), 2022 (3)`, by the partners of each year."""
    edition = rows.edition
    if not _is_asked(question, rows):
        return ""
    years = sorted({cell.year for cell in rows.values if cell.product == question.product})
    counts = {year: len(rows.partners(question.flow, year, question.product)) for year in years}
    held = {year: count for year, count in counts.items() if count}
    if not held:
        return ""
    ends = sorted({held[min(held)], held[max(held)]})
    noun = "partner" if ends == [1] else "partners"
    number = " to ".join(map(str, ends))
    return f"{edition.source}, {_SIDES[edition.side]}: {spans(held)}, {number} {noun}"


def _is_asked(question: "PivotQuestion", rows: TradeRows) -> bool:
    source, side = rows.edition.source, rows.edition.side
    return question.source in (None, source) and question.book in (None, side)


def spans(years: Iterable[int]) -> str:
    """`2006 to 2014, 2016` for the years themselves."""
    ordered = sorted(years)
    breaks = [at for at, (one, other) in enumerate(pairwise(ordered), 1) if other > one + 1]
    parts = [ordered[a:b] for a, b in pairwise([0, *breaks, len(ordered)])]
    return ", ".join(
        f"{part[0]} to {part[-1]}" if len(part) > 1 else str(part[0]) for part in parts
    )


def _lacking_goods(question: "PivotQuestion", books: Books) -> tuple[str, str] | None:
    """What was found and expected where a family of goods has no rows but narrower ones have."""
    editions = [each for each in books.editions if _is_asked(question, each)]
    held = frozenset().union(*(rows.products() for rows in editions))
    asked = disjoint(question.without) if question.without else (question.product,)
    said = []
    for word in asked:
        inside = [each for each in narrower(word) if each in held]
        if word in held or word == ALL_PRODUCTS:
            continue
        if not inside:
            by = f" by {question.source}" if question.source else ""
            return f"no rows of {word}{by}", f"a family that a source at hand has{_more(question)}"
        said.append((word, inside))
    if not said:
        return None
    found = f"no rows of {', '.join(word for word, _ in said)} as a whole"
    parts = [f"{', '.join(inside)} of {word}" for word, inside in said]
    return found, f"narrower families that are at hand: {'; '.join(parts)}"


def _more(question: "PivotQuestion") -> str:
    measure = MEASURES[question.flow] if question.product == ALL_PRODUCTS else "product_exports"
    commands = [
        origins()[each].add_command
        for each in relation(measure).would_come_from
        if each in origins()
    ]
    known = [each for each in commands if each]
    return f"; {known[0]} adds books" if known else ""
