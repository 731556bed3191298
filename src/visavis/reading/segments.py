"""The blocks of a plain or Markdown text: prose, headings, lists, notes, captions, boilerplate.

A segment is one paragraph, list item, note or table, trimmed of white space. The trap: a file may
be wrapped at a column or hold one paragraph a line; a line that could not have taken the next
line's first word is taken as wrapped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from visavis.model.claims import Segment
from visavis.reading.patterns import lazy

__all__ = ["LATE", "classify", "front_matter", "mark_notes", "segment_text"]

LATE = 0.6
"""Share of a text after which "X is a fellow at Y" is taken as a note on the author."""
_FRONT = lazy(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_KEY = lazy(r"^(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_ISO_DAY = lazy(r"((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)")
_BULLET = lazy(r"\s*(?:[-*+•‣▪●–]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)")
_NOTE = lazy(
    r"\s*(?:\[\^([\w-]{1,12})\]:|\[(\d{1,3})\]:?|\((\d{1,3})\)|(\d{1,3})[.)](?=\s)"
    r"|([¹²³⁰⁴-⁹]{1,3})|\^(\d{1,3}))\s*"
)
_NOTES_TITLE = lazy(
    r"\s*(?:#+\s*|\*+)?(?:(?:foot|end)?notes(?: et références| and references)?|references|"
    r"bibliography|bibliographie|sources|works cited|references and notes|"
    r"примечания|источники|литература)\s*:?\**\s*",
    re.IGNORECASE,
)
_CAPTION = lazy(
    r"\s*(?:[*_]*)(?:thumbnail|photo(?:graph)?s?|image|picture|illustration|caption|credit|source|"
    r"fig(?:ure|\.)?\s*\d*|graph|chart\s*\d*|table\s*\d*|map\s*\d*|crédit|légende|фото|источник)"
    r"\s*(?:credit|by|:|—|–|\.\s)\s*.*",
    re.IGNORECASE | re.DOTALL,
)
_CAPTION_END = lazy(
    r"(?:\b(?:source|photo|photo credit|credit|image)\s*:|©)\s*[^.!?]{0,60}\.?\s*$"
    r"|\((?:AP|AFP|Reuters|Getty|TASS|Xinhua|EPA)[^)]*\)\s*$",
    re.IGNORECASE,
)
_BOILERPLATE = lazy(
    r"\bcookies?\b|\ball rights reserved\b|^\s*(?:copyright|©|\(c\)\s*(?:19|20)\d\d)|"
    r"^\s*(?:read (?:more|also|next)|see also|subscribe|sign (?:up|in)|click here|"
    r"share (?:this|on)|follow us|related (?:articles?|stories|posts)|"
    r"advertisement|about the authors?|"
    r"more from|most read|tags?:|filed under|link to the|translated (?:from|by)|"
    r"originally published|this article (?:was|is|first|originally)|disclaimer|"
    r"terms (?:of|and)|privacy policy|newsletter|lire aussi|tous droits réservés|"
    r"читайте также|все права)\b|"
    r"\bviews? (?:and opinions )?expressed\b|\bopinions? expressed\b",
    re.IGNORECASE,
)
_BIO = lazy(
    r"\s*\*?\s*(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3},? "
    r"is (?:an? |the )?[^.]{0,120}?\b(?:fellow|professor|researcher|analyst|editor|"
    r"correspondent|student|director|manager|lecturer|journalist|columnist|author|scholar|expert|reporter|candidate|associate)\b"
)
_SENTENCE_END = lazy(r"[.!?…:;][\"”’»)\]]*(?:\(\d+\)|\[\^?[\w-]+\]|[¹²³⁰⁴-⁹]+)*[*_]*\s*$")
_TABLE_LINE = lazy(r".*(?:\t.*\S|\|.*\|)")
_TITLE = lazy(rf"#|(?:{_NOTES_TITLE.pattern})$", re.IGNORECASE)
_RULE = lazy(r"\s*(?:[-*_=~]\s*){3,}$")


@dataclass(slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def front_matter(text: str) -> tuple[str | None, str | None]:
    """Date (ISO) and title that the text's front matter states; None for what it does not."""
    match = _FRONT.match(text)
    if match is None:
        return None, None
    keys = {key.lower(): value for key, value in _FRONT_KEY.findall(match[1])}
    day = _ISO_DAY.match(keys.get("date") or keys.get("published") or "")
    return (day[1] if day else None), (keys.get("title") or None)


def segment_text(text: str, *, is_markdown: bool) -> tuple[Segment, ...]:
    """The segments of a plain or Markdown text in order; blank space belongs to none."""
    front = _FRONT.match(text)
    body = front.end() if front else 0
    blocks = [block for run in _runs(text, body) for block in _split_run(run)]
    titles = {i for i, b in enumerate(blocks) if _is_heading(b, is_markdown=is_markdown)}
    found: list[Segment] = []
    for number, block in enumerate(blocks):
        start, end = _trimmed(text, block[0].start, block[-1].end)
        late = start > LATE * len(text)
        kind = "heading" if number in titles else classify(text[start:end], late=late)
        if start < end and not _RULE.fullmatch(text[start:end]):
            found.append(Segment(start, end, kind))  # type: ignore[arg-type]
    return mark_notes(text, _with_prose(text, found))


def _with_prose(text: str, segments: list[Segment]) -> list[Segment]:
    """The segments; where none is prose, what looked like headings is (one claim a line)."""
    if any(segment.kind in ("prose", "list", "quote", "table") for segment in segments):
        return segments
    return [
        Segment(s.start, s.end, "prose")
        if s.kind == "heading" and not _TITLE.match(text, s.start, s.end)
        else s
        for s in segments
    ]


