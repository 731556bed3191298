"""Membership as a dated fact: joining, leaving, being a member, a candidate, a dialogue partner.

Three kinds of date must not be confused, and the claim's `period` says which: `1998` is the date of
joining (or, with position `left`, of leaving); `asof:2015` says that the status held then;
`unspecified` that the text speaks of its own present. "joined the EU in imposing sanctions" and
"left EU leaders with no choice" are no memberships.
"""

import re
from collections.abc import Iterator

from visavis.model.claims import Claim, Modality
from visavis.reading.facts_manner import Manner, manner_of
from visavis.reading.facts_membership_dates import (
    age_doubts,
    date_doubts,
    decor_doubts,
    passing_doubts,
    premise_of,
)
from visavis.reading.facts_membership_forms import Status, statuses
from visavis.reading.facts_membership_when import (
    bound_doubts,
    date_of_event,
    date_of_status,
    stray_doubts,
)
from visavis.reading.facts_membership_words import WANTING
from visavis.reading.facts_scene import Scene
from visavis.reading.lexis import When
from visavis.reading.patterns import lazy

__all__ = ["membership_claims"]


_OPEN_GERUND = lazy(
    r"\b(?:before|without|of|for|from|about|against|towards?|by|on|in|to|considering)\s+$",
    re.IGNORECASE,
)
_UNDER_WAY = lazy(r"\b(?:is|are|was|were|be|been|'s|'re)\s+(?:\w+ly\s+|not\s+)?$", re.IGNORECASE)
_AGAIN = lazy(r"\b(?:re-?join|re-?enter|return)", re.IGNORECASE)
_ORDINAL = lazy(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\d{1,3}(?:st|nd|rd|th))\s+(?:\w+\s+){0,2}?members?\b",
    re.IGNORECASE,
)
_AHEAD = lazy(
    r"\b(?:after|when|once|until|before|as soon as|by the time)\b[^,;]{0,40}$", re.IGNORECASE
)


def membership_claims(scene: Scene) -> Iterator[Claim]:
    """Claims that a state joined, left or stood in some relation to a group, in text order."""
    earlier: list[Status] = []
    for group in scene.groups:
        for status in statuses(scene, group, earlier):
            earlier.append(status)
            yield _claim(scene, status)


def _claim(scene: Scene, status: Status) -> Claim:
    shared = scene.inherits(status.start) or status.start == status.group.start
    first = status.start if shared else min(status.subject.start, status.start)
    left = min(first, status.group.start)
    inside = status.subject.end <= status.start
    when = _date(scene, status)
    right = max(status.end, status.group.end, 0 if shared else status.subject.end)
    if when is not None and right <= when.start - scene.base <= right + 12:
        right = when.end - scene.base
    manner = manner_of(
        scene, status.subject.end if inside else status.start, status.start, status.end
    )
    period = _period(scene, status, when)
    negated = _negated(scene, status, manner)
    return Claim(
        quote=scene.document.text[scene.base + left : scene.base + right],
        start=scene.base + left,
        end=scene.base + right,
        measure="membership",
        form="status",
        subject=status.subject.code,
        partner=status.group.code,
        unit="status",
        position=status.kind,
        period=period,
        period_from="none" if period == "unspecified" else "sentence",
        modality=_modality(scene, status, manner),
        polarity="negated" if negated else "affirmed",
        asserted=manner.asserted and _modality(scene, status, manner) == "actual",
        attribution=manner.attribution,
        premise=premise_of(status.decor) if status.kind in ("member", "left") else None,
        sentence=(scene.sentence.start, scene.sentence.end),
        ambiguous=(
            *status.subject.ambiguous,
            *_reopened(scene, status),
            *_ranked(scene, status),
            *_other_date(status, period),
            *_stray(scene, status, when),
            *_old_text(scene, status, period, negated),
            *_past(scene, status, period),
        ),
    )


