"""A document: a text with its segments, its date where it states one, and the way back to the file.

The trap: `str` is the text itself, never a path; a file is a `Path`.
"""

import hashlib
from pathlib import Path
from typing import Literal

from visavis.errors import InputError, reason_of
from visavis.model.claims import Document, Segment
from visavis.reading.decoding import MAX_BYTES, decode, guess_language
from visavis.reading.html_text import extract_html
from visavis.reading.passages import unread_passages
from visavis.reading.segments import front_matter, segment_text
from visavis.reading.table_rows import unread_tables

__all__ = ["Kind", "read_document"]

Kind = Literal["txt", "md", "html", "string"]

_KINDS: dict[str, Kind] = {
    ".txt": "txt", ".text": "txt", "": "txt", ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip


def read_document(
    source: Path | str | bytes, *, name: str | None = None, kind: Kind | None = None
) -> Document:
    """The document in `source`: a file, a text, or the bytes of a file (standard input).

    The date is the one that the document states itself (HTML meta, front matter), else None.

    Raises:
        InputError: The file is missing, a folder, empty, binary, too large, of another kind, or
            in an encoding that cannot be told.
    """
    if isinstance(source, Path):
        name = name or source.name
        kind = kind or _kind_of(source)
        raw = _read(source)
    elif isinstance(source, bytes):
        name = name or "standard input"
        kind = kind or ("html" if _looks_like_html(source[:1000].decode("latin-1")) else "txt")
        raw = source
    else:
        name = name or "text"
        kind = kind or ("html" if _looks_like_html(source[:1000]) else "string")
        raw = source.encode("utf-8", errors="surrogatepass")
        if any("\ud800" <= ch <= "\udfff" for ch in source):
            raise InputError(name, "half a character (a lone surrogate)", "a text")
    text, encoding = decode(raw, name, is_html=kind == "html")
    return _document(text, name, kind, encoding, hashlib.sha256(raw).hexdigest())


def _document(text: str, name: str, kind: Kind, encoding: str, file_sha256: str) -> Document:
    date: str | None
    title: str | None
    segments: tuple[Segment, ...]
    if kind == "html":
        page = extract_html(text)
        if not page.text.strip():
            raise InputError(name, "a page without any text outside scripts and menus", "a text")
        text, segments, date, title, lines = (
            page.text, page.segments, page.date, page.title, page.lines,
        )  # fmt: skip
        language = page.language or guess_language(text)
    else:
        segments = segment_text(text, is_markdown=kind == "md")
        date, title = front_matter(text)
        lines = _line_starts(text)
        language = guess_language(text)
    return Document(
        name=name,
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        file_sha256=file_sha256,
        kind=kind,
        segments=segments,
        date=date,
        title=title,
        language=language,
        encoding=encoding,
        lines=lines,
        unread=tuple(
            sorted({*unread_passages(text, segments), *unread_tables(text, segments, language)})
        ),
    )


def _kind_of(path: Path) -> Kind:
    kind = _KINDS.get(path.suffix.lower())
    if kind is None and path.is_file():
        found = f"a file of kind {path.suffix}"
        raise InputError(path.name, found, "a text file: .txt, .md or .html")
    return kind or "txt"


def _read(path: Path) -> bytes:
    """The bytes of the file, which is refused by its size before it is read."""
    try:
        if path.is_dir():
            raise InputError(str(path), "a folder", "a text file")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(str(path), "no such file", "a text file: .txt, .md or .html") from None
    except OSError as error:
        found = f"a file that cannot be opened ({reason_of(error)})"
        raise InputError(path.name, found, "a readable file") from None
    except ValueError:
        raise InputError("file name", "a zero character", "a path") from None
    return raw


def _looks_like_html(head: str) -> bool:
    head = head.lstrip("\ufeff \t\r\n").lower()
    return head.startswith(("<!doctype html", "<html", "<?xml")) and "<" in head


def _line_starts(text: str) -> tuple[int, ...]:
    starts, at = [0], text.find("\n")
    while at != -1:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return tuple(starts)
