"""Composites: one score out of several components, with weights that somebody chose.

The trap is the weights. They are an opinion, so the caller states them, nothing fills them in, and
a place in a ranking comes with the interval over which it moves when the weights do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from visavis.errors import UsageError
from visavis.model.figures import Missing

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "NORMALISATIONS",
    "Composite",
    "RankUncertainty",
    "Score",
    "composite",
    "rank_uncertainty",
]

NORMALISATIONS = ("minmax", "rank", "zscore", "none")
"""How components are made comparable: to 0..1 between the least and the greatest; to 0..1 by
place, ties sharing the mean place; to mean 0 and standard deviation 1; or left as they are."""

Normalisation = Literal["minmax", "rank", "zscore", "none"]

_SUM = 1e-9
"""How far the weights may be from 1: the rounding of decimals, no more."""


@dataclass(frozen=True, slots=True)
class Score:
    """One state's composite."""

    state: str
    value: float | None
    missing: Missing | None
    """`incomplete` where a component with weight is not known and no partial score was asked."""
    missing_components: tuple[str, ...]
    weight: float
    """The weight of the components at hand, from 0 to 1; below 1 the score is partial."""


@dataclass(frozen=True, slots=True)
class Composite:
    """Scores by state, and the normalised table from which they follow."""

    scores: tuple[Score, ...]
    """In the order of ids; a ranking is for the caller, with its uncertainty."""
    components: tuple[str, ...]
    weights: tuple[float, ...]
    normalisation: Normalisation
    normalised: NDArray[np.float64]
    """States by components; NaN where a component is not known."""


@dataclass(frozen=True, slots=True)
class RankUncertainty:
    """How places move when the weights are drawn anew around those that were given."""

    states: tuple[str, ...]
    """Those with every component, sorted; the others have no place."""
    without_place: tuple[str, ...]
    low: tuple[int, ...]
    """The better end of the interval of each state's place; 1 is the highest score."""
    high: tuple[int, ...]
    ahead: NDArray[np.float64]
    """Share of draws in which the state of the row is strictly ahead of that of the column."""
    level: float
    draws: int
    concentration: float
    seed: int


def composite(
    table: "pl.DataFrame",
    weights: Mapping[str, float],
    *,
    normalisation: Normalisation = "minmax",
    partial: bool = False,
) -> Composite:
    """The weighted mean of normalised components, for every state of the table.

    A component that is not known leaves the state without a score, or, where a partial score is
    asked, with the mean over what is there, `weight` saying how much that is. It is never zero.

    Args:
        table: One row a state and component: `state`, `component`, `value` (null where not known).
            Components beyond those with a weight are refused, not dropped.
        weights: By component, none negative, their sum 1.
        normalisation: One of `NORMALISATIONS`; over the states of the table that have the value.
        partial: Whether a state that lacks components is scored on the others.

    Raises:
        UsageError: The weights are none, negative, or do not make 1; a component has no weight or
            no value at all; a cell stands twice; a value is infinite; or a component has one value
            only, so that it cannot be normalised.

    Source: the linear aggregation of OECD and JRC (2008), "Handbook on Constructing Composite
    Indicators", steps 5 and 6. Weighting is left to the caller.
    """
    components = _weighted(weights)
    states, raw = _matrix(table, components)
    if normalisation not in NORMALISATIONS:
        expected = f"one of {', '.join(NORMALISATIONS)}"
        raise UsageError("normalisation", repr(normalisation), expected)
    columns = [
        _normalised(name, raw[:, place], normalisation) for place, name in enumerate(components)
    ]
    values = np.column_stack(columns)
    shares = np.asarray([float(weights[name]) for name in components])
    scores = [
        _score(state, row, components, shares, partial=partial)
        for state, row in zip(states, values, strict=True)
    ]
    return Composite(tuple(scores), components, tuple(shares), normalisation, values)


