"""The page of `visavis pivot --html`: the verdict, the two time lines, every number in a table."""

from collections.abc import Iterator

from visavis.briefs.charts import Columns, figure_html, line_chart
from visavis.briefs.citations import source_lines
from visavis.briefs.names import capitalised, name
from visavis.briefs.pivot import command_of, pivot_lines, title_of
from visavis.briefs.pivot_domains import domain_cells, domain_heads
from visavis.briefs.pivot_path import path_rows
from visavis.briefs.pivot_sentences import points, share, verdict_sentence, whose_trade
from visavis.briefs.pivot_when import dates_words
from visavis.briefs.safe import markup, unbroken
from visavis.workbench.pivot_answers import PivotAnswer
from visavis.workbench.pivot_time import Breaks

__all__ = ["pivot_html"]

_STYLE = """
:root{color-scheme:light dark;--line:#8886}
body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}
.verdict{font-size:1.15rem;border-left:.3rem solid #1f5f8b;padding-left:1rem;margin:1rem 0}
figure{margin:1.5rem 0}figcaption{font-weight:600;margin-bottom:.5rem}
figcaption small{display:block;font-weight:400;font-size:.8rem;line-height:1.35}
figure svg{width:100%;max-width:42rem;height:auto;background:#fff;border-radius:.25rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
td{white-space:nowrap}th,td{text-align:right;padding:.15rem .6rem;border-bottom:1px solid
var(--line)}
thead th{vertical-align:bottom}
th[scope=row]{text-align:left}
dl{display:grid;grid-template-columns:7.5rem 1fr;gap:.4rem 1rem}
dt{font-weight:600}dd{margin:0;grid-column:2;overflow-wrap:anywhere}
code{overflow-wrap:anywhere}
@media(max-width:34rem){dl{display:block}dt{margin-top:.6rem}body{margin:1rem auto}
th,td{padding:.15rem .35rem}}
@media print{body{max-width:none}figure,tr{break-inside:avoid}}
"""


def pivot_html(found: PivotAnswer) -> str:
    """One page without scripts or requests; its charts need the extra `charts`."""
    title = title_of(found)
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{markup(title)}</title><style>{_STYLE}</style></head><body><main>",
            f"<h1>{markup(title)}</h1>",
            f'<p class="verdict">{markup(unbroken(verdict_sentence(found)))}</p>',
            *_charts(found),
            "<h2>Year by year</h2>",
            *_table(found),
            *_domains(found),
            "<h2>What stands behind it</h2><dl>",
            *_list(found),
            "</dl><h2>Sources</h2><ul>",
            *(f"<li>{markup(each)}</li>" for each in source_lines(found.vintages)),
            "</ul><h2>To have it again</h2>",
            f"<p><code>{markup(command_of(found))}</code></p>",
            "</main></body></html>",
            "",
        ]
    )


def _charts(found: PivotAnswer) -> Iterator[str]:
    import polars as pl

    q = found.question
    to, away = capitalised(name(q.to)), capitalised(name(q.away))
    first, last = q.years
    said = (
        f"{to} {share(found.found.to[0])} to {share(found.found.to[1])}, "
        f"{away} {share(found.found.away[0])} to {share(found.found.away[1])}"
    )
    rows = [
        (row.year, value, group)
        for row in path_rows(found)
        for group, value in ((to, row.to), (away, row.away))
    ]
    lines = pl.DataFrame(rows, schema=["year", "share", "group"], orient="row")
    whose = whose_trade(q)
    yield figure_html(
        line_chart(lines, Columns(x="year", y="share", series="group"), percent=True),
        title=f"Of {whose}, {first} to {last}: {said}",
        source=_source(found),
        alt=f"Two lines by year of the shares in {whose}. {said}. The numbers stand in the table.",
    )
    if found.breaks is not None:
        yield _months(found, found.breaks, to)


def _months(found: PivotAnswer, breaks: Breaks, to: str) -> str:
    import polars as pl

    months = pl.DataFrame(
        {"month": breaks.months, "share": breaks.shares, "group": [to] * len(breaks.months)},
        schema={"month": pl.Date, "share": pl.Float64, "group": pl.String},
    )
    dates = [each.at.isoformat() for each in breaks.dated] if breaks.is_confirmed else []
    part = f"{to} in {whose_trade(found.question)} to both groups, by month"
    if found.question.flow != "exports":
        part = f"{to} in {whose_trade(found.question)} with both groups, by month"
    said = dates_words(breaks)
    columns = Columns(x="month", y="share", series="group")
    return figure_html(
        line_chart(months, columns, percent=True, marks=dates),
        title=f"{part}: {said}",
        source=_source(found),
        alt=f"One line by month: {part}, with an upright rule at each break ({said}).",
    )


def _source(found: PivotAnswer) -> str:
    return "; ".join(source_lines({found.edition[:2]}))


def _table(found: PivotAnswer) -> Iterator[str]:
    q = found.question
    heads = [name(q.to), name(q.away), "against each other", *_covered(found)]
    yield '<div class="wide"><table><thead><tr><th scope="col">Year</th>'
    yield "".join(f'<th scope="col">{markup(capitalised(each))}</th>' for each in heads)
    yield "</tr></thead><tbody>"
    for row in path_rows(found):
        moved = points(row.moved).replace("percentage points", "pp")
        cells = [share(row.to), share(row.away), moved]
        cells += [share(row.coverage)] * len(_covered(found))
        shown = "".join(f"<td>{markup(unbroken(cell))}</td>" for cell in cells)
        yield f'<tr><th scope="row">{row.year}</th>{shown}</tr>'
    yield "</tbody></table></div>"


def _covered(found: PivotAnswer) -> list[str]:
    """Partners' books sum to themselves: a column of 100 % would say nothing."""
    return [] if found.edition.side == "partner" else ["covered"]


def _domains(found: PivotAnswer) -> Iterator[str]:
    heads = domain_heads(found)
    if not heads:
        return
    yield "<h2>Beside the trade</h2>"
    yield '<div class="wide"><table><thead><tr><th scope="col">Year</th>'
    yield "".join(f'<th scope="col">{markup(capitalised(each))}</th>' for each in heads)
    yield "</tr></thead><tbody>"
    for year, cells in domain_cells(found):
        shown = "".join(f"<td>{markup(unbroken(cell))}</td>" for cell in cells)
        yield f'<tr><th scope="row">{year}</th>{shown}</tr>'
    yield "</tbody></table></div>"


def _list(found: PivotAnswer) -> Iterator[str]:
    """The lines of the text; one without a label belongs to the one before."""
    before = ""
    for label, words in pivot_lines(found):
        shown = f"<dd>{markup(unbroken(words))}</dd>"
        yield f"<dt>{markup(label)}</dt>{shown}" if label and label != before else shown
        before = label or before
