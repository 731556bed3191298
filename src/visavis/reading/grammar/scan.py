"""What the rules share: the sentence being read, the drafts, and the walk to what governs a number.

The trap: a number's governor is looked for leftwards over words that the grammar knows. An unknown
verb stops the walk, and the number is then no claim: "the state spent $3bn" says nothing of trade.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from visavis.model.claims import Modality
from visavis.reading.grammar import words_plain
from visavis.reading.grammar.items import Item, Noun
from visavis.reading.grammar.memory import Memory
from visavis.reading.lexis import Quantity, Sentence

__all__ = ["NOBODY", "Draft", "Link", "Party", "Scan", "each", "governor", "skip_right"]


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a claim: an id or None, and what the words leave open."""

    id: str | None = None
    open: tuple[str, ...] = ()


NOBODY = Party()


@dataclass(slots=True, kw_only=True)
class Draft:
    """A claim in the making: everything but period, modality and attribution."""

    at: int
    """Index of the number's item."""
    quantity: Quantity
    start: int
    end: int
    measure: str
    form: str
    value: float
    value_high: float | None
    unit: str
    owner: Party = NOBODY
    partner: Party = NOBODY
    denominator: str | None = None
    product: str | None = None
    sector: str | None = None
    noun: Noun | None = None
    qualifier: str = "="
    annual: bool = False
    role: str | None = None
    """`from`: the earlier of two values; `to`: the later; `target`: what is aimed at."""
    rank_scope: str | None = None
    ahead_of: tuple[str, ...] = ()
    modality: Modality | None = None
    since: int | None = None
    """Index of the number whose dates are this one's too, where it stands in brackets."""


@dataclass(slots=True)
class Scan:
    """One sentence under the rules."""

    items: list[Item]
    sentence: Sentence
    memory: Memory
    unfolded: Sequence[Item] = ()
    """The items as they were before words became nouns: what the sentence holds, word by word."""
    drafts: list[Draft] = field(default_factory=list)
    consumed: set[int] = field(default_factory=set)
    """Indices of nouns that are denominators or objects of a number: never topics."""
    done: set[int] = field(default_factory=set)

    def at(self, index: int) -> Item | None:
        """The item, or None beyond either end."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def noun(self, index: int) -> Noun | None:
        """The noun at `index`, if one is there."""
        item = self.at(index)
        return item.noun if item is not None else None


@dataclass(slots=True)
class Link:
    """What governs a number: its verb, the preposition before it, and the noun or actor reached."""

    verb: str | None = None
    verb_at: int = -1
    """Index of the verb's item; -1 where there is none."""
    prep: str | None = None
    noun: int = -1
    actor: int = -1
    rank: int = -1
    oblique: list[tuple[str, int]] = field(default_factory=list)
    comma: bool = False
    coordinated: bool = False
    linked: bool = False
    """A form of "be" stands between."""
    parenthesis: bool = False
    crossed: int = 0
    """How many other numbers lie between."""


VERBS = (
    "v_account", "v_take", "v_buy", "v_sell", "v_supply", "v_go", "v_come", "v_level", "v_exceed",
    "v_rise", "v_fall", "v_trade", "v_invest", "v_lend", "v_owe", "v_give", "v_pledge", "v_spend",
    "v_hold", "v_have", "v_do", "v_visit", "v_impose", "v_run", "v_overtake", "v_depend",
    "v_pay",
)  # fmt: skip
_PREPS = (
    "p_to", "p_from", "p_with", "p_by", "p_in", "p_for", "p_as", "p_at", "p_of", "p_on",
    "p_versus", "p_ahead", "p_behind", "p_between",
)  # fmt: skip
_SMALL = (
    "det",
    "other",
    "neg",
    "v_be",
    "v_aux",
    "n_value",
    "n_rise",
    "n_fall",
    "mod_plain",
    "n_dest",
    "mod_whole",
    "mod_annual",
    "respectively",
    "join_ly",
    "n_source",
    "mod_pair",
    "mod_real",
)
_INTENT = frozenset(words_plain.PASSABLE.split())


def governor(scan: Scan, index: int, *, past_rank: bool = False) -> Link:
    """What governs the number at `index`, looking left; an empty link where nothing known does.

    `past_rank`: an apposition such as ", its main customer," is stepped over.
    """
    link = Link()
    quantity = scan.items[index].quantity
    hedge = quantity.hedge_span if quantity is not None else None
    unknown = 0
    at = first = index - 1
    opening = scan.at(at)
    if quantity is not None and quantity.qualifier == "range" and opening is not None:
        at = first = at - 1 if opening.has("p_between") else at
    while at >= 0:
        item = scan.items[at]
        if hedge is not None and hedge[0] <= item.start < hedge[1] and not item.has(*VERBS):
            first = at - 1 if first == at else first
            at -= 1
        elif item.kind == "word":
            if first == at and at != index - 1 and not item.has("p_of"):
                first = -1
            unknown += _pass_word(item, link, (at, first == at))
            if first == at and item.has("other") and not item.has(*_PREPS):
                first = at - 1
            if unknown > _patience(link) or _stops(item, link):
                return link
            at -= 1
        else:
            step = _pass_other(scan, at, link, (index, past_rank))
            if step == 0:
                return link
            at -= step
    return link


