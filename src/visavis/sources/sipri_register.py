"""SIPRI's trade register: every deal in major arms since 1950, with the years of its deliveries.

The trap is the year. A deal is dated by its order, and nearly half of them were delivered over
several years, of which the register states only the sum. Here each delivered volume is split
equally over its years of delivery, as estimates that are good for several years together and for no
single one (within 2 % for two decades, a tenth to a quarter off in a year): yearly figures are in
the TIV tables alone (source `sipri`). Nothing is ever counted by year of order but the orders.

A line break inside Comments cuts a row in two; both halves are put together. Deals that are alike
word for word are different deals: SIPRI's own totals contain each of them.

Source: SIPRI Arms Transfers Database, trade registers.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import NamedTuple, TypeVar

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.sources.base import Load, Refused, Table, check_unmatched
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.sipri import MILLION, whole_days
from visavis.sources.sipri_names import is_known, party
from visavis.sources.sipri_tables import TABLE_TITLE, generated_on
from visavis.sources.strict import decoded, file_bytes

__all__ = ["DELIVERIES", "HEADER", "ORDERS", "load"]

DELIVERIES = "arms_deliveries"
"""Volumes split equally over years of delivery."""

ORDERS = "arms_contracts"
"""Deals by year of order, counted."""

HEADER = (
    "Recipient", "Supplier", "Year of order", " ", "Number ordered", " ", "Weapon designation",
    "Weapon description", "Number delivered", " ", "Year(s) of delivery", "status", "Comments",
    "SIPRI TIV per unit", "SIPRI TIV for total order", "SIPRI TIV of delivered weapons",
)  # fmt: skip
"""Three columns have a blank for a name: the "?" of the column before."""

_TITLE = re.compile(
    r"Transfers of major conventional arms from (?P<from>.+?)\s+to (?P<to>.+?)\s*\. Deals with "
    r"deliveries (?:or orders )?made for (?:the )?year range '(?P<first>.+?)' to '(?P<last>.+?)'.*"
)
_EVERYBODY = "All countries"
_STATUS = ("New", "Second hand", "Second hand but modernized")
_YEAR = re.compile(r"(?:19[3-9]|20\d)\d")
_VOLUME = re.compile(r"\d{1,6}(?:\.\d{1,6})?")
_COMMENTS = 12
_PREAMBLE = 20
_THOUSANDTH = Decimal("0.001")


_Key = tuple[str, str, int]
_Amount = TypeVar("_Amount")


class _Deal(NamedTuple):
    line: int
    recipient: str
    supplier: str
    ordered: int
    delivered: tuple[int, ...]
    volume: Decimal


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the header: when it was made, and whether it is the whole register."""

    made: date | None
    is_whole: bool
    first: int | None
    last: int | None


