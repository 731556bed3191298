"""Yearly trade of all goods by pair, as the World Bank's WITS served it from UN Comtrade.

One JSON file a reporter, `{year: {partner: {"x": exports, "m": imports}}}` in thousand dollars, or
the same as one long table. The traps: a partner's code may mean another state in another year,
"OAS" is Taiwan, "UNS" is nobody in particular (and a fifth of some states' imports), the European
Union stands among the reporters, there is no row for the world, and a later code of one state was
merged over an earlier one. Exports are FOB in the exporter's book, imports CIF in the importer's.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.groups import is_group
from visavis.model.states import by_code
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.columnar import UNREADABLE, Kind, refuse_kinds
from visavis.sources.frames import AMOUNT, SORTED_BY, facts, total
from visavis.sources.labels import NOT_SPECIFIED
from visavis.sources.strict import decoded, file_bytes, files_of

__all__ = ["load"]

_KINDS: dict[str, Kind] = {
    "reporter_iso3": "text", "year": "whole", "partner_iso3": "text",
    "export_kusd": "number", "import_kusd": "number",
}  # fmt: skip
_COLUMNS = tuple(_KINDS)
_HIGHEST = 1e12
"""Thousand dollars that no flow reaches."""
_REPORTER = re.compile(r"([A-Z][A-Z0-9]{2})\.json")
_UNIONS = ("EUN",)
"""Reporters that are no state; their trade is that of their members, who report it themselves."""
_NOBODY = (
    "BAT", "BUN", "ETF", "FRE", "KN1", "NZE", "PCE", "PCZ", "PMY", "RYU", "SBH", "SIK", "SPE",
    "SVR", "SWK", "TAN", "UNS", "USP", "ZPM", "ZW1",
)  # fmt: skip
"""Codes of special categories, free zones, bunkers and of territories that are no more."""
_EARLIER = {"SER": ("YUG", 1991), "RUS": ("SUN", 1991), "CZE": ("CSK", 1992)}
"""Codes that the panel gave to a state of before, and the last year of that state."""

_TWO_GERMANIES = 1990
"""To this year the panel's DEU is West Germany's or East Germany's row, whichever came last."""

_FIRST, _LAST = 1948, 2100
_YEARS_AT_ONCE = 5
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "reporter": pl.String, "year": pl.Int32, "partner": pl.String,
    "exporter": AMOUNT, "importer": AMOUNT, "line": pl.Int32,
}  # fmt: skip


