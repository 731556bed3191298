"""Measure phrases: "Kenya's wheat imports from Russia" becomes one item with owner and partner.

The trap: "Chinese imports" are China's imports unless the phrase itself says that another state
receives them ("Chinese imports into Peru").
"""

from visavis.reading.grammar.items import Item, Lexicon, Noun
from visavis.reading.lexis import Mention

__all__ = ["chunk_nouns"]

GAS = ("natural_gas", "pipeline_gas", "lng")
OIL = ("oil", "crude_oil", "oil_products")
_VERB_FOR = {
    "imports": "v_buy", "import": "v_buy", "exports": "v_sell", "export": "v_sell",
    "trade": "v_trade", "supplies": "v_supply", "purchases": "v_buy",
}  # fmt: skip
_GIVEN: dict[str, dict[str, str]] = {
    "remittances": {"to": "owner", "from": "partner"},
    "loans": {"to": "owner", "from": "partner"},
    "aid": {"to": "partner", "from": "owner"},
    "military_aid": {"to": "partner", "from": "owner"},
    "visitors": {"to": "owner", "from": "partner"},
    "refugees": {"to": "owner", "from": "partner"},
}
"""Who receives and who gives, where "to" and "from" do not mean a flow of goods."""
_LOOSE = ("sales", "shipments", "deliveries", "supplies", "purchases", "turnover")
"""Words that are a state's trade only where a state stands beside them."""
_FLOWS = ("exports", "imports", "trade_turnover", "goods")
_MODS = ("mod_whole", "mod_pair", "mod_annual", "mod_plain", "mod_stock", "product", "sector")
_WHOLE = ("foreign trade", "external trade", "foreign trade turnover", "overseas trade",
          "international trade", "foreign commerce")  # fmt: skip


def chunk_nouns(items: list[Item], words: Lexicon) -> list[Item]:
    """The items with every measure phrase and every share phrase folded into one item."""
    row = [_as_verb(items, at) for at in range(len(items))]
    row = _fold_heads(row, words)
    return _fold_shares(row)


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
        head = item.kind == "word" and not item.has("verb")
        if not head or not (item.lower in words.measures or item.lower in words.products):
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


_COMPOUNDS = frozenset(
    "dispute disputes war wars talks agreement agreements deal deals pact pacts minister ministers "
    "ministry ties relations mission missions policy official officials negotiations barrier "
    "barriers route routes union unions bloc body secretary delegation department partner partners "
    "sanctions organization organisation fair association tensions law laws data figures "
    "statistics embargo ban bans controls control restrictions licence license growth policies "
    "treaty treaties forum council commissioner representative preferences concessions friction "
    "truce integration facilitation accord accords cooperation links corridor corridors fairs "
    "crisis package projects project programme program promotion climate protection bank "
    "framework summit conflict row spat adviser advisor envoy liberalisation liberalization "
    "diversification credit finance financing officer office rules regime hub zone centre center".split()
)


def _compounded(row: list[Item], at: int, words: Lexicon) -> bool:
    """Whether the word only modifies another noun: "trade war", "gas pipeline", "export controls"."""
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
    end, kept = _read_right(row, at + 1, noun, words)
    noun.bare = taken == 0 and not noun.owners and not noun.partners
    if noun.head in _LOOSE and not noun.owners and not noun.partners:
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
            if noun.measure != "goods" or item.possessive:
                _own(noun, item)
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


def _own(noun: Noun, item: Item) -> None:
    noun.owners = item.mentions
    noun.start = item.start
    if len(item.mentions) == 2 and item.joined and noun.measure.startswith("trade_turnover"):
        noun.owners, noun.partners = item.mentions[:1], item.mentions[1:]
        noun.pair = True


