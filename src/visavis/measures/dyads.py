"""State-years and dyad-years: which states, and which pairs of states, there were in each year.

The trap is the pair that never met. Two states can exist in one year and not on one day of it
(South Vietnam until April 1975, Suriname since November): such a pair is no dyad of that year.
The second trap is the end of the list: a list of states that ends in 2016 says nothing of 2020.
"""

from collections.abc import Sequence

import polars as pl

from visavis.errors import UsageError
from visavis.measures.table_keys import require_columns
from visavis.model.states import all_states

__all__ = ["cow_system", "dyad_years", "gw_system", "state_years", "states_of_the_house"]

_COW_DAYS = (("styear", "stmonth", "stday"), ("endyear", "endmonth", "endday"))


def cow_system(table: pl.DataFrame) -> pl.DataFrame:
    """The Correlates of War's list of states as spells: `state`, `first_day`, `last_day`.

    Args:
        table: Columns `ccode`, `styear`, `stmonth`, `stday`, `endyear`, `endmonth`, `endday`, one
            row a spell of membership, as the project publishes them.

    Raises:
        UsageError: A column is missing, or a day is none.

    Source: Correlates of War Project (2017). State System Membership List, v2016.
    """
    require_columns(table, ("ccode", *_COW_DAYS[0], *_COW_DAYS[1]), "list of states")
    first, last = (pl.date(*(pl.col(part).cast(pl.Int32) for part in day)) for day in _COW_DAYS)
    return _spells(
        table.select(state=pl.col("ccode").cast(pl.Int32), first_day=first, last_day=last)
    )


def gw_system(table: pl.DataFrame) -> pl.DataFrame:
    """Gleditsch and Ward's list of states as spells: `state`, `first_day`, `last_day`.

    Args:
        table: Columns `gwcode`, `startdate`, `enddate`, one row a spell.

    Raises:
        UsageError: A column is missing, or a spell ends before it begins.

    Source: Gleditsch, K. S. & Ward, M. D. (1999). A Revised List of Independent States since the
    Congress of Vienna. International Interactions 25: 393-413.
    """
    require_columns(table, ("gwcode", "startdate", "enddate"), "list of states")
    return _spells(
        table.select(
            state=pl.col("gwcode").cast(pl.Int32),
            first_day=pl.col("startdate").cast(pl.Date),
            last_day=pl.col("enddate").cast(pl.Date),
        )
    )


def states_of_the_house() -> pl.DataFrame:
    """The states of `visavis states` (not its territories) as spells, by ISO code.

    `first_day` is null where a state existed before these records begin, `last_day` where it still
    exists.
    """
    rows = [(s.id, s.born, s.died) for s in all_states() if s.kind != "territory"]
    schema = {"state": pl.String, "first_day": pl.Date, "last_day": pl.Date}
    return _spells(pl.DataFrame(rows, schema=schema, orient="row"))


