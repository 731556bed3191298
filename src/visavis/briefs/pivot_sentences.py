"""Whether it was a turn, in one sentence that follows from the numbers, and what would change it.

The trap is to say more than was measured: the groups are those members that have data, and a number
that no rule looked at is not in the sentence.
"""

from decimal import Decimal

from visavis.briefs.books import publisher_words
from visavis.briefs.names import capitalised, joined, name, possessive
from visavis.briefs.numbers import quantity
from visavis.measures.pivot_verdict import Flip
from visavis.model.facts import ALL_PRODUCTS
from visavis.model.products import product_label
from visavis.workbench.pivot_answers import PivotAnswer, PivotQuestion, Variant

__all__ = [
    "flip_sentence",
    "goods_words",
    "is_coverage_known",
    "passed",
    "points",
    "share",
    "verdict_sentence",
    "whose_trade",
]

_IF = {
    "coverage": ("partners with data made up {} of the total", "they make up {}"),
    "back": ("the two shares had moved {} the other way", "they moved {}"),
    "pivot": ("the two shares had moved {} against each other", "they moved {}"),
    "one_composition": ("with the last year's members throughout the turn were {}", "it is {}"),
    "constant_prices": ("at the first year's prices of energy the turn were {}", "it is {}"),
    "gain": ("the group turned to had gained {}", "it gained {}"),
    "reoriented": ("{} of the turn were reorientation", "it is {}"),
    "one_partner": ("one partner had made {} of the gains", "the largest made {}"),
}
"""Of each rule's number: what it would be, with its bound, and what it is."""
_IN_POINTS = frozenset({"back", "pivot", "one_composition", "constant_prices", "gain"})
_WOULD = {
    "turn": "it would be a turn", "one_partner": "it would be a turn to one partner",
    "partner_growth_only": "it would be growth of the partners and no turn",
    "price": "it would be a matter of prices", "membership": "it would be a matter of membership",
    "away_only": "it would be a turn away without a turn to anybody",
    "no_turn": "it would be no turn", "turn_back": "it would be a turn the other way",
    "too_little_covered": "the question would be left open",
}  # fmt: skip


def share(value: float | None) -> str:
    """`18.0 %` for 0.1804."""
    return "not known" if value is None else quantity(_hundredfold(value), "pct")


def points(value: float | None, *, signed: bool = True) -> str:
    """`+35.5 percentage points` for 0.3546."""
    if value is None:
        return "not known"
    text = quantity(_hundredfold(value), "pp")
    return f"+{text}" if signed and value > 0 else text


def _hundredfold(value: float) -> Decimal:
    """In hundredths, without the last digits of binary arithmetic."""
    return Decimal(repr(round(value * 100, 6) + 0.0))


def goods_words(question: PivotQuestion) -> str:
    """` of crude oil`, ` without coal and gold`, or nothing for all goods."""
    if question.product != ALL_PRODUCTS:
        return f" of {product_label(question.product)}"
    if question.without:
        return f" without {joined([product_label(each) for each in question.without])}"
    return ""


def whose_trade(question: PivotQuestion) -> str:
    """`India's imports of crude oil`."""
    return f"{possessive(question.state)} {question.flow}{goods_words(question)}"


def verdict_sentence(found: PivotAnswer) -> str:
    """Whether it was a turn, in one sentence; a second says among whom, where some have no data."""
    question, verdict = found.question, found.verdict
    whose, to, away = whose_trade(question), name(question.to), name(question.away)
    when = f"between {question.years[0]} and {question.years[1]}"
    swing = f"the two shares {_moved(found)}"
    turned = f"{capitalised(whose)} turned from {away} to {to} {when}"
    match verdict.code:
        case "turn":
            said = f"{turned}: {swing}{_reoriented(found)}{_largest(found)}{_goods(found)}."
        case "one_partner":
            partner = name(verdict.partner)
            said = (
                f"{turned}, and mostly to {partner}: {swing}{_reoriented(found)}, and {partner} "
                f"made {share(verdict.value)} of {possessive(question.to)} gains{_goods(found)}."
            )
        case "partner_growth_only":
            said = f"{capitalised(swing)} {when}, but {_growth(verdict.value, whose)}."
        case "price":
            said = (
                f"{capitalised(swing)} {when}, but {_at_old_prices(found)}: prices moved, {whose} "
                "did not."
            )
        case "away_only":
            gained = verdict.value or 0.0
            what = f"gained only {points(gained)}" if gained > 0 else f"changed by {points(gained)}"
            said = (
                f"{capitalised(whose)} turned away from {away} {when} without turning to {to}, "
                f"whose share {what}."
            )
        case "membership":
            said = (
                f"{capitalised(swing)} {when}, but because members joined or left: with the "
                f"members of {question.years[1]} throughout it is {points(verdict.value)}."
            )
        case "turn_back":
            said = (
                f"{capitalised(whose)} turned the other way, from {to} to {away}: {when} {swing}."
            )
        case "no_turn":
            said = f"{capitalised(whose)} did not turn from {away} to {to} {when}: {swing}."
        case _:
            reason = verdict.rule.reason if verdict.rule else "the data do not reach"
            said = f"Whether {whose} turned from {away} to {to} {when} is not settled: {reason}."
    return f"{said}{_among(found)}"


