"""The page on turns is what the code's own tables say."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_on_turns_is_printed_from_the_tables_of_the_code():
    script = ROOT / "scripts" / "pivot_page.py"
    found = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )

    assert found.returncode == 0, found.stdout + found.stderr
