"""Critical values of the tests against several breaks, by simulating their limit; writes the CSV.

The limit of the test against k breaks is the greatest drop of a Brownian motion's "residual sum of
squares" when it is cut into k + 1 pieces, none shorter than the trimming (Bai and Perron 1998,
Proposition 6). Each of 8,000 paths per number of regressors is cut by dynamic programming. A
maximum over a grid is too low by about the root of its step, so each critical value is found on
200 steps and on every second of them and carried to a step of nothing; then each row is scaled so
that its one-break value is the exact one (`measures.breaks_critical`), which takes out most of the
noise. Run from the repository root (about ten minutes):
`PYTHONPATH=src python scripts/simulate_break_tables.py`.
"""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visavis.measures.breaks_critical import sup_f_critical

TABLE = Path("src/visavis/measures/data/break_critical.csv")
STEPS, PATHS, BATCH, SEED = 200, 8_000, 20, 20_031
MOST_BREAKS = {0.05: 5, 0.10: 5, 0.15: 5, 0.20: 3, 0.25: 2}
LEVELS = (0.10, 0.05, 0.01)
MOST_REGRESSORS = 10

Array = NDArray[np.float32]


def gains(paths: Array) -> Array:
    """|W(j) - W(i)|^2 / (j - i) for every pair of grid points, of shape (paths, j, i)."""
    points = paths.shape[1]
    gain = np.zeros((paths.shape[0], points, points), dtype=np.float32)
    for one in range(paths.shape[2]):
        step = paths[:, :, None, one] - paths[:, None, :, one]
        step *= step
        gain += step
    length = np.arange(points)[:, None] - np.arange(points)[None, :]
    gain *= ((points - 1) / np.maximum(length, 1)).astype(np.float32)
    return gain


def statistics(gain: Array, trimming: float, most: int) -> Array:
    """The statistics against 1 to `most` breaks, each divided by its breaks: (paths, most)."""
    points = gain.shape[1]
    length = np.arange(points)[:, None] - np.arange(points)[None, :]
    barred = np.where(length >= round(trimming * (points - 1)), 0, -np.inf).astype(np.float32)
    allowed = gain + barred
    best = allowed[:, :, 0]
    found = []
    for breaks in range(1, most + 1):
        best = (best[:, None, :] + allowed).max(axis=2)
        found.append((best[:, -1] - gain[:, -1, 0]) / breaks)
    return np.stack(found, axis=1)


def simulated(regressors: int, rng: np.random.Generator) -> dict[tuple[float, int], Array]:
    """The statistics of all paths, by trimming and by step of the grid (1 or 2)."""
    drawn: dict[tuple[float, int], list[Array]] = {}
    for _ in range(PATHS // BATCH):
        steps = rng.standard_normal((BATCH, STEPS, regressors), dtype=np.float32)
        paths = np.zeros((BATCH, STEPS + 1, regressors), dtype=np.float32)
        paths[:, 1:] = steps.cumsum(axis=1) / np.sqrt(STEPS)
        for every in (1, 2):
            gain = gains(paths[:, ::every])
            for trimming, most in MOST_BREAKS.items():
                drawn.setdefault((trimming, every), []).append(statistics(gain, trimming, most))
    return {key: np.concatenate(parts) for key, parts in drawn.items()}


def on_grid(drawn: Array, level: float) -> Array:
    """Critical values against 1, 2, ... breaks, of UDmax and of WDmax, on one grid."""
    each = np.quantile(drawn, 1 - level, axis=0)
    highest = np.quantile(drawn.max(axis=1), 1 - level)
    weighted = np.quantile((drawn * (each[0] / each)).max(axis=1), 1 - level)
    return np.concatenate([each, [highest, weighted]])


def row(fine: Array, coarse: Array, key: tuple[float, int], level: float) -> list[str]:
    """One line of the table: carried to a step of nothing, scaled by the exact value of one."""
    trimming, regressors = key
    near, far = on_grid(fine, level), on_grid(coarse, level)
    limit = near + (near - far) / (np.sqrt(2) - 1)
    limit *= sup_f_critical(level, regressors, trimming) / limit[0]
    cells = [f"{value:.3f}" for value in limit]
    blank = [""] * (7 - len(cells))
    return [f"{trimming:.2f}", str(regressors), f"{level:.2f}", *cells[:-2], *blank, *cells[-2:]]


def main() -> None:
    """Simulate all rows and write the table."""
    rng = np.random.default_rng(SEED)
    rows = []
    for regressors in range(1, MOST_REGRESSORS + 1):
        drawn = simulated(regressors, rng)
        print(f"{regressors} regressors done", flush=True)
        for trimming in MOST_BREAKS:
            fine, coarse = drawn[trimming, 1], drawn[trimming, 2]
            key = (trimming, regressors)
            rows += [row(fine, coarse, key, level) for level in LEVELS]
    names = ["trimming", "regressors", "level", *(f"breaks_{k}" for k in range(1, 6))]
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*names, "ud_max", "wd_max"])
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
