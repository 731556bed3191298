"""What a sentence votes on: the body, the resolution, the date, and words nobody can check.

The trap: only the General Assembly's roll calls are meant. A vote of the Security Council, the
Human Rights Council or another body has another `organ`; votes of parliaments and electorates are
no ballots at all, while suspending a state *from* the Human Rights Council is the Assembly's act.
"""

import re
from dataclasses import dataclass
from typing import Literal

from visavis.reading.facts_resolutions import described, named
from visavis.reading.facts_scene import Scene

__all__ = ["Ballot", "ballot_of", "is_about_un"]

_UN = re.compile(
    r"\bGeneral Assembly\b|\bUNGA\b|\bUnited Nations\b|\bU\.?N\.?(?![\w])|\bA/RES\b|"
    r"\b(?:ES-)?\d{1,2}/\d{2,3}\b"
)
_ASSEMBLY = re.compile(
    r"\bGeneral Assembly\b|\bUNGA\b|\bA/RES/|\bES-\d{1,2}/\d|\bassembly\b", re.IGNORECASE
)
_SUBJECT_WORD = re.compile(
    r"\b(?:resolutions?|motion|draft|text|vot(?:e|es|ed|ing)|abst\w+)\b", re.IGNORECASE
)
_ORGANS: tuple[tuple[str, str], ...] = (
    ("UNSC", r"Security Council|\bUNSC\b|[Rr]esolution \d{3,4}\b(?! ?\(|/)|\bveto"),
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
_SUSPENSION = re.compile(r"(?:suspen|expel|expuls|remov|oust|membership|seat)", re.IGNORECASE)
_DOMESTIC = re.compile(
    r"\b(?:parliament(?!ary assembly)|senat(?:e|ors?)|congress(?!ional)|duma|bundestag|"
    r"knesset|lok sabha|"
    r"lawmakers?|legislators?|MPs|deputies|lower house|upper house|voters?|electorate|electoral|"
    r"elections?|shareholders?|house of (?:commons|representatives|lords))\b",
    re.IGNORECASE,
)
_PREMISE = re.compile(
    r"\b(?:condemn|deplor|denounc|critici[sz]|censur|recogni[sz]|demand|rebuk|call)(?:ing|ed|s|es)?"
    r"\b(?:\s+(?:for|on)\b)?",
    re.IGNORECASE,
)


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
            return (f"organ:{self.organ}",)
        if self.resolution is None:
            return ("resolution:" + ("|".join(self.open_between) or "not named"),)
        return ()


def ballot_of(scene: Scene) -> Ballot | None:
    """The vote of which the sentence speaks; None where it is no vote between states."""
    here, before = scene.quoted, " ".join(s.text for s in scene.earlier[-2:])
    in_un = _UN.search(here) or _ASSEMBLY.search(here)
    if not in_un and (_DOMESTIC.search(here) or not _SUBJECT_WORD.search(here)):
        return None
    if _DOMESTIC.search(here) and not _ASSEMBLY.search(here) and not re.search("resolution", here):
        return None
    organ = _organ(here)
    if organ is None:
        if not in_un and not (_UN.search(before) and _SUBJECT_WORD.search(before)):
            organ = _organ(before)
            if organ in (None, "UNGA"):
                return None
        elif not in_un:
            organ = _organ(before) or "UNGA"
        else:
            organ = "UNGA"
    return _ballot(scene, organ, here, before)


def _organ(text: str) -> str | None:
    """The body whose vote the text speaks of, None where it names none."""
    if _ASSEMBLY.search(text):
        return "UNGA"
    for organ, words in _ORGANS:
        if re.search(words, text):
            if organ == "UNHRC" and _SUSPENSION.search(text):
                return "UNGA"
            return organ
    return None


def _ballot(scene: Scene, organ: str, here: str, before: str) -> Ballot:
    periods = [when.text for when in scene.sentence.whens if when.text is not None]
    period = periods[0] if len(periods) == 1 else "unspecified"
    origin: Literal["sentence", "none"] = "sentence" if len(periods) == 1 else "none"
    premise = _PREMISE.search(here) if "resolution" in here or "vote" in here else None
    words = premise[0] if premise else None
    if organ != "UNGA":
        return Ballot(organ, None, (), period, origin, words)
    symbol = named(here)
    if symbol is not None:
        return Ballot(organ, symbol, (), period, origin, words)
    options = described(here, periods)
    if not options and before:
        earlier = [w.text for s in scene.earlier[-2:] for w in s.whens if w.text is not None]
        symbol = named(before)
        if symbol is not None and not periods:
            return Ballot(organ, symbol, (), period, origin, words)
        options = described(f"{before} {here}", periods or earlier)
    if len(options) == 1:
        return Ballot(organ, options[0], (), period, origin, words)
    return Ballot(organ, None, options, period, origin, words)


def is_about_un(scene: Scene) -> bool:
    """Whether the sentence or the two before it speak of the United Nations."""
    texts = [scene.quoted, *(s.text for s in scene.earlier[-2:])]
    return any(_UN.search(text) or _ASSEMBLY.search(text) for text in texts)
