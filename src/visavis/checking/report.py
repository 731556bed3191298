"""The report: parts of a claim put together, what the text itself says against it, what was used.

The trap is `A|B`: one claim about two states has one verdict, the worst of the two, and shows both.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from visavis.checking.case import Case, Outcome
from visavis.checking.doubles import given_twice, withdrawn
from visavis.checking.needs import needs
from visavis.checking.readings import Plan
from visavis.model.claims import Claim, Document
from visavis.model.figures import Figure
from visavis.model.verdicts import Checked, Diagnosis, Finding, Reading, Verdict

__all__ = ["Part", "checked", "data_used", "inconsistent"]

_SEVERITY = (
    Verdict.CONTRADICTED, Verdict.TARGET_MISSED, Verdict.INCONSISTENT, Verdict.CANNOT_BE_CHECKED,
    Verdict.DEPENDS_ON_WINDOW, Verdict.DEPENDS_ON_DEFINITION, Verdict.TARGET_OPEN, Verdict.CLOSE,
    Verdict.ROUNDING, Verdict.SUPPORTED_BY_ONE_BOOK, Verdict.TARGET_MET, Verdict.SUPPORTED,
)  # fmt: skip
"""The worst first: of a claim about `A|B` the worst part is the verdict."""

_FAR_ABOVE = 2
"""Times the stated lower bound ("over 200") from which the card remarks that it says little."""


@dataclass(frozen=True)
class Part:
    """One pair of a claim, judged."""

    plan: Plan
    case: Case
    outcome: Outcome
    context: tuple[Figure, ...] = ()
    diagnosis: Diagnosis | None = None


def checked(document: Document, claim: Claim, parts: Sequence[Part], ordinal: int) -> Checked:
    """The claim with the verdict of its worst part and the readings of all."""
    worst = min(parts, key=lambda part: _SEVERITY.index(part.outcome.verdict))
    readings = [reading for part in parts for reading in part.case.readings]
    decisive = [
        n
        for part in (worst, *(p for p in parts if p is not worst))
        for one in part.outcome.decisive
        for n, reading in enumerate(readings)
        if reading is one
    ]
    outcome = worst.outcome
    return Checked(
        id=_id(document, claim, parts[0].plan, ordinal), claim=claim, verdict=outcome.verdict,
        reason=outcome.reason, interval=worst.plan.words.wide if worst.plan.words else None,
        readings=tuple(readings), decisive=tuple(dict.fromkeys(decisive)),
        diagnosis=worst.diagnosis, context=_context(parts),
        needs=needs(worst.plan.claim, outcome.reason),
        notes=(*outcome.notes, *_remarks(claim, worst)),
    )  # fmt: skip


def inconsistent(
    found: Sequence[Checked], findings: Sequence[Finding], text: str
) -> tuple[Checked, ...]:
    """The claims, those unsettled by data turned `inconsistent` where the text refutes itself.

    Where data settle one of the figures concerned, the others are inconsistent with it only if it
    is borne out; a figure that data refute, that its sentence in `text` gives twice, or in a clause
    with unread words, says nothing about the others.
    """
    twice = given_twice([each.claim for each in found], text)
    kept = [withdrawn(each) if n in twice else each for n, each in enumerate(found)]
    for finding in findings:
        if not finding.is_contradiction:
            continue
        if any(
            n in twice or found[n].verdict is Verdict.CONTRADICTED or found[n].claim.unread
            for n in finding.claims
        ):
            continue
        for n in finding.claims:
            if kept[n].verdict is Verdict.CANNOT_BE_CHECKED:
                notes = (*found[n].notes, ("finding", finding.kind))
                kept[n] = replace(
                    found[n], verdict=Verdict.INCONSISTENT, reason=None, needs=(), notes=notes
                )
    return tuple(kept)


def data_used(found: Sequence[Checked]) -> tuple[tuple[str, str], ...]:
    """(source, vintage) of every figure in the report, sorted."""
    pairs = {
        pair
        for each in found
        for figure in (
            *(r.figure for r in each.readings),
            *each.context,
            *((each.diagnosis.figure,) if each.diagnosis else ()),
        )
        for pair in figure.vintages
    }
    return tuple(sorted(pairs))


def _id(document: Document, claim: Claim, plan: Plan, ordinal: int) -> str:
    query = plan.literals[0].query if plan.literals else f"{claim.measure} {claim.form}"
    text = f"{document.text_sha256}|{claim.start}|{claim.end}|{query}|{ordinal}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _context(parts: Sequence[Part]) -> tuple[Figure, ...]:
    """The figures beside the claim, each question once."""
    return tuple({f.query: f for part in parts for f in part.context}.values())


def _remarks(claim: Claim, worst: Part) -> tuple[tuple[str, str], ...]:
    found = []
    if claim.premise:
        found.append(("premise_unchecked", claim.premise))
    if not claim.asserted:
        found.append(("not_asserted", claim.attribution or ""))
    above = _far_above(worst)
    if above is not None:
        found.append(("far_above", str(above.query)))
    return tuple(found)


def _far_above(part: Part) -> Figure | None:
    """The figure that lies so far above a stated lower bound that the sentence says little."""
    words = part.plan.words
    if words is None or words.rule != "over" or words.value <= 0:
        return None
    readings: tuple[Reading, ...] = part.outcome.decisive[:1]
    values = [r.figure for r in readings if r.figure.value is not None]
    far = [f for f in values if f.value is not None and f.value >= _FAR_ABOVE * words.value]
    return far[0] if far else None