def load(path: Path, retrieved: date) -> Load:
    """The register in a file: volumes by year of delivery, split equally, and counts of orders.

    Raises:
        SourceError: It is no register, a spreadsheet has changed it, or more than 0.1 % of the
            volume belongs to names without an id.
    """
    if not path.is_file():
        raise SourceError(str(path), "no such file", "one trade register as SIPRI exports it")
    lines = decoded(path.name, file_bytes(path)).split("\n")
    at = _header_at(path.name, lines)
    head = _head(path.name, lines[:at])
    refused: list[Refused] = []
    names: set[str] = set()
    deals = list(_deals(path.name, lines, at, refused, names))
    if not deals:
        raise SourceError(path.name, "a header without a whole row", "at least one deal")
    if len(refused) > max(5, len(deals) // 1000):
        found = f"{len(refused)} rows of another width, {refused[0].reason}"
        raise SourceError(f"{path.name}, line {refused[0].row}", found, "rows as SIPRI exports")
    last = _last_year(deals, head)
    first = max(1950, head.first or 1950)
    split = _split(deals, first, last)
    orders = _ordered(deals)
    if head.is_whole:
        # Of whoever is in a whole register, it knows every deal: other years had none.
        _fill(split, None, (first, last))
        _fill(orders, 0, (min(key[2] for key in orders), last))
    volume = sum((v or Decimal(0) for v in split.values()), Decimal(0))
    unmatched = {
        name: sum((v or Decimal(0) for k, v in split.items() if party(name) in k), Decimal(0))
        for name in sorted(names)
        if not is_known(name)
    }
    share = check_unmatched(path.name, unmatched, volume)
    undelivered = sum(not deal.delivered for deal in deals)
    return Load(
        vintage=head.made.isoformat() if head.made else f"to-{last}+{_hash(path)[:8]}",
        released=head.made or retrieved,
        tables={
            "facts": Table(
                _frame(path.name, split, orders, deals), _extents(deals, head, first, last)
            )
        },
        files=(path.name,),
        rows_read=len(deals) + len(refused),
        refused=tuple(refused),
        left_out={"deals without a delivery yet (they count as orders)": undelivered},
        unmatched=unmatched,
        unmatched_share=share,
    )


def _hash(path: Path) -> str:
    return hashlib.sha256(file_bytes(path)).hexdigest()


def _header_at(where: str, lines: list[str]) -> int:
    for at, line in enumerate(lines[:_PREAMBLE]):
        if tuple(line.split(",")) == HEADER:
            return at
        if line.startswith(HEADER[0] + ","):
            raise SourceError(f"{where}, line {at + 1}", *_header_fault(line))
    if lines[0].startswith((TABLE_TITLE, '"TIV of arms')):
        raise SourceError(where, "a TIV table", "a trade register; add TIV tables as sipri")
    raise SourceError(where, "no header of a trade register", f"{', '.join(HEADER[:3])}, ...")


def _header_fault(line: str) -> tuple[str, str]:
    if line.rstrip(";") != line:
        found = "';' behind the columns: a spreadsheet has saved the file again"
        return found, "the register as SIPRI exports it"
    names = line.split(",")
    unknown = [name for name in names if name not in HEADER]
    expected = f"the {len(HEADER)} columns of a register, in its order"
    return (f"unknown columns {', '.join(unknown[:5])}" if unknown else "other columns"), expected


def _head(where: str, preamble: list[str]) -> _Head:
    if not preamble:
        return _Head(None, False, None, None)
    title = _TITLE.fullmatch(preamble[0].strip())
    made = generated_on(preamble)
    if title is None or made is None:
        found = "no title of a register" if title is None else "no day on which it was generated"
        raise SourceError(f"{where}, line 1", found, "the lines above the header as exported")
    is_whole = title["from"].strip() == title["to"].strip() == _EVERYBODY
    years = [int(y) if _YEAR.fullmatch(y) else None for y in (title["first"], title["last"])]
    return _Head(made, is_whole, *years)


def _deals(
    where: str, lines: list[str], header: int, refused: list[Refused], names: set[str]
) -> Iterator[_Deal]:
    at = header + 1
    while at < len(lines):
        line, start = lines[at], at + 1
        at += 1
        if not line.strip():
            continue
        cells = line.split(",")
        while len(cells) == _COMMENTS + 1 and at < len(lines):
            # The row ends in its comments: what follows them stands on the next line.
            rest = lines[at].split(",")
            if len(rest) != len(HEADER) - _COMMENTS:
                break
            cells = [*cells[:-1], f"{cells[-1]} {rest[0]}", *rest[1:]]
            at += 1
        if len(cells) != len(HEADER):
            if len(cells) > len(HEADER) or start == len(lines) or at >= len(lines):
                raise SourceError(
                    f"{where}, line {start}", f"{len(cells)} fields", f"{len(HEADER)} fields"
                )
            refused.append(Refused(where, start, f"{len(cells)} fields in place of {len(HEADER)}"))
            continue
        names.update(cells[:2])
        yield _deal(f"{where}, line {start}", start, cells)


def _deal(here: str, line: int, cells: list[str]) -> _Deal:
    flags = (cells[3], cells[5], cells[9])
    delivered = [year.strip() for year in cells[10].split(";") if cells[10].strip()]
    checks = (
        (all(flag in ("", "?") for flag in flags), f"{flags}", "'?' or nothing"),
        (_YEAR.fullmatch(cells[2]) is not None, f"year of order {cells[2]!r}", "a year"),
        (all(_YEAR.fullmatch(y) for y in delivered), f"years {cells[10]!r}", "years and ';'"),
        (len(set(delivered)) == len(delivered), f"years {cells[10]!r}", "each year once"),
        (cells[11] in _STATUS, f"status {cells[11]!r}", f"one of {', '.join(_STATUS)}"),
        (all(not c or _VOLUME.fullmatch(c) for c in cells[13:]), f"{cells[13:]}", "volumes"),
        (all(not c or c.isdigit() for c in (cells[4], cells[8])), f"{cells[8]!r}", "a number"),
        (all(c.strip() for c in cells[:2]), "no name", "a recipient and a supplier"),
    )
    for holds, found, expected in checks:
        if not holds:
            raise SourceError(here, found, expected)
    volume = Decimal(cells[15] or 0)
    if volume and not delivered:
        raise SourceError(here, f"{volume} delivered in no year", "the years of delivery")
    years = tuple(sorted(int(year) for year in delivered))
    return _Deal(line, party(cells[0]), party(cells[1]), int(cells[2]), years, volume)


def _last_year(deals: list[_Deal], head: _Head) -> int:
    """The last year of deliveries; that of the export itself has hardly begun to be known."""
    last = max((year for deal in deals for year in deal.delivered), default=1950)
    ends = [last, *([head.last] if head.last else []), *([head.made.year - 1] if head.made else [])]
    return min(ends)


def _split(deals: list[_Deal], first: int, last: int) -> dict[_Key, Decimal | None]:
    """Whole TIV by supplier, recipient and year; the parts of a deal add up to its volume."""
    found: dict[_Key, Decimal] = defaultdict(Decimal)
    for deal in deals:
        if not deal.delivered:
            continue
        whole = deal.volume * MILLION
        part = (whole / len(deal.delivered)).quantize(_THOUSANDTH, rounding=ROUND_DOWN)
        rest = whole - part * (len(deal.delivered) - 1)
        for year in deal.delivered:
            amount = rest if year == deal.delivered[-1] else part
            if first <= year <= last:
                found[deal.supplier, deal.recipient, year] += amount
    return dict(found)


def _ordered(deals: list[_Deal]) -> dict[_Key, int]:
    return dict(Counter((deal.supplier, deal.recipient, deal.ordered) for deal in deals))


def _fill(amounts: dict[_Key, _Amount], nothing: _Amount, years: tuple[int, int]) -> None:
    """Gives `nothing` to the years without an amount of every pair that has one."""
    for seller, buyer in {key[:2] for key in amounts}:
        for year in range(years[0], years[1] + 1):
            amounts.setdefault((seller, buyer, year), nothing)


def _frame(
    where: str, split: dict[_Key, Decimal | None], orders: dict[_Key, int], deals: list[_Deal]
) -> pl.DataFrame:
    lines = {(deal.supplier, deal.recipient): deal.line for deal in reversed(deals)}
    rows = [
        (DELIVERIES, *key[:2], *whole_days(key[2]), volume or Decimal(0), "TIV",
         "true_zero" if volume is None else "estimated", lines[key[:2]])
        for key, volume in split.items()
    ] + [
        (ORDERS, *key[:2], *whole_days(key[2]), Decimal(count), "count",
         "reported" if count else "true_zero", lines[key[:2]])
        for key, count in orders.items()
    ]  # fmt: skip
    names = ("relation", "subject", "partner", "start", "end", "value", "unit", "status",
             "origin_row")  # fmt: skip
    kinds = (pl.String, pl.String, pl.String, pl.Date, pl.Date, AMOUNT, pl.String, pl.String,
             pl.Int32)  # fmt: skip
    table = pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")
    empty = pl.lit("")
    return facts(
        where,
        table.with_columns(product=empty, valuation=empty, book=pl.lit("publisher")),
    )


def _extents(deals: list[_Deal], head: _Head, first: int, last: int) -> tuple[Extent, ...]:
    """A whole register covers everybody; of a part, or a copy without its head, nothing is zero."""
    sellers = tuple(sorted({deal.supplier for deal in deals}))
    buyers = tuple(sorted({deal.recipient for deal in deals}))
    subjects, partners = (None, None) if head.is_whole else (sellers, buyers)
    return tuple(
        Extent(
            relation=relation,
            book="publisher",
            subjects=subjects,
            partners=partners,
            products=("",),
            start=whole_days(first)[0],
            end=whole_days(last)[1],
            frequency="year",
            absent_means="zero" if head.is_whole else "unknown",
        )
        for relation in (DELIVERIES, ORDERS)
    )
