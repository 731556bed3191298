"""Whether a change of shares was a turn: an ordered table of rules, each with its threshold.

The first rule that holds decides. Every threshold is by our own judgement, with its grounds
beside it; the verdict gives the number that decided, the rules it passed, those that could not be
tested, and the threshold that would change it first. The trap is a rule that was not tested: a
`turn` without prices or markets may be a price or a partner's growth, and `not_tested` says so.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from visavis.measures.pivot import Pivot
from visavis.measures.shift_share import ShiftShare

__all__ = ["RULES", "Evidence", "Flip", "Rule", "Verdict", "evidence", "judge", "reorientation"]

COVERAGE_LEAST = 0.8
TURN_LEAST = 0.05
GAIN_LEAST = 0.025
REORIENTED_LEAST = 0.5
ONE_PARTNER_MOST = 2 / 3


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is the verdict where `number` lies below the threshold (or at or above it)."""

    code: str
    number: str
    threshold: float
    holds_below: bool
    reason: str
    grounds: str
    """Why the threshold is where it is."""

    def holds(self, value: float) -> bool:
        """Whether the rule decides, given its number."""
        return value < self.threshold if self.holds_below else value >= self.threshold


RULES: tuple[Rule, ...] = (
    Rule(
        "too_little_covered", "coverage", COVERAGE_LEAST, True, "too much trade has no row",
        "named partners must make up four fifths of the whole: with more in no row, somebody else "
        "may have turned, and neither turnover nor the largest contributor is known",
    ),
    Rule(
        "too_little_covered", "certainty", 1.0, True, "what is missing could decide",
        "1 where the thresholds of the turn say the same of both ends of its bounds, 0 where not: "
        "a verdict must hold whatever the members without data did",
    ),
    Rule(
        "turn_back", "back", TURN_LEAST, False, "the shares moved the other way",
        "the same five points as for a turn",
    ),
    Rule(
        "no_turn", "pivot", TURN_LEAST, True, "the shares moved too little",
        "five percentage points between the two groups: below it a late revision, a change of "
        "definition or the other side's book could make as much",
    ),
    Rule(
        "membership", "one_composition", TURN_LEAST, True, "members joined or left",
        "with the members of the last year throughout it must still be a turn",
    ),
    Rule(
        "price", "constant_prices", TURN_LEAST, True, "at constant prices they did not move",
        "with the energy of the last year at the prices of the first it must still be a turn; "
        "where another edition has the tonnes, the difference that prices make there is taken off",
    ),
    Rule(
        "away_only", "gain", GAIN_LEAST, True, "the group turned to gained too little",
        "half of the least turn must be a gain of the group turned to: else trade left one group "
        "and went to neither",
    ),
    Rule(
        "partner_growth_only", "reoriented", REORIENTED_LEAST, True, "the partners grew",
        "at least half of the turn must be reorientation: else most of it is the partners' own "
        "growth",
    ),
    Rule(
        "one_partner", "one_partner", ONE_PARTNER_MOST, False, "one partner made the gains",
        "where two thirds of the gains are one partner's, the turn is to that partner, not to a "
        "group; not asked of a group of one",
    ),
)  # fmt: skip
"""In order; where none holds, the verdict is `turn`. A rule without its number is not tested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The numbers that the rules look at; None where one is not known."""

    coverage: float | None
    low: float | None
    high: float | None
    """Bounds of P; the same where nothing is missing."""
    one_composition: float | None = None
    """P with the members of the last period throughout."""
    constant_prices: float | None = None
    """P with the last period at the prices of the first."""
    gain: float | None = None
    """The change in the share of the group turned to."""
    reoriented: float | None = None
    """The part of P that is reorientation (`reorientation`), 1 where all of it is."""
    one_partner: float | None = None
    """The largest contributor's part of the gains; None in a group of one."""
    partner: str | None = None
    """Who that is."""

    def numbers(self) -> Mapping[str, float | None]:
        """Each rule's number by name.

        `pivot` is P's lower bound, `back` that of P turned round, `certainty` 1 where both bounds
        of P lie on one side of either threshold and 0 where not, or where there are no bounds.
        """
        if self.low is None or self.high is None:
            return {"coverage": 0.0 if self.coverage is None else self.coverage, "certainty": 0.0}
        return {
            "coverage": self.coverage,
            "certainty": _certainty(self.low, self.high),
            "back": -self.high,
            "pivot": self.low,
            "one_composition": self.one_composition,
            "constant_prices": self.constant_prices,
            "gain": self.gain,
            "reoriented": self.reoriented,
            "one_partner": self.one_partner,
        }


