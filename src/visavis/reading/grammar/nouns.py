"""Measure phrases: "Kenya's wheat imports from Russia" becomes one item with owner and partner.

The trap: "Chinese imports" are China's imports unless the phrase itself says that another state
receives them ("Chinese imports into Peru").
"""

from visavis.reading.grammar import words_plain
from visavis.reading.grammar.clauses import fold_clauses, name_subjects
from visavis.reading.grammar.complements import is_attributive, read_right, take_owner
from visavis.reading.grammar.items import Item, Lexicon, Noun
from visavis.reading.grammar.share_nouns import fold_shares

__all__ = ["LOOSE", "chunk_nouns"]

GAS = ("natural_gas", "pipeline_gas", "lng")

OIL = ("oil", "crude_oil", "oil_products")

_VERB_FOR = {
    "imports": "v_buy", "import": "v_buy", "exports": "v_sell", "export": "v_sell",
    "trade": "v_trade", "supplies": "v_supply", "purchases": "v_buy",
}  # fmt: skip

LOOSE = ("sales", "shipments", "deliveries", "supplies", "purchases", "turnover")
"""Words that are a state's trade only where a state stands beside them."""

_FLOWS = ("exports", "imports", "trade_turnover", "goods")

_MODS = ("mod_whole", "mod_pair", "mod_annual", "mod_plain", "mod_stock", "product", "sector")

_WHOLE = ("foreign trade", "external trade", "foreign trade turnover", "overseas trade",
          "international trade", "foreign commerce")  # fmt: skip


def chunk_nouns(items: list[Item], words: Lexicon) -> list[Item]:
    """The items with every measure phrase and every share phrase folded into one item."""
    items = fold_clauses(items)
    row = [_as_verb(items, at) for at in range(len(items))]
    row = _fold_heads(row, words)
    return name_subjects(fold_shares(_fold_those(row)))


_THOSE = ("those", "that", "ones")
_OPENERS = ("p_to", "p_from", "p_with", "p_of")


def _fold_those(row: list[Item]) -> list[Item]:
    """ "exports to the US grew 3%, while those to Vietnam rose 45%": the same flow again."""
    if not any(item.lower in _THOSE for item in row):
        return row
    out: list[Item] = []
    at = 0
    while at < len(row):
        item = row[at]
        prep, who = (row[at + 1], row[at + 2]) if at + 2 < len(row) else (item, item)
        size = 3
        if who.has("det") and at + 3 < len(row):
            who, size = row[at + 3], 4
        last = next((one.noun for one in reversed(out) if one.noun is not None), None)
        again = item.lower in _THOSE and prep.has(*_OPENERS) and who.kind == "actor"
        free = not out or out[-1].kind in ("punct", "word", "when")
        if (
            again and free and last is not None and not last.share and not last.pair
            and last.measure in _FLOWS and not who.mentions[-1].possessive and last.owners
            and not any(one.kind == "qty" and one.quantity and one.quantity.kind == "multiple"
                        for one in out[-2:])
        ):  # fmt: skip
            folded = _again(item, row[at + size - 1], prep, last)
            if folded.noun is not None and out and _compares(out[-1]):
                folded.noun.compared = True
            out.append(folded)
            at += size
            continue
        out.append(item)
        at += 1
    return out


def _compares(item: Item) -> bool:
    """Whether what follows the item is only what something is held against."""
    return item.has("p_behind", "p_ahead", "p_than", "p_versus", "v_exceed", "v_overtake") or (
        item.lower in ("below", "above", "beneath", "beyond", "under", "over", "beside", "unlike")
    )


def _again(item: Item, who: Item, prep: Item, last: Noun) -> Item:
    """The flow that "those to Vietnam" is: as the last one, with another side."""
    noun = Noun(start=item.start, end=who.end, measure=last.measure, product=last.product,
                sector=last.sector, head=last.head)  # fmt: skip
    owns = prep.has("p_of") or (prep.has("p_from") and last.measure == "exports")
    owns = owns or (prep.has("p_to") and last.measure == "imports")
    noun.owners = who.mentions if owns else last.owners
    noun.partners = last.partners if owns else who.mentions
    return Item("noun", noun.start, noun.end, noun.head, frozenset(), noun=noun)


