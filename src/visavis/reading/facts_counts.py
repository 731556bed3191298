"""Counted acts: agreements signed, exercises held, meetings, sanctions, and mentions in a document.

The trap: a count belongs to the act that governs it. "Some twenty agreements were signed" counts
agreements; "sanctions against 45 companies" counts those sanctioned; "20 countries" counts neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from visavis.model.claims import Claim
from visavis.reading.facts_manner import manner_of
from visavis.reading.facts_scene import Party, Scene
from visavis.reading.facts_ties import tie_kind
from visavis.reading.facts_times import Times, find_times
from visavis.reading.lexis import Quantity
from visavis.reading.patterns import lazy

__all__ = ["count_claims"]

_NOUNS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "agreements",
        lazy(
            r"(?:[\w-]+\s+){0,3}?(?:agreements?|accords?|treat(?:y|ies)|memorand(?:a|ums?)|mous?|"
            r"deals?|contracts?|pacts?|protocols?|documents?)\b",
            re.IGNORECASE,
        ),
        lazy(
            r"\b(?:sign|conclud|ink|initial|seal|reach|exchang|enter(?:ed)? into)\w*",
            re.IGNORECASE,
        ),
    ),
    (
        "exercises",
        lazy(
            r"(?:[\w-]+\s+){0,3}?(?:exercises?|drills?|war ?games|manoeuvres|maneuvers|patrols?)\b",
            re.IGNORECASE,
        ),
        lazy(r"\b(?:h[eo]ld|conduct|carr(?:y|ied) out|stag|perform|took part|participat|"
                   r"organi[sz]|joint)\w*", re.IGNORECASE),
    ),
    (
        "meetings",
        lazy(
            r"(?:[\w-]+\s+){0,3}?(?:meetings?|summits?|rounds? of (?:talks|negotiations))\b",
            re.IGNORECASE,
        ),
        lazy(r"\b(?:h[eo]ld|met|host|conven|conduct|had|attend)\w*", re.IGNORECASE),
    ),
    (
        "sanctions",
        lazy(
            r"(?:[\w-]+\s+){0,4}?(?:sanctions?(?: packages?| designations?)?|"
            r"packages? of sanctions|"
            r"rounds? of sanctions|individuals|persons|people|entities|companies|firms|officials|"
            r"banks|vessels|ships|citizens|nationals)\b",
            re.IGNORECASE,
        ),
        lazy(r"\bsanction\w*|\bblacklist\w*", re.IGNORECASE),
    ),
)  # fmt: skip
_MENTION_VERB = lazy(
    r"\b(?:is|are|was|were|been|gets?)\s+(?:\w+ly\s+|only\s+)?"
    r"(?:mentioned|named|referred to|cited)\b"
    r"|\b(?:mentions?|mentioned|names?|named|refers? to|cites?|cited)\b",
    re.IGNORECASE,
)
_DOCUMENT = lazy(
    r"\b(?:the|its|their|this|[A-Z]\w+['\u2019]s)\s+(?:new\s+|latest\s+|\d{4}\s+)*"
    r"((?:[A-Z][\w-]+\s+){0,4}(?:[Ss]trategy|[Cc]oncept|[Dd]octrine|[Rr]eport|[Cc]ommuniqu[e\u00e9]|"
    r"[Dd]eclaration|[Ss]tatement|[Ss]peech|[Dd]ocument|[Ww]hite [Pp]aper|[Pp]aper|[Aa]ddress|"
    r"[Rr]esolution|[Tt]reaty|[Pp]lan))\b"
)
_IMPOSED = lazy(
    r"\b(?:impos|sanction|blacklist|slap|adopt|level|announc|introduc)\w*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Count:
    """One counted act; offsets in the scene."""

    measure: str
    start: int
    end: int
    quantity: Quantity | Times
    subject: str | None
    partner: str | None
    ambiguous: tuple[str, ...]
    source: str | None = None


def count_claims(scene: Scene) -> Iterator[Claim]:
    """Claims of how many acts there were, in text order."""
    for quantity in scene.sentence.quantities:
        if quantity.kind in ("count", "bare"):
            found = _acts(scene, quantity)
            if found is not None:
                yield _claim(scene, found)
    for times in find_times(scene, 0, len(scene.text)):
        found = _mentions(scene, times) or _met(scene, times)
        if found is not None:
            yield _claim(scene, found)


def _acts(scene: Scene, quantity: Quantity) -> _Count | None:
    """Agreements, exercises, meetings or sanctions that the number counts."""
    start, after = quantity.start - scene.base, quantity.end - scene.base
    for measure, noun, verb in _NOUNS:
        counted = re.compile(r"\s+").match(scene.text, after)
        named = noun.match(scene.text, counted.end()) if counted else None
        if named is None or not verb.search(scene.text):
            continue
        if measure == "sanctions" and not _near(scene, verb, start, named.end()):
            continue
        subject, partner, ambiguous = _sides(scene, measure)
        if subject is None:
            continue
        left = start
        if quantity.hedge_span is not None:
            left = min(left, quantity.hedge_span[0] - scene.base)
        return _Count(measure, left, named.end(), quantity, subject, partner, ambiguous)
    return None


def _near(scene: Scene, verb: re.Pattern[str], start: int, end: int) -> bool:
    """Whether the act stands within a few words of the number."""
    return verb.search(scene.text, max(0, start - 60), min(len(scene.text), end + 60)) is not None


def _sides(scene: Scene, measure: str) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Whose acts they are and with whom; from the sentence, else from the one before."""
    parties = [p for p in scene.parties if p.ids or p.ambiguous]
    if not parties and scene.earlier:
        before = Scene(scene.document, scene.earlier[-1], scene.earlier[:-1])
        parties = [p for p in before.parties if p.ids]
    ids: list[str] = []
    for party in parties:
        ids.extend(ident for ident in party.ids if ident not in ids)
    for mention in scene.mentions:
        if mention.kind == "adjective" and mention.id is not None and mention.id not in ids:
            ids.append(mention.id)
    ambiguous = tuple(name for party in parties for name in party.ambiguous)
    if measure == "sanctions":
        acting = _imposer(scene, parties)
        others = [i for i in ids if acting is None or i not in acting.ids]
        return (
            acting.code if acting else None,
            others[0] if len(others) == 1 else None,
            ambiguous,
        )
    if len(ids) == 2:
        return ids[0], ids[1], ambiguous
    if len(ids) == 1:
        return ids[0], None, ambiguous
    if len(ids) > 2 and parties and len(parties[0].ids) == 1:
        return parties[0].ids[0], None, (*ambiguous, "actor:several")
    return None, None, ambiguous


