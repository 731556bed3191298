"""How quick and how honest the break tests are, beside other programs in the same run.

Prints ratios of processor time (ours over ruptures' and over R's strucchange where R is present,
including a check that all find the same dates), the time of all tests on a monthly share, and how
often each test finds a break in series that have none. Run from the repository root:
`PYTHONPATH=src python benchmarks/breaks.py` (about two minutes; `--sizes` adds the last table).
"""

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from visavis.measures import breaks
from visavis.measures.breaks_critical import sup_f_critical
from visavis.measures.breaks_design import scan

Array = NDArray[np.float64]

REPEATS = 5
SERIES = 300
"""Series without a break for each row of the last table."""

IN_R = """
suppressMessages(library(strucchange)); y <- scan("stdin", quiet = TRUE); b <- NULL
for (i in 1:{repeats}) b <- breakpoints(y ~ 1, h = {shortest}, breaks = 5)
t <- system.time(for (i in 1:{repeats}) breakpoints(y ~ 1, h = {shortest}, breaks = 5))
cat(t[["user.self"]] / {repeats}, breakpoints(b, breaks = 2)$breakpoints)
"""


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one run, the smallest of several, after one that is not counted."""
    work()
    taken = []
    for _ in range(REPEATS):
        start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        taken.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - start)
    return min(taken)


def drifting(rng: np.random.Generator, length: int, persistence: float) -> Array:
    """A series without a break whose neighbours have the given correlation."""
    shocks = rng.standard_normal(length + 50)
    for at in range(1, len(shocks)):
        shocks[at] += persistence * shocks[at - 1]
    return shocks[50:]


def months(length: int) -> Array:
    """Eleven seasonal dummies."""
    columns: Array = (np.arange(length)[:, None] % 12 == np.arange(1, 12)).astype(float)
    return columns


def beside_others(length: int) -> None:
    """One line of ratios for a series of this length with two breaks."""
    from ruptures import Dynp

    shortest = length * 15 // 100
    steps = np.repeat([0.0, 1.5, 0.5], length // 3)
    series = np.random.default_rng(1).standard_normal(len(steps)) + steps

    def theirs() -> list[int]:
        machine = Dynp(model="l2", min_size=shortest, jump=1).fit(series)
        return [list(machine.predict(n_bkps=count)) for count in (1, 2, 3, 4, 5)][1][:-1]

    def ours() -> list[int]:
        return list(breaks.bai_perron(series, shortest=shortest).partitions[2].breaks)

    own = seconds(ours)
    line = f"{length:5d} months: ours {own:.4f} s with all tests, ruptures {seconds(theirs):.4f} s"
    line += f" (ratio {own / seconds(theirs):.3f}), same dates: {ours() == theirs()}"
    if shutil.which("Rscript"):
        code = IN_R.format(repeats=REPEATS, shortest=shortest)
        text = " ".join(repr(float(one)) for one in series)
        done = subprocess.run(
            ["Rscript", "-e", code], input=text, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            in_r, *dates = done.stdout.split()
            same = [int(one) for one in dates] == ours()
            line += f"; R {in_r} s (ratio {own / float(in_r):.3f}), same dates: {same}"
    print(line)


def a_monthly_share() -> None:
    """Time of each test on 180 months with seasonal dummies and HAC errors."""
    series = drifting(np.random.default_rng(2), 180, 0.5) + 2.0 * (np.arange(180) >= 98)
    model = breaks.design(series, fixed=months(180))
    tests: dict[str, Callable[[], object]] = {
        "sup_f": lambda: breaks.sup_f(model, hac="andrews"),
        "sup_f_bootstrap": lambda: breaks.sup_f_bootstrap(model),
        "bai_perron": lambda: breaks.bai_perron(model, hac="andrews"),
        "break_interval": lambda: breaks.break_interval(model, [98], hac="andrews"),
    }
    for name, work in tests.items():
        print(f"  {name:16} {seconds(work):.4f} s")


def found_where_there_is_none() -> None:
    """Share of series without a break in which each test finds one at 5 %."""
    rng = np.random.default_rng(3)
    print("months  correlation  plain  newey_west  andrews  bootstrap")
    for length in (60, 100, 180):
        dates = np.arange(-(-length * 15 // 100), length - -(-length * 15 // 100) + 1)
        critical = sup_f_critical(0.05, 1, 0.15)
        for persistence in (0.0, 0.5, 0.8):
            found = np.zeros(4)
            for _ in range(SERIES):
                series = drifting(rng, length, persistence)
                model = breaks.design(series, fixed=months(length))
                for column, hac in enumerate((None, "newey_west", "andrews")):
                    path = scan(model, model.base, dates, length, hac)  # type: ignore[arg-type]
                    found[column] += path.max() > critical
                chance = breaks.sup_f_bootstrap(model, draws=199).p_value
                found[3] += chance is not None and chance <= 0.05
            print(
                f"{length:6d}  {persistence:11.1f}  "
                + "  ".join(f"{x / SERIES:.3f}" for x in found)
            )


def main() -> None:
    """Print all tables."""
    for length in (90, 180, 360):
        beside_others(length)
    print("180 months with seasonal dummies and HAC errors:")
    a_monthly_share()
    if "--sizes" in sys.argv:
        found_where_there_is_none()


if __name__ == "__main__":
    main()
