"""One sentence through the rules: which rule reads which number, and what is remembered after."""

from visavis.reading.grammar.arms import read_arms
from visavis.reading.grammar.change import (
    direction,
    read_bracketed,
    read_growth,
    read_growth_again,
    read_multiple,
)
from visavis.reading.grammar.counts import read_count
from visavis.reading.grammar.items import items_of, lexicon
from visavis.reading.grammar.levels import read_level
from visavis.reading.grammar.member_phrases import fold_members
from visavis.reading.grammar.memory import Memory
from visavis.reading.grammar.naming import actors_before, is_plural, is_state_id, named_states
from visavis.reading.grammar.nouns import chunk_nouns
from visavis.reading.grammar.openings import read_opening
from visavis.reading.grammar.ranks import read_rank
from visavis.reading.grammar.scan import Scan, governor
from visavis.reading.grammar.shares import denominator_at, read_share
from visavis.reading.grammar.spoken import spoken_of
from visavis.reading.grammar.tariffs import read_tariff
from visavis.reading.lexis import Quantity, Sentence

__all__ = ["pass_over", "read_sentence", "remember"]


def read_sentence(sentence: Sentence, language: str, memory: Memory) -> Scan:
    """The sentence read: its items and the drafts of its claims, in order of the numbers."""
    items = fold_members(items_of(sentence, language))
    scan = Scan(chunk_nouns(items, lexicon(language)), sentence, memory, unfolded=items)
    for index, item in enumerate(scan.items):
        if item.quantity is not None and index not in scan.done:
            _read(scan, index, item.quantity)
    for index, item in enumerate(scan.items):
        if item.quantity is not None and index not in scan.done:
            read_opening(scan, index)
    scan.drafts.sort(key=lambda draft: draft.at)
    _pair_measures(scan)
    _spread_sector(scan)
    return scan


def _read(scan: Scan, index: int, quantity: Quantity) -> bool:
    kind = quantity.kind
    if kind == "rank":
        return read_rank(scan, index)
    if kind == "multiple":
        return read_multiple(scan, index)
    if kind in ("percent", "fraction", "points"):
        return _read_part(scan, index)
    if kind in ("money", "volume"):
        if read_bracketed(scan, index):
            return True
        sign = _absolute_change(scan, index)
        if sign:
            return read_growth(scan, index, sign)
        return read_level(scan, index) or read_arms(scan, index)
    if kind in ("count", "bare"):
        return read_count(scan, index) or read_arms(scan, index)
    return False


def _read_part(scan: Scan, index: int) -> bool:
    """A percentage: a share where it is "of" something, else a growth, else a share again."""
    if denominator_at(scan, index) is not None:
        return read_share(scan, index) or read_tariff(scan, index)
    sign = direction(scan, index, governor(scan, index))
    if sign and read_growth(scan, index, sign):
        return True
    if read_growth_again(scan, index):
        return True
    if sign or scan.items[index].quantity is None:
        return False
    return read_tariff(scan, index) or read_share(scan, index)


def _absolute_change(scan: Scan, index: int) -> int:
    """1 or -1 for "rose by $5.2 billion"; 0 for "rose to $5.2 billion" and all else."""
    before, mark = scan.at(index - 1), scan.at(index - 2)
    set_off = mark is not None and mark.lower in (",", "(", "—", "–")
    if before is not None and before.lower in ("up", "down") and set_off:
        return 1 if before.lower == "up" else -1
    sign = scan.sentence.text[: scan.items[index].start - scan.sentence.start].rstrip()[-1:]
    if sign == "+":
        return 1
    link = governor(scan, index)
    if link.prep != "p_by":
        return 0
    return direction(scan, index, link)


