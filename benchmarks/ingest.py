"""How long `data add baci` takes beside unzipping the same files and one CREATE TABLE AS of them.

    python benchmarks/ingest.py [--rows 50000000] [--years 30] [--folder DIR]

A zip in BACI's layout is made up from the real subset: its pairs of states, its values and
quantities, the official lists of countries and products. Nothing of it is kept in the repository.
Ratios are printed, not times: both sides run one after the other on the same machine.
"""

import argparse
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "trade" / "baci"
SUBSET = "BACI_HS92_subset74.zip"
RELEASE = "202601"
FIRST = 1995
SEED = 20260131

TARGET_RATIO = 1.5
TARGET_GB = 1.0
TARGET_SECONDS = 0.5

QUESTIONS = (
    ("exports", "RUS", "CHN", "--year", "2010"),
    ("exports", "RUS", "EU27", "--year", "2010", "--share"),
    ("imports", "CHN", "RUS", "--years", "2000..2015"),
    ("product_exports", "RUS", "CHN", "--year", "2010", "--product", "crude_oil"),
    ("product_exports", "DEU", "CHN", "--year", "2010", "--product", "HS870323"),
)


class Run(NamedTuple):
    """What one command took."""

    seconds: float
    gigabytes: float
    """The most memory that it held at once."""


def main() -> None:
    """Make the zip, run both sides, ask the result, print ratios; status 1 where one misses."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(dir=asked.folder) as made:
        folder = Path(made)
        packed = _packed(asked, folder)
        print(f"{asked.rows:,} rows in {asked.years} files, {packed.stat().st_size / 1e6:.0f} MB")
        plain = _plain(packed, folder)
        added = _ran(_visavis("data", "add", "baci", str(packed), "--db", str(folder / "db")))
        size = sum(file.stat().st_size for file in (folder / "db").rglob("*.parquet"))
        ratio = added.seconds / plain.seconds
        print(f"data add / (unzip + CREATE TABLE AS): {ratio:.2f} (at most {TARGET_RATIO})")
        print(f"peak memory: {added.gigabytes:.2f} GB (at most {TARGET_GB}); "
              f"unzip + CREATE TABLE AS: {plain.gigabytes:.2f} GB")  # fmt: skip
        print(f"the store: {size / 1e6:.0f} MB, {size / packed.stat().st_size:.2f} of the zip")
        slowest = max(_asked(question, folder / "db") for question in QUESTIONS)
    misses = ratio > TARGET_RATIO or added.gigabytes > TARGET_GB or slowest > TARGET_SECONDS
    sys.exit(1 if misses else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the real subset")
    parser.add_argument("--folder", type=Path, default=None, help="where to work (needs 10 GB)")
    parser.add_argument("--zip", type=Path, default=None, help="use, or make and keep, this zip")
    return parser.parse_args()


def _packed(asked: argparse.Namespace, folder: Path) -> Path:
    path: Path = asked.zip or folder / f"BACI_HS92_V{RELEASE}.zip"
    if not path.exists():
        _make(path, asked.rows // asked.years, asked.years, asked.data / SUBSET)
    return path


def _make(path: Path, rows: int, years: int, subset: Path) -> None:
    """Yearly files of `rows` rows each: pairs and products as unequal as the real ones."""
    with zipfile.ZipFile(subset) as real, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        last = max(name for name in real.namelist() if name.startswith("BACI_HS92_Y"))
        flows = pl.read_csv(real.read(last), schema_overrides={"k": pl.String, "q": pl.Float64})
        for kind in ("country_codes", "product_codes_HS92"):
            name = next(each for each in real.namelist() if each.startswith(kind))
            out.writestr(f"{kind}_V{RELEASE}.csv", real.read(name))
            if kind == "product_codes_HS92":
                codes = pl.read_csv(real.read(name), infer_schema=False)["code"]
        generator = np.random.default_rng(SEED)
        for year in range(FIRST, FIRST + years):
            table = _year(generator, rows, flows, codes).with_columns(t=pl.lit(year))
            buffer = io.BytesIO()
            table.select("t", "i", "j", "k", "v", "q").write_csv(buffer)
            out.writestr(f"BACI_HS92_Y{year}_V{RELEASE}.csv", buffer.getvalue())


def _year(
    generator: np.random.Generator, rows: int, flows: pl.DataFrame, codes: pl.Series
) -> pl.DataFrame:
    pairs = flows.group_by("i", "j").len().sort("i", "j")
    weights = pairs["len"].to_numpy().astype(float) ** 2
    shares = generator.pareto(1.2, codes.len()) + 0.01
    cells = np.empty(0, dtype=np.int64)
    while cells.size < rows:
        missing = int((rows - cells.size) * 1.5) + 1000
        # Late rounds draw evenly: the great pairs trade every product already.
        even = cells.size > rows // 2
        pair = generator.choice(pairs.height, missing, p=None if even else weights / weights.sum())
        code = generator.choice(codes.len(), missing, p=None if even else shares / shares.sum())
        cells = np.unique(np.concatenate([cells, pair * codes.len() + code]))
    cells = np.sort(generator.choice(cells, rows, replace=False))
    pair, code = np.divmod(cells, codes.len())
    drawn = flows.select("v", "q")[generator.integers(0, flows.height, rows)]
    return pairs[pair].select("i", "j").with_columns(codes[code].alias("k"), *drawn)


def _plain(packed: Path, folder: Path) -> Run:
    """Unzip, then one table of all yearly files in a database on the disk."""
    files = folder / "files"
    program = (
        "import sys, duckdb\n"
        "with duckdb.connect(sys.argv[1]) as base:\n"
        "    base.execute(f\"create table flows as select * from read_csv('{sys.argv[2]}')\")\n"
    )
    pattern = str(files / "BACI_HS92_Y*.csv")
    base = folder / "plain.duckdb"
    steps = (
        ("unzip", "-q", str(packed), "-d", str(files)),
        (sys.executable, "-c", program, str(base), pattern),
    )
    runs = [_ran(step) for step in steps]
    shutil.rmtree(files)
    base.unlink()
    return Run(sum(each.seconds for each in runs), max(each.gigabytes for each in runs))


def _visavis(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "visavis", *words)


def _asked(question: Sequence[str], store: Path) -> float:
    """Seconds from process start to answer, the middle of five."""
    command = _visavis("figure", *question, "--db", str(store))
    taken = sorted(_ran(command).seconds for _ in range(5))[2]
    print(f"figure {' '.join(question)}: {taken:.2f} s (at most {TARGET_SECONDS})")
    return taken


def _ran(command: Sequence[str]) -> Run:
    """The command's time from start to end, and its own peak of memory."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command[:5])} ... ended with {process.returncode}")
    return Run(time.perf_counter() - start, _gigabytes(used))


def _gigabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e9


if __name__ == "__main__":
    main()
