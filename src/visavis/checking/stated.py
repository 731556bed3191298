"""Claims that may be held against each other, with the values that their words admit.

The trap is the honest difference: two sources, two hedges, a forecast, or an attributed figure may
differ without any mistake. Only plain, asserted, affirmed figures of the author are compared.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from visavis.checking.tolerance import Tolerance, tolerance
from visavis.model.claims import Claim
from visavis.model.relations import is_measure, relation
from visavis.model.verdicts import Finding, Interval

__all__ = [
    "Span", "Stated", "comparable", "disjoint", "finding", "grouped", "place_of", "sides_of",
    "span_of", "together", "values_of",
]  # fmt: skip


def sides_of(claim: Claim) -> tuple[str | None, str | None]:
    """Subject and partner; sorted where it makes no difference which of the two is named first."""
    is_even = is_measure(claim.measure) and relation(claim.measure).symmetric
    if is_even and claim.form != "share" and claim.partner:
        first, second = sorted((claim.subject or "", claim.partner))
        return first, second
    return claim.subject, claim.partner


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim that may be compared, its position and the values that its words admit."""

    at: int
    claim: Claim
    words: Tolerance

    @property
    def key(self) -> tuple[object, ...]:
        """What the figure is of, without its measure, form, period and value."""
        claim = self.claim
        return (*sides_of(claim), claim.product, claim.sector, claim.basis, claim.source_named,
                claim.attribution)  # fmt: skip

    @property
    def matter(self) -> tuple[object, ...]:
        """What a level or its growth is of, whatever the currency that is named."""
        claim = self.claim
        return (*self.key[:4], *self.key[5:], claim.measure, claim.basis.prices,
                claim.basis.volume)  # fmt: skip

    @property
    def is_plain(self) -> bool:
        """Whether it is stated without any hedge."""
        hedged = claim.written.hedge if (claim := self.claim).written else None
        return claim.qualifier == "=" and not hedged


@dataclass(frozen=True, slots=True)
class Span:
    """A bounded interval that can be calculated with."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.low - other.high, self.high - other.low)

    def over(self, other: "Span") -> "Span | None":
        """The quotient; None unless both are positive."""
        if self.low <= 0 or other.low <= 0:
            return None
        return Span(self.low / other.high, self.high / other.low)

    def is_apart(self, other: "Span") -> bool:
        """Whether the two do not touch at all, rounding on the way left aside."""
        return self.high < other.low or other.high < self.low

    def misses(self, other: "Span") -> bool:
        """Whether the two do not touch, with 1 % of slack for rounding on the way."""
        slack = max(abs(self.low), abs(self.high)) / 100
        return self.high + slack < other.low or other.high < self.low - slack


def comparable(claims: Sequence[Claim]) -> tuple[Stated, ...]:
    """The claims that may be compared: the author's own, affirmed, actual, with a number."""
    return tuple(
        Stated(n, claim, words)
        for n, claim in enumerate(claims)
        if _is_own(claim) and (words := tolerance(claim)) is not None
    )


def values_of(claim: Claim, names: Sequence[str]) -> tuple[object, ...]:
    """The fields of a claim in which two that are compared must agree."""
    return tuple(getattr(claim, name) for name in names)


def grouped(
    stated: Iterable[Stated], key: Callable[[Stated], tuple[object, ...]]
) -> dict[tuple[object, ...], list[Stated]]:
    """The claims by `key`, in their order: a long text must not be compared each with each."""
    found: dict[tuple[object, ...], list[Stated]] = {}
    for each in stated:
        found.setdefault(key(each), []).append(each)
    return found


def disjoint(a: Interval, b: Interval) -> bool:
    """Whether two intervals do not touch."""
    below = a.high is not None and b.low is not None and a.high < b.low
    return below or (b.high is not None and a.low is not None and b.high < a.low)


def span_of(stated: Stated) -> Span | None:
    """The widest values that the words admit; None where they are open on one side."""
    wide = stated.words.wide
    return Span(wide.low, wide.high) if wide.low is not None and wide.high is not None else None


def together(*parts: Stated) -> bool:
    """Whether all stand in one sentence."""
    return len({part.claim.sentence for part in parts}) == 1


def place_of(claim: Claim, text: str) -> tuple[int, int] | None:
    """Where the number itself stands in the text; None where its quote holds it twice or not."""
    numeral = claim.written.numeral if claim.written else ""
    quote = text[claim.start : claim.end]
    if not numeral or quote.count(numeral) != 1:
        return None
    start = claim.start + quote.index(numeral)
    return start, start + len(numeral)


def finding(
    kind: str,
    parts: Sequence[Stated],
    *,
    expected: Decimal | None,
    found: Decimal | None,
    certain: bool,
) -> Finding:
    """A finding about `parts`; the last of them carries the unit of `expected` and `found`."""
    return Finding(
        kind=kind,
        claims=tuple(sorted(part.at for part in parts)),
        expected=expected,
        found=found,
        unit=parts[-1].claim.unit,
        is_contradiction=certain and all(part.is_plain for part in parts),
    )


def _is_own(claim: Claim) -> bool:
    plain = claim.modality == "actual" and claim.polarity == "affirmed" and claim.asserted
    whose = claim.subject is not None and not claim.ambiguous
    return plain and whose and claim.value is not None
