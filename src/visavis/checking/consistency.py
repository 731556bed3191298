"""What a text says twice, differently, or what does not add up: found without any data.

The trap is certainty: only figures of one sentence, dated alike and unhedged, can make a text
inconsistent; everything else that does not add up is worth a look and no more.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

from visavis.checking.chronology import chronology
from visavis.checking.quotations import quotations
from visavis.checking.stated import (
    Span,
    Stated,
    comparable,
    disjoint,
    finding,
    grouped,
    span_of,
    together,
    values_of,
)
from visavis.checking.steps import steps
from visavis.checking.sums import members_of, sums
from visavis.model.claims import Claim, Document
from visavis.model.facts import WORLD
from visavis.model.verdicts import Finding

__all__ = ["KINDS", "findings"]

KINDS: dict[str, str] = {
    "same_figure": "one figure is given twice, with values whose intervals do not touch",
    "level_growth": "two levels and the growth between them do not agree",
    "parts_total": "shares of one total exceed 100 per cent",
    "balance": "exports, imports and the balance or turnover do not agree",
    "part_whole": "a part, the whole and the share do not agree",
    "unit": "a difference of percentages is called per cent where percentage points are meant",
    "parts_sum": "listed parts do not make the total that is given for them",
    "part_exceeds": "a part is larger than the whole that contains it",
    "chronology": "a span that runs backwards, a group joined after it was left, a target told as "
    "lying ahead whose date is behind that of the text (worth a look only)",
    "quotation": "the very words of another document at hand, with another number (worth a look "
    "only: a quotation is not the author's own figure)",
}
"""Every kind of finding, as the documentation prints it."""

_SAME = ("measure", "form", "period", "baseline", "denominator", "unit", "position", "resolution",
         "rank_scope")  # fmt: skip


def findings(
    claims: Sequence[Claim], document: Document | None = None, others: Sequence[Document] = ()
) -> tuple[Finding, ...]:
    """Every finding about `claims`, ordered by the positions of the claims concerned.

    `document` is the text itself, `others` the texts that it may quote.
    """
    stated = comparable(claims)
    text = document.text if document is not None else ""
    found = [
        *_same_figure(stated),
        *_growth(stated),
        *_parts_total(stated),
        *_balance(stated),
        *_part_whole(stated),
        *steps(stated, text),
        *sums(stated, text),
        *chronology(claims, document),
        *quotations(claims, document, others),
    ]
    first = {(each.claims, each.kind): each for each in reversed(found)}
    return tuple(first[key] for key in sorted(first))


def _is_dated(claim: Claim) -> bool:
    return claim.period[:1].isdigit() and claim.period_from in ("sentence", "context")


def _same_figure(stated: Sequence[Stated]) -> Iterator[Finding]:
    alike = grouped(stated, lambda each: (*each.key, *values_of(each.claim, _SAME)))
    for group in alike.values():
        found = (_given_twice(a, b) for a, b in _pairs(group))
        yield from _each_once(each for each in found if each is not None)


def _given_twice(a: Stated, b: Stated) -> Finding | None:
    if not _is_dated(a.claim) or not disjoint(a.words.wide, b.words.wide):
        return None
    larger = max(abs(a.words.value), abs(b.words.value))
    if abs(a.words.value - b.words.value) <= larger / 50:
        return None
    dated = a.claim.period_from == b.claim.period_from == "sentence"
    dated = dated and a.claim.subject == b.claim.subject and not together(a, b)
    values = (a.words.value, b.words.value)
    return finding("same_figure", (a, b), expected=values[0], found=values[1], certain=dated)


def _each_once(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; from the 25th on only those that say of a claim what none said before."""
    told, refuted = set[int](), set[int]()
    for n, each in enumerate(found):
        known = refuted if each.is_contradiction else told
        if n < _FEW or not known.issuperset(each.claims):
            yield each
        told.update(each.claims)
        if each.is_contradiction:
            refuted.update(each.claims)


_FEW = 24
"""Claims of one figure up to which each is held against each other."""


