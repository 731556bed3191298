"""Fetching a source whole: files kept untouched, added once, nothing half-done after a death."""

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from publisher import (
    FULL,
    PREVIEW,
    Answer,
    Publisher,
    comtrade,
    comtrade_answer,
    comtrade_row,
    publisher,
    world_bank,
)
from test_refresh_add import held

from visavis.errors import FetchError, SourceError, UsageError
from visavis.model.wanted import Wanted
from visavis.refresh import Got, How, get, holdings, remove
from visavis.refresh.manners import Manners
from visavis.sources.getting import Asked
from visavis.store import Store

DAY = date(2027, 2, 3)
QUICK = Manners(pause=0.0, first_wait=0.001, longest_wait=3.0)
KENYA = Asked(years=(2021, 2022), reporters=("KEN",))
GDP, PEOPLE = "NY.GDP.MKTP.CD", "SP.POP.TOTL"
EXPORTS, IMPORTS = "TX.VAL.MRCH.CD.WT", "TM.VAL.MRCH.CD.WT"


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)


@pytest.fixture
def server():
    with publisher() as found:
        found.routes |= {PREVIEW: comtrade, FULL: comtrade}
        for name, value in (
            (GDP, 14.7e12),
            (PEOPLE, 1411100000),
            (EXPORTS, 2.5e12),
            (IMPORTS, 2e12),
        ):
            values = {"CHN": {"2020": value, "1959": None}, "WLD": {"2020": 1.0}}
            found.routes[f"/v2/country/all/indicator/{name}"] = world_bank(name, values)
        yield found


def fetch(server: Publisher, db: Path, source: str, asked: Asked | None = None, **more) -> Got:
    how = How(mirror=server.url, manners=QUICK, **({"today": DAY} | more))
    return get(source, asked, db=db, how=how)


def kenya(db: Path) -> dict[tuple[str, str, str], Decimal | None]:
    block = Wanted(
        frozenset({"goods_flow"}), None, None, frozenset({"TOTAL"}), date(1990, 1, 1),
        date(2030, 12, 31),
    )  # fmt: skip
    facts = Store((db,)).facts([block])
    return {(each.subject, each.partner, str(each.start.year)): each.value for each in facts}


def test_comtrade_comes_by_reporter_year_and_flow_and_is_in_the_store(
    server: Publisher, tmp_path: Path
) -> None:
    got = fetch(server, tmp_path / "db", "comtrade", KENYA)

    assert got.fetched == 4
    assert kenya(tmp_path / "db")["KEN", "UGA", "2021"] == Decimal(10**6 + 2021)
    assert kenya(tmp_path / "db")["UGA", "KEN", "2022"] == Decimal(10**6 + 2022)
    assert kenya(tmp_path / "db")["KEN", "WLD", "2021"] == Decimal(2 * 10**6 + 2 * 2021)
    asked = server.asked[0].query
    assert (asked["reporterCode"], asked["cmdCode"], asked["partner2Code"]) == ("404", "TOTAL", "0")


def test_raw_files_lie_by_day_untouched_with_hash_address_and_date(
    server: Publisher, tmp_path: Path
) -> None:
    got = fetch(server, tmp_path / "db", "comtrade", KENYA)

    assert got.folder == tmp_path / "db" / "raw" / "comtrade" / "2027-02-03" / "KEN_2021-2022"
    record = json.loads((got.folder / "record.json").read_text())
    assert [each["file"] for each in record["files"]] == sorted(
        path.name for path in (got.folder / "files").iterdir()
    )
    for each in record["files"]:
        content = (got.folder / "files" / each["file"]).read_bytes()
        assert each["sha256"] == hashlib.sha256(content).hexdigest()
        assert each["bytes"] == len(content)
        assert each["url"].startswith("https://comtradeapi.un.org/public/v1/preview/C/A/HS?")
        assert (each["date"], each["etag"], each["mirror"]) == ("2027-02-03", '"one"', server.url)


