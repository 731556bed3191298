"""Journeys of China's leaders abroad since 1949, by year, from the CEIAS workbook.

The trap is the date: the list gives the year of a visit and no day. Each visit therefore lasts the
whole year here, its extents are yearly, and it answers for whole years alone: nothing of it is ever
counted as a visit of 1 January.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.sources.base import Load, Refused, Table
from visavis.sources.labels import labels
from visavis.sources.strict import file_bytes, files_of
from visavis.sources.trips import TRIP_SCHEMA, sorted_trips
from visavis.sources.workbooks import Cell, sheet, text_of

__all__ = ["load"]

_SHEET = "Dataset"
_HEADER = (
    "Year", "Name", "Level", "Country", "Continent", "Developed country", "Communist country",
    "Developing country",
)  # fmt: skip
_ROLES = {
    "President": "head_of_state", "Premier": "prime_minister", "Leader CCP": "leader",
    "Paramount Leader": "leader", "Other (Acting leader)": "leader",
}  # fmt: skip
_YEAR = re.compile(r"(?:19[4-9]|20\d)\d")
_VERSION = re.compile(r"v\.?(\d+(?:\.\d+)+)", re.IGNORECASE)


def load(path: Path, retrieved: date) -> Load:
    """The visits, one row for each leader and country in a year; each from January to December.

    Args:
        path: The workbook, or a folder with `WHO-WHERE-WHEN*.xlsx`.
        retrieved: Day of retrieval; the version in the file's name is the vintage.

    Raises:
        SourceError: Another sheet or header, an unknown office or country, or no year.
    """
    file = files_of(path, ("who-where-when*.xlsx",))[0]
    rows = sheet(file, _SHEET)
    _check_header(file.name, rows[0] if rows else ())
    found, refused = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = [text_of(cell) for cell in row]
        if not any(cells):
            continue
        trip = _trip(f"{file.name}, row {number}", [*cells, "", "", "", ""][:4])
        if int(cells[0]) > retrieved.year:
            refused.append(Refused(file.name, number, f"{cells[0]} is yet to come"))
        else:
            found.append({**trip, "origin_row": number})
    if not found:
        raise SourceError(file.name, "a header without rows", "at least one visit")
    frame = sorted_trips(pl.DataFrame(found, schema=TRIP_SCHEMA))
    version = _VERSION.search(file.name)
    label = version[1] if version else f"to-{max(frame['start']).year}"
    digest = hashlib.sha256(file_bytes(file)).hexdigest()[:8]
    return Load(
        vintage=f"{label}+{digest}",
        released=retrieved,
        tables={"trips": Table(frame, (_extent(frame),))},
        files=(file.name,),
        rows_read=len(found) + len(refused),
        refused=tuple(refused),
    )


def _check_header(file: str, row: Sequence[Cell]) -> None:
    header = tuple(text_of(cell) for cell in row)
    named = header[: len(_HEADER)]
    if named != _HEADER or any(header[len(_HEADER) :]):
        found = ", ".join(name for name in header if name) or "nothing"
        raise SourceError(f"{file}, row 1", f"columns {found}", ", ".join(_HEADER))


def _trip(where: str, cells: list[str]) -> dict[str, str | date]:
    year, name, level, country = cells
    if not _YEAR.fullmatch(year):
        raise SourceError(where, f"year {year!r}", "a year such as 2013")
    if not name:
        raise SourceError(where, "no name", "the leader who travelled")
    if level not in _ROLES:
        raise SourceError(where, f"level {level!r}", " or ".join(_ROLES))
    host = labels("china_visits").get(country)
    if host is None:
        raise SourceError(where, f"country {country!r}", "a country of the known list")
    return {
        "traveller": "CHN", "host": host, "start": date(int(year), 1, 1),
        "end": date(int(year), 12, 31), "role": _ROLES[level], "name": name, "place": "",
    }  # fmt: skip


def _extent(frame: pl.DataFrame) -> Extent:
    """All hosts from the first year to the last: a pair without a row had no visit that year."""
    return Extent(
        relation="trips",
        book="publisher",
        subjects=("CHN",),
        partners=None,
        products=("",),
        start=min(frame["start"]),
        end=max(frame["end"]),
        frequency="year",
        absent_means="zero",
    )
