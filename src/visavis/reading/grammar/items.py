"""A sentence as a row of typed items: numbers, dates, actors, tagged words and punctuation.

The trap: a word may carry several tags ("increase" is a verb and a noun); rules ask for the tag
they need and never for "the" tag of a word.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from visavis.reading.lexis import Mention, Quantity, Sentence, When
from visavis.reading.patterns import lazy
from visavis.reading.sentences import lowered

__all__ = ["Item", "Lexicon", "Noun", "items_of", "lexicon"]

_SPACES = lazy(r"\s+")
_DASH = lazy(r"\s*[-–—/]\s*")


@dataclass(slots=True, kw_only=True)
class Noun:
    """A measure with what its phrase says of it: "Kenya's wheat imports from Russia"."""

    start: int
    end: int
    measure: str
    """A measure of formats; `goods` and `fdi` until the rules decide, `gdp` for output."""
    product: str | None = None
    sector: str | None = None
    owners: tuple[Mention, ...] = ()
    partners: tuple[Mention, ...] = ()
    joined: bool = False
    """The partners are named with "and": their sum is meant, or each where the text says so."""
    pair: bool = False
    """Owner and partner stand on the same footing ("trade between A and B")."""
    share: bool = False
    """Headed by "share", "weight", "dependence": numbers said of it are shares."""
    holder: tuple[Mention, ...] = ()
    """For `share`: who holds it ("China's share of ...")."""
    whole: bool = False
    """Marked as a total ("total", "overall", "foreign trade")."""
    bilateral: bool = False
    """"bilateral trade", "their trade", "two-way trade": the pair is the one last named."""
    annual: bool = False
    stock: str | None = None
    """For investment and debt: `stock`, `flow`, `registered`, `projects`."""
    change: int = 0
    """Headed by a noun of change ("a rise in exports to"): 1 or -1."""
    world: bool = False
    """"global GDP", "world trade": the world owns the figure."""
    host: tuple[Mention, ...] = ()
    """For investment and troops: where ("investment in Egypt")."""
    bare: bool = False
    """Nothing but the head word: "trade has doubled"."""
    volume: bool = False
    compared: bool = False
    """"far behind those to China": only what the flow before is held against."""
    head: str = ""


@dataclass(slots=True)
class Item:
    """One step of the sentence."""

    kind: str
    """`qty` `when` `actor` `noun` `word` `punct`."""
    start: int
    end: int
    lower: str
    tags: frozenset[str] = frozenset()
    quantity: Quantity | None = None
    when: When | None = None
    mentions: tuple[Mention, ...] = ()
    noun: Noun | None = None
    joined: bool = False
    """For actors: a list closed by "and"."""

    def has(self, *tags: str) -> bool:
        """Whether the item carries one of the tags."""
        return not self.tags.isdisjoint(tags)

    @property
    def possessive(self) -> bool:
        """Whether this is an actor that owns what follows."""
        last = self.mentions[-1] if self.mentions else None
        return last is not None and (last.possessive or last.kind in ("adjective", "demonym"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of one language: what each means as a tag, a measure, a product, a sector."""

    tags: dict[str, frozenset[str]] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    sectors: dict[str, str] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    """How many words the longest phrase with these first four letters may have."""
    language: str = "en"


