"""Membership as a dated fact: joining, leaving, being a member, a candidate, a dialogue partner.

Three kinds of date must not be confused, and the claim's `period` says which: `1998` is the date of
joining (or, with position `left`, of leaving); `asof:2015` says that the status held then;
`unspecified` that the text speaks of its own present. "joined the EU in imposing sanctions" and
"left EU leaders with no choice" are no memberships.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from visavis.model.claims import Claim, Modality
from visavis.reading.facts_manner import Manner, manner_of
from visavis.reading.facts_membership_dates import age_doubts, date_doubts, founder_doubts
from visavis.reading.facts_membership_words import (
    AFTER_ROLE,
    AFTER_STATUS,
    APPLIED,
    APPLIED_FOR,
    APPOSED,
    APPOSED_CANDIDATE,
    APPOSITION,
    AS_ROLE,
    BECAME,
    BELONGS,
    CANDIDATE_FOR,
    COPULA,
    EXPELLED,
    FOLLOWS_NAME,
    FREE_TRADE,
    GAINED,
    IN_COMPANY,
    IS,
    JOINED,
    LEFT,
    NOUN_JOINED,
    NOUN_LEFT,
    NOUNS,
    PART_OF,
    RELATIVE,
    STATUS_KINDS,
    WANTING,
)
from visavis.reading.facts_scene import Party, Scene
from visavis.reading.lexis import When
from visavis.reading.patterns import lazy

__all__ = ["membership_claims"]


_OPEN_GERUND = lazy(
    r"\b(?:before|without|of|for|from|about|against|towards?|by|on|in|to|considering)\s+$",
    re.IGNORECASE,
)
_SHARED = lazy(
    r"\s*,?\s*(?:and|then|followed\s+by)\s+(?:(?:then|later|also|finally)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_AGAIN = lazy(r"\b(?:re-?join|re-?enter|return)", re.IGNORECASE)
_ORDINAL = lazy(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\d{1,3}(?:st|nd|rd|th))\s+(?:\w+\s+){0,2}?members?\b",
    re.IGNORECASE,
)
_AHEAD = lazy(
    r"\b(?:after|when|once|until|before|as soon as|by the time)\b[^,;]{0,40}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Status:
    """One statement about a state and a group, offsets in the scene."""

    start: int
    end: int
    subject: Party
    group: Party
    kind: str
    event: Literal["joined", "left", "held"]
    founding: bool = False


def membership_claims(scene: Scene) -> Iterator[Claim]:
    """Claims that a state joined, left or stood in some relation to a group, in text order."""
    earlier: list[_Status] = []
    for group in scene.groups:
        for status in _statuses(scene, group, earlier):
            earlier.append(status)
            yield _claim(scene, status)


def _statuses(scene: Scene, group: Party, earlier: list[_Status]) -> Iterator[_Status]:
    if re.search(r"\bnon-$", scene.text[: group.start], re.IGNORECASE):
        return
    found = (
        _by_words_before(scene, group, earlier)
        or _by_words_after(scene, group, earlier)
        or _by_relative(scene, group)
        or _by_sharing(scene, group, earlier)
    )
    if found is not None:
        yield found
    prefixed = _prefixed(scene, group)
    if prefixed is not None and (found is None or found.subject.start != prefixed.subject.start):
        yield prefixed


def _by_words_before(scene: Scene, group: Party, earlier: list[_Status]) -> _Status | None:
    """`X joined G`, `X is a member of G`, `X, a founding member of G`, `X left G`."""
    head = scene.text[: group.start]
    if re.match(r"['\u2019]", scene.text[group.end :]):
        return None
    patterns: tuple[tuple[re.Pattern[str], str, Literal["joined", "left", "held"]], ...] = (
        (APPLIED, "applicant", "joined"),
        (WANTING, "member", "joined"),
        (JOINED, "member", "joined"),
        (NOUN_JOINED, "member", "joined"),
        (BECAME, "", "joined"),
        (IS, "", "held"),
        (LEFT, "left", "left"),
        (NOUN_LEFT, "left", "left"),
        (EXPELLED, "left", "left"),
        (FREE_TRADE, "free_trade_partner", "held"),
        (APPOSED, "", "held"),
        (PART_OF, "member", "held"),
        (BELONGS, "member", "held"),
    )
    for pattern, usual, event in patterns:
        verb = pattern.search(head)
        if verb is None:
            continue
        if pattern in (JOINED, LEFT) and not _is_whole_name(scene, group.end):
            return None
        start = verb.start()
        subject = _subject(scene, start, earlier, pattern in (APPOSED, PART_OF))
        if subject is None:
            continue
        kind, end = usual or _kind(verb), group.end
        role = AS_ROLE.match(scene.text, end)
        if role and pattern is JOINED:
            kind, end = _kind(role), role.end()
        if pattern is EXPELLED and verb["how"].lower() == "suspended":
            kind = "suspended"
        founding = "found" in (verb.groupdict().get("decor") or verb[0]).lower()
        return _Status(start, end, subject, group, kind, event, founding)
    return None


def _by_words_after(scene: Scene, group: Party, earlier: list[_Status]) -> _Status | None:
    """`X is a G member`, `X, a G member since 1952`, `X became G's tenth member`."""
    head = scene.text[: group.start]
    status = AFTER_STATUS.match(scene.text, group.end)
    if status:
        return _by_status(scene, group, status, earlier)
    role = AFTER_ROLE.match(scene.text, group.end)
    if role is None:
        return None
    verb = COPULA.search(head)
    if verb:
        subject = _subject(scene, verb.start(), earlier, False)
        event: Literal["joined", "held"] = (
            "joined" if verb["verb"].lower().startswith("bec") else "held"
        )
        decor = verb["decor"] + role["decor"]
    else:
        apposed = APPOSITION.search(head)
        if apposed is None:
            return None
        verb, decor, event = apposed, role["decor"], "held"
        subject = _subject(scene, apposed.start(), earlier, True)
    if subject is None:
        return None
    founding = "found" in decor.lower()
    return _Status(verb.start(), role.end(), subject, group, _kind(role), event, founding)


def _by_status(
    scene: Scene, group: Party, status: re.Match[str], earlier: list[_Status]
) -> _Status | None:
    """`X gained EU membership`, `X was granted EU candidate status`, `X applied for ...`."""
    head = scene.text[: group.start]
    kind = STATUS_KINDS[status["status"].lower()]
    rules: tuple[tuple[re.Pattern[str], str, Literal["joined", "held"], bool], ...] = (
        (GAINED, kind, "joined", False),
        (APPLIED_FOR, "applicant", "joined", False),
        (CANDIDATE_FOR, "candidate", "held", False),
        (APPOSED_CANDIDATE, "candidate", "held", True),
    )
    for pattern, position, usual, apposed in rules:
        verb = pattern.search(head)
        if verb is None:
            continue
        subject = _subject(scene, verb.start(), earlier, apposed)
        if subject is None:
            return None
        became = re.search("bec[ao]m", verb[0], re.IGNORECASE) is not None
        event: Literal["joined", "held"] = "joined" if became else usual
        return _Status(verb.start(), status.end(), subject, group, position, event)
    return None


def _by_relative(scene: Scene, group: Party) -> _Status | None:
    """`ASEAN, which Vietnam joined in 1995`."""
    link = RELATIVE.match(scene.text, group.end)
    subject = scene.party_at(link.end()) if link else None
    if subject is None or not subject.ids:
        return None
    verb = re.compile(r"\s+(?:also |later |first )?(joined|left|quit|entered)\b").match(
        scene.text, subject.end
    )
    if verb is None:
        return None
    is_joining = verb[1] in ("joined", "entered")
    return _Status(
        group.start, verb.end(), subject, group, "member" if is_joining else "left",
        "joined" if is_joining else "left",
    )  # fmt: skip


def _by_sharing(scene: Scene, group: Party, earlier: list[_Status]) -> _Status | None:
    """The second group of `X joined the EU in 2007 and Schengen in 2024`."""
    if not earlier or earlier[-1].event == "held" or not _is_whole_name(scene, group.end):
        return None
    last = earlier[-1]
    if not _SHARED.fullmatch(scene.text, max(last.end, last.group.end), group.start):
        return None
    return replace(last, start=group.start, end=group.end, group=group, founding=False)


def _prefixed(scene: Scene, group: Party) -> _Status | None:
    """`NATO member Turkey`, `EU candidate countries Serbia and Montenegro`."""
    role = AFTER_ROLE.match(scene.text, group.end)
    if role is None:
        return None
    position = role.end() + len(re.match(r"\s*", scene.text[role.end() :])[0])  # type: ignore[index]
    subject = scene.party_at(position)
    if subject is None or not subject.ids or position == role.end():
        return None
    if not set(subject.kinds) <= {"state", "former"}:
        return None
    return _Status(group.start, subject.end, subject, group, _kind(role), "held")


def _kind(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return next(kind for kind, _ in NOUNS if groups.get(kind) is not None)


def _is_whole_name(scene: Scene, end: int) -> bool:
    """Whether the group's name ends at `end`: not "EU leaders", not "the EU in condemning"."""
    raw = scene.quoted[end:]
    if IN_COMPANY.match(raw):
        return False
    return FOLLOWS_NAME.match(raw) is not None or FOLLOWS_NAME.match(scene.text[end:]) is not None


