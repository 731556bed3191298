"""Documents: what is read from files, what is refused, and which block is what."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.errors import InputError
from visavis.model.claims import Document
from visavis.reading.annotate import annotate
from visavis.reading.document import read_document


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, document.text[s.start : s.end]) for s in document.segments]


def test_a_text_is_kept_as_it_is_but_for_newlines_and_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    raw = b"\xef\xbb\xbfTrade rose \xe2\x80\x93 it said.\r\nNext\rline\n"
    path.write_bytes(raw)
    document = read_document(path)

    assert document.text == "Trade rose – it said.\nNext\nline\n"
    assert (document.encoding, document.kind, document.name) == ("utf-8", "txt", "a.txt")
    assert document.file_sha256 == hashlib.sha256(raw).hexdigest()
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert [document.text[at:].split("\n")[0] for at in document.lines] == [
        "Trade rose – it said.", "Next", "line", "",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_unicode_files_are_read_by_their_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Торговля выросла на 5 %.".encode(encoding))

    assert read_document(path).text == "Торговля выросла на 5 %."


RUSSIAN = (
    "Товарооборот России и Вьетнама вырос в 2021 году на четверть, сообщила таможенная служба."
)
FRENCH = (
    "Les échanges entre la Chine et l’Union européenne ont augmenté de 5 % à la fin de l’année."
)


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (RUSSIAN, "cp1251", "ru"),
        (RUSSIAN, "koi8-r", "ru"),
        (FRENCH, "cp1252", "fr"),
        ("Trade – “two-way” – reached €5 billion.", "cp1252", "en"),
    ],
)
def test_single_byte_encodings_are_told_by_their_letters(
    text: str, encoding: str, language: str
) -> None:
    document = read_document(text.encode(encoding))

    assert (document.text, document.encoding) == (text, encoding)
    assert document.language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Китай является крупнейшим торговым партнером Казахстана.", "ru"),
        ("La France vend du blé au Maroc et en achète des engrais.", "fr"),
        ("China buys oil.", "en"),
        ("5 %", "en"),
    ],
)
def test_the_language_is_told_by_script_and_function_words(text: str, language: str) -> None:
    assert read_document(text).language == language


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "an empty file"),
        (b"  \n\t ", "only white space"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"abc\x00def", "a zero byte at offset 3"),
        (b"\x80\x81\x82\x83\x8d\x8f\x90", "an unknown encoding"),
        ("Ünïcödé öäü ÄÖÜ ".encode() + b"\xff and more", "a damaged UTF-8 text (byte at offset"),
        (b"x" * (20 * 1024 * 1024 + 1), "more than 20 MB"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(raw: bytes, found: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(raw)

    assert found in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_files_folders_and_other_kinds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_document(tmp_path / "absent.txt")
    with pytest.raises(InputError, match="a folder"):
        read_document(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError, match=r"a file of kind \.docx"):
        read_document(tmp_path / "a.docx")


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    with pytest.raises(InputError, match="more than 20 MB"):
        read_document(path)


ARTICLE = """World leaders met. Source: AP

A pivot to Asia?

Russia sells arms to China, worth $5 billion.(1) It also sells oil.

- Gas is another matter, 5 bcm.
- Coal as well.

Notes:
(1) SIPRI, "Transfers in 2020", 6 April 2021.
(2) The Economist, 18 November 2021.
Thumbnail: a montage of 5 pictures
* Jane Doe is a fellow at the Institute of 2020.
Translated from French by John Roe
All rights reserved. This website uses cookies.
"""


def test_the_blocks_of_an_article_are_told_apart() -> None:
    document = read_document(ARTICLE)

    assert [kind for kind, _ in kinds(document)] == [
        "caption", "heading", "prose", "list", "list", "heading", "footnote", "footnote",
        "caption", "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip
    assert [s.note for s in document.segments if s.kind == "footnote"] == ["1", "2"]


def test_numbers_in_notes_captions_and_boilerplate_are_no_quantities() -> None:
    document = read_document(ARTICLE)
    found = [document.text[q.start : q.end] for s in annotate(document) for q in s.quantities]

    assert found == ["$5 billion", "5 bcm"]


def test_a_sentence_names_the_notes_it_refers_to() -> None:
    sentences = [s for s in annotate(read_document(ARTICLE)) if s.segment == "prose"]

    assert [s.notes for s in sentences] == [("1",), ()]


def test_lines_wrapped_at_a_column_make_one_paragraph_and_long_lines_one_each() -> None:
    wrapped = (
        "Trade between the two countries rose by a fifth in the year that had\n"
        "just ended, and Hanoi expects the same for the years to come, as the\n"
        "minister said.\n"
    )
    unwrapped = "The first paragraph is one long line that ends here.\nThe second one follows.\n"

    assert [kind for kind, _ in kinds(read_document(wrapped))] == ["prose"]
    assert len(read_document(unwrapped).segments) == 2


def test_a_text_of_one_line_without_a_full_stop_is_prose() -> None:
    document = read_document("China accounts for 14.6% of Russia's exports")

    assert [kind for kind, _ in kinds(document)] == ["prose"]


MARKDOWN = """---
title: "Two neighbours"
date: 2022-03-15
---

# Trade

Turkey's share is **14.6%** of [exports](http://example.com/2016).[^1]

| Year | Trade |
|------|-------|
| 2020 | 5     |

> A quotation of 7 words.

