"""Words that say where a level came from: "fell to", "a record low of".

A level that is borne out says nothing of its direction, so these words stay out of the quote and
become the claim's premise, unless a growth or an earlier level of the sentence bears them out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from visavis.model.claims import Claim
from visavis.model.queries import CHANGES
from visavis.reading.grammar.items import Item
from visavis.reading.grammar.scan import Draft, Scan
from visavis.reading.patterns import lazy

__all__ = ["quote_start", "with_premises"]

_FORMS = ("level", "share", "threshold")
_REAL = ("actual", "estimate")
_RISE = ("v_rise", "n_rise")
_FALL = ("v_fall", "n_fall")
_EXTREME = lazy(
    r"\b(?:(?:new |fresh )?(?:all-time |historic(?:al)? |multi-year |record[- ])(?:highs?|lows?|"
    r"peak|maximum|minimum|level)|record(?:-breaking)?|(?:highest|lowest|largest|"
    r"smallest|biggest)(?: \w+)?(?: ever| on record| in history|(?= since\b))|"
    r"(?:highest|lowest) (?:level|point|value|mark)|new (?:high|low|peak)|peak(?:ed|ing)?|"
    r"bottomed(?: out)?|unprecedented|un niveau record|рекордн\w+|рекорда?)\b",
    re.IGNORECASE,
)


def quote_start(scan: Scan, draft: Draft, start: int) -> int:
    """Where the quote begins: at the number where a word of change would stand before it."""
    if draft.form not in _FORMS or draft.modality not in _REAL:
        return start
    number = draft.quantity.start
    hedge = draft.quantity.hedge_span
    before = min(number, hedge[0]) if hedge is not None else number
    if not any(start <= place < number for place, _, _ in _words(scan, draft)):
        return start
    return (
        number if any(before <= place < number for place, _, _ in _words(scan, draft)) else before
    )


def with_premises(scan: Scan, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of the sentence, each with the words of change that no figure of it covers."""
    out = []
    for claim, draft in zip(claims, scan.drafts, strict=True):
        words = [] if draft.role == "from" else _words(scan, draft)
        if claim.form not in _FORMS or claim.modality not in _REAL:
            words = []
        open_ = [word for _, sign, word in words if not (sign and _covered(claim, sign, claims))]
        premise = ", ".join(dict.fromkeys(open_))
        out.append(replace(claim, premise=premise) if premise and not claim.premise else claim)
    return out


def _covered(claim: Claim, sign: int, claims: Sequence[Claim]) -> bool:
    """Whether another figure of the same series in the sentence states the direction."""
    for other in claims:
        same = (other.measure, other.subject, other.partner, other.product) == (
            claim.measure, claim.subject, claim.partner, claim.product,
        )  # fmt: skip
        if other is claim or not same or other.value is None or claim.value is None:
            continue
        if other.form in CHANGES:
            grown = other.value - (1 if other.form == "multiple" else 0)
            if grown * sign > 0:
                return True
        dated = other.period[:1].isdigit() and claim.period[:1].isdigit()
        earlier = dated and other.period < claim.period and other.unit == claim.unit
        if other.form == claim.form and earlier and (claim.value - other.value) * sign > 0:
            return True
    return False


def _words(scan: Scan, draft: Draft) -> list[tuple[int, int, str]]:
    """Place, sign (0 for an extreme) and text of the words of change about the draft's number."""
    items = [*_before(scan, draft), *_after(scan, draft)]
    found = []
    for item in items:
        sign = 1 if item.has(*_RISE) else -1 if item.has(*_FALL) else 0
        if sign and item.kind == "word":
            found.append((item.start, sign, item.lower))
        if item.noun is not None and item.noun.compared:
            at = scan.items.index(item)
            start = scan.items[at - 1].start if at else item.start
            words = scan.sentence.text[start - scan.sentence.start : item.end - scan.sentence.start]
            found.append((start, 0, words))
    base = scan.sentence.start
    low = min([item.start for item in items], default=draft.quantity.start) - base
    high = max([item.end for item in items], default=draft.quantity.end) - base
    found += [
        (match.start() + low + base, 0, match[0].lower())
        for match in _EXTREME.finditer(scan.sentence.text[low:high])
    ]
    return sorted(found)


def _governs(item: Item) -> bool:
    """Whether a measure stands here that is not only compared with."""
    return item.noun is not None and not item.noun.compared


def _before(scan: Scan, draft: Draft) -> list[Item]:
    """The items from the governing noun, or the verb whose object it is, up to the number."""
    found: list[Item] = []
    for at in range(draft.at - 1, -1, -1):
        item = scan.items[at]
        if item.noun is not None and item.noun is draft.noun:
            before = scan.at(at - 1)
            return [*found, before] if before is not None and before.has(*_RISE, *_FALL) else found
        other = item.quantity is not None and item.quantity.kind != "rank"
        if item.lower in (";", ".", ":") or _governs(item) or (other and _apart(scan, draft, at)):
            return found
        found.append(item)
    return found


def _apart(scan: Scan, draft: Draft, at: int) -> bool:
    """Whether the number at `at` is of another series than the draft's."""
    return not any(one.at == at and one.noun is draft.noun for one in scan.drafts)


def _after(scan: Scan, draft: Draft) -> list[Item]:
    """What leans on the number from behind: ", down from", ", a record low"."""
    found: list[Item] = []
    for at in range(draft.at + 1, len(scan.items)):
        item = scan.items[at]
        ends = item.quantity is not None or item.kind == "actor" or item.lower in (";", ".", ":")
        if ends or item.has("and", "but", "sub", "rel", "v_be", "v_aux") or item.noun is not None:
            break
        found.append(item)
    return found