def _subject(scene: Scene, position: int, earlier: list[_Status], is_apposed: bool) -> Party | None:
    """The state or states of which the words at `position` speak."""
    if is_apposed:
        return _apposed(scene, position)
    subject = scene.actor_before(position)
    if subject is None and scene.inherits(position):
        subject = earlier[-1].subject if earlier else scene.first_actor()
    if subject is None or not subject.ids or not _states_only(subject):
        return None
    return subject


def _apposed(scene: Scene, position: int) -> Party | None:
    """The party that ends at `position`; of a list its last, unless the words say "members"."""
    ending = [p for p in scene.parties if p.end == position and p.ids]
    if not ending or not _states_only(ending[-1]):
        return None
    is_plural = re.match(r"[^;.]{0,60}?\b(?:members|states|candidates|observers|partners)\b",
                         scene.text[position:])  # fmt: skip
    return ending[-1] if is_plural else scene.last_of(ending[-1])


def _states_only(party: Party) -> bool:
    return set(party.kinds) <= {"state", "former", "adjective", "group"} or not party.kinds


def _claim(scene: Scene, status: _Status) -> Claim:
    shared = scene.inherits(status.start) or status.start == status.group.start
    first = status.start if shared else min(status.subject.start, status.start)
    left = min(first, status.group.start)
    inside = status.subject.end <= status.start
    when = scene.date_of(status.start, max(status.end, status.group.end), first)
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
        premise="founding" if status.founding else None,
        sentence=(scene.sentence.start, scene.sentence.end),
        ambiguous=(
            *status.subject.ambiguous,
            *_reopened(scene, status),
            *_ranked(scene, status),
            *_other_date(status, period),
            *_old_text(scene, status, period, negated),
        ),
    )


