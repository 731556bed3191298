"""What transport and insurance add to goods on their way: OECD's CIF/FOB margins by pair of states.

The margin is in per cent of imports valued CIF, so that FOB = CIF x (1 - margin / 100). The trap is
the word "observation": the total over all goods is weighted together by OECD, and cells that no
customs office measured are imputed by a gravity equation; both are marked, and kept as estimated.
Source: Miao, G. and F. Fortanier (2017), Estimating Transport and Insurance Costs of International
Trade, OECD Statistics Working Papers 2017/04.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.model.extents import Extent
from visavis.model.states import all_states
from visavis.sources.base import Load, Refused, Table
from visavis.sources.frames import AMOUNT, facts, refuse, year_bounds
from visavis.sources.strict import Rows, Shape, file_bytes, files_of, read_rows

__all__ = ["load"]

_SHAPE = Shape(
    "OECD's SDMX-CSV of ITIC",
    (
        "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "REF_AREA", "Reference area",
        "COUNTERPART_AREA", "Counterpart area", "MEASURE", "Measure", "PRODUCT_TYPE",
        "Product type", "COMM_HS2017", "Product", "FREQ", "Frequency of observation",
        "UNIT_MEASURE", "Unit of measure", "TIME_PERIOD", "Time period", "OBS_VALUE",
        "Observation value", "OBS_STATUS", "Observation status", "METHODOLOGY_TYPE",
        "Methodology type", "UNIT_MULT", "Unit multiplier", "DECIMALS", "Decimals",
    ),
    "OBS_VALUE",
)  # fmt: skip
_FIXED = {
    "MEASURE": ("C_F",),
    "COMM_HS2017": ("_T",),
    "FREQ": ("A",),
    "UNIT_MEASURE": ("PT_IM_CIF",),
    "UNIT_MULT": ("0",),
}
_STATUS = {"A": "reported", "E": "estimated", "I": "estimated"}
_DISSOLVED = {"ANT_F": "ANT", "SCG_F": "SCG"}
"""The publisher's own codes of states that are no more."""


def load(path: Path, retrieved: date) -> Load:
    """The margin of all goods from each exporter to each importer by year, in per cent of CIF.

    Args:
        path: A file or a folder of files as the OECD Data Explorer gives them.
        retrieved: Day of retrieval, the vintage: the files state no release.

    Raises:
        SourceError: Another header, measure, product, unit or frequency, or a margin that is none.
    """
    files = files_of(path, ("*.csv", "*.csv.gz"))
    tables = [read_rows(file.name, file_bytes(file), (_SHAPE,)) for file in files]
    rows = pl.concat([_rows(each) for each in tables])
    known = {state.id for state in all_states()}
    strange = rows.filter(~pl.col("subject").is_in(known) | ~pl.col("partner").is_in(known))
    kept = rows.filter(pl.col("subject").is_in(known) & pl.col("partner").is_in(known))
    frame = facts(path.name, kept)
    return Load(
        vintage=retrieved.isoformat(),
        released=retrieved,
        tables={"facts": Table(frame, _extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=rows.height,
        refused=tuple(
            Refused(row["file"], row["origin_row"], f"no state {row['subject']}>{row['partner']}")
            for row in strange.iter_rows(named=True)
        ),
    )


def _rows(rows: Rows) -> pl.DataFrame:
    frame = rows.frame
    for column, words in _FIXED.items():
        refuse(rows.file, frame.filter(~pl.col(column).is_in(words)), column, " or ".join(words))
    refuse(
        rows.file,
        frame.filter(~pl.col("OBS_STATUS").is_in(list(_STATUS))),
        "OBS_STATUS",
        " or ".join(_STATUS),
    )
    refuse(
        rows.file,
        frame.filter(~pl.col("TIME_PERIOD").str.contains(r"^(?:19|20)\d\d$")),
        "TIME_PERIOD",
        "a year",
    )
    value = pl.col("OBS_VALUE").cast(pl.Float64, strict=False)
    wrong = frame.filter(value.is_null() | ~value.is_between(0, 100))
    refuse(rows.file, wrong, "OBS_VALUE", "per cent of the imports, 0 to 100")
    start, end = year_bounds("TIME_PERIOD")
    return frame.select(
        start,
        end,
        relation=pl.lit("cif_fob_margin"),
        book=pl.lit("publisher"),
        subject=pl.col("COUNTERPART_AREA").replace(_DISSOLVED),
        partner=pl.col("REF_AREA").replace(_DISSOLVED),
        product=pl.lit("TOTAL"),
        value=value.round(3).cast(AMOUNT),
        unit=pl.lit("pct"),
        valuation=pl.lit(""),
        status=pl.col("OBS_STATUS").replace_strict(_STATUS),
        origin_row=pl.col("line").cast(pl.Int32),
        file=pl.lit(rows.file),
    )


def _extents(frame: pl.DataFrame) -> tuple[Extent, ...]:
    """The importers at hand in the years at hand; no row means unknown."""
    return (
        Extent(
            relation="cif_fob_margin",
            book="publisher",
            subjects=None,
            partners=tuple(sorted(set(frame["partner"]))),
            products=("TOTAL",),
            start=frame["start"].min(),  # type: ignore[arg-type]  # never null: a column of dates
            end=frame["end"].max(),  # type: ignore[arg-type]
            frequency="year",
            absent_means="unknown",
        ),
    )
