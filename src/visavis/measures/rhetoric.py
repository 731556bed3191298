"""Rhetoric against substance: shares of attention beside shares of trade, arms, votes, in time.

The traps: two series that both rise correlate whatever they are about, and a dozen years hold no
test. Shares of different totals lie side by side and are subtracted only because both are shares of
the same partners; and counts of words have a spread of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from visavis.errors import UsageError
from visavis.model.figures import Missing

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "LEAST_FOR_P",
    "LEAST_PAIRS",
    "LEAST_PARAGRAPHS",
    "LagCorrelation",
    "MentionShare",
    "lead_lag",
    "mention_shares",
    "rhetoric_gap",
    "time_line",
]

LEAST_PAIRS = 4
"""Overlapping points below which no correlation is given."""

LEAST_FOR_P = 30
"""Overlapping points below which a correlation has no p-value."""

LEAST_PARAGRAPHS = 10
"""Paragraphs below which a share of mentions has no interval: one paragraph would look certain."""


@dataclass(frozen=True, slots=True)
class LagCorrelation:
    """How the two series go together when one is shifted against the other."""

    lag: int
    """Positive: attention of a year beside substance `lag` years later, so attention leads."""
    r: float | None
    """Pearson's, from -1 to 1; None with fewer than `LEAST_PAIRS` pairs or a constant series."""
    pairs: int
    """Years in which both values are known."""
    p: float | None
    """Two-sided; None with fewer than `LEAST_FOR_P` pairs, or where years between are missing."""
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class MentionShare:
    """A state's share of all mentions of the states counted."""

    state: str
    mentions: int
    share: float | None
    """From 0 to 1; None where nobody is mentioned."""
    low: float | None
    """Of the interval; None with fewer than `LEAST_PARAGRAPHS` paragraphs."""
    high: float | None
    missing: Missing | None


def time_line(amounts: "pl.DataFrame") -> "pl.DataFrame":
    """Each partner's share of every series and year, on one time line.

    Args:
        amounts: One row a series, year and partner: `series` (`mentions`, `visits`, `trade`),
            `year`, `partner`, `amount` (not negative; null where not known). The partners of a
            series in a year are the whole of which shares are taken.

    Returns:
        `series`, `year`, `partner`, `amount`, `share` (0 to 1, null where not known), `missing`: a
        word of `Missing` where the share is null: `not_reported` for the partner's own amount,
        `incomplete` where another partner's is not known, `undefined` where all are zero. Sorted.

    Raises:
        UsageError: A column is lacking, an amount is negative or no number, or a cell stands twice.
    """
    import polars as pl

    keys = ["series", "year", "partner"]
    _refuse_lacking("amounts", amounts, (*keys, "amount"))
    table = amounts.select(*keys, pl.col("amount").cast(pl.Float64)).sort(keys)
    if table.select(keys).is_duplicated().any():
        raise UsageError("amounts", "a series, year and partner twice", "one row for each")
    if not table["amount"].drop_nulls().map_elements(_is_amount, return_dtype=pl.Boolean).all():
        raise UsageError("amounts", "an amount that is negative or no number", "zero or more")
    whole = ["series", "year"]
    total = pl.col("amount").sum().over(whole)
    lacks = pl.col("amount").is_null().any().over(whole)
    reason = (
        pl.when(pl.col("amount").is_null())
        .then(pl.lit(Missing.NOT_REPORTED.value))
        .when(lacks)
        .then(pl.lit(Missing.INCOMPLETE.value))
        .when(total == 0)
        .then(pl.lit(Missing.UNDEFINED.value))
    )
    return table.with_columns(reason.alias("missing")).with_columns(
        pl.when(pl.col("missing").is_null()).then(pl.col("amount") / total).alias("share")
    ).select(*keys, "amount", "share", "missing")  # fmt: skip


def _is_amount(value: float) -> bool:
    return 0 <= value < float("inf")