def _as_verb(items: list[Item], at: int) -> Item:
    """The item itself, or as a verb where "imports", "trade" ... is one here."""
    item = items[at]
    tag = _VERB_FOR.get(item.lower)
    if tag is None or item.kind != "word" or at == 0:
        return item
    before = items[at - 1]
    follower = _skip(items, at + 1)
    after = items[follower] if follower < len(items) else None
    adverb = before.kind == "word" and (before.has("other") or before.lower.endswith("ly"))
    auxiliary = before.has("v_aux") or before.lower in ("to", "it", "they", "which", "who")
    named = before.kind == "actor" and not before.mentions[-1].possessive
    if before.kind == "actor" and before.mentions[-1].kind == "adjective":
        named = False
    if not (named or adverb or auxiliary) or after is None:
        return item
    object_ = after.kind in ("qty", "actor") or after.has("product") or after.lower in (
        "more", "goods", "most", "less", "nearly", "about", "almost", "over")  # fmt: skip
    if before.lower == "to" and not object_:
        return item
    if not object_ and item.lower in ("trade", "supplies"):
        return item
    if object_ or (adverb or auxiliary):
        return Item("word", item.start, item.end, item.lower, frozenset({tag, "verb"}))
    return item


def _skip(items: list[Item], at: int) -> int:
    while at < len(items) and (items[at].has("other") or items[at].lower.endswith("ly")):
        at += 1
    return at


def _fold_heads(row: list[Item], words: Lexicon) -> list[Item]:
    out: list[Item] = []
    at = 0
    while at < len(row):
        item = row[at]
        known = item.lower in words.measures or item.lower in words.products
        if not known or item.kind != "word" or item.has("verb"):
            out.append(item)
            at += 1
            continue
        if _compounded(row, at, words) or (
            item.lower not in words.measures and _modifies(row, at + 1, words)
        ):
            out.append(item)
            at += 1
            continue
        noun, start, later = _read_head(out, row, at, words)
        del out[len(out) - start :]
        at = later[0]
        out.append(Item("noun", noun.start, noun.end, noun.head, frozenset(), noun=noun))
        out.extend(later[1])
    return out


_COMPOUNDS = frozenset(words_plain.COMPOUNDS.split())


def _compounded(row: list[Item], at: int, words: Lexicon) -> bool:
    """Whether the word only modifies another noun: "trade war", "gas pipeline"."""
    item = row[at]
    after = row[at + 1] if at + 1 < len(row) else None
    if after is None or after.kind != "word":
        return item.lower in ("export", "import")
    if after.lower in _COMPOUNDS:
        return True
    if item.lower in ("export", "import"):
        return not after.has("p_of", "p_to", "p_from")
    if item.lower in words.products and item.lower not in words.measures:
        plain = not after.tags and after.lower.isalpha() and words.language == "en"
        return plain and not after.lower.endswith(("ly", "ed", "ing", "worth"))
    return False


def _modifies(row: list[Item], at: int, words: Lexicon) -> bool:
    """Whether a measure head follows within two words, so that a product word only modifies it."""
    for item in row[at : at + 2]:
        if item.kind != "word":
            return False
        if item.lower in words.measures and item.lower not in ("goods", "products"):
            return not item.has("verb")
        if not item.has(*_MODS):
            return False
    return False


def _read_head(
    out: list[Item], row: list[Item], at: int, words: Lexicon
) -> tuple[Noun, int, tuple[int, list[Item]]]:
    """The phrase around the head at `at`; how many items of `out` it takes; where it ends."""
    item = row[at]
    noun = Noun(start=item.start, end=item.end, measure="goods", head=item.lower)
    if item.lower in words.measures:
        noun.measure = words.measures[item.lower]
    else:
        noun.product = words.products[item.lower]
    noun.whole = item.lower in _WHOLE
    noun.stock = "stock" if "stock" in item.lower else None
    taken = _read_left(out, noun, words)
    end, kept = read_right(row, at + 1, noun, words)
    noun.bare = taken == 0 and not noun.owners and not noun.partners
    if noun.head in LOOSE and not noun.owners and not noun.partners:
        noun.measure = "other"
    if noun.head in ("deficit", "surplus", "deficits", "surpluses", "debt", "debts"):
        _doubt_balance(noun, out, taken)
    _settle(noun)
    return noun, taken, (end, kept)


def _doubt_balance(noun: Noun, out: list[Item], taken: int) -> None:
    """A deficit that is a budget's, or a debt that is nobody's abroad, is no relation of states."""
    before = out[-1 - taken].lower if taken < len(out) else ""
    if before in ("budget", "account", "fiscal", "government", "federal", "primary", "current",
                  "budgetary", "public", "gross", "net"):  # fmt: skip
        noun.measure = "other"


