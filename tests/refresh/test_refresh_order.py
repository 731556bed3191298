"""Additions in any order of days, at the same time, and onto a damaged folder."""

import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from test_refresh_add import TODAY, download, held

from visavis.errors import StoreError
from visavis.refresh import add
from visavis.store import Store, write_tables

OLDER = date(2023, 1, 1)


def test_an_addition_with_an_older_day_counts_at_once(tmp_path: Path) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), db, TODAY)

    added = add("comtrade", download(tmp_path / "b", ("156", "2019", "9")), db, OLDER)

    assert held(db) == {("CHN", 2019): Decimal(9), ("CHN", 2020): Decimal(10)}
    assert added.in_force
    assert added.released == TODAY


def test_what_was_known_on_a_day_is_not_changed_by_a_later_addition(tmp_path: Path) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), db, OLDER)
    add("comtrade", download(tmp_path / "b", ("156", "2020", "11")), db, TODAY)
    add("comtrade", download(tmp_path / "c", ("156", "2019", "9")), db, date(2022, 1, 1))

    known = {e.released: e.rows for e in Store((db,)).entries(date(2025, 1, 1))}

    assert known == {OLDER: 1}


def test_an_older_download_that_replaces_newer_rows_says_so(tmp_path: Path) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), db, TODAY)

    added = add("comtrade", download(tmp_path / "b", ("156", "2020", "9")), db, OLDER)

    assert (added.replaced, added.replaced_newer) == (1, True)
    assert "obtained before those that it replaced" in str(added)


def test_the_hundredth_addition_sorts_behind_the_ninety_ninth(tmp_path: Path) -> None:
    db = tmp_path / "db"
    labels = []
    for year in range(1912, 2014):
        rows = download(tmp_path / "in", ("156", str(year), "1"))
        labels.append(add("comtrade", rows, db, TODAY).vintage)

    assert labels == sorted(labels)
    assert len(held(db)) == 24


_ADD = """
import sys
from datetime import date
from pathlib import Path
from visavis import refresh
from visavis.sources import source
source("comtrade")
import polars
print("ready", flush=True)
sys.stdin.readline()
refresh.add("comtrade", Path(sys.argv[1]), sys.argv[2], date(2026, 1, 2))
"""


def test_two_additions_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    db, years = tmp_path / "db", ("2017", "2018", "2019")
    programs = []
    for year in years:
        files = download(tmp_path / year, ("156", year, "1"))
        command = [sys.executable, "-c", _ADD, str(files), str(db)]
        programs.append(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
    for program in programs:
        assert program.stdout is not None
        program.stdout.readline()
    for program in programs:
        program.communicate("\n")

    assert [program.returncode for program in programs] == [0, 0, 0]
    assert {year for _, year in held(db)} == {2017, 2018, 2019}


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "missing", "folder", "altered"])
def test_adding_to_a_damaged_folder_is_one_sentence_with_a_way_out(
    tmp_path: Path, damage: str
) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), db, TODAY)
    path = db / Store((db,)).entries()[0].file
    content = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "missing":
        altered = content[:40] + bytes([content[40] ^ 1]) + content[41:]
        path.write_bytes(
            {"cut": content[:90], "garbage": b"x" * len(content), "empty": b"", "altered": altered}[
                damage
            ]
        )
    before = sorted(db.rglob("*"))

    with pytest.raises(StoreError, match="move the folder away and add your downloads again"):
        add("comtrade", download(tmp_path / "b", ("156", "2019", "9")), db, TODAY)

    assert sorted(db.rglob("*")) == before


def test_a_folder_of_others_is_refused_before_the_download_is_read(tmp_path: Path) -> None:
    (tmp_path / "db" / "photos").mkdir(parents=True)

    started = time.monotonic()
    with pytest.raises(StoreError, match=r"files of others \(photos\)"):
        add("comtrade", tmp_path / "nowhere", tmp_path / "db", TODAY)

    assert time.monotonic() - started < 5
    assert sorted(path.name for path in (tmp_path / "db").iterdir()) == ["photos"]


def test_the_store_keeps_older_releases_of_other_sources(tmp_path: Path) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), db, TODAY)
    (entry,) = Store((db,)).entries()
    tables = {"facts": (Store((db,)).frame(entry), entry.extents)}
    write_tables(db, "world_bank", "1", TODAY, tables)

    add("comtrade", download(tmp_path / "b", ("156", "2019", "9")), db, TODAY)

    assert [each.source for each in Store((db,)).verify()] == ["comtrade", "comtrade", "world_bank"]
