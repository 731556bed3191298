"""Parts and the whole of them: listed parts against their total, a part against what contains it.

The trap is "the rest of": a part beside "the rest of the EU", or without somebody, is no part of
what it names.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from visavis.checking.stated import (
    Span,
    Stated,
    finding,
    grouped,
    place_of,
    span_of,
    together,
    values_of,
)
from visavis.errors import UsageError
from visavis.model.claims import Claim
from visavis.model.facts import WORLD
from visavis.model.groups import expand, is_group
from visavis.model.periods import period_or_none
from visavis.model.states import is_state
from visavis.model.verdicts import Finding

__all__ = ["members_of", "sums"]

_ALIKE = ("subject", "measure", "form", "denominator", "period", "unit", "product", "basis",
          "source_named", "attribution", "sector")  # fmt: skip
_FLOWS = ("exports", "imports", "trade_turnover")
_REST = re.compile(
    r"\b(?:rest|other|others|remain\w*|outside|exclud\w+|except|without|non-|each|respectively)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?:,|;|:|\(|\u2013|\u2014|\band|\bor)\s*(?:and\s+|or\s+)?"
    r"(?:together|altogether|in total|in all|combined|(?:for |making )?a (?:combined )?total of)"
    r"[,:]?\s+(?:(?:they|these|making|accounting for|took|take|make|made)\s+)*"
    r"(?:(?:US)?[$€£]\s?)?(\d[\d,]*(?:\.\d+)?)\s?(%|per\s?cent|percent|trillion|tn|billion|bn|"
    r"million|mn|m)?(?=\s*(?:[.;,)]|$))",
    re.IGNORECASE,
)
_SCALES = {"tr": Decimal(10**12), "tn": Decimal(10**12), "b": Decimal(10**9), "m": Decimal(10**6)}
_NUMBERS = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:\s?(?:%|per\s?cent|percent|bn|billion|mn|"
                      r"million|tn|trillion))", re.IGNORECASE)  # fmt: skip


def sums(stated: Sequence[Stated], text: str) -> Iterator[Finding]:
    """Totals that their parts do not make, and parts larger than their whole."""
    parts = [s for s in stated if s.claim.form in ("level", "share") and s.claim.measure in _FLOWS]
    alike = grouped(parts, lambda each: values_of(each.claim, _ALIKE))
    largest = {key: _largest(group) for key, group in alike.items()}
    for whole in parts:
        key = values_of(whole.claim, _ALIKE)
        yield from _of_list(whole, alike[key])
        yield from _within(whole, largest[key], text)
    by_sentence = grouped(parts, lambda each: each.claim.sentence)
    for _, here in sorted(by_sentence.items(), key=lambda item: item[1][0].claim.sentence):
        yield from _told_together(here, text)


_FEW = 24
"""Claims about one partner that are held against each whole that may contain it."""


def _largest(group: Sequence[Stated]) -> list[Stated]:
    """The claims in their order; of many about one partner those that begin highest alone."""
    kept: list[Stated] = []
    for some in grouped(group, lambda each: (each.claim.partner,)).values():
        bounded = [each for each in some if each.words.wide.low is not None]
        bounded.sort(key=lambda each: (-(each.words.wide.low or Decimal(0)), each.at))
        kept += bounded[:_FEW]
    return sorted(kept, key=lambda each: each.at)


def _alike(a: Claim, b: Claim) -> bool:
    return all(getattr(a, name) == getattr(b, name) for name in _ALIKE)


def _of_list(whole: Stated, parts: Sequence[Stated]) -> Iterator[Finding]:
    """`A+B` against A and B."""
    names = (whole.claim.partner or "").split("+")
    if len(names) < 2:
        return
    found = [next((p for p in parts if p.claim.partner == n), None) for n in names]
    known = [part for part in found if part is not None]
    if len(known) < len(names):
        return
    total, stated = _total(known), span_of(whole)
    if total is not None and stated is not None and total.misses(stated):
        expected = sum((part.words.value for part in known), Decimal(0))
        yield finding(
            "parts_sum", (*known, whole), expected=expected, found=whole.words.value,
            certain=together(*known, whole),
        )  # fmt: skip


def _total(parts: Sequence[Stated]) -> Span | None:
    spans = [span_of(part) for part in parts]
    total = Span(Decimal(0), Decimal(0))
    for span in spans:
        if span is None:
            return None
        total = total + span
    return total


def _within(whole: Stated, parts: Sequence[Stated], text: str) -> Iterator[Finding]:
    """A member of a group, or a group within the world, with more than all of it."""
    all_of = members_of(whole.claim)
    stated = span_of(whole)
    if all_of is None or stated is None or not whole.claim.period[:1].isdigit():
        return
    for part in parts:
        if part.claim.partner == whole.claim.partner:
            continue
        some = members_of(part.claim)
        span = span_of(part)
        if some is None or span is None or not (some < all_of or _is_world(whole, part)):
            continue
        apart = any(_REST.search(text, *one.claim.sentence) for one in (part, whole))
        if not apart and span.low > stated.high and span.misses(stated):
            pair = (part, whole)
            yield finding(
                "part_exceeds", pair, expected=part.words.value, found=whole.words.value,
                certain=together(*pair),
            )  # fmt: skip


def _is_world(whole: Stated, part: Stated) -> bool:
    return whole.claim.partner == WORLD != part.claim.partner


def members_of(claim: Claim) -> frozenset[str] | None:
    """The states that the other side means on the period's last day; None where it is not known."""
    names = (claim.partner or "").split("+")
    if claim.partner == WORLD:
        return frozenset({WORLD})
    period = period_or_none(claim.period)
    if period is None or not all(is_state(name) or is_group(name) for name in names):
        return None
    try:
        return frozenset(expand(claim.partner or "", period.end))
    except UsageError:  # a group that did not exist then
        return None


def _told_together(here: Sequence[Stated], text: str) -> Iterator[Finding]:
    """ "A 10 %, B 20 %, together 40 %": a total in words that stands in no claim of its own."""
    if len(here) < 2 or not all(_alike(part.claim, here[0].claim) for part in here):
        return
    if len({part.claim.partner for part in here}) < len(here):
        return
    begin, end = here[0].claim.sentence
    places = [place_of(part.claim, text) for part in here]
    match = _TOGETHER.search(text, begin, end)
    if match is None or any(place is None or place[1] > match.start() for place in places):
        return
    amount = _amount(match, here[0].claim)
    listed = len(_NUMBERS.findall(text[begin : match.start()]))
    total = _total(here)
    if amount is None or total is None or listed != len(here):
        return
    if total.misses(amount):
        found = (amount.low + amount.high) / 2
        expected = sum((part.words.value for part in here), Decimal(0))
        plain = not _REST.search(text, begin, end)
        yield finding("parts_sum", here, expected=expected, found=found, certain=plain)


def _amount(match: "re.Match[str]", claim: Claim) -> Span | None:
    """The total as written, with half a unit of its last digit; None for another unit."""
    digits, unit = match[1].replace(",", ""), (match[2] or "").lower()
    is_share = unit in ("%", "percent") or unit.startswith("per")
    if is_share != (claim.form == "share"):
        return None
    scales = [scale for key, scale in _SCALES.items() if unit.startswith(key)]
    if not is_share and not scales:
        return None
    scale = Decimal(1) if is_share else scales[0]
    value = Decimal(digits)
    exponent = value.as_tuple().exponent
    half = Decimal(1).scaleb(int(exponent)) / 2
    return Span((value - half) * scale, (value + half) * scale)
