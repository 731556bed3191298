"""SIPRI's TIV tables: the volume of arms deliveries by supplier, recipient and year.

The trap is the nought. SIPRI prints 0 for a volume above zero and below half a million, and
nothing where there were no deliveries: the first is kept as an estimate of 0, the second as a true
zero. The unit is the trend-indicator value (TIV), which no exchange rate turns into money.

Source: SIPRI Arms Transfers Database, tables of import and export values.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import WORLD
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.sipri_names import UNKNOWN_SUPPLIERS, party
from visavis.sources.sipri_tables import Cell, TivTable, read_table
from visavis.sources.strict import file_bytes, files_of, refuse_unread

__all__ = ["MILLION", "RELATION", "load", "whole_days"]

RELATION = "arms_transfer"
MILLION = Decimal(1_000_000)

_ALL_SUPPLIERS = 100
"""Supplier tables from which on, with that of unknown suppliers, they are taken to be all: SIPRI
knows some 135 suppliers since 1950, and a table is all that it has of one."""

_SPRING = 4
"""The month by which SIPRI has published the year before, which it does in March."""

_Key = tuple[str, str, int]


def load(path: Path, retrieved: date) -> Load:
    """The TIV tables in a file or folder, all of one day, by supplier, recipient and year.

    Amounts are whole TIV. Suppliers and recipients that are no states keep ids of their own, so
    that totals add up. Years that SIPRI had not published by the day are left out.

    Raises:
        SourceError: A file is no TIV table, they are of different days, or two of them disagree.
    """
    files = files_of(path, ("*.csv",))
    refuse_unread(path, files, "TIV tables as .csv files alone")
    tables = [read_table(_name(path, file), file_bytes(file)) for file in files]
    made = _one_day(tables)
    last = _last_year(tables, made)
    amounts, lines, twice = _amounts(tables)
    frame = _frame(str(path.name), amounts, lines, last)
    first = min(table.years[0] for table in tables)
    unmatched = _unmatched(tables, amounts)
    share = check_unmatched(path.name, unmatched, _all(amounts))
    left_out = {}
    ahead = sum(cell.year > last for table in tables for cell in table.cells)
    if ahead:
        left_out[f"cells of years after {last}, not yet published then"] = ahead
    if twice:
        left_out["cells that another table has too, with the same value"] = twice
    return Load(
        vintage=made.isoformat() if made else f"to-{last}+{_hash(files)[:8]}",
        released=made or retrieved,
        tables={"facts": Table(frame, _extents(tables, first, last))},
        files=tuple(sorted(table.file for table in tables)),
        rows_read=sum(table.rows for table in tables),
        left_out=left_out,
        unmatched=unmatched,
        unmatched_share=share,
    )


def _name(path: Path, file: Path) -> str:
    return file.name if path.is_file() else file.relative_to(path).as_posix()


def _hash(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(file_bytes(file) for file in files)).hexdigest()


def _one_day(tables: Sequence[TivTable]) -> date | None:
    """The day on which all were generated; None for one file that does not say."""
    days = {table.generated for table in tables}
    if len(days) > 1:
        found = ", ".join(sorted(str(day or "no day at all") for day in days))
        where = f"{tables[0].file} and others"
        raise SourceError(where, f"tables of different days ({found})", "one folder for each day")
    return days.pop()


def _last_year(tables: Sequence[TivTable], made: date | None) -> int:
    """The last year that SIPRI had published when the tables were made."""
    filled = max((c.year for t in tables for c in t.cells if c.value is not None), default=1950)
    printed = max(table.years[1] for table in tables)
    if made is None:
        return printed
    published = made.year - (1 if made.month >= _SPRING else 2)
    return min(printed, made.year - 1, max(published, filled))


def _amounts(
    tables: Sequence[TivTable],
) -> tuple[dict[_Key, tuple[Decimal | None, bool]], dict[_Key, int], int]:
    """Million TIV by supplier, recipient and year, whether below a half; lines; cells met twice.

    Names that share an id (the two of North Yemen) are added up within a file; two files must
    agree.
    """
    every: dict[_Key, tuple[Decimal | None, bool]] = {}
    lines: dict[_Key, int] = {}
    twice = 0
    for table in tables:
        here: dict[_Key, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            here[cell.supplier, cell.recipient, cell.year].append(cell)
        for key, cells in here.items():
            known = [cell.value for cell in cells if cell.value is not None]
            value = sum(known, Decimal(0)) if known else None
            found = value, bool(known) and value == 0
            if key in every and every[key] != found:
                names = f"{key[0]} to {key[1]} in {key[2]}"
                raise SourceError(
                    table.file, f"another value for {names}", "that of the other file"
                )
            twice += key in every
            every[key] = found
            lines.setdefault(key, cells[0].line)
    return every, lines, twice


def _frame(
    where: str, amounts: dict[_Key, tuple[Decimal | None, bool]], lines: dict[_Key, int], last: int
) -> pl.DataFrame:
    """One row for each cell: reported, estimated (below half a million) or a true zero."""
    rows = []
    for key, (value, is_slight) in amounts.items():
        supplier, recipient, year = key
        if year > last:
            continue
        status = "estimated" if is_slight else "true_zero" if value is None else "reported"
        amount = (value or Decimal(0)) * MILLION
        rows.append((supplier, recipient, *whole_days(year), amount, status, lines[key]))
    names = ("subject", "partner", "start", "end", "value", "status", "origin_row")
    kinds = (pl.String, pl.String, pl.Date, pl.Date, AMOUNT, pl.String, pl.Int32)
    table = pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")
    constant = {"relation": RELATION, "book": "publisher", "product": "", "unit": "TIV"}
    plain = [pl.lit(value).alias(name) for name, value in constant.items()]
    return facts(where, table.with_columns(*plain, valuation=pl.lit("")))


def whole_days(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def _extents(tables: Sequence[TivTable], first: int, last: int) -> tuple[Extent, ...]:
    """Every supplier with everybody, where all are there; else those that are, and totals."""
    suppliers = frozenset().union(*(table.suppliers for table in tables))
    recipients = frozenset().union(*(table.recipients for table in tables))
    sellers = {cell.supplier for table in tables for cell in table.cells}
    days = whole_days(first)[0], whole_days(last)[1]

    def extent(subjects: tuple[str, ...] | None, partners: tuple[str, ...] | None) -> Extent:
        return Extent(RELATION, "publisher", subjects, partners, ("",), *days, "year", "zero")

    if UNKNOWN_SUPPLIERS in suppliers and len(suppliers) >= _ALL_SUPPLIERS:
        return (extent(None, None),)
    found = []
    if suppliers:
        found.append(extent(tuple(sorted(suppliers)), None))
    if recipients:
        found.append(extent(None, tuple(sorted(recipients))))
    if WORLD in sellers:
        found.append(extent((WORLD,), None))
    if any(c.recipient == WORLD and c.supplier not in suppliers for t in tables for c in t.cells):
        found.append(extent(None, (WORLD,)))
    return tuple(found)


def _unmatched(
    tables: Sequence[TivTable], amounts: dict[_Key, tuple[Decimal | None, bool]]
) -> dict[str, Decimal]:
    unknown = sorted(frozenset().union(*(table.unknown for table in tables)))
    return {
        name: sum(
            (value or Decimal(0) for key, (value, _) in amounts.items() if party(name) in key),
            Decimal(0),
        ) * MILLION
        for name in unknown
    }  # fmt: skip


def _all(amounts: dict[_Key, tuple[Decimal | None, bool]]) -> Decimal:
    return sum((value or Decimal(0) for value, _ in amounts.values()), Decimal(0)) * MILLION
