"""The page of `visavis pivot --html`: the verdict, the two time lines, every number in a table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from visavis.briefs.charts import figure_html, line_chart
from visavis.briefs.citations import source_lines
from visavis.briefs.names import capitalised, name, possessive
from visavis.briefs.pivot import command_of, pivot_lines
from visavis.briefs.pivot_sentences import points, share, verdict_sentence
from visavis.briefs.safe import markup, unbroken
from visavis.workbench.pivot_answers import PivotAnswer

if TYPE_CHECKING:
    import polars as pl

__all__ = ["pivot_html"]

_STYLE = """
:root{color-scheme:light dark;--line:#8886}
body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;line-height:1.25}
.verdict{font-size:1.15rem;border-left:.3rem solid #1f5f8b;padding-left:1rem}
figure{margin:1.5rem 0}figcaption{font-weight:600}
figure svg{max-width:100%;height:auto;background:#fff}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.15rem .6rem;border-bottom:1px solid var(--line)}
th[scope=row]{text-align:left}
dt{font-weight:600;margin-top:.5rem}dd{margin:0 0 0 1rem}
code{overflow-wrap:anywhere}
@media print{body{max-width:none}figure,tr{break-inside:avoid}}
"""


def pivot_html(found: PivotAnswer) -> str:
    """One page without scripts or requests; its charts need the extra `charts`."""
    title = _title(found)
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{markup(title)}</title><style>{_STYLE}</style></head><body><main>",
            f"<h1>{markup(title)}</h1>",
            f'<p class="verdict">{markup(unbroken(verdict_sentence(found)))}</p>',
            *_charts(found),
            *_table(found),
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


def _title(found: PivotAnswer) -> str:
    q = found.question
    goods = f" without {', '.join(q.without)}" if q.without else ""
    words = f"{possessive(q.state)} {q.flow}{goods}: from {name(q.away)} to {name(q.to)}"
    return f"{capitalised(words)}, {q.years[0]} to {q.years[1]}"


def _charts(found: PivotAnswer) -> Iterator[str]:
    q = found.question
    to, away = name(q.to), name(q.away)
    sources = "; ".join(source_lines({found.edition[:2]}))
    first, last = q.years
    said = (
        f"{to}: {share(found.found.to[0])} to {share(found.found.to[1])}; "
        f"{away}: {share(found.found.away[0])} to {share(found.found.away[1])}"
    )
    yield figure_html(
        line_chart(_named(found), x="year", y="share", series="group", percent=True),
        title=f"Shares of {possessive(q.state)} {q.flow}, {first} to {last}. {said}. {sources}",
        alt=f"Two lines by year. {said}. The numbers stand in the table below.",
    )
    breaks = found.breaks
    if breaks is None:
        return
    import polars as pl

    months = pl.DataFrame(
        {
            "month": breaks.months,
            "share": breaks.shares,
            "group": [f"{to}, of both"] * len(breaks.months),
        }
    )
    dates = [each.at.isoformat() for each in breaks.dated]
    when = ", ".join(f"{each.at:%B %Y}" for each in breaks.dated) or "none"
    yield figure_html(
        line_chart(months, x="month", y="share", series="group", percent=True, marks=dates),
        title=f"{capitalised(to)}'s part of the trade with both groups, by month; breaks: {when}. {sources}",
        alt=f"One line by month with an upright rule at each break: {when}.",
    )


def _named(found: PivotAnswer) -> "pl.DataFrame":
    import polars as pl

    q = found.question
    names = {found.found.turn.to.name: name(q.to), found.found.turn.away.name: name(q.away)}
    return found.path.with_columns(pl.col("group").replace(names))


def _table(found: PivotAnswer) -> Iterator[str]:
    q = found.question
    to, away = found.found.turn.to.name, found.found.turn.away.name
    rows = {(y, g): s for y, g, s in found.path.select("year", "group", "share").iter_rows()}
    coverage = dict(found.path.select("year", "coverage").iter_rows())
    heads = (name(q.to), name(q.away), "against each other", "covered")
    yield '<div class="wide"><table><thead><tr><th scope="col">year</th>'
    yield "".join(f'<th scope="col">{markup(capitalised(each))}</th>' for each in heads)
    yield "</tr></thead><tbody>"
    base = found.found.to[0], found.found.away[0]
    for year in sorted(coverage):
        one, other = rows.get((year, to)), rows.get((year, away))
        moved = (
            points(one - base[0] - (other - base[1]))
            if None not in (one, other, *base)  # type: ignore[operator]
            else "not known"
        )
        cells = (share(one), share(other), moved, share(coverage[year]))
        shown = "".join(f"<td>{markup(unbroken(cell))}</td>" for cell in cells)
        yield f'<tr><th scope="row">{year}</th>{shown}</tr>'
    yield "</tbody></table></div>"


def _list(found: PivotAnswer) -> Iterator[str]:
    """The lines of the text; one without a label belongs to the one before."""
    for label, words in pivot_lines(found):
        shown = f"<dd>{markup(unbroken(words))}</dd>"
        yield f"<dt>{markup(label)}</dt>{shown}" if label else shown
