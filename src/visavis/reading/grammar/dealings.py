"""Amounts that a verb of dealing governs: "sold", "imported", "owes", "lent", "invested in".

The verb gives the measure and the direction, the actors around it the sides.
"""

from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Item, Noun
from visavis.reading.grammar.measures import flow
from visavis.reading.grammar.pairs import pair_before
from visavis.reading.grammar.payments import paid, with_nobody
from visavis.reading.grammar.roles import party, subject_at
from visavis.reading.grammar.scan import NOBODY, Draft, Link, Party, Scan, skip_right

__all__ = ["level_by_verb", "level_in_passive", "unit_at"]


def level_by_verb(scan: Scan, index: int, link: Link) -> bool:
    """Drafts the amount that the verb before it governs; False where no verb of dealing does."""
    rank = next((one for one in reversed(scan.drafts) if one.form == "rank"), None)
    if link.rank >= 0 and rank is not None and link.verb == "v_hold":
        return _held(scan, index, rank.partner)
    if link.rank >= 0 and rank is not None and link.comma and link.verb in ("v_sell", "v_buy"):
        return _ranked(scan, index, rank, link.verb)
    if link.actor < 0 or link.verb is None or _is_rivals(scan, index, link):
        return False
    subject = subject_at(scan, link.actor)
    if link.verb == "v_hold":
        return _held(scan, index, subject)
    rule = {
        "v_sell": _sold, "v_buy": _bought, "v_supply": _sold, "v_trade": _traded,
        "v_owe": _owed, "v_lend": _lent, "v_give": _given, "v_invest": _invested,
        "v_pledge": _invested, "v_pay": paid, "v_spend": paid,
    }.get(link.verb)  # fmt: skip
    return rule is not None and rule(scan, index, link, subject)


def _is_rivals(scan: Scan, index: int, link: Link) -> bool:
    """Whether the amount is another's: "bought $21bn of it, ahead of the US ($17bn), Iraq ("."""
    opening, named = scan.at(index - 1), scan.at(index - 2)
    if opening is None or opening.lower != "(" or named is None or named.kind != "actor":
        return False
    at = index - 3
    while (item := scan.at(at)) is not None and item.has("det", "other"):
        at -= 1
    rival = item is not None and (item.has("p_ahead", "p_behind", "and") or item.lower == ",")
    return rival and link.crossed > 0


def _ranked(scan: Scan, index: int, rank: Draft, verb: str) -> bool:
    """ "the biggest exporter to America, shipping goods worth $475bn": the sides of the rank."""
    goods, end = _object(scan, index)
    if goods is None:
        goods = next((scan.noun(n) for n in range(index - 1, index - 4, -1) if scan.noun(n)), None)
    sides_ = (rank.partner, rank.owner)
    if goods is None or goods.measure != "goods" or None in (sides_[0].id, sides_[1].id):
        return False
    if goods.owners or goods.partners or rank.measure not in _RANKS:
        return False
    direction = "exports" if verb == "v_sell" else "imports"
    kind = (flow(direction, goods.product), "level", unit_at(scan, index), 1.0)
    draft = add(scan, index, goods, sides_, kind)
    draft.product, draft.end = goods.product, max(draft.end, scan.items[max(end, index)].end)
    return True


_RANKS = ("exports", "imports", "trade_partner_rank", "product_exports", "product_imports",
          "oil_exports", "oil_imports", "gas_exports", "gas_imports")  # fmt: skip


def level_in_passive(scan: Scan, index: int) -> bool:
    """ "Goods worth $4.6 billion were exported from Kenya to China": both sides follow the verb."""
    at = index + 1
    while (item := scan.at(at)) is not None and (item.kind == "when" or item.has("v_be", "v_aux")):
        at += 1
    if item is None or not item.has("v_sell", "v_buy", "v_supply"):
        return False
    named: dict[str, Party] = {}
    at += 1
    while (item := scan.at(at)) is not None and (item.kind == "when" or item.has(*_PASSIVE)):
        tag = next((tag for tag in _PASSIVE if tag in item.tags), None)
        target = scan.at(skip_right(scan, at + 1))
        if tag is not None and target is not None and target.kind == "actor":
            named[tag] = party(scan, target.mentions)
            at = skip_right(scan, at + 1)
        at += 1
    seller, buyer = named.get("p_from"), named.get("p_to") or named.get("p_by")
    if seller is None or buyer is None or seller.id == buyer.id:
        return False
    goods = next((scan.noun(n) for n in range(index - 1, -1, -1) if scan.noun(n)), None)
    product = goods.product if goods is not None and goods.measure == "goods" else None
    kind = (flow("exports", product), "level", unit_at(scan, index), 1.0)
    draft = add(scan, index, _plain("exports"), (seller, buyer), kind)
    draft.product = product
    return True


