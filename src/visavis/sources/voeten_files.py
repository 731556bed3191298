"""Voeten's roll calls in other shapes: `UNVotes` as CSV, and the table that R's fpsim carries.

The traps: `rcid` was given twice in 2023, and in fpsim's table a state or two stand under the
number of a roll call with another day, so that a roll call is known by its number *and* its day;
`year` is the session's or lumps twenty months together, and is read past; the country codes are
those of the Correlates of War, of which one code is two states one after the other.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.states import by_code
from visavis.sources.base import Load, Refused, Table, check_unmatched
from visavis.sources.columnar import UNREADABLE, Kind, refuse_kinds
from visavis.sources.seats import NO_SEAT

__all__ = ["IGNORED", "PATTERNS", "TAKEN", "load"]

PATTERNS = ("unvotes*.csv", "fpsim_unvd*.parquet")
TAKEN = ("rcid", "resid", "ccode", "vote", "date", "unres", "amend", "para", "short", "descr")
IGNORED = (
    "", "Row", "member", "Country", "Countryname", "country", "countryname", "year", "session",
    "abstain", "yes", "no", "importantvote", "me", "nu", "di", "hr", "co", "ec",
)  # fmt: skip
"""Columns that are read past; the first is R's own number of the row."""

_NEEDED = ("ccode", "vote", "date")
_POSITIONS = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
_NOT_A_MEMBER = 9
_LARGEST_SPLINTER = 5
"""Votes under a roll call's number with another day up to which they are taken for strays of it:
the largest such group at hand has 3, the smallest roll call dozens."""

_TEXT = ("unres", "amend", "para", "short", "descr")


def load(file: Path) -> tuple[Load, pl.DataFrame]:
    """The votes, and per roll call (rid, unres, amend, para, short, descr) where the file has them.

    The tables' roll calls are still without symbol and title.

    Raises:
        SourceError: Columns that are not known, a code that is none, or a state twice in one vote.
    """
    raw = _read(file)
    members = raw.filter(pl.col("vote") != _NOT_A_MEMBER)
    keyed, refused = _keyed(file.name, members)
    known, unmatched, share = _states(file.name, keyed)
    code, first, last = NO_SEAT
    seated = known.filter(~((pl.col("state") == code) & pl.col("held_on").is_between(first, last)))
    if seated.select("rid", "state").is_duplicated().any():
        raise SourceError(file.name, "a state twice in one roll call", "one vote each")
    votes = seated.select(
        "rid", "state", position=pl.col("vote").replace_strict(_POSITIONS, return_dtype=pl.String)
    ).sort("rid", "state")
    nothing = pl.lit("")
    calls = seated.select("rid", "held_on", resolution=nothing, title=nothing).unique()
    calls = calls.select("rid", "resolution", "held_on", "title").sort("held_on", "rid")
    texts = [name for name in _TEXT if name in seated.columns]
    told = seated.select("rid", *texts).unique("rid", keep="first", maintain_order=True)
    days = calls["held_on"].to_list()
    extent = Extent(
        "votes", "publisher", tuple(sorted(set(votes["state"]))), None, ("",), days[0], days[-1],
        "day", "unknown",
    )  # fmt: skip
    left_out = {
        "states that were no members": raw.height - members.height,
        "single votes under another day than their roll call's": members.height - keyed.height,
        "the empty seat of Yugoslavia, 1992-2000": known.height - seated.height,
    }
    found = Load(
        vintage=f"to-{days[-1]}",
        released=days[-1],
        tables={"roll_calls": Table(calls, (extent,)), "votes": Table(votes, (extent,))},
        files=(file.name,),
        rows_read=raw.height,
        refused=refused,
        left_out={why: count for why, count in left_out.items() if count},
        unmatched=unmatched,
        unmatched_share=share,
    )
    return found, told


