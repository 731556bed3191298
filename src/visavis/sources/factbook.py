"""Main trading partners of each state with their shares, as the World Factbook prints them.

A line reads `China 33%, India 17%, Turkey 8% (2023)`: whole per cents of the state's exports or
imports, partners below the fifth left out. The traps: a name may hold a comma or "and"
("Bosnia and Herzegovina"), and a share of `<1%` has no value that could be kept.
"""

import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.sources.base import Load, Refused, Table
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.labels import state_of
from visavis.sources.strict import decoded, file_bytes, files_of

__all__ = ["load"]

_LAST_DAY = date(2026, 2, 4)
"""The day on which the agency withdrew the Factbook: whatever it printed was known by then."""

_KEYS = {"country", "file", "text", "repo", "commit", "licence", "flow", "shares", "year"}
_SHARE = re.compile(r"\s*(?P<name>[^%]+?)\s+(?P<below><)?(?P<share>\d+(?:\.\d+)?)%,?")
_FLOWS = {"exports": "published_share_exports", "imports": "published_share_imports"}
_Row = tuple[str, str, str, date, date, Decimal, int]


def load(path: Path, retrieved: date) -> Load:
    """Shares of partners in a state's exports and imports, in per cent, by year of the figures.

    Args:
        path: A file with one JSON object a line, or a folder with `*partner_shares*.jsonl`.
        retrieved: Day of retrieval, the vintage: the Factbook is renewed without a number. It was
            withdrawn on 4 February 2026, so what was fetched later was known by that day.

    Raises:
        SourceError: A line that is no JSON object of the known keys, or an unknown flow.
    """
    files = files_of(path, ("*partner_shares*.jsonl",))
    rows: list[_Row] = []
    refused: list[Refused] = []
    unmatched: dict[str, Decimal] = {}
    read = 0
    for file in files:
        text = decoded(file.name, file_bytes(file))
        for number, line in enumerate(text.splitlines(), start=1):
            entry = _entry(f"{file.name}, line {number}", line)
            read += 1
            owner = _owner(entry)
            if owner is None:
                refused.append(Refused(file.name, number, f"no state named {entry['country']!r}"))
                continue
            found, bad = _shares(file.name, number, entry, owner, unmatched)
            rows += found
            refused += bad
    frame = _frame(rows)
    return Load(
        vintage=retrieved.isoformat(),
        released=min(retrieved, _LAST_DAY),
        tables={"facts": Table(facts(path.name, frame), _extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=read,
        refused=tuple(refused),
        unmatched=unmatched,
    )


def _owner(entry: dict[str, object]) -> str | None:
    """The state of a page, by its name, or by its file where the page has no short name."""
    by_name = state_of("factbook", unescape(str(entry["country"])))
    return by_name or state_of("factbook", str(entry["file"]))


def _entry(where: str, line: str) -> dict[str, object]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceError(where, f"no JSON ({error.msg})", "one JSON object a line") from error
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        found = ", ".join(sorted(set(entry) ^ _KEYS)) if isinstance(entry, dict) else "no object"
        raise SourceError(where, f"other keys ({found})", f"the keys {', '.join(sorted(_KEYS))}")
    if entry["flow"] not in _FLOWS:
        raise SourceError(where, f"flow {entry['flow']!r}", "exports or imports")
    return entry


def _shares(
    file: str, number: int, entry: dict[str, object], owner: str, unmatched: dict[str, Decimal]
) -> tuple[list[_Row], list[Refused]]:
    year = int(str(entry["year"]))
    rows: dict[str, _Row] = {}
    refused = []
    for match in _SHARE.finditer(unescape(str(entry["text"]))):
        name, share = match["name"].removeprefix(",").strip(), Decimal(match["share"])
        partner = state_of("factbook", name)
        if match["below"]:
            refused.append(Refused(file, number, f"{name}: below {share} %, without a value"))
        elif partner is None:
            unmatched[name] = unmatched.get(name, Decimal(0)) + share
            refused.append(Refused(file, number, f"no state named {name!r}"))
        elif partner in rows or partner == owner:
            refused.append(Refused(file, number, f"{name} stands twice"))
        else:
            days = (date(year, 1, 1), date(year, 12, 31))
            rows[partner] = (_FLOWS[str(entry["flow"])], owner, partner, *days, share, number)
    return list(rows.values()), refused


def _frame(rows: list[_Row]) -> pl.DataFrame:
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "relation": pl.String, "subject": pl.String, "partner": pl.String, "start": pl.Date,
        "end": pl.Date, "value": AMOUNT, "origin_row": pl.Int32,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        book=pl.lit("publisher"),
        product=pl.lit("TOTAL"),
        unit=pl.lit("pct"),
        valuation=pl.lit(""),
        status=pl.lit("reported"),
    )


def _extents(frame: pl.DataFrame) -> tuple[Extent, ...]:
    """One extent for each flow and year: only the main partners are printed."""
    extents = []
    for (relation, start, end), block in frame.group_by("relation", "start", "end"):
        if isinstance(start, date) and isinstance(end, date):
            owners = tuple(sorted(set(block["subject"])))
            extents.append(
                Extent(
                    relation=str(relation),
                    book="publisher",
                    subjects=owners,
                    partners=None,
                    products=("TOTAL",),
                    start=start,
                    end=end,
                    frequency="year",
                    absent_means="unknown",
                )
            )
    return tuple(sorted(extents, key=lambda each: (each.relation, each.start)))
