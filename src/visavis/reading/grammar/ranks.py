"""Ranks: "Japan is Australia's second-largest export market", "the top supplier of crude to China".

The owner is the state among whose partners the rank is; the holder is the partner.
"""

import re
from dataclasses import replace

from visavis.reading.grammar.items import Item, lexicon
from visavis.reading.grammar.measures import flow
from visavis.reading.grammar.naming import actors_before
from visavis.reading.grammar.roles import party, subject_at
from visavis.reading.grammar.scan import NOBODY, Draft, Link, Party, Scan, governor, skip_right
from visavis.reading.lexis import Mention, Quantity
from visavis.reading.patterns import lazy

__all__ = ["read_rank"]

_HEADS: tuple[tuple[str, str], ...] = (
    (r"trad(?:ing|e) partner|commercial partner|economic partner|\btrader\b", "trade_partner_rank"),
    (r"arms supplier|weapons supplier|arms provider|supplier of arms", "arms_imports"),
    (r"export(?:s)? (?:market|destination|partner|outlet|customer)|destination|\bmarket\b|customer"
     r"|buyer|purchaser|consumer|client", "exports"),
    (r"import (?:source|partner|supplier)|supplier|source|provider|seller|origin", "imports"),
    (r"investor|source of (?:foreign|direct) investment", "fdi_in_stock"),
    (r"creditor|lender", "debt_owed"),
    (r"donor|aid giver", "aid"),
    (r"recipient", "recipient"),
    (r"importer", "exports"),
    (r"exporter", "imports"),
    (r"partenaire commercial|торгов\w+ партн[её]р", "trade_partner_rank"),
    (r"fournisseur|поставщик", "imports"),
    (r"client|march[ée]|débouché|покупател|рын", "exports"),
    (r"partner|partenaire|партн[её]р", "trade_partner_rank"),
)  # fmt: skip
_FORMER = lazy(r"\b(?:used to be|former|formerly|once|previously)\b[^,;]{0,30}$")


def read_rank(scan: Scan, index: int) -> bool:
    """Drafts the rank stated at `index`; False where no two sides can be told."""
    item = scan.items[index]
    quantity = item.quantity
    if quantity is None or _FORMER.search(scan.sentence.text[: item.start - scan.sentence.start]):
        return False
    head, last = _head(scan, index)
    among = _among(scan, index) if quantity.noun is None else None
    if among is None and quantity.noun is None and (left := _among_left(scan, index)):
        return _ranked_left(scan, index, quantity, left)
    if among is not None:
        head, last = among
    measure = next((name for words, name in _HEADS if re.search(words, head)), None)
    if measure is None:
        return False
    if measure == "imports" and _of_investment(scan, last):
        measure = "fdi_in_stock"
    if "two way" in head:
        quantity = replace(quantity, value=1.0, qualifier="=")
    tail = _Tail(scan, last)
    scan.consumed.update(n for n, one in enumerate(scan.items) if one.start in tail.nouns)
    ahead = list(tail.ahead)
    owner, holder = _sides(scan, index, (measure, tail), ahead)
    if measure == "recipient":
        measure, owner = _recipient(tail, head, owner)
    if owner is NOBODY and holder is NOBODY:
        return False
    measure, product = _measure(measure, _product_in(head) or tail.product)
    if measure == "aid":
        owner, holder = holder, owner
    _add(scan, index, quantity, (measure, product, tail), (owner, holder, tuple(ahead)))
    return True


def _of_investment(scan: Scan, last: int) -> bool:
    """Whether "of foreign direct investment" follows: a source of capital, not of goods."""
    of, noun = scan.at(last + 1), scan.noun(skip_right(scan, last + 2))
    return of is not None and of.has("p_of") and noun is not None and noun.measure == "fdi"


def _measure(measure: str, product: str | None) -> tuple[str, str | None]:
    """The measure of the ranked flow, and the product where the measure does not say it."""
    if measure in ("exports", "imports"):
        measure = flow(measure, product)
    return measure, None if measure.startswith(("arms_", "services_")) else product


def _sides(
    scan: Scan, index: int, what: tuple[str, "_Tail"], ahead: list[str]
) -> tuple[Party, Party]:
    """Owner and holder of the rank; states said to come after are added to `ahead`."""
    measure, tail = what
    owned = _possessor(scan, index) is not None
    link = governor(scan, index - (1 if owned else 0))
    holder = _holder(scan, index, link, ahead)
    owner = _owner(scan, index, tail, holder)
    earlier = next((one for one in scan.drafts if one.at == link.rank), None)
    if earlier is not None and holder is NOBODY:
        holder = earlier.partner
        owner = earlier.owner if owned else owner
    if owner is NOBODY and measure in ("fdi_in_stock", "debt_owed", "aid") and tail.place:
        owner = party(scan, tail.place, (holder.id,) if holder.id else ())
    return owner, holder


