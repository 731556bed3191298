"""What shares are taken of: all that a state traded in a year, and whose word that is.

The trap is the state that fell silent. Its partners' books have no total of its trade; there the
whole is what those partners report that do so at both ends, and how much of the state's trade they
were when it last reported stands beside it, in place of coverage.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.workbench.bench import Workbench
from visavis.workbench.pivot_flows import (
    MEASURES,
    Cell,
    Edition,
    Flow,
    TradeRows,
    directions,
    editions_of,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "LOOK_BACK",
    "Former",
    "Whole",
    "former_share",
    "partners_total",
    "reporters",
    "rows_of",
    "whole",
]

LOOK_BACK = 10
"""Years before the window in which the state's own last report is looked for."""


class Whole(NamedTuple):
    """A total, and whose it is; None where no source has one in the same currency."""

    value: float | None
    source: str
    vintage: str
    is_sum: bool = False
    """Whether it is the sum of the partners that report, and no publisher's total."""


@dataclass(frozen=True, slots=True)
class Former:
    """What the partners that report now were of a state's trade when it last reported itself."""

    year: int
    share: float
    """0 to 1; a partner without a row there counts as nothing."""
    edition: Edition
    partners: tuple[str, ...]


def whole(bench: Workbench, rows: TradeRows, flow: Flow, year: int, product: str) -> Whole:
    """All that the state traded in the year: the edition's own total, else another publisher's.

    Of a product only the edition's own: the world's row, or the sum of partners where it is whole.
    """
    if product != ALL_PRODUCTS:
        return Whole(rows.sum_of(flow, year, product), *rows.edition[:2])
    own = rows.values.get(Cell(directions(flow)[0], WORLD, product, year))
    if own is not None:
        return Whole(rows.amount(flow, WORLD, year), *rows.edition[:2])
    query = Query(
        measure=MEASURES[flow], subject=rows.state, partner=WORLD, period=Period.of_year(year)
    )
    figure = bench.figure(query)
    if figure.value is None or figure.unit != rows.unit:
        return Whole(None, "", "")
    return Whole(float(figure.value), figure.source, dict(figure.vintages).get(figure.source, ""))


def reporters(rows: TradeRows, flow: Flow, years: Iterable[int], product: str) -> tuple[str, ...]:
    """The partners that have an amount in each of the years: they report throughout."""
    kept = [frozenset(rows.partners(flow, year, product)) for year in years]
    return tuple(sorted(frozenset.intersection(*kept)))


def partners_total(
    rows: TradeRows, flow: Flow, year: int, product: str, partners: Collection[str]
) -> Whole:
    """What the partners report together; None where one of them has no amount in the year."""
    amounts = [rows.amount(flow, each, year, product) for each in partners]
    known = [each for each in amounts if each is not None]
    value = math.fsum(known) if known and len(known) == len(amounts) else None
    return Whole(value, *rows.edition[:2], is_sum=True)


def former_share(
    bench: Workbench, state: str, flow: Flow, years: tuple[int, int], partners: tuple[str, ...]
) -> Former | None:
    """The partners' part in the state's trade, by its own book of the years or the ten before.

    The least over both ends of the window: of each the last own report up to it. None where the
    state has no report with partners and a total.
    """
    books = editions_of(bench, state, flow, (years[0] - LOOK_BACK, years[1]), ())
    own = [each for each in books.editions if each.edition.side == "own"]
    held = {}
    for year in books.years:
        found = [one for each in own if (one := _former(bench, each, flow, year, partners))]
        if found:
            held[year] = max(found, key=lambda each: (each.share, each.edition))
    ends = [max((year for year in held if year <= end), default=None) for end in years]
    asked = [held[year] for year in ends if year is not None]
    return min(asked, key=lambda each: each.share, default=None)


def _former(
    bench: Workbench, rows: TradeRows, flow: Flow, year: int, partners: tuple[str, ...]
) -> Former | None:
    if not rows.partners(flow, year):
        return None
    total = whole(bench, rows, flow, year, ALL_PRODUCTS).value
    if not total:
        return None
    amounts = [rows.amount(flow, each, year) or 0.0 for each in partners]
    return Former(year, math.fsum(amounts) / total, rows.edition, partners)


def rows_of(
    rows: TradeRows,
    flow: Flow,
    product: str,
    members: Collection[str],
    wholes: Mapping[int, float | None],
) -> "pl.DataFrame":
    """`exporter`, `importer`, `year`, `value`: partners of each year and the total (`WLD`).

    Trade both ways stands as the state's exports, so that one table serves all three flows. Of
    `members`, and of partners that have a row in some year here, those without a row are zero where
    the publisher says that no row means none.
    """
    import polars as pl

    some = {each for year in wholes for each in rows.partners(flow, year, product)}
    found: list[tuple[str, str, int, float]] = []
    for year, total in wholes.items():
        amounts = [(p, rows.amount(flow, p, year, product)) for p in sorted({*some, *members})]
        for partner, value in [*amounts, (WORLD, total)]:
            if value is None:
                continue
            pair = (partner, rows.state) if flow == "imports" else (rows.state, partner)
            found.append((*pair, year, value))
    schema = {
        "exporter": pl.String, "importer": pl.String, "year": pl.Int64, "value": pl.Float64,
    }  # fmt: skip
    return pl.DataFrame(found, schema=schema, orient="row")
