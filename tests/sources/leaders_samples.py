"""Lists of leaders' journeys in their publishers' exact shapes; all rows are made up."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from visavis.sources.colt import IGNORED

CEIAS_HEADER = (
    "Year", "Name", "Level", "Country", "Continent", "Developed country", "Communist country",
    "Developing country",
)  # fmt: skip

_FIRST = (
    "TripID", "LeaderID", "LeaderCountryOrIGO", "LeaderCountryISO", "LeaderRegion",
    "LeaderSubregion", "PriorityLeader", "LeaderRole", "LeaderTitle", "LeaderSurname",
    "LeaderFullName", "Exiled", "CountryVisited", "CountryVisitedISO", "RegionVisited",
    "SubRegionVisited", "CityVisited", "DisputedTerritory", "SemiAutoTerritory", "TripYear",
    "TripStartDate", "TripEndDate",
)  # fmt: skip
COLT_HEADER = (*_FIRST, *IGNORED[IGNORED.index("TripDuration") :])
"""The 76 columns in the publisher's order."""

Cells = Sequence[object]


def workbook(path: Path, sheet: str, rows: Sequence[Cells]) -> Path:
    """An .xlsx with a cover page and the rows on the sheet named."""
    book = Workbook()
    book.active.title = "Cover page"
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def ceias(path: Path, rows: Sequence[Cells]) -> Path:
    """The workbook of CEIAS; rows of year, name, level, country."""
    filled = [(*row, "Asia", 0, 0, 1) for row in rows]
    return workbook(path, "Dataset", [CEIAS_HEADER, *filled, (None,) * 8])


def trip(number: int, pair: str, days: str, name: str = "Ana Example", **more: object) -> Cells:
    """A row of COLT: `KEN CHN`, `2019-04-24 2019-04-27`; other columns by name."""
    traveller, host = pair.split()
    start, end = days.split()
    cells: dict[str, object] = {
        "TripID": f"{number}-{traveller}-{host}-{number}", "LeaderID": "1",
        "LeaderCountryOrIGO": traveller, "LeaderCountryISO": traveller, "LeaderRole": "GS",
        "LeaderTitle": "President", "LeaderFullName": name, "Exiled": "0",
        "CountryVisitedISO": host, "CityVisited": "Capital", "TripYear": start[:4],
        "TripStartDate": f"{start}T00:00:00", "TripEndDate": f"{end}T00:00:00",
        "TripDuration": "TBD", "Confidence(1-5)": "1", "SourceLink1": "https://example.org/1",
    }  # fmt: skip
    return [({**cells, **more}).get(column) for column in COLT_HEADER]


def colt(path: Path, rows: Sequence[Cells], header: Cells = COLT_HEADER) -> Path:
    """The publisher's workbook with its sheet `Master`."""
    return workbook(path, "Master", [header, *rows])
