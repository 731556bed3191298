"""Figures as tables: rows of plain values, and Polars, pandas and Arrow frames of them.

Frames carry the value as a float; the exact decimal stays in the figure.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

from visavis.errors import UsageError
from visavis.model.figures import Figure

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["FigureTable", "to_arrow", "to_pandas", "to_polars"]


_NUMBERS = ("value", "lower_bound")


def _rows(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """Flat rows in which every number is a float, as a column needs it."""
    rows = [figure.to_dict() for figure in figures]
    for each in rows:
        for name in _NUMBERS:
            number = each[name]
            each[name] = float(number) if isinstance(number, int | float) else None
    return rows


def _not_installed(where: str, library: str) -> UsageError:
    return UsageError(where, f"no {library}", "it installed: pip install 'visavis[frames]'")


def to_polars(figures: Iterable[Figure]) -> "polars.DataFrame":
    """One row for each figure; `value` and `lower_bound` are floats, everything else is text."""
    import polars

    rows = _rows(figures)
    names = list(rows[0]) if rows else [*_NUMBERS]
    kinds = {name: polars.Float64() if name in _NUMBERS else polars.String() for name in names}
    return polars.DataFrame(rows, schema=kinds, orient="row")


def to_arrow(figures: Iterable[Figure]) -> "pyarrow.Table":
    """The same rows as an Arrow table.

    Raises:
        UsageError: PyArrow is not installed; it comes with the extra `frames`.
    """
    try:
        import pyarrow
    except ModuleNotFoundError:
        raise _not_installed("to_arrow", "pyarrow") from None

    rows = _rows(figures)
    names = list(rows[0]) if rows else [*_NUMBERS]
    kinds = [(name, pyarrow.float64() if name in _NUMBERS else pyarrow.string()) for name in names]
    return pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(kinds))


def to_pandas(figures: Iterable[Figure]) -> "pandas.DataFrame":
    """The same rows as a pandas frame.

    Raises:
        UsageError: pandas is not installed; it comes with the extra `frames`.
    """
    try:
        import pandas
    except ModuleNotFoundError:
        raise _not_installed("to_pandas", "pandas") from None

    frame = pandas.DataFrame(_rows(figures))
    return frame.astype({name: "float64" for name in _NUMBERS if name in frame.columns})


class FigureTable(Sequence[Figure]):
    """Figures in order, one for each period asked for."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._figures = tuple(figures)

    @overload
    def __getitem__(self, index: int) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> "FigureTable": ...
    def __getitem__(self, index: int | slice) -> "Figure | FigureTable":
        if isinstance(index, slice):
            return FigureTable(self._figures[index])
        return self._figures[index]

    def __len__(self) -> int:
        return len(self._figures)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures)

    def __repr__(self) -> str:
        return "\n".join(_line(figure) for figure in self._figures)

    def to_dicts(self) -> list[dict[str, object]]:
        """One row of plain values for each figure."""
        return [figure.to_dict() for figure in self._figures]

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a Polars frame."""
        return to_polars(self._figures)

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas frame (needs the extra `frames`)."""
        return to_pandas(self._figures)

    def to_arrow(self) -> "pyarrow.Table":
        """The rows as an Arrow table (needs the extra `frames`)."""
        return to_arrow(self._figures)


def _line(figure: Figure) -> str:
    known = figure.value if figure.value is not None else figure.text
    return f"{figure.query}: {figure.missing if known is None else known} {figure.unit}"
