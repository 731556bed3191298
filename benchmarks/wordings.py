"""Statements put into English: many wordings, roundings and hedges for each kind of figure.

The sentences are our own. Every wording names subject, partner and year; what varies is the order,
the names (name, adjective, capital), the way of rounding and the hedge.
"""

import random
from collections.abc import Mapping
from dataclasses import replace

from starter_rows import Words
from truths import Statement

__all__ = ["PRODUCTS", "say", "with_hedge"]

PRODUCTS = {
    "crude_oil": "crude oil", "coal": "coal", "iron_ore": "iron ore", "gold": "gold",
    "lng": "liquefied natural gas", "pipeline_gas": "pipeline gas",
}  # fmt: skip
_WORDINGS: dict[str, tuple[str, ...]] = {
    "exports level": (
        "In {y}, {s} exported goods worth {v} to {p}.",
        "{S_own} exports to {p} reached {v} in {y}.",
        "{S_adj} exports to {p} were {v} in {y}.",
        "Exports from {s} to {p} amounted to {v} in {y}.",
        "{S_cap} sold {v} worth of goods to {p} in {y}.",
        "{S} sold goods worth {v} to {p} in {y}.",
        "In {y}, {s_own} exports to {p} stood at {v}.",
        "{S_own} exports to {p} had a value of {v} in {y}.",
    ),
    "imports level": (
        "{S} imported goods worth {v} from {p} in {y}.",
        "{S_adj} imports from {p} totalled {v} in {y}.",
        "In {y} {s} bought {v} worth of goods from {p}.",
        "{S_own} imports from {p} came to {v} in {y}.",
        "Imports into {s} from {p} were worth {v} in {y}.",
        "In {y}, {s_own} imports from {p} stood at {v}.",
    ),
    "trade_turnover level": (
        "Trade between {s} and {p} was worth {v} in {y}.",
        "Bilateral trade between {s} and {p} reached {v} in {y}.",
        "Trade turnover between {s_cap} and {p_cap} amounted to {v} in {y}.",
        "In {y}, {s_own} trade with {p} stood at {v}.",
        "{S} and {p} traded goods worth {v} in {y}.",
    ),
    "trade_deficit level": (
        "{S} ran a trade deficit of {v} with {p} in {y}.",
        "In {y}, {s_own} goods trade deficit with {p} was {v}.",
        "{S_own} trade deficit with {p} stood at {v} in {y}.",
    ),
    "trade_surplus level": (
        "{S} ran a trade surplus of {v} with {p} in {y}.",
        "In {y}, {s_own} trade surplus with {p} was {v}.",
        "{S} had a surplus of {v} in its goods trade with {p} in {y}.",
    ),
    "exports share": (
        "{P} accounted for {v} of {s_own} exports in {y}.",
        "{P} took {v} of {s_adj} exports in {y}.",
        "{S} sent {v} of its exports to {p} in {y}.",
        "In {y}, {v} of {s_own} exports went to {p}.",
        "{P_own} share of {s_own} exports was {v} in {y}.",
        "{P} absorbed {v} of {s_adj} goods exports in {y}.",
    ),
    "imports share": (
        "{P} accounted for {v} of {s_own} imports in {y}.",
        "In {y}, {v} of {s_adj} imports came from {p}.",
        "{S} got {v} of its imports from {p} in {y}.",
        "{P} supplied {v} of {s_own} imports in {y}.",
        "{P_own} share in {s_own} imports was {v} in {y}.",
    ),
    "trade_turnover share": (
        "{P} accounted for {v} of {s_own} total trade in {y}.",
        "Trade with {p} made up {v} of {s_own} foreign trade in {y}.",
        "In {y}, {p} had a share of {v} in {s_own} total trade.",
    ),
    "exports growth": (
        "{S_own} exports to {p} {moved} by {v} in {y}.",
        "{S_adj} exports to {p} {moved} {v} in {y} compared with {b}.",
        "Between {b} and {y}, exports from {s} to {p} {moved} by {v}.",
    ),
    "imports growth": (
        "{S_own} imports from {p} {moved} by {v} in {y}.",
        "From {b} to {y}, {s_own} imports from {p} {moved} by {v}.",
        "{S_adj} imports from {p} {moved} {v} year on year in {y}.",
    ),
    "trade_turnover growth": (
        "Trade between {s} and {p} {moved} by {v} in {y}.",
        "Between {b} and {y}, trade between {s} and {p} {moved} by {v}.",
    ),
    "exports multiple": (
        "{S_own} exports to {p} {times} between {b} and {y}.",
        "From {b} to {y}, {s_adj} exports to {p} {times}.",
        "Between {b} and {y}, exports from {s} to {p} {times}.",
    ),
    "exports rank": (
        "In {y}, {p} was {s_own} {rank} export market.",
        "{P} was the {rank} market for {s_own} exports in {y}.",
        "{P} was the {rank} destination of {s_adj} exports in {y}.",
    ),
    "product_exports level": (
        "{S} exported {product} worth {v} to {p} in {y}.",
        "{S_own} {product} exports to {p} were worth {v} in {y}.",
        "In {y}, {s} sold {v} worth of {product} to {p}.",
    ),
    "product_imports level": (
        "{S} imported {product} worth {v} from {p} in {y}.",
        "{S_own} imports of {product} from {p} were worth {v} in {y}.",
    ),
    "gdp level": (
        "{S_own} GDP was {v} in {y}.",
        "In {y}, the gross domestic product of {s} stood at {v}.",
        "{S} had a GDP of {v} in {y}.",
    ),
    "population level": (
        "{S} had a population of {v} in {y}.",
        "In {y}, {s_own} population was {v}.",
    ),
    "vote_position position": (
        "{S} {voted} UN General Assembly resolution {r}.",
        "In the UN General Assembly, {s} {voted} resolution {r}.",
    ),
}
_VOTED = {
    "yes": ("voted in favour of", "voted for", "backed"),
    "no": ("voted against", "opposed"),
    "abstain": ("abstained on", "abstained in the vote on"),
    "absent": ("did not take part in the vote on", "was absent from the vote on"),
}
_RANKS = ("", "largest", "second-largest", "third-largest", "fourth-largest", "fifth-largest")
_HEDGES = {
    "about": ("about", "around", "roughly", "some"),
    "over": ("more than", "over"),
    "nearly": ("nearly", "almost", "close to"),
}


