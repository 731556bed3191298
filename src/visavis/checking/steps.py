"""What changed "from A to B": a growth or a difference beside the two values it leads between.

The trap is the clause: "grew 10 %, after rising from 3 to 9" tells two stories. Only words that
follow the growth directly, without a comma, are taken as its ends.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, permutations

from visavis.checking.stated import Span, Stated, finding, grouped, place_of, span_of, together
from visavis.model.verdicts import Finding

__all__ = ["steps"]

_FROM = re.compile(r"\bfrom\s+(?:(?:US|A|C|HK|S)?[$€£¥₽]\s?|USD\s|EUR\s)?$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:(?:US|A|C|HK|S)?[$€£¥₽]\s?|USD\s|EUR\s)?$", re.IGNORECASE)
_APART = re.compile(
    r"[,;:()]|\b(?:after|following|since|compared|while|whereas|but|and|rising|up|down)\b",
    re.IGNORECASE,
)
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per\s?cent|percent)\s+$", re.IGNORECASE)
_REACH = 40
"""Characters that may stand between a growth and the "from" of its two values."""


def steps(stated: Sequence[Stated], text: str) -> Iterator[Finding]:
    """Growths, differences and multiples that their own two values, in the same words, refute."""
    values = [s for s in stated if s.claim.form in ("level", "share")]
    rises = [s for s in stated if s.claim.form in ("growth", "multiple", "change_pp")]
    by_sentence = grouped(values, lambda each: each.claim.sentence)
    pairs = chain.from_iterable(permutations(here, 2) for here in by_sentence.values())
    for before, after in pairs:
        start = _start(before, after, text)
        if start is None:
            continue
        led = [rise for rise in rises if _leads(rise, before, start, text)]
        for rise in led:
            yield from _step(rise, before, after)
        if not led and before.claim.form == "share":
            yield from _unread(before, after, text[:start])


def _start(before: Stated, after: Stated, text: str) -> int | None:
    """Where "from A to B" (or "to B from A") begins; None where the two do not stand so."""
    names = ("form", "unit", "denominator", "basis")
    if before.matter != after.matter or not together(before, after):
        return None
    if any(getattr(before.claim, name) != getattr(after.claim, name) for name in names):
        return None
    a, b = place_of(before.claim, text), place_of(after.claim, text)
    if a is None or b is None or re.search("[,;:]", text[min(a[1], b[1]) : max(a[0], b[0])]):
        return None
    begin = before.claim.sentence[0]
    from_, to = _FROM.search(text, begin, a[0]), _TO.search(text, begin, b[0])
    return None if from_ is None or to is None else min(from_.start(), to.start())


def _leads(rise: Stated, before: Stated, start: int, text: str) -> bool:
    """Whether the growth is of the same thing and stands right before "from A to B"."""
    if rise.matter != before.matter or not together(rise, before):
        return False
    place = place_of(rise.claim, text)
    if place is None or not 0 <= start - place[1] <= _REACH:
        return False
    return not _APART.search(text[place[1] : start])


def _step(rise: Stated, before: Stated, after: Stated) -> Iterator[Finding]:
    low, high, stated = span_of(before), span_of(after), span_of(rise)
    if low is None or high is None or stated is None:
        return
    ratio = high.over(low)
    difference = high - low
    a, b = before.words.value, after.words.value
    relative = Span(100 * (ratio.low - 1), 100 * (ratio.high - 1)) if ratio else None
    if rise.claim.form == "change_pp":
        implied: tuple[Span | None, Decimal] = (difference, b - a)
    elif rise.claim.form == "multiple":
        implied = (ratio, b / a if a else Decimal(0))
    else:
        implied = (relative, 100 * (b / a - 1) if a else Decimal(0))
    span, expected = implied
    if span is None or not span.misses(stated):
        return
    points = rise.claim.form == "growth" and before.claim.form == "share"
    meant = points and not difference.misses(stated)
    yield finding(
        "unit" if meant else "level_growth",
        (before, after, rise),
        expected=expected,
        found=rise.words.value,
        certain=not points,
    )


def _unread(before: Stated, after: Stated, head: str) -> Iterator[Finding]:
    """ "Rose 5 % from 12 % to 17 %": the words before "from", where no claim was read in them."""
    match = _PER_CENT.search(head[-_REACH:])
    low, high = span_of(before), span_of(after)
    if match is None or low is None or high is None:
        return
    ratio = high.over(low)
    said = Decimal(match[1])
    stated = Span(said, said)
    a, b = before.words.value, after.words.value
    difference = high - low if b >= a else low - high
    if ratio is None or difference.misses(stated):
        return
    relative = Span(*sorted((abs(100 * (ratio.low - 1)), abs(100 * (ratio.high - 1)))))
    if relative.misses(stated):
        parts = (before, after)
        expected = abs(100 * (b / a - 1))
        yield finding("unit", parts, expected=expected, found=said, certain=False)
