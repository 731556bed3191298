"""How alike all states are, pair by pair and year by year: votes and alliance portfolios as tables.

The trap is the pair that is not there. A state that cast no vote in a year has no row that year,
and a year that the alliance record does not reach has rows without a value: neither is unlikeness.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from visavis.errors import UsageError
from visavis.measures.pair_rows import NO_CAPABILITY, OUT_OF_COVERAGE, PeriodScores, rows_of
from visavis.measures.portfolios import portfolio
from visavis.measures.position_pairs import ALLIANCE_LEVELS, VOTE_LEVELS, PairTable, upper_pairs
from visavis.measures.similarity import (
    Scores,
    agreement_of,
    kappa_of,
    pi_of,
    s_of,
    tau_b_of,
)
from visavis.measures.table_keys import keyed, require_columns

__all__ = ["ABSENT", "MEASURES", "POSITIONS", "Asked", "alliance_similarity", "vote_similarity"]

MEASURES = ("agreement", "s", "s_squared", "kappa", "pi", "tau_b")
"""Columns that can be asked for; `s` takes absolute distances, kappa and pi squared ones."""
Measure = Callable[[PairTable], Scores]

POSITIONS = {"yes": 1, "abstain": 2, "no": 3}
ABSENT = (8, 9)
"""Voeten's codes of a member that was absent and of a state that was no member yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which columns and rows a table of similarity has."""

    measures: tuple[str, ...] = ("agreement", "s", "kappa", "pi")
    """Some of `MEASURES`, in the order of the columns."""
    directed: bool = False
    """Each pair twice, in both orders; else once, the lesser state as `state_a`."""
    zero_undefined: bool = False
    """Häge's 0 for kappa and pi that have no value, see `kappa_of`."""


def vote_similarity(
    votes: pl.DataFrame, asked: Asked = Asked(), *,
    period: str = "year", drop_unanimous: bool = False,
) -> pl.DataFrame:  # fmt: skip
    """How alike every two states voted in each period.

    Args:
        votes: One row per state and roll call: `state`, `item` (the roll call), `position`
            (1 yes, 2 abstention, 3 no, 8 absent, 9 no member; or the words `yes`, `abstain`,
            `no`, `absent`; null also means absent) and the column named by `period`.
        asked: Which measures, and each pair once or twice.
        period: The column within which roll calls count together: a year or a session.
        drop_unanimous: Leave out roll calls on which all that voted took one position, as
            Voeten's agreement scores do and Häge's S, kappa and pi do not.

    Returns:
        One row per pair of states that each voted in the period: `state_a`, `state_b`, the
        period, `common` (roll calls in which both voted), and per measure its value and
        `<measure>_reason`, null where there is a value. Sorted by period and pair.

    Raises:
        UsageError: A column is missing, a position has no meaning, or a state voted twice.
    """
    wanted = _measures(asked)
    cast = _cast(votes, period)
    if drop_unanimous:
        split = pl.col("position").n_unique().over(period, "item") > 1
        cast = cast.filter(split)
    states, periods = cast["state"].unique().sort(), cast[period].unique().sort()
    pieces = [
        PeriodScores(place, taking_part, _scored(upper_pairs(positions, VOTE_LEVELS), wanted))
        for place, taking_part, positions in _grids(cast, states, periods)
    ]
    return rows_of(pieces, states, periods, tuple(wanted), directed=asked.directed)


