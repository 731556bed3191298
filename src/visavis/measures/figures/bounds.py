"""What an incomplete group total lacks: its weight in another source, and how much it can be.

The trap is to fill the gap. Neither the weight nor the upper bound ever becomes part of the value.
"""

from decimal import Decimal

from visavis.measures.figures import ranks, trade
from visavis.measures.figures.amounts import EXACT, HUNDRED, Amount
from visavis.measures.figures.base import Edition
from visavis.measures.figures.index import FactIndex
from visavis.measures.figures.parties import is_one_state
from visavis.model.figures import is_time
from visavis.model.queries import Query

__all__ = ["bounded"]


def bounded(
    query: Query, edition: Edition, amount: Amount, index: FactIndex
) -> tuple[Amount, tuple[Decimal, str] | None]:
    """The amount with `detail["upper_bound"]` where the totals give one; the missing's weight.

    The weight is the share (0 to 1) of the missing members in the whole, with the source that has
    them all.
    """
    if edition.relation != "goods_flow" or query.form not in ("level", "share"):
        return amount, None
    if not amount.lacking or any(map(is_time, amount.lacking)):
        return amount, None
    most = ranks.ceiling(query, edition, index) if is_one_state(query.subject) else None
    if most is not None and query.form == "share":
        below = next((p.value for p in amount.parts if p.name == "denominator"), None)
        most = EXACT.multiply(EXACT.divide(most, below), HUNDRED) if below else None
    if most is not None:
        amount = amount.but(detail={**amount.detail, "upper_bound": most})
    return amount, _weight(query, amount.lacking, index)


def _weight(query: Query, lacking: tuple[str, ...], index: FactIndex) -> tuple[Decimal, str] | None:
    asked = query.but(form="level", denominator=None, book=None, source=None, without=())
    missing = "+".join(lacking)
    if is_one_state(query.subject):
        part_query = asked.but(partner=missing)
    else:
        part_query = asked.but(subject=missing)
    for edition in trade.editions(asked, index):
        whole = trade.level(asked, edition, index)
        if whole.value is None or whole.value <= 0:
            continue
        part = trade.level(part_query, edition, index)
        if part.value is not None:
            return EXACT.divide(part.value, whole.value), edition.source
    return None
