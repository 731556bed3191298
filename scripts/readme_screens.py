"""Puts what the program prints today into the README's console blocks.

`python scripts/readme_screens.py` rewrites them; tests/test_readme.py holds them to the program.
A block of a check shows the cards named in `CARDS` and the last line, one of a turn its verdict;
`...` stands for the rest.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
CARDS = ('"45%"', '"26%"', '"5.4% of India\'s total trade"', '"Brazil voted against"')
BLOCK = re.compile(r"```console\n\$ (.*?)\n.*?```", re.DOTALL)


def printed(command: str) -> str:
    """What a command of ours prints on a screen of 80 columns."""
    run = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
    )
    return run.stdout.rstrip("\n")


def chosen(output: str) -> str:
    """The cards of `CARDS` and the summary, with dots where others are left out."""
    *cards, summary = output.split("\n\n")
    shown: list[str] = []
    for card in cards:
        if any(quote in card.split("\n   ")[0] for quote in CARDS):
            shown.append(card)
        elif shown[-1:] != ["..."]:
            shown.append("...")
    return "\n\n".join([*shown, summary]).replace("...\n\n", "...\n")


def screen(block: re.Match[str]) -> str:
    """One console block, made anew."""
    command = block[1]
    output = printed(command)
    body = output
    if command.startswith("visavis check"):
        body = chosen(output)
    elif command.startswith("visavis pivot"):
        body = output.partition("\n\n")[0] + "\n..."
    return f"```console\n$ {command}\n{body}\n```"


if __name__ == "__main__":
    README.write_text(
        BLOCK.sub(screen, README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n"
    )
