"""Goods trade of Russia by its own customs service, as Rosstat publishes it in two workbooks.

`96stran` has the months of 29 partners since 2006, `94itog` the yearly totals and the partners
in the Commonwealth since 1994; both are in million US dollars. The traps: partner names mix Latin
letters into Russian words and break lines, a month may hold an ellipsis for "not published", and
the two workbooks overlap. Where a partner has all months of a year, the yearly row is left out;
where months are missing and the year is given, the year is kept and its months are not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import WORLD
from visavis.sources.base import Load, Table
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.labels import state_of
from visavis.sources.russian_months import MONTHS
from visavis.sources.strict import files_of
from visavis.sources.workbooks import Cell, modified_on, sheets, text_of

__all__ = ["load"]

_LOOK_ALIKE = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
"""Latin letters that stand in the workbooks' Russian words, as the Cyrillic ones they look like."""

_NOT_PUBLISHED = "…"
_FLOWS = {"Экспорт": "exporter", "Импорт": "importer"}
_MONTHLY, _YEARLY = "96stran", "94itog"
_SUBTOTALS = ("со странами дальнего зарубежья", "со странами СНГ")


@dataclass(frozen=True, slots=True)
class _Row:
    book: str
    partner: str
    start: date
    end: date
    value: Decimal | None
    origin_row: int


def load(path: Path, retrieved: date) -> Load:
    """Russia's exports and imports by month and year, as far as the workbooks go.

    Args:
        path: A folder with `96stran*.xlsx` and `94itog*.xlsx`.
        retrieved: Unused where the workbooks state when they were last saved, as they do.

    Raises:
        SourceError: A workbook is missing, or has another heading, unit, month or partner.
    """
    monthly_file, yearly_file = (
        files_of(path, (f"{stem}*.xlsx",))[0] for stem in (_MONTHLY, _YEARLY)
    )
    pages = sheets(monthly_file)
    months = [row for sheet in _FLOWS for row in _monthly(monthly_file.name, pages, sheet)]
    years = list(_yearly(yearly_file.name, sheets(yearly_file)))
    kept, left_out = _without_overlap(months, years)
    frame = pl.DataFrame(
        [_fact(row) for row in kept],
        schema={
            "book": pl.String, "subject": pl.String, "partner": pl.String, "start": pl.Date,
            "end": pl.Date, "value": AMOUNT, "valuation": pl.String, "status": pl.String,
            "origin_row": pl.Int32,
        },
        orient="row",
    ).with_columns(
        relation=pl.lit("goods_flow"), product=pl.lit("TOTAL"), unit=pl.lit("USD")
    )  # fmt: skip
    released = max(modified_on(file, retrieved) for file in (monthly_file, yearly_file))
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"facts": Table(facts(path.name, frame), _extents(kept))},
        files=(yearly_file.name, monthly_file.name),
        rows_read=len(months) + len(years),
        left_out=left_out,
    )


def _partner(where: str, cell: Cell) -> str:
    name = " ".join(str(cell).split()).translate(_LOOK_ALIKE)
    found = state_of("ru_customs", name)
    if found is None:
        raise SourceError(where, f"partner {name!r}", "a partner of the known list")
    return found


def _million(where: str, cell: Cell) -> Decimal | None:
    """Whole US dollars of a cell in million; None where the cell says "not published"."""
    if cell == _NOT_PUBLISHED:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell < 1e7:
        found = repr(cell) if isinstance(cell, str) else text_of(cell)
        raise SourceError(where, found, "an amount or an ellipsis")
    # The cells are binary doubles: their shortest decimal text is what was typed in.
    return (Decimal(repr(cell)) * 1_000_000).quantize(Decimal("0.001"))