def _head(scan: Scan, index: int) -> tuple[str, int]:
    """The words of the rank with what belongs to its noun, and the index of their last item."""
    text, at = scan.items[index].lower, index + 1
    while (item := scan.at(at)) is not None and item.kind == "word" and at <= index + 3:
        if not (item.has("n_dest", "n_source", "mod_plain", "product") or item.lower in _NOUNS):
            break
        text, at = f"{text} {item.lower}", at + 1
    return text.replace("-", " "), at - 1


def _among(scan: Scan, index: int) -> tuple[str, int] | None:
    """The noun of "third among Kenya's trading partners", and the index of the owner before it."""
    prep, at = scan.at(index + 1), skip_right(scan, index + 2)
    owner = scan.at(at)
    if prep is None or owner is None or owner.kind != "actor" or not owner.possessive:
        return None
    if not prep.has("p_between", "p_in", "p_of"):
        return None
    head = " ".join(item.lower for item in scan.items[at + 1 : at + 4])
    return (head, index) if _SINGULAR.search(head) else None


def _among_left(scan: Scan, index: int) -> int:
    """Index of the owner in "Among Israel's suppliers China ranks first"; 0 where none opens."""
    prep, at = scan.at(0), skip_right(scan, 1)
    owner = scan.at(at)
    if prep is None or not prep.has("p_between", "p_of") or owner is None or at >= index:
        return 0
    head = " ".join(item.lower for item in scan.items[at + 1 : at + 4])
    return at if owner.kind == "actor" and owner.possessive and _SINGULAR.search(head) else 0


def _ranked_left(scan: Scan, index: int, quantity: Quantity, at: int) -> bool:
    head = " ".join(item.lower for item in scan.items[at + 1 : at + 4])
    measure = next((name for words, name in _HEADS if re.search(words, head)), None)
    holders = [item for item in scan.items[at + 1 : index] if item.kind == "actor"]
    if measure is None or len(holders) != 1:
        return False
    owner, holder = party(scan, scan.items[at].mentions), party(scan, holders[0].mentions)
    if owner.id is None or holder.id is None or owner.id == holder.id:
        return False
    measure, product = _measure(measure, _product_in(head))
    _add(scan, index, quantity, (measure, product, _Tail(scan, index)), (owner, holder, ()))
    return True


_SINGULAR = lazy(r"partners|markets|suppliers|destinations|customers|sources|buyers")
_NOUNS = ("partner", "partners", "trading", "investor", "creditor", "lender", "donor", "importer",
          "exporter", "recipient", "trader", "commercial", "arms", "weapons")  # fmt: skip


class _Tail:
    """What follows the rank: "of crude oil", "to the region", "in Africa", "ahead of Russia"."""

    def __init__(self, scan: Scan, index: int) -> None:
        self.product: str | None = None
        self.sector: str | None = None
        self.owner: tuple[Mention, ...] = ()
        self.scope: str | None = None
        self.ahead: list[str] = []
        self.imports = False
        self.arms = False
        self.nouns: list[int] = []
        self.end = index
        self.place: tuple[Mention, ...] = ()
        self.after: tuple[Mention, ...] = ()
        at = index + 1
        while (item := scan.at(at)) is not None:
            step = self._read(scan, at, item)
            if step == 0:
                break
            at += step
            self.end = at - 1

    def _read(self, scan: Scan, at: int, item: Item) -> int:
        if item.kind == "when" or item.lower == ",":
            return 1 if item.kind == "when" or self._more(scan, at + 1) else 0
        if item.kind == "actor" and at == self.end + 1 and not self.owner and _cyrillic(item):
            self.owner = item.mentions
            return 1
        target_at = skip_right(scan, at + 1)
        target = scan.at(target_at)
        if target is None:
            return 0
        size = target_at - at + 1
        if item.has("p_ahead", "p_behind", "v_overtake") and target.kind == "actor":
            if not item.has("p_behind"):
                self.ahead.extend(m.id for m in target.mentions if m.id)
            return size
        if not item.has("p_of", "p_for", "p_to", "p_in", "p_from", "p_with"):
            return 0
        return self._complement(item, target, size)

    def _more(self, scan: Scan, at: int) -> bool:
        item = scan.at(at)
        return item is not None and item.has("p_ahead", "p_behind")

    def _complement(self, item: Item, target: Item, size: int) -> int:
        words = lexicon("en")
        if target.noun is not None and item.has("p_of", "p_for", "p_in"):
            noun = target.noun
            self.nouns.append(target.start)
            self.product = noun.product or self.product
            self.sector = noun.sector or self.sector
            self.owner = noun.owners or self.owner
            if noun.measure == "fdi":
                self.owner = noun.host or noun.owners or noun.partners
            if noun.partners and not self.owner:
                self.owner = noun.partners
            self.imports = noun.measure == "imports"
            self.arms = noun.measure.startswith("arms_") or noun.product == "arms"
            return size
        if target.kind == "actor":
            return self._actor(item, target, size)
        if target.lower in words.sectors and item.has("p_in", "p_of", "p_for"):
            self.sector = words.sectors[target.lower]
            return size
        return 0

    def _actor(self, item: Item, target: Item, size: int) -> int:
        first = target.mentions[0]
        if item.has("p_in"):
            self.place = target.mentions
            is_group = first.kind in ("region", "group")
            self.scope = first.id or first.text if is_group else None
            return size
        if item.has("p_of", "p_for", "p_to", "p_with") and not self.owner:
            self.owner = target.mentions
            return size
        return 0


