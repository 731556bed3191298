"""Whose figure it is, and with whom: names, possessives, pronouns, pairs.

A pronoun is resolved by written rules of recency and role. Where two candidates remain the id is
None and `open` says so: nothing is guessed.
"""

from visavis.reading.grammar import words_plain
from visavis.reading.grammar.items import Item, Noun
from visavis.reading.grammar.naming import (
    actors_before,
    is_group,
    is_plural,
    is_state_id,
    named_states,
)
from visavis.reading.grammar.nouns import LOOSE
from visavis.reading.grammar.pairs import pair_sides
from visavis.reading.grammar.scan import NOBODY, Party, Scan
from visavis.reading.grammar.wholes import closes_account, is_total, part_of_trade
from visavis.reading.lexis import Mention

__all__ = ["party", "sides", "subject_at", "verb_subject"]


def party(scan: Scan, mentions: tuple[Mention, ...], exclude: tuple[str, ...] = ()) -> Party:
    """The id that the mentions stand for; `exclude` are ids that a pronoun cannot mean here."""
    if not mentions:
        return NOBODY
    if mentions[0].kind == "pronoun":
        return _pronoun(scan, mentions[0], exclude)
    ids: list[str] = []
    for mention in mentions:
        if mention.id is None:
            return Party(None, (f"actor:{mention.text}",))
        if mention.id not in ids:
            ids.append(mention.id)
    return Party("+".join(ids))


def _pronoun(scan: Scan, mention: Mention, exclude: tuple[str, ...]) -> Party:
    left = Party(None, (f"actor:{mention.text.lower()}",))
    if mention.text.lower() in _SPEAKERS:
        return left
    before = actors_before(scan, mention.start)
    text = mention.text.lower()
    if text.endswith(("latter", "former")):
        two = named_states(before)
        return Party(two[-1 if text.endswith("latter") else -2]) if len(two) > 1 else left
    if text.startswith("the ") and not is_plural(mention):
        return _by_kind(scan, before, (text, exclude), left)
    named = [name for name in named_states(before) if name not in exclude]
    if is_plural(mention) and len(named) != 1:
        return left
    if len(named) == 1:
        return Party(named[0])
    if not named:
        carried = [name for name in _carried(scan) if name not in exclude]
        return Party(carried[0]) if len(carried) == 1 else _carried_subject(scan, exclude, left)
    return _by_role(scan, before, exclude, left)


_GROUP_WORDS = ("bloc", "union", "alliance", "grouping", "region")


def _by_kind(
    scan: Scan, before: list[Item], what: tuple[str, tuple[str, ...]], left: Party
) -> Party:
    """ "the bloc" is a group, "the kingdom" a state: the only one of its kind named before."""
    text, exclude = what
    word = text.rsplit(maxsplit=1)[-1]
    near = [*named_states(before), *scan.memory.actors, *(scan.memory.pair or ())]
    named = list(dict.fromkeys(near))
    named = [name for name in named if name not in exclude]
    if word == "region":
        fits = [name for name in named if name.islower()]
        fits = fits or [name for name in named if is_group(name)]
    elif word in _GROUP_WORDS:
        fits = [name for name in named if is_group(name)]
    else:
        known = words_plain.FORMS_OF_STATE.get(word)
        fits = [
            name for name in named if is_state_id(name) and (known is None or name in known.split())
        ]
    if len(fits) > 1 and scan.memory.topic in fits:
        return Party(scan.memory.topic)
    return Party(fits[0]) if len(fits) == 1 else left


def _carried(scan: Scan) -> tuple[str, ...]:
    return scan.memory.pair or scan.memory.actors


def _carried_subject(scan: Scan, exclude: tuple[str, ...], left: Party) -> Party:
    subject = scan.memory.subject
    return Party(subject) if subject is not None and subject not in exclude else left


