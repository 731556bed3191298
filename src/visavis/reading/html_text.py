"""The readable text of an HTML page, with its blocks, date and title; no page is too broken.

Scripts, styles, menus, side bars, forms and hidden elements are left out. Each block becomes one
segment; blocks are parted by an empty line, table cells by a tab.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from html.parser import HTMLParser

from visavis.model.claims import Segment
from visavis.reading.patterns import lazy
from visavis.reading.segments import LATE, classify, mark_notes

__all__ = ["Page", "extract_html"]

_LEAVE_DROP = frozenset(("main", "article", "h1", "body"))
_DROP, _VOID, _BLOCK = (
    frozenset(tags.split())
    for tags in (
        "script style noscript nav footer aside template svg math iframe form button select option "
        "textarea object canvas audio video dialog head menu map",
        "area base br col embed hr img input link meta param source track wbr",
        "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody "
        "tfoot tr blockquote pre figure figcaption caption address hr details summary fieldset "
        "body html center",
    )
)
_CLOSES_SELF = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "option"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN_STYLE = lazy(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTES_CLASS = lazy(r"foot-?notes?|end-?notes?|doc-endnote|references", re.IGNORECASE)
_JUNK_CLASS = lazy(
    r"\b(?:cookies?|consent|newsletter|subscribe|related|sidebar|breadcrumbs?|comments?|share|"
    r"social|promo|advert(?:isement)?|author-bio|copyright)\b",
    re.IGNORECASE,
)
_DATE_NAMES = frozenset((
    "article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "datepublished", "publish-date", "pubdate", "publication_date", "citation_publication_date",
    "og:published_time", "sailthru.date", "parsely-pub-date",
))  # fmt: skip
_ISO_DAY = lazy(r"((?:19|20)\d\d)[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])(?!\d)")
_LD_DATE = lazy(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")
_MARKED_SECTION = lazy(r"<!\[[^>]*>?")
"""`<![CDATA[` and `<![endif]>`: html.parser fails on those that it does not know."""
_NO_MARKS = dict.fromkeys(range(1, 5))
"""Control characters that stand for line breaks, cells and superscripts while a block is built."""
_CELL_END = lazy(r" *\x03 *")
_SPACE = lazy(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, without its scaffolding."""

    text: str
    segments: tuple[Segment, ...]
    date: str | None
    title: str | None
    language: str | None
    lines: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    tag: str
    drops: bool
    kind: str | None = None


def extract_html(source: str) -> Page:
    """The readable text of `source` with its segments.

    The date is the first day stated in the page's metadata, a `time` element or its linked data.
    """
    parser = _Extractor()
    parser.feed(_without_open_ends(_MARKED_SECTION.sub(" ", source)))
    parser.close()
    parser.flush()
    text = parser.text
    segments = mark_notes(text, _classified(text, parser.blocks))
    date = parser.meta_date or parser.ld_date or parser.time_date
    line_count = source.count("\n") + 1
    known = sorted(parser.line_at.items())
    numbers = [line for line, _ in known]
    lines = tuple(
        known[at][1] if (at := bisect_left(numbers, line)) < len(known) else len(text)
        for line in range(1, line_count + 1)
    )
    title = _SPACE.sub(" ", parser.title).strip() or None
    return Page(text, segments, date, title, parser.language, lines)


def _classified(text: str, blocks: list[tuple[int, int, str | None]]) -> list[Segment]:
    found = []
    for start, end, kind in blocks:
        known = kind or classify(text[start:end], late=start > LATE * len(text))
        if kind == "list" and classify(text[start:end]) == "boilerplate":
            known = "boilerplate"
        found.append(Segment(start, end, known))  # type: ignore[arg-type]
    return found


def _day(value: str) -> str | None:
    match = _ISO_DAY.search(value)
    return "-".join(match.groups()) if match else None


def _without_open_ends(source: str) -> str:
    """The source, with comments and tags that nothing ever closes shown as the text they are.

    The parser would look for the end of each of them to the end of the file.
    """
    last = source.rfind("-->") + 1
    source = source[:last] + source[last:].replace("<!--", "&lt;!--")
    last = source.rfind(">") + 1
    return source[:last] + source[last:].replace("<", "&lt;")


