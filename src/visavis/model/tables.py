"""The package's own tables: CSV files that lie beside the code that reads them."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

__all__ = ["date_or_none", "read_table"]


_PACKAGE = Path(__file__).resolve().parents[1]


def read_table(name: str, folder: str = "model/data") -> Iterator[dict[str, str]]:
    """Rows of a table, in the order of the file; `folder` counts from the package's own."""
    text = (_PACKAGE / folder / name).read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows)
    # Not csv.DictReader, which takes three times as long: tables are a third of the start.
    for row in rows:
        yield dict(zip(header, row, strict=True))


def date_or_none(text: str) -> date | None:
    """The ISO date in a cell, None for an empty cell."""
    return date.fromisoformat(text) if text else None