def _by_role(scan: Scan, before: list[Item], exclude: tuple[str, ...], left: Party) -> Party:
    """With several names before: the owner of the last figure, else the clause's subject."""
    for draft in reversed(scan.drafts):
        owner = draft.owner.id
        if owner is not None and owner not in exclude and "+" not in owner:
            return Party(owner)
    subject = _bare_subject(scan, before)
    if subject is not None and subject not in exclude:
        return Party(subject)
    first = before[0] if before else None
    if first is not None and first.possessive and first.start <= scan.sentence.start + 4:
        leading = named_states([first])
        if len(leading) == 1 and leading[0] not in exclude:
            return Party(leading[0])
    owners = [
        name for name in named_states([item for item in before if item.possessive])
        if name not in exclude
    ]  # fmt: skip
    return Party(owners[0]) if len(owners) == 1 else left


def _bare_subject(scan: Scan, before: list[Item]) -> str | None:
    """The first actor that stands neither after a preposition nor as a possessive."""
    for item in before:
        at = next((n for n, one in enumerate(scan.items) if one.start == item.start), None)
        if at is None or item.possessive:
            continue
        previous = scan.at(at - 1)
        if previous is not None and previous.has("det"):
            previous = scan.at(at - 2)
        if previous is not None and any(tag.startswith("p_") for tag in previous.tags):
            continue
        if len(item.mentions) == 1 and item.mentions[0].id is not None:
            return item.mentions[0].id
    return None


_IT = ("it", "elle", "il", "она", "он", "оно")


def subject_at(scan: Scan, index: int, exclude: tuple[str, ...] = ()) -> Party:
    """The actor item at `index` as a party; "it" is the subject of what stands before."""
    item = scan.items[index]
    mention = item.mentions[0]
    related = relative_before(scan, index)
    if related is not None:
        exclude = (*exclude, *(one.id for one in related.mentions if one.id))
    if mention.kind == "pronoun" and mention.text.lower() in _IT:
        before = actors_before(scan, mention.start)
        named = [name for name in named_states(before) if name not in exclude]
        if related is not None and len(named) == 1:
            return Party(named[0])
        subject = scan.memory.subject if not named else _bare_subject(scan, before)
        if subject is not None and subject not in exclude:
            return Party(subject)
    return party(scan, item.mentions, exclude)


def relative_before(scan: Scan, index: int) -> Item | None:
    """The "which" of "with which it ran", where it opens the clause of the item at `index`."""
    for at in range(index - 1, max(index - 5, -1), -1):
        item = scan.items[at]
        if item.has("relative"):
            return item
        if item.kind in ("punct", "noun"):
            return None
    return None


def _is_of_pair(noun: Noun) -> bool:
    """Whether both sides of "their trade" are to be found elsewhere."""
    plural = bool(noun.owners) and noun.owners[0].kind == "pronoun" and is_plural(noun.owners[0])
    open_ = not noun.partners and not noun.whole and (not noun.owners or plural)
    return open_ and noun.measure.startswith("trade_turnover")


def sides(scan: Scan, noun: Noun, index: int) -> tuple[Party, Party]:
    """Owner and partner of the measure phrase at item `index`."""
    if noun.world and not noun.owners:
        return Party("WLD"), party(scan, noun.partners)
    if noun.measure == "troops":
        return party(scan, noun.owners), party(scan, noun.host or noun.partners)
    if noun.pair and noun.measure in ("trade_deficit", "trade_surplus"):
        return Party(None, ("actor:between",)), NOBODY
    if noun.pair:
        return party(scan, noun.owners), party(scan, noun.partners)
    if noun.measure == "fdi":
        return _investment(scan, noun, index)
    partner = party(scan, noun.partners)
    exclude = (partner.id,) if partner.id else ()
    owner = party(scan, noun.owners, exclude)
    if _is_of_pair(noun):
        return pair_sides(scan, noun)
    if partner is NOBODY and is_total(scan, noun, owner):
        partner = Party("WLD")
    part = part_of_trade(scan, noun, index, owner) if partner is NOBODY else None
    if part is not None:
        return part
    related = relative_before(scan, index)
    if partner is NOBODY and related is not None:
        partner = party(scan, related.mentions)
        exclude = (partner.id,) if partner.id else ()
        owner = party(scan, noun.owners, exclude) if owner.id in exclude else owner
    if not noun.owners:
        parallel = _parallel_owner(scan, noun, index)
        owner = parallel or _missing_owner(scan, noun, index, exclude)
    return owner, partner


