"""Tables in parts: several files, one table, whatever happens while they are written."""

import errno
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visavis.errors import StoreError
from visavis.model.extents import Extent
from visavis.model.wanted import Wanted
from visavis.store import Store, opened, write_tables
from visavis.store.manifest import MANIFEST, read_manifest
from visavis.store.parts import ROOM

DAY = date(2026, 1, 31)
SPAN = (date(2000, 1, 1), date(2029, 12, 31))
EXTENTS = (Extent("goods_flow", "exporter", None, None, ("TOTAL",), *SPAN, "year", "unknown"),)


def asked(year: int, *products: str) -> Wanted:
    days = date(year, 1, 1), date(year, 12, 31)
    return Wanted(frozenset({"goods_flow"}), None, None, frozenset(products) or None, *days)


def extents() -> tuple[Extent, ...]:
    return EXTENTS


def in_parts(facts, *years: int):
    frames = (facts(("RUS", "CHN", year, str(year)), ("CHN", "RUS", year, "1")) for year in years)
    return {"facts": (frames, extents)}


def test_parts_are_one_table_for_every_reader(tmp_path, facts):
    (entry,) = write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019, 2020, 2021))
    store = Store([tmp_path])

    assert (entry.rows, len(entry.parts)) == (6, 3)
    assert store.entries() == store.all_entries() == store.verify() == (entry,)
    assert sorted(store.frame(entry)["start"].dt.year().to_list()) == [
        2019, 2019, 2020, 2020, 2021, 2021,
    ]  # fmt: skip
    assert [fact.value for fact in store.facts([asked(2020)])] == [Decimal(1), Decimal(2020)]


def test_a_table_in_parts_answers_as_the_same_table_in_one_file(tmp_path, facts):
    rows = [("RUS", "CHN", year, str(year)) for year in range(2010, 2020)]
    write_tables(tmp_path / "one", "a", "1", DAY, {"facts": (facts(*rows), EXTENTS)})
    frames = (facts(row) for row in rows)
    write_tables(tmp_path / "parts", "a", "1", DAY, {"facts": (frames, extents)})
    blocks = [asked(2011), asked(2017, "TOTAL")]

    one, parts = (Store([tmp_path / name]).facts(blocks) for name in ("one", "parts"))

    assert sorted(fact[:-1] for fact in parts) == sorted(fact[:-1] for fact in one)
    assert {fact.start.year for fact in parts} == {2011, 2017}


def test_a_question_opens_only_the_parts_of_its_years_and_products(tmp_path, facts):
    def frames() -> Iterator[pl.DataFrame]:
        yield facts(("RUS", "CHN", 2020, "1"))
        yield facts(("RUS", "CHN", 2021, "2"))
        yield facts(("RUS", "CHN", 2020, "3")).with_columns(product=pl.lit("HS270900"))

    (entry,) = write_tables(tmp_path, "a", "1", DAY, {"facts": (frames(), extents)})
    for part in entry.parts[1:]:
        (tmp_path / part.file).unlink()

    assert [fact.value for fact in Store([tmp_path]).facts([asked(2020, "TOTAL")])] == [1]
    with pytest.raises(StoreError, match="a table that the manifest names"):
        Store([tmp_path]).facts([asked(2020, "HS270900")])


def test_frames_out_of_order_are_sorted_and_enumerations_kept_as_text(tmp_path, facts):
    frame = facts(("RUS", "CHN", 2020, "1"), ("CHN", "RUS", 2020, "2"))
    coded = frame.with_columns(pl.col("subject", "partner").cast(pl.Enum(["RUS", "CHN"])))
    (entry,) = write_tables(tmp_path, "a", "1", DAY, {"facts": (iter([coded]), extents)})

    held = pl.read_parquet(tmp_path / entry.parts[0].file, hive_partitioning=False)

    assert held["subject"].cast(pl.String).to_list() == ["CHN", "RUS"]
    assert [fact.subject for fact in Store([tmp_path]).facts([asked(2020)])] == ["CHN", "RUS"]


