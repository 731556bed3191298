"""What every measure is: which rows it needs, in which editions it exists, what each one says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from visavis.measures.figures.amounts import Amount
from visavis.measures.figures.index import FactIndex
from visavis.model.figures import Missing
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.model.wanted import VotesWanted, Wanted

__all__ = ["REASONS", "Edition", "Measure", "Needs", "by_preference", "published", "undefined"]

Needs = tuple[Wanted | VotesWanted, ...]

REASONS = {
    "own": "own_book",
    "partner": "partner_book_only",
    "reconciled": "reconciled_only",
    "publisher": "published",
}
"""Why a side's book was taken by default, in the order in which they are tried."""


class Edition(NamedTuple):
    """One way to answer a question: out of one release of one source, in one side's book."""

    source: str
    vintage: str
    side: str
    """Seen from the subject: `own`, `partner`, `reconciled`, `publisher`; where asked for,
    `exporter` or `importer` for both flows of a turnover."""
    relation: str = "goods_flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A family of measures of the contract that are computed alike."""

    names: tuple[str, ...]
    forms: tuple[str, ...]
    needs: Callable[[Query], Needs]
    """The blocks of rows that any edition of the query could need."""
    editions: Callable[[Query, FactIndex], tuple[Edition, ...]]
    """The editions that the releases at hand could give, the default first."""
    amount: Callable[[Query, Edition, FactIndex], Amount]
    """What one edition says."""
    variants: Callable[[Query, Edition, FactIndex], tuple[Query, ...]] | None = None
    """The query pinned further within an edition, to each source of a denominator; None where
    there is nothing further to pin."""
    adds_up: bool = True
    """Whether years may be added up: flows may, a stock such as population may not."""
    counts: bool = False
    """Whether any span of days is one question (votes, visits), not a series of years."""


def by_preference(measure: str, source: str) -> tuple[int, str]:
    """Where a source stands among those that carry the measure; unknown ones last, by name."""
    order = relation(measure).sources
    return (order.index(source) if source in order else len(order), source)


def published(query: Query, index: FactIndex, stored: str) -> tuple[Edition, ...]:
    """The sources that publish the stored relation itself, in the order of relations.csv."""
    found = [
        Edition(series.source, series.vintage, "publisher", stored)
        for series in index.series(stored, query.vintage)
        if query.source in (None, series.source)
    ]
    return tuple(sorted(found, key=lambda e: by_preference(query.measure, e.source)))


def undefined(reason: str) -> Amount:
    """No value, for a reason that no data would change."""
    return Amount(missing=Missing.UNDEFINED, detail={"reason": reason})
