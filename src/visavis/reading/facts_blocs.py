"""Votes of the members of a group or region: "all EU members", "no African state", "eight of ten".

The trap is a tally that is not the Assembly's: "of the 54 African states, 28 voted for it" counts
African states. Where the words do not fix who is counted, the claim says so and nothing is judged.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from visavis.model.claims import Claim, Written
from visavis.model.groups import group, is_group, members
from visavis.reading.facts_ballots import MAY_VOTE, Ballot, ballot_of
from visavis.reading.facts_manner import manner_of
from visavis.reading.facts_resolutions import known_resolutions
from visavis.reading.facts_scene import Scene
from visavis.reading.facts_wording import digits_or_words
from visavis.reading.patterns import lazy

__all__ = ["bloc_claims", "of_a_bloc"]

_NUMERAL = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_OF = rf"(?:\s+(?:out\s+)?of\s+(?:the\s+|its\s+)?(?:(?P<total>{_NUMERAL})\s+)?)"
_QUANTIFIER = lazy(
    rf"(?:^|[\s,;:(])(?:(?P<none>none\s+of\s+the|not\s+a\s+single|not\s+one|no)\s+|"
    rf"(?P<all>all|every|each\s+of\s+the|each)(?:\s+of)?(?:\s+the)?\s+(?:(?P<size>{_NUMERAL})\s+)?|"
    rf"(?P<count>{_NUMERAL})(?:{_OF}|\s+))?$",
    re.IGNORECASE,
)
_MEMBERS = lazy(
    r"(?:['\u2019]s?)?(?:\s+(?:member[- ]states?|members?|states?|countries|country|nations?|"
    r"governments?|republics?))?",
    re.IGNORECASE,
)
_VERB = lazy(
    r"(?:\s+(?:then|also|had|have|has|all|either|together|duly|in\s+the\s+end))*\s+"
    r"(?:(?P<no>vot(?:ed?|es)\s+(?:\w+ly\s+)?(?:against|no\b)|opposed\s+(?:it|the|this))|"
    r"(?P<yes>vot(?:ed?|es)\s+(?:\w+ly\s+)?(?:in\s+favou?r|yes\b|for\b)|backed\s+(?:it|the|this)|"
    r"supported\s+(?:it|the|this))|(?P<abstain>abstain(?:ed|s)?\b)|"
    r"(?P<absent>(?:was|were)\s+absent|did\s+not\s+vote\b(?!\s+(?:for|against|in\s+fav))))",
    re.IGNORECASE,
)
_MEASURES = {
    "yes": "un_vote_for", "no": "un_vote_against", "abstain": "un_vote_abstain",
    "absent": "un_vote_absent",
}  # fmt: skip
_OF_THE = lazy(
    rf"(?:^|[;,]\s)\s*(?:out\s+of|of|among)\s+(?:all\s+)?(?:the\s+)?(?:(?P<total>{_NUMERAL})\s+)?$",
    re.IGNORECASE,
)


Numbers = Sequence[tuple[int, float]]
"""Numbers of votes in a sentence: where each stands, and how many."""


@dataclass(frozen=True, slots=True)
class _Bloc:
    """A group or region whose members vote; offsets in the scene."""

    id: str
    start: int
    end: int
    """Where "members" or "states" after the name ends."""


def bloc_claims(scene: Scene) -> Iterator[Claim]:
    """Claims of how all, none or so many members of a group voted, in text order."""
    if not MAY_VOTE.search(scene.quoted):
        return
    for bloc in _blocs(scene):
        verb = _VERB.match(scene.text, bloc.end)
        ballot = ballot_of(scene, verb.start()) if verb else None
        if verb is None or ballot is None:
            continue
        found = _QUANTIFIER.search(scene.text[: bloc.start])
        if found is not None:
            claim = _claim(scene, bloc, found, verb, ballot)
            if claim is not None:
                yield claim


def of_a_bloc(scene: Scene, claim: Claim, position: int, numbers: Numbers) -> Claim:
    """The tally as it is, or as that of the group which the words before it count.

    Where one of the sentence's `numbers` exceeds the group, the Assembly is counted, unless the
    group is named between that number and this, which stands at `position`.
    """
    for bloc in _blocs(scene):
        if bloc.end > position or claim.value is None or claim.subject != "UNGA":
            continue
        size = _size(bloc.id, claim.resolution)
        head = _OF_THE.search(scene.text[: bloc.start])
        told = digits_or_words(head["total"]) if head and head["total"] else None
        is_sure = head is not None and size is not None and told in (None, size)
        is_sure = is_sure and (told is not None or _is_dated(bloc.id))
        if is_sure:
            return replace(claim, subject=bloc.id, partner=None)
        whole = [at for at, value in numbers if size is not None and value > size]
        is_apart = all(at < bloc.start for at in whole)
        is_apart = is_apart and not re.search(r"[,;:]", scene.text[bloc.end : position])
        if whole and not is_apart:
            continue
        return replace(claim, ambiguous=(*claim.ambiguous, f"measure:tally of {bloc.id}"))
    return claim


def _blocs(scene: Scene) -> list[_Bloc]:
    """Groups and regions that stand for their members, in text order."""
    found: list[_Bloc] = []
    for mention in scene.mentions:
        if mention.id is None or not is_group(mention.id) or mention.id == "UN":
            continue
        start, end = mention.start - scene.base, mention.end - scene.base
        if scene.text[end : end + 1] == "-":
            continue
        noun = _MEMBERS.match(scene.text, end)
        found.append(_Bloc(mention.id, start, noun.end() if noun else end))
    return found


def _claim(
    scene: Scene, bloc: _Bloc, said: re.Match[str], verb: re.Match[str], ballot: Ballot
) -> Claim | None:
    position = next(name for name in _MEASURES if verb[name] is not None)
    numeral = said["none"] or said["count"]
    value = 0 if said["none"] else digits_or_words(said["count"] or "")
    if said["count"] and value is None:
        return None
    start, end = _start(said, bloc), verb.end()
    manner = manner_of(scene, bloc.end, verb.start(), end)
    quote = scene.document.text[scene.base + start : scene.base + end]
    counted = numeral is not None
    known = ballot.measure_is_known
    return Claim(
        quote=quote,
        start=scene.base + start,
        end=scene.base + end,
        measure=(_MEASURES[position] if counted else "vote_position") if known else "other",
        form="count" if counted else "position",
        subject=bloc.id,
        value=float(value) if counted and value is not None else None,
        unit="count" if counted else position,
        position=None if counted else position,
        written=Written(numeral="0" if said["none"] else numeral) if numeral else None,
        resolution=ballot.resolution,
        period=ballot.period,
        period_from=ballot.period_from,
        modality=manner.modality,
        polarity=manner.polarity if not said["none"] else "affirmed",
        asserted=manner.asserted,
        attribution=manner.attribution,
        premise=ballot.premise,
        sentence=(scene.sentence.start, scene.sentence.end),
        ambiguous=(*ballot.doubts, *_doubts(scene, bloc, said, ballot)),
    )


def _start(said: re.Match[str], bloc: _Bloc) -> int:
    """Where the words of quantity begin; the bloc itself where there are none."""
    starts = [said.start(name) for name in ("none", "all", "count") if said[name] is not None]
    return min(starts, default=bloc.start)


def _doubts(scene: Scene, bloc: _Bloc, said: re.Match[str], ballot: Ballot) -> tuple[str, ...]:
    """What stays open: how many of them are meant, or which states make up a region."""
    if not (said["none"] or said["all"] or said["count"]):
        return ("measure:how many members",)
    if re.search(r"\b(?:not|nearly|almost|virtually|about|over|than|some|least)\s+$",
                 scene.text[: _start(said, bloc)], re.IGNORECASE):  # fmt: skip
        return ("measure:how many members",)
    told = said["total"] or said["size"]
    size = _size(bloc.id, ballot.resolution)
    if told is not None and digits_or_words(told) != size:
        return (f"measure:members of {bloc.id}",)
    if told is None and not _is_dated(bloc.id):
        return (f"measure:members of {bloc.id}",)
    return ()


def _is_dated(identifier: str) -> bool:
    """Whether the members are a matter of record, not of usage as in a region."""
    found = group(identifier)
    return found.kind != "region" and found.complete


def _size(identifier: str, resolution: str | None) -> int | None:
    """How many members the group had on the day of the vote, if that day is known."""
    days: set[date] = {r.held_on for r in known_resolutions() if r.symbol == resolution}
    return len(members(identifier, min(days))) if len(days) == 1 else None
