"""Two releases of one source held against each other: what was revised, and what is in one only.

The trap is rounding. A value published in tenths of millions differs from its successor by a step
of that size without anything having been revised; so values count as revised only where they
differ by more than the two releases' rounding together. What a release rounds to is read off its
own values: the largest power of ten that divides all of them, where they are many enough for that
to be no accident.

Two whole releases fit into no memory: cells are compared year by year, a large year in pieces.
"""

from collections.abc import Iterator, Sequence
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

_ROWS_AT_ONCE = 400_000
"""Rows of one release that are held against the other's at once, about."""


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
    """Largest first within each relation and unit; of this and the next two no more than was
    asked for."""
    only_old: tuple[Kept, ...]
    only_new: tuple[Kept, ...]
    counts: tuple[int, int, int]
    """How many revisions there are, and cells in the old and in the new release alone."""
    same: int
    """Cells with the same value in both."""
    within_rounding: int
    """Cells whose values differ by no more than rounding."""
    roundings: tuple[Rounding, ...]
    tables: tuple[TableDifference, ...]


def differences(  # noqa: PLR0913  # all but the first three by name
    source_id: str, old: str, new: str, *, states: Sequence[str] = (),
    most: int | None = None, db: Path | str | None = None,
) -> Differences:  # fmt: skip
    """What the release `new` has otherwise than the release `old`, each named by its vintage.

    Args:
        source_id: The source of both.
        old: Vintage compared with.
        new: Vintage compared.
        states: Ids of states; rows in which none of them stands are left out. (): every row.
        most: Revisions, and cells of one release alone, that are given at most, the largest; the
            rest is counted. None: all, which for two whole releases may take much memory.
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
    found = _compared(facts, roundings, most)
    names = sorted({name for side in sides for name in side} - {"facts"})
    return Differences(
        source_id, old, new,
        revisions=tuple(Revision(Kept(*row[:-1]), row[-1]) for row in found.revised.rows()),
        only_old=tuple(Kept(*row) for row in found.gone.rows()),
        only_new=tuple(Kept(*row) for row in found.come.rows()),
        counts=found.counts,
        same=found.same,
        within_rounding=found.within,
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


def _facts(store: Store, side: dict[str, TableEntry], states: Sequence[str]) -> "pl.LazyFrame":
    """Key and value of each fact, with or without a value."""
    import polars as pl

    kinds: dict[str, Any] = dict.fromkeys(_KEY, pl.String)
    kinds |= {"start": pl.Date, "end": pl.Date, "value": pl.Decimal(38, 3)}
    if "facts" not in side:
        return pl.LazyFrame(schema=kinds)
    frame = _of_states(store.scan(side["facts"]), states)
    # Tables in parts keep their words as enumerations, which do not join with plain texts.
    return frame.select(*kinds).cast(pl.Schema(kinds))


def _pieces(facts: Sequence["pl.LazyFrame"]) -> Iterator[list["pl.DataFrame"]]:
    """The rows of all releases that may be about the same cells, some at a time."""
    import polars as pl

    year = pl.col("start").dt.year()
    sizes: dict[int, int] = {}
    for each in facts:
        counted = each.group_by(year).len().collect(engine="streaming")
        for number, rows in counted.iter_rows():
            sizes[number] = max(sizes.get(number, 0), rows)
    for number, rows in sorted(sizes.items()):
        inside = [each.filter(pl.col("start").is_between(*_days(number))) for each in facts]
        pieces = -(-rows // _ROWS_AT_ONCE)
        for piece in range(pieces):
            chosen = pl.col("subject").hash(0) % pieces == piece
            some = [each.filter(chosen) for each in inside] if pieces > 1 else inside
            yield [each.collect(engine="streaming") for each in some]


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _of_states(frame: "pl.LazyFrame", states: Sequence[str]) -> "pl.LazyFrame":
    """The rows in which one of the states stands, picked while the table is read."""
    import polars as pl

    sides = ("subject", "partner", "state", "traveller", "host", "actor", "target")
    there = [name for name in frame.collect_schema().names() if name in sides]
    if not states or not there:
        return frame
    return frame.filter(pl.any_horizontal(pl.col(name).is_in(list(states)) for name in there))


def _roundings(old: "pl.LazyFrame", new: "pl.LazyFrame") -> tuple[Rounding, ...]:
    steps = _steps(old), _steps(new)
    finest = Decimal(1) / _SCALE
    return tuple(
        Rounding(*group, steps[0].get(group, finest), steps[1].get(group, finest))
        for group in sorted({*steps[0], *steps[1]})
    )


def _steps(facts: "pl.LazyFrame") -> dict[tuple[str, str], Decimal]:
    """The largest power of ten that divides every value of a relation and unit."""
    import polars as pl

    divides = [(pl.col("scaled") % 10**k == 0).all().alias(str(k)) for k in _POWERS]
    counted: dict[tuple[str, str], int] = {}
    powers: dict[tuple[str, str], set[int]] = {}
    for (piece,) in _pieces([facts]):
        whole = piece.filter(pl.col("value") != 0).with_columns(
            scaled=(pl.col("value") * _SCALE).cast(pl.Int128)
        )
        for row in whole.group_by(_GROUP).agg(pl.len(), *divides).iter_rows(named=True):
            group = row["relation"], row["unit"]
            counted[group] = counted.get(group, 0) + row["len"]
            powers[group] = powers.get(group, {*_POWERS}) & {k for k in _POWERS if row[str(k)]}
    return {
        group: Decimal(10) ** (max(powers[group], default=0) if count >= ENOUGH else 0) / _SCALE
        for group, count in counted.items()
    }


@dataclass
class _Found:
    """What the pieces so far have differently: the largest, and how many there are."""

    revised: "pl.DataFrame"
    gone: "pl.DataFrame"
    come: "pl.DataFrame"
    counts: tuple[int, int, int] = (0, 0, 0)
    same: int = 0
    within: int = 0


def _compared(
    facts: Sequence["pl.LazyFrame"], roundings: tuple[Rounding, ...], most: int | None
) -> _Found:
    import polars as pl

    limits = pl.DataFrame(
        [(each.relation, each.unit, each.tolerance) for each in roundings],
        schema={"relation": pl.String, "unit": pl.String, "limit": pl.Decimal(38, 4)},
        orient="row",
    )
    kept: list[list[pl.DataFrame]] = [[], [], []]
    counts, same, within = [0, 0, 0], 0, 0
    for old, new in _pieces(facts):
        beyond, rounded, equal = _revised(old, new, limits)
        within, same = within + rounded, same + equal
        for number, frame in enumerate((beyond, _only(old, new), _only(new, old))):
            counts[number] += frame.height
            kept[number].append(_largest_first(frame, _MEASURES[number], most))
            if most is not None:
                kept[number] = [_largest_first(pl.concat(kept[number]), _MEASURES[number], most)]
    empty = [_revised(*_none(facts), limits)[0], *[_only(*_none(facts))] * 2]
    revised, gone, come = (
        _largest_first(pl.concat([none, *some]), measure, most)
        for none, some, measure in zip(empty, kept, _MEASURES, strict=True)
    )
    return _Found(
        revised.select(*_KEY, "value", "value_new"), gone, come,
        (counts[0], counts[1], counts[2]), same, within,
    )  # fmt: skip


_MEASURES = ("change", "value", "value")
"""By what revisions, and cells of one release alone, are large."""


def _none(facts: Sequence["pl.LazyFrame"]) -> tuple["pl.DataFrame", "pl.DataFrame"]:
    return facts[0].limit(0).collect(), facts[1].limit(0).collect()


def _revised(
    old: "pl.DataFrame", new: "pl.DataFrame", limits: "pl.DataFrame"
) -> tuple["pl.DataFrame", int, int]:
    """(revisions, cells that differ by rounding only, cells that are equal)."""
    import polars as pl

    both = old.join(new, on=_KEY, suffix="_new")
    both = both.filter(pl.col("value").is_null() == pl.col("value_new").is_null())
    same = both.select(pl.col("value").eq_missing(pl.col("value_new")).sum()).item()
    other = both.filter(pl.col("value") != pl.col("value_new"))
    change = (pl.col("value_new") - pl.col("value")).abs()
    other = other.join(limits, on=_GROUP).with_columns(change=change)
    beyond = other.filter(pl.col("change") > pl.col("limit"))
    return beyond.drop("limit"), other.height - beyond.height, same


def _only(one: "pl.DataFrame", other: "pl.DataFrame") -> "pl.DataFrame":
    """Cells that the other lacks, or has without a value."""
    import polars as pl

    valued = other.filter(pl.col("value").is_not_null())
    found = one.filter(pl.col("value").is_not_null()).join(valued, on=_KEY, how="anti")
    stated = one.filter(pl.col("value").is_null()).join(other, on=_KEY, how="anti")
    return pl.concat([found, stated]).select(*_KEY, "value")


def _largest_first(frame: "pl.DataFrame", column: str, most: int | None) -> "pl.DataFrame":
    """Sorted by relation and unit, then by a column of amounts downwards, then by key."""
    down = [False, False, True, *(False for _ in _KEY[2:])]
    found = frame.sort(*_GROUP, column, *_KEY[2:], descending=down, nulls_last=True)
    return found if most is None else found.head(most)


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
