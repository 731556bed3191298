"""Files that scripts generate: written, or with `--check` only compared with what stands there."""

import sys
from pathlib import Path

__all__ = ["ROOT", "keep"]

ROOT = Path(__file__).resolve().parents[1]


def keep(path: Path, text: str) -> int:
    """Write the text; with `--check` the exit status is 1 where the file says anything else."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    name = path.relative_to(ROOT)
    if "--check" in sys.argv[1:]:
        print(f"{name} is out of date: run python {Path(sys.argv[0]).resolve().relative_to(ROOT)}")
        return 1
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {name}")
    return 0
