"""Files of machine-coded events in their publishers' exact shapes; all rows are made up."""

from collections.abc import Mapping, Sequence

from visavis.sources import gdelt, icews, polecat

Cells = Mapping[str, str]


def table(header: Sequence[str], rows: Sequence[Cells], filler: str, head: bool = True) -> bytes:
    """Rows by name of column, set off by tabs; `filler` where nothing is given."""
    lines = ["\t".join(header)] if head else []
    lines += ["\t".join(row.get(name, filler) for name in header) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def icews_row(number: int, source: str, target: str, code: str, **more: str) -> Cells:
    """An event of 1 June 2018; sides as `Sergey Example, Russian Federation`."""
    (name, state), (other, its) = (side.rsplit(", ", 1) for side in (source, target))
    return {
        "Event ID": str(number), "Event Date": "2018-06-01", "Source Name": name,
        "Source Country": state, "Event Text": "Something", "CAMEO Code": code,
        "Intensity": "1", "Target Name": other, "Target Country": its, "Story ID": "1",
        "Sentence Number": "1", "Latitude": "39.0", "Longitude": "125.7",
        **{name.replace("_", " "): value for name, value in more.items()},
    }  # fmt: skip


def icews_file(rows: Sequence[Cells]) -> bytes:
    """The original header of 20 columns, `NA` where nothing is known."""
    return table(icews.HEADER, rows, "NA")


def gdelt_row(number: int, source: str, target: str, code: str, **more: str) -> Cells:
    """An event of 1 July 2017 found on that day; sides as CAMEO's letters, "" for none."""
    quads = {"01": "1", "02": "1", "03": "1", "04": "1", "05": "1", "06": "2", "07": "2",
             "08": "2", "09": "3", "10": "3", "11": "3", "12": "3", "13": "3"}  # fmt: skip
    return {
        "GLOBALEVENTID": str(number), "SQLDATE": "20170701", "MonthYear": "201707",
        "Year": "2017", "FractionDate": "2017.4959", "Actor1Code": f"{source}GOV",
        "Actor1Name": source, "Actor1CountryCode": source, "Actor2Code": f"{target}GOV",
        "Actor2Name": target, "Actor2CountryCode": target, "IsRootEvent": "1",
        "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2],
        "QuadClass": quads.get(code[:2], "4"), "GoldsteinScale": "1.0", "NumMentions": "5",
        "NumSources": "1", "NumArticles": "5", "AvgTone": "-0.5", "Actor1Geo_Type": "0",
        "ActionGeo_Type": "1", "ActionGeo_CountryCode": "RS", "DATEADDED": "20170701000000",
        "SOURCEURL": "https://example.org/a", **more,
    }  # fmt: skip


def gdelt_file(rows: Sequence[Cells]) -> bytes:
    """61 columns set off by tabs, without a header."""
    return table(gdelt.HEADER, rows, "", head=False)


def polecat_row(number: int, source: str, target: str, kind: str, **more: str) -> Cells:
    """An event of 1 June 2023; sides as ISO's letters, `None` for none."""
    return {
        "Event ID": f"XYZ{number}", "Event Date": "2023-06-01", "Event Type": kind,
        "Event Intensity": "1.0", "Quad Code": "ANY", "Actor Name": "Somebody",
        "Actor Country": source, "Recipient Name": "Somebody else",
        "Recipient Country": target, "Language": "English", "Version": "NGEC_1",
        **{name.replace("_", " "): value for name, value in more.items()},
    }  # fmt: skip


def polecat_file(rows: Sequence[Cells], header: Sequence[str] = polecat.HEADER) -> bytes:
    """The header of 40 columns, `None` where nothing is known."""
    return table(header, rows, "None")
