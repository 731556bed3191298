"""`visavis panel`: dyad-years with the field's measures, their codebook and their sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, day, existing
from visavis.cli.output import emit, screen
from visavis.errors import UsageError

if TYPE_CHECKING:
    from visavis.workbench.panel import Panel

__all__ = ["panel"]


_States = Annotated[
    str, typer.Option("--states", metavar="LIST", help="States and groups, or all: ASEAN.")
]
_Years = Annotated[str, typer.Option("--years", metavar="FROM..TO", help="1990..2020.")]
_Measures = Annotated[
    str,
    typer.Option("--measures", metavar="LIST", help="dependence,agreement,s; `list` shows all."),
]
_Partners = Annotated[
    str, typer.Option("--with", metavar="LIST", help="The other side: RUS,CHN,USA.")
]
_Undirected = Annotated[
    bool, typer.Option("--undirected", help="Each pair once; directed measures in two columns.")
]
_System = Annotated[
    str,
    typer.Option("--system", metavar="LIST", help="Codes beside ISO alpha-3: cow, gw or both."),
]
_Composition = Annotated[
    Literal["each_year", "last"],
    typer.Option(
        "--composition",
        metavar="each_year|last",
        help="Members of groups at the end of each year, or of the last year throughout.",
    ),
]
_Series = Annotated[
    Literal["one", "best"],
    typer.Option(
        "--series",
        metavar="one|best",
        help="One source and book for each pair, or the best of each year, which is named.",
    ),
]
_VotesBy = Annotated[
    Literal["year", "session"],
    typer.Option(
        "--votes-by", metavar="year|session", help="Votes of the year, or of its session."
    ),
]
_Source = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="MEASURE=SOURCE", help="Take a measure from one source."),
]
_Robustness = Annotated[
    bool,
    typer.Option("--robustness", help="Count sign changes over books, likeness and releases."),
]
_Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="FILE.parquet, FILE.csv or FILE.dta."),
]
_Page = Annotated[
    Path | None,
    typer.Option("--coverage", metavar="FILE", help="Write the heat map as an HTML page."),
]


def panel(  # noqa: PLR0913  # one parameter an option, by name
    *,
    states: _States,
    years: _Years,
    measures: _Measures,
    partners: _Partners = "all",
    undirected: _Undirected = False,
    system: _System = "iso",
    composition: _Composition = "each_year",
    series: _Series = "one",
    votes_by: _VotesBy = "year",
    source: _Source = None,
    robustness: _Robustness = False,
    out: _Out = None,
    page: _Page = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Make a panel of dyad-years and show which cells have a value.

    Beside every column stand the reason why a value is missing and its source. A state is in a
    group from the year at whose end it was a member. Beside FILE come a codebook, a bibliography, a
    table of coverage and a manifest. R reads Parquet with the package arrow, CSV by itself, and
    Stata's format with haven.

    \b
    Example:
      visavis panel --states ASEAN --with RUS,CHN,USA --years 1990..2020 --measures dependence,s
    """
    from visavis.workbench.panel import panel as dyad_years

    if measures.strip() == "list":
        _print_measures()
        return
    _refuse_place(out)
    found = dyad_years(
        _ids(states), _ids(partners), years=years, measures=measures, directed=not undirected,
        system=system, composition=composition, series=series, votes_by=votes_by,
        sources=_named(source or []), db=existing(db), as_of=day(as_of),
    )  # fmt: skip
    _show(found, out, page, robustness=robustness)


def _print_measures() -> None:
    from visavis.briefs.panel import measures_text
    from visavis.workbench.panel_measures import MEASURES

    emit(measures_text(MEASURES.values()))


def _refuse_place(out: Path | None) -> None:
    """Nothing where the panel can be written: said before the work, not after it."""
    from visavis.briefs.panel_files import refuse_unwritable_panel

    if out is not None:
        refuse_unwritable_panel(out)


def _show(found: "Panel", out: Path | None, page: Path | None, *, robustness: bool) -> None:
    from visavis.briefs import panel as briefs
    from visavis.briefs.panel_files import save_panel

    width = screen(None).width
    text = [briefs.panel_text(found, width)]
    if robustness:
        text.append(briefs.robustness_text(found.robustness(), width))
    if page is not None:
        emit(briefs.coverage_html(found), page)
    if out is not None:
        text.append(briefs.files_text(save_panel(found, out)))
    emit("\n".join(text))


def _ids(text: str) -> list[str]:
    """Ids of states and groups out of names, as they stand on other commands."""
    from visavis.cli.actors import actor_id

    parts = [part.strip() for part in text.split(",") if part.strip()]
    return ["all"] if "all" in parts else [actor_id(part) for part in parts]


def _named(pairs: list[str]) -> dict[str, str]:
    """`visits=colt` as a mapping.

    Raises:
        UsageError: A part is not of that form.
    """
    found = {}
    for pair in pairs:
        measure, equals, source = pair.partition("=")
        if not (measure and equals and source):
            raise UsageError("--source", repr(pair), "a measure and a source, as visits=colt")
        found[measure] = source
    return found