_PASSIVE = ("p_from", "p_to", "p_by")


def _object(scan: Scan, index: int) -> tuple[Noun | None, int]:
    """The goods after "$24 billion worth of", or "of" after an amount; and where they end."""
    at = index + 1
    item = scan.at(at)
    while item is not None and (item.has("p_of", "n_value", "p_in") or item.kind == "when"):
        at += 1
        item = scan.at(at)
    at = skip_right(scan, at)
    noun = scan.noun(at)
    if noun is not None:
        scan.consumed.add(at)
        return noun, at
    return None, index


def _other(
    scan: Scan, link: Link, after: int, tags: tuple[str, ...], exclude: tuple[str, ...] = ()
) -> Party:
    """The other side: a dative or oblique before the amount, else "to B" or "from B" after it."""
    found = _after(scan, after, tags, exclude)
    if found is not NOBODY:
        return found
    for tag, at in link.oblique:
        if tag in tags or tag == "dative":
            return subject_at(scan, at)
    return NOBODY


def _after(scan: Scan, after: int, tags: tuple[str, ...], exclude: tuple[str, ...] = ()) -> Party:
    """Who follows the amount: "to B", "a year from B"."""
    at = after + 1
    while (item := scan.at(at)) is not None and (
        item.kind == "when"
        or item.has("n_value", "p_per")
        or item.lower in ("a", "year", "annually")
    ):
        at += 1
    if item is not None and item.has(*tags):
        target_at = skip_right(scan, at + 1)
        target, beyond = scan.at(target_at), scan.at(target_at + 1)
        named = target is not None and target.kind == "actor"
        if target is not None and named and not _owns(target, beyond):
            return party(scan, target.mentions, exclude)
        if target is not None and target.kind in ("actor", "word") and not target.has("v_be"):
            return Party(None, (f"actor:{target.lower}",))
    return NOBODY


def _owns(item: Item, after: Item | None) -> bool:
    """Whether the name only owns what follows: "to its other neighbours"."""
    return item.mentions[-1].possessive and after is not None and after.kind == "word"


def _goods(scan: Scan, link: Link, index: int) -> tuple[Noun | None, int]:
    noun, end = _object(scan, index)
    if noun is None and link.noun < 0:
        for at in range(index - 1, link.actor, -1):
            left = scan.noun(at)
            beyond = at < link.verb_at and left is not None and left.product is not None
            if left is not None and not beyond:
                return left, index
    return noun, end


def _flow(
    scan: Scan, index: int, link: Link, subject: Party, way: tuple[str, tuple[str, ...]]
) -> bool:
    direction, tags = way
    noun, end = _goods(scan, link, index)
    other = party(scan, noun.partners) if noun is not None else NOBODY
    if noun is not None and end == index and link.crossed:
        right = _after(scan, end, tags, (subject.id,) if subject.id else ())
        other = right if right is not NOBODY else other
    if other is NOBODY and noun is not None and direction == "imports" and noun.owners:
        other = party(scan, noun.owners)
    if other is NOBODY:
        other = _other(scan, link, end, tags, (subject.id,) if subject.id else ())
    last = scan.drafts[-1] if scan.drafts else None
    if other is NOBODY and link.coordinated and last is not None and last.role == "verb":
        other = last.partner if last.owner.id == subject.id else NOBODY
    if other is NOBODY and last is not None and last.form == "rank" and link.comma:
        other = last.owner if last.partner.id == subject.id else NOBODY
    quantity = scan.items[index].quantity
    if other is NOBODY and (noun is not None or (quantity and quantity.kind == "money")):
        other = with_nobody(scan, link, subject)
    if other.id is None and not other.open:
        return False
    plain = link.verb_at >= 0 and scan.items[link.verb_at].lower.startswith(("export", "import"))
    again = last is not None and last.measure in ("exports", "imports")
    if noun is None and not plain and not again:
        return False
    product = noun.product if noun is not None else None
    measure = flow(direction, product)
    if subject.id is None and subject.open and other.id is not None:
        subject = subject_at(scan, link.actor, (other.id,))
    if subject.id is not None and subject.id == other.id:
        return False
    base = noun or Noun(start=scan.items[index].start, end=scan.items[index].end, measure=direction)
    kind = (measure, "level", unit_at(scan, index), 1.0)
    draft = add(scan, index, base, (subject, other), kind)
    draft.product = product
    draft.role = "verb"
    if noun is not None:
        draft.end = max(draft.end, noun.end)
    return True


