"""How long a user waits, as ratios to a limit measured beside it on the same machine.

Prints medians of several runs: starting Python alone, `visavis --help`, `check` on a document of
1,500 words from process start, and the same check again in a process that is already running.
Run from the repository root: `python benchmarks/speed.py`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
LIMITS = {"help over bare start": 0.35, "check from start": 1.5, "check warm": 0.1}


def seconds(command: list[str]) -> float:
    """Median wall seconds of a command over several runs, after one that is not counted."""
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


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
    """Print the table."""
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


if __name__ == "__main__":
    main()
