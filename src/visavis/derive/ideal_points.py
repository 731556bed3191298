"""Our own ideal points: estimated once from the roll calls at hand, then kept as a release.

The trap is the scale: each estimation has its own, so that all points of one release belong
together and none may be set beside the published ones. The label says which roll calls, which
model and, by a hash, exactly which votes; with the same votes nothing is estimated again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from visavis.derive.roll_calls import RECORDS, RollCalls, roll_calls
from visavis.measures.figures.ideal_points import OWN_ESTIMATE
from visavis.model.assembly import session_that_opened_in
from visavis.model.extents import Extent
from visavis.sources.frames import facts
from visavis.store import Store, refuse_unwritable, write_tables

if TYPE_CHECKING:
    import polars as pl

    from visavis.measures.ideal_points import Convergence
    from visavis.measures.roll_call_input import RollCallInput

__all__ = ["MODEL", "Derived", "ideal_points"]

MODEL = 1
"""The edition of the model and of the rule of its input: one more whenever points change."""

_ESTIMATE: Literal["mean", "mode"] = "mean"

_COLUMNS = {
    "ideal_point": "ideal_point", "ideal_point_low": "low", "ideal_point_high": "high",
}  # fmt: skip
_TOO_FEW = (("ZAF", 48),)
"""States and sessions that the authors leave out: South Africa's one vote after twenty years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What one derivation computed, from what, and what it left out."""

    source: str
    vintage: str
    released: date
    """When the last of the tables behind it became known."""
    based_on: tuple[tuple[str, str], ...]
    """(source, release) of the roll calls."""
    points: int
    """States in sessions that have one."""
    states: int
    sessions: tuple[int, int]
    roll_calls: int
    """Contested roll calls that count."""
    items: int
    """Texts that they were held on, repeats of a text counting once."""
    votes: int
    left_out: Mapping[str, int]
    """Votes that do not count, by reason."""
    twice: int
    """Roll calls of a second record that the first has as well."""
    converged: bool
    rounds: int
    """Of the estimation; 0 where nothing was estimated."""
    unchanged: bool
    """The same release was there already: nothing was estimated or written."""


def ideal_points(store: Store, folder: Path) -> Derived:
    """Estimate each state's ideal point by session from the store's roll calls; keep them.

    The points with their 5th and 95th percentile are written into `folder`, whole or not at all,
    under the name that each state had for most of its votes of the session. A session stands from
    September to August, as the published estimates do. Where the store, or the folder, has this
    release already, nothing is written.

    Raises:
        UsageError: There are no roll calls, or none on which states divide.
        StoreError: A table cannot be read, or the folder cannot be written.

    Source:
        Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61 (2): 430-456, as in
        `measures.ideal_points` and `measures.roll_call_input`. Unlike theirs, votes that only the
        UN's own record has count, Germany is one state, and no repeat is known after 2019.
    """
    refuse_unwritable(folder)
    record = roll_calls(store)
    counted = _counted(record)
    vintage = _label(record, counted.votes)
    released = max(entry.released for entry in record.entries)
    if _is_held(store, folder, vintage):
        return _derived(record, counted, (vintage, released), None)
    points, convergence = _estimated(counted.votes, record)
    rows = _facts(points)
    write_tables(folder, OWN_ESTIMATE, vintage, released, {"facts": (rows, _extents(rows))})
    return _derived(record, counted, (vintage, released), convergence)


def _counted(record: RollCalls) -> "RollCallInput":
    """The votes that count by the authors' rule."""
    import polars as pl

    from visavis.measures.roll_call_input import roll_call_input

    except_for = pl.DataFrame(_TOO_FEW, schema=["state", "session"], orient="row")
    return roll_call_input(record.votes, record.calls, record.repeats, except_for)


def _label(record: RollCalls, votes: "pl.DataFrame") -> str:
    """`2024-06-30.model-1+1a2b3c4d`: the record, the model, and a hash of the votes that count."""
    import polars as pl

    line = pl.concat_str("state", "session", "item", "position", separator=" ")
    content = "\n".join(votes.select(line).to_series().sort())
    main = next(e.vintage for each in RECORDS for e in record.entries if e.source == each)
    return f"{main}.model-{MODEL}+{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def _is_held(store: Store, folder: Path, vintage: str) -> bool:
    entries = (*store.all_entries(), *Store((folder,)).all_entries())
    return any((each.source, each.vintage) == (OWN_ESTIMATE, vintage) for each in entries)


def _estimated(votes: "pl.DataFrame", record: RollCalls) -> "tuple[pl.DataFrame, Convergence]":
    """Points by state and session, under the name that held the seat for most of its votes."""
    import polars as pl

    from visavis.measures.ideal_points import ideal_points as estimate

    # A text voted on twice in one session counts once, as one answer of a state.
    once = votes.unique(["state", "session", "item"], keep="first", maintain_order=True)
    found = estimate(once.select("state", "session", "item", "position"), estimate=_ESTIMATE)
    points = found.frame.filter(pl.col("missing") == "")
    cast = votes.join(record.votes, on=["state", "roll_call"])
    names = (
        cast.group_by("state", "session", "holder")
        .agg(number=pl.len(), last=pl.col("roll_call").max())
        .sort("number", "last")
        .unique(["state", "session"], keep="last", maintain_order=True)
    )
    named = points.join(names, on=["state", "session"])
    return named.sort("holder", "session"), found.convergence


def _facts(points: "pl.DataFrame") -> "pl.DataFrame":
    """Three rows a point: itself, its 5th and its 95th percentile, to three decimals."""
    import polars as pl

    opened = pl.col("session") - session_that_opened_in(0)
    wide = points.select(
        *_COLUMNS.values(), subject="holder", start=pl.date(opened, 9, 1),
        end=pl.date(opened + 1, 8, 31), origin_row=pl.int_range(1, pl.len() + 1),
    )  # fmt: skip
    long = pl.concat(
        wide.select(
            "subject", "start", "end", "origin_row", relation=pl.lit(relation),
            book=pl.lit("publisher"), partner=pl.lit(""), product=pl.lit(""),
            value=pl.col(column).round(3), unit=pl.lit("score"), valuation=pl.lit(""),
            status=pl.lit("estimated"),
        )
        for relation, column in _COLUMNS.items()
    )  # fmt: skip
    return facts(OWN_ESTIMATE, long)


def _extents(rows: "pl.DataFrame") -> tuple[Extent, ...]:
    states = tuple(sorted(set(rows["subject"])))
    days = min(rows["start"]), max(rows["end"])
    return tuple(
        Extent(relation, "publisher", states, ("",), ("",), *days, "year", "unknown")
        for relation in sorted(_COLUMNS)
    )


def _derived(
    record: RollCalls,
    counted: "RollCallInput",
    release: tuple[str, date],
    convergence: "Convergence | None",
) -> Derived:
    votes = counted.votes
    return Derived(
        source=OWN_ESTIMATE,
        vintage=release[0],
        released=release[1],
        based_on=tuple(sorted({(each.source, each.vintage) for each in record.entries})),
        points=votes.select("state", "session").n_unique(),
        states=votes["state"].n_unique(),
        sessions=(int(min(votes["session"])), int(max(votes["session"]))),
        roll_calls=votes["roll_call"].n_unique(),
        items=votes["item"].n_unique(),
        votes=votes.height,
        left_out={why: count for why, count in counted.left_out.items() if count},
        twice=record.twice,
        converged=convergence is None or convergence.converged,
        rounds=convergence.rounds if convergence else 0,
        unchanged=convergence is None,
    )
