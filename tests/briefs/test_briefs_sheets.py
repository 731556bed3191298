"""A sheet in a terminal and as a page: nothing breaks apart, nothing hostile gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.briefs.sheets import Sheet, sheet_html, sheet_text
from visavis.briefs.tables import Table


def sheet(title: str, rows: tuple[tuple[str, ...], ...], finding: str = "All is well.") -> Sheet:
    table = Table("A table", ("who", "share"), rows)
    return Sheet(
        title=title, finding=(finding,), tables=(table,), notes=(("note", ""), ("unit", "TIV")),
        vintages=frozenset({("un_votes", "2024-06-30")}),
    )  # fmt: skip


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    lines = sheet_text(sheet("T", (("A", "5 %"), ("Bb", "12.5 %")))).splitlines()

    assert lines[4:7] == ["    who   share", "    A       5 %", "    Bb   12.5 %"]


def test_a_note_without_words_is_left_out() -> None:
    assert "note" not in sheet_text(sheet("T", (("A", "1"),)))


@given(st.integers(min_value=40, max_value=120))
def test_a_number_is_never_parted_from_its_unit(width: int) -> None:
    words = "Russia 16.7 %, the United States 15.1 %, South Korea 13.0 %, France 11.4 %"
    text = sheet_text(sheet("T", (("ASEAN", words),), finding=words), width)

    assert not any(line.lstrip().startswith("%") for line in text.splitlines())
    assert max(len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", 'a"onload="x', "a\u202eb"])
def test_a_title_from_a_file_is_shown_and_not_obeyed(hostile: str) -> None:
    """A title of a resolution comes from a publisher's file."""
    made = sheet(hostile, ((hostile, "1"),))
    page = sheet_html(made)

    assert "<script" not in page
    assert "\u202e" not in page
    assert "\u202e" not in sheet_text(made).partition("\n")[2]