def _investment(scan: Scan, noun: Noun, index: int) -> tuple[Party, Party]:
    """Host and investor of "Saudi investment in Egypt", "Egypt's FDI from Saudi Arabia"."""
    after = scan.at(index + 1)
    if after is not None and after.lower == "there" and not noun.host:
        return _invested_there(scan, noun)
    if noun.host:
        investor = noun.owners or noun.partners
        host = party(scan, noun.host)
        return host, party(scan, investor, (host.id,) if host.id else ())
    if noun.partners:
        investor_ = party(scan, noun.partners)
        exclude = (investor_.id,) if investor_.id else ()
        if noun.owners:
            return party(scan, noun.owners, exclude), investor_
        return _missing_owner(scan, noun, index, exclude), investor_
    if noun.owners and noun.owners[0].kind in ("adjective", "demonym"):
        return Party(None, ("actor:host",)), party(scan, noun.owners)
    return party(scan, noun.owners), NOBODY


def _invested_there(scan: Scan, noun: Noun) -> tuple[Party, Party]:
    """Host and investor of "its investment there": the host of the figure before, or open."""
    last = scan.drafts[-1] if scan.drafts else None
    if last is None or not last.measure.startswith("fdi") or last.owner.id is None:
        return Party(None, ("actor:there",)), NOBODY
    investor = party(scan, noun.owners, (last.owner.id,))
    if investor.id is None or investor.id != last.partner.id:
        return Party(None, ("actor:there",)), NOBODY
    return last.owner, investor


def _missing_owner(scan: Scan, noun: Noun, index: int, exclude: tuple[str, ...]) -> Party:
    """The owner of a phrase that names none: the subject of its verb, else the one other state."""
    if _is_firms(scan, noun, index):
        return _open(noun)
    left = _left_with(scan, index)
    if left is not None:
        return subject_at(scan, left, exclude)
    last = scan.drafts[-1] if scan.drafts else None
    if closes_account(scan, index, noun) and last is not None and last.partner.id is not None:
        return last.owner
    if noun.measure in _MACRO and last is not None and last.measure in _MACRO:
        return last.owner
    subject = verb_subject(scan, index)
    if subject is not None:
        found = subject_at(scan, subject)
        if found.id is not None and found.id not in exclude:
            return found
    spoken = actors_before(scan, _clause_end(scan, index))
    if any(_pronoun_text(item) in _SPEAKERS for item in spoken):
        return Party(None, ("actor:we",))
    named = [name for name in named_states(_free(scan, spoken)) if name not in exclude]
    others = [name for name in named_states(spoken) if name not in exclude]
    if len(named) == 1 and len(others) == 1 and noun.partners and noun.measure in _FLOWS:
        return Party(named[0])
    named = others
    if not named and exclude and scan.memory.pair and exclude[0] in scan.memory.pair:
        rest = [name for name in scan.memory.pair if name not in exclude]
        return Party(rest[0]) if len(rest) == 1 else NOBODY
    topic = scan.memory.topic
    if not named and noun.partners and topic is not None and topic not in exclude:
        return Party(topic)
    if not named and scan.memory.subject and scan.memory.subject not in exclude:
        return Party(scan.memory.subject) if noun.partners else _open(noun)
    return _open(noun)


