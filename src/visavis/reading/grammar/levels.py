"""Levels: "trade reached $72.9 billion", "bought $24 billion worth of goods from Japan".

Either a measure phrase governs the amount, or a verb of selling, buying, lending ... does, with
an actor before it.
"""

from visavis.reading.grammar.asides import (
    another_year,
    balance,
    earlier,
    gone,
    moved,
    of_which,
    out_of,
    rival,
    the_other_way,
)
from visavis.reading.grammar.balances import read_balance
from visavis.reading.grammar.change import add
from visavis.reading.grammar.dealings import level_by_verb, level_in_passive, unit_at
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.measures import measure_of
from visavis.reading.grammar.payments import gap_of_flows
from visavis.reading.grammar.roles import party, sides, subject_at
from visavis.reading.grammar.scan import (
    NOBODY,
    Draft,
    Link,
    Party,
    Scan,
    governor,
    skip_right,
)
from visavis.reading.grammar.spoken import Spoken, level_again

__all__ = ["read_level"]

_LINKS = (None, "v_level", "v_rise", "v_fall", "v_exceed", "v_be", "v_run", "v_account", "v_give",
          "v_take", "v_pledge", "v_hold", "v_have", "v_come")  # fmt: skip

_PREPS = (None, "p_to", "p_from", "p_at", "p_of", "p_versus", "p_with", "p_by", "p_in", "p_as")

_UNITS = {
    "money": ("exports", "imports", "trade", "fdi", "aid", "military", "loans", "debt",
              "remittances", "gdp", "goods", "arms", "oil", "gas", "product", "services"),
    "volume": ("exports", "imports", "oil", "gas", "product", "goods", "trade", "arms"),
    "count": ("troops", "population", "visitors", "refugees"),
}  # fmt: skip


def read_level(scan: Scan, index: int) -> bool:
    """Drafts the level stated by the amount at `index`; False where it states none."""
    quantity = scan.items[index].quantity
    if quantity is None or quantity.value == 0:
        return False
    link = governor(scan, index)
    goods = scan.noun(link.noun)
    if goods is not None and goods.measure == "goods" and not goods.owners:
        scan.consumed.add(link.noun)
        link = governor(scan, index)
    if link.rank >= 0 and link.verb in ("v_rise", "v_fall", "v_level", "v_exceed"):
        link = governor(scan, index, past_rank=True)
    if out_of(scan, index):
        return False
    if (part := gone(scan, index)) is not None:
        return part
    if (part := of_which(scan, index)) is not None:
        return part
    return (
        _by_right_noun(scan, index, link)
        or level_by_verb(scan, index, link)
        or level_in_passive(scan, index)
        or _by_left_noun(scan, index, link)
        or _again(scan, index, link)
        or _by_ellipsis(scan, index)
    )


def _again(scan: Scan, index: int, link: Link) -> bool:
    """ "It is expected to top $2bn": the figure last spoken of goes on."""
    last = scan.drafts[-1] if scan.drafts else scan.memory.last
    fits = isinstance(last, (Draft, Spoken)) and _fits(scan, index, last.measure)
    return gap_of_flows(scan, index) or level_again(scan, index, link, fits=fits)


def _fits(scan: Scan, index: int, measure: str) -> bool:
    """Whether an amount of this kind can be a value of the measure."""
    quantity = scan.items[index].quantity
    kinds = _UNITS.get(quantity.kind if quantity is not None else "", ())
    return measure.startswith(kinds) if kinds else False


def _by_left_noun(scan: Scan, index: int, link: Link) -> bool:
    noun = scan.noun(link.noun)
    if noun is None or noun.share or link.verb not in _LINKS or link.prep not in _PREPS:
        return False
    if _part_of_amount(scan, index):
        return False
    if link.prep is None and link.verb is None and not _close(index, link):
        return False
    if noun.measure == "trade_balance":
        return read_balance(scan, index, link.noun, noun)
    measure = _measure(noun, link)
    if measure is None or not _fits(scan, index, measure):
        return False
    found = _sides_of(scan, index, noun, link)
    if found is None:
        return False
    owner, partner = found
    above = link.verb == "v_exceed" and link.prep is None
    above = above and not (noun.partners and rival(scan, index, noun) is not NOBODY)
    form = "threshold" if above else "level"
    draft = add(scan, index, noun, (owner, partner), (measure, form, unit_at(scan, index), 1.0))
    if form == "threshold" and draft.qualifier in ("=", "~"):
        draft.qualifier = ">"
    if link.prep in ("p_from", "p_versus"):
        draft.role = "from"
    if link.crossed == 0 and scan.items[index].end - noun.start < 120:
        draft.start = noun.start
    return True


