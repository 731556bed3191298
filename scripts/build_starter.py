"""Build the starter: the folder of tables that the package carries.

    python scripts/build_starter.py ../shared/data
    python scripts/build_starter.py --derived     # only what is computed from the rest, anew

The same source files give the same bytes. Only sources whose licence allows it are written; the
build stops where a release has fewer or more rows than its description expects.
"""

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from visavis.derive import ideal_points
from visavis.model.extents import TableEntry
from visavis.sources import SOURCES, Load, Source, source
from visavis.store import Store, opened, starter_folder, write_tables

RETRIEVED = date(2026, 11, 21)
"""Day on which the source files at hand were obtained: the vintage of those that state none."""

FOLDERS = {
    "baci": "trade/baci",
    "eurostat": "trade/eurostat/eu_year_export",
    "factbook": "claims",
    "oecd_itic": "trade/cif_fob",
    "ru_customs": "trade/russian_customs",
    "ru_customs_totals": "trade/russian_customs",
    "un_digital_library": "votes",
    "un_votes": "votes",
    "us_state_visits": "visits",
    "world_bank": "macro",
}


def main(data: Path) -> None:
    """Load every source of `FOLDERS` and write it, with a list of licences beside."""
    if not all((data / name).is_dir() for name in FOLDERS.values()):
        sys.exit(f"{data}: expected the folder of publishers' files")
    folder = starter_folder()
    shutil.rmtree(folder, ignore_errors=True)
    for each in SOURCES:
        if each.origin.id not in FOLDERS:
            continue
        if not each.origin.license.may_redistribute:
            sys.exit(f"{each.origin.id}: its licence does not allow shipping")
        load = each.load(data / FOLDERS[each.origin.id], RETRIEVED)
        _refuse_size(each, load.rows_kept)
        tables = {name: (table.frame, table.extents) for name, table in load.tables.items()}
        write_tables(folder, each.origin.id, load.vintage, load.released, tables)
        _say(folder, each, load)
    derived()


def derived() -> None:
    """Compute what the starter's own tables give, and write the list of licences beside them."""
    folder = starter_folder()
    with opened(folder) as writer:
        for each in SOURCES:
            if each.is_derived:
                writer.take_out(each.origin.id)
    found = ideal_points(Store((folder,)), folder)
    entries = Store((folder,)).entries()
    for entry in entries:
        if entry.source == found.source:
            _refuse_size(source(entry.source), entry.rows)
            size = (folder / entry.file).stat().st_size
            print(f"{entry.source}: {entry.vintage}, {entry.rows} rows, {size / 1e3:.0f} kB")
    (folder / "__init__.py").write_text('"""Tables that the package carries; see LICENSES.md."""\n')
    (folder / "LICENSES.md").write_text(_licences(entries), encoding="utf-8")
    (folder / "write.lock").unlink(missing_ok=True)
    total = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{total / 1e6:.2f} MB in all")


def _refuse_size(of: Source, rows: int) -> None:
    low, high = of.expect_rows
    if not low <= rows <= high:
        sys.exit(f"{of.origin.id}: {rows} rows, expected {low} to {high}")


def _say(folder: Path, of: Source, load: Load) -> None:
    files = (folder / of.origin.id).rglob("*.parquet")
    size = sum(file.stat().st_size for file in files)
    print(
        f"{of.origin.id}: {load.vintage}, {load.rows_kept} of {load.rows_read} rows, "
        f"{size / 1e3:.0f} kB, refused {len(load.refused)}, left out {dict(load.left_out)}"
    )


def _licences(entries: Sequence[TableEntry]) -> str:
    lines = [
        "# Licences of the tables in this folder",
        "",
        "Facts of these publishers, restated in one schema; the licence of the code is another.",
        "",
    ]
    releases = {(entry.source, entry.vintage, entry.released) for entry in entries}
    for source_id, vintage, released in sorted(releases):
        described = source(source_id)
        origin = described.origin
        lines += [
            f"## {origin.title}",
            "",
            f"* folder: `{origin.id}`, release `{vintage}` (known since {released})",
            f"* publisher: {origin.publisher}, <{origin.page}>",
            f"* licence: {origin.license.title} (`{origin.license.id}`), <{origin.license.url}>",
            f"* cite: {origin.citation}",
            f"* what: {described.coverage}",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] == ["--derived"]:
        derived()
    else:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
