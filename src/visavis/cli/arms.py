"""`visavis arms`: suppliers' shares of the arms that a state or group received, or the reverse."""

from typing import Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen

__all__ = ["arms"]


def arms(  # noqa: PLR0913  # one parameter an option, all by name
    *,
    recipient: Annotated[
        str | None,
        typer.Option("--recipient", metavar="ACTOR", help="Who received: a state or a group."),
    ] = None,
    supplier: Annotated[
        str | None,
        typer.Option(
            "--supplier",
            metavar="ACTOR",
            help="Who delivered. Alone: its recipients; with --recipient: its place.",
        ),
    ] = None,
    years: Annotated[
        str, typer.Option("--years", metavar="FROM..TO", help="The window as a whole: 2016..2020.")
    ],
    shape: Annotated[
        Literal["text", "html", "json", "csv"],
        typer.Option("--format", metavar="text|html|json|csv", help="How it is printed."),
    ] = "text",
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Show who arms whom: each supplier's share of the volume received, rank and concentration.

    Volumes are SIPRI's trend-indicator values (TIV), which are no money. SIPRI's tables are not
    shipped: add your own with `visavis data add sipri DIR`.

    \b
    Example:
      visavis arms --recipient ASEAN --years 2016..2020
      visavis arms --supplier RUS --years 2016..2020
    """
    from visavis.briefs import arms_shares as briefs
    from visavis.briefs.sheets import sheet_html, sheet_text
    from visavis.cli.actors import actor_id
    from visavis.workbench import arms as shares

    found = shares(
        recipient=None if recipient is None else actor_id(recipient),
        supplier=None if supplier is None else actor_id(supplier),
        years=years,
        db=existing(db),
        as_of=day(as_of),
    )
    if shape == "json":
        emit(briefs.arms_json(found), out)
    elif shape == "csv":
        emit(briefs.arms_csv(found), out)
    elif shape == "html":
        emit(sheet_html(briefs.arms_sheet(found, shown=None)), out)
    else:
        emit(sheet_text(briefs.arms_sheet(found), screen(out).width), out)
