"""How close the reconciled value comes to BACI's own totals, pair by pair.

    python benchmarks/reconciled.py ../shared/data           # a summary
    python benchmarks/reconciled.py ../shared/data --pairs   # and every pair's median ratio

Both books: the World Bank's WITS copy of UN Comtrade (fit and test share it: its reporters are
weighted by their ratios to each other, never by BACI). One book: what partners report of their
trade with China, UN Comtrade of March 2026, 2014-2021. Against: BACI, totals of 19 economies.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from math import exp, log
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

import polars as pl

from visavis.measures.figures.reconciliation import reconcile

PARTNERS = {
    "Belgium": "BEL", "Canada": "CAN", "France": "FRA", "Germany": "DEU", "India": "IND",
    "Italy": "ITA", "Japan": "JPN", "Malaysia": "MYS", "Mexico": "MEX", "Netherlands": "NLD",
    "Rep. of Korea": "KOR", "Russian Federation": "RUS", "Saudi Arabia": "SAU",
    "Singapore": "SGP", "Spain": "ESP", "Switzerland": "CHE", "USA": "USA",
    "United Kingdom": "GBR",
}  # fmt: skip
"""UN Comtrade's names of the economies of which BACI's totals are at hand."""


class Flow(NamedTuple):
    """One flow of a year in thousand dollars; None where a side has no book at hand."""

    year: int
    exporter: str
    importer: str
    sold: float | None
    bought: float | None
    baci: float


def _baci(data: Path) -> dict[tuple[int, str, str], float]:
    frame = pl.read_parquet(data / "trade/baci/baci_totals_21_countries_2005_2021.parquet")
    rows = frame.select("year", "iso_o", "iso_d", "trade_value_usd_millions").iter_rows()
    # The column's name says millions; its values are thousands (Russia to China 2021: 72,879,540).
    return {(year, exporter, importer): value for year, exporter, importer, value in rows}


def both_books(data: Path) -> Iterator[Flow]:
    """Flows that both sides reported, above a million dollars, with BACI's."""
    panel = pl.read_parquet(data / "trade/wits_panel/panel_long.parquet")
    sold = {(y, i, j): v for i, y, j, v in panel.select(pl.nth(0, 1, 2, 3)).iter_rows() if v}
    bought = {(y, i, j): v for j, y, i, v in panel.select(pl.nth(0, 1, 2, 4)).iter_rows() if v}
    for key, value in sorted(_baci(data).items()):
        if sold.get(key, 0) > 1000 and bought.get(key, 0) > 1000:
            yield Flow(*key, sold[key], bought[key], value)


def one_book(data: Path) -> Iterator[Flow]:
    """Flows with China as the partners alone report them."""
    baci = _baci(data)
    folder = data / "trade/partner_reports"
    for file, is_export in (
        ("China_3.1.1_top_import_partners.xlsx", True),
        ("China_2.1.1_top_export_partners_reverse.xlsx", False),
    ):
        rows = pl.read_excel(folder / file, engine="openpyxl")
        for year, reporter, amount in rows.select(
            "refYear", "reporterDesc", "partner_sum"
        ).iter_rows():
            other = PARTNERS.get(reporter)
            key = (year, other, "CHN") if is_export else (year, "CHN", other)
            if other and key in baci:
                thousand = amount / 1000
                sold, bought = (thousand, None) if is_export else (None, thousand)
                yield Flow(*key, sold, bought, baci[key])


def _ours(flow: Flow) -> float | None:
    sold, bought = (None if each is None else Decimal(str(each)) for each in flow[3:5])
    found = reconcile((flow.exporter, flow.importer), sold, bought)
    return None if found is None else float(found.value)


RULES: dict[str, Callable[[Flow], float | None]] = {
    "exporter's book": lambda flow: flow.sold,
    "importer's book": lambda flow: flow.bought,
    "mean of both": lambda flow: (
        (flow.sold + flow.bought) / 2 if flow.sold and flow.bought else None
    ),
    "reconciled": _ours,
}


def summary(title: str, flows: list[Flow]) -> None:
    """A row a rule: how far it lies from BACI."""
    print(f"\n{title}: {len(flows):,} flows\n")
    print("| rule | median gap | mean gap | within 5 % | within 10 % | within 20 % |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, rule in RULES.items():
        said = [(rule(flow), flow.baci) for flow in flows]
        gaps = [abs(log(value / truth)) for value, truth in said if value]
        if not gaps:
            continue
        near = [sum(gap < log(1 + limit) for gap in gaps) / len(gaps) for limit in (0.05, 0.1, 0.2)]
        cells = " | ".join(f"{share:.0%}" for share in near)
        print(f"| {name} | {median(gaps):.1%} | {mean(gaps):.1%} | {cells} |")


def pairs(flows: list[Flow]) -> None:
    """Every pair: the median over years of the reconciled value over BACI's."""
    ratios: dict[tuple[str, str], list[float]] = defaultdict(list)
    for flow in flows:
        value = _ours(flow)
        if value:
            ratios[flow.exporter, flow.importer].append(log(value / flow.baci))
    print("\n| exporter | importer | years | median ratio to BACI |\n| --- | --- | --- | --- |")
    for (exporter, importer), found in sorted(ratios.items()):
        print(f"| {exporter} | {importer} | {len(found)} | {exp(median(found)):.2f} |")


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if not each.startswith("-")]
    folder = Path(given[0] if given else "../shared/data")
    mirrored = list(both_books(folder))
    summary("Both books, 2005-2016", mirrored)
    summary("Partners' books with China alone, 2014-2021", list(one_book(folder)))
    if "--pairs" in sys.argv:
        pairs(mirrored)
