"""Build the starter: the folder of tables that the package carries.

    python scripts/build_starter.py ../shared/data

The same source files give the same bytes. Only sources whose licence allows it are written; the
build stops where a release has fewer or more rows than its description expects.
"""

import shutil
import sys
from datetime import date
from pathlib import Path

from visavis.sources import SOURCES, Load, Source
from visavis.store import starter_folder, write_tables

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
    loads = []
    for source in SOURCES:
        if source.origin.id not in FOLDERS:
            continue
        if not source.origin.license.may_redistribute:
            sys.exit(f"{source.origin.id}: its licence does not allow shipping")
        load = source.load(data / FOLDERS[source.origin.id], RETRIEVED)
        low, high = source.expect_rows
        if not low <= load.rows_kept <= high:
            sys.exit(f"{source.origin.id}: {load.rows_kept} rows, expected {low} to {high}")
        tables = {name: (table.frame, table.extents) for name, table in load.tables.items()}
        write_tables(folder, source.origin.id, load.vintage, load.released, tables)
        loads.append((source, load))
        _say(folder, source, load)
    (folder / "__init__.py").write_text('"""Tables that the package carries; see LICENSES.md."""\n')
    (folder / "LICENSES.md").write_text(_licences(loads), encoding="utf-8")
    (folder / "write.lock").unlink(missing_ok=True)
    total = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{total / 1e6:.2f} MB in all")


def _say(folder: Path, source: Source, load: Load) -> None:
    files = (folder / source.origin.id).rglob("*.parquet")
    size = sum(file.stat().st_size for file in files)
    print(
        f"{source.origin.id}: {load.vintage}, {load.rows_kept} of {load.rows_read} rows, "
        f"{size / 1e3:.0f} kB, refused {len(load.refused)}, left out {dict(load.left_out)}"
    )


def _licences(loads: list[tuple[Source, Load]]) -> str:
    lines = [
        "# Licences of the tables in this folder",
        "",
        "Facts of these publishers, restated in one schema; the licence of the code is another.",
        "",
    ]
    for source, load in loads:
        origin = source.origin
        lines += [
            f"## {origin.title}",
            "",
            f"* folder: `{origin.id}`, release `{load.vintage}` (known since {load.released})",
            f"* publisher: {origin.publisher}, <{origin.page}>",
            f"* licence: {origin.license.title} (`{origin.license.id}`), <{origin.license.url}>",
            f"* cite: {origin.citation}",
            f"* what: {source.coverage}",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
