"""Sentences with known truth: half of them true, half wrong in value, direction, year, denominator.

    python benchmarks/generate_sentences.py [--number 2000] [--seed 1] > sentences.jsonl

Figures are drawn from random pairs' rows of the starter, for every family of figures in turn.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from starter_rows import Rows, Words, load_rows, load_words
from truths import Statement, remains_true, truths
from wordings import PRODUCTS, say, with_hedge

__all__ = ["Sample", "generate"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence and what is known of it."""

    text: str
    kind: str
    """`true`, or what was changed: `value`, `direction`, `year`, `denominator`."""
    said: Statement
    is_still_true: bool
    """For a changed one: whether another admissible value happens to bear it out."""
    wording: str


_FAMILIES = (
    ("level", 26), ("turnover", 8), ("balance", 8), ("share", 22), ("growth", 12),
    ("multiple", 6), ("rank", 3), ("product", 6), ("macro", 4), ("vote", 5),
)  # fmt: skip
_SWAPS = {"exports": "imports", "imports": "exports", "trade_turnover": "exports"}
_POSITIONS = ("yes", "no", "abstain", "absent")


class _Maker:
    """Draws statements from the rows."""

    def __init__(self, rows: Rows, names: Mapping[str, Words], dice: random.Random) -> None:
        self.rows, self.names, self.dice = rows, names, dice
        self.pairs = sorted(
            key for key in rows.flows
            if key[0] in names and key[1] in names and "EU27" not in key[:2]
        )  # fmt: skip
        self.union = sorted(k for k in rows.flows if k[0] == "EU27" and k[1] in names)
        self.goods = sorted(
            key for key, value in rows.products.items()
            if key[0] in PRODUCTS and key[1] in names and key[2] in names and value > 5e7
        )  # fmt: skip
        self.macro = sorted(k for k in rows.macro if k[1] in names and k[2] >= 1990)
        self.ballots = sorted(k for k in rows.votes if k[1] in names and len(rows.votes[k]) == 1)

    def draw(self, family: str) -> Statement | None:
        """A true statement of the family, not yet rounded; None where the draw has no value."""
        one = _DRAWS[family](self)
        if one is None or one.value is not None:
            return one
        found = [value for value in truths(self.rows, one) if value is not None]
        if not found or (isinstance(found[0], float) and abs(float(found[0])) < 0.05):
            return None
        value = self.dice.choice(found)
        if one.form == "level" and isinstance(value, float) and value < 1e6:
            return None
        return replace(one, value=value)

    def pair(self) -> tuple[str, str, int]:
        """Seller, buyer and year of a random flow."""
        return self.dice.choice(self.pairs)


def _level(maker: _Maker) -> Statement:
    if maker.dice.random() < 0.15:
        seller, buyer, year = maker.dice.choice(maker.union)
        return Statement(family="level", measure="exports", form="level", subject=seller,
                         partner=buyer, year=year, currency="EUR")  # fmt: skip
    seller, buyer, year = maker.pair()
    if maker.dice.random() < 0.5:
        return Statement(family="level", measure="exports", form="level", subject=seller,
                         partner=buyer, year=year)  # fmt: skip
    return Statement(family="level", measure="imports", form="level", subject=buyer,
                     partner=seller, year=year)  # fmt: skip


def _turnover(maker: _Maker) -> Statement:
    seller, buyer, year = maker.pair()
    return Statement(family="turnover", measure="trade_turnover", form="level", subject=seller,
                     partner=buyer, year=year)  # fmt: skip


def _balance(maker: _Maker) -> Statement | None:
    seller, buyer, year = maker.pair()
    one = Statement(family="balance", measure="trade_surplus", form="level", subject=seller,
                    partner=buyer, year=year)  # fmt: skip
    found = [float(value) for value in truths(maker.rows, one)]
    if found and all(value < 0 for value in found):
        return replace(one, measure="trade_deficit")
    return one if found and all(value > 0 for value in found) else None


def _share(maker: _Maker) -> Statement:
    measure = maker.dice.choice(("exports", "exports", "imports", "imports", "trade_turnover"))
    one = replace(_turnover(maker), family="share", measure=measure, form="share")
    if measure == "imports":
        return replace(one, subject=one.partner or "", partner=one.subject)
    return one


def _growth(maker: _Maker) -> Statement | None:
    measure = maker.dice.choice(("exports", "imports", "trade_turnover"))
    one = replace(_turnover(maker), family="growth", measure=measure, form="growth")
    found = [float(value) for value in truths(maker.rows, replace(one, baseline=one.year - 1))]
    if not found or max(found) > 90 or min(abs(value) for value in found) < 2:
        return None
    return replace(one, baseline=one.year - 1)


