"""`visavis coverage`: who reported what in which year, as a heat map and a table."""

from typing import Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen

__all__ = ["coverage"]


def coverage(  # noqa: PLR0913  # one parameter an option; all but the first by name
    measure: Annotated[str, typer.Argument(help="trade, exports, imports, arms_imports, ...")],
    *,
    states: Annotated[
        str, typer.Option("--states", metavar="LIST", help="States and groups: RUS,ASEAN.")
    ],
    years: Annotated[str, typer.Option("--years", metavar="FROM..TO", help="2010..2024.")],
    shape: Annotated[
        Literal["text", "html", "json", "csv"],
        typer.Option("--format", metavar="text|html|json|csv", help="How it is printed."),
    ] = "text",
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Show who reported what: each state's own book, its partners', reconciled data, or nothing.

    \b
    Example:
      visavis coverage trade --states RUS,ASEAN --years 2010..2024
    """
    from visavis.briefs import coverage as briefs
    from visavis.cli.actors import members_named
    from visavis.model.periods import Period
    from visavis.store import default_store
    from visavis.workbench.reporting import reported

    span = Period.parse(years)
    bounds = span.start.year, span.end.year
    ids = members_named(states, span.end.year)
    found = reported(default_store(existing(db)), measure, ids, bounds, day(as_of))
    if shape == "json":
        emit(briefs.coverage_json(found), out)
    elif shape == "csv":
        emit(briefs.coverage_csv(found), out)
    elif shape == "html":
        emit(briefs.coverage_html(found, ids, bounds), out)
    else:
        emit(briefs.coverage_text(found, ids, bounds, screen(out).width), out)
