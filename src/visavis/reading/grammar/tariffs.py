"""Tariffs: "imposed a 25% tariff on Indian steel": the imposing state owns the figure."""

from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.roles import party, subject_at, verb_subject
from visavis.reading.grammar.scan import NOBODY, Party, Scan, governor, skip_right

__all__ = ["read_tariff"]


def read_tariff(scan: Scan, index: int) -> bool:
    """Drafts the rate of a tariff; False where no tariff is spoken of."""
    at = skip_right(scan, index + 1)
    noun = scan.noun(at)
    link = governor(scan, index)
    if noun is None or noun.measure != "tariff":
        noun, at = scan.noun(link.noun), link.noun
    if noun is None or noun.measure != "tariff":
        return False
    scan.consumed.add(at)
    owner = party(scan, noun.owners)
    subject = link.actor if link.actor >= 0 else verb_subject(scan, at)
    if owner is NOBODY and subject is not None:
        owner = subject_at(scan, subject)
    partner, product = _against(scan, at)
    if partner is NOBODY:
        partner, product = _against(scan, index)
    if owner.id is None:
        return False
    kind = ("tariff", "level", "pct", 1.0)
    draft = add(scan, index, Noun(start=0, end=0, measure="tariff"), (owner, partner), kind)
    draft.product = product
    return True


def _against(scan: Scan, at: int) -> tuple[Party, str | None]:
    """The state and goods that the tariff is on."""
    item = scan.at(at + 1)
    if item is None or not item.has("p_on", "p_of"):
        return NOBODY, None
    target = scan.at(skip_right(scan, at + 2))
    if target is None:
        return NOBODY, None
    if target.kind == "actor":
        return party(scan, target.mentions), None
    if target.noun is not None:
        who = target.noun.partners if target.noun.measure == "imports" else target.noun.owners
        return party(scan, who or target.noun.partners), target.noun.product
    return NOBODY, None
