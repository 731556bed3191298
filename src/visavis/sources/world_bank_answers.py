"""Answers of the World Bank's API, as `data get` keeps them: one indicator a file, in pages.

The traps: an answer in error has status 200 and a message in place of rows; aggregates stand among
the states, some of them without a code of three letters; a year without a value has a row that
says null; and a page that is missing would leave out every state from some letter on.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.model.states import is_state
from visavis.sources.answers_json import exact_json
from visavis.sources.base import Load, Table
from visavis.sources.frames import amount, facts, refuse, year_bounds
from visavis.sources.strict import file_bytes, files_of, refuse_unread
from visavis.sources.world_bank_extents import AGGREGATES, extents

__all__ = ["holds_answers", "load_answers"]

_HEAD = {"page", "pages", "per_page", "total", "sourceid", "lastupdated"}
_ROW = {
    "indicator", "country", "countryiso3code", "date", "value", "unit", "obs_status", "decimal",
}  # fmt: skip
_NO_CODE = frozenset({
    "1A", "1W", "4E", "7E", "8S", "B8", "EU", "F1", "JG", "OE", "S1", "S2", "S3", "S4", "T2",
    "T3", "T4", "T5", "T6", "T7", "V1", "V2", "V3", "V4", "XC", "XD", "XE", "XF", "XG", "XH",
    "XI", "XJ", "XL", "XM", "XN", "XO", "XP", "XQ", "XT", "XU", "XY", "Z4", "Z7", "ZF", "ZG",
    "ZH", "ZI", "ZJ", "ZQ", "ZT",
})  # fmt: skip
"""Codes of two letters of aggregates, for rows whose code of three letters is empty."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What an indicator is in the store; flows stand in the state's own book, with the world."""

    relation: str
    unit: str
    book: str = "publisher"
    valuation: str = ""


_KINDS = {
    "NY.GDP.MKTP.CD": _Kind("gdp", "USD"),
    "SP.POP.TOTL": _Kind("population", "persons"),
    "TX.VAL.MRCH.CD.WT": _Kind("goods_flow", "USD", "exporter", "FOB"),
    "TM.VAL.MRCH.CD.WT": _Kind("goods_flow", "USD", "importer", "CIF"),
}


def holds_answers(path: Path) -> bool:
    """Whether a file or folder is one of answers in JSON."""
    return path.suffix.lower() == ".json" or (path.is_dir() and any(path.rglob("*.json")))


