"""Reading Parquet tables strictly: every column of the kind that it must be, no cell empty unsaid.

The trap is the panic: on some damaged files the reader does not raise but panics, and a column of
another kind is found only where it is used. Both are said here, once, in one sentence.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import polars as pl

from visavis.errors import SourceError

__all__ = ["UNREADABLE", "Kind", "columnar", "refuse_kinds"]

Kind = Literal["text", "whole", "number", "day"]

UNREADABLE = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, UnicodeError)
"""What Polars raises on damaged files; panics are no `Exception`."""


def columnar(
    file: Path, kinds: Mapping[str, Kind], *, exact: bool = True, empty: tuple[str, ...] = ()
) -> pl.DataFrame:
    """The columns named, in that order; days as days.

    Args:
        file: A Parquet table.
        kinds: What each column must hold: text, whole numbers, numbers, or days.
        exact: Whether it may have no other columns, in no other order.
        empty: Columns in which cells may be empty.

    Raises:
        SourceError: It is damaged, lacks or has other columns, or some are of another kind.
    """
    try:
        raw = pl.read_parquet(file)
    except UNREADABLE as error:
        raise SourceError(file.name, "no whole Parquet file", "the publisher's table") from error
    if (exact and raw.columns != list(kinds)) or not set(kinds) <= set(raw.columns):
        found = f"columns {', '.join(raw.columns)}"[:160]
        raise SourceError(file.name, found, ", ".join(kinds))
    if not raw.height:
        raise SourceError(file.name, "a table without rows", "at least one row")
    refuse_kinds(file.name, raw.schema, kinds)
    for name in kinds:
        if name not in empty and raw[name].null_count():
            raise SourceError(file.name, f"empty cells in column {name}", "none")
    days = [pl.col(name).cast(pl.Date) for name, kind in kinds.items() if kind == "day"]
    return raw.select(list(kinds)).with_columns(days)


def refuse_kinds(where: str, schema: pl.Schema, kinds: Mapping[str, Kind]) -> None:
    """Nothing where each column holds what it must.

    Raises:
        SourceError: One holds something else.
    """
    for name, kind in kinds.items():
        held = schema[name]
        fits = {
            "text": held in (pl.String, pl.Categorical, pl.Enum),
            "whole": held.is_integer(),
            "number": held.is_numeric(),
            "day": held in (pl.Date, pl.Datetime),
        }[kind]
        if not fits:
            raise SourceError(where, f"column {name} of {held}", f"a column of kind {kind}")