class _Extractor(HTMLParser):
    """Collects text block by block; the only state is what is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[int, int, str | None]] = []
        self.meta_date: str | None = None
        self.time_date: str | None = None
        self.ld_date: str | None = None
        self.title = ""
        self.language: str | None = None
        self.line_at: dict[int, int] = {}
        self._open: list[_Open] = []
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[str] = []
        self._block_line: list[int] = []

    # -- tags ---------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._take_metadata(tag, values)
        if tag in _VOID:
            self._void(tag)
            return
        if tag in _BLOCK:
            self.flush()
        if tag in _CLOSES_SELF and any(o.tag == tag for o in self._open[-3:]):
            self._close(tag)
        if tag in _LEAVE_DROP and self._drops and self._drop_tag() not in ("template", "head"):
            while self._drops:
                self._open.pop()
        marks = f"{values.get('class', '')} {values.get('id', '')} {values.get('role', '')}"
        self._open.append(_Open(tag, self._is_dropped(tag, values, marks), _kind(tag, marks)))
        if tag == "sup":
            self._parts.append("\x02")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK:
            self.flush()
        if tag in ("td", "th") and not self._drops:
            self._parts.append("\x03")
        self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].tag == "title":
            self.title += data
        elif self._open and self._open[-1].tag == "script" and self.ld_date is None:
            match = _LD_DATE.search(data)
            self.ld_date = _day(match[1]) if match else None
        elif not self._drops and data:
            if not self._parts:
                self._block_line.append(self.getpos()[0])
            self._parts.append(data.translate(_NO_MARKS))

    # -- blocks -------------------------------------------------------------------------------

    def flush(self) -> None:
        """End the current block, if it has any text."""
        joined = "".join(self._parts).translate(_INVISIBLE)
        self._parts.clear()
        lines = [_SPACE.sub(" ", line).strip(" ") for line in joined.split("\x01")]
        block = _CELL_END.sub("\t", "\n".join(filter(None, lines))).strip("\t ")
        block = _notes(block)
        if block:
            start = self._length + (2 if self._pieces else 0)
            self._pieces.append(block)
            self._length = start + len(block)
            self.blocks.append((start, self._length, self._kind_now()))
            for line in self._block_line[:1]:
                self.line_at.setdefault(line, start)
        self._block_line.clear()

    @property
    def text(self) -> str:
        """All blocks so far, parted by an empty line."""
        return "\n\n".join(self._pieces)

    @property
    def _drops(self) -> bool:
        return any(o.drops for o in self._open)

    def _drop_tag(self) -> str:
        return next(o.tag for o in self._open if o.drops)

    def _kind_now(self) -> str | None:
        kinds = [o.kind for o in self._open if o.kind]
        for strong in ("boilerplate", "footnote", "caption", "table", "quote"):
            if strong in kinds:
                return strong
        return kinds[-1] if kinds else None

    def _close(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag:
                if tag == "sup":
                    self._parts.append("\x04")
                del self._open[at:]
                return

    def _void(self, tag: str) -> None:
        if tag == "br":
            self._parts.append("\x01")
        elif tag == "hr":
            self.flush()

    def _is_dropped(self, tag: str, values: dict[str, str], marks: str) -> bool:
        if _NOTES_CLASS.search(marks) and tag in ("footer", "aside"):
            return False
        is_hidden = "hidden" in values or values.get("aria-hidden") == "true"
        return tag in _DROP or is_hidden or bool(_HIDDEN_STYLE.search(values.get("style", "")))

    def _take_metadata(self, tag: str, values: dict[str, str]) -> None:
        if tag == "html" and values.get("lang"):
            language = values["lang"][:2].lower()
            self.language = language if language in ("en", "fr", "ru") else None
        if tag == "meta" and self.meta_date is None:
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            if name.lower() in _DATE_NAMES:
                self.meta_date = _day(values.get("content", ""))
        if tag == "time" and self.time_date is None:
            self.time_date = _day(values.get("datetime", ""))


def _kind(tag: str, marks: str) -> str | None:
    """Kind that an element gives to the text in it, if any."""
    if tag in _HEADINGS:
        return "heading"
    if _NOTES_CLASS.search(marks) and tag != "a":
        return "footnote"
    if tag in ("div", "section", "ul", "p") and _JUNK_CLASS.search(marks):
        return "boilerplate"
    by_tag = {"blockquote": "quote", "figcaption": "caption", "caption": "caption"}
    by_tag |= {"table": "table", "li": "list", "address": "boilerplate"}
    return by_tag.get(tag)


_SUP = lazy(r"([^\W\d_]*)\x02\s*\[?(\d{1,3}|\*|[a-z])?\]?\s*([^\x04]*)\x04")
_AREA = frozenset(("m", "km", "cm", "mi", "CO", "R"))


def _notes(block: str) -> str:
    """Superscript numbers as note marks in brackets, except after a unit ("km2")."""

    def mark(match: re.Match[str]) -> str:
        word, number, rest = match.groups()
        if number is None or rest.strip() or word in _AREA:
            return f"{word}{number or ''}{rest}"
        return f"{word}[{number}]"

    return _SUP.sub(mark, block).replace("\x02", "").replace("\x04", "")
