"""Figures before what they are of: "With $115 billion in 2021, China was India's top partner"."""

from visavis.reading.grammar import words_plain
from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.roles import party
from visavis.reading.grammar.scan import Scan

__all__ = ["read_opening"]

_PLACED = frozenset(words_plain.PLACED.split())


def _after_rank(scan: Scan, index: int) -> bool:
    """ "the US is its largest partner; China is second, with $18bn": a figure of the next one."""
    quantity = scan.items[index].quantity
    ranks = [one for one in scan.drafts if one.form == "rank" and one.at < index]
    measure = _RANKED.get(ranks[0].measure) if ranks else None
    if quantity is None or measure is None or ranks[0].owner.id is None:
        return False
    at, placed = index - 1, False
    while (item := scan.at(at)) is not None and item.kind != "actor":
        passable = item.lower in _PLACED or item.lower in (",", "(") or item.kind == "when"
        is_rank = item.quantity is not None and item.quantity.kind == "rank"
        if not (passable or is_rank or item.has("det")):
            return False
        placed = placed or is_rank or item.lower in ("second", "third", "next", "followed by")
        at -= 1
    if item is None or item.mentions[0].kind == "pronoun" or item.possessive:
        return False
    partner = party(scan, item.mentions)
    before = scan.at(at - 1)
    followed = before is not None and before.lower in ("followed by", "then", "and")
    if not (placed or followed) or partner.id in (None, ranks[0].owner.id):
        return False
    noun = Noun(start=0, end=0, measure=measure)
    if quantity.kind == "money":
        kind = (measure, "level", quantity.unit, 1.0)
    elif quantity.kind in ("percent", "fraction"):
        kind = (measure, "share", "pct", 1.0)
    else:
        return False
    draft = add(scan, index, noun, (ranks[0].owner, partner), kind)
    draft.product = ranks[0].product
    draft.denominator = _TOTALS[measure] if draft.form == "share" else None
    return True


_RANKED = {"trade_partner_rank": "trade_turnover", "exports": "exports", "imports": "imports"}
_TOTALS = {"trade_turnover": "trade", "exports": "exports", "imports": "imports"}


def read_opening(scan: Scan, index: int) -> bool:
    """Drafts a figure that opens the sentence and belongs to the rank after it; False if none."""
    quantity = scan.items[index].quantity
    rank = next((one for one in scan.drafts if one.form == "rank" and one.at > index), None)
    measure = _RANKED.get(rank.measure) if rank is not None else None
    if _after_rank(scan, index):
        return True
    opens = index < 5 and any(item.has("p_with", "p_at") for item in scan.items[:index])
    if quantity is None or rank is None or measure is None or not opens:
        return False
    parties = (rank.owner, rank.partner)
    noun = Noun(start=0, end=0, measure=measure)
    if quantity.kind == "money":
        add(scan, index, noun, parties, (measure, "level", quantity.unit, 1.0))
        return True
    shared = any(item.has("n_share") for item in scan.items[:index])
    if quantity.kind in ("percent", "fraction") and shared:
        draft = add(scan, index, noun, parties, (measure, "share", "pct", 1.0))
        draft.denominator = _TOTALS[measure]
        return True
    return False
