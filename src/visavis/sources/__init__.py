"""What publishers issue, one module each: file in, typed tables out."""

from visavis.errors import UsageError
from visavis.model.origins import Origin
from visavis.sources.base import Load, Refused, Source, Table
from visavis.sources.register import SOURCES

__all__ = ["SOURCES", "Load", "Refused", "Source", "Table", "origin", "origins", "source"]


def origins() -> dict[str, Origin]:
    """Every origin by its id."""
    return {each.origin.id: each.origin for each in SOURCES}


def source(source_id: str) -> Source:
    """The source with that id.

    Raises:
        UsageError: No source has this id.
    """
    found = next((each for each in SOURCES if each.origin.id == source_id), None)
    if found is None:
        raise UsageError("source", f"{source_id!r}", f"one of {', '.join(origins())}")
    return found


def origin(source_id: str) -> Origin:
    """The origin with that id.

    Raises:
        UsageError: No source has this id.
    """
    return source(source_id).origin
