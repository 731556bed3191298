"""Who travels: presidents, prime ministers and US secretaries of state by name, others by title.

The trap: a surname is a person only with its title or where nobody else can be meant: "Ford" is a
car, "Rice" a crop, "Clinton" two persons whose dates decide.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from visavis.model.periods import Period, period_or_none
from visavis.model.tables import date_or_none, read_table
from visavis.reading.facts_namesakes import is_namesake
from visavis.reading.facts_scene import Scene
from visavis.reading.patterns import lazy

__all__ = ["Leader", "Traveller", "known_leaders", "traveller_before", "travellers"]

_TITLES: tuple[tuple[str, str], ...] = (
    ("vice_president", r"vice[- ]president"),
    ("leaders", r"leaders|heads of (?:state(?: and government)?|government)"),
    ("head_of_state", r"president|king|queen|emperor|emir|sultan|supreme leader|head of state"),
    ("prime_minister", r"prime minister|premier|chancellor|taoiseach"),
    (
        "foreign_minister",
        r"foreign (?:minister|secretary)|secretary of state|top diplomat|secretary(?= (?:[A-Z]))",
    ),
    ("defence_minister", r"defen[cs]e (?:minister|secretary)"),
    ("crown_prince", r"crown prince"),
    ("leader", r"leader"),
)
_TITLE = "|".join(f"(?P<{role}>{words})" for role, words in _TITLES)
_NAME = r"(?:\s+(?:[A-Z][\w.\u2019'-]*|al-\w+|bin|von|van|de|da|el))*"
_TITLED = lazy(
    r"(?:['\u2019]s?)?\s+(?:then[- ]|former |current |new |outgoing )?"
    rf"(?i:{_TITLE})\b{_NAME}"
)
_US_TITLE = lazy(
    r"(?:\b(?:then[- ]|former ))?\b(?P<title>President|Secretary(?: of State)?)"
    r"\s+(?P<name>[A-Z](?:[\w'\u2019-]+|\.)(?:\s*[A-Z](?:[\w'\u2019-]+|\.)){0,3})"
)
_FAMILY_FIRST = ("CHN", "KOR", "PRK", "TWN", "VNM")
_PRONOUN = lazy(r"\b(?:he|she)\b", re.IGNORECASE)
_FILL = lazy(
    r"(?:['\u2019]s)?(?:\s*,[^,;:()]{1,90},)?(?:\s+(?:has|had|have|will|would|also|already|then|later|"
    r"reportedly|\w+ly|never|did|does|did\s*n['\u2019]t|not|since|once|himself|herself|himself|is|was|to|due|set|expected|"
    r"plans|planned|himself|again|first|personally))*\s*"
)


@dataclass(frozen=True, slots=True)
class Leader:
    """One term of office."""

    name: str
    role: str
    state: str
    start: date
    end: date | None
    alone: bool
    """Whether the surname by itself can mean nobody else."""

    @property
    def surname(self) -> str:
        """The last word of the name; the first where the family name comes first."""
        return self.name.split()[0 if self.state in _FAMILY_FIRST else -1]

    def serves(self, period: Period | None) -> bool:
        """Whether the term shares a day with the period (always, where there is no period)."""
        if period is None:
            return True
        return self.start <= period.end and (self.end is None or period.start <= self.end)


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody who travels for a state; offsets in the scene."""

    start: int
    end: int
    state: str
    role: str | None
    leader: Leader | None = None


@cache
def known_leaders() -> tuple[Leader, ...]:
    """The table of terms, in file order."""
    return tuple(
        Leader(
            name=row["name"],
            role=row["role"],
            state=row["state"],
            start=date.fromisoformat(row["start"]),
            end=date_or_none(row["end"]),
            alone=row["alone"] == "yes",
        )
        for row in read_table("leaders.csv", "reading")
    )


def travellers(scene: Scene) -> tuple[Traveller, ...]:
    """Everybody in the sentence who may travel for a state, in text order."""
    found = [*_named(scene), *_titled(scene), *_mentioned(scene)]
    found = [one for one in found if one.leader is None or not is_namesake(scene, one.start)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Traveller] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            last = kept[-1]
            leader, end = last.leader or one.leader, max(last.end, one.end)
            if last.state == one.state:
                role = leader.role if leader else last.role or one.role
                kept[-1] = Traveller(last.start, end, last.state, role, leader)
            continue
        kept.append(one)
    return tuple(kept)