def _parallel_owner(scan: Scan, noun: Noun, index: int) -> Party | None:
    """ "US imports from Mexico rose 5%, while imports from China fell": the same state's again."""
    others = [one for one in scan.drafts if one.noun is not noun and one.at < index]
    before, opened = (others[-1].noun if others else None), scan.at(index - 1)
    if before is None or before.measure != noun.measure or before.share or before.pair:
        return None
    if not (before.partners and noun.partners) or others[-1].owner.id is None:
        return None
    joined = opened is not None and (
        opened.has("and", "but") or opened.lower in ("while", "whereas", "whilst", ";")
    )
    return others[-1].owner if joined and noun.measure in ("exports", "imports") else None


def _clause_end(scan: Scan, index: int) -> int:
    """Where the next clause with a subject of its own begins: its names own nothing before it."""
    for at in range(index + 1, len(scan.items)):
        item, after = scan.items[at], scan.at(at + 1)
        if item.lower == ";":
            return item.start
        opens = item.lower in ("while", "whereas", "whilst", "but")
        bare = after is not None and after.kind == "actor" and not after.possessive
        then = scan.at(at + 2)
        deals = then is not None and any(tag.startswith("v_") for tag in then.tags)
        if (opens or item.has("and")) and bare and deals:
            return item.start
    return scan.sentence.end + 1


_LEFT_WITH = ("leaving", "left", "leaves", "giving", "gave", "gives", "handing")


def _left_with(scan: Scan, index: int) -> int | None:
    """Index of the actor in "leaving it with a deficit", "giving Peru a surplus"."""
    at = index - 1
    while (item := scan.at(at)) is not None and item.has("det", "p_with"):
        at -= 1
    before = scan.at(at - 1)
    if item is None or item.kind != "actor" or before is None:
        return None
    return at if before.lower in _LEFT_WITH else None


_SPEAKERS = ("we", "our", "us", "nous", "notre", "nos", "мы", "наш")

_MACRO = ("gdp", "population", "military_spending")

_FLOWS = ("exports", "imports", "trade_turnover", "trade_deficit", "trade_surplus", "goods")


def _pronoun_text(item: Item) -> str:
    """The pronoun in lower case; "" for a name, so that "US" is never "us"."""
    mention = item.mentions[0]
    return mention.text.lower() if mention.kind == "pronoun" else ""


def _free(scan: Scan, items: list[Item]) -> list[Item]:
    """The actors that stand after no "with", "to", "from", "in" of their own."""
    kept = []
    for item in items:
        at = next((n for n, one in enumerate(scan.items) if one.start == item.start), None)
        before = scan.at(at - 1) if at is not None else None
        if before is not None and before.has("det") and at is not None:
            before = scan.at(at - 2)
        if (
            before is None
            or before.has("att")
            or not before.has("p_with", "p_to", "p_from", "p_in", "p_on")
        ):
            kept.append(item)
    return kept


def _is_firms(scan: Scan, noun: Noun, index: int) -> bool:
    """Whether somebody who is no state owns it: "Nokia's exports to China", "sales to China"."""
    before = scan.at(index - 1)
    if before is not None and before.kind == "word" and before.lower.endswith(("'s", "’s", "s'")):
        return True
    return noun.head in LOOSE


def _open(noun: Noun) -> Party:
    return Party(None, (f"actor:{noun.head}",))


def verb_subject(scan: Scan, index: int) -> int | None:
    """Index of the actor of which the noun at `index` is the object ("Peru ran a deficit")."""
    at = index - 1
    verb = False
    while at >= 0:
        item = scan.items[at]
        if item.kind == "actor":
            before = scan.at(at - 1)
            if before is not None and any(tag.startswith("p_") for tag in before.tags):
                return None
            return at if verb and not item.possessive else None
        if item.kind in ("punct", "noun") or (item.has("sub") and not verb):
            return None
        verb = verb or any(tag.startswith("v_") for tag in item.tags)
        at -= 1
    return None
