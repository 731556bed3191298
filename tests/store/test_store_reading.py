"""Reading: the release in force, blocks in one read, and damage noticed before a number is read."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import StoreError
from visavis.model.facts import VoteCast
from visavis.model.wanted import VotesWanted, Wanted
from visavis.store import (
    Store,
    default_folder,
    default_store,
    manifest,
    opened,
    starter_folder,
    write_tables,
)
from visavis.store.manifest import FORMAT, read_manifest

OLD, NEW = date(2021, 1, 1), date(2022, 1, 1)


def block(subjects, partners, start=2000, end=2030, vintage=None) -> Wanted:
    return Wanted(
        frozenset({"goods_flow"}),
        None if subjects is None else frozenset(subjects),
        None if partners is None else frozenset(partners),
        frozenset({"TOTAL"}),
        date(start, 1, 1),
        date(end, 12, 31),
        vintage,
    )


def values(store: Store, *blocks: Wanted, as_of: date | None = None) -> dict[str, Decimal | None]:
    return {f"{f.subject}{f.partner}{f.start.year}": f.value for f in store.facts(blocks, as_of)}


@pytest.fixture
def folder(tmp_path, table) -> Path:
    rows = [
        (exporter, importer, year, str(number))
        for number, (exporter, importer, year) in enumerate(
            (e, i, y)
            for e in ("RUS", "CHN", "IND")
            for i in ("VNM", "USA", "WLD")
            for y in (2019, 2020)
        )
    ]
    write_tables(tmp_path / "db", "ru_customs", "2021-12", NEW, table(*rows))
    return tmp_path / "db"


def test_the_union_of_blocks_holds_every_row_of_every_block(folder):
    store = Store([folder])
    blocks = [
        block(["RUS"], ["VNM"], 2020, 2020),
        block(["CHN"], ["USA", "WLD"], 2019, 2019),
        block(None, ["WLD"], 2020, 2020),
        block(["IND"], None, 2019, 2019),
    ]
    together = values(store, *blocks)

    for each in blocks:
        assert values(store, each).items() <= together.items()
    assert values(store, blocks[0]) == {"RUSVNM2020": Decimal(1)}
    assert set(values(store, blocks[2])) == {"RUSWLD2020", "CHNWLD2020", "INDWLD2020"}


def test_a_store_without_a_folder_is_empty_and_no_error(tmp_path):
    store = Store([tmp_path / "nowhere"])

    assert store.entries() == ()
    assert store.facts([block(None, None)]) == []
    assert store.roll_calls([VotesWanted("A/RES/68/262", None)]) == []


def test_the_newest_release_that_was_known_on_the_day_is_read(tmp_path, table):
    write_tables(tmp_path, "a", "1", OLD, table(("RUS", "CHN", 2020, "1")))
    write_tables(tmp_path, "a", "2", NEW, table(("RUS", "CHN", 2020, "2")))
    store = Store([tmp_path])
    everything = block(None, None)

    assert values(store, everything) == {"RUSCHN2020": 2}
    assert values(store, everything, as_of=date(2021, 6, 1)) == {"RUSCHN2020": 1}
    assert values(store, everything, as_of=date(2020, 6, 1)) == {}
    assert [entry.vintage for entry in store.all_entries()] == ["1", "2"]


def test_a_release_asked_for_by_name_is_read_beside_the_newest(tmp_path, table):
    write_tables(tmp_path, "a", "1", OLD, table(("RUS", "CHN", 2020, "1")))
    write_tables(tmp_path, "a", "2", NEW, table(("RUS", "CHN", 2020, "2")))
    found = Store([tmp_path]).facts([block(None, None, vintage="1")])

    assert sorted((fact.vintage, fact.value) for fact in found) == [("1", 1), ("2", 2)]


@pytest.mark.parametrize(("users", "expected"), [(NEW, "user"), (OLD, "starter")])
def test_a_users_release_outranks_the_starter_only_if_it_is_not_older(
    tmp_path, table, users, expected
):
    rows = table(("RUS", "CHN", 2020, "1"))
    starters = NEW if users == OLD else users
    write_tables(tmp_path / "starter", "a", "starter", starters, rows)
    write_tables(tmp_path / "user", "a", "user", users, rows)

    (entry,) = Store([tmp_path / "starter", tmp_path / "user"]).entries()

    assert entry.vintage == expected


def test_roll_calls_carry_the_tally_of_all_and_the_casts_of_those_asked_for(tmp_path):
    calls = pl.DataFrame(
        {
            "rid": ["1", "2"], "resolution": ["A/RES/1/1", "A/RES/1/2"],
            "held_on": [date(2014, 3, 27), date(2015, 3, 27)], "title": ["one", "two"],
        }
    )  # fmt: skip
    casts = {"RUS": "no", "USA": "yes", "VNM": "abstain", "LAO": "absent", "FRA": "yes"}
    votes = pl.DataFrame(
        {
            "rid": [rid for rid in "12" for _ in casts],
            "state": [state for _ in "12" for state in casts],
            "position": [position for _ in "12" for position in casts.values()],
        }
    )
    write_tables(tmp_path, "un_votes", "1", NEW, {"roll_calls": (calls, ()), "votes": (votes, ())})
    store = Store([tmp_path])
    by_year = VotesWanted(None, frozenset({"VNM"}), date(2014, 1, 1), date(2014, 12, 31))
    by_name = VotesWanted("A/RES/1/2", None)

    (found,) = store.roll_calls([by_year])

    assert found[3:] == (2, 1, 1, 1)
    assert found.roll_call.title == "one"
    assert store.votes([by_year]) == [("un_votes", "1", VoteCast("1", "VNM", "abstain"))]
    assert len(store.votes([by_year, by_name])) == 1 + 5


def test_a_manifest_cut_short_is_named_in_one_sentence(folder):
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(StoreError, match=r"manifest.json: found a file that is not whole JSON"):
        Store([folder])


def test_a_manifest_edited_by_hand_is_noticed(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace("2021-12-31", "2022-12-31"))

    with pytest.raises(StoreError, match="its own hash does not match"):
        Store([folder])


def test_a_later_format_is_refused_with_its_number(folder):
    path = folder / "manifest.json"
    body = json.loads(path.read_text())
    path.write_text(json.dumps({**body, "format": FORMAT + 1}))

    with pytest.raises(StoreError, match=f"found format {FORMAT + 1}; expected format {FORMAT}"):
        Store([folder])


def test_a_manifest_of_brackets_alone_is_one_sentence(folder):
    (folder / "manifest.json").write_text("[" * 100_000)

    with pytest.raises(StoreError, match="not whole JSON"):
        Store([folder])


@pytest.mark.parametrize(("name", "value"), [("source", 5), ("vintage", None)])
def test_a_manifest_with_values_of_other_kinds_is_refused(folder, name, value):
    path = folder / "manifest.json"
    body = json.loads(path.read_text())
    del body["hash"]
    body["tables"][0][name] = value
    path.write_text(json.dumps({**body, "hash": manifest._hash(body)}))

    with pytest.raises(StoreError, match="a broken entry"):
        Store([folder])


@pytest.mark.parametrize("content", ["[]", "{}", '{"format": "one"}'])
def test_json_that_is_no_manifest_is_refused(folder, content):
    (folder / "manifest.json").write_text(content)

    with pytest.raises(StoreError, match="no format number"):
        Store([folder])


def test_a_missing_table_and_one_cut_short_are_named(folder):
    store = Store([folder])
    path = folder / store.entries()[0].file
    content = path.read_bytes()

    path.write_bytes(content[:-1])
    with pytest.raises(
        StoreError, match=rf"{len(content) - 1} bytes; expected {len(content)} bytes"
    ):
        store.facts([block(None, None)])
    path.unlink()
    with pytest.raises(StoreError, match="no such file"):
        store.facts([block(None, None)])


def test_a_table_altered_at_equal_size_is_found_by_verify(folder):
    store = Store([folder])
    path = folder / store.entries()[0].file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(StoreError, match="other content than its manifest states"):
        store.verify()


@pytest.mark.parametrize("largest", [0, 1 << 20])
def test_a_table_that_is_no_parquet_is_one_sentence_not_a_traceback(folder, monkeypatch, largest):
    monkeypatch.setattr("visavis.store.soundness.READ_WHOLE", largest)
    store = Store([folder])
    path = folder / store.entries()[0].file
    path.write_bytes(b"x" * path.stat().st_size)

    with pytest.raises(StoreError, match=r"expected .*move the folder away and add"):
        store.facts([block(None, None)])
    with pytest.raises(StoreError, match="other content than its manifest states"):
        store.frame(store.entries()[0])


def test_no_figure_comes_from_a_table_altered_at_equal_size(folder):
    values(Store([folder]), block(None, None))
    path = folder / Store([folder]).entries()[0].file
    content = path.read_bytes()

    for place in range(0, len(content), 97):
        altered = bytearray(content)
        altered[place] ^= 1
        path.write_bytes(altered)
        with pytest.raises(StoreError, match="other content than its manifest states"):
            Store([folder]).facts([block(None, None)])


def test_a_table_found_sound_is_not_read_whole_again(folder, monkeypatch):
    values(Store([folder]), block(None, None))
    monkeypatch.setattr("hashlib.file_digest", None)

    assert len(values(Store([folder]), block(None, None))) == 18


def test_the_users_folder_is_the_one_named_else_the_platforms(monkeypatch, tmp_path):
    monkeypatch.setenv("VISAVIS_DB", str(tmp_path / "mine"))
    assert default_folder() == tmp_path / "mine"
    with opened(default_folder()) as writer:
        writer.claim()
    assert default_store().folders == (starter_folder(), tmp_path / "mine")
    assert default_store(tmp_path / "other").folders[1] == tmp_path / "other"

    monkeypatch.delenv("VISAVIS_DB")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert default_folder() == tmp_path / "share" / "visavis"

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert default_folder() == tmp_path / "local" / "visavis"


def test_a_users_part_of_a_release_does_not_hide_the_rest_of_it(folder, tmp_path, table):
    own = tmp_path / "own"
    write_tables(own, "ru_customs", "2021-12", NEW, table(("RUS", "KAZ", 2020, "7")))
    found = values(Store([folder, own]), block(["RUS"], None, 2020, 2020))
    assert set(found) == {"RUSVNM2020", "RUSUSA2020", "RUSWLD2020", "RUSKAZ2020"}


def test_a_newer_release_still_replaces_the_older_whole(folder, tmp_path, table):
    own = tmp_path / "own"
    write_tables(own, "ru_customs", "2022-12", date(2023, 1, 1), table(("RUS", "KAZ", 2020, "7")))
    found = values(Store([folder, own]), block(["RUS"], None, 2020, 2020))
    assert set(found) == {"RUSKAZ2020"}


def test_a_damaged_manifest_names_the_next_step(tmp_path: Path) -> None:
    for content in ("{", "[]", '{"format": 1, "hash": "0"}'):
        (tmp_path / "manifest.json").write_text(content)

        with pytest.raises(StoreError, match="move the folder away and add your downloads again"):
            read_manifest(tmp_path)
