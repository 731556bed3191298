"""A sheet: what was found in a sentence or two, the tables behind it, notes and sources.

One sheet is drawn for a terminal and as a page, so that both say the same. The trap is a long list
that looks whole: a shortened table says in its title how many rows it has in all.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from visavis.briefs.card_html import table_html
from visavis.briefs.citations import source_lines
from visavis.briefs.safe import markup, one_line, unbroken
from visavis.briefs.tables import Table
from visavis.briefs.wrapping import column_widths, labelled

__all__ = ["Sheet", "sheet_html", "sheet_text"]

_CELL = 160
"""Characters of a cell that a terminal shows."""

_NUMBER = re.compile(r"[<−-]?[\d,.]+(?: (?:%|TIV|of [\d,]+))?|-|")
_LABEL = 13
_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;margin:1rem auto;max-width:70rem;color:#111;background:#fff}
table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600}
th,td{border:1px solid #999;padding:.2rem .4rem;text-align:left;vertical-align:top}
td{font-variant-numeric:tabular-nums}dt{font-weight:600}.wide{overflow-x:auto}
.ctl{background:#fee;border:1px solid #c00}
@media (max-width:40rem){body{margin:.5rem}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a command found, in words."""

    title: str
    finding: tuple[str, ...]
    """One or two sentences that follow from the numbers by written rules."""
    tables: tuple[Table, ...]
    notes: tuple[tuple[str, str], ...]
    """A label and its words; those without words are left out."""
    vintages: frozenset[tuple[str, str]]


def sheet_text(sheet: Sheet, width: int = 80) -> str:
    """The sheet for a terminal of that many columns."""
    lines = [sheet.title, *_wrapped(" ".join(sheet.finding), width), ""]
    for table in sheet.tables:
        lines += [*_table(table, width), ""]
    for label, words in sheet.notes:
        if words:
            lines += labelled(f"  {label:<{_LABEL}}", one_line(words), width)
    for said in source_lines(sheet.vintages):
        lines += labelled(f"  {'source':<{_LABEL}}", said, width)
    return "\n".join(lines) + "\n"


def sheet_html(sheet: Sheet) -> str:
    """The sheet as one page without scripts or requests."""
    return "\n".join(_page(sheet)) + "\n"


def _page(sheet: Sheet) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{markup(sheet.title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{markup(sheet.title)}</h1><p><strong>{markup(' '.join(sheet.finding))}</strong></p>"
    for table in sheet.tables:
        yield f'<div class="wide">{table_html(table)}</div>'
    notes = [(label, words) for label, words in sheet.notes if words]
    sources = [("source", said) for said in source_lines(sheet.vintages)]
    yield "<dl>"
    for label, words in [*notes, *sources]:
        yield f"<dt>{markup(label)}</dt><dd>{markup(words)}</dd>"
    yield "</dl></body></html>"


def _wrapped(words: str, width: int) -> list[str]:
    lines = textwrap.wrap(
        unbroken(words), width, initial_indent="  ", subsequent_indent="  ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
    return [line.replace("\u00a0", " ") for line in lines]


def _table(table: Table, width: int) -> list[str]:
    """The title, the header, a line or more a row; columns of numbers stand to the right."""
    rows = [[_cell(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = column_widths(rows, width - 4)
    to_the_right = [
        place > 0 and all(_NUMBER.fullmatch(row[place]) for row in rows[1:])
        for place in range(len(table.header))
    ]
    lines = _wrapped(f"{table.title}:", width)
    for row in rows:
        cells = [
            textwrap.wrap(unbroken(cell), size) for cell, size in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            line = f"    {'  '.join(_set(parts, widths, to_the_right))}".rstrip()
            lines.append(line.replace("\u00a0", " "))
    return lines


def _cell(text: str) -> str:
    return textwrap.shorten(one_line(text), _CELL, placeholder=" ... (all in the page)")


def _set(parts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    for part, size, is_number in zip(parts, widths, right, strict=True):
        yield part.rjust(size) if is_number else part.ljust(size)
