"""Amounts that lean on the figure before: "of which $27bn went to", "against $29bn to Germany"."""

from visavis.reading.grammar.balances import favoured
from visavis.reading.grammar.change import add
from visavis.reading.grammar.dealings import unit_at
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.measures import flow
from visavis.reading.grammar.roles import party
from visavis.reading.grammar.scan import NOBODY, Draft, Link, Party, Scan, skip_right

__all__ = [
    "another_year",
    "balance",
    "earlier",
    "gone",
    "moved",
    "of_which",
    "out_of",
    "rival",
    "the_other_way",
]


def another_year(scan: Scan, index: int) -> bool:
    """ "trade with Ukraine: $7.6bn in 2022, $7.3bn in 2023": the same figure at another time."""
    last, after = (scan.drafts[-1] if scan.drafts else None), scan.at(index + 1)
    if (
        last is None
        or last.noun is None
        or last.form != "level"
        or last.unit != unit_at(scan, index)
    ):
        return False
    between = scan.items[last.at + 1 : index]
    dated = bool(between) and between[0].kind == "when" and after is not None
    joined = [item for item in between[1:] if not item.has("other")]
    small = all(item.lower == "," or item.has("and", "but") for item in joined) and bool(joined)
    if not dated or not small or after is None or after.kind != "when":
        return False
    kind = (last.measure, "level", last.unit, 1.0)
    draft = add(scan, index, last.noun, (last.owner, last.partner), kind)
    draft.product, draft.sector = last.product, last.sector
    return True


def out_of(scan: Scan, index: int) -> bool:
    """Whether the amount is only what another is part of: "$27bn out of $493bn in total"."""
    before = scan.at(index - 1)
    second = scan.at(index - 2)
    opened = before is not None and before.lower == "out of"
    total = before is not None and before.has("p_of") and second is not None
    opened = opened or (total and second is not None and second.has("n_total"))
    return opened and any(item.kind == "qty" for item in scan.items[:index])


def gone(scan: Scan, index: int) -> bool | None:
    """ "exports were $493bn, of which $27bn went to Turkey": a part of the last figure.

    None where no verb of going follows; False where it follows and the sides cannot be told.
    """
    at = index + 1
    while (item := scan.at(at)) is not None and (item.kind == "when" or item.has("v_aux", "v_be")):
        at += 1
    way = scan.at(at + 1)
    if item is None or way is None or not item.has("v_go", "v_come"):
        return None
    target = scan.at(skip_right(scan, at + 2))
    last = scan.drafts[-1] if scan.drafts else None
    fits = last is not None and last.measure == ("exports" if way.has("p_to") else "imports")
    if not way.has("p_to", "p_from") or target is None or target.kind != "actor":
        return None
    goods = next(
        (item.noun for item in reversed(scan.items[max(0, index - 3) : index]) if item.noun), None
    )
    if goods is not None and goods.measure == "goods" and goods.owners and way.has("p_to"):
        sides_ = (party(scan, goods.owners), party(scan, target.mentions))
        if None in (sides_[0].id, sides_[1].id):
            return False
        sold = (flow("exports", goods.product), "level", unit_at(scan, index), 1.0)
        add(scan, index, goods, sides_, sold)
        return True
    if last is None or last.noun is None or not fits or last.unit != unit_at(scan, index):
        return None if last is None else False
    partner = party(scan, target.mentions)
    if partner.id is None or partner.id == last.owner.id:
        return False
    kind = (last.measure, "level", last.unit, 1.0)
    add(scan, index, last.noun, (last.owner, partner), kind).product = last.product
    return True


def of_which(scan: Scan, index: int) -> bool | None:
    """ "$68.9bn, of which oil made up $36bn", "$27bn of which was gas": a product's part."""
    last = scan.drafts[-1] if scan.drafts else None
    if last is None or last.form != "level" or last.product is not None:
        return None
    near = scan.items[last.at + 1 : index] + scan.items[index + 1 : index + 6]
    text = " ".join(item.lower for item in near)
    if "of which" not in text and "of that" not in text:
        return None
    goods = [
        item.noun for item in near
        if item.noun is not None and item.noun.measure == "goods" and item.noun.product
    ]  # fmt: skip
    if not goods:
        return None
    if len(goods) > 1 or last.measure not in ("exports", "imports") or goods[0].owners:
        return False
    kind = (flow(last.measure, goods[0].product), "level", unit_at(scan, index), 1.0)
    add(scan, index, goods[0], (last.owner, last.partner), kind).product = goods[0].product
    return True


