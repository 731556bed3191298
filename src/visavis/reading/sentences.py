"""Where sentences begin and end, and the plain shadow of a text in which all matching is done.

The shadow has the same length as the text, so that every offset found in it is one of the text.
"""

import re
from collections.abc import Iterator

from visavis.reading.lexis import Span, Token

__all__ = ["lowered", "shadow", "split_clauses", "split_sentences", "tokenize"]

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("–‐‑‒−", "-"),
        **dict.fromkeys("\u2009\u202f\u2007\u2008", "\u00a0"),
        **dict.fromkeys("\n\t\u200b\u00ad\u2060\ufeff\u200c\u200d\x0b\x0c", " "),
        **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "),
        "―": "—",
        "％": "%",
        "＄": "$",
        "￥": "¥",
    }
)
_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}"
_WEB = r"https?://[^\s)\]>]+|(?<!\w)www\.[^\s)\]>]+"
_TAGS = r"(?<!\w)[@#][A-Za-z]\w+|\*+(?=\S)|(?<=\S)\*+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|~~"
_BLANKED = re.compile(f"{_WEB}|{_EMAIL}|{_TAGS}")
_BLANKED_WITHOUT_EMAIL = re.compile(f"{_WEB}|{_TAGS}")
"""For texts without "@": every word may begin an address, so looking for one is slow."""
_MARKDOWN = re.compile(
    r"\]\([^()\s]{0,500}(?:\s\"[^\"]{0,200}\")?\)|\]\[[^\]\[]{0,80}\]|!?\[(?!\^|\d{1,3}\])|(?<!\d)\]|^#{1,6}\s|^>+\s?",
    re.MULTILINE,
)
_NOTE_MARK = re.compile(
    r"\[\^([\w-]{1,12})\](?!:)|\[(\d{1,3})\](?!:)|(?<=[\w.,;:!?)\"'”’»%])\((\d{1,2})\)(?![\w%])"
    r"|(?<=[^\W\d_.,;:!?)\"'”’»%])()[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|(?<=[.,;:!?)\"'”’»%])()[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNIT_BEFORE = re.compile(r"(?:\b|[kcd])m$")

_END = re.compile(r"(?:[.!?…]+|\.\.\.)[\"')\]]*")
_SPACED_QUOTE = re.compile(r"\s\"(?!\S)")
"""French closes a quotation after a space; it closes one only if one is open."""
_ABBREVIATIONS = frozenset(
    word
    for line in (
        "mr mrs ms dr prof gen col lt sgt capt maj adm amb sen rep gov pres hon rev st sr jr",
        "vs e.g i.e cf approx ca c bn mn mln bln tn no nos art vol ed eds pp p fig figs sec ch",
        "rs ksh kshs tk est para paras eds",
        "jan feb mar apr jun jul aug sep sept oct nov dec mt ft inc ltd co corp bros est",
        "u.s u.k u.n e.u u.a.e d.c u.s.s.r p.r a.m p.m ph.d m mm mme mlle env av janv févr avr",
        "juil déc т.е т.д т.п т.к т.н млн млрд трлн тыс руб долл г гг в вв см им ул стр рис напр",
    )
    for word in line.split()
)
_NEVER_END = frozenset(
    word
    for line in (
        "mr mrs ms dr prof gen col lt sgt capt maj adm amb sen rep gov pres hon rev st vs e.g i.e",
        "ksh kshs rs para paras",
        "cf approx ca no nos art vol fig figs pp т.е т.к т.н см им ул рис напр mme mlle mm",
    )
    for word in line.split()
)
_TOKEN = re.compile(
    r"[^\W\d_]+(?:['-][^\W_]+)*(?:\.[^\W\d_](?=\.))*|\d+(?:[.,\u00a0]\d+)*|[^\w\s]|_"
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'/-]*$")
_CLAUSE = re.compile(
    r"\s*[;—]\s*|:\s+|\s-\s|,\s+(?=(?:and|but|while|whereas|which|who|although|though|compared|"
    r"whose|with|of which|making|accounting|followed|et|mais|tandis|dont|и|но|а|что|который|"
    r"которая|которые|including|up|down|after|before|according)\b)",
)


def shadow(text: str, marks: frozenset[str] = frozenset()) -> tuple[str, list[tuple[int, str]]]:
    """The plain shadow of `text`, and the footnote marks in it as (offset, mark).

    `marks` are the footnotes that the document has: "(4)" after a space is a mark only if it
    refers to one of them.
    """
    notes: list[tuple[int, str]] = []

    def note(match: re.Match[str]) -> str:
        mark = next(filter(None, match.groups()), "")
        if not mark:
            if _UNIT_BEFORE.search(text, max(0, match.start() - 3), match.start()):
                return match[0]
            mark = match[0].translate(_SUPERSCRIPT)
        notes.append((match.start(), mark))
        return " " * len(match[0])

    plain = _NOTE_MARK.sub(note, text)
    if marks:
        known = "|".join(re.escape(mark) for mark in sorted(marks))
        spaced = re.compile(rf"(?<=[\w.,;:!?%\"'”’»)]\s)\(()({known})\)(?=[\s.,;:!?]|$)")
        plain = spaced.sub(note, plain)
    for pattern in (_MARKDOWN, _BLANKED if "@" in plain else _BLANKED_WITHOUT_EMAIL):
        plain = pattern.sub(lambda match: " " * len(match[0]), plain)
    return plain.translate(_PLAIN), sorted(notes)


def lowered(text: str) -> str:
    """`text` in lower case with the same length ("İ" would otherwise become two characters)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := ch.lower()) == 1 else ch for ch in text)


def split_sentences(plain: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph of the shadow, without the space between them."""
    for low, high in _sentences(plain, start, end):
        span = _trim(plain, low, high)
        if span is not None:
            yield span


def _sentences(plain: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for match in _END.finditer(plain, start, end):
        if not _ends_sentence(plain, match, at, end):
            continue
        stop = match.end()
        if _SPACED_QUOTE.match(plain, stop, end) and plain.count('"', start, stop) % 2:
            stop += 2
        yield at, stop
        at = stop
    yield at, end


def _ends_sentence(plain: str, match: re.Match[str], start: int, end: int) -> bool:
    after = match.end()
    if after >= end:
        return True
    rest = plain[after : after + 40].lstrip()
    has_space = plain[after].isspace()
    if not has_space or not rest:
        return not rest
    follower = rest.lstrip("\"'([-•— ")[:1]
    if not (follower.isupper() or follower.isdigit() or follower in "$€£¥₹"):
        # A lower-case word begins a sentence only in names such as "iPhone": not ours.
        return False
    if match[0][0] in "!?…" or match[0].startswith(".."):
        return follower.isupper() or match[0][0] in "!?"
    word = _WORD_BEFORE.search(plain, max(start, match.start() - 20), match.start())
    last = word[0] if word else ""
    return not _is_abbreviation(last, rest, follower)


def _is_abbreviation(last: str, rest: str, follower: str) -> bool:
    """Whether the point after `last` belongs to it, with `rest` going on in the same sentence."""
    lower = last.lower()
    if lower in _NEVER_END:
        return lower not in ("no", "art", "col", "st") or follower.isdigit() or last[0].isupper()
    is_initial = len(last) == 1 and last.isalpha() and last.isupper()
    if is_initial:
        return last != "I" or follower.isupper()
    if lower in _ABBREVIATIONS or re.fullmatch(r"(?:\w\.)+\w", lower):
        if follower.isdigit() or follower in "$€£":
            return lower not in ("a.m", "p.m")
        first = re.match(r"[\w']+", rest.lstrip("\"'(["))
        return not (first and first[0] in _STARTERS)
    return False


_STARTERS = frozenset(
    word
    for line in (
        "The This That These Those It Its They Their He His She Her We Our In On At By For From",
        "But And Yet However Since After Before While When As If With Although Despite Trade",
        "According Last Both There Such To Bilateral Meanwhile Moreover Exports Imports",
        "Le La Les En Il Elle Ils Elles Cette Ce Un Une Mais В На Это Он Она Они По За При Однако",
    )
    for word in line.split()
)


def _trim(plain: str, start: int, end: int) -> Span | None:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def tokenize(plain: str, start: int, end: int) -> tuple[Token, ...]:
    """Words, numbers and marks of punctuation between `start` and `end`, lower case."""
    found = _TOKEN.finditer(plain, start, end)
    return tuple([Token(match.start(), match.end(), match[0].lower()) for match in found])


def split_clauses(plain: str, start: int, end: int) -> tuple[Span, ...]:
    """Candidate clauses: parted by ; : — and by commas before a conjunction or relative word."""
    spans, at = [], start
    for match in _CLAUSE.finditer(plain, start, end):
        if match.start() > at:
            spans.append((at, match.start()))
        at = match.end()
    if at < end:
        spans.append((at, end))
    return tuple(spans)
