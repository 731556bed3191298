"""What is in the store, as `visavis data list` shows it, and what an addition brought."""

import json
from collections.abc import Iterator, Sequence

from visavis.briefs.numbers import amount, quantity
from visavis.briefs.safe import one_line
from visavis.briefs.wrapping import labelled
from visavis.model.origins import Origin
from visavis.refresh import Added, SourceState
from visavis.sources import source

__all__ = ["added_text", "holdings_json", "holdings_text"]

_NAMED = 8
_LABEL = 10
"""Letters of a label beside which its words stand; behind a longer one they begin below."""


def holdings_text(states: Sequence[SourceState], width: int = 80) -> str:
    """One block a source that is at hand, then what could be added and how."""
    blocks = ["\n".join(_block(state, width)) for state in states if state.in_force]
    absent = [state for state in states if not state.in_force]
    if absent:
        lines = ["not here, can be added:"]
        for state in absent:
            how = _ways(state.origin)
            lines += _entry(state.origin.id, f"{how}; {state.coverage}", width)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def holdings_json(states: Sequence[SourceState]) -> str:
    """One object with a record a source, its tables under it."""
    record = {"object": "holdings", "sources": [_record(state) for state in states]}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def added_text(added: Added, width: int = 80) -> str:
    """What came, what was refused or left out and why, and whether it counts now."""
    rows = ", ".join(f"{count:,} in {table}" for table, count in added.rows.items())
    lines = [f"{added.source}, release {added.vintage}"]
    for label, words in (
        ("read", f"{added.rows_read:,} rows of {len(added.files)} files"),
        ("kept", rows),
        ("together", _merged(added)),
        ("left out", "; ".join(f"{n:,} {why}" for why, n in sorted(added.left_out.items()))),
        ("refused", _refused(added)),
        ("unmatched", _unmatched(added)),
        ("note", " ".join(_notes(added))),
    ):
        lines += _entry(label, one_line(words), width)
    return "\n".join(lines) + "\n"


def _block(state: SourceState, width: int) -> Iterator[str]:
    origin = state.origin
    yield f"{origin.id}: {origin.title}"
    releases = sorted({(e.vintage, str(e.released)) for e in state.in_force})
    span = state.span
    older = len({entry.vintage for entry in state.superseded})
    for label, words in (
        ("publisher", origin.publisher),
        ("covers", state.coverage),
        ("days", f"{span[0]} to {span[1]}" if span else ""),
        ("release", ", ".join(f"{name}, known since {day}" for name, day in releases)),
        ("older", f"{older} superseded" if older else ""),
        ("rows", f"{state.rows:,}"),
        ("licence", origin.license.title),
        ("page", origin.page),
    ):
        yield from _entry(label, words, width)


def _ways(origin: Origin) -> str:
    """The commands that bring a source."""
    ways = [origin.add_command] if origin.add_command else []
    if source(origin.id).getting is not None:
        ways.append(f"visavis data get {origin.id}")
    return ", or ".join(ways) or "no command brings it yet"


def _record(state: SourceState) -> dict[str, object]:
    origin = state.origin
    span = state.span
    return {
        "source": origin.id,
        "title": origin.title,
        "publisher": origin.publisher,
        "citation": origin.citation,
        "page": origin.page,
        "license": origin.license.id,
        "add_command": origin.add_command,
        "coverage": state.coverage,
        "start": str(span[0]) if span else None,
        "end": str(span[1]) if span else None,
        "rows": state.rows,
        "tables": [
            {
                "table": entry.table,
                "vintage": entry.vintage,
                "released": entry.released.isoformat(),
                "rows": entry.rows,
                "sha256": entry.sha256,
            }
            for entry in sorted(state.in_force, key=lambda each: (each.table, each.vintage))
        ],
        "superseded": sorted({entry.vintage for entry in state.superseded}),
    }


def _merged(added: Added) -> str:
    if not added.kept_from_before and not added.replaced:
        return ""
    return f"{added.kept_from_before:,} rows of earlier additions kept, {added.replaced:,} replaced"


def _refused(added: Added) -> str:
    shown = [f"{each.file} row {each.row}: {each.reason}" for each in added.refused[:_NAMED]]
    more = len(added.refused) - len(shown)
    return "; ".join([*shown, *([f"and {more:,} more"] if more else [])])


def _unmatched(added: Added) -> str:
    """Partners without an id, the largest first, and what share of the value they carry."""
    if not added.unmatched:
        return ""
    largest = sorted(added.unmatched.items(), key=lambda item: (-item[1], item[0]))[:_NAMED]
    listed = ", ".join(f"{name} ({amount(value)})" for name, value in largest)
    return f"{quantity(added.unmatched_share * 100, 'pct')} of the value: {listed}"


def _notes(added: Added) -> Iterator[str]:
    if added.unchanged:
        yield "The same data were there already: nothing was written."
    if added.replaced_newer:
        yield "It was obtained before those that it replaced: what is added last counts."
    if not added.in_force:
        yield f"A newer release is in the store and goes on counting (this one: {added.released})."
    if added.unusual_size:
        low, high = added.unusual_size
        yield f"A complete release has {low:,} to {high:,} rows: this may be a part of one."


def _entry(label: str, words: str, width: int) -> list[str]:
    if len(label) > _LABEL:
        return [f"  {label}", *labelled(" " * (_LABEL + 3), words, width)] if words else []
    return labelled(f"  {label:<{_LABEL}} ", words, width)
