"""GDELT 2: events that a machine coded out of the world's news, every quarter of an hour.

The traps: files have 61 columns and no header; a file has what was *found* in its quarter of an
hour, and the events may be of years before; countries have CAMEO's letters, which are ISO's but for
some; reciprocal events stand twice. One news story copied by hundreds of papers is hundreds of
mentions of one event, but two stories of one act are two events.

Source: The GDELT Project, Event Database 2.0, header of September 2016.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.model.states import is_state
from visavis.sources.base import Load
from visavis.sources.event_mirrors import with_mirrors
from visavis.sources.event_rows import Coded, Layout, events_load
from visavis.sources.strict import Rows, Shape

__all__ = ["HEADER", "load"]

HEADER = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{side}{part}" for side in (1, 2) for part in (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
        "Religion2Code", "Type1Code", "Type2Code", "Type3Code")),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in (
        "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_DESCRIBED = (*HEADER[:27], "CAMEOCodeDescription", *HEADER[27:])
"""The header that a library gives its copies, with a column of its own."""

_PATTERNS = ("*.export.csv", "*.export.csv.zip", "*.export.csv.gz", "gdelt_events*.csv")
_QUADS = {
    "1": "verbal_cooperation", "2": "material_cooperation", "3": "verbal_conflict",
    "4": "material_conflict",
}  # fmt: skip
_OWN_CODES = {"ROM": "ROU", "TMP": "TLS", "KSV": "XKX", "WSB": "PSE", "GZS": "PSE", "ZAR": "COD"}
"""CAMEO's letters of states that ISO gives others, and of parts of Palestine."""

_REGIONS = (
    "AFR", "ASA", "BLK", "CRB", "CAU", "CFR", "CAS", "CEU", "EIN", "EAF", "EEU", "EUR", "LAM",
    "MEA", "MDT", "NAF", "NMR", "PGS", "SCN", "SAM", "SAS", "SEA", "SAF", "WAF", "WST",
)  # fmt: skip
_QUARTERS = 96
"""Files of a whole day, one every quarter of an hour."""


def load(path: Path, retrieved: date) -> Load:
    """The events of one state's actors towards another's, by day, CAMEO code and Goldstein score.

    A day is whole where all 96 files of what was found on it are there.

    Raises:
        SourceError: Another header or number of columns, a cut row, or countries without an id
            beyond one in a thousand.
    """
    shapes = (
        Shape("GDELT 2 events", HEADER, "GLOBALEVENTID"),
        Shape("GDELT 2 events with descriptions", _DESCRIBED, "GLOBALEVENTID"),
    )
    quarters: dict[date, set[str]] = {}

    def events(rows: Rows, coded: Coded) -> pl.DataFrame:
        return _events(rows, coded, quarters)

    return events_load(path, retrieved, Layout(_PATTERNS, shapes, events, headless=True))


def _events(rows: Rows, coded: Coded, quarters: dict[date, set[str]]) -> pl.DataFrame:
    frame = rows.frame.with_columns(
        on=pl.col("SQLDATE").str.to_date("%Y%m%d", strict=False),
        found=pl.col("DATEADDED").str.slice(0, 8).str.to_date("%Y%m%d", strict=False),
        intensity=pl.col("GoldsteinScale").cast(pl.Decimal(18, 3), strict=False),
        quad=pl.col("QuadClass").replace_strict(_QUADS, default=None, return_dtype=pl.String),
        code=pl.col("EventCode"),
        actor=_state("Actor1CountryCode"),
        target=_state("Actor2CountryCode"),
    )
    is_id = pl.col("GLOBALEVENTID").str.contains(r"^\d+$")
    frame = coded.refuse(rows.file, frame, ~is_id, "no number of an event")
    is_found = pl.col("found").is_not_null() & pl.col("DATEADDED").str.contains(r"^\d{14}$")
    frame = coded.refuse(rows.file, frame, ~is_found, "no time at which it was found")
    is_day = pl.col("on").is_between(date(1900, 1, 1), pl.col("found"))
    frame = coded.refuse(rows.file, frame, ~is_day, "no day before it was found")
    is_code = pl.col("code").str.contains(r"^\d{2,4}$") & pl.col("quad").is_not_null()
    frame = coded.refuse(rows.file, frame, ~is_code, "no CAMEO code or class")
    # An empty score is not known; one that is no number would pass for it.
    in_scale = pl.col("GoldsteinScale").is_null() | (
        pl.col("intensity").is_between(-10, 10).fill_null(value=False)
    )
    frame = coded.refuse(rows.file, frame, ~in_scale, "no Goldstein score from -10 to 10")
    _note_quarters(frame, coded, quarters)
    frame = coded.between_states(
        _without_regions(frame), ("Actor1CountryCode", "Actor2CountryCode")
    )
    frame = frame.with_columns(
        key=pl.col("GLOBALEVENTID"),
        source=pl.concat_str("Actor1Code", "Actor1Name", separator="/", ignore_nulls=True),
        other=pl.concat_str("Actor2Code", "Actor2Name", separator="/", ignore_nulls=True),
        story=pl.col("SOURCEURL").fill_null(pl.col("GLOBALEVENTID")),
        origin_row="line",
    )
    frame, coded.before = with_mirrors(frame, coded.before)
    return frame


def _note_quarters(frame: pl.DataFrame, coded: Coded, quarters: dict[date, set[str]]) -> None:
    """Note whose quarters of an hour were read; a day with all of them is whole."""
    for day, times in frame.group_by("found").agg(pl.col("DATEADDED").unique()).iter_rows():
        quarters.setdefault(day, set()).update(times)
        if len(quarters[day]) >= _QUARTERS:
            coded.whole.add(day)


def _without_regions(frame: pl.DataFrame) -> pl.DataFrame:
    """The same, with no name of a country where there is a region's."""
    columns = pl.col("Actor1CountryCode", "Actor2CountryCode")
    return frame.with_columns(
        pl.when(columns.is_in(list(_REGIONS))).then(None).otherwise(columns).name.keep()
    )


def _state(column: str) -> pl.Expr:
    """The ids of the states that the column's letters stand for; null for others."""
    return pl.col(column).map_batches(_ids, return_dtype=pl.String)


def _ids(letters: pl.Series) -> pl.Series:
    known = {
        code: _OWN_CODES.get(code, code)
        for code in letters.unique().drop_nulls().to_list()
        if is_state(_OWN_CODES.get(code, code))
    }
    return letters.replace_strict(known, default=None, return_dtype=pl.String)
