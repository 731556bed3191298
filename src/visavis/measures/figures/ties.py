"""Treaties and sanctions between two states: how many, which, and whether an alliance holds.

The traps: a list of treaties ends, and what was in force on its last day may not be the day after;
a bare year is the whole year and no day of it; a treaty of many members is one agreement, however
many pairs it binds. Trade, alliances and defence stand in lists of different publishers, and no
list has all agreements of two states.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from visavis.measures.figures.amounts import Amount
from visavis.measures.figures.base import Edition, Needs, by_preference, published, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import parties
from visavis.model.facts import WORLD, Tie
from visavis.model.figures import Missing, Part, RowRef
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.states import is_state, state
from visavis.model.wanted import Wanted

__all__ = ["agreements", "alliance", "editions", "needs", "sanctions", "stated_span"]

STORED = {
    "agreements": ("trade_agreement", "alliance", "defence_agreement"),
    "alliance": ("alliance",),
    "sanctions": ("sanction",),
}
"""The stored relations that answer a measure."""

_WORDS = {
    "trade_agreement": "trade agreements", "alliance": "alliances",
    "defence_agreement": "defence cooperation agreements", "sanction": "sanctions",
}  # fmt: skip
_AMENDMENT = "amendment"
_PLEDGES = ("defence", "offence", "neutrality", "nonaggression", "consultation")
"""What an alliance may promise, from the most to the least."""

_ALL_DAYS = date(1, 1, 1), date(9999, 12, 31)

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Case:
    """One treaty or case with all its ties between the two sides."""

    key: str
    ties: tuple[Tie, ...]

    @property
    def first(self) -> Tie:
        """The tie that names it."""
        return self.ties[0]


def needs(query: Query) -> Needs:
    """Every tie of the two sides, whenever it was: a treaty is told from others by its dates."""
    if query.period is None or query.partner in (None, WORLD):
        return ()
    on = query.period.end
    sides = [frozenset(parties(side, on)) for side in (query.subject, query.partner or "")]
    relations = frozenset(STORED[query.measure])
    return (Wanted(relations, sides[0], sides[1], None, *_ALL_DAYS, table="ties"),)


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The lists at hand, each of which counts by itself; those that have any of the two's first."""
    found = [e for stored in STORED[query.measure] for e in published(query, index, stored)]
    if query.period is None or query.partner in (None, WORLD):
        return tuple(found)

    def order(edition: Edition) -> tuple[bool, tuple[int, str]]:
        has_any = any(_is_own(case) for case in _cases(query, edition, index))
        return not has_any, by_preference(query.measure, edition.source)

    return tuple(sorted(found, key=order))


