"""Roll calls of the UN General Assembly since 1946, from Erik Voeten's data set.

A member that stayed away is "absent"; a state that was not, not yet or no longer a member has no
row. Staying away was a choice, not being a member was none. The traps: the key is `rid`, as `rcid`
is used twice; the file gives a successor's code to the state before it (Russia for the Soviet
Union, Serbia for Yugoslavia); the Emergency Special Session on Ukraine is missing altogether and
comes from the UN's own record (`un_digital_library`); some roll calls lack the votes of a few
members, which the file calls absent. Where the announced tally shows that, no absence is told.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.states import is_state
from visavis.sources import voeten_files
from visavis.sources.announced import announced
from visavis.sources.base import Load, Table
from visavis.sources.columnar import columnar
from visavis.sources.frames import refuse
from visavis.sources.seats import BEFORE, NO_SEAT
from visavis.sources.strict import Rows, Shape, file_bytes, files_of, read_rows

__all__ = ["load", "resolution_symbol"]

_POSITIONS = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
_NOT_A_MEMBER = 9
_MARKS = ("0", "1")
_CALLS = Shape(
    "the list of roll calls",
    (
        "rcid", "session", "importantvote", "date", "unres", "amend", "para", "short", "descr",
    ),
    "date",
)  # fmt: skip
_MATCH = Shape(
    "the match with the UN's record", ("year", "row", "rid", "match", "resolution"), "match"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LEAST_MATCH = 0.95
"""Share of equal votes from which two records are taken for the same roll call."""

_SYMBOL = re.compile(r"(?:R|A/RES)/(\d{1,2})/(\d{1,4})(?:/?\[?([A-Z])\]?)?")
_SPECIAL = re.compile(r"A/RES/ES-\d{1,2}/\d{1,3}")
_OLD_NUMBERS = {
    22: (2222, 2371), 23: (2372, 2492), 24: (2493, 2620), 25: (2621, 2761), 26: (2762, 2893),
    27: (2894, 3050), 28: (3051, 3193), 29: (3194, 3361), 30: (3362, 3541),
}  # fmt: skip
"""Resolutions of the sessions before the 31st; other numbers of these are pages of the record."""


def load(path: Path, retrieved: date) -> Load:
    """Roll calls and what each member did in them.

    Args:
        path: A folder with `voeten_*_long.parquet` (rid, rcid, date, iso3, vote); beside it, where
            there, `un_roll_calls*.csv*` (titles to 2019) and `undl_match*.csv` (symbols after).
            Or `UNVotes*.csv` as the authors publish it, or fpsim's table (`voeten_files`).
        retrieved: The vintage where the file's name does not carry a month (`jun2024`).

    Raises:
        SourceError: Other columns or codes, a state twice in one roll call, or an unknown state.
    """
    found = files_of(path, ("voeten_*_long.parquet", *voeten_files.PATTERNS))
    own = [file for file in found if fnmatchcase(file.name.lower(), "voeten_*_long.parquet")]
    if len(own or found) > 1:
        names = ", ".join(file.name for file in own or found)
        raise SourceError(path.name, f"several files ({names})", "one of them: name the file")
    file = (own or found)[0]
    if _is_other(file):
        return _other(file)
    raw = _long(file)
    members = raw.filter(pl.col("vote") != _NOT_A_MEMBER).with_columns(state=_holder())
    code, first, last = NO_SEAT
    empty = (pl.col("state") == code) & pl.col("held_on").is_between(first, last)
    seated = members.filter(~empty)
    unknown = sorted(each for each in set(seated["state"]) if not is_state(each))
    if unknown:
        raise SourceError(file.name, f"states {', '.join(unknown)}", "ISO 3166 alpha-3 codes")
    votes = seated.select(
        "rid", "state", position=pl.col("vote").replace_strict(_POSITIONS, return_dtype=pl.String)
    ).sort("rid", "state")
    if votes.select("rid", "state").is_duplicated().any():
        raise SourceError(file.name, "a state twice in one roll call", "one vote each")
    calls, files = _calls(path, seated.select("rid", "held_on").unique())
    calls, short = _known(calls, votes)
    whole = votes.filter(~(pl.col("rid").is_in(short) & (pl.col("position") == "absent")))
    for known in announced():
        put_right = (pl.col("rid") == known.rid) & pl.col("state").is_in(known.corrected)
        whole = whole.filter(~put_right)
    released = _released(file.name) or retrieved
    extents = (_extent(seated["held_on"], tuple(sorted(set(seated["state"])))),)
    return Load(
        vintage=released.isoformat(),
        released=released,
        tables={"roll_calls": Table(calls, extents), "votes": Table(whole, extents)},
        files=tuple(sorted({file.name, *files})),
        rows_read=raw.height,
        left_out={
            "states that were no members": raw.height - members.height,
            "the empty seat of Yugoslavia, 1992-2000": members.height - seated.height,
            "absences in roll calls short of announced votes, votes put right later": votes.height
            - whole.height,
        },
    )


def _is_other(file: Path) -> bool:
    return any(fnmatchcase(file.name.lower(), each) for each in voeten_files.PATTERNS)


def _other(file: Path) -> Load:
    """The load of another of Voeten's shapes, with symbols and titles where the file has them.

    A symbol that stands at two roll calls is given to neither.
    """
    load, told = voeten_files.load(file)
    names: dict[str, tuple[str, str]] = {}
    for row in told.iter_rows(named=True):
        short, descr = row.get("short") or "", row.get("descr") or ""
        is_part = True in [_is_marked(file.name, row, mark) for mark in ("amend", "para")]
        symbol = "" if is_part else resolution_symbol(row.get("unres") or "")
        names[row["rid"]] = (symbol, _title(short, descr))
    calls = load.tables["roll_calls"]
    held = calls.frame.select("rid", "held_on")
    named = replace(calls, frame=_with_names(held, names))
    return replace(load, tables={**load.tables, "roll_calls": named})


def _is_marked(where: str, row: Mapping[str, Any], mark: str) -> bool:
    """Whether a roll call is marked as one on a part of a text, or on an amendment."""
    cell = str(row.get(mark) or "0").removesuffix(".0")
    if cell not in _MARKS:
        at = f"{where}, roll call {row['rid']}"
        raise SourceError(at, f"{mark} {cell[:40]!r}", "0 or 1, or nothing")
    return cell == "1"


def _long(file: Path) -> pl.DataFrame:
    raw = columnar(
        file, {"rid": "text", "rcid": "number", "date": "day", "iso3": "text", "vote": "whole"}
    )
    known = [*_POSITIONS, _NOT_A_MEMBER]
    strange = raw.filter(~pl.col("vote").is_in(known))
    if strange.height:
        raise SourceError(file.name, f"vote {strange['vote'][0]}", f"one of {known}")
    return raw.select("rid", "iso3", "vote", held_on="date")


def _holder() -> pl.Expr:
    """The state that held the seat on that day."""
    holder = pl.col("iso3")
    for code, first, before in reversed(BEFORE):
        was = (pl.col("iso3") == code) & (pl.col("held_on") < first)
        holder = pl.when(was).then(pl.lit(before)).otherwise(holder)
    return holder


def resolution_symbol(label: str) -> str:
    """The official symbol for a label such as `R/68/262` or `R/28/3184A`, "" where it is none.

    From the 31st session `A/RES/68/262`, before it `A/RES/3379(XXX)`. Labels before the 22nd
    session and those of special sessions are pages of the record, not resolutions.
    """
    match = _SYMBOL.fullmatch(label.strip())
    if match is None:
        return label.strip() if _SPECIAL.fullmatch(label.strip()) else ""
    session, number, letter = int(match[1]), int(match[2]), match[3] or ""
    if session > 30:
        return f"A/RES/{session}/{number}{letter}"
    low, high = _OLD_NUMBERS.get(session, (1, 0))
    if not low <= number <= high:
        return ""
    roman = (
        "X" * (session // 10)
        + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[session % 10]
    )
    return f"A/RES/{number}{letter}({roman})"


def _title(short: str, descr: str) -> str:
    """The title as adopted where one of the two has it, else the list's short heading."""
    for text in (descr, short):
        title, mark, _ = text.partition(" : resolution")
        if mark:
            return " ".join(title.split())
    heading = " ".join((short or descr).split())
    return "" if heading.startswith("The President") else heading[:200]