@pytest.mark.parametrize(
    "later", [("RUS", "CHN", 2020, "9"), ("CHN", "RUS", 2019, "9"), ("RUS", "CHN", 2019, "1")]
)
def test_two_rows_for_one_cell_are_refused_across_parts(tmp_path, facts, later):
    first = facts(("RUS", "CHN", 2019, "1"), ("CHN", "RUS", 2019, "1"), ("RUS", "CHN", 2020, "1"))

    with pytest.raises(StoreError, match="two rows for goods_flow"):
        write_tables(tmp_path, "a", "1", DAY, {"facts": (iter([first, facts(later)]), extents)})

    assert Store([tmp_path]).entries() == ()
    assert not list(tmp_path.rglob("*.parquet"))


def test_two_rows_for_one_cell_are_refused_within_a_sorted_part(tmp_path, facts):
    frame = facts(("RUS", "CHN", 2019, "1"), ("RUS", "CHN", 2019, "2"))

    with pytest.raises(StoreError, match="two rows for goods_flow RUS CHN TOTAL"):
        write_tables(tmp_path, "a", "1", DAY, {"facts": (iter([frame]), extents)})


CELLS = st.tuples(st.sampled_from("ABC"), st.sampled_from("XY"), st.integers(2000, 2002))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_parts_are_refused_exactly_where_a_cell_is_there_twice(tmp_path_factory, facts, parts):
    cells = [cell for part in parts for cell in part]
    frames = (facts(*((*cell, "1") for cell in part)) for part in parts)
    folder = tmp_path_factory.mktemp("db")

    if len(set(cells)) < len(cells):
        with pytest.raises(StoreError, match="two rows for"):
            write_tables(folder, "a", "1", DAY, {"facts": (frames, extents)})
    else:
        (entry,) = write_tables(folder, "a", "1", DAY, {"facts": (frames, extents)})
        assert Store([folder]).frame(entry).height == len(cells)


def test_writing_the_same_parts_again_changes_no_byte(tmp_path, facts):
    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019, 2020))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019, 2020))

    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    del before[tmp_path / "write.lock"], after[tmp_path / "write.lock"]
    assert after == before


def test_a_damaged_part_is_written_anew_when_its_release_is(tmp_path, facts):
    (entry,) = write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019, 2020))
    path = tmp_path / entry.parts[1].file
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(StoreError, match="other content"):
        Store([tmp_path]).verify()

    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019, 2020))

    assert Store([tmp_path]).verify() == (entry,)


def test_fewer_parts_replace_more_and_the_next_write_removes_what_is_left(tmp_path, facts):
    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2018, 2019, 2020))
    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2020))
    assert len(list(tmp_path.rglob("facts-*.parquet"))) == 3

    write_tables(tmp_path, "b", "1", DAY, in_parts(facts, 2020))

    assert len(list((tmp_path / "a").rglob("facts-*.parquet"))) == 1
    assert len(Store([tmp_path]).verify()) == 2


def test_a_release_in_parts_is_taken_out_with_all_its_files(tmp_path, facts):
    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2018, 2019))
    with opened(tmp_path) as writer:
        writer.take_out("a")

    assert not list(tmp_path.rglob("*.parquet"))
    assert Store([tmp_path]).entries() == ()


def test_a_folder_without_parts_states_the_format_that_readers_of_old_know(tmp_path, facts, table):
    write_tables(tmp_path, "b", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    assert '"format": 1,' in (tmp_path / MANIFEST).read_text(encoding="utf-8")

    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019))
    assert '"format": 2,' in (tmp_path / MANIFEST).read_text(encoding="utf-8")


