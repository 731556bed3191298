"""Whether a panel's findings stand with another book, another measure or another release.

The trap is agreement by silence: a pair that has a value in one variant alone says nothing, so
each comparison is over the pairs, and between the years, that both variants have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from visavis.errors import UsageError
from visavis.workbench.panel_figures import Pinned, figure_cells
from visavis.workbench.panel_measures import MEASURES, PanelMeasure

if TYPE_CHECKING:
    from visavis.workbench.panel import Panel

__all__ = ["BOOKS", "CONTRAST", "SIMILARITY", "Robustness", "compared", "robustness_of"]

BOOKS = ("own", "partner", "reconciled")
"""Books of a flow from the owner's side; of exports `own` is the exporter's, of imports the
importer's."""

SIMILARITY = ("agreement", "s", "kappa", "pi", "alliance_s", "ideal_distance")
"""Measures of likeness; of the distance of ideal points a fall counts as a rise of likeness."""

CONTRAST = "change from the first to the last year that both variants have, for each dyad"

_KEYS = ["state_a", "state_b", "year"]
_REVERSED = ("ideal_distance",)
_SIDES = {"exports": ("exporter", "importer"), "imports": ("importer", "exporter")}


@dataclass(frozen=True, slots=True)
class Robustness:
    """How often the sign of a dyad's change depends on the variant."""

    frame: pl.DataFrame
    """`over` (`books`, `similarity` or `vintages`), `measure`, `variant_1`, `variant_2`, `dyads`
    (compared), `turned` (a rise in one, a fall in the other), `flat` (no change in either or both),
    `rank_correlation` (Spearman's, of the changes; null below three dyads or without variation),
    `not_compared` (dyads without two common years), `first`, `last` (years reached)."""
    contrast: str = CONTRAST


def robustness_of(
    panel: "Panel", books: Sequence[str], similarity: Sequence[str], *, vintages: bool = True
) -> Robustness:
    """The panel's flows by each book and release, and its votes by each measure of likeness.

    Args:
        panel: Its rows are those compared; books and releases are tried for its own measures.
        books: Some of `BOOKS`; fewer than two: books are not compared.
        similarity: Some of `SIMILARITY`, reckoned whether the panel has them or not.
        vintages: Whether older releases in the store are tried.

    Raises:
        UsageError: A book or measure is unknown.
        StoreError: The store's tables cannot be read.
    """
    for where, words, known in (("books", books, BOOKS), ("similarity", similarity, SIMILARITY)):
        for word in words:
            if word not in known:
                raise UsageError(where, repr(word), f"some of {', '.join(known)}")
    found: list[dict[str, object]] = []
    flows = [m for m in panel.asked.measures if m.kind == "flow"]
    if len(books) > 1:
        for measure in flows:
            variants = {
                book: _column(panel, measure, Pinned(book=book))
                for book in (_book(measure, book) for book in books)
            }
            found += _pairs("books", measure.id, variants)
    if vintages:
        for measure in panel.asked.measures:
            if measure.kind in ("flow", "listed") and measure.unit != "word":
                found += _pairs("vintages", measure.id, _by_vintage(panel, measure))
    if len(similarity) > 1:
        found += _pairs("similarity", "likeness", _likeness(panel, similarity))
    return Robustness(pl.DataFrame(found, schema=_SCHEMA))


_SCHEMA = {
    "over": pl.String, "measure": pl.String, "variant_1": pl.String, "variant_2": pl.String,
    "dyads": pl.Int64, "turned": pl.Int64, "flat": pl.Int64, "rank_correlation": pl.Float64,
    "not_compared": pl.Int64, "first": pl.Int64, "last": pl.Int64,
}  # fmt: skip


