"""Ideal points: where a state stands in one dimension of the Assembly's votes, and how far apart.

The trap is the scale. It is relative to all states of one estimation, so that a distance is taken
within one release only, and a session is never a calendar year: asked for a year, a release by
session answers for the session that opened in it and says so.

Source: Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61 (2): 430-456.
"""

from datetime import date

from visavis.measures.figures import change
from visavis.measures.figures.amounts import EXACT, Amount
from visavis.measures.figures.base import Edition, Needs, published, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import is_one_state
from visavis.model.assembly import session_that_opened_in
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.figures import Part
from visavis.model.periods import Period
from visavis.model.queries import CHANGES, Query
from visavis.model.wanted import Wanted

__all__ = ["OWN_ESTIMATE", "amount", "editions", "needs"]

OWN_ESTIMATE = "visavis_ideal_points"
"""The source of the points that visavis itself estimates."""

_STORED = "ideal_point"
_BOUNDS = ("ideal_point_low", "ideal_point_high")
_OTHERS = {"final_passage": "votes on final passage alone", "legacy": "the earlier method"}
"""Estimates that a release has beside that of all votes."""

_YEAR_DAYS = 366


def needs(query: Query) -> Needs:
    """All estimates of the one or two states around the period and the baseline."""
    sides = frozenset(side for side in (query.subject, query.partner) if side is not None)
    spans = [span for span in (query.period, query.baseline) if span is not None]
    return tuple(
        Wanted(
            frozenset({_STORED, *_BOUNDS}), sides, frozenset({""}), None,
            date(span.start.year, 1, 1), date(span.end.year + 1, 12, 31), query.vintage,
        )
        for span in spans
    )  # fmt: skip


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The releases by calendar year, then those by session; our own where neither is at hand.

    Named as a source, our own answers beside them. It never fills their gaps: its scale is another.
    """
    found = published(query, index, _STORED)
    theirs = tuple(each for each in found if each.source != OWN_ESTIMATE)
    return theirs or found


def amount(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """The score of the subject, or its distance from the partner's (never negative), or a change.

    `detail` holds the `interval` of a score (5th and 95th percentile), for a distance `intervals`
    of both by state, the `session` where it is one, and `other_estimates` of the same release.
    Only single states have a score.
    """
    if query.form in CHANGES:
        return change.change(query, edition, index, amount)
    if query.period is None:
        return undefined("no_period")
    if query.period.days > _YEAR_DAYS:
        return undefined("several_years")
    if query.measure == _STORED:
        return _score(query, query.subject, edition, index)
    if query.partner is None:
        return undefined("no_partner")
    ours, theirs = (_score(query, s, edition, index) for s in (query.subject, query.partner))
    base = ours.but(
        vintages=ours.vintages | theirs.vintages,
        rows=(*ours.rows, *theirs.rows),
        parts=(*ours.parts, *theirs.parts),
        formula=f"|{ours.formula} - {theirs.formula}|",
        detail=_of_both(ours, theirs, (query.subject, query.partner)),
        value=None,
    )
    if ours.value is None or theirs.value is None:
        return base.but(missing=ours.missing or theirs.missing)
    return base.but(value=abs(EXACT.subtract(ours.value, theirs.value)))


def _of_both(ours: Amount, theirs: Amount, states: tuple[str, str]) -> dict[str, object]:
    """The session of a distance, and the interval of each score where both have one."""
    found = {name: value for name, value in ours.detail.items() if name == "session"}
    bounds = [each.detail.get("interval") for each in (ours, theirs)]
    if None not in bounds:
        found["intervals"] = dict(zip(states, bounds, strict=True))
    return found


def _score(query: Query, state: str, edition: Edition, index: FactIndex) -> Amount:
    if not is_one_state(state):
        return undefined("a group has no ideal point of its own")
    series = Series(edition.source, edition.vintage, _STORED, "publisher")
    product = "" if query.product == ALL_PRODUCTS else query.product
    span, found = _found(query, state, product, series, index)
    words = f"ideal point of {state}"
    found = found.but(formula=words, unit="score", detail={})
    if found.value is None:
        return found
    detail: dict[str, object] = {}
    if span.start.month != 1:
        number = session_that_opened_in(span.start.year)
        detail["session"] = number
        found = found.but(formula=f"{words} in session {number}")
    low, high = (
        index.amount(series._replace(relation=name), Cell(state, "", product), span).value
        for name in _BOUNDS
    )
    if low is not None and high is not None:
        detail["interval"] = (low, high)
    others = {
        words: index.amount(series, Cell(state, "", name), span).value
        for name, words in _OTHERS.items()
        if name != product
    }
    if known := {words: value for words, value in others.items() if value is not None}:
        detail["other_estimates"] = known
    part = Part("value", found.formula, found.value, "score", *edition[:2], "publisher")
    return found.but(detail=detail, parts=(part,))


def _found(
    query: Query, state: str, product: str, series: Series, index: FactIndex
) -> tuple[Period, Amount]:
    """The span of the release's row and the row: the period itself, else the session it means."""
    asked = query.period or Period.of_year(date.max.year)
    cell = Cell(state, "", product)
    found = index.amount(series, cell, asked)
    opened = _opening_year(asked)
    if found.value is not None or opened is None:
        return asked, found
    session = Period.of_days(date(opened, 9, 1), date(opened + 1, 8, 31))
    other = index.amount(series, cell, session)
    return (asked, found) if other.value is None else (session, other)


def _opening_year(period: Period) -> int | None:
    """The year in which the session opened that a year, or a span from one autumn on, means."""
    if period.is_year:
        return period.start.year
    is_session = period.start.month in (7, 8, 9, 10) and period.days >= _YEAR_DAYS - 10
    return period.start.year if is_session and period.end.year == period.start.year + 1 else None
