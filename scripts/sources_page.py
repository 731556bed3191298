"""Write `docs/sources.md`: every source with publisher, licence, coverage and what is kept of it.

python scripts/sources_page.py            # writes the page
python scripts/sources_page.py --check    # fails where the page is out of date
"""

import sys
from pathlib import Path

from visavis.model.products import families
from visavis.refresh import SourceState, describe_sources
from visavis.sources import SOURCES
from visavis.store import Store, starter_folder

PAGE = Path(__file__).resolve().parents[1] / "docs" / "sources.md"

INTRODUCTION = """\
# Sources

Every figure comes from one of these, and says so. "In the starter" are the tables that the package
carries; the others come from your own downloads with the command named.

What holds for all of them:

* **Nothing is dropped in silence.** A row that is not kept is refused with file, line and reason,
  or counted under a reason; partners without an id are named with the value that they carry, and a
  file where they carry more than 0.1 % is refused.
* **Files are read strictly.** Another header, a cut row, mixed encodings or an unknown code stop
  the reading; nothing half-read is kept.
* **Partners that are no state** ("Bunkers", "Areas, not elsewhere specified") have ids that start
  with `_NES`, so that a publisher's partners still add up to its total.
* **A flow is stored once**, from exporter to importer, with the book it stands in: the exporter's,
  the importer's, or one that reconciles both. No day of a flow stands in two rows of one book.
"""

NOTES = {
    "baci": (
        "The starter has the families below; they are what their codes are, and no more. A "
        "whole release, added by you, also gives totals between all pairs. The last year is "
        "provisional."
    ),
    "comtrade": (
        "Never shipped: its terms do not allow it. All three layouts are read: the web "
        "download (47 names over 48 fields) and both of the older API. Several downloads are "
        "put together; a newer one replaces what it repeats. Where the partners of a flow add "
        "up to the world's row within 0.1 %, a partner without a row had no trade; elsewhere "
        "that is unknown."
    ),
    "eurostat": (
        "Trade between members is left out. For 2019-2023 the files have no total over third "
        "countries; it is the sum of the partners, marked as estimated. In 2010-2018 both are "
        "equal."
    ),
    "factbook": (
        "Whole per cents of about five partners. The West Bank and Gaza have pages of their "
        "own and are left out. No claim is checked against the publisher of its own sentence."
    ),
    "ru_customs": (
        "Nothing by partner was published after 2021. Where the months of a partner are "
        "whole, the yearly figure is left out; for Kazakhstan in 2010 the year stands for its "
        "months."
    ),
    "un_digital_library": (
        "Other data sets lack these votes. Each is known by its announced tally."
    ),
    "un_votes": (
        "The file gives a successor's code to the state before it: votes before 24 December "
        "1991 stand under SUN, before 27 April 1992 under YUG, until 4 June 2006 under SCG, "
        "and those of China's seat before 7 December 1949 under CHN. Czechoslovakia, the two "
        "Yemens before 1991 and the German Democratic Republic are not in it. Symbols are "
        "known for most votes from 1967 to 2021; later votes have none, and single late "
        "tallies lack a state. Days before about 1990 are approximate."
    ),
    "us_state_visits": (
        "One row for each stay in a country, of presidents and secretaries of state only. The "
        "sentences of the lists are not kept."
    ),
    "world_bank": ("Regions and income groups are left out. Taiwan is not in it."),
}


def page() -> str:
    """The whole page."""
    states = {each.origin.id: each for each in describe_sources(Store((starter_folder(),)))}
    parts = [INTRODUCTION, _table(list(states.values()))]
    parts += [_section(states[source.origin.id]) for source in SOURCES]
    parts.append(_families())
    return "\n".join(parts)


def _table(states: list[SourceState]) -> str:
    lines = ["| id | publisher | licence | in the starter |", "| --- | --- | --- | --- |"]
    for state in states:
        origin = state.origin
        held = f"{state.rows:,} rows" if state.rows else f"no: `{origin.add_command}`"
        lines.append(f"| `{origin.id}` | {origin.publisher} | {origin.license.title} | {held} |")
    return "\n".join(lines) + "\n"


def _section(state: SourceState) -> str:
    origin = state.origin
    source = next(each for each in SOURCES if each.origin == origin)
    lines = [
        f"## `{origin.id}`: {origin.title}",
        "",
        f"* What: {state.coverage}.",
        f"* Publisher: {origin.publisher}, <{origin.page}>; renewed: {origin.refresh}.",
        f"* Licence: [{origin.license.title}]({origin.license.url}).",
        f"* Cite: {origin.citation}",
        f"* Columns used: {', '.join(source.taken)}.",
    ]
    if source.ignored:
        lines.append(f"* Columns passed over: {', '.join(source.ignored)}.")
    lines += [
        f"* In the starter: `{entry.table}`, {entry.rows:,} rows, release {entry.vintage} "
        f"(known since {entry.released})."
        for entry in state.in_force
    ]
    if origin.add_command is not None:
        lines.append(f"* To add your own: `{origin.add_command}`")
    return "\n".join([*lines, "", NOTES[origin.id], ""])


def _families() -> str:
    lines = [
        "## Families of products",
        "",
        "| id | what | codes (HS 1992) | note |",
        "| --- | --- | --- | --- |",
    ]
    for each in families():
        codes = " ".join(each.hs6) or f"all of {each.heading}"
        lines.append(f"| `{each.id}` | {each.label} | {codes} | {each.note} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = page()
    if "--check" not in sys.argv:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/sources.md is out of date: run python scripts/sources_page.py")
