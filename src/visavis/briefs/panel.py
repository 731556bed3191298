"""`visavis panel`: what a panel holds, which cells have a value, and what is said of its columns.

The trap is colour and the average alike: each cell of the map has a sign for its share and the
reasons of the rest stand in words below, column by column.
"""

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from visavis.briefs.citations import source_lines
from visavis.briefs.names import name
from visavis.briefs.wrapping import labelled
from visavis.model.groups import is_group
from visavis.model.states import state
from visavis.workbench.panel_coverage import VALUE, coverage_of, seams_of
from visavis.workbench.panel_measures import PanelMeasure

if TYPE_CHECKING:
    import polars as pl

    from visavis.workbench.panel import Panel
    from visavis.workbench.panel_books import Robustness

__all__ = [
    "REASONS",
    "command_of",
    "coverage_html",
    "coverage_text",
    "files_text",
    "measures_text",
    "panel_text",
    "robustness_text",
]

REASONS = {
    "not_reported": "the source covers the year and has no row, which is not zero",
    "out_of_coverage": "the source does not reach the year or the pair",
    "suppressed": "the publisher keeps the value back",
    "not_a_state": "a side did not exist in the window",
    "no_source": "nothing in the data folder has it",
    "no_exchange_rate": "no rate to convert it by",
    "incomplete": "a part is known and the whole is not",
    "undefined": "a division by zero, or no such figure",
    "not_a_member": "a side had no seat in the Assembly",
    "no_common_vote": "no roll call in which both voted",
    "no_variation": "both always took one and the same position",
    "no_weight": "what both have in common weighs nothing",
}
"""What each reason means, in words."""

