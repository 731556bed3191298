"""Charts as SVG inside a page: drawn without a network, by Altair and vl-convert (extra `charts`).

The trap is the library that is not there: a page without its chart still has the table under it,
and says what would draw the chart.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visavis.briefs.safe import markup

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LACKING", "Columns", "figure_html", "line_chart"]

LACKING = "The chart needs: pip install 'visavis[charts]'. Its numbers stand in the table below."

_WIDTH, _HEIGHT = 520, 260
_FONT, _SIZE = "sans-serif", 12
"""Readable on a telephone, where the drawing shrinks with the page."""
_COLOURS = ("#1f5f8b", "#b3541e", "#4b7f52", "#7a4b8f")
"""Told apart in grey and by the colour-blind; lines are dashed apart as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the columns of a chart's rows are."""

    x: str
    """Dates, or years as whole numbers."""
    y: str
    """Numbers; null leaves a gap."""
    series: str
    """The name of the line."""


def line_chart(
    rows: "pl.DataFrame", columns: Columns, *, percent: bool = False, marks: Sequence[str] = ()
) -> str | None:
    """An SVG of one line for each series over time; None where the extra is not installed.

    Args:
        rows: One point a row.
        columns: What is across, what is up, and what tells the lines apart.
        percent: Whether the numbers are parts of one, to be shown in per cent.
        marks: Dates (as 2014-09-01, or years) drawn as upright rules.
    """
    try:
        import altair as alt
        import vl_convert
    except ImportError:
        return None
    x, y, series = columns.x, columns.y, columns.series
    names = rows[series].unique(maintain_order=True).to_list()
    years = rows.schema[x].is_integer()
    across = alt.X(
        f"{x}:{'Q' if years else 'T'}",
        axis=alt.Axis(
            format="d" if years else "%Y",
            title=None,
            tickMinStep=1,
            labelFlush=False,
            labelOverlap=True,
        ),
        scale=alt.Scale(nice=False),
    )
    up = alt.Y(f"{y}:Q", axis=alt.Axis(format=".0%" if percent else "~s", title=None))
    colour = alt.Color(
        f"{series}:N",
        sort=names,
        legend=alt.Legend(title=None, orient="top") if len(names) > 1 else None,
        scale=alt.Scale(domain=names, range=list(_COLOURS[: len(names)])),
    )
    dash = alt.StrokeDash(f"{series}:N", sort=names, legend=None)
    drawn: Any = alt.Chart(_data([_plain(row) for row in rows.to_dicts()]))
    drawn = drawn.mark_line(point=years).encode(x=across, y=up, color=colour, strokeDash=dash)
    if marks:
        rules: Any = alt.Chart(_data([{x: int(each) if years else each} for each in marks]))
        rules = rules.mark_rule(strokeDash=[2, 3], color="#555")
        drawn += rules.encode(x=alt.X(f"{x}:{'Q' if years else 'T'}"))
    drawn = drawn.properties(width=_WIDTH, height=_HEIGHT).configure(font=_FONT)
    drawn = drawn.configure_axis(labelFontSize=_SIZE).configure_legend(labelFontSize=_SIZE + 1)
    spec = drawn.to_json()
    return _quiet(str(vl_convert.vegalite_to_svg(spec)))


def _data(values: list[dict[str, object]]) -> Any:
    """Rows inside the chart itself."""
    return {"values": values}


def figure_html(svg: str | None, *, title: str, source: str, alt: str) -> str:
    """The chart between the sentence that it shows and its source, with words for who cannot see.

    Args:
        svg: Of `line_chart`; None where nothing could draw it.
        title: What the chart shows, as a sentence.
        source: Publisher, release, licence.
        alt: The same in words.
    """
    caption = f"<figcaption>{markup(title)}<small>{markup(source)}</small></figcaption>"
    if svg is None:
        return f"<figure>{caption}<p>{markup(LACKING)}</p></figure>"
    named = svg.replace("<svg ", f'<svg role="img" aria-label="{markup(alt)}" ', 1)
    return f"<figure>{caption}{named}</figure>"


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in row.items()
    }


def _quiet(svg: str) -> str:
    """The SVG with ids of its own content, so that two charts of a page do not share one."""
    digest = hashlib.sha256(svg.encode()).hexdigest()[:8]
    svg = re.sub(r'\bid="([^"]+)"', rf'id="\1-{digest}"', svg)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#\1-{digest})", svg)
