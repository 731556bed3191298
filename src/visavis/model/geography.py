"""How far states lie from one another, and which share a land border.

The trap is the capital: Moscow is not where Russia's trade with Japan starts. Distances are taken
between the five largest places of each state and weighted by their people.
Source: places, people and borders from GeoNames (CC BY 4.0), by `scripts/build_geography.py`.
"""

from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from visavis.model.states import is_state
from visavis.model.tables import read_table

__all__ = ["ENTREPOTS", "are_neighbours", "distance_km", "places"]

ENTREPOTS = ("ARE", "BEL", "CHE", "GBR", "HKG", "NLD", "PAN", "SGP")
"""Where goods change hands on their way: ports that re-export, and the bullion trade of Britain,
Switzerland and the Emirates. A list of ours, after the high ratios of re-exports in the field."""

_EARTH_KM = 6371.0
"""Mean radius of the earth."""


class _Place(NamedTuple):
    latitude: float
    """In radians, as is the longitude."""
    longitude: float
    people: float


@cache
def _places() -> dict[str, tuple[_Place, ...]]:
    found: dict[str, list[_Place]] = {}
    for row in read_table("cities.csv"):
        place = _Place(
            radians(float(row["latitude"])),
            radians(float(row["longitude"])),
            float(row["population"]),
        )
        found.setdefault(row["id"], []).append(place)
    return {home: tuple(places) for home, places in found.items()}


@cache
def _borders() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((row["first"], row["second"])) for row in read_table("borders.csv"))


@cache
def distance_km(first: str, second: str) -> float | None:
    """Mean distance between the people of two states in kilometres, None where one has no place.

    Source: Head, K. and T. Mayer (2002), Illusory Border Effects, CEPII WP 2002-01, with theta 1;
    the definition of `distw` in CEPII's GeoDist (Mayer and Zignago 2011).
    """
    here, there = _places().get(first, ()), _places().get(second, ())
    weight = sum(a.people * b.people for a in here for b in there)
    if not weight:
        return None
    return sum(a.people * b.people * _apart(a, b) for a in here for b in there) / weight


def _apart(a: _Place, b: _Place) -> float:
    """The great circle between two places, by the haversine formula."""
    half = sin((b.latitude - a.latitude) / 2) ** 2
    half += cos(a.latitude) * cos(b.latitude) * sin((b.longitude - a.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def places(word: str) -> tuple[str, ...]:
    """The states that a word leaves out of a flow: `entrepots`, or a state's own id; else ()."""
    if word == "entrepots":
        return ENTREPOTS
    return (word,) if is_state(word) else ()


def are_neighbours(first: str, second: str) -> bool:
    """Whether two states share a land border today."""
    return frozenset((first, second)) in _borders()
