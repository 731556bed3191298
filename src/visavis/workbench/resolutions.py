"""One resolution: every roll call that bears its number, and what both sides did in each.

The trap is the number of several votes. `41/88` was voted on in parts A, B and C, and two records
may hold the same vote: each roll call is told by itself and none is merged with another.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.measures.figures.parties import parties
from visavis.model.assembly import full_symbol
from visavis.model.groups import members
from visavis.model.queries import Query
from visavis.model.wanted import VotesWanted
from visavis.workbench.ballots import Ballot, ballots, seat
from visavis.workbench.bench import Workbench
from visavis.workbench.vote_rows import position_rows

if TYPE_CHECKING:
    import polars

__all__ = ["Resolution", "Vote", "resolution"]

_FIRST, _LAST = date(1946, 1, 1), date(9999, 12, 31)
_EXPECTED = (
    "a number such as 68/262, ES-11/1 or 2758(XXVI); resolutions adopted without a vote have no "
    "roll call, and records give few votes before 1967 and since 2022 their number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One roll call with the two sides' positions."""

    ballot: Ballot
    members: int
    """Members of the UN on the day, as the list of memberships has them."""
    a: Mapping[str, str]
    """By state of the first side, as it was on the day: `yes`, `no`, `abstain`, `absent`, or why
    there is none: `not_a_state`, `not_a_member`, `not_recorded`. Empty: a group without members."""
    b: Mapping[str, str]

    def query(self, state: str) -> Query:
        """The question whose answer is the state's position."""
        call = self.ballot.call
        return Query(
            measure="vote_position", subject=state, form="position", book="publisher",
            source=call.source, vintage=call.vintage, resolution=call.roll_call.resolution,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The roll calls of one number, oldest first."""

    symbol: str
    a: str
    b: str
    votes: tuple[Vote, ...]

    def to_dicts(self) -> list[dict[str, object]]:
        """One row of plain values for each state in each roll call."""
        return position_rows(self.votes, (self.a, self.b))

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a Polars frame."""
        import polars

        return polars.DataFrame(self.to_dicts(), infer_schema_length=None)


def resolution(bench: Workbench, a: str, b: str, number: str) -> Resolution:
    """Both sides in every roll call on the resolution (`68/262`) and on its parts (`41/88A`).

    Raises:
        UsageError: No record at hand has a roll call of that number, or a side is unknown.
        StoreError: The store's tables cannot be read.
    """
    symbol = re.sub(r"\s", "", full_symbol(number))
    symbols = _symbols(bench, symbol)
    if not symbols:
        raise UsageError(f"resolution {number!r}", "no roll call of that number", _EXPECTED)
    found = ballots(bench, [VotesWanted(each, None) for each in symbols])
    votes = [
        Vote(ballot=each, members=len(members("UN", each.held_on)), a=_seats(a, each),
             b=_seats(b, each))
        for each in found
    ]  # fmt: skip
    return Resolution(symbol=symbol, a=a, b=b, votes=tuple(votes))


def _symbols(bench: Workbench, symbol: str) -> list[str]:
    """The symbols at hand that are the number itself or a lettered part of it."""
    head, bracket, session = symbol.partition("(")
    part = re.compile(rf"{re.escape(head)}[A-Z]{{0,2}}{re.escape(bracket + session)}")
    asked = [VotesWanted(None, frozenset(), _FIRST, _LAST)]
    calls = bench.store.roll_calls(asked, bench.as_of)
    known = {call.roll_call.resolution for call in calls}
    return sorted(each for each in known if part.fullmatch(each))


def _seats(side: str, ballot: Ballot) -> dict[str, str]:
    return {state: seat(state, ballot) for state in parties(side, ballot.held_on)}
