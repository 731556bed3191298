"""The columns of each table, in the one layout that every source is written in.

The trap: two rows for one cell would be summed twice without a word, so a table with such rows is
refused when it is written, not repaired when it is read.
"""

import re
from typing import TYPE_CHECKING, get_args

from visavis.errors import StoreError
from visavis.model.facts import Book, Position, Precision, Status
from visavis.store.ownership import LABEL

if TYPE_CHECKING:
    import polars

__all__ = ["KEYS", "ordered", "part_ordered"]

_LAYOUT: dict[str, dict[str, str]] = {
    "coded_events": {
        "source": "text", "vintage": "text", "key": "text", "on": "date", "actor": "text",
        "target": "text", "code": "text", "quad": "text", "intensity": "amount",
        "origin_row": "count",
    },
    "facts": {
        "source": "text", "vintage": "text", "relation": "text", "book": "text",
        "subject": "text", "partner": "text", "product": "text", "start": "date", "end": "date",
        "value": "amount", "unit": "text", "valuation": "text", "status": "text",
        "origin_row": "count",
    },
    "roll_calls": {
        "source": "text", "vintage": "text", "rid": "text", "resolution": "text",
        "held_on": "date", "title": "text",
    },
    "ties": {
        "source": "text", "vintage": "text", "relation": "text", "key": "text", "title": "text",
        "subject": "text", "partner": "text", "kind": "text", "signed": "date", "start": "date",
        "end": "date", "precision": "text", "origin_row": "count",
    },
    "votes": {
        "source": "text", "vintage": "text", "rid": "text", "state": "text", "position": "text",
    },
    "trips": {
        "source": "text", "vintage": "text", "traveller": "text", "host": "text",
        "start": "date", "end": "date", "role": "text", "name": "text", "place": "text",
        "origin_row": "count",
    },
}  # fmt: skip

_SORT = {
    # Products before states: most questions are about one product, and skip all others unread.
    "facts": ("relation", "product", "subject", "partner", "book", "start", "end"),
    "coded_events": ("on", "actor", "target", "key"),
    "roll_calls": ("held_on", "rid"),
    "ties": ("relation", "subject", "partner", "key", "start"),
    "votes": ("rid", "state"),
    "trips": ("traveller", "host", "start", "end", "role", "name", "origin_row"),
}

KEYS: dict[str, tuple[str, ...]] = {
    "facts": ("relation", "subject", "partner", "product", "book", "start", "end"),
    "coded_events": ("key",),
    "roll_calls": ("rid",),
    "ties": ("relation", "key", "subject", "partner", "start"),
    "votes": ("rid", "state"),
    "trips": (),
}
"""The columns that together may occur only once in a table; () where repetition is lawful."""

_NULLABLE = {
    "coded_events": {"intensity"}, "facts": {"value"}, "ties": {"signed", "start", "end"},
}  # fmt: skip
_CLOSED = {
    "book": get_args(Book), "status": get_args(Status), "position": get_args(Position),
    "precision": get_args(Precision),
}  # fmt: skip


def ordered(table: str, frame: "polars.DataFrame", source: str, vintage: str) -> "polars.DataFrame":
    """`frame` in the layout of `table`: its columns and types, sorted, source and vintage filled.

    Raises:
        StoreError: An unknown table, columns missing or left over, an empty cell, a word outside
            its list, or two rows for one cell.
    """
    import polars as pl

    where = _where(table, source, vintage)
    frame = frame.with_columns(source=pl.lit(source), vintage=pl.lit(vintage))
    frame = _typed(where, frame, table, {"text": pl.String()})
    _refuse_faults(where, frame, table)
    _refuse_twice(where, frame, table)
    return frame.sort(_SORT[table], maintain_order=True)


