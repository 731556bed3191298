"""What a sentence votes on: the body, the resolution, the date, and words nobody can check.

The trap: only the General Assembly's roll calls are meant. A vote of the Security Council, the
Human Rights Council or another body has another `organ`; votes of parliaments and electorates are
no ballots at all, while suspending a state *from* the Human Rights Council is the Assembly's act.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from visavis.reading.facts_objects import has_own_object
from visavis.reading.facts_resolutions import described, named, was_held_in
from visavis.reading.facts_scene import Scene
from visavis.reading.lexis import Sentence
from visavis.reading.patterns import lazy

__all__ = ["MAY_VOTE", "Ballot", "ballot_of", "is_about_un"]

MAY_VOTE = lazy(r"vot|abst|resolution|assembly|absent|A/RES", re.IGNORECASE)
"""What a sentence must contain to speak of a vote at all: a quick look before the slow ones."""

_UN = lazy(
    r"\bGeneral Assembly\b|\bUNGA\b|\bUnited Nations\b|\bU\.?N\.?(?![\w])|\bA/RES\b|"
    r"\b(?:ES-)?\d{1,2}/\d{2,3}\b"
)
_ASSEMBLY = lazy(
    r"\bGeneral Assembly\b|\bUNGA\b|\bA/RES/|\bES-\d{1,2}/\d|\bassembly\b", re.IGNORECASE
)
_SUBJECT_WORD = lazy(
    r"\b(?:resolutions?|motion|draft|text|vot(?:e|es|ed|ing)|abst\w+)\b", re.IGNORECASE
)
_ORGANS: tuple[tuple[str, str], ...] = (
    (
        "UNSC",
        r"Security Council|\bUNSC\b|\bveto|"
        r"[Rr]esolution (?!2758\b|3379\b|181\b)\d{3,4}\b(?! ?\(|/)",
    ),
    ("UNHRC", r"Human Rights Council|\bUNHRC\b"),
    ("IAEA", r"\bIAEA\b|International Atomic Energy Agency|atomic agency"),
    ("OPCW", r"\bOPCW\b"),
    ("WTO", r"\bWTO\b|World Trade Organi[sz]ation"),
    ("WHO", r"World Health Assembly|\bWHO\b"),
    ("UNESCO", r"\bUNESCO\b"),
    ("ILO", r"\bILO\b"),
    ("committee", r"\b(?:Third|First|Second|Fourth|Sixth|Fifth) Committee\b"),
    ("EU", r"\bEuropean (?:Council|Parliament|Commission)\b|\bEU (?:council|ministers)\b"),
    ("OAS", r"\bOAS\b|Organization of American States"),
    ("CoE", r"Council of Europe|\bPACE\b"),
)
_SUSPENSION = lazy(r"(?:suspen|expel|expuls|remov|oust|membership|seat)", re.IGNORECASE)
_DOMESTIC = lazy(
    r"\b(?:parliament(?!ary assembly)|senat(?:e|ors?)|congress(?!ional)|duma|bundestag|"
    r"knesset|lok sabha|"
    r"lawmakers?|legislators?|MPs|deputies|lower house|upper house|voters?|electorate|electoral|"
    r"elections?|shareholders?|house of (?:commons|representatives|lords))\b",
    re.IGNORECASE,
)
_PREMISE = lazy(
    r"\b(?:condemn|deplor|denounc|critici[sz]|censur|recogni[sz]|demand|rebuk|call)(?:ing|ed|s|es)?"
    r"\b(?:\s+(?:for|on)\b)?",
    re.IGNORECASE,
)

_VOTED = lazy(
    r"\b(?:vot(?:ed|es|ing) (?:for|against|in)|abstain\w*|support\w*|back\w*|oppos\w*|reject\w*)",
    re.IGNORECASE,
)
_BREAK = lazy(
    r"[;:]|,\s+(?:despite\s+)?having\b|"
    r",?\s+\b(?:but|while|whereas|although|though|after|before)\b",
    re.IGNORECASE,
)
_SOME = lazy(r"\s+(?:on\s+)?(?:a|an|another|some)\s", re.IGNORECASE)
"""Of "voted for a resolution on Ukraine", which need not be the Assembly's."""


_MATTER = lazy(
    r"\b(?:resolution|text|motion|draft|measure)s?,?\s+(?:(?:on|about|over|concerning|regarding|"
    r"entitled|titled|called|named)\s+|(?=[\"\u201c\u2018\u00ab']))(?P<matter>[^;:]+)",
    re.IGNORECASE,
)
_COMMON = frozenset(
    {
        "with",
        "that",
        "this",
        "same",
        "matter",
        "issue",
        "question",
        "subject",
        "topic",
        "when",
        "which",
        "while",
        "united",
        "nations",
        "general",
        "assembly",
    }
)
"""Words that say nothing of what a resolution is about."""

_STEM = 5
"""First letters by which two forms of a word are taken for one ("Ukraine", "Ukrainian")."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What is voted on: the organ, the resolution if known, and how it was found."""

    organ: str
    """`UNGA`, else the name of another body."""
    resolution: str | None
    open_between: tuple[str, ...]
    """Resolutions that the description admits when it admits several."""
    period: str
    period_from: Literal["sentence", "none"]
    premise: str | None

    @property
    def measure_is_known(self) -> bool:
        """Whether it is a vote of the General Assembly."""
        return self.organ == "UNGA"

    @property
    def doubts(self) -> tuple[str, ...]:
        """What stays open, as a claim's `ambiguous` names it."""
        if self.organ != "UNGA":
            return (f"measure:vote of {self.organ}",)
        if self.resolution is None:
            return ("measure:resolution " + ("|".join(self.open_between) or "not named"),)
        return ()