def _moved(found: PivotAnswer) -> str:
    """How far the shares moved, and whether that is the other way where nothing else says so."""
    value = found.found.value
    if value == 0:
        return "did not move"
    size = points(None if value is None else abs(value), signed=False)
    is_back = value is not None and value < 0 and found.verdict.code != "turn_back"
    return f"moved {size} {'the other way' if is_back else 'against each other'}"


def _growth(part: float | None, whose: str) -> str:
    if part is not None and part <= 0:
        return (
            f"none of it is reorientation of {whose}: the partners' own growth explains all of it "
            "and more"
        )
    return (
        f"that was mostly growth of the partners: only {share(part)} of it is reorientation of "
        f"{whose}"
    )


def _at_old_prices(found: PivotAnswer) -> str:
    first, value = found.question.years[0], found.verdict.value or 0.0
    moved = f"by {points(value, signed=False)}" if value > 0 else "not at all"
    prices = found.prices
    by = ""
    if prices is not None and prices.edition != found.edition:
        by = f" (what prices made of it in the data of {publisher_words(prices.edition.source)})"
    return f"at the energy prices of {first} {moved}{by}"


def passed(found: PivotAnswer, number: str) -> float | None:
    """A number that a rule looked at and let pass, None where it was not tested."""
    return dict(found.verdict.passed).get(number)


def _reoriented(found: PivotAnswer) -> str:
    part = passed(found, "reoriented")
    if part is None:
        return ""
    if part >= 1:
        return ", all of it reorientation: the partners' own growth worked against it"
    return f", {share(part)} of it reorientation and not the partners' own growth"


def _largest(found: PivotAnswer) -> str:
    part, partner = found.found.largest_share, found.found.largest
    if part is None or partner is None or len(found.found.contributions) < 2:
        return ""
    return f"; {name(partner)} alone made {share(part)} of {possessive(found.question.to)} gains"


def _goods(found: PivotAnswer) -> str:
    """What is left of the turn without the goods that make most of it, where that is under half."""
    for each in found.variants:
        before, rest = each.in_place_of, each.found.value
        if each.kind == "goods" and before and rest is not None and rest < before / 2:
            return f"; {_without(each, before, rest)}"
    return ""


def _without(each: Variant, before: float, rest: float) -> str:
    return (
        f"{each.name} it would be {points(rest, signed=False)} in place of "
        f"{points(before, signed=False)} ({publisher_words(each.edition.source)})"
    )


def _among(found: PivotAnswer) -> str:
    """That some members have no data, and that partners' books sum to themselves."""
    lacking = sum(map(len, found.unmeasured))
    said = ""
    if lacking:
        turn, last = found.found.turn, found.question.years[1]
        count = len(turn.to.on(last)) + len(turn.away.on(last))
        noun = "partner" if count == 1 else "partners"
        said = f" That is among the {count} {noun} of the two that have data."
    if found.edition.side == "partner":
        said += f" Shares are of what {_reporting(found)} report together."
    return said


def _reporting(found: PivotAnswer) -> str:
    former = found.former
    if former is None:
        return "the partners that report"
    return f"{len(former.partners)} partners"


def flip_sentence(found: PivotAnswer) -> str:
    """What would change the verdict first, as a sentence."""
    flip = found.verdict.nearest
    if flip is None:
        return "Nothing that is known here would change the verdict."
    condition, is_now = _IF[flip.number]
    shown = _bound(flip)
    now = points(flip.value) if flip.number in _IN_POINTS else share(flip.value)
    if flip.number == "coverage" and not is_coverage_known(found):
        return f"If {condition.format(shown)} (how much is not known), {_WOULD[flip.would_be]}."
    if flip.number == "back":
        way = "that way" if flip.value > 0 else "this way"
        now = f"{points(abs(flip.value), signed=False)} {way}"
    return f"If {condition.format(shown)} ({is_now.format(now)}), {_WOULD[flip.would_be]}."


def is_coverage_known(found: PivotAnswer) -> bool:
    """Not of partners' books where no report of the state says what these partners are of it."""
    return found.edition.side != "partner" or found.former is not None


def _bound(flip: Flip) -> str:
    in_points = flip.number in _IN_POINTS
    bound = points(flip.threshold, signed=False) if in_points else share(flip.threshold)
    return f"less than {bound}" if flip.value >= flip.threshold else f"{bound} or more"