def _cyrillic(item: Item) -> bool:
    return "а" <= item.lower[:1] <= "я"


def _product_in(head: str) -> str | None:
    words = lexicon("en")
    for size in (3, 2, 1):
        parts = head.split()
        for at in range(len(parts) - size + 1):
            found = words.products.get(" ".join(parts[at : at + size]))
            if found is not None and found != "energy":
                return found
    return None


def _possessor(scan: Scan, index: int) -> Item | None:
    """The possessive right before the rank: "Brazil's largest trading partner"."""
    before = scan.at(index - 1)
    while before is not None and before.has("other", "det"):
        index -= 1
        before = scan.at(index - 1)
    if before is not None and before.kind == "actor" and before.possessive:
        return before
    return None


def _holder(scan: Scan, index: int, link: Link, ahead: list[str]) -> Party:
    if link.actor < 0:
        return _after_verb(scan, index)
    subject = link.actor
    before = scan.at(subject - 1)
    if before is not None and before.has("det"):
        before = scan.at(subject - 2)
    if before is not None and before.has("v_overtake"):
        ahead.extend(m.id for m in scan.items[subject].mentions if m.id)
        earlier = [at for at in range(subject - 1, -1, -1) if scan.items[at].kind == "actor"]
        if not earlier:
            return NOBODY
        subject = earlier[0]
    if scan.items[subject].possessive and link.verb is None and not link.comma:
        return _after_verb(scan, index)
    owner = _possessor(scan, index)
    if owner is not None and _after_colon(scan, subject, owner):
        return _after_verb(scan, index)
    named = party(scan, owner.mentions) if owner is not None else NOBODY
    return subject_at(scan, subject, (named.id,) if named.id else ())


def _after_colon(scan: Scan, subject: int, owner: Item) -> bool:
    """Whether a colon parts the two: "goods hardly reach China: Kenya's biggest customer is"."""
    left, right = scan.items[subject].end, owner.start
    return ":" in scan.sentence.text[left - scan.sentence.start : right - scan.sentence.start]


def _after_verb(scan: Scan, index: int) -> Party:
    """ "Nepal's largest trading partner is India": the holder follows the verb."""
    at = _Tail(scan, _head(scan, index)[1]).end + 1
    seen = False
    while (item := scan.at(at)) is not None:
        if item.has("v_be", "v_aux", "other", "det") or item.kind == "when":
            seen = seen or item.has("v_be")
        elif item.lower == ",":
            seen = True
        elif item.kind == "actor" and seen:
            return party(scan, item.mentions)
        else:
            return NOBODY
        at += 1
    return NOBODY


def _owner(scan: Scan, index: int, tail: _Tail, holder: Party) -> Party:
    exclude = (holder.id,) if holder.id else ()
    possessor = _possessor(scan, index)
    if possessor is not None:
        return party(scan, possessor.mentions, exclude)
    if tail.owner:
        return party(scan, tail.owner, exclude)
    if _among(scan, index) is not None:
        return party(scan, scan.items[skip_right(scan, index + 2)].mentions, exclude)
    named = {m.id for item in actors_before(scan, scan.sentence.end + 1) for m in item.mentions}
    rest = [name for name in named if name and name not in exclude]
    pair = scan.memory.pair
    if not rest and pair is not None and holder.id in pair:
        return Party(pair[0] if pair[1] == holder.id else pair[1])
    return NOBODY


def _recipient(tail: _Tail, head: str, owner: Party) -> tuple[str, Party]:
    """ "the largest recipient of Israeli arms exports": the giver or seller owns the rank."""
    if tail.arms or "arms" in head or "weapons" in head:
        return "arms_exports", owner
    return "aid_given", owner


def _add(
    scan: Scan,
    index: int,
    quantity: Quantity,
    what: tuple[str, str | None, _Tail],
    who: tuple[Party, Party, tuple[str, ...]],
) -> None:
    measure, product, tail = what
    owner, holder, ahead = who
    item = scan.items[index]
    end = max(item.end, scan.items[tail.end].end)
    scan.drafts.append(
        Draft(
            at=index, quantity=quantity, start=item.start, end=end, measure=measure, form="rank",
            value=quantity.value, value_high=quantity.value_high, unit="rank", owner=owner,
            partner=holder, product=product, sector=tail.sector, rank_scope=tail.scope,
            ahead_of=ahead, qualifier=quantity.qualifier,
        )
    )  # fmt: skip
    scan.done.add(index)
