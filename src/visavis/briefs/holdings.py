"""What is in the store, as `visavis data list` shows it, and what could be added."""

import json
import textwrap
from collections.abc import Sequence
from itertools import groupby

from visavis.briefs.periods import period_words
from visavis.model.extents import TableEntry
from visavis.sources import SOURCES, Source

__all__ = ["holdings_json", "holdings_text"]


def holdings_text(entries: Sequence[TableEntry], width: int = 80) -> str:
    """One block a source that is at hand, then what could be added and how."""
    by_source = _by_source(entries)
    blocks = [
        _block(source, by_source[source.origin.id], width)
        for source in SOURCES
        if source.origin.id in by_source
    ]
    absent = [source for source in SOURCES if source.origin.id not in by_source]
    if absent:
        lines = ["not here, can be added:"]
        for source in absent:
            lines += _entry(
                source.origin.id, f"{source.origin.add_command}; {source.coverage}", width
            )
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def holdings_json(entries: Sequence[TableEntry]) -> str:
    """One object with a record a table, and its origin."""
    known = {source.origin.id: source for source in SOURCES}
    tables = []
    for entry in sorted(entries, key=lambda each: (each.source, each.table, each.vintage)):
        source = known.get(entry.source)
        first, last = _span(entry)
        tables.append(
            {
                "source": entry.source,
                "table": entry.table,
                "vintage": entry.vintage,
                "released": entry.released.isoformat(),
                "rows": entry.rows,
                "sha256": entry.sha256,
                "start": first,
                "end": last,
                "publisher": source.origin.publisher if source else None,
                "title": source.origin.title if source else None,
                "license": source.origin.license.id if source else None,
                "citation": source.origin.citation if source else None,
                "page": source.origin.page if source else None,
                "coverage": source.coverage if source else None,
            }
        )
    record = {"object": "holdings", "tables": tables}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _by_source(entries: Sequence[TableEntry]) -> dict[str, list[TableEntry]]:
    ordered = sorted(entries, key=lambda each: (each.source, each.table, each.vintage))
    return {key: list(group) for key, group in groupby(ordered, key=lambda each: each.source)}


def _block(source: Source, entries: list[TableEntry], width: int) -> str:
    origin = source.origin
    lines = [f"{origin.id}: {origin.title}"]
    rows = sum(entry.rows for entry in entries)
    releases = sorted({f"{e.vintage} of {period_words(str(e.released))}" for e in entries})
    for label, words in (
        ("publisher", origin.publisher),
        ("covers", source.coverage),
        ("release", ", ".join(releases)),
        ("rows", f"{rows:,}"),
        ("licence", origin.license.title),
        ("page", origin.page),
    ):
        lines += _entry(label, words, width)
    return "\n".join(lines)


def _span(entry: TableEntry) -> tuple[str | None, str | None]:
    """First and last day that the table covers; None where it states no extent."""
    if not entry.extents:
        return None, None
    first = min(extent.start for extent in entry.extents)
    last = max(extent.end for extent in entry.extents)
    return first.isoformat(), last.isoformat()


def _entry(label: str, words: str, width: int) -> list[str]:
    start = f"  {label:<11}"
    return textwrap.wrap(
        words, width, initial_indent=start, subsequent_indent=" " * len(start),
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