def rank_uncertainty(
    found: Composite,
    *,
    seed: int,
    draws: int = 2000,
    concentration: float = 50.0,
    level: float = 0.9,
) -> RankUncertainty:
    """The interval of each state's place over weights drawn around those given.

    Weights come from a Dirichlet distribution whose mean is the weights given; a component without
    weight stays without. Places count from 1, equal scores share the better one.

    Args:
        found: A composite.
        seed: Of the random numbers: the same seed gives the same intervals.
        draws: How many sets of weights are drawn.
        concentration: How close they stay: a weight w has the standard deviation
            sqrt(w (1 - w) / (concentration + 1)), 6 percentage points for w = 0.25 and 50.
        level: The share of draws that the interval holds, its ends cut off evenly.

    Raises:
        UsageError: A parameter is out of range, or fewer than two states have every component.

    Source: the uncertainty analysis of Saisana, Saltelli and Tarantola (2005), Journal of the Royal
    Statistical Society A 168: 307-323, restricted to the weights.
    """
    if draws < 1 or concentration <= 0 or not 0 < level < 1:
        said = f"draws {draws}, concentration {concentration}, level {level}"
        raise UsageError("rank uncertainty", said, "positive numbers and a level between 0 and 1")
    used = np.asarray(found.weights) > 0
    whole = np.asarray(~np.isnan(found.normalised[:, used]).any(axis=1))
    if whole.sum() < 2:
        raise UsageError("rank uncertainty", f"{whole.sum()} complete states", "at least two")
    alphas = concentration * np.asarray(found.weights)[used]
    drawn = np.random.default_rng(seed).dirichlet(alphas, size=draws)
    # Rounded, so that two states with the same components are level in every draw.
    scores = np.round(drawn @ found.normalised[whole][:, used].T, 12)
    ahead = (scores[:, :, None] > scores[:, None, :]).mean(axis=0)
    places = 1 + (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    tail = (1 - level) / 2
    low = np.quantile(places, tail, axis=0, method="inverted_cdf")
    high = np.quantile(places, 1 - tail, axis=0, method="inverted_cdf")
    named = [(score.state, is_whole) for score, is_whole in zip(found.scores, whole, strict=True)]
    return RankUncertainty(
        states=tuple(state for state, is_whole in named if is_whole),
        without_place=tuple(state for state, is_whole in named if not is_whole),
        low=tuple(int(place) for place in low),
        high=tuple(int(place) for place in high),
        ahead=ahead,
        level=level,
        draws=draws,
        concentration=concentration,
        seed=seed,
    )


def _weighted(weights: Mapping[str, float]) -> tuple[str, ...]:
    """The components, sorted, once the weights are seen to be weights."""
    for name, weight in sorted(weights.items()):
        if not 0 <= weight <= 1:
            raise UsageError(f"weight of {name}", f"{weight}", "a share from 0 to 1")
    total = sum(weights.values())
    if abs(total - 1) > _SUM:
        raise UsageError("weights", f"a sum of {total:g}", "a sum of 1")
    return tuple(sorted(weights))


def _matrix(
    table: "pl.DataFrame", components: tuple[str, ...]
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """States, sorted, and their values by component, NaN where none is known."""
    columns = ("state", "component", "value")
    lacking = [name for name in columns if name not in table.columns]
    if lacking:
        raise UsageError("components", f"no column {', '.join(lacking)}", ", ".join(columns))
    found: dict[tuple[str, str], float] = {}
    for state, component, value in table.select(columns).iter_rows():
        where = f"{component} of {state}"
        if component not in components:
            raise UsageError(where, "no weight", "a weight for every component, 0 to leave it out")
        if (state, component) in found:
            raise UsageError(where, "two rows", "one")
        number = float("nan") if value is None else float(value)
        if value is not None and not np.isfinite(number):
            raise UsageError(where, f"{value}", "a finite number, or null where not known")
        found[state, component] = number
    states = tuple(sorted({state for state, _ in found}))
    rows = [[found.get((state, name), float("nan")) for name in components] for state in states]
    return states, np.asarray(rows, dtype=float).reshape(len(states), len(components))


def _normalised(name: str, values: NDArray[np.float64], how: Normalisation) -> NDArray[np.float64]:
    known = values[~np.isnan(values)]
    if not len(known):
        raise UsageError(f"component {name}", "no value at all", "a value for some state")
    if how == "none":
        return values
    if len(set(known)) == 1:
        raise UsageError(f"component {name}", "one and the same value", "values that differ")
    if how == "minmax":
        return np.asarray((values - known.min()) / (known.max() - known.min()))
    if how == "zscore":
        return np.asarray((values - known.mean()) / known.std())
    below = (known[None, :] < values[:, None]).sum(axis=1)
    equal = (known[None, :] == values[:, None]).sum(axis=1) - 1
    return np.where(np.isnan(values), np.nan, (below + equal / 2) / (len(known) - 1))


def _score(
    state: str,
    row: NDArray[np.float64],
    components: tuple[str, ...],
    weights: NDArray[np.float64],
    *,
    partial: bool,
) -> Score:
    used = weights > 0
    known = used & ~np.isnan(row)
    lacking = tuple(
        name for name, is_used, is_known in zip(components, used, known, strict=True)
        if is_used and not is_known
    )  # fmt: skip
    weight = 1.0 if not lacking else float(weights[known].sum())
    if (lacking and not partial) or not known.any():
        return Score(state, None, Missing.INCOMPLETE, lacking, weight)
    value = float((row[known] * weights[known]).sum() / weights[known].sum())
    return Score(state, value, None, lacking, weight)
