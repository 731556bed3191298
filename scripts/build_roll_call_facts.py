"""Build what `derive` knows of single roll calls beside the votes in a store.

    python scripts/build_roll_call_facts.py ../shared/data/votes

Writes `derive/data/roll_calls.csv` (votes on parts of a text since 1990, and roll calls whose
session their day does not tell) from the authors' list of roll calls, and `derive/data/repeats.csv`
(roll calls on a text voted on before) from their input of April 2020. A roll call has its number
in their long form (`rcid`) and, where the votes of a day tell it, in their other files (`resid`).
"""

import csv
import gzip
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from visavis.derive.roll_calls import session_of
from visavis.sources import un_votes

TARGET = Path(__file__).resolve().parents[1] / "src" / "visavis" / "derive" / "data"
_PARTS_SINCE = 1990
_SAME = 0.99
"""Share of equal votes from which roll calls of one day in two files are one."""


def main(votes: Path) -> None:
    """Write both tables."""
    listed = pl.read_csv(
        gzip.decompress((votes / "un_roll_calls.csv.gz").read_bytes()), infer_schema=False
    ).select(
        "rcid",
        held_on=pl.col("date").str.to_date(),
        session=pl.col("session").cast(pl.Float64).cast(pl.Int64),
        is_part=((pl.col("amend") == "1") | (pl.col("para") == "1")).fill_null(value=False),
    )
    known = {row[0]: row[1:] for row in listed.iter_rows()}
    other = _other_numbers(votes)
    unusual = [(rid, other.get(rid, ""), *rest) for rid, *rest in _unusual(known)]
    _write("roll_calls.csv", ("rid", "resid", "held_on", "session", "is_part"), unusual)
    linked = pl.read_parquet(votes / "bsv_all_apr2020_input.parquet").select("rcid", "L").unique()
    repeats = [
        (first, other.get(first, ""), known[first][0], later, other.get(later, ""), known[later][0])
        for later, first in linked.filter(pl.col("rcid") != pl.col("L"))
        .sort("rcid")
        .cast(pl.String)
        .iter_rows()
    ]
    header = ("first", "first_resid", "first_held_on", "later", "later_resid", "later_held_on")
    _write("repeats.csv", header, repeats)


def _other_numbers(votes: Path) -> dict[str, str]:
    """`resid` by `rcid`: of roll calls of one day those whose votes are equal, the likest first."""
    main, other = (
        un_votes.load(path, date.max).tables
        for path in (votes / "voeten_jun2024_long.parquet", votes / "fpsim_unvd_1946_2022.parquet")
    )
    days, their_days = (each["roll_calls"].frame.select("held_on", "rid") for each in (main, other))
    near = days.join(their_days.rename({"rid": "resid"}), on="held_on").drop("held_on")
    theirs = other["votes"].frame.rename({"rid": "resid", "position": "again"})
    both = near.join(main["votes"].frame, on="rid").join(theirs, on=["resid", "state"])
    same = (pl.col("position") == pl.col("again")).mean()
    alike = both.group_by("rid", "resid").agg(same=same, number=pl.len())
    alike = alike.filter(pl.col("same") >= _SAME).sort(
        "same", "number", pl.col("rid").str.zfill(9), "resid", descending=[True, True, False, False]
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for rid, resid in alike.select("rid", "resid").iter_rows():
        if rid not in found and resid not in taken:
            found[rid] = resid
            taken.add(resid)
    return found


def _unusual(
    known: dict[str, tuple[date, int, bool]],
) -> list[tuple[str, date, int, str]]:
    found = []
    for rid, (held_on, session, is_part) in sorted(known.items(), key=lambda each: int(each[0])):
        is_late_part = is_part and held_on.year >= _PARTS_SINCE
        if is_late_part or session != session_of(held_on):
            found.append((rid, held_on, session, "yes" if is_late_part else ""))
    return found


def _write(name: str, header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/votes"))
