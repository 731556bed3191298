"""How far the books of one pair have lain apart: `checking/book_reach.csv`, and how often it fails.

    python benchmarks/fit_book_reach.py DATA [--write]

DATA holds `trade/wits_panel` and `trade/baci` (not part of the project: see the documentation of
the sources). For every pair with a long history of large flows: the lowest and the highest ratio of
one book to another, or to the reconciled value, rounded outwards to steps of 1.05. The steps are
all that is kept; no reported value can be worked out from them.

The table that is printed fits the same on the years before 2011 and counts the later years outside
the range, by the margin put around it: how far a book that stayed near stays near. Growth is
bounded by highest over lowest. The trap is bullion, which moves from one year to the next.
"""

import argparse
from itertools import pairwise
from pathlib import Path

import polars as pl
from fit_mirror_range import flows

from visavis.checking.book_reach import BULLION

FLOORS = (1e5, 1e6, 1e7, 1e12)
"""Classes of the amount held, thousand USD."""
YEARS = 6
"""Years of history that a pair needs; five in the part fitted before 2011."""
SIZE = {"exporter": 5e5, "importer": 5e5, "reconciled": 1e5}
"""By the book held: the median amount, thousand USD, that a pair needs."""
SINCE = {"exporter": 2006, "importer": 2006, "reconciled": 2009}
"""First year of the recent history, which bounds years that were not seen: the margins were set on
six years of reconciled values and eleven of books. Bullion keeps its whole past."""
BOOKS = {"exporter": "x", "importer": "m", "reconciled": "r"}
PAIRS = (("exporter", "importer"), ("importer", "exporter"), ("reconciled", "exporter"),
         ("reconciled", "importer"))  # fmt: skip
MARGINS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)
STEP = 1.05
TARGET = Path(__file__).parents[1] / "src" / "visavis" / "checking" / "book_reach.csv"
KEY = ["exporter", "importer", "year"]


def observed(data: Path) -> pl.DataFrame:
    """Exporter, importer, year and the value in both books and reconciled, thousand USD."""
    panel = pl.read_parquet(data / "trade/wits_panel/panel_long.parquet")
    totals = pl.read_parquet(data / "trade/baci/baci_totals_21_countries_2005_2021.parquet")
    baci = totals.select(
        exporter="iso_o", importer="iso_d", year="year", r="trade_value_usd_millions"
    )
    return flows(panel).join(baci.filter(pl.col("r") > 1000), on=KEY, how="left")


def ratios(frame: pl.DataFrame, held: str, missing: str) -> pl.DataFrame:
    """Each observed ratio of missing over held, with the amount held (`h`)."""
    known = frame.select(*KEY, h=pl.col(BOOKS[held]), o=pl.col(BOOKS[missing])).drop_nulls()
    return known.with_columns(ratio=pl.col("o") / pl.col("h"))


def fitted(found: pl.DataFrame, years: int, size: float) -> pl.DataFrame:
    """Lowest and highest ratio of every pair with so many years and such a median amount."""
    return (
        found.group_by("exporter", "importer")
        .agg(
            pl.len().alias("n"), pl.col("h").median().alias("size"),
            low=pl.col("ratio").min(), high=pl.col("ratio").max(),
        )
        .filter((pl.col("n") >= years) & (pl.col("size") >= size))
    )  # fmt: skip


def misses(found: pl.DataFrame, until: int, size: float) -> list[str]:
    """By class and kind: how many later observations lie outside the earlier range, per margin."""
    table = fitted(found.filter(pl.col("year") < until), 5, size).select(
        "exporter", "importer", "low", "high"
    )
    before = found.select("exporter", "importer", pl.col("year") + 1, h0="h", o0="o")
    later = found.filter(pl.col("year") >= until).join(table, on=["exporter", "importer"])
    grown = later.join(before, on=KEY).with_columns(
        ratio=pl.col("ratio") / (pl.col("o0") / pl.col("h0")),
        high=pl.col("high") / pl.col("low"), low=pl.col("low") / pl.col("high"),
    )  # fmt: skip
    lines = []
    for kind, frame in (("level", later), ("growth", grown)):
        moves = pl.col("exporter").is_in(BULLION) | pl.col("importer").is_in(BULLION)
        for name, chosen in (("bullion", frame.filter(moves)), ("others", frame.filter(~moves))):
            for low, high in pairwise(FLOORS):
                here = chosen.filter((pl.col("h") >= low) & (pl.col("h") < high))
                if len(here) >= 40:
                    lines.append(f"  {kind}, {name}, from {low / 1e3:,.0f} million: {_line(here)}")
    return lines


def _line(here: pl.DataFrame) -> str:
    ratio, low, high = pl.col("ratio"), pl.col("low"), pl.col("high")
    cells = []
    for m in MARGINS:
        outside = here.select((ratio < low / m).mean(), over=(ratio > high * m).mean()).row(0)
        cells.append(f"x{m:g} {outside[0]:.2%} {outside[1]:.2%}")
    middles = here.select(low.median(), high.median()).row(0)
    middle = f"{middles[0]:.2f} to {middles[1]:.2f}"
    return f"n={len(here)}, median {middle}; below, above: " + "; ".join(cells)


def main() -> None:
    """Print how the ranges fail on later years; `--write` renews the table in the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    frame = observed(options.data)
    tables = []
    for held, missing in PAIRS:
        found = ratios(frame, held, missing)
        print(f"{held} held, {missing} missing")
        print("\n".join(misses(found, 2011, SIZE[held])))
        moves = pl.col("exporter").is_in(BULLION) | pl.col("importer").is_in(BULLION)
        recent = found.filter(moves | (pl.col("year") >= SINCE[held]))
        late = recent.group_by("exporter", "importer").agg(
            recent_low=pl.col("ratio").min(), recent_high=pl.col("ratio").max()
        )
        table = fitted(found, YEARS, SIZE[held]).join(late, on=["exporter", "importer"])
        tables.append(table.with_columns(held=pl.lit(held), missing=pl.lit(missing)))
    if options.write:
        table = pl.concat(tables).with_columns(
            pl.col("low", "recent_low").log(STEP).floor().cast(pl.Int64),
            pl.col("high", "recent_high").log(STEP).ceil().cast(pl.Int64),
        )
        ends = ["low", "high", "recent_low", "recent_high"]
        columns = ["held", "missing", "exporter", "importer", *ends]
        table.select(columns).sort(columns[:4]).write_csv(TARGET)
        print(f"{TARGET.name}: {len(table)} rows, steps of {STEP:g}")


if __name__ == "__main__":
    main()
