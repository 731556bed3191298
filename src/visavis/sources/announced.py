"""Roll calls known by their announced tally: symbol, day and counts, in `data/announced.csv`.

Some records carry neither symbol nor day for a vote, or lack the votes of some members. The
announced tally tells which roll call it is and whether the record is whole.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from visavis.model.tables import read_table

__all__ = ["Announced", "announced"]


@dataclass(frozen=True, slots=True)
class Announced:
    """One roll call as the Assembly announced it."""

    symbol: str
    held_on: date
    title: str
    tally: tuple[int, int, int, int]
    """Yes, no, abstain, absent."""
    rid: str
    """The key of the roll call in `un_votes`, empty where that record lacks it."""
    undl: bool
    """Whether the record of the UN Digital Library at hand has it, and is used for it."""
    corrected: tuple[str, ...] = ()
    """Members whose vote the Assembly's record gives otherwise than the board on the day."""

    def is_short_of(self, tally: tuple[int, int, int]) -> bool:
        """Whether a record with these counts of yes, no and abstain lacks some of the votes."""
        return tally != self.tally[:3] and all(
            found <= told for found, told in zip(tally, self.tally[:3], strict=True)
        )


@cache
def announced() -> tuple[Announced, ...]:
    """The table, by day.

    Source: each resolution's page of the United Nations (column `source`).
    """
    return tuple(
        Announced(
            symbol=row["symbol"],
            held_on=date.fromisoformat(row["held_on"]),
            title=row["title"],
            tally=(int(row["yes"]), int(row["no"]), int(row["abstain"]), int(row["absent"])),
            rid=row["rid"],
            undl=row["undl"] == "yes",
            corrected=tuple(row["corrected"].split()),
        )
        for row in read_table("announced.csv", "sources/data")
    )
