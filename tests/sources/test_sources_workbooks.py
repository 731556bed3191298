"""Workbooks of any publisher: what would fill the memory is refused before it is read."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from faults import zip_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from old_workbooks import old_workbook

from visavis.errors import SourceError
from visavis.sources import ties_sanctions
from visavis.sources.workbooks import sheet, sheets

PAGE = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b"%b</sheetData></worksheet>"
)
CORNERS = {
    "letters in lower case": b'<row r="1"><c r="a1"><v>1</v></c></row>'
    b'<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
    "cells that follow each other": b'<row r="1"><c><v>1</v></c></row>'
    b'<row r="1048576">' + b"<c/>" * 16_383 + b"<c><v>1</v></c></row>",
}


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


@pytest.mark.parametrize("rows", CORNERS.values(), ids=list(CORNERS))
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/theme/theme1.xml"])
def test_corners_are_seen_however_cells_say_where_they_are(
    tmp_path: Path, rows: bytes, part: str
) -> None:
    plain, file = written(tmp_path / "plain.xlsx", {"A1": 1}), tmp_path / "corners.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, PAGE % rows if name == part else old.read(name))

    with pytest.raises(SourceError, match="a sheet of 1048576 rows and 16384 columns"):
        sheet(file)


def test_an_old_binary_workbook_reads_as_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(old_workbook({(0, 0): 1.5, (2, 1): 3}))

    assert sheet(tmp_path / "old.xls") == [[1.5, ""], ["", ""], ["", 3.0]]
    with pytest.raises(SourceError, match="found sheets Sheet; expected a sheet Other"):
        sheet(tmp_path / "old.xls", "Other")


@pytest.mark.parametrize("column", [700, 65_535])
def test_corners_of_an_old_workbook_are_refused_and_not_the_end_of_the_program(
    tmp_path: Path, column: int
) -> None:
    (tmp_path / "old.xls").write_bytes(old_workbook({(0, 0): 1, (65_535, column): 2}))

    with pytest.raises(SourceError, match=r"a sheet of 65536 rows|in the memory and time"):
        sheet(tmp_path / "old.xls")


def test_sectors_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(old_workbook({(0, 0): 1}, looped=True))

    assert sheet(tmp_path / "old.xls") == [[1.0]]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(at=st.integers(0, 6655), to=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_old_workbook_is_refused_or_read(
    tmp_path: Path, at: int, to: int, cut: bool
) -> None:
    data = bytearray(old_workbook({(0, 0): 1, (1, 1): 2}))
    data[at % len(data)] = to
    path = tmp_path / "TIESv4.xls"
    path.write_bytes(data[:at] if cut else data)

    with pytest.raises(SourceError):
        ties_sanctions.load(path, date(2026, 1, 2))


def test_binary_sheets_in_an_archive_are_read_apart(tmp_path: Path) -> None:
    plain, file = written(tmp_path / "plain.xlsx", {"A1": 1}), tmp_path / "binary.xlsb"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("sheet1.xml", "sheet1.bin"), old.read(name))

    with pytest.raises(SourceError, match="a damaged workbook"):
        sheet(file)


@pytest.mark.shared
def test_a_publishers_old_workbook_has_all_its_rows(shared_data: Path) -> None:
    # TIES 4.1: 1,412 threats and impositions below the header.
    assert len(sheet(shared_data / "sanctions" / "TIESv4.xls")) == 1413


@pytest.mark.parametrize("more", [{}, {"xl/printerSettings/printerSettings1.bin": b"x"}])
def test_a_formula_that_nobody_has_worked_out_is_refused(
    tmp_path: Path, more: dict[str, bytes]
) -> None:
    file = written(tmp_path / "sums.xlsx", {"A1": 1, "B2": "=A1+1"})
    with zipfile.ZipFile(file, "a") as archive:
        for name, data in more.items():
            archive.writestr(name, data)

    with pytest.raises(SourceError, match="cell B2: found a formula without a saved value"):
        sheet(file)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (b'<c r="A1"><f>1+1</f><v>2</v></c>', 2.0),
        (b'<c r="A1" t="str"><f>IF(1,"","x")</f><v></v></c>', ""),
        (b'<c r="A1" t="str"><f>"a"</f><v>a</v></c>', "a"),
    ],
)
def test_a_formula_is_what_was_saved_for_it(tmp_path: Path, cell: bytes, value: object) -> None:
    plain, file = written(tmp_path / "plain.xlsx", {"A1": 1}), tmp_path / "sums.xlsx"
    page = PAGE % (b'<row r="1">' + cell + b'<c r="B1"><v>7</v></c></row>')
    file.write_bytes(zip_with(plain.read_bytes(), "xl/worksheets/sheet1.xml", page))

    assert sheet(file) == [[value, 7.0]]
