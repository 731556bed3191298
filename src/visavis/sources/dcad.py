"""Defence cooperation agreements of two states, 1980 to 2010, by the day of signature.

The traps: -77 and other negative numbers are words ("not stated"), one row in ten lacks the day,
the end of most agreements is an estimate of the authors and is not taken, and outside 1980-2010
nothing is known.

Source: Kinne, B. J. (2020). The Defense Cooperation Agreement Dataset (DCAD). Journal of Conflict
Resolution 64(4).
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from visavis.errors import SourceError
from visavis.model.facts import Precision
from visavis.model.states import by_code
from visavis.sources.base import Load, Refused, Table
from visavis.sources.strict import Shape, file_bytes, files_of, read_rows
from visavis.sources.ties_rows import Row, extent, ties

__all__ = ["HEADER", "RELATION", "load"]

RELATION = "defence_agreement"

HEADER = (
    "ccode1", "cowName1", "ccode2", "cowName2", "signDay", "signMonth", "signYear", "EIFDay",
    "EIFMonth", "EIFYear", "type", "category1", "category2", "category3", "span", "renewType",
    "renewYears", "terminated", "durationActual", "endYearEstimate", "asymmetry", "categoryConf",
    "UNTS", "fullText", "sourceType", "source", "factivaConf", "factivaSign", "factivaEIF", "DCAid",
)  # fmt: skip
_SHAPE = Shape("the agreements", HEADER, "DCAid")
_FIRST, _LAST = 1980, 2010
_TYPES = ("general", "sector")
_WORDS = {
    "DCA": "defence cooperation", "DIC": "defence industry", "TREX": "training and exercises",
    "PROCUREMENT": "procurement", "COMMISSION": "commission", "RESEARCH": "research", "": "",
}  # fmt: skip
_ENDED = "1"
_UNSTATED = ("", "-77", "-88", "-99")
"""How the authors write what is not stated, does not apply or is missing."""
_ID = "DCADv"

Stated = tuple[date | None, Precision]


def load(path: Path, retrieved: date) -> Load:
    """One tie for each agreement, from 1980 to 2010; the end only where one is known to have ended.

    Args:
        path: `DCAD-v1.0-main.csv`, or a folder with it.
        retrieved: When it became known here; the vintage is that of the ids in the file.

    Raises:
        SourceError: Another header or kind, a date that is none, or a code of no state.
    """
    files = files_of(path, ("dcad*main*.csv",))
    if len(files) > 1:
        raise SourceError(path.name, f"{len(files)} releases", "one at a time")
    rows = read_rows(files[0].name, file_bytes(files[0]), (_SHAPE,))
    left_out: Counter[str] = Counter()
    cells = list(rows.frame.iter_rows(named=True))
    refused: list[Refused] = []
    frame = ties(rows.file, _rows(rows.file, cells, left_out, refused))
    span = date(_FIRST, 1, 1), date(_LAST, 12, 31)
    return Load(
        vintage=_version(rows.file, cells),
        released=retrieved,
        tables={"ties": Table(frame, (extent(RELATION, *span, complete=True),))},
        files=(files[0].name,),
        rows_read=len(cells),
        refused=tuple(refused),
        left_out=dict(sorted(left_out.items())),
    )


def _version(file: str, cells: list[dict[str, str | None]]) -> str:
    """`v1.0`, which begins every id (`DCADv1.0-0001`)."""
    found = {(row["DCAid"] or "").partition("-")[0] for row in cells}
    if len(found) != 1 or not next(iter(found)).startswith(_ID):
        named = ", ".join(sorted(found)[:3])
        raise SourceError(file, f"ids of {named}", "ids of one version such as DCADv1.0-0001")
    return found.pop().removeprefix("DCAD")


def _rows(
    file: str,
    cells: list[dict[str, str | None]],
    left_out: Counter[str],
    refused: list[Refused],
) -> Iterator[Row]:
    for row in cells:
        where = f"{file}, line {row['line']}"
        signed, fine = _stated(where, row, "sign")
        if signed is None or not _FIRST <= signed.year <= _LAST:
            raise SourceError(where, f"signYear {row['signYear']!r}", f"{_FIRST} to {_LAST}")
        start, finer = _stated(where, row, "EIF")
        if start is not None and start < signed and finer == fine == "day":
            left_out["days in force before the signature, not taken"] += 1
            start = None
        coarse: Precision = fine if start is None else max(fine, finer, key=_COARSENESS.index)
        one, other = sorted(_state(where, row, side, signed) for side in ("1", "2"))
        if one == other:
            refused.append(Refused(file, int(row["line"] or 0), f"both sides are {one}"))
            continue
        end = _end(where, row)
        if start is not None and end is not None and end < start:
            raise SourceError(where, f"an end in {end.year}", "a year after the beginning")
        yield Row(
            RELATION, row["DCAid"] or "", f"{one}-{other} {_kind(where, row)}, {signed.year}",
            one, other, _kind(where, row), signed, start, end, coarse, int(row["line"] or 0),
        )  # fmt: skip


_COARSENESS = ("day", "month", "year")


def _stated(where: str, row: Mapping[str, str | None], what: str) -> Stated:
    """The date as far as it is stated, from its first day, and how finely that is."""
    year, month, day = (_number(where, row, f"{what}{part}") for part in ("Year", "Month", "Day"))
    if year is None:
        return None, "year"
    if not 1900 <= year <= 2100 or (month or 1) > 12:
        raise SourceError(where, f"the {what} date {year}-{month}-{day}", "a day of our time")
    if day is not None and (month is None or not 1 <= day <= monthrange(year, month)[1]):
        raise SourceError(where, f"the {what} date {year}-{month}-{day}", "a day of the calendar")
    fine: Precision = "year" if month is None else "month" if day is None else "day"
    return date(year, month or 1, day or 1), fine


def _number(where: str, row: Mapping[str, str | None], column: str) -> int | None:
    """The number in a cell; None where it is empty or a word for "not stated"."""
    text = (row[column] or "").strip()
    if text in _UNSTATED:
        return None
    if not text.isascii() or not text.isdigit():
        raise SourceError(where, f"{column} {text[:40]!r}", "a whole number")
    return int(text) or None


def _state(where: str, row: Mapping[str, str | None], side: str, on: date) -> str:
    code = (row[f"ccode{side}"] or "").strip()
    found = by_code("cow", code, on) if code.isdigit() else None
    if found is None:
        name = row[f"cowName{side}"]
        raise SourceError(
            where, f"the code {code!r} ({name}) in {on.year}", "a COW code of a state"
        )
    return found


def _kind(where: str, row: Mapping[str, str | None]) -> str:
    if row["type"] not in _TYPES:
        raise SourceError(where, f"type {row['type']!r}", " or ".join(_TYPES))
    found = [row[f"category{number}"] or "" for number in (1, 2, 3)]
    strange = [word for word in found if word not in _WORDS]
    if strange:
        raise SourceError(where, f"category {strange[0]!r}", f"one of {', '.join(_WORDS)}")
    return "; ".join(dict.fromkeys(_WORDS[word] for word in found if word))


def _end(where: str, row: Mapping[str, str | None]) -> date | None:
    """The last day of the year in which it ended; None where the authors only estimate one."""
    ended = row["terminated"] or ""
    if ended not in (_ENDED, "0", *_UNSTATED):
        raise SourceError(where, f"terminated {ended[:40]!r}", "0, 1 or a word for not stated")
    if ended != _ENDED:
        return None
    year = _number(where, row, "endYearEstimate")
    if year is None:
        return None
    if not _FIRST <= year <= 2100:
        raise SourceError(where, f"endYearEstimate {year}", f"{_FIRST} or later")
    return date(year, 12, 31)
