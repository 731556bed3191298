"""Alliances by treaty since 1815: who promised whom defence, neutrality, consultation, and when.

The traps: an alliance in the word's usual sense is one with a promise of defence, while most of
these promise consultation or no attack; a member's row is one phase of its membership; COW's codes
mean other states in other years; and from 2019 on nothing is known, which is not none.

Source: Leeds, B. A., Ritter, J. M., Mitchell, S. M. & Long, A. G. (2002). Alliance Treaty
Obligations and Provisions, 1815-1944. International Interactions 28; version 5.1.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from visavis.errors import SourceError
from visavis.model.facts import Precision
from visavis.sources.atop_columns import ALLIANCES, MEMBERS
from visavis.sources.base import Load, Table, check_unmatched
from visavis.sources.strict import Rows, Shape, file_bytes, files_of, read_rows
from visavis.sources.ties_rows import Party, Row, every_pair, extent, holders, ties

__all__ = ["OBLIGATIONS", "RELATION", "load"]

RELATION = "alliance"

OBLIGATIONS = {
    "defense": "defence", "offense": "offence", "neutral": "neutrality",
    "nonagg": "nonaggression", "consul": "consultation",
}  # fmt: skip
_LIST = Shape("the list of alliances", ALLIANCES, "atopid")
_MEMBERS = Shape("the list of members", MEMBERS, "atopid")
_FIRST, _LAST = 1815, 2018
"""The years of version 5.1; a later version says so by other rows and its own number."""

_NEVER_LISTED = frozenset({
    "240", "245", "267", "269", "271", "273", "275", "280", "300", "329", "332", "335", "337",
})  # fmt: skip
"""Hanover, Bavaria, Baden, Saxony, Wuerttemberg, the Hesses, Mecklenburg, Austria-Hungary and the
states of Italy before 1861, of which no table of states here tells."""

_UNLISTED = {"365": 1922, "345": 1919, "730": 1945}
"""Codes whose states are not listed before that year: Imperial Russia, Serbia, old Korea."""


@dataclass(frozen=True, slots=True)
class _Phase:
    """One row of the list of members."""

    row: int
    atopid: str
    phase: str
    """Members of one phase are bound to each other, and not to those of another."""
    code: str
    start: date
    end: date | None
    kind: frozenset[str]
    precision: Precision


def load(path: Path, retrieved: date) -> Load:
    """Pairs of states bound by each alliance, with what any of the two promised.

    Args:
        path: A folder with `atop5_1a.csv` and `atop5_1m.csv`.
        retrieved: When it became known here; the vintage is the version in the files.

    Raises:
        SourceError: A file is missing or has another header, the two disagree, or a date is none.
    """
    found = {name: _file(path, name) for name in ("a", "m")}
    alliances, members = _read(found["a"], _LIST), _read(found["m"], _MEMBERS)
    version = _version(alliances, members)
    listed = {str(row["atopid"]) for row in alliances.frame.iter_rows(named=True)}
    left_out: Counter[str] = Counter()
    unmatched: Counter[str] = Counter()
    phases = list(_phases(members, left_out, unmatched))
    lacking = {name: Decimal(count) for name, count in unmatched.items()}
    share = check_unmatched(members.file, lacking, Decimal(members.frame.height))
    strange = sorted({phase.atopid for phase in phases} - listed)
    if strange:
        expected = f"alliances of {alliances.file}"
        raise SourceError(members.file, f"members of {', '.join(strange[:5])}", expected)
    frame = ties(members.file, _rows(phases))
    span = date(_FIRST, 1, 1), date(_LAST, 12, 31)
    return Load(
        vintage=version,
        released=retrieved,
        tables={"ties": Table(frame, (extent(RELATION, *span, complete=True),))},
        files=tuple(sorted(file.name for file in found.values())),
        rows_read=alliances.frame.height + members.frame.height,
        left_out=dict(sorted(left_out.items())),
        unmatched=lacking,
        unmatched_share=share,
    )


def _file(path: Path, which: str) -> Path:
    if not path.is_dir():
        raise SourceError(path.name, "a single file", "a folder with atop5_1a.csv and atop5_1m.csv")
    files = files_of(path, (f"atop*_*{which}.csv",))
    if len(files) > 1:
        raise SourceError(path.name, f"{len(files)} releases", "one folder for each")
    return files[0]


def _read(file: Path, shape: Shape) -> Rows:
    return read_rows(file.name, file_bytes(file), (shape,))


def _version(*tables: Rows) -> str:
    found = {str(word) for table in tables for word in table.frame["version"].unique()}
    if len(found) != 1 or None in found:
        raise SourceError(tables[0].file, f"versions {', '.join(sorted(found)[:5])}", "one version")
    return f"v{found.pop()}"


def _phases(members: Rows, left_out: Counter[str], unmatched: Counter[str]) -> Iterator[_Phase]:
    for row in members.frame.iter_rows(named=True):
        where = f"{members.file}, line {row['line']}"
        code = str(row["member"] or "")
        phase = str(row["phase"] or "")
        if len(phase) != 1 or not phase.isascii() or not phase.isdigit():
            # A phase of its own would part a member from the others, who are bound to it.
            raise SourceError(where, f"phase {phase[:40]!r}", "a digit")
        start, fine = _day(where, row, "ent", first=True)
        end, finer = _day(where, row, "exit", first=False)
        if start is None or not _FIRST <= start.year <= _LAST:
            raise SourceError(where, f"yrent {row['yrent']!r}", f"{_FIRST} to {_LAST}")
        if end is not None and end < start:
            raise SourceError(where, f"an exit on {end}", f"{start} or later")
        if not holders("cow", code, start, end):
            if code in _NEVER_LISTED or start.year < _UNLISTED.get(code, 0):
                left_out["members that were states of an earlier age"] += 1
            else:
                unmatched[f"COW {code[:10]}"] += 1
            continue
        coarse: Precision = "day" if fine == "day" and (end is None or finer == "day") else "month"
        yield _Phase(
            row=int(row["line"]), atopid=str(row["atopid"]), phase=phase, code=code,
            start=start, end=end,
            kind=frozenset(word for name, word in OBLIGATIONS.items() if _is(where, row, name)),
            precision=coarse,
        )  # fmt: skip


def _is(where: str, row: Mapping[str, object], column: str) -> bool:
    if row[column] not in ("0", "1"):
        raise SourceError(where, f"{column} {row[column]!r}", "0 or 1")
    return row[column] == "1"


def _day(
    where: str, row: Mapping[str, object], what: str, *, first: bool
) -> tuple[date | None, Precision]:
    """The day of entry or exit, None for an exit in year 0; of a bare month its first or last."""
    parts = []
    for column in (f"yr{what}", f"mo{what}", f"day{what}"):
        text = str(row[column] or "0")
        if not text.isascii() or not text.isdigit():
            raise SourceError(where, f"{column} {text[:40]!r}", "a whole number")
        parts.append(int(text))
    year, month, day = parts
    if year == 0:
        return None, "day"
    if not 1800 <= year <= 2100 or not 1 <= month <= 12:
        raise SourceError(where, f"{year}-{month}-{day} for {what}", "a day of the calendar")
    last = monthrange(year, month)[1]
    if day > last:
        raise SourceError(where, f"{year}-{month}-{day} for {what}", "a day of the calendar")
    if day == 0:
        return date(year, month, 1 if first else last), "month"
    return date(year, month, day), "day"


def _rows(phases: Sequence[_Phase]) -> Iterator[Row]:
    by_phase: dict[tuple[str, str], list[_Phase]] = {}
    beginnings: dict[str, date] = {}
    for phase in phases:
        by_phase.setdefault((phase.atopid, phase.phase), []).append(phase)
        earliest = beginnings.get(phase.atopid, phase.start)
        beginnings[phase.atopid] = min(earliest, phase.start)
    for (atopid, _), found in by_phase.items():
        began = beginnings[atopid]
        parties: dict[Party, _Phase] = {}
        for phase in found:
            for part in holders("cow", phase.code, phase.start, phase.end):
                parties[part] = phase
        for one, other, start, end in every_pair(list(parties)):
            # A stay that begins on the day on which another ends is not beside it.
            if start is None or (end is not None and end <= start):
                continue
            two = parties[one], parties[other]
            kinds = {word for phase in two for word in phase.kind}
            is_first = all(phase.start == began for phase in two) and start == began
            yield Row(
                RELATION, atopid, f"ATOP alliance {atopid}", min(one.state, other.state),
                max(one.state, other.state),
                "; ".join(word for word in OBLIGATIONS.values() if word in kinds),
                began if is_first else None, start, end,
                "day" if all(phase.precision == "day" for phase in two) else "month",
                two[0].row,
            )  # fmt: skip
