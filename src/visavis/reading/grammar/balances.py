"""Balances of trade, which need a sign: "was €17bn in Germany's favour", "was negative by $3bn"."""

from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.roles import party, sides
from visavis.reading.grammar.scan import NOBODY, Party, Scan

__all__ = ["favoured", "read_balance"]

_NEGATIVE = frozenset(("negative", "deficit", "red", "minus", "unfavourable", "unfavorable"))
_POSITIVE = frozenset(("positive", "surplus", "black", "plus", "favourable", "favorable"))
_FAVOUR = ("favour", "favor", "advantage", "benefit")


def favoured(scan: Scan) -> Party | None:
    """Who gains in "in Germany's favour" or "in favour of Germany"; None where nobody is named."""
    for at, item in enumerate(scan.items):
        if item.lower not in _FAVOUR:
            continue
        before, of, who = scan.at(at - 1), scan.at(at + 1), scan.at(at + 2)
        if before is not None and before.kind == "actor" and before.possessive:
            return party(scan, before.mentions)
        if of is not None and of.has("p_of") and who is not None and who.kind == "actor":
            return party(scan, who.mentions)
    return None


def read_balance(scan: Scan, index: int, at: int, noun: Noun) -> bool:
    """Drafts the surplus or deficit that the balance at item `at` is; False where no sign is."""
    quantity = scan.items[index].quantity
    if quantity is None or quantity.kind != "money":
        return False
    words = {item.lower for item in scan.items if item.kind == "word"}
    winner = favoured(scan)
    owner, partner = _named(scan, noun, at)
    if winner is not None:
        if winner.id is None or winner.id not in (owner.id, partner.id):
            return False
        other = partner if winner.id == owner.id else owner
        parties, measure = (winner, other), "trade_surplus"
    elif noun.pair or bool(words & _NEGATIVE) == bool(words & _POSITIVE):
        return False
    else:
        parties = (owner, partner)
        measure = "trade_deficit" if words & _NEGATIVE else "trade_surplus"
    base = Noun(start=noun.start, end=noun.end, measure=measure)
    add(scan, index, base, parties, (measure, "level", quantity.unit, 1.0))
    return True


def _named(scan: Scan, noun: Noun, at: int) -> tuple[Party, Party]:
    """Owner and partner as named around the word "balance"; "for Austria" names an owner."""
    if noun.pair:
        return party(scan, noun.owners), party(scan, noun.partners)
    owner, partner = sides(scan, noun, at)
    for number, item in enumerate(scan.items):
        who = scan.at(number + 1)
        if item.has("p_for") and who is not None and who.kind == "actor" and owner.id is None:
            owner = party(scan, who.mentions)
    return owner, partner if partner.id != owner.id else NOBODY
