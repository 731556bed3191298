"""Files in SIPRI's exact shapes. Every number in them is made up."""

from collections.abc import Mapping, Sequence

__all__ = ["new_table", "old_table", "register"]

_HEADER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,"
    "Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,"
    "SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
Rows = Mapping[str, Mapping[int, str]]


def _total(cells: Sequence[str]) -> str:
    known = [cell.strip() for cell in cells if cell.strip()]
    return str(sum(int(cell) for cell in known)) if known else ""


def _lines(rows: Rows, years: Sequence[int]) -> tuple[list[list[str]], list[str]]:
    body = [[name, *(cells.get(year, "") for year in years)] for name, cells in rows.items()]
    return body, [_total([row[n + 1] for row in body]) for n in range(len(years))]


def old_table(
    owner: str, rows: Rows, years: Sequence[int] = range(2000, 2006), side: str = "from",
    made: str = "28 July 2022",
) -> bytes:  # fmt: skip
    """A table of the site before 2023: one supplier's recipients (`from`), or the reverse."""
    tail = "," * (len(years) + 1)
    word = "exports" if side == "from" else "imports"
    top = [
        f'"TIV of arms {word} {side} {owner}, {years[0]}-{years[-1]}"{tail}',
        f"Figures are SIPRI Trend Indicator Values (TIVs) expressed in millions.{tail}",
        f"Figures may not add up due to the conventions of rounding.{tail}",
        f"A '0' indicates that the value of deliveries is less than 0.5m{tail}",
        f'"For more information, see http://www.sipri.org/databases/armstransfers/"{tail}',
        tail, tail,
        f"Source: SIPRI Arms Transfers Database{tail}",
        f"Generated: {made}{tail}",
        tail,
        ",".join(["", *map(str, years), "Total"]),
    ]  # fmt: skip
    body, sums = _lines(rows, years)
    lines = [",".join([*row, _total(row[1:])]) for row in body]
    last = ",".join(["Total", *sums, _total(sums)])
    return "\n".join([*top, *lines, tail, last, ""]).encode()


def new_table(
    rows: Rows, years: Sequence[int] = range(2000, 2006), side: str = "Recipient",
    made: str = "13 Oct 2006 12:33:29 PM",
) -> bytes:  # fmt: skip
    """A table of the site since 2023: totals of recipients, or of suppliers (`Exports by`)."""
    top = [
        "Volume of transfers of major arms",
        "Figures are in millions of SIPRI trend-indicator values (TIVs).",
        "A '0' indicates that the volume of deliveries is between 0 and 0.5 million SIPRI TIV. "
        "An empty field indicates that no deliveries have been identified.",
        "Figures may not add up to stated totals due to the conventions of rounding.",
        "For the method see <https://www.sipri.org/databases/armstransfers/sources-and-methods>.",
        "",
        "Source: SIPRI Arms Transfers Database (c) SIPRI.",
        f"Data generated: {made}",
        "",
        ",".join([side, *map(str, years), f"{years[0]}-{years[-1]}", "Percentage",
                  "Sum total years", "Percentage of total"]),
    ]  # fmt: skip
    body, sums = _lines(rows, years)
    word = "import" if side == "Recipient" else "export"
    every = [*body, [f"Total world {word}", *sums]]
    lines = [",".join([*row, _total(row[1:]), "50.0%", _total(row[1:]), "50.0%"]) for row in every]
    return "\n".join([*top, *lines, ""]).encode()


def register(
    deals: Sequence[str], made: str = "18 May 2006 10:02:49 AM", sides: str = "All countries"
) -> bytes:
    """A trade register with these rows, as exported: Latin-1, no quotes."""
    top = [
        f"Transfers of major conventional arms from {sides}  to All countries . Deals with "
        "deliveries or orders made for year range 'Not specified' to 'Not specified' ",
        "A '?' in a column indicates uncertain data.",
        "An empty field for 'Number ordered' indicates that data is not yet available.",
        "SIPRI trend-indicator values (TIVs) are in millions.",
        "An empty field for 'SIPRI TIV for total order' indicates that data is not available.",
        "A '0' indicates that the volume of deliveries is between 0 and 0.5 million SIPRI TIV.",
        "Figures may not add up to stated totals due to the conventions of rounding.",
        "For the method used see <https://www.sipri.org/databases/armstransfers>.",
        "",
        "Source: SIPRI Arms Transfers Database (c) SIPRI.",
        f"Data generated: {made}",
    ]
    return "\n".join([*top, _HEADER, *deals, ""]).encode("latin-1")
