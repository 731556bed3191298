"""How a sentence states a membership: the forms of words, and who is meant by them.

The trap is what goes on: "joined the EU in condemning", "a member of the UN Security Council" and
"left NATO's command" are no memberships of the group that they name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from visavis.reading.facts_membership_dates import is_former
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
    FORMERLY,
    FREE_TRADE,
    GAINED,
    GOES_ON,
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
from visavis.reading.patterns import lazy

__all__ = ["Status", "statuses"]

_PLURAL = lazy(r"(?:s|ies)$", re.IGNORECASE)
_SHARED = lazy(
    r"\s*,?\s*(?:and|then|followed\s+by)\s+(?:(?:then|later|also|finally)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_NEXT_OF_LIST = lazy(r"\s*(?:in|on|since)?\s*,\s*(?:(?:then|later|also)\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Status:
    """One statement about a state and a group, offsets in the scene."""

    start: int
    end: int
    subject: Party
    group: Party
    kind: str
    event: Literal["joined", "left", "held"]
    decor: str = ""
    """Words before "member", or the verb, by which more is said ("largest", "expelled from")."""
    passing: bool = False
    """Said in passing ("the EU member Croatia"), so that the sentence's date is another's."""


def statuses(scene: Scene, group: Party, earlier: list[Status]) -> Iterator[Status]:
    """What the sentence states of somebody and the group; `earlier` was found before it in it."""
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


def _by_words_before(scene: Scene, group: Party, earlier: list[Status]) -> Status | None:
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
        if GOES_ON.match(scene.text, group.end):
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
        decor = verb.groupdict().get("decor") or verb[0]
        former = pattern is not EXPELLED and is_former(decor)
        return Status(
            start, end, subject, group, "left" if former else kind, "left" if former else event,
            decor, pattern is APPOSED or former,
        )  # fmt: skip
    return None


def _by_words_after(scene: Scene, group: Party, earlier: list[Status]) -> Status | None:
    """`X is a G member`, `X, a G member since 1952`, `X became G's tenth member`."""
    head = scene.text[: group.start]
    status = AFTER_STATUS.match(scene.text, group.end)
    if status:
        return _by_status(scene, group, status, earlier)
    role = AFTER_ROLE.match(scene.text, group.end)
    if role is None:
        return None
    verb = COPULA.search(head)
    is_apposed = verb is None
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
    kind, former = _kind(role), is_former(f"{verb[0]} {decor}")
    return Status(
        verb.start(), role.end(), subject, group, "left" if former else kind,
        "left" if former else event, f"{verb[0]} {decor}", is_apposed or former,
    )  # fmt: skip


def _by_status(
    scene: Scene, group: Party, status: re.Match[str], earlier: list[Status]
) -> Status | None:
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
        return Status(verb.start(), status.end(), subject, group, position, event)
    return None


def _by_relative(scene: Scene, group: Party) -> Status | None:
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
    return Status(
        group.start, verb.end(), subject, group, "member" if is_joining else "left",
        "joined" if is_joining else "left",
    )  # fmt: skip


def _by_sharing(scene: Scene, group: Party, earlier: list[Status]) -> Status | None:
    """The second group of `X joined the EU in 2007 and Schengen in 2024`."""
    if not earlier or earlier[-1].event == "held" or not _is_whole_name(scene, group.end):
        return None
    last = earlier[-1]
    if not _SHARED.fullmatch(scene.text, max(last.end, last.group.end), group.start):
        return None
    return replace(last, start=group.start, end=group.end, group=group, decor="")


def _prefixed(scene: Scene, group: Party) -> Status | None:
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
    if not _PLURAL.search(role[0]):
        subject = _first(scene, subject)
    former = FORMERLY.search(scene.text, 0, group.start) is not None
    return Status(
        group.start, subject.end, subject, group, "left" if former else _kind(role),
        "left" if former else "held", role["decor"], True,
    )  # fmt: skip


def _first(scene: Scene, party: Party) -> Party:
    """The first name of a list: "EU member Hungary, like Serbia," says nothing of Serbia."""
    names = [m for m in scene.mentions if m.start - scene.base >= party.start and m.id]
    if len(party.ids) < 2 or not names or names[0].id != party.ids[0]:
        return party
    return Party(party.start, names[0].end - scene.base, party.ids[:1], (), party.kinds[:1])


def _kind(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return next(kind for kind, _ in NOUNS if groups.get(kind) is not None)


def _is_whole_name(scene: Scene, end: int) -> bool:
    """Whether the group's name ends at `end`: not "EU leaders", not "the EU in condemning"."""
    raw = scene.quoted[end:]
    if IN_COMPANY.match(raw):
        return False
    return FOLLOWS_NAME.match(raw) is not None or FOLLOWS_NAME.match(scene.text[end:]) is not None


def _subject(scene: Scene, position: int, earlier: list[Status], is_apposed: bool) -> Party | None:
    """The state or states of which the words at `position` speak."""
    if is_apposed:
        return _apposed(scene, position)
    subject = scene.actor_before(position)
    if subject is None and scene.inherits(position):
        subject = earlier[-1].subject if earlier else scene.first_actor()
    if subject is None and earlier:
        last = max(earlier[-1].end, earlier[-1].group.end)
        goes_on = last <= position and _NEXT_OF_LIST.fullmatch(scene.text, last, position)
        subject = earlier[-1].subject if goes_on else None
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
