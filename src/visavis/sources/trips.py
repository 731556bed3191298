"""The table of journeys, in the one layout that every list of them is written in."""

import polars as pl

__all__ = ["TRIP_SCHEMA", "sorted_trips"]

TRIP_SCHEMA = pl.Schema(
    {
        "traveller": pl.String,
        "host": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "role": pl.String,
        "name": pl.String,
        "place": pl.String,
        "origin_row": pl.Int32,
    }
)
"""The fields of `Trip`; one row is one stay of one traveller in one host country."""


def sorted_trips(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in the types of `TRIP_SCHEMA`, sorted as the store sorts its table."""
    frame = frame.select(pl.col(name).cast(kind) for name, kind in TRIP_SCHEMA.items())
    return frame.sort("traveller", "host", "start", "end", "role", "name", "place", "origin_row")
