"""Workbooks of any publisher: what would fill the memory is refused before it is read."""

from pathlib import Path

import openpyxl
import pytest

from visavis.errors import SourceError
from visavis.sources.workbooks import sheet, sheets


def written(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.create_sheet("Second")["A1"] = 2
    book.save(path)
    return path


def test_two_cells_at_opposite_corners_are_refused_before_the_block_between_them_is_made(
    tmp_path: Path,
) -> None:
    file = written(tmp_path / "corners.xlsx", {"A1": 1, "XFD1048576": 2})

    with pytest.raises(SourceError, match="a sheet of 1048576 rows and 16384 columns"):
        sheet(file)


def test_all_sheets_come_by_name_in_their_order(tmp_path: Path) -> None:
    file = written(tmp_path / "two.xlsx", {"A1": "one", "B2": 1.5})

    assert sheets(file) == {"Sheet": [["one", ""], ["", 1.5]], "Second": [[2.0]]}
    assert sheet(file, "Second") == [[2.0]]
