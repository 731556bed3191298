"""From a query to a figure: which editions there are, which one answers, and what it rests on.

The trap is the silent choice. Where the query names no book or source, the figure says which was
taken and why, and carries what the other editions say.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from visavis.measures.figures import bounds, silent, trade
from visavis.measures.figures.amounts import EXACT, Amount, total
from visavis.measures.figures.base import REASONS, Edition, Measure, undefined
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import existed_together, is_one_state, parties
from visavis.measures.figures.votes import ASSEMBLY
from visavis.model.facts import ALL_PRODUCTS, WORLD
from visavis.model.figures import Coverage, Figure, Missing
from visavis.model.queries import Query
from visavis.model.relations import relation

__all__ = ["answer", "pinned"]

_LONGEST_SPAN_DAYS = 366
Find = Callable[[str], Measure | None]


def answer(query: Query, index: FactIndex, find: Find) -> Figure:
    """The figure that answers the query: of its editions the first that has a value.

    Where none has, the first with a bound from below, else the one with the most informative
    reason. `detail["editions"]` lists what every edition says.

    Raises:
        UsageError: The measure, a state or a group is unknown.
    """
    unit = relation(query.measure).unit
    measure = find(query.measure)
    reason = _refusal(query, measure)
    if measure is None or reason is not None:
        return _figure(query, None, reason or Amount(missing=Missing.NO_SOURCE), unit)
    index = _seen(query, index, measure)
    editions = measure.editions(query, index)
    amounts = [(each, aggregated(query, each, index, measure)) for each in editions]
    if not amounts:
        return _figure(query, None, Amount(missing=Missing.NO_SOURCE), unit)
    edition, amount = min(amounts, key=lambda pair: pair[1].rank)
    if amount.missing is Missing.NO_SOURCE and all(p.value is None for p in amount.parts):
        return _figure(query, None, Amount(missing=Missing.NO_SOURCE), unit)
    said = tuple(_said(query, each, each_amount) for each, each_amount in amounts)
    said = tuple(entry for entry in said if entry["missing"] not in _SILENT)
    if len(said) > 1:
        amount = amount.but(detail={**amount.detail, "editions": said})
    if amount.missing is Missing.OUT_OF_COVERAGE and query.measure in trade.FLOWS:
        spans = [trade.covered(query, each, index) for each in editions]
        known = sorted({span for span in spans if span is not None})
        amount = amount.but(detail={**amount.detail, "covered": tuple(known)})
    amount = _with_former(query, edition, amount, index)
    older = tuple(each for each in index.older if (each.source, each.vintage) in amount.vintages)
    if older:
        amount = amount.but(detail={**amount.detail, "older_releases": older})
    if amount.lower is not None and query.measure in trade.FLOWS:
        amount, weight = bounds.bounded(query, edition, amount, index)
    else:
        weight = None
    return _figure(query, edition, amount, unit, weight=weight)


def _seen(query: Query, index: FactIndex, measure: Measure) -> FactIndex:
    """The rows that the question needs, of the releases that reach it."""
    blocks = measure.needs(query)
    return index.within(blocks, index.releases.older(query, blocks))


_MIRRORED = ("level", "share", "growth", "multiple")
"""Forms that are as good as the partner's book which they are taken from."""


def _with_former(query: Query, edition: Edition, amount: Amount, index: FactIndex) -> Amount:
    """The amount with what the partner was of the flow when the subject last reported it."""
    flows = trade.FLOWS.get(query.measure, ())
    partner = query.partner or WORLD
    is_plain = query.form in _MIRRORED and bool(flows) and partner != WORLD
    if edition.side != "partner" or not is_plain or query.period is None or amount.floor is None:
        return amount
    if not is_one_state(query.subject) or trade.product_of(query) != ALL_PRODUCTS:
        return amount
    chosen = amount.present or parties(partner, query.period.end)
    found = [(flow, silent.former((flow, query.subject), chosen, query.period, index))
             for flow in flows]  # fmt: skip
    known = tuple((flow, then) for flow, then in found if then is not None)
    if not known:
        return amount
    told = {"former": known[0][1]} if len(flows) == 1 else {"former_flows": known}
    return amount.but(detail={**amount.detail, **told})


_SILENT = (Missing.NO_SOURCE.value, Missing.OUT_OF_COVERAGE.value)


def pinned(query: Query, index: FactIndex, measure: Measure) -> tuple[Query, ...]:
    """The same question pinned to each edition that has at least a bound, the default first."""
    found: list[Query] = []
    index = _seen(query, index, measure)
    for edition in measure.editions(query, index):
        amount = aggregated(query, edition, index, measure)
        if amount.rank > 1:
            continue
        fixed = query.but(
            source=edition.source,
            book=trade.book_of(query, edition.side),
            vintage=query.vintage,
        )
        options = measure.variants(fixed, edition, index) if measure.variants else (fixed,)
        found += [option for option in options if option not in found]
    return tuple(found)


def aggregated(query: Query, edition: Edition, index: FactIndex, measure: Measure) -> Amount:
    """What an edition says; over several years their sum, mean or last, as the query asks."""
    # Of the book only that it is asked for matters: a total may be added up from partners' books.
    key = (query.but(book=None, source=None), query.book is not None, edition)
    found = index.worked_out.get(key)
    if found is None:
        found = index.worked_out[key] = _aggregated(query, edition, index, measure)
    return found


