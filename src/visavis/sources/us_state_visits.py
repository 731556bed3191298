"""Journeys of US presidents and secretaries of state, and visits of foreign leaders to the US.

From the lists of the Office of the Historian, US Department of State. One row is one stay in one
country; a journey through five countries is five rows. The traps: country names change with time
("U.S.S.R.", "Burma"), a stay in one's own territory is no visit, and the sentences of the lists
are not kept.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.model.extents import Extent
from visavis.sources.base import Load, Refused, Table
from visavis.sources.frames import refuse
from visavis.sources.labels import labels
from visavis.sources.strict import Rows, Shape, file_bytes, files_of, read_rows
from visavis.sources.trips import sorted_trips

__all__ = ["load"]

_TRAVELS = Shape(
    "the travels list", ("role", "name", "start", "end", "country", "locale", "remarks"), "country"
)
_VISITS = Shape("the visits list", ("start", "end", "visitor", "from", "description"), "from")
_ROLES = {"president": "head_of_state", "secretary": "foreign_minister"}


def load(path: Path, retrieved: date) -> Load:
    """Trips, one row for each stay of a traveller in a host country.

    Args:
        path: A folder with `*travels*.csv` and `*visits_by_foreign_leaders*.csv`, or one of them.
        retrieved: Day of retrieval, the vintage.

    Raises:
        SourceError: Another header or role, an unknown country, or a day that is none.
    """
    files = files_of(path, ("*travels*.csv", "*visits_by_foreign_leaders*.csv"))
    tables = [read_rows(file.name, file_bytes(file), (_TRAVELS, _VISITS)) for file in files]
    parts, refused, own = [], [], 0
    for rows in tables:
        part = _trips(rows)
        backwards = part.filter(pl.col("end") < pl.col("start"))
        refused += [
            Refused(rows.file, row, "it ends before it starts") for row in backwards["origin_row"]
        ]
        part = part.filter(pl.col("end") >= pl.col("start"))
        away = part.filter(~pl.any_horizontal(pl.col("traveller", "host") == "-"))
        own += part.height - away.height
        parts.append(away)
    frame = sorted_trips(pl.concat(parts))
    return Load(
        vintage=retrieved.isoformat(),
        released=retrieved,
        tables={"trips": Table(frame, _extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=sum(rows.frame.height for rows in tables),
        refused=tuple(refused),
        left_out={"places that are no state (Hawaii)": own} if own else {},
    )


def _trips(rows: Rows) -> pl.DataFrame:
    travels = rows.shape is _TRAVELS
    country = "country" if travels else "from"
    label = pl.col(country).str.replace_all(r"\s+", " ").str.strip_chars()
    frame = rows.frame.with_columns(
        id=label.replace_strict(labels("us_state"), default=None, return_dtype=pl.String),
        first=pl.col("start").str.to_date("%Y-%m-%d", strict=False),
        last=pl.col("end").str.to_date("%Y-%m-%d", strict=False),
    )
    refuse(rows.file, frame.filter(pl.col("id").is_null()), country, "a country of the known list")
    refuse(rows.file, frame.filter(pl.col("first").is_null()), "start", "a day such as 1972-02-21")
    refuse(rows.file, frame.filter(pl.col("last").is_null()), "end", "a day such as 1972-02-28")
    if travels:
        unknown = frame.filter(~pl.col("role").is_in(list(_ROLES)))
        refuse(rows.file, unknown, "role", " or ".join(_ROLES))
    return frame.select(
        traveller=pl.lit("USA") if travels else pl.col("id"),
        host=pl.col("id") if travels else pl.lit("USA"),
        start="first",
        end="last",
        role=pl.col("role").replace_strict(_ROLES) if travels else pl.lit("leader"),
        name=pl.col("name" if travels else "visitor").str.strip_chars(),
        place=pl.col("locale").fill_null("") if travels else pl.lit(""),
        origin_row=pl.col("line").cast(pl.Int32),
    )


def _extents(frame: pl.DataFrame) -> tuple[Extent, ...]:
    """Both directions: within the lists' span, no row means no such trip."""
    extents = []
    for outward in (True, False):
        block = frame.filter((pl.col("traveller") == "USA") == outward)
        if block.height:
            extents.append(
                Extent(
                    relation="trips",
                    book="publisher",
                    subjects=("USA",) if outward else None,
                    partners=None if outward else ("USA",),
                    products=("",),
                    start=min(block["start"]),
                    end=max(block["end"]),
                    frequency="day",
                    absent_means="zero",
                )
            )
    return tuple(extents)