def _monthly(file: str, pages: dict[str, list[list[Cell]]], sheet: str) -> Iterator[_Row]:
    if sheet not in pages:
        raise SourceError(file, f"sheets {', '.join(pages)}", f"a sheet {sheet}")
    rows = pages[sheet]
    where = f"{file}, sheet {sheet}"
    if len(rows) < 6 or "млн" not in str(rows[3][0]):
        raise SourceError(where, f"{rows[3][0] if len(rows) > 3 else None!r}", "million dollars")
    named = [n for n, cell in enumerate(rows[4]) if n and cell != ""]
    partners = {n: _partner(f"{where}, row 5", rows[4][n]) for n in named}
    year: int | None = None
    due = 1
    for number, (head, *cells) in enumerate(rows[5:], start=6):
        here = f"{where}, row {number}"
        if isinstance(head, int | float):
            if due != 1:
                raise SourceError(here, f"a new year after month {due - 1}", "twelve months")
            year = _year(here, head)
            continue
        if all(cell == "" for cell in (head, *cells)):
            continue
        if year is None or str(head).strip() != MONTHS[due - 1]:
            raise SourceError(here, f"{head!r}", MONTHS[due - 1])
        start = date(year, due, 1)
        end = date(year + due // 12, due % 12 + 1, 1).toordinal() - 1
        due = due % 12 + 1
        for n, cell in enumerate(cells, start=1):
            partner = partners.get(n)
            if partner is None:
                if cell != "":
                    raise SourceError(here, f"{cell!r} under no partner", "a partner above it")
                continue
            amount = _million(here, cell)
            yield _Row(_FLOWS[sheet], partner, start, date.fromordinal(end), amount, number)


def _year(where: str, cell: float) -> int:
    if not 1900 < cell < 2100 or cell != int(cell):
        raise SourceError(where, f"{cell!r}", "a year")
    return int(cell)


def _yearly(file: str, pages: dict[str, list[list[Cell]]]) -> Iterator[_Row]:
    for sheet, rows in list(pages.items())[1:]:
        where = f"{file}, sheet {sheet}"
        if not sheet.isdecimal():
            raise SourceError(where, "its name", "a year")
        year = _year(where, int(sheet))
        flow: str | None = None
        for number, row in enumerate(rows, start=1):
            head, cell = str(row[0]).strip(), (*row, "")[1]
            here = f"{where}, row {number}"
            if number == 3 and "млн" not in str(cell):
                raise SourceError(here, f"{cell!r}", "million dollars")
            if number < 5 or head in _SUBTOTALS:
                continue
            flow = _FLOWS.get(head, flow)
            if flow is None:
                raise SourceError(here, f"{head!r}", "Экспорт or Импорт first")
            partner = WORLD if head in _FLOWS else _partner(here, head)
            start, end = date(year, 1, 1), date(year, 12, 31)
            yield _Row(flow, partner, start, end, _million(here, cell), number)


def _without_overlap(months: list[_Row], years: list[_Row]) -> tuple[list[_Row], dict[str, int]]:
    """Months and years such that no day of a flow stands in two rows."""
    given = {(row.book, row.partner, row.start.year) for row in months}
    gaps = {(row.book, row.partner, row.start.year) for row in months if row.value is None}
    filled = gaps & {(row.book, row.partner, row.start.year) for row in years}
    keep_months = [r for r in months if (r.book, r.partner, r.start.year) not in filled]
    keep_years = [
        row
        for row in years
        if (key := (row.book, row.partner, row.start.year)) not in given or key in filled
    ]
    left_out = {
        "years whose months are all given": len(years) - len(keep_years),
        "months of years with unpublished months, given whole": len(months) - len(keep_months),
    }
    return keep_months + keep_years, {reason: n for reason, n in left_out.items() if n}


def _fact(row: _Row) -> tuple[object, ...]:
    exports = row.book == "exporter"
    subject, partner = ("RUS", row.partner) if exports else (row.partner, "RUS")
    valuation = "FOB" if exports else "CIF"
    status = "not_reported" if row.value is None else "reported"
    return (
        row.book, subject, partner, row.start, row.end, row.value, valuation, status,
        row.origin_row,
    )  # fmt: skip


def _extents(rows: list[_Row]) -> tuple[Extent, ...]:
    """One extent for each book, set of partners with the same span, and frequency."""
    spans: dict[tuple[str, str, str], list[date]] = {}
    for row in rows:
        frequency = "month" if row.start.month == row.end.month else "year"
        spans.setdefault((row.book, row.partner, frequency), []).extend((row.start, row.end))
    blocks: dict[tuple[str, str, date, date], list[str]] = {}
    for (book, partner, frequency), days in spans.items():
        blocks.setdefault((book, frequency, min(days), max(days)), []).append(partner)
    extents = []
    for (book, frequency, start, end), names in sorted(blocks.items()):
        sides = (("RUS",), tuple(sorted(names)))
        subjects, partners = sides if book == "exporter" else sides[::-1]
        extents.append(
            Extent(
                relation="goods_flow",
                book=book,
                subjects=subjects,
                partners=partners,
                products=("TOTAL",),
                start=start,
                end=end,
                frequency="month" if frequency == "month" else "year",
                absent_means="unknown",
            )
        )
    return tuple(extents)
