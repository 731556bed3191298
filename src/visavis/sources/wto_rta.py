"""The WTO's list of regional trade agreements: who is bound by which, from which day to which.

The traps: a bloc stands for its members of a day (Russia is in the agreement of the Eurasian
Economic Union with Viet Nam, and nobody writes so), an accession is a row of its own that dates a
party of another row, a year 9999 means "not in force", and goods and services have a date each.

The second sheet, `RTA Changes`, dates no party's entry or exit: its rows are new tariffs and rules
between those who are bound already, and the partial agreements under the Latin American
Integration Association, some with others, which have a first day and never a last one. Both are
counted and left out; entries and exits stand in the first sheet, in accessions and in free text.

Source: World Trade Organization, Regional Trade Agreements Database (RTA-IS), export of all RTAs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from visavis.errors import SourceError
from visavis.sources.base import Load, Refused, Table, check_unmatched
from visavis.sources.strict import files_of
from visavis.sources.ties_rows import Party, Row, every_pair, extent, ties
from visavis.sources.workbooks import Cell, day_of, number_of, saved_on, table, text_of
from visavis.sources.wto_parties import NEVER, Agreement, Stay, id_of, parties, sides_of, split
from visavis.sources.wto_parties import stays as stays_of

__all__ = ["CHANGES", "HEADER", "RELATION", "load"]

RELATION = "trade_agreement"

HEADER = (
    "RTA ID", "RTA Name", "Coverage", "Type", "Notification", "Status", "Date of Signature (G)",
    "Date of Signature (S)", "Date of Notification (G)", "Date of Notification (S)",
    "Date of Entry into Force (G)", "Date of Entry into Force (S)", "Inactive Date", "Accession?",
    "RTA Composition", "Region", "Cross-regional", "All Parties WTO members?",
    "Current signatories", "Original signatories", "Specific Entry/Exit dates",
    "WTO Consideration Process (G)", "Consideration Date (G)", "WTO Consideration Process (S)",
    "Consideration Date (S)", "End of implementation period (G)",
    "End of implementation period (S)", "Remarks",
)  # fmt: skip
CHANGES = (
    "RTA ID", "RTA Name", "Parties concerned", "Changes affect", "Date of notification of changes",
    "Date of signature of changes", "Date of entry into force of changes", "Remarks",
)  # fmt: skip

_SHEET, _CHANGES_SHEET = "AllRTAs", "RTA Changes"
_STATUSES = ("In Force", "In force for at least one Party", "Inactive", "Early announcement-Signed",
             "Early announcement-Under negotiation")  # fmt: skip
_IN_TALKS = _STATUSES[-1]
_ACCESSION = " - Accession of "
_ENLARGEMENT = "Enlargement"
_LAIA = "Latin American Integration Association (LAIA)"
_PARTIAL = "partial agreements under the Latin American association, of which no end is given"
_CHANGED = "changes of tariffs and rules between parties that are bound already"
_FIRST = date(1948, 1, 1)
_YEARS = (1900, 2100)


@dataclass(frozen=True, slots=True)
class _Rta:
    """One row of the list."""

    row: int
    key: str
    title: str
    type: str
    goods: date | None
    services: date | None
    agreement: Agreement

    @property
    def names(self) -> frozenset[str]:
        return frozenset((*self.agreement.original, *self.agreement.current))


def load(path: Path, retrieved: date) -> Load:
    """Pairs of states bound by each agreement that the list has as signed, in force or inactive.

    Args:
        path: The workbook `AllRTAs.xlsx`, or a folder with it.
        retrieved: The vintage where the workbook does not say when it was written.

    Raises:
        SourceError: Another header, status or day, or parties of unknown names.
    """
    file = _workbook(path)
    cells = table(file, _SHEET, HEADER)
    changes = table(file, _CHANGES_SHEET, CHANGES)
    left_out = Counter(_PARTIAL if row["RTA Name"] == _LAIA else _CHANGED for _, row in changes)
    unmatched: Counter[str] = Counter()
    refused: list[Refused] = []
    rtas = list(_rtas(file.name, cells, left_out))
    for rta in rtas:
        for name in sorted(rta.names):
            if id_of(name) is None and name not in {other.title for other in rtas}:
                unmatched[name] += 1
                refused.append(Refused(file.name, rta.row, f"a party of unknown name: {name}"))
    total = Decimal(sum(len(rta.names) for rta in rtas))
    lacking = {name: Decimal(count) for name, count in unmatched.items()}
    share = check_unmatched(file.name, lacking, total)
    frame = ties(file.name, _rows(rtas, left_out))
    day = saved_on(file, retrieved) or retrieved
    return Load(
        vintage=day.isoformat(),
        released=day,
        tables={"ties": Table(frame, (extent(RELATION, _FIRST, day, complete=False),))},
        files=(file.name,),
        rows_read=len(cells) + len(changes),
        refused=tuple(refused),
        left_out=dict(sorted(left_out.items())),
        unmatched=lacking,
        unmatched_share=share,
    )


def _workbook(path: Path) -> Path:
    found = files_of(path, ("*allrtas*.xlsx",))
    if len(found) > 1:
        raise SourceError(path.name, f"{len(found)} exports", "one at a time")
    return found[0]


def _rtas(
    file: str, cells: Sequence[tuple[int, dict[str, Cell]]], left_out: Counter[str]
) -> Iterator[_Rta]:
    """The rows that are agreements; those under negotiation bind nobody."""
    seen: set[str] = set()
    for number, row in cells:
        where = f"{file}, row {number}"
        status = text_of(row["Status"])
        if status not in _STATUSES:
            raise SourceError(where, f"the status {status!r}", f"one of {', '.join(_STATUSES)}")
        key = str(number_of(f"{where}, RTA ID", row["RTA ID"]) or "")
        if not key or key in seen:
            raise SourceError(where, f"the RTA ID {key!r}", "one of its own")
        seen.add(key)
        title = text_of(row["RTA Name"])
        if not any(map(str.isalpha, title)):
            # A title names blocs whose members are bound, and the agreement acceded to.
            raise SourceError(where, f"the RTA Name {title[:40]!r}", "words")
        if status == _IN_TALKS:
            left_out["agreements under negotiation"] += 1
            continue
        yield _rta(where, number, key, row)


def _rta(where: str, number: int, key: str, row: Mapping[str, Cell]) -> _Rta:
    def day(column: str) -> date | None:
        found = day_of(f"{where}, {column}", row[column])
        if found is not None and not _YEARS[0] <= found.year <= _YEARS[1]:
            raise SourceError(f"{where}, {column}", str(found), "a day of our time")
        return found

    goods, services = day("Date of Entry into Force (G)"), day("Date of Entry into Force (S)")
    inactive = day("Inactive Date")
    said = stays_of(f"{where}, Specific Entry/Exit dates", row["Specific Entry/Exit dates"])
    return _Rta(
        row=number, key=key, title=text_of(row["RTA Name"]), type=text_of(row["Type"]),
        goods=goods, services=services,
        agreement=Agreement(
            title=text_of(row["RTA Name"]),
            original=tuple(split(row["Original signatories"])),
            current=tuple(split(row["Current signatories"])),
            stays={id_of(name) or name: stay for name, stay in said.items()},
            signed=day("Date of Signature (G)") or day("Date of Signature (S)"),
            start=goods or services,
            end=inactive - timedelta(days=1) if inactive else None,
        ),
    )  # fmt: skip


def _rows(rtas: Sequence[_Rta], left_out: Counter[str]) -> Iterator[Row]:
    bases = [rta for rta in rtas if not _is_late(rta)]
    later: dict[str, list[_Rta]] = {}
    for rta in rtas:
        if not _is_late(rta):
            continue
        base = _base_of(rta, bases)
        if _ENLARGEMENT in rta.title:
            left_out["enlargements, which the treaty's own row dates by member"] += 1
        elif base is None:
            yield from _pairs(rta, {}, _acceders(rta))
        else:
            later.setdefault(base.key, []).append(rta)
            left_out["accessions, joined to the agreement acceded to"] += 1
    own_blocs = {
        rta.title: _with_acceders(rta, later.get(rta.key, ()), {}) for rta in bases
    }  # fmt: skip
    for rta in bases:
        yield from _all_pairs(rta, later.get(rta.key, ()), own_blocs)


def _is_late(rta: _Rta) -> bool:
    return _ACCESSION in rta.title or _ENLARGEMENT in rta.title


def _base_of(rta: _Rta, bases: Sequence[_Rta]) -> _Rta | None:
    """The agreement acceded to: by its title or short form, else the one of the same parties."""
    name = rta.title.split(_ACCESSION)[0]
    named = [b for b in bases if b.title == name]
    named += [b for b in bases if b.title.endswith(f"({name})")]
    named += [b for b in bases if b.title.startswith(f"{name} (")]
    current = frozenset(rta.agreement.current)
    named += [b for b in bases if current and frozenset(b.agreement.current) == current]
    active = [b for b in named if (b.agreement.end is None) == (rta.agreement.end is None)]
    return next(iter(active), None)


def _acceders(rta: _Rta) -> frozenset[str]:
    """Ids of the parties that the title names as acceding."""
    words = rta.title.partition(_ACCESSION)[2]
    named = (n for n in rta.names if re.search(rf"\b{re.escape(n.partition(',')[0])}\b", words))
    return frozenset(found for found in map(id_of, named) if found)


def _with_acceders(
    rta: _Rta, later: Sequence[_Rta], own_blocs: Mapping[str, Sequence[Party]]
) -> list[Party]:
    """The parties of an agreement, who acceded with the day of the accession."""
    found = parties(rta.agreement, own_blocs)
    for accession in later:
        for state in sorted(_acceders(accession)):
            said = rta.agreement.stays.get(state, Stay(None, None))
            start = said.first or accession.agreement.start
            ends = [day for day in (said.last, rta.agreement.end) if day is not None]
            party = Party(state, state, accession.agreement.signed, start, min(ends, default=None))
            found = [*(p for p in found if p.state != state or p.side != state), party]
    return found


def _all_pairs(
    rta: _Rta, later: Sequence[_Rta], own_blocs: Mapping[str, Sequence[Party]]
) -> Iterator[Row]:
    """The ties of an agreement, for goods and services apart where they began on different days."""
    waits = {
        frozenset((state, other)): stay.first
        for accession in later
        for state in _acceders(accession)
        for other, stay in accession.agreement.stays.items()
        if stay.first is not None and other != state
    }
    both = rta.goods is not None and rta.services is not None and rta.goods != rta.services
    parts = (("goods", rta.goods), ("services", rta.services)) if both else (("", None),)
    rows: dict[tuple[str, str, date | None], Row] = {}
    for part, start in parts:
        each = rta
        if start is not None:
            each = replace(rta, agreement=replace(rta.agreement, start=start))
        others = {name: found for name, found in own_blocs.items() if name != rta.title}
        found = sides_of(rta.title, _with_acceders(each, later, others))
        kind = "; ".join(word for word in (rta.type, part) if word)
        not_before = start if part == "services" else None
        for row in _bound(rta, found, kind, waits, not_before):
            day = row.subject, row.partner, row.start
            rows[day] = row._replace(kind=_of_both(row.kind)) if day in rows else row
    yield from rows.values()


def _of_both(kind: str) -> str:
    """The kind without the part of trade, of a tie that covers both from one day."""
    return "; ".join(word for word in kind.split("; ") if word not in ("goods", "services"))


def _pairs(
    rta: _Rta, own_blocs: Mapping[str, Sequence[Party]], acceding: frozenset[str]
) -> Iterator[Row]:
    """The ties that an accession to something outside the list makes."""
    found = parties(rta.agreement, own_blocs)
    sides = [replace(p, side="acceding" if p.state in acceding else "others") for p in found]
    yield from _bound(rta, sides, rta.type, {}, None)


def _bound(
    rta: _Rta,
    found: Sequence[Party],
    kind: str,
    waits: Mapping[frozenset[str], date],
    not_before: date | None,
) -> Iterator[Row]:
    for one, other, start, end in every_pair(found):
        days = (start, waits.get(frozenset((one.state, other.state))), not_before)
        known = [day for day in days if day is not None]
        first = max(known) if start is not None else None
        is_pending = NEVER in (one.start, other.start, *known) or rta.agreement.start is None
        if is_pending:
            first = None
        if first is not None and end is not None and end < first:
            continue
        signed = max(one.signed, other.signed) if one.signed and other.signed else None
        words = "; ".join(word for word in (kind, "not in force" if is_pending else "") if word)
        yield Row(
            RELATION, rta.key, rta.title, min(one.state, other.state), max(one.state, other.state),
            words, signed, first, end, "day", rta.row,
        )  # fmt: skip
