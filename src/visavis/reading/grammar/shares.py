"""Shares: "41% of Turkey's exports go to the EU", "Germany (17.9%)", "and 11% to Japan".

The owner is the state whose total is divided; the one that stands as subject of "accounts for",
"takes", "supplies" is the partner, and so a possessive after it cannot mean it.
"""

from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.measures import flow, measure_of
from visavis.reading.grammar.roles import party, sides, subject_at
from visavis.reading.grammar.scan import NOBODY, Link, Party, Scan, governor, skip_right
from visavis.reading.grammar.share_lists import share_again, share_listed
from visavis.reading.grammar.share_parts import apposed, of_which
from visavis.reading.grammar.share_sides import (
    ShareSides,
    add_share,
    is_named,
    share_of_output,
    sides_by_left,
    sides_by_right,
)

__all__ = ["denominator_at", "read_share"]


def denominator_at(scan: Scan, index: int) -> int | None:
    """Index of the noun (or of the word "total") in "41% of its exports"; None where none is."""
    of = scan.at(index + 1)
    if of is not None and of.lower in _COUNTED and scan.items[index].lower.endswith(_FRACTIONS):
        index += 1
        of = scan.at(index + 1)
    if of is not None and of.kind == "noun" and _is_cyrillic(of.lower):
        return index + 1
    if of is None or not (of.has("p_of") or (of.has("p_in") and _after_share(scan, index))):
        return None
    at = skip_right(scan, index + 2)
    item = scan.at(at)
    if item is None:
        return None
    if item.kind == "actor" and (inner := scan.noun(at + 2)) is not None:
        between = scan.at(at + 1)
        free = not inner.owners or inner.owners == item.mentions
        if between is not None and between.kind == "qty" and free:
            inner.owners = item.mentions
            return at + 2
    if item.kind == "noun" or item.has("n_total"):
        return at
    after = scan.at(at + 1)
    if item.kind == "actor" and item.possessive and after is not None and after.has("n_total"):
        return at + 1
    before = scan.at(at - 1)
    return at - 1 if before is not None and before.has("n_total") else None


_COUNTED = frozenset(("dollars", "euros", "barrels", "tonnes", "tons", "pounds", "cents", "barrel",
                      "dollar", "euro", "tonne", "ton"))  # fmt: skip
_FRACTIONS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "third",
              "fourth", "fifth", "quarter", "tenth")  # fmt: skip
"""Last words of "one in five", "every fifth": what is counted follows without "of"."""


def _after_share(scan: Scan, index: int) -> bool:
    """Whether "a share of" stands before the number: "had a share of 14% in Peru's trade"."""
    of, head = scan.at(index - 1), scan.at(index - 2)
    return of is not None and of.has("p_of") and head is not None and head.has("n_share")


_RANKED = {"trade_partner_rank": "trade_turnover", "exports": "exports", "imports": "imports",
           "arms_imports": "arms_imports", "arms_exports": "arms_exports"}  # fmt: skip


def _of_rank(scan: Scan, index: int) -> bool:
    """ "Its biggest market is China, with a 23% share": the share that goes with the rank."""
    after = scan.at(index + 1)
    ranks = [draft for draft in scan.drafts if draft.form == "rank"]
    noun = scan.noun(index + 1)
    folded = noun is not None and noun.share and not noun.holder
    shared = (after is not None and after.has("n_share")) or _after_share(scan, index) or folded
    if noun is not None and folded and ranks:
        owner = party(scan, noun.owners) if noun.owners else ranks[-1].owner
        shared = owner.id == ranks[-1].owner.id
    if not shared or not ranks or ranks[-1].measure not in _RANKED:
        return False
    rank = ranks[-1]
    found = ShareSides(rank.owner, rank.partner, _RANKED[rank.measure], rank.product)
    add_share(scan, index, index, found, None)
    return True


def _is_cyrillic(text: str) -> bool:
    """Whether a Russian noun stands in the genitive right after the number."""
    return "а" <= text[:1] <= "я"


