"""Lists of treaties and sanctions in their publishers' shapes, with rows of our own."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from visavis.sources.atop_columns import ALLIANCES, MEMBERS
from visavis.sources.dcad import HEADER as DCAD
from visavis.sources.desta import HEADER as DESTA
from visavis.sources.gsdb import HEADER as GSDB
from visavis.sources.ties_sanctions import HEADER as TIES
from visavis.sources.wto_rta import CHANGES, HEADER

__all__ = [
    "atop_folder", "dcad_csv", "desta_csv", "gsdb_csv", "text_of", "ties_workbook", "wto_workbook",
]  # fmt: skip

BAYS = "Partnership of the Bays (POB)"
UNION = "Eurasian Economic Union (EAEU)"

AGREEMENTS: tuple[Mapping[str, object], ...] = (
    {
        "RTA ID": 973, "RTA Name": f"{UNION} - Viet Nam", "Type": "FTA & EIA", "Status": "In Force",
        "Date of Signature (G)": datetime(2015, 5, 29),
        "Date of Entry into Force (G)": datetime(2016, 10, 5),
        "Date of Entry into Force (S)": datetime(2016, 10, 5),
        "Current signatories": f"Viet Nam; {UNION} ", "Original signatories": f"Viet Nam; {UNION} ",
    },
    {
        "RTA ID": 8, "RTA Name": "Chile - China", "Type": "FTA & EIA", "Status": "In Force",
        "Date of Signature (G)": datetime(2005, 11, 18),
        "Date of Signature (S)": datetime(2008, 4, 13),
        "Date of Entry into Force (G)": datetime(2006, 10, 1),
        "Date of Entry into Force (S)": datetime(2010, 8, 1),
        "Current signatories": "Chile; China", "Original signatories": "Chile; China",
    },
    {
        "RTA ID": 640, "RTA Name": BAYS, "Type": "FTA",
        "Status": "In Force", "Date of Signature (G)": datetime(2018, 3, 8),
        "Date of Entry into Force (G)": datetime(2018, 12, 30),
        "Current signatories": "Australia; Canada; Japan; United Kingdom; Viet Nam",
        "Original signatories": "Australia; Canada; Japan; Viet Nam",
        "Specific Entry/Exit dates":
            "Viet Nam(14-Jan-2019 - ); Japan( - 30-Jun-2024); Canada(01-Jan-9999 - )",
    },
    {
        "RTA ID": 641, "RTA Name": f"{BAYS} - Accession of the United Kingdom",
        "Type": "FTA", "Status": "In force for at least one Party",
        "Date of Signature (G)": datetime(2023, 7, 16),
        "Date of Entry into Force (G)": datetime(2024, 12, 15),
        "Current signatories": "Australia; Canada; Japan; United Kingdom; Viet Nam",
        "Original signatories": "Australia; Canada; Japan; United Kingdom; Viet Nam",
        "Specific Entry/Exit dates": "Australia(24-Dec-2024 - )",
    },
    {
        "RTA ID": 247, "RTA Name": "EEC - Cyprus Association Agreement", "Type": "CU",
        "Status": "Inactive", "Date of Signature (G)": datetime(1962, 7, 9),
        "Date of Entry into Force (G)": datetime(1963, 11, 1),
        "Inactive Date": datetime(1981, 1, 1),
        "Original signatories":
            "Belgium; France; Germany; Cyprus; Italy; Luxembourg; Netherlands",
    },
    {
        "RTA ID": 155, "RTA Name": "Australia - Gulf Cooperation Council (GCC)",
        "Status": "Early announcement-Under negotiation",
    },
)  # fmt: skip


def wto_workbook(path: Path, rows: Sequence[Mapping[str, object]] = AGREEMENTS) -> Path:
    """The export of the WTO's database as a workbook, with one amendment on its second sheet."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "AllRTAs"
    first.append(list(HEADER))
    for row in rows:
        assert row.keys() <= set(HEADER)
        first.append([row.get(name) for name in HEADER])
    second = book.create_sheet("RTA Changes")
    second.append(list(CHANGES))
    second.append([8, "Chile - China", "Chile, China", "Goods", None, None, None, "Amended."])
    book.save(path)
    return path