def _reopened(scene: Scene, status: _Status) -> tuple[str, ...]:
    """A second joining is another event than the first, which tables mostly give alone."""
    again = _AGAIN.search(scene.text[status.start : status.end])
    return ("measure:rejoined",) if again else ()


def _ranked(scene: Scene, status: _Status) -> tuple[str, ...]:
    """A place in the order of joining, and a founder's, are more than the membership itself."""
    if status.kind != "member":
        return ()
    words = scene.text[status.start : status.end]
    order = ("measure:ordinal of joining",) if _ORDINAL.search(words) else ()
    founder = founder_doubts(status.subject.code, status.group.code) if status.founding else ()
    return (*order, *founder)


def _other_date(status: _Status, period: str) -> tuple[str, ...]:
    """A joining, or a membership since, that may be dated from another act."""
    if status.kind != "member" or status.event == "left":
        return ()
    return date_doubts(status.subject.code, status.group.code, period)


def _old_text(scene: Scene, status: _Status, period: str, negated: bool) -> tuple[str, ...]:
    """ "is not a member" in a text without any date may have been true when it was written."""
    is_dated = period != "unspecified" or scene.document.date is not None
    if is_dated or not negated or status.kind != "member" or status.event == "left":
        return ()
    return age_doubts(status.subject.code, status.group.code)


def _modality(scene: Scene, status: _Status, manner: Manner) -> Modality:
    if manner.modality != "actual":
        return manner.modality
    if WANTING.search(scene.text[: status.group.start]):
        return "planned"
    verb = scene.text[status.start : status.end].split(" ", 1)[0].lower()
    before = scene.text[: status.start]
    if verb.endswith("ing") and _OPEN_GERUND.search(before):
        return "hypothetical"
    if verb in ("leaves", "leave", "joins", "join", "enters", "quits", "exits"):
        return "planned" if _AHEAD.search(before) else "actual"
    return "actual"


def _negated(scene: Scene, status: _Status, manner: Manner) -> bool:
    words = scene.text[status.start : status.group.start]
    return manner.negated or bool(
        re.search(r"\b(?:not|never|no longer|neither)\b|n't\b", words, re.IGNORECASE)
    )


def _period(scene: Scene, status: _Status, when: When | None) -> str:
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
