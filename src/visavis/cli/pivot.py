"""`visavis pivot`: did a state turn from one group of partners to another, and was it a turn?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen

if TYPE_CHECKING:
    from visavis.workbench.pivot_answers import PivotAnswer

__all__ = ["pivot"]

Shape = Literal["text", "html", "json", "csv"]
Book = Literal["own", "partner", "reconciled", "publisher"]


def pivot(  # noqa: PLR0913  # one parameter an option; all but the first by name
    state: Annotated[str, typer.Argument(help="Whose trade: a name or an id.")],
    *,
    to: Annotated[str, typer.Option("--to", metavar="GROUP", help="asia, ASEAN, CHN+IND, ...")],
    away: Annotated[
        str, typer.Option("--from", metavar="GROUP", help="europe, EU, west, ... or states.")
    ],
    years: Annotated[str, typer.Option("--years", metavar="FROM..TO", help="2006..2021.")],
    flow: Annotated[
        Literal["exports", "imports", "trade"],
        typer.Option("--flow", metavar="exports|imports|trade", help="Which way the goods go."),
    ] = "exports",
    product: Annotated[
        str | None,
        typer.Option("--product", metavar="FAMILY", help="One kind of goods alone: crude_oil."),
    ] = None,
    without: Annotated[
        str | None,
        typer.Option("--without", metavar="FAMILIES", help="Leave out goods: gold,crude_oil."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="SOURCE", help="One source alone.")
    ] = None,
    book: Annotated[
        Book | None, typer.Option("--book", metavar="own|partner|...", help="Whose book.")
    ] = None,
    domains: Annotated[
        bool, typer.Option("--domains", help="Visits, arms and votes beside the trade.")
    ] = False,
    shape: Annotated[
        Shape, typer.Option("--format", metavar="text|html|json|csv", help="How it is printed.")
    ] = "text",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with charts too.")
    ] = None,
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Ask whether a state turned from one group of partners to another, when, and how far.

    Shares, who made the change, growth of the partners, prices, breaks by month, the same without
    gold, energy and hubs, other states; and a verdict by written rules, with what would change it.

    \b
    Example:
      visavis pivot RUS --to asia --from europe --years 2006..2021
    """
    from visavis.cli.actors import actor_id
    from visavis.workbench import pivot as turned

    found = turned(
        actor_id(state), to=actor_id(to), away=actor_id(away), years=years, flow=flow,
        product=product, without=[each for each in (without or "").split(",") if each],
        source=source, book=book, domains=domains, db=existing(db), as_of=day(as_of),
    )  # fmt: skip
    if html:
        emit(_shaped(found, "html", 0), html)
    emit(_shaped(found, shape, screen(out).width), out)


def _shaped(found: "PivotAnswer", shape: Shape, width: int) -> str:
    if shape == "html":
        from visavis.briefs.pivot_page import pivot_html

        return pivot_html(found)
    if shape == "text":
        from visavis.briefs.pivot import pivot_text

        return pivot_text(found, width)
    from visavis.briefs.pivot_records import pivot_csv, pivot_json

    return pivot_json(found) if shape == "json" else pivot_csv(found)
