"""Counts of people and things: troops, visitors, population, projects."""

import re

from visavis.reading.grammar.change import add
from visavis.reading.grammar.items import Noun
from visavis.reading.grammar.roles import party, sides, subject_at
from visavis.reading.grammar.scan import NOBODY, Link, Party, Scan, governor, skip_right
from visavis.reading.lexis import Mention
from visavis.reading.patterns import lazy

__all__ = ["read_count"]

_CASUALTIES = lazy(
    r"\b(?:kill\w*|wound\w*|captur\w*|die[ds]?|dead|injur\w*|casualt\w*|fallen|veterans?|invad\w*)\b",
    re.IGNORECASE,
)

_HAS = lazy(
    r"\b(?:has|had)\s+(?:(?:about|around|some|nearly|almost|over|just|only|more|than|roughly)\s+)"
    r"{0,3}$",
    re.IGNORECASE,
)
_WHOLE_PEOPLE = lazy(
    r"[\d.,]+(?:\s+(?:million|billion|thousand))?\s+people(?:\s+in\s+\d{4})?"
    r"(?:\s*$|\s*[.;)]|\s*,?\s+(?:and|but|while|whereas)\b)",
    re.IGNORECASE,
)
_COUNTED = {
    "troops": "troops", "soldiers": "troops", "personnel": "troops", "peacekeepers": "troops",
    "tourists": "visitors", "visitors": "visitors", "arrivals": "visitors",
    "holidaymakers": "visitors", "refugees": "refugees", "inhabitants": "population",
    "residents": "population",
}  # fmt: skip


def read_count(scan: Scan, index: int) -> bool:
    """Drafts the count stated at `index`; False where nothing that formats lists is counted."""
    quantity = scan.items[index].quantity
    if quantity is None or not 0 < quantity.value < 3e9:
        return False
    link = governor(scan, index)
    left = scan.noun(link.noun)
    if _in_bracket_of_rival(scan, index):
        return True
    if left is not None and left.measure == "population" and not left.bare:
        return _population(scan, index, left, link.noun)
    measure, who, end = _counted(scan, index, quantity.noun)
    if measure is None:
        if (
            left is not None
            and left.measure == "population"
            and link.prep in ("p_of", "p_at", "p_to")
        ):
            return _population(scan, index, left, link.noun)
        return _is_all_people(scan, index) and _inhabitants(scan, index, link)
    if measure == "population":
        return _inhabitants(scan, index, link)
    sides_ = _host(scan, (measure, who, end), link)
    if sides_ is None:
        return False
    kind = (measure, "count", "count", 1.0)
    draft = add(scan, index, Noun(start=0, end=0, measure=measure), sides_, kind)
    draft.end = max(draft.end, scan.items[end].end)
    return True


def _is_all_people(scan: Scan, index: int) -> bool:
    """Whether "has 55 million people" counts them all: not "people in need", "people who fled"."""
    item, text, base = scan.items[index], scan.sentence.text, scan.sentence.start
    quantity = item.quantity
    if quantity is None or quantity.noun != "people" or quantity.value < 100_000:
        return False
    after = _WHOLE_PEOPLE.match(text, item.start - base)
    return after is not None and _HAS.search(text, 0, item.start - base) is not None


def _in_bracket_of_rival(scan: Scan, index: int) -> bool:
    """ "five times that of Turkey (85 million)": the population of the state compared with."""
    last = scan.drafts[-1] if scan.drafts else None
    opening, who = scan.at(index - 1), scan.at(index - 2)
    if last is None or last.form != "ratio" or opening is None or opening.lower != "(":
        return False
    if who is None or who.kind != "actor" or last.measure != "population":
        return False
    kind = ("population", "level", "count", 1.0)
    noun = Noun(start=0, end=0, measure="population")
    add(scan, index, noun, (party(scan, who.mentions), NOBODY), kind)
    return True


def _counted(
    scan: Scan, index: int, noun: str | None
) -> tuple[str | None, tuple[Mention, ...], int]:
    """The measure counted, whose people they are ("Chinese tourists"), and where the noun ends."""
    at = index + 1
    item = scan.at(at)
    if item is not None and item.has("p_of"):
        at = skip_right(scan, at + 1)
        item = scan.at(at)
    found = item.noun if item is not None else None
    if found is not None and found.measure in ("troops", "visitors", "refugees", "population"):
        scan.consumed.add(at)
        if found.measure == "troops":
            return found.measure, found.owners, at
        return found.measure, found.owners or found.partners, at
    last = (noun or "").lower().split()
    if last and last[-1] in _COUNTED:
        return _COUNTED[last[-1]], (), index
    return None, (), index


def _population(scan: Scan, index: int, noun: Noun, at: int) -> bool:
    owner, _ = sides(scan, noun, at)
    if owner.id is None:
        return False
    add(scan, index, noun, (owner, NOBODY), ("population", "level", "count", 1.0))
    return True


def _inhabitants(scan: Scan, index: int, link: Link) -> bool:
    if link.actor < 0 or link.verb is not None:
        return False
    owner = subject_at(scan, link.actor)
    noun = Noun(start=0, end=0, measure="population")
    add(scan, index, noun, (owner, NOBODY), ("population", "level", "count", 1.0))
    return owner.id is not None


def _host(
    scan: Scan, what: tuple[str, tuple[Mention, ...], int], link: Link
) -> tuple[Party, Party] | None:
    """Owner and partner: troops belong to their sender, visitors and refugees to the host."""
    measure, who, end = what
    people = party(scan, who)
    noun = scan.noun(end)
    place = party(scan, noun.host) if noun is not None and noun.host else _place(scan, end)
    subject = subject_at(scan, link.actor) if link.actor >= 0 else NOBODY
    if measure == "troops" and _CASUALTIES.search(scan.sentence.text):
        return None
    if measure == "troops":
        if people is NOBODY:
            people, subject = subject, NOBODY
        place = place if place is not NOBODY else subject
        return (people, place) if people.id and place.id and people.id != place.id else None
    host = place if place is not NOBODY else subject
    if people is NOBODY:
        people = _origin(scan, end)
        host = subject if subject is not NOBODY else host
    if host.id is None or host.id == people.id:
        return None
    return host, people


def _place(scan: Scan, end: int) -> Party:
    """The state after "in", "to" or "visited" that follows the counted noun."""
    at = end + 1
    while (item := scan.at(at)) is not None and at < end + 6:
        target = scan.at(skip_right(scan, at + 1))
        if item.has("p_in", "p_to", "v_visit") and target is not None and target.kind == "actor":
            return party(scan, target.mentions)
        if item.lower in (",", ";", "."):
            break
        at += 1
    return NOBODY


def _origin(scan: Scan, end: int) -> Party:
    item = scan.at(end + 1)
    target = scan.at(end + 2)
    if item is not None and item.has("p_from") and target is not None and target.kind == "actor":
        return party(scan, target.mentions)
    return NOBODY
