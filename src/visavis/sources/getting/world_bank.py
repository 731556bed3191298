"""The World Bank's API: four indicators of every state and year, in pages of 20,000 rows."""

import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from visavis.errors import SourceError
from visavis.sources.getting import Asked, Following, Request

__all__ = ["INDICATORS", "following", "requests"]

INDICATORS = ("NY.GDP.MKTP.CD", "SP.POP.TOTL", "TM.VAL.MRCH.CD.WT", "TX.VAL.MRCH.CD.WT")
_PAGE = 20_000
_ADDRESS = "https://api.worldbank.org/v2/country/all/indicator"


def requests(asked: Asked) -> tuple[Request, ...]:
    """The first page of each indicator."""
    return tuple(_request(each, asked.years, 1) for each in INDICATORS)


def following(request: Request, content: bytes) -> Following:
    """The next page, where there is one.

    Raises:
        SourceError: The answer has no page numbers, or is a message.
    """
    try:
        body: Any = json.loads(content)
    except ValueError as error:
        raise SourceError(request.file, "JSON that is not whole", "an answer") from error
    head = body[0] if isinstance(body, list) and body and isinstance(body[0], dict) else {}
    page, pages = head.get("page"), head.get("pages")
    if not isinstance(page, int) or not isinstance(pages, int):
        raise SourceError(request.file, _message(head), "a page of the World Bank's API")
    if page >= pages:
        return Following()
    asked = parse_qs(urlsplit(request.url).query)
    years = tuple(int(year) for year in asked["date"][0].split(":")) if "date" in asked else None
    indicator = urlsplit(request.url).path.rpartition("/")[2]
    span = (years[0], years[-1]) if years else None
    return Following(requests=(_request(indicator, span, page + 1),))


def _request(indicator: str, years: tuple[int, int] | None, page: int) -> Request:
    words = {"format": "json", "per_page": str(_PAGE), "page": str(page)}
    if years is not None:
        words["date"] = f"{years[0]}:{years[1]}"
    url = f"{_ADDRESS}/{indicator}?{urlencode(words, safe=':')}"
    return Request(url=url, file=f"{indicator}_{page}.json", kind="json")


def _message(head: dict[str, Any]) -> str:
    """What the API says in place of rows."""
    said = head.get("message")
    first = said[0] if isinstance(said, list) and said and isinstance(said[0], dict) else {}
    words = str(first.get("value") or "no page numbers")
    return " ".join(words.split())[:200].rstrip(".")
