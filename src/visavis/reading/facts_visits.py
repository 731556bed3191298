"""Visits: that somebody travelled to a state, or how often.

The trap is the way: "Kerry's visits to Russia" are the United States' visits, partner Russia;
"visits by Putin to China" are Russia's, partner China. The host is a place and never travels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from visavis.model.claims import Claim, Written
from visavis.reading.facts_leaders import Traveller, traveller_before, travellers
from visavis.reading.facts_manner import manner_of
from visavis.reading.facts_scene import Scene
from visavis.reading.facts_times import HEDGE_WORDS, HEDGES, Times, find_times
from visavis.reading.facts_wording import digits_or_words
from visavis.reading.lexis import Mention, When
from visavis.reading.patterns import lazy

__all__ = ["visit_claims"]

_ADJECTIVES = (
    r"(?:\s+(?:official|state|working|historic|brief|landmark|foreign|surprise|separate|bilateral|"
    r"high-level|presidential|overseas|first|second|third|last|[\w]+-day|rare|unannounced))*"
)
_NUMBER = r"(?P<number>\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_MADE = lazy(
    r"\b(?:made|paid|undertook|makes|pays|make|pay|making|paying|completed|took)\s+"
    rf"(?:(?P<hedge>{HEDGE_WORDS})\s+)?(?:a total of\s+)?{_NUMBER}{_ADJECTIVES}\s+"
    r"(?P<noun>visits?|trips?|journeys?)\s+to\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WENT = lazy(
    r"\b(?:visit(?:ed|s|ing)?|(?:travel(?:l)?(?:ed|s|ing)?|flew|went|journeyed|flies|goes)\s+to|"
    r"tour(?:ed|ing)|arrived in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_POSSESSED = lazy(
    rf"['\u2019]s?\s+(?:{_NUMBER}\s+)?{_ADJECTIVES}\s*(?P<noun>visits?|trips?)\s+to\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BY = lazy(
    rf"\b{_NUMBER}{_ADJECTIVES}\s+(?P<noun>visits?|trips?)\s+(?:(?:were|was)\s+(?:made|paid)\s+)?"
    r"to\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BY_WHOM = lazy(r"\s*(?:by|from)\s+(?:the\s+)?")
_NOBODY = re.compile(r"\b(?:no|not a single|none of the|neither)\s+(?:\w+\s+)?$", re.IGNORECASE)
_UP_TO = lazy(r"\s+(?:since|until|till|before)\s+(?:\w+\s+)?[A-Z]")
_RELATED = lazy(r"\b(?:since|until|till|before|after)\s+[^\s,;][^,;]*$", re.IGNORECASE)
_BOUNDS = ("since", "until", "before", "after", "by", "from", "to")
_HOSTS = ("state", "former", "capital", "seat")
_IN_GENERAL = "leaders"
"""The role of "Chinese leaders", which narrows nothing down that lists of leaders count."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """One statement of travel; offsets in the scene."""

    start: int
    end: int
    act: int
    """Where the verb or noun of travel begins."""
    traveller: Traveller
    hosts: tuple[str, ...]
    number: Times | None


def visit_claims(scene: Scene) -> Iterator[Claim]:
    """Claims that somebody travelled to a state, with the number of visits where given."""
    done = -1
    for mention in scene.mentions:
        start = mention.start - scene.base
        if start < done or mention.id is None or mention.kind not in _HOSTS:
            continue
        visit = _visit(scene, mention)
        if visit is None or visit.traveller.state in visit.hosts:
            continue
        done = visit.end
        yield _claim(scene, visit)


def _visit(scene: Scene, mention: Mention) -> _Visit | None:
    start = mention.start - scene.base
    if re.match(r"['\u2019]", scene.text[mention.end - scene.base :]):
        return None
    head = scene.text[:start]
    if not _may_be_visited(head):
        return None
    hosts, end = _hosts(scene, mention)
    made, went = _MADE.search(head), _WENT.search(head)
    owned, listed = _POSSESSED.search(head), _BY.search(head)
    if made or went:
        verb = made or went
        traveller = traveller_before(scene, verb.start()) if verb else None
    elif owned:
        verb = owned
        ending = [one for one in travellers(scene) if one.end == owned.start()]
        traveller = ending[-1] if ending else None
    elif listed:
        verb = listed
        traveller = _named_after(scene, end)
    else:
        return None
    if traveller is None or verb is None:
        return None
    number = _number(verb)
    times = next(find_times(scene, end, len(scene.text)), None)
    if number is None and times is not None and not scene.text[end : times.start].strip():
        number, end = times, times.end
    if listed and not made:
        end = max(end, traveller.end)
    start = min(verb.start(), traveller.start)
    return _Visit(start, end, verb.start(), traveller, hosts, number)


_LAST_WORDS = ("to", "in", "visit", "visits", "visited", "visiting", "toured", "touring")
"""One of these stands before the host in each of the four patterns, but for an article."""


def _may_be_visited(head: str) -> bool:
    """Whether the words before a name can be the end of a pattern: the quick look at the last."""
    words = head.rsplit(maxsplit=2)
    if words and words[-1].lower() == "the":
        del words[-1]
    return bool(words) and words[-1].lower().endswith(_LAST_WORDS)


def _number(verb: re.Match[str]) -> Times | None:
    """The number of visits, None for "a visit" and for words that are no number."""
    numeral = verb.groupdict().get("number")
    value = digits_or_words(numeral) if numeral else None
    if numeral is None or value is None:
        return None
    words = verb.groupdict().get("hedge")
    hedge = " ".join(words.lower().split()) if words else None
    qualifier = HEDGES[hedge] if hedge else "="
    written = Written(numeral=numeral, hedge=hedge)
    return Times(verb.start("number"), verb.end("number"), float(value), qualifier, written)


def _hosts(scene: Scene, mention: Mention) -> tuple[tuple[str, ...], int]:
    """The hosts listed from `mention` on, and where the list ends."""
    start = mention.start - scene.base
    party = scene.party_at(start)
    if party is not None and party.ids and mention.id == party.ids[0]:
        return party.ids, party.end
    return (mention.id or "",), mention.end - scene.base


def _named_after(scene: Scene, end: int) -> Traveller | None:
    link = _BY_WHOM.match(scene.text, end)
    if link is None:
        return None
    return next((one for one in travellers(scene) if one.start == link.end()), None)


def _claim(scene: Scene, visit: _Visit) -> Claim:
    start, end = visit.start, visit.end
    when = scene.date_of(visit.traveller.end, end, start)
    if when is not None and end <= when.start - scene.base <= end + 12:
        end = when.end - scene.base
    manner = manner_of(scene, visit.traveller.end, max(visit.traveller.end, visit.act), visit.end)
    negated = manner.negated or _NOBODY.search(scene.text[: visit.traveller.start]) is not None
    number = visit.number
    is_since = _is_since(scene, visit, when)
    period, origin = _period(visit, when)
    if is_since:
        period, origin = "unspecified", "none"
    return Claim(
        quote=scene.document.text[scene.base + start : scene.base + end],
        start=scene.base + start,
        end=scene.base + end,
        measure="visits",
        form="status" if number is None else "count",
        subject=visit.traveller.state,
        partner="|".join(visit.hosts),
        value=None if number is None else number.value,
        unit="count",
        qualifier="=" if number is None else number.qualifier,
        written=None if number is None else number.written,
        position=_role(visit),
        period=period,
        period_from=origin,
        modality=manner.modality,
        polarity="negated" if negated else "affirmed",
        asserted=manner.asserted,
        attribution=manner.attribution,
        sentence=(scene.sentence.start, scene.sentence.end),
        ambiguous=(*_open(visit, is_since), *_edges(when, negated)),
    )


def _open(visit: _Visit, is_since: bool) -> tuple[str, ...]:
    """What the words leave open or narrow down beyond a pair of states and a period."""
    role = _role(visit)
    person = (f"measure:traveller {role}",) if role and role != _IN_GENERAL else ()
    return (*person, "measure:window since") if is_since else person


def _is_since(scene: Scene, visit: _Visit, when: When | None) -> bool:
    """Whether the visits are counted from or up to a date or another's visit.

    In "has visited Iran since Jimmy Carter in 1977" the year is that of the other visit.
    """
    if _UP_TO.match(scene.text, visit.end) or (when is not None and when.role in _BOUNDS):
        return True
    if when is None:
        return False
    left = when.start - scene.base
    return (left >= visit.end and _RELATED.search(scene.text[visit.end : left]) is not None) or (
        left < visit.start and _RELATED.search(scene.text[:left]) is not None
    )


def _edges(when: When | None, negated: bool) -> tuple[str, ...]:
    """ "No visit between 1978 and 2000" may leave out both years, in which there were visits."""
    is_open = negated and when is not None and when.text is not None and ".." in when.text
    return ("measure:first and last year",) if is_open else ()


def _role(visit: _Visit) -> str | None:
    """The office; of visitors to the United States `leader`, as the list of such visits has it."""
    role = visit.traveller.role
    is_guest = visit.hosts == ("USA",) and role in ("head_of_state", "prime_minister")
    return "leader" if is_guest else role


def _period(
    visit: _Visit, when: When | None
) -> tuple[str, Literal["sentence", "context", "document", "none"]]:
    """The date in the sentence, else the term of office of a known leader.

    "since 2013" has no end in the text: it is left open.
    """
    if when is not None and when.text is not None:
        return ("unspecified", "none") if when.role == "since" else (when.text, "sentence")
    leader = visit.traveller.leader
    if leader is not None and leader.end is not None:
        return f"{leader.start}..{leader.end}", "context"
    return "unspecified", "none"
