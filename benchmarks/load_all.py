"""Load every publisher's file at hand: rows read, kept, refused and left out, value unmatched.

    python benchmarks/load_all.py ../shared/data            # a table, and what is no source's file
    python benchmarks/load_all.py ../shared/data --reasons  # and each refusal
    python benchmarks/load_all.py ../shared/data --add DIR  # and bring them into a data folder

Exit status 1 where a source cannot read its own files, or a file is passed over without a reason.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
from not_sources import NOT_SOURCES, explained, unread

from visavis.errors import VisavisError
from visavis.refresh import add
from visavis.sources import SOURCES, Load, source
from visavis.sources.base import Table

RETRIEVED = date(2026, 11, 21)

PATHS: dict[str, tuple[str, ...]] = {
    "atop": ("treaties",),
    "baci": ("trade/baci",),
    "china_visits": ("visits",),
    "colt": ("visits",),
    "comtrade": ("trade/comtrade_legacy", "trade/comtrade_v1"),
    "dcad": ("defence",),
    "desta": ("treaties",),
    "eurostat": ("trade/eurostat/eu_year_export",),
    "eurostat_members": ("trade/eurostat/russia_export_eurostat",),
    "factbook": ("claims",),
    "gdelt": ("events/gdelt_events2samp.csv",),
    "gsdb": ("sanctions",),
    "icews": ("events",),
    "ideal_points": ("votes",),
    "ideal_points_yearly": ("votes",),
    "imf_dip": ("fdi",),
    "oecd_itic": ("trade/cif_fob",),
    "ru_customs": ("trade/russian_customs",),
    "ru_customs_totals": ("trade/russian_customs",),
    "sipri": (
        "arms/tiv_dyadic_1950_2021_from_360info.csv",
        "arms/tiv_export_tables_2022",
        "arms/import-export-values_1950-2024.csv",
    ),
    "sipri_register": (
        "arms/sipri_trade_register_hofmann_2024.csv",
        "arms/sipri_trade_register_colas_2025.csv",
    ),
    "ties_sanctions": ("sanctions",),
    "un_digital_library": ("votes",),
    "un_votes": ("votes", "votes/fpsim_unvd_1946_2022.parquet"),
    "us_state_visits": ("visits",),
    "wits_panel": ("trade/wits_panel",),
    "world_bank": ("macro",),
    "wto_rta": ("treaties",),
}
"""Where each source's files lie; a source without any is named as such."""


def loads(
    data: Path, *, folder: Path | None
) -> Iterator[tuple[str, str, Load | VisavisError, float]]:
    """(source, path, what came of it, seconds) of every path, and the addition where asked for."""
    for source_id, paths in sorted(PATHS.items()):
        for path in paths:
            start = time.perf_counter()
            try:
                found: Load | VisavisError = _taken(source(source_id).load(data / path, RETRIEVED))
                if folder is not None:
                    add(source_id, data / path, folder, RETRIEVED)
            except VisavisError as error:
                found = error
            yield source_id, path, found, time.perf_counter() - start


def _taken(load: Load) -> Load:
    """The load with the rows that came in streams as tables of whole rows, and their counts."""
    tables = dict(load.tables)
    for name, stream in load.streams.items():
        tables[name] = Table(pl.concat(list(stream.frames)), stream.extents())
    counted = load.taken(load) if load.taken is not None else load
    return replace(counted, tables=tables, streams={})


def files_read(base: Path, load: Load) -> Iterator[Path]:
    """The files that a load from a file or folder has read."""
    if base.is_file():
        yield base
        return
    for file in base.rglob("*"):
        if {file.relative_to(base).as_posix(), file.name} & set(load.files):
            yield file


def report_unread(data: Path, read: set[Path]) -> int:
    """Print why each of the other files is no source's; how many no reason is known for."""
    counts, without = explained(unread(data, read))
    for pattern, count in counts.items():
        print(f"no source's: {count} x {pattern} ({NOT_SOURCES[pattern]})")
    for path in without:
        print(f"PASSED OVER: {path}")
    return len(without)


def main() -> int:
    """Print the table; 1 where something could not be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--reasons", action="store_true")
    parser.add_argument("--add", type=Path)
    asked = parser.parse_args()
    failed = 0
    read: set[Path] = set()
    print("| source | path | files | read | kept | refused | left out | unmatched | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for source_id, path, found, seconds in loads(asked.data, folder=asked.add):
        if isinstance(found, VisavisError):
            failed += 1
            print(f"| {source_id} | {path} | FAILED: {found} | | | | | | {seconds:.1f} |")
            continue
        read |= set(files_read(asked.data / path, found))
        left_out = sum(found.left_out.values())
        print(
            f"| {source_id} | {path} | {len(found.files)} | {found.rows_read:,} | "
            f"{found.rows_kept:,} | {len(found.refused):,} | {left_out:,} | "
            f"{found.unmatched_share:.3%} | {seconds:.1f} |"
        )
        if asked.reasons:
            for why, count in found.left_out.items():
                print(f"  left out {count:,}: {why}")
            for each in found.refused[:20]:
                print(f"  refused {each.file}, row {each.row}: {each.reason}")
            for name, value in found.unmatched.items():
                print(f"  unmatched {name}: {value:,}")
    without = sorted({each.origin.id for each in SOURCES} - set(PATHS))
    print(f"\nno file at hand: {', '.join(without) or 'none'}")
    failed += report_unread(asked.data, read)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {peak:,.0f} MB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
