"""A whole release of BACI, added: every product asked for, and nothing half done by a kill."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from visavis.errors import SourceError, StoreError
from visavis.model.wanted import Wanted
from visavis.refresh import add
from visavis.store import Store

STATES = ("643,Russia,RU,RUS", "156,China,CN,CHN", "276,Germany,DE,DEU", "251,France,FR,FRA")
CODES = ("010121", "270900", "271111", "271121", "870323")
YEARS = range(2015, 2021)


@pytest.fixture(autouse=True)
def _small_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visavis.sources.baci_years.WHOLE", (5, 4))


def flows(year: int) -> str:
    """Every state's exports of every product to every other, all of 1.5 thousand dollars."""
    numbers = [state.split(",")[0] for state in STATES]
    rows = [
        f"{year},{one},{other},{code},1.5,2"
        for one in numbers
        for other in numbers
        for code in CODES
        if one != other
    ]
    return "\n".join(["t,i,j,k,v,q", *rows, ""])


def release(folder: Path, **changed: str) -> Path:
    files = {f"BACI_HS92_Y{year}_V202601.csv": flows(year) for year in YEARS}
    header = "country_code,country_name,country_iso2,country_iso3"
    files["country_codes_V202601.csv"] = "\n".join([header, *STATES, ""])
    codes = [f"{code},what it is" for code in CODES]
    files["product_codes_HS92_V202601.csv"] = "\n".join(["code,description", *codes, ""])
    files |= {name.replace("__", "."): text for name, text in changed.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    path = folder / "BACI_HS92_V202601.zip"
    path.write_bytes(buffer.getvalue())
    return path


def asked(product: str, year: int) -> Wanted:
    days = date(year, 1, 1), date(year, 12, 31)
    pair = frozenset({"RUS"}), frozenset({"CHN", "WLD"})
    return Wanted(frozenset({"goods_flow"}), *pair, frozenset({product}), *days)


def test_every_product_and_all_together_are_asked_for_by_pair(tmp_path: Path) -> None:
    added = add("baci", release(tmp_path), tmp_path / "db", date(2026, 2, 1))
    store = Store([tmp_path / "db"])

    def found(product: str) -> dict[str, int]:
        return {f.partner: int(f.value or 0) for f in store.facts([asked(product, 2018)])}

    assert (added.rows_read, added.unchanged) == (6 * 4 * 3 * 5, False)
    assert found("HS870323") == found("HS270900") == found("crude_oil") == {"CHN": 1500}
    assert found("natural_gas") == {"CHN": 3000}
    assert found("TOTAL") == {"CHN": 7500, "WLD": 22500}


def test_a_release_added_again_changes_nothing(tmp_path: Path) -> None:
    path = release(tmp_path)
    first = add("baci", path, tmp_path / "db", date(2026, 2, 1))
    before = sorted(file.name for file in (tmp_path / "db").rglob("*.parquet"))

    again = add("baci", path, tmp_path / "db", date(2026, 3, 1))

    assert again.unchanged
    assert again.rows == first.rows
    assert sorted(file.name for file in (tmp_path / "db").rglob("*.parquet")) == before


def test_a_fault_in_the_last_year_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    add("baci", release(tmp_path), tmp_path / "db", date(2026, 2, 1))
    before = Store([tmp_path / "db"]).verify()
    broken = flows(2020).replace("1.5,2\n2020,276,251", "x,2\n2020,276,251", 1)
    path = release(tmp_path, BACI_HS92_Y2020_V202601__csv=broken)

    with pytest.raises(SourceError, match=r"BACI_HS92_Y2020_V202601\.csv, line"):
        add("baci", path, tmp_path / "db", date(2026, 2, 1))

    assert Store([tmp_path / "db"]).verify() == before


_ADDING = """
import sys
from datetime import date
from pathlib import Path
import polars, duckdb
import visavis.sources.baci_years as years
years.WHOLE = (5, 4)
from visavis.refresh import add
print("ready", flush=True)
add("baci", Path(sys.argv[1]), Path(sys.argv[2]), date(2026, 2, 1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_addition_killed_at_any_moment_leaves_the_store_as_before_or_complete(
    tmp_path: Path,
) -> None:
    path, folder = release(tmp_path), tmp_path / "db"
    older = release(tmp_path, BACI_HS92_Y2021_V202601__csv=flows(2021)).rename(tmp_path / "o.zip")
    before = add("baci", older, folder, date(2026, 2, 1)).rows["facts"]
    path = release(tmp_path)
    complete = before * 6 // 7
    seconds, seen = random.Random(5), set()
    for _ in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", _ADDING, str(path), str(folder)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(seconds.uniform(0, 0.35))
            os.kill(process.pid, 9)
        (entry,) = Store([folder]).verify()
        seen.add(entry.rows)
    assert seen <= {before, complete}

    add("baci", path, folder, date(2026, 2, 1))
    add("baci", path, folder, date(2026, 2, 1))

    (entry,) = Store([folder]).verify()
    assert entry.rows == complete
    assert Store([folder]).frame(entry).height == complete


_LIMITED = (
    "import resource, signal\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_file_that_may_not_grow_is_an_error_in_words(tmp_path: Path) -> None:
    program = _LIMITED + _ADDING
    done = subprocess.run(
        [sys.executable, "-c", program, str(release(tmp_path)), str(tmp_path / "db")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"{StoreError.__name__}: {tmp_path / 'db'}: found file too large" in done.stderr
    assert Store([tmp_path / "db"]).entries() == ()
    assert not list((tmp_path / "db").rglob("*.parquet"))