def read_share(scan: Scan, index: int) -> bool:
    """Drafts the share stated by the number at `index`; False where it states none."""
    total = denominator_at(scan, index)
    if total is not None:
        return _of(scan, index, total)
    if _of_other_total(scan, index):
        return True
    if (opening := _opening(scan)) is not None and opening < index:
        return _of_opening(scan, index, opening)
    if _of_rank(scan, index):
        return True
    if of_which(scan, index):
        return True
    link = governor(scan, index)
    noun = scan.noun(link.noun)
    if noun is not None and noun.share:
        return _of_share_noun(scan, index, link, noun)
    if noun is not None and _as_share_of_output(scan, index, noun, link):
        return True
    return share_again(scan, index, link) or share_listed(scan, index, link)


def _of_other_total(scan: Scan, index: int) -> bool:
    """ "Australia took 2.2% of Japan's": of the same total as the last share, of another state."""
    of, who, after = scan.at(index + 1), scan.at(index + 2), scan.at(index + 3)
    last = next((one for one in reversed(scan.drafts) if one.form == "share"), None)
    if last is None or of is None or not of.has("p_of") or who is None or who.kind != "actor":
        return False
    owning = who.mentions[-1].possessive and who.mentions[-1].kind != "pronoun"
    ends = after is None or after.kind in ("punct", "when") or after.has("and", "but", "sub")
    link = governor(scan, index)
    if not (owning and ends) or link.actor < 0 or link.noun >= 0:
        return False
    owner, partner = party(scan, who.mentions), subject_at(scan, link.actor)
    if owner.id is None or partner.id is None or owner.id == partner.id:
        return False
    sides_ = ShareSides(owner, partner, last.measure, last.product, last.denominator)
    add_share(scan, index, index + 2, sides_, last.noun)
    return True


def _opening(scan: Scan) -> int | None:
    """Index of the noun in "Of Ecuador's exports, 24% went to ...": the total of what follows."""
    at = next((n for n, item in enumerate(scan.items[:4]) if item.has("p_of")), None)
    if at is None or scan.noun(at + 1) is None:
        return None
    if any(item.kind == "qty" for item in scan.items[:at]):
        return None
    return at + 1


def _of_opening(scan: Scan, index: int, opening: int) -> bool:
    noun = scan.noun(opening)
    if noun is None:
        return False
    scan.consumed.add(opening)
    link = governor(scan, index)
    found = sides_by_right(scan, noun, index, link) or sides_by_left(scan, noun, link)
    if found is None or found.measure is None:
        return False
    if noun.measure == "goods" and (way := _header_way(scan, opening)) is not None:
        found.measure = measure_of(noun, way)
    add_share(scan, index, index, found, noun)
    return True


def _header_way(scan: Scan, opening: int) -> str | None:
    """Which flow "The main buyers of", "The main sources of" speaks of; None where neither."""
    text = " ".join(item.lower for item in scan.items[:opening])
    if any(word in text for word in ("buyer", "customer", "market", "destination", "importer")):
        return "exports"
    if any(word in text for word in ("supplier", "source", "exporter", "seller", "provider")):
        return "imports"
    return None


def _of(scan: Scan, index: int, total: int) -> bool:
    noun = scan.noun(total)
    scan.consumed.add(total)
    link = governor(scan, index)
    if noun is None:
        return _of_total(scan, index, total, link)
    found = _repeated(scan, noun) or apposed(scan, index, total, noun)
    found = found or sides_by_right(scan, noun, total, link)
    found = found or sides_by_left(scan, noun, link)
    if found is None or found.measure is None:
        return False
    run = _run(scan, index)
    group = scan.at(link.actor) if link.actor >= 0 else None
    if group is not None and len(run) > 1 and len(group.mentions) == len(run):
        for at, mention in zip(run, group.mentions, strict=True):
            one = ShareSides(found.owner, party(scan, (mention,)), found.measure, found.product)
            add_share(scan, at, total if at == index else at, one, noun)
        return True
    add_share(scan, index, total, found, noun)
    if scan.items[total - 1].kind == "qty":
        noun.partners = ()
    return True


def _repeated(scan: Scan, noun: Noun) -> ShareSides | None:
    """ "800,000 visitors from Russia, 20% of all arrivals": of the same thing, nobody named."""
    last = scan.drafts[-1] if scan.drafts else None
    named = noun.owners or noun.partners
    if (
        last is None
        or named
        or noun.measure != last.measure
        or noun.measure in ("exports", "imports")
    ):
        return None
    return ShareSides(last.owner, last.partner, last.measure, last.product)