def test_the_same_question_on_the_same_day_is_not_asked_twice(
    server: Publisher, tmp_path: Path
) -> None:
    fetch(server, tmp_path / "db", "comtrade", KENYA)
    before = len(server.asked)

    again = fetch(server, tmp_path / "db", "comtrade", KENYA)

    assert (len(server.asked), again.fetched, again.added.unchanged) == (before, 0, True)


def test_the_same_content_on_a_later_day_is_known_since_the_first(
    server: Publisher, tmp_path: Path
) -> None:
    fetch(server, tmp_path / "db", "world_bank")

    again = fetch(server, tmp_path / "db", "world_bank", today=DAY + timedelta(days=30))

    assert again.fetched == 4
    assert again.added.unchanged
    assert {entry.released for entry in Store((tmp_path / "db",)).entries()} == {DAY}


def test_world_bank_pages_are_followed_to_the_end(server: Publisher, tmp_path: Path) -> None:
    values = {code: {"2020": n + 1.0} for n, code in enumerate(("CHN", "IND", "DEU", "TUR", "KEN"))}
    server.routes[f"/v2/country/all/indicator/{GDP}"] = world_bank(GDP, values, pages=3)

    fetch(server, tmp_path / "db", "world_bank")

    block = Wanted(frozenset({"gdp"}), None, None, None, date(2020, 1, 1), date(2020, 12, 31))
    facts = Store((tmp_path / "db",)).facts([block])
    assert {fact.subject: fact.value for fact in facts} == {
        "CHN": 1, "IND": 2, "DEU": 3, "TUR": 4, "KEN": 5
    }  # fmt: skip


def test_a_full_preview_is_never_taken_for_whole(server: Publisher, tmp_path: Path) -> None:
    rows = [comtrade_row(404, "X", 4, 2021, 1.0)] * 500
    server.routes[PREVIEW] = [comtrade_answer(rows)]

    with pytest.raises(SourceError, match=r"500 rows, the most .*COMTRADE_API_KEY"):
        fetch(server, tmp_path / "db", "comtrade", KENYA)

    assert not Store((tmp_path / "db",)).entries()


