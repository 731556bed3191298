"""Sizes: gross domestic product and population of a state, or of the members of a group."""

from visavis.measures.figures.amounts import HUNDRED, Amount, quotient
from visavis.measures.figures.base import Edition, Needs, published, undefined
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import ranges_of
from visavis.measures.figures.shares import sized
from visavis.model.facts import WORLD
from visavis.model.figures import Missing
from visavis.model.queries import Query
from visavis.model.wanted import Wanted

__all__ = ["editions", "needs", "size"]


def needs(query: Query) -> Needs:
    """The subject's rows and the world's, in the period and at the baseline."""
    if query.period is None:
        return ()
    spans = [query.period, query.baseline or query.period.shifted(-1)]
    subjects = ranges_of(query.subject, query.period.end) | {WORLD}
    relations, nothing = frozenset({query.measure}), frozenset({""})
    return tuple(
        Wanted(relations, subjects, nothing, nothing, span.start, span.end, query.vintage)
        for span in spans
    )


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The sources of the size, in the order of relations.csv."""
    return published(query, index, query.measure)


def size(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The subject's size in the unit of its rows, or its share of the world's in per cent."""
    amount = _of(query, query.subject, edition, index)
    if query.form != "share":
        return amount
    if query.denominator not in (None, "world"):
        return undefined(f"a share of {query.denominator}")
    world = _of(query, WORLD, edition, index)
    share = quotient(amount, world, times=HUNDRED, unit="pct")
    parts = [
        part._replace(name=name)
        for name, each in (("numerator", amount), ("denominator", world))
        for part in each.parts
    ]
    return share.but(parts=tuple(parts), formula=f"{amount.formula} / {world.formula}")


def _of(query: Query, subject: str, edition: Edition, index: FactIndex) -> Amount:
    asked = query.but(subject=subject, denominator_source=edition.source)
    found = [amount for each, amount in sized(asked, index, query.measure) if each == edition]
    return found[0] if found else Amount(missing=Missing.NO_SOURCE)
