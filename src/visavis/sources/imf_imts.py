"""IMF International Trade in Goods by partner country (IMTS, once Direction of Trade Statistics).

As SDMX-CSV (both headers of the IMF's interface) or SDMX-ML. The traps: `SCALE` says millions
beside amounts in whole dollars, and must not be applied; months, quarters and years of one flow
stand together, and so do a country and the many groups it belongs to; imports may be there CIF
and FOB; and the IMF fills the gaps of states that report nothing from their partners' reports
without a word. What a silent state is said to trade is therefore nobody's book, and an estimate.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.model.tables import read_table
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.imf_codes import counterpart, economy, is_aggregate
from visavis.sources.imf_imts_xml import ATTRIBUTES, DIMENSIONS, xml_rows
from visavis.sources.pieces import extents
from visavis.sources.strict import Shape, file_bytes, files_of, read_rows, refuse_unread

__all__ = ["LAYOUTS", "load"]

_OBSERVATION = (*DIMENSIONS, "TIME_PERIOD", "OBS_VALUE", *ATTRIBUTES)
LAYOUTS = (
    Shape("IMTS as SDMX-CSV 1.0", ("DATAFLOW", *_OBSERVATION), "FREQUENCY"),
    Shape(
        "IMTS as SDMX-CSV 2.0", ("STRUCTURE[;]", "STRUCTURE_ID", "ACTION", *_OBSERVATION),
        "FREQUENCY",
    ),
    Shape(
        "IMTS as SDMX-CSV 2.0", ("STRUCTURE", "STRUCTURE_ID", "ACTION", *_OBSERVATION), "FREQUENCY"
    ),
)  # fmt: skip
_DATAFLOW = re.compile(r"IMF\.STA:IMTS\(\d+(\.\d+)*\)")

_EXPORTS, _CIF, _FOB, _BALANCE = "XG_FOB_USD", "MG_CIF_USD", "MG_FOB_USD", "TBG_USD"
_SCALES = (None, "", "0", "6")
_PERIODS = {
    "A": re.compile(r"((?:19|20)\d\d)"),
    "M": re.compile(r"((?:19|20)\d\d)-M?(0[1-9]|1[0-2])"),
}
_NUMBER = re.compile(r"\d{1,14}(?:\.\d{1,30})?(?:E\+?1?\d)?")
_LIMIT = Decimal(10) ** 14
_SMALLEST_FILE = 10_000_000
"""Dollars that the largest amount of a file exceeds, unless it is in millions after all."""


class _Row(NamedTuple):
    reporter: str
    other: str
    indicator: str
    start: date
    end: date
    value: Decimal | None
    line: int


class _Pile:
    """Rows read so far, and all that was not kept, with why."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.read = 0
        self.left_out: Counter[str] = Counter()
        self.unmatched: defaultdict[str, Decimal] = defaultdict(Decimal)


def load(path: Path, retrieved: date) -> Load:
    """Exports (FOB) and imports (CIF, else FOB) by reporter, partner, month and year, in dollars.

    Years of a flow whose twelve months are all there are left out.

    Args:
        path: A `.csv` or `.xml` answer of the IMF's interface, or a folder of them.
        retrieved: Day of retrieval, the vintage: the files state none.

    Raises:
        SourceError: Another data flow, indicator, scale, frequency or period, an amount that is
            none, or partners without an id.
    """
    files = files_of(path, ("*.csv", "*.csv.gz", "*.xml", "*.xml.gz"))
    refuse_unread(path, files, "answers as .csv or .xml alone")
    pile = _Pile()
    for file in files:
        _read(file, pile)
    volume = sum((row.value for row in pile.rows if row.value is not None), Decimal(0))
    volume += sum(pile.unmatched.values(), Decimal(0))
    share = check_unmatched(path.name, pile.unmatched, volume)
    if not pile.rows:
        raise SourceError(path.name, "no flow between two economies", "exports or imports")
    largest = max((row.value for row in pile.rows if row.value is not None), default=Decimal(0))
    if 0 < largest < _SMALLEST_FILE:
        found = f"amounts up to {largest:,} dollars, which may be millions"
        raise SourceError(path.name, found, "at least one state's total beside them")
    frame = facts(path.name, _frame(_chosen(pile)))
    return Load(
        vintage=retrieved.isoformat(),
        released=retrieved,
        tables={"facts": Table(frame, extents(frame))},
        files=tuple(sorted(file.name for file in files)),
        rows_read=pile.read,
        left_out=dict(sorted(pile.left_out.items())),
        unmatched=dict(sorted(pile.unmatched.items())),
        unmatched_share=share,
    )


def _read(file: Path, pile: _Pile) -> None:
    data = file_bytes(file)
    rows: Iterable[Mapping[str, object]]
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        rows = xml_rows(file.name, data)
    else:
        rows = _csv_rows(file.name, data)
    for number, cells in enumerate(rows, 2):
        pile.read += 1
        line = cells.get("line")
        at = line if isinstance(line, int) else number
        texts = {name: str(cell) for name, cell in cells.items() if cell not in (None, "")}
        _take(f"{file.name}, line {at}", at, texts, pile)


def _csv_rows(where: str, data: bytes) -> Iterator[Mapping[str, object]]:
    table = read_rows(where, data, LAYOUTS)
    flow = "DATAFLOW" if "DATAFLOW" in table.frame.columns else "STRUCTURE_ID"
    for cells in table.frame.iter_rows(named=True):
        if not _DATAFLOW.fullmatch(cells[flow] or ""):
            raise SourceError(f"{where}, line {cells['line']}", f"{cells[flow]}", "IMF.STA:IMTS")
        yield cells