def rhetoric_gap(line: "pl.DataFrame", attention: str, substance: str) -> "pl.DataFrame":
    """Share of attention less share of substance, by year and partner, in percentage points.

    Positive: more is said than done. Both series must be shares among the same partners, or the
    difference would compare two wholes; a year in which the partners differ is refused.

    Args:
        line: What `time_line` gives.
        attention: The name of the series of attention.
        substance: The name of the series of substance.

    Returns:
        `year`, `partner`, `attention`, `substance` (shares, 0 to 1), `gap` (percentage points) and
        `missing`, for every year of either series; null shares leave the gap null. Sorted.

    Raises:
        UsageError: A series is not on the time line, or the partners of a year differ.
    """
    import polars as pl

    _refuse_lacking("the time line", line, ("series", "year", "partner", "share", "missing"))
    sides = {}
    for name, series in (("attention", attention), ("substance", substance)):
        rows = line.filter(pl.col("series") == series)
        if rows.is_empty():
            known = ", ".join(sorted(line["series"].unique())) or "none"
            raise UsageError(f"series of {name}", repr(series), f"one of {known}")
        sides[name] = rows.select(
            "year", "partner", pl.col("share").alias(name), pl.col("missing").alias(f"{name}_lacks")
        )
    _refuse_other_partners(sides["attention"], sides["substance"])
    joined = sides["attention"].join(
        sides["substance"], on=["year", "partner"], how="full", coalesce=True
    )
    both = pl.col("attention").is_not_null() & pl.col("substance").is_not_null()
    nothing = pl.lit(Missing.OUT_OF_COVERAGE.value)
    reason = pl.coalesce("attention_lacks", "substance_lacks", nothing)
    return joined.select(
        "year", "partner", "attention", "substance",
        ((pl.col("attention") - pl.col("substance")) * 100).alias("gap"),
        pl.when(~both).then(reason).alias("missing"),
    ).sort("year", "partner")  # fmt: skip


def _refuse_other_partners(one: "pl.DataFrame", other: "pl.DataFrame") -> None:
    for year in sorted(set(one["year"]) & set(other["year"])):
        ours, theirs = (set(side.filter(side["year"] == year)["partner"]) for side in (one, other))
        if ours != theirs:
            found = f"partners of one series alone: {', '.join(sorted(ours ^ theirs))}"
            raise UsageError(f"the gap of {year}", found, "the same partners in both")


def _refuse_lacking(where: str, table: "pl.DataFrame", columns: tuple[str, ...]) -> None:
    lacking = [name for name in columns if name not in table.columns]
    if lacking:
        raise UsageError(where, f"no column {', '.join(lacking)}", ", ".join(columns))


def lead_lag(
    attention: Sequence[float | None],
    substance: Sequence[float | None],
    max_lag: int,
    *,
    differences: bool = False,
) -> tuple[LagCorrelation, ...]:
    """The correlation of two yearly series at each lag from `-max_lag` to `max_lag`.

    Args:
        attention: One value a year, in order, None where not known.
        substance: The same years.
        max_lag: In years.
        differences: Whether changes from year to year are correlated in place of levels. Levels
            that both drift correlate without any link.

    Raises:
        UsageError: The series differ in length, are no longer than `max_lag`, or it is negative.

    Source: the p-value takes the effective number of pairs of Pyper and Peterman (1998),
    "Comparison of methods to account for autocorrelation in correlation analyses of fish data",
    Canadian Journal of Fisheries and Aquatic Sciences 55: 2127-2140, up to a fifth of the series.
    """
    x, y = (np.asarray([np.nan if v is None else v for v in s], float)
            for s in (attention, substance))  # fmt: skip
    if len(x) != len(y):
        raise UsageError("lead and lag", f"{len(x)} and {len(y)} years", "the same years in both")
    if differences:
        x, y = np.diff(x), np.diff(y)
    if not 0 <= max_lag < len(x):
        raise UsageError("the greatest lag", f"{max_lag}", f"from 0 to {max(len(x) - 1, 0)}")
    return tuple(_correlation(x, y, lag) for lag in range(-max_lag, max_lag + 1))


