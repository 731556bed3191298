"""`visavis coverage`: who reported what, as a heat map and a table.

The trap is colour. Each shade has its own sign and each cell its number, so that the map reads on
paper, in a terminal without colours and by ear.
"""

import csv
import html
import io
import json
from collections.abc import Sequence
from itertools import groupby

from visavis.briefs.books import publisher_words
from visavis.briefs.citations import source_lines
from visavis.briefs.names import name
from visavis.briefs.wrapping import labelled
from visavis.workbench.reporting import WHO, Reported

__all__ = ["coverage_csv", "coverage_html", "coverage_json", "coverage_text"]

_SHADES = {"own": "##", "partner": "oo", "reconciled": "::", "total": "T ", "publisher": ".."}
"""The sign of each shade, from the best to the least."""

_NOTHING = " ."
_LEGEND = (
    ("own", "its own report, by partner"),
    ("partner", "only in partners' books"),
    ("reconciled", "only in a reconciled data set"),
    ("total", "only a total, by no partner"),
    ("publisher", "only as a publisher prints it"),
)
_COLUMNS = tuple(Reported._fields)
_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;margin:1rem;color:#111;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #999;padding:.2rem .4rem}
td{text-align:right;font-variant-numeric:tabular-nums}th{text-align:left}
.own{background:#1b7837;color:#fff}.total{background:#e8e3f3}.partner{background:#fee08b}
.reconciled{background:#c7d9ee}.publisher{background:#e6e6e6}
@media (max-width:40rem){body{margin:.5rem}.wide{overflow-x:auto}}
"""


def coverage_text(
    found: Sequence[Reported], states: Sequence[str], years: tuple[int, int], width: int = 80
) -> str:
    """A heat map for each flow, its legend, then who reported it in which years."""
    lines: list[str] = []
    for flow in _flows(found):
        lines += [f"{flow}, {years[0]} to {years[1]}", "", *_map(found, flow, states, years), ""]
    lines += [f"  {_SHADES[key]} {words}" for key, words in _LEGEND]
    lines += [f"  {_NOTHING} nothing here: that is not zero", ""]
    for state in states:
        lines += _runs_text(found, state, width)
    vintages = {(each.source, each.vintage) for each in found}
    for said in source_lines(vintages):
        lines += labelled("source  ", said, width)
    return "\n".join(lines) + "\n"


def coverage_csv(found: Sequence[Reported]) -> str:
    """One row for each state, year, flow, book and source."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(found)
    return stream.getvalue()


def coverage_json(found: Sequence[Reported]) -> str:
    """`{"object": "coverage", "reported": [...]}`."""
    record = {"object": "coverage", "reported": [each._asdict() for each in found]}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def coverage_html(found: Sequence[Reported], states: Sequence[str], years: tuple[int, int]) -> str:
    """One page without scripts: a table for each flow, coloured, with the number in each cell."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>Who reported what, {years[0]} to {years[1]}</title>",
        f"<style>{_STYLE}</style></head><body><h1>Who reported what</h1>",
        "<p>Each cell: how many partners stand in the book named by its sign and colour.</p>",
    ]
    parts += [_page_table(found, flow, states, years) for flow in _flows(found)]
    items = "".join(
        f'<li><span class="{key}">{html.escape(_SHADES[key])}</span> {html.escape(words)}</li>'
        for key, words in _LEGEND
    )
    parts.append(f"<ul>{items}<li>empty: nothing here, which is not zero</li></ul>")
    vintages = {(each.source, each.vintage) for each in found}
    sources = "".join(f"<li>{html.escape(each)}</li>" for each in source_lines(vintages))
    parts.append(f"<h2>Sources</h2><ul>{sources}</ul></body></html>")
    return "\n".join(parts) + "\n"


def _flows(found: Sequence[Reported]) -> list[str]:
    return sorted({each.flow for each in found})


def _best(found: Sequence[Reported], state: str, year: int, flow: str) -> Reported | None:
    """The best report of a cell: the state's own first, then the fullest."""
    cells = [each for each in found if each[:3] == (state, year, flow)]
    order = {shade: place for place, shade in enumerate(_SHADES)}
    return min(
        cells, key=lambda each: (order[_shade(each)], -each.partners, each.source), default=None
    )


def _shade(cell: Reported) -> str:
    return "total" if not cell.partners else cell.who


def _map(
    found: Sequence[Reported], flow: str, states: Sequence[str], years: tuple[int, int]
) -> list[str]:
    left = max(len(name(state)) for state in states)
    span = range(years[0], years[1] + 1)
    lines = ["  " + " " * left + "  " + " ".join(f"{year % 100:02d}" for year in span)]
    for state in states:
        cells = [_best(found, state, year, flow) for year in span]
        shades = [_NOTHING if cell is None else _SHADES[_shade(cell)] for cell in cells]
        lines.append(f"  {name(state):<{left}}  {' '.join(shades)}".rstrip())
    return lines


def _runs_text(found: Sequence[Reported], state: str, width: int) -> list[str]:
    mine = [each for each in found if each.state == state]
    if not mine:
        return labelled(f"{name(state)}: ", "nothing in these years", width)
    lines = [name(state)]
    key = lambda each: (each.flow, WHO.index(each.who), each.source, each.vintage)  # noqa: E731
    for (flow, place, source, _), group in groupby(sorted(mine, key=key), key=key):
        rows = sorted(group, key=lambda each: each.year)
        lines += labelled("  ", _run_words(flow, WHO[place], source, rows), width)
    return lines


def _run_words(flow: str, who: str, source: str, rows: Sequence[Reported]) -> str:
    book = {
        "own": "its own book", "partner": "partners' books",
        "reconciled": "reconciled", "publisher": "as printed",
    }[who]  # fmt: skip
    fewest, most = min(each.partners for each in rows), max(each.partners for each in rows)
    partners = f"{most} partners" if fewest == most else f"{fewest} to {most} partners"
    if most == 1:
        partners = "1 partner"
    total = " and the total" if all(each.has_total for each in rows) else ""
    if not total and any(each.has_total for each in rows):
        total = ", the total in some years"
    if most == 0:
        partners, total = "the total alone", ""
    short = [str(each.year) for each in rows if each.months < 12]
    part = f"; only part of {', '.join(short)}" if short else ""
    where = publisher_words(source) or source
    return f"{flow}, {book}, {where}: {_years(rows)}, {partners}{total}{part}"


def _years(rows: Sequence[Reported]) -> str:
    years = sorted({each.year for each in rows})
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _page_table(
    found: Sequence[Reported], flow: str, states: Sequence[str], years: tuple[int, int]
) -> str:
    span = range(years[0], years[1] + 1)
    head = "".join(f'<th scope="col">{year}</th>' for year in span)
    rows = []
    for state in states:
        cells = [_best(found, state, year, flow) for year in span]
        marked = "".join(_page_cell(cell) for cell in cells)
        rows.append(f'<tr><th scope="row">{html.escape(name(state))}</th>{marked}</tr>')
    return (
        f'<h2>{html.escape(flow)}</h2><div class="wide"><table><thead><tr><th></th>{head}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _page_cell(cell: Reported | None) -> str:
    if cell is None:
        return "<td></td>"
    shade = _shade(cell)
    words = dict(_LEGEND)[shade]
    sign = html.escape(_SHADES[shade])
    return f'<td class="{shade}" title="{html.escape(words)}">{sign} {cell.partners}</td>'
