"""Columns of a panel out of figures: one series for each pair, or one list for the whole panel.

The trap is the seam. Figures asked one by one take the best book of each year, and a series of them
changes publisher where a file ends. Here a pair's flows come from one source and book in all
years, unless the best of each year is asked for; and what lists count comes from one list.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from visavis.model.figures import Figure, Missing
from visavis.model.periods import Period
from visavis.model.queries import Query
from visavis.model.relations import relation
from visavis.workbench.bench import Workbench
from visavis.workbench.panel_measures import PanelMeasure

__all__ = ["Cell", "Key", "Pinned", "Series", "figure_cells", "query_of"]

Series = Literal["one", "best"]
"""`one`: one source and book for each pair in all years. `best`: the best of each year."""

Key = tuple[str, str, int]
"""Owner, partner, year."""

_HUNDRED = Decimal(100)
_BLOCK = 5_000
"""Cells asked for at once; more are asked on workbenches of their own, to keep memory small."""

_NEARLY_ALL = 0.9
"""Share of the cells (for a list) or of the fullest book's years (for a pair) from which the first
in the order of preference is taken."""


class Cell(NamedTuple):
    """One value or the reason why there is none, and where it is from."""

    value: float | str | None
    missing: str | None
    source: str | None
    """`wits_panel V1 / world_bank V2`: of the numerator, then of what else went in."""
    book: str | None
    inferred: bool | None
    """Whether the value, or a part of it, is a zero that follows from the lack of a row."""
    elsewhere: bool
    """Whether another source or book has a value that was not taken."""


class Pinned(NamedTuple):
    """What every figure of a column is asked of, None for the default rule."""

    source: str | None = None
    book: str | None = None
    vintage: str | None = None


NOT_PINNED = Pinned()


@dataclass(frozen=True, slots=True)
class _Answers:
    """The figures of all keys, and for each key which (source, book) have a value."""

    figures: dict[Key, Figure]
    held: dict[Key, tuple[tuple[str, str], ...]]


def query_of(measure: PanelMeasure, key: Key, pinned: Pinned = NOT_PINNED) -> Query:
    """The question to the workbench behind one cell."""
    owner, partner, year = key
    first = year - measure.window + 1
    return Query(
        measure=measure.asked, subject=owner, partner=partner, form=measure.form,
        period=Period.of_days(date(first, 1, 1), date(year, 12, 31)), denominator=measure.of,
        aggregation="sum" if measure.window > 1 else "each",
        source=pinned.source, book=pinned.book, vintage=pinned.vintage,
    )  # fmt: skip


def figure_cells(
    bench: Workbench,
    measure: PanelMeasure,
    keys: Sequence[Key],
    series: Series = "one",
    pinned: Pinned = NOT_PINNED,
) -> dict[Key, Cell]:
    """The cells of one column.

    Args:
        bench: Where the figures come from.
        measure: A measure that is a flow or comes from a list.
        keys: Owner, partner and year of each cell, sorted.
        series: How sources are chosen for each pair; lists are one for the panel in any case.
        pinned: A source, book or release that is taken throughout.

    Raises:
        StoreError: The store's tables cannot be read.
    """
    found: dict[Key, Cell] = {}
    if measure.kind == "listed" and pinned.source is None:
        pinned = pinned._replace(source=_list_of(bench, measure, keys))
        if pinned.source is None:
            return {key: _nothing(Missing.NO_SOURCE.value) for key in keys}
    for block in _blocks(keys):
        asked = bench if len(keys) <= _BLOCK else Workbench(bench.store, bench.as_of)
        found |= _cells(asked, measure, block, series, pinned)
    return found


def _cells(
    bench: Workbench, measure: PanelMeasure, keys: Sequence[Key], series: Series, pinned: Pinned
) -> dict[Key, Cell]:
    answers = _answered(bench, measure, keys, pinned)
    figures = dict(answers.figures)
    if measure.kind == "flow" and series == "one":
        figures |= _one_series(bench, measure, answers, pinned)
        figures |= _one_whole(bench, measure, figures, pinned)
    return {
        key: _cell(measure, figure, elsewhere=bool(answers.held[key]))
        for key, figure in figures.items()
    }


def _answered(
    bench: Workbench, measure: PanelMeasure, keys: Sequence[Key], pinned: Pinned
) -> _Answers:
    queries = {key: query_of(measure, key, pinned) for key in keys}
    found = bench.figures(queries.values())
    figures = {key: found[query] for key, query in queries.items()}
    return _Answers(figures, {key: _editions_with_value(f) for key, f in figures.items()})


def _editions_with_value(figure: Figure) -> tuple[tuple[str, str], ...]:
    """(source, book) of every edition that has a value, the best first."""
    said = figure.detail.get("editions")
    if isinstance(said, tuple):
        return tuple((e["source"], e["book"]) for e in said if e["value"] is not None)
    return ((figure.query.source or figure.source, figure.book),) if _has_value(figure) else ()


def _one_series(
    bench: Workbench, measure: PanelMeasure, answers: _Answers, pinned: Pinned
) -> dict[Key, Figure]:
    """The figures of pairs whose years come from several books, asked of one of them again."""
    of_pair: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in answers.figures:
        of_pair[key[:2]].append(key)
    again: dict[Key, Query] = {}
    for keys in of_pair.values():
        best = _fullest(answers.held[key] for key in keys)
        if best is None:
            continue
        one = pinned._replace(source=best[0], book=best[1])
        for key in keys:
            figure = answers.figures[key]
            if (figure.query.source, figure.book) != best and figure.query.source is not None:
                again[key] = query_of(measure, key, one)
    found = bench.figures(again.values())
    return {key: found[query] for key, query in again.items()}


def _fullest(held: Iterable[tuple[tuple[str, str], ...]]) -> tuple[str, str] | None:
    """The source and book for all years: of those with nearly as many years as the fullest, the
    one that the default rule prefers, which is the owner's own book before the partner's."""
    years: Counter[tuple[str, str]] = Counter()
    places: Counter[tuple[str, str]] = Counter()
    for editions in held:
        for place, edition in enumerate(dict.fromkeys(editions)):
            years[edition] += 1
            places[edition] += place
    enough = _NEARLY_ALL * max(years.values(), default=0)
    full = [each for each in years if years[each] >= enough]
    return min(
        full, key=lambda each: (places[each] / years[each], -years[each], each), default=None
    )


def _one_whole(
    bench: Workbench, measure: PanelMeasure, figures: dict[Key, Figure], pinned: Pinned
) -> dict[Key, Figure]:
    """The figures of pairs whose totals come from several sources, asked of one of them again."""
    of_pair: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for key, figure in figures.items():
        if figure.query.form == "share" and figure.value is not None:
            of_pair[key[:2]][_whole_source(figure)] += 1
    again: dict[Key, Query] = {}
    for key, figure in figures.items():
        sources = of_pair[key[:2]]
        if len(sources) < 2:
            continue
        best = min(sources, key=lambda each: (-sources[each], each))
        if figure.value is not None and _whole_source(figure) != best:
            # Not the figure's own release: a total of another source has releases of its own.
            one = Pinned(figure.query.source, figure.book, pinned.vintage)
            again[key] = query_of(measure, key, one).but(denominator_source=best)
    found = bench.figures(again.values())
    return {key: found[query] for key, query in again.items()}


def _whole_source(figure: Figure) -> str:
    return next((part.source for part in figure.parts if part.name == "denominator"), "")


def _list_of(bench: Workbench, measure: PanelMeasure, keys: Sequence[Key]) -> str | None:
    """The list for the whole panel: the first, in the order of preference, with nearly all cells,
    else the one with most; None where the store has none."""
    known = relation(measure.asked)
    held = {
        entry.source
        for entry in bench.entries()
        for extent in entry.extents
        if extent.relation in known.relations
    }
    counts: dict[str, int] = {}
    for source in (*(s for s in known.sources if s in held), *sorted(held - {*known.sources})):
        count = 0
        for block in _blocks(keys):
            asked = bench if len(keys) <= _BLOCK else Workbench(bench.store, bench.as_of)
            answers = _answered(asked, measure, block, Pinned(source))
            count += sum(_has_value(figure) for figure in answers.figures.values())
        if count >= _NEARLY_ALL * len(keys):
            return source
        counts[source] = count
    return max(counts, key=lambda each: counts[each], default=None)


def _has_value(figure: Figure) -> bool:
    return figure.value is not None or (figure.unit == "status" and figure.text is not None)


def _blocks(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    return (keys[start : start + _BLOCK] for start in range(0, len(keys), _BLOCK))


def _nothing(reason: str) -> Cell:
    return Cell(None, reason, None, None, None, elsewhere=False)


def _cell(measure: PanelMeasure, figure: Figure, *, elsewhere: bool) -> Cell:
    book = figure.book or None if measure.has_books else None
    source = _source_words(figure)
    if not _has_value(figure):
        missing = figure.missing or Missing.UNDEFINED
        return Cell(None, missing.value, source, book, None, elsewhere=elsewhere)
    value = _number(measure, figure)
    assumed = figure.detail.get("inferred_zero") or figure.detail.get("taken_as_zero")
    # Of agreements in force none is known by the lack of a row alone.
    is_inferred = value == 0 if measure.id == "agreements" else bool(assumed)
    return Cell(value, None, source, book, is_inferred, elsewhere=False)


def _number(measure: PanelMeasure, figure: Figure) -> float | str | None:
    if measure.unit == "word":
        return figure.text
    if measure.id == "agreements":
        return float(str(figure.detail["in_force"]))
    if figure.value is None:
        return None
    return float(figure.value / _HUNDRED if figure.unit == "pct" else figure.value)


def _source_words(figure: Figure) -> str | None:
    """The release of the numerator first, then what else went in, sorted."""
    source, vintage = figure.query.source, figure.query.vintage
    if source is None or not vintage:
        return None
    first = f"{source} {vintage}"
    others = [f"{name} {release}" for name, release in sorted(figure.vintages)]
    return " / ".join(dict.fromkeys((first, *others)))