def state_years(spells: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Each state and year from `first` to `last` in which it existed on at least one day.

    Args:
        spells: `state`, `first_day`, `last_day`, as the functions above give them.
        first: First year, included.
        last: Last year, included. Where the list has no open spells, states that existed on its
            last day are taken to exist still; `is_assumed` marks the years after it.

    Returns:
        `state`, `year`, `is_assumed`, once each, sorted by state and year.

    Raises:
        UsageError: The years run backwards, or the spells are no spells.

    Source: the rule of R's peacesciencer (Miller, S. V. (2022). Conflict Management and Peace
    Science 39: 755-779), `create_stateyears`, with the assumption made visible.
    """
    years = _existing_years(spells, first, last)
    merged = years.group_by("state", "year").agg(pl.col("is_assumed").all())
    return merged.sort("state", "year")


def dyad_years(
    spells: pl.DataFrame, first: int, last: int, *,
    directed: bool = True, only: Sequence[str | int] = (),
) -> pl.DataFrame:  # fmt: skip
    """Each two states and year from `first` to `last` in which both existed on one same day.

    Args:
        spells: `state`, `first_day`, `last_day`.
        first: First year, included.
        last: Last year, included; beyond the list's own last day see `state_years`.
        directed: Each pair twice, in both orders; else once, the lesser code as `state_a`.
        only: Keep pairs with at least one of these states; empty keeps all.

    Returns:
        `state_a`, `state_b`, `year`, `is_assumed`, once each, sorted by pair and year.

    Raises:
        UsageError: The years run backwards, or the spells are no spells.

    Source: the rule of peacesciencer's `create_dyadyears`, which drops pairs that never met from a
    list of its own; here it follows from the days.
    """
    years = _existing_years(spells, first, last)
    ours, theirs = pl.col("state"), pl.col("state_right")
    met = (pl.col("from") <= pl.col("to_right")) & (pl.col("from_right") <= pl.col("to"))
    pairs = years.lazy().join(years.lazy(), on="year").filter(ours < theirs, met)
    if only:
        chosen = pl.Series(only, dtype=spells["state"].dtype).implode()
        pairs = pairs.filter(ours.is_in(chosen) | theirs.is_in(chosen))
    assumed = pl.col("is_assumed") | pl.col("is_assumed_right")
    once = (
        pairs.select(state_a=ours, state_b=theirs, year="year", is_assumed=assumed)
        .group_by("state_a", "state_b", "year")
        .agg(pl.col("is_assumed").all())
    )
    if directed:
        turned = once.select(
            "year", "is_assumed", state_a=pl.col("state_b"), state_b=pl.col("state_a")
        )
        once = pl.concat([once, turned.select("state_a", "state_b", "year", "is_assumed")])
    return once.sort("state_a", "state_b", "year").collect()


def _existing_years(spells: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """State, year, and from which day to which it existed in it; a row for each spell."""
    require_columns(spells, ("state", "first_day", "last_day"), "spells of states")
    if first > last:
        raise UsageError("years", f"{first} to {last}", "a first year not after the last")
    known = _spells(spells.select("state", pl.col("first_day", "last_day").cast(pl.Date)))
    # A list that leaves the last day open says itself who is there still.
    listed = None if known["last_day"].null_count() else known["last_day"].max()
    began = pl.col("first_day").dt.year().fill_null(first).clip(first)
    # Else who is there on the list's last day is taken to be there still, and marked so.
    ended = (
        pl.when(pl.col("last_day").is_null() | pl.col("last_day").eq_missing(pl.lit(listed)))
        .then(last)
        .otherwise(pl.col("last_day").dt.year())
        .clip(upper_bound=last)
    )
    years = (
        known.with_columns(began.alias("began"), ended.alias("ended"))
        .filter(pl.col("began") <= pl.col("ended"))
        .with_columns(year=pl.int_ranges("began", pl.col("ended") + 1, dtype=pl.Int32))
        .explode("year")
    )
    opens, closes = pl.date(pl.col("year"), 1, 1), pl.date(pl.col("year"), 12, 31)
    beyond = pl.col("last_day").is_not_null() & (pl.col("last_day") < opens)
    return years.select(
        "state",
        "year",
        pl.max_horizontal(pl.col("first_day").fill_null(opens), opens).alias("from"),
        pl.when(beyond)
        .then(closes)
        .otherwise(pl.min_horizontal(pl.col("last_day").fill_null(closes), closes))
        .alias("to"),
        beyond.alias("is_assumed"),
    )


def _spells(table: pl.DataFrame) -> pl.DataFrame:
    """The spells, once they are known to be such: a state in each, and no end before its start."""
    if table["state"].null_count():
        raise UsageError("spells of states", "one without a state", "a code in each row")
    turned = table.filter(pl.col("last_day") < pl.col("first_day"))
    if turned.height:
        state, start, end = turned.row(0)
        raise UsageError("spells of states", f"{state} from {start} to {end}", "an end after it")
    return table
