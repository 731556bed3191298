"""Small clauses that stand for a name or a total: "with which", "what Turkey sold abroad".

A relative pronoun after a preposition is read as the name just before it. The trap: "which" after
anything but a name ("a deal with which ...") is left alone.
"""

from dataclasses import replace

from visavis.reading.grammar.items import Item, Noun

__all__ = ["fold_clauses", "name_subjects"]

_RELATIVES = frozenset(("which", "whom"))
_ALL_THAT = frozenset(("what", "everything", "all", "that", "whatever"))
_SOLD = frozenset(("sold", "sells", "sell", "exported", "exports", "export", "ships", "shipped"))
_BOUGHT = frozenset(("bought", "buys", "buy", "imported", "imports", "import", "purchased"))
_ABROAD = frozenset(("abroad", "overseas", "from", "internationally", "worldwide"))


def fold_clauses(items: list[Item]) -> list[Item]:
    """The items with relative pronouns read as names and "what it sold abroad" as one noun."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.lower in _RELATIVES and (named := _antecedent(out)) is not None:
            out.append(_relative(item, named))
            at += 1
        elif item.lower in _ALL_THAT and (size := _dealings(items, at)):
            out.append(_total(items[at : at + size]))
            at += size
        else:
            out.append(item)
            at += 1
    return out


def _antecedent(out: list[Item]) -> Item | None:
    """The name before ", with which"; None where something else stands there, or "of which"."""
    if len(out) < 2 or out[-1].has("p_of") or not any(tag.startswith("p_") for tag in out[-1].tags):
        return None
    at = len(out) - 2
    while at > 0 and (out[at].lower == "," or out[at].kind == "when"):
        at -= 1
    named = out[at]
    return named if named.kind == "actor" and named.mentions[-1].kind != "pronoun" else None


_DEALS = ("v_buy", "v_take", "v_account", "v_supply", "v_sell", "v_invest", "v_lend", "v_owe")


_RELATIVE_SUBJECTS = frozenset(("which", "who", "that"))


def name_subjects(row: list[Item]) -> list[Item]:
    """The row with "which" in "Germany, which buys 45% of its exports" read as Germany."""
    if not any(item.lower in _RELATIVE_SUBJECTS for item in row):
        return row
    out: list[Item] = []
    for at, item in enumerate(row):
        named = row[at - 1 if row[at - 1].kind == "actor" else at - 2] if at > 1 else None
        between = row[at - 1] if at else item
        verb = row[at + 1] if at + 1 < len(row) else item
        if verb.has("other", "v_aux") and at + 2 < len(row):
            verb = row[at + 2]
        fits = item.lower in _RELATIVE_SUBJECTS and verb.has(*_DEALS)
        near = between.kind == "actor" or between.lower == ","
        if named is not None and named.kind == "actor" and fits and near:
            last = named.mentions[-1]
            if last.kind != "pronoun" and not last.possessive:
                one = _relative(item, named)
                one.tags = frozenset()
                out.append(one)
                continue
        out.append(item)
    return out


def _relative(item: Item, named: Item) -> Item:
    """The pronoun as an actor: who it stands for, where it stands."""
    mentions = tuple(
        replace(one, start=item.start, end=item.end, possessive=False, as_place=False,
                kind="state" if one.kind in ("adjective", "demonym") else one.kind)
        for one in named.mentions
    )  # fmt: skip
    return Item("actor", item.start, item.end, item.lower, frozenset(["relative"]),
                mentions=mentions, joined=named.joined)  # fmt: skip


def _dealings(items: list[Item], at: int) -> int:
    """How many items "what Turkey sold abroad" takes; 0 where none stands at `at`."""
    who = at + 2 if at + 1 < len(items) and items[at + 1].lower == "that" else at + 1
    if who + 1 >= len(items) or items[who].kind != "actor" or items[who].mentions[-1].possessive:
        return 0
    verb = items[who + 1]
    if items[at].lower == "that" and (at == 0 or items[at - 1].lower not in ("goods", "products")):
        return 0
    if verb.kind != "word" or verb.lower not in _SOLD | _BOUGHT:
        return 0
    end = who + 2
    while end < len(items) and items[end].lower in _ABROAD and _is_abroad(items, end):
        end += 1
    sided = end < len(items) and any(tag.startswith("p_") for tag in items[end].tags)
    return 0 if sided and not items[end].has("p_in") else end - at


def _is_abroad(items: list[Item], at: int) -> bool:
    """Whether "from" belongs to "from abroad"."""
    after = items[at + 1].lower if at + 1 < len(items) else ""
    return items[at].lower != "from" or after in _ABROAD


def _total(items: list[Item]) -> Item:
    """The clause as the exports or imports of its subject."""
    who = next(item for item in items if item.kind == "actor")
    sells = any(item.lower in _SOLD for item in items)
    measure = "exports" if sells else "imports"
    noun = Noun(start=items[0].start, end=items[-1].end, measure=measure, owners=who.mentions,
                head=measure)  # fmt: skip
    return Item("noun", noun.start, noun.end, measure, frozenset(), noun=noun)