_SIGNS = ((1.0, "##"), (0.75, "oo"), (0.25, "::"), (0.0, ".."))
"""Sign of a share of dyads with a value above each bound, the first for all of them."""
_NONE = " ."
_LEGEND = (
    ("##", "every dyad has a value"), ("oo", "three quarters or more"),
    ("::", "a quarter or more"), ("..", "fewer"), (_NONE, "none: that is not zero"),
)  # fmt: skip
_SHADES = {"##": "all", "oo": "most", "::": "some", "..": "few", _NONE: "none"}
_STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;margin:1rem;color:#111;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #999;padding:.2rem .4rem}
td{text-align:right;font-variant-numeric:tabular-nums}th{text-align:left}
.all{background:#1b7837;color:#fff}.most{background:#a6dba0}.some{background:#fee08b}
.few{background:#f4d3c4}.wide{overflow-x:auto}
"""


def panel_text(panel: "Panel", width: int = 80) -> str:
    """What the panel holds, its map, the reasons of its gaps, its notes and its sources."""
    rows, dyads = panel.frame.height, panel.frame.select("state_a", "state_b").unique().height
    first, last = panel.asked.years
    kind = "directed dyad-years" if panel.asked.directed else "dyad-years"
    lines = labelled("", f"{rows:,} {kind} of {dyads:,} dyads, {first} to {last}", width)
    for note in notes(panel):
        lines += labelled("  ", note, width)
    lines += ["", coverage_text(panel, width).rstrip("\n"), ""]
    for said in source_lines(panel.vintages):
        lines += labelled("source  ", said, width)
    return "\n".join(lines) + "\n"


def notes(panel: "Panel") -> list[str]:
    """How groups were taken, and whose rows begin or end inside the window."""
    asked = panel.asked
    named = [*asked.states.named, *asked.partners.named]
    groups = [each for each in dict.fromkeys(named) if is_group(each)]
    found: list[str] = []
    if groups:
        words = ", ".join(groups)
        when = {
            "each_year": "members at the end of each year",
            "last": f"the members at the end of {asked.years[1]} throughout",
        }[asked.composition]
        found.append(f"{words}: {when}.")
    for side in (asked.states, asked.partners):
        found += [
            f"{name(state)} {verb} in {year}: its rows {'begin' if verb == 'joined' else 'end'}"
            f" {'with that year' if verb == 'joined' else 'with the year before'}."
            for year, verb, state in side.changes
        ]
    found += _lives(panel)
    if asked.series == "one":
        found.append("Each pair's flows are from one source and book in all years.")
    else:
        found.append("Flows are from the best source and book of each year, named in each row.")
    return found


def _lives(panel: "Panel") -> list[str]:
    """States named by themselves that came or went inside the window."""
    first, last = panel.asked.years
    found = []
    for each in dict.fromkeys([*panel.asked.states.named, *panel.asked.partners.named]):
        if is_group(each):
            continue
        known = state(each)
        if known.born is not None and first <= known.born.year <= last:
            found.append(f"{name(each)} existed from {known.born}: its rows begin with that year.")
        if known.died is not None and first <= known.died.year <= last:
            found.append(f"{name(each)} existed until {known.died}: its rows end with that year.")
    return found


def coverage_text(panel: "Panel", width: int = 80) -> str:
    """The map of columns by years, its legend, and why the other cells have no value."""
    found = coverage_of(panel)
    years = range(panel.asked.years[0], panel.asked.years[1] + 1)
    left = max(len(column) for _, column in panel.columns)
    lines: list[str] = []
    per = max(1, (width - left - 4) // 3)
    for start in range(0, len(years), per):
        some = years[start : start + per]
        head = " ".join(f"{year % 100:02d}" for year in some)
        lines.append(f"  {'':<{left}}  {head}")
        for _, column in panel.columns:
            shares = _shares(found, column)
            signs = " ".join(_sign(shares.get(year)) for year in some)
            lines.append(f"  {column:<{left}}  {signs}".rstrip())
        lines.append("")
    lines += [f"  {sign} {words}" for sign, words in _LEGEND]
    lines.append("")
    seams = {row["column"]: row for row in seams_of(panel).iter_rows(named=True)}
    for _, column in panel.columns:
        words = _gaps(panel, found, column, seams[column])
        lines += labelled(f"  {column:<{left}}  ", words, width)
    said = {status for status in found["status"] if status != VALUE}
    lines += [""] if said else []
    for reason in (each for each in REASONS if each in said):
        lines += labelled(f"  {reason:<15}  ", REASONS[reason], width)
    return "\n".join(lines) + "\n"


def _shares(found: "pl.DataFrame", column: str) -> dict[int, float]:
    """Year to the share of its dyads with a value."""
    rows = found.filter(column=column).select("year", "status", "dyads").rows()
    every: dict[int, int] = {}
    held: dict[int, int] = {}
    for year, status, dyads in rows:
        every[year] = every.get(year, 0) + dyads
        held[year] = held.get(year, 0) + dyads * (status == VALUE)
    return {year: held[year] / count for year, count in every.items()}


def _sign(share: float | None) -> str:
    if not share:
        return _NONE
    return next(sign for bound, sign in _SIGNS if share >= bound)


def _gaps(panel: "Panel", found: "pl.DataFrame", column: str, seam: dict[str, int]) -> str:
    counts: dict[str, int] = {}
    for status, dyads in found.filter(column=column).select("status", "dyads").iter_rows():
        counts[status] = counts.get(status, 0) + dyads
    total, held = sum(counts.values()), counts.pop(VALUE, 0)
    parts = [f"{held:,} of {total:,}"]
    parts += [f"{count:,} {reason}" for reason, count in sorted(counts.items())]
    if panel.elsewhere.get(column):
        parts.append(f"{panel.elsewhere[column]:,} of these have a value in another source or book")
    if seam["sources"]:
        parts.append(f"{seam['sources']:,} dyads change source between years")
    return "; ".join(parts)


def coverage_html(panel: "Panel") -> str:
    """One page without scripts: columns by years, coloured, with the number of dyads in each."""
    found = coverage_of(panel)
    years = range(panel.asked.years[0], panel.asked.years[1] + 1)
    head = "".join(f'<th scope="col">{year}</th>' for year in years)
    body = "".join(
        f'<tr><th scope="row">{html.escape(column)}</th>'
        f"{''.join(_page_cell(found, column, year) for year in years)}</tr>"
        for _, column in panel.columns
    )
    legend = "".join(
        f'<li><span class="{_SHADES[sign]}">{html.escape(sign)}</span> {html.escape(words)}</li>'
        for sign, words in _LEGEND
    )
    reasons = "".join(
        f"<dt>{reason}</dt><dd>{html.escape(REASONS[reason])}</dd>"
        for reason in REASONS
        if reason in set(found["status"])
    )
    items = "".join(f"<li>{html.escape(each)}</li>" for each in source_lines(panel.vintages))
    title = f"Which cells have a value, {years[0]} to {years[-1]}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>"
        "<p>Each cell: the dyads of the year with a value; why the others have none stands in its "
        f'title.</p><div class="wide"><table><thead><tr><th></th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div><ul>{legend}</ul><dl>{reasons}</dl>"
        f"<h2>Sources</h2><ul>{items}</ul></body></html>\n"
    )


def _page_cell(found: "pl.DataFrame", column: str, year: int) -> str:
    rows = found.filter(column=column, year=year).select("status", "dyads").rows()
    held = sum(dyads for status, dyads in rows if status == VALUE)
    every = sum(dyads for _, dyads in rows)
    if not every:
        return "<td></td>"
    sign = _sign(held / every)
    others = ", ".join(f"{dyads} {status}" for status, dyads in rows if status != VALUE)
    title = html.escape(f"{held} of {every}" + (f"; {others}" if others else ""))
    return f'<td class="{_SHADES[sign]}" title="{title}">{html.escape(sign)} {held}</td>'


def robustness_text(found: "Robustness", width: int = 80) -> str:
    """How many dyads turn the sign of their change, comparison by comparison."""
    lines = labelled("", f"Robustness: {found.contrast}", width)
    for row in found.frame.iter_rows(named=True):
        words = _comparison(row)
        label = f"  {row['over']}, {row['measure']}: {row['variant_1']} against {row['variant_2']}"
        lines += labelled("", label, width) + labelled("      ", words, width)
    if not found.frame.height:
        lines.append("  nothing to compare: one book, one measure of likeness, one release")
    return "\n".join(lines) + "\n"


def _comparison(row: dict[str, object]) -> str:
    if not row["dyads"]:
        return f"no dyad has two years in both ({row['not_compared']} dyads)"
    correlation = row["rank_correlation"]
    rank = "no rank correlation" if correlation is None else f"rank correlation {correlation:.2f}"
    return (
        f"{row['turned']} of {row['dyads']} dyads turn sign, {row['flat']} without change; {rank}; "
        f"{row['not_compared']} not compared; {row['first']} to {row['last']}"
    )


def measures_text(measures: Iterable[PanelMeasure]) -> str:
    """Every measure a panel can have, with its unit."""
    rows = list(measures)
    left = max(len(measure.id) for measure in rows)
    return "".join(f"{m.id:<{left}}  {m.what} ({m.unit})\n" for m in rows)


def files_text(files: Sequence[str]) -> str:
    """Which files were written, one a line."""
    return "".join(f"wrote {each}\n" for each in files)


def command_of(panel: "Panel") -> str:
    """The command that gives the panel again, without folders and files."""
    asked = panel.asked
    words = [
        "visavis panel", f"--states {','.join(asked.states.named) or 'all'}",
        f"--with {','.join(asked.partners.named) or 'all'}",
        f"--years {asked.years[0]}..{asked.years[1]}",
        f"--measures {','.join(measure.id for measure in asked.measures)}",
    ]  # fmt: skip
    words += [] if asked.directed else ["--undirected"]
    words += [] if asked.systems == ("iso",) else [f"--system {','.join(asked.systems)}"]
    for option, value, default in (
        ("composition", asked.composition, "each_year"), ("series", asked.series, "one"),
        ("votes-by", asked.votes_by, "year"),
    ):  # fmt: skip
        words += [] if value == default else [f"--{option} {value}"]
    words += [f"--source {measure}={source}" for measure, source in asked.sources]
    as_of = panel.bench.as_of
    return " ".join([*words, *([f"--as-of {as_of}"] if as_of else [])])