def part_ordered(
    table: str, frame: "polars.DataFrame", source: str, vintage: str
) -> "polars.DataFrame":
    """The same for a part of millions of rows, whose text may stay in enumerations.

    Rows that are sorted already are neither sorted again nor looked at pair by pair.
    """
    import polars as pl

    where = _where(table, source, vintage)
    of_release = {"source": source, "vintage": vintage}
    frame = frame.with_columns(
        pl.lit(word, dtype=pl.Enum([word])).alias(name) for name, word in of_release.items()
    )
    frame = _typed(where, frame, table, {})
    _refuse_faults(where, frame, table)
    if set(KEYS[table]) <= set(_SORT[table]) and _ascends(frame, _SORT[table]):
        return frame
    _refuse_twice(where, frame, table)
    return frame.sort(_SORT[table], maintain_order=True)


def _where(table: str, source: str, vintage: str) -> str:
    """The table as errors name it, whose name and labels have to be such as are known."""
    where = f"table {table} of {source} {vintage}"
    if table not in _LAYOUT:
        raise StoreError(where, f"table {table!r}", f"one of {', '.join(_LAYOUT)}")
    for label in (source, vintage):
        if not re.fullmatch(LABEL, label):
            raise StoreError(where, f"{label!r}", "letters, digits and . _ + - only")
    return where


def _typed(
    where: str, frame: "polars.DataFrame", table: str, texts: "dict[str, polars.DataType]"
) -> "polars.DataFrame":
    """The columns of the layout in its types; text as in `texts`, or as sorted enumerations."""
    import polars as pl

    layout = _LAYOUT[table]
    if set(frame.columns) != set(layout):
        raise StoreError(where, f"columns {sorted(frame.columns)}", f"columns {sorted(layout)}")
    kinds = {"date": pl.Date(), "amount": pl.Decimal(38, 3), "count": pl.Int64(), **texts}
    try:
        return frame.select(
            pl.col(name).cast(kinds[kind] if kind in kinds else _text_kind(frame[name]))
            for name, kind in layout.items()
        )
    except pl.exceptions.PolarsError as error:
        raise StoreError(where, str(error).partition("\n")[0], "values of its types") from error


def _text_kind(column: "polars.Series") -> "polars.DataType":
    """The column's own type where it is an enumeration in the order of its text, else text."""
    import polars as pl

    kind = column.dtype
    if isinstance(kind, pl.Enum) and kind.categories.is_sorted():
        return kind
    return pl.String()


def _ascends(frame: "polars.DataFrame", names: tuple[str, ...]) -> bool:
    """Whether each row is greater than the one before, by these columns in turn."""
    import polars as pl

    varying = [name for name in names if frame[name].n_unique() > 1]
    if not varying:
        return frame.height < 2
    greater = pl.lit(value=False)
    for name in reversed(varying):
        here, before = pl.col(name), pl.col(name).shift(1)
        greater = (here > before) | ((here == before) & greater)
    return bool(frame.select(greater.slice(1).fill_null(value=False).all()).item())


def _refuse_faults(where: str, frame: "polars.DataFrame", table: str) -> None:
    nullable = _NULLABLE.get(table, set())
    for name in frame.columns:
        if name not in nullable and frame[name].null_count():
            raise StoreError(where, f"{frame[name].null_count()} empty cells in {name}", "none")
    for name, words in _CLOSED.items():
        if name in frame.columns:
            strange = sorted({str(each) for each in frame[name].unique()} - set(words))
            if strange:
                raise StoreError(where, f"{name} {strange[0]!r}", f"one of {', '.join(words)}")
    if "start" in frame.columns and (frame["end"] < frame["start"]).any():
        raise StoreError(where, "a period that ends before it starts", "the start first")


def _refuse_twice(where: str, frame: "polars.DataFrame", table: str) -> None:
    key = KEYS[table]
    if key:
        twice = frame.filter(frame.select(key).is_duplicated())
        if twice.height:
            cell = " ".join(str(value) for value in twice.select(key).row(0))
            raise StoreError(where, f"two rows for {cell}", "one row for each cell")
