"""The UN Digital Library's file of all recorded votes of the General Assembly, read row by row.

One row for each member and roll call, close to a million: rows are taken one at a time and only
the votes are kept. The traps: `A` is an abstention and a member without a vote is `NV` in one
edition, `X` in others; no letter at all means absent only where the record's own total counts it;
and a roll call whose rows do not add up to its own totals is refused, by name.
"""

import csv
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import polars as pl

from visavis.errors import SourceError
from visavis.model.extents import Extent
from visavis.model.states import is_state
from visavis.sources.base import Load, Refused, Table, check_unmatched
from visavis.sources.labels import labels
from visavis.sources.seats import holder
from visavis.sources.strict import Shape, decoded

if TYPE_CHECKING:
    from _csv import Reader

__all__ = ["SHAPES", "library_symbol", "load"]

_SHAPE_2024 = Shape(
    "the file of 2024",
    ("undl_id", "ms_codes", "ms_names", "ms_votes", "resolutions", "title", "modality", "draft",
     "committee_report", "meeting", "agenda_titles", "subjects", "date", "yes", "no",
     "abstentions", "non-voting", "total-voting", "undl_link"),
    "undl_id",
)  # fmt: skip
_LATER = (
    "undl_id", "ms_code", "ms_name", "ms_vote", "date", "session", "resolution", "draft",
    "committee_report", "meeting", "title", "agenda_title", "subjects", "vote_note", "total_yes",
    "total_no", "total_abstentions", "total_non_voting", "total_ms", "undl_link",
)  # fmt: skip
_SHAPE_2026 = Shape("the file of 2026", _LATER, "undl_id")
_SHAPE_2025 = Shape(
    "the file of 2025", tuple(name for name in _LATER if name != "vote_note"), "undl_id"
)
SHAPES = (_SHAPE_2026, _SHAPE_2025, _SHAPE_2024)
"""The headers of all editions so far, the newest first."""

_TAKEN_2024 = (
    "undl_id", "ms_codes", "ms_names", "ms_votes", "resolutions", "title", "date",
    "yes", "no", "abstentions", "non-voting",
)  # fmt: skip
_TAKEN = (
    "undl_id", "ms_code", "ms_name", "ms_vote", "resolution", "title", "date",
    "total_yes", "total_no", "total_abstentions", "total_non_voting",
)  # fmt: skip

_POSITIONS = {"Y": "yes", "N": "no", "A": "abstain", "NV": "absent", "X": "absent"}
_MOST_REFUSED = 0.02
"""Share of roll calls that may be refused one by one; above it the file is not what it seems."""

_NO_LETTER = "members without a vote that the record does not count as absent, or without a seat"
_UNKNOWN = "?"
"""Before the code of a member whose id is not known: its vote counts for the totals alone."""

_LONGEST_LINE = 1_000_000
_DAY = re.compile(r"(19[4-9]\d|20\d\d)-(\d\d)-(\d\d)")
_TOTAL = re.compile(r"(\d{1,3})(?:\.0)?")
_NAMED_DAY = re.compile(r"(?<!\d)(20\d\d)[_-](\d{1,2})[_-](\d{1,2})(?!\d)")
_OLD_SYMBOL = re.compile(r"A/RES/(\d{1,4})\s?\(([IVXL]+)\)(?:\s?\[?([A-Z])\]?)?")
_SYMBOL = re.compile(r"A/RES/(\d{1,2})/(\d{1,4})(?:\s?\[?([A-Z])\]?)?")


@dataclass(slots=True)
class _Call:
    """One roll call while its rows come in."""

    line: int
    told: tuple[str, ...]
    """Symbol, title, day and totals as its first row has them."""
    letters: dict[str, str] = field(default_factory=dict)
    """What stands in the column of votes, by state."""
    fault: str = ""


@dataclass(slots=True)
class _Tables:
    """What the roll calls that are kept amount to."""

    calls: list[tuple[str, str, date, str]] = field(default_factory=list)
    casts: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def library_symbol(text: str) -> str:
    """The symbol in the form used throughout (`A/RES/75/254C`, `A/RES/3184A(XXVIII)`).

    Another text is returned as it is, without spaces around it.
    """
    text = " ".join(text.split())
    if match := _OLD_SYMBOL.fullmatch(text):
        return f"A/RES/{match[1]}{match[3] or ''}({match[2]})"
    if match := _SYMBOL.fullmatch(text):
        return f"A/RES/{match[1]}/{match[2]}{match[3] or ''}"
    return text


