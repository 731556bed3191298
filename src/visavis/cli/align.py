"""`visavis align`: how two sides vote in the UN General Assembly."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen

if TYPE_CHECKING:
    from visavis.workbench.aligned import Alignment
    from visavis.workbench.resolutions import Resolution

__all__ = ["align"]

Shape = Literal["text", "html", "json", "csv"]


def align(  # noqa: PLR0913  # one parameter an option; all but the first two by name
    a: Annotated[str, typer.Argument(help="One side: a name or an id.")],
    b: Annotated[str, typer.Argument(help="The other side: a name or an id.")],
    *,
    years: Annotated[
        str | None,
        typer.Option(
            "--years", metavar="FROM..TO", help="2010..2021. [default: the last ten at hand]"
        ),
    ] = None,
    resolution: Annotated[
        str | None,
        typer.Option("--resolution", metavar="NUMBER", help="One resolution instead: 68/262."),
    ] = None,
    shape: Annotated[
        Shape, typer.Option("--format", metavar="text|html|json|csv", help="How it is printed.")
    ] = "text",
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Show how two sides vote in the UN General Assembly: by year, or on one resolution.

    Agreement with the number of votes it rests on and how many of all official votes that is,
    ideal points and alliances where they are at hand, and the roll calls on which the two split.
    A group is its members on the day of each roll call.

    \b
    Example:
      visavis align RUS VNM --years 2010..2021
      visavis align RUS ASEAN --resolution 68/262
    """
    from visavis.cli.actors import actor_id
    from visavis.workbench import align as aligned
    from visavis.workbench.resolutions import Resolution

    found = aligned(
        actor_id(a), actor_id(b), years=years, number=resolution, db=existing(db),
        as_of=day(as_of),
    )  # fmt: skip
    width = screen(out).width
    if isinstance(found, Resolution):
        emit(_resolution(found, shape, width), out)
    else:
        emit(_alignment(found, shape, width), out)


def _alignment(found: "Alignment", shape: Shape, width: int) -> str:
    from visavis.briefs.alignment import alignment_sheet
    from visavis.briefs.alignment_records import alignment_csv, alignment_json
    from visavis.briefs.sheets import sheet_html, sheet_text

    if shape == "json":
        return alignment_json(found)
    if shape == "csv":
        return alignment_csv(found)
    if shape == "html":
        return sheet_html(alignment_sheet(found, shown=None))
    return sheet_text(alignment_sheet(found), width)


def _resolution(found: "Resolution", shape: Shape, width: int) -> str:
    from visavis.briefs.resolutions import resolution_csv, resolution_json, resolution_sheet
    from visavis.briefs.sheets import sheet_html, sheet_text

    if shape == "json":
        return resolution_json(found)
    if shape == "csv":
        return resolution_csv(found)
    sheet = resolution_sheet(found)
    return sheet_html(sheet) if shape == "html" else sheet_text(sheet, width)
