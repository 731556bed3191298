"""One flow in every book: the exporter's, the importer's, a reconciled one, and their ratio.

The trap is a ratio without a reason. An importer's book holds freight and names the origin of
goods, an exporter's names the port it shipped to; what may explain the gap is said beside it, and
a ratio outside 0.8 to 1.5 is flagged rather than averaged away.
Source: Gaulier and Zignago (2010); Guo, Webb and Yamano (2009) on mirror flows through entrepots.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from visavis.errors import UsageError
from visavis.measures.figures.amounts import EXACT, HUNDRED, Amount
from visavis.measures.figures.covers import Cell
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import parties
from visavis.measures.figures.reconciliation import Reconciled, reconcile, reliability
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.figures import Figure, Missing
from visavis.model.geography import ENTREPOTS
from visavis.model.queries import Query
from visavis.model.wanted import Wanted

__all__ = ["USUAL_RATIO", "Gap", "TwoBooks", "two_books", "wanted"]

USUAL_RATIO = (Decimal("0.8"), Decimal("1.5"))
"""Importer's book over exporter's: outside it freight and insurance cannot be the reason."""

_MARGINS = frozenset({"cif_fob_margin"})
_DOUBTFUL = Decimal("0.35")
"""From here on a reporter's books differ from its partners' by two fifths on average."""
_NOTICED = Decimal(5)
"""Per cent of a flow from which gold is worth naming."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that may explain why two books differ."""

    kind: str
    """`freight`, `entrepot`, `below`, `gold`, `reporter`, `one_sided`, `part`, `partial`,
    `currency`, `releases`."""
    who: str = ""
    """The state it is about, or ""."""
    size: Decimal | None = None
    """Per cent: of the flow, or of the imports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoBooks:
    """What every book says of one flow in one year; missing ones are typed, never zero."""

    query: Query
    """`exports` or `imports` of one state with one other, as it was asked."""
    exporter: Figure
    importer: Figure
    published: Figure
    """A reconciled figure that a publisher gives (BACI)."""
    reconciled: Reconciled | None
    unit: str
    ratio: Decimal | None
    """Importer's book over exporter's, as published; None where one is missing or zero."""
    is_flagged: bool
    """The ratio lies outside `USUAL_RATIO`."""
    gaps: tuple[Gap, ...]
    margin_vintages: tuple[tuple[str, str], ...] = ()
    """(source, vintage) of a margin that a publisher states."""


def wanted(query: Query) -> tuple[Wanted, ...]:
    """The margins of the pair: rows beside those that the flow itself needs."""
    if query.period is None or query.partner is None:
        return ()
    exporter, importer = _pair(query)
    first = date(query.period.start.year, 1, 1)
    sides = frozenset({exporter}), frozenset({importer})
    return (Wanted(_MARGINS, *sides, frozenset({ALL_PRODUCTS}), first, query.period.end),)


def two_books(query: Query, figures: dict[str, Figure], index: FactIndex) -> TwoBooks:
    """The books of a flow side by side, with one reconciled value and what may explain the gap.

    Args:
        query: A level of exports or imports between two states in one period.
        figures: Its answers out of the books `exporter`, `importer` and `reconciled`, and of
            `gold` where it can be told apart.
        index: The rows, for the published margin.

    Raises:
        UsageError: Another measure, no partner, no period, or a side that is no single state.
    """
    exporter, importer = _refuse_other(query)
    sold, bought = figures["exporter"], figures["importer"]
    same_unit = sold.unit == bought.unit or None in (sold.value, bought.value)
    reconciled: Reconciled | None = None
    vintages: tuple[tuple[str, str], ...] = ()
    if same_unit and query.product == ALL_PRODUCTS:
        stated = _stated_margin(exporter, importer, query, index.within(wanted(query)))
        reconciled = reconcile((exporter, importer), sold.value, bought.value, stated.value)
        vintages = tuple(sorted(stated.vintages))
    ratio = None
    if same_unit and sold.value and bought.value is not None:
        ratio = EXACT.divide(bought.value, sold.value)
    low, high = USUAL_RATIO
    return TwoBooks(
        query=query,
        exporter=sold,
        importer=bought,
        published=figures["reconciled"],
        reconciled=reconciled,
        unit=sold.unit if sold.value is not None else bought.unit,
        ratio=ratio,
        is_flagged=ratio is not None and not low <= ratio <= high,
        gaps=_gaps(query, figures, reconciled, ratio),
        margin_vintages=vintages,
    )


def _pair(query: Query) -> tuple[str, str]:
    """(exporter, importer)."""
    sides = query.subject, query.partner or ""
    return sides if query.measure == "exports" else (sides[1], sides[0])


def _refuse_other(query: Query) -> tuple[str, str]:
    where = "the books of a flow"
    if query.measure not in ("exports", "imports") or query.form != "level":
        raise UsageError(where, f"{query.form} of {query.measure}", "exports or imports, as levels")
    if query.partner is None or query.period is None:
        raise UsageError(where, "no partner or no period", "two states and a year")
    for side in (query.subject, query.partner):
        if parties(side, query.period.end) != (side,):
            raise UsageError(where, f"{side!r}", "a single state: each member has its own book")
    return _pair(query)


def _stated_margin(exporter: str, importer: str, query: Query, index: FactIndex) -> Amount:
    """OECD's margin of the pair in per cent of CIF, or an amount without value."""
    cell = Cell(exporter, importer, ALL_PRODUCTS)
    for series in index.series("cif_fob_margin"):
        found = index.amount(series, cell, query.period) if query.period is not None else Amount()
        if found.value is not None:
            return found
    return Amount()


def _gaps(
    query: Query,
    figures: dict[str, Figure],
    reconciled: Reconciled | None,
    ratio: Decimal | None,
) -> tuple[Gap, ...]:
    pair, sold, bought = _pair(query), figures["exporter"], figures["importer"]
    if ratio is None:
        if sold.value is not None and bought.value is not None:
            return (Gap("currency"),) if sold.unit != bought.unit else ()
        books = [(side, f) for side, f in zip(pair, (sold, bought), strict=True) if f.value is None]
        lacking = "part" if query.without or query.product != ALL_PRODUCTS else "one_sided"
        return tuple(
            Gap(lacking if figure.lower_bound is None else "partial", side)
            for side, figure in books
        )
    found = []
    margin = reconciled.margin if reconciled is not None else None
    if margin is not None and ratio > 1:
        found.append(Gap("freight", size=EXACT.multiply(margin.share, HUNDRED)))
    if ratio < 1:
        found.append(Gap("below"))
    found += [Gap("entrepot", side) for side in pair if side in ENTREPOTS]
    gold = _gold_share(figures)
    if gold is not None and gold >= _NOTICED:
        found.append(Gap("gold", size=gold))
    doubts = (reliability(pair[0]).as_exporter, reliability(pair[1]).as_importer)
    found += [
        Gap("reporter", side)
        for side, doubt in zip(pair, doubts, strict=True)
        if doubt >= _DOUBTFUL
    ]
    if sold.vintages != bought.vintages:
        found.append(Gap("releases"))
    return tuple(found)


def _gold_share(figures: dict[str, Figure]) -> Decimal | None:
    """Gold's part of the reconciled flow in per cent, where both are known."""
    gold, whole = figures.get("gold"), figures["reconciled"]
    if gold is None or gold.value is None or gold.missing is Missing.NOT_REPORTED:
        return None
    if not whole.value:
        return None
    return EXACT.multiply(EXACT.divide(gold.value, whole.value), HUNDRED)
