"""Amounts of one kind from one side to another that are no trade in goods: arms, investment.

Stored as flows of goods are: the side from which it goes as subject, the other as partner. The trap
is the total that is not there: it is a row of its own, or the rows of all where a table has all.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from visavis.measures.figures.amounts import EXACT, HUNDRED, ZERO, Amount, quotient, total
from visavis.measures.figures.base import Edition, Needs, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.flows import cell_amount, reach
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import forms_of, is_one_state, parties, ranges_of
from visavis.model.facts import WORLD
from visavis.model.figures import Missing, Part
from visavis.model.periods import Period
from visavis.model.queries import CHANGES, Query
from visavis.model.relations import relation
from visavis.model.wanted import Wanted

__all__ = ["Kind", "level", "needs", "rank", "share"]

PRODUCT = ""
"""Rows of these relations are of no product."""


class Kind(NamedTuple):
    """How one measure reads the rows: who owns the figure, and how it is called."""

    inward: bool
    """Whether the subject is the side to which it goes: an importer, a host."""
    words: str
    """`arms imports of {} from {}`."""


def needs(query: Query) -> Needs:
    """All that goes out of the subject, or comes in, in the period and at the baseline."""
    if query.period is None:
        return ()
    spans = [query.period] + ([query.baseline] if query.baseline else [])
    if query.form in CHANGES and not query.baseline:
        spans.append(query.period.shifted(-1))
    on = query.period.end
    subjects = ranges_of(query.subject, on)
    partners = ranges_of(query.partner or WORLD, on) | {WORLD}
    relations, products = frozenset(relation(query.measure).relations), frozenset({PRODUCT})
    sides = (subjects, None), (None, subjects), (partners, subjects), (subjects, partners)
    return tuple(
        Wanted(relations, senders, receivers, products, span.start, span.end, query.vintage)
        for span in spans
        for senders, receivers in sides
    )


def level(query: Query, kind: Kind, edition: Edition, index: FactIndex) -> Amount:
    """The amount between the two sides, a group being all its members on the period's last day."""
    period, partner = query.period, query.partner or WORLD
    if period is None:
        return undefined("no_period")
    words = kind.words.format(query.subject, "the world" if partner == WORLD else partner)
    senders, receivers = (query.subject, partner)[:: -1 if kind.inward else 1]
    series = series_of(kind, edition)
    if not index.touches(series, reach(senders, period), reach(receivers, period), PRODUCT):
        return Amount(missing=Missing.NO_SOURCE, formula=words)
    best: Amount | None = None
    for some in forms_of(senders, period.end):
        for others in forms_of(receivers, period.end):
            amount = _between(index, series, (some, others), period)
            if best is None or amount.rank < best.rank:
                best = amount
    if best is None:
        best = Amount(missing=Missing.NOT_A_STATE)
    name = "imports" if kind.inward else "exports"
    part = Part(name, words, best.floor, best.unit, *edition[:2], edition.side)
    return best.but(parts=(part,), formula=words)


def series_of(kind: Kind, edition: Edition) -> Series:
    """Where an edition's rows are: `own` and `partner` are the books of sender or receiver."""
    books = {"own": ("investor", "host"), "partner": ("host", "investor")}
    book = books[edition.side][kind.inward] if edition.side in books else edition.side
    return Series(*edition[:2], edition.relation, book)


def _between(
    index: FactIndex,
    series: Series,
    sides: tuple[Iterable[str], Iterable[str]],
    period: Period,
) -> Amount:
    """The sum over all pairs but those of a state with itself, by member of the group."""
    senders, receivers = tuple(sides[0]), tuple(sides[1])
    by_sender = len(receivers) == 1
    named = []
    for one in senders if by_sender else receivers:
        others = receivers if by_sender else senders
        pairs = [(one, o) if by_sender else (o, one) for o in others if o != one]
        amounts = [("", cell_amount(index, series, Cell(*p, PRODUCT), period)) for p in pairs]
        if amounts:
            named.append((one, amounts[0][1] if len(amounts) == 1 else total(amounts)))
    if not named:
        return undefined("a state with itself")
    return named[0][1] if len(named) == 1 else total(named)