def _pairs(group: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Each claim with each other, in their order; of many each with the outermost alone.

    What does not touch any claim of a kind does not touch the one that ends lowest, or the one that
    begins highest: so each claim that another refutes is still in a pair that refutes it. Of each
    kind two outermost from different sentences are taken, since a sentence may speak of two things.
    """
    if len(group) <= _FEW:
        yield from combinations(group, 2)
        return
    kinds = grouped(group, lambda s: (s.claim.subject, s.claim.period_from, s.is_plain))
    outer: dict[int, Stated] = {}
    for kind in kinds.values():
        by_end = sorted(kind, key=lambda s: (_end_of(s), s.at))
        by_begin = sorted(kind, key=lambda s: (-_begin_of(s), s.at))
        for one in (*_two_sentences(by_end), *_two_sentences(by_begin)):
            outer[one.at] = one
    for each in group:
        for one in (outer[at] for at in sorted(outer)):
            if one.at > each.at or (one.at != each.at and each.at not in outer):
                yield (each, one) if each.at < one.at else (one, each)


def _end_of(stated: Stated) -> Decimal:
    high = stated.words.wide.high
    return Decimal("Infinity") if high is None else high


def _begin_of(stated: Stated) -> Decimal:
    low = stated.words.wide.low
    return Decimal("-Infinity") if low is None else low


def _two_sentences(ordered: Sequence[Stated]) -> tuple[Stated, ...]:
    """The first, and the first from another sentence."""
    first = ordered[0]
    other = next((s for s in ordered if s.claim.sentence != first.claim.sentence), None)
    return (first,) if other is None else (first, other)


def _growth(stated: Sequence[Stated]) -> Iterator[Finding]:
    rises = [s for s in stated if s.claim.form in ("growth", "multiple") and _is_dated(s.claim)]
    by_matter = grouped((s for s in stated if s.claim.form in ("level", "share")), _matter)
    for rise in rises:
        levels = by_matter.get(rise.matter, [])
        afters = [level for level in levels if level.claim.period == rise.claim.period]
        for after, before in product(afters, levels):
            if before is after or not _spans(rise.claim, before.claim, after.claim):
                continue
            if rise.claim.baseline is None and not _is_only_pair(rise, before, after, levels):
                continue
            if after.claim.form == "level":
                yield from _level_growth(rise, before, after)
            else:
                yield from _points(rise, before, after)


def _matter(stated: Stated) -> tuple[object, ...]:
    return stated.matter


def _spans(rise: Claim, before: Claim, after: Claim) -> bool:
    """Whether two levels (or two shares) stand at the ends of the growth stated."""
    alike = before.form == after.form and before.form in ("level", "share")
    names = ("unit", "denominator", "basis")
    alike = alike and all(getattr(before, name) == getattr(after, name) for name in names)
    if rise.baseline is not None:
        return alike and before.period == rise.baseline and after.period == rise.period
    return alike and after.period == rise.period and before.period < after.period


def _is_only_pair(rise: Stated, before: Stated, after: Stated, levels: Sequence[Stated]) -> bool:
    """Without a stated base: whether the sentence has just these two levels, a year apart."""
    if not before.claim.period.isdigit() or not after.claim.period.isdigit():
        return False
    if int(after.claim.period) - int(before.claim.period) != 1:
        return False
    near = [level for level in levels if level.claim.sentence == rise.claim.sentence]
    dated = all(level.claim.period_from == "sentence" for level in near)
    return dated and {level.at for level in near} == {before.at, after.at}


def _factor(rise: Stated) -> Span | None:
    span = span_of(rise)
    if span is None or rise.claim.form == "multiple":
        return span
    return Span(1 + span.low / 100, 1 + span.high / 100)


def _level_growth(rise: Stated, before: Stated, after: Stated) -> Iterator[Finding]:
    stated, low, high = _factor(rise), span_of(before), span_of(after)
    if stated is None or low is None or high is None:
        return
    computed = high.over(low)
    if computed is None or not computed.misses(stated):
        return
    factor = after.words.value / before.words.value
    expected = factor if rise.claim.form == "multiple" else 100 * (factor - 1)
    parts = (before, after, rise)
    certain = together(*parts)
    yield finding("level_growth", parts, expected=expected, found=rise.words.value, certain=certain)


def _points(rise: Stated, before: Stated, after: Stated) -> Iterator[Finding]:
    """Two shares whose difference, not whose growth, is what is called per cent."""
    difference, stated = _difference(before, after), span_of(rise)
    if rise.claim.unit != "pct" or difference is None or stated is None:
        return
    low, high = span_of(before), span_of(after)
    ratio = high.over(low) if high is not None and low is not None else None
    relative = Span(100 * (ratio.low - 1), 100 * (ratio.high - 1)) if ratio else None
    if relative is not None and relative.misses(stated) and not difference.misses(stated):
        expected = 100 * (after.words.value / before.words.value - 1)
        parts = (before, after, rise)
        yield finding("unit", parts, expected=expected, found=rise.words.value, certain=False)


def _difference(before: Stated, after: Stated) -> Span | None:
    low, high = span_of(before), span_of(after)
    return high - low if low is not None and high is not None else None


def _parts_total(stated: Sequence[Stated]) -> Iterator[Finding]:
    totals: dict[tuple[object, ...], dict[str, Stated]] = {}
    for each in stated:
        claim = each.claim
        if claim.form != "share" or claim.unit != "pct" or not _is_dated(claim):
            continue
        if claim.partner is None or claim.partner == WORLD or "|" in claim.partner:
            continue
        key = (claim.subject, claim.measure, claim.denominator, claim.period, claim.product,
               claim.source_named, claim.attribution, claim.basis)  # fmt: skip
        totals.setdefault(key, {}).setdefault(claim.partner, each)
    for parts in totals.values():
        apart = _without_overlap(tuple(parts.values()))
        low = sum((part.words.wide.low or Decimal(0) for part in apart), Decimal(0))
        if len(apart) > 1 and low > 101:
            found = sum((part.words.value for part in apart), Decimal(0))
            certain = together(*apart)
            yield finding("parts_total", apart, expected=Decimal(100), found=found, certain=certain)


def _without_overlap(parts: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """The parts, larger first, without those that contain a state already counted."""
    kept, seen = [], set[str]()
    for part in sorted(parts, key=lambda each: (-each.words.value, each.at)):
        members = members_of(part.claim)
        if members is not None and not members & seen:
            kept.append(part)
            seen |= members
    return tuple(kept)


def _balance(stated: Sequence[Stated]) -> Iterator[Finding]:
    levels = [s for s in stated if s.claim.form == "level" and _is_dated(s.claim)]
    results = [s for s in levels if s.claim.measure in _RESULTS]
    both = [s for s in levels if s.claim.measure in ("exports", "imports")]
    alike = grouped(both, lambda each: values_of(each.claim, _ALIKE))
    for result in results:
        near = alike.get(values_of(result.claim, _ALIKE), [])
        flows = {s.claim.measure: s for s in reversed(near)}
        if len(flows) == 2:
            yield from _result(result, flows["exports"], flows["imports"])


_RESULTS = ("trade_turnover", "trade_surplus", "trade_deficit")


_ALIKE = ("subject", "partner", "period", "product", "unit", "basis", "source_named", "sector",
          "attribution")  # fmt: skip


def _result(result: Stated, exports: Stated, imports: Stated) -> Iterator[Finding]:
    sold, bought, stated = span_of(exports), span_of(imports), span_of(result)
    if sold is None or bought is None or stated is None:
        return
    x, m = exports.words.value, imports.words.value
    computed, expected = {
        "trade_turnover": (sold + bought, x + m),
        "trade_surplus": (sold - bought, x - m),
        "trade_deficit": (bought - sold, m - x),
    }[result.claim.measure]
    if computed.is_apart(stated):
        parts = (exports, imports, result)
        certain = together(*parts) and computed.misses(stated)
        yield finding(
            "balance", parts, expected=expected, found=result.words.value, certain=certain
        )


def _part_whole(stated: Sequence[Stated]) -> Iterator[Finding]:
    shares = [s for s in stated if s.claim.form == "share" and _is_dated(s.claim)]
    levels = [s for s in stated if s.claim.form == "level" and _is_dated(s.claim)]
    by_total = grouped(levels, lambda each: values_of(each.claim, _OF_ONE_TOTAL))
    for share in shares:
        own = share.claim
        if own.partner in (None, WORLD) or own.denominator in ("gdp", "world"):
            continue
        near = by_total.get(values_of(own, _OF_ONE_TOTAL), [])
        parts = [s for s in near if s.claim.partner == own.partner]
        wholes = [s for s in near if s.claim.partner == WORLD]
        if len(parts) == 1 and len(wholes) == 1:
            yield from _quotient(share, parts[0], wholes[0])


_OF_ONE_TOTAL = ("subject", "measure", "period", "product", "basis", "source_named", "sector",
                 "attribution")  # fmt: skip


def _quotient(share: Stated, part: Stated, whole: Stated) -> Iterator[Finding]:
    above, below, stated = span_of(part), span_of(whole), span_of(share)
    ratio = above.over(below) if above is not None and below is not None else None
    if ratio is None or stated is None or part.claim.unit != whole.claim.unit:
        return
    computed = Span(100 * ratio.low, 100 * ratio.high)
    if computed.misses(stated):
        expected = 100 * part.words.value / whole.words.value
        parts = (part, whole, share)
        certain = together(*parts)
        yield finding(
            "part_whole", parts, expected=expected, found=share.words.value, certain=certain
        )