def with_hedge(dice: random.Random, one: Statement) -> Statement:
    """The statement with its value rounded, and hedged in two cases of five."""
    if isinstance(one.value, str) or one.value is None or one.form in ("rank", "multiple"):
        return one
    value = float(one.value)
    style = dice.choices(("", "about", "over", "nearly"), (60, 16, 14, 10))[0]
    if one.form == "growth":
        style = style if style == "about" else ""
    if style and abs(value) > 0:
        step = _step(value, 2)
        low = value // step * step
        said = {"about": round(value / step) * step, "over": low, "nearly": low + step}[style]
        is_near = style != "nearly" or value > 0.97 * said
        is_just = style != "over" or 0.9 * value < said < value
        if is_near and is_just and said != 0:
            return replace(one, value=float(f"{said:.6g}"), hedge=style, half_unit=step / 2)
    step = _step(value, dice.choice((3, 3, 4)) if one.form == "level" else 2 + (abs(value) >= 10))
    if one.form in ("share", "growth"):
        step = max(step, 0.1)
    said = round(value / step) * step
    return replace(one, value=float(f"{said:.6g}"), half_unit=step / 2)


def _step(value: float, digits: int) -> float:
    """The unit of the last of `digits` significant digits."""
    exponent = len(f"{int(abs(value))}") if abs(value) >= 1 else 0
    return float(10.0 ** (exponent - digits))


