"""Votes in numbers: how many states voted how, and how often two of them voted alike.

The trap: three numbers with dashes are a tally only where a vote is spoken of, and "85% of votes"
is an agreement between two states only where exactly two are named.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from visavis.model.claims import Claim, Written
from visavis.reading.facts_ballots import MAY_VOTE, Ballot, ballot_of, is_about_un
from visavis.reading.facts_blocs import of_a_bloc
from visavis.reading.facts_manner import manner_of
from visavis.reading.facts_scene import Scene
from visavis.reading.facts_sessions import session_of
from visavis.reading.facts_wording import digits_or_words
from visavis.reading.patterns import lazy

__all__ = ["agreement_claims", "tally_claims"]

_NUMBER = (
    r"(?P<{0}>(?<!/)(?<!/\d)(?<!/\d\d)(?<!\d of )(?<!\d of the )\d{{1,3}}|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|"
    r"three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_HEDGE = (
    r"(?:(?P<hedge>more than|over|at least|nearly|almost|about|around|some|fewer than|less than|"
    r"only|just|up to|roughly|no fewer than)\s+)?"
)
_HEDGES = {
    "more than": ">", "over": ">", "at least": ">=", "no fewer than": ">=", "nearly": "~",
    "almost": "~", "about": "~", "around": "~", "some": "~", "roughly": "~", "fewer than": "<",
    "less than": "<", "up to": "up_to",
}  # fmt: skip
_DASH = r"\s?[-\u2013\u2012]\s?"
_NOUN = (
    r"(?:\s+(?:out\s+)?of\s+(?:the\s+|its\s+|all\s+)?\d{1,3})?"
    r"(?:\s+(?:votes?|(?:UN |U\.N\. |other )?(?:member )?(?:states?|countries|nations|members)))?"
)
_STATES = r"\s+(?:votes|(?:UN |U\.N\. )?(?:member )?(?:states|countries|nations|members))\b"
_TALLIES: tuple[tuple[str, ...], ...] = (
    (rf"(?<![\d.,/-]){_NUMBER.format('yes')}{_DASH}{_NUMBER.format('no')}{_DASH}"
     rf"{_NUMBER.format('abstain')}(?![\d/]|{_DASH}\d)",),
    (rf"\b{_HEDGE}{_NUMBER.format('yes')}(?:\s+votes)?(?:\s+to\s+|{_DASH}){_NUMBER.format('no')},?\s+"
     rf"(?:and\s+)?with\s+{_NUMBER.format('abstain')}\s+(?:\w+\s+)?abst",),
    (rf"\bby\s+{_NUMBER.format('yes')}\s+votes\s+to\s+{_NUMBER.format('no')}\b",),
    (rf"\b{_HEDGE}{_NUMBER.format('yes')}{_NOUN}(?:\s+\w+ly)?\s+"
     r"(?:(?:had |have )?vot(?:ed|ing)\s+)?"
     r"(?:in favou?r|for(?= (?:the )?resolution| it\b| ES-| A/RES)|"
     r"backed|supported|in support|yes\b)",),
    (rf"\b(?:backed|supported|endorsed|approved)\s+by\s+{_HEDGE}{_NUMBER.format('yes')}{_STATES}",),
    (rf"\b(?:opposed|rejected)\s+by\s+{_HEDGE}{_NUMBER.format('no')}{_STATES}",),
    (rf"\b{_HEDGE}{_NUMBER.format('no')}{_NOUN}\s+(?:(?:had )?vot(?:ed|ing)\s+)?(?:against|opposed|"
     r"no\b)",),
    (rf"\b{_HEDGE}{_NUMBER.format('abstain')}{_NOUN}\s+(?:abst(?:ain|ent)\w*)",),
    (rf"\b{_HEDGE}{_NUMBER.format('absent')}{_NOUN}\s+(?:(?:were |was )?absent\b|did not vote|"
     r"did not take part)",),
)  # fmt: skip
_TALLY_PATTERNS = tuple(lazy(parts[0], re.IGNORECASE) for parts in _TALLIES)
_TALLY_MEASURES = {
    "yes": "un_vote_for", "no": "un_vote_against", "abstain": "un_vote_abstain",
    "absent": "un_vote_absent",
}  # fmt: skip


def tally_claims(scene: Scene) -> Iterator[Claim]:
    """Claims of how many states voted for, against, abstained or were absent."""
    if not MAY_VOTE.search(scene.quoted):
        return
    taken: list[tuple[int, int]] = []
    hits: list[tuple[str, re.Match[str]]] = []
    for pattern in _TALLY_PATTERNS:
        for found in pattern.finditer(scene.quoted):
            for name in _TALLY_MEASURES:
                if found.groupdict().get(name) is None:
                    continue
                span = found.span(name)
                if span not in taken:
                    taken.append(span)
                    hits.append((name, found))
    if not hits:
        return
    partner = _about(scene)
    numbers = [(found.start(name), _number(found[name]) or 0.0) for name, found in hits]
    for name, found in sorted(hits, key=lambda hit: hit[1].start(hit[0])):
        ballot = ballot_of(scene, found.start())
        if ballot is None:
            continue
        claim = _tally_claim(scene, name, found, ballot)
        if sum(1 for key in _TALLY_MEASURES if found.groupdict().get(key)) == 1:
            claim = of_a_bloc(scene, claim, found.start(name), numbers)
        is_whole = partner is not None and claim.subject == "UNGA"
        yield replace(claim, partner=partner) if is_whole else claim


def _tally_claim(scene: Scene, name: str, found: re.Match[str], ballot: Ballot) -> Claim:
    hedge = (found.groupdict().get("hedge") or "").lower() or None
    single = sum(1 for key in _TALLY_MEASURES if found.groupdict().get(key)) == 1
    left = found.start("hedge") if hedge else found.start(name)
    right = found.end() if single else found.end(name)
    numeral = found[name]
    manner = manner_of(scene, found.start(), found.start(), found.end())
    return Claim(
        quote=scene.document.text[scene.base + left : scene.base + right],
        start=scene.base + left,
        end=scene.base + right,
        measure=_TALLY_MEASURES[name] if ballot.measure_is_known else "other",
        form="count",
        subject="UNGA" if ballot.measure_is_known else None,
        value=_number(numeral),
        unit="count",
        qualifier=_HEDGES.get(hedge or "", "="),
        resolution=ballot.resolution,
        period=ballot.period,
        period_from=ballot.period_from,
        modality=manner.modality,
        asserted=manner.asserted,
        attribution=manner.attribution,
        premise=ballot.premise,
        written=Written(numeral=numeral, scale=1.0, hedge=hedge),
        sentence=(scene.sentence.start, scene.sentence.end),
        ambiguous=ballot.doubts,
    )


def _number(numeral: str) -> float | None:
    number = digits_or_words(numeral)
    return None if number is None else float(number)


def _about(scene: Scene) -> str | None:
    """The one state that the sentence names beside voters, None where there are several."""
    states = {m.id for m in scene.mentions if m.kind in ("state", "adjective") and m.id is not None}
    return next(iter(states)) if len(states) == 1 else None


_AGREEMENT = lazy(
    r"\b(?:vot(?:ed?|es|ing)\s+(?:\w+ly\s+)?(?:the same way|alike|together|in line with|with|"
    r"identically|in step with|in agreement with)|agree[sd]?|sided? with|sided|"
    r"voting (?:coincidence|agreement|alignment))\b",
    re.IGNORECASE,
)


def agreement_claims(scene: Scene) -> Iterator[Claim]:
    """Claims of how often two states voted alike, as a share of votes."""
    if "vot" not in scene.text:
        return
    verb = _AGREEMENT.search(scene.text)
    if verb is None or not re.search(r"\bvot", scene.text) or not is_about_un(scene):
        return
    for quantity in scene.sentence.quantities:
        if quantity.kind not in ("percent", "fraction"):
            continue
        pair = _pair(scene)
        if pair is None:
            continue
        start = min(verb.start(), quantity.start - scene.base)
        end = max(verb.end(), quantity.end - scene.base)
        session = session_of(scene)
        when = scene.date_of(start, end, start) if session is None else None
        period = session.text if session else when.text if when and when.text else None
        manner = manner_of(scene, start, start, end)
        yield Claim(
            quote=scene.document.text[scene.base + start : scene.base + end],
            start=scene.base + start,
            end=scene.base + end,
            measure="vote_agreement",
            form="share",
            subject=pair[0],
            partner=pair[1],
            value=quantity.value,
            value_high=quantity.value_high,
            unit="pct",
            qualifier=quantity.qualifier,
            written=quantity.written,
            period=period or "unspecified",
            period_from="sentence" if period else "none",
            modality=manner.modality,
            polarity="negated" if manner.negated else "affirmed",
            asserted=manner.asserted,
            attribution=manner.attribution,
            sentence=(scene.sentence.start, scene.sentence.end),
        )


def _pair(scene: Scene) -> tuple[str, str] | None:
    """The two states whose votes are compared."""
    ids: list[str] = []
    for party in scene.parties:
        if set(party.kinds) <= {"group", "region"}:
            continue
        ids.extend(ident for ident in party.ids if ident not in ids)
    adjectives = [m.id for m in scene.mentions if m.kind == "adjective" and m.id is not None]
    ids.extend(ident for ident in adjectives if ident not in ids and len(ids) < 2)
    if len(ids) != 2:
        return None
    return ids[0], ids[1]
