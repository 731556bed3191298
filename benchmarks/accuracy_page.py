"""Tables of docs/accuracy.md, each between two marks so that one script renews only its own."""

from collections.abc import Sequence
from pathlib import Path

__all__ = ["put", "table"]

_HEAD = """# How accurate it is

Every table on this page is printed by a script in `benchmarks/` and written here by its `--write`;
none is typed by hand.
"""
_TITLES = {
    "generated": "## Sentences with known truth\n\n`python benchmarks/score_generated.py --write`: "
    "sentences made from random rows of the starter in many wordings, every second one changed in "
    "its value, direction, year or denominator. A changed sentence that another book or source "
    "happens to bear out is counted apart.",
    "other books": "## Figures of other books\n\n`python benchmarks/score_other_books.py DATA "
    "--write`: sentences with figures that reporters published in books which the starter does not "
    "hold, checked against the starter alone. None of them may be contradicted. The years to 2016 "
    "of the panel also served to fit the reach; the rest did not, but for what the first runs "
    "showed of Belgium, Oman and Russia's gas.",
    "reading": "## Sentences in the styles of the press\n\n`python benchmarks/score_reading.py "
    "--write`: sentences of our own with every claim written out beside them, in the styles of "
    "agencies, think tanks and ministries. Each was first read blind; most have since served to "
    "write rules, a part is held back. On batches of new sentences, read once before any rule "
    "was written for them, every field was right for 63, 70, 84, 81, 78 and 77 claims of 100.",
    "checkable": "## Sentences from corpora\n\n`python benchmarks/score_checkable.py --write`: "
    "sentences of fact-checkers, journalists and research services, none written by us, about "
    "whatever pairs they happen to be about.",
}


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def put(page: Path, mark: str, text: str) -> None:
    """Write `text` into the page's section `mark`, leaving the others as they are."""
    old = page.read_text(encoding="utf-8") if page.exists() else _HEAD
    first, last = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    section = f"{first}\n{_TITLES[mark]}\n\n{text}\n{last}\n"
    if first in old:
        before, _, rest = old.partition(first)
        section = before + section.rstrip("\n") + rest.partition(last)[2]
    else:
        section = old.rstrip("\n") + "\n\n" + section
    page.parent.mkdir(exist_ok=True)
    page.write_text(section, encoding="utf-8", newline="\n")
