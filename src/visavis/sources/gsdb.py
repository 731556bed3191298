"""The Global Sanctions Data Base: who sanctioned whom, from what year to what year, with what.

The traps: senders stand together in one cell, between commas that are also in names ("Korea,
South"); a union or the United Nations stands for the members that it had in the first year, which
are spelt out here and marked; a case that goes on is given the release's last year as its end.

Source: Felbermayr, G., Kirilakha, A., Syropoulos, C., Yalcin, E. & Yotov, Y. (2020). The Global
Sanctions Data Base. European Economic Review 129; release 4.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from visavis.errors import SourceError
from visavis.model.groups import is_group, members
from visavis.model.states import by_code, state
from visavis.sources.base import Load, Refused, Table, check_unmatched
from visavis.sources.labels import labels
from visavis.sources.strict import Shape, file_bytes, files_of, read_rows
from visavis.sources.ties_rows import Row, extent, ties, whole_year

__all__ = ["HEADER", "RELATION", "load"]

RELATION = "sanction"

HEADER = (
    "case_id", "sanctioned_state", "sanctioning_state", "begin", "end", "trade", "descr_trade",
    "arms", "military", "financial", "travel", "other", "target_mult", "sender_mult", "objective",
    "success",
)  # fmt: skip
_SHAPE = Shape("the cases", HEADER, "case_id")
_MEANS = ("trade", "arms", "military", "financial", "travel", "other")
_ONGOING = "ongoing"
_OUTCOMES = ("failed", "nego_settlement", _ONGOING, "success_part", "success_total")
_FIRST, _LATEST = 1900, 2100
_RELEASE = re.compile(r"gsdb[_ -]?v(\d+)", re.IGNORECASE)
_NO_STATE = "-"
"""In the list of names: a body or a word for several states that has no dated list of members."""

_EARLIER = {
    "RUS": ("cow", "365"), "YEM": ("cow", "678"), "CZE": ("cow", "315"), "SRB": ("cow", "345"),
    "YUG": ("cow", "345"), "SCG": ("cow", "345"),
}  # fmt: skip
_LATER = {"YAR": "YEM", "SUN": "RUS"}
"""States under whose name the other stands too: "Yemen, North" in 2017."""


def load(path: Path, retrieved: date) -> Load:
    """A tie for each state that sanctions and each that is sanctioned in a case.

    Args:
        path: `GSDB_V4.csv`, or a folder with it.
        retrieved: When it became known here; the vintage is the release in the file's name.

    Raises:
        SourceError: Another header, a year that is none, or names that no list has.
    """
    files = files_of(path, ("*gsdb*.csv",))
    if len(files) > 1:
        raise SourceError(path.name, f"{len(files)} releases", "one at a time")
    rows = read_rows(files[0].name, file_bytes(files[0]), (_SHAPE,))
    cells = list(rows.frame.iter_rows(named=True))
    last = max(year for row in cells for year in _years(f"{rows.file}, line {row['line']}", row))
    first = min(_years("", row)[0] for row in cells)
    unmatched: Counter[str] = Counter()
    refused: list[Refused] = []
    frame = ties(rows.file, _rows(rows.file, cells, unmatched, refused))
    total = Decimal(sum(len(_names(row[side])) for row in cells for side in _SIDES))
    lacking = {name: Decimal(count) for name, count in unmatched.items()}
    share = check_unmatched(rows.file, lacking, total)
    named = _RELEASE.search(files[0].name)
    span = whole_year(first)[0], whole_year(last)[1]
    return Load(
        vintage=f"V{named[1]}" if named else f"to-{last}",
        released=retrieved,
        tables={"ties": Table(frame, (extent(RELATION, *span, complete=True),))},
        files=(files[0].name,),
        rows_read=len(cells),
        refused=tuple(refused),
        unmatched=lacking,
        unmatched_share=share,
    )


_SIDES = ("sanctioning_state", "sanctioned_state")


def _years(where: str, row: Mapping[str, str | None]) -> tuple[int, int]:
    found = []
    for column in ("begin", "end"):
        text = row[column] or ""
        if not text.isascii() or not text.isdigit() or not _FIRST <= int(text) <= _LATEST:
            raise SourceError(where, f"{column} {text[:40]!r}", "a year")
        found.append(int(text))
    if found[1] < found[0]:
        raise SourceError(where, f"an end in {found[1]}", f"{found[0]} or later")
    return found[0], found[1]


@cache
def _with_commas() -> tuple[str, ...]:
    return tuple(sorted((name for name in labels("gsdb") if "," in name), key=len, reverse=True))


def _names(cell: str | None) -> list[str]:
    """The names in a cell; those that have a comma of their own are looked for first."""
    text = " ".join((cell or "").split())
    held: dict[str, str] = {}
    for number, name in enumerate(_with_commas()):
        mark = f"\x01{number}\x01"
        held[mark] = name
        text = re.sub(rf"(?:(?<=^)|(?<=, )|(?<=,)){re.escape(name)}(?=,|$)", mark, text)
    parts = (part.strip() for part in text.split(","))
    return [held.get(part, part) for part in parts if part]


def _rows(
    file: str,
    cells: Sequence[Mapping[str, str | None]],
    unmatched: Counter[str],
    refused: list[Refused],
) -> Iterator[Row]:
    for row in cells:
        line = int(row["line"] or 0)
        where = f"{file}, line {line}"
        begin, end = _years(where, row)
        on = whole_year(begin)[1]
        senders, targets = (_states(row[side], on, unmatched) for side in _SIDES)
        lacking = [name for side in (senders, targets) for name, via in side.items() if not via]
        refused += [Refused(file, line, f"no list of members for {name}") for name in lacking]
        pairs = [(a, b) for a in senders for b in targets if a != b]
        known = [(a, b) for a, b in pairs if senders[a] and targets[b]]
        if not known and not lacking:
            refused.append(Refused(file, line, "nobody sanctions another here"))
        kinds = [name for name in _MEANS if _flag(where, row, name)]
        last = None if _ONGOING in _outcomes(where, row) else whole_year(end)[1]
        title = f"{' '.join((row['sanctioning_state'] or '').split())} on "
        title += " ".join((row["sanctioned_state"] or "").split())
        for sender, target in known:
            through = [f"of {group}" for group in (senders[sender],) if group != sender]
            through += [f"on {group}" for group in (targets[target],) if group != target]
            yield Row(
                RELATION, str(row["case_id"]), title, sender, target,
                "; ".join((*kinds, *through)), None, whole_year(begin)[0], last, "year", line,
            )  # fmt: skip


def _outcomes(where: str, row: Mapping[str, str | None]) -> list[str]:
    """What became of each objective; empty where none is named."""
    found = [each.strip() for each in (row["success"] or "").split(",") if each.strip()]
    strange = [each for each in found if each not in _OUTCOMES]
    if strange:
        raise SourceError(where, f"success {strange[0][:40]!r}", f"one of {', '.join(_OUTCOMES)}")
    return found


def _flag(where: str, row: Mapping[str, str | None], column: str) -> bool:
    if row[column] not in ("0", "1"):
        raise SourceError(where, f"{column} {row[column]!r}", "0 or 1")
    return row[column] == "1"


def _states(cell: str | None, on: date, unmatched: Counter[str]) -> dict[str, str]:
    """Each state that the cell names with itself, or with the group through which it is meant.

    A body without a list of members stands under its own name with "".
    """
    groups: dict[str, str] = {}
    found: dict[str, str] = {}
    for name in _names(cell):
        held = labels("gsdb").get(name)
        if held is None:
            unmatched[name] += 1
        elif held == _NO_STATE:
            groups[name] = ""
        elif is_group(held):
            groups |= dict.fromkeys(sorted(members(held, on)), held) or {name: ""}
        else:
            then = _then(held, on)
            found[then] = then
    return {**groups, **found}


def _then(name: str, on: date) -> str:
    """The state that bore the name in the year that ends on that day."""
    if state(name).overlaps(date(on.year, 1, 1), on):
        return name
    if name in _EARLIER:
        return by_code(*_EARLIER[name], on) or name
    return _LATER.get(name, name)
