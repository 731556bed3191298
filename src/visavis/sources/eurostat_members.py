"""Trade of single members of the European Union by month, from Eurostat's COMEXT.

The same relational view as the union's own files, with member states as reporters. The traps: the
union and the euro area stand among the reporters three times over, in their makeup of the day and
in today's; the total "over third countries" is no total of a member, whose largest partners are
other members; and the United Kingdom ends with January 2020. Values are in euro, exports FOB,
imports CIF.
"""

import re
from datetime import date
from pathlib import Path

import polars as pl

from visavis.model.facts import WORLD
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.eurostat import RELATIONAL_VIEW, released_on
from visavis.sources.frames import AMOUNT, facts, refuse, total
from visavis.sources.labels import labels
from visavis.sources.pieces import extents
from visavis.sources.strict import Rows, file_bytes, files_of, read_rows

__all__ = ["load"]

_AGGREGATE = re.compile(
    r"(Euro area|European Union)( - \d\d countries( \(AFTER \d\d-\d{4}\))?)? \([A-Z]{2}[^)]*\)"
)
_WORDS = {"PRODUCT": ("Total", "TOTAL-Total"), "STAT_PROCEDURE": ("Total", "T-Total")}
_BOOKS = {
    "EXPORT": "exporter", "2-EXPORT": "exporter", "IMPORT": "importer", "1-IMPORT": "importer",
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PERIOD = rf"^(?:\d{{6}}-)?({'|'.join(_MONTHS)}|Jan\.-Dec)\. ((?:19|20)\d\d)$"
_YEAR = "Jan.-Dec"
_NO_STATE = ("-", WORLD)


def load(path: Path, retrieved: date) -> Load:
    """Exports and imports of each member by partner, month and year, in euro.

    Years of a flow whose twelve months are all there are left out.

    Args:
        path: A file or a folder of files, each as downloaded.
        retrieved: Day of retrieval, used where the files' names do not carry theirs.

    Raises:
        SourceError: Another header, reporter, product, flow or period, or partners without an id.
    """
    files = files_of(path, ("*.csv", "*.csv.gz"))
    parts = [_rows(read_rows(file.name, file_bytes(file), (RELATIONAL_VIEW,))) for file in files]
    rows = pl.concat(parts)
    unions = pl.col("reporter") == "-"
    totals = ~unions & pl.col("other").is_in(_NO_STATE)
    single = rows.filter(~unions & ~totals.fill_null(value=False))
    lost = single.filter(pl.col("other").is_null())
    unmatched = dict(lost.group_by("label").agg(pl.col("value").sum()).sort("label").iter_rows())
    share = check_unmatched(path.name, unmatched, total(single["value"]))
    known = single.filter(pl.col("other").is_not_null())
    kept = known.join(_years_told_by_months(known), on=[*_FLOW, "start", "end"], how="anti")
    frame = facts(path.name, kept)
    released = released_on(files, retrieved)
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"facts": Table(frame, extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=rows.height,
        left_out={
            "the union and the euro area as reporters": rows.filter(unions).height,
            "totals over third countries, no totals of a member": rows.filter(totals).height,
            "years whose months are all given": known.height - kept.height,
        },
        unmatched=unmatched,
        unmatched_share=share,
    )


_FLOW = ("book", "subject", "partner")


def _years_told_by_months(rows: pl.DataFrame) -> pl.DataFrame:
    """The flows and years (first and last day) of which all twelve months are there."""
    months = rows.filter(pl.col("start").dt.month_end() == pl.col("end"))
    year = pl.col("start").dt.year()
    whole = months.group_by(*_FLOW, year.alias("year")).agg(pl.col("start").n_unique())
    return whole.filter(pl.col("start") == len(_MONTHS)).select(
        *_FLOW, start=pl.date("year", 1, 1), end=pl.date("year", 12, 31)
    )


def _rows(rows: Rows) -> pl.DataFrame:
    frame = rows.frame
    for column, words in _WORDS.items():
        refuse(rows.file, frame.filter(~pl.col(column).is_in(words)), column, " or ".join(words))
    refuse(rows.file, frame.filter(~pl.col("FLOW").is_in(list(_BOOKS))), "FLOW", "EXPORT or IMPORT")
    odd = frame.filter(~pl.col("PERIOD").str.contains(_PERIOD))
    refuse(rows.file, odd, "PERIOD", "a month or a whole year")
    value = pl.col("VALUE_IN_EUR").cast(AMOUNT, strict=False)
    refuse(rows.file, frame.filter(value.is_null() | (value < 0)), "VALUE_IN_EUR", "an amount")
    reporters = {name: _reporter(name) for name in set(frame["REPORTER"])}
    strange = [name for name, found in reporters.items() if found is None]
    refuse(rows.file, frame.filter(pl.col("REPORTER").is_in(strange)), "REPORTER", "a member state")
    reporter = pl.col("REPORTER").replace_strict(reporters, return_dtype=pl.String)
    label = _clean(pl.col("PARTNER"))
    other = label.replace_strict(labels("eurostat"), default=None, return_dtype=pl.String)
    exports = pl.col("FLOW").str.ends_with("EXPORT")
    word = pl.col("PERIOD").str.extract(_PERIOD, 1)
    year = pl.col("PERIOD").str.extract(_PERIOD, 2).cast(pl.Int32)
    numbers = {name: n for n, name in enumerate(_MONTHS, 1)} | {_YEAR: 1}
    start = pl.date(year, word.replace_strict(numbers, return_dtype=pl.Int8), 1)
    whole = word == _YEAR
    return frame.select(
        relation=pl.lit("goods_flow"),
        book=pl.col("FLOW").replace_strict(_BOOKS),
        subject=pl.when(exports).then(reporter).otherwise(other),
        partner=pl.when(exports).then(other).otherwise(reporter),
        product=pl.lit("TOTAL"),
        start=start,
        end=pl.when(whole).then(pl.date(year, 12, 31)).otherwise(start.dt.month_end()),
        value=value,
        unit=pl.lit("EUR"),
        valuation=pl.when(exports).then(pl.lit("FOB")).otherwise(pl.lit("CIF")),
        status=pl.lit("reported"),
        origin_row=pl.col("line").cast(pl.Int32),
        label=label,
        other=other,
        reporter=reporter,
    )


def _clean(column: pl.Expr) -> pl.Expr:
    return column.str.replace_all(r"\s+", " ").str.strip_chars()


def _reporter(name: str) -> str | None:
    """The member's id, "-" for a union of members, None for anything else."""
    if _AGGREGATE.fullmatch(name):
        return "-"
    found = labels("eurostat").get(" ".join(name.split()))
    return None if found is None or not found.isalpha() or found == WORLD else found