def _sold(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    noun, _ = _goods(scan, link, index)
    if link.verb == "v_supply" and (noun is None or noun.measure != "goods"):
        return False
    if link.verb == "v_supply":
        return _supplied(scan, index, link, subject)
    return _flow(scan, index, link, subject, ("exports", ("p_to",)))


def _supplied(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    """ "Norway supplied 20 bcm of gas to Poland": Norway's exports."""
    return _flow(scan, index, link, subject, ("exports", ("p_to",)))


def _bought(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    return _flow(scan, index, link, subject, ("imports", ("p_from",)))


def _traded(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    ids = [mention.id for mention in scan.items[link.actor].mentions]
    noun = Noun(start=scan.items[link.actor].start, end=scan.items[index].end,
                measure="trade_turnover")  # fmt: skip
    kind = ("trade_turnover", "level", unit_at(scan, index), 1.0)
    if len(ids) == 2 and ids[0] and ids[1]:
        add(scan, index, noun, (Party(ids[0]), Party(ids[1])), kind)
        return True
    if scan.items[link.actor].mentions[0].kind == "pronoun":
        pair = pair_before(scan, scan.items[link.actor].start)
        if pair is not None:
            add(scan, index, noun, (Party(pair[0]), Party(pair[1])), kind)
            return True
    other = _other(scan, link, index, ("p_with",))
    if other.id is None:
        return False
    add(scan, index, noun, (subject, other), kind)
    return True


def _plain(measure: str) -> Noun:
    return Noun(start=0, end=0, measure=measure)


def _owed(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    other = _other(scan, link, index, ("p_to",))
    return _of_debt(scan, index, "debt_owed", (subject, other), other)


def _lent(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    other = _other(scan, link, index, ("p_to",))
    return _of_debt(scan, index, "loans", (other, subject), other)


def _of_debt(
    scan: Scan, index: int, measure: str, sides: tuple[Party, Party], other: Party
) -> bool:
    """Drafts an amount owed or lent; False where the sentence does not name the `other`."""
    if other.id is None:
        return False
    add(scan, index, _plain(measure), sides, (measure, "level", unit_at(scan, index), 1.0))
    return True


def _given(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    noun, end = _object(scan, index)
    if noun is None or noun.measure not in ("aid", "military_aid", "loans"):
        return False
    other = party(scan, noun.partners)
    if other is NOBODY:
        other = _other(scan, link, end, ("p_to",))
    sides_ = (other, subject) if noun.measure == "loans" else (subject, other)
    add(scan, index, noun, sides_, (noun.measure, "level", unit_at(scan, index), 1.0))
    return True


def _invested(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    """The host owns what was invested; what is planned is the investor's."""
    other = _other(scan, link, index, ("p_in",))
    noun, end = _object(scan, index)
    if other.id is None and noun is not None and noun.measure == "fdi":
        other = party(scan, noun.host or noun.partners)
        if other is NOBODY:
            other = _other(scan, link, end, ("p_in", "p_to"))
    elif link.verb in ("v_pledge", "v_give") and not _invest_near(scan, index):
        return False
    if other.id is None or other.id == subject.id:
        return False
    planned = link.verb == "v_pledge" or _planned(scan, link, index)
    measure = "investment_planned" if planned else "fdi_in_flow"
    kind = (measure, "level", unit_at(scan, index), 1.0)
    parties = (subject, other) if planned else (other, subject)
    draft = add(scan, index, _plain("fdi"), parties, kind)
    draft.modality = "planned" if planned else None
    return True


def _invest_near(scan: Scan, index: int) -> bool:
    return any(item.has("v_invest") for item in scan.items[max(0, index - 4) : index])


def _planned(scan: Scan, link: Link, index: int) -> bool:
    between = scan.items[link.actor : index]
    return any(item.has("v_pledge") or item.lower in ("will", "to", "would") for item in between)


def _held(scan: Scan, index: int, subject: Party) -> bool:
    """ "Beijing holds $30 billion of its debt": the debtor owns the figure."""
    noun, at = _object(scan, index)
    if noun is None or noun.measure != "debt_owed":
        return False
    owner = party(scan, noun.owners, (subject.id,) if subject.id else ())
    add(scan, index, noun, (owner, subject), ("debt_owed", "level", unit_at(scan, index), 1.0))
    return at >= 0


def unit_at(scan: Scan, index: int) -> str:
    """The unit of the number at `index`."""
    quantity = scan.items[index].quantity
    return quantity.unit if quantity is not None else ""
