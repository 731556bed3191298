"""How long S, kappa and pi of all directed dyad-years 1946-2020 take, as a ratio to a loop in R.

    python benchmarks/similarity.py ../shared/data

Votes of the UN General Assembly, then alliance portfolios (1946-2018, the years ATOP covers). Ours
is timed whole, from rows of votes to the table. R is timed on the named years only, without
reading or reshaping, over each pair once, and scaled by the number of pairs; its loop is the
quickest plain one, Häge's closed forms (`table` in a loop, as packages do it, is timed beside it).
Both are processor seconds of one run on one machine, on one thread each. The values are compared.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from visavis.measures.dyads import cow_system, state_years
from visavis.measures.portfolios import ATOP_NAMES, alliance_ranks, portfolio
from visavis.measures.similarity_panel import Asked, alliance_similarity, vote_similarity

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
YEARS = (1950, 1980, 2010)
"""Years on which R is timed: a small, a middling and a full Assembly."""
BY_TABLE = 1_500
"""Pairs of the last of these years on which the loop with tables is timed."""
ASKED = Asked(measures=("s", "kappa", "pi"), directed=True)
SCRIPT = r"""
arguments <- commandArgs(trailingOnly = TRUE)
range <- as.numeric(arguments[1]); by_table <- as.numeric(arguments[2])
levels <- if (range == 2) 1:3 else 0:3
closed <- function(x, y) {
  ok <- !is.na(x) & !is.na(y)
  x <- x[ok]; y <- y[ok]; n <- length(x)
  if (n == 0) return(c(NA, NA, NA))
  sad <- sum(abs(x - y)); ssd <- sum((x - y)^2)
  own <- sum(x^2) + sum(y^2); s1 <- sum(x); s2 <- sum(y)
  k <- own - 2 / n * s1 * s2; p <- own - (s1 + s2)^2 / (2 * n)
  c(1 - 2 * sad / (range * n), if (k > 0) 1 - ssd / k else NA, if (p > 0) 1 - ssd / p else NA)
}
apart <- outer(levels, levels, function(i, j) (i - j)^2)
tabled <- function(x, y) {
  ok <- !is.na(x) & !is.na(y)
  o <- prop.table(table(factor(x[ok], levels = levels), factor(y[ok], levels = levels)))
  r <- rowSums(o); c <- colSums(o); m <- (r + c) / 2
  c(1 - 2 * sum(sqrt(apart) * o) / range, 1 - sum(apart * o) / sum(apart * outer(r, c)),
    1 - sum(apart * o) / sum(apart * outer(m, m)))
}
each <- function(m, measure, most) {
  n <- nrow(m); out <- matrix(NA_real_, n * (n - 1) / 2, 3); row <- 0
  for (i in 1:(n - 1)) for (j in (i + 1):n) {
    if (row >= most) return(out[seq_len(row), , drop = FALSE])
    row <- row + 1
    out[row, ] <- measure(m[i, ], m[j, ])
  }
  out
}
seconds <- 0; pairs <- 0
for (file in arguments[-(1:2)]) {
  m <- as.matrix(read.csv(file, header = FALSE, na.strings = "NaN"))
  seconds <- seconds + system.time(out <- each(m, closed, Inf))[["user.self"]]
  pairs <- pairs + nrow(out)
  write.table(format(out, digits = 17), paste0(file, ".out"), row.names = FALSE,
              col.names = FALSE, quote = FALSE, sep = ",")
}
slow <- system.time(out <- each(m, tabled, by_table))[["user.self"]] / nrow(out)
cat(seconds, pairs, slow, "\n")
"""


def timed(call: Callable[[], pl.DataFrame]) -> tuple[pl.DataFrame, float]:
    """What the call gives, and the processor seconds of all its threads."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    found = call()
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_utime - before


def votes(data: Path) -> pl.DataFrame:
    """The votes that R's fpsim packages, 1946-2020 by calendar year."""
    rows = pl.read_parquet(data / "votes" / "fpsim_unvd_1946_2022.parquet")
    return rows.select(
        pl.col("date").cast(pl.Date).dt.year().alias("year"),
        pl.col("ccode").cast(pl.Int32).alias("state"),
        pl.col("resid").alias("item"),
        pl.col("vote").alias("position"),
    ).filter(pl.col("year") <= 2020)