def _pair_measures(scan: Scan) -> None:
    """ "exports to and imports from China were $68bn and $72bn": one measure each, in order."""
    levels = [draft for draft in scan.drafts if draft.form == "level" and draft.noun is not None]
    if len(levels) != 2 or levels[0].noun is not levels[1].noun or levels[0].noun is None:
        return
    later = levels[0].noun
    if later.head in ("exports and imports", "imports and exports"):
        levels[0].measure, levels[1].measure = later.head.split(" and ")
        return
    at = next((n for n, item in enumerate(scan.items) if item.noun is later), -1)
    before = scan.at(at - 1)
    paired = any(item.has("respectively") for item in scan.items)
    first = next((item.noun for item in scan.items[:at] if item.noun is not None), None)
    if at < 1 or first is None or before is None or not before.has("and", "p_to", "p_from"):
        return
    flows = {first.measure, later.measure}
    if flows == {"exports", "imports"} and (paired or before.has("and")):
        levels[0].measure = first.measure
        levels[0].noun = levels[0].noun if first.measure == later.measure else first


def _spread_sector(scan: Scan) -> None:
    """The sector of a rank governs the figures that explain it: "partner in defence: trade"."""
    sector: str | None = None
    for draft in scan.drafts:
        if draft.form == "rank" and draft.sector is not None:
            sector = draft.sector
        elif sector is not None and draft.measure == "trade_turnover" and draft.sector is None:
            draft.sector = sector
        elif sector is not None and draft.measure in ("exports", "imports") and not draft.product:
            draft.sector = draft.sector or sector


_LEVELS = ("level", "growth", "threshold", "multiple")
"""Figures that an "it" in the next sentence may take up."""


def remember(scan: Scan) -> None:
    """Hands what the sentence said to the sentences after it."""
    memory = scan.memory
    levels = [draft for draft in scan.drafts if draft.form in _LEVELS]
    memory.last = levels[-1] if levels else spoken_of(scan)
    before = actors_before(scan, scan.sentence.end + 1)
    named = named_states(before)
    pair = _pair(scan, named)
    if pair is not None:
        memory.pair = pair
    elif _turns_away(scan, named):
        memory.pair = None
    memory.section_states = tuple(dict.fromkeys([*memory.section_states, *named]))
    if named:
        memory.actors = tuple(named)
        memory.subject = _subject(scan, named)


def pass_over(memory: Memory) -> None:
    """What `remember` does for a sentence without names or numbers, which need not be read."""
    memory.last = None


def _turns_away(scan: Scan, named: list[str]) -> bool:
    """Whether the sentence is about others, so that "the two" no longer means the old pair."""
    pair = scan.memory.pair
    if pair is None:
        return False
    still = any(
        mention.kind == "pronoun" and is_plural(mention)
        for item in scan.items for mention in item.mentions
    )  # fmt: skip
    states = [name for name in named if is_state_id(name)]
    return not still and (len(named) > 2 or (len(states) == 1 and states[0] not in pair))


def _pair(scan: Scan, named: list[str]) -> tuple[str, str] | None:
    for draft in scan.drafts:
        owner, partner = draft.owner.id, draft.partner.id
        if owner and partner and partner != "WLD" and "+" not in owner + partner:
            only = {draft.owner.id, draft.partner.id}
            if all({one.owner.id, one.partner.id} <= only | {None} for one in scan.drafts):
                return owner, partner
    for item in scan.items:
        ids = [mention.id for mention in item.mentions if mention.id]
        if item.joined and len(ids) == 2 and len(set(ids)) == 2:
            return ids[0], ids[1]
    if len(named) == 2:
        return named[0], named[1]
    return None


def _subject(scan: Scan, named: list[str]) -> str | None:
    """The state that a following "it" may mean: the subject, else the owner of the first figure."""
    if len(named) == 1 or _leads(scan, named[0]):
        return named[0]
    first = next((item for item in scan.items if item.kind in ("noun", "actor")), None)
    if first is not None and first.noun is not None and len(first.noun.owners) == 1:
        return first.noun.owners[0].id
    return None


def _leads(scan: Scan, name: str) -> bool:
    """Whether the first state of the sentence is its subject: no preposition, no possessive."""
    for at, item in enumerate(scan.items):
        if item.kind == "actor" and item.mentions[0].id == name:
            before = scan.at(at - 1)
            prepared = before is not None and any(tag.startswith("p_") for tag in before.tags)
            return not prepared and not item.possessive
        if item.noun is not None:
            return False
    return False
