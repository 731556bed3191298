"""DESTA's list of preferential trade agreements: who signed which in what year, joined or left.

The traps: there are years and no days; an accession or withdrawal is a row of its own whose columns
`mc1` to `mc91` say who came and who was there; codes are of today's states, so that the Soviet
Union stands as Russia; and negotiations stand among the agreements.

Source: Duer, A., Baccini, L. & Elsig, M. (2014). The Design of International Trade Agreements:
Introducing a New Dataset. Review of International Organizations 9(3).
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from visavis.errors import SourceError
from visavis.model.states import by_code, is_state, state
from visavis.sources.base import Load, Table
from visavis.sources.strict import Shape, file_bytes, files_of, read_rows
from visavis.sources.ties_rows import Party, Row, every_pair, extent, ties, whole_year

__all__ = ["HEADER", "RELATION", "load"]

RELATION = "trade_agreement"

_WIDTH = 91
HEADER = (
    "number", "base_treaty", "name", "entry_type", "consolidated", "year", "entryforceyear",
    "language", "typememb", "regioncon", "wto_listed", "wto_name",
    *(f"c{n}" for n in range(1, _WIDTH + 1)), *(f"mc{n}" for n in range(1, _WIDTH + 1)),
)  # fmt: skip
_SHAPE = Shape("the list of treaties", HEADER, "name")
_NONE = "NA"
_KINDS = {
    "base_treaty": "base treaty", "accession": "accession", "withdrawal": "withdrawal",
    "consolidated": "consolidated", "protocol or amendment": "amendment",
    "negotiation": "negotiation",
}  # fmt: skip
_NOT_OWN = {
    "negotiation": "negotiations",
    "consolidated": "consolidated texts, beside the treaty and its amendment",
}
_ROLES = ("0", "1", "2", "3", _NONE)
_FIRST, _LAST = 1900, 2100
_OWN_CODES = {"900": "XKX"}
"""DESTA's own number of Kosovo, which has none in ISO 3166."""

_EARLIER = {"RUS": ("cow", "365"), "SRB": ("cow", "345"), "CZE": ("cow", "315")}
"""States under whose number stand those that they came out of, and where the older ones are."""


@dataclass(frozen=True, slots=True)
class _Treaty:
    row: int
    number: str
    base: str
    name: str
    kind: str
    year: int
    in_force: int | None
    parties: tuple[tuple[str, str], ...]
    """(id, role): role 0 of a party by itself, 1 to 3 as the kind of row says."""


def load(path: Path, retrieved: date) -> Load:
    """Pairs of states bound by each agreement, by year of signature and of entry into force.

    Args:
        path: `DESTA_list_of_treaties.csv`, or a folder with it.
        retrieved: When it became known here; the file does not state its version, so that the
            vintage is its last year and its hash.

    Raises:
        SourceError: Another header or kind of row, a code of no state, or a year that is none.
    """
    files = files_of(path, ("*desta*treaties*.csv",))
    if len(files) > 1:
        raise SourceError(path.name, f"{len(files)} releases", "one at a time")
    data = file_bytes(files[0])
    rows = read_rows(files[0].name, data, (_SHAPE,), ";")
    cells = list(rows.frame.iter_rows(named=True))
    left_out: Counter[str] = Counter()
    treaties = list(_treaties(rows.file, cells, left_out))
    if not treaties:
        raise SourceError(rows.file, "no agreement", "one or more")
    frame = ties(rows.file, _rows(treaties, left_out))
    years = [treaty.year for treaty in treaties]
    span = whole_year(min(years))[0], whole_year(max(years))[1]
    return Load(
        vintage=f"to-{max(years)}+{hashlib.sha256(data).hexdigest()[:8]}",
        released=retrieved,
        tables={"ties": Table(frame, (extent(RELATION, *span, complete=True),))},
        files=(files[0].name,),
        rows_read=len(cells),
        left_out=dict(sorted(left_out.items())),
    )


