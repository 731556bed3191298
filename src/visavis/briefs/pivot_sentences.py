"""The verdict on a turn in words: one sentence that follows from the numbers, and what would flip it.

The trap is to say more than was measured: the groups are those members that have data, and a number
that no rule looked at is not in the sentence.
"""

from decimal import Decimal

from visavis.briefs.books import publisher_words
from visavis.briefs.names import capitalised, joined, name, possessive
from visavis.briefs.numbers import quantity
from visavis.measures.pivot_verdict import RULES
from visavis.workbench.pivot_answers import PivotAnswer

__all__ = ["flip_sentence", "points", "share", "verdict_sentence"]

_FLOWS = {"exports": "exports", "imports": "imports", "trade": "trade"}
_NUMBERS = {
    "coverage": ("the part of the total that partners with data make up", False),
    "certainty": ("what the members without data could do", False),
    "back": ("the turn the other way", True),
    "pivot": ("the turn", True),
    "one_composition": ("the turn with one composition throughout", True),
    "constant_prices": ("the turn at constant prices of energy", True),
    "gain": ("the gain of the group turned to", True),
    "reoriented": ("the part that is reorientation", False),
    "one_partner": ("one partner's part of the gains", False),
}
"""Each rule's number in words, and whether it is counted in percentage points."""
_WORDS = {
    "turn": "a turn", "one_partner": "a turn to one partner",
    "partner_growth_only": "growth of the partners, not a turn", "price": "a matter of prices",
    "away_only": "a turn away without a turn to", "membership": "a matter of membership",
    "no_turn": "no turn", "turn_back": "a turn the other way",
    "too_little_covered": "not settled, for want of data",
}  # fmt: skip


def share(value: float | None) -> str:
    """`18.0 %` for 0.1804."""
    return "not known" if value is None else quantity(Decimal(repr(round(value * 100, 6))), "pct")


def points(value: float | None, *, signed: bool = True) -> str:
    """`+35.5 percentage points` for 0.3546."""
    if value is None:
        return "not known"
    text = quantity(Decimal(repr(round(value * 100, 6))), "pp")
    return f"+{text}" if signed and value > 0 else text


def verdict_sentence(found: PivotAnswer) -> str:
    """Whether it was a turn, in one sentence."""
    question, verdict = found.question, found.verdict
    whose = f"{possessive(question.state)} {_FLOWS[question.flow]}"
    to, away = name(question.to), name(question.away)
    first, last = question.years
    moved = points(found.found.value, signed=False)
    turned = f"{capitalised(whose)} turned from {away} to {to} between {first} and {last}"
    swing = f"the two shares moved {moved} against each other"
    part = found_number(found, "reoriented")
    grown = f", {share(part)} of it reorientation and not the partners' own growth" if part else ""
    match verdict.code:
        case "turn":
            return f"{turned}: {swing}{grown}{_largest(found)}{_goods(found)}.{_among(found)}"
        case "one_partner":
            return (
                f"{turned}, and mostly to {name(verdict.partner)}: {swing}{grown}, and "
                f"{name(verdict.partner)} made {share(verdict.value)} of {possessive(question.to)} "
                f"gains{_goods(found)}.{_among(found)}"
            )
        case "partner_growth_only":
            return (
                f"{capitalised(swing)} between {first} and {last}, but that was mostly growth of the "
                f"partners: only {share(verdict.value)} of it is reorientation of {whose}."
            )
        case "price":
            return (
                f"{capitalised(swing)} between {first} and {last}, but at the energy prices of "
                f"{first} only by {points(verdict.value, signed=False)}: prices moved, {whose} did not."
            )
        case "away_only":
            return (
                f"{capitalised(whose)} turned away from {away} between {first} and {last} without "
                f"turning to {to}, whose share gained {points(verdict.value)}."
            )
        case "membership":
            return (
                f"{capitalised(swing)} between {first} and {last}, but because members joined or "
                f"left: with one composition it is {points(verdict.value)}."
            )
        case "turn_back":
            return (
                f"{capitalised(whose)} turned the other way, from {to} to {away}: between {first} "
                f"and {last} {swing}."
            )
        case "no_turn":
            return (
                f"{capitalised(whose)} did not turn from {away} to {to} between {first} and {last}: "
                f"{swing}."
            )
    return (
        f"Whether {whose} turned from {away} to {to} between {first} and {last} is not settled: "
        f"{verdict.rule.reason if verdict.rule else 'the data do not reach'}."
    )


def found_number(found: PivotAnswer, number: str) -> float | None:
    """A number that a rule looked at, None where it was not tested."""
    return dict(found.verdict.passed).get(number)


def _goods(found: PivotAnswer) -> str:
    """What is left of the turn without the goods that make most of it, where that is under half."""
    for each in found.variants:
        before, rest = each.in_place_of, each.found.value
        if each.kind == "goods" and before and rest is not None and rest < before / 2:
            goods = each.name.replace("_", " ")
            return (
                f"; {goods} it would be {points(rest, signed=False)} in place of "
                f"{points(before, signed=False)} ({publisher_words(each.edition.source)})"
            )
    return ""


def _among(found: PivotAnswer) -> str:
    """That some members have no data, where they have none."""
    lacking = sum(map(len, found.unmeasured))
    if not lacking:
        return ""
    turn, last = found.found.turn, found.question.years[1]
    count = len(turn.to.on(last)) + len(turn.away.on(last))
    return f" That is among the {count} partners of the two that have data."


def _largest(found: PivotAnswer) -> str:
    part, partner = found.found.largest_share, found.found.largest
    if part is None or partner is None:
        return ""
    to = possessive(found.question.to)
    return f"; {name(partner)} alone made {share(part)} of {to} gains"


def flip_sentence(found: PivotAnswer) -> str:
    """What would change the verdict first."""
    flip = found.verdict.nearest
    if flip is None:
        return "nothing that is known here would change the verdict"
    words, in_points = _NUMBERS[flip.number]
    shown = (points(flip.value), points(flip.threshold)) if in_points else (
        share(flip.value), share(flip.threshold)
    )  # fmt: skip
    rule = next(each for each in RULES if each.number == flip.number)
    beyond = "below" if flip.value >= flip.threshold else "to or above"
    code = _WORDS[flip.would_be]
    reason = f" ({rule.reason})" if flip.would_be == rule.code else ""
    return f"{words} is {shown[0]}; {beyond} {shown[1]} it would be {code}{reason}"


def untested(found: PivotAnswer) -> str:
    """The rules that could not be looked at, by name."""
    lacking = [_NUMBERS[each][0] for each in found.verdict.not_tested]
    return joined(lacking)