def load_answers(path: Path, retrieved: date) -> Load:
    """GDP, merchandise totals (current USD) and population of states, by year.

    Args:
        path: A file or folder of the API's answers, all pages of each indicator.
        retrieved: Day of retrieval: the day from which the release is known here. Its label is
            the day of the publisher's last update, which the answers state.

    Raises:
        SourceError: A message in place of rows, other fields, a page that is missing, an indicator
            that is not asked for, an unknown code, or a value that is no amount.
    """
    files = files_of(path, ("*.json",))
    refuse_unread(path, files, "files .json alone")
    pages = [_page(file.name, file) for file in files]
    _refuse_missing(path.name, pages)
    rows = pl.concat([each.rows for each in pages])
    aggregates = pl.col("code").is_in(list(AGGREGATES)) | (
        (pl.col("code") == "") & pl.col("short").is_in(list(_NO_CODE))
    )
    states = rows.filter(~aggregates)
    unknown = sorted({code or short for code, short in states.select("code", "short").iter_rows()
                      if not is_state(code)})  # fmt: skip
    if unknown:
        raise SourceError(path.name, f"codes {', '.join(unknown)}", "ISO 3166 alpha-3 codes")
    valued = states.filter(pl.col("written").is_not_null())
    if valued.is_empty():
        raise SourceError(path.name, "no value of any state", "rows with values")
    frame = facts(path.name, pl.concat([_facts(*part) for part in _by_kind(valued)]))
    digest = hashlib.sha256(b"".join(sorted(file_bytes(file) for file in files))).hexdigest()
    updated = max(each.updated for each in pages)
    left_out = {
        "regions and income groups": rows.height - states.height,
        "years without a value": states.height - valued.height,
    }
    return Load(
        vintage=f"{updated}+{digest[:8]}",
        released=retrieved,
        tables={"facts": Table(frame, extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=rows.height,
        left_out={reason: count for reason, count in left_out.items() if count},
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """One answer."""

    file: str
    indicator: str
    page: int
    pages: int
    total: int
    updated: str
    rows: pl.DataFrame


def _page(where: str, path: Path) -> _Page:
    body = exact_json(where, path)
    parts = body if isinstance(body, list) else []
    head = parts[0] if parts and isinstance(parts[0], dict) else {}
    if len(parts) != 2 or not isinstance(parts[1], list):
        said = " ".join(str(head.get("message", "no rows part")).split())
        raise SourceError(where, said[:200], "[page numbers, rows] of the World Bank's API")
    _refuse_fields(where, head, _HEAD)
    rows = [_row(f"{where}, row {n}", each) for n, each in enumerate(parts[1], start=1)]
    indicators = sorted({row[0] for row in rows})
    if len(indicators) != 1 or indicators[0] not in _KINDS:
        found = f"indicator {', '.join(indicators[:5]) or 'none'}"
        raise SourceError(where, found, f"one of {', '.join(_KINDS)}")
    names = ("indicator", "short", "code", "year", "written")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    frame = frame.with_columns(
        file=pl.lit(where), line=pl.Series(range(1, len(rows) + 1), dtype=pl.Int32)
    )
    page, pages, total = (_number(where, name, head[name]) for name in ("page", "pages", "total"))
    updated = str(head["lastupdated"])
    try:
        date.fromisoformat(updated)
    except ValueError:
        raise SourceError(where, f"lastupdated {updated[:40]!r}", "a day") from None
    return _Page(where, indicators[0], page, pages, total, updated, frame)


def _row(where: str, row: Any) -> tuple[str, str, str, str, str | None]:
    """(indicator, code of two letters, code of three, year, value as written)."""
    if not isinstance(row, dict):
        raise SourceError(where, f"{str(row)[:40]!r}", "an object with fields")
    _refuse_fields(where, row, _ROW)
    inner = [row["indicator"], row["country"]]
    if not all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in inner):
        raise SourceError(where, "an indicator or country without id", "both with id and value")
    cells = row["countryiso3code"], row["date"], row["value"]
    code, year, value = (cell if isinstance(cell, str) or cell is None else repr(cell)
                         for cell in cells)  # fmt: skip
    return inner[0]["id"], inner[1]["id"], code or "", year or "", value


def _refuse_fields(where: str, found: Mapping[str, Any], known: set[str]) -> None:
    unknown, missing = sorted(set(found) - known), sorted(known - set(found))
    if unknown or missing:
        parts = [f"unknown fields {', '.join(unknown[:5])}"] if unknown else []
        parts += [f"no field {', '.join(missing[:5])}"] if missing else []
        raise SourceError(where, " and ".join(parts)[:200], f"the {len(known)} fields of the API")


def _number(where: str, name: str, value: Any) -> int:
    if not isinstance(value, str) or not value.isdigit():
        raise SourceError(where, f"{name} {str(value)[:40]!r}", "a number")
    return int(value)


def _refuse_missing(where: str, pages: list[_Page]) -> None:
    """Stop where the pages of an indicator are not all there, once each."""
    for indicator in sorted({each.indicator for each in pages}):
        own = [each for each in pages if each.indicator == indicator]
        found = sorted(each.page for each in own)
        rows = sum(each.rows.height for each in own)
        if found != list(range(1, own[0].pages + 1)) or len({each.total for each in own}) > 1:
            have = f"pages {', '.join(map(str, found))} of {indicator}"
            raise SourceError(where, have, f"pages 1 to {own[0].pages}, of one day")
        if rows != own[0].total:
            raise SourceError(where, f"{rows:,} rows of {indicator}", f"{own[0].total:,} as stated")


def _by_kind(rows: pl.DataFrame) -> list[tuple[_Kind, pl.DataFrame]]:
    return [(kind, rows.filter(pl.col("indicator") == name)) for name, kind in _KINDS.items()]


def _facts(kind: _Kind, rows: pl.DataFrame) -> pl.DataFrame:
    for file, block in rows.group_by("file", maintain_order=True):
        wrong_year = ~pl.col("year").str.contains(r"^(19|20)[0-9]{2}$")
        refuse(str(file[0]), block.filter(wrong_year), "year", "a year, as 2020")
        value = amount("written")
        wrong = value.is_null() | (value < 0)
        refuse(str(file[0]), block.filter(wrong), "written", "an amount")
    flow = kind.relation == "goods_flow"
    own, other = pl.col("code"), pl.lit(WORLD if flow else "")
    is_import = kind.book == "importer"
    return rows.select(
        *year_bounds("year"),
        amount("written"),
        relation=pl.lit(kind.relation),
        subject=other if is_import else own,
        partner=own if is_import else other,
        product=pl.lit("TOTAL" if flow else ""),
        unit=pl.lit(kind.unit),
        valuation=pl.lit(kind.valuation),
        origin_row=pl.col("line"),
        book=pl.lit(kind.book),
        status=pl.lit("reported"),
    )