def _sides_of(scan: Scan, index: int, noun: Noun, link: Link) -> tuple[Party, Party] | None:
    """Owner and partner of the level of a noun; None where a name beside it fits neither side."""
    owner, partner = sides(scan, noun, link.noun)
    owner, partner = balance(scan, noun, owner, partner)
    described = any(item.has("rel") for item in scan.items[link.noun : index])
    if noun.compared and not link.parenthesis and not described:
        return Party(owner.id, (*owner.open, "actor:those")), partner
    dative = next((at for tag, at in link.oblique if tag == "dative"), None)
    if owner.id is None and not noun.owners and dative is not None:
        owner = subject_at(scan, dative)
    if link.crossed and link.oblique:
        shifted = moved(scan, index, noun, link, owner)
        if shifted is None:
            return None
        partner = shifted if shifted is not NOBODY else partner
    if link.verb == "v_account":
        owner, partner = _part(scan, owner, partner)
    owner, partner = _complete(scan, index, noun, owner, partner)
    if noun.partners and (link.prep == "p_versus" or link.crossed or link.verb == "v_exceed"):
        other = rival(scan, index, noun)
        if other is None:
            return None
        partner = other if other is not NOBODY else partner
    return owner, partner


def _by_ellipsis(scan: Scan, index: int) -> bool:
    """ "Japan sold India goods worth $13 billion, and South Korea $16 billion"."""
    last = scan.drafts[-1] if scan.drafts else None
    if earlier(scan, index, last) or another_year(scan, index):
        return True
    at = index - 1
    while (item := scan.at(at)) is not None and item.has("other"):
        at -= 1
    name, joiner = scan.at(at), scan.at(at - 1)
    if last is None or last.role != "verb" or last.noun is None or name is None or joiner is None:
        return False
    if name.kind != "actor" or not (joiner.has("and", "but") or joiner.lower in (",", "while")):
        return False
    owner = subject_at(scan, at)
    prep, target = scan.at(index + 1), scan.at(skip_right(scan, index + 2))
    if prep is not None and prep.has("p_to", "p_from") and target is not None:
        return the_other_way(scan, index, owner, (prep.has("p_to"), party(scan, target.mentions)))
    if owner.id is None or owner.id in (last.owner.id, last.partner.id):
        return False
    owner = Party(owner.id, (f"actor:{name.lower}",))
    kind = (last.measure, "level", unit_at(scan, index), 1.0)
    add(scan, index, last.noun, (owner, last.partner), kind).product = last.product
    return True


def _part_of_amount(scan: Scan, index: int) -> bool:
    """Whether the amount is what a share is of: "38% of the $125 billion"."""
    at = index - 1
    while (item := scan.at(at)) is not None and item.has("det"):
        at -= 1
    before = scan.at(at - 1)
    of = item is not None and item.has("p_of")
    return of and before is not None and before.kind == "qty"


def _close(index: int, link: Link) -> bool:
    """Whether noun and bare amount touch: "exports ($2bn)", "exports, $2bn in 2021"."""
    return link.parenthesis or link.comma or link.linked or index - link.noun <= 2


def _measure(noun: Noun, link: Link) -> str | None:
    if noun.measure == "goods" and link.verb in ("v_level", None) and noun.partners:
        return None
    if noun.measure == "fdi" and noun.stock is None and link.verb_at >= 0:
        return "fdi_in_stock" if link.verb == "v_level" else "fdi_in_flow"
    return measure_of(noun)