def agreements(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """How many agreements of the list the two signed in the period; each is in `detail["ties"]`.

    Amendments and the joining of a third state to a bloc are no signatures of the two. `detail`
    says how many were in force on the last day. Zero only where the list is meant to be complete.
    """
    return _counted(query, edition, index, lambda tie, span: _lies(_signed(tie), span))


def sanctions(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """How many cases of the subject's sanctions on the partner were in force in the year.

    Of a longer period, how many began in it. Each is in `detail["ties"]`, with what it is of the
    sender's (`of EU`, `of UN`).
    """
    period = query.period
    if period is not None and len(period.years) == 1:
        last = _last_day(edition, index)
        return _counted(query, edition, index, lambda tie, span: _overlaps(tie, span, last))
    return _counted(query, edition, index, lambda tie, span: _lies(_began(tie), span))


def alliance(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The most that an alliance of the two promised on the period's last day, as text.

    `defence`, `offence`, `neutrality`, `nonaggression`, `consultation` or `none`, which is known
    within the list's time alone. `detail["ties"]` has the alliances of the period.
    """
    period = query.period
    if period is None or query.partner in (None, WORLD):
        return undefined("no_period" if period is None else "no_partner")
    cells = _cells(query, period)
    series = _series(edition)
    if not any(index.carries(series, cell) for cell in cells):
        return Amount(missing=Missing.NO_SOURCE, unit="status")
    base = _base(query, edition, _cases(query, edition, index), index)
    day = period.end, period.end
    if not all(_is_complete(index, series, cell, day) for cell in cells):
        return base.but(missing=Missing.OUT_OF_COVERAGE, unit="status")
    held = {
        word
        for case in _cases(query, edition, index)
        for tie in case.ties
        if _overlaps(tie, day, period.end)
        for word in tie.kind.split("; ")
    }
    return base.but(text=next((word for word in _PLEDGES if word in held), "none"), unit="status")


def stated_span(day: date, precision: str) -> Span:
    """The days that a date stands for, as finely as it is stated."""
    if precision == "day":
        return day, day
    if precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _counted(
    query: Query, edition: Edition, index: FactIndex, is_in: Callable[[Tie, Span], bool | None]
) -> Amount:
    period = query.period
    if period is None or query.partner in (None, WORLD):
        return undefined("no_period" if period is None else "no_partner")
    cells, series = _cells(query, period), _series(edition)
    if not any(index.carries(series, cell) for cell in cells):
        return Amount(missing=Missing.NO_SOURCE, unit="count")
    span = period.start, period.end
    cases = [case for case in _cases(query, edition, index) if _is_own(case)]
    answers = {case.key: [is_in(tie, span) for tie in case.ties] for case in cases}
    counted = [case for case in cases if True in answers[case.key]]
    is_open = any(None in found and True not in found for found in answers.values())
    base = _base(query, edition, cases, index).but(unit="count")
    value = Decimal(len(counted))
    words = f"{_WORDS[edition.relation]} of {query.subject} and {query.partner}"
    if edition.relation == "sanction":
        words = f"{_WORDS[edition.relation]} of {query.subject} on {query.partner}"
    label = (("value", words, value, "count", *edition[:2], "publisher"),)
    base = base.but(formula=words, parts=tuple(Part(*each) for each in label))
    is_covered = all(_is_complete(index, series, cell, span) for cell in cells)
    if is_covered and not is_open:
        if not counted:
            flow = frozenset({f"{query.subject}>{query.partner}"})
            return base.but(value=value, inferred=True, assumed=flow)
        return base.but(value=value)
    if counted:
        return base.but(missing=Missing.INCOMPLETE, lower=value)
    known = any(index.meaning(series, cell, *_lifetime(cell, span)) for cell in cells)
    return base.but(missing=Missing.NOT_REPORTED if known else Missing.OUT_OF_COVERAGE)


def _series(edition: Edition) -> Series:
    return Series(edition.source, edition.vintage, edition.relation, "publisher")


def _cells(query: Query, period: Period) -> list[Cell]:
    subjects = parties(query.subject, period.end)
    partners = parties(query.partner or "", period.end)
    return [Cell(a, b, "") for a in subjects for b in partners if a != b]


def _lifetime(cell: Cell, span: Span) -> Span:
    """The part of the span in which both existed: before that neither had a treaty."""
    start, end = span
    for name in cell[:2]:
        if is_state(name):
            start = max(start, state(name).born or start)
            end = min(end, state(name).died or end)
    return (start, end) if start <= end else span


def _is_complete(index: FactIndex, series: Series, cell: Cell, span: Span) -> bool:
    return index.meaning(series, cell, *_lifetime(cell, span)) == "zero"


def _last_day(edition: Edition, index: FactIndex) -> date:
    """The last day of which the list tells: whether a tie without an end went on is not known."""
    spans = index.spans(_series(edition), ((WORLD,), (WORLD,), ""))
    return max((end for _, end in spans), default=date.max)


def _cases(query: Query, edition: Edition, index: FactIndex) -> list[_Case]:
    """The treaties or cases that bind any of the subject with any of the partner, by first date."""
    period = query.period
    on = period.end if period is not None else date.max
    subjects, partners = (
        frozenset(parties(side or "", on)) for side in (query.subject, query.partner)
    )
    is_directed = query.measure == "sanctions"
    by_key: dict[str, list[Tie]] = defaultdict(list)
    for tie in index.ties:
        if (tie.source, tie.vintage, tie.relation) != (*edition[:2], edition.relation):
            continue
        there = tie.subject in subjects and tie.partner in partners
        back = tie.subject in partners and tie.partner in subjects
        if there or (back and not is_directed):
            by_key[tie.key].append(tie)
    found = [_Case(key, tuple(sorted(ties, key=_order))) for key, ties in by_key.items()]
    return sorted(found, key=lambda case: (_order(case.first), case.key))


def _order(tie: Tie) -> tuple[date, date, str, str]:
    return (tie.signed or tie.start or date.max, tie.start or date.max, tie.subject, tie.partner)


def _is_own(case: _Case) -> bool:
    """Whether it is an agreement of its own, and no change of another."""
    return case.first.kind != _AMENDMENT


def _signed(tie: Tie) -> Span | None:
    return stated_span(tie.signed, tie.precision) if tie.signed is not None else None


def _began(tie: Tie) -> Span | None:
    return stated_span(tie.start, tie.precision) if tie.start is not None else None


def _lies(found: Span | None, span: Span) -> bool | None:
    """Whether the date lies in the span; None where it may."""
    if found is None or found[1] < span[0] or span[1] < found[0]:
        return False
    return True if span[0] <= found[0] and found[1] <= span[1] else None


def _overlaps(tie: Tie, span: Span, last: date) -> bool | None:
    """Whether it was in force on a day of the span, as far as the list tells (up to `last`)."""
    began = _began(tie)
    if began is None:
        return False
    if span[1] < began[0] or (tie.end is not None and tie.end < span[0]):
        return False
    if tie.end is None and span[0] > last:
        return None
    return True if began[1] <= span[1] or tie.precision == "year" else None


def _base(query: Query, edition: Edition, cases: Sequence[_Case], index: FactIndex) -> Amount:
    """Rows and `detail` of the cases that were signed, began or held in the period."""
    period = query.period
    span = (period.start, period.end) if period is not None else _ALL_DAYS
    last = _last_day(edition, index)
    shown = [case for case in cases if any(_touches(tie, span, last) for tie in case.ties)]
    held = [c for c in shown if any(_overlaps(t, (span[1], span[1]), last) for t in c.ties)]
    began = [c for c in shown if any(_lies(_began(t), span) for t in c.ties)]
    return Amount(
        rows=tuple(_rows(edition, shown)),
        vintages=frozenset({edition[:2]}),
        detail={
            "relation": edition.relation,
            "until": last.isoformat(),
            "in_force": len(held),
            "began": len(began),
            "ties": tuple(_described(case, span[1], last) for case in shown),
        },
    )


def _touches(tie: Tie, span: Span, last: date) -> bool:
    signed = _lies(_signed(tie), span)
    return signed is not False or _overlaps(tie, span, last) is not False


def _rows(edition: Edition, cases: Iterable[_Case]) -> Iterable[RowRef]:
    return (RowRef(*edition[:2], tie.origin_row) for case in cases for tie in case.ties)


def _described(case: _Case, day: date, last: date) -> dict[str, object]:
    """What people are told of a case: title, dates as they are stated, what is in it."""
    first = case.first
    pairs = sorted({f"{tie.subject}-{tie.partner}" for tie in case.ties})
    starts = sorted({tie.start for tie in case.ties if tie.start is not None})
    return {
        "key": case.key,
        "title": first.title,
        "kinds": tuple(sorted({tie.kind for tie in case.ties})),
        "signed": _text(first.signed, first.precision),
        "starts": tuple(str(_text(day, first.precision)) for day in starts),
        "end": _text(_end(case), first.precision),
        "precision": first.precision,
        "in_force": any(_overlaps(tie, (day, day), last) is True for tie in case.ties),
        "pairs": tuple(pairs),
    }


def _end(case: _Case) -> date | None:
    """The last day of its last tie; None where one of them goes on."""
    ends = [tie.end for tie in case.ties]
    return None if None in ends else max(end for end in ends if end is not None)


def _text(day: date | None, precision: str) -> str | None:
    if day is None:
        return None
    return {"day": day.isoformat(), "month": f"{day:%Y-%m}"}.get(precision, f"{day:%Y}")
