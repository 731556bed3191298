"""Figures as tables: rows of plain values, and Polars, pandas and Arrow frames of them.

Frames carry the value as a float; the exact decimal stays in the figure.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from visavis.model.figures import Figure

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["FigureTable", "row"]


def row(figure: Figure) -> dict[str, object]:
    """One figure as one flat row: question, value or reason, unit, book, source, release."""
    query = figure.query
    number = figure.value
    bound = figure.lower_bound
    return {
        "measure": query.measure,
        "form": query.form,
        "subject": query.subject,
        "partner": query.partner,
        "product": query.product,
        "period": str(figure.period) if figure.period else None,
        "start": figure.period.start if figure.period else None,
        "end": figure.period.end if figure.period else None,
        "value": None if number is None else float(number),
        "text": figure.text,
        "unit": figure.unit,
        "missing": figure.missing.value if figure.missing else None,
        "lower_bound": None if bound is None else float(bound),
        "book": figure.book,
        "valuation": figure.valuation,
        "source": figure.source,
        "vintages": "; ".join(f"{source} {vintage}" for source, vintage in figure.vintages),
        "formula": figure.formula,
        "query": str(query),
    }


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
        lines = [f"{figure.query}: {figure.value or figure.missing}" for figure in self._figures]
        return "\n".join(lines)

    def to_dicts(self) -> list[dict[str, object]]:
        """One row of plain values for each figure."""
        return [row(figure) for figure in self._figures]

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a Polars frame."""
        import polars

        return polars.DataFrame(self.to_dicts(), infer_schema_length=None)

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas frame (needs the extra `frames`)."""
        import pandas

        return pandas.DataFrame(self.to_dicts())

    def to_arrow(self) -> "pyarrow.Table":
        """The rows as an Arrow table (needs the extra `frames`)."""
        import pyarrow

        return pyarrow.Table.from_pylist(self.to_dicts())
