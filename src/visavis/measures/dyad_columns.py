"""What else is known of a dyad-year: alliances, contiguity, major powers, capabilities, trade.

The trap is the year after a record ends. Each join is told which years its table covers: inside,
no row is zero or unknown, as the record's own rules have it; outside there is no value and the
reason is `out_of_coverage`. Nothing becomes zero because a file stops in 2014.

Every join adds `<name>_reason` beside its columns: null where all of them have a value, else
`out_of_coverage`, `not_reported` (the year is covered, the row is not there) or `incomplete` (the
row is there, and some of its columns are the publisher's own gaps). A column of the table that is
itself named `..._reason`, as in the tables of `similarity_panel`, comes along and is no gap.
"""

from typing import NamedTuple

import polars as pl
from polars import selectors

from visavis.errors import UsageError
from visavis.measures.dyads import state_years
from visavis.measures.table_keys import keyed, require_columns

__all__ = [
    "Coverage",
    "with_alliances",
    "with_capabilities",
    "with_contiguity",
    "with_dyad_columns",
    "with_major_powers",
    "with_shared_igos",
    "with_state_columns",
    "with_state_trade",
]

_PAIR = ("state_a", "state_b", "year")
_REASON = pl.Enum(["out_of_coverage", "not_reported", "incomplete"])
_HERE = "__here"


class Coverage(NamedTuple):
    """First and last year that a table covers, both included."""

    first: int
    last: int


def with_dyad_columns(
    dyads: pl.DataFrame, table: pl.DataFrame, coverage: Coverage, *,
    name: str, absent: int | None = None,
) -> pl.DataFrame:  # fmt: skip
    """The dyad-years with the table's columns, joined on both states and the year.

    Args:
        dyads: `state_a`, `state_b`, `year`.
        table: The same three, in the order meant, and the columns to join.
        coverage: Years that the table covers; rows of other years are not taken.
        name: The reason column is `<name>_reason`.
        absent: What no row inside the coverage means: a number, or None for unknown.

    Raises:
        UsageError: A key column is missing, two rows have one key, or a column is there already.
    """
    return _joined(dyads, _keyed(table, dyads, _PAIR, name), coverage, name, absent)


def with_state_columns(
    frame: pl.DataFrame, table: pl.DataFrame, coverage: Coverage, *,
    name: str, absent: int | None = None,
) -> pl.DataFrame:  # fmt: skip
    """The state-years with the table's columns; or dyad-years with them of both sides.

    Args:
        frame: `state` and `year`, or `state_a`, `state_b`, `year`: then every column comes twice,
            with `_a` and `_b`, and so does the reason.
        table: `state`, `year` and the columns to join.
        coverage: Years that the table covers.
        name: The reason column is `<name>_reason`, or `<name>_a_reason` and `<name>_b_reason`.
        absent: What no row inside the coverage means.

    Raises:
        UsageError: A key column is missing, two rows have one key, or a column is there already.
    """
    if "state" in frame.columns:
        return _joined(frame, _keyed(table, frame, ("state", "year"), name), coverage, name, absent)
    require_columns(table, ("state", "year"), f"table of {name}")
    for side in ("a", "b"):
        theirs = table.rename({c: f"{c}_{side}" for c in table.columns if c != "year"})
        keyed = _keyed(theirs, frame, (f"state_{side}", "year"), name)
        frame = _joined(frame, keyed, coverage, f"{name}_{side}", absent)
    return frame


def with_alliances(
    dyads: pl.DataFrame, alliances: pl.DataFrame, coverage: Coverage, *, either: bool = False
) -> pl.DataFrame:
    """The dyad-years with what `state_a` promised `state_b`: no row means nothing, inside coverage.

    Args:
        dyads: `state_a`, `state_b`, `year`.
        alliances: The same three, directed, and a column of 0 and 1 (or a rank) per obligation.
        coverage: Years of the record; 1815 to 2018 for ATOP 5.1.
        either: Take the greater of both directions, for dyads that stand once.

    Raises:
        UsageError: As for `with_dyad_columns`.

    Source: Leeds, B. A., Ritter, J. M., Mitchell, S. M. & Long, A. G. (2002). Alliance Treaty
    Obligations and Provisions, 1815-1944. International Interactions 28: 237-260.
    """
    if either:
        values = [column for column in alliances.columns if column not in _PAIR]
        both = pl.concat([alliances, _turned(alliances)])
        alliances = both.group_by(_PAIR).agg(pl.col(values).max())
    return with_dyad_columns(dyads, alliances, coverage, name="alliance", absent=0)


