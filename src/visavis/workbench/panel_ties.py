"""Columns of a panel out of alliance portfolios and out of both sides' shares of trade.

The trap is the system. How alike two states' alliances are is reckoned over all states of the
year, so every treaty is read, whatever pairs the panel has.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl

from visavis.measures.dyads import state_years, states_of_the_house
from visavis.measures.portfolios import OBLIGATIONS, alliance_ranks
from visavis.measures.similarity_panel import Asked, alliance_similarity
from visavis.measures.trade import interdependence
from visavis.model.facts import Tie
from visavis.model.figures import Missing
from visavis.model.wanted import Wanted
from visavis.workbench.bench import Workbench
from visavis.workbench.panel_figures import Cell, Key

__all__ = ["both_shares_columns", "portfolio_column"]

_KEYS = ["state_a", "state_b", "year"]
_ALL_DAYS = date(1, 1, 1), date(9999, 12, 31)


def portfolio_column(bench: Workbench, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows' keys with `value` (S of alliance portfolios), `missing`, `source`.

    A promise counts where its treaty was in force at the end of the year, and binds both members:
    the store keeps what a treaty holds and not who of the two promised it.

    Raises:
        StoreError: The store's tables cannot be read.
    """
    entries = [
        (entry, extent)
        for entry in bench.entries()
        for extent in entry.extents
        if extent.relation == "alliance"
    ]
    keys = rows.select("state_a", "state_b", pl.col("year").cast(pl.Int32))
    if not entries:
        return keys.with_columns(
            value=pl.lit(None, pl.Float64),
            missing=pl.lit(Missing.NO_SOURCE.value),
            source=pl.lit(None, pl.String),
        )
    entry = entries[0][0]
    spans = [extent for each, extent in entries if each == entry]
    coverage = min(e.start.year for e in spans), max(e.end.year for e in spans)
    wanted = (Wanted(frozenset({"alliance"}), None, None, None, *_ALL_DAYS, table="ties"),)
    ties = [tie for tie in bench.store.ties(wanted, bench.as_of) if tie.source == entry.source]
    years = sorted(rows["year"].unique())
    system = state_years(states_of_the_house(), years[0], years[-1])
    table = alliance_similarity(
        _ranks(ties, years), system, coverage, Asked(measures=("s",), directed=False)
    )
    low, high = pl.min_horizontal("state_a", "state_b"), pl.max_horizontal("state_a", "state_b")
    found = table.select(
        low=low, high=high, year=pl.col("year").cast(pl.Int32), value="s",
        missing=pl.col("s_reason").cast(pl.String),
    )  # fmt: skip
    both = keys.with_columns(low=low, high=high)
    return both.join(found, on=["low", "high", "year"], how="left", maintain_order="left").select(
        *_KEYS, "value", "missing", source=pl.lit(f"{entry.source} {entry.vintage}")
    )


def _ranks(ties: Sequence[Tie], years: Sequence[int]) -> pl.DataFrame:
    """`state_a`, `state_b`, `year`, `rank`: the highest promise in force on 31 December."""
    rows = [
        (
            tie.subject,
            tie.partner,
            max(tie.start.year, years[0]),
            years[-1] if tie.end is None else min(_last_whole(tie.end), years[-1]),
            *(word in tie.kind.split("; ") for word in OBLIGATIONS),
        )
        for tie in ties
        if tie.start is not None
    ]
    schema: dict[str, type[pl.DataType]] = {
        "state_a": pl.String, "state_b": pl.String, "first": pl.Int32, "last": pl.Int32,
    }  # fmt: skip
    schema |= dict.fromkeys(OBLIGATIONS, pl.Boolean)
    spells = pl.DataFrame(rows, schema=schema, orient="row").filter(
        pl.col("first") <= pl.col("last")
    )
    found = spells.with_columns(
        year=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int32)
    ).explode("year")
    once = alliance_ranks(found).select(*_KEYS, "rank")
    back = once.select(state_a="state_b", state_b="state_a", year="year", rank="rank")
    return pl.concat([once, back]).group_by(_KEYS).agg(pl.col("rank").max()).sort(_KEYS)


def _last_whole(end: date) -> int:
    """The last year on whose 31 December a treaty that ended on this day was in force."""
    return end.year if (end.month, end.day) == (12, 31) else end.year - 1


def both_shares_columns(shares: Mapping[Key, Cell]) -> dict[str, dict[Key, Cell]]:
    """Barbieri's salience, symmetry and interdependence, for both orders of each pair.

    Args:
        shares: The dependence of each side on the other.
    """
    table = pl.DataFrame(
        [(a, b, year, cell.value, cell.missing) for (a, b, year), cell in shares.items()],
        schema={"owner": pl.String, "partner": pl.String, "year": pl.Int32, "value": pl.Float64,
                "missing": pl.String},
        orient="row",
    ).with_columns(
        numerator=pl.lit("trade"), denominator=pl.lit("trade"),
        amount=pl.lit(None, pl.Float64), whole=pl.lit(None, pl.Float64),
    )  # fmt: skip
    found: dict[str, dict[Key, Cell]] = defaultdict(dict)
    for row in interdependence(table).iter_rows(named=True):
        a, b, year = row["a"], row["b"], row["year"]
        sides = shares[a, b, year], shares[b, a, year]
        for name in ("salience", "symmetry", "interdependence"):
            cell = Cell(
                row[name], row["missing"], _both(each.source for each in sides),
                _both(each.book for each in sides),
                None if row["missing"] else any(each.inferred for each in sides),
                elsewhere=any(each.elsewhere for each in sides),
            )  # fmt: skip
            found[name][a, b, year] = found[name][b, a, year] = cell
    return found


def _both(words: Iterable[str | None]) -> str | None:
    """What both sides' columns say, each part once; None where neither says anything."""
    parts = [part for each in words if each for part in each.split(" / ")]
    return " / ".join(dict.fromkeys(parts)) or None