def _complete(
    scan: Scan, index: int, noun: Noun, owner: Party, partner: Party
) -> tuple[Party, Party]:
    """Adds what follows the amount: "a deficit of $2bn with Brazil", "loans of $3bn from China"."""
    at = index + 1
    while (item := scan.at(at)) is not None and item.kind == "when":
        at += 1
    item = scan.at(at)
    if item is None or noun.partners or not item.has("p_with", "p_to", "p_from", "p_in"):
        return owner, partner
    target = scan.at(skip_right(scan, at + 1))
    trade = target.noun if target is not None else None
    if trade is not None and item.has("p_in") and _is_balance(noun) and trade.partners:
        return owner, party(scan, trade.partners)
    if target is None or target.kind != "actor":
        return owner, partner
    if item.has("p_in") and noun.measure not in ("fdi", "troops"):
        return owner, partner
    found = party(scan, target.mentions)
    if noun.measure == "imports" and item.has("p_to"):
        return owner, partner
    if noun.measure == "exports" and item.has("p_from"):
        return owner, partner
    if found.id is not None and found.id == owner.id:
        return owner, partner
    return owner, found


def _part(scan: Scan, owner: Party, partner: Party) -> tuple[Party, Party]:
    """Sides of a part of the trade before: "with Turkish exports accounting for $2.5 billion"."""
    for draft in reversed(scan.drafts):
        pair = (draft.owner.id, draft.partner.id)
        if partner is NOBODY and owner.id in pair and None not in pair:
            return owner, draft.partner if owner.id == pair[0] else draft.owner
    return owner, partner


def _by_right_noun(scan: Scan, index: int, link: Link) -> bool:
    """ "a $60bn trade deficit with", "$4bn in exports to", "$10bn worth of exports to"."""
    at = index + 1
    item = scan.at(at)
    if item is not None and item.has("p_in", "p_of", "n_value", "p_from", "p_on"):
        at += 1
        item = scan.at(at)
        if item is not None and item.has("p_of"):
            at += 1
    at = skip_right(scan, at)
    noun = scan.noun(at)
    if noun is None or noun.share or noun.measure in ("goods", "gdp"):
        return False
    if link.prep == "p_of" and _is_balance(scan.noun(link.noun)):
        return False
    joined = link.actor >= 0 and scan.items[link.actor].joined and link.verb == "v_do"
    if noun.bare and not joined and noun.measure not in _SPEAKING:
        return False
    measure = measure_of(noun)
    if measure is None or not _fits(scan, index, measure) or link.verb in ("v_rise", "v_fall"):
        return False
    scan.consumed.add(at)
    owner, partner = sides(scan, noun, at)
    if noun.measure == "debt_owed" and link.verb == "v_hold":
        return False
    if noun.measure == "fdi" and link.verb in ("v_pledge", "v_invest", "v_give", "v_lend"):
        return False
    if link.actor >= 0 and not noun.owners and owner.id is None:
        owner = subject_at(scan, link.actor)
        if owner.id is not None and owner.id == partner.id:
            owner = NOBODY
    if link.actor >= 0 and noun.owners and partner is NOBODY and _receives(noun, link):
        partner = subject_at(scan, link.actor)
    owner, partner = _giver(scan, noun, (owner, partner), link)
    draft = add(scan, index, noun, (owner, partner), (measure, "level", unit_at(scan, index), 1.0))
    draft.end = max(draft.end, noun.end)
    return True


def _is_balance(noun: Noun | None) -> bool:
    return noun is not None and noun.measure in ("trade_surplus", "trade_deficit")


_SPEAKING = ("trade_surplus", "trade_deficit", "troops", "fdi", "military_aid", "aid", "loans")
"""Measures whose bare word after an amount is enough: "a $3bn surplus", "$2bn in aid"."""


def _receives(noun: Noun, link: Link) -> bool:
    """Whether the subject is the other side: it "received" exports, or "supplied" imports."""
    if noun.measure == "exports":
        return link.verb in ("v_take", "v_buy")
    return noun.measure == "imports" and link.verb == "v_supply"


def _giver(scan: Scan, noun: Noun, parties: tuple[Party, Party], link: Link) -> tuple[Party, Party]:
    """For aid, loans and troops the other side may stand before the amount ("gave Mali $3m")."""
    dative = next((at for tag, at in link.oblique if tag == "dative"), None)
    owner, partner = parties
    if dative is not None and partner is NOBODY:
        partner = subject_at(scan, dative)
    if noun.measure == "loans" and link.verb in ("v_give", "v_lend"):
        return partner, owner
    return owner, partner
