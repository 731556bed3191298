"""Figures before what they are of: "With $115 billion in 2021, China was India's top partner"."""

from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.scan import Scan

__all__ = ["read_opening"]

_RANKED = {"trade_partner_rank": "trade_turnover", "exports": "exports", "imports": "imports"}
_TOTALS = {"trade_turnover": "trade", "exports": "exports", "imports": "imports"}


def read_opening(scan: Scan, index: int) -> bool:
    """Drafts a figure that opens the sentence and belongs to the rank after it; False if none."""
    quantity = scan.items[index].quantity
    rank = next((one for one in scan.drafts if one.form == "rank" and one.at > index), None)
    measure = _RANKED.get(rank.measure) if rank is not None else None
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
