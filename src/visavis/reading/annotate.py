"""A document's sentences with everything that the lexical layers find in them.

Numbers in footnotes, captions and boilerplate are no claims: such sentences carry no quantities.
"""

from bisect import bisect_left
from dataclasses import replace

from visavis.model.claims import Document
from visavis.model.periods import FISCAL_YEAR_STARTS, Period, period_or_none
from visavis.reading.lexis import Mention, Quantity, Sentence, Span, When
from visavis.reading.mentions import find_mentions
from visavis.reading.passages import is_too_long
from visavis.reading.periods import find_whens, resolve
from visavis.reading.quantities import find_quantities
from visavis.reading.sentences import shadow, split_clauses, split_sentences, tokenize

__all__ = ["annotate"]

_SILENT = frozenset(("footnote", "caption", "boilerplate"))


def annotate(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document` in order, with tokens, quantities, dates, mentions, clauses.

    Relative dates are resolved against the document's own date, and against the last period named
    before them in the same paragraph; where there is no anchor their text stays None.
    """
    marks = frozenset(segment.note for segment in document.segments if segment.note)
    plain, notes = shadow(document.text, marks)
    mentions = find_mentions(plain, document.language)
    starts = [mention.start for mention in mentions]
    note_starts = [at for at, _ in notes]
    sentences: list[Sentence] = []
    for number, segment in enumerate(document.segments):
        spans = list(split_sentences(plain, segment.start, segment.end))
        anchor: Period | None = None
        for order, span in enumerate(spans):
            if is_too_long(plain, *span):
                sentences.append(_unread(document, plain, span, (number, segment.kind)))
                anchor = None
                continue
            follower = spans[order + 1][0] if order + 1 < len(spans) else segment.end + 1
            here = mentions[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
            said = notes[bisect_left(note_starts, span[0]) : bisect_left(note_starts, follower)]
            sentence = _sentence(document, plain, span, (number, segment.kind))
            whens, anchor = _resolved(sentence.whens, here, _published(document), anchor)
            sentences.append(
                replace(
                    sentence,
                    whens=whens,
                    mentions=_outside_money(here, sentence.quantities),
                    notes=tuple(mark for _, mark in said),
                )
            )
    return tuple(sentences)


def _sentence(document: Document, plain: str, span: Span, place: tuple[int, str]) -> Sentence:
    start, end = span
    whens = find_whens(plain, span)
    taken = [(when.start, when.end) for when in whens]
    quantities: tuple[Quantity, ...] = ()
    if place[1] not in _SILENT:
        quantities = find_quantities(plain, span, taken, document.language)
    return Sentence(
        start=start,
        end=end,
        text=document.text[start:end],
        plain=plain[start:end],
        segment=place[1],
        paragraph=place[0],
        tokens=tokenize(plain, start, end),
        quantities=quantities,
        whens=whens,
        clauses=split_clauses(plain, start, end),
    )


def _unread(document: Document, plain: str, span: Span, place: tuple[int, str]) -> Sentence:
    """A passage in which nothing is looked for: it is no sentence any more."""
    start, end = span
    return Sentence(
        start=start,
        end=end,
        text=document.text[start:end],
        plain=plain[start:end],
        segment=place[1] if place[1] in ("heading", "table") else "boilerplate",
        paragraph=place[0],
    )


def _published(document: Document) -> Period | None:
    return Period.parse(document.date) if document.date else None


def _resolved(
    whens: tuple[When, ...],
    mentions: tuple[Mention, ...],
    published: Period | None,
    anchor: Period | None,
) -> tuple[tuple[When, ...], Period | None]:
    """The dates with anchors applied, and the anchor for what follows."""
    owners = {m.id for m in mentions if m.kind in ("state", "adjective") and m.id}
    states = owners & FISCAL_YEAR_STARTS.keys()
    resolved = []
    for when in whens:
        # "FY2022-23" is not how the United States and Japan write theirs ("FY2023").
        owning = states - {"USA", "JPN"} if when.relative == "fiscal" else states
        state = next(iter(owning)) if len(owning) == 1 else None
        result = resolve(when, published=published, previous=anchor, state=state)
        resolved.append(result)
        if result.text is not None and result.role != "year_on_year":
            anchor = period_or_none(result.text) or anchor
    return tuple(resolved), anchor


def _outside_money(
    mentions: tuple[Mention, ...], quantities: tuple[Quantity, ...]
) -> tuple[Mention, ...]:
    """The mentions without the adjectives of currencies ("500 million Pakistani rupees")."""
    money = [(q.start, q.end) for q in quantities if q.kind == "money"]
    return tuple(
        m for m in mentions if not any(start <= m.start and m.end <= end for start, end in money)
    )
