"""POLECAT: events in the PLOVER ontology that a machine coded out of news since 2018.

The traps: a side may be several states in one cell ("RUS; CHN"), or "None"; the intensity has had
two names. Rows of more than two states are left out and counted: they are no act between two.

Source: Halterman et al. (2023), POLECAT, Harvard Dataverse, doi:10.7910/DVN/AJGVIT.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.model.states import is_state
from visavis.sources.base import Load
from visavis.sources.event_rows import Coded, Layout, events_load
from visavis.sources.strict import Rows, Shape

__all__ = ["HEADER", "load"]

HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code",
    "Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector",
    "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name",
    "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
)  # fmt: skip
_OLDER = tuple("Intensity" if name == "Event Intensity" else name for name in HEADER)
_PATTERNS = ("ngecevents*.txt", "ngecevents*.txt.zip", "ngecevents*.txt.gz")
_NOTHING = "None"
_SEVERAL = "several states on one side"

_QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal_cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material_cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal_conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material_conflict"),
}
"""PLOVER's sixteen types of events by their class."""


def load(path: Path, retrieved: date) -> Load:
    """The events of one state's actors towards another's, by day, PLOVER type and intensity.

    Days are whole where the files have any row of them.

    Raises:
        SourceError: Another header, a cut row, or countries without an id beyond one in a thousand.
    """
    shapes = (
        Shape("POLECAT", HEADER, "Event ID"),
        Shape("POLECAT's first releases", _OLDER, "Event ID"),
    )
    return events_load(path, retrieved, Layout(_PATTERNS, shapes, _events))


def _events(rows: Rows, coded: Coded) -> pl.DataFrame:
    intensity = "Event Intensity" if "Event Intensity" in rows.frame.columns else "Intensity"
    frame = rows.frame.with_columns(pl.col(pl.String).replace(_NOTHING, None)).with_columns(
        on=pl.col("Event Date").str.to_date("%Y-%m-%d", strict=False),
        intensity=pl.col(intensity).cast(pl.Decimal(18, 3), strict=False),
        code=pl.col("Event Type").str.to_uppercase(),
        origin_row="line",
        key="Event ID",
    )
    quad = pl.col("code").replace_strict(_QUADS, default=None, return_dtype=pl.String)
    frame = frame.with_columns(quad=quad, actor=_state("Actor Country"),
                               target=_state("Recipient Country"))  # fmt: skip
    is_day = pl.col("on").is_between(date(1990, 1, 1), date(2040, 1, 1))
    frame = coded.refuse(rows.file, frame, ~is_day, "no day such as 2023-06-01")
    is_type = pl.col("quad").is_not_null()
    frame = coded.refuse(rows.file, frame, ~is_type, "no type of the PLOVER ontology")
    in_scale = pl.col(intensity).is_null() | pl.col("intensity").is_between(-10, 10)
    frame = coded.refuse(rows.file, frame, ~in_scale, "no intensity from -10 to 10")
    coded.whole.update(frame["on"].unique())
    sides = ("Actor Country", "Recipient Country")
    several = pl.any_horizontal(pl.col(side).str.contains(";", literal=True) for side in sides)
    return coded.between_states(coded.without(frame, several, _SEVERAL), sides)


def _state(column: str) -> pl.Expr:
    """The column's letters where they are a state's, else null."""
    return pl.col(column).map_batches(_ids, return_dtype=pl.String)


def _ids(letters: pl.Series) -> pl.Series:
    known = {code: code for code in letters.unique().drop_nulls().to_list() if is_state(code)}
    return letters.replace_strict(known, default=None, return_dtype=pl.String)
