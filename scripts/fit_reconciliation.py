"""Fit what reconciles two books: the margin by distance, and how far to rely on each reporter.

    python scripts/fit_reconciliation.py ../shared/data            # writes the table of reporters
    python scripts/fit_reconciliation.py ../shared/data --check    # fails where it would change

1. OECD's margins (per cent of CIF imports) on the logarithm of distance and a shared border, by
   ordinary least squares: the coefficients stand in `measures/figures/reconciliation.py`.
2. Imports made FOB by that margin; the absolute log ratio of both books, cut at 1.5, of every flow
   that both sides reported above one million dollars, 2005-2016, in the World Bank's WITS copy of
   UN Comtrade, explained by an effect of who exports and one of who imports, both at least 0.01,
   each drawn to their mean by a ridge, weighted by the flow's size in logarithms: the variance
   analysis of Gaulier and Zignago (2010), section 3.3, in the absolute form of the Growth Lab.
Needs SciPy (`pip install 'visavis[stats]'`).
"""

import csv
import io
import sys
from datetime import date
from math import log
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import lsq_linear
from scipy.sparse import coo_matrix, identity, vstack

from visavis.measures.figures.reconciliation import fitted_margin
from visavis.model.geography import are_neighbours, distance_km
from visavis.sources import oecd_itic

TABLE = Path(__file__).resolve().parent.parent / "src/visavis/measures/figures/data/reliability.csv"
LEAST = 1000
"""Thousand dollars: smaller flows are noise."""
CAP = 1.5
RIDGE = 20.0
LEAST_DOUBT = 0.05
"""No reporter is so sure that its partners count for nothing."""
YEARS = (2005, 2016)


def margins(data: Path) -> tuple[float, float, float, float, int]:
    """Constant, slope of ln(km), effect of a border, R squared, and how many were fitted."""
    load = oecd_itic.load(data / "trade/cif_fob", date(2026, 11, 21))
    frame = load.tables["facts"].frame.select("subject", "partner", pl.col("value").cast(float))
    rows = [
        (log(kilometres), are_neighbours(exporter, importer), value)
        for exporter, importer, value in frame.iter_rows()
        if (kilometres := distance_km(exporter, importer)) is not None
    ]
    y = np.array([value for *_, value in rows])
    far, border = (np.array([float(row[place]) for row in rows]) for place in (0, 1))
    x = np.column_stack([np.ones(len(rows)), far, border])
    found, *_ = np.linalg.lstsq(x, y, rcond=None)
    rest = y - x @ found
    constant, slope, shared = (float(each) for each in found)
    return constant, slope, shared, float(1 - rest.var() / y.var()), len(rows)


def mirrored(data: Path) -> pl.DataFrame:
    """Flows that both sides reported: year, exporter i, importer j, x (FOB) and m (CIF)."""
    panel = pl.read_parquet(data / "trade/wits_panel/panel_long.parquet")
    panel = panel.filter(pl.col("year").is_between(*YEARS))
    sold = panel.select("year", i="reporter_iso3", j="partner_iso3", x="export_kusd")
    bought = panel.select("year", i="partner_iso3", j="reporter_iso3", m="import_kusd")
    both = sold.join(bought, on=["year", "i", "j"])
    return both.filter((pl.col("x") > LEAST) & (pl.col("m") > LEAST))


def reliability(flows: pl.DataFrame) -> list[tuple[str, str, str, int]]:
    """Each reporter's two effects on the log ratio, and the flows that tell."""
    margin = [fitted_margin(i, j) for i, j in flows.select("i", "j").iter_rows()]
    flows = flows.with_columns(margin=pl.Series(margin, dtype=pl.Float64)).drop_nulls("margin")
    ratio = (pl.col("m") * (1 - pl.col("margin")) / pl.col("x")).log().abs().clip(0, CAP)
    y = flows.select(ratio).to_series().to_numpy()
    size = (flows["x"] * flows["m"]).sqrt() / LEAST
    weight = np.sqrt(size.log().to_numpy() + 1)
    names = sorted({*flows["i"], *flows["j"]})
    place = {name: number for number, name in enumerate(names)}
    rows = np.arange(len(y))
    columns = [[place[name] for name in flows["i"]], [place[n] + len(names) for n in flows["j"]]]
    effects = coo_matrix(
        (np.r_[weight, weight], (np.r_[rows, rows], np.r_[columns[0], columns[1]])),
        shape=(len(y), 2 * len(names)),
    )
    mean = np.average(y, weights=weight**2) / 2
    pull = np.sqrt(RIDGE)
    left = vstack([effects.tocsr(), pull * identity(2 * len(names))]).tocsr()
    right = np.r_[weight * y, np.full(2 * len(names), pull * mean)]
    found = lsq_linear(left, right, bounds=(LEAST_DOUBT, np.inf)).x
    counts = {
        name: flows.filter((pl.col("i") == name) | (pl.col("j") == name)).height for name in names
    }
    return [
        (name, f"{found[place[name]]:.3f}", f"{found[place[name] + len(names)]:.3f}", counts[name])
        for name in names
    ]


def main(data: Path, *, check: bool) -> None:
    """Print the margin's coefficients, write (or compare) the table of reporters."""
    constant, slope, border, fit, fitted = margins(data)
    print(
        f"margin in % of CIF = {constant:.3f} + {slope:.3f} ln(km) + {border:.3f} border; "
        f"R2 {fit:.2f} on {fitted:,} margins"
    )
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("id", "as_exporter", "as_importer", "flows"))
    writer.writerows(reliability(mirrored(data)))
    if not check:
        TABLE.write_text(buffer.getvalue(), encoding="utf-8")
    elif TABLE.read_text(encoding="utf-8") != buffer.getvalue():
        sys.exit(f"{TABLE.name} is out of date: run python scripts/fit_reconciliation.py")


if __name__ == "__main__":
    folders = [each for each in sys.argv[1:] if not each.startswith("-")]
    main(Path(folders[0] if folders else "../shared/data"), check="--check" in sys.argv)