def load(path: Path, retrieved: date) -> Load:
    """Exports and imports of every reporter by partner and year, in dollars.

    Args:
        path: A folder of `<ISO3>.json` files, one such file, or the long table as `panel_long`
            in Parquet or CSV.
        retrieved: Day of retrieval, the vintage: the files state none.

    Raises:
        SourceError: Another shape, a year or amount that is none, or partners without an id.
    """
    files = files_of(path, ("???.json", "panel_long.parquet", "panel_long.csv", "*.csv.gz"))
    rows = pl.concat([_read(file) for file in files])
    if rows.is_empty():
        raise SourceError(path.name, "no report in it", "years with partners")
    batches = [_batch(path.name, some) for some in _some_years(rows)]
    counts: Counter[str] = Counter()
    lost: dict[str, Decimal] = {}
    for batch in batches:
        counts.update(batch.left_out)
        for code, dollars in batch.unmatched.items():
            lost[code] = lost.get(code, Decimal(0)) + dollars
    unmatched = dict(sorted(lost.items()))
    value = sum((batch.value for batch in batches), Decimal(0))
    share = check_unmatched(path.name, unmatched, value)
    frame = pl.concat([batch.frame for batch in batches]).sort(SORTED_BY)
    return Load(
        vintage=retrieved.isoformat(),
        released=retrieved,
        tables={"facts": Table(frame, _extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=rows.height,
        left_out=dict(counts),
        unmatched=unmatched,
        unmatched_share=share,
    )


class _Batch(NamedTuple):
    """Some years of the panel as facts, and what became of the rest of them."""

    frame: pl.DataFrame
    left_out: dict[str, int]
    unmatched: dict[str, Decimal]
    value: Decimal
    """Dollars of all flows, matched or not."""


def _some_years(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """All rows, some years at a time: as words each row takes ten times the room of its file."""
    first, last = rows.select(pl.col("year").min(), pl.col("year").max().alias("last")).row(0)
    for year in range(first, last + 1, _YEARS_AT_ONCE):
        some = rows.filter(pl.col("year").is_between(year, year + _YEARS_AT_ONCE - 1))
        if some.height:
            yield some


def _batch(where: str, rows: pl.DataFrame) -> _Batch:
    known = _matched(rows)
    states = known.filter(~pl.col("reporter_code").is_in(_UNIONS))
    german = (pl.col("reporter_code") == "DEU") | (pl.col("partner_code") == "DEU")
    reported = states.filter(~german | (pl.col("year") > _TWO_GERMANIES))
    both = pl.concat([_book(reported, book) for book in ("exporter", "importer")])
    lost = both.filter(pl.col("subject").is_null() | pl.col("partner").is_null())
    unmatched = lost.group_by("other_code").agg(pl.col("value").sum())
    own = pl.col("subject") == pl.col("partner")
    kept = both.drop_nulls(("subject", "partner")).filter(~own)
    left_out = {
        "reports of the European Union as one": known.height - states.height,
        "Germany to 1990, of which two states share one code": states.height - reported.height,
        "a state's trade with itself": both.filter(own).height,
    }
    frame = facts(where, _summed(kept))
    return _Batch(frame, left_out, dict(unmatched.rows()), total(both["value"]))


def _read(file: Path) -> pl.DataFrame:
    if file.suffix == ".json":
        return _json(file)
    return _long(file)


def _json(file: Path) -> pl.DataFrame:
    named = _REPORTER.fullmatch(file.name)
    if named is None:
        raise SourceError(file.name, "another name", "a reporter's code, as VNM.json")
    try:
        years = json.loads(decoded(file.name, file_bytes(file)))
    except (ValueError, RecursionError) as error:
        raise SourceError(file.name, "no whole JSON", "an object of years") from error
    if not isinstance(years, dict):
        raise SourceError(file.name, type(years).__name__, "an object of years")
    rows: list[tuple[object, ...]] = []
    for year, partners in years.items():
        where = f"{file.name}, {year}"
        when = _year(where, year)
        if not isinstance(partners, dict):
            raise SourceError(where, type(partners).__name__, "an object of partners")
        for partner, flows in partners.items():
            if not isinstance(flows, dict) or not set(flows) <= {"x", "m"}:
                raise SourceError(f"{where}, {partner}", repr(flows)[:60], "x and m")
            amounts = [_thousand(f"{where}, {partner}", flows.get(key)) for key in ("x", "m")]
            rows.append((named[1], when, partner, *amounts, len(rows) + 1))
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _long(file: Path) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_csv(file)
    except UNREADABLE as error:
        raise SourceError(file.name, "a damaged table", "the whole panel") from error
    if tuple(frame.columns) != _COLUMNS:
        raise SourceError(file.name, f"columns {', '.join(frame.columns)[:80]}", "the panel's five")
    refuse_kinds(file.name, frame.schema, _KINDS)
    try:
        frame = frame.select(
            pl.col("reporter_iso3").cast(pl.String).alias("reporter"),
            pl.col("year").cast(pl.Int32),
            pl.col("partner_iso3").cast(pl.String).alias("partner"),
            pl.col("export_kusd").cast(pl.Float64).alias("exporter"),
            pl.col("import_kusd").cast(pl.Float64).alias("importer"),
        ).with_row_index("line", offset=2)
    except pl.exceptions.PolarsError as error:
        raise SourceError(file.name, str(error).partition("\n")[0][:80], "numbers") from error
    wrong = frame.filter(
        (pl.col("exporter") < 0)
        | (pl.col("importer") < 0)
        | (pl.col("exporter") >= _HIGHEST)
        | (pl.col("importer") >= _HIGHEST)
        | pl.col("exporter").is_nan()
        | pl.col("importer").is_nan()
        | ~pl.col("year").is_between(_FIRST, _LAST)
        | pl.any_horizontal(pl.col("reporter", "year", "partner").is_null())
    )
    if wrong.height:
        row = wrong.row(0, named=True)
        found = f"{row['year']}, {row['exporter']}, {row['importer']}"
        raise SourceError(f"{file.name}, row {row['line']}", found, "a year and two amounts")
    thousand = [
        (pl.col(book) * 1000).round(3).cast(AMOUNT).alias(book) for book in ("exporter", "importer")
    ]
    return frame.with_columns(thousand).select(
        pl.col(name).cast(kind) for name, kind in _SCHEMA.items()
    )


def _thousand(where: str, cell: object) -> Decimal | None:
    """Dollars of a cell in thousands; None where the reporter stated nothing."""
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell < _HIGHEST:
        raise SourceError(where, repr(cell), "an amount in thousand dollars")
    return (Decimal(repr(cell)) * 1000).quantize(Decimal("0.001"))


def _year(where: str, text: str) -> int:
    if not (text.isdigit() and len(text) == 4 and _FIRST <= int(text) <= _LAST):
        raise SourceError(where, repr(text), "a year")
    return int(text)


@cache
def _state(code: str, year: int) -> str | None:
    """The state that a code means in a year, `_NES_...` for nobody's code, None if unknown."""
    if code in _NOBODY:
        return f"{NOT_SPECIFIED}_{code}"
    before, last = _EARLIER.get(code, ("", 0))
    if year <= last:
        return before
    found = by_code("wits", code, date(year, 7, 1))
    return None if found is None or is_group(found) else found


def _matched(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with ids beside the publisher's codes; each pair of code and year once."""
    frame = rows.rename({"reporter": "reporter_code", "partner": "partner_code"})
    for side in ("reporter", "partner"):
        code = f"{side}_code"
        pairs = frame.select(code, "year").unique().sort(code, "year")
        ids = [_state(*pair) for pair in pairs.iter_rows()]
        pairs = pairs.with_columns(pl.Series(side, ids, dtype=pl.String))
        frame = frame.join(pairs, on=[code, "year"], how="left", maintain_order="left")
    return frame


def _book(rows: pl.DataFrame, book: str) -> pl.DataFrame:
    """One book: the reporter is exporter in its exports, importer in its imports."""
    sides = ("reporter", "partner") if book == "exporter" else ("partner", "reporter")
    stated = rows.drop_nulls(book)
    return stated.select(
        relation=pl.lit("goods_flow"),
        book=pl.lit(book),
        subject=pl.col(sides[0]),
        partner=pl.col(sides[1]),
        product=pl.lit("TOTAL"),
        start=pl.date("year", 1, 1),
        end=pl.date("year", 12, 31),
        value=pl.col(book),
        unit=pl.lit("USD"),
        valuation=pl.lit("FOB" if book == "exporter" else "CIF"),
        status=pl.lit("reported"),
        origin_row=pl.col("line"),
        other_code=pl.when(pl.col("reporter").is_null())
        .then(pl.col("reporter_code"))
        .otherwise(pl.col("partner_code")),
    )


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """Codes of parts that stand for one state in a year (its zones) make one row."""
    key = ["relation", "book", "subject", "partner", "product", "start", "end"]
    return rows.group_by(key, maintain_order=True).agg(
        pl.col("value").sum(),
        pl.col("unit", "valuation", "status", "origin_row").first(),
    )


def _extents(frame: pl.DataFrame) -> tuple[Extent, ...]:
    """Each reporter in its runs of years; a partner without a row is unknown, not zero."""
    found = []
    for book, side in (("exporter", "subject"), ("importer", "partner")):
        pairs = frame.filter(pl.col("book") == book).select(side, pl.col("start").dt.year())
        years: dict[str, set[int]] = {}
        for reporter, year in pairs.unique().iter_rows():
            years.setdefault(reporter, set()).add(year)
        for reporter in sorted(years):
            sides = {side: (reporter,), "partner" if side == "subject" else "subject": None}
            for first, last in _runs(sorted(years[reporter])):
                span = date(first, 1, 1), date(last, 12, 31)
                found.append(
                    Extent(
                        "goods_flow", book, sides["subject"], sides["partner"], ("TOTAL",), *span,
                        frequency="year", absent_means="unknown",
                    )
                )  # fmt: skip
    return tuple(found)


def _runs(years: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs
