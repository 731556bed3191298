"""Amounts paid for goods, amounts traded with nobody named, and the gap that two flows leave.

The trap: "paid China $450 million in interest" is no trade: what is paid for must be goods.
"""

from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.measures import flow
from visavis.reading.grammar.naming import actors_before, named_states
from visavis.reading.grammar.roles import party, subject_at
from visavis.reading.grammar.scan import NOBODY, Link, Party, Scan, skip_right

__all__ = ["gap_of_flows", "paid", "with_nobody"]

_FOR = {"v_pay": "p_for", "v_spend": "p_on"}


def paid(scan: Scan, index: int, link: Link, subject: Party) -> bool:
    """Drafts "India paid the GCC $40bn for crude oil", "spent $5bn on Russian gas"."""
    if _is_passive(scan, link.verb_at):
        return False
    prep, quantity = scan.at(index + 1), scan.items[index].quantity
    at = skip_right(scan, index + 2)
    noun = scan.noun(at)
    if (
        prep is None
        or noun is None
        or quantity is None
        or not prep.has(_FOR.get(link.verb or "", "none"))
    ):
        return False
    if noun.measure not in ("goods", "imports"):
        return False
    seller = party(scan, noun.partners or noun.owners, (subject.id,) if subject.id else ())
    if noun.measure == "imports" and noun.owners and party(scan, noun.owners).id == subject.id:
        seller = party(scan, noun.partners)
    for tag, where in link.oblique:
        if seller is NOBODY and tag in ("dative", "p_to"):
            seller = subject_at(scan, where)
    if None in (seller.id, subject.id) or seller.id == subject.id:
        return False
    scan.consumed.add(at)
    kind = (flow("imports", noun.product), "level", quantity.unit, 1.0)
    draft = add(scan, index, noun, (subject, seller), kind)
    draft.product, draft.end, draft.role = noun.product, max(draft.end, noun.end), "verb"
    return True


def _is_passive(scan: Scan, verb: int) -> bool:
    """Whether the subject receives: "Peru was paid $5bn for copper"."""
    at = verb - 1
    while (item := scan.at(at)) is not None and item.has("other", "v_aux"):
        at -= 1
    return item is not None and item.has("v_be")


def with_nobody(scan: Scan, link: Link, subject: Party) -> Party:
    """The other side of "exported goods worth $7.4bn", which names none.

    It is the world where no other state is spoken of since the heading and the sentence has no
    "to", "from" or "with"; else it is left open.
    NOBODY where the verb is none of importing or exporting.
    """
    verb = scan.at(link.verb_at)
    if verb is None or not verb.lower.startswith(("import", "export")) or subject.id is None:
        return NOBODY
    memory = scan.memory
    near = {*memory.actors, *memory.section_states, *(memory.pair or ())}
    near |= set(named_states(actors_before(scan, scan.sentence.end + 1)))
    sided = any(item.has("p_to", "p_from", "p_with", "p_between") for item in scan.items)
    alone = near <= {subject.id} and not sided
    return Party("WLD") if alone else Party(None, ("actor:partner",))


def gap_of_flows(scan: Scan, index: int) -> bool:
    """ "imported $21bn and exported $7bn, leaving a gap of $14bn": the deficit of the two."""
    of, gap = scan.at(index - 1), scan.at(index - 2)
    if of is None or gap is None or not of.has("p_of") or gap.lower not in ("gap", "shortfall"):
        return False
    last = [draft for draft in scan.drafts if draft.form == "level"][-2:]
    by_measure = {draft.measure: draft for draft in last}
    bought, sold = by_measure.get("imports"), by_measure.get("exports")
    quantity = scan.items[index].quantity
    if bought is None or sold is None or quantity is None:
        return False
    same = (bought.owner, bought.partner, bought.unit) == (sold.owner, sold.partner, sold.unit)
    if not same or bought.value <= sold.value or quantity.unit != bought.unit:
        return False
    noun = Noun(start=gap.start, end=gap.end, measure="trade_deficit", head="gap")
    kind = ("trade_deficit", "level", quantity.unit, 1.0)
    add(scan, index, noun, (bought.owner, bought.partner), kind)
    return True
