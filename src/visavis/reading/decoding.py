"""The characters of a file: from its bytes to text, or a sentence that says why not.

Order: byte-order mark, the charset an HTML page declares, UTF-8, then one of three single-byte
encodings chosen by how its letters stand. What was chosen is stated; nothing is replaced.
"""

import codecs
import re

from visavis.errors import InputError
from visavis.reading.patterns import lazy

__all__ = ["MAX_BYTES", "decode", "guess_language"]

MAX_BYTES = 20 * 1024 * 1024
"""Longest document read; a book of a thousand pages has about 3 MB."""

_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (Word, Excel and EPUB files are such)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"{\\rtf", "an RTF file"),
    (b"PAR1", "a Parquet file"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_EXPECTED = "a text in UTF-8 (or UTF-16 with a byte-order mark, cp1252, cp1251, koi8-r)"
_TEXT_EXPECTED = "a text file: .txt, .md or .html"
_FREQUENT_CYRILLIC = frozenset("оеаинтсрвлкмдпу")
_WESTERN = frozenset(
    "àâäáãåæçéèêëíîïñóòôöõøœßúùûüÿšžÀÂÄÁÅÇÉÈÊËÍÎÏÑÓÔÖØŒÚÜŠŽ‘’‚“”„«»–—…•·€£¥°§©®™±²³½¼\xa0´×"
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def decode(raw: bytes, name: str, *, is_html: bool = False) -> tuple[str, str]:
    """The text of `raw` and the name of its encoding; newlines as `\\n`, no byte-order mark.

    Raises:
        InputError: The bytes are empty, too many, no text, or in none of the encodings.
    """
    _refuse(raw, name)
    text, encoding = _decode(raw, name, is_html=is_html)
    if not text.strip():
        raise InputError(name, "only white space", "a text")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _refuse(raw: bytes, name: str) -> None:
    if len(raw) > MAX_BYTES:
        found = f"more than {MAX_BYTES // 1024**2} MB"
        raise InputError(name, found, f"a text of at most {MAX_BYTES // 1024**2} MB")
    if not raw:
        raise InputError(name, "an empty file", _TEXT_EXPECTED)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise InputError(name, what, _TEXT_EXPECTED)
    has_mark = any(raw.startswith(mark) for mark, _ in _MARKS)
    if b"\0" in raw and not has_mark:
        at = raw.index(b"\0")
        raise InputError(name, f"binary data (a zero byte at offset {at})", _TEXT_EXPECTED)


def _decode(raw: bytes, name: str, *, is_html: bool) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                found = f"bytes that are not {encoding} at offset {error.start}"
                raise InputError(name, found, "what its byte-order mark announces") from None
    declared = _declared(raw) if is_html else None
    for encoding in filter(None, (declared, "utf-8")):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return _single_byte(raw, name)


def _declared(raw: bytes) -> str | None:
    match = _CHARSET.search(raw[:4096])
    if match is None:
        return None
    try:
        found = codecs.lookup(match[1].decode("ascii"))
    except LookupError:
        return None
    # Browsers read a declared Latin-1 as cp1252; so do we, or dashes would become controls.
    return "cp1252" if found.name == "iso8859-1" else found.name


def _single_byte(raw: bytes, name: str) -> tuple[str, str]:
    """The text in the encoding whose letters stand as letters do, else an error."""
    lenient = raw.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    intact = sum(ch > "\x7f" for ch in lenient) - damaged
    if intact > damaged:
        at = _first_bad(raw)
        raise InputError(name, f"a damaged UTF-8 text (byte at offset {at})", _EXPECTED)
    runs = _HIGH_RUN.findall(raw)
    high = sum(map(len, runs))
    if sum(len(run) for run in runs if len(run) > 1) > 0.6 * high:
        ranked = sorted(("cp1251", "koi8-r"), key=lambda enc: -_share(raw, enc, _FREQUENT_CYRILLIC))
        if _share(raw, ranked[0], _FREQUENT_CYRILLIC) > 0.5:
            return raw.decode(ranked[0], errors="strict"), ranked[0]
    elif _share(raw, "cp1252", _WESTERN) > 0.8:
        return raw.decode("cp1252"), "cp1252"
    raise InputError(
        name, f"bytes in an unknown encoding (from offset {_first_bad(raw)})", _EXPECTED
    )


def _share(raw: bytes, encoding: str, expected: frozenset[str]) -> float:
    """Share of the non-ASCII characters that are `expected`; 0 if the bytes do not decode."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    high = [ch for ch in text if ch > "\x7f"]
    return sum(ch in expected for ch in high) / len(high) if high else 0.0


def _first_bad(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


_WORDS = lazy(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for with was by on from its has are at as",
        "fr": "le la les de des et en du une un est que pour dans qui sur par au aux",
    }.items()
}


_CYRILLIC = lazy(r"[а-яё]", re.IGNORECASE)
_LATIN = lazy(r"[a-z]", re.IGNORECASE)


def guess_language(text: str) -> str:
    """`ru` where most letters are Cyrillic, else `en` or `fr` by function words, `en` in doubt."""
    head = text[:20_000]
    cyrillic = len(_CYRILLIC.findall(head))
    if cyrillic and cyrillic > len(_LATIN.findall(head)):
        return "ru"
    found = _WORDS.findall(head.lower())
    counts = {
        language: sum(map(words.__contains__, found)) for language, words in _FUNCTION_WORDS.items()
    }
    return "fr" if counts["fr"] > counts["en"] else "en"
