"""Published ideal points: where each state stands in one dimension of the Assembly's votes.

Two products of the same authors that must not be mixed: estimates by session (April 2020; session
68 is 2013/14) and by calendar year (July 2025), the latter out of all votes, out of votes on final
passage, and by the earlier method ("legacy"). The traps: the scale is relative, so that figures of
two products cannot be compared; a COW code stands for two states one after the other; the ISO code
of the file is empty or a neighbour's in single rows and is read past.

Source: Bailey, Strezhnev and Voeten (2017), "Estimating Dynamic State Preferences from United
Nations Voting Data", Journal of Conflict Resolution 61 (2): 430-456.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.states import by_code
from visavis.sources.base import Load, Refused, Table
from visavis.sources.frames import AMOUNT, facts
from visavis.sources.strict import Shape, file_bytes, files_of, read_rows

__all__ = ["BY_SESSION", "BY_YEAR", "load", "read"]

_QUANTILES = ("QO%", "Q5%", "Q10%", "Q50%", "Q90%", "Q95%", "Q100%")
_REST = ("ccode", "session", "NVotes", "IdealPoint", *_QUANTILES, "iso3c", "Countryname")
BY_SESSION = (
    Shape("the estimates by session", ("Row", *_REST), "ccode"),
    Shape("the estimates by session", ("", *_REST), "ccode"),
)
BY_YEAR = (
    Shape(
        "the estimates by calendar year",
        ("ccode", "iso3c", "countryname", "year", "idealpointfp", "idealpointall",
         "idealpointlegacy", "nvotesfp", "qofp", "q5fp", "q10fp", "q50fp", "q90fp", "q95fp",
         "q100fp", "nvotesall", "qoall", "q5all", "q10all", "q50all", "q90all", "q95all",
         "q100all", "nvotesLegacy"),
        "ccode",
    ),
)  # fmt: skip

_LOW, _HIGH = "ideal_point_low", "ideal_point_high"
_SESSION_COLUMNS = {
    ("ideal_point", ""): "IdealPoint", (_LOW, ""): "Q5%", (_HIGH, ""): "Q95%",
}  # fmt: skip
_YEAR_COLUMNS = {
    ("ideal_point", ""): "idealpointall", (_LOW, ""): "q5all", (_HIGH, ""): "q95all",
    ("ideal_point", "final_passage"): "idealpointfp", (_LOW, "final_passage"): "q5fp",
    (_HIGH, "final_passage"): "q95fp", ("ideal_point", "legacy"): "idealpointlegacy",
}  # fmt: skip
_MOST = 10
"""Points beyond this are no estimates: the authors cut theirs at 5 standard deviations."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STAMP = re.compile(r"([a-z]+)_?(20\d\d)", re.IGNORECASE)


def load(path: Path, retrieved: date) -> Load:
    """Ideal points by session, with the 5th and 95th percentile of each.

    Args:
        path: `IdealpointestimatesAll_Apr2020.csv`, packed (.gz) or not, or a folder with it.
        retrieved: The release where the file's name has no month.

    Raises:
        SourceError: Another header, a number that is none, or no state for too many codes.
    """
    return read(path, retrieved, BY_SESSION)


def read(path: Path, retrieved: date, shapes: tuple[Shape, ...]) -> Load:
    """The load of one of the two products; the file is told by its header in a folder of both."""
    is_session = shapes is BY_SESSION
    file, data = _file(path, shapes)
    frame = read_rows(file.name, data, shapes).frame
    period = "session" if is_session else "year"
    rows = _numbered(file.name, frame, period)
    columns = _SESSION_COLUMNS if is_session else _YEAR_COLUMNS
    table, refused = _states(file.name, rows)
    long = _long(file.name, table, columns, is_session=is_session)
    empty = table.height - long["origin_row"].n_unique()
    released = _released(file.name) or retrieved
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"facts": Table(facts(file.name, long), _extents(long))},
        files=(file.name,),
        rows_read=frame.height,
        refused=refused,
        left_out={"rows without an estimate": empty} if empty else {},
    )