def _multiple(maker: _Maker) -> Statement | None:
    one = replace(_turnover(maker), family="multiple", measure="exports", form="multiple")
    one = replace(one, baseline=one.year - maker.dice.randint(2, 12))
    for value in truths(maker.rows, one):
        for whole in (2.0, 3.0, 4.0):
            ratio = float(value) / whole
            if 0.97 < ratio < 1.03:
                return replace(one, value=whole)
            if 1.03 < ratio < 1.2:
                return replace(one, value=whole, hedge="over")
            if 0.93 < ratio < 0.97:
                return replace(one, value=whole, hedge="nearly")
    return None


def _rank(maker: _Maker) -> Statement | None:
    seller, buyer, year = maker.dice.choice(maker.union)
    one = Statement(family="rank", measure="exports", form="rank", subject=seller, partner=buyer,
                    year=year)  # fmt: skip
    found = truths(maker.rows, one)
    return one if found and float(found[0]) <= 4 else None


def _product(maker: _Maker) -> Statement:
    product, seller, buyer, year = maker.dice.choice(maker.goods)
    one = Statement(family="product", measure="product_exports", form="level", subject=seller,
                    partner=buyer, year=year, product=product)  # fmt: skip
    if maker.dice.random() < 0.5:
        return replace(one, measure="product_imports", subject=buyer, partner=seller)
    return one


def _macro(maker: _Maker) -> Statement:
    relation, state, year = maker.dice.choice(maker.macro)
    return Statement(family="macro", measure=relation, form="level", subject=state, partner=None,
                     year=year)  # fmt: skip


def _vote(maker: _Maker) -> Statement:
    resolution, state = maker.dice.choice(maker.ballots)
    return Statement(family="vote", measure="vote_position", form="position", subject=state,
                     partner=None, year=0, resolution=resolution)  # fmt: skip


_DRAWS: dict[str, Callable[[_Maker], Statement | None]] = {
    "level": _level, "turnover": _turnover, "balance": _balance, "share": _share,
    "growth": _growth, "multiple": _multiple, "rank": _rank, "product": _product,
    "macro": _macro, "vote": _vote,
}  # fmt: skip


def _perturbed(maker: _Maker, one: Statement) -> tuple[str, Statement] | None:
    """The statement changed in one way; None where the change has no meaning here."""
    kind = maker.dice.choice(("value", "value", "direction", "year", "denominator"))
    if kind == "value":
        return kind, _other_value(maker.dice, one)
    if kind == "direction" and one.partner and one.measure != "trade_turnover":
        if one.subject == "EU27" or one.form == "rank":
            return None
        return kind, replace(one, subject=one.partner, partner=one.subject)
    if kind == "direction" and one.form == "share" and one.partner:
        return kind, replace(one, subject=one.partner, partner=one.subject)
    if kind == "year" and one.form in ("level", "share", "growth") and one.year:
        shift = maker.dice.choice((-3, -2, -1, 1, 2, 3))
        base = one.baseline + shift if one.baseline else None
        return kind, replace(one, year=one.year + shift, baseline=base)
    if kind == "denominator" and one.form == "share":
        return kind, replace(one, measure=_SWAPS[one.measure])
    return None


def _other_value(dice: random.Random, one: Statement) -> Statement:
    if isinstance(one.value, str):
        return replace(one, value=dice.choice([p for p in _POSITIONS if p != one.value]))
    value = float(one.value or 0)
    if one.form == "rank":
        return replace(one, value=float(dice.choice([k for k in range(1, 6) if k != int(value)])))
    if one.form == "multiple":
        return replace(one, value=dice.choice([k for k in (2.0, 3.0, 4.0) if k != value]))
    factor = dice.choice((dice.uniform(0.35, 0.8), dice.uniform(1.25, 2.6)))
    if one.form == "growth" and dice.random() < 0.4:
        factor = -factor
    if one.form == "share":
        factor = min(factor, 95 / value) if value < 76 else dice.uniform(0.35, 0.8)
    return replace(one, value=value * factor)


def generate(number: int, seed: int) -> list[Sample]:
    """`number` sentences, every second one perturbed; the same seed gives the same sentences."""
    dice = random.Random(seed)
    rows, names = load_rows(), load_words()
    maker = _Maker(rows, names, dice)
    families, weights = zip(*_FAMILIES, strict=True)
    samples: list[Sample] = []
    while len(samples) < number:
        family = dice.choices(families, weights)[0]
        one = next((drawn for _ in range(400) if (drawn := maker.draw(family))), None)
        if one is None:
            continue
        kind = "true"
        if len(samples) % 2:
            changed = _perturbed(maker, one)
            if changed is None:
                continue
            kind, one = changed
        one = with_hedge(dice, one)
        text, wording = say(dice, one, names)
        is_true = kind == "true" or remains_true(rows, one)
        samples.append(Sample(text, kind, one, is_true, wording))
    return samples


def main() -> None:
    """Print the sentences, one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for sample in generate(options.number, options.seed):
        sys.stdout.write(json.dumps(asdict(sample), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
