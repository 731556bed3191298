"""All the set-up there is: `python3 tasks.py demo` and `python3 tasks.py test`.

Needs Python 3.11 or newer and a package index. Makes a virtual environment in `.venv`, installs
into it what the task needs, and runs the task. Nothing outside this folder is changed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
EXAMPLE = "examples/india-between-suppliers.md"
CHECKS = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
    ["codespell"],
    ["python", "scripts/build_docs.py", "--check"],
    ["python", "scripts/sources_page.py", "--check"],
    ["python", "scripts/checking_page.py", "--check"],
    ["python", "scripts/pivot_page.py", "--check"],
    ["python", "-m", "pytest", "-n", "2"],
]


def environment(folder: Path, *packages: str) -> Path:
    """Make a virtual environment in `folder` with `packages`; return its folder of programs."""
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    if not programs.is_dir():
        venv.create(folder, with_pip=True)
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", *packages]
    subprocess.run(pip, check=True, cwd=ROOT)
    return programs


def run(programs: Path, command: list[str], cwd: Path = ROOT) -> int:
    """Run a program of the environment, showing what is run; return its exit status."""
    print("$", " ".join(command), flush=True)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    program = shutil.which(command[0], path=path) or command[0]
    return subprocess.run(
        [program, *command[1:]], cwd=cwd, env={**os.environ, "PATH": path}, check=False
    ).returncode


def demo() -> int:
    """Check the example article; status 1 is right: some of its figures are wrong on purpose."""
    status = run(environment(ROOT / ".venv", "."), ["visavis", "check", EXAMPLE])
    return 0 if status in (0, 1) else status


def test() -> int:
    """Style, types, floors, docs and tests; stops at the first that fails."""
    programs = environment(ROOT / ".venv", "-e", ".[dev]")
    for command in CHECKS:
        status = run(programs, command)
        if status:
            return status
    return 0


def wheel() -> int:
    """Build the wheel, install it alone in an empty environment, run the demo from elsewhere."""
    programs = environment(ROOT / ".venv", "-e", ".[dev]")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        build = ["python", "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, str(ROOT)]
        if status := run(programs, build):
            return status
        (built,) = place.glob("*.whl")
        print(f"{built.name}: {built.stat().st_size / 1e6:.1f} MB", flush=True)
        clean = environment(place / "clean", str(built))
        shutil.copy(ROOT / EXAMPLE, place / "article.md")
        status = run(clean, ["visavis", "check", "article.md"], cwd=place)
        return 0 if status == 1 else status or 1


TASKS = {"demo": demo, "test": test, "wheel": wheel}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in TASKS:
        sys.exit(f"usage: python3 tasks.py {'|'.join(TASKS)}")
    sys.exit(TASKS[sys.argv[1]]())