def load(file: Path) -> Load:
    """All roll calls of the file, with what each member did.

    Args:
        file: `2026_02_06_ga_voting.csv` or the like, packed (.gz) or not. The day in its name is
            that of the release, else the last vote in it.

    Raises:
        SourceError: Another header or encoding, a cut or overlong row, a letter that is no vote,
            or too many roll calls or members that cannot be used.
    """
    unmatched: Counter[str] = Counter()
    calls: dict[str, _Call] = {}
    rows = 0
    with _opened(file) as stream:
        for line, row in _rows(file.name, stream):
            rows += 1
            _take(calls, unmatched, (file.name, line), row)
    if not calls:
        raise SourceError(file.name, "a header without rows", "at least one row")
    names = {name: Decimal(count) for name, count in sorted(unmatched.items())}
    share = check_unmatched(file.name, names, Decimal(rows))
    tables = _settled(file.name, calls)
    if not tables.calls or len(tables.refused) > max(1, _MOST_REFUSED * len(calls)):
        first = tables.refused[0]
        raise SourceError(
            f"{file.name}, line {first.row}",
            f"{len(tables.refused)} of {len(calls)} roll calls of no use ({first.reason})",
            f"at most {_MOST_REFUSED:.0%}",
        )
    last = max(held_on for _, _, held_on, _ in tables.calls)
    named = _named_day(file.name)
    return Load(
        # The label is never a bare day, as that of the roll calls which visavis brings along is.
        vintage=f"file-{named}" if named else f"to-{last}",
        released=named or last,
        tables=_frames(tables),
        files=(file.name,),
        rows_read=rows,
        refused=tuple(tables.refused),
        left_out=dict(sorted(tables.left_out.items())),
        unmatched=names,
        unmatched_share=share,
    )


def _frames(tables: _Tables) -> dict[str, Table]:
    text = pl.String()
    calls = pl.DataFrame(
        tables.calls,
        schema={"rid": text, "resolution": text, "held_on": pl.Date(), "title": text},
        orient="row",
    ).sort("held_on", "rid")
    casts = pl.DataFrame(
        tables.casts, schema={"rid": text, "state": text, "position": text}, orient="row"
    ).sort("rid", "state")
    days = calls["held_on"].to_list()
    states = tuple(sorted(set(casts["state"])))
    extent = Extent("votes", "publisher", states, None, ("",), days[0], days[-1], "day", "unknown")
    return {"roll_calls": Table(calls, (extent,)), "votes": Table(casts, (extent,))}


@contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    """The file as text, after a look at its beginning, which may be a web page or an archive."""
    is_packed = file.suffix.lower() == ".gz"
    try:
        with file.open("rb") as raw:
            data = gzip.GzipFile(fileobj=raw) if is_packed else raw
            head = data.read(65_536)
            decoded(file.name, head[: head.rfind(b"\n") + 1])
            data.seek(0)
            yield TextIOWrapper(data, encoding="utf-8-sig", newline="")
    except UnicodeDecodeError as error:
        raise SourceError(file.name, "bytes that are not UTF-8", "a text file in UTF-8") from error
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(file.name, f"unreadable content ({error})", "a whole file") from error