def _phrases(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _inverse(table: dict[str, str]) -> dict[str, str]:
    return {phrase: key for key, text in table.items() for phrase in _phrases(text)}


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`; English for one that has none."""
    name = language if language in ("en", "fr", "ru") else "en"
    words = import_module(f"visavis.reading.grammar.words_{name}")
    tags: dict[str, set[str]] = {}
    for tag, text in words.TAGS.items():
        for phrase in _phrases(text):
            tags.setdefault(phrase, set()).add(tag)
    measures, products = _inverse(words.MEASURES), _inverse(words.PRODUCTS)
    for phrase in measures:
        tags.setdefault(phrase, set()).add("m")
    for phrase in products:
        tags.setdefault(phrase, set()).add("product")
    sectors = _inverse(words.SECTORS)
    for phrase in sectors:
        tags.setdefault(phrase, set()).add("sector")
    longest: dict[str, int] = {}
    for phrase in tags:
        size = phrase.count(" ") + phrase.count("-") * 2 + phrase.count("'") + 1
        longest[phrase[:4]] = max(size, longest.get(phrase[:4], 1))
    frozen = {phrase: frozenset(names) for phrase, names in tags.items()}
    return Lexicon(frozen, measures, products, sectors, longest, name)


def items_of(sentence: Sentence, language: str) -> list[Item]:
    """The sentence as items, in order and without overlap; actors in a list are one item."""
    fixed = _fixed(sentence)
    items: list[Item] = []
    words, lower = lexicon(language), lowered(sentence.text).replace("’", "'")
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        token = tokens[at]
        while fixed and fixed[0].end <= token.start:
            items.append(fixed.pop(0))
        if fixed and fixed[0].start < token.end:
            at += 1
            continue
        limit = fixed[0].start if fixed else sentence.end
        size, item = _longest(sentence, at, limit, words, lower)
        items.append(item)
        at += size
    items.extend(fixed)
    items.sort(key=lambda item: (item.start, item.end))
    return _listed(items, sentence)


def _fixed(sentence: Sentence) -> list[Item]:
    """Numbers, dates and names; where they overlap, the number, then the date, is kept."""
    found = [
        _item("qty", one.start, one.end, sentence, quantity=one) for one in sentence.quantities
    ]
    found += [_item("when", one.start, one.end, sentence, when=one) for one in sentence.whens]
    found += [
        _item("actor", one.start, one.end, sentence, mentions=(one,))
        for one in sentence.mentions
        if not (_is_word(one) or _is_outside(sentence, one))
    ]
    kept: list[Item] = []
    for item in found:
        if not any(item.start < other.end and other.start < item.end for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)


_OUTSIDE = lazy(r"(?:non|anti|pro|ex|intra|post|pre)[-‐‑–]$", re.IGNORECASE)


def _is_outside(sentence: Sentence, mention: Mention) -> bool:
    """Whether a prefix turns the name away from its state: "non-EU", "anti-Russian"."""
    start = mention.start - sentence.start
    return _OUTSIDE.search(sentence.text[max(0, start - 6) : start]) is not None


def _is_word(mention: Mention) -> bool:
    """Whether the grammar reads the mention as a word: "bilateral" modifies a noun."""
    text = mention.text.lower()
    return mention.kind == "pronoun" and text.startswith(
        ("bilat", "bilatér", "mutu", "двусторонн", "взаимн", "his", "her")
    )


def _item(kind: str, start: int, end: int, sentence: Sentence, **more: object) -> Item:
    text = sentence.text[start - sentence.start : end - sentence.start].lower()
    return Item(kind, start, end, text, **more)  # type: ignore[arg-type]


def _longest(
    sentence: Sentence, at: int, limit: int, words: Lexicon, lower: str
) -> tuple[int, Item]:
    """The longest known phrase that starts at token `at`: its length in tokens, and its item.

    `lower` is the sentence in small letters with straight apostrophes.
    """
    tokens = sentence.tokens
    first = tokens[at]
    begin = first.start - sentence.start
    opening = lower[begin : begin + 4]
    if not opening.isalnum():
        opening = _SPACES.sub(" ", opening)
    reach = words.longest.get(opening, 1)
    for size in range(min(reach, len(tokens) - at), 0, -1):
        last = tokens[at + size - 1]
        if last.end > limit:
            continue
        text = lower[begin : last.end - sentence.start]
        text = text if size == 1 else " ".join(text.split())
        tags = words.tags.get(text)
        if tags is not None:
            return size, Item("word", first.start, last.end, text, tags)
    # A token is one word, one number or one mark: its first character tells which.
    kind = "word" if first.lower[0].isalnum() else "punct"
    return 1, Item(kind, first.start, first.end, first.lower)


def _listed(items: list[Item], sentence: Sentence) -> list[Item]:
    """Joins "A, B and C", "A-B" and "A/B" into one actor item; "'s" after a name is dropped."""
    out: list[Item] = []
    for number, item in enumerate(items):
        if out and out[-1].kind == "actor" and item.lower in ("'s", "’s", "'", "’"):
            continue
        if item.kind == "actor" and _joins(out, item, sentence, items[number + 1 : number + 3]):
            continue
        if item.lower == ")" and _is_double(out):
            out[-3].end = item.end
            del out[-2:]
            continue
        out.append(item)
    return out


def _is_double(out: list[Item]) -> bool:
    """Whether the parenthesis being closed repeats the name before it: "European Union (EU)"."""
    if len(out) < 3 or out[-2].lower != "(" or out[-1].kind != "actor" or out[-3].kind != "actor":
        return False
    ids = [mention.ids for mention in out[-1].mentions]
    return ids == [out[-3].mentions[-1].ids]


_ANDS = ("and", "&", "et", "и")
_ARTICLES = ("the", "la", "le", "l'", "les")


def _joins(out: list[Item], item: Item, sentence: Sentence, after: list[Item]) -> bool:
    """Whether `item` continues the actor list at the end of `out`, to which it is then added."""
    between: list[Item] = []
    while out and len(between) < 3 and out[-1].kind != "actor":
        between.append(out.pop())
    glue = [one.lower for one in reversed(between) if one.lower not in _ARTICLES]
    head = out[-1] if out and out[-1].kind == "actor" else None
    if head is not None and item.mentions[0].kind != "pronoun" and not _pronoun(head):
        gap = sentence.text[head.end - sentence.start : item.start - sentence.start]
        dashed = _DASH.fullmatch(gap) is not None
        if dashed or (_is_glue(glue, head, after) and (not head.possessive or item.possessive)):
            head.mentions += item.mentions
            head.end = item.end
            head.joined = head.joined or dashed or any(word in _ANDS for word in glue)
            head.lower = head.lower + " " + item.lower
            return True
    out.extend(reversed(between))
    return False


def _is_glue(glue: list[str], head: Item, after: list[Item]) -> bool:
    """Whether these words join two names into a list; a comma alone only where an "and" follows."""
    if len(glue) == 1 and glue[0] in _ANDS:
        return True
    if glue == [","]:
        return bool(after) and after[0].lower in (",", *_ANDS) and _goes_on(after)
    return len(glue) == 2 and glue[0] == "," and glue[1] in _ANDS and len(head.mentions) > 1


def _goes_on(after: list[Item]) -> bool:
    """Whether a name, an article or an "and" follows the comma: the list is not at its end."""
    if after[0].lower in _ANDS or len(after) < 2:
        return after[0].lower in _ANDS
    return after[1].kind == "actor" or after[1].lower in (*_ANDS, *_ARTICLES)


def _pronoun(item: Item) -> bool:
    return item.mentions[-1].kind == "pronoun"
