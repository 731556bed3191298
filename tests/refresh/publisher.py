"""A publisher on this machine: a real HTTP server with the answers and the faults of real ones."""

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from visavis.sources.comtrade_layouts import LAYOUTS


@dataclass
class Answer:
    """What is sent for one request."""

    body: bytes = b""
    kind: str = "application/octet-stream"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = '"one"'
    cut_after: int | None = None
    """Bytes after which the connection is closed, whatever length was announced."""
    length: int | None = None
    """A length announced in place of the true one; -1: none is announced."""
    chunked: bool = False
    slowly: float = 0.0
    """Seconds between blocks of 2,000 bytes."""
    ranges: bool = True


@dataclass
class Asked:
    """What the server was asked."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float


Route = Callable[[Asked], Answer]


@dataclass
class Publisher:
    """Answers by path; several answers of one path are given in turn, the last for ever."""

    url: str = ""
    routes: dict[str, list[Answer] | Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        route = self.routes.get(asked.path)
        if route is None:
            return Answer(b"<html>not here</html>", "text/html", 404)
        if callable(route):
            return route(asked)
        return route.pop(0) if len(route) > 1 else route[0]

    def times(self, path: str) -> int:
        return sum(each.path == path for each in self.asked)


class _Handler(BaseHTTPRequestHandler):
    publisher: Publisher
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        at = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(at.query).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(at.path, query, headers, time.monotonic())
        try:
            self._send(self.publisher.answer(asked), headers)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, answer: Answer, headers: dict[str, str]) -> None:
        start, body = self._part(answer, headers)
        self.send_response(206 if start else answer.status)
        self.send_header("Content-Type", answer.kind)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if start:
            whole = len(answer.body)
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        if answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif answer.length != -1:
            length = answer.length if answer.length is not None else len(body)
            self.send_header("Content-Length", str(length))
        if answer.length is not None or answer.cut_after is not None:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if answer.cut_after is not None:
            body = body[: answer.cut_after]
        step = 2000 if answer.slowly or answer.chunked else max(1, len(body))
        for first in range(0, len(body), step):
            block = body[first : first + step]
            self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block) if answer.chunked else block)
            time.sleep(answer.slowly)
        if answer.chunked and answer.cut_after is None:
            self.wfile.write(b"0\r\n\r\n")

    def _part(self, answer: Answer, headers: dict[str, str]) -> tuple[int, bytes]:
        asked = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
        same = headers.get("if-range", answer.etag) == answer.etag
        if not asked or not same or not answer.ranges or answer.status != 200:
            return 0, answer.body
        return int(asked[1]), answer.body[int(asked[1]) :]

    def log_message(self, *words: object) -> None:
        """Says nothing."""


@contextmanager
def publisher():
    """A server on a free port of this machine, until the block ends."""
    found = Publisher()
    handler = type("Handler", (_Handler,), {"publisher": found})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


PREVIEW, FULL = "/public/v1/preview/C/A/HS", "/data/v1/get/C/A/HS"
_ROW = {
    "typeCode": "C", "freqCode": "A", "refMonth": 52, "partner2Code": 0, "mosCode": "0",
    "classificationCode": "H6", "customsCode": "C00", "motCode": 0, "cmdCode": "TOTAL",
    "isAggregate": True, "isReported": False, "qty": 0, "netWgt": None,
}  # fmt: skip


def comtrade_row(reporter: int, flow: str, partner: int, year: int, value: float) -> dict:
    """A row of the API in all its fields."""
    own = {
        "reporterCode": reporter, "flowCode": flow, "partnerCode": partner, "period": str(year),
        "refYear": year, "refPeriodId": year * 10000 + 101, "primaryValue": value,
        "fobvalue": value if flow == "X" else None, "cifvalue": value if flow == "M" else None,
    }  # fmt: skip
    return dict.fromkeys(LAYOUTS[0].header) | _ROW | own


def comtrade_answer(rows: list[dict], **changes: object) -> Answer:
    body = {"elapsedTime": "0.05 secs", "count": len(rows), "data": rows, "error": ""} | changes
    return Answer(json.dumps(body).encode(), "application/json; charset=utf-8")


def comtrade(asked: Asked) -> Answer:
    """Two partners and their sum for each year and flow asked for."""
    years = [int(year) for year in asked.query["period"].split(",")]
    reporter = int(asked.query["reporterCode"])
    rows = [
        comtrade_row(reporter, asked.query["flowCode"], partner, year, value + year)
        for year in years
        for partner, value in ((0, 2 * 10**6 + year), (800, 10**6), (834, 10**6))
    ]
    return comtrade_answer(rows)


def world_bank(indicator: str, values: dict[str, dict[str, float | None]], pages: int = 1):
    """Answers of the World Bank's API: `{"CHN": {"2020": 14.7e12}}`, in so many pages."""
    rows = [
        {
            "indicator": {"id": indicator, "value": "words"},
            "country": {"id": code[:2], "value": code},
            "countryiso3code": code if len(code) == 3 else "",
            "date": year, "value": value, "unit": "", "obs_status": "", "decimal": 0,
        }
        for code, years in values.items()
        for year, value in years.items()
    ]  # fmt: skip
    each = -(-len(rows) // pages)

    def route(asked: Asked) -> Answer:
        page = int(asked.query["page"])
        head = {
            "page": page, "pages": pages, "per_page": each, "total": len(rows), "sourceid": "2",
            "lastupdated": "2026-10-07",
        }  # fmt: skip
        body = [head, rows[(page - 1) * each : page * each]]
        return Answer(json.dumps(body).encode(), "application/json", etag="")

    return route


def http_date(seconds_from_now: float) -> str:
    return formatdate(time.time() + seconds_from_now, usegmt=True)
