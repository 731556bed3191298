"""What the starter's rows make of a statement: every value that some admissible reading gives.

The trap: a statement is true if *any* named source and book bears it out. A perturbed sentence
whose new value happens to be borne out by another book is no false one and is counted apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from starter_rows import Flow, Rows

__all__ = ["Statement", "remains_true", "truths"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a sentence says, before it is put into words."""

    family: str
    measure: str
    form: str
    subject: str
    partner: str | None
    year: int
    baseline: int | None = None
    product: str | None = None
    resolution: str | None = None
    value: float | str | None = None
    currency: str = "USD"
    hedge: str = ""
    half_unit: float = 0.0
    """Half a unit of the last digit written."""


def truths(rows: Rows, one: Statement) -> list[float | str]:
    """Every admissible value of the statement's question; empty where the rows have none."""
    if one.measure == "vote_position":
        return sorted(rows.votes.get((one.resolution or "", one.subject), ()))
    if one.measure in ("gdp", "population"):
        found = rows.macro.get((one.measure, one.subject, one.year))
        return [] if found is None else [found]
    if one.product is not None:
        return list(_product(rows, one))
    if one.form == "level":
        return list(_levels(rows, one, one.year))
    if one.form == "share":
        return list(_shares(rows, one))
    if one.form == "rank":
        return list(_rank(rows, one))
    return list(_changes(rows, one))


def _flow(rows: Rows, exporter: str, importer: str, year: int) -> Flow:
    return rows.flows.get((exporter, importer, year), {})


def _levels(rows: Rows, one: Statement, year: int) -> Iterator[float]:
    """Exports, imports, turnover or balance, per edition and across editions of one currency."""
    partner = one.partner or "WLD"
    out, back = _flow(rows, one.subject, partner, year), _flow(rows, partner, one.subject, year)
    if one.measure == "exports":
        yield from out.values()
    elif one.measure == "imports":
        yield from back.values()
    else:
        sign = {"trade_turnover": 1, "trade_surplus": -1, "trade_deficit": -1}[one.measure]
        turn = -1 if one.measure == "trade_deficit" else 1
        for sold in out.values():
            for bought in back.values():
                yield turn * (sold + sign * bought)


def _product(rows: Rows, one: Statement) -> Iterator[float]:
    pair = (one.subject, one.partner or "")
    exporter, importer = pair if one.measure == "product_exports" else pair[::-1]
    found = rows.products.get((one.product or "", exporter, importer, one.year))
    if found is not None:
        yield found


def _shares(rows: Rows, one: Statement) -> Iterator[float]:
    whole = replace(one, form="level", partner="WLD")
    for part in _levels(rows, one, one.year):
        for total in _levels(rows, whole, one.year):
            yield 100 * part / total


def _changes(rows: Rows, one: Statement) -> Iterator[float]:
    """Growth in per cent or a multiple, between the same edition's two years, and across them."""
    for late in _levels(rows, one, one.year):
        for early in _levels(rows, one, one.baseline or one.year - 1):
            if early > 0:
                yield late / early if one.form == "multiple" else 100 * (late / early - 1)


def _rank(rows: Rows, one: Statement) -> Iterator[float]:
    """Rank of the partner among all importers from the subject, where all are in one file."""
    sold = {
        importer: flow["eurostat", "exporter"]
        for (exporter, importer, year), flow in rows.flows.items()
        if exporter == one.subject and year == one.year and ("eurostat", "exporter") in flow
        and importer != "WLD"
    }  # fmt: skip
    if one.partner in sold:
        yield 1.0 + sum(value > sold[one.partner] for value in sold.values())


def remains_true(rows: Rows, one: Statement) -> bool:
    """Whether some admissible value bears the words out, with a generous margin."""
    if isinstance(one.value, str):
        return one.value in truths(rows, one)
    if one.value is None:
        return False
    return any(
        _fits(float(found), one.value, one) for found in truths(rows, one) if found is not None
    )


def _fits(found: float, said: float, one: Statement) -> bool:
    if one.form == "rank":
        return found == said
    slack = max(0.03 * abs(said), 1.05 * one.half_unit)
    if one.form == "growth":
        slack = max(slack, 0.6)
    low, high = said - slack, said + slack
    if one.hedge == "about":
        low, high = min(low, 0.88 * said), max(high, 1.12 * said)
    elif one.hedge == "over":
        high = float("inf") if said > 0 else high
    elif one.hedge == "nearly":
        low = min(low, 0.85 * said)
    return low <= found <= high