def with_contiguity(
    dyads: pl.DataFrame, spells: pl.DataFrame, coverage: Coverage, *, zero_wins: bool = False
) -> pl.DataFrame:
    """The dyad-years with `contiguity`: 1 a land border, 2 to 5 up to 12, 24, 150, 400 miles of
    water, 0 farther apart; the closest of the year where it changed.

    Args:
        dyads: `state_a`, `state_b`, `year`.
        spells: `state_a`, `state_b`, `contiguity`, `first_day`, `last_day`; either order will do.
        coverage: Years of the record; 1816 to 2016 for version 3.2.
        zero_wins: Peacesciencer's rule, by which a record of 0 in the year beats a border in it.
            In version 3.2 such records run through the years of borders: the Soviet Union and
            Hungary have 0 for 1918-2016 beside a land border for 1944-1991.

    Raises:
        UsageError: A column is missing, or a code is not 0 to 5.

    Source: Stinnett, D. M., Tir, J., Schafer, P., Diehl, P. F. & Gochman, C. (2002). The Correlates
    of War Project Direct Contiguity Data, Version 3. Conflict Management and Peace Science 19:
    58-66. Departure from peacesciencer: see `zero_wins`.
    """
    needed = ("state_a", "state_b", "contiguity", "first_day", "last_day")
    require_columns(spells, needed, "contiguity")
    if not spells["contiguity"].cast(pl.Float64).is_in([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]).all():
        raise UsageError("contiguity", "another code", "0 to 5")
    began, ended = pl.col("first_day").dt.year(), pl.col("last_day").dt.year()
    years = (
        spells.filter(pl.lit(zero_wins) | (pl.col("contiguity") > 0))
        .with_columns(year=pl.int_ranges(began, ended + 1))
        .explode("year")
        .select(*_PAIR, pl.col("contiguity").cast(pl.Int8))
    )
    both = pl.concat([years, _turned(years)])
    closest = both.group_by(_PAIR).agg(pl.col("contiguity").min())
    return with_dyad_columns(dyads, closest, coverage, name="contiguity", absent=0)


def with_major_powers(
    frame: pl.DataFrame, spells: pl.DataFrame, coverage: Coverage, *,
    assume_through: int | None = None,
) -> pl.DataFrame:  # fmt: skip
    """The dyad-years or state-years with `major_power`, 1 or 0, on any day of the year.

    Args:
        frame: `state_a`, `state_b`, `year`, or `state`, `year`.
        spells: `state`, `first_day`, `last_day` of being a major power.
        coverage: Years of the list; 1816 to 2016 for version 2016.
        assume_through: Take those on the list's last day to be major powers until this year, as
            R's peacesciencer does without saying so; None leaves those years without a value.

    Raises:
        UsageError: As for `with_state_columns`.

    Source: Correlates of War Project (2017). State System Membership List, v2016: major powers.
    """
    last = coverage.last if assume_through is None else max(coverage.last, assume_through)
    years = state_years(spells, coverage.first, last)
    powers = years.select("state", "year", major_power=pl.lit(1, dtype=pl.Int8))
    covered = Coverage(coverage.first, last)
    return with_state_columns(frame, powers, covered, name="major_power", absent=0)


def with_capabilities(
    frame: pl.DataFrame, capabilities: pl.DataFrame, coverage: Coverage
) -> pl.DataFrame:
    """The dyad-years or state-years with national material capabilities; no row is unknown.

    Args:
        frame: `state_a`, `state_b`, `year`, or `state`, `year`.
        capabilities: `state`, `year`, and the components and the index in the publisher's units.
        coverage: Years of the table; 1816 to 2016 for version 6.0.

    Raises:
        UsageError: As for `with_state_columns`.

    Source: Singer, J. D., Bremer, S. & Stuckey, J. (1972). Capability Distribution, Uncertainty,
    and Major Power War, 1820-1965, in Russett, B. (ed.), Peace, War, and Numbers. Beverly Hills.
    """
    return with_state_columns(frame, capabilities, coverage, name="capabilities")