def _released(name: str) -> date | None:
    """Last day of the month in a file name such as `voeten_jun2024_long.parquet`."""
    match = re.search(r"_([a-z]{3})(\d{4})_", name)
    if match is None or match[1] not in _MONTHS:
        return None
    following = date(int(match[2]) + _MONTHS.index(match[1]) // 11, 1, 1)
    following = following.replace(month=(_MONTHS.index(match[1]) + 1) % 12 + 1)
    return date.fromordinal(following.toordinal() - 1)


def _extent(days: pl.Series, states: tuple[str, ...]) -> Extent:
    return Extent("votes", "publisher", states, None, ("",), min(days), max(days), "day", "unknown")


def _calls(path: Path, held: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Roll calls with symbol and title where the lists beside the votes give them.

    A symbol that stands at two roll calls is given to neither: one of them is a vote on a part.
    """
    files = sorted((*path.glob("undl_match*.csv"), *path.glob("un_roll_calls*.csv*")))
    names: dict[str, tuple[str, str]] = {}
    for file in files:
        rows = read_rows(file.name, file_bytes(file), (_MATCH, _CALLS))
        for rid, label, short, descr in _named(rows).iter_rows():
            if rid not in names or rows.shape is _CALLS:
                names[rid] = (resolution_symbol(label), _title(short, descr))
    return _with_names(held, names), [file.name for file in files]


def _with_names(held: pl.DataFrame, names: dict[str, tuple[str, str]]) -> pl.DataFrame:
    symbols = {rid: symbol for rid, (symbol, _) in names.items()}
    titles = {rid: title for rid, (_, title) in names.items()}
    frame = held.select(
        "rid",
        "held_on",
        resolution=pl.col("rid").replace_strict(symbols, default="", return_dtype=pl.String),
        title=pl.col("rid").replace_strict(titles, default="", return_dtype=pl.String),
    )
    twice = pl.col("resolution").is_duplicated()
    alone = pl.when(twice).then(pl.lit("")).otherwise(pl.col("resolution"))
    frame = frame.with_columns(resolution=alone).sort("held_on", "rid")
    return frame.select("rid", "resolution", "held_on", "title")


def _known(calls: pl.DataFrame, votes: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The roll calls with symbol, day and title as announced; keys of those short of votes.

    A roll call is taken for an announced one by its key, and only where no count exceeds the
    announced.
    """
    short: list[str] = []
    for known in announced():
        cast = votes.filter(pl.col("rid") == known.rid)["position"] if known.rid else None
        if cast is None or not len(cast):
            continue
        yes, no, abstain = (int(cast.eq(word).sum()) for word in ("yes", "no", "abstain"))
        if known.is_short_of((yes, no, abstain)):
            short.append(known.rid)
        elif known.tally[:3] != (yes, no, abstain):
            continue
        here = pl.col("rid") == known.rid
        told = {"resolution": known.symbol, "held_on": known.held_on, "title": known.title}
        calls = calls.with_columns(
            pl.when(here).then(pl.lit(value)).otherwise(pl.col(name)).alias(name)
            for name, value in told.items()
        )
    return calls.sort("held_on", "rid"), short


def _named(rows: Rows) -> pl.DataFrame:
    """(rid, label, short, descr) of one list; the label is "" for a vote on a part of a text.

    So it is where the list has no heading but the words with which the chair put a motion.
    """
    if rows.shape is _MATCH:
        share = pl.col("match").cast(pl.Float64, strict=False)
        strange = ~share.is_between(0, 1).fill_null(value=False)
        refuse(rows.file, rows.frame.filter(strange), "match", "a share from 0 to 1")
        sure = rows.frame.filter(share >= _LEAST_MATCH)
        return sure.select(
            "rid", pl.col("resolution").fill_null(""), short=pl.lit(""), descr=pl.lit("")
        )
    for mark in ("para", "amend"):
        strange = ~pl.col(mark).fill_null("").is_in(["", *_MARKS])
        refuse(rows.file, rows.frame.filter(strange), mark, "0 or 1, or nothing")
    chair = pl.col("short").is_null() & pl.col("descr").str.contains(r"^The (Acting )?President")
    part = (pl.col("para") == "1") | (pl.col("amend") == "1") | chair
    label = pl.when(part.fill_null(value=False)).then(pl.lit("")).otherwise(pl.col("unres"))
    return rows.frame.select(
        "rcid", label.fill_null(""), pl.col("short").fill_null(""), pl.col("descr").fill_null("")
    )
