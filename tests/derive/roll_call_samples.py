"""A store of few roll calls, written by hand: two camps in the Assembly and who stands between."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from visavis.model.extents import Extent
from visavis.store import Store, write_tables

__all__ = ["CAMPS", "ballots", "record"]

Call = tuple[str, date, str, Mapping[str, str]]
"""Number, day, symbol and who took which position."""

CAMPS = {"USA": "west", "GBR": "west", "FRA": "west", "IND": "between", "VNM": "east",
         "RUS": "east", "CHN": "east"}  # fmt: skip


def ballots(year: int, camps: Mapping[str, str] = CAMPS, *, first: int = 1) -> list[Call]:
    """Ten roll calls of the autumn: on odd numbers the east says yes, on even ones the west."""
    found = []
    for n in range(first, first + 10):
        east, west = ("yes", "no") if n % 2 else ("no", "yes")
        words = {"east": east, "west": west, "between": "abstain" if n % 3 else east}
        cast = {state: words[camp] for state, camp in camps.items()}
        # One of the west leaves its camp once, so that the camps are not parted cleanly.
        if n % 5 == 0 and "FRA" in cast:
            cast["FRA"] = east
        found.append((f"{year}{n:03d}", date(year, 11, n % 28 + 1), "", cast))
    return found


def record(folder: Path, calls: Iterable[Call], source: str = "un_votes") -> Store:
    """The folder with these roll calls as a release of the source, read as a store."""
    held = list(calls)
    roll_calls = pl.DataFrame(
        [(rid, symbol, day, "") for rid, day, symbol, _ in held],
        schema={"rid": pl.String, "resolution": pl.String, "held_on": pl.Date, "title": pl.String},
        orient="row",
    )
    votes = pl.DataFrame(
        [(rid, state, word) for rid, _, _, cast in held for state, word in cast.items()],
        schema=["rid", "state", "position"],
        orient="row",
    )
    days = [day for _, day, _, _ in held]
    states = tuple(sorted(set(votes["state"])))
    extents = (
        Extent("votes", "publisher", states, None, ("",), min(days), max(days), "day", "unknown"),
    )
    tables = {"roll_calls": (roll_calls, extents), "votes": (votes, extents)}
    write_tables(folder, source, str(max(days)), max(days), tables)
    return Store((folder,))