def _read(file: Path) -> pl.DataFrame:
    """The columns that are taken, with `vote` as a number and the day as one."""
    is_parquet = file.suffix.lower() == ".parquet"
    try:
        scan = pl.scan_parquet(file) if is_parquet else pl.scan_csv(file, infer_schema=False)
        columns = scan.collect_schema().names()
        _refuse_columns(file.name, columns)
        raw = scan.select(name for name in columns if name in TAKEN).collect(engine="streaming")
    except UNREADABLE as error:
        said = str(error).partition("\n")[0][:80]
        raise SourceError(
            file.name, f"a file that cannot be read ({said})", "a whole one"
        ) from error
    if is_parquet:
        refuse_kinds(file.name, raw.schema, {"date": "day", "vote": "number", "ccode": "number"})
        numbers: dict[str, Kind] = {
            name: "number" for name in ("rcid", "resid") if name in raw.columns
        }
        refuse_kinds(file.name, raw.schema, numbers)
    if not raw.height:
        raise SourceError(file.name, "a header without rows", "at least one row")
    day = pl.col("date").cast(pl.String).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    number = pl.col("vote").cast(pl.Int64, strict=False)
    code = pl.col("ccode").cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    typed = raw.with_columns(vote=number, held_on=day, ccode=code).with_row_index("line", offset=2)
    for name in ("held_on", "vote", "ccode"):
        wrong = typed.filter(pl.col(name).is_null())
        if wrong.height:
            source = "date" if name == "held_on" else name
            cell = str(raw[source][wrong["line"][0] - 2])[:40]
            where = f"{file.name}, line {wrong['line'][0]}"
            raise SourceError(where, f"{source} {cell!r}", "a day such as 2014-03-27, or a number")
    strange = typed.filter(~pl.col("vote").is_in([*_POSITIONS, _NOT_A_MEMBER]))
    if strange.height:
        where = f"{file.name}, line {strange['line'][0]}"
        raise SourceError(where, f"vote {strange['vote'][0]}", "1, 2, 3, 8 or 9")
    wrong = typed.filter(~pl.col("held_on").is_between(date(1946, 1, 1), date(2100, 1, 1)))
    if wrong.height:
        where = f"{file.name}, line {wrong['line'][0]}"
        raise SourceError(where, f"the day {wrong['held_on'][0]}", "a day since 1946")
    return typed


def _refuse_columns(name: str, columns: list[str]) -> None:
    unknown = [column for column in columns if column not in (*TAKEN, *IGNORED)]
    missing = [column for column in _NEEDED if column not in columns]
    if unknown:
        found = " ".join(", ".join(unknown[:5]).split())[:120]
        raise SourceError(name, f"unknown columns {found}", "the columns of UNVotes")
    if missing or not {"rcid", "resid"} & set(columns):
        found = ", ".join(missing) or "rcid or resid"
        raise SourceError(name, f"no column {found}", "the columns of UNVotes")


def _keyed(name: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Refused, ...]]:
    """The rows with `rid`: the number, and with it the day where a number has several days.

    Strays of a roll call, a few votes under its number with another day, are refused as one.
    """
    number = "resid" if "resid" in rows.columns else "rcid"
    numbered = rows.with_columns(number=pl.col(number).cast(pl.String).fill_null(""))
    wrong = numbered.filter(~pl.col("number").str.contains(r"^\d+(\.0)?$"))
    if wrong.height:
        found = wrong["number"][0]
        said = f"{number} {found[:40]!r}" if found else f"no {number}"
        raise SourceError(f"{name}, line {wrong['line'][0]}", said, "a number")
    sizes = numbered.group_by("number", "held_on").agg(size=pl.len(), line=pl.col("line").min())
    sizes = sizes.with_columns(
        days=pl.len().over("number"), largest=pl.col("size").max().over("number")
    )
    is_stray = (pl.col("size") <= _LARGEST_SPLINTER) & (pl.col("size") < pl.col("largest"))
    strays = sizes.filter(is_stray).sort("number", "held_on")
    refused = tuple(
        Refused(name, line, f"{size} votes of {key} under another day, {day}")
        for key, day, size, line in strays.select("number", "held_on", "size", "line").iter_rows()
    )
    kept = sizes.filter(~is_stray).with_columns(days=pl.len().over("number"))
    rid = (
        pl.when(pl.col("days") > 1)
        .then(pl.col("number") + "@" + pl.col("held_on").cast(pl.String))
        .otherwise(pl.col("number"))
    )
    keys = kept.select("number", "held_on", rid=rid)
    return numbered.join(
        keys, on=["number", "held_on"], how="inner", maintain_order="left"
    ), refused


def _states(name: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, Decimal], Decimal]:
    """The rows with the state that each code meant on its day, and the votes of unknown codes."""
    pairs = rows.select("ccode", "held_on").unique()
    ids = [by_code("cow", code, day) for code, day in pairs.iter_rows()]
    found = rows.join(
        pairs.with_columns(state=pl.Series(ids, dtype=pl.String)),
        on=["ccode", "held_on"],
        how="left",
        maintain_order="left",
    )
    unknown = found.filter(pl.col("state").is_null()).group_by("ccode").len().sort("ccode")
    unmatched = {f"code {code}": Decimal(count) for code, count in unknown.iter_rows()}
    share = check_unmatched(name, unmatched, Decimal(rows.height))
    return found.filter(pl.col("state").is_not_null()), unmatched, share
