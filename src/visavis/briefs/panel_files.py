"""A panel as files: the table, its codebook, bibliography, coverage and manifest.

The trap is the clock: Stata's format wants a time and gets the day of the newest release, so that
the same data give the same bytes.
"""

import hashlib
import io
import json
from datetime import date, datetime, time
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from visavis.briefs.citations import source_lines
from visavis.briefs.panel import REASONS, command_of, notes
from visavis.briefs.whole_files import refuse_unwritable_place, write_whole
from visavis.errors import UsageError
from visavis.model.version import __version__
from visavis.workbench.panel_codebook import bibtex_of, codebook_of
from visavis.workbench.panel_coverage import coverage_of

if TYPE_CHECKING:
    import polars as pl

    from visavis.workbench.panel import Panel

__all__ = ["SUFFIXES", "codebook_markdown", "refuse_unwritable_panel", "save_panel"]

SUFFIXES = (".parquet", ".csv", ".dta")
"""Parquet, CSV, Stata. R's own format needs R: R reads Parquet (arrow), CSV, Stata's (haven)."""

_LABEL_SIGNS = 80
"""The longest label of a variable that Stata takes."""


def refuse_unwritable_panel(out: Path) -> None:
    """Nothing where a panel may be written to `out`: asked before the work, not after it.

    Raises:
        UsageError: Another suffix, pandas is lacking for Stata's, or a folder that is missing or
            cannot be written.
    """
    where = f"--out {out}"
    if out.suffix == ".rds":
        expected = "a .parquet, .csv or .dta file, which R reads with arrow, by itself, with haven"
        raise UsageError(where, "R's own format, which only R writes", expected)
    if out.suffix not in SUFFIXES:
        raise UsageError(where, out.suffix or "no suffix", f"one of {', '.join(SUFFIXES)}")
    if out.suffix == ".dta":
        _require_pandas(where)
    if out.exists() and not out.is_file():
        raise UsageError(where, "what is no file", "a file or a new name")
    refuse_unwritable_place(out, where)


def save_panel(panel: "Panel", out: str | Path) -> tuple[str, ...]:
    """Write the panel to `out` and, beside it, `.codebook.md`, `.bib`, `.coverage.csv` and
    `.manifest.json` of the same name; the names of the files.

    All of them are written whole or none. The same data give the same bytes.

    Raises:
        UsageError: As `refuse_unwritable_panel`, or the disk is full.
    """
    place = Path(out)
    refuse_unwritable_panel(place)
    stem = place.with_suffix("")
    files = {
        place: _table(panel, place.suffix),
        stem.with_name(f"{stem.name}.codebook.md"): codebook_markdown(panel).encode("utf-8"),
        stem.with_name(f"{stem.name}.bib"): bibtex_of(panel).encode("utf-8"),
        stem.with_name(f"{stem.name}.coverage.csv"): _csv(coverage_of(panel)),
    }
    manifest = _manifest(panel, files)
    files[stem.with_name(f"{stem.name}.manifest.json")] = manifest.encode("utf-8")
    write_whole(files, f"--out {place}")
    return tuple(str(each) for each in files)


def codebook_markdown(panel: "Panel") -> str:
    """The codebook: what the panel is, its rules, then each column."""
    lines = [
        f"# Codebook of a panel of dyad-years, {panel.asked.years[0]} to {panel.asked.years[1]}",
        "", f"Made by visavis {__version__}: `{command_of(panel)}`", "", "## Rows", "",
        f"* {_rows_words(panel)}",
    ]  # fmt: skip
    lines += [f"* {note}" for note in notes(panel)]
    lines += ["", "## Sources", ""]
    lines += [f"* {said}" for said in source_lines(panel.vintages)] or ["* none"]
    lines += ["", "## Why a value is missing", ""]
    said = set(coverage_of(panel)["status"])
    lines += [f"* `{reason}`: {REASONS[reason]}" for reason in REASONS if reason in said]
    lines += ["", "## Columns", ""]
    for row in codebook_of(panel).iter_rows(named=True):
        lines.append(f"* `{row['column']}`: {row['what']}")
        lines += [
            f"    * {label}: {row[key]}"
            for key, label in (
                ("unit", "unit"), ("formula", "formula"), ("denominator", "denominator"),
                ("papers", "paper"), ("sources", "source and release"), ("missing", "missing"),
            )
            if row[key]
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _rows_words(panel: "Panel") -> str:
    order = "in each order asked for" if panel.asked.directed else "once, the lesser code first"
    return f"Each pair of states that existed on one same day of the year, {order}."


def _table(panel: "Panel", suffix: str) -> bytes:
    if suffix == ".csv":
        return _csv(panel.frame)
    if suffix == ".dta":
        return _stata(panel)
    stream = io.BytesIO()
    panel.frame.write_parquet(stream)
    return stream.getvalue()


def _csv(frame: "pl.DataFrame") -> bytes:
    return frame.write_csv().encode("utf-8")


def _stata(panel: "Panel") -> bytes:
    """Stata 14 and later (format 118, UTF-8); text that is missing is empty there."""
    import polars as pl

    pandas = _require_pandas("a .dta file")
    frame = panel.frame.with_columns(
        pl.col(pl.String).fill_null(""), pl.col(pl.Boolean).cast(pl.Int8)
    )
    columns = {
        column: series.to_list()
        if series.dtype == pl.String
        else series.cast(pl.Float64).to_numpy()
        if series.null_count()
        else series.to_numpy()
        for column, series in zip(frame.columns, frame.get_columns(), strict=True)
    }
    labels = {
        row["column"]: shorten(row["what"].split(": ", 1)[-1], _LABEL_SIGNS, placeholder=" ...")
        for row in codebook_of(panel).iter_rows(named=True)
    }
    stream, stamp = io.BytesIO(), datetime.combine(_newest(panel), time())
    pandas.DataFrame(columns).to_stata(
        stream, write_index=False, version=118, variable_labels=labels,
        data_label="visavis: panel of dyad-years", time_stamp=stamp,
    )  # fmt: skip
    return stream.getvalue()


def _require_pandas(where: str) -> Any:
    try:
        import pandas
    except ModuleNotFoundError:
        raise UsageError(
            where, "no pandas", "it installed: pip install 'visavis[frames]'"
        ) from None
    return pandas


def _newest(panel: "Panel") -> date:
    """The day of the newest release used."""
    used = set(panel.vintages)
    days = [e.released for e in panel.bench.store.all_entries() if (e.source, e.vintage) in used]
    return max(days, default=date(1960, 1, 1))


def _manifest(panel: "Panel", files: dict[Path, bytes]) -> str:
    """Command, version, rows, sources with the hashes of their tables, and the files' hashes."""
    used = set(panel.vintages)
    entries = sorted(
        {
            (e.source, e.vintage, e.table, e.released.isoformat(), e.sha256)
            for e in panel.bench.store.all_entries()
            if (e.source, e.vintage) in used
        }
    )
    record = {
        "object": "panel", "visavis": __version__, "command": command_of(panel),
        "rows": panel.frame.height, "columns": panel.frame.columns,
        "sources": [
            dict(zip(("source", "vintage", "table", "released", "sha256"), entry, strict=True))
            for entry in entries
        ],
        "files": [
            {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for path, data in files.items()
        ],
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