def alliances(data: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """ATOP's promises as ranks, and the states of the system, 1946-2018."""
    rows = pl.read_parquet(data / "cow" / "atop_alliance.parquet").rename(ATOP_NAMES)
    ranks = alliance_ranks(rows).select(
        pl.col("ccode1").cast(pl.Int32).alias("state_a"),
        pl.col("ccode2").cast(pl.Int32).alias("state_b"),
        pl.col("year").cast(pl.Int32),
        "rank",
    )
    system = cow_system(pl.read_parquet(data / "cow" / "cow_states.parquet"))
    return ranks, state_years(system, 1946, 2018).select("state", "year")


def vote_square(rows: pl.DataFrame, year: int) -> np.ndarray:
    """States x roll calls of one year, in the order of the states' codes."""
    wide = rows.filter(pl.col("year") == year).pivot(on="item", index="state", values="position")
    return wide.sort("state").drop("state").cast(pl.Float64).fill_null(float("nan")).to_numpy()


def in_r(squares: list[np.ndarray], reach: int) -> tuple[float, float, list[np.ndarray]]:
    """Processor seconds a pair of both loops in R, and what the quick one found."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "loop.R"
        script.write_text(SCRIPT, encoding="utf-8")
        files = [Path(folder) / f"{place}.csv" for place in range(len(squares))]
        for file, square in zip(files, squares, strict=True):
            np.savetxt(file, square, fmt="%g", delimiter=",")
        command = ["Rscript", "--vanilla", str(script), str(reach), str(BY_TABLE), *map(str, files)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        seconds, pairs, by_table = (float(word) for word in said.split())
        read = [np.genfromtxt(f"{file}.out", delimiter=",", missing_values="NA") for file in files]
    return seconds / pairs, by_table, read


def report(
    name: str, ours: tuple[pl.DataFrame, float], squares: list[np.ndarray], reach: int
) -> None:
    """One line of the table, once both programs' values are known to be the same."""
    table, seconds = ours
    quick, by_table, found = in_r(squares, reach)
    worst = 0.0
    for year, values in zip(YEARS, found, strict=True):
        rows = table.filter(pl.col("year") == year, pl.col("state_a") < pl.col("state_b"))
        mine = rows.select(ASKED.measures).fill_null(float("nan")).to_numpy()
        if not np.array_equal(np.isnan(mine), np.isnan(values)):
            raise SystemExit(f"{name} {year}: R and visavis lack different values")
        worst = max(worst, float(np.nanmax(np.abs(mine - values))))
    pairs = table.height / 2
    loop, tables = quick * pairs, by_table * pairs
    print(
        f"{name}: {table.height:,} directed dyad-years in {seconds:.2f} s; R, scaled from "
        f"{', '.join(map(str, YEARS))}: {loop:.1f} s ({loop / seconds:.0f} times), "
        f"with table() {tables:.0f} s ({tables / seconds:.0f} times); "
        f"largest difference {worst:.1e}"
    )


def main() -> None:
    """Print the comparison, from a process of its own in which the libraries have one thread."""
    if not ONE_THREAD.items() <= os.environ.items():
        command = [sys.executable, *sys.argv]
        sys.exit(subprocess.run(command, env={**os.environ, **ONE_THREAD}, check=False).returncode)
    data = Path(sys.argv[1])
    rows = votes(data)
    ranks, states = alliances(data)
    by_votes = timed(lambda: vote_similarity(rows, ASKED))
    by_alliances = timed(lambda: alliance_similarity(ranks, states, (1815, 2018), ASKED))
    if shutil.which("Rscript") is None:
        for name, (table, seconds) in (("votes", by_votes), ("alliances", by_alliances)):
            print(f"{name}: {table.height:,} directed dyad-years in {seconds:.1f} s")
        print("no Rscript on this machine: the comparison with R is skipped")
        return
    report("votes", by_votes, [vote_square(rows, year) for year in YEARS], 2)
    held = []
    for year in YEARS:
        system = states.filter(pl.col("year") == year)["state"].sort()
        held.append(portfolio(ranks.filter(pl.col("year") == year), system))
    report("alliances", by_alliances, held, 3)


if __name__ == "__main__":
    main()
