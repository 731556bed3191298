"""The codebook of a panel and the entries of its bibliography: exactly what was used, no more.

The trap is the source that was asked and gave nothing: it is no source of the panel and is not
cited, while a source that gave one cell is.
"""

from typing import TYPE_CHECKING

import polars as pl

from visavis.model.version import __version__
from visavis.sources import origins
from visavis.workbench.panel_measures import PanelMeasure
from visavis.workbench.panel_papers import PAPERS
from visavis.workbench.panel_votes import official_words

if TYPE_CHECKING:
    from visavis.workbench.panel import Panel

__all__ = ["bibtex_of", "codebook_of", "papers_of"]

_SOURCES = "source and release of the value: of the numerator, then of what else went in"
_MISSING = "why there is no value; empty exactly where there is one"
_BOOKS = {
    "flow": "whose book: own, partner, exporter, importer, reconciled or publisher",
    "both_shares": "whose books, of state_a and of state_b; one word where they are alike",
}
_INFERRED = "whether the value or a part of it is a zero that follows from the lack of a row"
_COUNTED = "roll calls counted"


def codebook_of(panel: "Panel") -> pl.DataFrame:
    """One row for each column of the frame, in its order.

    Returns:
        `column`, `what`, `unit`, `formula`, `denominator`, `papers`, `sources` (with releases),
        `missing` (what no row means): text, empty where it has no meaning.
    """
    rows = [*_key_rows(panel)]
    for measure, column in panel.columns:
        rows += _measure_rows(panel, measure, column)
    names = ("column", "what", "unit", "formula", "denominator", "papers", "sources", "missing")
    found = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    order = pl.DataFrame({"column": panel.frame.columns})
    return order.join(found, on="column", how="left", maintain_order="left").with_columns(
        pl.col(names[1:]).fill_null("")
    )


def _key_rows(panel: "Panel") -> list[tuple[str, ...]]:
    asked = panel.asked
    owner = "one of the states asked for" if asked.directed else "the lesser code of the pair"
    other = "one of the partners asked for" if asked.directed else "the greater code"
    rows = [
        ("state_a", f"ISO 3166 alpha-3 code of the state that owns the row: {owner}"),
        ("state_b", f"ISO 3166 alpha-3 code of the other state: {other}"),
        ("year", "calendar year in which both states existed on one same day"),
    ]
    names = {"cow": "Correlates of War", "gw": "Gleditsch and Ward"}
    rows += [
        (f"{system}_{side}", f"{names[system]} number of state_{side} in the year, empty for none")
        for system in asked.systems
        if system in names
        for side in ("a", "b")
    ]
    return [(column, what, "", "", "", "", "", "") for column, what in rows]


def _measure_rows(panel: "Panel", measure: PanelMeasure, column: str) -> list[tuple[str, ...]]:
    formula = measure.formula
    what = measure.what
    if measure.kind == "votes" and panel.asked.votes_by == "session":
        what += ", in the session that opened in the year"
    elif measure.kind == "votes":
        what += ", in the calendar year"
    if column.endswith("_b") and not panel.asked.directed and not measure.is_symmetric:
        what += "; with the two states the other way round"
    papers = "; ".join(PAPERS[key].short for key in measure.papers)
    releases = "; ".join(_releases(panel, column))
    whole, absence = measure.denominator, measure.absence
    if measure.kind == "votes" and (record := _record_words(panel, column)):
        absence += f"; the record has {record}"
    rows: list[tuple[str, ...]] = [
        (column, what, measure.unit, formula, whole, papers, releases, absence)
    ]
    beside = {"missing": _MISSING, "source": _SOURCES}
    if measure.has_books:
        beside["book"] = _BOOKS[measure.kind]
    beside |= {"inferred": _INFERRED, "n": _COUNTED}
    rows += [
        (f"{column}_{name}", f"{column}: {words}", "", "", "", "", "", "")
        for name, words in beside.items()
        if f"{column}_{name}" in panel.frame.columns
    ]
    return rows


def _record_words(panel: "Panel", column: str) -> str:
    """What the record of roll calls has of all official votes, "" where it is not known."""
    held = panel.frame.filter(pl.col(column).is_not_null())
    if not held.height:
        return ""
    a, b, source = held.select("state_a", "state_b", f"{column}_source").row(0)
    years = sorted(held["year"].unique())
    return official_words(panel.bench, source, (a, b), years, panel.asked.votes_by)


def _releases(panel: "Panel", column: str) -> list[str]:
    held = panel.frame.filter(pl.col(column).is_not_null())[f"{column}_source"].drop_nulls()
    return sorted({part for words in held.unique() for part in words.split(" / ")})


def papers_of(panel: "Panel") -> tuple[str, ...]:
    """Keys of the papers of the panel's measures, sorted."""
    return tuple(sorted({key for measure in panel.asked.measures for key in measure.papers}))


def bibtex_of(panel: "Panel") -> str:
    """Entries of the data, then of the papers, then of the program; each once, sorted by key."""
    entries = [_data_entry(source, vintage) for source, vintage in panel.vintages]
    entries += [PAPERS[key].bibtex for key in papers_of(panel)]
    entries.append(
        f"@software{{visavis,\n  author = {{{{The visavis authors}}}},\n"
        f"  title = {{{{visavis}}}},\n  version = {{{__version__}}},\n}}"
    )
    return "\n\n".join(entries) + "\n"


def _data_entry(source: str, vintage: str) -> str:
    """The publisher's own citation, with the release that was used."""
    origin = origins().get(source)
    key = _key(f"{source}_{vintage}")
    if origin is None:
        return f"@misc{{{key},\n  title = {{{{{source}}}}},\n  note = {{Release {vintage}}},\n}}"
    fields = (
        ("author", f"{{{_plain(origin.publisher)}}}"),
        ("title", f"{{{_plain(origin.title)}}}"),
        ("howpublished", f"\\url{{{origin.page}}}"),
        ("note", f"Release {_plain(vintage)}. {_plain(origin.citation)} "
                 f"Licence: {_plain(origin.license.title)}"),
    )  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _key(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in text)


def _plain(text: str) -> str:
    """The text with the signs that mean something to TeX written out."""
    return "".join(f"\\{sign}" if sign in "&%$#_{}" else sign for sign in text)
