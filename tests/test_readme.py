"""The README and the docs show what the program prints: every console block is run and compared."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def sessions() -> list[tuple[str, str, str]]:
    """(page, command, what the page says it prints), one for each `$ visavis ...` line."""
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, printed = part.partition("\n")
                found.append((page.name, command, printed))
    return found


def as_pattern(printed: str) -> str:
    """The printed text as a pattern in which a line of three dots stands for any lines."""
    lines = printed.rstrip("\n").split("\n")
    return "\n".join(r"[\s\S]*?" if line.strip() == "..." else re.escape(line) for line in lines)


@pytest.mark.parametrize(("page", "command", "printed"), sessions())
def test_a_page_shows_what_the_command_prints(
    page: str, command: str, printed: str, tmp_path: Path
):
    words = shlex.split(command)
    if words[0] != "visavis":
        pytest.skip("not our program")
    run = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "80", "XDG_DATA_HOME": str(tmp_path),
             "PYTHONIOENCODING": "utf-8", "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip

    assert run.stderr == ""
    assert re.fullmatch(as_pattern(printed), run.stdout.rstrip("\n")), run.stdout


def test_the_readme_shows_a_check_and_a_figure():
    commands = [command for page, command, _ in sessions() if page == "README.md"]

    assert any(command.startswith("visavis check") for command in commands)
    assert any(command.startswith("visavis figure") for command in commands)


def test_the_pages_that_the_readme_names_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