def _imposer(scene: Scene, parties: list[Party]) -> Party | None:
    verb = _IMPOSED.search(scene.text)
    if verb is None:
        return None
    before = [p for p in parties if p.end <= verb.start()]
    return before[-1] if before else None


def _mentions(scene: Scene, times: Times) -> _Count | None:
    """ "X is mentioned fewer than five times", "the strategy mentions X 14 times"."""
    verbs = list(_MENTION_VERB.finditer(scene.text, 0, times.start))
    if not verbs:
        return None
    verb = verbs[-1]
    is_passive = re.match(r"is|are|was|were|been|get", verb[0]) is not None
    before = scene.actor_before(verb.start()) if is_passive else None
    after = [p for p in scene.parties if verb.end() <= p.start and p.end <= times.start]
    party = before or (after[0] if after else None)
    if party is None or not party.ids:
        return None
    named = _DOCUMENT.search(scene.quoted)
    if named is None and scene.earlier:
        named = _DOCUMENT.search(scene.earlier[-1].text)
    source = named[1].strip() if named else None
    left = min(party.start, verb.start())
    return _Count("mentions", left, times.end, times, party.code, None, party.ambiguous, source)


def _met(scene: Scene, times: Times) -> _Count | None:
    """ "India and France met five times"."""
    verb = re.compile(r"\bmet\s+(?:each other\s+|in person\s+)?$").search(scene.text[: times.start])
    if verb is None:
        return None
    subject, partner, ambiguous = _sides(scene, "meetings")
    if subject is None or partner is None:
        return None
    return _Count("meetings", verb.start(), times.end, times, subject, partner, ambiguous)


def _claim(scene: Scene, found: _Count) -> Claim:
    quantity = found.quantity
    when = scene.date_of(found.start, found.end, found.start) or scene.only_date()
    manner = manner_of(scene, found.start, found.start, found.end)
    return Claim(
        quote=scene.document.text[scene.base + found.start : scene.base + found.end],
        start=scene.base + found.start,
        end=scene.base + found.end,
        measure=found.measure,
        form="count",
        subject=found.subject,
        partner=found.partner,
        value=quantity.value,
        value_high=quantity.value_high if isinstance(quantity, Quantity) else None,
        unit="count",
        qualifier=quantity.qualifier,
        written=quantity.written,
        period=when.text if when is not None and when.text else "unspecified",
        period_from="sentence" if when is not None else "none",
        modality=manner.modality,
        polarity=manner.polarity,
        asserted=manner.asserted,
        attribution=manner.attribution,
        source_named=found.source,
        sentence=(scene.sentence.start, scene.sentence.end),
        position=_kind_signed(scene, found),
        ambiguous=found.ambiguous,
    )


def _kind_signed(scene: Scene, found: _Count) -> str | None:
    """`defence_agreement:signed` where the words say which kind of agreements were signed."""
    words = scene.text[found.start : found.end].rstrip().removesuffix("s")
    kind = tie_kind(words) if found.measure == "agreements" else None
    is_signed = re.search(r"\b(?:sign|conclud|ink)\w*", scene.text, re.IGNORECASE)
    return f"{kind}:signed" if kind is not None and is_signed else None
