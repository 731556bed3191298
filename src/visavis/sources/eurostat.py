"""Trade of the European Union by partner and year, from Eurostat's COMEXT (EU trade since 1988).

Downloads from the web page hold exports; answers of the interface hold imports as well. The value
is in euro, exports FOB and imports CIF, in the union's own book; its members are those since
February 2020 in every year. The traps: one file may be in French (where "Guinea" is
Guinea-Bissau), the flow is "EXPORT", "EXPORTATION" or "2-EXPORT", and members and the total over
third countries stand among the partners. Trade between members is left out; where a file has no
total, the sum of its third countries is the total (they are equal to the cent where a file has
both), marked as estimated.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.facts import WORLD
from visavis.model.groups import members
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.eurostat_sdmx import SHAPES, sdmx_rows, updated
from visavis.sources.frames import AMOUNT, facts, refuse, total
from visavis.sources.labels import labels
from visavis.sources.strict import Rows, Shape, file_bytes, files_of, read_rows

__all__ = ["RELATIONAL_VIEW", "load", "released_on"]

RELATIONAL_VIEW = Shape(
    "COMEXT's relational view",
    ("REPORTER", "PARTNER", "PRODUCT", "FLOW", "STAT_PROCEDURE", "PERIOD", "VALUE_IN_EUR"),
    "VALUE_IN_EUR",
)
_REPORTER = re.compile(r"(European Union - 27 countries|Union européenne - 27 pays) \(AT, BE, .*\)")
_WORDS = {
    "PRODUCT": ("Total", "TOTAL-Total"),
    "FLOW": ("EXPORT", "EXPORTATION", "2-EXPORT"),
    "STAT_PROCEDURE": ("Total", "T-Total"),
}
_WORDS_OF = {"exporter": "exports", "importer": "imports"}
_YEAR = re.compile(r"(?:\d{6}-)?(?:Jan\.-Dec\.|Janv\.-Déc\.) (\d{4})")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d_\d\d_")


def load(path: Path, retrieved: date) -> Load:
    """The union's yearly exports (and imports) of all goods by partner outside it, in euro.

    Args:
        path: A file or a folder of files, each as downloaded, one year in each or several.
        retrieved: Day of retrieval, used where the files' names do not carry theirs.

    Raises:
        SourceError: Another header, reporter, product, flow or period, or partners without an id.
    """
    files = files_of(path, ("*.csv", "*.csv.gz"))
    tables = [read_rows(file.name, file_bytes(file), (RELATIONAL_VIEW, *SHAPES)) for file in files]
    parts = [_rows(rows) if rows.shape is RELATIONAL_VIEW else sdmx_rows(rows) for rows in tables]
    rows = pl.concat(parts)
    unmatched = _unmatched(rows)
    share = check_unmatched(path.name, unmatched, total(rows["value"]))
    union = sorted(members("EU27", date(2020, 2, 1)))
    inside = pl.col("other").is_in([*union, "-"])
    kept = rows.filter(pl.col("other").is_not_null() & ~inside)
    if kept.is_empty():
        raise SourceError(path.name, "no partner outside the union", "at least one")
    frame = facts(path.name, pl.concat([kept, _sums(kept)], how="diagonal"))
    stamps = _stamps(files)
    stamps += [updated(each) for each in tables if each.shape is not RELATIONAL_VIEW]
    released = max(stamps, default=retrieved)
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"facts": Table(frame, _extents(frame))},
        files=tuple(file.name for file in files),
        rows_read=rows.height,
        left_out={"partners inside the union and their totals": rows.filter(inside).height},
        unmatched=unmatched,
        unmatched_share=share,
    )


def released_on(files: Sequence[Path], retrieved: date) -> date:
    """The newest day in the names that COMEXT gives its downloads, else the day of retrieval."""
    return max(_stamps(files), default=retrieved)


def _stamps(files: Sequence[Path]) -> list[date]:
    return [date.fromisoformat(match[1]) for f in files if (match := _STAMP.search(f.name))]


def _rows(rows: Rows) -> pl.DataFrame:
    frame = rows.frame
    for column, words in _WORDS.items():
        refuse(rows.file, frame.filter(~pl.col(column).is_in(words)), column, " or ".join(words))
    reporter = frame.filter(~pl.col("REPORTER").str.contains(f"^{_REPORTER.pattern}$"))
    refuse(rows.file, reporter, "REPORTER", "the European Union of 27 countries")
    refuse(
        rows.file,
        frame.filter(~pl.col("PERIOD").str.contains(f"^{_YEAR.pattern}$")),
        "PERIOD",
        "a whole year",
    )
    value = pl.col("VALUE_IN_EUR").cast(AMOUNT, strict=False)
    refuse(rows.file, frame.filter(value.is_null() | (value < 0)), "VALUE_IN_EUR", "an amount")
    year = pl.col("PERIOD").str.extract(_YEAR.pattern).cast(pl.Int32)
    label = pl.col("PARTNER").str.replace_all(r"\s+", " ").str.strip_chars()
    french = pl.col("REPORTER").str.starts_with("Union")
    found = frame.select(
        relation=pl.lit("goods_flow"),
        book=pl.lit("exporter"),
        subject=pl.lit("EU27"),
        partner=pl.when(french & label.is_in(list(labels("eurostat_fr"))))
        .then(label.replace_strict(labels("eurostat_fr"), default=None, return_dtype=pl.String))
        .otherwise(label.replace_strict(labels("eurostat"), default=None, return_dtype=pl.String)),
        product=pl.lit("TOTAL"),
        start=pl.date(year, 1, 1),
        end=pl.date(year, 12, 31),
        value=value,
        unit=pl.lit("EUR"),
        valuation=pl.lit("FOB"),
        status=pl.lit("reported"),
        origin_row=pl.col("line").cast(pl.Int32),
        label=label,
    )
    return found.with_columns(other="partner")


def _unmatched(rows: pl.DataFrame) -> dict[str, Decimal]:
    missing = rows.filter(pl.col("other").is_null())
    sums = missing.group_by("label").agg(pl.col("value").sum()).sort("label")
    return dict(sums.iter_rows())


def _sums(kept: pl.DataFrame) -> pl.DataFrame:
    """Totals over third countries for the years in which the files have none.

    Raises:
        SourceError: A printed total differs from the sum of its partners.
    """
    key = ["relation", "book", "product", "start", "end", "unit", "valuation"]
    parts = kept.filter(pl.col("other") != WORLD)
    sums = parts.group_by(key).agg(
        pl.col("value").sum().cast(AMOUNT), origin_row=pl.lit(1), count=pl.len()
    )
    printed = kept.filter(pl.col("other") == WORLD).select("book", "start", printed="value")
    both = sums.join(printed, on=["book", "start"], how="left")
    # Each partner is rounded to a whole euro at most.
    off = (pl.col("printed") - pl.col("value")).abs().cast(pl.Float64) > pl.col("count") / 2
    wrong = both.filter(pl.col("printed").is_not_null() & off)
    if wrong.height:
        row = wrong.sort("start").row(0, named=True)
        raise SourceError(
            f"{_WORDS_OF[row['book']]} of {row['start'].year}",
            f"partners that sum to {row['value']}",
            f"the printed total, {row['printed']}",
        )  # fmt: skip
    exports = pl.col("book") == "exporter"
    return both.filter(pl.col("printed").is_null()).select(
        *key,
        "value",
        "origin_row",
        subject=pl.when(exports).then(pl.lit("EU27")).otherwise(pl.lit(WORLD)),
        partner=pl.when(exports).then(pl.lit(WORLD)).otherwise(pl.lit("EU27")),
        status=pl.lit("estimated"),
    )


def _extents(frame: pl.DataFrame) -> tuple[Extent, ...]:
    """Every partner outside the union, in each run of years: no row means no exports."""
    found = []
    for book, side in (("exporter", "partner"), ("importer", "subject")):
        rows = frame.filter(pl.col("book") == book)
        others, own = tuple(sorted(set(rows[side]))), ("EU27",)
        found += [
            Extent(
                relation="goods_flow",
                book=book,
                subjects=own if side == "partner" else others,
                partners=others if side == "partner" else own,
                products=("TOTAL",),
                start=date(run[0], 1, 1),
                end=date(run[-1], 12, 31),
                frequency="year",
                absent_means="zero",
            )
            for run in _runs(sorted({start.year for start in rows["start"]}))
        ]
    return tuple(found)


def _runs(years: list[int]) -> list[list[int]]:
    """Years that follow each other, together."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs
