"""Reading delimited files strictly: every fault has its own sentence."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from visavis.errors import SourceError
from visavis.sources.strict import Shape, decoded, file_bytes, files_of, read_rows

SHAPE = Shape("the sample", ("state", "year", "value"), "value")


def rows_of(text: str | bytes) -> list[tuple[str | None, ...]]:
    data = text.encode() if isinstance(text, str) else text
    return read_rows("sample.csv", data, (SHAPE,)).frame.select("state", "year", "value").rows()


def test_cells_are_kept_as_text_with_their_lines() -> None:
    rows = read_rows("sample.csv", b"state,year,value\nRUS,2020,007\nCHN,2021,1e3\n", (SHAPE,))

    assert rows.frame.rows() == [(2, "RUS", "2020", "007"), (3, "CHN", "2021", "1e3")]


@pytest.mark.parametrize(
    "text",
    [
        "state,year,value\nRUS,2020,1\n",
        "\ufeffstate,year,value\nRUS,2020,1\n",
        "state,year,value\r\nRUS,2020,1\r\n",
        "state,year,value\nRUS,2020,1,\n",
        '"state","year","value"\n"RUS","2020","1"\n',
        "state,year,value\nRUS,2020,1",
    ],
    ids=["plain", "byte-order mark", "Windows lines", "comma behind", "quoted", "no last newline"],
)
def test_harmless_variants_of_one_file_read_alike(text: str) -> None:
    assert rows_of(text) == [("RUS", "2020", "1")]


def test_a_quoted_cell_may_hold_a_line_break() -> None:
    frame = read_rows("s.csv", b'state,year,value\n"RU\nS",2020,1\nCHN,2020,2\n', (SHAPE,)).frame

    assert frame["state"].to_list() == ["RU\nS", "CHN"]
    assert frame["line"].to_list() == [2, 4]


def test_a_latin_1_file_is_read_as_such() -> None:
    assert rows_of("state,year,value\nCôte d'Ivoire,2020,1\n".encode("latin-1")) == [
        ("Côte d'Ivoire", "2020", "1")
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"state,year,value\nRUS,2020\nCHN,2020,1\n", "line 2: found 2 fields; expected 3 fields"),
        (b"state,year,value\nRUS,2020,1\nCHN,2020,1,9\n", "line 3: found 4 fields"),
        (b"state,year,value\nRUS,2020,1\nCHN,20", "line 3: found 2 fields"),
        (b"state,year,value\nRUS,2020,1\nCHN,2020,\n", "line 3: found no value"),
        (b"state;year;value\nRUS;2020;1\n", "line 1: found fields separated by ';'"),
        (b"state\tyear\tvalue\nRUS\t2020\t1\n", "found fields separated by '\\t'"),
        (b"state,year,amount\nRUS,2020,1\n", "unknown columns amount and no column value"),
        (b"year,state,value\n2020,RUS,1\n", "its columns in another order"),
        (b"state,year,value,flag\nRUS,2020,1,x\n", "unknown columns flag"),
        (b"state,year,value\n", "a header without rows"),
        (b"state,year,value\nRUS,2020,1\x00\n", "zero bytes"),
        ("state,year,value\nÉ,2020,1\n".encode() + b"C\xf4te,2020,2\n", "line 3: found Latin-1"),
        (b'state,year,value\n"RUS,2020,1\n', "line 2"),
    ],
)
def test_a_fault_is_named_with_its_line(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        rows_of(data)

    assert sentence in str(caught.value)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b" \n")

    with pytest.raises(SourceError, match="an empty file"):
        file_bytes(tmp_path / "a.csv")


def test_a_cut_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"state,year\n" * 1000)[:-20])

    with pytest.raises(SourceError, match="unreadable content"):
        file_bytes(tmp_path / "a.csv.gz")


@pytest.mark.parametrize("members", [1, 10])
def test_a_packed_file_that_swells_is_refused_before_it_fills_memory(
    tmp_path: Path, members: int
) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"0," * 20_000_000) * members)

    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match="times smaller; expected a table"):
            file_bytes(path)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 5 * max(4 << 20, 200 * path.stat().st_size)


def test_a_packed_file_of_several_members_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"state,year\n") + gzip.compress(b"a,1\n"))

    assert file_bytes(tmp_path / "a.csv.gz") == b"state,year\na,1\n"


def test_a_folder_without_such_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no such file in the folder; expected \*\.csv"):
        files_of(tmp_path, ("*.csv",))
    with pytest.raises(SourceError, match="nothing there"):
        files_of(tmp_path / "missing", ("*.csv",))


def test_decoding_never_changes_plain_text() -> None:
    assert decoded("x", b"a\r\nb\rc\n") == "a\nb\nc\n"


def test_a_link_that_leads_nowhere_is_refused_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x\n")
    (tmp_path / "b.csv").symlink_to(tmp_path / "gone.csv")

    with pytest.raises(SourceError, match=r"b\.csv: found a link to a file that is not there"):
        files_of(tmp_path, ("*.csv",))