def _unknown_product(out: list[Item], taken: int, noun: Noun) -> int:
    """Takes unknown words before the head as what is traded: "its avocado exports"."""
    if noun.measure not in ("exports", "imports", "trade_turnover") or noun.product:
        return 0
    words: list[str] = []
    while taken + len(words) < len(out) and len(words) < 3:
        item = out[-1 - taken - len(words)]
        plain = item.kind == "word" and not item.tags and item.lower[:1].isalpha()
        if not plain or item.lower.endswith("ly") or item.lower in _NOT_GOODS:
            break
        words.insert(0, item.lower)
    if not words:
        return 0
    before = out[-1 - taken - len(words)] if taken + len(words) < len(out) else None
    owned = before is not None and before.kind == "actor" and _attributive(before)
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
        _own(noun, before)
        return len(words) + 1
    return len(words)


def _attributive(item: Item) -> bool:
    """Whether the name can stand before a noun: a possessive, an adjective, "US", "EU"."""
    return item.possessive or item.lower.replace(".", "") in ("us", "uk", "eu", "uae")


_NOT_GOODS = frozenset(
    "whose where that these those while what year years its said strong stronger weak weaker lower "
    "higher rising falling booming cheap cheaper robust declining expanding actual monthly quarterly "
    "average daily sluggish brisk rapid legal illegal formal official estimated boosting boost "
    "increased increasing growing doubling greater fewer more less much most many several various "
    "unprecedented historic impressive significant limited negligible respective resulting "
    "subsequent previous overall two-way inbound outbound incoming outgoing future past potential "
    "country's region's bloc's ordinary additional further extra extra-eu intra normal free fair "
    "export-led state private government public reduced reducing strengthening world's global "
    "domestic national".split()
)


def _modify(noun: Noun, item: Item, words: Lexicon) -> None:
    noun.whole = noun.whole or item.has("mod_whole")
    noun.bilateral = noun.bilateral or item.has("mod_pair")
    noun.annual = noun.annual or item.has("mod_annual")
    if item.has("mod_stock"):
        noun.stock = "stock"
    if item.has("product") and noun.measure in _FLOWS and noun.product is None:
        noun.product = words.products[item.lower]
    if item.has("sector") and noun.sector is None:
        noun.sector = words.sectors[item.lower]


def _read_right(row: list[Item], at: int, noun: Noun, words: Lexicon) -> tuple[int, list[Item]]:
    """Reads "of wheat", "to Japan", "with the EU", "between A and B" after the head."""
    kept: list[Item] = []
    while at < len(row):
        step = _adjacent_owner(row, at, noun, words) or _read_complement(row, at, noun, words)
        if step:
            at += step
            noun.end = row[at - 1].end
            continue
        if at + 2 < len(row) and row[at].lower == "(" and row[at + 2].lower == ")":
            inner = words.measures.get(row[at + 1].lower)
            if inner is not None and inner == noun.measure:
                at += 3
                noun.end = row[at - 1].end
                continue
        if row[at].kind == "when" and _read_complement(row, at + 1, noun, words, dry=True):
            kept.append(row[at])
            at += 1
            continue
        break
    return at, kept


def _adjacent_owner(row: list[Item], at: int, noun: Noun, words: Lexicon) -> int:
    """1 where an owner stands right after the head: "exportations françaises", "экспорт России"."""
    item = row[at]
    if words.language == "en" or item.kind != "actor" or noun.owners:
        return 0
    if words.language == "fr" and item.mentions[-1].kind not in ("adjective", "demonym"):
        return 0
    _own(noun, item)
    noun.start = min(noun.start, row[at - 1].start)
    return 1


