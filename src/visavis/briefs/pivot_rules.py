"""The rules that decide whether it was a turn, in a reader's words, and how each one came out.

The trap is the rule that was not tested. It is said so by name, and is not counted as passed.
"""

from visavis.briefs.names import joined
from visavis.briefs.pivot_sentences import is_coverage_known, points, share
from visavis.measures.pivot_verdict import RULES, Rule
from visavis.workbench.pivot_answers import PivotAnswer

__all__ = ["CODES", "NUMBERS", "rules_line", "threshold_words", "untested"]

NUMBERS = {
    "coverage": ("the part of the total that partners with data make up", "pct"),
    "certainty": ("whether the members without data leave it certain", "flag"),
    "back": ("the turn the other way", "pp"),
    "pivot": ("the turn", "pp"),
    "one_composition": ("the turn with one composition throughout", "pp"),
    "constant_prices": ("the turn at constant prices of energy", "pp"),
    "gain": ("the gain of the group turned to", "pp"),
    "reoriented": ("the part of the turn that is reorientation", "pct"),
    "one_partner": ("the largest partner's part of the gains", "pct"),
}
"""Each rule's number in words, and its unit."""
CODES = {
    "turn": "a turn", "one_partner": "a turn to one partner",
    "partner_growth_only": "growth of the partners", "price": "a matter of prices",
    "away_only": "a turn away without a turn to", "membership": "a matter of membership",
    "no_turn": "no turn", "turn_back": "a turn the other way", "too_little_covered": "not settled",
}  # fmt: skip


def rules_line(found: PivotAnswer) -> str:
    """Each rule up to the one that decided: its number, and what it would have made of it."""
    verdict = found.verdict
    looked = dict(verdict.passed)
    said = [_words(rule, looked[rule.number]) for rule in RULES if rule.number in looked]
    kept = [each for each in said if each]
    if verdict.rule is None:
        return f"none against a turn held: {'; '.join(kept)}"
    value = verdict.value
    words = NUMBERS[verdict.rule.number][0]
    shown = _shown(verdict.rule.number, value)
    if verdict.rule.number == "coverage" and not is_coverage_known(found):
        shown = "not known"
    decided = f"decided by {words}{f', {shown}' if shown else ''}: {verdict.rule.reason}"
    before = f"; before it passed: {'; '.join(kept)}" if kept else ""
    return f"{decided} ({CODES[verdict.rule.code]} {threshold_words(verdict.rule)}){before}"


def _words(rule: Rule, value: float) -> str:
    """`the turn +35.5 percentage points (no turn below 5 percentage points)`."""
    if NUMBERS[rule.number][1] == "flag" or (rule.number == "back" and value <= 0):
        return ""
    words = f"{NUMBERS[rule.number][0]} {_shown(rule.number, value)}"
    return f"{words} ({CODES[rule.code]} {threshold_words(rule)})"


def _shown(number: str, value: float | None) -> str:
    unit = NUMBERS[number][1]
    return "" if unit == "flag" else points(value) if unit == "pp" else share(value)


def threshold_words(rule: Rule) -> str:
    """`below 80 %`, `from 66.7 % up`."""
    unit = NUMBERS[rule.number][1]
    if unit == "flag":
        return "where it does not"
    bound = points(rule.threshold, signed=False) if unit == "pp" else share(rule.threshold)
    return f"below {bound}" if rule.holds_below else f"from {bound} up"


def untested(found: PivotAnswer) -> str:
    """The rules that could not be looked at, by name; that of one partner is not asked of one."""
    alone = len(found.found.contributions) < 2
    lacking = [
        NUMBERS[each][0]
        for each in found.verdict.not_tested
        if not (each == "one_partner" and alone)
    ]
    return joined(lacking)
