"""Writing a release: whole or not at all, once, and by one writer at a time."""

import multiprocessing
import os
import random
import subprocess
import sys
import textwrap
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from visavis.errors import StoreError
from visavis.model.wanted import Wanted
from visavis.store import Store, write_tables
from visavis.store.lock import writing
from visavis.store.manifest import read_manifest, write_manifest

DAY = date(2022, 1, 1)


def everything(folder: Path) -> list[tuple[str, str, str, Decimal | None]]:
    wanted = Wanted(frozenset({"goods_flow"}), None, None, None, date(1900, 1, 1), date(2100, 1, 1))
    return [(f.source, f.subject, f.partner, f.value) for f in Store([folder]).facts([wanted])]


def test_what_is_written_is_read_back_to_the_last_digit(tmp_path, table):
    rows = table(
        ("RUS", "CHN", 2020, "49249303850.001"), ("RUS", "WLD", 2020, "99999999999999.999")
    )

    write_tables(tmp_path, "ru_customs", "2021-12", DAY, rows)

    assert everything(tmp_path) == [
        ("ru_customs", "RUS", "CHN", Decimal("49249303850.001")),
        ("ru_customs", "RUS", "WLD", Decimal("99999999999999.999")),
    ]


def test_writing_the_same_again_changes_no_byte(tmp_path, table):
    rows = table(("RUS", "CHN", 2020, "1"))
    write_tables(tmp_path, "ru_customs", "2021-12", DAY, rows)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    stamp = (tmp_path / "manifest.json").stat().st_mtime_ns

    write_tables(tmp_path, "ru_customs", "2021-12", DAY, rows)

    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert (tmp_path / "manifest.json").stat().st_mtime_ns == stamp


def test_the_order_of_rows_does_not_change_the_file(tmp_path, table):
    one, two = ("RUS", "CHN", 2020, "1"), ("RUS", "IND", 2020, "2")

    first = write_tables(tmp_path / "a", "ru_customs", "2021-12", DAY, table(one, two))
    facts, extents = table(two, one)["facts"]
    facts = facts.with_columns(origin_row=pl.Series([2, 1]))
    second = write_tables(tmp_path / "b", "ru_customs", "2021-12", DAY, {"facts": (facts, extents)})

    assert first == second


def test_a_release_written_anew_replaces_the_old_one_and_no_other(tmp_path, table):
    write_tables(tmp_path, "ru_customs", "2021-12", DAY, table(("RUS", "CHN", 2020, "1")))
    write_tables(tmp_path, "comtrade", "2021-12", DAY, table(("RUS", "CHN", 2020, "2")))

    write_tables(tmp_path, "ru_customs", "2021-12", DAY, table(("RUS", "CHN", 2020, "3")))

    assert everything(tmp_path) == [
        ("comtrade", "RUS", "CHN", Decimal(2)),
        ("ru_customs", "RUS", "CHN", Decimal(3)),
    ]


def test_a_replaced_file_stays_for_readers_at_work_until_the_next_write(tmp_path, table):
    (first,) = write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    reader = Store([tmp_path])
    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "2")))
    wanted = Wanted(
        frozenset({"goods_flow"}), None, None, None, date(2020, 1, 1), date(2020, 12, 31)
    )

    assert reader.facts([wanted])[0].value == 1

    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "3")))

    assert not (tmp_path / first.file).exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.vstack(f), "two rows for goods_flow RUS CHN TOTAL exporter"),
        (lambda f: f.drop("unit"), "found columns"),
        (lambda f: f.with_columns(extra=pl.lit("x")), "found columns"),
        (lambda f: f.with_columns(unit=pl.lit(None, dtype=pl.String)), "1 empty cells in unit"),
        (lambda f: f.with_columns(book=pl.lit("seller")), "book 'seller'"),
        (lambda f: f.with_columns(status=pl.lit("guessed")), "status 'guessed'"),
        (lambda f: f.with_columns(end=pl.lit(date(2019, 1, 1))), "ends before it starts"),
        (lambda f: f.with_columns(start=pl.lit("then")), "values of its types"),
    ],
)
def test_a_faulty_table_is_refused_and_nothing_is_written(tmp_path, table, change, message):
    facts, extents = table(("RUS", "CHN", 2020, "1"))["facts"]

    with pytest.raises(StoreError, match=message):
        write_tables(tmp_path / "db", "a", "1", DAY, {"facts": (change(facts), extents)})

    assert not (tmp_path / "db").exists()


