"""Ideal points in the Assembly's votes: "the ideal point of India in 2013/14 was -0.60".

The trap is the second number. A sentence that gives several scores, or names more states than it
gives scores for, is left alone: which belongs to which is not guessed.
"""

import re
from collections.abc import Iterator

from visavis.model.claims import Claim, Written
from visavis.reading.facts_manner import manner_of
from visavis.reading.facts_scene import Scene
from visavis.reading.facts_sessions import session_of
from visavis.reading.patterns import lazy

__all__ = ["ideal_point_claims"]

_PHRASE = lazy(r"\bideal[- ]points?\b", re.IGNORECASE)
_DISTANCE = lazy(r"\b(?:distances?|gap|apart|difference)\b", re.IGNORECASE)
_SCORE = lazy(
    r"(?:(?P<lead>of|was|were|is|are|at|to|about|around|roughly|equal(?:s|led)?|:|,|\()\s*)"
    r"(?P<number>(?:[-\u2212\u2013+]|minus |plus )?\d{1,2}\.\d{1,3})(?![\d%]|\s?(?:%|per ?cent|"
    r"percent|points?|million|billion|times))",
    re.IGNORECASE,
)
_ANY_NUMBER = lazy(r"\d+\.\d+")
_MINUS = ("-", "\u2212", "\u2013", "minus ")
_APPROXIMATE = ("about", "around", "roughly")
_BOUND = lazy(
    r"\b(?:over|above|below|under|more than|less than|at least|at most|nearly|almost|between|"
    r"by|up to|just|up|down)\s+(?:[-\u2212\u2013+]|minus |plus )?\d",
    re.IGNORECASE,
)


def ideal_point_claims(scene: Scene) -> Iterator[Claim]:
    """The claim of a sentence with one score and the one state (for a distance: two) it is of."""
    phrase = _PHRASE.search(scene.quoted)
    if phrase is None or _BOUND.search(scene.quoted):
        return
    scores = list(_SCORE.finditer(scene.quoted))
    if len(scores) != 1 or len(_ANY_NUMBER.findall(scene.quoted)) != 1:
        return
    states = _states(scene)
    is_distance = _DISTANCE.search(scene.quoted) is not None
    if states is None or len(states) != (2 if is_distance else 1):
        return
    yield _claim(scene, phrase, scores[0], states)


def _claim(
    scene: Scene, phrase: re.Match[str], score: re.Match[str], states: tuple[str, ...]
) -> Claim:
    start, end = min(phrase.start(), score.start("number")), max(phrase.end(), score.end("number"))
    session, when = session_of(scene), scene.only_date()
    period = session.text if session else when.text if when and when.text else "unspecified"
    written = " ".join(score["number"].split())
    amount = float(re.sub(r"[^\d.]", "", written))
    hedge = score["lead"].lower() if score["lead"].lower() in _APPROXIMATE else None
    manner = manner_of(scene, start, start, end)
    return Claim(
        quote=scene.document.text[scene.base + start : scene.base + end],
        start=scene.base + start,
        end=scene.base + end,
        measure="ideal_point" if len(states) == 1 else "ideal_distance",
        form="level",
        subject=states[0],
        partner=states[1] if len(states) == 2 else None,
        value=-amount if score["number"].lower().startswith(_MINUS) else amount,
        unit="score",
        qualifier="~" if hedge else "=",
        written=Written(numeral=written, hedge=hedge),
        period=period,
        period_from="none" if period == "unspecified" else "sentence",
        modality=manner.modality,
        polarity="negated" if manner.negated else "affirmed",
        asserted=manner.asserted,
        attribution=manner.attribution,
        sentence=(scene.sentence.start, scene.sentence.end),
    )


def _states(scene: Scene) -> tuple[str, ...] | None:
    """The states that the sentence names, in order; None where a name is open or a group."""
    found: list[str] = []
    for mention in scene.mentions:
        if mention.kind in ("group", "region") and mention.id == "UN":
            continue
        if mention.id is None or mention.kind in ("group", "region"):
            return None
        if mention.id not in found:
            found.append(mention.id)
    return tuple(found)
