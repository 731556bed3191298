"""Did a state turn, in words of Python: `pivot("RUS", to="asia", away="europe", years=...)`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.products import product_id
from visavis.store import default_store
from visavis.workbench.aligning import whole_years
from visavis.workbench.bench import Workbench
from visavis.workbench.words import day, families, folder, text

if TYPE_CHECKING:
    from visavis.workbench.pivot_answers import PivotAnswer

__all__ = ["pivot"]


def pivot(  # noqa: PLR0913  # keywords are the question's own words; two or three are ever used
    state: str,
    *,
    to: str,
    away: str,
    years: str | Iterable[int],
    flow: str = "exports",
    product: str | None = None,
    without: Iterable[str] = (),
    source: str | None = None,
    book: str | None = None,
    domains: bool = False,
    db: str | Path | None = None,
    as_of: str | date | None = None,
) -> "PivotAnswer":
    """Whether a state turned from one group of partners to another, when, how far, and why.

    `pivot("RUS", to="asia", away="europe", years="2006..2021").verdict.code` is `turn`: one of the
    codes of `measures.pivot_verdict`, by the first year and the last. Groups are regions, dated
    groups, states, or several as `CHN+IND`. With `domains`, visits, arms and votes stand beside the
    trade, year by year (some two seconds more).

    Raises:
        UsageError: An unknown state, group, flow, product, source or book, fewer than two years,
            or no book with both.
        StoreError: The data folder is damaged.
    """
    # The measures load a library of tables, which a figure does without.
    from visavis.workbench.pivot_answers import PivotQuestion
    from visavis.workbench.pivot_flows import refuse_flow
    from visavis.workbench.pivot_inquiry import pivot_of

    span = whole_years(years)
    if len(span) < 2:
        raise UsageError("years", str(span[0]), "two years at least, as 2006..2021")
    question = PivotQuestion(
        state=text("state", state),
        to=text("group", to),
        away=text("group", away),
        years=(span[0], span[-1]),
        flow=refuse_flow(text("flow", flow)),
        product=ALL_PRODUCTS if product is None else product_id(text("product", product)),
        without=families(without),
        source=source,
        book=book,
        domains=domains,
    )
    return pivot_of(Workbench(default_store(folder(db)), day(as_of)), question)