def _read_left(out: list[Item], noun: Noun, words: Lexicon) -> int:
    taken = 0
    while taken < len(out):
        item = out[-1 - taken]
        if item.kind == "actor":
            if noun.measure == "goods" and _is_dative(out, taken):
                break
            if noun.measure != "goods" or is_attributive(item):
                take_owner(noun, item)
                taken += 1
                before = out[-1 - taken] if taken < len(out) else None
                if noun.measure == "fdi" and before is not None and before.has("mod_stock"):
                    noun.stock, taken = "stock", taken + 1
            break
        if item.kind == "noun" and item.noun is not None and item.noun.measure == "goods":
            if item.noun.owners and not noun.owners:
                noun.owners, noun.product = item.noun.owners, item.noun.product or noun.product
                noun.start = item.noun.start
                taken += 1
            break
        if not item.has(*_MODS):
            taken += _unknown_product(out, taken, noun)
            break
        _modify(noun, item, words)
        noun.start = item.start
        taken += 1
    if taken < len(out) and out[-1 - taken].has("det") and noun.owners == ():
        taken += 1
    return taken


def _is_dative(out: list[Item], taken: int) -> bool:
    """Whether the name before "goods" receives them: "sold the EU goods worth"."""
    name = out[-1 - taken]
    at = len(out) - 2 - taken
    if at >= 0 and out[at].has("det"):
        at -= 1
    dealt = at >= 0 and out[at].has("v_sell", "v_supply", "v_give")
    return dealt and not name.possessive


def _unknown_product(out: list[Item], taken: int, noun: Noun) -> int:
    """Takes unknown words before the head as what is traded: "its avocado exports"."""
    if noun.measure not in ("exports", "imports", "trade_turnover") or noun.product:
        return 0
    words: list[str] = []
    while taken + len(words) < len(out) and len(words) < 3:
        item = out[-1 - taken - len(words)]
        plain = item.kind == "word" and not item.tags and item.lower[:1].isalpha()
        owned = item.lower.endswith(("'s", "’s", "s'"))
        if not plain or owned or item.lower.endswith("ly") or item.lower in _NOT_GOODS:
            break
        words.insert(0, item.lower)
    if not words:
        return 0
    before = out[-1 - taken - len(words)] if taken + len(words) < len(out) else None
    owned = before is not None and before.kind == "actor" and is_attributive(before)
    opened = before is None or before.has("det", "and", "v_be") or before.kind in ("punct", "qty")
    opened = opened or any(tag.startswith(("p_", "v_")) for tag in before.tags) if before else True
    if not (owned or opened):
        return 0
    if noun.measure == "trade_turnover":
        noun.sector = noun.sector or " ".join(words)
    else:
        noun.product = " ".join(words)
    noun.start = out[-taken - len(words)].start
    if owned and before is not None:
        take_owner(noun, before)
        return len(words) + 1
    return len(words)


_NOT_GOODS = frozenset(words_plain.NOT_GOODS.split())


def _modify(noun: Noun, item: Item, words: Lexicon) -> None:
    noun.whole = noun.whole or item.has("mod_whole")
    noun.world = noun.world or item.lower in ("global", "world", "worldwide")
    noun.bilateral = noun.bilateral or item.has("mod_pair")
    noun.annual = noun.annual or item.has("mod_annual")
    if item.has("mod_stock"):
        noun.stock = "stock"
    if item.has("product") and noun.measure in _FLOWS and noun.product is None:
        noun.product = words.products[item.lower]
    if item.has("sector") and noun.sector is None:
        noun.sector = words.sectors[item.lower]


def _settle(noun: Noun) -> None:
    """Turns a flow of a named product into the measure that formats has for it."""
    if noun.product == "services" and noun.measure in ("exports", "imports"):
        noun.measure, noun.product = f"services_{noun.measure}", None
    if noun.product in ("services", "arms", "agricultural_products", "energy") and (
        noun.measure == "trade_turnover"
    ):
        noun.sector = noun.sector or {
            "services": "services", "arms": "defence", "agricultural_products": "agriculture",
        }.get(noun.product, noun.product)  # fmt: skip
        noun.product = None
    if noun.measure == "imports" and len(noun.owners) == 1 and noun.owners == noun.partners:
        noun.partners = ()
