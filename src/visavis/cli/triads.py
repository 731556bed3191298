"""`visavis triads`: signed ties among states, and how balanced they are."""

from typing import Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen
from visavis.errors import UsageError

__all__ = ["triads"]


def triads(  # noqa: PLR0913  # one parameter an option, by name
    *,
    states: Annotated[
        str, typer.Option("--states", metavar="LIST", help="States and groups: RUS,CHN,ASEAN.")
    ],
    year: Annotated[int, typer.Option("--year", metavar="YEAR", help="The calendar year: 2014.")],
    shape: Annotated[
        Literal["text", "json", "csv"],
        typer.Option("--format", metavar="text|json|csv", help="How it is printed."),
    ] = "text",
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Show who stands with whom: signed ties, balanced triads, and the two camps.

    A tie is positive or negative by an alliance, a sanction, or votes in the UN General Assembly,
    by a rule that is printed with it. Where no source has a negative tie, balance has no meaning,
    and the command says what would bring one.

    \b
    Example:
      visavis triads --year 2014 --states RUS,CHN,IND,USA,VNM
    """
    from visavis.briefs import triads as briefs
    from visavis.cli.actors import members_named
    from visavis.store import default_store
    from visavis.workbench import Workbench
    from visavis.workbench.triads import triads as signed_triads
    from visavis.workbench.words import year as one_year

    if not 1800 <= year <= 2200:
        raise UsageError("--year", str(year), "a year such as 2014")
    one_year(year)
    bench = Workbench(default_store(existing(db)), as_of=day(as_of))
    found = signed_triads(bench, members_named(states, year), year)
    if shape == "json":
        emit(briefs.triads_json(found), out)
    elif shape == "csv":
        emit(briefs.triads_csv(found), out)
    else:
        emit(briefs.triads_text(found, screen(out).width), out)
