"""Treaties and sanctions as dated facts: signed, in force, imposed, lifted; allies by treaty.

The trap is what stands beside: a protocol *to* the agreement, *talks on* it, sanctions on a state's
banks. Each form names both sides and the act itself, with nothing between that is not known; what
is worded otherwise is not read. A claim's `position` says what is stated, as in
`trade_agreement:signed`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from visavis.model.claims import Claim
from visavis.reading.facts_manner import manner_of
from visavis.reading.facts_scene import Party, Scene
from visavis.reading.lexis import When
from visavis.reading.patterns import lazy

__all__ = ["MAY_TIE", "tie_claims", "tie_kind"]

MAY_TIE = lazy(
    r"\b(?:agreements?|FTAs?|treat(?:y|ies)|pacts?|deals?|allies|ally|sanctions|embargo(?:es)?)\b",
    re.IGNORECASE,
)
"""The quick look: without one of these words a sentence states none of these facts."""

_TRADE = (
    r"(?:free[- ]trade (?:agreement|deal|pact|treaty)|FTA|preferential trade agreement|"
    r"(?:comprehensive )?economic partnership agreement)"
)
_DEFENCE = r"(?:defen[cs]e|military)(?:[- ]technical)? co-?operation (?:agreement|treaty|pact)"
_ALLIANCE = (
    r"(?:friendship treaty|treaty (?:of|on) (?:friendship|alliance)(?:(?:,| and|, and) "
    r"(?:co-?operation|alliance|mutual assistance|good[- ]neighbou?rliness|good[- ]neighbou?rly "
    r"(?:relations|co-?operation)))*|alliance treaty|treaty of alliance|"
    r"(?P<{0}>mutual defen[cs]e (?:treaty|pact|agreement))|"
    r"(?P<{1}>non-?aggression (?:treaty|pact)))"
)
_KINDS = (
    ("trade_agreement", lazy(_TRADE, re.IGNORECASE)),
    ("defence_agreement", lazy(_DEFENCE, re.IGNORECASE)),
    ("alliance", lazy(_ALLIANCE.format("defence", "peace"), re.IGNORECASE)),
)
_NOUN = rf"(?:{_TRADE}|{_DEFENCE}|{_ALLIANCE.format('n1', 'n2')})"
_AUX = (
    r"(?:(?:has|have|had|was|were|did|not|never|been|finally|formally|officially|also|only|first|"
    r"is|are|hasn't|haven't|wasn't|weren't|didn't)\s+)*"
)
_SIGN = r"(?:signed|concluded|inked|sealed)"
_FORCE = (
    r"(?:(?:entered|came|went|enter|come) into (?:force|effect)|took effect|take effect|"
    r"in force|in effect)"
)
_BETWEEN = lazy(
    rf"(?P<head>^|[,;:]|\b(?:that|and|but|when|after|since|in))\s*"
    rf"(?:(?:the|a|an|their)\s+)(?P<noun>(?:bilateral\s+)?{_NOUN})\s+between\s+(?:the\s+)?",
    re.IGNORECASE,
)
_FATE = lazy(rf"\s*(?:\([A-Z-]{{2,12}}\)\s*)?(?P<aux>{_AUX})(?P<verb>{_FORCE}|{_SIGN})\b",
             re.IGNORECASE)  # fmt: skip
_OWNED = lazy(
    rf"['\u2019]s?\s+(?P<noun>(?:bilateral\s+)?{_NOUN})\s+with\s+(?:the\s+)?", re.IGNORECASE
)
_SIGNED = lazy(
    rf"\b(?P<verb>{_SIGN}|sign|signs)\s+(?:(?:a|an|their|its)\s+)(?:bilateral\s+|first\s+)?"
    rf"(?P<noun>{_NOUN})\b(?:\s*\([A-Z-]{{2,12}}\))?(?P<with>\s+with\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_ALLIES = lazy(
    r"\b(?P<verb>(?:are|were|became|have been|had been)\s+(?:treaty\s+)?allies|"
    r"(?:is|was|became|has been|had been)\s+an?\s+(?:treaty\s+)?ally\s+of\s+(?:the\s+)?)",
    re.IGNORECASE,
)
_IMPOSED = lazy(
    r"\b(?P<verb>impos(?:e|es|ed)|introduc(?:e|es|ed)|slapp?(?:ed)?|lev(?:y|ied)|lift(?:s|ed)?|"
    r"end(?:s|ed)?|remov(?:e|es|ed))\s+"
    r"(?:(?:its|their|all|economic|financial|trade|sweeping|first|the|an?)\s+)*"
    r"(?:sanctions|arms embargo|trade embargo|embargo)\s+(?:on|against)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_LIFTED = ("lift", "end", "remov")
_UNDER = lazy(
    r"\b(?P<verb>(?:is|are|was|were|has been|have been|had been|came)\s+(?:placed\s+)?under)\s+"
    r"(?:(?:economic|financial)\s+)?$",
    re.IGNORECASE,
)
_OF_SANCTIONS = lazy(r"\s+(?:economic\s+|financial\s+)?sanctions\b", re.IGNORECASE)
_NOT_WHOLE = lazy(
    r"\s*(?:['\u2019]s?\b|-|\u2013)|\s+(?!(?:in|on|at|for|over|after|since|from|by|as|"
    r"and|but|because|when|while|following|during|under|with|to|until|before|this|"
    r"last|that|again|entered|came|took|was|were|has|have|had|is|did|went)\b)[a-z]+"
)
"""What follows a name that is only part of another: "on Russia's banks", "on Iran oil exports"."""
_BOUNDS = ("by", "before", "after", "until", "to", "from")


@dataclass(frozen=True, slots=True)
class _Act:
    """One statement; offsets in the scene."""

    start: int
    end: int
    verb: int
    subject_end: int
    subject: str
    partner: str
    position: str
    ambiguous: tuple[str, ...] = ()


def tie_kind(words: str) -> str | None:
    """The stored relation that the words mean, such as `alliance`; None where they mean none."""
    return next((name for name, pattern in _KINDS if pattern.search(words)), None)


def tie_claims(scene: Scene) -> Iterator[Claim]:
    """Claims that two states signed a treaty, are allies, or that one sanctioned the other."""
    if not MAY_TIE.search(scene.text):
        return
    for finder in (_between, _owned, _signed, _allies, _imposed, _under):
        for act in finder(scene):
            yield _claim(scene, act)


def _between(scene: Scene) -> Iterator[_Act]:
    """ "The free trade agreement between X and Y entered into force"."""
    for found in _BETWEEN.finditer(scene.text):
        party = _whole(scene, found.end())
        fate = _FATE.match(scene.text, party.end) if party is not None else None
        if party is None or fate is None or len(party.ids) != 2:
            continue
        yield _Act(
            found.start("noun"), fate.end(), fate.start("verb"), party.end, party.ids[0],
            party.ids[1], f"{_kind_of(found['noun'])}:{_event(fate['verb'])}", party.ambiguous,
        )  # fmt: skip


def _owned(scene: Scene) -> Iterator[_Act]:
    """ "X's free trade agreement with Y entered into force"."""
    for found in _OWNED.finditer(scene.text):
        owner = next((p for p in scene.parties if p.end == found.start()), None)
        party = _whole(scene, found.end())
        fate = _FATE.match(scene.text, party.end) if party is not None else None
        if owner is None or party is None or fate is None or not (owner.ids and party.ids):
            continue
        if scene.text[: owner.start].strip().lower().removesuffix("the").strip(" ,"):
            continue
        yield _Act(
            owner.start, fate.end(), fate.start("verb"), party.end, owner.code or "",
            party.code or "", f"{_kind_of(found['noun'])}:{_event(fate['verb'])}",
            (*owner.ambiguous, *party.ambiguous),
        )  # fmt: skip


def _signed(scene: Scene) -> Iterator[_Act]:
    """ "X and Y signed a treaty", "X signed a treaty with Y"."""
    for found in _SIGNED.finditer(scene.text):
        subject = scene.actor_before(found.start())
        if subject is None or not subject.ids:
            continue
        position = f"{_kind_of(found['noun'])}:signed"
        if found["with"]:
            party = _whole(scene, found.end())
            if party is None or not party.ids:
                continue
            yield _Act(
                subject.start, party.end, found.start(), subject.end, subject.code or "",
                party.code or "", position, (*subject.ambiguous, *party.ambiguous),
            )  # fmt: skip
        elif len(subject.ids) == 2:
            yield _Act(
                subject.start, found.end(), found.start(), subject.end, subject.ids[0],
                subject.ids[1], position, subject.ambiguous,
            )  # fmt: skip


def _allies(scene: Scene) -> Iterator[_Act]:
    """ "X and Y have been allies", "X is an ally of Y"."""
    for found in _ALLIES.finditer(scene.text):
        subject = scene.actor_before(found.start())
        if subject is None or not subject.ids:
            continue
        if not found["verb"].lower().rstrip().endswith("allies"):
            party = _whole(scene, found.end())
            if party is not None and party.ids:
                yield _Act(
                    subject.start, party.end, found.start(), subject.end, subject.code or "",
                    party.code or "", "alliance+defence:held",
                    (*subject.ambiguous, *party.ambiguous),
                )  # fmt: skip
        elif len(subject.ids) == 2:
            yield _Act(
                subject.start, found.end(), found.start(), subject.end, subject.ids[0],
                subject.ids[1], "alliance+defence:held", subject.ambiguous,
            )  # fmt: skip


def _imposed(scene: Scene) -> Iterator[_Act]:
    """ "X imposed sanctions on Y", "X lifted its sanctions on Y"."""
    for found in _IMPOSED.finditer(scene.text):
        subject, party = scene.actor_before(found.start()), _whole(scene, found.end())
        if subject is None or party is None or not (subject.ids and party.ids):
            continue
        is_end = found["verb"].lower().startswith(_LIFTED)
        yield _Act(
            subject.start, party.end, found.start(), subject.end, subject.code or "",
            party.code or "", "sanction:lifted" if is_end else "sanction:imposed",
            (*subject.ambiguous, *party.ambiguous),
        )  # fmt: skip


def _under(scene: Scene) -> Iterator[_Act]:
    """ "Y has been under US sanctions"."""
    for mention in scene.mentions:
        start, end = mention.start - scene.base, mention.end - scene.base
        found = _UNDER.search(scene.text, 0, start) if mention.id else None
        after = _OF_SANCTIONS.match(scene.text, end)
        if found is None or after is None or found.end() != start or mention.id is None:
            continue
        target = scene.actor_before(found.start())
        if target is not None and target.ids:
            yield _Act(
                target.start, after.end(), found.start(), target.end, mention.id,
                target.code or "", "sanction:held", target.ambiguous,
            )  # fmt: skip


def _whole(scene: Scene, position: int) -> Party | None:
    """The party that begins there and is not part of a longer name."""
    party = next((p for p in scene.parties if _begins(scene, p, position)), None)
    if party is None or _NOT_WHOLE.match(scene.text, party.end):
        return None
    return party


def _begins(scene: Scene, party: Party, position: int) -> bool:
    """Whether the name begins at the position, its article before that or not."""
    article = scene.text[min(party.start, position) : position].strip().lower()
    return party.start <= position < party.end and article in ("", "the")


def _kind_of(noun: str) -> str:
    """`alliance+defence` where the words promise it, else the stored relation alone."""
    name = tie_kind(noun) or "trade_agreement"
    if name != "alliance":
        return name
    if re.search(r"mutual defen", noun, re.IGNORECASE):
        return "alliance+defence"
    is_peace = re.search(r"aggression", noun, re.IGNORECASE)
    return "alliance+nonaggression" if is_peace else "alliance"


def _event(verb: str) -> str:
    words = verb.lower()
    if words in ("in force", "in effect"):
        return "held"
    return "signed" if re.match(_SIGN, words) else "in_force"


def _claim(scene: Scene, act: _Act) -> Claim:
    when = scene.date_of(act.start, act.end, act.start)
    end = act.end
    if when is not None and end <= when.start - scene.base <= end + 12:
        end = when.end - scene.base
    manner = manner_of(scene, act.subject_end, act.verb, act.end)
    is_stated = when is not None and when.text is not None
    return Claim(
        quote=scene.document.text[scene.base + act.start : scene.base + end],
        start=scene.base + act.start,
        end=scene.base + end,
        measure="sanctions" if act.position.startswith("sanction") else "agreements",
        form="status",
        subject=act.subject,
        partner=act.partner,
        unit="count",
        position=_position(act, when),
        period=when.text if when is not None and when.text is not None else "unspecified",
        period_from="sentence" if is_stated else "none",
        modality=manner.modality,
        polarity=manner.polarity,
        asserted=manner.asserted,
        attribution=manner.attribution,
        sentence=(scene.sentence.start, scene.sentence.end),
        ambiguous=(*act.ambiguous, *_bounds(when)),
    )


def _position(act: _Act, when: When | None) -> str:
    """What is held since a year began in it: "has been under sanctions since 2014"."""
    if when is not None and when.role == "since" and act.position.endswith(":held"):
        return f"{act.position.partition(':')[0]}:since"
    return act.position


def _bounds(when: When | None) -> tuple[str, ...]:
    """A date before or after which something was is no date of it."""
    return ("measure:window",) if when is not None and when.role in _BOUNDS else ()
