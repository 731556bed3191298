"""One odd cell, or one odd habit of saving a file, put to every source of the register.

Allowed are three outcomes: one sentence, the rows as they were, or fewer of them with the rest
counted. A row that reads otherwise than before must hold the odd text itself, or, where that is a
number like any other, differ in an amount alone.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from samples import DELIMITERS, SAMPLES

from visavis.errors import SourceError
from visavis.sources import SOURCES, Load, source

TODAY = date(2026, 1, 2)
TEXT, WORKBOOK = (".csv", ".tab", ".txt"), ".xlsx"
SIGNED = {"gdelt", "icews", "polecat", "ideal_points", "ideal_points_yearly", "imf_dip"}
"""Sources of scores and of positions, which may be below zero."""
HEADINGS = {"un_votes": {"unres", "short", "rcid"}, "wto_rta": {"B6"}}
"""Columns whose words place a row beside others: another word is another heading or roll call."""
Rows = set[tuple[object, ...]]


def test_every_source_has_a_sample_that_reads(tmp_path: Path) -> None:
    assert sorted(SAMPLES) == sorted(each.origin.id for each in SOURCES if not each.is_derived)
    for name, write in SAMPLES.items():
        folder = tmp_path / name
        folder.mkdir()
        write(folder)
        assert read(name, folder)[0], name


def read(name: str, folder: Path) -> tuple[Rows, Load]:
    """All rows without their places in the file, streams taken, and the counts."""
    files = files_in(folder)
    load = source(name).load(files[0] if name == "sipri_register" else folder, TODAY)
    frames = [(table, each.frame) for table, each in load.tables.items()]
    frames += [
        (table, frame.cast({pl.Enum: pl.String}))
        for table, each in load.streams.items()
        for frame in each.frames
    ]
    rows: Rows = {
        (table, *row)
        for table, frame in frames
        for row in frame.drop("origin_row", strict=False).iter_rows()
    }
    return rows, load.taken(load) if load.taken else load


def files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def counted(load: Load) -> int:
    """Rows that are accounted for without being kept."""
    return len(load.refused) + sum(load.left_out.values()) + len(load.unmatched)


def changed(name: str, file: Path, odd: str) -> Iterator[tuple[str, bytes]]:
    """The file with each filled cell of its last two rows replaced in turn, with its column."""
    if file.suffix == WORKBOOK:
        yield from changed_workbooks(file, odd)
    elif file.suffix in TEXT:
        text, encoding = text_of(name, file)
        lines = text.splitlines()
        rows = [n for n, line in enumerate(lines) if line.strip(", ;\t")]
        header = cells_of(name, lines[0])
        for at in rows[1:][-2:]:
            cells = cells_of(name, lines[at])
            for column in [n for n, cell in enumerate(cells) if cell]:
                line = line_of(name, [*cells[:column], odd, *cells[column + 1 :]])
                title = header[column] if column < len(header) else ""
                data = "\n".join([*lines[:at], line, *lines[at + 1 :], ""])
                yield title, data.encode(encoding)


def changed_workbooks(file: Path, odd: str) -> Iterator[tuple[str, bytes]]:
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        filled = [n for n in range(2, sheet.max_row + 1) if any(c.value for c in sheet[n])]
        for cell in [cell for row in filled[-2:] for cell in sheet[row] if cell.value is not None]:
            before, cell.value = cell.value, odd
            out = io.BytesIO()
            book.save(out)
            cell.value = before
            yield cell.coordinate, out.getvalue()


def text_of(name: str, file: Path) -> tuple[str, str]:
    data = file.read_bytes()
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    encoding = "latin-1" if name == "sipri_register" else encoding
    return data.decode(encoding), encoding


def cells_of(name: str, line: str) -> list[str]:
    delimiter = DELIMITERS.get(name, ",")
    return (
        line.split("\t") if delimiter == "\t" else next(csv.reader([line], delimiter=delimiter), [])
    )


def line_of(name: str, cells: list[str]) -> str:
    delimiter = DELIMITERS.get(name, ",")
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return "\t".join(cells) if delimiter == "\t" else out.getvalue()


def without_amounts(rows: Rows) -> Rows:
    return {tuple(cell for cell in row if not isinstance(cell, Decimal)) for row in rows}


def assert_accounted(case: tuple[str, str, str], clean: Rows, before: Load, folder: Path) -> None:
    name, place, odd = case
    try:
        rows, load = read(name, folder)
    except SourceError:
        return
    if place in HEADINGS.get(name, ()):
        return
    shown = {row for row in rows - clean if not any(odd in str(c) for c in row if type(c) is str)}
    shown = {row for row in shown if not any(str(cell).startswith("_NES_") for cell in row)}
    where = f"{name}, {place}, {odd!r}"
    if odd in ("20211", "-5"):
        assert without_amounts(shown) <= without_amounts(clean), where
    else:
        assert not shown, where
    if name not in SIGNED:
        amounts = [cell for row in shown for cell in row if isinstance(cell, Decimal)]
        assert not [each for each in amounts if each < 0], where
    if len(rows) < len(clean):
        assert counted(load) > counted(before), where


ODD = {
    "a formula": "=1+1", "a year of five digits": "20211", "a decimal comma": "12,5",
    "a negative number": "-5", "an unknown code": "ZQX",
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize("name", SAMPLES)
def test_no_odd_cell_becomes_a_number_that_looks_fine(tmp_path: Path, name: str, odd: str) -> None:
    SAMPLES[name](tmp_path)
    clean, before = read(name, tmp_path)
    for file in files_in(tmp_path):
        good = file.read_bytes()
        for place, data in changed(name, file, odd):
            file.write_bytes(data)
            assert_accounted((name, place, odd), clean, before, tmp_path)
        file.write_bytes(good)


def twice(cells: list[str]) -> list[str]:
    return [*cells, cells[0]]


def turned(cells: list[str]) -> list[str]:
    return cells[::-1]


def one_more(cells: list[str]) -> list[str]:
    return [*cells, ""]


HABITS = {
    "a column twice": twice, "columns in another order": turned, "a delimiter behind": one_more,
}  # fmt: skip


@pytest.mark.parametrize("habit", HABITS.values(), ids=list(HABITS))
@pytest.mark.parametrize("name", SAMPLES)
def test_columns_saved_otherwise_are_refused_or_read_alike(tmp_path: Path, name: str, habit):
    SAMPLES[name](tmp_path)
    clean, _ = read(name, tmp_path)
    for file in [each for each in files_in(tmp_path) if each.suffix in TEXT]:
        good = file.read_bytes()
        text, encoding = text_of(name, file)
        lines = [line_of(name, habit(cells_of(name, line) or [""])) for line in text.splitlines()]
        file.write_bytes("\n".join([*lines, ""]).encode(encoding))
        assert_alike(name, tmp_path, clean)
        file.write_bytes(good)


BYTES = {
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data.removeprefix(b"\xef\xbb\xbf"),
    "Latin-1": lambda data: data.decode("utf-8", "replace").encode("latin-1", "replace"),
    "semicolons": lambda data: data.replace(b",", b";"),
    "tabs": lambda data: data.replace(b",", b"\t"),
    "lines of Windows": lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "a page in its place": lambda _: b"<!DOCTYPE html><html><body>No</body></html>",
}


@pytest.mark.parametrize("fault", BYTES.values(), ids=list(BYTES))
@pytest.mark.parametrize("name", SAMPLES)
def test_bytes_saved_otherwise_are_refused_or_read_alike(tmp_path: Path, name: str, fault) -> None:
    SAMPLES[name](tmp_path)
    clean, _ = read(name, tmp_path)
    for file in files_in(tmp_path):
        good = file.read_bytes()
        file.write_bytes(fault(good) if file.suffix in TEXT else good[: len(good) // 2])
        assert_alike(name, tmp_path, clean)
        file.write_bytes(good)


def assert_alike(name: str, folder: Path, clean: Rows) -> None:
    try:
        rows, _ = read(name, folder)
    except SourceError:
        return
    assert {row for row in rows if "\ufffd" not in str(row)} <= clean
    assert len(rows) == len(clean)
