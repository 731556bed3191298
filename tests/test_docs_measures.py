"""docs/measures.md names functions and commands that are there."""

import re
from pathlib import Path

import pytest

import visavis as vv
from visavis.cli.app import app

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "measures.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.split("\n## ")[0].splitlines()
    if line.startswith("| ") and not line.startswith(("| what", "| ---"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_each_function_in_the_table_exists(row: list[str]):
    names = re.findall(r"`([a-z_.]+)`", row[1])

    assert [name for name in names if name != "stats"]
    for name in names:
        module, _, function = name.partition(".")
        if module != "stats":
            found = getattr(vv.measures, module)
            assert not function or callable(getattr(found, function))


def test_each_command_in_the_table_exists():
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    known |= {group.name for group in app.registered_groups}

    for row in ROWS:
        for name in re.findall(r"`([a-z ]+)`", row[2]):
            assert name.split()[0] in known, name
