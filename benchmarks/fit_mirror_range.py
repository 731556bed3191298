"""How far a missing book can lie from the one at hand: the constants of `checking/mirror.py`.

Run as `python benchmarks/fit_mirror_range.py DATA`, where DATA holds `trade/wits_panel`,
`trade/baci` and `trade/partner_reports` (not part of the project: see the documentation of the
sources). It prints the tables of `mirror.py`; nothing is written.

The trap: the range must be conditional on the value *held*, because extreme ratios belong to small
values on the side that is looked at.
"""

import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import openpyxl
import polars as pl

FLOORS_KUSD = (1e3, 1e4, 1e5, 1e6, 1e7, 1e12)
NOT_STATES = ("EUN", "OAS", "UNS")
HUBS = ("ARE", "BEL", "BHS", "CHE", "CYP", "EST", "GBR", "HKG", "LTU", "LUX", "LVA", "MAC", "MLT",
        "NLD", "PAN", "SGP")  # fmt: skip
LOW, HIGH = 0.005, 0.995
HUB_HIGH = 0.9995
"""For pairs with an entrepot, of which only the upper end bounds anything."""


def flows(panel: pl.DataFrame) -> pl.DataFrame:
    """Exporter, importer, year, both reported values (thousand USD, both above one million USD)."""
    real = panel.filter(
        (pl.col("year") >= 2000)
        & ~pl.col("reporter_iso3").is_in(NOT_STATES)
        & ~pl.col("partner_iso3").is_in(NOT_STATES)
    )
    sent = real.select(
        exporter="reporter_iso3", importer="partner_iso3", year="year", x="export_kusd"
    )
    taken = real.select(
        exporter="partner_iso3", importer="reporter_iso3", year="year", m="import_kusd"
    )
    both = sent.join(taken, on=["exporter", "importer", "year"])
    return both.filter((pl.col("x") > 1000) & (pl.col("m") > 1000))


def partial(pairs: pl.DataFrame, side: str, own: str, other: str) -> list[str]:
    """States whose own book holds less than half of what their partners report, above 100 million.

    Their books leave out whole products or partners (oil, free zones), so no range bounds them.
    """
    sums = (
        pairs.filter(pl.col(other) > 1e5)
        .group_by(side)
        .agg(pl.len().alias("n"), ratio=pl.col(own).sum() / pl.col(other).sum())
    )
    return sorted(sums.filter((pl.col("n") >= 20) & (pl.col("ratio") < 0.5))[side])


def both_ways(pairs: pl.DataFrame) -> pl.DataFrame:
    """Turnover of each pair in the exporter's own book and in the partner's."""
    back = pairs.select(exporter="importer", importer="exporter", year="year", x2="x", m2="m")
    joined = pairs.join(back, on=["exporter", "importer", "year"])
    return joined.with_columns(own=pl.col("x") + pl.col("m2"), partner=pl.col("x2") + pl.col("m"))


def growth(frame: pl.DataFrame, held: str, other: str) -> pl.DataFrame:
    """One year's growth factor in the other book over that in the book held, by the first level."""
    before = frame.select(
        "exporter", "importer", pl.col("year") + 1, h0=pl.col(held), o0=pl.col(other)
    )
    joined = frame.join(before, on=["exporter", "importer", "year"])
    return joined.with_columns(
        factor=(pl.col(other) / pl.col("o0")) / (pl.col(held) / pl.col("h0"))
    )


def ranges(
    frame: pl.DataFrame, size: str, ratio: pl.Expr, floors: tuple[float, ...], high_at: float
) -> str:
    """One line of `mirror.py`: low and high of the ratio in each class of size."""
    cells = []
    for low, high in pairwise(floors):
        inside = frame.filter((pl.col(size) >= low) & (pl.col(size) < high))
        values = inside.select(ratio.alias("r"))["r"]
        bounds = (values.quantile(LOW, "linear"), values.quantile(high_at, "linear"))
        cells.append("({:.3g}, {:.3g})".format(*bounds) + f" n={len(values)}")
    return "; ".join(cells)


def reports(folder: Path, until: int = 2016) -> Iterator[tuple[str, str, int, float]]:
    """(flow, reporter name, year, thousand USD) that reporters state on China, release of 2026."""
    for name, flow in (
        ("China_2.1.1_top_export_partners_reverse.xlsx", "import_kusd"),
        ("China_3.1.1_top_import_partners.xlsx", "export_kusd"),
    ):
        rows = openpyxl.load_workbook(folder / name).worksheets[0].iter_rows(values_only=True)
        header = [str(cell) for cell in next(rows)]
        for row in rows:
            record = {name: str(cell) for name, cell in zip(header, row, strict=True)}
            if int(record["refYear"]) <= until:
                value = float(record["partner_sum"]) / 1000
                yield flow, record["reporterDesc"], int(record["refYear"]), value


