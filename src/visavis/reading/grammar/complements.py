"""What follows a measure word: "of wheat", "to Japan", "with the EU", "between A and B"."""

from visavis.reading.grammar.items import Item, Lexicon, Noun

__all__ = ["is_attributive", "read_right", "take_owner"]

_GIVEN: dict[str, dict[str, str]] = {
    "remittances": {"to": "owner", "from": "partner"},
    "loans": {"to": "owner", "from": "partner"},
    "aid": {"to": "partner", "from": "owner"},
    "military_aid": {"to": "partner", "from": "owner"},
    "visitors": {"to": "owner", "from": "partner"},
    "refugees": {"to": "owner", "from": "partner"},
}
"""Who receives and who gives, where "to" and "from" do not mean a flow of goods."""


def take_owner(noun: Noun, item: Item) -> None:
    """Makes the actor the noun's owner; two joined names before "trade" are its pair."""
    noun.owners = item.mentions
    noun.start = item.start
    if len(item.mentions) == 2 and item.joined and noun.measure.startswith("trade_turnover"):
        noun.owners, noun.partners = item.mentions[:1], item.mentions[1:]
        noun.pair = True


def read_right(row: list[Item], at: int, noun: Noun, words: Lexicon) -> tuple[int, list[Item]]:
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
    take_owner(noun, item)
    noun.start = min(noun.start, row[at - 1].start)
    return 1


def _read_complement(
    row: list[Item], at: int, noun: Noun, words: Lexicon, *, dry: bool = False
) -> int:
    """How many items at `at` are a complement of the noun, which is filled unless `dry`."""
    if at >= len(row):
        return 0
    prep, next_ = row[at], at + 1
    if prep.kind == "actor" and prep.lower.startswith("between"):
        noun.bilateral = noun.bilateral or not dry
        return 1
    if prep.lower == "worth" or prep.kind != "word":
        return 0
    if next_ < len(row) and row[next_].has("det") and row[next_].lower != "each other's":
        next_ += 1
    if next_ >= len(row):
        return 0
    target = row[next_]
    if prep.has("p_of") and target.kind == "actor" and _is_origin(row, next_, noun):
        return _read_origin(row, (at, next_), noun, words, dry=dry)
    if target.kind == "actor" and not (target.possessive and _owns_next(row, next_, words)):
        role = _role(prep, noun)
        if role and not dry:
            _place(noun, role, target)
        return next_ - at + 1 if role else 0
    if prep.has("p_of", "p_in") and target.kind == "word":
        return _read_product(row, (at, next_), noun, words, dry=dry)
    return 0


def is_attributive(item: Item) -> bool:
    """Whether the name can stand before a noun: a possessive, an adjective, "US", "EU"."""
    return item.possessive or item.lower.replace(".", "") in ("us", "uk", "eu", "uae")


def _is_origin(row: list[Item], at: int, noun: Noun) -> bool:
    """Whether the name at `at` says whose goods: "imports of US goods", "exports of Iraqi oil"."""
    flows = noun.measure in ("imports", "exports")
    return flows and is_attributive(row[at]) and _words_of_phrase(row, at + 1) > 0


def _read_origin(
    row: list[Item], span: tuple[int, int], noun: Noun, words: Lexicon, *, dry: bool
) -> int:
    at, next_ = span
    size = _words_of_phrase(row, next_ + 1)
    if not dry:
        _place(noun, "partner" if noun.measure == "imports" else "owner", row[next_])
        text = " ".join(item.lower for item in row[next_ + 1 : next_ + 1 + size])
        if text not in ("goods", "products", "merchandise"):
            known = words.products.get(text) or words.products.get(row[next_ + 1].lower)
            noun.product = known or text
    return next_ - at + 1 + size


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
        noun.product = known if known == "services" else noun.product
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
