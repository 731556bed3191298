"""Threat and Imposition of Economic Sanctions (TIES) 4: sanctions imposed, 1945 to 2005.

The traps: more than a third of the cases were threats and nothing more, which are no sanctions; up
to five senders stand beside each other as COW codes, where 1000 is the European Union; a case
without an end was going on when it was last looked at, which is not its end.

Source: Morgan, T. C., Bapat, N. & Kobayashi, Y. (2014). Threat and Imposition of Economic Sanctions
1945-2005. Conflict Management and Peace Science 31(5).
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from visavis.errors import SourceError
from visavis.model.facts import Precision
from visavis.model.groups import members
from visavis.model.states import by_code
from visavis.sources.base import Load, Refused, Table, check_unmatched
from visavis.sources.strict import files_of
from visavis.sources.ties_rows import Row, extent, ties
from visavis.sources.workbooks import Cell, number_of, table, text_of

__all__ = ["HEADER", "RELATION", "load"]

RELATION = "sanction"

HEADER = (
    "caseid", "startmonth", "startday", "startyear", "endmonth", "endday", "endyear",
    "ongoingasofmonth", "ongoingasofday", "ongoingasofyear", "sender1", "sender2", "sender3",
    "sender4", "sender5", "primarysender", "targetstate", "institution", "institutionid",
    "targetinstitution", "otherinstitution", "issue1", "issue2", "issue3", "otherissue", "threat",
    "threatid1", "threatid2", "threatid3", "sanctiontypethreat", "othersanctiontypethreatened",
    "bspecif", "scommit", "threatenedtargetinterest", "dsanctions", "carrots",
    "anticipatedtargetcosts", "anticipatedtargetcostsfigureifav", "tcurrency", "tyearofestimate",
    "anticipatedsendercosts", "scurrency", "syearofestimate", "imposition",
    "sancimpositionstartmonth", "sancimpositionstartday", "sancimpositionstartyear",
    "sanctionidentity", "sanctiontype", "othersanctiontype", "implementationofdiplomaticsancti",
    "carrotsduringsanction", "carrotvalue", "carrotcurrency", "carrotyear", "targetcosts",
    "targeteconomiccostsfigure", "targeteconomiccostscurrency", "targeteconomiccostsyear",
    "sendercosts", "sendereconomiccostsfigure", "sendereconomiccostscurrency",
    "sendereconomiccostsyear", "finaloutcome", "settlementnaturesender", "settlementnaturetarget",
)  # fmt: skip
_VERSION = "4.1"
_SHEET = f"TIESv{_VERSION}.raw"
_FIRST, _LAST = 1945, 2005
"""The years of which cases begin; sanctions of these go on for longer."""

_UNION = "1000"
_SENDERS = ("sender1", "sender2", "sender3", "sender4", "sender5")
_KINDS = {
    "1": "total embargo", "2": "partial embargo", "3": "import restriction",
    "4": "export restriction", "5": "blockade", "6": "asset freeze", "7": "end of foreign aid",
    "8": "travel ban", "9": "suspension of an agreement", "10": "other",
}  # fmt: skip


def load(path: Path, retrieved: date) -> Load:
    """A tie for each sender and target of a case in which sanctions were imposed.

    Args:
        path: `TIESv4.xls`, or a folder with it.
        retrieved: When it became known here; the vintage stands in the sheet's name.

    Raises:
        SourceError: Another sheet or header, a date that is none, or codes of no state.
    """
    files = files_of(path, ("ties*.xls", "ties*.xlsx"))
    if len(files) > 1:
        raise SourceError(path.name, f"{len(files)} releases", "one at a time")
    file = files[0]
    cells = table(file, _SHEET, HEADER)
    left_out: Counter[str] = Counter()
    unmatched: Counter[str] = Counter()
    refused: list[Refused] = []
    found = list(_rows(file.name, cells, left_out, unmatched, refused))
    frame = ties(file.name, found)
    lacking = {name: Decimal(count) for name, count in unmatched.items()}
    share = check_unmatched(file.name, lacking, Decimal(2 * len(cells)))
    span = date(_FIRST, 1, 1), date(_LAST, 12, 31)
    return Load(
        vintage=f"v{_VERSION}",
        released=retrieved,
        tables={"ties": Table(frame, (extent(RELATION, *span, complete=True),))},
        files=(file.name,),
        rows_read=len(cells),
        refused=tuple(refused),
        left_out=dict(sorted(left_out.items())),
        unmatched=lacking,
        unmatched_share=share,
    )


def _rows(
    file: str,
    cells: Sequence[tuple[int, Mapping[str, Cell]]],
    left_out: Counter[str],
    unmatched: Counter[str],
    refused: list[Refused],
) -> Iterator[Row]:
    for number, row in cells:
        where = f"{file}, row {number}"
        imposed = text_of(row["imposition"])
        if imposed not in ("0", "1"):
            raise SourceError(where, f"imposition {imposed[:40]!r}", "0 or 1")
        if imposed == "0":
            left_out["threats that were not carried out"] += 1
            continue
        year = text_of(row["sancimpositionstartyear"])
        if not year.isascii() or not year.isdigit():
            refused.append(Refused(file, number, "no year in which sanctions began"))
            continue
        start, fine = _day(where, row, "sancimpositionstart", first=True)
        end, _ = _day(where, row, "end", first=False)
        if start is None or not _FIRST <= start.year <= _LAST + 10:
            raise SourceError(where, f"a beginning in {year}", f"{_FIRST} to {_LAST}")
        if end is not None and end < start:
            refused.append(Refused(file, number, "it ends before sanctions began"))
            continue
        senders = _states([row[name] for name in _SENDERS], start, unmatched)
        targets = _states([row["targetstate"]], start, unmatched)
        if not senders or not targets:
            refused.append(Refused(file, number, "no sender or no target is named"))
        case = str(number_of(f"{where}, caseid", row["caseid"]) or "")
        for sender in sorted(senders):
            for target in sorted(targets):
                if sender == target:
                    continue
                marks = [f"of {senders[sender]}"] if senders[sender] != sender else []
                marks += [f"on {targets[target]}"] if targets[target] != target else []
                yield Row(
                    RELATION, case, f"TIES case {case}", sender, target,
                    "; ".join((*_kinds(where, row["sanctiontype"]), *marks)), None, start, end,
                    fine, number,
                )  # fmt: skip


def _states(codes: Sequence[Cell], on: date, unmatched: Counter[str]) -> dict[str, str]:
    """Each state that the codes mean on that day, with the union for which it stands, or itself."""
    union: dict[str, str] = {}
    found: dict[str, str] = {}
    for code in (text_of(cell) for cell in codes):
        if not code:
            continue
        if code == _UNION:
            union = dict.fromkeys(sorted(members("EU", on)), "EU")
            continue
        name = by_code("cow", code, on) if code.isascii() and code.isdigit() else None
        if name is None:
            unmatched[f"COW {code[:20]}"] += 1
        else:
            found[name] = name
    return {**union, **found}


def _kinds(where: str, cell: Cell) -> tuple[str, ...]:
    """What was imposed, in words: "2 7" is a partial embargo and the end of foreign aid."""
    found = text_of(cell).split()
    strange = [code for code in found if code not in _KINDS]
    if strange:
        raise SourceError(where, f"sanctiontype {strange[0][:20]!r}", "numbers from 1 to 10")
    return tuple(dict.fromkeys(_KINDS[code] for code in found))


def _day(
    where: str, row: Mapping[str, Cell], what: str, *, first: bool
) -> tuple[date | None, Precision]:
    """The day as far as it is stated; of a bare year or month the first, else the last."""
    year = number_of(f"{where}, {what}year", row[f"{what}year"])
    if year is None:
        return None, "year"
    if not 1900 <= year <= 2100:
        raise SourceError(where, f"{what}year {year}", "a year of our time")
    month = _part(where, row[f"{what}month"], 12)
    last = monthrange(year, month)[1] if month else 31
    day = _part(where, row[f"{what}day"], 31) if month else None
    if month is None:
        return date(year, 1 if first else 12, 1 if first else 31), "year"
    if day is None:
        return date(year, month, 1 if first else last), "month"
    # The file has days that its calendar lacks (31 April): the last of the month is meant.
    return date(year, month, min(day, last)), "day"


def _part(where: str, cell: Cell, most: int) -> int | None:
    text = text_of(cell)
    if text in ("", "?", "0"):
        return None
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise SourceError(where, f"{text[:20]!r} in a date", f"a number up to {most}")
    return int(text)