def share(query: Query, top: Amount, bottom: Amount) -> Amount:
    """`top` in per cent of `bottom`, both as parts; a bound from below where the top is one."""
    if query.partner in (None, WORLD) and query.denominator in (None, query.measure):
        return undefined("a total as a share of itself")
    found = quotient(top, bottom, times=HUNDRED, unit="pct")
    parts = [
        part._replace(name=name)
        for name, amount in (("numerator", top), ("denominator", bottom))
        for part in amount.parts
    ]
    return found.but(
        parts=tuple(parts),
        formula=f"{top.formula} / {bottom.formula}",
        detail={**top.detail, **found.detail},
        valuations=top.valuations,
    )


def rank(query: Query, kind: Kind, edition: Edition, index: FactIndex) -> Amount:
    """The partner's place (1 is the largest) among all states, where nobody unseen can change it.

    What the partners observed leave of the total bounds every other; `detail` holds `best`,
    `worst` (None: no bound) and `ranking`, as of goods.
    """
    period = query.period
    if period is None or query.partner in (None, WORLD) or not is_one_state(query.subject):
        return undefined("no_partner")
    own = level(query, kind, edition, index)
    if own.value is None:
        return own.but(unit="rank", lower=None)
    observed, rest = _observed(query, kind, edition, index)
    mine = {*parties(query.partner or "", period.end), query.subject}
    scope = set(parties(query.among, period.end)) if query.among else None
    rivals = {
        name: value
        for name, value in observed.items()
        if name not in mine and is_one_state(name) and (scope is None or name in scope)
    }
    best = 1 + sum(value > own.value for value in rivals.values())
    worst = _worst(own, rivals, rest)
    ranking = sorted([(query.partner or "", own.value), *rivals.items()], key=_order)
    amount = own.but(
        unit="rank", value=None, formula=f"place of {own.formula}",
        detail={**own.detail, "best": best, "worst": worst, "ranking": tuple(ranking)},
    )  # fmt: skip
    if best == worst:
        return amount.but(value=Decimal(best))
    return amount.but(missing=Missing.INCOMPLETE, lower=Decimal(best))


def _order(pair: tuple[str, Decimal]) -> tuple[Decimal, str]:
    return -pair[1], pair[0]


def _observed(
    query: Query, kind: Kind, edition: Edition, index: FactIndex
) -> tuple[dict[str, Decimal], Decimal | None]:
    """Every partner's amount, and what they leave of the total; None without a total."""
    period, series = query.period, series_of(kind, edition)
    if period is None:
        return {}, None
    side = "subject" if kind.inward else "partner"
    pair = (WORLD, query.subject) if kind.inward else (query.subject, WORLD)
    cell = Cell(*pair, PRODUCT)
    found = {}
    for other in index.others(series, cell, side, (period.start, period.end)):
        if other not in (WORLD, query.subject):
            ends = (other, query.subject) if kind.inward else (query.subject, other)
            amount = index.amount(series, Cell(*ends, PRODUCT), period)
            if amount.floor is not None:
                found[other] = amount.floor
    if index.covers_everybody(series, cell, period, side):
        return found, ZERO
    whole = index.amount(series, cell, period)
    if whole.value is None:
        return found, None
    return found, max(EXACT.subtract(whole.value, sum(found.values(), ZERO)), ZERO)


def _worst(own: Amount, rivals: dict[str, Decimal], rest: Decimal | None) -> int | None:
    value = own.value
    if rest is None or value is None or value <= 0 or own.inferred:
        return None
    above = sum(EXACT.add(amount, rest) > value for amount in rivals.values())
    return 1 + above + (int(EXACT.divide_int(rest, value)) if rest > value else 0)
