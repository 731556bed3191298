"""Alliance portfolios: what a state promised to each state of the system, as ranks 0 to 3.

The trap is the scale. That defence outranks neutrality is a convention of the field, not a
measurement, and a promise is directed: France could promise Belgium what Belgium did not promise.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from visavis.errors import UsageError
from visavis.measures.table_keys import require_columns

__all__ = ["ATOP_NAMES", "OBLIGATIONS", "alliance_ranks", "outside_system", "portfolio"]

OBLIGATIONS = ("defence", "offence", "neutrality", "nonaggression", "consultation")
ATOP_NAMES = {
    "atop_defense": "defence", "atop_offense": "offence", "atop_neutral": "neutrality",
    "atop_nonagg": "nonaggression", "atop_consul": "consultation",
}  # fmt: skip
"""The columns of ATOP's directed dyad-years, as R's peacesciencer names them, to ours."""

_SELF = 3.0


def alliance_ranks(alliances: pl.DataFrame) -> pl.DataFrame:
    """The rows with a column `rank`: 3 defence or offence, 2 neutrality or consultation, 1 only
    that neither attacks the other, 0 a treaty without any of these promises.

    Args:
        alliances: Rows with the five columns of `OBLIGATIONS`, each 0 or 1 (or a Boolean).

    Raises:
        UsageError: A column is missing, or a value in it is neither 0 nor 1.

    Source: ranks as in R's fpsim (S. V. Miller), which follows the ATOP project's own S scores;
    obligations from Leeds, B. A., Ritter, J. M., Mitchell, S. M. & Long, A. G. (2002). Alliance
    Treaty Obligations and Provisions, 1815-1944. International Interactions 28: 237-260.
    """
    require_columns(alliances, OBLIGATIONS, "alliances")
    numbers = alliances.select(pl.col(OBLIGATIONS).cast(pl.Float64))
    for name in OBLIGATIONS:
        if not numbers[name].is_in([0.0, 1.0]).fill_null(value=False).all():
            raise UsageError(f"alliances, {name}", "a value that is neither 0 nor 1", "0 or 1")
    has = {name: pl.col(name).cast(pl.Float64) == 1 for name in OBLIGATIONS}
    return alliances.with_columns(
        rank=pl.when(has["defence"] | has["offence"])
        .then(3)
        .when(has["neutrality"] | has["consultation"])
        .then(2)
        .when(has["nonaggression"])
        .then(1)
        .otherwise(0)
        .cast(pl.Int8)
    )


def portfolio(alliances: pl.DataFrame | None, system: pl.Series) -> NDArray[np.float64]:
    """States x states of ranks in one year: row what a state promised, column to whom.

    Args:
        alliances: The year's rows `state_a`, `state_b`, `rank`; None where there are none. Rows of
            states outside the system are left out; `outside_system` lists them.
        system: The states that existed, sorted, each once.

    Returns:
        N x N; 3 on the diagonal, 0 where there is no row.
    """
    ranks = np.zeros((system.len(), system.len()))
    if alliances is not None and alliances.height:
        inside = alliances.filter(
            pl.col("state_a").is_in(system.implode()) & pl.col("state_b").is_in(system.implode())
        )
        rows = system.search_sorted(inside["state_a"]).to_numpy()
        columns = system.search_sorted(inside["state_b"]).to_numpy()
        ranks[rows, columns] = inside["rank"].to_numpy()
    np.fill_diagonal(ranks, _SELF)
    return ranks


def outside_system(alliances: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """The rows of `alliances` that no portfolio holds, since a side was no state that year.

    Args:
        alliances: Rows `state_a`, `state_b`, `year`.
        states: The system: `state` and `year`.
    """
    there = states.select("state", "year").unique()
    inside = alliances.join(
        there, left_on=["state_a", "year"], right_on=["state", "year"], how="semi"
    ).join(there, left_on=["state_b", "year"], right_on=["state", "year"], how="semi")
    return alliances.join(inside, on=["state_a", "state_b", "year"], how="anti")
