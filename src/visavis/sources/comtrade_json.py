"""Answers of UN Comtrade's API, as `data get` keeps them, in the shape of its web download.

The fields are those of the web download in any order, inside `{"count": .., "data": [..]}`. The
trap is the count: an answer of exactly as many rows as one answer may have was cut in silence.
"""

from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.sources.answers_json import exact_json
from visavis.sources.comtrade_layouts import V1
from visavis.sources.strict import Rows

__all__ = ["json_rows"]

_PREVIEW_CAP = 500
_SPELLINGS = {
    "isnetWgtEstimated": "isNetWgtEstimated", "isgrossWgtEstimated": "isGrossWgtEstimated",
}  # fmt: skip
"""Fields that the API has written in two ways; their values are not used."""
_FIELDS = {"count", "data", "elapsedTime", "error"}


def json_rows(where: str, path: Path) -> Rows:
    """The rows of one answer as text; none where the reporter has published nothing.

    Raises:
        SourceError: It is no answer of the API, reports an error, has other fields, a count that
            is not its own, or as many rows as the preview cuts at.
    """
    body = exact_json(where, path)
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        raise SourceError(where, "no rows part", 'an answer {"count": .., "data": [..]}')
    unknown = sorted(set(body) - _FIELDS)
    if unknown:
        raise SourceError(where, f"unknown fields {', '.join(unknown)[:100]}", "count and data")
    if body.get("error"):
        raise SourceError(where, f"the message {str(body['error'])[:200]!r}", "rows")
    data = body["data"]
    if body.get("count") is not None and str(body["count"]) != str(len(data)):
        raise SourceError(where, f"{len(data)} rows under a count of {body['count']}", "as many")
    if len(data) == _PREVIEW_CAP:
        found = "500 rows, at which the preview cuts without a word"
        raise SourceError(where, found, "an answer to a smaller question")
    rows = [_row(f"{where}, row {number}", each) for number, each in enumerate(data, start=1)]
    frame = pl.DataFrame(
        rows, schema=dict.fromkeys(V1.header, pl.String), orient="row"
    )  # fmt: skip
    numbers = pl.Series("line", range(1, len(rows) + 1), dtype=pl.UInt32)
    return Rows(where, V1, frame.insert_column(0, numbers))


def _row(where: str, row: object) -> list[str | None]:
    """One row in the order of the web download."""
    if not isinstance(row, dict):
        raise SourceError(where, f"{str(row)[:40]!r}", "an object with fields")
    named: dict[str, object] = {
        _SPELLINGS.get(str(name), str(name)): value for name, value in row.items()
    }
    unknown = sorted(set(named) - set(V1.header))
    missing = sorted(set(V1.header) - set(named))
    if unknown or missing or len(named) < len(row):
        parts = [f"unknown fields {', '.join(unknown[:5])}"] if unknown else []
        parts += [f"no field {', '.join(missing[:5])}"] if missing else []
        found = " and ".join(parts) or "one field in two spellings"
        raise SourceError(where, found, f"the {len(V1.header)} fields of UN Comtrade")
    return [_text(where, name, named[name]) for name in V1.header]


def _text(where: str, name: str, value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    raise SourceError(where, f"{name} {str(value)[:40]!r}", "a text or a number")
