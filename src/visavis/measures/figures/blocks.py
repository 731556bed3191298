"""Whether a row lies in a block that a question needs, by the rule by which a store is asked.

The trap is the neighbour. A store may return more rows than were asked for, and rows of earlier
questions stay in memory: an answer that used them would depend on what was asked before.
"""

from collections.abc import Iterable
from datetime import date

from visavis.model.facts import CodedEvent, TalliedRollCall, Tie, Trip
from visavis.model.wanted import VotesWanted, Wanted

__all__ = ["asks_for", "holds_event", "holds_ids", "holds_tie", "holds_trip", "states_of"]

Ids = frozenset[str] | None


def holds_ids(ids: Ids, name: str) -> bool:
    """Whether the ids name it; None stands for every id."""
    return ids is None or name in ids


def holds_trip(block: Wanted, trip: Trip) -> bool:
    """Whether the journey touches the block's days, its subjects travelling to its partners."""
    return (
        holds_ids(block.subjects, trip.traveller)
        and holds_ids(block.partners, trip.host)
        and trip.start <= block.end
        and block.start <= trip.end
    )


def holds_tie(block: Wanted, tie: Tie) -> bool:
    """Whether the tie joins the block's sides, in either order, and may be alive in its days."""
    return (
        holds_ids(block.relations, tie.relation)
        and _either_way(block, tie.subject, tie.partner)
        and (tie.end or date.max) >= block.start
        and (tie.signed or tie.start or date.min) <= block.end
    )


def holds_event(block: Wanted, event: CodedEvent) -> bool:
    """Whether the event lies in the block's days, between its sides in either order."""
    between = _either_way(block, event.actor, event.target)
    return between and block.start <= event.on <= block.end


def asks_for(block: VotesWanted, call: TalliedRollCall) -> bool:
    """Whether the block asks for the roll call: by its resolution, else by its day."""
    if block.resolution is not None:
        return call.roll_call.resolution == block.resolution
    return (block.start or date.min) <= call.roll_call.held_on <= (block.end or date.max)


def states_of(blocks: Iterable[VotesWanted]) -> Ids:
    """The states whose casts any of the blocks asks for; None: every member's."""
    found: frozenset[str] = frozenset()
    for block in blocks:
        if block.states is None:
            return None
        found |= block.states
    return found


def _either_way(block: Wanted, one: str, other: str) -> bool:
    there = holds_ids(block.subjects, one) and holds_ids(block.partners, other)
    return there or (holds_ids(block.subjects, other) and holds_ids(block.partners, one))
