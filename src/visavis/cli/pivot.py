"""`visavis pivot`: did a state turn from one group of partners to another, and was it a turn?"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from visavis.cli.options import AsOf, Folder, Output, day, existing
from visavis.cli.output import emit, screen
from visavis.errors import UsageError

__all__ = ["pivot"]


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
        Literal["own", "partner", "reconciled"] | None,
        typer.Option("--book", metavar="own|partner|reconciled", help="Whose book."),
    ] = None,
    shape: Annotated[
        Literal["text", "json", "csv", "html"],
        typer.Option("--format", metavar="text|json|csv|html", help="How it is printed."),
    ] = "text",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with charts too.")
    ] = None,
    out: Output = None,
    as_of: AsOf = None,
    db: Folder = None,
) -> None:
    """Ask whether a state turned from one group of partners to another, when, and how far.

    Shares and their changes, who made them, what was growth of the partners and what prices, breaks
    in the monthly series, the same without gold, energy and hubs, other meanings of the groups,
    other states; and one verdict by written rules, with what would change it.

    \b
    Example:
      visavis pivot RUS --to asia --from europe --years 2006..2021
    """
    from visavis.briefs.pivot import pivot_text
    from visavis.briefs.pivot_records import pivot_csv, pivot_json
    from visavis.cli.actors import actor_id
    from visavis.model.facts import ALL_PRODUCTS
    from visavis.model.periods import Period
    from visavis.model.products import product_id
    from visavis.store import default_store
    from visavis.workbench import Workbench
    from visavis.workbench.pivot import PivotQuestion, pivot_of

    span = Period.parse(years)
    if not all(each.is_year for each in (span.each_year()[0], span.each_year()[-1])):
        raise UsageError("--years", repr(years), "two years, as 2006..2021")
    question = PivotQuestion(
        state=actor_id(state),
        to=actor_id(to),
        away=actor_id(away),
        years=(span.start.year, span.end.year),
        flow=flow,
        product=product_id(product) if product else ALL_PRODUCTS,
        without=tuple(sorted(product_id(p) for p in (without or "").split(",") if p)),
        source=source,
        book=book,
    )
    bench = Workbench(default_store(existing(db)), as_of=day(as_of))
    found = pivot_of(bench, question)
    if html is not None or shape == "html":
        from visavis.briefs.pivot_page import pivot_html

        page = pivot_html(found)
        if shape == "html":
            emit(page, out)
            return
        emit(page, html)
    if shape == "json":
        emit(pivot_json(found), out)
    elif shape == "csv":
        emit(pivot_csv(found), out)
    else:
        emit(pivot_text(found, screen(out).width), out)
