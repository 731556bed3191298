"""One sweep of the authors' simulation over some items: cutpoints, utilities, discriminations.

The trap is the cutpoints' step, kept as published: a pair of cutpoints closer together than the
step is long can jump below its old place, from where it could not have jumped back, and such a
jump is not refused. Items on which next to nobody abstained drift off their posterior by it.

Source: Johnson and Albert (1999), Ordinal Data Modeling, Springer, ch. 4 and 5, as in the program
of Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61 (2): 430-456.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from visavis.measures.normal_quick import Singles, below, quantile
from visavis.measures.vote_likelihood import Floats, Ints, Items

__all__ = ["Sheet", "Swept", "swept"]

_STEP = 0.2 / 3
"""Standard deviation of the cutpoints' step."""
_FARTHEST_CUT = 7.0
_FARTHEST_UTILITY = 9.0
_F = np.float32
_SMALL = _F(1e-37)


@dataclass(frozen=True, slots=True)
class _Runs:
    """Votes sorted by item, so that each item's are one run; only items with votes."""

    point: Ints
    item: Ints
    """Of each run."""
    start: Ints
    length: Ints

    @classmethod
    def of(cls, key: Ints, point: Ints) -> "_Runs":
        order = np.argsort(key, kind="stable")
        key, point = key[order], point[order]
        start = np.flatnonzero(np.diff(key, prepend=-1))
        return cls(point, key[start], start, np.diff(start, append=key.size))

    def spread(self, of_item: Floats) -> Singles:
        """A value of each item for each of its votes."""
        return np.repeat(of_item[self.item].astype(_F), self.length)

    def sums(self, values: Singles) -> Floats:
        """By run."""
        if not values.size:
            return np.zeros(0)
        return np.add.reduceat(values, self.start).astype(np.float64)


class Sheet:
    """The votes on some items, one after the other in the list of all items.

    Outer votes (yes and no) have one cutpoint; a no is turned round into a yes by its sign, its
    item number in `outer` being the item's plus the number of items.
    """

    def __init__(self, place: slice, votes: tuple[Ints, Ints, Ints], draw: np.random.Generator):
        item, point, position = votes
        item = item - place.start
        self.place, self.items, self.draw = place, place.stop - place.start, draw
        is_no, inner = position == 3, position == 2
        self.outer = _Runs.of((item + self.items * is_no)[~inner], point[~inner])
        self.inner = _Runs.of(item[inner], point[inner])

    def by_item(self, outer: Floats, inner: Floats) -> Floats:
        """Sums by item of those by run."""
        found = np.bincount(self.outer.item % self.items, outer, self.items)
        return np.asarray(found + np.bincount(self.inner.item, inner, self.items))

    def signed(self, of_item: Floats) -> Floats:
        """A value of each item for its yes votes, and turned round for its no votes."""
        return np.concatenate([of_item, -of_item])


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep over a sheet gives: new items, and their votes' say on the points."""

    beta: Floats
    cuts: Floats
    weight: Floats
    pull: Floats


def _proposed(cuts: Floats, draw: np.random.Generator) -> tuple[Floats, Floats]:
    """(new cutpoints, log of the authors' factor of acceptance).

    The factor leaves out how the first cutpoint was confined, and that a step back may not exist.
    """
    one, two = cuts[:, 0], cuts[:, 1]
    first, second = draw.random((2, one.size))
    top, bottom = ndtr((two - one) / _STEP), ndtr((-_FARTHEST_CUT - one) / _STEP)
    new_one = one + _STEP * _inverse(bottom + first * (top - bottom))
    overlap = ndtr((new_one - two) / _STEP)
    new_two = two + _STEP * _inverse(
        overlap + second * (ndtr((_FARTHEST_CUT - two) / _STEP) - overlap)
    )
    back = ndtr((one - new_two) / _STEP)
    factor = np.log(np.maximum(1 - overlap, 1e-300)) - np.log(np.maximum(1 - back, 1e-300))
    return np.column_stack([new_one, np.maximum(new_two, new_one)]), factor


def _inverse(probability: Floats) -> Floats:
    found: Floats = ndtri(np.clip(probability, 1e-300, 1 - 1e-16))
    return found


