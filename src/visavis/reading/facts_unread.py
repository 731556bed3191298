"""What the clause of a vote, a membership or a journey says beside what was read.

The patterns of such facts look for their own words and pass over the rest, and any of the rest may
make another fact of it ("the amendment to", "in committee", "like its ally"). As with figures,
known are the sides, the date, the words of other claims and a closed list of plain words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visavis.model.claims import Claim
from visavis.reading.facts_plain import FACT_ALTERING, FACT_PLAIN, FRONTED_ALTERING
from visavis.reading.facts_scene import Scene
from visavis.reading.lexis import Mention, Span
from visavis.reading.patterns import lazy

__all__ = ["GUARDED", "with_unread_of_facts"]

GUARDED = ("vote_position", "membership", "visits", "un_vote_for", "un_vote_against",
           "un_vote_abstain", "un_vote_absent", "coded_events", "coded_cooperation",
           "coded_conflict")  # fmt: skip
"""Measures whose claims are judged as facts."""

_BREAK = lazy(
    r"[;:](?=\s)|(?<=\s)[-\u2013\u2014]+(?=\s)|\u2014|,?\s+\b(?:but|while|whereas|although|though)\b"
    r"(?=\s)|,\s+(?:and|so|yet)\s+(?=(?:the\s+|its\s+)?(?:(?-i:[A-Z])|it\b|they\b))",
    re.IGNORECASE,
)
_EXCEPTION = lazy(
    r"\b(?:all|every|each|no|none|nobody|nothing|any\w*|few|everyone|everybody|not\s+one|no\s+one)\b"
    r"[^,;:]*,?\s+but$",
    re.IGNORECASE,
)
"""Of "all the Baltic states but Latvia", where "but" opens no clause."""
_BRACKETS = lazy(r"\([^()]*\)")
_WORD = lazy(r"[A-Za-z][\w.'\u2019-]*[\w]|[A-Za-z]")
_COMPANY = lazy(
    r"\b(?:unlike|like|alongside|along\s+with|together\s+with|with|as\s+(?:did|had|has|were|was)|"
    r"and|or|as\s+well\s+as|by|including|than|joined|joining)\s+(?:the\s+|both\s+)?"
    r"(?:[A-Z][\w.'\u2019-]*(?:\s+and\s+the|\s+and|\s*,|\s+of)?\s*)*$"
)
_COMPANIONS = frozenset({"unlike", "like", "alongside", "along", "together", "did", "had"})
_OBJECT = lazy(r"\b(?:resolutions?|A/RES|ES-\d|\d{1,2}/\d{1,3}|suspend\w*|expel\w*)")


@dataclass(frozen=True, slots=True)
class _Zones:
    """The stretches of a clause, offsets in the scene."""

    core: tuple[Span, ...]
    """What stands beside the claim."""
    own: Span
    """The claim itself."""
    aside: tuple[Span, ...]
    """Opening phrases and what stands between commas or brackets."""


def with_unread_of_facts(scene: Scene, claim: Claim, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The words, names and dates of the claim's clause that no reading accounts for.

    Lower case, in text order, each once. `claims` are all facts of the sentence. Of an opening
    phrase or an aside only the words count that make another statement of the whole.
    """
    zones = _zones(scene, claim)
    others = [
        (one.start - scene.base, one.end - scene.base)
        for one in claims
        if one is not claim and not (claim.start <= one.start and one.end <= claim.end)
    ]
    found: list[tuple[int, str]] = []
    for span in zones.core:
        found += _strange_words(scene, claim, span, others)
        found += _strange_names(scene, claim, claims, span, others)
        found += _strange_dates(scene, claim, span, others)
    for span, words in (*((s, FRONTED_ALTERING) for s in zones.aside), (zones.own, _inside(claim))):
        found += [(at, word) for at, word in _words(scene, span) if word in words]
    return tuple(dict.fromkeys(word for _, word in sorted(found)))


def _inside(claim: Claim) -> frozenset[str]:
    """Altering words inside the claim's own: those that reading accounts for are none."""
    read = {
        "not",
        "never",
        "neither",
        "nor",
        "nobody",
        "none",
        "de",
        "part",
        "alone",
        "only",
        "but",
    }
    return (FACT_ALTERING - read) | (frozenset({"nothing"}) if "vote" in claim.measure else set())


def _zones(scene: Scene, claim: Claim) -> _Zones:
    text = scene.text
    left, right = claim.start - scene.base, claim.end - scene.base
    low, high = 0, len(text)
    for found in _BREAK.finditer(text):
        if _EXCEPTION.search(text, low, found.end()):
            continue
        if found.end() <= left:
            low = found.end()
        elif found.start() >= right:
            high = min(high, found.start())
    before, asides = _before(text, low, left)
    after, more = _after(text, right, high)
    core = tuple(span for span in (before, after) if span[0] < span[1])
    return _Zones(core, (left, right), (*asides, *more))


