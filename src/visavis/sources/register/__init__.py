"""Every source by kind: publisher, licence, coverage, and the module that reads its files.

Plain data: a start imports all of it and reads no file. A new source is one entry here and one
module beside this folder.
"""

from visavis.sources.base import Source
from visavis.sources.register import (
    arms,
    events,
    investment,
    leaders,
    macro,
    russia,
    sanctions,
    ties,
    trade,
    treaties,
    votes,
)

__all__ = ["SOURCES"]

SOURCES: tuple[Source, ...] = tuple(
    sorted(
        (
            *arms.SOURCES,
            *events.SOURCES,
            *investment.SOURCES,
            *leaders.SOURCES,
            *macro.SOURCES,
            *russia.SOURCES,
            *sanctions.SOURCES,
            *ties.SOURCES,
            *trade.SOURCES,
            *treaties.SOURCES,
            *votes.SOURCES,
        ),
        key=lambda source: source.origin.id,
    )
)
"""Every source, sorted by id."""