def revisions(panel: pl.DataFrame, trade: Path) -> pl.DataFrame:
    """Ratio of the release of 2026 to that of 2017, reporters' trade with China, 2014-2016."""
    legacy = sorted((trade / "comtrade_legacy").glob("total-trade-value-*.csv"))
    names: dict[str, str] = {}
    for path in legacy:
        frame = pl.read_csv(path, columns=["Partner", "Partner ISO"], infer_schema_length=0)
        names.update(frame.rows())
    old = panel.filter((pl.col("partner_iso3") == "CHN") & (pl.col("year") >= 2014))
    known = {(row["reporter_iso3"], row["year"]): row for row in old.iter_rows(named=True)}
    rows = []
    for flow, name, year, value in reports(trade / "partner_reports"):
        row = known.get((names.get(name, ""), year))
        if row and row[flow]:
            rows.append((row[flow], value / row[flow]))
    return pl.DataFrame(rows, schema=["old", "ratio"], orient="row")


def main(data: Path) -> None:
    """Print every table of `mirror.py`."""
    panel = pl.read_parquet(data / "trade/wits_panel/panel_long.parquet")
    every = flows(panel)
    without_exports = partial(every, "exporter", "x", "m")
    without_imports = partial(every, "importer", "m", "x")
    print("PARTIAL_EXPORTS", without_exports)
    print("PARTIAL_IMPORTS", without_imports)
    sound = every.filter(
        ~pl.col("exporter").is_in(without_exports) & ~pl.col("importer").is_in(without_imports)
    )
    hub = pl.col("exporter").is_in(HUBS) | pl.col("importer").is_in(HUBS)
    print("\nPairs with an entrepot:")
    tables(sound.filter(hub), data, HUB_HIGH)
    print("\nAll other pairs:")
    tables(sound.filter(~hub), data)
    print()
    releases(panel, data)


def tables(pairs: pl.DataFrame, data: Path, high_at: float = HIGH) -> None:
    """Print the ranges between books, of growth, and of either book over the reconciled value."""
    upward, downward = pl.col("m") / pl.col("x"), pl.col("x") / pl.col("m")
    print("exporter held, importer missing:", ranges(pairs, "x", upward, FLOORS_KUSD, high_at))
    print("importer held, exporter missing:", ranges(pairs, "m", downward, FLOORS_KUSD, high_at))
    turnover = both_ways(pairs)
    ratio = pl.col("partner") / pl.col("own")
    print("turnover:", ranges(turnover, "own", ratio, FLOORS_KUSD, high_at))
    print(
        "growth of a flow:",
        ranges(growth(pairs, "x", "m"), "h0", pl.col("factor"), FLOORS_KUSD, high_at),
    )
    paired = growth(turnover, "own", "partner")
    print("growth of turnover:", ranges(paired, "h0", pl.col("factor"), FLOORS_KUSD, high_at))
    baci = pl.read_parquet(data / "trade/baci/baci_totals_21_countries_2005_2021.parquet").select(
        exporter="iso_o", importer="iso_d", year="year", r="trade_value_usd_millions"
    )
    with_r = pairs.join(baci, on=["exporter", "importer", "year"]).filter(pl.col("r") > 1000)
    coarse = (1e3, 1e6, 1e7, 1e12)
    print("reconciled, exporter:", ranges(with_r, "r", pl.col("x") / pl.col("r"), coarse, high_at))
    print("reconciled, importer:", ranges(with_r, "r", pl.col("m") / pl.col("r"), coarse, high_at))
    two = both_ways(with_r).join(
        with_r.select(exporter="importer", importer="exporter", year="year", r2="r"),
        on=["exporter", "importer", "year"],
    ).with_columns(rr=pl.col("r") + pl.col("r2"))  # fmt: skip
    print("reconciled, turnover:", ranges(two, "rr", pl.col("own") / pl.col("rr"), coarse, high_at))


def releases(panel: pl.DataFrame, data: Path) -> None:
    """Print by what factor releases of one book differ."""
    changed = revisions(panel, data / "trade").with_columns(log=pl.col("ratio").log().abs())
    for low, high in pairwise(FLOORS_KUSD):
        inside = changed.filter((pl.col("old") >= low) & (pl.col("old") < high))["log"]
        quantiles = [inside.quantile(q, "linear") or 0.0 for q in (0.8, 0.9, 0.95, 0.99)]
        factors = ", ".join(f"{math.exp(q):.3f}" for q in quantiles)
        print(f"release, from {low:.0e}: n={len(inside)}, 80 90 95 99 %: {factors}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/fit_mirror_range.py DATA")
    main(Path(sys.argv[1]))
