"""Shares of an amount just stated: "$1.5bn, which was 13% of its imports", "of which Russia 57%".

The trap: the total must be of the same flow. "Sold $5bn, 12% of its imports" says nothing that can
be held against a figure.
"""

from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.measures import denominator_of
from visavis.reading.grammar.roles import party
from visavis.reading.grammar.scan import Draft, Party, Scan, skip_right
from visavis.reading.grammar.share_sides import ShareSides, add_share

__all__ = ["apposed", "of_which"]

_JOINS = frozenset((",", "(", "or", "which", "i.e", "i.e.", ".", "equal to", "equivalent to",
                    "representing", "accounting for", "making up", "roughly", "about", "—", "–",
                    "that", "nearly", "almost", "around", "amounting to"))  # fmt: skip
_FLOWS = ("exports", "imports", "trade_turnover")


def apposed(scan: Scan, index: int, total: int, noun: Noun) -> ShareSides | None:
    """The sides of the amount before, where the share only says how much of the total it is."""
    last = scan.drafts[-1] if scan.drafts else None
    if last is None or last.form != "level" or last.owner.id is None or last.partner.id is None:
        return None
    flow = last.measure if last.measure in _FLOWS else _direction(last.measure)
    whose = noun.owners[0] if noun.owners else None
    own = whose is None or whose.kind == "pronoun" or whose.id == last.owner.id
    if noun.measure != flow or noun.partners or noun.share or not own or last.partner.id == "WLD":
        return None
    if noun.product not in (None, last.product) or not _adjoins(scan, last, index):
        return None
    after = scan.at(total + 1)
    if after is not None and not (after.kind in ("punct", "when") or after.has("and", "but")):
        return None
    return ShareSides(last.owner, last.partner, last.measure, last.product or noun.product)


def _adjoins(scan: Scan, last: Draft, index: int) -> bool:
    """Whether only the rest of the amount's own phrase, and then a joining word, stand between."""
    row = scan.items[last.at + 1 : index]
    opened = next((n for n, item in enumerate(row) if item.lower in (",", "(", "or", "—")), None)
    if opened is None:
        return False
    head, tail = row[:opened], row[opened:]
    own = all(
        item.kind in ("when", "actor", "noun")
        or item.has("p_of", "p_from", "p_to", "p_with", "n_value", "det", "p_in")
        for item in head
    )
    hedge = scan.items[index].quantity
    span = hedge.hedge_span if hedge is not None else None
    return own and all(
        item.kind == "when" or item.lower in _JOINS or item.has("v_be", "det", "other")
        or (span is not None and span[0] <= item.start < span[1])
        for item in tail
    )  # fmt: skip


_GIVES = {"v_supply": "imports", "v_take": "exports", "v_buy": "exports", "v_sell": "imports"}


def of_which(scan: Scan, index: int) -> bool:
    """Drafts "8 million tonnes of wheat, of which Russia supplied 57%" and what follows it."""
    last = next((one for one in reversed(scan.drafts) if one.form == "level"), None)
    if last is None or last.owner.id is None or last.partner.id not in (None, "WLD"):
        return False
    if last.product is None and last.quantity.kind != "money":  # tonnes of something unnamed
        return False
    at = next(
        (n for n in range(last.at + 1, index) if _opens(scan, n)), None
    )  # fmt: skip
    if at is None or any(item.lower in (";", ":") for item in scan.items[at:index]):
        return False
    found = _supplier(scan, index, at, last.measure)
    if found is None or found.id is None or found.id == last.owner.id:
        return False
    noun = Noun(start=0, end=0, measure=_direction(last.measure), product=last.product)
    sides = ShareSides(last.owner, found, last.measure, last.product)
    sides.denominator = denominator_of(noun, last.measure)
    add_share(scan, index, index, sides, None)
    return True


def _opens(scan: Scan, at: int) -> bool:
    second = scan.at(at + 1)
    return scan.items[at].lower == "of which" or (
        scan.items[at].has("p_of") and second is not None and second.lower == "which"
    )


def _direction(measure: str) -> str:
    return measure.rsplit("_", 1)[-1]


def _supplier(scan: Scan, index: int, opened: int, measure: str) -> Party | None:
    """Who the share is of: the subject of the verb before it, or after "came from", "went to"."""
    way = _direction(measure)
    for at in range(index + 1, min(index + 6, len(scan.items))):
        item, prep = scan.items[at], scan.at(at + 1)
        if item.has("v_come", "v_go") and prep is not None:
            named = scan.at(skip_right(scan, at + 2))
            fits = prep.has("p_from" if way == "imports" else "p_to")
            is_name = named is not None and named.kind == "actor"
            return party(scan, named.mentions) if fits and is_name and named else None
        if not (item.has("v_be", "v_aux", "other") or item.kind == "when"):
            break
    row = scan.items[opened:index]
    verb = next((_GIVES[tag] for item in row for tag in item.tags if tag in _GIVES), None)
    names = [item for item in row if item.kind == "actor"]
    near = scan.items[max(opened, index - 4) : index]
    beside = [item for item in near if item.kind == "actor"]
    if verb != way or not names or not beside or any(item.possessive for item in beside):
        return None
    return party(scan, beside[-1].mentions)