def say(dice: random.Random, one: Statement, names: Mapping[str, Words]) -> tuple[str, str]:
    """The statement as one English sentence, and the wording used."""
    wording = dice.choice(_WORDINGS[f"{one.measure} {one.form}"])
    subject, partner = names[one.subject], names.get(one.partner or "")
    if ("_cap}" in wording) and not (subject.capital and (partner is None or partner.capital)):
        wording = _WORDINGS[f"{one.measure} {one.form}"][0]
    text = wording.format(
        **_named("s", subject), **(_named("p", partner) if partner else {}),
        v=_value(dice, one), y=one.year, b=one.baseline or one.year - 1, r=one.resolution and
        one.resolution.removeprefix("A/RES/"), product=PRODUCTS.get(one.product or "", ""),
        moved=_moved(dice, one), times=_times(one), rank=_rank(one), voted=_voted(dice, one),
    )  # fmt: skip
    return text, wording


def _named(key: str, words: Words) -> dict[str, str]:
    forms = {
        "": words.full, "_own": words.owner, "_adj": words.adjective,
        "_cap": words.capital or words.full,
    }  # fmt: skip
    lower = {f"{key}{ending}": form for ending, form in forms.items()}
    upper = {f"{key.upper()}{e}": form[:1].upper() + form[1:] for e, form in forms.items()}
    return lower | upper


def _value(dice: random.Random, one: Statement) -> str:
    if not isinstance(one.value, float):
        return ""
    value, hedge = one.value, dice.choice(_HEDGES[one.hedge]) + " " if one.hedge else ""
    if one.form in ("share", "growth"):
        number = _digits(abs(value), one.half_unit)
        return f"{hedge}{number}{dice.choice(('%', '%', ' per cent', ' percent'))}"
    if one.measure == "population":
        return f"{hedge}{_scaled(dice, value, one.half_unit)[0]}"
    number, short = _scaled(dice, value, one.half_unit)
    if one.currency == "EUR":
        return hedge + dice.choice((f"€{number}", f"{number} euros", f"€{short}"))
    return hedge + dice.choice((f"${number}", f"${short}", f"US${number}", f"{number} US dollars"))


def _scaled(dice: random.Random, value: float, half_unit: float) -> tuple[str, str]:
    """`69.5 billion` and `69.5bn`."""
    for scale, word, letters in ((1e12, "trillion", "tn"), (1e9, "billion", "bn"),
                                 (1e6, "million", "m")):  # fmt: skip
        if abs(value) >= scale:
            number = _digits(value / scale, half_unit / scale)
            return f"{number} {word}", f"{number}{dice.choice((letters, ' ' + letters))}"
    number = f"{value:,.0f}"
    return number, number


def _digits(value: float, half_unit: float) -> str:
    """The value with as many decimals as its last written digit asks for."""
    decimals = 0
    while decimals < 4 and 2 * half_unit * 10**decimals < 0.99:
        decimals += 1
    return f"{value:,.{decimals}f}"


def _moved(dice: random.Random, one: Statement) -> str:
    if one.form != "growth" or not isinstance(one.value, float):
        return ""
    rising = ("rose", "grew", "increased")
    return dice.choice(rising if one.value >= 0 else ("fell", "declined", "decreased"))


def _times(one: Statement) -> str:
    if one.form != "multiple" or not isinstance(one.value, float):
        return ""
    word = {2.0: "doubled", 3.0: "tripled", 4.0: "quadrupled"}[one.value]
    return {"over": "more than ", "nearly": "almost "}.get(one.hedge, "") + word


def _rank(one: Statement) -> str:
    return _RANKS[int(one.value)] if one.form == "rank" and isinstance(one.value, float) else ""


def _voted(dice: random.Random, one: Statement) -> str:
    return dice.choice(_VOTED[one.value]) if isinstance(one.value, str) else ""
