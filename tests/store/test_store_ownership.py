"""The folder is the user's: only files that a manifest of ours named are ever removed."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from visavis.errors import StoreError
from visavis.store import Store, manifest, write_tables
from visavis.store.manifest import read_manifest, write_manifest

DAY = date(2022, 1, 1)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_with_files_of_others_is_refused_and_left_as_it_was(tmp_path, table):
    for name in ("proj/raw/x.parquet", "a/b/notes.tmp", "proj/raw/facts-0a1b2c3d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    (tmp_path / "proj" / "emptydir").mkdir()
    before = files(tmp_path)

    with pytest.raises(StoreError, match=r"found files of others \(a, proj\); expected a new or"):
        write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))

    assert files(tmp_path) == before
    assert (tmp_path / "proj" / "emptydir").is_dir()


def test_files_put_into_our_folder_by_others_outlive_every_write(tmp_path, table):
    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    mine = ["a/1/mine.parquet", "a/1/notes.tmp", "other/1/facts-0a1b2c3d.parquet", "a/1/facts.tmp"]
    for name in mine:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    (tmp_path / "a" / "empty").mkdir()

    for value in ("2", "3", "4"):
        write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, value)))

    assert all((tmp_path / name).read_text() == "mine" for name in mine)
    assert (tmp_path / "a" / "empty").is_dir()
    assert len(Store([tmp_path]).verify()) == 1


def test_the_manifest_of_another_program_is_not_ours(tmp_path, table):
    (tmp_path / "manifest.json").write_text('{"name": "a page", "start_url": "/"}')
    before = files(tmp_path)

    with pytest.raises(StoreError, match="no format number"):
        write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))

    assert files(tmp_path) == before


def test_tables_without_their_manifest_are_damage_and_no_empty_folder(tmp_path, table):
    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    (tmp_path / "manifest.json").unlink()
    before = files(tmp_path)

    with pytest.raises(StoreError, match=r"manifest.json: found no such file beside tables"):
        Store([tmp_path])
    with pytest.raises(StoreError, match="move the folder away and add your downloads again"):
        write_tables(tmp_path, "b", "1", DAY, table(("RUS", "CHN", 2020, "2")))

    assert files(tmp_path) == before


@pytest.mark.parametrize("name", ["../../x/facts-0a1b2c3d.parquet", "/etc/passwd", "a/1/x.parquet"])
@pytest.mark.parametrize("field", ["file", "retired"])
def test_a_manifest_that_names_files_elsewhere_is_refused(tmp_path, table, name, field):
    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    body = json.loads((tmp_path / "manifest.json").read_text())
    body.pop("hash")
    if field == "file":
        body["tables"][0]["file"] = name
    else:
        body["retired"] = [name]
    (tmp_path / "manifest.json").write_text(json.dumps({**body, "hash": manifest._hash(body)}))

    with pytest.raises(StoreError, match="a broken entry"):
        Store([tmp_path])


def test_what_a_dead_writer_left_is_swept_by_the_next(tmp_path, table):
    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    begun = "b/1/facts-0a1b2c3d.parquet"
    found = read_manifest(tmp_path)
    write_manifest(tmp_path, type(found)(found.entries, found.sizes, (begun,)))
    (tmp_path / "b" / "1").mkdir(parents=True)
    (tmp_path / begun).write_text("half")
    (tmp_path / begun).with_suffix(".tmp").write_text("half")

    write_tables(tmp_path, "a", "2", DAY, table(("RUS", "CHN", 2020, "1")))

    assert not (tmp_path / "b").exists()
    assert len(Store([tmp_path]).verify()) == 2


def test_a_damaged_table_is_written_anew_when_its_release_is(tmp_path, table):
    (entry,) = write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    path = tmp_path / entry.file
    path.write_bytes(b"x" * path.stat().st_size)

    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))

    assert Store([tmp_path]).verify() == (entry,)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_writer_killed_in_a_new_folder_leaves_one_that_can_be_written(tmp_path, table):
    program = (
        "import os, sys\nfrom datetime import date\nfrom pathlib import Path\nimport polars as pl\n"
        "import visavis.store.writer as writer\n"
        "whole = writer._write\n"
        "def dying(path, content):\n    whole(path, content)\n    os.kill(os.getpid(), 9)\n"
        "writer._write = dying\n"
        "day = date(2016, 5, 23)\n"
        "frame = pl.DataFrame({'traveller': ['USA'], 'host': ['VNM'], 'start': [day],\n"
        "    'end': [day], 'role': ['president'], 'name': ['x'], 'place': ['Hanoi'],\n"
        "    'origin_row': [1]})\n"
        "writer.write_tables(Path(sys.argv[1]), 's', '1', day, {'trips': (frame, ())})\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "db")], check=False)
    assert done.returncode == -9
    assert list((tmp_path / "db").rglob("trips-*.parquet"))
    assert Store([tmp_path / "db"]).entries() == ()

    write_tables(tmp_path / "db", "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))

    assert not list((tmp_path / "db").rglob("trips-*"))
    shutil.rmtree(tmp_path / "db")
