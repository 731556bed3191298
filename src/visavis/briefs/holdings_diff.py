"""How two releases of a source differ, as text, JSON and CSV."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal

from visavis.briefs.numbers import plain, quantity
from visavis.refresh.differing import Differences, Kept, Revision, TableDifference

__all__ = ["SHOWN", "differences_csv", "differences_json", "differences_text"]

SHOWN = 20
"""Revisions, and cells of one release alone, that the text lists."""
_COLUMNS = (
    "what", "relation", "subject", "partner", "product", "book", "start", "end", "unit",
    "old", "new", "change",
)  # fmt: skip


def differences_text(found: Differences) -> str:
    """Counts, then the largest revisions and rows of one release only, twenty of each at most."""
    revised, gone, come = found.counts
    lines = [
        f"{found.source}: {found.new} against {found.old}",
        f"  {revised:,} revised, {gone:,} only in {found.old}, {come:,} only in {found.new}",
        f"  {found.same:,} the same, {found.within_rounding:,} apart by rounding alone",
    ]
    lines += [
        f"  rounding of {each.relation}: {_step(each.old, each.unit)}"
        + ("" if each.old == each.new else f", then {_step(each.new, each.unit)}")
        for each in found.roundings
        if found.within_rounding or max(each.old, each.new) > 1
    ]
    largest = [_revision(each) for each in found.revisions[:SHOWN]]
    lines += _listed("revised, largest first", largest, revised)
    for name, cells, count in (
        (found.old, found.only_old, gone),
        (found.new, found.only_new, come),
    ):
        lines += _listed(f"only in {name}", [_kept(each) for each in cells[:SHOWN]], count)
    for table in found.tables:
        lines += _other(found, table)
    return "\n".join(lines) + "\n"


def differences_json(found: Differences) -> str:
    """One object with every revision and every row of one release only."""
    record = {
        "object": "differences",
        "source": found.source,
        "from": found.old,
        "to": found.new,
        "same": found.same,
        "within_rounding": found.within_rounding,
        "rounding": [
            {
                "relation": each.relation,
                "unit": each.unit,
                "from": _number(each.old),
                "to": _number(each.new),
            }
            for each in found.roundings
        ],
        "revisions": [
            {
                **_cell(each.cell),
                "old": _number(each.cell.value),
                "new": _number(each.new),
                "change": _number(each.change),
            }
            for each in found.revisions
        ],
        "only_from": [{**_cell(each), "value": _number(each.value)} for each in found.only_old],
        "only_to": [{**_cell(each), "value": _number(each.value)} for each in found.only_new],
        "tables": [
            {
                "table": each.table,
                "same": each.same,
                "columns": list(each.columns),
                "only_from": [list(row) for row in each.only_old],
                "only_to": [list(row) for row in each.only_new],
            }
            for each in found.tables
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def differences_csv(found: Differences) -> str:
    """One row a revision and a row of one release only; tables without amounts in `what`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in found.revisions:
        writer.writerow(["revised", *_cells(each.cell), each.cell.value, each.new, each.change])
    for cell in found.only_old:
        writer.writerow([f"only in {found.old}", *_cells(cell), cell.value, "", ""])
    for cell in found.only_new:
        writer.writerow([f"only in {found.new}", *_cells(cell), "", cell.value, ""])
    for table in found.tables:
        for name, rows in ((found.old, table.only_old), (found.new, table.only_new)):
            for row in rows:
                writer.writerow([f"only in {name}: {' | '.join(row)}", table.table, *[""] * 10])
    return out.getvalue()


def _revision(each: Revision) -> str:
    old, new = each.cell.value or Decimal(0), each.new
    share = "" if each.relative is None else f", {plain(each.relative * 100, 3)} %"
    sign = "+" if each.change > 0 else ""
    unit = each.cell.unit
    return (
        f"{_name(each.cell)}: {quantity(old, unit)} to {quantity(new, unit)} "
        f"({sign}{quantity(each.change, unit)}{share})"
    )


def _kept(each: Kept) -> str:
    value = "no value stated" if each.value is None else quantity(each.value, each.unit)
    return f"{_name(each)}: {value}"


def _other(found: Differences, table: TableDifference) -> Iterator[str]:
    yield (
        f"  {table.table}: {table.same:,} rows the same, {len(table.only_old):,} only in "
        f"{found.old}, {len(table.only_new):,} only in {found.new}"
    )
    for name, rows in ((found.old, table.only_old), (found.new, table.only_new)):
        yield from _listed(
            f"{table.table} only in {name}", [" ".join(row) for row in rows], len(rows)
        )


def _listed(title: str, lines: Sequence[str], count: int) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield title
    yield from (f"  {line}" for line in lines[:SHOWN])
    if count > SHOWN:
        yield f"  and {count - SHOWN:,} more (--format csv prints all)"


def _name(cell: Kept) -> str:
    """`goods_flow RUS CHN TOTAL exporter 2020`."""
    whole_year = (cell.start.month, cell.start.day, cell.end.month) == (1, 1, 12)
    day = f"{cell.start:%Y}" if whole_year else f"{cell.start:%Y-%m}"
    if whole_year and cell.start.year != cell.end.year:
        day = f"{cell.start:%Y}..{cell.end:%Y}"
    words = (cell.relation, cell.subject, cell.partner, cell.product, cell.book, day)
    return " ".join(word for word in words if word)


def _step(step: Decimal, unit: str) -> str:
    return f"to {quantity(step, unit)}"


def _cell(cell: Kept) -> dict[str, object]:
    return {
        "relation": cell.relation,
        "subject": cell.subject,
        "partner": cell.partner,
        "product": cell.product,
        "book": cell.book,
        "start": cell.start.isoformat(),
        "end": cell.end.isoformat(),
        "unit": cell.unit,
    }


def _cells(cell: Kept) -> list[object]:
    return list(_cell(cell).values())


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