def alliance_similarity(
    alliances: pl.DataFrame, states: pl.DataFrame, coverage: tuple[int, int],
    asked: Asked = Asked(), *, capabilities: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """How alike the alliance portfolios of every two states were in each year.

    A portfolio is a state's rank of promise to each state of the system that year, itself included
    (always 3: it defends itself); no row means no promise, inside `coverage` only.

    Args:
        alliances: Directed rows `state_a` (who promises), `state_b` (to whom), `year`, `rank` 0
            to 3, as `portfolios.alliance_ranks` gives them; a null rank is a promise not known,
            which leaves that partner out of the pairs of who may have given it.
        states: The system: `state` and `year`, as `dyads.state_years` gives them.
        coverage: First and last year that the record of alliances covers.
        asked: Which measures, and each pair once or twice.
        capabilities: `state`, `year`, `capability` (any unit, at least 0); adds `s_weighted`, S
            with each partner weighted by it, without a value in years in which a state has none.

    Returns:
        One row per pair and year of `states`: `state_a`, `state_b`, `year`, `common` (states of
        the system), and per measure its value and `<measure>_reason`. Sorted by year and pair.

    Raises:
        UsageError: A column is missing, a rank has no meaning, or a pair has two ranks in a year.
    """
    wanted = _measures(asked)
    names = (*wanted, "s_weighted") if capabilities is not None else tuple(wanted)
    require_columns(states, ("state", "year"), "states")
    if states.select("state", "year").null_count().sum_horizontal().item():
        raise UsageError("states", "a row without state or year", "both")
    state, dated = states["state"].dtype, {"year": states["year"].dtype}
    require_columns(alliances, ("rank",), "alliances")
    by_year = _years(keyed(alliances, {"state_a": state, "state_b": state, **dated}, "alliances"))
    weight_of: dict[object, pl.DataFrame] = {}
    if capabilities is not None:
        require_columns(capabilities, ("capability",), "capabilities")
        weight_of = _years(keyed(capabilities, {"state": state, **dated}, "capabilities"))
    known, years = states["state"].unique().sort(), states["year"].unique().sort()
    parts = states.select("state", "year").unique().partition_by("year", as_dict=True)
    pieces = []
    for place, year in enumerate(years):
        system = parts[year,]["state"].sort()
        scored: dict[str, Scores | str] = dict.fromkeys(names, OUT_OF_COVERAGE)
        if coverage[0] <= year <= coverage[1]:
            held = portfolio(by_year.get(year), system)
            scored = _scored(upper_pairs(held, ALLIANCE_LEVELS), wanted)
            if capabilities is not None:
                weights = _weights(weight_of.get(year), system)
                scored["s_weighted"] = NO_CAPABILITY if weights is None else s_of(
                    upper_pairs(held, ALLIANCE_LEVELS, weights)
                )  # fmt: skip
        pieces.append(PeriodScores(place, known.search_sorted(system).to_numpy(), scored))
    return rows_of(pieces, known, years, names, directed=asked.directed)


def _measures(asked: Asked) -> dict[str, Measure]:
    zero = asked.zero_undefined
    known: dict[str, Measure] = {
        "agreement": agreement_of,
        "s": s_of,
        "s_squared": lambda table: s_of(table, distance="squared"),
        "kappa": lambda table: kappa_of(table, zero_undefined=zero),
        "pi": lambda table: pi_of(table, zero_undefined=zero),
        "tau_b": tau_b_of,
    }
    for name in asked.measures or ("",):
        if name not in known:
            raise UsageError("measure", f"{name!r}", f"one of {', '.join(MEASURES)}")
    return {name: known[name] for name in asked.measures}


def _scored(table: PairTable, wanted: dict[str, Measure]) -> dict[str, Scores | str]:
    return {name: measure(table) for name, measure in wanted.items()}


def _cast(votes: pl.DataFrame, period: str) -> pl.DataFrame:
    """The votes that were cast, with positions 1 to 3 as numbers."""
    require_columns(votes, ("state", "item", "position", period), "votes")
    position = pl.col("position")
    if votes["position"].dtype in (pl.String, pl.Categorical, pl.Enum):
        words = {**POSITIONS, "absent": None}
        votes = votes.with_columns(position.cast(pl.String))
        known: list[Any] = list(words)
        number = position.replace_strict(words, return_dtype=pl.Float64, default=None)
    elif votes["position"].dtype.is_numeric():
        known = [float(code) for code in (*VOTE_LEVELS, *ABSENT)]
        votes = votes.with_columns(position.cast(pl.Float64).fill_nan(None))
        number = pl.when(position <= max(VOTE_LEVELS)).then(position)
    else:
        raise UsageError("votes", f"positions of type {votes['position'].dtype}", "codes or words")
    stray = votes.filter(position.is_not_null() & ~position.is_in(known))
    if stray.height:
        raise UsageError(
            "votes", f"position {stray['position'][0]!r}", f"one of {', '.join(map(str, known))}"
        )
    cast = votes.select("state", "item", period, position=number).filter(position.is_not_null())
    if cast.select("state", "item", period).null_count().sum_horizontal().item():
        raise UsageError("votes", f"a vote without state, item or {period}", "all three")
    return cast


def _grids(
    cast: pl.DataFrame, states: pl.Series, periods: pl.Series
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.float64]]]:
    """Of each period its place, the places of the states that voted, and states x items of
    positions, NaN where a state cast no vote."""
    coded = cast.select(
        period=periods.search_sorted(cast[periods.name]),
        state=states.search_sorted(cast["state"]),
        item=pl.col("item").rank("dense"),
        position="position",
    ).sort("period")
    period, state, item, position = (coded[name].to_numpy() for name in coded.columns)
    bounds = np.searchsorted(period, np.arange(periods.len() + 1))
    for place, (start, end) in enumerate(pairwise(bounds)):
        voters, row = np.unique(state[start:end], return_inverse=True)
        items, column = np.unique(item[start:end], return_inverse=True)
        positions = np.full((voters.size, items.size), np.nan)
        positions[row, column] = position[start:end]
        if np.count_nonzero(~np.isnan(positions)) < end - start:
            raise UsageError("votes", "a state with two votes on one roll call", "one row for each")
        yield place, voters.astype(np.int64), positions


def _years(table: pl.DataFrame) -> dict[object, pl.DataFrame]:
    return {key[0]: part for key, part in table.partition_by("year", as_dict=True).items()}


def _weights(rows: pl.DataFrame | None, system: pl.Series) -> NDArray[np.float64] | None:
    """Capability of each state in order; None where one has none."""
    if rows is None:
        return None
    listed = system.to_frame("state")
    found = listed.join(rows, on="state", how="left", maintain_order="left")
    weights = found["capability"].cast(pl.Float64)
    return None if weights.null_count() else weights.to_numpy()
