"""Figures that one sentence gives twice with different values: nothing is false on their account.

The trap is the likelier mistake: a writer hardly gives the same figure twice, differently, within a
sentence; a partner, a year or a flow that was misread is likelier than a slip.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from visavis.checking.stated import disjoint, sides_of
from visavis.checking.tolerance import tolerance
from visavis.model.claims import Claim
from visavis.model.verdicts import WRONG, Checked, Reason, Verdict

__all__ = ["RULES", "given_twice", "withdrawn"]

RULES: dict[str, tuple[str, str]] = {
    "W2": (
        "one sentence gives the very figure twice, with values whose intervals do not touch, and "
        "the verdict would be contradicted or inconsistent: one of the two was hardly meant so",
        "cannot_be_checked: ambiguous_measure",
    ),
}
"""The rule for figures given twice, which comes after the decision table."""

_SAME = ("measure", "form", "product", "denominator", "unit", "sector", "resolution", "position",
         "rank_scope", "polarity", "attribution", "source_named", "basis", "sentence")  # fmt: skip


_CLAUSE_ENDS = re.compile(r"[,;:()]|\b(?:and|but|while|whereas|et|mais|и|а|но)\b")
_CLAUSE_BEGINS = re.compile(r"[;:(]")
_RELATIVE = re.compile(
    r"\b(?:earlier|before|ago|later|after|previous|prior|last|preceding|plus tôt|auparavant|"
    r"précédente?|ранее|назад|прошл\w+|предыдущ\w+|спустя)\b",
    re.IGNORECASE,
)
"""Words that date a figure by another one: "a year earlier"."""


def given_twice(claims: Sequence[Claim], text: str) -> frozenset[int]:
    """Positions of the claims whose figure their own sentence in `text` gives another value too.

    Periods (and bases) count as one where they are equal, or where one of the two is not written in
    the claim's own clause and so may have been carried wrongly.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for n, claim in enumerate(claims):
        if claim.value is not None and claim.subject is not None:
            groups.setdefault(_figure(claim), []).append(n)
    groups = {key: group for key, group in groups.items() if len(group) > 1}
    clauses = _clauses(claims, text) if groups else {}
    found: set[int] = set()
    for group in groups.values():
        for a, b in combinations(group, 2):
            if not {a, b} <= found and _may_be_one(claims[a], claims[b], clauses[a], clauses[b]):
                found |= {a, b}
    return frozenset(found)


def withdrawn(one: Checked) -> Checked:
    """The claim, given twice, without a verdict that would call it wrong; else as it is."""
    if one.verdict not in WRONG:
        return one
    notes = tuple(note for note in one.notes if note[0] not in ("rule", "finding"))
    return replace(
        one, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.AMBIGUOUS_MEASURE, diagnosis=None,
        notes=(("rule", "W2"), *notes, ("finding", "same_figure")),
    )  # fmt: skip


def _figure(claim: Claim) -> tuple[object, ...]:
    is_fact = claim.modality in ("actual", "estimate")
    return (*sides_of(claim), is_fact or claim.modality, *(getattr(claim, name) for name in _SAME))


def _may_be_one(a: Claim, b: Claim, clause: str, other: str) -> bool:
    """Whether the two may be of one time, and their values do not touch."""
    words, others = tolerance(a), tolerance(b)
    if words is None or others is None or not disjoint(words.wide, others.wide):
        return False
    return all(
        x == y or not _writes(clause, x) or not _writes(other, y)
        for x, y in ((a.period, b.period), (a.baseline, b.baseline))
    )


def _writes(clause: str, period: str | None) -> bool:
    """Whether the clause has the year of the period, or dates it by another ("a year earlier")."""
    if period is None or not period[:4].isdigit():
        return False
    return period[:4] in clause or _RELATIVE.search(clause) is not None


def _clauses(claims: Sequence[Claim], text: str) -> dict[int, str]:
    """For each claim the words around its number, up to the numbers before and after it."""
    found = {}
    order = sorted(range(len(claims)), key=lambda n: (claims[n].start, claims[n].end))
    for place, n in enumerate(order):
        claim = claims[n]
        begin, end = claim.sentence
        if begin == end:  # nothing says where it stands: what reading says of its period holds
            found[n] = f"{claim.period} {claim.baseline}" * (claim.period_from == "sentence")
            continue
        before = max((claims[m].end for m in order[max(0, place - 3) : place]), default=begin)
        behind = order[place + 1 : place + 4]
        starts = [claims[m].start for m in behind if claims[m].start >= claim.end]
        head = text[max(begin, min(before, claim.start)) : claim.start]
        tail = text[claim.end : min(end, *starts, len(text))]
        head = _CLAUSE_BEGINS.split(head)[-1]
        found[n] = head + claim.quote + _CLAUSE_ENDS.split(tail)[0]
    return found
