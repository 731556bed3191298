"""How named states voted: in favour, against, abstaining, absent.

The trap: staying away is `absent`, never `abstain`, and "did not vote against" is no vote for. A
vote of another body than the General Assembly is kept as `other` with the organ in `ambiguous`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from visavis.model.claims import Claim
from visavis.reading.facts_ballots import MAY_VOTE, Ballot, ballot_of
from visavis.reading.facts_manner import is_urged, manner_of
from visavis.reading.facts_scene import Party, Scene
from visavis.reading.facts_wording import spaced
from visavis.reading.patterns import lazy

__all__ = ["vote_claims"]

_MODIFIERS = r"(?:\s+(?!and\b|but\b|while\b)[\w'\u2019-]+){0,3}?"
_OBJECT = (
    r"\s+(?:the|a|an|this|that|such a|its|their|every|any)?\s*(?:[\w.'\u2019-]+\s+){0,5}?"
    r"(?:resolution|motion|text|draft|measure)s?\b"
)
_TO_ACT = (
    r"to\s+(?:condemn|denounce|suspend|demand|adopt|approve|endorse|back|support|recogni[sz]e|"
    r"call|urge|deplore|expel|remove|grant|upgrade|ask|request|restore|admit|affirm|uphold)"
)
_NOT_TIME = r"(?!\s+(?:the\s+)?(?:first|second|third|last|\w+ (?:years|time|times)))"
_VOTE = r"(?:vot(?:ed?|es|ing)|cast (?:its|their|a) (?:votes?|ballots?))"
_LEXICON: tuple[tuple[str, str, bool], ...] = (
    ("absent", rf"(?:forgot|failed|omitted|neglected) to (?:vote|cast)(?!{_MODIFIERS}\s+(?:for|"
     rf"against|in favou?r|to|no|yes))", False),
    ("absent", rf"(?:did not|didn't|did n't|does not|refused to|declined to|chose not to|"
     rf"opted not to) (?:vote|cast (?:a|its|their) (?:vote|ballot))s?(?!{_MODIFIERS}\s+(?:for|"
     rf"against|in favou?r|to|no|yes|with))", False),
    ("absent", r"(?:was|were|stayed|stays|stay|remained|being) (?:absent|away)(?! from (?:school|"
     r"work|home))", False),
    ("absent", r"(?:skipped|missed|boycotted) the (?:\w+ )?vote", False),
    ("absent", r"(?:did not|didn't) (?:take part|participate) in the (?:\w+ )?(?:vote|voting)"
     r"|(?:was|were) not present(?: for the vote)?", False),
    ("no", rf"{_VOTE}{_MODIFIERS}\s+(?:against|no\b)", False),
    ("yes", rf"{_VOTE}{_MODIFIERS}\s+(?:in favou?r|yes\b|in support|for\b{_NOT_TIME}|{_TO_ACT})",
     False),
    ("abstain", r"abstain(?:ed|s|ing)?\b(?! from (?!the vote|voting|a vote|it\b))|"
     r"abstentions? (?=by|from|of|came|were|included)", False),
    ("no", rf"(?:oppos(?:ed|es|ing)|reject(?:ed|s|ing)?){_OBJECT}", False),
    ("yes", rf"(?:back(?:ed|s|ing)?|support(?:ed|s|ing)?|endors(?:ed|es|ing)|"
     rf"approv(?:ed|es|ing)){_OBJECT}", False),
)  # fmt: skip
_VERBS = tuple((position, spaced(rf"\b(?:{words})")) for position, words, _ in _LEXICON)
_AFTER = lazy(
    r"(?:(?:\s+[\w-]+){0,3}\s+(?:were|was|are|is|included?|includes|came from|from|by|of)|"
    r",?\s*(?:including|among them|notably|such as)|:|\s*\((?:\s*including)?)\s*(?:only\s+)?"
    r"(?:the\s+|both\s+)?"
)
_AMONG = lazy(
    r"\b(?:among|those|(?:countries|states|nations|members)\s+(?:that|which|to))\b[^,;:]{0,60}$",
    re.IGNORECASE,
)
_LONG_AFTER = lazy(r"[^;:]{0,90}?\b(?:were|was|are|is|included?|includes)\s+(?:the\s+|both\s+)?")
_JOINED = lazy(r"\s+(?:had |also )?(?:joined|sided with|followed)\s+(?:the\s+)?$")
_IN_VOTING = lazy(r"\s+(?:in|and|by|when|to)\s+(?:\w+ly\s+)?$")

_TOPIC = lazy(
    r"\b(?:on|over|about|against|concerning|regarding|towards?|around|between|near|beside|unlike|"
    r"bordering|behind)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name that a text speaks about: "a resolution on Ukraine, having abstained before"."""

