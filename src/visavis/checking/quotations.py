"""Quotations held against the document quoted, where it is among the documents at hand.

The trap is the paraphrase: other words in quotation marks may come from elsewhere. Only the very
words of the document with another number in them are a misquotation.
"""

import re
from collections.abc import Iterator, Sequence

from visavis.model.claims import Claim, Document
from visavis.model.verdicts import Finding

__all__ = ["quotations"]

_QUOTED = re.compile(r"[\u201c\u00ab]([^\u201c\u201d\u00ab\u00bb]{20,1500})[\u201d\u00bb]"
                     r"|\"([^\"]{20,1500})\"")  # fmt: skip
_WORD = re.compile(r"\d[\d.,\u00a0]*\d|\w+|%")
_SHORTEST = 8
"""Words that a quotation must have before a differing number in it is told."""


def quotations(
    claims: Sequence[Claim], document: Document | None, others: Sequence[Document]
) -> Iterator[Finding]:
    """Quotations with claims in them that have the words of another document, but not its number.

    They are certain only in that the two texts differ; a claim inside a quotation is not the
    author's own, so nothing becomes inconsistent by it.
    """
    if document is None or not others:
        return
    sources = [_words(other.text) for other in others if other.text_sha256 != document.text_sha256]
    for match in _QUOTED.finditer(document.text):
        inside = tuple(
            n
            for n, claim in enumerate(claims)
            if match.start() <= claim.start and claim.end <= match.end()
        )
        said = _words(match[1] or match[2])
        if not inside or len(said) < _SHORTEST:
            continue
        written = next((w for source in sources if (w := _misquoted(said, source))), None)
        if written is not None:
            quoted, original = written
            yield Finding(
                kind="quotation", claims=inside, expected=None, found=None, unit=None,
                is_contradiction=False, detail={"quoted": quoted, "original": original},
            )  # fmt: skip


def _words(text: str) -> list[str]:
    return [word.lower().strip(".,") for word in _WORD.findall(text)]


def _misquoted(said: list[str], source: list[str]) -> tuple[str, str] | None:
    """(number quoted, number in the source) where only numbers differ; None where nothing does."""
    masked = [_mask(word) for word in said]
    found: tuple[str, str] | None = None
    for at in range(len(source) - len(said) + 1):
        window = source[at : at + len(said)]
        if window == said:
            return None
        if found is None and [_mask(word) for word in window] == masked:
            found = next((a, b) for a, b in zip(said, window, strict=True) if a != b)
    return found


def _mask(word: str) -> str:
    return "#" if word[0].isdigit() else word
