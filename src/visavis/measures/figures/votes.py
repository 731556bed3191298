"""Votes of the UN General Assembly: how a state voted, the tally, how alike two states vote.

The trap is absence. A member that stayed away took no position: it is neither an abstention nor a
disagreement, and roll calls that either of two states missed do not count for their agreement.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from visavis.measures.figures.amounts import EXACT, HUNDRED, ZERO, Amount
from visavis.measures.figures.base import Edition, Needs, published, undefined
from visavis.measures.figures.covers import Cell, Series
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.official import official_votes
from visavis.measures.figures.parties import is_one_state, parties
from visavis.measures.figures.stances import is_unanimous
from visavis.model.facts import TalliedRollCall
from visavis.model.figures import Missing, Part
from visavis.model.groups import members
from visavis.model.queries import Query
from visavis.model.wanted import VotesWanted

__all__ = ["ASSEMBLY", "TALLIES", "agreement", "editions", "needs", "position", "tally"]

ASSEMBLY = "UNGA"
"""The subject of a tally over all members."""

TALLIES = {
    "un_vote_for": "yes",
    "un_vote_against": "no",
    "un_vote_abstain": "abstain",
    "un_vote_absent": "absent",
}
_STANCE = {"yes": Decimal(1), "abstain": Decimal("0.5"), "no": ZERO}
_UNSEATED = 4
"""Members without a row up to which a roll call counts as whole: some were seated days later, or
are two in one record and one in the other. A record short of votes leaves all its absentees out."""


def needs(query: Query) -> Needs:
    """The roll calls of the resolution or of the period, with all casts or those of the pair."""
    if query.resolution is not None:
        return (VotesWanted(query.resolution, None),)
    if query.period is None or query.measure != "vote_agreement" or query.partner is None:
        return ()
    states = frozenset({query.subject, query.partner})
    return (VotesWanted(None, states, query.period.start, query.period.end),)


def editions(query: Query, index: FactIndex) -> tuple[Edition, ...]:
    """The sources of roll calls, in the order of relations.csv."""
    return published(query, index, "votes")


def position(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """What the subject did in the roll call: `yes`, `no`, `abstain`, `absent`, without a number.

    For a group: the position that all its members took, else `split`; `detail["positions"]` has
    each member's. A state without a row was no member, or the record lacks it.
    """
    if query.subject == ASSEMBLY:
        return undefined("no_subject")
    call = _roll_call(query, edition, index)
    if isinstance(call, Amount):
        return call.but(unit="vote")
    found, lacking = _casts(query.subject, call, index)
    base = _about(call).but(unit="vote", lacking=lacking, present=tuple(found))
    detail = {**base.detail, "positions": found}
    if not found:
        return base.but(missing=Missing.NOT_REPORTED, detail={**detail, "reason": "no_cast"})
    if is_one_state(query.subject):
        return base.but(text=found[query.subject], detail=detail, present=())
    positions = set(found.values())
    if len(positions) == 1 and lacking and _is_short(call, index):
        return base.but(missing=Missing.INCOMPLETE, detail=detail)
    return base.but(text=positions.pop() if len(positions) == 1 else "split", detail=detail)


def tally(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """How many members voted so, of the whole Assembly or of the group that is the subject."""
    word = TALLIES[query.measure]
    call = _roll_call(query, edition, index)
    if isinstance(call, Amount):
        return call.but(unit="count")
    base = _about(call).but(unit="count")
    if query.subject == ASSEMBLY:
        if _is_short(call, index):
            return base.but(missing=Missing.INCOMPLETE)
        return base.but(value=Decimal(_tally(call)[word]))
    found, lacking = _casts(query.subject, call, index)
    base = base.but(detail={**base.detail, "positions": found})
    if lacking and _is_short(call, index):
        return base.but(missing=Missing.INCOMPLETE)
    return base.but(value=Decimal(sum(cast == word for cast in found.values())))


def _casts(
    subject: str, call: TalliedRollCall, index: FactIndex
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What each state meant did, by id, and which of them have no row."""
    casts = index.casts[call.source, call.roll_call.rid]
    states = parties(subject, call.roll_call.held_on)
    found = {state: casts[state] for state in states if state in casts}
    return found, tuple(state for state in states if state not in casts)


def _tally(call: TalliedRollCall) -> dict[str, int]:
    return {"yes": call.yes, "no": call.no, "abstain": call.abstain, "absent": call.absent}


def _is_short(call: TalliedRollCall, index: FactIndex) -> bool:
    """Whether the record lacks votes: several members have no row, and nobody is absent."""
    casts = index.casts.get((call.source, call.roll_call.rid), {})
    seated = members("UN", call.roll_call.held_on)
    return call.absent == 0 and 0 < len(casts) < len(seated) - _UNSEATED