def compared(one: pl.DataFrame, other: pl.DataFrame) -> dict[str, object]:
    """Two variants' changes side by side.

    Args:
        one: `state_a`, `state_b`, `year`, `value`, null where there is none.
        other: The same rows.

    Returns:
        `dyads`, `turned`, `flat`, `rank_correlation`, `not_compared`, `first`, `last`, as
        `Robustness` has them.
    """
    every = one.select("state_a", "state_b").unique().height
    both = one.join(other, on=_KEYS, suffix="_other").filter(
        pl.col("value").is_not_null() & pl.col("value_other").is_not_null()
    )
    change = (
        both.sort(_KEYS)
        .group_by("state_a", "state_b", maintain_order=True)
        .agg(
            years=pl.len(), first=pl.col("year").first(), last=pl.col("year").last(),
            one=pl.col("value").last() - pl.col("value").first(),
            other=pl.col("value_other").last() - pl.col("value_other").first(),
        )
        .filter(pl.col("years") > 1)
    )  # fmt: skip
    product = change["one"].sign() * change["other"].sign()
    return {
        "dyads": change.height,
        "turned": int((product < 0).sum()),
        "flat": int((product == 0).sum()),
        "rank_correlation": _spearman(change["one"], change["other"]),
        "not_compared": every - change.height,
        "first": change["first"].min(),
        "last": change["last"].max(),
    }


def _spearman(one: pl.Series, other: pl.Series) -> float | None:
    """Correlation of ranks, ties sharing their mean rank.

    Source: Spearman, C. (1904). The Proof and Measurement of Association between Two Things.
    American Journal of Psychology 15: 72-101.
    """
    if one.len() < 3 or one.n_unique() < 2 or other.n_unique() < 2:
        return None
    ranked = pl.DataFrame({"one": one.rank(), "other": other.rank()})
    return float(ranked.select(pl.corr("one", "other")).item())


def _pairs(
    over: str, measure: str, variants: Mapping[str, pl.DataFrame]
) -> list[dict[str, object]]:
    return [
        {"over": over, "measure": measure, "variant_1": a, "variant_2": b,
         **compared(variants[a], variants[b])}
        for a, b in combinations(variants, 2)
    ]  # fmt: skip


def _book(measure: PanelMeasure, book: str) -> str:
    """The book as the measure names it: of exports the owner's own is the exporter's."""
    sides = _SIDES.get(measure.asked)
    if sides is None or book == "reconciled":
        return book
    return sides[book == "partner"]


def _column(panel: "Panel", measure: PanelMeasure, pinned: Pinned) -> pl.DataFrame:
    keys = list(panel.frame.select(_KEYS).iter_rows())
    found = figure_cells(panel.bench, measure, keys, panel.asked.series, pinned)
    values = [found[key].value for key in keys]
    return panel.frame.select(_KEYS).with_columns(value=pl.Series(values, dtype=pl.Float64))


def _by_vintage(panel: "Panel", measure: PanelMeasure) -> dict[str, pl.DataFrame]:
    """The column by each release of the sources that it uses, the newest first; {} for one only."""
    columns = [column for each, column in panel.columns if each == measure]
    held = pl.concat([panel.frame[f"{column}_source"] for column in columns]).drop_nulls()
    used = {words.split(" / ")[0].partition(" ")[0] for words in held.unique()}
    asof = panel.bench.as_of
    releases = sorted(
        {
            (entry.source, entry.released, entry.vintage)
            for entry in panel.bench.store.all_entries()
            if entry.source in used and (asof is None or entry.released <= asof)
        },
        reverse=True,
    )
    several = [r for r in releases if sum(r[0] == other[0] for other in releases) > 1]
    return {
        f"{source} {vintage}": _column(panel, measure, Pinned(source, None, vintage))
        for source, _, vintage in several
    }


def _likeness(panel: "Panel", names: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Each measure of likeness on the panel's rows, all turned so that more is more alike."""
    from visavis.workbench.panel import measured

    rows = panel.frame.select(_KEYS)
    asked = replace(
        panel.asked, measures=tuple(MEASURES[name] for name in names), systems=(), sources=()
    )
    found = measured(rows, asked, panel.bench).frame
    return {
        name: found.select(*_KEYS, value=-pl.col(name) if name in _REVERSED else pl.col(name))
        for name in names
    }
