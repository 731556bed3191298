"""Ties and coded events: written, read in either order of the sides, bounded in time."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import StoreError
from visavis.model.extents import Extent
from visavis.model.wanted import Wanted
from visavis.store import Store, write_tables

DAY = date(2016, 10, 5)


def _ties(**changed: object) -> pl.DataFrame:
    row: dict[str, object] = {
        "relation": "trade_agreement", "key": "909", "title": "EAEU - Viet Nam",
        "subject": "RUS", "partner": "VNM", "kind": "free trade area", "signed": date(2015, 5, 29),
        "start": DAY, "end": None, "precision": "day", "origin_row": 3,
    }  # fmt: skip
    kinds = {"signed": pl.Date, "start": pl.Date, "end": pl.Date}
    return pl.DataFrame([row | changed], schema_overrides=kinds)


def _extent(relation: str) -> Extent:
    return Extent(
        relation, "publisher", None, None, ("",), date(1948, 1, 1), date(2025, 12, 31), "day",
        "zero",
    )  # fmt: skip


def _wanted(table: str, start: date, end: date, *sides: str) -> Wanted:
    first, second = (frozenset({side}) for side in sides)
    return Wanted(frozenset({"trade_agreement"}), first, second, None, start, end, table=table)  # type: ignore[arg-type]


def _written(folder: Path, name: str, frame: pl.DataFrame) -> Store:
    extents = (_extent("trade_agreement"),)
    write_tables(folder, "wto_rta", "2025-12", date(2026, 1, 1), {name: (frame, extents)})
    return Store((folder,))


def test_a_tie_is_found_whichever_side_is_named_first(tmp_path: Path) -> None:
    store = _written(tmp_path, "ties", _ties())
    in_2020 = date(2020, 1, 1), date(2020, 12, 31)
    one = store.ties([_wanted("ties", *in_2020, "RUS", "VNM")])
    other = store.ties([_wanted("ties", *in_2020, "VNM", "RUS")])
    assert [tie.key for tie in one] == ["909"]
    assert one == other
    assert one[0].end is None


@pytest.mark.parametrize(
    ("changed", "year", "found"),
    [
        ({}, 2014, 0),
        ({}, 2015, 1),  # signed in that year
        ({"end": date(2018, 1, 1)}, 2018, 1),
        ({"end": date(2018, 1, 1)}, 2019, 0),
        ({"start": None}, 2030, 1),
        ({"start": None, "signed": None}, 1990, 1),
    ],
)
def test_a_tie_counts_from_its_signature_to_its_end(
    tmp_path: Path, changed: dict[str, object], year: int, found: int
) -> None:
    store = _written(tmp_path, "ties", _ties(**changed))
    asked = _wanted("ties", date(year, 1, 1), date(year, 12, 31), "RUS", "VNM")
    assert len(store.ties([asked])) == found


def test_a_tie_between_others_is_not_found(tmp_path: Path) -> None:
    store = _written(tmp_path, "ties", _ties())
    asked = _wanted("ties", DAY, DAY, "RUS", "THA")
    assert store.ties([asked]) == []


def test_coded_events_are_found_in_either_direction_on_their_days(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "key": ["7", "8"], "on": [DAY, DAY], "actor": ["RUS", "JPN"], "target": ["JPN", "RUS"],
            "code": ["057", "036"], "quad": ["verbal_cooperation"] * 2, "intensity": [8.0, None],
            "origin_row": [1, 2],
        }
    )  # fmt: skip
    store = _written(tmp_path, "coded_events", frame)
    asked = _wanted("coded_events", DAY, DAY, "JPN", "RUS")
    assert [event.code for event in store.coded_events([asked])] == ["036", "057"]
    later = _wanted("coded_events", date(2016, 10, 6), date(2016, 10, 9), "JPN", "RUS")
    assert store.coded_events([later]) == []


def test_an_empty_title_cell_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="empty cells in title"):
        _written(tmp_path / "new", "ties", _ties(title=None))
    assert not (tmp_path / "new").exists()