def traveller_before(scene: Scene, position: int) -> Traveller | None:
    """The traveller who is the subject of the words at `position`."""
    here = [t for t in travellers(scene) if t.end <= position]
    for one in reversed(here):
        if _FILL.fullmatch(scene.text, one.end, position):
            return one
    for head in _PRONOUN.finditer(scene.text, 0, position):
        if not _FILL.fullmatch(scene.text, head.end(), position):
            continue
        before = [t for t in here if t.end <= head.start()]
        chosen = before[-1] if before else _earlier(scene)
        if chosen is not None:
            return Traveller(head.start(), head.end(), chosen.state, chosen.role, chosen.leader)
    return None


def _earlier(scene: Scene) -> Traveller | None:
    for position in range(len(scene.earlier) - 1, -1, -1):
        found = travellers(Scene(scene.document, scene.earlier[position], scene.earlier[:position]))
        if found:
            return found[-1]
    return None


def _named(scene: Scene) -> list[Traveller]:
    """Leaders of the table, by full name, by title and surname, or by a surname that suffices."""
    found: list[Traveller] = []
    for titled in _US_TITLE.finditer(scene.text):
        role = "head_of_state" if titled["title"] == "President" else "foreign_minister"
        words = titled["name"].split()
        leader = next(
            (
                one
                for last in range(len(words), 0, -1)
                if (one := _leader(scene, " ".join(words[:last]), role))
            ),
            None,
        )
        if leader is not None:
            found.append(Traveller(titled.start(), titled.end(), leader.state, leader.role, leader))
    for name, needed, pattern in _patterns_of_names():
        if needed not in scene.text:
            continue
        for hit in pattern.finditer(scene.text):
            leader = _leader(scene, name, None)
            if leader is not None:
                found.append(Traveller(hit.start(), hit.end(), leader.state, leader.role, leader))
    return found


@cache
def _patterns_of_names() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Full names, then surnames that suffice: each with a word that must occur, and its pattern."""
    full = dict.fromkeys(leader.name for leader in known_leaders())
    alone = dict.fromkeys(leader.surname for leader in known_leaders() if leader.alone)
    return (
        *((name, name.partition(" ")[0], lazy(rf"\b{_loose(name)}\b")) for name in full),
        *((surname, surname, lazy(rf"\b{surname}\b")) for surname in alone),
    )


def _loose(name: str) -> str:
    """A pattern for the name with or without middle initials."""
    first, _, last = name.partition(" ")
    return rf"{re.escape(first)}\s+(?:[A-Z]\.?(?:W\.?)?\s+)?{re.escape(last)}"


def _leader(scene: Scene, name: str, role: str | None) -> Leader | None:
    """The one term that the name and the dates of the sentence leave; else None."""
    exact = [one for one in known_leaders() if one.name == name and role in (None, one.role)]
    fitting = exact or [
        one
        for one in known_leaders()
        if (one.name == name or one.surname == name.rsplit(" ", 1)[-1])
        and (" " not in name or one.name.split()[0] == name.split(maxsplit=1)[0] or "." in name)
        and role in (None, one.role)
    ]
    periods = [period_or_none(w.text) for w in scene.sentence.whens if w.text is not None]
    dated = [p for p in periods if p is not None]
    if dated:
        serving = [one for one in fitting if any(one.serves(period) for period in dated)]
        fitting = serving or fitting
    people = {(one.name, one.role) for one in fitting}
    return fitting[-1] if len(people) == 1 else None


def _titled(scene: Scene) -> list[Traveller]:
    """ "Chinese President Xi Jinping", "Japan's prime minister", "the US secretary of state"."""
    found: list[Traveller] = []
    for mention in scene.mentions:
        if mention.id is None or mention.kind not in ("adjective", "state", "demonym", "former"):
            continue
        title = _TITLED.match(scene.text, mention.end - scene.base)
        if title is None:
            continue
        role = next(role for role, _ in _TITLES if title[role] is not None)
        found.append(Traveller(mention.start - scene.base, title.end(), mention.id, role))
    return found


def _mentioned(scene: Scene) -> list[Traveller]:
    """Leaders whom the sentence's names already contain."""
    return [
        Traveller(m.start - scene.base, m.end - scene.base, m.id, None)
        for m in scene.mentions
        if m.kind == "leader" and m.id is not None
    ]
