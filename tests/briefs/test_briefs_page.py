"""The HTML page: escapes what it did not write, marks every claim, asks nobody for anything."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hand_made import claim, document
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.briefs.marking import blocks
from visavis.briefs.page import pages_html, to_html
from visavis.briefs.safe import markup
from visavis.errors import InputError
from visavis.model.verdicts import Checked, Report, Verdict

VOID = {"meta", "br", "hr", "img", "link", "input"}
WRITTEN = {
    "html", "head", "meta", "title", "style", "body", "a", "main", "section", "header", "h1", "h2",
    "h3", "p", "ul", "ol", "li", "details", "summary", "div", "article", "span", "bdi", "mark",
    "dl", "dt", "dd", "code", "table", "caption", "thead", "tbody", "tr", "th", "td", "blockquote",
    "strong", "footer",
}  # fmt: skip


class Page(HTMLParser):
    """Elements, ids, links and visible text of a page; fails on tags that do not match."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {key for key, _ in attrs}
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)


def one_claim(quote: str, text: str, **fields: str) -> Report:
    found = claim(quote, text, measure="exports", form="level", **fields)
    checked = Checked(id="0" * 12, claim=found, verdict=Verdict.CONTRADICTED)
    return Report(document=document(text), data=(), claims=(checked,), consistency=())


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><script>x</script>",
        "</bdi></article></main><h1>gone</h1>",
        "&lt;b&gt; & &amp;",
        "javascript:alert(1)",
        "<!-- comment",
        "]]> <![CDATA[",
    ],
)
def test_hostile_words_stay_words(hostile: str):
    text = f"Heading {hostile}\n\nRussia sold {hostile} to China."
    report = one_claim(hostile, text, attribution=hostile)
    report = replace(report, document=replace(report.document, title=hostile, name=hostile))
    page = Page(to_html(report))

    assert page.tags <= WRITTEN
    assert not any(key.startswith("on") or key == "src" for key in page.attributes)
    assert not page.open
    assert hostile in "".join(page.text)


@given(st.text(min_size=1, max_size=60), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_the_page_holds_it_and_nothing_of_it_becomes_markup(
    words: str, data: st.DataObject
):
    text = words.replace("\r", " ") + " end"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    report = one_claim(text[start:end], text)
    moved = replace(report.claims[0].claim, start=start, end=end)
    report = replace(report, claims=(replace(report.claims[0], claim=moved),))
    page = Page(to_html(report))

    assert page.tags <= WRITTEN
    assert not page.open
    assert {"claim-1", "card-1"} <= set(page.ids)


def test_direction_overrides_are_shown_not_obeyed():
    page = to_html(one_claim("5 billion\u202e", "It sold 5 billion\u202e of oil\u2067."))

    assert "\u202e" not in page
    assert "\u2067" not in page
    assert "U+202E" in page


def test_the_page_asks_nobody_for_anything(report: Report):
    page = to_html(report)
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)

    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert not re.search(r"url\(|@import|<script|<link|<img|\sstyle=", page)
    assert all(link.startswith("#") for link in Page(page).links)


def test_every_link_leads_somewhere_and_every_id_is_unique(report: Report):
    for page in (Page(to_html(report)), Page(pages_html([report, report]))):
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links} <= set(page.ids)


def test_every_claim_is_marked_and_has_a_card_that_says_its_verdict_in_words(report: Report):
    page = to_html(report)

    for number, checked in enumerate(report.claims, 1):
        words = checked.verdict.value.replace("_", " ")
        assert f'id="claim-{number}"' in page
        assert f'aria-label="Claim {number}, {words}"' in page


def test_the_page_has_language_one_main_title_and_a_way_past_the_head(report: Report):
    page = to_html(report)

    assert '<html lang="en">' in page
    assert page.count("<h1") == 1
    assert page.index('class="skip"') < page.index("<h1")


def test_overlapping_claims_are_both_marked_and_no_character_is_lost():
    text = "Exports rose 5% to $3 billion in 2020."
    spans = [(8, 29), (13, 29), (16, 33)]
    found = list(blocks(replace(document(text), segments=()), spans))
    runs = [run for block in found for run in block.runs]

    assert "".join(run.text for run in runs) == text
    assert [run.covering for run in runs] == [(), (1,), (1, 2), (1, 2, 3), (3,), ()]
    assert [run.starting for run in runs] == [(), (1,), (2,), (3,), (), ()]
    assert [run.ending for run in runs] == [(), (), (), (1, 2), (3,), ()]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6),
    st.lists(st.integers(0, 60), max_size=4),
)
def test_blocks_hold_the_whole_text_and_each_claim_starts_and_ends_once(
    claims: list[tuple[int, int]], cuts: list[int]
):
    text = "".join(chr(ord("a") + n % 26) for n in range(60))
    spans = [(start, min(start + length, 60)) for start, length in claims]
    base = document(text)
    edges = sorted({0, 60, *cuts})
    parts = tuple(replace(base.segments[0], start=a, end=b) for a, b in pairwise(edges))
    runs = [run for b in blocks(replace(base, segments=parts), spans) for run in b.runs]
    numbers = list(range(1, len(spans) + 1))

    assert "".join(run.text for run in runs) == text
    assert sorted(n for run in runs for n in run.starting) == numbers
    assert sorted(n for run in runs for n in run.ending) == numbers


def test_an_unreadable_file_is_a_section_of_the_page_with_its_sentence(report: Report):
    page = pages_html([report, InputError("b.txt", "nothing", "a <text>")])

    assert "b.txt: found nothing; expected a &lt;text&gt;." in page


def test_markup_escapes_quotes_as_well():
    assert markup("\"'<>&") == "&quot;&#x27;&lt;&gt;&amp;"