def with_shared_igos(dyads: pl.DataFrame, igos: pl.DataFrame, coverage: Coverage) -> pl.DataFrame:
    """The dyad-years with the number of organisations of which both are full members.

    Args:
        dyads: `state_a`, `state_b`, `year`.
        igos: The same three, each pair once in any order, and the count; no row is unknown.
        coverage: Years of the table; 1816 to 2014 for version 3.0.

    Raises:
        UsageError: As for `with_dyad_columns`.

    Source: Pevehouse, J. C. W., Nordstrom, T., McManus, R. W. & Jamison, A. S. (2020). Tracking
    Organizations in the World: The Correlates of War IGO Version 3.0 Datasets. Journal of Peace
    Research 57: 492-503.
    """
    both = pl.concat([igos, _turned(igos)])
    return with_dyad_columns(dyads, both, coverage, name="igo")


def with_state_trade(frame: pl.DataFrame, trade: pl.DataFrame, coverage: Coverage) -> pl.DataFrame:
    """The dyad-years or state-years with each state's total imports and exports.

    Args:
        frame: `state_a`, `state_b`, `year`, or `state`, `year`.
        trade: `state`, `year`, `imports`, `exports`, in million current dollars; no row is unknown.
        coverage: Years of the table; 1870 to 2014 for version 4.0.

    Raises:
        UsageError: As for `with_state_columns`.

    Source: Barbieri, K. & Keshk, O. M. G. (2016). Correlates of War Project Trade Data Set
    Codebook, Version 4.0; Barbieri, K., Keshk, O. & Pollins, B. (2009). Trading Data. Conflict
    Management and Peace Science 26: 471-491.
    """
    return with_state_columns(frame, trade, coverage, name="trade")


def _joined(
    frame: pl.DataFrame, table: pl.DataFrame, coverage: Coverage, name: str, absent: int | None
) -> pl.DataFrame:
    """The frame with the table's columns and the reason; its rows and their order stay."""
    keys = [column for column in (*_PAIR, "state") if column in table.columns]
    values = [column for column in table.columns if column not in keys]
    taken = [c for c in (*values, f"{name}_reason") if c in frame.columns]
    measured = [column for column in values if not column.endswith("_reason")]
    if taken or not measured:
        what = f"{taken[0]} in it already" if taken else "no column to join"
        raise UsageError(f"columns of {name}", what, "columns of another name")
    covered = pl.col("year").is_between(*coverage)
    gaps = selectors.float().fill_nan(None)  # NaN is pandas' word for a gap, not a number
    rows = table.filter(covered).with_columns(gaps, pl.lit(value=True).alias(_HERE))
    wide = frame.join(rows, on=keys, how="left", maintain_order="left")
    here = pl.col(_HERE).is_not_null()
    if absent is not None:
        wide = wide.with_columns(
            pl.when(covered & ~here).then(absent).otherwise(pl.col(value)).alias(value)
            for value in measured
        )
    empty = pl.any_horizontal(pl.col(measured).is_null())
    reason = (
        pl.when(~covered)
        .then(pl.lit("out_of_coverage"))
        .when(empty & ~here)
        .then(pl.lit("not_reported"))
        .when(empty)
        .then(pl.lit("incomplete"))
        .cast(_REASON)
    )
    return wide.with_columns(reason.alias(f"{name}_reason")).drop(_HERE)


def _keyed(
    table: pl.DataFrame, frame: pl.DataFrame, keys: tuple[str, ...], name: str
) -> pl.DataFrame:
    """The table with keys of the frame's types, each once."""
    require_columns(frame, keys, "rows to add columns to")
    return keyed(table, {key: frame[key].dtype for key in keys}, f"table of {name}")


def _turned(table: pl.DataFrame) -> pl.DataFrame:
    """The rows seen from the other side, columns in their order."""
    require_columns(table, _PAIR, "table of pairs")
    swapped = table.rename({"state_a": "state_b", "state_b": "state_a"})
    return swapped.select(table.columns)