def _date(scene: Scene, status: Status) -> When | None:
    """The date that the words give to the joining, the leaving or the status."""
    end = max(status.end, status.group.end)
    subject = (status.subject.start, status.subject.end)
    if status.passing and status.subject.start > status.start:
        return None
    if status.subject.start > status.start:
        return date_of_event(
            scene, (status.start, status.start), status.start, max(end, subject[1])
        )
    if status.event != "held" and not status.passing:
        return date_of_event(scene, subject, status.start, end)
    return date_of_status(scene, subject, -1 if status.passing else status.start, end)


def _stray(scene: Scene, status: Status, when: When | None) -> tuple[str, ...]:
    """Doubts on the date of a joining or leaving: a bound, or one that may be of another clause."""
    if status.event == "held" or status.passing:
        return ()
    first = min(status.subject.start, status.start)
    end = max(status.end, status.group.end)
    return (*bound_doubts(when), *stray_doubts(scene, when, first, end))


def _past(scene: Scene, status: Status, period: str) -> tuple[str, ...]:
    """ "was a member when war broke out in 1991" speaks of a day that is not read as its own."""
    if status.passing and status.event == "held" and period == "unspecified":
        others = [when.text for when in scene.sentence.whens if when.text is not None]
        return passing_doubts(status.subject.code, status.group.code, status.kind, others)
    if status.event != "held" or period != "unspecified" or not scene.sentence.whens:
        return ()
    verb = scene.text[status.start : status.end].split(" ", 1)[0].lower()
    return ("measure:date of the text",) if verb in ("was", "were") else ()


def _reopened(scene: Scene, status: Status) -> tuple[str, ...]:
    """A second joining is another event than the first, which tables mostly give alone."""
    again = _AGAIN.search(scene.text[status.start : status.end])
    return ("measure:rejoined",) if again else ()


def _ranked(scene: Scene, status: Status) -> tuple[str, ...]:
    """A place in the order of joining, and a founder's, are more than the membership itself."""
    if status.kind != "member":
        return ()
    words = scene.text[status.start : status.end]
    order = ("measure:ordinal of joining",) if _ORDINAL.search(words) else ()
    return (*order, *decor_doubts(status.decor, status.subject.code, status.group.code))


def _other_date(status: Status, period: str) -> tuple[str, ...]:
    """A joining, or a membership since, that may be dated from another act."""
    if status.kind != "member" or status.event == "left":
        return ()
    return date_doubts(status.subject.code, status.group.code, period)


def _old_text(scene: Scene, status: Status, period: str, negated: bool) -> tuple[str, ...]:
    """ "is not a member" in a text without any date may have been true when it was written."""
    is_dated = period != "unspecified" or scene.document.date is not None
    if is_dated or not negated or status.kind != "member" or status.event == "left":
        return ()
    return age_doubts(status.subject.code, status.group.code)


def _modality(scene: Scene, status: Status, manner: Manner) -> Modality:
    if manner.modality != "actual":
        return manner.modality
    if WANTING.search(scene.text[: status.group.start]):
        return "planned"
    verb = scene.text[status.start : status.end].split(" ", 1)[0].lower()
    before = scene.text[: status.start]
    if verb.endswith("ing") and _UNDER_WAY.search(before):
        return "planned"
    if verb.endswith("ing") and _OPEN_GERUND.search(before):
        return "hypothetical"
    if verb in ("leaves", "leave", "joins", "join", "enters", "quits", "exits"):
        return "planned" if _AHEAD.search(before) else "actual"
    return "actual"


def _negated(scene: Scene, status: Status, manner: Manner) -> bool:
    words = scene.text[status.start : status.group.start]
    return manner.negated or bool(
        re.search(r"\b(?:not|never|no longer|neither)\b|n't\b", words, re.IGNORECASE)
    )


def _period(scene: Scene, status: Status, when: When | None) -> str:
    """`1998` for the date of an event or of "since", `asof:2015` for a status held then."""
    if when is None or when.text is None:
        return "unspecified"
    if status.event != "held" or when.role == "since":
        return when.text
    words = scene.text[status.start : status.end]
    if when.role in ("until", "by", "before", "after", "to"):
        return "unspecified"
    if when.role == "from" or re.search(r"\bsince\b", words):
        return when.text
    return f"asof:{when.text}"