def ballot_of(scene: Scene, at: int, end: int | None = None) -> Ballot | None:
    """The vote of which the words at `at` speak; None where it is no vote between states.

    The clause decides first, then the sentence, then the two sentences before it. A verb that
    ends at `end` and has an object of its own is judged by its own clause alone.
    """
    here, before = scene.quoted, " ".join(s.text for s in scene.earlier[-2:])
    in_un = any(sign.search(here) for sign in (_UN, _ASSEMBLY)) or bool(named(here))
    if not in_un and (_DOMESTIC.search(here) or not _SUBJECT_WORD.search(here)):
        return None
    if _DOMESTIC.search(here) and not _ASSEMBLY.search(here) and "resolution" not in here:
        return None
    low, high = _clause(here, at)
    if end is not None and has_own_object(scene.text, at, end):
        own = _own_part(here, low, at)
        if not in_un:
            return None
        organ = _one(_organs(here[own:high]) or _organs(here))
        found = _ballot(scene, organ, (own, high), None)
        is_any = _SOME.match(scene.text, end) and not named(here[own:high])
        is_any = is_any and not (_UN.search(here, own, high) or _ASSEMBLY.search(here, own, high))
        return replace(found, resolution=None, open_between=()) if is_any else found
    organs = _organs(here[low:high]) or _organs(here)
    if not organs:
        organs = _organs(before)
        if not in_un and not (organs or (_UN.search(before) and _SUBJECT_WORD.search(before))):
            return None
        if not in_un and organs == ("UNGA",) and not _SUBJECT_WORD.search(before):
            return None
    return _ballot(scene, _one(organs), (low, high), before)


def _one(organs: tuple[str, ...]) -> str:
    return "several" if len(organs) > 1 else (organs or ("UNGA",))[0]


def _own_part(text: str, low: int, at: int) -> int:
    """Where the words on the verb at `at` begin: at the verb itself after an earlier vote."""
    return at if _VOTED.search(text, low, at) else low


def _clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause that contains `at` begins and ends."""
    breaks = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]
    low = max(edge for edge in breaks if edge <= at)
    return low, min((edge for edge in breaks if edge > at), default=len(text))


def _organs(text: str) -> tuple[str, ...]:
    """The bodies whose votes the text speaks of, without repetition."""
    found = ["UNGA"] if _ASSEMBLY.search(text) else []
    for organ, words in _ORGANS:
        if re.search(words, text):
            is_assembly = organ == "UNHRC" and _SUSPENSION.search(text) is not None
            found.append("UNGA" if is_assembly else organ)
    return tuple(dict.fromkeys(found))


def _ballot(scene: Scene, organ: str, clause: tuple[int, int], before: str | None) -> Ballot:
    """The resolution and the date; only the clause itself is read where `before` is None."""
    here, (low, high) = scene.quoted, clause
    dated = [when for when in scene.sentence.whens if when.text is not None]
    inside = [when for when in dated if low <= when.start - scene.base < high]
    periods = [when.text for when in inside or dated if when.text is not None]
    period = periods[0] if len(periods) == 1 else "unspecified"
    origin: Literal["sentence", "none"] = "sentence" if len(periods) == 1 else "none"
    premise = _PREMISE.search(here) if "resolution" in here or "vote" in here else None
    words = premise[0] if premise else None
    options: tuple[str, ...] = ()
    if organ == "UNGA" and before is None:
        options = named(here[low:high]) or described(here[low:high], periods)
    elif organ == "UNGA":
        options = named(here[low:high]) or _on_the_day(named(here), [w.text for w in inside])
        options = options or described(here, periods)
    if organ == "UNGA" and not options and before:
        spoken = _of_that_matter(scene.sentence.plain[low:high], scene.earlier[-2:])
        text = " ".join(each.text for each in spoken)
        earlier = [w.text for each in spoken for w in each.whens if w.text is not None]
        options = () if periods else named(text)
        options = options or described(f"{text} {here}", periods or earlier)
    resolution = options[0] if len(options) == 1 else None
    return Ballot(organ, resolution, options, period, origin, words)


def _of_that_matter(clause: str, earlier: Sequence[Sentence]) -> list[Sentence]:
    """The earlier sentences that say a word of what the clause's "resolution on X" is about.

    All of them where the clause does not say what it is about.
    """
    found = _MATTER.search(clause)
    words = re.findall(r"[^\W\d_]{4,}", found["matter"].lower()) if found else []
    stems = [word[:_STEM] for word in words if word not in _COMMON]
    if not stems:
        return list(earlier)
    return [each for each in earlier if any(stem in each.text.lower() for stem in stems)]


def _on_the_day(symbols: tuple[str, ...], periods: Sequence[str | None]) -> tuple[str, ...]:
    """The resolutions without those whose roll call is known to lie outside the clause's dates."""
    return tuple(each for each in symbols if not periods or was_held_in(each, periods[0] or ""))


def is_about_un(scene: Scene) -> bool:
    """Whether the sentence or the two before it speak of the United Nations."""
    texts = [scene.quoted, *(s.text for s in scene.earlier[-2:])]
    return any(_UN.search(text) or _ASSEMBLY.search(text) for text in texts)
