"""Facts that a text states without money or per cent: votes, memberships, visits, counted acts.

Each kind has a module of its own (`facts_votes`, `facts_membership`, `facts_visits`,
`facts_counts`); this one walks the sentences and puts the claims in text order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from visavis.model.claims import Claim, Document
from visavis.reading.facts_ballots import MAY_VOTE
from visavis.reading.facts_blocs import bloc_claims
from visavis.reading.facts_coded import coded_claims
from visavis.reading.facts_counts import count_claims
from visavis.reading.facts_ideal_points import ideal_point_claims
from visavis.reading.facts_membership import membership_claims
from visavis.reading.facts_scene import Scene
from visavis.reading.facts_tallies import agreement_claims, tally_claims
from visavis.reading.facts_ties import tie_claims
from visavis.reading.facts_unread import GUARDED, with_unread_of_facts
from visavis.reading.facts_visits import visit_claims
from visavis.reading.facts_votes import vote_claims
from visavis.reading.lexis import Sentence

__all__ = ["read_fact_claims"]

TIES = ("agreements", "sanctions")
"""Measures whose claims are judged as facts where they name what was signed or imposed."""

_SILENT = ("table", "boilerplate", "heading")
_BEFORE = 3
_LONGEST = 2000
"""Characters; what is longer has lost its full stops and is no sentence any more."""


def read_fact_claims(document: Document, sentences: Sequence[Sentence]) -> list[Claim]:
    """Claims of votes, memberships, visits and counted acts, ordered by where they stand.

    Headings, tables, boilerplate and stretches of over 2,000 characters without a full stop are
    not read. Every claim's quote is an exact substring of the
    document.
    """
    claims: list[Claim] = []
    spoken = [
        sentence
        for sentence in sentences
        if sentence.segment not in _SILENT and sentence.end - sentence.start <= _LONGEST
    ]
    for position, sentence in enumerate(spoken):
        scene = Scene(document, sentence, tuple(spoken[max(0, position - _BEFORE) : position]))
        claims.extend(_guarded(scene, list(_claims_of(scene))))
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.measure))


def _guarded(scene: Scene, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims, each that is judged as a fact with what its clause holds beside what was read.

    A question states nothing.
    """
    if scene.quoted.rstrip().endswith("?"):
        claims = [replace(claim, modality="hypothetical", asserted=False) for claim in claims]
    for claim in claims:
        if claim.measure in GUARDED or (claim.measure in TIES and claim.position):
            yield replace(claim, unread=with_unread_of_facts(scene, claim, claims))
        else:
            yield claim


_OTHERS = (
    agreement_claims,
    ideal_point_claims,
    membership_claims,
    visit_claims,
    tie_claims,
    coded_claims,
    count_claims,
)
_OF_VOTES = (vote_claims, bloc_claims, tally_claims)
"""Each of them needs a word of voting; most sentences have none."""


def _claims_of(scene: Scene) -> Iterator[Claim]:
    """Every claim of one sentence, each span and measure once."""
    seen: set[tuple[int, int, str, str | None]] = set()
    votes = _OF_VOTES if MAY_VOTE.search(scene.quoted) else ()
    for finder in (*votes, *_OTHERS):
        for claim in finder(scene):
            key = (claim.start, claim.end, claim.measure, claim.position)
            if key not in seen:
                seen.add(key)
                yield claim