def _certainty(low: float, high: float) -> float:
    """1 where the rules would say the same of either bound of P."""
    sides = {(each >= TURN_LEAST, -each >= TURN_LEAST) for each in (low, high)}
    return float(len(sides) == 1)


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change, measured in its threshold, that would give another verdict."""

    number: str
    value: float
    threshold: float
    would_be: str

    @property
    def distance(self) -> float:
        """How far the number is from the threshold, in its own unit."""
        return abs(self.value - self.threshold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A code and what decided it; the sentence is written elsewhere."""

    code: str
    """`turn`, or that of the rule which held first."""
    rule: Rule | None
    """The rule that held; None for `turn`."""
    value: float | None
    """Its number."""
    passed: tuple[tuple[str, float], ...]
    """The rules' numbers that were looked at before and did not decide."""
    not_tested: tuple[str, ...]
    """Numbers of rules up to the deciding one that are not known."""
    nearest: Flip | None
    """What would change the verdict first; None where nothing that is known would."""
    partner: str | None
    """The largest contributor to the gains."""


def judge(found: Evidence) -> Verdict:
    """The first rule of `RULES` that holds, else `turn`; with the nearest threshold that flips it.

    Args:
        found: From `evidence`, or numbers of one's own.

    Source: The rules and thresholds are our own; shares, shift-share and turnover are cited where
    they are computed.
    """
    numbers = found.numbers()
    code, at = _decide(numbers)
    looked = RULES[:at]
    rule = RULES[at] if at < len(RULES) else None
    return Verdict(
        code=code,
        rule=rule,
        value=numbers.get(rule.number) if rule else None,
        passed=tuple(
            (each.number, value)
            for each in looked
            if (value := numbers.get(each.number)) is not None
        ),
        not_tested=tuple(each.number for each in looked if numbers.get(each.number) is None),
        nearest=_nearest(numbers, code),
        partner=found.partner,
    )


def _decide(numbers: Mapping[str, float | None]) -> tuple[str, int]:
    for at, rule in enumerate(RULES):
        value = numbers.get(rule.number)
        if value is not None and rule.holds(value):
            return rule.code, at
    return "turn", len(RULES)


def _nearest(numbers: Mapping[str, float | None], code: str) -> Flip | None:
    """The flip at the least distance, each measured in its own threshold.

    Certainty is no number of its own: it follows from the bounds of P, which move together.
    """
    flips = []
    for rule in RULES:
        value = numbers.get(rule.number)
        if value is None or rule.number == "certainty":
            continue
        across = rule.threshold
        if rule.holds(value) != rule.holds_below:
            across = math.nextafter(rule.threshold, -math.inf)
        moved = _moved(numbers, rule.number, across)
        would_be, _ = _decide(moved)
        if would_be != code:
            flips.append(Flip(rule.number, value, rule.threshold, would_be))
    return min(flips, key=lambda each: each.distance / each.threshold, default=None)


def _moved(numbers: Mapping[str, float | None], name: str, value: float) -> dict[str, float | None]:
    low, back = numbers.get("pivot"), numbers.get("back")
    if name not in ("pivot", "back") or low is None or back is None:
        return {**numbers, name: value}
    width = -back - low
    low = value if name == "pivot" else -value - width
    high = low + width if name == "pivot" else -value
    return {**numbers, "pivot": low, "back": -high, "certainty": _certainty(low, high)}


def reorientation(found: Pivot, parts: ShiftShare) -> float | None:
    """The part of P that is reorientation: (R(to) - R(away)) / the last whole, over P.

    1 where the whole turn is reorientation, 0 where all of it is growth; None where P is not known
    or zero, or a member of either group could not be taken apart.

    Args:
        found: The pivot, at constant prices where `parts` has a term for prices.
        parts: `visavis.measures.shift_share.shift_share` of the same window.
    """
    whole = found.wholes[1]
    if not found.value or not whole or parts.missing is not None:
        return None
    groups = [
        group.on(found.turn.window.first) | group.on(found.turn.window.last)
        for group in (found.turn.to, found.turn.away)
    ]
    if any(each.partner in groups[0] | groups[1] for each in parts.left_out):
        return None
    to, away = (
        math.fsum(term.reorientation for term in parts.terms if term.partner in group)
        for group in groups
    )
    return (to - away) / whole / found.value


def evidence(
    found: Pivot,
    *,
    one_composition: Pivot | None = None,
    constant_prices: Pivot | None = None,
    parts: ShiftShare | None = None,
) -> Evidence:
    """The numbers for `judge` out of what was computed; what is not given is not tested.

    Args:
        found: The pivot with the groups as of each period.
        one_composition: The same of `turn.frozen(last)`; not needed where no group changed.
        constant_prices: The same over `visavis.measures.adjusted_flows.deflated` flows.
        parts: The shift-share of the same window.
    """
    alone = len(found.contributions) < 2
    window = found.turn.window
    unchanged = all(
        group.on(window.first) == group.on(window.last)
        for group in (found.turn.to, found.turn.away)
    )
    frozen = found if unchanged and one_composition is None else one_composition
    return Evidence(
        coverage=found.coverage,
        low=found.low,
        high=found.high,
        one_composition=frozen.low if frozen else None,
        constant_prices=constant_prices.low if constant_prices else None,
        gain=found.gain,
        reoriented=reorientation(found, parts) if parts else None,
        one_partner=None if alone else found.largest_share,
        partner=found.largest,
    )