def _before(text: str, low: int, left: int) -> tuple[Span, list[Span]]:
    """The words right before the claim, and the opening phrase that a comma sets off."""
    comma = text.rfind(",", low, left)
    return ((low, left), []) if comma < 0 else ((comma + 1, left), [(low, comma)])


def _after(text: str, right: int, high: int) -> tuple[Span, list[Span]]:
    """The words right after the claim up to a comma, and what follows the comma.

    An apposition whose closing comma follows soon ("resolution, numbered ES-11/1, on") is one
    aside, and so are brackets.
    """
    asides = [found.span() for found in _BRACKETS.finditer(text, right, high)]
    comma = text.find(",", right, high)
    if comma < 0:
        return (right, high), asides
    return (right, comma), [*asides, (comma, high)]


def _words(scene: Scene, span: Span) -> Iterator[tuple[int, str]]:
    """The words in the stretch with where they stand, lower case, names and figures left out."""
    names = [(m.start - scene.base, m.end - scene.base) for m in scene.mentions]
    for found in _WORD.finditer(scene.text, *span):
        if any(low <= found.start() < high for low, high in names):
            continue
        word = found[0].lower().replace("\u2019", "'")
        if word in ("s", "'s") or any(letter.isdigit() for letter in word):
            continue
        if scene.text[found.start() - 1 : found.start()] in ("/", "'", "\u2019"):
            continue
        yield found.start(), word.removesuffix("'s")


def _strange_words(
    scene: Scene, claim: Claim, span: Span, others: Sequence[Span]
) -> Iterator[tuple[int, str]]:
    """The words of the stretch that are neither plain nor part of a claim."""
    brackets = [found.span() for found in _BRACKETS.finditer(scene.text, *span)]
    topic = _topic(scene, claim, span[0])
    said_by = (claim.attribution or "").lower().split()
    for at, word in _words(scene, span):
        if any(low <= at < high for low, high in (*others, *brackets)):
            continue
        if claim.polarity == "negated" and word in ("not", "never", "neither", "nor", "none", "no"):
            continue
        if word in said_by and word not in FACT_ALTERING:
            continue
        is_topic = topic is not None and at >= topic and word not in FACT_ALTERING
        if not is_topic and not _is_plain(word):
            yield at, word


def _is_plain(word: str) -> bool:
    if word in FACT_ALTERING:
        return False
    if word in FACT_PLAIN or word in _COMPANIONS:
        return True
    halves = word.split("-")
    return len(halves) > 1 and all(half in FACT_PLAIN for half in halves)


def _topic(scene: Scene, claim: Claim, start: int) -> int | None:
    """Where the description of the resolution begins, for a vote whose resolution is known."""
    if claim.resolution is None:
        return None
    found = _OBJECT.search(scene.quoted, start)
    return found.end() if found else None


def _strange_names(
    scene: Scene, claim: Claim, claims: Sequence[Claim], span: Span, others: Sequence[Span]
) -> Iterator[tuple[int, str]]:
    """Names of the stretch that are no side of a claim, no company and no resolution's topic."""
    sides = {side for one in claims for side in _sides(one)}
    for mention in scene.mentions:
        at = mention.start - scene.base
        if not span[0] <= at < span[1] or mention.kind in ("pronoun", "leader"):
            continue
        if any(low <= at < high for low, high in others) or sides & set(mention.ids):
            continue
        if claim.resolution is not None and at >= claim.end - scene.base:
            continue
        if not _is_company(scene, mention, claim):
            yield at, mention.text.lower()


def _is_company(scene: Scene, mention: Mention, claim: Claim) -> bool:
    """Whether the name only stands beside the subject, or is that of the United Nations."""
    if mention.ids == ("UN",):
        return "vote" in claim.measure
    return _COMPANY.search(scene.text, 0, mention.start - scene.base) is not None


def _sides(claim: Claim) -> Iterator[str]:
    for name in (claim.subject, claim.partner):
        yield from (name or "").split("|")


def _strange_dates(
    scene: Scene, claim: Claim, span: Span, others: Sequence[Span]
) -> Iterator[tuple[int, str]]:
    """Other dates than the claim's; of a vote whose resolution is known the date is certain."""
    if claim.resolution is not None:
        return
    for when in scene.sentence.whens:
        at = when.start - scene.base
        inside = span[0] <= at < span[1] and not any(low <= at < high for low, high in others)
        if inside and when.text is not None and when.text != claim.period.removeprefix("asof:"):
            yield at, scene.quoted[at : when.end - scene.base].lower()
