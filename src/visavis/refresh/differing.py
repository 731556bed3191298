"""Two releases of one source held against each other: what was revised, and what is in one only.

The trap is rounding. A value published in tenths of millions differs from its successor by a step
of that size without anything having been revised; so values count as revised only where they
differ by more than the two releases' rounding together. What a release rounds to is read off its
own values: the largest power of ten that divides all of them, where they are many enough for that
to be no accident.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visavis.errors import UsageError
from visavis.model.extents import TableEntry
from visavis.sources import source
from visavis.store import Store, default_store

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Differences", "Kept", "Revision", "Rounding", "TableDifference", "differences"]

ENOUGH = 20
"""Values from which on a common step is taken for rounding: ten to the minus twenty by chance."""

_KEY = ("relation", "unit", "subject", "partner", "product", "book", "start", "end")
_GROUP = ("relation", "unit")
_SCALE = 1000
"""Stored amounts have three decimals."""
_POWERS = range(11, 0, -1)


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell of facts and the value that one release has for it; None where it states none."""

    relation: str
    unit: str
    subject: str
    partner: str
    product: str
    book: str
    start: date
    end: date
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A cell of which both releases have a value, and the values differ beyond rounding."""

    cell: Kept
    """With the older value."""
    new: Decimal

    @property
    def change(self) -> Decimal:
        """New minus old, in the cell's unit."""
        return self.new - (self.cell.value or Decimal(0))

    @property
    def relative(self) -> Decimal | None:
        """The change as a share of the old value; None where that is zero."""
        return self.change / self.cell.value if self.cell.value else None


@dataclass(frozen=True, slots=True)
class Rounding:
    """To what each release rounds the values of one relation and unit."""

    relation: str
    unit: str
    old: Decimal
    new: Decimal

    @property
    def tolerance(self) -> Decimal:
        """The largest difference that rounding alone can make."""
        return (self.old + self.new) / 2


@dataclass(frozen=True, slots=True)
class TableDifference:
    """A table that holds no amounts: how many rows stand in one release only."""

    table: str
    same: int
    only_old: tuple[tuple[str, ...], ...]
    only_new: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """How the release `new` differs from the release `old` of one source."""

    source: str
    old: str
    new: str
    revisions: tuple[Revision, ...]
    """Largest first within each relation and unit."""
    only_old: tuple[Kept, ...]
    only_new: tuple[Kept, ...]
    same: int
    """Cells with the same value in both."""
    within_rounding: int
    """Cells whose values differ by no more than rounding."""
    roundings: tuple[Rounding, ...]
    tables: tuple[TableDifference, ...]


def differences(
    source_id: str, old: str, new: str, *, states: Sequence[str] = (), db: Path | str | None = None
) -> Differences:
    """What the release `new` has otherwise than the release `old`, each named by its vintage.

    Args:
        source_id: The source of both.
        old: Vintage compared with.
        new: Vintage compared.
        states: Ids of states; rows in which none of them stands are left out. (): every row.
        db: The user's folder, by default `default_folder()`.

    Raises:
        UsageError: No such source, one release named twice, or a vintage that neither the starter
            nor the folder holds.
        StoreError: A table is damaged.
    """
    source(source_id)
    if old == new:
        raise UsageError(f"release of {source_id}", f"the same release twice, {old!r}", "two")
    store = default_store(db)
    sides = [_entries(store, source_id, vintage) for vintage in (old, new)]
    facts = _facts(store, sides[0], states), _facts(store, sides[1], states)
    roundings = _roundings(*facts)
    revised, within, same = _revised(*facts, roundings)
    names = sorted({name for side in sides for name in side} - {"facts"})
    return Differences(
        source_id, old, new, revised,
        only_old=_only(facts[0], facts[1]),
        only_new=_only(facts[1], facts[0]),
        same=same,
        within_rounding=within,
        roundings=roundings,
        tables=tuple(_table(store, name, sides, states) for name in names),
    )  # fmt: skip


def _entries(store: Store, source_id: str, vintage: str) -> dict[str, TableEntry]:
    """The tables of one release by name; of two folders that hold it, the later one's."""
    held = [each for each in store.all_entries() if each.source == source_id]
    found = {each.table: each for each in held if each.vintage == vintage}
    if not found:
        known = sorted({each.vintage for each in held})
        expected = f"one of {', '.join(known)}" if known else f"a release of {source_id} here"
        raise UsageError(f"release of {source_id}", repr(vintage), expected)
    return {str(name): entry for name, entry in found.items()}


def _facts(store: Store, side: dict[str, TableEntry], states: Sequence[str]) -> "pl.DataFrame":
    """Key and value of each fact, with or without a value."""
    import polars as pl

    kinds: dict[str, Any] = dict.fromkeys(_KEY, pl.String)
    kinds |= {"start": pl.Date, "end": pl.Date, "value": pl.Decimal(38, 3)}
    if "facts" not in side:
        return pl.DataFrame(schema=kinds)
    frame = _of_states(store.scan(side["facts"]), states)
    # Tables in parts keep their words as enumerations, which do not join with plain texts.
    return frame.select(*kinds).cast(pl.Schema(kinds)).collect()


