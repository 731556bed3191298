"""Write `docs/sources.md`: every source with publisher, licence, coverage and what is kept of it.

python scripts/sources_page.py            # writes the page
python scripts/sources_page.py --check    # fails where the page is out of date
"""

import sys

from generated_pages import ROOT, keep

from visavis.model.products import families
from visavis.refresh import SourceState, describe_sources
from visavis.sources import SOURCES
from visavis.store import Store, starter_folder

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
* **Publishers' files are kept as they came**: `visavis data get` lays them into
  `raw/<source>/<day>/` of your data folder, with address, hash, size and day of each, and adds
  them from there. `--mirror URL` asks another server in place of the publisher's own.
* **A flow is stored once**, from exporter to importer, with the book it stands in: the exporter's,
  the importer's, or one that reconciles both. No day of a flow stands in two rows of one book.
"""


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
    if source.getting is not None:
        lines.append(f"* To fetch: `visavis data get {origin.id}` brings {source.getting.brings}.")
    elif source.not_fetched:
        lines.append(f"* Not fetched: {source.not_fetched}.")
    if source.is_derived:
        lines.append(f"* To compute it from your own: `{origin.add_command}`")
    elif origin.add_command is not None:
        lines.append(f"* To add your own: `{origin.add_command}`")
    return "\n".join([*lines, "", source.note, ""])


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
    sys.exit(keep(ROOT / "docs" / "sources.md", page()))
