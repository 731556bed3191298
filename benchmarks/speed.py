"""How long a user waits, as ratios to a limit measured beside it on the same machine.

Prints medians of several runs: starting Python alone, `visavis --help`, `check` on a document of
1,500 words from process start, and the same check again in a process that is already running.
Then what a figure costs: processor time from process start to answer, as a multiple of that of
`python -c pass` in the same run, so that a busy machine changes little; of the starter and of a
folder of your own, such as benchmarks/ingest.py makes. Of a turn likewise, from the starter.
Run from the repository root: `python benchmarks/speed.py [--store DIR]`.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
LIMITS = {"help over bare start": 0.35, "check from start": 1.5, "check warm": 0.1}
FIGURE_SECONDS = 0.5
FIGURES = (
    ("exports", "RUS", "CHN", "--year", "2010"),
    ("exports", "RUS", "CHN", "--year", "2010", "--share"),
    ("exports", "RUS", "EU27", "--year", "2010", "--share"),
    ("imports", "CHN", "RUS", "--years", "2005..2015"),
    ("product_exports", "RUS", "CHN", "--year", "2010", "--product", "crude_oil"),
)
TURN_SECONDS = 1.7
TURN = ("pivot", "RUS", "--to", "asia", "--from", "europe", "--years", "2006..2021")


def seconds(command: list[str]) -> float:
    """Median wall seconds of a command over several runs, after one that is not counted."""
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def processor_seconds(command: Sequence[str]) -> float:
    """The least user and system seconds of a command over several runs, after one not counted."""
    taken = []
    for _ in range(RUNS + 1):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        taken.append(used.ru_utime + used.ru_stime)
    return min(taken[1:])


def figures(store: Path | None) -> None:
    """Print the table of figures: from the starter, and from the folder `store` where given."""
    bare = processor_seconds([sys.executable, "-c", "pass"])
    libraries = processor_seconds([sys.executable, "-c", "import typer, duckdb"])
    print(f"\nbare Python start {bare:.3f} s of processor; with typer and duckdb "
          f"{libraries / bare:.1f} times that")  # fmt: skip
    print("| figure | store | seconds | times a bare start | ratio to the limit |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as none:
        for name, folder in (("starter", empty(Path(none))), ("given", store)):
            if folder is None:
                continue
            os.environ["VISAVIS_DB"] = str(folder)
            for words in FIGURES:
                taken = processor_seconds([sys.executable, "-m", "visavis", "figure", *words])
                print(f"| {' '.join(words)} | {name} | {taken:.3f} | {taken / bare:.1f} | "
                      f"{taken / FIGURE_SECONDS:.2f} |")  # fmt: skip


def empty(place: Path) -> Path:
    """A folder of visavis without a table, so that the starter answers alone."""
    from visavis.store import opened

    with opened(place / "none") as writer:
        writer.claim()
    return place / "none"


def turn() -> None:
    """Print what a question about a turn costs, from the starter alone."""
    with tempfile.TemporaryDirectory() as none:
        os.environ["VISAVIS_DB"] = str(empty(Path(none)))
        bare = processor_seconds([sys.executable, "-c", "pass"])
        taken = processor_seconds([sys.executable, "-m", "visavis", *TURN])
    print(
        "\n| turn | seconds | times a bare start | ratio to the limit |\n| --- | --- | --- | --- |"
    )
    print(f"| {' '.join(TURN)} | {taken:.3f} | {taken / bare:.1f} | {taken / TURN_SECONDS:.2f} |")


def document() -> str:
    """A document of about 1,500 words: the example article, filled up with prose of our docs."""
    article = (ROOT / "examples" / "india-between-suppliers.md").read_text(encoding="utf-8")
    words, kept = len(article.split()), [article]
    for path in ("states_policy.md", "architecture.md", "checking.md", "sources.md", "cli.md"):
        for paragraph in (ROOT / "docs" / path).read_text(encoding="utf-8").split("\n\n"):
            if words >= 1500:
                break
            if paragraph[:1].isalpha():
                kept.append(paragraph)
                words += len(paragraph.split())
    return "\n\n".join(kept)


def warm_check(text: str) -> tuple[float, int]:
    """Seconds of a check in a running process, and how many claims it had."""
    import visavis

    report = visavis.check(text)
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        visavis.check(text)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), len(report.claims)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--store", type=Path, default=None, help="a data folder to ask as well")
    asked = parser.parse_args()
    text = document()
    bare = seconds([sys.executable, "-c", "pass"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.md"
        path.write_text(text, encoding="utf-8")
        program = [sys.executable, "-m", "visavis"]
        found = {
            "help over bare start": seconds([*program, "--help"]) - bare,
            "check from start": seconds([*program, "check", str(path)]),
        }
    found["check warm"], claims = warm_check(text)
    print(f"document: {len(text.split())} words, {claims} claims; bare Python start {bare:.3f} s")
    print("| what | seconds | limit | ratio to the limit |\n| --- | --- | --- | --- |")
    for name, limit in LIMITS.items():
        print(f"| {name} | {found[name]:.3f} | {limit} | {found[name] / limit:.2f} |")
    turn()
    figures(asked.store)


if __name__ == "__main__":
    main()
