"""Votes and roll calls in a store, as the estimation of ideal points takes them.

The traps: two records may hold the same roll call; a number names a roll call only together with
its day, since numbers were given twice and other files have their own; one seat has had several
holders, who are one state for the estimation, as in the authors' files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visavis.errors import UsageError
from visavis.model.assembly import session_period, session_that_opened_in
from visavis.model.extents import TableEntry
from visavis.model.tables import read_table
from visavis.store import Store

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RECORDS", "RollCalls", "roll_calls", "session_of"]

RECORDS = ("un_votes", "un_digital_library")
"""Sources of roll calls: the first that is at hand is taken whole, the second adds to it."""

_DATA = "derive/data"
_OPENING_MONTH = 9
_POSITIONS = {"yes": 1, "abstain": 2, "no": 3}
_EXACT_DAYS = date(1991, 9, 17)
"""From here on a day tells which roll call it was; the main record is whole before."""

_HEIRS = {"SUN": "RUS", "YUG": "SRB", "SCG": "SRB"}
"""Under whose id the authors' files count the votes of a state that is gone: one for them."""

_CHINAS_SEAT = date(1971, 10, 25)
"""Until this day China's seat was the Republic of China's, whose votes count under its later id."""

_SAME = 0.95
"""Share of equal votes from which two roll calls of neighbouring days are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCalls:
    """The record of the Assembly at hand, its states being holders of seats through time."""

    votes: "pl.DataFrame"
    """state (the seat, by its last holder's id), roll_call, position, holder (who voted)."""
    calls: "pl.DataFrame"
    """roll_call (numbered by day), session, year, is_part, source, rid, held_on."""
    repeats: "pl.DataFrame"
    """first, second: numbers of roll calls on the same text."""
    entries: tuple[TableEntry, ...]
    """The tables of the store that were read."""
    twice: int
    """Roll calls of the second record left out as the first has them."""


def session_of(day: date) -> int:
    """The number of the regular session to which the day belongs, special ones being part of it.

    Up to 1990, when days are approximate, a session begins with September.
    """
    opened = day.year if day.month >= _OPENING_MONTH else day.year - 1
    number = session_that_opened_in(opened)
    span = session_period(number)
    return number - 1 if span is not None and day < span.start else number


def roll_calls(store: Store) -> RollCalls:
    """All roll calls in force in the store, each once.

    Raises:
        UsageError: There are none.
        StoreError: A table cannot be read.
    """
    import polars as pl

    entries = tuple(e for e in store.entries() if e.source in RECORDS)
    parts = [part for source in RECORDS if (part := _record(store, entries, source)) is not None]
    if not parts:
        raise UsageError(
            "derive ideal_points", "no roll calls in the store",
            "those that `visavis data add un_votes DIR` brings",
        )  # fmt: skip
    (calls, votes), twice = parts[0], 0
    for more_calls, more_votes in parts[1:]:
        new = _lacking(calls, votes, more_calls, more_votes)
        twice += more_calls.height - new.height
        calls = pl.concat([calls, new])
        votes = pl.concat([votes, more_votes.join(new, on=["source", "rid"], how="semi")])
    numbered = _numbered(calls)
    keyed = votes.join(numbered.select("source", "rid", "roll_call", "held_on"),
                       on=["source", "rid"])  # fmt: skip
    return RollCalls(
        votes=keyed.select(
            "roll_call", "position", state=_seat(), holder=pl.col("state")
        ).sort("roll_call", "state"),
        calls=numbered.drop("resolution"),
        repeats=_repeats(numbered),
        entries=entries,
        twice=twice,
    )  # fmt: skip


def _record(
    store: Store, entries: Sequence[TableEntry], source: str
) -> "tuple[pl.DataFrame, pl.DataFrame] | None":
    """(roll calls, votes cast) of one source; None where the store lacks either."""
    import polars as pl

    held = {entry.table: entry for entry in entries if entry.source == source}
    if not {"roll_calls", "votes"} <= set(held):
        return None
    calls = store.frame(held["roll_calls"]).select("source", "rid", "resolution", "held_on")
    votes = store.frame(held["votes"]).filter(pl.col("position").is_in(list(_POSITIONS)))
    position = pl.col("position").replace_strict(_POSITIONS, return_dtype=pl.Int8)
    return calls, votes.select("source", "rid", "state", position=position)


def _lacking(
    calls: "pl.DataFrame",
    votes: "pl.DataFrame",
    more_calls: "pl.DataFrame",
    more_votes: "pl.DataFrame",
) -> "pl.DataFrame":
    """Those of the second record that the first has neither by symbol nor by day and votes."""
    import polars as pl

    later = more_calls.filter(pl.col("held_on") >= _EXACT_DAYS)
    named = calls.filter(pl.col("resolution") != "")
    later = later.join(named, on="resolution", how="anti")
    near = later.select("rid", "held_on").join_where(
        calls.select(first="rid", day="held_on"),
        (pl.col("day") - pl.col("held_on")).dt.total_days().abs() <= 1,
    )
    both = near.join(
        more_votes.select("rid", "state", theirs="position"), on="rid"
    ).join(
        votes.select("state", "position", first="rid"), on=["first", "state"]
    )  # fmt: skip
    alike = both.group_by("rid", "first").agg(same=(pl.col("theirs") == pl.col("position")).mean())
    return later.join(alike.filter(pl.col("same") >= _SAME), on="rid", how="anti")


def _numbered(calls: "pl.DataFrame") -> "pl.DataFrame":
    """The roll calls with number, session, year and whether each is a vote on a part of a text."""
    import polars as pl

    told = pl.DataFrame(
        [
            (number, date.fromisoformat(row["held_on"]), int(row["session"]), row["is_part"])
            for row in read_table("roll_calls.csv", _DATA)
            for number in (row["rid"], row["resid"])
            if number
        ],
        schema={"rid": pl.String, "held_on": pl.Date, "told": pl.Int64, "part": pl.String},
        orient="row",
    )
    days = {day: session_of(day) for day in calls["held_on"].unique()}
    ordered = calls.sort("held_on", "source", pl.col("rid").str.zfill(12))
    known = ordered.join(told, on=["rid", "held_on"], how="left", maintain_order="left")
    return known.select(
        "source", "rid", "resolution", "held_on",
        roll_call=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
        session=pl.coalesce("told", pl.col("held_on").replace_strict(
            days, return_dtype=pl.Int64)),
        year=pl.col("held_on").dt.year(),
        is_part=pl.col("part") == "yes",
    )  # fmt: skip


def _repeats(numbered: "pl.DataFrame") -> "pl.DataFrame":
    """The roll calls at hand that stand for one text, the earliest of each text as the first."""
    import polars as pl

    rows = [
        (row["first"], date.fromisoformat(row[f"{which}_held_on"]), row[name])
        for row in read_table("repeats.csv", _DATA)
        for which in ("first", "later")
        for name in (which, f"{which}_resid")
        if row[name]
    ]
    kinds = {"text": pl.String, "held_on": pl.Date, "rid": pl.String}
    listed = pl.DataFrame(rows, schema=kinds, orient="row").unique()
    found = listed.join(numbered, on=["rid", "held_on"]).select("text", "roll_call")
    first = found.group_by("text").agg(first=pl.col("roll_call").min())
    return (
        found.join(first, on="text")
        .filter(pl.col("roll_call") != pl.col("first"))
        .select("first", second="roll_call")
        .sort("second")
    )


def _seat() -> "pl.Expr":
    """Whose seat it was, by the id of its last holder: one state for the estimation."""
    import polars as pl

    was_the_republics = (pl.col("state") == "CHN") & (pl.col("held_on") < _CHINAS_SEAT)
    heir = pl.col("state").replace(_HEIRS)
    return pl.when(was_the_republics).then(pl.lit("TWN")).otherwise(heir)