def test_a_frame_that_fails_to_come_leaves_the_old_state(tmp_path, facts):
    (old,) = write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019))

    def frames() -> Iterator[pl.DataFrame]:
        yield facts(("RUS", "CHN", 2021, "1"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_tables(tmp_path, "a", "1", DAY, {"facts": (frames(), extents)})

    assert Store([tmp_path]).verify() == (old,)
    assert not (tmp_path / ROOM).exists()


def test_no_frame_and_frames_without_rows_are_refused(tmp_path, facts):
    for frames in ([], [facts(("RUS", "CHN", 2021, "1")).clear()]):
        with pytest.raises(StoreError, match="no row"):
            write_tables(tmp_path, "a", "1", DAY, {"facts": (iter(frames), extents)})


def test_files_of_others_in_the_room_outlive_every_write(tmp_path, facts):
    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019))
    (tmp_path / ROOM).mkdir()
    (tmp_path / ROOM / "letter.txt").write_text("mine")
    (tmp_path / ROOM / "0003.parquet").write_text("left by a dead writer")

    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019, 2020))

    assert [path.name for path in (tmp_path / ROOM).iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("room", [0, 1, 2, 3, 4])
def test_a_disk_that_fills_up_is_named_and_leaves_the_old_state(tmp_path, facts, monkeypatch, room):
    (old,) = write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2019))
    left, real = [room], os.fsync

    def full(number: int) -> None:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left[0] -= 1
        real(number)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="no space left on device"):
        write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2020, 2021, 2022))
    assert Store([tmp_path]).verify() == (old,)
    assert not (tmp_path / ROOM).exists()
    monkeypatch.undo()

    write_tables(tmp_path, "a", "1", DAY, in_parts(facts, 2020, 2021, 2022))

    (entry,) = Store([tmp_path]).verify()
    assert entry.rows == 6


_WRITING = """
import sys, time
from datetime import date
from decimal import Decimal
from pathlib import Path
import polars as pl
from visavis.model.extents import Extent
from visavis.store import write_tables

def frame(year, value):
    return pl.DataFrame({
        "relation": "goods_flow", "book": "exporter", "subject": ["RUS"], "partner": "CHN",
        "product": "TOTAL", "start": date(year, 1, 1), "end": date(year, 12, 31),
        "value": pl.Series([Decimal(value)], dtype=pl.Decimal(38, 3)), "unit": "USD",
        "valuation": "FOB", "status": "reported", "origin_row": 1,
    })

value = 1
print("ready", flush=True)
while True:
    frames = (frame(year, value) for year in range(2000, 2006))
    write_tables(Path(sys.argv[1]), "s", "1", date(2022, 1, 1), {"facts": (frames, lambda: ())})
    value += 1
"""


def _state(folder: Path) -> list[Decimal]:
    store = Store([folder])
    store.verify()
    return [fact.value for fact in store.facts([asked(year) for year in range(2000, 2006)])]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_writer_of_parts_killed_at_any_moment_leaves_one_state_whole(tmp_path, facts):
    seconds = random.Random(11)
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITING, str(tmp_path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(seconds.uniform(0, 0.3))
            os.kill(writer.pid, 9)
        found = _state(tmp_path)

        assert len(found) in (0, 6)
        assert len(set(found)) <= 1

    write_tables(tmp_path, "t", "1", DAY, in_parts(facts, 2019))

    named = {name for entry in read_manifest(tmp_path).entries for name in entry.files}
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.parquet")}
    assert there == named
    assert not (tmp_path / ROOM).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="open files are held on Windows")
def test_a_reader_beside_a_writer_of_parts_sees_one_state_or_another(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", _WRITING, str(tmp_path)], stdout=subprocess.PIPE
    ) as writer:
        try:
            assert writer.stdout is not None
            writer.stdout.readline()
            until = time.monotonic() + 1.5
            states, refusals = [], []
            while time.monotonic() < until:
                store = Store([tmp_path])
                try:
                    blocks = [asked(year) for year in range(2000, 2006)]
                    states.append([fact.value for fact in store.facts(blocks)])
                except StoreError as error:
                    refusals.append(str(error))
        finally:
            # It writes for ever: left alive, it would keep a failed test from ending.
            writer.kill()

    # Two writes may pass between the look at the manifest and the read: that is said, not silent.
    assert [each for each in refusals if Path(each.partition(": found ")[0]).exists()] == []
    assert states
    assert all(len(state) in (0, 6) and len(set(state)) <= 1 for state in states)
