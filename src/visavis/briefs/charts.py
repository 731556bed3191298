"""Charts as SVG inside a page: drawn without a network, by Altair and vl-convert (extra `charts`).

The trap is the library that is not there: a page without its chart still has the table under it,
and says what would draw the chart.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from visavis.briefs.safe import markup

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LACKING", "figure_html", "line_chart"]

LACKING = "The chart needs: pip install 'visavis[charts]'. Its numbers stand in the table below."

_WIDTH, _HEIGHT = 640, 260
_COLOURS = ("#1f5f8b", "#b3541e", "#4b7f52", "#7a4b8f")
"""Told apart in grey and by the colour-blind; lines are dashed apart as well."""


def line_chart(
    rows: "pl.DataFrame",
    *,
    x: str,
    y: str,
    series: str,
    percent: bool = False,
    marks: Sequence[str] = (),
) -> str | None:
    """An SVG of one line for each series over time; None where the extra is not installed.

    Args:
        rows: `x` (dates, or years as whole numbers), `y` (null leaves a gap) and `series`.
        x: Column of the time axis.
        y: Column of values.
        series: Column that names the line.
        percent: Whether `y` is a part of one, to be shown in per cent.
        marks: Dates (as 2014-09-01, or years) drawn as upright rules.
    """
    try:
        import altair as alt
        import vl_convert
    except ImportError:
        return None
    names = rows[series].unique(maintain_order=True).to_list()
    years = rows.schema[x].is_integer()
    scale = alt.X(
        f"{x}:{'Q' if years else 'T'}",
        axis=alt.Axis(format="d" if years else "%Y", title=None),
        scale=alt.Scale(nice=False),
    )
    colour = alt.Color(
        f"{series}:N", sort=names, legend=alt.Legend(title=None, orient="top"),
        scale=alt.Scale(domain=names, range=list(_COLOURS[: len(names)])),
    )  # fmt: skip
    data = alt.Data(values=[_plain(row) for row in rows.to_dicts()])
    axis = alt.Y(f"{y}:Q", axis=alt.Axis(format=".0%" if percent else "~s", title=None))
    lines: Any = alt.Chart(data).mark_line(point=years).encode(
        x=scale, y=axis, color=colour, strokeDash=alt.StrokeDash(f"{series}:N", sort=names,
                                                                 legend=None),
    )  # fmt: skip
    if marks:
        at = alt.Data(values=[{x: int(each) if years else each} for each in marks])
        lines += (
            alt.Chart(at)
            .mark_rule(strokeDash=[2, 3], color="#555")
            .encode(x=alt.X(f"{x}:{'Q' if years else 'T'}"))
        )
    drawn = lines.properties(width=_WIDTH, height=_HEIGHT).to_json()
    return _quiet(str(vl_convert.vegalite_to_svg(drawn)))


def figure_html(svg: str | None, *, title: str, alt: str) -> str:
    """The chart under the sentence that it shows, with words for those who cannot see it."""
    caption = f"<figcaption>{markup(title)}</figcaption>"
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
