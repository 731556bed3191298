"""`visavis hedging`: a state between two or three powers, domain by domain."""

from typing import Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen

__all__ = ["hedging"]


def hedging(  # noqa: PLR0913  # one parameter an option; all but the first by name
    state: Annotated[str, typer.Argument(help="The state: a name or an id.")],
    *,
    between: Annotated[
        str, typer.Option("--between", metavar="POLES", help="Two or three states: CHN,USA,RUS.")
    ],
    years: Annotated[
        str | None,
        typer.Option(
            "--years",
            metavar="FROM..TO",
            help="One year or several: 2010..2021. [default: the newest with most domains]",
        ),
    ] = None,
    shape: Annotated[
        Literal["text", "json", "csv"],
        typer.Option("--format", metavar="text|json|csv", help="How it is printed."),
    ] = "text",
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Show where a state stands between powers: trade, arms, alliances, votes, investment, visits.

    Experimental: the definition is printed with the result. A domain counts where every pole has a
    figure, and the others are named with the reason. Without two domains there is no judgement, and
    nobody is called hedging without arms or alliances among them.

    \b
    Example:
      visavis hedging VNM --between CHN,USA,RUS --years 2018
    """
    from visavis.briefs import hedging as briefs
    from visavis.cli.actors import actor_id
    from visavis.model.periods import Period
    from visavis.store import default_store
    from visavis.workbench import Workbench
    from visavis.workbench.hedging import hedging_years, newest_year

    subject = actor_id(state)
    poles = tuple(actor_id(part.strip()) for part in between.split(",") if part.strip())
    asked = None if years is None else Period.parse(years).years
    bench = Workbench(default_store(existing(db)), as_of=day(as_of))
    found = hedging_years(bench, subject, poles, asked or (newest_year(bench, subject, poles),))
    if shape == "json":
        emit(briefs.hedging_json(found), out)
    elif shape == "csv":
        emit(briefs.hedging_csv(found), out)
    else:
        emit(briefs.hedging_text(found, screen(out).width), out)
