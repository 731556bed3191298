"""IMF Direct Investment Positions: the stock of direct investment between two economies, two books.

The trap is the two books that look like one. A row `O` is what the economy itself reported; a row
`SCC` under its name is what its *counterpart* reported, turned round. China's stock in Russia at
the end of 2021 is 10.6 billion dollars by China's report and 3.3 billion by Russia's. Both are
kept, each in the book of who reported it: investor's or host's. A derived world total adds up
those counterparts alone that report, and is left out.

The second trap is the scale. Files of one header say it in a column, and where that is empty the
number is in whole dollars or in nobody knows what; files of the other do not say it at all, and a
few series in whole dollars stand among the millions. Such rows are refused, each by its line.

Source: IMF, Direct Investment Positions by Counterpart Economy (formerly CDIS), IMF.STA:DIP.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import WORLD
from visavis.sources.base import Load, Refused, Table, check_unmatched
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.imf_codes import WORLD_CODE, counterpart, economy, is_aggregate
from visavis.sources.strict import Shape, file_bytes, files_of, read_rows, refuse_unread

__all__ = ["LAYOUTS", "RELATION", "load"]

RELATION = "fdi_stock"
"""Subject: the investor; partner: the host. `WLD` for all counterparts."""

_COLUMNS = (
    "COUNTRY.ID", "COUNTRY", "DV_TYPE.ID", "DV_TYPE", "INDICATOR.ID", "INDICATOR",
    "COUNTERPART_COUNTRY.ID", "COUNTERPART_COUNTRY", "FREQUENCY.ID", "FREQUENCY", "TIME_PERIOD",
    "OBS_VALUE",
)  # fmt: skip
LAYOUTS = (
    Shape("positions without a scale", _COLUMNS, "FREQUENCY.ID"),
    Shape("positions with a scale", (*_COLUMNS, "SCALE.ID", "SCALE"), "FREQUENCY.ID"),
)

_OUTWARD, _INWARD = "OTWD_D_NETAL_FALL_ALL", "INWD_D_NETLA_FALL_ALL"
_REPORTED, _DERIVED = "O", "SCC"
_SCALE = "6"
_MILLION = Decimal(1_000_000)
_THOUSANDTH = Decimal("0.001")
_MOST = Decimal(100_000_000)
"""Million dollars that no position reaches (the world's stock is some 50 million of them)."""

_YEAR = re.compile(r"(?:19[89]|20\d)\d")
_NUMBER = re.compile(r"-?\d{1,13}(?:\.\d{1,30})?(?:[eE]-?\d{1,2})?")
_VERSION = re.compile(r"(?<![\d.])\d+\.\d+\.\d+(?![\d.])")


class _Row(NamedTuple):
    file: str
    line: int
    reporter: str
    kind: str
    outward: bool
    other: str
    year: int
    value: Decimal | None
    """In million dollars; None: an empty cell."""


class _Pile:
    """Rows read so far, and all that was not kept, with why."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.read = 0
        self.refused: list[Refused] = []
        self.left_out: Counter[str] = Counter()
        self.unmatched: defaultdict[str, Decimal] = defaultdict(Decimal)


def load(path: Path, retrieved: date) -> Load:
    """Positions at the end of each year, in whole dollars, by investor, host and book.

    Negative positions are lawful (the host's firms have lent more to their owners than these hold).
    An empty cell is kept as not reported.

    Raises:
        SourceError: A file has another header, unit or frequency, or two values for one position.
    """
    files = files_of(path, ("*.csv", "*.csv.gz"))
    refuse_unread(path, files, "positions as .csv files alone")
    pile = _Pile()
    digest = hashlib.sha256()
    for file in files:
        data = file_bytes(file)
        digest.update(data)
        name = file.name if path.is_file() else file.relative_to(path).as_posix()
        _read(name, data, pile)
    rows = _in_one_scale(pile)
    known = [abs(row.value) for row in rows if row.value is not None]
    volume = sum((*known, *pile.unmatched.values()), Decimal(0))
    share = check_unmatched(path.name, pile.unmatched, volume)
    if not rows:
        raise SourceError(path.name, "no position of an economy", "inward or outward positions")
    frame = _frame(path.name, rows, pile)
    versions = {found for file in files for found in _VERSION.findall(file.name)}
    label = versions.pop() if len(versions) == 1 else f"to-{max(row.year for row in rows)}"
    return Load(
        vintage=f"{label}+{digest.hexdigest()[:8]}",
        released=retrieved,
        tables={"facts": Table(frame, _extents(rows))},
        files=tuple(sorted(f.name if path.is_file() else f.relative_to(path).as_posix()
                           for f in files)),
        rows_read=pile.read,
        refused=tuple(pile.refused),
        left_out=dict(sorted(pile.left_out.items())),
        unmatched=dict(sorted(pile.unmatched.items())),
        unmatched_share=share,
    )  # fmt: skip


def _read(name: str, data: bytes, pile: _Pile) -> None:
    table = read_rows(name, data, LAYOUTS)
    pile.read += table.frame.height
    has_scale = table.shape is LAYOUTS[1]
    for cells in table.frame.iter_rows(named=True):
        here = f"{name}, line {cells['line']}"
        reason = _left_out(here, cells)
        if reason:
            pile.left_out[reason] += 1
            continue
        value = _value(here, cells["OBS_VALUE"])
        if has_scale and value and cells["SCALE.ID"] != _SCALE:
            pile.refused.append(Refused(name, cells["line"], "no scale stated, millions expected"))
            continue
        reporter, other = cells["COUNTRY.ID"], cells["COUNTERPART_COUNTRY.ID"]
        ids = economy(reporter), counterpart(other)
        missing = next((c for c, i in zip((reporter, other), ids, strict=True) if i is None), None)
        if ids[0] is None or ids[1] is None:
            pile.unmatched[str(missing)] += abs(value or Decimal(0))
            continue
        pile.rows.append(
            _Row(
                name, cells["line"], ids[0], cells["DV_TYPE.ID"],
                cells["INDICATOR.ID"] == _OUTWARD, ids[1], int(cells["TIME_PERIOD"]), value,
            )
        )  # fmt: skip


def _left_out(here: str, cells: Mapping[str, str | None]) -> str:
    """Why a row is left out on purpose, or "" where it counts.

    Raises:
        SourceError: It says something that no row of this data set says.
    """
    if cells["DV_TYPE.ID"] not in (_REPORTED, _DERIVED):
        raise SourceError(here, f"type {cells['DV_TYPE.ID']!r}", f"{_REPORTED} or {_DERIVED}")
    if cells["FREQUENCY.ID"] != "A":
        raise SourceError(here, f"frequency {cells['FREQUENCY.ID']!r}", "A, one position a year")
    if cells.get("SCALE.ID") not in (None, "", _SCALE):
        raise SourceError(here, f"scale {cells['SCALE.ID']!r}", f"{_SCALE}, millions")
    if cells["INDICATOR.ID"] not in (_OUTWARD, _INWARD):
        return f"indicator {cells['INDICATOR.ID']}, part of the positions or another measure"
    if not cells["TIME_PERIOD"]:
        if cells["OBS_VALUE"]:
            raise SourceError(here, f"{cells['OBS_VALUE']} of no year", "a year")
        return "pairs without a year or a value"
    if not _YEAR.fullmatch(cells["TIME_PERIOD"] or ""):
        raise SourceError(here, f"year {cells['TIME_PERIOD']!r}", "a year such as 2021")
    other = cells["COUNTERPART_COUNTRY.ID"] or ""
    if other == WORLD_CODE:
        derived = cells["DV_TYPE.ID"] == _DERIVED
        return "derived totals, of the counterparts that report alone" if derived else ""
    if is_aggregate(other):
        return f"region {other} ({cells['COUNTERPART_COUNTRY']}), a sum of economies"
    return ""


def _value(here: str, text: str | None) -> Decimal | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise SourceError(here, f"value {text!r}", "a number of million US dollars, or nothing")
    return Decimal(text)


def _in_one_scale(pile: _Pile) -> list[_Row]:
    """The rows without series that exceed their reporter's own total: these are no millions.

    Raises:
        SourceError: What remains adds up to twice a reporter's total.
    """
    totals = {
        (row.reporter, row.outward, row.year): abs(row.value)
        for row in pile.rows
        if row.other == WORLD and row.value is not None
    }
    odd = set()
    for row in pile.rows:
        most = min(_MOST, 3 * totals.get((row.reporter, row.outward, row.year), _MOST))
        if row.value is not None and abs(row.value) > most:
            odd.add((row.reporter, row.outward, row.kind, row.other))
    kept: list[_Row] = []
    for row in pile.rows:
        if (row.reporter, row.outward, row.kind, row.other) in odd and row.value:
            why = f"{row.other} exceeds the total of {row.reporter}: not in millions"
            pile.refused.append(Refused(row.file, row.line, why))
        else:
            kept.append(row)
    _check_sums(kept, totals)
    return kept


def _check_sums(rows: list[_Row], totals: dict[tuple[str, bool, int], Decimal]) -> None:
    sums: dict[tuple[str, bool, int], Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.kind == _REPORTED and row.other != WORLD:
            sums[row.reporter, row.outward, row.year] += row.value or 0
    for key in sorted(sums.keys() & totals.keys()):
        if totals[key] and sums[key] > 2 * totals[key] + 1:
            found = f"counterparts of {key[0]} in {key[2]} that make twice its total"
            raise SourceError(rows[0].file, found, "all values in millions")


def _position(row: _Row) -> tuple[str, str, str, int]:
    """Investor, host, whose report it is, year."""
    investor, host = (row.reporter, row.other) if row.outward else (row.other, row.reporter)
    own = row.kind == _REPORTED
    return investor, host, "investor" if row.outward == own else "host", row.year


def _frame(where: str, rows: list[_Row], pile: _Pile) -> pl.DataFrame:
    """One row for each position and book; what a derived row repeats of a report is left out."""
    held: dict[tuple[str, str, str, int], _Row] = {}
    for row in sorted(rows, key=lambda each: each.kind != _REPORTED):
        key = _position(row)
        other = held.get(key)
        if other is None:
            held[key] = row
        elif other.kind == row.kind:
            here = f"{row.file}, line {row.line}"
            names = f"{key[0]} in {key[1]}, {key[3]}"
            raise SourceError(here, f"a second value for {names}", "one value for each")
        elif other.value == row.value:
            pile.left_out["derived rows that repeat the counterpart's own report"] += 1
        else:
            why = "derived from the counterpart, but unlike its own report"
            pile.refused.append(Refused(row.file, row.line, why))
    positions = [
        (investor, host, book, date(year, 1, 1), date(year, 12, 31), *_amount(row), row.line)
        for (investor, host, book, year), row in held.items()
    ]
    columns = ("subject", "partner", "book", "start", "end", "value", "status", "origin_row")
    kinds = (pl.String, pl.String, pl.String, pl.Date, pl.Date, AMOUNT, pl.String, pl.Int32)
    table = pl.DataFrame(positions, schema=dict(zip(columns, kinds, strict=True)), orient="row")
    empty = pl.lit("")
    return facts(
        where,
        table.with_columns(
            relation=pl.lit(RELATION), product=empty, unit=pl.lit("USD"), valuation=empty
        ),
    )


def _amount(row: _Row) -> tuple[Decimal | None, str]:
    """Whole dollars and status."""
    if row.value is None:
        return None, "not_reported"
    amount = (row.value * _MILLION).quantize(_THOUSANDTH)
    return amount, "reported" if row.value else "true_zero"


def _extents(rows: list[_Row]) -> tuple[Extent, ...]:
    """For each book the economies that it is of, with every counterpart; no row is not zero."""
    fixed: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for row in rows:
        fixed[_position(row)[2], row.outward].add(row.reporter)
    first, last = min(row.year for row in rows), max(row.year for row in rows)
    return tuple(
        Extent(
            relation=RELATION,
            book=book,
            subjects=tuple(sorted(names)) if outward else None,
            partners=None if outward else tuple(sorted(names)),
            products=("",),
            start=date(first, 1, 1),
            end=date(last, 12, 31),
            frequency="year",
            absent_means="unknown",
        )
        for (book, outward), names in sorted(fixed.items())
    )