def swept(sheet: Sheet, theta: Singles, items: Items, *, held: bool) -> Swept:
    """One sweep over a sheet; with `held`, items stay as they are and only utilities are drawn."""
    cuts, draw = items.cuts[sheet.place], sheet.draw
    beta = items.beta[sheet.place]
    at_outer, at_inner = theta[sheet.outer.point], theta[sheet.inner.point]
    outer_middle = sheet.outer.spread(sheet.signed(beta)) * at_outer
    inner_middle = sheet.inner.spread(beta) * at_inner
    new, factor = _proposed(cuts, draw)
    old_outer, new_outer = (_outer(sheet, each, outer_middle) for each in (cuts, new))
    old_inner, new_inner = (_inner(sheet, each, inner_middle) for each in (cuts, new))
    gain = factor + sheet.by_item(
        sheet.outer.sums(np.log(new_outer / old_outer)),
        sheet.inner.sums(np.log(new_inner[2] / old_inner[2])),
    )
    taken = np.log(np.maximum(draw.random(beta.size), 1e-300)) < gain
    taken &= not held
    cuts = np.where(taken[:, None], new, cuts)
    both = np.concatenate([taken, taken])[sheet.outer.item]
    np.copyto(old_outer, new_outer, where=np.repeat(both, sheet.outer.length))
    picked = np.repeat(taken[sheet.inner.item], sheet.inner.length)
    for mine, other in zip(old_inner, new_inner, strict=True):
        np.copyto(mine, other, where=picked)
    outer = _drawn_outer(old_outer, outer_middle, draw)
    inner = _drawn_inner(old_inner, inner_middle, draw)
    turned = np.where(sheet.outer.item < sheet.items, 1.0, -1.0)
    square = sheet.by_item(
        sheet.outer.sums(at_outer * at_outer), sheet.inner.sums(at_inner * at_inner)
    )
    product = sheet.by_item(
        turned * sheet.outer.sums(at_outer * outer), sheet.inner.sums(at_inner * inner)
    )
    variance = 1 / (square + 1)
    fresh = variance * product + np.sqrt(variance) * draw.standard_normal(beta.size)
    return Swept(
        beta if held else fresh,
        cuts,
        *_say(sheet, beta if held else fresh, (outer, inner), theta.size),
    )


def _say(
    sheet: Sheet, beta: Floats, utilities: tuple[Singles, Singles], points: int
) -> tuple[Floats, Floats]:
    """(weight, pull): by point, the sums of squared discriminations and of those by utility."""
    outer, inner = utilities
    on_outer, on_inner = sheet.outer.spread(sheet.signed(beta)), sheet.inner.spread(beta)
    outer *= on_outer
    inner *= on_inner
    on_outer *= on_outer
    on_inner *= on_inner

    def by_point(one: Singles, other: Singles) -> Floats:
        found = np.bincount(sheet.outer.point, one, points)
        return np.asarray(found + np.bincount(sheet.inner.point, other, points))

    return by_point(on_outer, on_inner), by_point(outer, inner)


def _outer(sheet: Sheet, cuts: Floats, middle: Singles) -> Singles:
    """The probability of each outer vote."""
    at = sheet.outer.spread(np.concatenate([cuts[:, 0], -cuts[:, 1]]))
    at -= middle
    return np.maximum(below(at), _SMALL)


def _inner(sheet: Sheet, cuts: Floats, middle: Singles) -> tuple[Singles, Singles, Singles]:
    """(side, probability below, probability) of each abstention, its nearer tail being below."""
    low, high = sheet.inner.spread(cuts[:, 0]) - middle, sheet.inner.spread(cuts[:, 1]) - middle
    side = np.where(low + high > 0, _F(-1), _F(1))
    under = below(np.where(side > 0, low, -high))
    inside = below(np.where(side > 0, high, -low)) - under
    return side, under, np.maximum(inside, _SMALL)


def _drawn_outer(probability: Singles, middle: Singles, draw: np.random.Generator) -> Singles:
    probability *= draw.random(probability.size, dtype=_F)
    found = quantile(probability)
    found += middle
    return np.clip(found, -_FARTHEST_UTILITY, _FARTHEST_UTILITY, out=found)


def _drawn_inner(
    bounds: tuple[Singles, Singles, Singles], middle: Singles, draw: np.random.Generator
) -> Singles:
    side, under, probability = bounds
    probability *= draw.random(probability.size, dtype=_F)
    probability += under
    found = quantile(probability)
    found *= side
    found += middle
    return np.clip(found, -_FARTHEST_UTILITY, _FARTHEST_UTILITY, out=found)