def test_an_unknown_table_a_strange_label_and_no_table_are_refused(tmp_path, table):
    rows = table(("RUS", "CHN", 2020, "1"))

    with pytest.raises(StoreError, match="one of coded_events, facts"):
        write_tables(tmp_path, "a", "1", DAY, {"figures": rows["facts"]})
    with pytest.raises(StoreError, match="letters, digits"):
        write_tables(tmp_path, "../a", "1", DAY, rows)
    with pytest.raises(StoreError, match="no table"):
        write_tables(tmp_path, "a", "1", DAY, {})


def test_a_folder_that_is_a_file_is_named_in_one_sentence(tmp_path, table):
    (tmp_path / "db").write_text("not a folder")

    with pytest.raises(StoreError, match="db: found a file; expected a new or empty folder"):
        write_tables(tmp_path / "db", "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("room", [500, 1900])
def test_a_full_disk_leaves_the_old_state(tmp_path, table, room):
    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    script = textwrap.dedent(
        """
        import resource, signal, sys
        from datetime import date
        from pathlib import Path
        import polars as pl
        from visavis.errors import StoreError
        from visavis.store import write_tables
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        trips = pl.DataFrame({"traveller": ["USA"], "host": ["VNM"], "start": [date(2016, 5, 23)],
            "end": [date(2016, 5, 25)], "role": ["president"], "name": ["x"], "place": ["Hanoi"],
            "origin_row": [1]})
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
        try:
            write_tables(Path(sys.argv[1]), "b", "1", date(2022, 1, 1), {"trips": (trips, ())})
        except StoreError as error:
            print(error)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(room)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "expected a folder with room to write in" in done.stdout
    assert everything(tmp_path) == [("a", "RUS", "CHN", Decimal(1))]
    assert len(Store([tmp_path]).verify()) == 1
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_second_writer_waits_and_then_says_so(tmp_path):
    with (
        writing(tmp_path),
        pytest.raises(StoreError, match="another program still writing"),
        writing(tmp_path, patience=0.05),
    ):
        pass


def _write_many(folder: str, source: str) -> None:
    frame = pl.DataFrame(
        {
            "traveller": ["USA"], "host": ["VNM"], "start": [DAY], "end": [DAY],
            "role": ["president"], "name": [source], "place": [""], "origin_row": [1],
        }
    )  # fmt: skip
    for number in range(5):
        write_tables(Path(folder), source, str(number), DAY, {"trips": (frame, ())})


def test_two_writers_at_once_lose_nothing_of_each_other(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(str(tmp_path), s)) for s in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    found = [(entry.source, entry.vintage) for entry in Store([tmp_path]).verify()]

    assert found == [(source, str(number)) for source in "ab" for number in range(5)]


_ENDLESS = """
import sys
from datetime import date
from pathlib import Path
import polars as pl
from visavis.store import write_tables
names = sys.argv[2].split(",")
number = 0
print("ready", flush=True)
while True:
    name = names[number % len(names)]
    frame = pl.DataFrame({"traveller": [name], "host": ["VNM"], "start": [date(2016, 5, 23)],
        "end": [date(2016, 5, 25)], "role": ["president"], "name": ["x"], "place": ["Hanoi"],
        "origin_row": [1]})
    write_tables(Path(sys.argv[1]), "s", "1", date(2022, 1, 1), {"trips": (frame, ())})
    number += 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_state(tmp_path):
    seconds = random.Random(7)
    wanted = Wanted(frozenset({"trips"}), None, None, None, date(2016, 1, 1), date(2016, 12, 31))
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", _ENDLESS, str(tmp_path), "USA,GBR,FRA"],
            stdout=subprocess.PIPE,
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(seconds.uniform(0, 0.25))
            os.kill(writer.pid, 9)
        store = Store([tmp_path])
        travellers = [trip.traveller for _, _, trip in store.trips([wanted])]

        assert travellers in ([], ["USA"], ["GBR"], ["FRA"])
        assert len(store.verify()) == len(travellers)


def test_a_manifest_written_is_the_manifest_read(tmp_path, table):
    write_tables(tmp_path, "a", "1", DAY, table(("RUS", "CHN", 2020, "1")))
    found = read_manifest(tmp_path)
    write_manifest(tmp_path, found)

    assert read_manifest(tmp_path) == found