_RELATIVE = lazy(r"\s*,?\s*(?:both\s+of\s+|all\s+of\s+)?(?:which|who)\s+(?:\w+\s+)?")
"""Between such a name and its own verb: "unlike Belarus, which voted against"."""

_INFINITIVE = lazy(r"(?:vote|abstain|support|back|oppose|reject|endorse|approve)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Vote:
    start: int
    end: int
    position: str
    voters: Party


def vote_claims(scene: Scene) -> Iterator[Claim]:
    """Claims of how named states voted, in text order."""
    if not MAY_VOTE.search(scene.quoted):
        return
    for event in _events(scene):
        ballot = ballot_of(scene, event.start, event.end)
        if ballot is not None:
            yield _position_claim(scene, event, ballot)


def _events(scene: Scene) -> list[_Vote]:
    """Verbs of voting with their voters; a verb without any is dropped."""
    spans: list[tuple[int, int, str]] = []
    for position, pattern in _VERBS:
        for found in pattern.finditer(scene.text):
            if not any(found.start() < end and start < found.end() for start, end, _ in spans):
                spans.append((found.start(), found.end(), position))
    events: list[_Vote] = []
    urged = False
    for start, end, position in sorted(spans):
        actor = scene.actor_before(start)
        if actor is not None and is_urged(scene.text[actor.end : start]):
            urged, actor = True, None
        elif urged and (actor is None or actor.start not in {p.start for p in scene.parties}):
            continue
        voters = _voters(scene, (start, end), actor, events)
        if voters is not None:
            events.append(_Vote(start, end, position, voters))
    return events


def _voters(
    scene: Scene, span: tuple[int, int], actor: Party | None, events: list[_Vote]
) -> Party | None:
    """Who votes by the verb at `span`, whose grammatical subject is `actor`."""
    start, end = span
    if actor is not None and _TOPIC.search(scene.text, 0, actor.start):
        actor = actor if _RELATIVE.fullmatch(scene.text, actor.end, start) else None
    listed = _listed_after(scene, end)
    if listed is not None and not scene.text[start:end].lower().startswith(("oppos", "reject")):
        return listed
    party = actor
    if party is None:
        party = _in_company(scene, start)
    if party is None and scene.inherits(start) and not _INFINITIVE.match(scene.text, start):
        party = events[-1].voters if events else scene.first_actor()
    if party is None or not set(party.kinds) <= {
        "state",
        "former",
        "capital",
        "seat",
        "adjective",
        "demonym",
    }:
        return None
    return party


def _listed_after(scene: Scene, end: int) -> Party | None:
    """Voters named after the verb: "those abstaining were X and Y", "141 in favour, including"."""
    pattern = _LONG_AFTER if _AMONG.search(scene.text[:end]) else _AFTER
    for party in scene.parties:
        if party.start >= end and party.ids:
            return party if pattern.fullmatch(scene.text, end, party.start) else None
    return None


def _in_company(scene: Scene, start: int) -> Party | None:
    """Voters of "Belarus joined Russia in voting against"."""
    inner = [
        p
        for p in scene.parties
        if p.end <= start and _IN_VOTING.fullmatch(scene.text, p.end, start)
    ]
    for companion in inner:
        for party in scene.parties:
            if party.end < companion.start and _JOINED.fullmatch(
                scene.text, party.end, companion.start
            ):
                ids = (*party.ids, *(i for i in companion.ids if i not in party.ids))
                return Party(party.start, companion.end, ids, party.ambiguous, party.kinds)
    return None


def _position_claim(scene: Scene, event: _Vote, ballot: Ballot) -> Claim:
    voters = event.voters
    inside = voters.start < event.start
    subject_end = voters.end if inside else event.start
    manner = manner_of(scene, subject_end, event.start, event.end)
    negated = manner.negated and event.position != "absent"
    shared = inside and scene.inherits(event.start)
    left = event.start if shared else min(voters.start, event.start)
    right = max(voters.end, event.end)
    text = scene.document.text[scene.base + left : scene.base + right]
    return Claim(
        quote=text,
        start=scene.base + left,
        end=scene.base + right,
        measure="vote_position" if ballot.measure_is_known else "other",
        form="position",
        subject=voters.code,
        unit=event.position,
        position=event.position,
        resolution=ballot.resolution,
        period=ballot.period,
        period_from=ballot.period_from,
        modality=manner.modality,
        polarity="negated" if negated else "affirmed",
        asserted=manner.asserted,
        attribution=manner.attribution,
        premise=ballot.premise,
        sentence=(scene.sentence.start, scene.sentence.end),
        ambiguous=(*voters.ambiguous, *ballot.doubts),
    )
