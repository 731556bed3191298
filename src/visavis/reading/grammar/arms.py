"""Arms deals: "bought 36 launchers from Russia for $2.5 billion", "a jet worth $25-30 million".

The buyer owns the figure. Money is `arms_deal`, pieces are `arms_orders`; both need a word of
arms, a verb or noun of dealing, and two states of which it is clear who sells.
"""

import re

from visavis.reading.grammar import words_plain
from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Item, Noun
from visavis.reading.grammar.roles import party
from visavis.reading.grammar.scan import Party, Scan
from visavis.reading.patterns import lazy

__all__ = ["read_arms"]

_ARMS = lazy(
    r"\b(?:fighters?|fighter jets?|jets?|warplanes?|bombers?|tanks?|missiles?|frigates?|destroyers?"
    r"|corvettes?|submarines?|warships?|helicopters?|launchers?|rifles?|howitzers?|artillery|drones?"
    r"|air[- ]defen[cs]e|s-?[34]00s?|f-?35s?|f-?16s?|su-?\d\ds?|rafales?|eurofighters?|patriots?"
    r"|armou?red vehicles?|ammunition|munitions|torpedo(?:es)?|radars?|arms|weapons?|rockets?"
    r"|gunships?|patrol boats?|systems)\b",
    re.IGNORECASE,
)
_PIECES = lazy(
    r"(?:fighter|jet|plane|bomber|tank|missile|frigate|destroyer|corvette|submarine|warship"
    r"|helicopter|launcher|rifle|howitzer|drone|vehicle|aircraft|rocket|system|boat|batter)",
)
_SELL = frozenset(words_plain.SELLING.split())
_BUY = frozenset(words_plain.BUYING.split())


def read_arms(scan: Scan, index: int) -> bool:
    """Drafts the price or the pieces of an arms deal; False where seller or buyer is not clear."""
    quantity = scan.items[index].quantity
    if quantity is None or quantity.value <= 1 or not _ARMS.search(scan.sentence.text):
        return False
    if quantity.kind == "count" and not _PIECES.search((quantity.noun or "").lower()):
        return False
    if quantity.kind not in ("money", "count"):
        return False
    parties = _parties(scan)
    if parties is None:
        return False
    buyer, seller = parties
    if buyer.id is None or seller.id is None or buyer.id == seller.id:
        return False
    measure, form = ("arms_deal", "level") if quantity.kind == "money" else ("arms_orders", "count")
    unit = quantity.unit if quantity.kind == "money" else "count"
    noun = Noun(start=0, end=0, measure=measure)
    add(scan, index, noun, (buyer, seller), (measure, form, unit, 1.0))
    return True


def _parties(scan: Scan) -> tuple[Party, Party] | None:
    """Buyer and seller, by the first verb of dealing and where the two states stand around it."""
    verb = next(
        (n for n, item in enumerate(scan.items) if item.kind == "word"
         and (item.lower in _SELL or item.lower in _BUY)), None,
    )  # fmt: skip
    if verb is None:
        return None
    actors = [n for n, item in enumerate(scan.items) if item.kind == "actor"]
    before = [n for n in actors if n < verb and not _is_place(scan.items[n])]
    after = [n for n in actors if n > verb and not _is_place(scan.items[n])]
    if not before or not after:
        return None
    subject = party(scan, scan.items[before[-1]].mentions)
    buys = scan.items[verb].lower in _BUY
    other = _other(scan, after, "p_from" if buys else "p_to", verb)
    if other is None:
        return None
    return (subject, other) if buys else (other, subject)


def _is_place(item: Item) -> bool:
    return item.mentions[0].as_place


def _other(scan: Scan, after: list[int], tag: str, verb: int) -> Party | None:
    """The state after "from" or "to", or right after the verb of selling ("sell Vietnam a jet")."""
    for at in after:
        before = scan.at(at - 1)
        if before is not None and before.has("det"):
            before = scan.at(at - 2)
        dative = at == verb + 1 and tag == "p_to"
        if dative or (before is not None and before.has(tag, "p_for")):
            return party(scan, scan.items[at].mentions)
    return None