[^1]: TurkStat, 2021.
"""


def test_markdown_has_front_matter_headings_tables_quotes_and_notes() -> None:
    document = read_document(MARKDOWN, kind="md")

    assert (document.title, document.date) == ("Two neighbours", "2022-03-15")
    assert [kind for kind, _ in kinds(document)] == [
        "heading", "prose", "table", "quote", "footnote",
    ]  # fmt: skip
    prose = next(s for s in annotate(document) if s.segment == "prose")
    assert [document.text[q.start : q.end] for q in prose.quantities] == ["14.6%"]
    assert (prose.notes, [m.id for m in prose.mentions]) == (("1",), ["TUR"])


def test_a_date_in_the_running_text_is_not_the_date_of_the_document() -> None:
    assert read_document("On 15 March 2022 trade rose.").date is None


HTML = """<!DOCTYPE html><html lang="en"><head><title>Trade &amp; oil</title>
<meta property="article:published_time" content="2022-03-15T10:00:00Z">
<script>var x = "5 billion";</script><style>p {color: red}</style></head>
<body><nav>Home 2020</nav><header><h1>India &amp; Iran</h1></header>
<p>Trade rose to <b>$5&nbsp;billion</b><sup>3</sup> in
2021.</p><p hidden>Never 7.</p><div style="display:none">Nor 8.</div>
<ul><li>Oil: 5 Mt<li>Gas: 3 bcm</ul>
<blockquote><p>We agree.</p></blockquote>
<table><tr><td>2020</td><td>7</td></tr></table>
<figure><figcaption>A ship in 2019</figcaption></figure>
<div class="footnotes"><p>[3] Customs, 2022.</p></div>
<aside>Subscribe for 3 dollars</aside><footer>Contact 2020</footer></body></html>"""


def test_a_page_gives_its_text_without_scripts_menus_and_hidden_parts() -> None:
    document = read_document(HTML)

    assert (document.kind, document.title, document.date, document.language) == (
        "html", "Trade & oil", "2022-03-15", "en",
    )  # fmt: skip
    assert kinds(document) == [
        ("heading", "India & Iran"),
        ("prose", "Trade rose to $5\u00a0billion[3] in 2021."),
        ("list", "Oil: 5 Mt"),
        ("list", "Gas: 3 bcm"),
        ("quote", "We agree."),
        ("table", "2020\t7"),
        ("caption", "A ship in 2019"),
        ("footnote", "[3] Customs, 2022."),
    ]
    assert [s.note for s in document.segments if s.kind == "footnote"] == ["3"]
    prose = next(s for s in annotate(document) if s.segment == "prose")
    assert (prose.notes, [q.value for q in prose.quantities]) == (("3",), [5e9])


def test_the_declared_charset_of_a_page_is_used() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Россия</p></body></html>'
    document = read_document(page.encode("cp1251"))

    assert (document.text, document.encoding) == ("Россия", "cp1251")


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="without any text"):
        read_document(b"<html><body><script>5</script></body></html>")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<html><p>One<p>Two<div>Three", ["One", "Two", "Three"]),
        ("<html><nav>Menu<article><p>Text</p></article>", ["Text"]),
        ("<html></p></div><p>Text</b></p>", ["Text"]),
        ("<html><![endif]><p>Text<![CDATA[x]]></p>", ["Text"]),
        ("<html><p>5 &lt; 6 &amp; 7 &eacute; &#8364;", ["5 < 6 & 7 é €"]),
        ("<html><p>a<br>b</p>", ["a\nb"]),
        ("<html><p>5 km<sup>2</sup> and CO<sub>2</sub></p>", ["5 km2 and CO2"]),
    ],
)
def test_broken_pages_still_give_their_text(page: str, expected: list[str]) -> None:
    assert [text for _, text in kinds(read_document(page))] == expected


TAGS = st.sampled_from([
    "<p>", "</p>", "<div", ">", "<script>", "</script>", "<!--", "-->", "<![", "]]>", "text 5%",
    "&", "&#x", "<a href='", "'", "<b>", "</html>", "<nav>", "<table><tr>", "<td>", "\n", "\x00",
    "<sup>3</sup>", "<h1>", "<!DOCTYPE", "<?php", "<svg/>", "hidden", "=", "<li>", "</article>",
    "$5 billion", "\x02", "\x04",
])  # fmt: skip


@given(st.lists(TAGS, max_size=20))
@settings(max_examples=300, deadline=None)
def test_no_page_is_too_broken_to_be_read(tags: list[str]) -> None:
    try:
        document = read_document("<html>" + "".join(tags))
    except InputError:
        return

    spans = [(s.start, s.end) for s in document.segments]
    assert all(0 <= start < end <= len(document.text) for start, end in spans)
    assert spans == sorted(spans)
    annotate(document)


LINES = st.sampled_from([
    "", "# Title", "Notes:", "(1) A note, 2020.", "1. One", "- item", "> quote", "| a | b |", "---",
    "Trade rose to $5 billion in 2016.", "Source: AP", "Short line", "[^1]: note", "[1]", "   ",
    "It uses cookies.", "Photo: X", "On 5 May it fell, the minister said, and rose again a little.",
])  # fmt: skip


@given(st.lists(LINES, max_size=14), st.sampled_from(["txt", "md", "string"]))
@settings(max_examples=300, deadline=None)
def test_segments_cover_the_words_in_order_and_every_span_is_exact(
    lines: list[str], kind: str
) -> None:
    text = "\n".join(lines)
    try:
        document = read_document(text, kind=kind)  # type: ignore[arg-type]
    except InputError:
        return

    end = 0
    for segment in document.segments:
        assert end <= segment.start < segment.end
        assert document.text[segment.start : segment.end].strip()
        end = segment.end
    for sentence in annotate(document):
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert len(sentence.plain) == len(sentence.text)
        for thing in (*sentence.quantities, *sentence.whens, *sentence.mentions):
            assert sentence.start <= thing.start < thing.end <= sentence.end