def _correlation(x: NDArray[np.float64], y: NDArray[np.float64], lag: int) -> LagCorrelation:
    shift = abs(lag)
    left, right = (x, y) if lag >= 0 else (y, x)
    left, right = left[: len(left) - shift], right[shift:]
    known = ~np.isnan(left) & ~np.isnan(right)
    a, b = left[known], right[known]
    pairs = int(known.sum())
    if pairs < LEAST_PAIRS or np.ptp(a) == 0 or np.ptp(b) == 0:
        return LagCorrelation(lag, None, pairs, None, Missing.UNDEFINED)
    r = float(np.clip(np.corrcoef(a, b)[0, 1], -1, 1))
    span = np.flatnonzero(known)
    is_whole = span[-1] - span[0] + 1 == pairs
    p = _p_value(a, b, r) if pairs >= LEAST_FOR_P and is_whole else None
    return LagCorrelation(lag, r, pairs, p, None)


def _p_value(a: NDArray[np.float64], b: NDArray[np.float64], r: float) -> float:
    from scipy.special import stdtr

    n = len(a)
    a, b = a - a.mean(), b - b.mean()
    shared = sum(
        (n - j) / n * (a[:-j] @ a[j:]) / (a @ a) * (b[:-j] @ b[j:]) / (b @ b)
        for j in range(1, n // 5 + 1)
    )
    # At most the pairs there are: series that alternate must not count for more.
    effective = min(n, 1 / max((1 + 2 * shared) / n, 1 / n))
    freedom = max(effective - 2, 1.0)
    t = abs(r) * np.sqrt(freedom / max(1 - r * r, 1e-15))
    return float(min(1.0, 2 * stdtr(freedom, -t)))


def mention_shares(
    mentions: "pl.DataFrame", *, seed: int, draws: int = 2000, level: float = 0.95
) -> tuple[MentionShare, ...]:
    """Each state's share of all mentions in a document, with an interval over its paragraphs.

    Paragraphs are drawn with replacement, whole: words of one paragraph are not independent of each
    other. A document of few paragraphs gives wide intervals, as it should.

    Args:
        mentions: One row a paragraph, those that name nobody included; a column a state, with how
            often it is named there.
        seed: Of the random numbers: the same seed gives the same intervals.
        draws: How many times the paragraphs are drawn.
        level: The share of draws that the interval holds, its ends cut off evenly.

    Returns:
        One record a state, in the order of ids.

    Raises:
        UsageError: There is no paragraph or state, a count is negative, null or no whole number, or
            a parameter is out of range.

    Source: the percentile bootstrap of Efron (1979), Annals of Statistics 7: 1-26, by cluster.
    """
    if draws < 1 or not 0 < level < 1:
        raise UsageError("mentions", f"draws {draws}, level {level}", "draws and a level below 1")
    states = sorted(mentions.columns)
    if mentions.is_empty() or not states:
        raise UsageError("mentions", "no paragraph or state", "a row a paragraph, a column a state")
    counts = mentions.select(states).to_numpy().astype(float)
    if not (np.isfinite(counts).all() and (counts >= 0).all() and (counts % 1 == 0).all()):
        raise UsageError("mentions", "a count that is no whole number", "zero or more in each cell")
    named = counts.sum(axis=0)
    if not named.sum():
        return tuple(MentionShare(s, 0, None, None, None, Missing.UNDEFINED) for s in states)
    shares = named / named.sum()
    low = high = [None] * len(states)
    if len(counts) >= LEAST_PARAGRAPHS:
        drawn = _drawn_shares(counts, np.random.default_rng(seed), draws)
        tail = (1 - level) / 2
        low, high = np.quantile(drawn, [tail, 1 - tail], axis=0).tolist()
    return tuple(
        MentionShare(s, int(named[i]), float(shares[i]), low[i], high[i], None)
        for i, s in enumerate(states)
    )


def _drawn_shares(
    counts: NDArray[np.float64], random: np.random.Generator, draws: int
) -> NDArray[np.float64]:
    """Shares by draw and state; a draw in which nobody is named has none and is left out."""
    paragraphs = len(counts)
    times = random.multinomial(paragraphs, np.full(paragraphs, 1 / paragraphs), size=draws)
    # The document itself is among the draws, so that one at least names somebody.
    sums = np.vstack([times @ counts, counts.sum(axis=0)])
    totals = sums.sum(axis=1)
    return np.asarray(sums[totals > 0] / totals[totals > 0, None])
