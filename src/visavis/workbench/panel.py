"""A panel of dyad-years: the field's measures beside one another, each cell with its account.

    import visavis as vv
    panel = vv.panel("ASEAN", "RUS,CHN,USA", years="1990..2020", measures=["dependence", "s"])
    panel.frame, panel.coverage(), panel.codebook(), panel.bibtex(), panel.robustness()

The trap is the empty cell. Beside each column stands why there is no value where there is none;
nothing becomes zero because a file ends, and no state is in a group before it joined.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from visavis.errors import UsageError
from visavis.model.periods import Period
from visavis.store import default_store
from visavis.workbench.bench import Workbench
from visavis.workbench.panel_figures import Cell, Key, Pinned, Series, figure_cells
from visavis.workbench.panel_measures import MEASURES, PanelMeasure, panel_measures
from visavis.workbench.panel_rows import (
    Chosen,
    Composition,
    chosen,
    panel_rows,
    with_codes,
)
from visavis.workbench.panel_ties import both_shares_columns, portfolio_column
from visavis.workbench.panel_votes import VotesBy, vote_columns
from visavis.workbench.words import day, folder

if TYPE_CHECKING:
    from visavis.workbench.panel_books import Robustness

__all__ = ["Asked", "Panel", "measured", "panel"]

_KEYS = ["state_a", "state_b", "year"]
_TYPES = {"float": pl.Float64, "int": pl.Int64, "text": pl.String}
_LARGEST = 1_000_000
"""Cells from figures up to which a panel is made, some milliseconds each; votes have no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a panel was asked to hold."""

    states: Chosen
    partners: Chosen
    years: tuple[int, int]
    measures: tuple[PanelMeasure, ...]
    directed: bool = True
    """A row for each order of the states with the partners; else each pair once, and directed
    measures have two columns, `_a` and `_b`."""
    systems: tuple[str, ...] = ("iso",)
    """Codes added as columns: `iso` (none: ISO stands in every row), `cow`, `gw`."""
    composition: Composition = "each_year"
    """Groups by their members at the end of each year, or at the end of the last year throughout
    (`last`)."""
    series: Series = "one"
    """`one`: each pair's flows from one source and book in all years, the owner's own where it has
    nearly as many years as the fullest; `best`: the best source and book of each year, named in
    the columns `_source` and `_book`."""
    votes_by: VotesBy = "year"
    """Roll calls of the calendar year, or of the session that opened in it."""
    sources: tuple[tuple[str, str], ...] = ()
    """(measure, source) of columns whose source was named, sorted."""

    def __post_init__(self) -> None:
        for where, word, known in (
            ("composition", self.composition, ("each_year", "last")),
            ("series", self.series, ("one", "best")),
            ("votes_by", self.votes_by, ("year", "session")),
        ):
            if word not in known:
                raise UsageError(where, repr(word), f"one of {', '.join(known)}")

    def sides(self, measure: PanelMeasure) -> tuple[str, ...]:
        """The endings of a measure's columns: two where a pair stands once and is directed."""
        return ("",) if self.directed or measure.is_symmetric else ("_a", "_b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Dyad-years with measures. `<measure>_missing` is null exactly where there is a value."""

    frame: pl.DataFrame
    """`state_a`, `state_b`, `year`, codes, and for each measure its columns; sorted by pair and
    year. Of a panel that has each pair once, `dependence_a` is that of `state_a` on `state_b`."""
    asked: Asked
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    """Of each column, how many cells without a value have one in another source or book."""
    bench: Workbench = field(repr=False, compare=False)

    @property
    def columns(self) -> tuple[tuple[PanelMeasure, str], ...]:
        """Each measure with the name of its column of values, in the order of the frame."""
        return tuple(
            (measure, f"{measure.id}{side}")
            for measure in self.asked.measures
            for side in self.asked.sides(measure)
        )

    @property
    def vintages(self) -> tuple[tuple[str, str], ...]:
        """(source, release) of everything that a value of the frame rests on, sorted."""
        found: set[tuple[str, str]] = set()
        for _, column in self.columns:
            held = self.frame.filter(pl.col(column).is_not_null())[f"{column}_source"]
            for words in held.drop_nulls().unique():
                for part in words.split(" / "):
                    source, _, vintage = part.partition(" ")
                    found.add((source, vintage))
        return tuple(sorted(found))

    def coverage(self) -> pl.DataFrame:
        """How many dyads have a value: `column`, `year`, `status`, `dyads`; see `coverage_of`.

        `visavis.briefs.panel` draws it: `coverage_text(panel)`, `coverage_html(panel)`.
        """
        from visavis.workbench.panel_coverage import coverage_of

        return coverage_of(self)

    def codebook(self) -> pl.DataFrame:
        """One row for each column of the frame; see `codebook_of`."""
        from visavis.workbench.panel_codebook import codebook_of

        return codebook_of(self)

    def bibtex(self) -> str:
        """Entries for exactly what was used: publishers' data and the measures' papers."""
        from visavis.workbench.panel_codebook import bibtex_of

        return bibtex_of(self)

    def robustness(
        self,
        books: Sequence[str] = ("own", "partner", "reconciled"),
        similarity: Sequence[str] = ("s", "kappa", "pi", "ideal_distance"),
        *,
        vintages: bool = True,
    ) -> "Robustness":
        """How many dyads turn the sign of their change with another book, measure or release; see
        `robustness_of`."""
        from visavis.workbench.panel_books import robustness_of

        return robustness_of(self, tuple(books), tuple(similarity), vintages=vintages)


def panel(  # noqa: PLR0913  # keywords are the panel's own words; two or three are ever used
    states: str | Sequence[str] | None = None,
    partners: str | Sequence[str] | None = None,
    *,
    years: str | Iterable[int],
    measures: str | Sequence[str],
    directed: bool = True,
    system: str | Sequence[str] = "iso",
    composition: Composition = "each_year",
    series: Series = "one",
    votes_by: VotesBy = "year",
    sources: Mapping[str, str] | None = None,
    db: str | Path | None = None,
    as_of: str | date | None = None,
) -> Panel:
    """Dyad-years of the states with the partners, with the measures asked for.

    Args:
        states: Ids of states and groups (`"ASEAN"`, `["VNM", "LAO"]`); None: all of each year.
        partners: The other side, likewise.
        years: `"1990..2020"`, or years; those between the first and the last are all taken.
        measures: Some of `MEASURES`.
        directed, system, composition, series, votes_by, sources: As in `Asked`.
        db: A data folder; by default `VISAVIS_DB`, else the user's.
        as_of: Only releases known on this day.

    Returns:
        A panel; shares and agreement are from 0 to 1, amounts in current dollars.

    Raises:
        UsageError: An unknown measure, state, group, option or source, years that run backwards,
            no pair that existed together, or more cells than can be asked for.
        StoreError: The data folder is damaged.
    """
    span = _span(years)
    asked = Asked(
        states=chosen(states, span, composition, where="states"),
        partners=chosen(partners, span, composition, where="partners"),
        years=span, measures=panel_measures(_words(measures)), directed=directed,
        systems=_words(system), composition=composition, series=series, votes_by=votes_by,
        sources=tuple(sorted((sources or {}).items())),
    )  # fmt: skip
    bench = Workbench(default_store(folder(db)), day(as_of))
    _refuse_sources(asked, bench)
    rows = panel_rows(asked.states, asked.partners, span, directed=directed)
    return measured(rows, asked, bench)


def measured(rows: pl.DataFrame, asked: Asked, bench: Workbench) -> Panel:
    """The rows with codes and every measure asked for.

    Raises:
        UsageError: The panel has too many cells, or a system of codes is unknown.
        StoreError: The store's tables cannot be read.
    """
    _refuse_large(rows, asked)
    frame = with_codes(rows, asked.systems)
    voted = [m.id for m in asked.measures if m.kind == "votes"]
    by_votes = vote_columns(bench, rows, voted, asked.votes_by) if voted else {}
    elsewhere: dict[str, int] = {}
    both: dict[str, dict[Key, Cell]] = {}
    for measure in asked.measures:
        if measure.kind == "votes":
            frame = _with(frame, by_votes[measure.id], measure.id)
        elif measure.kind == "portfolios":
            frame = _with(frame, portfolio_column(bench, rows), measure.id)
        else:
            if measure.kind == "both_shares":
                both = both or both_shares_columns(
                    cells(MEASURES["dependence"], _keys(rows, both_ways=True), asked, bench)
                )
                found = both[measure.id]
            else:
                keys = _keys(rows, both_ways=len(asked.sides(measure)) > 1)
                found = cells(measure, keys, asked, bench)
            for side in asked.sides(measure):
                column = f"{measure.id}{side}"
                table = _table(rows, measure, found, turned=side == "_b")
                frame = _with(frame, table.drop("elsewhere"), column)
                elsewhere[column] = int(table["elsewhere"].sum())
    return Panel(frame=frame, asked=asked, elsewhere=elsewhere, bench=bench)


def cells(
    measure: PanelMeasure, keys: Sequence[Key], asked: Asked, bench: Workbench
) -> dict[Key, Cell]:
    """The cells of a measure out of figures, from the source named for it if there is one."""
    source = dict(asked.sources).get(measure.id)
    return figure_cells(bench, measure, keys, asked.series, Pinned(source))


def _keys(rows: pl.DataFrame, *, both_ways: bool) -> list[Key]:
    found = set(rows.select(_KEYS).iter_rows())
    if both_ways:
        found |= {(b, a, year) for a, b, year in found}
    return sorted(found)


def _table(
    rows: pl.DataFrame, measure: PanelMeasure, found: Mapping[Key, Cell], *, turned: bool
) -> pl.DataFrame:
    """The cells as columns beside the rows' keys; turned, those of `state_b` towards `state_a`."""
    ordered = [
        found[(b, a, year) if turned else (a, b, year)]
        for a, b, year in rows.select(_KEYS).iter_rows()
    ]
    values = pl.Series([cell.value for cell in ordered], dtype=_start_type(measure), strict=False)
    columns = {
        "value": values.cast(_TYPES[measure.value_type]),
        "missing": pl.Series([cell.missing for cell in ordered], dtype=pl.String),
        "source": pl.Series([cell.source for cell in ordered], dtype=pl.String),
        "elsewhere": pl.Series([cell.elsewhere for cell in ordered], dtype=pl.Boolean),
    }
    if measure.has_books:
        columns["book"] = pl.Series([cell.book for cell in ordered], dtype=pl.String)
    if measure.has_books or measure.id == "agreements":
        columns["inferred"] = pl.Series([cell.inferred for cell in ordered], dtype=pl.Boolean)
    return rows.select(_KEYS).with_columns(**columns)


def _start_type(measure: PanelMeasure) -> type[pl.DataType]:
    return pl.String if measure.value_type == "text" else pl.Float64


def _with(frame: pl.DataFrame, table: pl.DataFrame, column: str) -> pl.DataFrame:
    """The frame with the table's columns under the name of the column; rows stand in one order."""
    names = {name: column if name == "value" else f"{column}_{name}" for name in table.columns}
    return frame.hstack(
        table.drop(_KEYS).rename({k: v for k, v in names.items() if k not in _KEYS})
    )


def _words(given: str | Sequence[str]) -> tuple[str, ...]:
    parts = given.split(",") if isinstance(given, str) else given
    return tuple(part.strip() for part in parts if part.strip())


def _span(years: str | Iterable[int]) -> tuple[int, int]:
    if isinstance(years, str):
        found = Period.parse(years)
        return found.start.year, found.end.year
    listed = list(years) if isinstance(years, Iterable) else []
    if not listed or any(isinstance(y, bool) or not isinstance(y, int) for y in listed):
        raise UsageError("years", repr(years), "1990..2020, or several years")
    if not (1800 <= min(listed) <= max(listed) <= 2200):
        raise UsageError("years", f"{min(listed)} to {max(listed)}", "years from 1800 to 2200")
    return min(listed), max(listed)


def _refuse_sources(asked: Asked, bench: Workbench) -> None:
    held = sorted({entry.source for entry in bench.store.all_entries()})
    of_figures = {m.id for m in asked.measures if m.kind in ("flow", "listed")}
    for measure, source in asked.sources:
        if measure not in of_figures:
            raise UsageError(
                "sources", repr(measure), "a measure of the panel that has lists or books"
            )
        if source not in held:
            raise UsageError("sources", repr(source), f"one of {', '.join(held)}")


def _refuse_large(rows: pl.DataFrame, asked: Asked) -> None:
    """Nothing, where the figures behind the panel are not too many to be asked one by one."""
    each = [m for m in asked.measures if m.kind in ("flow", "listed", "both_shares")]
    count = rows.height * len(each)
    if count > _LARGEST:
        found = f"{count:,} cells of {', '.join(m.id for m in each)}"
        raise UsageError("panel", found, f"{_LARGEST:,} at most: fewer states, years or measures")
