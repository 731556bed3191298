"""Journeys of heads of state and government since 1990, in the layout of COLT.

The traps: a journey through five countries is five rows, and a day may be text or a date. Who is in
the list changes with the file: it covers the states and years of which it has rows, and a year in
which a row of a state could not be used is not known to be whole.

Source: Moyer et al. (2025), International Studies Quarterly 69, sqaf013.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.states import is_state
from visavis.sources.base import Load, Refused, Table
from visavis.sources.strict import file_bytes, files_of
from visavis.sources.trips import TRIP_SCHEMA, sorted_trips
from visavis.sources.workbooks import Cell, sheet, text_of

__all__ = ["IGNORED", "SHEET", "TAKEN", "load"]

SHEET = "Master"
_EXTRACT = ("base_colt", "Datos_COLT_Sudamerica")
"""How the name of an extract in the same columns begins, and its sheet."""

TAKEN = (
    "TripID", "LeaderCountryISO", "LeaderRole", "LeaderFullName", "CountryVisitedISO", "TripYear",
    "TripStartDate", "TripEndDate",
)  # fmt: skip
_PLACE = "CityVisited"
IGNORED = (
    "LeaderID", "LeaderCountryOrIGO", "LeaderRegion", "LeaderSubregion", "PriorityLeader",
    "LeaderTitle", "LeaderSurname", "Exiled", "CountryVisited", "RegionVisited",
    "SubRegionVisited", "DisputedTerritory", "SemiAutoTerritory", "TripDuration",
    "SubHOGSTravelWithHOGS", "CotravelHOGS", "MetHostHoGS", "HostHOGSName", "SubHOGSmetHostSubHOGS",
    "HostSubHOGSName", "AttendedMultilatEvent", "NameMultilatEvent",
    "AttendedMultilatMinisterialEvent", "NameMultilatMinisterialEvent", "MetNonhostHOGS",
    "NonhostHOGSNames", "PublicAddress", "SignedAgreement", "CulturalSiteOrCeremony",
    "BusinessLeaderOrForum", "MetIGOLeader", "IGOLeaderName", "Notes", "Confidence(1-5)",
    *(f"SourceLink{number}" for number in range(1, 34)),
)  # fmt: skip

_ROLES = {
    "GS": "head_of_state", "S": "head_of_state", "G": "prime_minister", "De Facto": "leader",
    "CP": "crown_prince",
}  # fmt: skip
_NO_HEADS = ("F", "E", "I")
"""Roles beside heads of state and government, which this list of heads does not count."""

_FIRST_YEAR = 1990
"""From which on COLT has every state's leaders; before, some states' only."""
_EARLIEST = 1900

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00:00(?:\.0+)?)?")
_TRIP_DAYS = ("TripStartDate", "TripEndDate")
_STAMP = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)-((?:19|20)\d\d)(?!\d)")


@dataclass
class _Pile:
    """Trips read so far, and all that was not kept, with why."""

    file: str
    last_day: date
    trips: list[dict[str, object]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    spoilt: set[tuple[str, int]] = field(default_factory=set)
    """States and years of which a row is not kept, so that the year is not known to be whole."""
    years: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    ids: set[str] = field(default_factory=set)


def load(path: Path, retrieved: date) -> Load:
    """Trips of heads of state and government, one row for each stay in a country.

    Args:
        path: The workbook, or a folder with one (`*COLT*.xlsx`).
        retrieved: Day of retrieval, the release where the file's name has no date.

    Raises:
        SourceError: Another sheet, an unknown column, role or state, or a trip with two rows.
    """
    file = files_of(path, ("*colt*.xlsx",))[0]
    released = _released(file.name) or retrieved
    rows = sheet(file, _EXTRACT[1] if file.name.lower().startswith(_EXTRACT[0]) else SHEET)
    columns = _columns(file.name, rows[0] if rows else ())
    pile = _Pile(file.name, released)
    read = 0
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: text_of(row[at]) if at < len(row) else "" for name, at in columns.items()}
        if any(cells.values()):
            read += 1
            _take(pile, number, cells)
    if not pile.trips:
        raise SourceError(file.name, "no trip between two states", "at least one")
    frame = sorted_trips(pl.DataFrame(pile.trips, schema=TRIP_SCHEMA))
    last = _last_whole_year(file.name, pile)
    digest = hashlib.sha256(file_bytes(file)).hexdigest()[:8]
    stamped = _released(file.name)
    label = str(stamped) if stamped else f"to-{max(frame['start']).year}"
    return Load(
        vintage=f"{label}+{digest}",
        released=released,
        tables={"trips": Table(frame, _extents(pile, frame, last))},
        files=(file.name,),
        rows_read=read,
        refused=tuple(pile.refused),
        left_out=dict(sorted(pile.left_out.items())),
    )


def _released(name: str) -> date | None:
    """The day in the file's name, `..._20250317.xlsx`."""
    return _date_in(_STAMP.search(name))