_SUITS = {
    "p_with": ("trade_turnover", "trade_deficit", "trade_surplus"),
    "p_to": ("exports",),
    "p_from": ("imports",),
}


def moved(scan: Scan, index: int, noun: Noun, link: Link, owner: Party) -> Party | None:
    """ "was €3.5bn with Italy, with Germany €2.9bn": the partner named since the last number.

    NOBODY where none is; None where what is named cannot be a partner of this measure.
    """
    tag, at = link.oblique[0]
    if tag not in _SUITS or any(item.kind == "qty" for item in scan.items[at:index]):
        return NOBODY
    if noun.measure.removeprefix("product_").removeprefix("oil_") not in _SUITS[tag]:
        return None
    found = party(scan, scan.items[at].mentions, (owner.id,) if owner.id else ())
    return found if found.id is not None else None


def the_other_way(scan: Scan, index: int, owner: Party, way: tuple[bool, Party]) -> bool:
    """ "Saudi Arabia exported $30.9bn to India, India only $8.6bn to Saudi Arabia"."""
    last = scan.drafts[-1]
    sells, partner = way
    direction = "exports" if sells else "imports"
    if last.noun is None or None in (owner.id, partner.id) or owner.id == partner.id:
        return False
    if not last.measure.endswith(direction):
        return False
    kind = (last.measure, "level", unit_at(scan, index), 1.0)
    add(scan, index, last.noun, (owner, partner), kind).product = last.product
    return True


def earlier(scan: Scan, index: int, last: Draft | None) -> bool:
    """ "delivered 11.8 bcm in 2023, up from 11.4 bcm in 2022": the earlier value of a verb's."""
    if last is None or last.noun is None or last.form != "level" or last.role != "verb":
        return False
    prep, before = scan.at(index - 1), scan.at(index - 2)
    quantity = scan.items[index].quantity
    if prep is None or before is None or quantity is None or quantity.unit != last.unit:
        return False
    versus = prep.has("p_versus") and before.lower in (",", "(")
    moved = prep.has("p_from") and before.lower in ("up", "down", "rising", "falling")
    if not (versus or moved):
        return False
    kind = (last.measure, "level", last.unit, 1.0)
    draft = add(scan, index, last.noun, (last.owner, last.partner), kind)
    draft.product, draft.role = last.product, "from"
    return True


def rival(scan: Scan, index: int, noun: Noun) -> Party | None:
    """The partner named after an amount compared with: "against $29.7bn to Germany".

    NOBODY where none follows; None where it cannot be told which side the name is.
    """
    prep, target = scan.at(index + 1), scan.at(skip_right(scan, index + 2))
    if prep is None or target is None or target.kind != "actor":
        return NOBODY
    if prep.has("p_for"):
        return None
    suits = {"p_to": "exports", "p_from": "imports", "p_with": "trade"}
    tag = next((tag for tag in suits if prep.has(tag)), None)
    if tag is None:
        return NOBODY
    return party(scan, target.mentions) if noun.measure.startswith(suits[tag]) else None


def balance(scan: Scan, noun: Noun, owner: Party, partner: Party) -> tuple[Party, Party]:
    """A deficit that names no partner, after a figure of trade with one, is with that one."""
    if noun.measure not in ("trade_deficit", "trade_surplus"):
        return owner, partner
    winner = favoured(scan)
    if winner is not None and winner.id is not None and noun.measure == "trade_surplus":
        other = _pair_with(scan, winner, noun)
        return winner, other if other is not None else NOBODY
    if partner is not NOBODY:
        return owner, partner
    for draft in reversed(scan.drafts):
        pair = (draft.owner.id, draft.partner.id)
        if owner.id in pair and None not in pair:
            return owner, draft.partner if owner.id == pair[0] else draft.owner
    return owner, partner


def _pair_with(scan: Scan, winner: Party, noun: Noun) -> Party | None:
    """The other state of a surplus "in Germany's favour"."""
    named = [party(scan, side).id for side in (noun.owners, noun.partners) if side]
    for draft in reversed(scan.drafts):
        named += [draft.owner.id, draft.partner.id]
    others = [name for name in dict.fromkeys(named) if name is not None and name != winner.id]
    return Party(others[0]) if len(others) == 1 else None
