"""Figures that take up what was last spoken of: "it was $798bn", "this figure had grown to $4bn".

Where the sentence before states no figure, its first flow with both sides known is meant: "Kenya's
exports to China are small. They were worth $198 million in 2021".
"""

from dataclasses import dataclass

from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.measures import measure_of
from visavis.reading.grammar.roles import party, sides
from visavis.reading.grammar.scan import Draft, Link, Party, Scan, skip_right

__all__ = ["Spoken", "level_again", "spoken_of"]

_LEVELS = ("level", "growth", "threshold", "multiple", "change_abs")
_FIGURES = frozenset(("figure", "sum", "amount", "total", "value", "number"))
_FLOWS = ("exports", "imports", "trade_turnover", "trade_deficit", "trade_surplus")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A flow that a sentence spoke of without a figure."""

    noun: Noun
    measure: str
    owner: Party
    partner: Party
    product: str | None
    sector: str | None


def spoken_of(scan: Scan) -> Spoken | None:
    """The one flow with two sides of a sentence without figures; None where there are more."""
    if any(item.kind == "qty" for item in scan.items):
        return None
    found = [
        (at, item.noun) for at, item in enumerate(scan.items)
        if item.noun is not None and item.noun.measure in _FLOWS and not item.noun.share
    ]  # fmt: skip
    if len(found) != 1:
        return None
    at, noun = found[0]
    owner, partner = sides(scan, noun, at)
    measure = measure_of(noun)
    if None in (owner.id, partner.id, measure) or owner.open or partner.open:
        return None
    return Spoken(noun, measure or "", owner, partner, noun.product, noun.sector)


def level_again(scan: Scan, index: int, link: Link, *, fits: bool) -> bool:
    """Drafts the level that a pronoun or "this figure" has; `fits` says for the last figure."""
    last = scan.drafts[-1] if scan.drafts else scan.memory.last
    if not isinstance(last, (Draft, Spoken)) or last.noun is None or not fits:
        return False
    if isinstance(last, Draft) and last.form not in _LEVELS:
        return False
    at = _pronoun(scan, index, link)
    if at is None:
        return False
    partner = _fronted(scan, at, last)
    if partner is None:
        return False
    quantity = scan.items[index].quantity
    form = "threshold" if link.verb == "v_exceed" and link.prep is None else "level"
    kind = (last.measure, form, quantity.unit if quantity is not None else "", 1.0)
    draft = add(scan, index, last.noun, (last.owner, partner), kind)
    draft.product, draft.sector = last.product, last.sector
    if form == "threshold" and draft.qualifier in ("=", "~"):
        draft.qualifier = ">"
    return True


def _pronoun(scan: Scan, index: int, link: Link) -> int | None:
    """Index of the "it" or "this figure" that the amount is said of; None where none is."""
    moved = link.verb in ("v_level", "v_rise", "v_fall", "v_exceed")
    quantity = scan.items[index].quantity
    hedged = quantity is not None and quantity.qualifier == "~"
    if link.actor >= 0:
        text = scan.items[link.actor].mentions[0].text.lower()
        plain = link.verb is None and link.linked and _is_plain(scan, link.actor, index)
        came = link.verb == "v_come" and hedged
        said = moved or plain or came
        between = any(where > link.actor for _, where in link.oblique)
        named = text in ("it", "they", "this")
        return link.actor if named and said and not between else None
    if not moved or link.noun >= 0 or link.rank >= 0:
        return None
    at = link.verb_at - 1
    while (item := scan.at(at)) is not None and item.has("v_aux", "other", "v_be"):
        at -= 1
    opening = scan.at(at - 1)
    named = item is not None and item.lower in _FIGURES
    return at if named and opening is not None and opening.lower in ("this", "that") else None


def _is_plain(scan: Scan, first: int, last: int) -> bool:
    """Whether nothing but "was", "has been", "worth" stands between the pronoun and the amount."""
    return all(
        item.has("v_be", "v_aux", "other", "n_value") or item.kind == "when"
        or item.lower.endswith("ly") or item.lower in ("about", "almost", "nearly", "around")
        for item in scan.items[first + 1 : last]
    )  # fmt: skip


_SIDED = {
    "p_with": ("trade_turnover", "trade_deficit", "trade_surplus"),
    "p_to": ("exports",),
    "p_from": ("imports",),
}
"""The preposition that names the partner of each flow."""


def _fronted(scan: Scan, at: int, last: Draft | Spoken) -> Party | None:
    """The partner of "With China it shrank to $279bn"; None where the name fits no side."""
    for index in range(at - 1, -1, -1):
        item = scan.items[index]
        if item.kind in ("noun", "qty") or item.lower == ";":
            break
        named = scan.at(skip_right(scan, index + 1))
        if item.has("p_with", "p_to", "p_from", "p_for") and named and named.kind == "actor":
            tag = next((tag for tag in _SIDED if tag in item.tags), "")
            fits = last.measure in _SIDED.get(tag, ())
            return party(scan, named.mentions) if fits else None
    return last.partner
