"""Tables in the shape of China's customs, with amounts of our own."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["ENGLISH", "page", "rows_of_table", "saved_csv", "workbook"]

Amounts = tuple[int, int, int, int]
"""Exports of the month and of the year so far, imports likewise."""

ENGLISH: Mapping[str, Amounts] = {
    "Afghanistan": (10, 100, 0, 0),
    "Russia": (10_000_000, 110_972_000, 11_000_000, 129_139_000),
    "Viet Nam": (12_000_000, 137_612_000, 8_000_000, 92_181_000),
    "China": (0, 0, 9_000_000, 100_000_000),
    "Oth. Ocean. nes": (0, 0, 5, 50),
}


def rows_of_table(
    partners: Mapping[str, Amounts] = ENGLISH, *, year: int = 2023, month: int = 12,
    chinese: bool = False, unit: str = "", so_far: bool = True, groups: Sequence[str] = ("Asia:",),
) -> list[list[str]]:  # fmt: skip
    """Title, unit, two rows of headings, total, groups, partners and a note."""
    total = tuple(sum(each[n] for each in partners.values()) for n in range(4))
    named = {
        "总值" if chinese else "TOTAL": total,
        **dict.fromkeys(groups, (3, 7, 1, 2)),
        **partners,
    }
    if chinese:
        title = f"（2）{year}年{month}月进出口商品国别（地区）总值表（美元值）"
        heads = [
            "进口原产国（地）出口最终目的国（地）",
            "进出口",
            "出口",
            "进口",
            "累计比去年同期±％",
        ]
        months = [f"{month}月", f"1至{month}月"]
        changes, note = ["进出口", "出口", "进口"], "注：以上数据由我们编造"
        unit = unit or "单位：千美元"
    else:
        title = f"(2) Imports and Exports by Country (Region) of Origin/Destination, {month}.{year}"
        heads = ["Country (Region)", "Total", "Exports", "Imports", "Percentage Change"]
        months = [str(month), f"1to{month}"]
        changes, note = ["Total", "Exports", "Imports"], "Notes: made up"
        unit = unit or "Unit: US$1,000"
    months = months if so_far else months[:1]
    rows = [[title], [unit], heads, [*months * 3, *changes]]
    rows += [
        [name, *_cells(each, so_far=so_far), "-0.9", "1.5", "-"] for name, each in named.items()
    ]
    return [*rows, [note]]


def _cells(amounts: Amounts, *, so_far: bool) -> list[str]:
    sold, sold_so_far, bought, bought_so_far = amounts
    found = [sold + bought, sold_so_far + bought_so_far, sold, sold_so_far, bought, bought_so_far]
    return [f"{each:,}" if each else "-" for each in (found if so_far else found[::2])]


def page(rows: list[list[str]]) -> bytes:
    """As a web page, headings merged over their columns."""
    lines = ["<html><head><title>Statistics</title></head><body><p>Home</p><table><tbody>"]
    for row in rows:
        cells = "".join(f"<td><span>{cell}</span></td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</tbody></table></body></html>"]).encode()


def workbook(rows: list[list[str]]) -> bytes:
    """As a workbook, with an empty column before the names and headings over two columns."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    for cells in rows:
        row = cells
        if len(cells) == 5 and cells[1] in ("Total", "进出口"):
            row = [*cells[:2], "", cells[2], "", cells[3], "", cells[4], "", ""]
        elif len(cells) == 9:
            row = ["", *cells]
        sheet.append(["", *(int(c.replace(",", "")) if c.replace(",", "").isdigit() else c
                            for c in row)])  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved_csv(rows: list[list[str]]) -> bytes:
    """As a spreadsheet program saves it."""
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
