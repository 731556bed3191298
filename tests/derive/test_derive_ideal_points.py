"""Ideal points computed from the roll calls at hand and kept: whole, once, under their own name."""

import gzip
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from roll_call_samples import CAMPS, ballots, record

from visavis.derive import ideal_points
from visavis.errors import StoreError, UsageError
from visavis.model.figures import Figure, Missing
from visavis.model.queries import Query
from visavis.sources import source
from visavis.sources.ideal_points import BY_SESSION, BY_YEAR, read
from visavis.store import Store, starter_folder, write_tables
from visavis.workbench import Workbench


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sessions, 70 to 72 (from the autumns of 2015 to 2017), of two camps."""
    place = tmp_path_factory.mktemp("derived") / "db"
    store = record(place, [call for year in (2015, 2016, 2017) for call in ballots(year)])
    ideal_points(store, place)
    return place


def ask(place: Path, query: str) -> Figure:
    return Workbench(Store((place,))).figure(Query.parse(query))


def contents(place: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(each.relative_to(place)): (each.read_bytes(), each.stat().st_mtime_ns)
        for each in sorted(place.rglob("*"))
        if each.is_file() and each.name != "write.lock"
    }


def test_those_who_vote_with_the_united_states_stand_on_its_side(folder: Path) -> None:
    points = {state: ask(folder, f"ideal_point {state} - 2016").value for state in CAMPS}

    assert min(points["USA"], points["GBR"]) > points["IND"] > max(points["RUS"], points["CHN"])
    assert points["RUS"] == points["CHN"] == points["VNM"]
    assert points["FRA"] < points["GBR"]


def test_a_figure_says_that_we_estimated_it_in_which_session_and_how_surely(folder: Path) -> None:
    found = ask(folder, "ideal_point IND - 2016")

    low, high = found.detail["interval"]
    assert low < found.value < high
    assert found.detail["session"] == 71
    assert found.source == "visavis_ideal_points"
    assert "estimated by visavis from Voeten's roll calls" in source(found.source).origin.title


def test_a_distance_is_that_of_the_two_points_and_has_both_intervals(folder: Path) -> None:
    found = ask(folder, "ideal_distance USA CHN 2016")
    ends = [ask(folder, f"ideal_point {state} - 2016") for state in ("USA", "CHN")]

    assert found.value == ends[0].value - ends[1].value
    assert found.detail["intervals"] == {
        each.query.subject: each.detail["interval"] for each in ends
    }


def test_a_state_that_joined_later_has_a_point_from_then_on_alone(tmp_path: Path) -> None:
    joined = {**CAMPS, "SSD": "between"}
    calls = [*ballots(2015), *ballots(2016), *ballots(2017, joined)]

    ideal_points(record(tmp_path, calls), tmp_path)

    assert ask(tmp_path, "ideal_point SSD - 2016").missing is Missing.NOT_REPORTED
    assert ask(tmp_path, "ideal_distance SSD USA 2016").missing is Missing.NOT_REPORTED
    assert ask(tmp_path, "ideal_point SSD - 2017").value is not None


def test_a_seat_goes_on_under_the_name_that_cast_most_votes_of_a_session(tmp_path: Path) -> None:
    """The Soviet Union's seat was Russia's from 24 December 1991, within session 46."""
    union = {("SUN" if state == "RUS" else state): camp for state, camp in CAMPS.items()}
    late = ("1991099", date(1992, 3, 2), "", {"USA": "no", "RUS": "yes", "IND": "abstain"})
    calls = [*ballots(1990, union), *ballots(1991, union), late, *ballots(1992)]

    ideal_points(record(tmp_path, calls), tmp_path)

    block = pl.concat(
        [Store((tmp_path,)).frame(e) for e in Store((tmp_path,)).entries() if e.table == "facts"]
    ).filter(pl.col("subject").is_in(["RUS", "SUN"]), relation="ideal_point")
    assert block.sort("start").select("subject", "start").rows() == [
        ("SUN", date(1990, 9, 1)), ("SUN", date(1991, 9, 1)), ("RUS", date(1992, 9, 1)),
    ]  # fmt: skip
    assert block["value"].n_unique() > 1


def test_a_second_run_writes_nothing(folder: Path) -> None:
    before = contents(folder)

    again = ideal_points(Store((folder,)), folder)

    assert again.unchanged
    assert contents(folder) == before


def test_the_same_roll_calls_give_the_same_bytes_in_another_folder(
    folder: Path, tmp_path: Path
) -> None:
    found = ideal_points(Store((folder,)), tmp_path / "a")
    other = [call for year in (2017, 2016, 2015) for call in reversed(ballots(year))]
    ideal_points(record(tmp_path / "b", other), tmp_path / "b")

    assert found.unchanged
    assert not (tmp_path / "a").exists()
    name = next(each for each in contents(folder) if each.startswith("visavis_"))
    assert (tmp_path / "b" / name).read_bytes() == (folder / name).read_bytes()


def test_another_vote_is_another_release(folder: Path, tmp_path: Path) -> None:
    calls = [call for year in (2015, 2016, 2017) for call in ballots(year)]
    calls[0][3]["FRA"] = "abstain"

    found = ideal_points(record(tmp_path, calls), tmp_path)

    held = {e.vintage for e in Store((folder,)).entries() if e.table == "facts"}
    assert found.vintage not in held
    assert found.vintage.partition("+")[0] in {each.partition("+")[0] for each in held}


def test_no_roll_calls_end_in_one_sentence_that_says_what_brings_them(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no roll calls .* `visavis data add un_votes DIR`"):
        ideal_points(Store((tmp_path / "none",)), tmp_path / "none")

    assert not (tmp_path / "none").exists()


def test_roll_calls_without_a_division_end_in_one_sentence(tmp_path: Path) -> None:
    call = ("1", date(2015, 11, 2), "", {"USA": "yes", "RUS": "yes"})
    store = record(tmp_path / "db", [call])

    with pytest.raises(UsageError):
        ideal_points(store, tmp_path / "db")

    assert {e.source for e in Store((tmp_path / "db",)).entries()} == {"un_votes"}


def test_a_folder_of_others_is_refused_before_anything_is_computed(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("not ours")

    with pytest.raises(StoreError, match="files of others"):
        ideal_points(Store((folder,)), tmp_path)


def test_published_points_come_first_and_are_not_completed_by_ours(
    folder: Path, tmp_path: Path
) -> None:
    frame = pl.DataFrame({
        "relation": ["ideal_point"], "book": ["publisher"], "subject": ["IND"], "partner": [""],
        "product": [""], "start": [date(2015, 9, 1)], "end": [date(2016, 8, 31)],
        "value": ["-0.5"], "unit": ["score"], "valuation": [""], "status": ["estimated"],
        "origin_row": [1],
    })  # fmt: skip
    extent = source_extent(frame)
    write_tables(tmp_path, "ideal_points", "2020-04-01", date(2020, 4, 1),
                 {"facts": (frame, (extent,))})  # fmt: skip
    bench = Workbench(Store((folder, tmp_path)))

    first, later, ours = (
        bench.figure(Query.parse(each))
        for each in ("ideal_point IND - 2015", "ideal_point IND - 2016",
                     "ideal_point IND - 2016 source=visavis_ideal_points")
    )  # fmt: skip

    assert (str(first.value), first.source) == ("-0.500", "ideal_points")
    assert later.missing is Missing.OUT_OF_COVERAGE
    assert ours.source == "visavis_ideal_points"
    assert ours.value is not None


def source_extent(frame: pl.DataFrame):
    from visavis.model.extents import Extent

    return Extent("ideal_point", "publisher", ("IND",), ("",), ("",), frame["start"][0],
                  frame["end"][0], "year", "unknown")  # fmt: skip


_DERIVE = """
import sys
from pathlib import Path
from visavis.derive import ideal_points
from visavis.store import Store
print("begun", flush=True)
ideal_points(Store((Path(sys.argv[1]),)), Path(sys.argv[1]))
print("done", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_derivation_killed_at_any_moment_leaves_the_store_as_before_or_complete(
    tmp_path: Path,
) -> None:
    record(tmp_path, [call for year in (2015, 2016) for call in ballots(year)])
    before = contents(tmp_path)
    for wait in (0.0, 0.15, 0.4, 0.8):
        with subprocess.Popen(
            [sys.executable, "-c", _DERIVE, str(tmp_path)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            time.sleep(wait)
            os.kill(process.pid, 9)
        store = Store((tmp_path,))
        store.verify()
        sources = {entry.source for entry in store.entries()}
        assert sources - {"visavis_ideal_points"} == {"un_votes"}
        if len(sources) == 1:
            now = {name: held for name, held in contents(tmp_path).items() if name in before}
            assert now.keys() == before.keys()

    assert ideal_points(Store((tmp_path,)), tmp_path).points == 2 * len(CAMPS)
    assert len(Store((tmp_path,)).verify()) == 3


def points_of(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(relation="ideal_point", product="").select(
        "subject", opened=pl.col("start").dt.year(), value=pl.col("value").cast(pl.Float64)
    )


def starters() -> pl.DataFrame:
    store = Store((starter_folder(),))
    (entry,) = (e for e in store.entries() if e.source == "visavis_ideal_points")
    return points_of(store.frame(entry))


APRIL_2020 = "idealpoints_apr2020.csv.gz", "IdealpointestimatesAll_Apr2020.csv", BY_SESSION
JULY_2025 = "idealpoints_july2025.csv.gz", "idealpoints_july2025.csv", BY_YEAR


@pytest.mark.shared
@pytest.mark.parametrize(
    ("release", "least"),
    [(APRIL_2020, (0.98, 0.985, 1.0)), (JULY_2025, (0.97, 0.94, 0.965))],
    ids=["by session", "by year"],
)
def test_the_starters_points_go_with_the_published_ones(
    shared_data: Path, tmp_path: Path, release, least
) -> None:
    """Of all, of the worst session, and after session 74, where the first release ends.

    Scales differ, and July 2025 is by calendar year and by another method: correlations alone.
    """
    packed, name, shapes = release
    (tmp_path / name).write_bytes(gzip.decompress((shared_data / "votes" / packed).read_bytes()))
    theirs = points_of(read(tmp_path / name, date(2026, 1, 2), shapes).tables["facts"].frame)

    both = starters().join(theirs, on=["subject", "opened"])
    within = both.group_by("opened").agg(r=pl.corr("value", "value_right"))
    later = both.filter(pl.col("opened") > 2019)
    overall, worst, after = (
        both.select(pl.corr("value", "value_right")).item(),
        within["r"].min(),
        later.select(pl.corr("value", "value_right")).item() if later.height else 1.0,
    )

    assert both.height > 0.98 * theirs.height
    assert overall > least[0]
    assert worst > least[1]
    assert after >= least[2]
