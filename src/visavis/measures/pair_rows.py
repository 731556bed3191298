"""Scores of all pairs, period by period, laid out as one table with a row per pair and period.

The trap is NaN, which a table would average and sort as a number: what has no value becomes null,
with the reason in the column beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from visavis.measures.similarity import REASONS, Scores

__all__ = ["NO_CAPABILITY", "OUT_OF_COVERAGE", "PeriodScores", "rows_of"]

OUT_OF_COVERAGE = "out_of_coverage"
NO_CAPABILITY = "no_capability"
_WORDS = (*REASONS, OUT_OF_COVERAGE, NO_CAPABILITY)
_REASON = pl.Enum(_WORDS[1:])
_BY_NUMBER = {number: word or None for number, word in enumerate(_WORDS)}


@dataclass(frozen=True, slots=True)
class PeriodScores:
    """The scores of one period by measure, or the one reason why a measure has none."""

    period: int
    """Its place among the periods."""
    states: NDArray[np.int64]
    """Places among the states of the N that take part, ascending."""
    scored: dict[str, Scores | str]
    """For the N (N - 1) / 2 pairs in the order of `np.triu_indices(N, 1)`."""


def rows_of(
    pieces: Sequence[PeriodScores], states: pl.Series, periods: pl.Series, names: Sequence[str],
    *, directed: bool,
) -> pl.DataFrame:  # fmt: skip
    """The table: `state_a`, `state_b`, the period, `common`, and each measure with its reason.

    Args:
        pieces: The scores, in the order of the periods.
        states: All states, sorted; `state_a` and `state_b` are of its type.
        periods: All periods, sorted; the column has its name and type.
        names: The measures, in the order of the columns.
        directed: Each pair in both orders, sorted by pair; else once, as the scores have it.
    """
    parts: dict[str, list[NDArray[Any]]] = {"a": [], "b": [], "when": [], "common": []}
    parts |= {column: [] for name in names for column in (name, f"{name}_reason")}
    for piece in pieces:
        size = len(piece.states)
        a, b = _ends(size, directed=directed)
        row = _place(size)[a, b]
        parts["a"].append(piece.states[a])
        parts["b"].append(piece.states[b])
        parts["when"].append(np.full(row.size, piece.period))
        for name in names:
            scores = _or_reason(piece.scored[name], size)
            parts[name].append(scores.value[row])
            parts[f"{name}_reason"].append(scores.why[row])
        parts["common"].append(_or_reason(piece.scored[names[0]], size).common[row])
    columns = {
        "state_a": states.gather(_whole(parts["a"], np.int64)),
        "state_b": states.gather(_whole(parts["b"], np.int64)),
        periods.name: periods.gather(_whole(parts["when"], np.int64)),
        "common": pl.Series(_whole(parts["common"], np.int32)),
    }
    for name in names:
        columns[name] = pl.Series(_whole(parts[name], np.float64), nan_to_null=True)
        why = pl.Series(_whole(parts[f"{name}_reason"], np.uint8))
        columns[f"{name}_reason"] = why.replace_strict(_BY_NUMBER, return_dtype=_REASON)
    return pl.DataFrame(columns)


def _ends(size: int, *, directed: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not directed:
        return np.triu_indices(size, 1)
    a, b = np.nonzero(~np.eye(size, dtype=bool))
    return a, b


def _place(size: int) -> NDArray[np.int64]:
    """N x N: the place of each pair, in either order, among the pairs listed once."""
    place = np.zeros((size, size), dtype=np.int64)
    a, b = np.triu_indices(size, 1)
    place[a, b] = place[b, a] = np.arange(a.size)
    return place


def _or_reason(scores: Scores | str, size: int) -> Scores:
    """The scores themselves, or none of them for the reason given."""
    if isinstance(scores, Scores):
        return scores
    pairs = size * (size - 1) // 2
    why = np.full(pairs, _WORDS.index(scores), dtype=np.uint8)
    return Scores(np.full(pairs, np.nan), np.full(pairs, size), why)


def _whole(parts: Sequence[NDArray[Any]], dtype: Any) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype=dtype), *parts]).astype(dtype)
