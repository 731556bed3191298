"""What a table must have before it is joined: its columns, keys of one type, each key once.

The trap is silence: a join on keys of two types finds nothing, and a key that stands twice
multiplies the rows it meets.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from visavis.errors import UsageError

__all__ = ["keyed", "require_columns"]


def require_columns(table: pl.DataFrame, columns: Sequence[str], where: str) -> None:
    """Nothing, where the table has the columns.

    Raises:
        UsageError: It lacks one.
    """
    lacking = [name for name in columns if name not in table.columns]
    if lacking:
        raise UsageError(where, f"no column {', '.join(lacking)}", f"columns {', '.join(columns)}")


def keyed(table: pl.DataFrame, keys: Mapping[str, pl.DataType], where: str) -> pl.DataFrame:
    """The table with its keys in the types given, once it is known that each stands once.

    Raises:
        UsageError: A key column is missing, null, or cannot be of that type; or a key stands twice.
    """
    require_columns(table, tuple(keys), where)
    names = ", ".join(keys)
    for key, dtype in keys.items():
        column = table[key]
        if column.null_count():
            raise UsageError(where, f"a row without {key}", names)
        if column.dtype.is_float() and (column != column.round()).any():
            raise UsageError(where, f"a {key} that is no whole number", "codes and years")
        if column.dtype.is_numeric() != dtype.is_numeric():
            raise UsageError(where, f"{key} of type {column.dtype}", f"{dtype}, as in the rows")
    cast = table.with_columns(pl.col(key).cast(dtype) for key, dtype in keys.items())
    if cast.select(list(keys)).is_duplicated().any():
        raise UsageError(where, f"two rows of one {names}", "one row for each")
    return cast
