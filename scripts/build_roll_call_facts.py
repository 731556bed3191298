"""Build what `derive` knows of single roll calls beside the votes in a store.

    python scripts/build_roll_call_facts.py ../shared/data/votes

Writes `derive/data/roll_calls.csv` (votes on parts of a text since 1990, and roll calls whose
session their day does not tell) from the authors' list of roll calls, and `derive/data/repeats.csv`
(roll calls on a text voted on before) from their input of April 2020.
"""

import csv
import gzip
import sys
from datetime import date
from pathlib import Path

import polars as pl

from visavis.derive.roll_calls import session_of

TARGET = Path(__file__).resolve().parents[1] / "src" / "visavis" / "derive" / "data"
_PARTS_SINCE = 1990


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
    _write("roll_calls.csv", ("rid", "held_on", "session", "is_part"), _unusual(known))
    linked = pl.read_parquet(votes / "bsv_all_apr2020_input.parquet").select("rcid", "L").unique()
    repeats: list[tuple[object, ...]] = [
        (first, known[str(first)][0], later, known[str(later)][0])
        for later, first in linked.filter(pl.col("rcid") != pl.col("L")).sort("rcid").iter_rows()
    ]
    _write("repeats.csv", ("first", "first_held_on", "later", "later_held_on"), repeats)


def _unusual(known: dict[str, tuple[date, int, bool]]) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for rid, (held_on, session, is_part) in sorted(known.items(), key=lambda each: int(each[0])):
        is_late_part = is_part and held_on.year >= _PARTS_SINCE
        if is_late_part or session != session_of(held_on):
            found.append((rid, held_on, session, "yes" if is_late_part else ""))
    return found


def _write(name: str, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/votes"))