def _read_complement(
    row: list[Item], at: int, noun: Noun, words: Lexicon, *, dry: bool = False
) -> int:
    """How many items at `at` are a complement of the noun, which is filled unless `dry`."""
    if at >= len(row):
        return 0
    prep, next_ = row[at], at + 1
    if prep.lower in ("worth",) or prep.kind != "word":
        return 0
    if next_ < len(row) and row[next_].has("det") and row[next_].lower not in ("each other's",):
        next_ += 1
    if next_ >= len(row):
        return 0
    target = row[next_]
    if target.kind == "actor" and not (target.possessive and _owns_next(row, next_, words)):
        role = _role(prep, noun)
        if role and not dry:
            _place(noun, role, target)
        return next_ - at + 1 if role else 0
    if prep.has("p_of", "p_in") and target.kind == "word":
        return _read_product(row, (at, next_), noun, words, dry=dry)
    if prep.has("p_of") and target.kind == "actor" and noun.measure in ("imports", "exports"):
        size = _words_of_phrase(row, next_ + 1)
        if size and not dry:
            _place(noun, "partner" if noun.measure == "imports" else "owner", target)
            text = " ".join(item.lower for item in row[next_ + 1 : next_ + 1 + size])
            if text not in ("goods", "products", "merchandise"):
                noun.product = (
                    words.products.get(text) or words.products.get(row[next_ + 1].lower) or text
                )
        return next_ - at + 1 + size if size else 0
    return 0


def _owns_next(row: list[Item], at: int, words: Lexicon) -> bool:
    """Whether the possessive actor at `at` belongs to a following noun, not to this phrase."""
    after = row[at + 1] if at + 1 < len(row) else None
    if after is None or after.kind != "word":
        return False
    return not after.has("v_be", "v_rise", "v_fall", "v_level", "v_aux") or (
        after.lower in words.measures
    )


def _role(prep: Item, noun: Noun) -> str | None:
    """What an actor after `prep` is to the noun."""
    measure = noun.measure
    if prep.has("p_between"):
        return "pair"
    if measure in _GIVEN:
        return _GIVEN[measure].get(
            "to" if prep.has("p_to") else "from" if prep.has("p_from") else ""
        )
    if prep.has("p_with"):
        return "partner"
    if prep.has("p_to") and measure == "fdi":
        return "host"
    if prep.has("p_to"):
        return "owner_of_imports" if measure.startswith("imports") else "partner"
    if prep.has("p_from"):
        if measure.startswith("exports") or measure in ("arms_exports", "services_exports"):
            return "owner"
        return "partner"
    if prep.has("p_of") and not noun.owners:
        return "owner"
    if prep.has("p_by"):
        return "by"
    if measure in ("fdi", "troops") and prep.has("p_in"):
        return "host"
    return None


def _place(noun: Noun, role: str, target: Item) -> None:
    who = target.mentions
    if role == "pair" and len(who) == 2:
        noun.owners, noun.partners, noun.pair = who[:1], who[1:], True
    elif role == "pair":
        noun.bilateral = len(who) == 1 and who[0].kind == "pronoun"
        noun.partners = () if noun.bilateral else who
    elif role == "host":
        noun.host = who
    elif role == "owner_of_imports":
        if noun.owners and not noun.partners:
            noun.partners = noun.owners
        noun.owners = who
    elif role in ("owner", "by"):
        if noun.owners and role == "by" and not noun.partners:
            noun.partners = noun.owners
        noun.owners = who
    else:
        noun.partners, noun.joined = who, target.joined


def _read_product(
    row: list[Item], span: tuple[int, int], noun: Noun, words: Lexicon, *, dry: bool
) -> int:
    """Takes "of wheat", "in services", "of goods", "of rare earth magnets" after the head."""
    at, next_ = span
    if noun.measure not in ("exports", "imports", "trade_turnover", "goods"):
        return 0
    if row[at].has("p_in") and noun.measure != "trade_turnover":
        return 0
    size = _words_of_phrase(row, next_)
    if size == 0:
        return 0
    text = " ".join(item.lower for item in row[next_ : next_ + size])
    if dry or text in ("goods", "merchandise", "commodities", "products", "all goods", "all kinds"):
        return next_ - at + size
    known = words.products.get(text) or words.products.get(row[next_].lower)
    noun.sector = noun.sector or words.sectors.get(text)
    if noun.measure == "trade_turnover":
        noun.product = known if known in ("services",) else noun.product
        noun.sector = noun.sector or known or text
    else:
        noun.product = known or text
    return next_ - at + size


