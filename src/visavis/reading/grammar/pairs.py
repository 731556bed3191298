"""Pairs: which two states "their trade", "the two countries" and plain "trade" speak of."""

from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.naming import actors_before, named_states
from visavis.reading.grammar.scan import NOBODY, Party, Scan

__all__ = ["pair_before", "pair_sides"]


def pair_before(scan: Scan, offset: int) -> tuple[str, str] | None:
    """The two states that a pair word at `offset` means: this sentence's own, else the carried."""
    before = actors_before(scan, offset)
    for item in reversed(before):
        ids = [mention.id for mention in item.mentions if mention.id]
        if len(ids) == 2 and item.joined:
            return ids[0], ids[1]
    named = named_states(before)
    if len(named) == 2:
        return named[0], named[1]
    if _names_people(scan, offset):
        return None
    if scan.memory.pair and set(named) <= set(scan.memory.pair):
        return scan.memory.pair
    return _topic_pair(scan, named)


def _names_people(scan: Scan, offset: int) -> bool:
    """Whether names that no list of states knows stand before: "Presidents Kenyatta and Li"."""
    text, start = scan.sentence.text, scan.sentence.start
    return any(
        item.kind == "word" and not item.tags and text[item.start - start].isupper()
        for item in scan.items[1:] if item.start < offset
    )  # fmt: skip


def _opens(scan: Scan, noun: Noun) -> bool:
    """Whether only dates and small words stand before: "From 2020 to 2021, trade has doubled"."""
    before = [item for item in scan.items if item.start < noun.start]
    return all(
        item.kind in ("when", "punct") or item.has("det", "other", "and", "but", "sub", "p_in")
        for item in before
    )


def _topic_pair(scan: Scan, named: list[str]) -> tuple[str, str] | None:
    """The document's own state and the only other one that the section has named so far."""
    topic = scan.memory.topic
    others = [
        name for name in dict.fromkeys([*scan.memory.section_states, *named]) if name != topic
    ]
    return (topic, others[0]) if topic is not None and len(others) == 1 else None


def pair_sides(scan: Scan, noun: Noun) -> tuple[Party, Party]:
    """Both sides of "their trade", "bilateral trade", "trade"."""
    pair = pair_before(scan, noun.start)
    if pair is None and not noun.owners:
        pair = _pair_after(scan)
    if noun.bare and not noun.bilateral and not _opens(scan, noun):
        pair = pair if named_states(actors_before(scan, noun.start)) else None
    if pair is None:
        word = noun.owners[0].text.lower() if noun.owners else noun.head
        return Party(None, (f"actor:{word}",)), NOBODY
    return Party(pair[0]), Party(pair[1])


def _pair_after(scan: Scan) -> tuple[str, str] | None:
    """ "Bilateral trade reached $5bn, India and Oman said": the two named later, if just two."""
    later = list(actors_before(scan, scan.sentence.end + 1))
    named = named_states(later)
    return (named[0], named[1]) if len(named) == 2 else None
