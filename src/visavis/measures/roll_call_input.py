"""The votes from which ideal points are estimated: which of all roll calls count, and as what.

The traps: resolutions repeated word for word are one item, by which sessions are tied together;
a chain of such repeats leads to its earliest member; whether an item divides the states is asked
of the repeats together, not of each alone.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visavis.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RollCallInput", "roll_call_input"]

_WHERE = "roll_call_input"
_VOTES = ("state", "roll_call", "position")
_CALLS = ("roll_call", "session", "year", "is_part")
_PARTS_SINCE = 1990
_THIN_SESSION = 19
"""1964/65, held without votes but one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallInput:
    """The votes that count, and how many do not, by reason."""

    votes: "pl.DataFrame"
    """state, session, roll_call, item (the earliest roll call on the same text), position (1 yes,
    2 abstain, 3 no). Sorted by item, state and session."""
    left_out: dict[str, int]
    """Votes left out, by reason, in the order in which the reasons are asked."""


def roll_call_input(
    votes: "pl.DataFrame",
    calls: "pl.DataFrame",
    matches: "pl.DataFrame | None" = None,
    except_for: "pl.DataFrame | None" = None,
) -> RollCallInput:
    """The contested votes, repeats of a resolution being linked to its first roll call.

    Left out are absences, session 19, votes on paragraphs and amendments from 1990 on, states by
    name (`except_for`), and items on which all who voted voted alike.

    Args:
        votes: state, roll_call, position (1 yes, 2 abstain, 3 no; anything else: no vote).
        calls: roll_call (integers that grow with time), session, year, is_part (a vote on a
            paragraph or an amendment; null: unknown, taken for a whole text).
        matches: first, second: two roll calls on the same text; without it none is linked.
        except_for: state, and session (null: all): votes too few to place a state. The authors
            leave out Zanzibar, and South Africa in session 48.

    Raises:
        UsageError: A column is missing, a roll call is not in `calls` or is there twice, or two
            matched roll calls are in the wrong order.

    Source:
        Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61 (2): 430-456, and
        their programs of April 2020. Where two roll calls match a later one, the earlier counts.
    """
    import polars as pl

    _require(votes, _VOTES)
    _require(calls, _CALLS)
    _check_calls(votes, calls)
    found = votes.select(_VOTES).join(calls.select(_CALLS), on="roll_call", how="left")
    part = pl.col("is_part").fill_null(value=False) & (pl.col("year") >= _PARTS_SINCE)
    reasons = [
        ("no vote cast", ~pl.col("position").is_in([1, 2, 3]).fill_null(value=False)),
        ("session 19", pl.col("session") == _THIN_SESSION),
        ("parts of texts since 1990", part),
    ]
    left_out: dict[str, int] = {}
    for why, is_out in reasons:
        left_out[why] = found.filter(is_out).height
        found = found.filter(~is_out)
    if except_for is not None:
        _require(except_for, ("state", "session"))
        fewer = _without(found, except_for)
        left_out["states left out by name"] = found.height - fewer.height
        found = fewer
    first = _first_of(matches) if matches is not None else {}
    item = pl.col("roll_call").replace(first) if first else pl.col("roll_call")
    found = found.with_columns(item=item)
    divided = found.filter(pl.col("position").n_unique().over("item") > 1)
    left_out["votes on which all voted alike"] = found.height - divided.height
    return RollCallInput(
        votes=divided.select("state", "session", "roll_call", "item", "position").sort(
            "item", "state", "session", "roll_call"
        ),
        left_out=left_out,
    )


def _without(found: "pl.DataFrame", except_for: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    whole = except_for.filter(pl.col("session").is_null()).select("state")
    single = except_for.filter(pl.col("session").is_not_null()).select("state", "session")
    return found.join(whole, on="state", how="anti").join(
        single.cast({"session": found["session"].dtype}), on=["state", "session"], how="anti"
    )


def _first_of(matches: "pl.DataFrame") -> dict[int, int]:
    """The roll call at the head of each chain of repeats, by every later member of it."""
    _require(matches, ("first", "second"))
    earlier: dict[int, int] = {}
    for first, second in matches.select("first", "second").iter_rows():
        if not first < second:
            raise UsageError(_WHERE, f"a match of {first} with {second}", "an earlier one first")
        earlier[second] = min(first, earlier.get(second, first))
    heads: dict[int, int] = {}
    for second in sorted(earlier):
        first = earlier[second]
        heads[second] = heads.get(first, first)
    return heads


def _require(table: "pl.DataFrame", names: tuple[str, ...]) -> None:
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise UsageError(_WHERE, f"no column {missing[0]}", ", ".join(names))


def _check_calls(votes: "pl.DataFrame", calls: "pl.DataFrame") -> None:
    import polars as pl

    twice = calls.filter(pl.col("roll_call").is_duplicated())
    if twice.height:
        found = f"roll call {twice['roll_call'][0]} twice"
        raise UsageError(_WHERE, found, "each roll call once")
    unknown = votes.join(calls, on="roll_call", how="anti")
    if unknown.height:
        found = f"a vote in roll call {unknown['roll_call'][0]}, which is not among the roll calls"
        raise UsageError(_WHERE, found, "its session and year")