def _of_states(frame: "pl.LazyFrame", states: Sequence[str]) -> "pl.LazyFrame":
    """The rows in which one of the states stands, picked while the table is read."""
    import polars as pl

    sides = ("subject", "partner", "state", "traveller", "host", "actor", "target")
    there = [name for name in frame.collect_schema().names() if name in sides]
    if not states or not there:
        return frame
    return frame.filter(pl.any_horizontal(pl.col(name).is_in(list(states)) for name in there))


def _roundings(old: "pl.DataFrame", new: "pl.DataFrame") -> tuple[Rounding, ...]:
    steps = _steps(old), _steps(new)
    finest = Decimal(1) / _SCALE
    return tuple(
        Rounding(*group, steps[0].get(group, finest), steps[1].get(group, finest))
        for group in sorted({*steps[0], *steps[1]})
    )


def _steps(facts: "pl.DataFrame") -> dict[tuple[str, str], Decimal]:
    """The largest power of ten that divides every value of a relation and unit."""
    import polars as pl

    whole = facts.filter(pl.col("value") != 0).with_columns(
        scaled=(pl.col("value") * _SCALE).cast(pl.Int128)
    )
    divides = [(pl.col("scaled") % 10**k == 0).all().alias(str(k)) for k in _POWERS]
    found = {}
    for row in whole.group_by(_GROUP).agg(pl.len(), *divides).iter_rows(named=True):
        power = next((k for k in _POWERS if row[str(k)]), 0) if row["len"] >= ENOUGH else 0
        found[row["relation"], row["unit"]] = Decimal(10) ** power / _SCALE
    return found


def _revised(
    old: "pl.DataFrame", new: "pl.DataFrame", roundings: tuple[Rounding, ...]
) -> tuple[tuple[Revision, ...], int, int]:
    """(revisions, cells that differ by rounding only, cells that are equal)."""
    import polars as pl

    both = old.join(new, on=_KEY, suffix="_new")
    both = both.filter(pl.col("value").is_null() == pl.col("value_new").is_null())
    same = both.filter(pl.col("value").eq_missing(pl.col("value_new")))
    other = both.filter(pl.col("value") != pl.col("value_new"))
    limits = pl.DataFrame(
        [(each.relation, each.unit, each.tolerance) for each in roundings],
        schema={"relation": pl.String, "unit": pl.String, "limit": pl.Decimal(38, 4)},
        orient="row",
    )
    change = (pl.col("value_new") - pl.col("value")).abs()
    other = other.join(limits, on=_GROUP).with_columns(change=change)
    beyond = other.filter(pl.col("change") > pl.col("limit"))
    beyond = beyond.sort(
        *_GROUP, "change", *_KEY[2:], descending=[False, False, True, *[False] * 6]
    )
    found = beyond.select(*_KEY, "value", "value_new").iter_rows()
    revisions = tuple(Revision(Kept(*row[:-1]), row[-1]) for row in found)
    return revisions, other.height - beyond.height, same.height


def _only(one: "pl.DataFrame", other: "pl.DataFrame") -> tuple[Kept, ...]:
    """Cells that the other lacks, or has without a value; largest first."""
    import polars as pl

    valued = other.filter(pl.col("value").is_not_null())
    found = one.filter(pl.col("value").is_not_null()).join(valued, on=_KEY, how="anti")
    stated = one.filter(pl.col("value").is_null()).join(other, on=_KEY, how="anti")
    rows = _largest_first(pl.concat([found, stated]), "value")
    return tuple(Kept(*row) for row in rows.select(*_KEY, "value").iter_rows())


def _largest_first(frame: "pl.DataFrame", column: str) -> "pl.DataFrame":
    """Sorted by relation and unit, then by a column of amounts downwards, then by key."""
    down = [False, False, True, *(False for _ in _KEY[2:])]
    return frame.sort(*_GROUP, column, *_KEY[2:], descending=down, nulls_last=True)


def _table(
    store: Store, name: str, sides: list[dict[str, TableEntry]], states: Sequence[str]
) -> TableDifference:
    """Whole rows of a table without amounts that the other release lacks."""
    frames = [_plain(store, side.get(name), states) for side in sides]
    columns = next(tuple(each.columns) for each in frames if each.width)
    if not all(each.width for each in frames):
        rows = [_rows(each) if each.width else () for each in frames]
        return TableDifference(name, 0, rows[0], rows[1], columns)
    old, new = frames
    on: dict[str, Any] = {"on": list(columns), "nulls_equal": True}
    gone, come = old.join(new, how="anti", **on), new.join(old, how="anti", **on)
    return TableDifference(name, old.height - gone.height, _rows(gone), _rows(come), columns)


def _plain(store: Store, entry: TableEntry | None, states: Sequence[str]) -> "pl.DataFrame":
    """The rows of a table as text, without where they stood."""
    import polars as pl

    if entry is None:
        return pl.DataFrame()
    frame = _of_states(store.scan(entry), states)
    plain = frame.drop("source", "vintage", "origin_row", strict=False)
    return plain.select(pl.all().cast(pl.String)).collect()


def _rows(frame: "pl.DataFrame") -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell or "" for cell in row) for row in frame.sort(frame.columns).iter_rows())