def _run(scan: Scan, index: int) -> list[int]:
    """Indices of the percentages that stand in a list ending at `index`: "10%, 9% and 8%"."""
    run, at = [index], index - 1
    while at >= 0:
        item = scan.items[at]
        if item.quantity is not None and item.quantity.kind in ("percent", "fraction"):
            run.insert(0, at)
        elif item.lower not in (",", "and", "et", "и"):
            break
        at -= 1
    return run


def _of_total(scan: Scan, index: int, total: int, link: Link) -> bool:
    """ "43% of the total": of what the last figure measured."""
    part, owner = scan.noun(link.noun), scan.at(total - 1)
    if part is not None and owner is not None and owner.kind == "actor" and part.partners:
        whole = Noun(start=0, end=0, measure=part.measure, product=part.product,
                     owners=owner.mentions)  # fmt: skip
        found_ = sides_by_left(scan, whole, link)
        if found_ is not None and found_.measure is not None:
            add_share(scan, index, total, found_, whole)
            return True
    if part is not None and part.owners and part.partners and not part.share and not part.pair:
        measure_ = measure_of(part)
        if measure_ is not None and measure_.endswith(("exports", "imports", "trade_turnover")):
            owner_, partner_ = sides(scan, part, link.noun)
            add_share(
                scan, index, total, ShareSides(owner_, partner_, measure_, part.product), part
            )
            if link.prep in ("p_from", "p_versus"):
                scan.drafts[-1].role = "from"
            return True
    if not scan.drafts:
        return False
    last = scan.drafts[-1]
    if link.noun < 0 and link.rank < 0 and link.actor < 0:
        return False
    measure = last.measure
    if part is not None and part.measure == "goods" and part.product is not None:
        if measure not in ("exports", "imports") or part.owners or part.partners:
            return False
        inner = ShareSides(last.owner, last.partner, flow(measure, part.product), part.product,
                           "flow" if last.partner.id else measure)  # fmt: skip
        add_share(scan, index, total, inner, None)
        return True
    found = ShareSides(last.owner, last.partner, measure, last.product, last.denominator or measure)
    add_share(scan, index, total, found, last.noun)
    return True


def _of_share_noun(scan: Scan, index: int, link: Link, noun: Noun) -> bool:
    """ "China's share of Kenya's imports rose from 12% in 2010 to 23% in 2021"."""
    if link.prep == "p_by":
        return False
    measure = measure_of(noun, "imports")
    if measure is None:
        return False
    holder = noun.holder if not noun.partners or noun.head != "dependence" else ()
    known = party(scan, noun.owners) if is_named(noun.owners) else NOBODY
    partner = party(scan, holder or noun.partners, (known.id,) if known.id else ())
    exclude = (partner.id,) if partner.id else ()
    owner = party(scan, noun.owners, exclude)
    if not noun.owners:
        owner = _where(scan, link.noun) or sides(scan, noun, link.noun)[0]
    beside = scan.at(index - 1)
    if beside is not None and beside.kind == "actor" and beside.mentions[-1].possessive:
        partner = party(scan, beside.mentions)
    if holder and noun.partners:
        return False
    if noun.head == "dependence":
        owner, partner = party(scan, noun.owners), party(scan, noun.partners)
    if owner.id is not None and owner.id == partner.id:
        return False
    add_share(scan, index, index, ShareSides(owner, partner, measure, noun.product), noun)
    if link.prep in ("p_from", "p_versus"):
        scan.drafts[-1].role = "from"
    return True


def _where(scan: Scan, at: int) -> Party | None:
    """The state that "where" stands for in "Germany, where Poland's share of imports is"."""
    before = scan.at(at - 1)
    if before is None or before.lower != "where":
        return None
    named = scan.at(at - 3 if scan.items[at - 2].lower == "," else at - 2)
    return party(scan, named.mentions) if named is not None and named.kind == "actor" else None


def _as_share_of_output(scan: Scan, index: int, noun: Noun, link: Link) -> bool:
    """ "As a share of GDP, exports to the US reached 27%"."""
    part = next((item.noun for item in scan.items if item.noun and item.noun.share), None)
    if (
        part is None
        or part.measure != "gdp"
        or link.verb not in ("v_level", "v_rise", "v_fall", "v_be")
    ):
        return False
    found = share_of_output(scan, Noun(start=0, end=0, measure="gdp"), noun, link.noun)
    if found is None:
        return False
    add_share(scan, index, index, found, noun)
    return True
