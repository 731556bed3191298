"""UN Comtrade's API: totals of one reporter by partner, a year and a direction at a time.

Without a key the public preview answers with 500 rows at most, and says nothing where it stops;
a question is therefore so small that it stays below, and an answer that is full is refused. With
a key the full API takes twelve years at once.
"""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

from visavis.errors import SourceError, UsageError
from visavis.model.states import state
from visavis.sources.getting import Asked, Following, Request

__all__ = ["following", "requests"]

_HOST = "https://comtradeapi.un.org"
_PREVIEW, _FULL = "/public/v1/preview/C/A/HS", "/data/v1/get/C/A/HS"
_CAPS = {_PREVIEW: 500, _FULL: 100_000}
"""Rows at which an answer may have been cut."""
_KEY_HEADER = "Ocp-Apim-Subscription-Key"
_AT_ONCE = 12
_WHOLE = {
    "cmdCode": "TOTAL", "partner2Code": "0", "customsCode": "C00", "motCode": "0",
    "includeDesc": "true",
}  # fmt: skip
"""Each flow once: not split by second partner, customs procedure or transport."""


def requests(asked: Asked) -> tuple[Request, ...]:
    """Exports and imports of each reporter with every partner, by year.

    Raises:
        UsageError: No reporter or no years, or a reporter that Comtrade does not know.
    """
    if not asked.reporters or asked.years is None:
        missing = "--reporter" if not asked.reporters else "--years"
        expected = "a reporter and years, as --reporter RUS --years 2019..2021"
        raise UsageError("get comtrade", f"no {missing}", expected)
    return tuple(
        _request(reporter, years, flow, asked.key)
        for reporter in asked.reporters
        for years in _spans(asked.years, _AT_ONCE if asked.key else 1)
        for flow in ("X", "M")
    )


def following(request: Request, content: bytes) -> Following:
    """Smaller questions where an answer is full; nothing where it is whole.

    Raises:
        SourceError: It has no rows part, reports an error, or is full and cannot be made smaller.
    """
    try:
        body = json.loads(content)
    except ValueError as error:
        raise SourceError(request.file, "JSON that is not whole", "an answer") from error
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        said = str(body.get("error") or body.get("message") or "") if isinstance(body, dict) else ""
        raise SourceError(request.file, said[:200] or "no rows part", "an answer with its rows")
    at = urlsplit(request.url)
    cap = _CAPS[at.path]
    if len(body["data"]) < cap:
        return Following()
    asked = parse_qs(at.query)
    years = asked["period"][0].split(",")
    if len(years) == 1:
        found = f"{len(body['data']):,} rows, the most that one answer can have"
        key = "fewer rows: set COMTRADE_API_KEY, which raises the limit to 100,000"
        raise SourceError(request.file, found, key)
    code, flow = asked["reporterCode"][0], asked["flowCode"][0]
    iso = request.file.split("_")[1]
    key = dict(request.headers).get(_KEY_HEADER, "")
    parts = tuple(_asking(code, iso, (int(year), int(year)), flow, key) for year in years)
    return Following(keep=False, requests=parts)


def _request(reporter: str, years: tuple[int, int], flow: str, key: str) -> Request:
    code = state(reporter).comtrade
    if not code:
        raise UsageError("--reporter", reporter, "a state that reports to UN Comtrade")
    return _asking(code, reporter, years, flow, key)


def _asking(code: str, reporter: str, years: tuple[int, int], flow: str, key: str) -> Request:
    first, last = years
    path = _FULL if key else _PREVIEW
    words = {
        "reporterCode": code,
        "period": ",".join(str(year) for year in range(first, last + 1)),
        "flowCode": flow,
        **_WHOLE,
        "maxRecords": str(_CAPS[path]),
    }
    span = f"{first}" if first == last else f"{first}-{last}"
    return Request(
        url=f"{_HOST}{path}?{urlencode(words, safe=',')}",
        file=f"comtrade_{reporter}_{flow}_{span}.json",
        kind="json",
        headers=((_KEY_HEADER, key),) if key else (),
    )


def _spans(years: tuple[int, int], most: int) -> Iterator[tuple[int, int]]:
    first, last = years
    for start in range(first, last + 1, most):
        yield start, min(start + most - 1, last)