def text_of(
    header: Sequence[str], rows: Sequence[Mapping[str, object]], delimiter: str = ","
) -> str:
    """A delimited file whose cells are empty where a row does not name them."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        assert row.keys() <= set(header)
        writer.writerow([row.get(name, "") for name in header])
    return stream.getvalue()


def desta_csv() -> str:
    """Five rows of a list of treaties: a bloc's, two accessions' worth, an exit, a negotiation."""

    def row(number: str, name: str, kind: str, years: str, roles: str) -> dict[str, str]:
        year, in_force = years.split()
        found = {
            "number": number, "base_treaty": number.partition("+")[0].partition("_")[0],
            "name": name, "entry_type": kind,
            "year": year, "entryforceyear": in_force,
        }  # fmt: skip
        cells = dict(part.split(":") for part in roles.split())
        for place in range(1, 92):
            code, role = [*cells.items()][place - 1] if place <= len(cells) else ("NA", "NA")
            found |= {f"c{place}": code, f"mc{place}": role}
        return found

    rows = [
        row("915", "EAEU Vietnam", "base_treaty", "2015 2016",
            "704:0 112:1 398:1 643:1 51:NA"),
        row("451", "Finland USSR", "base_treaty", "1960 NA", "246:0 643:0"),
        row("26", "Andes", "base_treaty", "1969 1970", "68:0 604:0"),
        row("26+1", "Andes Venezuela accession", "accession", "1973 NA", "68:2 604:2 862:1"),
        row("26_1", "Andes withdrawal Venezuela", "withdrawal", "2006 NA", "68:2 604:2 862:1"),
        row("894", "New Zealand Russia", "negotiation", "NA NA", "643:0 554:0"),
    ]  # fmt: skip
    return text_of(DESTA, rows, ";")


def atop_folder(path: Path) -> Path:
    """Alliances of Russia with China and of five states in two phases; one of an older age."""
    path.mkdir(exist_ok=True)
    promises = dict.fromkeys(("defense", "offense", "neutral", "nonagg", "consul"), "0")

    def member(atopid: int, code: int, entry: str, leave: str, **more: str) -> dict[str, str]:
        days = {
            f"{part}{what}": text
            for what, day in (("ent", entry), ("exit", leave))
            for part, text in zip(("yr", "mo", "day"), day.split("-"), strict=True)
        }
        return {"atopid": str(atopid), "member": str(code), "phase": "0", "version": "5.1",
                **days, **promises, **more}  # fmt: skip

    now = "0-0-0"
    rows = [
        member(4980, 365, "2001-7-16", now, nonagg="1", consul="1"),
        member(4980, 710, "2001-7-16", now, nonagg="1", consul="1"),
        member(4220, 365, "1992-5-15", "2002-10-7", phase="1", defense="1"),
        member(4220, 704, "1992-5-15", "1999-4-20", phase="1", defense="1"),
        member(4220, 365, "2002-10-7", now, phase="2", defense="1"),
        member(4220, 704, "2006-8-17", "2012-6-28", phase="2", defense="1"),
        member(3140, 365, "1948-4-6", "1992-1-20", defense="1"),
        member(3140, 375, "1948-4-6", "1992-1-20", defense="1"),
        member(1005, 300, "1815-1-3", "1815-2-8", defense="1"),
        member(1005, 200, "1815-1-3", "1815-2-8", defense="1"),
    ]
    alliances = [{"atopid": number, "version": "5.1"} for number in (4980, 4220, 3140, 1005)]
    (path / "atop5_1m.csv").write_text(text_of(MEMBERS, rows), encoding="utf-8")
    (path / "atop5_1a.csv").write_text(text_of(ALLIANCES, alliances), encoding="utf-8")
    return path


def dcad_csv() -> str:
    """Four agreements: two of Russia with China, one of the Soviet Union, one of a state alone."""
    common = {"type": "general", "category1": "DCA", "terminated": "-88"}
    rows = [
        {"ccode1": 365, "cowName1": "RUS", "ccode2": 710, "cowName2": "CHN", "signDay": 6,
         "signMonth": 5, "signYear": 1996, "EIFYear": -77, "DCAid": "DCADv1.0-0001"},
        {"ccode1": 365, "cowName1": "RUS", "ccode2": 710, "cowName2": "CHN", "signYear": 1995,
         "DCAid": "DCADv1.0-0002", "terminated": "1", "endYearEstimate": 2001},
        {"ccode1": 365, "cowName1": "RUS", "ccode2": 750, "cowName2": "IND", "signDay": 9,
         "signMonth": 8, "signYear": 1988, "EIFDay": 1, "EIFMonth": 1, "EIFYear": 1989,
         "DCAid": "DCADv1.0-0003"},
        {"ccode1": 145, "cowName1": "BOL", "ccode2": 145, "cowName2": "VEN", "signDay": 26,
         "signMonth": 5, "signYear": 2006, "DCAid": "DCADv1.0-0004"},
    ]  # fmt: skip
    return text_of(DCAD, [common | row for row in rows])


def gsdb_csv() -> str:
    """Four cases: one state's that goes on, the Union's with a neighbour, the UN's, a body's."""
    means = dict.fromkeys(("trade", "arms", "military", "financial", "travel", "other"), "0")
    rows = [
        {"case_id": 1, "sanctioned_state": "Russia", "sanctioning_state": "United States",
         "begin": 2014, "end": 2023, "financial": "1", "success": "ongoing,ongoing"},
        {"case_id": 2, "sanctioned_state": "Belarus", "begin": 2006, "end": 2008, "travel": "1",
         "sanctioning_state": "EU, Iceland,  Norway", "success": "failed"},
        {"case_id": 3, "sanctioned_state": "Korea, North, Iran", "sanctioning_state": "UN",
         "begin": 2006, "end": 2023, "arms": "1", "success": "ongoing"},
        {"case_id": 4, "sanctioned_state": "Haiti", "begin": 1991, "end": 1994, "trade": "1",
         "sanctioning_state": "Organization of American States", "success": "success_total"},
        {"case_id": 5, "sanctioned_state": "Soviet Union", "sanctioning_state": "Korea, South",
         "begin": 1983, "end": 1984, "other": "1", "success": "failed"},
    ]  # fmt: skip
    return text_of(GSDB, [means | row for row in rows])


def ties_workbook(path: Path) -> Path:
    """Cases of sanctions: two carried out, of which one by the Union, and a threat."""
    rows: list[dict[str, object]] = [
        {"caseid": 1980010401, "sender1": 2, "targetstate": 365, "imposition": 1,
         "sancimpositionstartyear": 1980, "sancimpositionstartmonth": 1,
         "sancimpositionstartday": 4, "endyear": 1981, "endmonth": 4, "endday": 31,
         "sanctiontype": "2 4"},
        {"caseid": 1993012701, "sender1": 1000, "targetstate": 345, "imposition": 1,
         "sancimpositionstartyear": 1993, "sanctiontype": 6},
        {"caseid": 1999010101, "sender1": 2, "targetstate": 710, "imposition": 0},
        {"caseid": 1949122401, "sender1": 2, "targetstate": 710, "imposition": 1,
         "sancimpositionstartyear": "1949, sometime before this date."},
    ]  # fmt: skip
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "TIESv4.1.raw"
    sheet.append(list(TIES))
    for row in rows:
        assert row.keys() <= set(TIES)
        sheet.append([row.get(name) for name in TIES])
    book.save(path)
    return path
