"""Wholes and their parts: trade with all states, and "of which imports were"."""

from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.naming import actors_before, is_state_id, named_states
from visavis.reading.grammar.scan import Draft, Party, Scan

__all__ = ["closes_account", "is_total", "part_of_trade"]

_PARTS = frozenset(("of which", "including", "comprising", "consisting of", "made up of"))


def part_of_trade(scan: Scan, noun: Noun, index: int, owner: Party) -> tuple[Party, Party] | None:
    """ "trade was $690bn, of which US imports were $537bn and exports $154bn": the pair's own."""
    last = scan.drafts[-1] if scan.drafts else None
    if (
        last is None
        or None in (last.owner.id, last.partner.id)
        or last.form not in ("level", "growth")
    ):
        return None
    pair = (last.owner, last.partner)
    if noun.bare and last.measure in ("exports", "imports") and last.measure != noun.measure:
        joined = scan.items[index - 1].has("and", "but", "p_versus") or scan.items[
            index - 1
        ].lower in (",", ";")
        return pair if joined and last.noun is not None and last.partner.id != "WLD" else None
    if last.measure != "trade_turnover" or owner.id not in (pair[0].id, pair[1].id):
        return None
    between = [item.lower for item in scan.items[last.at + 1 : index]]
    text = " ".join(between)
    if not (any(word in text for word in _PARTS) or between[:1] == [":"] or "with" in between):
        return None
    return pair if owner.id == pair[0].id else (pair[1], pair[0])


_WHOLE = ("exports", "imports", "trade_surplus", "trade_deficit")


def is_total(scan: Scan, noun: Noun, owner: Party) -> bool:
    """Whether the figure is of trade with all states."""
    total = not noun.partners and bool(noun.owners)
    return (total and (noun.whole or _beside_total(scan, noun, owner))) or _of_the_world(
        scan, noun, owner
    )


def _of_the_world(scan: Scan, noun: Noun, owner: Party) -> bool:
    """Whether the figure is of all trade: "exports to the world", or no other state is near."""
    if owner.id is None or noun.measure not in _WHOLE or not is_state_id(owner.id) or noun.joined:
        return False
    near = {*scan.memory.actors, *scan.memory.section_states, *(scan.memory.pair or ())}
    near |= set(named_states(actors_before(scan, scan.sentence.end + 1)))
    named = bool(noun.owners) and noun.owners[0].kind != "pronoun"
    return named and noun.sector is None and near <= {owner.id}


def _beside_total(scan: Scan, noun: Noun, owner: Party) -> bool:
    """Whether "its exports" follows the total of its imports, here or in the sentence before."""
    last = scan.drafts[-1] if scan.drafts else scan.memory.last
    if not isinstance(last, Draft) or last.partner.id != "WLD" or last.owner.id != owner.id:
        return False
    if not scan.drafts and set(named_states(actors_before(scan, scan.sentence.end))) - {owner.id}:
        return False
    return noun.measure in ("exports", "imports") and noun.product is None


def closes_account(scan: Scan, index: int, noun: Noun) -> bool:
    """Whether the balance follows from the figures before: "exports $39bn, for a surplus of"."""
    before = scan.at(index - 1)
    if before is not None and before.has("det"):
        before = scan.at(index - 2)
    balance = noun.measure in ("trade_surplus", "trade_deficit")
    return balance and before is not None and before.has("p_for", "p_with")