def classify(block: str, *, late: bool = False) -> str:
    """The kind of one block that is no heading; `late`: it stands in the document's last part."""
    lines = block.split("\n")
    if len(lines) > 1 and all(map(_TABLE_LINE.match, lines)):
        return "table"
    if block.startswith(">"):
        return "quote"
    words = len(block.split())
    if words <= 80 and (_BOILERPLATE.search(block) or (late and _BIO.match(block))):
        return "boilerplate"
    if words <= 60 and (_CAPTION.fullmatch(block) or (words <= 30 and _CAPTION_END.search(block))):
        return "caption"
    return "list" if _BULLET.match(block) else "prose"


def mark_notes(text: str, segments: list[Segment]) -> tuple[Segment, ...]:
    """The segments with those turned into footnotes that are: under a title such as "Notes:", by
    Markdown's definition sign, or numbered at the end and referred to before."""
    result: list[Segment] = []
    in_notes = False
    tail = _numbered_tail(text, segments)
    for number, segment in enumerate(segments):
        block = text[segment.start : segment.end]
        if _NOTES_TITLE.fullmatch(block):
            in_notes = True
            result.append(Segment(segment.start, segment.end, "heading"))
            continue
        match = _NOTE.match(block)
        mark = next(filter(None, match.groups()), None) if match else None
        is_definition = match is not None and match[1] is not None
        if in_notes and mark is None and segment.kind in ("heading", "boilerplate", "caption"):
            in_notes = False
        if is_definition or (mark and (in_notes or number in tail)) or (in_notes and not mark):
            note = mark.translate(_SUPERSCRIPT) if mark else None
            result.append(Segment(segment.start, segment.end, "footnote", note))
        else:
            result.append(segment)
    return tuple(result)


_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


_REFERENCE = lazy(r"(?<=\S)\(\s?(\d{1,3})\)|\[\^?(\d{1,3})\]|(?<=\S)([⁰¹²³⁴-⁹]{1,3})")


def _numbered_tail(text: str, segments: list[Segment]) -> set[int]:
    """Positions of the numbered blocks at the end whose numbers the text before refers to."""
    tail: dict[int, str] = {}
    for number in range(len(segments) - 1, -1, -1):
        segment = segments[number]
        match = _NOTE.match(text, segment.start, segment.end)
        if match is not None:
            tail[number] = next(filter(None, match.groups()), "").translate(_SUPERSCRIPT)
        elif segment.kind not in ("boilerplate", "caption"):
            break
    if not tail:
        return set()
    before = text[: segments[min(tail)].start]
    referred = {
        next(filter(None, groups)).translate(_SUPERSCRIPT) for groups in _REFERENCE.findall(before)
    }
    return {number for number, mark in tail.items() if mark in referred}


def _runs(text: str, start: int) -> Iterator[list[_Line]]:
    """Stretches of lines that are not blank."""
    run: list[_Line] = []
    at = start
    for line in text[start:].split("\n"):
        if line.strip():
            run.append(_Line(at, line))
        elif run:
            yield run
            run = []
        at += len(line) + 1
    if run:
        yield run


def _split_run(run: list[_Line]) -> Iterator[list[_Line]]:
    """The blocks of a run: wrapped lines together, list items, notes and headings apart."""
    if len(run) > 1 and all(_TABLE_LINE.match(line.text) for line in run):
        yield run
        return
    width = _wrap_width(run)
    block = [run[0]]
    for line in run[1:]:
        if _joins(block[-1].text, line.text, width):
            block.append(line)
        else:
            yield block
            block = [line]
    yield block


def _wrap_width(run: list[_Line]) -> int:
    """The column at which the run is wrapped, or 0: some line must break inside a sentence."""
    broken = any(
        not _SENTENCE_END.search(line.text) and following.text.lstrip()[:1].islower()
        for line, following in pairwise(run)
    )
    return max(len(line.text) for line in run) if broken else 0


def _joins(line: str, following: str, width: int) -> bool:
    """Whether `following` continues the paragraph of `line`."""
    if _BULLET.match(following) or _NOTE.match(following) or following.lstrip().startswith("#"):
        return False
    if line.lstrip().startswith(("#", "|")) or _RULE.fullmatch(following):
        return bool(_RULE.fullmatch(following)) and not line.lstrip().startswith("#")
    if line.startswith(">") and following.startswith(">"):
        return True
    stripped = following.strip()
    if stripped[0].islower():
        return True
    if _CAPTION.fullmatch(stripped) or _BOILERPLATE.match(stripped):
        return False
    word = stripped.split(None, 1)[0]
    is_full = len(line.rstrip()) + 1 + len(word) > min(width, 120) - 2
    return is_full and 40 <= width <= 200


def _is_heading(block: list[_Line], *, is_markdown: bool) -> bool:
    first = block[0].text.strip()
    if re.match(r"#{1,6}\s", first):
        return True
    if is_markdown and len(block) == 2 and re.fullmatch(r"\s*(?:=+|-{3,})\s*", block[1].text):
        return True
    if len(block) > 1 or _BULLET.match(first) or first.startswith((">", "|")):
        return False
    if _NOTES_TITLE.fullmatch(first):
        return True
    is_short = len(first) <= 100 and len(first.split()) <= 14
    ends = _SENTENCE_END.search(first) and not first.endswith(("?", "? "))
    return bool(is_short and not ends and not _BOILERPLATE.search(first)
                and not _CAPTION.fullmatch(first) and not _CAPTION_END.search(first))  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
