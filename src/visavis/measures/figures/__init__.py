"""Figures from rows: pure functions over rows in memory, without any reading or fetching.

`MEASURES` is the list of everything that can be computed; `needs` says which rows a query could
use, `evaluate` answers it from an index of rows, `editions` pins it to each book and source.
"""

from visavis.measures.figures import (
    arms,
    bilateral,
    change,
    coded,
    ideal_points,
    investment,
    macro,
    membership,
    ranks,
    shares,
    ties,
    trade,
    visits,
    votes,
)
from visavis.measures.figures.amounts import Amount
from visavis.measures.figures.answers import answer, pinned
from visavis.measures.figures.base import Edition, Measure, Needs
from visavis.measures.figures.index import FactIndex
from visavis.model.figures import Figure
from visavis.model.queries import CHANGES, Query

__all__ = ["MEASURES", "FactIndex", "Needs", "editions", "evaluate", "needs"]

_LEVELS = ("level", "share", *CHANGES)


def _trade_needs(query: Query) -> Needs:
    return shares.needs(query) if query.form in ("share", "change_pp") else trade.needs(query)


def _trade_editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    wants_share = query.form in ("share", "change_pp")
    return shares.editions(query, index) if wants_share else trade.editions(query, index)


def _trade_amount(query: Query, edition: Edition, index: FactIndex) -> Amount:
    if query.form == "rank" or query.measure == "trade_partner_rank":
        return ranks.rank(query, edition, index)
    if query.form == "share":
        return shares.share(query, edition, index)
    if query.form in CHANGES:
        return change.change(query, edition, index, _trade_amount)
    return trade.level(query, edition, index)


def _size_amount(query: Query, edition: Edition, index: FactIndex) -> Amount:
    if query.form in CHANGES:
        return change.change(query, edition, index, _size_amount)
    return macro.size(query, edition, index)


def _vote_amount(query: Query, edition: Edition, index: FactIndex) -> Amount:
    if query.measure == "vote_position":
        return votes.position(query, edition, index)
    if query.measure == "vote_agreement":
        if query.form in CHANGES:
            return change.change(query, edition, index, _vote_amount)
        return votes.agreement(query, edition, index)
    return votes.tally(query, edition, index)


MEASURES: tuple[Measure, ...] = (
    Measure(
        names=tuple(name for name in trade.FLOWS if name != "trade_partner_rank"),
        forms=(*_LEVELS, "rank"),
        needs=_trade_needs,
        editions=_trade_editions,
        amount=_trade_amount,
        variants=shares.variants,
    ),
    Measure(
        names=("trade_partner_rank",),
        forms=("rank", "level"),
        needs=_trade_needs,
        editions=_trade_editions,
        amount=_trade_amount,
    ),
    Measure(
        names=("gdp",),
        forms=_LEVELS,
        needs=macro.needs,
        editions=macro.editions,
        amount=_size_amount,
    ),
    Measure(
        names=("population",),
        forms=_LEVELS,
        needs=macro.needs,
        editions=macro.editions,
        amount=_size_amount,
        adds_up=False,
    ),
    Measure(
        names=("vote_position", *votes.TALLIES),
        forms=("position", "count", "level"),
        needs=votes.needs,
        editions=votes.editions,
        amount=_vote_amount,
        counts=True,
    ),
    Measure(
        names=("vote_agreement",),
        forms=("level", "share", "change_pp"),
        needs=votes.needs,
        editions=votes.editions,
        amount=_vote_amount,
        counts=True,
    ),
    Measure(
        names=("ideal_point", "ideal_distance"),
        forms=("level", "change_abs"),
        needs=ideal_points.needs,
        editions=ideal_points.editions,
        amount=ideal_points.amount,
        adds_up=False,
    ),
    Measure(
        names=("visits",),
        forms=("count", "level"),
        needs=visits.needs,
        editions=visits.editions,
        amount=visits.visits,
        counts=True,
    ),
    Measure(
        names=("agreements",),
        forms=("count", "level"),
        needs=ties.needs,
        editions=ties.editions,
        amount=ties.agreements,
        counts=True,
    ),
    Measure(
        names=("sanctions",),
        forms=("count", "level"),
        needs=ties.needs,
        editions=ties.editions,
        amount=ties.sanctions,
        counts=True,
    ),
    Measure(
        names=("alliance",),
        forms=("status", "level", "position"),
        needs=ties.needs,
        editions=ties.editions,
        amount=ties.alliance,
        counts=True,
    ),
    Measure(
        names=("membership",),
        forms=("status", "level", "position"),
        needs=membership.needs,
        editions=membership.editions,
        amount=membership.status,
        counts=True,
    ),
    Measure(
        names=("arms_exports", "arms_imports"),
        forms=(*_LEVELS, "rank"),
        needs=bilateral.needs,
        editions=arms.editions,
        amount=arms.amount,
    ),
    Measure(
        names=("arms_orders",),
        forms=("count", "level"),
        needs=bilateral.needs,
        editions=arms.editions,
        amount=arms.amount,
    ),
    Measure(
        names=("fdi_in_stock", "fdi_out_stock"),
        forms=(*_LEVELS, "rank"),
        needs=investment.needs,
        editions=investment.editions,
        amount=investment.amount,
        adds_up=False,
    ),
    Measure(
        names=tuple(coded.CODED),
        forms=("count", "level"),
        needs=coded.needs,
        editions=coded.editions,
        amount=coded.coded_events,
        counts=True,
    ),
)
"""Everything that can be computed from what a store may hold."""

_BY_NAME = {name: measure for measure in MEASURES for name in measure.names}


def needs(query: Query) -> Needs:
    """The blocks of rows that any edition of the query could use; empty where there are none."""
    measure = _BY_NAME.get(query.measure)
    return measure.needs(query) if measure is not None else ()


def evaluate(query: Query, index: FactIndex) -> Figure:
    """The answer from the rows that the query needs, with the book that the default rule chose.

    Rows of the index beyond its needs cannot be read, so that they change nothing.

    Raises:
        UsageError: The measure, a state or a group is unknown.
    """
    return answer(query, index, _BY_NAME.get)


def editions(query: Query, index: FactIndex) -> tuple[Query, ...]:
    """The same question pinned to each source and book that answers it at least in part."""
    measure = _BY_NAME.get(query.measure)
    if measure is None or query.form not in measure.forms:
        return ()
    return pinned(query, index, measure)
