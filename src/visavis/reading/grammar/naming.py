"""Which states a sentence names before a point, and what kind of id or pronoun a word is."""

from visavis.reading.grammar.items import Item
from visavis.reading.grammar.scan import Scan
from visavis.reading.lexis import Mention

__all__ = ["actors_before", "is_group", "is_plural", "is_state_id", "named_states"]

_PLURAL = ("their", "they", "them", "both", "two", "each other", "the sides", "the parties")

_STATES = ("state", "adjective", "demonym", "capital", "seat", "group", "former", "region",
           "leader")  # fmt: skip


def is_plural(mention: Mention) -> bool:
    """Whether a pronoun stands for a pair."""
    text = mention.text.lower()
    return any(word in text for word in _PLURAL)


def actors_before(scan: Scan, offset: int) -> list[Item]:
    """The actor items of the sentence that start before `offset`, nouns' own actors included."""
    found: list[Item] = []
    for item in scan.items:
        if item.start >= offset:
            break
        if item.kind == "actor":
            found.append(item)
        elif item.noun is not None:
            groups = (item.noun.holder, item.noun.owners, item.noun.partners)
            found += [
                Item("actor", group[0].start, group[-1].end, group[0].text.lower(), mentions=group,
                     joined=len(group) > 1)
                for group in groups if group and group[0].start < offset
            ]  # fmt: skip
    return sorted(found, key=lambda item: item.start)


def named_states(items: list[Item]) -> list[str]:
    """Distinct ids in order of appearance; places where something happens are left out."""
    out: list[str] = []
    for item in items:
        for mention in item.mentions:
            acts = mention.kind in _STATES and not mention.as_place
            if acts and mention.id and mention.id not in out:
                out.append(mention.id)
    return out


def is_state_id(name: str) -> bool:
    """Whether the id is one state's, not a group's or region's."""
    return not is_group(name) and not name.islower()


def is_group(name: str) -> bool:
    """Whether the id is a group's: capitals, but no ISO code of three letters."""
    return name.isupper() and (
        len(name) != 3 or name in ("CIS", "GCC", "SCO", "EAC", "AES", "OIC", "PIF")
    )
