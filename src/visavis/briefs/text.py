"""Cards for the terminal: plain text, as wide as the terminal, readable without colour.

A document may hold control characters; they are shown, never sent to the terminal.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import PurePath

from visavis.briefs.cards import Card, cards
from visavis.briefs.citations import source_lines
from visavis.briefs.safe import one_line, unbroken
from visavis.briefs.summary import summary_line
from visavis.briefs.tables import Table
from visavis.briefs.wrapping import column_widths, labelled
from visavis.model.verdicts import Report, Verdict

__all__ = ["Style", "card_text", "reports_text", "to_text"]

_LABEL = 12
_CELL = 320
_ROWS = 5
"""How many rows of values a short card shows: the last ones."""
_COLOURS = {
    Verdict.SUPPORTED: "32", Verdict.ROUNDING: "32", Verdict.TARGET_MET: "32",
    Verdict.CONTRADICTED: "31", Verdict.INCONSISTENT: "31", Verdict.TARGET_MISSED: "31",
    Verdict.CANNOT_BE_CHECKED: "2",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a card is drawn: columns, colour, letters, and whether all of it or what matters."""

    width: int = 80
    colour: bool = False
    ascii_only: bool = False
    full: bool = False


def to_text(
    report: Report,
    *,
    width: int = 80,
    colour: bool = False,
    ascii_only: bool = False,
    full: bool = False,
) -> str:
    """All cards of a report, the releases used, and the summary line at the end.

    Args:
        report: The outcome of checking one document.
        width: Columns of the terminal; text is wrapped to it (at least 40, at most 100).
        colour: Whether the verdict line is coloured.
        ascii_only: Whether symbols outside ASCII are replaced, for terminals without Unicode.
        full: Whether every reading is shown with its working, not only those that matter most.
    """
    return reports_text([report], width=width, colour=colour, ascii_only=ascii_only, full=full)


def reports_text(
    reports: Sequence[Report],
    *,
    width: int = 80,
    colour: bool = False,
    ascii_only: bool = False,
    full: bool = False,
) -> str:
    """The cards of several documents, each under its name, and one summary line for all."""
    style = Style(min(max(width, 40), 100), colour, ascii_only, full)
    blocks = []
    for report in reports:
        if len(reports) > 1:
            blocks.append(f"== {one_line(PurePath(report.document.name).name)} ==")
        blocks += [card_text(card, style) for card in cards(report, full=style.full)]
        blocks += _releases(report, style.width)
    blocks.append(summary_line(reports))
    text = "\n\n".join(blocks) + "\n"
    return text.encode("ascii", "replace").decode() if style.ascii_only else text


def _releases(report: Report, width: int) -> list[str]:
    if not report.data:
        return []
    releases = [f"  {line}" for line in source_lines(report.data)]
    return ["\n".join(["Data used:", *_wrapped(releases, width)])]


def card_text(card: Card, style: Style | None = None) -> str:
    """One card: quote, understood as, verdict, figures, sources, diagnosis, what to add."""
    style = style or Style()
    symbol = card.sign.ascii if style.ascii_only else card.sign.symbol
    mark = f"{symbol} {card.sign.words.upper()}"
    if style.colour and card.verdict in _COLOURS:
        mark = f"\x1b[{_COLOURS[card.verdict]}m{mark}\x1b[0m"
    head = f'{card.number}. line {card.line}: "{one_line(card.quote)}"'
    lines = textwrap.wrap(head, style.width, subsequent_indent="   ", break_on_hyphens=False)
    lines.append(f"   {mark}")
    for label, words in _rows(card, full=style.full):
        lines += _labelled(label, one_line(words), style.width)
    for table in card.tables:
        lines += _table(table if style.full else table.shortened(_ROWS), style.width)
    return "\n".join(lines)


def _rows(card: Card, *, full: bool) -> Iterator[tuple[str, str]]:
    yield "understood", card.understood
    yield "verdict", card.sentence
    for finding in card.findings:
        yield "in the text", finding
    yield from _worked(card) if full else _brief(card)
    yield "diagnosis", card.diagnosis
    yield "nearest", card.nearest
    yield "instead", card.suggestion
    for need in card.needs:
        yield "to add", need
    for tally in card.tallies:
        yield "assembly", tally
    if not card.asserted:
        yield "note", "Not the author's own assertion: it does not fail the text."
    for remark in card.remarks:
        yield "note", remark
    if full:
        for other in card.others:
            yield "also tried", other
        yield "id", f"{card.id}, rule {card.rule}" if card.rule else card.id
    elif card.unshown:
        noun = "reading" if card.unshown == 1 else "readings"
        yield "more", f"{card.unshown} more {noun}: --full, or --format json"


def _brief(card: Card) -> Iterator[tuple[str, str]]:
    for line in card.brief:
        yield "figure", line
    for source in card.brief_sources:
        yield "source", source


def _worked(card: Card) -> Iterator[tuple[str, str]]:
    for each in card.evidence:
        yield "figure", "; ".join([each.value, *each.facts])
        yield "worked out", each.working
        yield "coverage", each.coverage
    yield "words admit", card.interval
    for source in card.sources:
        yield "source", source


def _labelled(label: str, words: str, width: int) -> list[str]:
    lines = labelled(f"   {label:<{_LABEL}}", unbroken(words), width)
    return [line.replace("\u00a0", " ") for line in lines]


def _table(table: Table, width: int) -> list[str]:
    """A table whose widest columns give way until it fits, each cell wrapped in its own column."""
    rows = [[one_line(cell) for cell in row] for row in (table.header, *table.rows)]
    for row in rows:
        row[-1] = textwrap.shorten(row[-1], _CELL, placeholder=" ... (all in the page)")
    widths = column_widths(rows, width - 5)
    lines = textwrap.wrap(f"{table.title}:", width, initial_indent="   ", subsequent_indent="   ")
    for row in rows:
        cells = [textwrap.wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = (part.ljust(size) for part, size in zip(parts, widths, strict=True))
            lines.append(f"     {'  '.join(padded)}".rstrip())
    return lines


def _wrapped(lines: list[str], width: int) -> list[str]:
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, width, initial_indent="  ", subsequent_indent="    ")
    ]
