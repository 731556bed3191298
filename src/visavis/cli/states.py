"""`visavis states`: how a name resolves, with codes, dates and groups."""

from typing import Annotated

import typer

from visavis.cli.options import day
from visavis.cli.output import emit

__all__ = ["states"]


def states(
    name: Annotated[str, typer.Argument(help="A name, adjective, capital or code, in quotes.")],
    *,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Groups on this day instead of all dates."),
    ] = None,
) -> None:
    """Show what a name means: the state or group, its codes, its dates, its groups by date.

    A name that fits several states lists them; visavis never picks one.

    \b
    Example:
      visavis states vietnam
    """
    from visavis.briefs.actors import name_text

    emit(name_text(name, on=day(on, "--on")))