def _rows(name: str, stream: TextIO) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and cells (in the order of `_TAKEN`) of each row under one of the known headers."""
    reader = csv.reader(_lines(name, stream), strict=True)
    try:
        header = tuple(next(reader, ()))
        shape = next((each for each in SHAPES if each.header == header), None)
        if shape is None:
            raise SourceError(f"{name}, line 1", *_header_fault(header))
        wanted = _TAKEN_2024 if shape is _SHAPE_2024 else _TAKEN
        places = tuple(header.index(column) for column in wanted)
        yield from _picked(name, reader, len(header), places)
    except csv.Error as error:
        where = f"{name}, line {reader.line_num}"
        raise SourceError(where, f"a row that cannot be read ({error})", "a whole row") from error


def _picked(
    name: str, reader: "Reader", width: int, places: tuple[int, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    start = reader.line_num + 1
    for row in reader:
        is_longer = len(row) == width + 1 and row[-1] == ""
        if row and len(row) != width and not is_longer:
            raise SourceError(f"{name}, line {start}", f"{len(row)} fields", f"{width} fields")
        if row:
            yield start, tuple(row[place] for place in places)
        start = reader.line_num + 1


def _lines(name: str, stream: TextIO) -> Iterator[str]:
    for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), ""), 1):
        if "\x00" in line:
            raise SourceError(f"{name}, line {number}", "zero bytes", "a text file")
        if len(line) >= _LONGEST_LINE:
            raise SourceError(f"{name}, line {number}", "a line of a million letters", "rows")
        yield line


def _header_fault(header: tuple[str, ...]) -> tuple[str, str]:
    nearest = max(SHAPES, key=lambda shape: len(set(shape.header) & set(header)))
    unknown = [column for column in header if column not in nearest.header][:5]
    missing = [column for column in nearest.header if column not in header][:5]
    expected = f"the {len(nearest.header)} columns of {nearest.name}"
    if not unknown and not missing:
        return "its columns in another order, or twice", expected
    parts = [f"unknown columns {', '.join(unknown)[:200]}"] if unknown else []
    parts += [f"no column {', '.join(missing)}"] if missing else []
    return " and ".join(" ".join(part.split()) for part in parts), expected


def _take(
    calls: dict[str, _Call],
    unmatched: Counter[str],
    where: tuple[str, int],
    row: tuple[str, ...],
) -> None:
    """Put one row to its roll call."""
    key, code, name, letter, *told = row
    if not key.strip().isdigit():
        raise SourceError(f"{where[0]}, line {where[1]}", f"undl_id {key[:40]!r}", "a number")
    letter = letter.strip().upper()
    if letter and letter not in _POSITIONS:
        raise SourceError(
            f"{where[0]}, line {where[1]}", f"vote {letter[:40]!r}", "Y, N, A, NV, X or nothing"
        )
    call = calls.get(key)
    if call is None:
        call = calls[key] = _Call(where[1], tuple(told))
    elif tuple(told) != call.told:
        call.fault = call.fault or "rows that differ in its symbol, title, day or totals"
    state = _state(code, name)
    if state is None:
        unmatched[f"{' '.join(name.split())[:60]} ({code.strip()[:10]})"] += 1
        # Its votes still count towards the record's own totals.
        state = f"{_UNKNOWN}{code}{name}"
    if state in call.letters:
        call.fault = call.fault or f"two votes of {code.strip()[:10]}"
    call.letters[state] = letter


def _state(code: str, name: str) -> str | None:
    """The id for code and name of a member, None where they are unknown or name two states."""
    code, label = code.strip().upper(), " ".join(name.split()).upper()
    named = labels("un_digital_library").get(label)
    if not is_state(code):
        return named
    return code if named in (None, code) else None


def _settled(file: str, calls: dict[str, _Call]) -> _Tables:
    """The tables of all roll calls that can be used, in the order of the file."""
    found = _Tables()
    for key, call in calls.items():
        symbol, title, day, *totals = call.told
        held_on = _day(day)
        positions, remark = _positions(call.letters, totals)
        casts = _seated(positions, held_on) if positions and held_on else {}
        fault = call.fault or ("" if held_on else "a day that is none")
        fault = fault or ("" if positions else remark or "no votes")
        fault = fault or ("" if casts else "two votes for one seat, or none")
        if fault or held_on is None:
            label = f"{library_symbol(symbol)[:40] or 'no symbol'}, {day.strip()[:10] or 'no day'}"
            found.refused.append(Refused(file, call.line, f"{label}: {fault}"))
            continue
        found.left_out[remark or _NO_LETTER] += len(call.letters) - len(casts)
        rid = key.strip()
        found.calls.append((rid, library_symbol(symbol), held_on, _title(title)))
        found.casts += [(rid, state, position) for state, position in casts.items()]
    found.left_out = Counter({why: count for why, count in found.left_out.items() if count})
    return found


def _seated(positions: dict[str, str], day: date) -> dict[str, str]:
    """The positions by who held each seat; empty where one seat would have voted twice."""
    found: dict[str, str] = {}
    for member, position in positions.items():
        state = None if member.startswith(_UNKNOWN) else holder(member, day)
        if state in found:
            return {}
        if state is not None:
            found[state] = position
    return found


def _positions(letters: dict[str, str], totals: list[str]) -> tuple[dict[str, str] | None, str]:
    """What each member did, and why no absences are told; no positions: why none are."""
    counted = Counter(_POSITIONS.get(letter, "") for letter in letters.values())
    stated = [_total(each) for each in totals]
    if any(each is None for each in stated):
        return None, "a total that is no number"
    told = dict(zip(("yes", "no", "abstain", "absent"), stated, strict=True))
    differing = [word for word in ("yes", "no", "abstain") if counted[word] != told[word]]
    if differing and any(each.strip() for each in totals):
        word = differing[0]
        return None, f"{counted[word]} votes {word} in its rows, {told[word]} in its total"
    cast = {state: _POSITIONS[each] for state, each in letters.items() if each}
    blank = {state: "absent" for state, each in letters.items() if not each}
    if not totals[3].strip() or counted["absent"] == told["absent"]:
        return cast, ""
    if counted["absent"] + len(blank) == told["absent"]:
        return cast | blank, ""
    present = {state: each for state, each in cast.items() if each != "absent"}
    return present, "absences in roll calls whose own total of absentees is another"


def _total(text: str) -> int | None:
    """A total as a number, 0 where the cell is empty, None where it is no number."""
    match = _TOTAL.fullmatch(text.strip())
    return int(match[1]) if match else (None if text.strip() else 0)


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text.strip())
    return None if match is None else _calendar_day(match)


def _named_day(name: str) -> date | None:
    match = _NAMED_DAY.search(name)
    return None if match is None else _calendar_day(match)


def _calendar_day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _title(text: str) -> str:
    """The title without the words that say what kind of document it is."""
    return " ".join(text.partition(" : resolution")[0].split())