def test_with_a_key_the_full_interface_is_asked_and_the_key_stays_secret(
    server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMTRADE_API_KEY", "s3cret")

    fetch(server, tmp_path / "db", "comtrade", Asked(years=(2001, 2020), reporters=("KEN",)))

    assert server.times(FULL) == 4
    assert server.asked[0].headers["ocp-apim-subscription-key"] == "s3cret"
    assert all("s3cret" not in json.dumps(each.query) for each in server.asked)
    files = [path for path in (tmp_path / "db").rglob("*") if path.is_file()]
    assert all(b"s3cret" not in path.read_bytes() for path in files)


def test_a_full_answer_with_a_key_is_asked_for_in_single_years(
    server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visavis.sources.getting import comtrade as asking

    monkeypatch.setenv("COMTRADE_API_KEY", "k")
    monkeypatch.setitem(asking._CAPS, FULL, 6)

    got = fetch(server, tmp_path / "db", "comtrade", KENYA)

    assert sorted(each.file for each in got.files) == [
        f"comtrade_KEN_{flow}_{year}.json" for flow in "MX" for year in (2021, 2022)
    ]
    assert len(kenya(tmp_path / "db")) == 12


def test_a_reporter_that_has_published_nothing_is_said_so(
    server: Publisher, tmp_path: Path
) -> None:
    server.routes[PREVIEW] = [comtrade_answer([])]

    with pytest.raises(SourceError, match=r"answers without rows.*published nothing"):
        fetch(server, tmp_path / "db", "comtrade", KENYA)


def test_years_without_rows_stand_beside_years_with_them(server: Publisher, tmp_path: Path) -> None:
    def until_2021(asked):
        return comtrade(asked) if asked.query["period"] == "2021" else comtrade_answer([])

    server.routes[PREVIEW] = until_2021

    fetch(server, tmp_path / "db", "comtrade", KENYA)

    assert {year for *_, year in kenya(tmp_path / "db")} == {"2021"}


def test_files_that_cannot_be_read_are_set_aside_and_fetched_again(
    server: Publisher, tmp_path: Path
) -> None:
    row = comtrade_row(404, "X", 800, 2021, 5.0) | {"newField": 1}
    server.routes[PREVIEW] = [comtrade_answer([row])]
    with pytest.raises(SourceError, match="unknown fields newField"):
        fetch(server, tmp_path / "db", "comtrade", KENYA)
    day = tmp_path / "db" / "raw" / "comtrade" / "2027-02-03"
    assert [path.name for path in day.iterdir()] == ["KEN_2021-2022.refused"]

    server.routes[PREVIEW] = comtrade
    assert fetch(server, tmp_path / "db", "comtrade", KENYA).fetched == 4


def test_an_interrupted_fetch_goes_on_with_the_files_that_are_missing(
    server: Publisher, tmp_path: Path
) -> None:
    def closed_for_imports(asked):
        return Answer(b"", "text/plain", 410) if asked.query["flowCode"] == "M" else comtrade(asked)

    server.routes[PREVIEW] = closed_for_imports
    with pytest.raises(FetchError, match="410"):
        fetch(server, tmp_path / "db", "comtrade", KENYA)
    assert not Store((tmp_path / "db",)).entries()

    server.routes[PREVIEW] = comtrade
    assert fetch(server, tmp_path / "db", "comtrade", KENYA).fetched == 3


def test_old_leftovers_do_not_go_into_a_new_release(server: Publisher, tmp_path: Path) -> None:
    server.routes[PREVIEW] = lambda asked: (
        Answer(b"", "text/plain", 410) if asked.query["flowCode"] == "M" else comtrade(asked)
    )
    with pytest.raises(FetchError):
        fetch(server, tmp_path / "db", "comtrade", KENYA)

    server.routes[PREVIEW] = comtrade
    later = fetch(server, tmp_path / "db", "comtrade", KENYA, today=DAY + timedelta(days=9))
    assert later.fetched == 4


@pytest.mark.parametrize(
    ("source", "asked", "words"),
    [
        ("comtrade", Asked(), "no --reporter"),
        ("comtrade", Asked(reporters=("KEN",)), "no --years"),
        ("comtrade", Asked(reporters=("EU",), years=(2020, 2020)), "--reporter"),
        ("world_bank", Asked(reporters=("KEN",)), "--reporter.*comes whole"),
        ("baci", Asked(years=(2020, 2020)), "--years.*comes whole"),
        ("factbook", Asked(), "your own"),
        ("nobody", Asked(), "one of"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_before_anything_is_asked(
    server: Publisher, tmp_path: Path, source: str, asked: Asked, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        fetch(server, tmp_path / "db", source, asked)

    assert server.asked == []
    assert not (tmp_path / "db").exists()


def test_removing_a_source_keeps_the_raw_files_unless_they_are_named(
    server: Publisher, tmp_path: Path
) -> None:
    fetch(server, tmp_path / "db", "comtrade", KENYA)

    kept = remove("comtrade", db=tmp_path / "db")
    assert (kept.raw_kept, kept.raw_files) == (4, 0)
    assert [each.size > 0 for each in holdings("comtrade", tmp_path / "db").raw] == [True]

    gone = remove("comtrade", db=tmp_path / "db", raw=True)
    assert (gone.raw_kept, gone.raw_files) == (0, 4)
    assert not (tmp_path / "db" / "raw" / "comtrade" / "2027-02-03").exists()


COMMAND = (sys.executable, "-m", "visavis", "data", "get", "comtrade", "--reporter", "KEN")


def start(server: Publisher, db: Path) -> subprocess.Popen:
    words = (*COMMAND, "--years", "2021..2022", "--mirror", server.url, "--db", str(db))
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_command_says_what_came_and_draws_nothing_into_a_pipe(
    server: Publisher, tmp_path: Path
) -> None:
    done = start(server, tmp_path / "db")
    out, err = done.communicate(timeout=60)

    assert (done.returncode, err) == (0, "")
    assert "4 files now" in out
    assert "12 in facts" in out


def test_a_fetch_killed_anywhere_leaves_all_sound_and_the_next_one_finishes(
    server: Publisher, tmp_path: Path
) -> None:
    """Eight deaths between the first request and the last word, at moments drawn by a seed."""

    def slow(asked):
        answer = comtrade(asked)
        answer.body = answer.body.replace(b"secs", b"secs" + b" " * 20_000)
        answer.slowly = 0.01
        return answer

    server.routes[PREVIEW] = slow
    db, moments = tmp_path / "db", random.Random(7)
    took = _once_through(server, tmp_path / "other")
    for _ in range(8):
        running = start(server, db)
        time.sleep(moments.uniform(0.2, took))
        running.kill()
        running.communicate()
        _sound(db)
    done = start(server, db)
    out, err = done.communicate(timeout=60)

    assert (done.returncode, err) == (0, "")
    assert "12 in facts" in out
    assert len(kenya(db)) == 12
    assert len(Store((db,)).verify()) == 1
    assert not list((db / "raw" / "comtrade" / "unfinished").iterdir())


def _once_through(server: Publisher, db: Path) -> float:
    since = time.monotonic()
    done = start(server, db)
    done.communicate(timeout=60)
    assert done.returncode == 0
    return time.monotonic() - since


def _sound(db: Path) -> None:
    """The store is as before or complete; what the raw folder calls whole is whole."""
    assert len(Store((db,)).verify()) in (0, 1)
    assert len(kenya(db)) in (0, 12)
    for record in db.glob("raw/comtrade/????-??-??/*/record.json"):
        named = json.loads(record.read_text())["files"]
        assert len(named) == 4
        for each in named:
            content = (record.parent / "files" / each["file"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == each["sha256"]


def test_a_store_read_meanwhile_has_the_one_state_or_the_other(
    server: Publisher, tmp_path: Path
) -> None:
    running = start(server, tmp_path / "db")
    seen = set()
    while running.poll() is None:
        seen.add(len(kenya(tmp_path / "db")) if (tmp_path / "db").is_dir() else 0)
    running.communicate()

    assert seen | {len(kenya(tmp_path / "db"))} <= {0, 12}
    assert held(tmp_path / "db") == {}
    assert os.environ.get("COMTRADE_API_KEY") is None


def test_a_full_disk_says_so_and_leaves_the_store_as_it_was(
    server: Publisher, tmp_path: Path
) -> None:
    """A limit on the size of files stands for the disk: writing past it fails in the same way."""
    words = " ".join((*COMMAND, "--years", "2021..2022", "--mirror", server.url))
    limited = f"ulimit -f 2; exec {words} --db {tmp_path / 'db'}"

    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "a folder with room to write in" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not Store((tmp_path / "db",)).entries()
    assert fetch(server, tmp_path / "db", "comtrade", KENYA).fetched == 4


def test_a_terminal_sees_how_far_it_has_come_and_no_trace_is_left(
    server: Publisher, tmp_path: Path
) -> None:
    pty = pytest.importorskip("pty")
    screen, line = pty.openpty()
    words = (*COMMAND, "--years", "2021", "--mirror", server.url, "--db", str(tmp_path / "db"))
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=line, check=False)
    os.close(line)
    drawn = os.read(screen, 100_000).decode()
    os.close(screen)

    assert done.returncode == 0
    assert "comtrade_KEN_X_2021.json  [####################]" in drawn
    assert drawn.endswith("\r\x1b[K")
    assert "\x1b" not in done.stdout.decode()
