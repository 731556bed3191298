"""World Development Indicators: GDP, population, and total merchandise exports and imports.

The traps: the files mix states with aggregates ("World", "Euro area"), which are left out by name
here, and the trade totals are in million dollars while GDP is in dollars. Trade totals come from
each state's own reports to the WTO, so they stand in its own book, with the world as partner.
"""

from datetime import date
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.facts import WORLD
from visavis.model.states import is_state
from visavis.sources.base import Load, Refused, Table
from visavis.sources.frames import amount, facts, refuse, year_bounds
from visavis.sources.strict import Rows, Shape, file_bytes, files_of, read_rows
from visavis.sources.world_bank_answers import holds_answers, load_answers
from visavis.sources.world_bank_extents import AGGREGATES, extents

__all__ = ["load"]

_INDICATOR = Shape("an indicator table", ("Country Name", "Country Code", "Year", "Value"), "Value")
_TRADE = Shape(
    "the merchandise table", ("iso3", "year", "exports_musd", "imports_musd"), "imports_musd"
)
_RELATIONS = {"gdp": ("gdp", "USD"), "population": ("population", "persons")}
"""A word in the file's name to relation and unit; the table itself does not say what it holds."""


def load(path: Path, retrieved: date) -> Load:
    """GDP and merchandise totals (current USD) and population of states, by year.

    Args:
        path: A folder with `*gdp*.csv`, `*population*.csv` and `*merchandise*.csv`, any of them,
            or with the API's answers in JSON.
        retrieved: Day of retrieval, the vintage: the files do not state their release.

    Raises:
        SourceError: No such file, another header, an unknown code or a value that is no number.
    """
    if holds_answers(path):
        return load_answers(path, retrieved)
    files = files_of(path, ("*gdp*.csv", "*population*.csv", "*merchandise*.csv"))
    parts, refused, read, aggregates = [], [], 0, 0
    for file in files:
        rows = read_rows(file.name, file_bytes(file), (_INDICATOR, _TRADE))
        read += rows.frame.height
        code = "iso3" if rows.shape is _TRADE else "Country Code"
        aggregates += rows.frame.filter(pl.col(code).is_in(list(AGGREGATES))).height
        states = rows.frame.filter(~pl.col(code).is_in(list(AGGREGATES)))
        unknown = sorted({each for each in states[code] if not is_state(each)})
        if unknown:
            raise SourceError(file.name, f"codes {', '.join(unknown)}", "ISO 3166 alpha-3 codes")
        part, bad = _facts(rows, states)
        parts.append(part)
        refused += bad
    frame = facts(path.name, pl.concat(parts))
    if frame.is_empty():
        raise SourceError(path.name, "no amount of any state", "at least one")
    left_out = {"regions and income groups": aggregates} if aggregates else {}
    return Load(
        vintage=retrieved.isoformat(),
        released=retrieved,
        tables={"facts": Table(frame, extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=read,
        refused=tuple(refused),
        left_out=left_out,
    )


def _facts(rows: Rows, states: pl.DataFrame) -> tuple[pl.DataFrame, list[Refused]]:
    year = "year" if rows.shape is _TRADE else "Year"
    strange = rows.frame.filter(~pl.col(year).str.contains(r"^(?:19|20)\d\d$"))
    refuse(rows.file, strange, year, "a year")
    if rows.shape is _TRADE:
        exports = _trade(states, "exports_musd", exports=True)
        frame = pl.concat([exports, _trade(states, "imports_musd", exports=False)])
    else:
        word = next((word for word in _RELATIONS if word in rows.file.lower()), None)
        if word is None:
            raise SourceError(rows.file, "its name", "a name with gdp or population in it")
        relation, unit = _RELATIONS[word]
        frame = states.select(
            *year_bounds("Year"),
            amount("Value"),
            relation=pl.lit(relation),
            subject="Country Code",
            partner=pl.lit(""),
            product=pl.lit(""),
            unit=pl.lit(unit),
            valuation=pl.lit(""),
            origin_row=pl.col("line"),
            book=pl.lit("publisher"),
        )
    frame = frame.with_columns(status=pl.lit("reported"))
    wrong = pl.col("value").is_null() | (pl.col("value") < 0)
    bad = [
        Refused(rows.file, line, "the value is no amount")
        for line in frame.filter(wrong)["origin_row"].unique().sort()
    ]
    columns = [*sorted(frame.columns)]
    return frame.filter(~wrong).select(columns), bad


def _trade(states: pl.DataFrame, column: str, *, exports: bool) -> pl.DataFrame:
    own, world = pl.col("iso3"), pl.lit(WORLD)
    return states.select(
        *year_bounds("year"),
        amount(column, 1_000_000),
        relation=pl.lit("goods_flow"),
        subject=own if exports else world,
        partner=world if exports else own,
        product=pl.lit("TOTAL"),
        unit=pl.lit("USD"),
        valuation=pl.lit("FOB" if exports else "CIF"),
        book=pl.lit("exporter" if exports else "importer"),
        origin_row=pl.col("line"),
    )
