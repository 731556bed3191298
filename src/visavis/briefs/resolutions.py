"""`visavis align --resolution`: one resolution's roll calls, in words, as JSON and as CSV.

The first sentence says of each roll call (at most three) what a state did, and of a group how many
of its members did what; where there are more, how many there are.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from visavis.briefs.alignment_records import rows_csv
from visavis.briefs.books import publisher_words
from visavis.briefs.forerunners import before_words
from visavis.briefs.found import POSITIONS
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.periods import period_words
from visavis.briefs.records import data_record
from visavis.briefs.sheets import Sheet
from visavis.briefs.tables import Table
from visavis.briefs.topics import resolution_number
from visavis.model.states import is_state
from visavis.workbench.resolutions import Resolution, Vote
from visavis.workbench.vote_rows import call_row

__all__ = ["resolution_csv", "resolution_json", "resolution_sheet"]

_SAID = 3
"""Roll calls that the first sentences tell one by one."""

_WORDS = {
    **POSITIONS,
    "not_a_state": "was not a state then",
    "not_a_member": "was not a member of the UN then",
    "not_recorded": "is not in the record",
}
_OF_MANY = {
    "absent": "were absent",
    "not_a_state": "were no states then",
    "not_a_member": "were not members of the UN then",
    "not_recorded": "are not in the record",
}
_ORDER = tuple(_WORDS)


def resolution_sheet(found: Resolution) -> Sheet:
    """A table for each roll call, and what the two sides did in the first of them in words."""
    sides = joined([name(found.a), name(found.b)])
    number = resolution_number(found.symbol)
    return Sheet(
        title=f"{capitalised(sides)} on resolution {number} of the UN General Assembly",
        finding=tuple(_finding(found)),
        tables=tuple(_table(found, vote) for vote in found.votes),
        notes=tuple(_notes(found)),
        vintages=frozenset((v.ballot.call.source, v.ballot.call.vintage) for v in found.votes),
    )


def resolution_json(found: Resolution) -> str:
    """`{"object": "resolution", "symbol", "a", "b", "roll_calls": [...], "data": [...]}`."""
    vintages = {(vote.ballot.call.source, vote.ballot.call.vintage) for vote in found.votes}
    record = {
        "object": "resolution",
        "symbol": found.symbol,
        "a": found.a,
        "b": found.b,
        "roll_calls": [
            {
                **call_row(vote.ballot.call),
                "members": vote.members,
                "sides": [_side_record(vote, side) for side in (vote.a, vote.b)],
            }
            for vote in found.votes
        ],
        "data": [data_record(*pair) for pair in sorted(vintages)],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def resolution_csv(found: Resolution) -> str:
    """One row for each state in each roll call."""
    return rows_csv(found.to_dicts())


def _side_record(vote: Vote, positions: Mapping[str, str]) -> dict[str, object]:
    return {
        "split": dict(sorted(Counter(positions.values()).items())),
        "positions": [
            {"state": state, "position": position, "query": str(vote.query(state))}
            for state, position in positions.items()
        ],
    }


def _finding(found: Resolution) -> Iterator[str]:
    total = len(found.votes)
    if total > 1:
        yield f"{total} roll calls at hand bear this number; each is told by itself."
    for vote in found.votes[: _SAID if total <= _SAID else 0]:
        said = [_did(side, each) for side, each in ((found.a, vote.a), (found.b, vote.b))]
        day = period_words(vote.ballot.held_on.isoformat())
        yield f"{capitalised(joined(said))} ({_label(vote)}, {day})."


def _label(vote: Vote) -> str:
    return resolution_number(vote.ballot.call.roll_call.resolution)


def _did(side: str, positions: Mapping[str, str]) -> str:
    """`Russia voted against`; `of ASEAN's 10 members 5 voted in favour and 1 was absent`."""
    if is_state(side):
        return f"{name(side)} {_WORDS[positions[side]]}"
    if not positions:
        return f"{name(side)} had no members then"
    counts = Counter(positions.values())
    parts = [
        f"{counts[each]} {_WORDS[each] if counts[each] == 1 else _OF_MANY.get(each, _WORDS[each])}"
        for each in _ORDER
        if counts[each]
    ]
    return f"of the {len(positions)} states of {name(side)} {joined(parts)}"


def _table(found: Resolution, vote: Vote) -> Table:
    call = vote.ballot.call
    counts = (
        f"{call.yes} in favour, {call.no} against, {call.abstain} abstained, {call.absent} absent"
    )
    title = call.roll_call.title or "no title in the record"
    head = f"{_label(vote)}, {vote.ballot.held_on.isoformat()}, {title}: {counts}"
    counted = call.yes + call.no + call.abstain + call.absent
    if counted != vote.members:
        head += f", {counted} of {vote.members} members"
    head += f" ({publisher_words(call.source)})"
    rows = []
    for side, positions in ((found.a, vote.a), (found.b, vote.b)):
        for position in _ORDER:
            who = sorted(name(state) for state, each in positions.items() if each == position)
            if who:
                words = (
                    _WORDS[position] if len(who) == 1 else _OF_MANY.get(position, _WORDS[position])
                )
                rows.append((name(side), words, str(len(who)), ", ".join(who)))
        if not positions:
            rows.append((name(side), "had no members then", "0", ""))
    return Table(head, ("side", "vote", "states", "who"), tuple(rows))


def _notes(found: Resolution) -> Iterator[tuple[str, str]]:
    calls = [vote.ballot.call for vote in found.votes]
    symbols = {call.roll_call.resolution for call in calls}
    if len(symbols) > 1:
        yield "parts", f"{joined(sorted(map(resolution_number, symbols)))} are votes of their own"
    if len({(call.source, call.vintage) for call in calls}) > 1:
        yield "records", "two records of the same vote may differ in a few states"
    first = found.votes[0]
    positions = {**first.a, **first.b}
    unborn = [state for state, each in positions.items() if each == "not_a_state"]
    for words in before_words(unborn):
        yield "before", words
    for state in [*positions][:1]:
        yield "query", str(first.query(state))