def _take(here: str, line: int, cells: Mapping[str, str], pile: _Pile) -> None:
    """One observation into the pile, or its reason into the count."""
    indicator, frequency = cells.get("INDICATOR", ""), cells.get("FREQUENCY", "")
    if indicator == _BALANCE:
        pile.left_out["balances, the difference of two flows"] += 1
        return
    if indicator not in (_EXPORTS, _CIF, _FOB):
        raise SourceError(here, f"indicator {indicator!r}", f"{_EXPORTS}, {_CIF} or {_FOB}")
    if frequency == "Q":
        pile.left_out["quarters, sums of months"] += 1
        return
    if cells.get("SCALE") not in _SCALES:
        raise SourceError(here, f"scale {cells.get('SCALE')!r}", "0 or 6")
    days = _days(here, frequency, cells.get("TIME_PERIOD", ""))
    value = _value(here, cells.get("OBS_VALUE", ""))
    codes = cells.get("COUNTRY", ""), cells.get("COUNTERPART_COUNTRY", "")
    if any(is_aggregate(code) for code in codes) or counterpart(codes[0]) == WORLD:
        pile.left_out["groups of economies"] += 1
        return
    reporter, other = economy(codes[0]), counterpart(codes[1])
    if reporter is None or other is None:
        pile.unmatched[codes[0] if reporter is None else codes[1]] += value or Decimal(0)
    elif reporter == other:
        pile.left_out["an economy's trade with itself"] += 1
    else:
        pile.rows.append(_Row(reporter, other, indicator, *days, value, line))


def _days(here: str, frequency: str, text: str) -> tuple[date, date]:
    shape = _PERIODS.get(frequency)
    if shape is None:
        raise SourceError(here, f"frequency {frequency!r}", "A, Q or M")
    match = shape.fullmatch(text)
    if match is None:
        raise SourceError(here, f"period {text!r}", "a year, or a month as 2023-M05")
    year = int(match[1])
    if frequency == "A":
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match[2])
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _value(here: str, text: str) -> Decimal | None:
    if text in ("", "NaN"):
        return None
    if not _NUMBER.fullmatch(text) or not Decimal(text) < _LIMIT:
        raise SourceError(here, f"value {text[:40]!r}", "an amount in dollars, or nothing")
    return Decimal(text).quantize(Decimal("0.001"))


def _chosen(pile: _Pile) -> list[_Row]:
    """One row for each flow, book and period, and no year beside its twelve months."""
    held: dict[tuple[str, str, str, date, date], _Row] = {}
    cif = {_cell(row) for row in pile.rows if row.indicator == _CIF and row.value is not None}
    for row in pile.rows:
        key = _cell(row)
        if row.indicator == _FOB and key in cif:
            pile.left_out["imports FOB, given CIF as well"] += 1
        elif row.indicator == _CIF and row.value is None and key in held:
            pile.left_out["imports CIF without a value, given FOB"] += 1
        elif key not in held or held[key].value is None:
            held[key] = row
        elif row.value is not None and held[key].value == row.value:
            pile.left_out["the same again"] += 1
        elif row.value is not None and _is_estimate(row):
            pile.left_out["estimates of a flow between two silent states, beside another"] += 1
        elif row.value is not None:
            raise SourceError(
                f"line {row.line}", f"a second value for {key[0]} to {key[1]}", "one for each"
            )
    months = Counter(
        (*key[:3], key[3].year)
        for key, row in held.items()
        if row.start.month == row.end.month and row.value is not None
    )
    kept = []
    for key, row in held.items():
        if row.start.month != row.end.month and months[*key[:3], key[3].year] == len(_MONTHS):
            pile.left_out["years whose months are all given"] += 1
        else:
            kept.append(row)
    return kept


_MONTHS = range(12)


def _cell(row: _Row) -> tuple[str, str, str, date, date]:
    """Exporter, importer, book, first and last day."""
    exports = row.indicator == _EXPORTS
    exporter, importer = (row.reporter, row.other) if exports else (row.other, row.reporter)
    book = "publisher" if _is_estimate(row) else "exporter" if exports else "importer"
    return exporter, importer, book, row.start, row.end


def _is_estimate(row: _Row) -> bool:
    """Whether the reporter published no trade in the period, so that the IMF estimated it."""
    return any(
        start <= row.end and row.start <= end for start, end in _silences().get(row.reporter, ())
    )


@cache
def _silences() -> dict[str, list[tuple[date, date]]]:
    found: dict[str, list[tuple[date, date]]] = {}
    for each in read_table("non_reporters.csv"):
        end = date.fromisoformat(each["end"] or "9999-12-31")
        found.setdefault(each["state"], []).append((date.fromisoformat(each["start"]), end))
    return found


def _frame(rows: list[_Row]) -> pl.DataFrame:
    columns = ("subject", "partner", "book", "start", "end", "value", "valuation", "status",
               "origin_row")  # fmt: skip
    kinds = (pl.String, pl.String, pl.String, pl.Date, pl.Date, AMOUNT, pl.String, pl.String,
             pl.Int32)  # fmt: skip
    return pl.DataFrame(
        [(*_cell(row), row.value, _valuation(row), _status(row), row.line) for row in rows],
        schema=dict(zip(columns, kinds, strict=True)),
        orient="row",
    ).with_columns(
        relation=pl.lit("goods_flow"), product=pl.lit("TOTAL"), unit=pl.lit("USD")
    )  # fmt: skip


def _valuation(row: _Row) -> str:
    return "CIF" if row.indicator == _CIF else "FOB"


def _status(row: _Row) -> str:
    if row.value is None:
        return "not_reported"
    if _is_estimate(row):
        return "estimated"
    return "reported" if row.value else "true_zero"
