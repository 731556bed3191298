"""ICEWS: events between actors that a machine coded out of news, 1995-2023.

The traps: an event's number occurs again on other days, so that number and day are its key; codes
begin with noughts that count; "NA" is the lack of a name and no Namibia; reciprocal events
stand twice. Only what one state's actors do to another state's is kept.

Source: Boschee et al., ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.sources.base import Load
from visavis.sources.event_mirrors import with_mirrors
from visavis.sources.event_rows import Coded, Layout, cameo_quad, events_load
from visavis.sources.labels import labels
from visavis.sources.strict import Rows, Shape

__all__ = ["HEADER", "load"]

HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip
_PATTERNS = ("*icews*.tab", "*icews*.tab.zip", "*icews*.tab.gz", "events.*.tab", "events.*.tab.zip")
_NOTHING = "NA"


def load(path: Path, retrieved: date) -> Load:
    """The events of one state's actors towards another's, by day, CAMEO code and intensity.

    Days are whole where the files have any row of them: ICEWS codes thousands a day.

    Raises:
        SourceError: Another header, a cut row, or countries without an id beyond one in a thousand.
    """
    shape = Shape("ICEWS", HEADER, "Event ID")
    return events_load(path, retrieved, Layout(_PATTERNS, (shape,), _events))


def _events(rows: Rows, coded: Coded) -> pl.DataFrame:
    text = pl.col(pl.String).replace(_NOTHING, None)
    frame = rows.frame.with_columns(text).with_columns(
        on=pl.col("Event Date").str.to_date("%Y-%m-%d", strict=False),
        intensity=pl.col("Intensity").cast(pl.Decimal(18, 3), strict=False),
        quad=cameo_quad("CAMEO Code"),
        code=pl.col("CAMEO Code"),
        actor=_state("Source Country"),
        target=_state("Target Country"),
    )
    is_day = pl.col("on").is_between(date(1990, 1, 1), date(2030, 1, 1))
    frame = coded.refuse(rows.file, frame, ~is_day, "no day such as 2018-06-01")
    is_code = pl.col("code").str.contains(r"^\d{2,4}$") & pl.col("quad").is_not_null()
    frame = coded.refuse(rows.file, frame, ~is_code, "no CAMEO code")
    in_scale = pl.col("intensity").is_between(-10, 10)
    frame = coded.refuse(rows.file, frame, ~in_scale, "no intensity from -10 to 10")
    coded.whole.update(frame["on"].unique())
    frame = coded.between_states(frame, ("Source Country", "Target Country"))
    frame = frame.with_columns(
        key=pl.format("{}/{}", "Event ID", "on"),
        source=pl.col("Source Name").fill_null(""),
        other=pl.col("Target Name").fill_null(""),
        story=pl.format("{}/{}", pl.col("Story ID").fill_null("Event ID"), "Sentence Number"),
        origin_row="line",
    )
    frame, coded.before = with_mirrors(frame, coded.before)
    return frame


def _state(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(labels("icews"), default=None, return_dtype=pl.String)