def _aggregated(query: Query, edition: Edition, index: FactIndex, measure: Measure) -> Amount:
    period = query.period
    if period is None or measure.counts or period.days <= _LONGEST_SPAN_DAYS:
        return measure.amount(query, edition, index)
    if query.aggregation == "end":
        return measure.amount(query.but(period=period.each_year()[-1]), edition, index)
    if query.aggregation == "mean":
        return _mean(query, edition, index, measure)
    if not measure.adds_up:
        return undefined("a sum of years")
    return measure.amount(query, edition, index)


def _mean(query: Query, edition: Edition, index: FactIndex, measure: Measure) -> Amount:
    years = query.period.each_year() if query.period else ()
    named = [(str(year), measure.amount(query.but(period=year), edition, index)) for year in years]
    summed = total(named)
    parts = tuple(
        part._replace(label=f"{part.label}, {year}")
        for year, amount in named
        for part in amount.parts
    )
    base = summed.but(parts=parts, formula=f"mean of {named[0][1].formula}", lower=None)
    if summed.value is None:
        return base
    return base.but(value=EXACT.divide(summed.value, Decimal(len(named))))


def _refusal(query: Query, measure: Measure | None) -> Amount | None:
    """Why the question has no answer whatever the data, or None."""
    if measure is None:
        return Amount(missing=Missing.NO_SOURCE)
    if query.form in ("ratio", "difference"):
        return undefined(f"a {query.form} needs a second amount, which the question does not name")
    if query.form not in measure.forms:
        return undefined(f"no {query.form} of {query.measure}")
    if query.subject == query.partner:
        return undefined("a state with itself")
    sides = tuple(s for s in (query.subject, query.partner) if s not in (None, ASSEMBLY))
    if any("-" in side.partition("@")[0] for side in sides):
        return Amount(missing=Missing.NO_SOURCE, detail={"reason": "part_of_a_state"})
    day = query.period.end if query.period else date.max
    if query.measure != "membership" and not all(parties(side, day) for side in sides):
        return Amount(missing=Missing.NOT_A_STATE, detail={"reason": "group_without_members"})
    for span in (query.period, query.baseline):
        if span is not None and not existed_together(sides, span):
            return Amount(missing=Missing.NOT_A_STATE)
    several = query.period is not None and query.period.days > _LONGEST_SPAN_DAYS
    if several and query.aggregation == "each" and not measure.counts:
        return undefined("several_years")
    return None


def _figure(
    query: Query,
    edition: Edition | None,
    amount: Amount,
    unit: str,
    *,
    weight: tuple[Decimal, str] | None = None,
) -> Figure:
    filled, book, reason = query, "", ""
    if edition is not None:
        book = trade.book_of(query, edition.side)
        reason = "asked" if query.book is not None else REASONS.get(edition.side, "asked")
        filled = query.but(source=edition.source, book=book, vintage=edition.vintage or None)
    missing = amount.missing
    detail = {**amount.detail, **_assumptions(amount)}
    if amount.value is None and amount.text is None and missing is None:
        missing = Missing.NO_SOURCE
    origins = {source for source, _ in amount.vintages}
    if edition is not None and not origins:
        origins = {edition.source}
    return Figure(
        query=filled,
        value=amount.value,
        missing=missing,
        unit=amount.unit or unit,
        text=amount.text,
        lower_bound=amount.lower if amount.value is None else None,
        book=book,
        book_reason=reason,
        valuation=", ".join(sorted(amount.valuations)),
        period=query.period,
        coverage=Coverage(
            present=amount.present,
            missing=amount.lacking,
            missing_weight=weight[0] if weight else None,
            missing_weight_source=weight[1] if weight else None,
        ),
        parts=amount.parts,
        formula=amount.formula,
        rows=tuple(sorted(set(amount.rows))),
        origins=tuple(sorted(origins)),
        vintages=tuple(sorted(amount.vintages)),
        detail=detail,
    )


def _assumptions(amount: Amount) -> dict[str, object]:
    """What the figure takes for zero although nobody published it, for its `detail`.

    `inferred_zero`: the figure is nothing else; `taken_as_zero`: the flows, as `RUS>TUR`.
    """
    found: dict[str, object] = {}
    if amount.inferred and amount.value is not None:
        found["inferred_zero"] = True
    if amount.assumed and amount.floor is not None:
        found["taken_as_zero"] = tuple(sorted(amount.assumed))
    if amount.gap is not None and amount.missing is Missing.NOT_REPORTED:
        found["reason"] = "a flow of some size in other years, or a side that reported to nobody"
    return found


def _said(query: Query, edition: Edition, amount: Amount) -> dict[str, object]:
    return {
        "source": edition.source,
        "vintage": edition.vintage,
        "book": trade.book_of(query, edition.side),
        "value": amount.value,
        "inferred_zero": amount.inferred and amount.value is not None,
        "text": amount.text,
        "lower_bound": amount.lower,
        "missing": amount.missing.value if amount.missing else None,
        "unit": amount.unit,
        "valuation": ", ".join(sorted(amount.valuations)),
    }
