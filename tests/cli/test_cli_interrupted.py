"""A real process that is interrupted: one line, status 130, and the data as they were."""

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from visavis.model.states import all_states

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a single process")

SAID = "visavis: interrupted\n"


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "visavis", *words], text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def interrupted(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def contents(folder: Path) -> dict[str, bytes]:
    found = [each for each in sorted(folder.rglob("*")) if each.is_file()]
    return {str(each.relative_to(folder)): each.read_bytes() for each in found}


@pytest.fixture
def silent_server() -> Iterator[tuple[str, threading.Event]]:
    """A publisher that takes a request and never answers; the event says that it came."""
    asked, over = threading.Event(), threading.Event()

    class Silent(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.set()
            over.wait(60)

        def log_message(self, *words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_check_that_waits_for_its_text(tmp_path: Path):
    path = tmp_path / "text.md"
    os.mkfifo(path)
    # A pipe opens for writing once the other side reads from it.
    with started("check", str(path)) as process, path.open("wb"):
        assert interrupted(process) == (130, "", SAID)


def test_a_fetch_that_waits_for_its_publisher(
    own_folder: Path, silent_server: tuple[str, threading.Event]
):
    url, asked = silent_server
    with started("data", "get", "world_bank", "--mirror", url) as process:
        assert asked.wait(60), process.communicate()
        assert interrupted(process) == (130, "", SAID)
    assert not list(own_folder.rglob("*.parquet"))


def test_an_addition_in_the_middle_of_its_parts(own_folder: Path, tmp_path: Path):
    packed = tmp_path / "BACI_HS92_V202601.zip"
    _write_baci(packed, years=12)
    before = contents(own_folder)
    with started("data", "add", "baci", str(packed)) as process:
        deadline = time.monotonic() + 60
        while not list((own_folder / ".writing").glob("*.parquet")):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.002)
        assert interrupted(process) == (130, "", SAID)
    after = contents(own_folder)
    after.pop("write.lock", None)
    before.pop("write.lock", None)
    assert after == before


def _write_baci(path: Path, years: int) -> None:
    """Yearly files of a whole release: every state sells every fiftieth product to China."""
    sellers = [each for each in all_states() if each.kind == "state" and each.comtrade]
    products = [f"{number:06d}" for number in range(10_000, 16_000)]
    with zipfile.ZipFile(path, "w") as packed:
        lines = [f"{each.comtrade},{each.name},{each.iso_a2},{each.id}" for each in sellers]
        head = "country_code,country_name,country_iso2,country_iso3"
        packed.writestr("country_codes_V202601.csv", "\n".join([head, *lines]) + "\n")
        lines = ["code,description", *(f'{each},"Goods"' for each in products)]
        packed.writestr("product_codes_HS92_V202601.csv", "\n".join(lines) + "\n")
        for year in range(2000, 2000 + years):
            flows = [
                f"{year},{seller.comtrade},156,{code},1.5,2.5"
                for number, seller in enumerate(sellers)
                if seller.id != "CHN"
                for code in products[number % 50 :: 50]
            ]
            content = "\n".join(["t,i,j,k,v,q", *flows]) + "\n"
            packed.writestr(f"BACI_HS92_Y{year}_V202601.csv", content)
