"""Reads one workbook as a program of its own, in bounded memory, and prints its cells as JSON.

A reader asked for more memory than there is ends its whole process, so a workbook whose sheets
cannot be measured beforehand is read here: `python workbook_apart.py FILE SHEET first|all`. The
trap is that nothing of the package may be imported: this runs by its path.
"""

import json
import sys
from datetime import date, datetime

__all__ = ["MEMORY", "MOST_CELLS", "SECONDS"]

MEMORY = 2_000_000_000
"""Bytes of address space; on systems that do not limit it, only the process is a separate one."""

MOST_CELLS = 30_000_000
"""Cells in the block from the first to the last that is filled; the largest read here has 2."""

SECONDS = 120
"""Of processor time; the largest old workbook read here takes one."""


def _bounded() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(cell: object) -> object:
    """A cell as JSON has it: days and times in a list with their kind."""
    if isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    return str(cell)


def _sheets(path: str, name: str, *, first: bool) -> dict[str, object]:
    """The cells by sheet, or the names of the sheets where the one asked for is not there."""
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_path(path)
    names = book.sheet_names
    if name not in names and (name or not names):
        return {"names": names}
    found: dict[str, object] = {}
    for each in [name or names[0]] if first else names:
        sheet = book.get_sheet_by_name(each)
        rows, columns = sheet.total_height, sheet.total_width
        if rows * columns > MOST_CELLS:
            return {"vast": [rows, columns]}
        found[each] = [[_plain(cell) for cell in row] for row in sheet.to_python()]
    return {"sheets": found}


if __name__ == "__main__":
    _bounded()
    try:
        answer = _sheets(sys.argv[1], sys.argv[2], first=sys.argv[3] == "first")
    except Exception as error:  # noqa: BLE001 - whatever the reader says of a damaged file
        answer = {"damaged": f"{type(error).__name__}: {error}"}
    json.dump(answer, sys.stdout)