def _words_of_phrase(row: list[Item], at: int) -> int:
    """How many items from `at` are the words of a noun phrase: none of them relates or says."""
    size = 0
    while at + size < len(row) and size < 6:
        item = row[at + size]
        joins = item.has("and") and size > 0 and at + size + 1 < len(row)
        if joins and not _is_content(row[at + size + 1]):
            break
        if not joins and not _is_content(item):
            break
        size += 1
    return size


def _is_content(item: Item) -> bool:
    if item.kind != "word" or not item.lower[:1].isalpha():
        return False
    if item.has("product", "sector"):
        return True
    if any(
        tag.startswith(("p_", "v_", "sub", "rel", "neg", "n_", "join", "resp")) for tag in item.tags
    ):
        return False
    return not item.has("and", "but", "det", "other", "m") or item.lower in _GOODS


_GOODS = ("goods", "products", "merchandise", "commodities", "items", "arms")


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


def _fold_shares(row: list[Item]) -> list[Item]:
    """Folds "China's share of Kenya's imports" and "export dependence on the EU" into one noun."""
    out: list[Item] = []
    at = 0
    while at < len(row):
        if row[at].has("n_share") and row[at].kind == "word":
            end, noun, taken = _read_share(out, row, at)
            if noun is not None:
                del out[len(out) - taken :]
                out.append(Item("noun", noun.start, noun.end, "share", frozenset(), noun=noun))
                at = end
                continue
        out.append(row[at])
        at += 1
    return out


def _read_share(out: list[Item], row: list[Item], at: int) -> tuple[int, Noun | None, int]:
    """A share phrase headed at `at`: its end, its noun (None if it is none), items taken left."""
    head, next_ = row[at], at + 1
    holder: tuple[Mention, ...] = ()
    taken = 0
    if out and out[-1].kind == "actor":
        holder, taken = out[-1].mentions, 1
    if next_ + 1 < len(row) and row[next_].has("p_of") and row[next_ + 1].kind == "actor":
        holder, next_ = row[next_ + 1].mentions, next_ + 2
    elif (
        next_ < len(row) and row[next_].kind == "actor" and not taken and not row[next_].possessive
    ):
        holder, next_ = row[next_].mentions, next_ + 1
    start = out[-1].start if taken else head.start
    if next_ + 1 >= len(row) or not row[next_].has("p_of", "p_in", "p_on", "p_to"):
        return at, None, 0
    target = next_ + 1
    while target < len(row) and row[target].has("det", "mod_whole"):
        target += 1
    if target >= len(row):
        return at, None, 0
    if row[next_].has("p_on"):
        return _dependence(row, (at, target), (start, taken), holder)
    inner = row[target].noun
    if inner is None or inner.share:
        return at, None, 0
    outer = row[target + 2].noun if target + 2 < len(row) and row[target + 1].has("p_in") else None
    noun = Noun(
        start=start, end=row[target].end, measure=inner.measure, product=inner.product,
        sector=inner.sector, owners=inner.owners, partners=inner.partners, share=True,
        holder=holder, head="share", joined=inner.joined,
    )  # fmt: skip
    if outer is not None:
        if outer.owners and inner.owners and not inner.partners and not holder:
            noun.holder = inner.owners
        noun.owners = outer.owners or noun.owners
        noun.end = outer.end
        return target + 3, noun, taken
    return target + 1, noun, taken


def _dependence(
    row: list[Item], span: tuple[int, int], left: tuple[int, int], holder: tuple[Mention, ...]
) -> tuple[int, Noun | None, int]:
    """ "Turkey's export dependence on the EU": the share of the EU in Turkey's exports."""
    at, target = span
    head, partner = row[at], row[target]
    if partner.kind != "actor" or not holder:
        return at, None, 0
    measure = "exports" if head.lower.startswith("export") else "imports"
    if not head.lower.startswith(("export", "import")):
        return at, None, 0
    noun = Noun(
        start=left[0], end=partner.end, measure=measure, owners=holder,
        partners=partner.mentions, share=True, head="dependence",
    )  # fmt: skip
    return target + 1, noun, left[1]