def _pass_other(scan: Scan, at: int, link: Link, where: tuple[int, bool]) -> int:
    """Items to step over at a number, date, name, noun or punctuation mark; 0 ends the walk."""
    index, past_rank = where
    item = scan.items[at]
    if item.kind == "punct":
        return int(_pass_punctuation(item, link, at, index))
    if item.kind == "actor":
        return _pass_actor(scan, at, link)
    if item.kind == "noun" and at not in scan.consumed:
        if _is_beside(scan, at, link):
            return 1
        link.noun = at
        return 0
    if item.quantity is None:
        return 1
    if item.quantity.kind != "rank":
        link.crossed += 1
        return 1
    if not past_rank:
        link.rank = at
        return 0
    return 2 if at > 0 and scan.items[at - 1].kind == "actor" else 1


def _is_beside(scan: Scan, at: int, link: Link) -> bool:
    """Whether the noun is only compared with: "stayed far behind those to China, at $16.9bn"."""
    noun = scan.items[at].noun
    alone = not any(item.kind == "qty" for item in scan.items[:at])
    plain = link.verb is None and link.crossed == 0 and not link.parenthesis
    return (
        noun is not None
        and noun.compared
        and link.comma
        and link.prep == "p_at"
        and (plain and alone)
    )


def _patience(link: Link) -> int:
    """How many unknown words may stand between the number and what governs it."""
    if link.verb is not None:
        return 5
    if link.prep == "p_to" and link.comma:
        return 8
    return 3 if link.linked else 0


def _stops(item: Item, link: Link) -> bool:
    """Whether a subordinator closes the clause before its subject was found."""
    return (
        item.has("sub")
        and item.lower not in ("that", "when", "once")
        and not (link.prep is None and link.verb is None)
    )


def _pass_punctuation(item: Item, link: Link, at: int, index: int) -> bool:
    if item.lower in (";", ".", "!", "?"):
        return False
    if item.lower == ":":
        link.coordinated = True
        return link.verb is None and at == index - 1
    if item.lower in (",", "—", "–", "-"):
        link.comma = True
    if item.lower in ("(", "["):
        link.parenthesis = True
    return True


def _pass_actor(scan: Scan, at: int, link: Link) -> int:
    """Items to step over at an actor; 0 where the actor is the governor."""
    before = scan.at(at - 1)
    size = 1
    if _counts_states(before) and _follows_preposition(scan, at - 1):
        return 2
    if before is not None and before.has("det"):
        before, size = scan.at(at - 2), 2
    if before is not None and before.kind == "word" and before.has(*_PREPS):
        tag = next(tag for tag in _PREPS if tag in before.tags)
        link.oblique.append((tag, at))
        return size + 1
    giving = ("v_sell", "v_give", "v_lend", "v_owe", "v_supply", "v_impose", "v_earn", "v_pay")
    open_ = link.verb is None or link.coordinated
    if open_ and before is not None and before.has(*giving):
        link.oblique.append(("dative", at))
        return 1
    link.actor = at
    return 0


def _counts_states(item: Item | None) -> bool:
    """Whether the item is the "six" of "from the six Gulf states"."""
    quantity = item.quantity if item is not None else None
    return quantity is not None and quantity.kind in ("count", "bare")


def _follows_preposition(scan: Scan, at: int) -> bool:
    before = scan.at(at - 1)
    if before is not None and before.has("det"):
        before = scan.at(at - 2)
    return before is not None and before.has(*_PREPS)


def _pass_word(item: Item, link: Link, place: tuple[int, bool]) -> int:
    """Records what the word says; 1 where the grammar does not know it."""
    at, immediate = place
    if immediate and item.has(*_PREPS):
        link.prep = next(tag for tag in _PREPS if tag in item.tags)
        return 0
    verb = next((tag for tag in VERBS if tag in item.tags), None)
    if verb is not None and not (link.verb is None and item.has("n_rise", "n_fall")):
        if link.verb is None:
            link.verb, link.verb_at = verb, at
        return 0
    if item.has("and", "but"):
        link.coordinated = True
        return 0
    link.linked = link.linked or item.has("v_be")
    known = item.has(*_SMALL, *_PREPS, "rel", "sub", "n_total", "n_share", "p_per", "p_than")
    known = known or item.lower in _INTENT or item.lower.endswith("ly")
    return 0 if known else 1


def each(scan: Scan, index: int, side: Party) -> Party:
    """The side as "A|B" where "each" says that the number at `index` is of each of them."""
    if side.id is None or "+" not in side.id:
        return side
    around = [item.lower for item in scan.items[max(0, index - 8) : index + 4]]
    if "each" in around or "apiece" in around or "both" in around or "either" in around:
        return Party(side.id.replace("+", "|"), side.open)
    return side


def skip_right(scan: Scan, at: int) -> int:
    """The first index from `at` that is no determiner, adverb or word like "all"."""
    while True:
        item = scan.at(at)
        if item is None or item.kind != "word":
            return at
        if not (item.has("det", "other", "mod_whole") or item.lower.endswith("ly")):
            return at
        at += 1