def _treaties(
    file: str, cells: Sequence[Mapping[str, str | None]], left_out: Counter[str]
) -> Iterator[_Treaty]:
    numbers: set[str] = set()
    listed = {row["number"] for row in cells}
    for row in cells:
        where = f"{file}, line {row['line']}"
        kind = _KINDS.get(row["entry_type"] or "")
        if kind is None:
            expected = f"one of {', '.join(_KINDS)}"
            raise SourceError(where, f"entry_type {row['entry_type']!r}", expected)
        number = row["number"] or ""
        if not number or number in numbers:
            raise SourceError(where, f"the number {number!r}", "one of its own")
        numbers.add(number)
        base = row["base_treaty"] or number
        if base not in listed:
            # A withdrawal from nothing would leave those bound who have gone.
            raise SourceError(where, f"base_treaty {base[:40]!r}", "the number of a treaty here")
        if kind in _NOT_OWN:
            left_out[_NOT_OWN[kind]] += 1
            continue
        year = _year(where, row, "year")
        if year is None:
            raise SourceError(where, "no year of signature", "a year such as 2015")
        yield _Treaty(
            row=int(row["line"] or 0), number=number, base=base, name=row["name"] or "",
            kind=kind, year=year,
            in_force=_year(where, row, "entryforceyear"), parties=_parties(where, row, year),
        )  # fmt: skip


def _year(where: str, row: Mapping[str, str | None], column: str) -> int | None:
    text = row[column] or _NONE
    if text == _NONE:
        return None
    if not text.isascii() or not text.isdigit() or not _FIRST <= int(text) <= _LAST:
        raise SourceError(where, f"{column} {text[:40]!r}", f"a year, or {_NONE}")
    return int(text)


def _parties(where: str, row: Mapping[str, str | None], year: int) -> tuple[tuple[str, str], ...]:
    """Id and role of each party; a role that is lacking is that of most of the others."""
    found = []
    for number in range(1, _WIDTH + 1):
        code, role = row[f"c{number}"] or _NONE, row[f"mc{number}"] or _NONE
        if code == _NONE:
            continue
        if role not in _ROLES:
            raise SourceError(where, f"mc{number} {role[:40]!r}", f"one of {', '.join(_ROLES)}")
        found.append((_state(where, code, year), role))
    stated = Counter(role for _, role in found if role != _NONE)
    if len(found) < 2 or not stated:
        raise SourceError(where, f"{len(found)} parties with a role", "two or more")
    usual = min(stated, key=lambda role: (-stated[role], role))
    return tuple((who, usual if role == _NONE else role) for who, role in found)


def _state(where: str, code: str, year: int) -> str:
    """The state that the number of ISO 3166 stood for at the end of that year."""
    on = whole_year(year)[1]
    found = _OWN_CODES.get(code) or (by_code("iso_n", code, on) if code.isdigit() else None)
    if found is None or not is_state(found):
        raise SourceError(where, f"the code {code[:40]!r}", "an ISO 3166 number of a state")
    if found in _EARLIER and not state(found).exists_on(on):
        return by_code(*_EARLIER[found], on) or found
    return found


def _rows(treaties: Sequence[_Treaty], left_out: Counter[str]) -> Iterator[Row]:
    exits: dict[tuple[str, str], int] = {}
    for treaty in treaties:
        if treaty.kind == "withdrawal":
            left_out["withdrawals, joined to the agreement left"] += 1
            exits |= {
                (treaty.base, who): treaty.year for who, role in treaty.parties if role == "1"
            }
    done: set[tuple[object, ...]] = set()
    for treaty in treaties:
        if treaty.kind == "withdrawal":
            continue
        for row in _pairs(treaty, exits):
            same = row.key, row.subject, row.partner, row.start
            if same in done:
                left_out["pairs that another row of the treaty has for the same year"] += 1
            else:
                done.add(same)
                yield row


def _pairs(treaty: _Treaty, exits: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    """The ties that a row makes; whoever left in a later year is bound up to that year's end."""
    signed = whole_year(treaty.year)[0]
    start = whole_year(treaty.in_force)[0] if treaty.in_force is not None else None
    is_base = treaty.kind in ("base treaty", "accession")
    found = []
    for who, role in treaty.parties:
        # Who acceded is bound to all, who was there before only to those: the latter are one side.
        alone = role == "0" or (treaty.kind == "accession" and role == "1")
        left = exits.get((treaty.base, who))
        gone = left is not None and left >= (treaty.in_force or treaty.year)
        end = whole_year(left)[1] if gone and left is not None else None
        found.append(Party(who, who if alone else role, signed, start, end))
    distinct = [replace(p) for p in dict.fromkeys(found)]
    for one, other, _, end in every_pair(distinct):
        yield Row(
            RELATION, treaty.base if is_base else treaty.number, treaty.name,
            min(one.state, other.state), max(one.state, other.state), treaty.kind, signed, start,
            end, "year", treaty.row,
        )  # fmt: skip
