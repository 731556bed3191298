"""What is held of a source, and taking it out again: the user's folder alone, never the starter."""

from datetime import date
from pathlib import Path

import pytest
from test_refresh_add import TODAY, download, held

from visavis.errors import StoreError, UsageError
from visavis.refresh import add, holdings, remove
from visavis.store import Store, default_store, opened, starter_folder

INDICATOR = "Country Name,Country Code,Year,Value\nChina,CHN,2020,14\nIndia,IND,2020,3\n"


def indicator(folder: Path, text: str = INDICATOR) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gdp.csv").write_text(text)
    return folder


def test_a_source_is_shown_with_the_releases_of_the_starter_and_of_the_user(tmp_path: Path) -> None:
    add("world_bank", indicator(tmp_path / "in"), tmp_path / "db", date(2027, 1, 1))

    found = holdings("world_bank", tmp_path / "db").releases

    assert [(each.is_starter, each.in_force) for each in found] == [(True, ()), (False, ("facts",))]
    assert found[-1].rows == 2
    assert found[-1].span == (date(2020, 1, 1), date(2020, 12, 31))


def test_removing_a_source_gives_the_starter_its_place_back(tmp_path: Path) -> None:
    add("world_bank", indicator(tmp_path / "in"), tmp_path / "db", date(2027, 1, 1))
    starter = {path: path.stat().st_mtime_ns for path in starter_folder().rglob("*.parquet")}

    removed = remove("world_bank", db=tmp_path / "db")

    assert [entry.rows for entry in removed.tables] == [2]
    assert [each.is_starter for each in removed.left] == [True]
    assert removed.left[0].in_force == ("facts",)
    assert not list((tmp_path / "db").rglob("*.parquet"))
    assert {
        path: path.stat().st_mtime_ns for path in starter_folder().rglob("*.parquet")
    } == starter


def test_one_release_is_removed_and_the_others_stay(tmp_path: Path) -> None:
    db = tmp_path / "db"
    first = add("comtrade", download(tmp_path / "a", ("156", "2020", "10")), db, TODAY)
    second = add("comtrade", download(tmp_path / "b", ("156", "2020", "11")), db, TODAY)

    remove("comtrade", second.vintage, db)

    assert held(db) == {("CHN", 2020): 10}
    assert [entry.vintage for entry in Store((db,)).verify()] == [first.vintage]


def test_what_is_in_the_starter_alone_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the starter's is part of the package"):
        remove("baci", db=tmp_path / "db")

    assert not (tmp_path / "db").exists()


def test_an_unknown_release_is_refused_with_those_that_are_there(tmp_path: Path) -> None:
    added = add("comtrade", download(tmp_path / "a", ("156", "2020", "1")), tmp_path / "db", TODAY)

    with pytest.raises(UsageError, match=added.vintage.replace("+", r"\+")):
        remove("comtrade", "0009", tmp_path / "db")

    assert len(held(tmp_path / "db")) == 1


def test_a_removal_leaves_files_of_others_alone(tmp_path: Path) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "1")), db, TODAY)
    mine = db / "comtrade" / "notes.txt"
    mine.write_text("mine")

    remove("comtrade", db=db)

    assert mine.read_text() == "mine"
    assert default_store(db).entries() == Store((starter_folder(),)).entries()


def test_a_removal_from_a_damaged_folder_removes_nothing(tmp_path: Path) -> None:
    db = tmp_path / "db"
    add("comtrade", download(tmp_path / "a", ("156", "2020", "1")), db, TODAY)
    manifest = db / "manifest.json"
    manifest.write_text(manifest.read_text().replace("CHN", "IND"))

    with pytest.raises(StoreError):
        remove("comtrade", db=db)

    assert len(list(db.rglob("*.parquet"))) == 1


def test_a_claimed_folder_may_hold_files_before_its_first_table(tmp_path: Path) -> None:
    db = tmp_path / "db"
    with opened(db) as writer:
        writer.claim()
    (db / "raw").mkdir()

    add("comtrade", download(tmp_path / "a", ("156", "2020", "1")), db, TODAY)

    assert len(held(db)) == 1
