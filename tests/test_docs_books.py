"""The figures of docs/books.md are those that the code and the benchmark give today."""

import subprocess
import sys
from pathlib import Path

import pytest

from visavis.measures.figures import reconciliation
from visavis.measures.figures.two_books import USUAL_RATIO

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "books.md").read_text(encoding="utf-8")


def test_the_fitted_margin_is_the_one_in_the_code() -> None:
    constant, slope, border = (
        reconciliation._CONSTANT, reconciliation._PER_LOG_KM, reconciliation._BORDER,
    )  # fmt: skip
    assert f"CIF = {constant} + {slope} ln(km) - {-border} (shared border)" in PAGE


def test_the_usual_ratio_is_the_one_in_the_code() -> None:
    assert f"outside {USUAL_RATIO[0]} to {USUAL_RATIO[1]}" in PAGE


@pytest.mark.shared
def test_the_gaps_to_baci_are_those_that_the_benchmark_prints(shared_data: Path) -> None:
    script = ROOT / "benchmarks" / "reconciled.py"
    printed = subprocess.run(
        [sys.executable, str(script), str(shared_data)], capture_output=True, text=True, check=True
    ).stdout
    for line in printed.partition("Partners' books")[0].splitlines():
        cells = [cell.strip().replace("%", " %") for cell in line.strip("|").split("|")]
        if len(cells) == 6 and cells[0] in PAGE and cells[0] != "rule" and "-" not in cells[0]:
            rule, gap, _, *near = cells
            assert f"| {rule} | {gap} | {' | '.join(near)} |" in PAGE