def _date_in(found: re.Match[str] | None) -> date | None:
    """The day whose year, month and day were found; None where there is no such day."""
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _columns(where: str, header: Sequence[Cell]) -> dict[str, int]:
    """Where each column that is used stands; every other one has to be known by name."""
    names = [text_of(cell) for cell in header]
    while names and not names[-1]:
        names.pop()
    unknown = [name or "(blank)" for name in names if name not in (*TAKEN, _PLACE, *IGNORED)]
    twice = [name for name, times in Counter(names).items() if times > 1]
    missing = [name for name in TAKEN if name not in names]
    faults = [f"unknown columns {', '.join(unknown[:5])}"] if unknown else []
    faults += [f"columns twice: {', '.join(twice[:5])}"] if twice else []
    faults += [f"no column {', '.join(missing[:5])}"] if missing else []
    if faults:
        raise SourceError(f"{where}, row 1", " and ".join(faults), "the columns of COLT")
    return {name: names.index(name) for name in (*TAKEN, _PLACE) if name in names}


def _take(pile: _Pile, number: int, cells: Mapping[str, str]) -> None:
    """Keep the row as a trip, or say why not.

    Raises:
        SourceError: Its role or traveller is unknown, or its id stands in a row before.
    """
    where = f"{pile.file}, row {number}"
    if not cells["TripID"]:
        raise SourceError(where, "no TripID", "a trip's id")
    if cells["TripID"] in pile.ids:
        raise SourceError(where, f"a second row of trip {cells['TripID']}", "one row for a trip")
    pile.ids.add(cells["TripID"])
    traveller, host = cells["LeaderCountryISO"], cells["CountryVisitedISO"]
    role = cells["LeaderRole"]
    if role not in (*_ROLES, *_NO_HEADS):
        raise SourceError(where, f"role {role!r}", " or ".join((*_ROLES, *_NO_HEADS)))
    if role in _NO_HEADS:
        pile.left_out[f"role {role}, no head of state or government"] += 1
        return
    if not is_state(traveller):
        pile.left_out[f"leader of {traveller or 'nobody'}, no state"] += 1
        return
    start, end, fault = _days(cells, pile.last_day)
    year = cells["TripYear"]
    known = int(year) if re.fullmatch(r"(?:19|20)\d\d", year) else None
    if fault or start is None or end is None:
        pile.refused.append(Refused(pile.file, number, fault))
        pile.spoilt |= {
            (traveller, each) for each in (known, start.year if start else None) if each
        }
        return
    pile.years[traveller].add(start.year)
    if host == traveller:
        pile.left_out["places of the traveller's own state"] += 1
    elif not is_state(host):
        pile.left_out[f"visits to {host or 'nowhere'}, no state"] += 1
        pile.spoilt.add((traveller, start.year))
    else:
        pile.trips.append(
            {
                "traveller": traveller, "host": host, "start": start, "end": end,
                "role": _ROLES[role], "name": cells["LeaderFullName"],
                "place": cells.get(_PLACE, ""), "origin_row": number,
            }
        )  # fmt: skip


def _days(cells: Mapping[str, str], last: date) -> tuple[date | None, date | None, str]:
    """First and last day, and what is wrong with them ("" where nothing is)."""
    start, end = (_date_in(_DAY.fullmatch(cells[name])) for name in _TRIP_DAYS)
    if start is None:
        return None, None, f"no day of departure ({cells['TripStartDate'] or 'empty'})"
    if end is None:
        return start, None, f"no day of return ({cells['TripEndDate'] or 'empty'})"
    if str(start.year) != cells["TripYear"]:
        return start, end, f"year {cells['TripYear'] or 'empty'}, but it starts on {start}"
    if end < start:
        return start, end, "it ends before it starts"
    if start.year < _EARLIEST or start > last:
        return start, end, f"it starts on {start}, outside {_EARLIEST} to {last}"
    return start, end, ""


def _last_whole_year(name: str, pile: _Pile) -> int:
    """The last year that the file's name says is in it; else the one before its last year."""
    span = _SPAN.search(name)
    last = max(year for years in pile.years.values() for year in years)
    return min(int(span[2]), last) if span else last - 1


def _extents(pile: _Pile, frame: pl.DataFrame, last: int) -> tuple[Extent, ...]:
    """For each state its years with rows: whole ones, in which a pair without a row had no trip,
    and those of which that is not known."""
    found = []
    for traveller in sorted(set(frame["traveller"])):
        years = pile.years[traveller]
        whole = {
            year
            for year in range(max(min(years), _FIRST_YEAR), min(max(years), last) + 1)
            if year in years and (traveller, year) not in pile.spoilt
        }
        for meaning, of in (("zero", whole), ("unknown", years - whole)):
            for first, end in _runs(of):
                found.append(_extent(traveller, first, end, meaning))
    return tuple(found)


def _runs(years: set[int]) -> list[tuple[int, int]]:
    """The years as spans without gaps."""
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _extent(traveller: str, first: int, last: int, meaning: str) -> Extent:
    return Extent(
        relation="trips",
        book="publisher",
        subjects=(traveller,),
        partners=None,
        products=("",),
        start=date(first, 1, 1),
        end=date(last, 12, 31),
        frequency="day",
        absent_means="zero" if meaning == "zero" else "unknown",
    )