def agreement(query: Query, edition: Edition, index: FactIndex) -> Amount:
    """Average agreement of two states over the roll calls in which both voted, in per cent.

    Same position counts 1, yes against no 0, an abstention beside either one half. Roll calls on
    which all members that voted took the same position are left out, and so are those that either
    missed. Symmetric. `detail` holds `n` (counted) of `roll_calls` (all in the period), how many
    `elsewhere` only other records have, and in `official_votes` what they are of all official
    votes. Where the record ends inside the period there is no value.

    Source: Voeten (2013), "Data and Analyses of Voting in the UN General Assembly"; the index is
    Lijphart's (1963), American Political Science Review 57: 902-917.
    """
    if query.period is None or query.partner is None:
        return undefined("no_period" if query.period is None else "no_partner")
    if query.subject == query.partner:
        return undefined("a state with itself")
    series = Series(edition.source, edition.vintage, "votes", "publisher")
    start, end = query.period.start, query.period.end
    means = index.meaning(series, Cell(query.subject, "", ""), start, end)
    calls = [
        call
        for call in index.roll_calls.values()
        if (call.source, call.vintage) == edition[:2] and start <= call.roll_call.held_on <= end
    ]
    divided = [call for call in calls if not is_unanimous(call)]
    scores = list(_scores(query.subject, query.partner, divided, index))
    words = f"voting agreement of {query.subject} and {query.partner}"
    base = Amount(
        unit="pct",
        vintages=frozenset({edition[:2]}),
        formula=f"{words}: mean of 1 - |difference of positions| / 2",
        detail={
            "n": len(scores),
            "divided": len(divided),
            "roll_calls": len(calls),
            "elsewhere": _elsewhere(calls, (start, end), edition, index),
            "official_votes": official_votes(query.subject, (start, end), edition, calls, index),
        },
    )
    if not scores:
        reason = Missing.OUT_OF_COVERAGE if means is None else Missing.NOT_REPORTED
        return base.but(missing=reason)
    summed = ZERO
    for score in scores:
        summed = EXACT.add(summed, score)
    value = EXACT.multiply(EXACT.divide(summed, Decimal(len(scores))), HUNDRED)
    part = Part("value", words, value, "pct", *edition[:2], "publisher")
    if means is None:
        return base.but(missing=Missing.INCOMPLETE, detail={**base.detail, "so_far": value})
    return base.but(value=value, parts=(part,))


def _elsewhere(
    calls: Sequence[TalliedRollCall],
    span: tuple[date, date],
    edition: Edition,
    index: FactIndex,
) -> int:
    """How many roll calls of the period other records hold that this one lacks."""
    held = {call.roll_call.resolution for call in calls}
    return sum(
        call.source != edition.source
        and span[0] <= call.roll_call.held_on <= span[1]
        and call.roll_call.resolution not in held
        for call in index.roll_calls.values()
    )


def _scores(
    a: str, b: str, calls: Iterable[TalliedRollCall], index: FactIndex
) -> Iterable[Decimal]:
    for call in calls:
        casts = index.casts[call.source, call.roll_call.rid]
        ours, theirs = _STANCE.get(casts.get(a, "")), _STANCE.get(casts.get(b, ""))
        if ours is not None and theirs is not None:
            yield EXACT.subtract(Decimal(1), abs(EXACT.subtract(ours, theirs)))


def _roll_call(query: Query, edition: Edition, index: FactIndex) -> TalliedRollCall | Amount:
    """The one roll call on the resolution; an amount without value where there is none or two."""
    if query.resolution is None:
        return undefined("no_resolution")
    calls = sorted(
        (
            call
            for call in index.roll_calls.values()
            if call.roll_call.resolution == query.resolution
            and (call.source, call.vintage) == edition[:2]
        ),
        key=lambda call: (call.roll_call.held_on, call.roll_call.rid),
    )
    if not calls:
        return Amount(missing=Missing.NOT_REPORTED, vintages=frozenset({edition[:2]}))
    if len(calls) > 1:
        return undefined(f"{len(calls)} roll calls on {query.resolution}")
    return calls[0]


def _about(call: TalliedRollCall) -> Amount:
    found = call.roll_call
    words = f"roll call on {found.resolution}"
    return Amount(
        vintages=frozenset({(call.source, call.vintage)}),
        formula=words,
        parts=(Part("value", words, None, "vote", call.source, call.vintage, "publisher"),),
        detail={
            "resolution": found.resolution, "held_on": found.held_on.isoformat(),
            "title": found.title, "rid": found.rid, "tally": _tally(call),
        },
    )  # fmt: skip