def _file(path: Path, shapes: tuple[Shape, ...]) -> tuple[Path, bytes]:
    """The one file with such a header; in UTF-8 or as the authors saved it, in Windows' own."""
    files = files_of(path, ("*ideal*.csv", "*ideal*.csv.gz"))
    found = [(file, file_bytes(file)) for file in files]
    if len(found) > 1:
        found = [(file, data) for file, data in found if _has_header(data, shapes)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(file.name for file in files)
    raise SourceError(path.name, f"{len(found)} such files among {names}", shapes[0].name)


def _has_header(data: bytes, shapes: tuple[Shape, ...]) -> bool:
    first = data.partition(b"\n")[0].decode("cp1252", "replace").lstrip("\u00ef\u00bb\u00bf")
    names = tuple(name.strip().strip('"') for name in first.split(","))
    return any(names == shape.header for shape in shapes)


def _numbered(file: str, frame: pl.DataFrame, period: str) -> pl.DataFrame:
    """The rows with `opened`, the calendar year or that in which the session opened."""
    number = pl.col(period).cast(pl.Int32, strict=False)
    opened = number + 1945 if period == "session" else number
    rows = frame.with_columns(
        opened=opened, ccode=pl.col("ccode").cast(pl.Int32, strict=False).cast(pl.String)
    )
    wrong = rows.filter(~pl.col("opened").is_between(1946, 2100).fill_null(value=False))
    if wrong.height:
        line, found = wrong["line"][0], str(wrong[period][0])[:40]
        raise SourceError(f"{file}, line {line}", f"{period} {found!r}", f"a {period} since 1946")
    return rows


def _states(file: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Refused, ...]]:
    """The rows with the state that each code meant, and those of no known state.

    Raises:
        SourceError: More than one row in a thousand has no state.
    """
    ids = [
        by_code("cow", code, date(opened, 12, 1)) if code is not None else None
        for code, opened in rows.select("ccode", "opened").iter_rows()
    ]
    table = rows.with_columns(state=pl.Series(ids, dtype=pl.String))
    unknown = table.filter(pl.col("state").is_null())
    if unknown.height > rows.height / 1000:
        codes = ", ".join(sorted({str(code)[:20] for code in unknown["ccode"]})[:5])
        raise SourceError(file, f"codes {codes}", "codes of the Correlates of War")
    refused = tuple(
        Refused(file, line, f"code {code} means no state in {opened}")
        for line, code, opened in unknown.select("line", "ccode", "opened").iter_rows()
    )
    return table.filter(pl.col("state").is_not_null()), refused


def _long(
    file: str, table: pl.DataFrame, columns: Mapping[tuple[str, str], str], *, is_session: bool
) -> pl.DataFrame:
    """One row for each number. A session is taken from September to August."""
    opened = pl.col("opened")
    start = pl.date(opened, 9, 1) if is_session else pl.date(opened, 1, 1)
    end = pl.date(opened + 1, 8, 31) if is_session else pl.date(opened, 12, 31)
    parts = []
    for (relation, product), column in columns.items():
        stated = table.filter(~pl.col(column).fill_null("").is_in(["", "NA", "NaN"]))
        values = stated[column].cast(pl.Float64, strict=False)
        wrong = stated.filter(
            ~(values.is_finite() & (values.abs() <= _MOST)).fill_null(value=False)
        )
        if wrong.height:
            where = f"{file}, line {wrong['line'][0]}"
            raise SourceError(where, f"{column} {str(wrong[column][0])[:40]!r}", "a score")
        parts.append(
            stated.select(
                relation=pl.lit(relation), book=pl.lit("publisher"), subject=pl.col("state"),
                partner=pl.lit(""), product=pl.lit(product), start=start, end=end,
                value=values.cast(AMOUNT), unit=pl.lit("score"), valuation=pl.lit(""),
                status=pl.lit("estimated"), origin_row=pl.col("line"),
            )
        )  # fmt: skip
    return pl.concat(parts)


def _extents(long: pl.DataFrame) -> tuple[Extent, ...]:
    """One for each relation: states covered and days, where no row says nothing."""
    found = []
    for relation in sorted(set(long["relation"])):
        of_it = long.filter(pl.col("relation") == relation)
        found.append(
            Extent(
                relation, "publisher", tuple(sorted(set(of_it["subject"]))), ("",),
                tuple(sorted(set(of_it["product"]))), min(of_it["start"]), max(of_it["end"]),
                "year", "unknown",
            )
        )  # fmt: skip
    return tuple(found)


def _released(name: str) -> date | None:
    """First day of the month in a name such as `IdealpointestimatesAll_Apr2020.csv`."""
    for match in _STAMP.finditer(name):
        month = match[1].lower()[-3:] if len(match[1]) == 3 else match[1].lower()[:3]
        if month in _MONTHS:
            return date(int(match[2]), _MONTHS.index(month) + 1, 1)
    return None
